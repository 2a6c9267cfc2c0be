"""Edges of the readers that no ordinary file reaches: what is refused, and how what is odd is understood."""

from __future__ import annotations

import pandas as pd
import pytest

import evaluacion.read.parte as partes
from evaluacion.base.problema import EvaluacionError
from evaluacion.read.celda_escrita import as_date
from evaluacion.read.documento import parse_documento
from evaluacion.read.frame import registros_de_frame
from evaluacion.read.parte import cut_file, read_first
from evaluacion.read.tabla import read_tabla


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-05-01T00:00:00", "2026-05-01"),
        ("25/12/2026", "2026-12-25"),
        ("05/05/2026", "2026-05-05"),
        ("04/05/2026", "04/05/2026"),
        ("04/25/2026", "04/25/2026"),
        ("pronto", "pronto"),
    ],
)
def test_a_date_of_a_form_is_one_day_or_stays_as_it_was_written(written, day):
    """A day and a month that may change places are nobody's to guess."""
    assert as_date(written) == day


def test_a_frame_whose_column_mixes_types_is_refused_by_name():
    """Text and numbers in one column are no column of a table of records."""
    with pytest.raises(EvaluacionError) as caught:
        registros_de_frame(pd.DataFrame({"practica": ["x", "y"], "titulo": ["Beca", 1]}))
    (problem,) = caught.value.problemas
    assert (problem.codigo, problem.origen.archivo) == ("celda_no_valida", "datos")
    assert "mezcla tipos" in problem.mensaje


@pytest.mark.parametrize("blank", ["", "\n", " \n\n"])
@pytest.mark.parametrize("name", ["tabla.csv", "tabla.ndjson"])
def test_a_table_of_nothing_is_empty_and_says_so(tmp_path, name, blank):
    """Blank lines are no rows."""
    path = tmp_path / name
    path.write_text(blank, encoding="utf-8")
    with pytest.raises(EvaluacionError) as caught:
        read_tabla(path)
    assert [problem.codigo for problem in caught.value.problemas] == ["archivo_vacio"]


@pytest.mark.parametrize(("limit", "whole"), [(64, True), (8, False)])
def test_the_first_rows_of_a_long_part_are_read_to_the_end_of_a_whole_row(tmp_path, monkeypatch, limit, whole):
    """A row is never read by half, be it longer than what is looked at."""
    path = tmp_path / "tabla.csv"
    path.write_text("practica,titulo\n" + "".join(f"p{n},Beca número {n}\n" for n in range(10)), encoding="utf-8")
    monkeypatch.setattr(partes, "_FIRST_BYTES", limit)
    (parte,) = cut_file(path)
    found = read_first(parte)
    assert found.filas == (3 if whole else 10)
    assert found.texto(0, "titulo") == "Beca número 0"


def test_a_key_without_name_nor_value_before_a_comment_is_read():
    """YAML puts the end of its empty value after the last line, where there is no comment to look for."""
    assert parse_documento("?  #x", "a.yaml").datos == {"": None}
