"""What the drop-downs of Resumen and Ficha show for each record is what the engine says of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from evaluacion.publish.libro_xlsx import write_libro
from evaluacion.score.brechas import Calificado, find_brechas

ELEGIR = Path(__file__).parent / "elegir.py"
LARGO = "Programa de vinculación internacional con nombre larguísimo " * 6
NOMBRES = (
    "=1+1",
    "'",
    "http://ejemplo.mx",
    "¿Qué*~?",
    "¿Qué1~1",
    "2024",
    "VERDADERO",
    LARGO,
    f"{LARGO}2",
    "Ferias en el exterior",
    "ferias en el exterior",
)
"""Names that a spreadsheet may take for something else, or for one another."""


def records_of(taller):
    """Two records, one of two evaluators, one that says nothing, one to which nothing applies, and one for each hard name."""
    third = taller.dos.replace("titulo: Becas", "titulo: Becas\nevaluacion: {evaluador: Ana}")
    fourth = taller.dos.replace("titulo: Becas", "titulo: Becas\nevaluacion: {evaluador: Luis}").replace(
        "diseno.plan: no", "diseno.plan: sí"
    )
    silent = "practica: callada\ntitulo: Callada\nrespuestas: {pequeno: {}}\n"
    excluded = "practica: fuera\ntitulo: Fuera\nrespuestas: {pequeno: {"
    paths = ("diseno.plan", "diseno.metas", "diseno.cambios", "resultados.logros", "resultados.otros")
    excluded += (
        ", ".join(f"{path}: {{respuesta: no aplica, motivo: no toca}}" for path in paths) + "}}\nindicadores: {acuerdos: no aplica}\n"
    )
    hard = [
        taller.uno.replace("practica: ferias", f"practica: r{i}")
        .replace("titulo: Ferias en el exterior", f"titulo: {json.dumps(name, ensure_ascii=False)}")
        .replace("2025: 18.5", f"2025: {11 + i}.5")
        for i, name in enumerate(NOMBRES)
    ]
    return [taller.uno, third, fourth, silent, excluded, *hard]


@pytest.fixture
def elegir(tmp_path):
    """Choose records in a workbook through LibreOffice, and return what each choice shows."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    near = os.pathsep.join([str(Path(soffice).resolve().parent), os.defpath])
    pythons = [found for name in ("python", "python3") if (found := shutil.which(name, path=near))]
    knows = [found for found in pythons if not subprocess.run([found, "-c", "import uno"], capture_output=True, check=False).returncode]
    if not knows:
        pytest.skip("LibreOffice has no Python here")

    def choose(path, choices):
        command = [knows[0], str(ELEGIR), soffice, str(tmp_path / "perfil"), str(path), json.dumps(choices)]
        done = subprocess.run(command, capture_output=True, check=True, timeout=180, encoding="utf-8")
        return json.loads(done.stdout)

    return choose


def choices_of(path):
    """Each choice of the drop-downs, with the row of Datos that has it."""
    book = openpyxl.load_workbook(path)
    datos = book["Datos"]
    names = {
        row[1].value: row for row in datos.iter_rows(min_row=datos.auto_filter.ref and int(datos.auto_filter.ref[1:].split(":")[0]) + 1)
    }
    lists = [cell.value for cell in book["Listas"]["A"]][1:]
    assert sorted(lists) == sorted(names)
    return names


def place_of(book, hoja, words):
    """The cell that has some words in the first column of a sheet."""
    return next(cell for row in book[hoja].iter_rows(max_col=1) for cell in row if cell.value == words)


def shown_by_label(book, hoja, live):
    """What the card shows, by the words of its first column."""
    sheet = book[hoja]
    return {
        sheet[f"A{place[1:]}"].value: value
        for place, value in live.items()
        if place[0] == "B" and place[1:].isdigit() and sheet[f"A{place[1:]}"].data_type != "f"
    }


def told(value, empty="—"):
    """A number as the engine gives it, or the word for its absence."""
    return empty if value is None else pytest.approx(value, abs=1e-9)


@pytest.mark.libreoffice
def test_each_choice_shows_the_numbers_of_the_engine(taller, elegir, tmp_path):
    """Card, criteria and steps, in both sheets, for names that repeat or look like formulas, wildcards, dates and links.

    A text that is not in the list shows nothing: no figure of another record stays.
    """
    records = records_of(taller)
    resultado = taller.score(*records)
    path, _ = write_libro(taller.board(*records), tmp_path / "t.xlsx")
    book, rows = openpyxl.load_workbook(path), choices_of(path)
    fichas = {(ficha.practica, ficha.evaluador): (i, ficha) for i, ficha in enumerate(resultado.fichas())}
    card, sheet = place_of(book, "Resumen", "Registro ▼"), place_of(book, "Ficha", "Registro ▼")
    asked = [(hoja, cell, name) for name in rows for hoja, cell in (("Resumen", f"B{card.row}"), ("Ficha", f"A{sheet.row + 1}"))]
    *shown, nobody = elegir(path, [*asked, ("Resumen", f"B{card.row}", "Nadie")])
    assert nobody.pop(f"B{card.row + 2}") == 0
    assert set(nobody.values()) == {"—"}
    for (hoja, _, name), live in zip(asked, shown, strict=True):
        i, ficha = fichas[rows[name][2].value, rows[name][3].value]
        facts = shown_by_label(book, hoja, live)
        empty = "n/a" if ficha.total.no_aplica else "—"
        assert facts["Renglón en Datos"] == rows[name][0].row
        assert facts["Clave"] == ficha.practica
        for words, value in (("Garantizado", ficha.total.minimo), ("Puntaje", ficha.total.puntaje), ("Alcanzable", ficha.total.maximo)):
            assert facts[words] == told(value, empty), (hoja, name, words)
        assert facts["Cobertura"] == told(ficha.total.cobertura, "n/a")
        assert facts["Respondidas"] == "{} de {}".format(*ficha.respondidas)
        assert facts["Nivel"].startswith("sin nivel") == (ficha.nivel.al_menos is None)
        assert (ficha.nivel.seguro or "") in facts["Nivel"]
        assert facts["Lugar"].startswith("sin lugar" if ficha.lugar is None else str(ficha.lugar[0]))
        check_criteria(book, hoja, live, ficha)
        if hoja == "Ficha":
            check_steps(book, live, resultado, i, ficha)
        else:
            gates = [gate for gate in ficha.compuertas if gate.estado != "exenta"]
            assert (facts["Requisito mínimo que detiene"] == "ninguno") == (not gates)


def check_criteria(book, hoja, live, ficha):
    """The interval of each criterion and the minimum asked in it."""
    sheet = book[hoja]
    column, low, high, margin = ("L", "P", "R", "Q") if hoja == "Resumen" else ("A", "B", "D", "E")
    head = next(cell.row for cell in sheet[column] if cell.value == "Criterio")
    for row, criterio in enumerate(ficha.criterios, head + 1):
        ends, empty = criterio.puntaje, "n/a" if criterio.puntaje.no_aplica else "—"
        width = None if ends.minimo is None else ends.maximo - ends.minimo
        for place, value in ((low, ends.minimo), (high, ends.maximo), (margin, width)):
            assert live[f"{place}{row}"] == told(value, empty), (hoja, ficha.practica, criterio.criterio.id)
        if hoja == "Ficha" and criterio.criterio.id == "diseno":
            state = next((gate.estado for gate in ficha.compuertas), "abierta")
            assert live[f"G{row}"][0] == {"abierta": "✓", "pendiente": "?", "cerrada": "✗", "exenta": "n"}[state]


def check_steps(book, live, resultado, i, ficha):
    """The three gaps that raise most what is guaranteed."""
    gaps = [gap for gap in find_brechas(resultado, [Calificado(i, ficha)]) if gap.gana or gap.cierra or gap.abre]
    best = sorted((round(gap.gana, 9) for gap in gaps), reverse=True)[:3]
    head = place_of(book, "Ficha", "Los tres mejores pasos").row + 1
    for n in range(3):
        row = head + 1 + n
        assert live[f"C{row}"] == told(best[n] if n < len(best) else None), ficha.practica
        if n < len(best):
            gap = next(
                gap
                for gap in gaps
                if (gap.item.pregunta.texto if hasattr(gap.item, "pregunta") else gap.item.indicador.nombre) == live[f"G{row}"]
            )
            assert (live[f"D{row}"], live[f"E{row}"], live[f"F{row}"]) == (told(gap.despues), told(gap.cierra), gap.mejor)
            assert "; ".join(gap.abre) in live[f"I{row}"]
        else:
            assert live[f"A{row}"] == "sin paso"


def test_choices_are_short_distinct_and_safe(taller, tmp_path):
    """No two read alike but for case or accents, none begins like a formula, and the longest fits in a list."""
    path, _ = write_libro(taller.board(*records_of(taller)), tmp_path / "t.xlsx")
    names = choices_of(path)
    assert len({name.casefold() for name in names}) == len(names) == 16
    assert all(name[0] not in "=+-@'" and len(name) <= 120 for name in names)
    assert {"Becas · Ana", "Becas · Luis", "r0: =1+1", "2024"} <= set(names)
    assert {"Ferias en el exterior (ferias)", "Ferias en el exterior (r9)", "ferias en el exterior (r10)"} <= set(names)
