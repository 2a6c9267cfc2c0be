"""Tables in CSV: what a person's spreadsheet may hold, and what must never be read in silence."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluacion.base.problema import EvaluacionError
from evaluacion.read.registros_tabla import registros_tabla
from evaluacion.read.tabla import is_table, read_tabla

QUIET = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def write(tmp_path):
    def to_file(content, name="tabla.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return to_file


def rows(tabla):
    return [[tabla.texto(row, column) for column in tabla.columnas] for row in range(tabla.filas)]


def problems(path):
    with pytest.raises(EvaluacionError) as caught:
        read_tabla(path)
    return [(problem.codigo, problem.origen.linea, problem.origen.columna) for problem in caught.value.problemas]


def test_codes_with_leading_zeros_and_the_text_na_stay_as_written(write):
    tabla = read_tabla(write("practica,territorio.clave,titulo\nx,09001,NA\n"))
    assert rows(tabla) == [["x", "09001", "NA"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_separates_a_known_name(write, delimiter):
    path = write(delimiter.join(["practica", "titulo"]) + "\n" + delimiter.join(["x", "a b c"]) + "\n", "tabla.txt")
    assert is_table(path)
    assert rows(read_tabla(path)) == [["x", "a b c"]]


def test_excel_files_come_with_a_mark_a_separator_line_and_carriage_returns(write):
    tabla = read_tabla(write("\ufeffsep=;\r\npractica;titulo\r\nx;uno\r\n;\r\ny;dos\r\n"))
    assert rows(tabla) == [["x", "uno"], ["y", "dos"]]
    assert [tabla.lugar(row, "titulo")[1:3] for row in range(2)] == [(3, 2), (5, 2)]


def test_a_row_of_another_width_is_refused_with_its_line(write):
    path = write('practica,titulo\n"x","a\nb"\n\ny\nz,1,2\n')
    assert problems(path) == [("fila_de_otro_ancho", 5, None), ("fila_de_otro_ancho", 6, None)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('practica,titulo\nx,"abc\ny,def\n', (2, 3)),
        ('practica,titulo\nx,"abc\ny,def\nz,"ghi"\n', (4, 3)),
        ('practica,titulo\nx,"abc\ny,"def\n', (3, 3)),
        ('practica,titulo\nx,pantalla de 5" plana\n', (2, 16)),
    ],
)
def test_a_quote_out_of_place_is_refused_because_it_may_swallow_rows(write, text, place):
    assert problems(write(text)) == [("tabla_invalida", *place)]


def test_cells_with_breaks_and_quotes_keep_the_line_of_each_row(write):
    tabla = read_tabla(write('practica,titulo\nx,"uno\n""dos"""\ny,z\n'))
    assert rows(tabla) == [["x", 'uno\n"dos"'], ["y", "z"]]
    assert tabla.lugar(1, "titulo").linea == 4


def test_windows_1252_is_named_with_its_line(write):
    path = write("practica,titulo\nx,y\nz,añó\n".encode("cp1252"))
    with pytest.raises(EvaluacionError, match="Windows-1252") as caught:
        read_tabla(path)
    assert caught.value.problemas[0].origen.linea == 3


def test_names_repeated_or_with_hidden_characters_are_refused(write):
    assert problems(write("practica,titulo,titulo\nx,a,b\n")) == [("tabla_invalida", 1, 3)]
    assert problems(write("practica,ti\u200btulo\nx,a\n")) == [("caracter_invisible", 1, 2)]


def test_columns_without_name_are_dropped_only_when_they_are_blank(write):
    assert read_tabla(write("practica,titulo,,\nx,a,,\n")).columnas == ("practica", "titulo")
    assert problems(write("practica,titulo,,\nx,a,,dato\n")) == [("tabla_invalida", 2, 4)]


def test_marks_that_turn_the_direction_of_text_are_refused_in_cells(write):
    assert problems(write("practica,titulo\nx,a\u202eb\n")) == [("caracter_invisible", 2, 2)]


def test_a_table_without_rows_is_said_to_be_empty(write):
    assert problems(write("practica,titulo\n"))[0][0] == "archivo_vacio"
    assert problems(write(""))[0][0] == "archivo_vacio"


def test_yaml_is_never_taken_for_a_table(write):
    assert not is_table(write("practica: x\ntitulo: a, b\n", "registro.yaml"))
    assert not is_table(write("practica: x\ntitulo: a, b\n", "registro.txt"))
    assert not is_table(write('{"practica": "x",\n "titulo": "y"}\n', "registro.json"))


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"%PDF-1.7", "tabla.xlsx", "PDF"),
        (b"<html><table><tr>", "tabla.xls", "página web"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "tabla.xls", "antiguo"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "tabla.xlsx", "contraseña"),
        (b"\x1f\x8b\x08", "tabla.csv", "gzip"),
    ],
)
def test_another_kind_of_file_is_named(write, content, name, said):
    path = write(content, name)
    assert is_table(path)
    with pytest.raises(EvaluacionError, match=said) as caught:
        read_tabla(path)
    assert caught.value.problemas[0].codigo == "tipo_de_archivo"


@QUIET
@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: f"practica,titulo\n{text}".encode("utf-8", "replace")))
def test_any_bytes_are_a_table_or_the_one_exception(tmp_path, content):
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    try:
        registros_tabla(read_tabla(path), "")
    except EvaluacionError as error:
        assert error.problemas  # noqa: PT017 - either end is right


CELLS = st.text(st.sampled_from("ab ;,\"\n'é0"), max_size=6)


@QUIET
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8))
def test_what_the_csv_module_writes_is_read_back_with_the_lines_it_is_on(tmp_path, written):
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["practica", "titulo", "nota"])
    lines = []
    for number, (first, second) in enumerate(written):
        lines.append(stream.getvalue().count("\n") + 1)
        writer.writerow([f"p{number}", first, second])
    path = tmp_path / "x.csv"
    path.write_text(stream.getvalue(), encoding="utf-8", newline="")
    tabla = read_tabla(path)
    assert rows(tabla) == [[f"p{number}", first.strip() or None, second.strip() or None] for number, (first, second) in enumerate(written)]
    assert [tabla.lugar(row, "titulo").linea for row in range(tabla.filas)] == lines
