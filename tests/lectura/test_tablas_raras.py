"""Tables at the edge of what is read (CSV, NDJSON, Parquet and any of them): each gives its rows, or says what is wrong and where."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.read import hallazgos_tabla, tabla_csv, tabla_ndjson, tabla_parquet
from evaluacion.read.columnas_tabla import route_of
from evaluacion.read.hallazgos_tabla import Hallazgos
from evaluacion.read.registros_tabla import registros_tabla
from evaluacion.read.tabla import is_table, read_head, read_tabla
from evaluacion.read.tabla_ndjson import starts_as_ndjson
from evaluacion.read.tabla_parquet import read_groups, rows_of_groups, tabla_de_arrow


@pytest.fixture
def write(tmp_path):
    def to_file(content, name="tabla.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return to_file


@pytest.fixture
def parquet(tmp_path):
    def to_file(columns, **options):
        path = tmp_path / "tabla.parquet"
        pq.write_table(pa.table(columns), path, **options)
        return path

    return to_file


def problems(action, *arguments):
    with pytest.raises(EvaluacionError) as caught:
        action(*arguments)
    return [(problem.codigo, problem.origen.linea, problem.origen.columna) for problem in caught.value.problemas]


def said(action, *arguments):
    with pytest.raises(EvaluacionError) as caught:
        action(*arguments)
    return " ".join(f"{problem.mensaje} {problem.remedio}" for problem in caught.value.problemas)


# --- what is a table -----------------------------------------------------------------------------------------------


def test_what_cannot_be_opened_is_no_table_and_says_why_when_it_is_asked_for(tmp_path):
    """A name that no system takes, and a file that is gone."""
    assert not is_table(Path("a\0b.csv"))
    assert not is_table(tmp_path)
    with pytest.raises(EvaluacionError) as caught:
        read_tabla(tmp_path / "no-hay.csv")
    assert [problem.codigo for problem in caught.value.problemas] == ["archivo_no_encontrado"]


def test_a_file_that_may_not_be_read_is_no_table_and_says_why(tmp_path, monkeypatch):
    """Permissions are those of the system: here the opening itself fails, as it does for who is not root."""

    def refuse(*_arguments, **_options):
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "a.csv"
    path.write_text("practica,titulo\nx,a\n", encoding="utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    assert not is_table(path)
    with pytest.raises(EvaluacionError, match="No se pudo leer el archivo") as caught:
        read_head(path, "a.csv")
    assert [problem.codigo for problem in caught.value.problemas] == ["archivo_ilegible"]


def test_xml_under_the_name_of_a_sheet_is_named(write):
    """As some systems export what they call Excel."""
    assert "es un archivo XML" in said(read_tabla, write('<?xml version="1.0"?><Workbook/>', "x.xls"))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ('{"practica": "a"}\n{"practica": "b"}\n', True),
        ('{"practica": "a"}\n{"practica": ', True),
        ("{practica: a}\n{practica: b}\n", False),
        ("[" * 5000 + "\n{", False),
        ('{"a": ' + "[" * 100_000 + "\n{", False),
    ],
    ids=["two lines", "the second is cut", "YAML", "a list", "too deep"],
)
def test_two_lines_of_json_are_a_table_whatever_the_name(write, text, answer):
    """The first has to be JSON; the second may be cut where the look at the file ended."""
    assert starts_as_ndjson(text) is answer
    assert is_table(write(text, "registros")) is answer


# --- names of columns ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "ruta"),
    [
        ("becas.no_aplica", ("indicadores", "becas", "no_aplica")),
        ("becas.nota", ("indicadores", "becas", "nota")),
        ("becas.fuente", ("indicadores", "becas", "fuente", "lugar")),
        ("becas.fuente.obra", ("indicadores", "becas", "fuente", "obra")),
        ("indicadores.becas.fuente.color", None),
        ("becas.valores.2024", ("indicadores", "becas", "valores", "2024")),
        ("indicadores.becas.valores.nunca", None),
    ],
)
def test_a_column_of_an_indicator_says_what_it_holds(name, ruta):
    """Reasons, notes and sources beside the numbers."""
    assert route_of(name) == ruta


def test_two_columns_that_say_the_same_are_refused_at_the_second(write):
    """One name long and one short for the same answer."""
    path = write("practica,cualitativo.a.b,respuestas.cualitativo.a.b\nx,sí,no\n")
    assert problems(lambda: registros_tabla(read_tabla(path), "0" * 64)) == [("tabla_invalida", 1, 3)]


def test_a_requirement_without_column_is_not_said(write):
    """Nobody met it and nobody failed it."""
    registros = registros_tabla(read_tabla(write("practica,requisitos.vigencia\nx,sí\ny,no\nz,\n")), "0" * 64)
    assert registros.requisito("vigencia") == registros.requisito("vigencia") == [True, False, None]
    assert registros.requisito("otro") == [None, None, None]
    assert registros.series_de(0) == {}


def test_the_answer_before_an_agreement_stands_beside_the_agreed_one(write):
    """A column of its own; the words of both share one list."""
    name = "cualitativo.a.b"
    rows = f"practica,{name},{name}.correccion.antes,{name}.correccion.quien,{name}.correccion.motivo\nx,sí,no,Consejo,Se vio\ny,no,,,\n"
    columna = registros_tabla(read_tabla(write(rows)), "0" * 64).columna("cualitativo", "a.b")
    assert [columna.valores[code] if code >= 0 else None for code in columna.indices] == ["sí", "no"]
    assert [columna.valores[code] if code >= 0 else None for code in columna.antes] == ["no", None]


def test_a_number_under_an_indicator_without_period_is_refused_at_its_cell(write):
    """That column only says that it does not apply."""
    path = write("practica,indicadores.becas,becas.2024\nx,no aplica,\ny,45,3\n")
    assert problems(lambda: registros_tabla(read_tabla(path), "0" * 64)) == [("valor_no_permitido", 3, 2)]
    assert "«becas.2024»" in said(lambda: registros_tabla(read_tabla(path), "0" * 64))


# --- CSV -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_an_address_that_would_run_is_refused_at_its_cell(tmp_path, suffix):
    """Of any spelling, and the ordinary ones beside it are not; a column of texts told apart by number is looked into too."""
    column = "breve.c1.p1.evidencia.url"
    addresses = ["https://a.mx/x", " JavaScript:alert(1)", "", "https://a.mx/javascript:x"]
    data = pa.table({"practica": list("abcd"), column: pa.array(addresses).dictionary_encode()})
    path = tmp_path / f"t.{suffix}"
    pq.write_table(data, path) if suffix == "parquet" else pa.csv.write_csv(data, path)
    line = 2 if suffix == "parquet" else 3
    assert problems(lambda: registros_tabla(read_tabla(path), "0" * 64)) == [("valor_no_permitido", line, 2)]


def test_the_flag_of_scotland_is_a_text_and_a_hidden_sentence_is_not(write):
    """Both are written with the signs that no text shows."""
    flag = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
    assert read_tabla(write(f"practica,titulo\na,Glasgow {flag}\n")).texto(0, "titulo") == f"Glasgow {flag}"
    assert problems(read_tabla, write("practica,titulo\na,Glasgow \U000e0067\U000e0062\n")) == [("caracter_invisible", 2, 2)]


def test_a_title_with_a_line_break_is_one_title(write):
    """The quotes hold it; the rows keep the lines that they are on."""
    tabla = read_tabla(write('practica,"título\nlargo",titulo\nx,,Beca\n'))
    assert tabla.columnas[1] == "título\nlargo"
    assert tabla.lugar(0, "titulo").linea == 3


def test_a_title_whose_quotes_never_close_is_refused_at_its_line(write):
    """Nobody knows where the titles end."""
    found = problems(read_tabla, write('practica,titulo,"nota\nx,Beca,nada\n'))
    assert ("tabla_invalida", 1, None) in found


def test_more_names_than_a_table_may_have_are_refused_at_their_line(write):
    """Somebody wrote a record in each column."""
    assert problems(read_tabla, write("\npractica" + ",x" * 20_000 + "\na\n")) == [("archivo_grande", 2, None)]


def test_blank_lines_between_rows_are_no_rows_and_count_as_lines(write):
    """With quotes or without them, each row keeps its line."""
    for name in ("b", '"b"'):
        tabla = read_tabla(write(f"practica,titulo\na,x\n\n\n{name},y\n"))
        assert [str(tabla.lugar(row, "practica")).rpartition("/")[2] for row in range(tabla.filas)] == ["tabla.csv:2:1", "tabla.csv:5:1"]


def test_lines_of_which_none_is_a_record_are_all_told(write):
    """Nothing is left to be read."""
    assert problems(read_tabla, write('{"practica": 1\n[3]\n', "t.ndjson")) == [("json_invalido", 1, 15), ("tabla_invalida", 2, 1)]


def test_a_row_heavier_than_the_reader_takes_is_refused(write, monkeypatch):
    """Whole books do not go in a cell; the block of the reader is made small here."""
    monkeypatch.setattr(tabla_csv, "_ARROW_BLOCKS", (1 << 10,))
    path = write("practica,titulo\nx," + "a" * 10_000 + "\ny,b\n")
    assert "pesa más de 32 MB" in said(read_tabla, path)


# --- NDJSON --------------------------------------------------------------------------------------------------------


def test_lines_beyond_a_hundred_problems_are_not_read(write):
    """A file that is no table at all does not give a book of errors."""
    text = '{"practica": "x"}\n' + "[]\n" * 500
    assert len(problems(read_tabla, write(text, "x.ndjson"))) == 100


def test_a_record_too_deep_for_columns_is_refused_at_its_line(write):
    """Nine levels of keys are no table."""
    deep = "1"
    for _ in range(11):
        deep = f'{{"a": {deep}}}'
    assert problems(read_tabla, write(f'{{"practica": "x"}}\n{{"practica": "y", "b": {deep}}}\n', "x.ndjson")) == [
        ("demasiado_anidado", 2, 1)
    ]


def test_a_key_of_its_own_in_each_line_is_refused_before_it_costs_memory(write, monkeypatch):
    """The cap on columns, made small here."""
    monkeypatch.setattr(tabla_ndjson, "_MAX_COLUMNS", 3)
    text = "".join(f'{{"practica": "p{n}", "clave{n}": "x"}}\n' for n in range(5))
    assert problems(read_tabla, write(text, "x.ndjson")) == [("archivo_grande", line, 1) for line in (3, 4, 5)]


def test_the_same_value_nested_and_flat_in_one_line_is_a_repetition(write):
    """Two ways of writing one path; a null is nothing."""
    text = '{"practica": "x", "titulo": null, "territorio": {"nombre": "Puebla"}, "territorio.nombre": "Jalisco"}\n{"practica": "y"}\n'
    assert problems(read_tabla, write(text, "x.ndjson")) == [("clave_repetida", 1, 1)]
    tabla = read_tabla(write('{"practica": "x", "titulo": null}\n\n{"practica": "y", "titulo": "b"}\n', "x.ndjson"))
    assert [tabla.texto(row, "titulo") for row in (0, 1)] == [None, "b"]


def test_half_a_sign_in_a_line_is_refused_and_a_whole_one_is_read(write):
    """Half of a pair alone is no character; with its other half it is one."""
    whole = json.dumps({"practica": "x", "titulo": "🌎"})
    assert read_tabla(write(f'{whole}\n{{"practica": "y"}}\n', "x.ndjson")).texto(0, "titulo") == "🌎"
    assert problems(read_tabla, write('{"practica": "y"}\n{"practica": "x", "titulo": "\\ud83d"}\n', "x.ndjson"))[0][1] == 2


# --- Parquet -------------------------------------------------------------------------------------------------------


def test_structs_days_and_the_index_of_pandas_become_what_a_record_says(parquet):
    """Structs are dotted columns, midnight is a day, an index without name is no column."""
    tabla = read_tabla(
        parquet(
            {
                "practica": ["x", "y"],
                "territorio": [{"nombre": "Puebla", "tipo": "estado"}, {"nombre": "Jalisco", "tipo": "estado"}],
                "evaluacion.fecha": pa.array([dt.datetime(2025, 5, 12), None], pa.timestamp("ns")),  # noqa: DTZ001 - as in a table
                "periodo.desde": pa.array([2021.0, float("nan")]),
                "requisitos.vigencia": [True, None],
                "__index_level_0__": [0, 1],
            }
        )
    )
    assert "territorio.nombre" in tabla.columnas
    assert "__index_level_0__" not in tabla.columnas
    assert [tabla.texto(0, name) for name in ("territorio.nombre", "evaluacion.fecha", "periodo.desde")] == ["Puebla", "2025-05-12", "2021"]
    assert [tabla.texto(1, name) for name in ("evaluacion.fecha", "periodo.desde", "requisitos.vigencia")] == [None, None, None]


def test_structs_inside_structs_are_opened_to_a_depth(tmp_path):
    """Deeper ones fit in no column, and say so."""
    deep = {"a": 1}
    for _ in range(9):
        deep = {"a": deep}
    path = tmp_path / "x.parquet"
    pq.write_table(pa.table({"practica": ["x"], "b": [deep]}), path)
    assert problems(read_tabla, path) == [("celda_no_valida", 1, 2)]


def test_a_table_of_many_pieces_or_none_is_one(parquet):
    """Pieces are joined; a table without rows says that it is empty."""
    pieces = pa.chunked_array([["x"], ["y"]])
    tabla = tabla_de_arrow(pa.table({"practica": pieces, "ind.2024": pa.chunked_array([[1.5], [2.0]])}), "marco de pandas")
    assert [tabla.texto(row, "ind.2024") for row in (0, 1)] == ["1.5", "2"]
    assert tabla.textos([1, 0], "ind.2024") == ["2", "1.5"]
    empty = pa.table({"practica": pa.chunked_array([], pa.string()), "titulo": pa.chunked_array([], pa.string())})
    assert tabla_de_arrow(empty, "nada").filas == 0
    assert problems(read_tabla, parquet({"practica": pa.array([], pa.string())})) == [("archivo_vacio", None, None)]


def test_an_infinite_number_is_refused_at_its_cell(parquet):
    """Parquet and pandas can hold it; nobody measured it."""
    path = parquet({"practica": ["x", "y"], "becas.2024": [1.0, float("inf")]})
    assert problems(lambda: registros_tabla(read_tabla(path), "0" * 64)) == [("numero_no_finito", 2, 2)]


def test_a_parquet_table_beyond_the_caps_is_refused_by_its_own_account(parquet, monkeypatch):
    """The caps, made small here, hold before a row is read; one message for the whole and for its parts."""
    path = parquet({"practica": ["x", "y", "z"], "titulo": ["a", "b", "c"]}, row_group_size=2)
    assert rows_of_groups(path, "x.parquet") == [2, 1]
    monkeypatch.setattr(tabla_parquet, "_MAX_COLUMNS", 1)
    assert problems(read_tabla, path) == problems(rows_of_groups, path, "x.parquet") == [("archivo_grande", None, None)]
    assert "3 filas y 2 columnas" in said(read_tabla, path)


def test_parts_of_a_parquet_table_read_as_the_whole_and_damage_is_said(parquet):
    """Group by group; a file cut short is damaged for its account and for its parts."""
    path = parquet({"practica": ["x", "y", "z"], "titulo": ["a", "b", "c"]}, row_group_size=2)
    read = [tabla.texto(row, "practica") for tabla in read_groups(path, "x.parquet", range(2), 2) for row in range(tabla.filas)]
    assert read == ["x", "y", "z"]
    path.write_bytes(path.read_bytes()[:-9])
    assert problems(rows_of_groups, path, "x.parquet") == [("tabla_invalida", None, None)]
    assert problems(lambda: list(read_groups(path, "x.parquet", range(2), 2))) == [("tabla_invalida", None, None)]


def test_a_parquet_file_of_something_else_is_damaged(write):
    """Its first signs are those of Parquet and nothing else is."""
    assert problems(read_tabla, write(b"PAR1" + b"x" * 40, "t.parquet")) == [("tabla_invalida", None, None)]


def test_an_integer_that_no_number_of_ours_holds_is_refused_at_its_cell(parquet):
    """Beyond 2^53 two integers would be one."""
    path = parquet({"practica": ["x", "y"], "firmados.2024": pa.array([2**53 + 1, 7])})
    assert problems(lambda: registros_tabla(read_tabla(path), "0" * 64)) == [("numero_no_finito", 1, 2)]


# --- what is said of many cells ------------------------------------------------------------------------------------


def test_beyond_two_hundred_kinds_of_problem_the_rest_is_counted(write, monkeypatch):
    """Kinds, made few here: those that do not fit are a number at the end of the last one."""
    monkeypatch.setattr(hallazgos_tabla, "_SHOWN_KINDS", 2)
    rows = "".join(f"p{n},mañana {n}\n" for n in range(5)) + "".join(f"q{n},nunca\n" for n in range(30))
    path = write("practica,evaluacion.fecha\n" + rows)
    with pytest.raises(EvaluacionError) as caught:
        registros_tabla(read_tabla(path), "0" * 64)
    assert [problem.origen.linea for problem in caught.value.problemas] == [2, 3]
    assert "33 hallazgos más en este archivo" in caught.value.problemas[-1].mensaje


def test_cells_beyond_the_first_twenty_of_a_kind_are_counted_once(write):
    """Twenty are shown and the last one says how many more there are."""
    tabla = read_tabla(write("practica,titulo\n" + "".join(f"p{n},t\n" for n in range(50))))
    hallazgos = Hallazgos()
    hallazgos.note_rows(Problema("celda_no_valida", "Mal.", None, "Arréglela."), tabla, "titulo", list(range(50)))
    assert len(hallazgos.problemas()) == 20
    assert "(y 30 celdas más con lo mismo)" in hallazgos.problemas()[-1].mensaje
