"""The score that a form shows while it is filled in is the one of the engine."""

from __future__ import annotations

import random

import openpyxl
import pytest

from .conftest import MEZCLA, cell_of
from .test_ida_y_vuelta import PREGUNTAS


def formulas_of(path):
    """Return the cells of a workbook that are formulas, by sheet and cell, with the values that it keeps."""
    written, kept = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    return {
        (sheet.title, cell.coordinate): kept[sheet.title][cell.coordinate].value
        for sheet in written
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def random_record(number):
    """Return a record with answers drawn at random."""
    draw = random.Random(number)  # noqa: S311 - a fixed draw
    lines = [f"practica: r{number}", "respuestas:", "  mezcla:"]
    for path in PREGUNTAS:
        answer = draw.choice(["sí", "a veces", "nunca", "no aplica", None])
        if answer == "no aplica" and path == "base.inversa":
            continue
        if answer:
            proof = ", evidencia: consta" if draw.random() < 0.5 else ""
            lines.append(f"    {path}: {{respuesta: {answer}, motivo: porque sí{proof}}}")
    return "\n".join(lines) + "\n" if len(lines) > 3 else f"practica: r{number}\n"


@pytest.mark.libreoffice
def test_a_recalculation_gives_the_numbers_of_the_engine(taller):
    """Every formula of thirty forms keeps its value when another program computes it: states, points, means of each kind."""
    (path,) = taller.make(*map(random_record, range(30)), marcos=(MEZCLA,), un_libro=True)
    ours = formulas_of(path)
    theirs = formulas_of(taller.open_and_save(path, recalculate=True))
    assert len(ours) > 1000
    assert ours.keys() == theirs.keys()
    for place, value in ours.items():
        assert theirs[place] == (value if isinstance(value, str) else pytest.approx(value, abs=1e-9)), place


@pytest.mark.libreoffice
def test_the_score_follows_what_is_written(taller):
    """An answer written by another program moves the total to what the engine gives for it."""
    (path,) = taller.make(marcos=(MEZCLA,))
    (known,) = taller.make("practica: p1\nrespuestas: {mezcla: {base.hay: sí, sola.unica: nunca}}\n", marcos=(MEZCLA,))
    wanted = formulas_of(known)
    (path,) = taller.make(marcos=(MEZCLA,))

    def write(book):
        for name, answer in (("base.hay", "sí"), ("sola.unica", "nunca")):
            cell_of(book, f"1/mezcla/{name}").value = answer

    found = formulas_of(taller.open_and_save(taller.change(path, write), recalculate=True))
    for place, value in wanted.items():
        if place[0] == "Avance":
            assert found[place] == (value if isinstance(value, str) else pytest.approx(value, abs=1e-9)), place
