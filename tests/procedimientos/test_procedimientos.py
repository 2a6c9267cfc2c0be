"""Procedures: the shipped ones hold their cases; their dates as text, JSON, calendar file and sheet; and how a call goes."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from evaluacion.base.recursos import shipped_procedimientos
from evaluacion.flujo.casos_definicion import run_casos_procedimiento
from evaluacion.flujo.procedimiento import follow_file, load_procedimiento
from evaluacion.publish.ics import as_ics, escape, fold_line
from evaluacion.publish.libro import Libro, libro_como_texto
from evaluacion.publish.procedimiento import as_text
from evaluacion.publish.tablero.hoja_gantt import arrange_gantt

HERE = Path(__file__).parent
TARDE = HERE / "expedientes" / "tarde.yaml"
HOY = date(2026, 3, 17)


@pytest.fixture
def tarde(monkeypatch):
    """The record that was received nine working days before its signature, read from this folder."""
    monkeypatch.chdir(HERE)
    return follow_file(None, Path("expedientes/tarde.yaml"), hoy=HOY)


def without_version(text):
    """Return an output with the version of the calendar left out, which is that of the machine."""
    shown = text.replace(f"(holidays {version('holidays')})", "(holidays N)")
    assert "(holidays N)" in shown
    return shown


@pytest.mark.parametrize("name", shipped_procedimientos())
def test_the_cases_of_a_shipped_procedure_hold(name):
    """Each worked example gives the dates that it says."""
    count, problems = run_casos_procedimiento(shipped_procedimientos()[name].with_name("casos.yaml"))
    assert count >= 5
    assert [str(problem) for problem in problems] == []


def test_the_agreement_has_the_twelve_steps_of_the_book_in_order():
    """Numbered as printed; the only term of the source is that of the legal office."""
    procedimiento = load_procedimiento("acuerdo_interinstitucional")
    assert [paso.numero for paso in procedimiento.pasos] == list(range(1, 13))
    assert [paso.id for paso in procedimiento.pasos if paso.limite and paso.limite.de == "fuente"] == ["recepcion_cja"]


def test_the_twinning_takes_twenty_weeks():
    """Four, four, four and eight."""
    assert [paso.limite.semanas for paso in load_procedimiento("hermanamiento").pasos] == [4, 4, 4, 8]


def test_a_case_that_no_longer_holds_is_told_at_its_line(tmp_path):
    """Changing what a case expects makes `validar` fail there."""
    folder = tmp_path / "hermanamiento"
    folder.mkdir()
    (folder / "procedimiento.yaml").write_text(shipped_procedimientos()["hermanamiento"].read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "casos.yaml").write_text(
        "- nombre: Mal\n  expediente: {procedimiento: hermanamiento, desde: 2026-01-05, fecha: 2026-01-05}\n"
        "  espera: {limites: {negociacion: 2026-03-02}}\n",
        encoding="utf-8",
    )
    [problem] = run_casos_procedimiento(folder / "casos.yaml")[1]
    assert (problem.codigo, problem.origen.linea, problem.origen.columna) == ("caso_no_se_cumple", 3, 35)


def test_the_text_says_first_what_was_not_kept_and_names_the_calendar(tarde, dorado):
    """Nine working days before; what comes next; the first day that would do; which days were counted."""
    dorado(HERE / "esperado" / "tarde.txt", without_version(as_text(tarde.seguimiento, tarde.expediente, tarde.procedencia)))


def test_the_sheet_shows_each_bar_with_a_letter(tarde, dorado):
    """The chart as data: every coloured cell has its letter, and the legend says what it means."""
    hoja = arrange_gantt(tarde.seguimiento, tarde.expediente)
    dorado(HERE / "esperado" / "gantt.txt", without_version(libro_como_texto(Libro("Prueba", "Prueba", "Prueba", (hoja,)))))
    chart = [cell for fila in hoja.filas[hoja.encabezado + 1 :] for cell in fila.celdas[8:] if cell is not None]
    assert all(cell.valor for cell in chart if cell.estilo.fondo is not None)


@pytest.mark.parametrize("dates", [{"desde": "2026-01-05"}, {"desde": "2020-02-03"}, {"firma": "2027-12-31"}])
def test_no_sheet_has_more_columns_than_can_be_read(dates):
    """A procedure that drags on for years is drawn by several weeks a column."""
    done = follow_file("hermanamiento", None, hoy=date(2026, 2, 11), **dates)
    hoja = arrange_gantt(done.seguimiento, done.expediente)
    assert len(hoja.anchos) <= 8 + 40
    letters = [cell.valor for fila in hoja.filas[hoja.encabezado + 1 :] for cell in fila.celdas[8:] if cell and cell.valor]
    assert "L" in letters or "V" in letters


def read_ics(done, **options):
    """Return a procedure as the bytes of a calendar and as another reader sees it."""
    text = as_ics(done.seguimiento, done.expediente, done.procedencia, nombre="prueba", **options)
    return text, Calendar.from_ical(text)


def test_the_calendar_file_is_read_by_another_program(tarde):
    """Whole days, with their titles unescaped, a stamp that is the day of reference, and unlike identifiers."""
    _, calendar = read_ics(tarde)
    events = list(calendar.walk("VEVENT"))
    assert [(str(event["SUMMARY"]).split(" (")[0], event.decoded("DTSTART")) for event in events] == [
        ("A más tardar: Dictamen de procedencia", date(2026, 3, 27)),
        ("A más tardar: Respuesta al gobierno local", date(2026, 3, 27)),
        ("Firma del acuerdo", date(2026, 3, 27)),
    ]
    assert all(event.decoded("DTEND") == event.decoded("DTSTART") + timedelta(days=1) for event in events)
    assert {event.decoded("DTSTAMP") for event in events} == {datetime(2026, 3, 17, tzinfo=UTC)}
    assert len({str(event["UID"]) for event in events}) == len(events)
    assert "Acuerdo de prueba; con coma, y «comillas»" in str(events[0]["SUMMARY"])
    assert "holidays" in str(events[0]["DESCRIPTION"])
    assert calendar.errors == []
    assert all(not event.errors for event in events)


def test_a_calendar_without_events_is_refused(orden, tmp_path):
    """A calendar file has at least one event: when all is done there is none to write."""
    path = tmp_path / "hecho.yaml"
    path.write_text(
        "procedimiento: hermanamiento\ndesde: 2026-01-05\nfecha: 2026-07-01\nhechos: {implementacion: 2026-05-20}\n", encoding="utf-8"
    )
    done = orden("procedimiento", path, "--formato", "ics", "--salida", tmp_path / "x.ics", check=2)
    assert "No queda ninguna fecha" in done.stderr
    assert not (tmp_path / "x.ics").exists()
    assert "No queda ningún paso por hacer." in orden("procedimiento", path, check=0).stdout


def test_text_of_a_calendar_is_escaped_and_its_odd_blanks_are_blanks():
    """Backslash, comma, semicolon and line break as RFC 5545 writes them; a hard space still parts words."""
    assert escape("a\\b, c; d\ne\u00a0f\tg\u200b") == "a\\\\b\\, c\\; d\\ne f g"


def test_a_reminder_is_written_only_when_it_is_asked(tarde):
    """`--aviso 3` is an alarm three days before each event."""
    assert not read_ics(tarde)[1].walk("VALARM")
    alarms = read_ics(tarde, aviso_dias=3)[1].walk("VALARM")
    assert {alarm.decoded("TRIGGER") for alarm in alarms} == {timedelta(days=-3)}
    assert len(alarms) == 3


def test_lines_end_in_crlf_and_have_at_most_75_octets(tarde):
    """As RFC 5545 asks."""
    text, _ = read_ics(tarde, aviso_dias=3)
    lines = text.split("\r\n")
    assert lines[-1] == ""
    assert not any("\n" in line or "\r" in line for line in lines)
    assert max(len(line.encode()) for line in lines) <= 75


@given(st.text(max_size=300))
def test_a_folded_line_unfolds_to_itself(text):
    """No character is cut, whatever its octets."""
    line = f"SUMMARY:{escape(text)}"
    folded = fold_line(line)
    assert folded.replace("\r\n ", "") == line
    assert all(len(part.encode()) <= 75 for part in folded.split("\r\n"))


def test_the_identifier_of_an_event_does_not_change_with_its_date(tarde):
    """A new signature moves the events of a calendar instead of doubling them."""
    moved = follow_file(None, Path("expedientes/tarde.yaml"), hoy=HOY, firma="2026-04-17")
    first, second = ({str(event["SUMMARY"]): str(event["UID"]) for event in read_ics(done)[1].walk("VEVENT")} for done in (tarde, moved))
    assert len(first) == 3
    assert first.items() <= second.items()


@pytest.mark.parametrize("formato", ["ics", "xlsx", "json"])
def test_the_same_input_gives_the_same_bytes(orden, tmp_path, formato):
    """Nothing of the clock enters a file whose record has its day of reference."""
    outputs = []
    for name in ("uno", "dos"):
        path = tmp_path / f"{name}.{formato}"
        orden("procedimiento", TARDE, "--formato", formato, "--salida", path, check=0)
        outputs.append(path.read_bytes())
    assert outputs[0] == outputs[1]


def test_the_workbook_opens_elsewhere_with_its_dates_and_letters(orden, tmp_path):
    """A second reader finds the table and the chart."""
    path = tmp_path / "gantt.xlsx"
    orden(
        "procedimiento", "hermanamiento", "--desde", "2026-01-05", "--fecha", "2026-02-11", "--formato", "xlsx", "--salida", path, check=0
    )
    sheet = openpyxl.load_workbook(path)["Calendario"]
    rows = {row[1].value: [cell.value for cell in row] for row in sheet.iter_rows()}
    assert rows["Negociación"][3] == "dom 2026-03-01"
    assert "V" in rows["Sensibilización y búsqueda de socio"]


def test_the_json_has_every_step_and_what_was_not_kept(orden):
    """Dates in ISO, states in words, and the calendar that was used."""
    data = json.loads(orden("procedimiento", TARDE, "--formato", "json", check=0).stdout)
    steps = {step["id"]: step for step in data["pasos"]}
    assert len(steps) == 12
    assert steps["recepcion_cja"] | {"antelacion": 9, "retraso": 1, "incumple": True, "limite": "2026-03-12"} == steps["recepcion_cja"]
    assert steps["envio"]["plazo_de"] == "herramienta"
    assert (data["incumple"], data["siguiente"], data["fecha"]) == (["recepcion_cja"], "dictamen", "2026-03-17")
    assert data["calendario"]["cierres"] == [{"desde": "2026-03-30", "hasta": "2026-04-03", "motivo": "Semana Santa"}]
    assert data["calendario"]["nombre"].startswith("México, días de descanso obligatorio (holidays ")


def test_the_day_of_reference_is_that_of_the_call_then_that_of_the_file_then_today(tmp_path):
    """The clock never decides alone, and the day is in the output."""
    path = tmp_path / "e.yaml"
    path.write_text("procedimiento: hermanamiento\ndesde: 2026-01-05\nfecha: 2026-01-10\n", encoding="utf-8")
    assert follow_file(None, path, hoy=HOY, fecha="2026-01-12").seguimiento.referencia == date(2026, 1, 12)
    assert follow_file(None, path, hoy=HOY).seguimiento.referencia == date(2026, 1, 10)
    assert follow_file("hermanamiento", None, hoy=HOY, desde="2026-01-05").seguimiento.referencia == HOY


def test_a_signature_on_a_holiday_is_told(orden):
    """It is no error: the day is noted as one on which offices close."""
    said = orden("procedimiento", "acuerdo_interinstitucional", "--firma", "2026-11-16", "--fecha", "2026-09-01", check=0).stdout
    assert "cae en un día inhábil (Día de la Revolución)" in said


def test_on_the_weekend_after_its_day_a_step_is_less_than_one_working_day_late(orden):
    """Saturday and Sunday do not count, and the step is late all the same; on Monday it is one day late."""
    call = ("procedimiento", "acuerdo_interinstitucional", "--firma", "2026-04-06", "--fecha")
    for day in ("2026-03-14", "2026-03-15"):
        assert "vencido    menos de 1 día hábil" in orden(*call, day, check=0).stdout
    assert "vencido    1 día hábil" in orden(*call, "2026-03-17", check=0).stdout
    assert "de retraso" not in orden(*call, "2026-03-13", check=0).stdout


def test_a_signature_that_is_past_and_not_written_down_is_told(orden):
    """Whether it was signed is asked, not assumed."""
    said = orden("procedimiento", "acuerdo_interinstitucional", "--firma", "2026-03-27", "--fecha", "2026-04-10", check=0).stdout
    assert "ya pasó y no consta" in said


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (("hermanamientos", "--desde", "2026-01-05"), "¿Quiso escribir «hermanamiento»?"),
        (("hermanamiento", "--desde", "2026-02-30"), "--desde dice «2026-02-30»"),
        (("hermanamiento", "--desde", "5 de enero"), "AAAA-MM-DD"),
        (("hermanamiento", "--desde", "2026-01-05", "--firma", "2026-03-01"), "no las dos"),
        (("hermanamiento", "--desde", "2026-01-05", "--formato", "ics"), "--salida"),
        (("hermanamiento", "--formato", "json"), "--firma o --desde"),
        (("hermanamiento", "--desde", "2026-01-05", "--aviso", "3"), "--aviso solo va con --formato ics"),
        (("hermanamiento", "--desde", "2026-01-05", "--formato", "ics", "--salida", "x.ics", "--aviso", "999"), "entre 0 y 365"),
        (("hermanamiento", "--desde", "1026-01-05"), "error [fecha_no_valida] El año de «1026-01-05» está fuera de 1950 a 2099"),
        (("hermanamiento", TARDE), "se pidió «hermanamiento»"),
        ((TARDE, "--fecha", "2026-03-10"), "después del día de referencia"),
    ],
)
def test_a_slip_ends_with_two_and_says_how_to_mend_it(orden, tmp_path, call, says):
    """No date is given on a call or a record that cannot be."""
    done = orden("procedimiento", *call, check=2, cwd=tmp_path)
    assert says in done.stderr
    assert not (tmp_path / "x.ics").exists()


PROPIO = """\
procedimiento: foro
version: 1.0.0
titulo: Preparativos de un foro
fuente: {obra: Manual inventado}
ancla: {id: foro, nombre: Día del foro, clave: firma, paso_de_la_otra: convocatoria}
pasos:
  - id: convocatoria
    numero: 1
    nombre: Convocar
    texto: Se publica la convocatoria.
    responsable: gobierno local
    limite: {antes_de: foro, semanas: 6}
"""


def test_weeks_may_be_counted_back_from_the_day_of_an_act(orden, tmp_path):
    """Six weeks before a Monday is a Monday; from that one, the first day whose weeks reach it is the same one."""
    (tmp_path / "foro.yaml").write_text(PROPIO, encoding="utf-8")
    for option, day in (("--firma", "2026-11-23"), ("--desde", "2026-10-12")):
        said = orden("procedimiento", "foro.yaml", option, day, "--formato", "json", cwd=tmp_path, check=0)
        data = json.loads(said.stdout)
        assert (data["ancla"]["dia"], data["pasos"][0]["limite"]) == ("2026-11-23", "2026-10-12")


def test_a_term_beyond_the_calendar_is_told(orden, tmp_path):
    """No day of the calendar is six weeks after its last one."""
    (tmp_path / "foro.yaml").write_text(PROPIO, encoding="utf-8")
    done = orden("procedimiento", "foro.yaml", "--desde", "2099-12-20", cwd=tmp_path, check=2)
    assert "error [fecha_no_valida] Ningún día del calendario cumple los plazos contados desde el 2099-12-20." in done.stderr


def test_the_output_never_replaces_the_record(orden, tmp_path):
    """The file that was read stays as it was."""
    path = tmp_path / "e.yaml"
    path.write_bytes(TARDE.read_bytes())
    assert "entrada" in orden("procedimiento", path, "--formato", "ics", "--salida", path, check=2).stderr
    assert path.read_bytes() == TARDE.read_bytes()


def test_the_help_imports_neither_holidays_nor_the_writer_of_workbooks(raiz):
    """The calendar is loaded only when days are counted."""
    code = (
        "import sys; from evaluacion.cli.principal import _run; _run(['procedimiento', '--help']); _run(['decidir', '--help'])\n"
        "print([name for name in ('holidays', 'xlsxwriter', 'pandas', 'pydantic') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=raiz, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_without_dates_it_shows_the_procedure_and_without_name_the_list(orden):
    """What there is, and the steps of one with the terms in words."""
    assert "hermanamiento  " in orden("procedimiento", check=0).stdout
    page = orden("procedimiento", "acuerdo_interinstitucional", check=0).stdout
    assert "6. Recepción en la CJA [recepcion_cja] · DGCP" in page
    assert "10 días hábiles antes de «Firma del acuerdo»" in page
    assert "margen_dgcp: 5" in page
