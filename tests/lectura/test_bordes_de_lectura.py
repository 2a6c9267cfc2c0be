"""Edges of the readers that no ordinary file reaches: what is refused, and how what is odd is understood."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import evaluacion.read.parte as partes
from evaluacion.base.problema import EvaluacionError
from evaluacion.read.celda_escrita import as_date
from evaluacion.read.documento import is_there, parse_documento, read_documento, real_path
from evaluacion.read.frame import registros_de_frame
from evaluacion.read.parte import cut_file, read_first, read_parte
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


NUL, LONG = Path("a\0b"), Path("x" * 5_000)


@pytest.mark.parametrize("path", [NUL, LONG], ids=["a sign that no name has", "a name longer than any"])
def test_a_path_that_the_system_refuses_leads_to_nothing(path):
    """It is no failure of the tool: there is nothing there, and it stays as it was written."""
    assert not is_there(path)
    assert not is_there(path, file=True)
    assert real_path(path) == Path.cwd() / path


def test_a_document_that_is_no_text_is_called_by_its_name(tmp_path):
    """A PDF under the name of a marco."""
    path = tmp_path / "marco.yaml"
    path.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    with pytest.raises(EvaluacionError) as caught:
        read_documento(path)
    (problem,) = caught.value.problemas
    assert (problem.codigo, problem.mensaje) == ("tipo_de_archivo", "El archivo no es texto: es un PDF.")


# --- a table by parts --------------------------------------------------------------------------------------------------


@pytest.fixture
def cut(tmp_path, monkeypatch):
    """Write a table and cut it into parts of some bytes."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("evaluacion.read.corte_texto.BYTES_DE_PARTE", 16)

    def write(name, text):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return cut_file(tmp_path / name)

    return write


def test_a_workbook_is_one_part(tmp_path):
    """Its cells are not cut; its first rows are those of the sheet."""
    book = openpyxl.Workbook()
    for row in (["practica", "titulo"], ["a", "Beca"], ["b", "Red"]):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    (parte,) = cut_file(tmp_path / "t.xlsx")
    assert [tabla.filas for tabla in read_parte(parte)] == [2]
    assert read_first(parte).texto(1, "titulo") == "Red"


def test_a_parquet_file_without_a_single_group_is_one_part_without_rows(tmp_path):
    """A program that wrote no row left its schema."""
    path = tmp_path / "t.parquet"
    pq.ParquetWriter(path, pa.schema([("practica", pa.string())])).close()
    (parte,) = cut_file(path)
    assert (parte.inicio, parte.fin) == (0, 0)
    assert read_first(parte) is None


@pytest.mark.parametrize("names", ["practica,titulo", "practica,titulo\n"])
def test_a_table_of_names_alone_is_one_part_without_rows(cut, names):
    """Whether its only line ends or not."""
    (parte,) = cut("t.csv", names)
    assert parte.cabeza == len(names)
    assert read_first(parte) is None


def test_a_part_of_blank_lines_has_no_rows(cut):
    """Many line breaks at the end of a file are no fault of it."""
    first, *rest = cut("t.ndjson", '{"practica": "a", "titulo": "x"}\n' + "\n" * 40)
    assert read_first(first).filas == 1
    assert [read_first(parte) for parte in rest] == [None] * len(rest)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("t.csv", "practica,titulo\na,Beca de estudio\nb,Red de ciudades\nc,uno,dos\n", ("fila_de_otro_ancho", "t.csv:4")),
        ("t.csv", 'practica,titulo\na,Beca de estudio\nb,Red\nc,D"e" más\n', ("tabla_invalida", "t.csv:4:4")),
        ("t.ndjson", '{"practica": "a"}\n{"practica": "b"}\n{"practica": c}\n', ("json_invalido", "t.ndjson:3:14")),
        ("t.csv", "practica,titulo,titulo\na,Beca de estudio,x\nb,Red,y\n", ("tabla_invalida", "t.csv:1:3")),
    ],
)
def test_a_fault_of_any_part_is_at_its_line_of_the_whole_file(cut, name, text, told):
    """And a fault of the names is at theirs, in whatever part it is seen."""
    found = set()
    for parte in cut(name, text):
        try:
            problems = [problem for tabla in read_parte(parte) for problem in tabla.avisos]
        except EvaluacionError as error:
            problems = error.problemas
        found |= {(problem.codigo, str(problem.origen)) for problem in problems}
    assert found == {told}


def test_a_table_that_goes_away_before_it_is_cut_is_told(tmp_path, monkeypatch):
    """Somebody moved it after it was looked at."""
    path = tmp_path / "t.csv"
    path.write_text("practica\na\n", encoding="utf-8")
    look = partes.kind_of_table

    def look_and_lose(*arguments):
        kind = look(*arguments)
        path.unlink()
        return kind

    monkeypatch.setattr(partes, "kind_of_table", look_and_lose)
    with pytest.raises(EvaluacionError) as caught:
        cut_file(path)
    (problem,) = caught.value.problemas
    assert (problem.codigo, Path(problem.origen.archivo).name) == ("archivo_ilegible", "t.csv")


def test_a_part_says_where_it_starts(cut):
    """At its first line, for what is told of a part that could not be done."""
    assert [str(parte.lugar) for parte in cut("t.csv", "practica,titulo\na,Beca de estudio\nb,Red\n")] == ["t.csv:1", "t.csv:2"]
