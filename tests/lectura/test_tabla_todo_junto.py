"""A table tells everything that is wrong with it in one run, and what is no table of records is said to be none."""

from __future__ import annotations

import json
import os
import signal

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluacion.base.problema import EvaluacionError
from evaluacion.flujo.api import evaluate
from evaluacion.flujo.calificar import judge_answers, score_paths
from evaluacion.flujo.propias import is_own_output
from evaluacion.flujo.reunir import gather
from evaluacion.flujo.validar import validate_paths
from evaluacion.read.tabla import is_table

MARCO = """\
marco: breve
version: 1.0.0
titulo: Marco breve
fuente: Obra de prueba
niveles: [{desde: 0, nombre: bajo}, {desde: 50, nombre: alto}]
grupos:
  - id: g
    nombre: Grupo
    criterios:
      - {id: c1, nombre: Primero, preguntas: [{id: p1, texto: ¿Uno?, evidencia: opcional}, {id: p2, texto: ¿Dos?, evidencia: opcional}]}
"""
BAD = [
    {"practica": "a", "territorio.colonia": "x", "breve.c1.p1": "quizá", "breve.c1.p2": "sí", "breve.c1.q9": "sí"},
    {"practica": "con espacio", "territorio.colonia": "", "breve.c1.p1": "sí", "breve.c1.p2": "nop", "breve.c1.q9": ""},
    {"practica": "", "territorio.colonia": "", "breve.c1.p1": "sí", "breve.c1.p2": "tampoco", "breve.c1.q9": ""},
    {"practica": "a", "territorio.colonia": "", "breve.c1.p1": "no", "breve.c1.p2": "no", "breve.c1.q9": ""},
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "marco.yaml").write_text(MARCO, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def problems(*paths):
    """Return code and line (or cell) of every error that one call tells, and check that scoring tells the same."""
    reunion = gather(["marco.yaml", *paths])
    told = [*reunion.problemas, *judge_answers(reunion, [])]
    with pytest.raises(EvaluacionError) as caught:
        score_paths(["marco.yaml", *paths])
    errors = {problem for problem in told if problem.severidad == "error"}
    assert errors == {problem for problem in caught.value.problemas if problem.severidad == "error"}
    return sorted((problem.codigo, problem.origen.celda or problem.origen.linea) for problem in errors)


def write_csv(path, rows):
    path.write_text("\n".join([",".join(rows[0]), *(",".join(row.values()) for row in rows)]) + "\n", encoding="utf-8")


def write_ndjson(path, rows):
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")


def write_xlsx(path, rows):
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, list(rows[0]))
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, list(row.values()))


def write_parquet(path, rows):
    pq.write_table(pa.table({name: [row[name] for row in rows] for name in rows[0]}), path)


@pytest.mark.parametrize(
    ("name", "write", "header"),
    [("t.csv", write_csv, 1), ("t.ndjson", write_ndjson, 0), ("t.xlsx", write_xlsx, 1), ("t.parquet", write_parquet, 0)],
)
def test_columns_cells_answers_and_questions_are_all_told_at_once(folder, name, write, header):
    write(folder / name, BAD)
    found = problems(name)
    assert sorted(code for code, _ in found) == [
        "columna_desconocida",
        "falta_clave",
        "forma_no_valida",
        "pregunta_desconocida",
        "registro_repetido",
        "respuesta_desconocida",
        "respuesta_desconocida",
        "respuesta_desconocida",
    ]
    if name != "t.xlsx":
        assert [line for code, line in found if code == "respuesta_desconocida"] == [header + 1, header + 2, header + 3]
    else:
        assert [cell for code, cell in found if code == "respuesta_desconocida"] == ["C2", "D3", "D4"]


def test_validating_tells_the_same(folder):
    write_csv(folder / "t.csv", BAD)
    told = {
        (problem.codigo, problem.origen.linea)
        for problem in validate_paths([(folder / "t.csv", True), (folder / "marco.yaml", True)]).problemas
    }
    assert {("columna_desconocida", 1), ("pregunta_desconocida", 2), ("respuesta_desconocida", 4)} <= told


def test_a_row_of_another_width_is_left_out_and_the_rest_is_judged_at_its_own_lines(folder):
    text = 'practica,titulo,breve.c1.p1\na,"dos\nrenglones",quizá\nb,sobra,sí,más\n\nc,t,nop\nd\ne,t,tampoco\n'
    (folder / "t.csv").write_text(text, encoding="utf-8")
    assert problems("t.csv") == [
        ("fila_de_otro_ancho", 4),
        ("fila_de_otro_ancho", 7),
        ("respuesta_desconocida", 2),
        ("respuesta_desconocida", 6),
        ("respuesta_desconocida", 8),
    ]


def test_repeated_names_nameless_data_and_hidden_marks_do_not_silence_the_answers(folder):
    text = "practica,titulo,titulo,,breve.c1.p1,breve.c1.p2\na,t,u,suelto,quizá,s\u202eí\nb,t,u,,sí,nop\n"
    (folder / "t.csv").write_text(text, encoding="utf-8")
    assert problems("t.csv") == [
        ("caracter_invisible", 2),
        ("respuesta_desconocida", 2),
        ("respuesta_desconocida", 3),
        ("tabla_invalida", 1),
        ("tabla_invalida", 2),
    ]


def test_bad_lines_of_ndjson_are_left_out_and_the_rest_is_judged(folder):
    lines = [
        '{"practica": "a", "breve.c1.p1": "quizá"}',
        '{"practica": "b", ',
        "[1]",
        '{"practica": "d", "nota": "x", "nota": "y", "breve.c1.p1": "nop"}',
        '{"practica": "e", "titulo": ["x"], "breve": {"c1": {"p1": "tampoco"}}}',
    ]
    (folder / "t.ndjson").write_text("\n".join(lines), encoding="utf-8")
    assert problems("t.ndjson") == [
        ("celda_no_valida", 5),
        ("clave_repetida", 4),
        ("json_invalido", 2),
        ("respuesta_desconocida", 1),
        ("respuesta_desconocida", 5),
        ("tabla_invalida", 3),
    ]


def test_a_repeated_key_of_ndjson_names_no_other_line(folder):
    (folder / "t.ndjson").write_text(
        '{"practica": "a"}\n\n{"practica": "b"}\n{"practica": "c", "nota": "x", "nota": "y"}\n', encoding="utf-8"
    )
    (problem,) = gather(["t.ndjson"]).problemas
    assert (problem.codigo, problem.origen.linea) == ("clave_repetida", 4)
    assert "renglón" not in problem.mensaje
    assert "«nota» está dos veces en este registro" in problem.mensaje


def test_bad_cells_of_a_sheet_do_not_silence_the_answers(folder):
    with xlsxwriter.Workbook(folder / "t.xlsx") as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["practica", "titulo", "titulo", "breve.c1.p1", "breve.c1.p2"])
        sheet.write_row(1, 0, ["a", "t", "u", "quizá"])
        sheet.write_formula(1, 4, "=1/0", None, "#DIV/0!")
        sheet.write_row(2, 0, ["b", "t", "u", "sí", "nop"])
    assert problems("t.xlsx") == [
        ("celda_no_valida", "E2"),
        ("respuesta_desconocida", "D2"),
        ("respuesta_desconocida", "E3"),
        ("tabla_invalida", "C1"),
    ]


def test_a_column_of_a_type_that_fits_no_cell_does_not_silence_the_answers(folder):
    pq.write_table(pa.table({"practica": ["a"], "nota": pa.array([b"\x00"], pa.binary()), "breve.c1.p1": ["quizá"]}), folder / "t.parquet")
    assert [code for code, _ in problems("t.parquet")] == ["celda_no_valida", "respuesta_desconocida"]
    with pytest.raises(EvaluacionError, match="tipo que no cabe"):
        evaluate(folder / "marco.yaml", pd.DataFrame({"practica": ["a"], "nota": [b"\x00"], "breve.c1.p1": ["sí"]}))


@pytest.mark.parametrize("header", ["titulo,breve.c1.p1", "Práctica,breve.c1.p1"])
def test_a_table_without_column_of_ids_has_its_answers_judged(folder, header):
    (folder / "t.csv").write_text(f"{header}\nx,quizá\ny,nop\n", encoding="utf-8")
    assert [line for code, line in problems("t.csv") if code == "respuesta_desconocida"] == [2, 3]


def test_a_record_repeated_between_a_bad_table_and_a_good_one_is_told_too(folder):
    (folder / "t.csv").write_text("practica,colonia,breve.c1.p1\na,x,sí\n", encoding="utf-8")
    (folder / "u.csv").write_text("practica,breve.c1.p1\na,sí\n", encoding="utf-8")
    assert [code for code, _ in problems("t.csv", "u.csv")] == ["columna_desconocida", "registro_repetido"]


def test_what_is_kept_of_a_bad_table_is_never_scored(folder):
    (folder / "t.csv").write_text("practica,colonia,breve.c1.p1\na,x,sí\n", encoding="utf-8")
    reunion = gather(["marco.yaml", "t.csv"])
    assert reunion.registros is None
    assert [len(table) for table in reunion.tablas_incompletas] == [1]
    assert reunion.tablas_incompletas[0].archivos == {}
    assert [path for path, _ in reunion.leidos] == ["marco.yaml"]


CELLS = st.sampled_from(["", "a", "b-1", "con espacio", "sí", "quizá", "no aplica", "2024", "1,5", "tal vez", "s\u202eí", "12/05/2025"])
NAMES = st.sampled_from(
    [
        *("practica", "gobierno", "titulo", "", "Práctica", "colonia", "ind.2024", "ind.meta.valor", "ind.meta.periodo"),
        *("requisitos.v", "ods", "periodo.desde", "periodo.hasta", "breve.c1.p1", "breve.c1.p1.evidencia"),
        *("breve.c1.p1.verificada.fecha", "breve.c1.q9", "otro.c1.p1"),
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_table_is_judged_without_another_exception(folder, data):
    names = data.draw(st.lists(NAMES, min_size=2, max_size=7))
    rows = data.draw(st.lists(st.lists(CELLS, min_size=max(1, len(names) - 1), max_size=len(names) + 1), max_size=5))
    quoted = ["|".join(f'"{cell}"' for cell in row) for row in [names, *rows]]
    (folder / "t.csv").write_text("\n".join(quoted), encoding="utf-8")
    reunion = gather(["marco.yaml", "t.csv"])
    judge_answers(reunion, [])
    for table in reunion.tablas_incompletas:
        assert all(table.practica(row) is not None and table.identidad(row).id for row in range(len(table)))


@pytest.mark.parametrize("name", ["viejo.xls", "hoja.ods", "libro.xlsm", "binario.XLSB"])
def test_a_workbook_of_another_kind_in_a_folder_is_mentioned(folder, name):
    (folder / name).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (folder / "t.csv").write_text("practica,breve.c1.p1\na,sí\n", encoding="utf-8")
    (told,) = gather(["."]).problemas
    assert (told.codigo, told.severidad, told.origen.archivo) == ("tipo_de_archivo", "aviso", name)
    assert ".xlsx" in told.remedio
    assert [problem.codigo for problem in score_paths(["."]).avisos] == ["tipo_de_archivo"]


def test_a_result_of_this_tool_is_refused_when_it_is_named_and_passed_over_in_a_folder(folder):
    (folder / "io").mkdir()
    (folder / "io" / "p.csv").write_text("marco,version,practica,titulo,evaluador,puntaje,x\nbreve,1.0.0,a,,,50,1\n", encoding="utf-8")
    for named in ("io/p.csv", "io/*"):
        (told,) = gather([named]).problemas
        assert (told.codigo, told.severidad) == ("tipo_de_archivo", "error")
        assert "resultado de esta herramienta" in told.mensaje
    assert gather(["io"]).problemas == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in this system")
@pytest.mark.parametrize("name", ["tubo", "tubo.csv", "tubo.xlsx"])
def test_a_pipe_is_refused_at_once(folder, name):
    os.mkfifo(folder / name)
    before = signal.signal(signal.SIGALRM, lambda *_: pytest.fail("it waits for somebody to write in the pipe"))
    signal.alarm(10)
    try:
        assert not is_table(folder / name)
        assert not is_own_output(folder / name)
        assert [problem.codigo for problem in gather([name]).problemas] == ["archivo_ilegible"]
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def test_a_far_cell_is_called_by_its_name(folder):
    with xlsxwriter.Workbook(folder / "t.xlsx") as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["practica", "titulo"])
        sheet.write(1_048_575, 16_383, "x")
    (told,) = gather(["t.xlsx"]).problemas
    assert "XFD1048576:" in told.mensaje


def test_requirements_of_records_and_of_a_table_with_errors_are_judged_together(folder):
    """What is sound of a row is looked into: a number that may be two and an id that is none take nothing of it away."""
    requiring = MARCO.replace("niveles:", "requisitos: [{id: publica, texto: ¿Es pública?, fuente: Obra de prueba}]\nniveles:")
    (folder / "marco.yaml").write_text(requiring, encoding="utf-8")
    (folder / "uno.yaml").write_text("practica: uno\nrequisitos: {publica: true}\nrespuestas: {breve: {c1.p1: sí}}\n", encoding="utf-8")
    (folder / "mal.yaml").write_text("practica: con espacio\nrespuestas: {breve: {c1.p1: sí}}\n", encoding="utf-8")
    table = 'practica,breve.c1.p1,requisitos.publicada,firmados.2024,ods\na,quizá,sí,"1,234",x 8\nb,sí,,5,3\n'
    (folder / "tabla.csv").write_text(table, encoding="utf-8")
    reunion = gather(["marco.yaml", "uno.yaml", "mal.yaml", "tabla.csv"])
    told = [*reunion.problemas, *judge_answers(reunion, [])]
    assert sorted((problem.codigo, str(problem.origen)) for problem in told if problem.codigo != "sin_evidencia_recomendada") == [
        ("forma_no_valida", "mal.yaml:1:11"),
        ("numero_ambiguo", "tabla.csv:2:4"),
        ("requisito_desconocido", "tabla.csv:2:3"),
        ("respuesta_desconocida", "tabla.csv:2:2"),
        ("tipo_equivocado", "tabla.csv:2:5"),
    ]
