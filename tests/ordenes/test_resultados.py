"""What each command gives: formats, keys, order, pages, explanations."""

from __future__ import annotations

import csv
import io
import json

import pytest

from evaluacion.flujo.calificar import score_paths
from evaluacion.publish.libro import libro_como_texto
from evaluacion.publish.tablero.arrange import arrange_tablero

NUMEROS = {"puntaje", "minimo", "maximo", "cobertura", "aplicabilidad"}
FICHA = NUMEROS | {
    "practica", "tipo", "titulo", "evaluador", "marco", "version", "minimo_estricto", "nivel", "subnivel", "tipologia", "compuerta",
    "compuertas_exentas", "provisional", "elegible", "requisitos", "lugar", "lectura_alterna", "origen", "grupos",
}  # fmt: skip
PREGUNTA = {"id", "estado", "respuesta", "puntos", "evidencia", "motivo", "origen"}
INDICADOR = {
    "id", "estado", "valor", "periodo", "unidad", "linea_base", "meta", "medida", "esperado", "puntos", "semaforo", "senales",
    "no_calculable", "motivo", "fuente", "origen",
}  # fmt: skip


def test_the_json_has_the_documented_keys_and_no_other(llamar, raiz):
    """Every ficha, group, criterion, question and indicator has exactly its keys; stdout holds nothing but the JSON."""
    code, out, _ = llamar("calificar", raiz / "examples" / "practicas", "--formato", "json")
    assert code == 0
    data = json.loads(out)
    assert list(data) == ["procedencia", "fichas"]
    assert set(data["procedencia"]) == {"herramienta", "version", "marcos", "archivos", "fecha_referencia", "politicas"}
    assert {frozenset(item) for item in data["procedencia"]["marcos"]} == {frozenset({"marco", "version", "titulo", "huella", "archivo"})}
    assert {frozenset(item) for item in data["procedencia"]["archivos"]} == {frozenset({"archivo", "sha256"})}
    seen = set()
    for ficha in data["fichas"]:
        assert set(ficha) == FICHA
        assert set(ficha["nivel"]) == {"seguro", "al_menos", "hasta"}
        assert all(
            set(gate) == {"nivel", "criterio", "estado"} and gate["estado"] in ("cerrada", "pendiente") for gate in ficha["compuerta"]
        )
        assert ficha["lugar"] is None or set(ficha["lugar"]) == {"mejor", "peor"}
        assert set(ficha["origen"]) == {"archivo", "linea", "columna"}
        for grupo in ficha["grupos"]:
            assert set(grupo) == NUMEROS | {"id", "criterios"}
            for criterio in grupo["criterios"]:
                kind = "indicadores" if ficha["marco"] == "cuantitativo" else "preguntas"
                assert set(criterio) == NUMEROS | {"id", kind}
                assert all(set(item) == (INDICADOR if kind == "indicadores" else PREGUNTA) for item in criterio[kind])
                seen |= {item["estado"] for item in criterio[kind]}
    assert seen <= {"respondida", "sin_responder", "no_aplica", "sin_evidencia"}
    keys = [(ficha["marco"], ficha["practica"], ficha["evaluador"] or "") for ficha in data["fichas"]]
    assert keys == sorted(keys)


def test_the_numbers_of_a_node_that_does_not_apply_are_null(llamar, escribir):
    """Every number of a `no aplica` node is null, and the origin of a written answer is its place."""
    escribir("tres.yaml", "practica: tres\nrespuestas:\n  breve: {b.q1: {respuesta: no aplica, motivo: Ejemplo}, a.p1: sí}\n")
    (ficha,) = json.loads(llamar("calificar", "tres.yaml", "--marco", "marco.yaml", "--formato", "json").salida)["fichas"]
    a, b = ficha["grupos"][0]["criterios"]
    assert {b[name] for name in NUMEROS} == {None}
    assert b["preguntas"][0]["estado"] == "no_aplica"
    assert b["preguntas"][0]["motivo"] == "Ejemplo"
    assert a["preguntas"][0]["origen"] == {"archivo": "tres.yaml", "linea": 3, "columna": 58}
    assert a["preguntas"][1] == {
        "id": "p2",
        "estado": "sin_responder",
        "respuesta": None,
        "puntos": None,
        "evidencia": None,
        "motivo": None,
        "origen": None,
    }
    assert ficha["nivel"] == {"seguro": None, "al_menos": None, "hasta": None}


@pytest.mark.usefixtures("taller")
def test_the_same_input_gives_the_same_bytes(llamar):
    """Twice the same call: the same JSON, CSV, text and Markdown; nothing depends on the clock."""
    for formato in ("json", "csv", "tabla", "md"):
        assert llamar("calificar", ".", "--formato", formato).salida == llamar("calificar", ".", "--formato", formato).salida


def test_every_format_goes_to_a_file_and_says_so_on_stderr(llamar, taller):
    """With --salida stdout is empty and the file holds what would have been shown."""
    for formato in ("json", "tabla", "md"):
        shown = llamar("calificar", ".", "--formato", formato).salida
        code, out, err = llamar("calificar", ".", "--formato", formato, "--salida", "x.dat")
        assert (code, out) == (0, "")
        assert "x.dat" in err
        assert (taller / "x.dat").read_text(encoding="utf-8") == shown
    assert llamar("calificar", ".", "--formato", "csv", "--salida", "x.csv").salida == ""
    assert (taller / "x.procedencia.json").exists()


@pytest.mark.usefixtures("taller")
def test_sin_clasificar_shows_no_places_in_any_format(llamar):
    """Alphabetical by title, no place anywhere, and the provenance says that it was asked."""
    code, out, _ = llamar("calificar", ".", "--sin-clasificar")
    assert code == 0
    rows = [line.split() for line in out.splitlines()[3:5]]
    assert [row[0] for row in rows] == ["dos", "uno"]
    assert [row[-1] for row in rows] == ["—", "—"]
    ranked = llamar("calificar", ".").salida.splitlines()[3:5]
    assert [row.split()[0] for row in ranked] == ["uno", "dos"]
    data = json.loads(llamar("calificar", ".", "--sin-clasificar", "--formato", "json").salida)
    assert "sin clasificar" in data["procedencia"]["politicas"][0]
    assert [ficha["lugar"] for ficha in data["fichas"]] == [None, None]
    rows = list(csv.DictReader(io.StringIO(llamar("calificar", ".", "--sin-clasificar", "--formato", "csv").salida)))
    assert [(row["lugar_mejor"], row["lugar_peor"]) for row in rows] == [("", ""), ("", "")]


def test_a_marco_of_two_criteria_works_by_its_path(llamar, escribir):
    """A new marco needs a file and no code: by --marco its path scores, explains, shows and makes a board."""
    path = escribir("otra/mio.yaml", (
        "marco: mio\nversion: 0.1.0\ntitulo: Mío\ngrupos:\n  - id: g\n    nombre: G\n    criterios:\n"
        "      - {id: uno, nombre: Uno, preguntas: [{id: p, texto: ¿Se hace?}]}\n      - {id: dos, nombre: Dos, preguntas: [{id: p, texto: ¿Se mide?}]}\n"
    ))  # fmt: skip
    escribir("r/r.yaml", "practica: r\nrespuestas:\n  mio: {uno.p: sí, dos.p: parcial}\n")
    code, out, err = llamar("calificar", "r", "--marco", path, "--formato", "json")
    assert code == 0, err
    assert json.loads(out)["fichas"][0]["puntaje"] == 75
    assert "Se mide" in llamar("explicar", "r", "dos", "--marco", path).salida
    assert "Se hace" in llamar("marcos", path).salida
    assert llamar("tablero", "r", "--marco", path, "--salida", "t.xlsx").codigo == 0
    assert llamar("validar", path, "r").codigo == 0


def test_a_question_added_to_a_marco_shows_everywhere(llamar, escribir, raiz):
    """One more question in a copy of the shipped marco changes the schema, the page and the board with no other edit."""
    text = (raiz / "criteria" / "cualitativo" / "marco.yaml").read_text(encoding="utf-8")
    before = escribir("antes/marco.yaml", text)
    at = text.index("- id: institucionalizacion")
    indent = " " * (at - text.rindex("\n", 0, at) - 1)
    added = f"- id: recien_llegada\n{indent}  texto: ¿Llegó hace poco esta pregunta?\n{indent}"
    after = escribir("despues/marco.yaml", text[:at] + added + text[at:])
    practice = raiz / "examples" / "practicas" / "medellin-aci.yaml"
    question = "sostenibilidad.recien_llegada"
    schemas = [json.loads(llamar("esquema", "--marco", path).salida) for path in (before, after)]
    found = [schema["properties"]["respuestas"]["properties"]["cualitativo"]["properties"] for schema in schemas]
    assert set(found[1]) - set(found[0]) == {question}
    assert found[1][question]["description"] == "¿Llegó hace poco esta pregunta?"
    pages = [llamar("marcos", path).salida for path in (before, after)]
    assert "recien_llegada" not in pages[0]
    assert "recien_llegada: ¿Llegó hace poco esta pregunta?" in pages[1]
    boards = []
    for path in (before, after):
        done = score_paths([practice], marcos=[path])
        boards.append(libro_como_texto(arrange_tablero(done.resultados, done.procedencia, sin_clasificar=True)))
    assert "recien_llegada" not in boards[0]
    detail = boards[1].split("## Detalle")[1].split("\n## ")[0]
    assert "¿Llegó hace poco esta pregunta?" in detail
    assert "31 de 46" in boards[0]
    assert "31 de 47" in boards[1]


@pytest.mark.usefixtures("taller")
def test_explicar_goes_down_to_the_evidence_and_the_source(llamar):
    """Record, criterion and question: the score, the interval, the evidence, its file and line, what to do."""
    whole = llamar("explicar", "uno.yaml", "--marco", "marco.yaml").salida
    assert "75.0 (garantizado)" in whole
    assert "100.0 (alcanzable)" in whole
    question = llamar("explicar", "uno.yaml", "a.p1", "--marco", "marco.yaml").salida
    assert "respuesta «sí», respondida; vale 1.00 de 1, con peso 1." in question
    assert "Evidencia: Un acta de ejemplo" in question
    assert "Está en uno.yaml:5:5" in question
    assert "Obra de prueba" in question
    assert "Qué hacer" not in question
    criterion = llamar("explicar", ".", "a", "--practica", "dos").salida
    assert "Fuente: capítulo 1." in criterion
    assert "Qué hacer: Haga uno." in criterion
    assert "¿Dos?" in criterion


def test_marcos_lists_what_ships(llamar, raiz):
    """Every marco of `criteria/`, as text and as JSON; one as a page."""
    shipped = sorted(path.parent.name for path in (raiz / "criteria").glob("*/marco.yaml"))
    lines = llamar("marcos").salida.splitlines()
    assert [line.split()[0] for line in lines] == shipped
    assert "46 preguntas" in next(line for line in lines if line.startswith("cualitativo"))
    listed = json.loads(llamar("marcos", "--formato", "json").salida)
    assert [item["marco"] for item in listed] == shipped
    one = json.loads(llamar("marcos", "estrategico", "--formato", "json").salida)
    assert one["huella"] == next(item["huella"] for item in listed if item["marco"] == "estrategico")
    page = llamar("marcos", "cuantitativo").salida
    assert "Fuente:" in page
    assert "Semáforo sobre" in page


@pytest.mark.parametrize("kind", ["marco", "practica", "casos"])
def test_esquema_writes_json(llamar, taller, kind):
    """To stdout, and the same to a file."""
    code, out, _ = llamar("esquema", kind)
    assert code == 0
    assert json.loads(out)["$schema"].endswith("2020-12/schema")
    assert llamar("esquema", kind, "--salida", "x.json")[:2] == (0, "")
    assert (taller / "x.json").read_text(encoding="utf-8") == out


def test_regla_lists_and_explains(llamar):
    """Every code has a line in the list and a page with what is wrong and what is right."""
    lines = llamar("regla").salida.splitlines()
    assert len(lines) > 20
    for line in lines:
        page = llamar("regla", line.split()[0]).salida
        assert "Mal: " in page
        assert "Bien: " in page


def test_ejemplo_makes_everything_and_keeps_what_a_person_changed(llamar, tmp_path, monkeypatch):
    """Practices, scores and board in a folder; a second run leaves a changed file as it is and says so."""
    monkeypatch.chdir(tmp_path)
    code, out, err = llamar("ejemplo", "Mi carpeta")
    assert code == 0, err
    folder = tmp_path / "Mi carpeta"
    assert len(list((folder / "practicas").glob("*.yaml"))) >= 12
    assert (folder / "tablero.xlsx").read_bytes()[:2] == b"PK"
    scores = json.loads((folder / "puntajes.json").read_text(encoding="utf-8"))
    assert all(ficha["lugar"] is None for ficha in scores["fichas"])
    assert "no una evaluación de los programas" in out
    assert not {"evaluacion", ".evaluacion"} & {path.name for path in folder.iterdir()}
    mine = folder / "practicas" / "medellin-aci.yaml"
    text = mine.read_text(encoding="utf-8").replace("titulo:", "nota: Cambiado\ntitulo:", 1)
    mine.write_text(text, encoding="utf-8")
    code, out, _ = llamar("ejemplo", "Mi carpeta")
    assert code == 0
    assert mine.read_text(encoding="utf-8") == text
    assert "Se conservó su versión de" in out


@pytest.mark.usefixtures("taller")
def test_what_the_tool_wrote_in_a_folder_is_no_input_of_the_next_run(llamar):
    """The natural way to work: the same order again in the same folder, with its outputs beside the records."""
    calls = [["calificar", ".", "--formato", name, "--salida", f"puntajes.{name}"] for name in ("json", "csv", "parquet", "md")]
    calls.append(["tablero", ".", "--salida", "tablero.xlsx"])
    for _ in range(2):
        for call in calls:
            code, _, err = llamar(*call)
            assert code == 0, err
