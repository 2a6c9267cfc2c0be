"""Texts that the writer of workbooks would change come out as they are: markup, and escapes that share an underscore."""

from __future__ import annotations

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluacion.publish.libro import Celda, Fila, Hoja, Libro
from evaluacion.publish.libro_textos import protect_texts
from evaluacion.publish.libro_xlsx import write_libro
from evaluacion.read.celdas_xlsx import read_celdas
from evaluacion.read.valores_xlsx import unescape

HARD = ("<r><t>negrita</t></r>", "<r> & mal</r>", "<r></r>", "_x005F_x000D_", "_x0041_x0042_x0043_", " _x0041_x0042_ ", "_x0041_", "&#95;")


def test_hard_texts_are_read_back_as_they_were_written(tmp_path):
    """A text that is markup stays a text, and the workbook can be opened."""
    rows = tuple(Fila((Celda(text),)) for text in HARD)
    path, _ = write_libro(Libro("t", "a", "p", (Hoja("h", "#000000", (10.0,), rows),)), tmp_path / "l.xlsx")
    assert [cell.texto for cell in read_celdas(path, "l.xlsx")[0].celdas.values()] == list(HARD)
    assert openpyxl.load_workbook(path)["h"]["A2"].value == "<r> & mal</r>"


@pytest.mark.parametrize("text", HARD[3:6])
def test_escapes_that_share_an_underscore_are_each_escaped(text):
    """What a workbook says for them is the text that was written."""
    (run,) = protect_texts([text])
    said = run.removeprefix('<r><t xml:space="preserve">').removesuffix("</t></r>").replace("&#95;", "_")
    assert unescape(said) == text


@given(st.text(st.sampled_from("_x004F1A<r>/"), max_size=30))
def test_a_protected_text_holds_nothing_that_the_writer_takes_for_an_escape(text):
    """A text either goes as it is or without any underscore."""
    (out,) = protect_texts([text])
    assert out == text or "_" not in out
