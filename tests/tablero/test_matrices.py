"""The sheets of strategies and of procedures: as values, and joined to a board."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from evaluacion.base.problema import EvaluacionError
from evaluacion.base.textos import SECTORES
from evaluacion.flujo.incluir import Inclusion, include
from evaluacion.flujo.revisar import Opciones, review_paths
from evaluacion.flujo.tablero import publish_revision, write_tablero
from evaluacion.publish.libro import Libro, libro_como_texto
from evaluacion.publish.libro_xlsx import write_libro

CASOS = Path(__file__).parent / "casos" / "planes"
ESPERADO = Path(__file__).parent / "esperado"
EXPEDIENTE = Path(__file__).resolve().parent.parent / "procedimientos" / "expedientes" / "tarde.yaml"
HOY = date(2026, 3, 20)
DEL_PLAN = ["FODA", "Actores", "Riesgos", "Acciones", "Hallazgos"]
AL_FINAL = ["Metodología", "Datos", "Listas"]


def sheets_of(*paths):
    """The sheets that some files add to a board."""
    joined = Inclusion()
    include(list(paths), joined, hoy=HOY)
    return [anexa.hoja for anexa in joined.sheets()]


@pytest.fixture
def hojas(tmp_path, monkeypatch):
    """The sheets, by name, of a strategy written as text."""
    monkeypatch.chdir(tmp_path)

    def arrange(text):
        Path("plan.yaml").write_text(text, encoding="utf-8")
        return {hoja.nombre: hoja for hoja in sheets_of("plan.yaml")}

    return arrange


def rows_of(hoja):
    """The values of each row, without the empty cells."""
    return [[celda.valor for celda in fila.celdas if celda is not None and celda.valor is not None] for fila in hoja.filas]


def row_after(hoja, word):
    """The row of a sheet that begins with a word."""
    return next(row for row in rows_of(hoja) if row and row[0] == word)


def words_of(hoja):
    """Every text of a sheet."""
    return [value for row in rows_of(hoja) for value in row if isinstance(value, str)]


@pytest.mark.parametrize("nombre", ["plan", "vacio"])
def test_the_sheets_of_a_strategy_read_as_their_golden_text(dorado, monkeypatch, nombre):
    """A plan with something wrong in each sheet, and one with nothing but its name: every sheet says what is not there."""
    monkeypatch.chdir(CASOS)
    dorado(ESPERADO / f"matrices_{nombre}.txt", libro_como_texto(Libro("Matrices", "", "", tuple(sheets_of(f"{nombre}.yaml")))))


def test_what_people_wrote_stays_text(tmp_path, monkeypatch):
    """Names, roles and risks that look like formulas are literal cells and the file holds no formula."""
    monkeypatch.chdir(CASOS)
    sheets = sheets_of("plan.yaml")
    cells = [
        c
        for hoja in sheets
        for fila in hoja.filas
        for c in fila.celdas
        if c and isinstance(c.valor, str) and c.valor.startswith(("=", "+", "-", "@"))
    ]
    assert {hoja.nombre for hoja in sheets for fila in hoja.filas for c in fila.celdas if c in cells} == set(DEL_PLAN)
    assert all(celda.estilo.literal for celda in cells)
    path, _ = write_libro(Libro("t", "", "", tuple(sheets)), tmp_path / "t.xlsx")
    with zipfile.ZipFile(path) as parts:
        assert not any(b"<f" in parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet"))


def test_the_crossing_of_the_foda_is_left_empty(hojas):
    """Four boxes with their question and the instruction, and nothing written in them."""
    foda = hojas("estrategia: p\ndiagnostico: {fortalezas: [Puerto], oportunidades: [Feria]}\n")["FODA"]
    rows = rows_of(foda)
    for codes in (["FO", "FA"], ["DO", "DA"]):
        place = next(i for i, row in enumerate(rows) if row[:1] == codes[:1])
        assert rows[place][::2] == codes
        assert rows[place + 1] == []
        assert foda.filas[place + 1].alto > 60
    assert any("con la clave de lo que cruzan" in word for word in words_of(foda))


def test_every_sector_of_an_actor_has_a_row(hojas):
    """Also those where there is nobody; the five of priority are named as missing."""
    actores = hojas("estrategia: p\nactores: [{nombre: Cámara, sector: privado, ambito: interno}]\n")["Actores"]
    firsts = [row[0].removesuffix(" (prioritario)") for row in rows_of(actores) if row]
    assert set(SECTORES.values()) <= set(firsts)
    assert "1 actor. Sectores prioritarios sin actores: «social», «académico», «internacional», «gobierno local»." in words_of(actores)
    assert row_after(actores, "social (prioritario)")[1] == "falta: prioritario"
    assert row_after(actores, "medios")[1] == "sin actores"


def test_the_likeliest_risk_without_contingency_comes_first(hojas):
    """By probability; in each, what has no contingency; in the order of the file for the rest."""
    risks = "".join(
        f"  - {{tipo: económico, descripcion: r{i}{probability}{plan}}}\n"
        for i, (probability, plan) in enumerate(
            (p, c) for p in ("", ", probabilidad: baja", ", probabilidad: media", ", probabilidad: alta") for c in (", contingencia: x", "")
        )
    )
    riesgos = hojas(f"estrategia: p\nriesgos:\n{risks}")["Riesgos"]
    listed = [row[2] for row in rows_of(riesgos) if len(row) > 3 and str(row[2]).startswith("r")]
    assert listed == ["r7", "r6", "r5", "r4", "r3", "r2", "r1", "r0"]


@pytest.mark.parametrize(
    ("desde", "hasta", "unidad", "primera", "columnas"),
    [
        ("2025", "2026", "un mes", "2025-01", 24),
        ("2024-01", "2026-05", "un mes", "2024-01", 29),
        ("2024-01", "2026-06", "un trimestre", "2024-T1", 10),
        ("2024", "2027", "un trimestre", "2024-T1", 16),
        ("2021", "2030", "un semestre", "2021-S1", 20),
        ("2015", "2035", "un año", "2015", 21),
        ("1900", "2099", "de 7 años", "1897-1903", 29),
    ],
)
def test_the_columns_of_the_actions_are_as_long_as_the_plan_needs(hojas, desde, hasta, unidad, primera, columnas):
    """Months for two years, quarters for a government, and so on; each column holds its days and no other."""
    acciones = hojas(f"estrategia: p\nfecha: 1800-01-01\nperiodo: {{desde: {desde}, hasta: {hasta}}}\nacciones: [{{id: a}}]\n")["Acciones"]
    assert any(f"Cada columna es {unidad}." in word for word in words_of(acciones))
    heading = row_after(acciones, "Acción")[7:]
    assert (heading[0], len(heading)) == (primera, columnas)


def test_a_bar_reads_without_colour(hojas):
    """Each column of an action has a letter: it begins, goes on, ends, does both, or leaves the period."""
    text = "estrategia: p\nperiodo: {desde: 2025, hasta: 2025}\nacciones:\n"
    text += "  - {id: a, inicio: 2025-01-31, fin: 2025-03-01}\n  - {id: b, inicio: 2025-02, fin: 2025-02}\n  - {id: c, inicio: 2025-12, fin: 2026-02}\n"
    text += "  - {id: d, inicio: 2024-12, fin: 2025-01}\n"
    acciones = hojas(text)["Acciones"]
    bars = {fila.celdas[0].valor: "".join(c.valor or "." for c in fila.celdas[7:]) for fila in acciones.filas if len(fila.celdas) > 7}
    assert bars["a"] == ".ICA..........."
    assert bars["b"] == "..U............"
    assert bars["c"] == "............IXX"
    assert bars["d"] == "XA............."
    assert row_after(acciones, "c")[-4] == "sale del periodo del plan"


def test_two_hundred_actions_are_two_hundred_rows(hojas, tmp_path):
    """In the order in which they begin, with the heading repeated on each page, and Excel takes them."""
    items = "".join(f"  - {{id: a{i:03}, inicio: {2024 + (i * 7) % 4}-{i % 12 + 1:02}-01, fin: 2027-12-31}}\n" for i in range(200))
    sheets = hojas(f"estrategia: p\nperiodo: {{desde: 2024, hasta: 2027}}\nacciones:\n{items}")
    acciones = sheets["Acciones"]
    listed = [row for row in rows_of(acciones) if row and str(row[0]).startswith("a") and str(row[0])[1:].isdigit()]
    starts = [next(value for value in row if str(value).startswith("20")) for row in listed]
    assert len(listed) == 200
    assert starts == sorted(starts)
    assert acciones.impresion.repetir == (acciones.encabezado, acciones.encabezado)
    path, warning = write_libro(Libro("t", "", "", tuple(sheets.values())), tmp_path / "t.xlsx")
    assert warning is None
    assert openpyxl.load_workbook(path)["Acciones"].max_row == len(acciones.filas)


def test_a_text_that_no_cell_holds_is_refused_at_its_line(hojas, tmp_path):
    """Nothing is cut in silence: the error names the plan, the column, the file and the line."""
    sheets = hojas("estrategia: p\nriesgos:\n  - {tipo: económico}\n  - {tipo: ambiental, contingencia: " + "x" * 32_768 + "}\n")
    with pytest.raises(EvaluacionError) as raised:
        write_libro(Libro("t", "", "", tuple(sheets.values())), tmp_path / "t.xlsx")
    (problem,) = raised.value.problemas
    assert (problem.codigo, problem.origen.linea) == ("texto_demasiado_largo", 4)
    assert "«p»: «Contingencia» (hoja Riesgos)" in problem.mensaje
    assert not (tmp_path / "t.xlsx").exists()


def test_the_filter_of_the_findings_holds_every_finding_and_nothing_else(monkeypatch):
    """The count by file is out of it; a suppressed finding is there with its reason and its date."""
    monkeypatch.chdir(CASOS)
    done = review_paths(["plan.yaml"], Opciones())
    hallazgos = sheets_of("plan.yaml")[-1]
    first, last = hallazgos.filtro.fila + 1, hallazgos.filtro.fila_final
    assert last - first + 1 == len(done.total.hallazgos)
    rows = rows_of(hallazgos)
    assert {row[0] for row in rows[first : last + 1]} == {item.regla for item in done.total.hallazgos}
    assert next(row for row in rows if row[:1] == ["PLAN-03"])[-2:] == ["exceptuado", "=Se verá en 2026 (hasta 2026-12-31)"]


# --- joined to a board ---------------------------------------------------------------------------------------------


def test_the_board_of_a_strategy_has_its_sheets_and_the_contents_lead_to_each(tmp_path, monkeypatch):
    """After the usual ones, before the methodology, which names the day of reference, and the data."""
    monkeypatch.chdir(CASOS)
    path, _ = write_tablero("plan.yaml", tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[-8:] == [*DEL_PLAN, *AL_FINAL]
    linked = {cell.hyperlink.location.split("!")[0].strip("'") for cell in book["Contenido"]["B"] if cell.hyperlink}
    assert linked == set(book.sheetnames[1:-1])
    assert any("día de referencia 2025-01-31 (archivo)" in str(cell.value) for row in book["Metodología"] for cell in row)


def test_another_board_includes_strategies_and_procedures(taller, tmp_path, monkeypatch):
    """Each procedure has a sheet; two strategies share theirs; the methodology names every file."""
    monkeypatch.chdir(tmp_path)
    Path("marco.yaml").write_text(taller.marco_texto, encoding="utf-8")
    Path("uno.yaml").write_text(taller.uno, encoding="utf-8")
    paths = [CASOS / "plan.yaml", EXPEDIENTE, CASOS / "vacio.yaml", EXPEDIENTE]
    path, _ = write_tablero(["uno.yaml"], "t.xlsx", marcos=["marco.yaml"], incluir=paths, hoy=HOY)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[-10:] == [*DEL_PLAN, "Calendario", "Calendario 2", *AL_FINAL]
    titles = {cell.value for cell in book["FODA"]["A"]}
    assert {"=Plan del puerto", "vacio"} <= titles
    listed = {str(cell.value).rsplit("/", 1)[-1] for row in book["Metodología"] for cell in row}
    assert {"plan.yaml", "vacio.yaml", "tarde.yaml"} <= listed


def test_a_strategy_without_a_day_is_judged_at_the_day_of_the_call_and_the_board_says_so(tmp_path):
    """As a record and as a file to include alike."""
    for name in ("uno", "dos"):
        (tmp_path / f"{name}.yaml").write_text(f"estrategia: {name}\n", encoding="utf-8")
    path, _ = write_tablero(tmp_path / "uno.yaml", tmp_path / "t.xlsx", incluir=[tmp_path / "dos.yaml"], hoy=HOY)
    book = openpyxl.load_workbook(path)
    days = [cell.value for cell in book["FODA"]["A"] if str(cell.value).startswith("Archivo: ")]
    assert [day.rsplit(" ", 1)[1] for day in days] == ["2026-03-20."] * 2
    policies = [str(cell.value) for row in book["Metodología"] for cell in row if "día de referencia" in str(cell.value)]
    assert policies == ["día de referencia 2026-03-20 (hoy)"]


def test_a_strategy_that_is_named_twice_is_shown_once(tmp_path, monkeypatch):
    """As a record and as a file to include."""
    monkeypatch.chdir(CASOS)
    path, _ = write_tablero("plan.yaml", tmp_path / "t.xlsx", incluir=["plan.yaml", "vacio.yaml"])
    shown = [cell.value for cell in openpyxl.load_workbook(path)["FODA"]["A"]]
    assert shown.count("=Plan del puerto") == 1
    assert shown.count("vacio") == 1


def test_every_file_that_cannot_be_included_is_told_at_its_place(tmp_path, monkeypatch):
    """A practice, a table, a definition, a missing file and a strategy with two slips: all in one answer, and nothing written."""
    monkeypatch.chdir(tmp_path)
    files = {
        "practica.yaml": "practica: uno\n",
        "tramite.yaml": "procedimiento: x\npasos: []\n",
        "plan.yaml": "estrategia: p\nriesgos: [{tipo: raro}]\nperfl: unidad\n",
    }
    for name, text in files.items():
        Path(name).write_text(text, encoding="utf-8")
    openpyxl.Workbook().save("tabla.xlsx")
    with pytest.raises(EvaluacionError) as raised:
        write_tablero(CASOS / "vacio.yaml", "t.xlsx", incluir=[*files, "tabla.xlsx", "no_existe.yaml"])
    found = [(problem.codigo, str(problem.origen)) for problem in raised.value.problemas]
    assert sorted(found) == sorted(
        [
            ("tipo_de_archivo", "practica.yaml:1:1"),
            ("tipo_de_archivo", "tabla.xlsx"),
            ("tipo_de_archivo", "tramite.yaml:1:1"),
            ("valor_no_permitido", "plan.yaml:2:18"),
            ("clave_desconocida", "plan.yaml:3:1"),
            ("archivo_no_encontrado", "no_existe.yaml"),
        ]
    )
    assert not Path("t.xlsx").exists()


def test_a_review_writes_the_board_of_what_it_reviewed(tmp_path, monkeypatch):
    """The same sheets as the board of the same file, and the same bytes each time."""
    monkeypatch.chdir(CASOS)
    done = review_paths(["plan.yaml"], Opciones())
    paths = [publish_revision(done, tmp_path / name)[0] for name in ("a.xlsx", "b.xlsx")]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    board, _ = write_tablero("plan.yaml", tmp_path / "c.xlsx")
    one, other = openpyxl.load_workbook(paths[0]), openpyxl.load_workbook(board)
    assert one.sheetnames == other.sheetnames
    for name in ("Resumen", *DEL_PLAN):
        assert [[cell.value for cell in row] for row in one[name]] == [[cell.value for cell in row] for row in other[name]]


@pytest.mark.parametrize("formato", ["xlsx", "xlsx=plan.txt"])
def test_a_workbook_needs_a_file_that_says_so(formato, tmp_path, orden):
    """It cannot go to the screen."""
    done = orden("revisar", CASOS / "plan.yaml", "--formato", formato, cwd=tmp_path, check=2)
    assert "--formato xlsx=ARCHIVO.xlsx" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_the_workbook_beside_the_text(tmp_path, orden):
    """One call, both outputs; the workbook is announced where remarks go."""
    done = orden("revisar", CASOS / "plan.yaml", "--formato", "texto", "--formato", "xlsx=t.xlsx", cwd=tmp_path, check=1)
    assert done.stdout.startswith("Lo primero")
    assert "Tablero: t.xlsx" in done.stderr
    assert openpyxl.load_workbook(tmp_path / "t.xlsx").sheetnames[-4] == "Hallazgos"
