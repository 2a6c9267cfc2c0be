"""Rows as records: one row says the same as one record file, in every format, and bad cells are found at once."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluacion import read_practicas
from evaluacion.base.problema import EvaluacionError
from evaluacion.read.documento import parse_documento
from evaluacion.read.practica import RegistrosArchivo, load_practica
from evaluacion.read.registros_tabla import registros_tabla
from evaluacion.read.tabla import is_table, read_tabla
from evaluacion.read.tabla_parquet import tabla_de_arrow

RECORD = """
practica: qro-beca
titulo: Beca Embajadores
territorio: {nombre: Querétaro, tipo: estado, clave: "22", pais: MX}
periodo: {desde: 2021, hasta: 2024}
ods: [4, 17]
evaluacion: {evaluador: Equipo, fecha: 2025-05-12, rol: externo}
requisitos: {vigencia: sí}
fuente: Capítulo 4
respuestas:
  cualitativo:
    sostenibilidad.continuidad: {respuesta: sí, evidencia: {texto: Sigue, documento: Informe, pagina: 12, fecha: 2024-03}}
    sostenibilidad.financiamiento: parcial
    enfoque.localizacion: {respuesta: no aplica, motivo: No hay, verificada: {por: Otra persona}}
indicadores:
  acuerdos: {linea_base: {periodo: 2021, valor: 60}, meta: {periodo: 2027, valor: 80.5}, intermedias: {2025: 70}, valores: {2024-S1: 62, 2024: 68}}
  becas: no aplica
"""
ROW = {
    "practica": "qro-beca",
    "titulo": "Beca Embajadores",
    "territorio.nombre": "Querétaro",
    "territorio.tipo": "estado",
    "territorio.clave": "22",
    "territorio.pais": "MX",
    "periodo.desde": "2021",
    "periodo.hasta": "2024",
    "ods": "4;17",
    "evaluacion.evaluador": "Equipo",
    "evaluacion.fecha": "2025-05-12",
    "evaluacion.rol": "externo",
    "requisitos.vigencia": "sí",
    "fuente": "Capítulo 4",
    "cualitativo.sostenibilidad.continuidad": "sí",
    "cualitativo.sostenibilidad.continuidad.evidencia": "Sigue",
    "cualitativo.sostenibilidad.continuidad.evidencia.documento": "Informe",
    "cualitativo.sostenibilidad.continuidad.evidencia.pagina": "12",
    "cualitativo.sostenibilidad.continuidad.evidencia.fecha": "2024-03",
    "respuestas.cualitativo.sostenibilidad.financiamiento": "parcial",
    "cualitativo.enfoque.localizacion": "no aplica",
    "cualitativo.enfoque.localizacion.motivo": "No hay",
    "cualitativo.enfoque.localizacion.verificada.por": "Otra persona",
    "acuerdos.linea_base.periodo": "2021",
    "acuerdos.linea_base.valor": "60",
    "acuerdos.meta.periodo": "2027",
    "acuerdos.meta.valor": "80.5",
    "acuerdos.intermedias.2025": "70",
    "acuerdos.2024-S1": "62",
    "acuerdos.2024": "68",
    "indicadores.becas": "no aplica",
}
OTHER = {"practica": "otra", "acuerdos.2024": "1,234.5"}


def write_rows(path, table_rows):
    names = list(dict.fromkeys(name for row in table_rows for name in row))
    columns = {name: [row.get(name) for row in table_rows] for name in names}
    if path.suffix == ".csv":
        lines = [names, *([row.get(name, "") for name in names] for row in table_rows)]
        path.write_text("\n".join(",".join(f'"{cell}"' for cell in line) for line in lines), encoding="utf-8")
    elif path.suffix == ".parquet":
        pq.write_table(pa.table(columns), path)
    elif path.suffix == ".ndjson":
        path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in table_rows), encoding="utf-8")
    else:
        with xlsxwriter.Workbook(path) as workbook:
            sheet = workbook.add_worksheet()
            for column, name in enumerate(names):
                sheet.write_column(0, column, [name, *(cell or "" for cell in columns[name])])
    return path


@pytest.fixture
def load(tmp_path):
    def from_rows(*table_rows, suffix=".csv"):
        path = write_rows(tmp_path / f"tabla{suffix}", table_rows)
        assert is_table(path)
        return registros_tabla(read_tabla(path), "0" * 64)

    return from_rows


def problems(load, *table_rows):
    with pytest.raises(EvaluacionError) as caught:
        load(*table_rows)
    return [(problem.codigo, problem.origen.linea, problem.origen.columna) for problem in caught.value.problemas]


FORMATS = [".csv", ".xlsx", ".ndjson", ".parquet"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_row_is_the_same_record_as_a_file(load, suffix):
    leido = load_practica(parse_documento(RECORD, "registro.yaml"))
    registros = load(ROW, OTHER, suffix=suffix)
    assert registros.practica(0) == leido.practica
    (answer,) = registros.respuestas([0], "cualitativo", "sostenibilidad.continuidad")
    assert answer == leido.practica.respuestas["cualitativo"]["sostenibilidad.continuidad"]
    assert registros.series_de(1) == registros.practica(1).indicadores
    assert registros.practica(1).indicadores["acuerdos"].valores == {"2024": 1234.5}


@pytest.mark.parametrize("suffix", FORMATS)
def test_columns_are_the_same_as_those_of_record_files(load, suffix):
    from_file = RegistrosArchivo([load_practica(parse_documento(RECORD, "registro.yaml"))], {})
    table = load(ROW, OTHER, suffix=suffix)
    assert table.identidad(0) == from_file.identidad(0)
    assert table.requisito("vigencia") == [True, None]
    assert {name: rows.tolist() for name, rows in table.marcos().items()} == {"cualitativo": [True, False]}
    assert set(table.indicadores()) == set(from_file.indicadores())
    assert set(table.preguntas("cualitativo")) == set(from_file.preguntas("cualitativo"))
    for question in from_file.preguntas("cualitativo"):
        one, other = table.columna("cualitativo", question), from_file.columna("cualitativo", question)
        assert one.indices[1] == -1
        assert one.valores[one.indices[0]] == other.valores[other.indices[0]]
        assert (one.evidencia[0], one.motivo[0]) == (other.evidencia[0], other.motivo[0])
        assert not one.evidencia[1]
    for name in ("acuerdos", "becas", "ninguno"):
        one, other = table.serie(name), from_file.serie(name)
        assert (one.periodos, one.periodos_intermedias) == (other.periodos, other.periodos_intermedias)
        for part in ("valores", "base_fin", "base_valor", "meta_fin", "meta_valor", "intermedias", "no_aplica"):
            np.testing.assert_array_equal(getattr(one, part)[0], getattr(other, part)[0])


def test_nested_ndjson_is_flattened_to_the_same_columns(tmp_path):
    nested = {
        "practica": "qro-beca",
        "ods": [4, 17],
        "territorio": {"clave": "22"},
        "respuestas": {"cualitativo": {"a.b": {"respuesta": True, "evidencia": {"texto": "Sigue", "pagina": 12}}, "a.c": "no"}},
        "indicadores": {"acuerdos": {"meta": {"periodo": 2027, "valor": 80}, "valores": {"2024": 1.10}}},
    }
    path = tmp_path / "anidado.ndjson"
    path.write_text(json.dumps(nested) + "\n" + json.dumps({"practica": "y", "cualitativo.a.b": "no"}), encoding="utf-8")
    registros = registros_tabla(read_tabla(path), "")
    practica = registros.practica(0)
    assert practica.ods == (4, 17)
    assert practica.respuestas["cualitativo"]["a.b"].evidencia.pagina == "12"
    assert practica.indicadores["acuerdos"].valores == {"2024": 1.1}
    assert registros.columna("cualitativo", "a.b").valores == ["true", "no"]


def test_a_typed_parquet_table_reads_as_its_text(tmp_path):
    columns = {
        "practica": ["x", "y"],
        "territorio.clave": [9001, 22],
        "cualitativo.a.b": [1.0, None],
        "ind.2024": [1.5, float("nan")],
        "ods": [[4, 17], None],
        "requisitos.vigencia": [True, False],
    }
    pq.write_table(pa.table(columns), tmp_path / "t.parquet")
    registros = registros_tabla(read_tabla(tmp_path / "t.parquet"), "")
    assert registros.practica(0).territorio.clave == "9001"
    assert registros.columna("cualitativo", "a.b").valores == ["1"]
    assert registros.practica(0).ods == (4, 17)
    assert registros.requisito("vigencia") == [True, False]
    np.testing.assert_array_equal(registros.serie("ind").valores, [[1.5], [np.nan]])
    assert registros.indicadores()["ind"].tolist() == [True, False]


def test_an_unknown_column_is_refused_with_the_nearest(load):
    with pytest.raises(EvaluacionError, match=r"territorio\.nombre") as caught:
        load({"practica": "x", "territorio.nonbre": "Qro", "titlo": "T"})
    assert [problem.codigo for problem in caught.value.problemas] == ["columna_desconocida"] * 2


def test_every_bad_cell_is_reported_at_its_place(load):
    bad = {
        "practica": "con espacio",
        "evaluacion.fecha": "12/05/2025",
        "evaluacion.rol": "jefe",
        "requisitos.vigencia": "tal vez",
        "ind.2024": "1,500",
        "ind.2025": "mucho",
        "ind.meta.valor": "3",
        "ind.meta.periodo": "",
        "ods": "18",
        "territorio.pais": "México",
    }
    assert problems(load, {**dict.fromkeys(bad, ""), "practica": "bien"}, bad) == [
        ("forma_no_valida", 3, 1),
        ("valor_no_permitido", 3, 2),
        ("valor_no_permitido", 3, 3),
        ("valor_no_permitido", 3, 4),
        ("numero_ambiguo", 3, 5),
        ("celda_no_valida", 3, 6),
        ("falta_clave", 3, 8),
        ("fuera_de_limites", 3, 9),
        ("forma_no_valida", 3, 10),
    ]


def test_a_row_has_exactly_one_kind(load):
    found = problems(load, {"practica": "x", "gobierno": "y"}, {"practica": "z"}, {"titulo": "sin clave"})
    assert found == [("valor_no_permitido", 2, 1), ("falta_clave", 4, 1)]


def test_a_mistake_repeated_in_many_rows_is_shown_twenty_times_and_counted(load):
    with pytest.raises(EvaluacionError) as caught:
        load(*({"practica": f"p{row}", "evaluacion.rol": "jefe"} for row in range(50)))
    assert len(caught.value.problemas) == 20
    assert "y 30 celdas más" in caught.value.problemas[-1].mensaje


def test_a_table_without_ids_says_which_column_it_lacks(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("titulo,nota\na,b\n", encoding="utf-8")
    with pytest.raises(EvaluacionError) as caught:
        registros_tabla(read_tabla(path), "")
    assert [problem.codigo for problem in caught.value.problemas] == ["falta_clave"]


def test_one_id_by_two_evaluators_is_two_rows(load):
    rows = [{"practica": "x", "evaluacion.evaluador": name} for name in ("Ana", "Luis")]
    assert [load(*rows).identidad(row).evaluador for row in range(2)] == ["Ana", "Luis"]


def test_places_lead_to_the_cell_of_each_value(load):
    registros = load(ROW, OTHER)
    place = registros.origen(0, "respuestas", "cualitativo", "sostenibilidad.continuidad")
    assert (place.linea, place.columna) == (2, 15)
    assert registros.origen(1, "indicadores", "acuerdos").linea == 3
    assert registros.origen(1, "lo que sea").columna == 1
    assert registros.origen(0).columna == 1


@pytest.mark.parametrize(
    "line", ['{"practica": "x", "practica": "y"}', '{"practica": NaN}', '{"practica": "x"', "[1]", '{"nota": ["a"]}', '{"nota": "\\ud800"}']
)
def test_a_bad_line_of_ndjson_is_refused_with_its_number(tmp_path, line):
    path = tmp_path / "t.ndjson"
    path.write_text('{"practica": "a"}\n\n' + line + "\n", encoding="utf-8")
    with pytest.raises(EvaluacionError) as caught:
        read_tabla(path)
    assert [problem.origen.linea for problem in caught.value.problemas] == [3]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=200) | st.text(max_size=120).map(lambda text: f'{{"practica": "x"}}\n{{"a.b.c": {text}}}'.encode("utf-8", "replace"))
)
def test_any_bytes_of_ndjson_are_a_table_or_the_one_exception(tmp_path, content):
    path = tmp_path / "t.ndjson"
    path.write_bytes(content)
    try:
        registros_tabla(read_tabla(path), "")
    except EvaluacionError as error:
        assert error.problemas  # noqa: PT017 - either end is right


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=100), st.integers(0, 2000), st.integers(0, 100))
def test_any_damage_to_a_parquet_file_gives_a_table_or_the_one_exception(tmp_path, junk, start, cut):
    whole = pa.BufferOutputStream()
    pq.write_table(pa.table({"practica": ["x", "y"], "ind.2024": [1.0, None]}), whole)
    good = whole.getvalue().to_pybytes()
    path = tmp_path / "t.parquet"
    path.write_bytes(b"PAR1" + (good[:start] + junk + good[start + cut :])[4:])
    try:
        registros_tabla(read_tabla(path), "")
    except EvaluacionError as error:
        assert error.problemas  # noqa: PT017 - either end is right


def test_the_readers_do_not_load_pyarrow_until_a_table_is_read():
    code = "import sys, evaluacion.read.tabla, evaluacion.read.registros_tabla; sys.exit('pyarrow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_frame_of_pandas_brought_to_arrow_is_a_table_of_records():
    import pandas as pd

    frame = pd.DataFrame({"practica": ["x", "y"], "ind.2024": [1.5, None], "cualitativo.a.b": pd.Categorical(["sí", None])})
    registros = registros_tabla(tabla_de_arrow(pa.Table.from_pandas(frame, preserve_index=False), "datos"), "")
    assert registros.practica(0).respuestas["cualitativo"]["a.b"].respuesta == "sí"
    assert registros.columna("cualitativo", "a.b").indices.tolist() == [0, -1]


def test_territories_of_a_table_are_looked_up_as_those_of_a_file(tmp_path):
    """Each distinct territory that is none of the 32 entities is told at its first cells; other countries and blanks are not."""
    header = "gobierno,territorio.nombre,territorio.tipo,territorio.clave,territorio.pais\n"
    rows = (
        "a,Jalisko,estado,,MX",
        "b,CDMX,estado,09,MX",
        "c,Jalisco,estado,15,",
        "d,Zapopan,municipio,14120,MX",
        "e,Bahia,estado,,BR",
        "f,,,,",
    )
    path = tmp_path / "gobiernos.csv"
    path.write_text(header + "\n".join(rows) + "\n", encoding="utf-8")
    registros = registros_tabla(read_tabla(path), "0")
    found = [(problem.codigo, problem.severidad, problem.origen.linea, problem.origen.columna) for problem in registros.avisos]
    assert found == [("territorio_desconocido", "aviso", 2, 2), ("territorio_desconocido", "aviso", 4, 2)]


def test_a_table_may_have_records_of_several_kinds(tmp_path):
    """Each row has its identifier in the column of its kind, whichever column comes first."""
    path = tmp_path / "varios.csv"
    path.write_text("gobierno,practica,m.a.b\n,p1,sí\ng1,,no\n,p2,sí\n", encoding="utf-8")
    keys = read_practicas(path).claves()
    assert (keys.ids, keys.tipos) == (["p1", "g1", "p2"], ["practica", "gobierno", "practica"])
