"""The command: moderation files, outputs, who has returned what, and the sheets of the board."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import evaluacion
from evaluacion.base.problema import EvaluacionError, sort_problemas
from evaluacion.cli.principal import evaluacion as cli
from evaluacion.flujo.panel import check_moderacion, convene, convene_file
from evaluacion.flujo.reunir import gather
from evaluacion.flujo.tablero import write_tablero
from evaluacion.flujo.validar import validate_paths
from evaluacion.publish.libro import Libro, libro_como_texto
from evaluacion.publish.orden import sortable
from evaluacion.publish.panel_textos import linked_text
from evaluacion.publish.tablero.hoja_panel import arrange_panel

AQUI = Path(__file__).parent
CASOS = sorted((AQUI / "casos").iterdir())
EJEMPLO = AQUI.parents[1] / "examples" / "panel"


def run(*words):
    """What a call prints and how it ends."""
    return CliRunner().invoke(cli, list(map(str, words)), catch_exceptions=False, standalone_mode=False)


def problems_of(case):
    """The problems of consolidating a case with its moderation."""
    try:
        found = convene([case / "votos.csv"], marcos=[case / "marco.yaml"], moderacion=case / "moderacion.yaml").calificacion.avisos
    except EvaluacionError as error:
        found = error.problemas
    lines = []
    for problem in sort_problemas(found):
        place = f"{Path(problem.origen.archivo).name}:{problem.origen.linea}:{problem.origen.columna}" if problem.origen else "-"
        lines.append(f"{place} {problem.severidad} {problem.codigo}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("case", CASOS, ids=lambda path: path.name)
def test_each_case_gives_its_problems_at_their_lines(case, request):
    """A folder: votes, a marco, a moderation, and `espera.txt` with every problem of the panel."""
    espera, found = case / "espera.txt", problems_of(case)
    if request.config.getoption("--actualizar"):
        espera.write_text(found, encoding="utf-8", newline="\n")
    assert found == espera.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "case", [path for path in CASOS if "error" in (path / "espera.txt").read_text(encoding="utf-8")], ids=lambda path: path.name
)
def test_validar_finds_the_same_errors_in_a_moderation(case):
    """With the records and the marco beside it, and whoever reads it alone finds what can be known alone."""
    found = validate_paths([(path, False) for path in sorted(case.iterdir()) if path.name != "espera.txt"]).problemas
    wanted = [line for line in (case / "espera.txt").read_text(encoding="utf-8").splitlines() if " error " in line]
    told = [f"moderacion.yaml:{item.origen.linea}:{item.origen.columna} error {item.codigo}" for item in found if item.severidad == "error"]
    assert sorted(told) == sorted(wanted)


def test_a_moderation_alone_is_checked_with_the_marcos_that_ship():
    """No record is read, so nothing is said of records."""
    assert check_moderacion(EJEMPLO / "moderacion.yaml", {}, None) == []
    assert [item.codigo for item in check_moderacion(EJEMPLO / "moderacion.yaml", {}, ["med-aci"])] == ["registro_desconocido"]


GOLDENS = {"panel.txt": ["--formato", "tabla"], "panel.json": ["--formato", "json"], "panel.csv": ["--formato", "csv"]}


@pytest.mark.parametrize("name", GOLDENS)
def test_the_example_prints_what_was_looked_at(name, request, monkeypatch):
    """The panel of the example in every shape."""
    monkeypatch.chdir(EJEMPLO.parents[1])
    found = run("panel", "examples/panel/panel.yaml", *GOLDENS[name]).stdout.replace("\r\n", "\n")
    golden = AQUI / "esperado" / name
    if request.config.getoption("--actualizar"):
        golden.write_text(found, encoding="utf-8", newline="\n")
    assert found == golden.read_text(encoding="utf-8")


def test_the_sheets_of_the_example_are_those_looked_at(request, monkeypatch):
    """Panel and Por moderar, cell by cell."""
    monkeypatch.chdir(EJEMPLO.parents[1])
    sheets = arrange_panel(convene_file(Path("examples/panel/panel.yaml")).hecho)
    found = libro_como_texto(Libro("Panel", "", "", tuple(anexa.hoja for anexa in sheets)))
    golden = AQUI / "esperado" / "hojas.txt"
    if request.config.getoption("--actualizar"):
        golden.write_text(found, encoding="utf-8", newline="\n")
    assert found == golden.read_text(encoding="utf-8")


def test_the_moderation_among_the_records_counts_as_if_it_were_named(tmp_path):
    """A folder with votes and what was agreed: never the scores before moderating, and two moderations are asked about."""
    case = AQUI / "casos" / "todo_bien"
    for name in ("votos.csv", "marco.yaml", "moderacion.yaml"):
        (tmp_path / name).write_bytes((case / name).read_bytes())
    votes = {"marcos": [case / "marco.yaml"]}
    named = convene([case / "votos.csv"], moderacion=case / "moderacion.yaml", **votes)
    found = convene([tmp_path], marcos=[tmp_path / "marco.yaml"])
    assert found.calificacion.resultados[0].nodos.tobytes() == named.calificacion.resultados[0].nodos.tobytes()
    assert found.hecho.moderacion == named.hecho.moderacion
    (tmp_path / "otra.yaml").write_bytes((case / "moderacion.yaml").read_bytes())
    with pytest.raises(EvaluacionError) as error:
        convene([tmp_path], marcos=[tmp_path / "marco.yaml"])
    assert [item.codigo for item in error.value.problemas] == ["opcion_no_valida"]


@pytest.mark.parametrize(("answers", "warns"), [(("", ""), False), (("sí", ""), True), (("sí", "no"), False)])
def test_blank_forms_have_no_total_and_are_not_said_to_be_missing_groups(tmp_path, answers, warns):
    """With no total at all nothing is said of severities; with one, that not everybody judged."""
    marco = AQUI / "casos" / "todo_bien" / "marco.yaml"
    with (AQUI / "casos" / "todo_bien" / "votos.csv").open(encoding="utf-8") as file:
        names = next(csv.reader(file))
    question = next(name for name in names if name.count(".") == 2 and not name.startswith("evaluacion"))
    rows = [f"{names[0]},evaluacion.evaluador,{question}", *(f"x,{judge},{answer}" for judge, answer in zip("ab", answers, strict=True))]
    (tmp_path / "votos.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    found = convene([tmp_path / "votos.csv"], marcos=[marco])
    assert any(item.codigo == "panel_sin_enlace" for item in found.calificacion.avisos) == warns
    told = linked_text(found.hecho.paneles[0])
    assert ("No hay totales" in told, "1 de 2" in told) == (answers == ("", ""), warns)


@pytest.mark.parametrize(("last", "beyond"), [("sí", True), ("no", False)])
def test_an_adjusted_total_beyond_the_scale_is_said_to_be_a_sum(tmp_path, last, beyond):
    """A record that only the severe evaluator saw: its adjustment may pass the range, and is not clipped in silence."""
    rows = ["practica,evaluacion.evaluador,prueba.a.uno", "x,a,sí", "x,b,parcial", f"y,b,{last}"]
    (tmp_path / "votos.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    panel = convene([tmp_path / "votos.csv"], marcos=[AQUI / "casos" / "todo_bien" / "marco.yaml"]).hecho.paneles[0]
    assert (panel.ajustados.max() > 100) == beyond
    assert ("puede salir de la escala" in linked_text(panel)) == beyond


def test_the_votes_of_the_example_are_those_that_its_rules_give(tmp_path):
    """Nobody touched them by hand: the script makes the same files again."""
    folder = tmp_path / "panel"
    (folder / "evaluaciones").mkdir(parents=True)
    (tmp_path / "practicas").symlink_to(EJEMPLO.parent / "practicas")
    (folder / "derivar.py").write_bytes((EJEMPLO / "derivar.py").read_bytes())
    subprocess.run([sys.executable, str(folder / "derivar.py")], check=True, env={**os.environ, "PYTHONPATH": str(EJEMPLO.parents[1])})
    for path in (EJEMPLO / "evaluaciones").iterdir():
        assert (folder / "evaluaciones" / path.name).read_bytes() == path.read_bytes()


def test_json_keeps_every_vote_with_the_agreed_answer_and_its_reason():
    """The trace of a moderated question."""
    data = json.loads(run("panel", EJEMPLO / "panel.yaml", "--formato", "json").stdout)["paneles"][0]
    ficha = next(item for item in data["fichas"] if item["practica"] == "med-aci")
    asked = [q for group in ficha["grupos"] for c in group["criterios"] for q in c["preguntas"] if q["acordada"]]
    assert [(vote["evaluador"], vote["respuesta"]) for vote in asked[0]["votos"]] == [
        ("evaluadora_a", "sí"),
        ("evaluadora_b", "sí"),
        ("evaluadora_c", "no aplica"),
    ]
    assert asked[0]["votos"][1]["excusa"]
    assert asked[0]["acordada"]["motivo"].startswith("Empate")
    assert asked[0]["respuesta"] == "sí"


def test_csv_has_one_row_a_record_with_each_own_total():
    """Whoever opens it in a spreadsheet sees who gave what."""
    rows = list(csv.DictReader(io.StringIO(run("panel", EJEMPLO / "panel.yaml", "--formato", "csv").stdout)))
    assert len(rows) == 12
    assert {"puntaje", "minimo", "maximo", "ajustado", "total.evaluadora_b"} <= rows[0].keys()


def test_without_a_moderation_more_is_to_be_moderated(monkeypatch):
    """The two agreements of the example are two disagreements less."""
    monkeypatch.chdir(EJEMPLO)
    plain, moderated = convene(["evaluaciones"]), convene(["evaluaciones"], moderacion="moderacion.yaml")
    assert len(plain.hecho.paneles[0].por_moderar) == len(moderated.hecho.paneles[0].por_moderar) + 2


def test_the_board_of_a_panel_and_a_board_that_includes_one_have_its_sheets(tmp_path):
    """`panel --salida` and `tablero --incluir`; two panels do not collide."""
    import openpyxl

    assert run("panel", EJEMPLO / "panel.yaml", "--salida", tmp_path / "p.xlsx").return_value == 0
    assert {"Resumen", "Panel", "Por moderar", "Detalle"} <= set(openpyxl.load_workbook(tmp_path / "p.xlsx").sheetnames)
    write_tablero(
        EJEMPLO.parent / "practicas" / "medellin-aci.yaml",
        tmp_path / "t.xlsx",
        incluir=[str(EJEMPLO / "panel.yaml")] * 2,
        marcos="cualitativo",
    )
    assert {"Panel", "Por moderar", "Panel 2", "Por moderar 2"} <= set(openpyxl.load_workbook(tmp_path / "t.xlsx").sheetnames)


def test_a_panel_that_is_no_ranking_has_no_places(tmp_path):
    """On screen, in JSON, in CSV and in the sheets, of its own board and of one that includes it: by name, and it is told."""
    import openpyxl

    words = ("panel", EJEMPLO / "panel.yaml", "--sin-clasificar")
    text = run(*words).stdout
    assert text.startswith("Sin clasificar: por orden alfabético y sin lugares.")
    listed = [line.split()[0] for line in text.splitlines()[6:18]]
    assert listed == sorted(listed)
    data = json.loads(run(*words, "--formato", "json").stdout)
    assert {ficha["lugar"] for ficha in data["paneles"][0]["fichas"]} == {None}
    assert data["procedencia"]["politicas"][0] == "sin clasificar: por orden alfabético, sin lugares"
    rows = list(csv.DictReader(io.StringIO(run(*words, "--formato", "csv").stdout)))
    assert {row["lugar_mejor"] for row in rows} == {""}
    run(*words, "--salida", tmp_path / "p.xlsx")
    one = EJEMPLO.parent / "practicas" / "medellin-aci.yaml"
    write_tablero(one, tmp_path / "t.xlsx", incluir=[str(EJEMPLO / "panel.yaml")], marcos="cualitativo", sin_clasificar=True)
    for name in ("p.xlsx", "t.xlsx"):
        cells = [row for row in openpyxl.load_workbook(tmp_path / name)["Panel"].iter_rows(values_only=True) if row[0]]
        start = next(i for i, row in enumerate(cells) if row[0] == "Registro")
        listed = cells[start + 1 : start + 13]
        assert {row[5] for row in listed} == {"—"}
        assert [row[0] for row in listed] == sorted((row[0] for row in listed), key=sortable)
        assert any("Sin clasificar" in str(row[0]) for row in cells[:3])


def test_explain_with_the_panel_says_the_votes_and_the_agreement():
    """The votes, who moderated and why; without `--panel` each evaluation apart."""
    words = ("explicar", EJEMPLO / "panel.yaml", "--panel", "--practica", "med-aci")
    said = run(*words, "escalabilidad.nuevas_practicas").stdout
    assert "evaluadora_b: excusa (Ejercicio: se excusa" in said
    assert "Acordada: sí (moderación del ejercicio, 2026-11-21)" in said
    assert "evaluadora_a 79.2, evaluadora_b" in run(*words).stdout


def test_calificar_still_scores_each_evaluation_apart():
    """Nothing is put together unless it is asked."""
    done = evaluacion.score_paths([str(EJEMPLO / "evaluaciones")])
    assert len(done.resultados[0]) == 36


def test_the_public_door_consolidates():
    """What a program calls, with a file of agreed answers."""
    done = evaluacion.consolidate("cualitativo", EJEMPLO / "evaluaciones", EJEMPLO / "moderacion.yaml")
    assert (len(done.resultado), len(done.votos.acordadas)) == (12, 2)
    assert len(evaluacion.consolidate("cualitativo", EJEMPLO / "evaluaciones").votos.acordadas) == 0


@pytest.mark.parametrize(
    "words",
    [
        ("--estado",),
        ("--reparto", "r.xlsx"),
        ("--estado", "--reparto", "r.xlsx", "--fecha", "2024"),
        ("--salida", "x.xlsx", "--formato", "csv"),
        ("--salida", "x.json", "--formato", "csv"),
    ],
)
def test_options_that_do_not_go_together_are_refused(words):
    """Before anything is read."""
    found = subprocess.run([sys.executable, "-m", "evaluacion", "panel", str(EJEMPLO), *words], capture_output=True, text=True, check=False)
    assert (found.returncode, "opcion_no_valida" in found.stderr) == (2, True)


def test_explain_refuses_a_moderation_without_a_panel():
    """It would change nothing."""
    found = subprocess.run(
        [sys.executable, "-m", "evaluacion", "explicar", str(EJEMPLO), "--moderacion", "x"], capture_output=True, text=True, check=False
    )
    assert found.returncode == 2


@pytest.fixture(scope="module")
def reparto(tmp_path_factory):
    """The sharing of two records among three evaluators, two each."""
    folder = tmp_path_factory.mktemp("reparto")
    (folder / "lista.csv").write_text("id,Título\nx,Equis\ny,Ye\nz,Zeta\n", encoding="utf-8")
    call = ("formulario", "cualitativo", "--lista", folder / "lista.csv", "--evaluadores", "Ana, Luis, Eva", "--salida", folder / "f")
    assert run(*call).return_value == 0
    return folder / "f" / "reparto.xlsx"


@pytest.fixture
def devueltas(tmp_path, reparto):
    """What came back: one whole record, one begun, one blank, one of somebody who was not asked."""
    from evaluacion.read.marco import load_marco
    from evaluacion.read.reparto import read_reparto

    pairs = read_reparto(reparto)
    whole = dict.fromkeys(load_marco("cualitativo").marco.preguntas, "no")
    for pair, said in zip(pairs, [whole, {"sostenibilidad.continuidad": "sí"}, {}], strict=False):
        data = {"practica": pair.id, "evaluacion": {"evaluador": pair.evaluador.upper()}, "respuestas": {"cualitativo": said}}
        (tmp_path / f"{pair.id}-{pair.evaluador}.json").write_text(json.dumps(data), encoding="utf-8")
    data = {"practica": "x", "evaluacion": {"evaluador": "Otra"}, "respuestas": {"cualitativo": {}}}
    (tmp_path / "otra.json").write_text(json.dumps(data), encoding="utf-8")
    return tmp_path


def test_the_state_of_a_panel_says_who_returned_what(devueltas, reparto, request):
    """By evaluator and by record, with what is missing and what nobody asked for."""
    found = run("panel", devueltas, "--estado", "--reparto", reparto).stdout
    golden = AQUI / "esperado" / "estado.txt"
    if request.config.getoption("--actualizar"):
        golden.write_text(found, encoding="utf-8", newline="\n")
    assert found == golden.read_text(encoding="utf-8")


def test_the_state_as_data(devueltas, reparto):
    """JSON and CSV say the same, one entry a form."""
    data = json.loads(run("panel", devueltas, "--estado", "--reparto", reparto, "--formato", "json").stdout)
    rows = list(csv.DictReader(io.StringIO(run("panel", devueltas, "--estado", "--reparto", reparto, "--formato", "csv").stdout)))
    assert [item["estado"] for item in data["formularios"]] == [row["estado"] for row in rows]
    assert sorted(item["estado"] for item in data["formularios"]) == ["completo", "en blanco", "falta", "falta", "falta", "incompleto"]
    assert data["de_mas"] == [{"id": "x", "evaluador": "Otra"}]


def test_the_state_reads_the_forms_as_they_came_back(tmp_path, reparto):
    """A form that was filled came back; one as it was sent did not; of a form and its import, the one that answers more counts."""
    import openpyxl

    state = ("--estado", "--reparto", reparto, "--formato", "json")
    untouched = json.loads(run("panel", reparto.parent, *state).stdout)["formularios"]
    assert {item["estado"] for item in untouched} == {"falta"}
    pair, other = untouched[:2]
    for item, answers in ((pair, 2), (other, 1)):
        book = openpyxl.load_workbook(reparto.parent / item["archivo"])
        for row in range(5, 5 + answers):
            book["cualitativo"].cell(row, 6).value = "no"
        book.save(tmp_path / f"{item['id']}-{item['evaluador']}.xlsx")
    data = {"practica": pair["id"], "evaluacion": {"evaluador": pair["evaluador"]}}
    data["respuestas"] = {"cualitativo": {"sostenibilidad.continuidad": "no"}}
    (tmp_path / "importado.json").write_text(json.dumps(data), encoding="utf-8")
    found = json.loads(run("panel", tmp_path, *state).stdout)
    assert [(item["estado"], item["respondidas"]) for item in found["formularios"]] == [("incompleto", 2), ("incompleto", 1)] + [
        ("falta", 0)
    ] * 4
    assert found["de_mas"] == []


def test_a_workbook_that_is_no_sharing_is_refused(devueltas):
    """The list of titles is not who evaluates what."""
    (devueltas / "lista.txt").write_text("id,Título\nx,Equis\n", encoding="utf-8")
    with pytest.raises(EvaluacionError) as error:
        run("panel", devueltas, "--estado", "--reparto", devueltas / "lista.txt")
    assert [item.codigo for item in error.value.problemas] == ["panel_no_valido"]


def test_a_panel_file_that_names_what_is_not_there_tells_everything(tmp_path):
    """Records outside, a marco and a moderation that are not there: each at its line."""
    path = tmp_path / "panel.yaml"
    path.write_text("panel: p\nregistros: [/fuera]\nmarco: nadie\nmoderacion: /otra.yaml\n", encoding="utf-8")
    found = [(item.codigo, item.origen.linea) for item in gather_problems(path)]
    assert found == [("cifra_no_valida", 2), ("marco_desconocido", 3), ("cifra_no_valida", 4)]


def test_a_panel_file_that_names_what_nobody_wrote_says_where(tmp_path):
    """Beside it, and not there: the name that it writes is the place."""
    path = tmp_path / "panel.yaml"
    path.write_text("panel: p\nregistros: [votos.csv]\nmarco: cualitativo\nmoderacion: acta.yaml\n", encoding="utf-8")
    found = [(item.codigo, item.origen.linea, item.origen.columna) for item in gather_problems(path)]
    assert found == [("archivo_no_encontrado", 2, 13), ("archivo_no_encontrado", 4, 13)]


def gather_problems(path):
    """What `validar` says of one file."""
    return validate_paths([(path, True)]).problemas


def test_a_panel_without_marco_is_of_what_its_records_answer(tmp_path):
    """The shipped instrument, known by the answers themselves."""
    text = "practica,evaluacion.evaluador,cualitativo.sostenibilidad.continuidad\np1,Ana,sí\np1,Beto,no\n"
    (tmp_path / "votos.csv").write_text(text, encoding="utf-8")
    (tmp_path / "panel.yaml").write_text("panel: p\nregistros: [votos.csv]\n", encoding="utf-8")
    assert convene_file(tmp_path / "panel.yaml").hecho.paneles[0].consolidado.resultado.marco.marco == "cualitativo"


def test_a_marco_beside_the_panel_is_read(tmp_path):
    """Its own instrument, by the name of its file."""
    case = AQUI / "casos" / "todo_bien"
    text = "panel: p\nregistros: [votos.csv]\nmarco: marco.yaml\n"
    for name in ("votos.csv", "marco.yaml"):
        (tmp_path / name).write_bytes((case / name).read_bytes())
    (tmp_path / "panel.yaml").write_text(text, encoding="utf-8")
    assert gather_problems(tmp_path / "panel.yaml") == ()
    assert convene_file(tmp_path / "panel.yaml").hecho.paneles[0].consolidado.resultado.marco.marco == "prueba"
    assert gather([tmp_path]).publicados == {tmp_path / "panel.yaml": "panel"}
