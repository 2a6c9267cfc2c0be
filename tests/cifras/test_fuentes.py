"""The published data: the transcription is coherent, its amendments are where they say, and its figures are answered."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from evaluacion.model.cifras import Enmiendas
from evaluacion.read.cifras import read_catalogo
from evaluacion.read.documento import read_documento
from evaluacion.read.load import load_model
from evaluacion.read.territorio import entidades

DATOS = Path(__file__).parents[2] / "examples" / "datos_publicados"
ESPERADO = Path(__file__).with_name("esperado")


@pytest.fixture(scope="module")
def tablas():
    return read_catalogo(DATOS / "tablas.yaml")[1]


@pytest.fixture(scope="module")
def notas():
    return load_model(read_documento(DATOS / "enmiendas.yaml"), Enmiendas)


@pytest.mark.parametrize("name", ["cifras-capitulo-2", "cifras-otras-fuentes"])
def test_the_answers_to_the_figures_of_the_sources(name, orden, dorado):
    """Every answer, as printed; refreshed with --actualizar and read in the diff."""
    done = orden("verificar-cifras", f"examples/datos_publicados/{name}.yaml", check=0)
    dorado(ESPERADO / f"{name}.txt", done.stdout)


def test_at_least_sixty_figures_of_chapter_two_are_answered(orden):
    """And what does not follow always carries the recomputed value."""
    done = orden("verificar-cifras", "examples/datos_publicados/cifras-capitulo-2.yaml", "--formato", "json", check=0)
    said = json.loads(done.stdout)
    answered = [item for item in said["cifras"] if item["veredicto"] != "no_verificable"]
    assert set(said) == {"procedencia", "cifras"}
    assert len(answered) >= 60
    assert all(set(item) == {"id", "publicado", "recalculado", "veredicto", "receta", "fuente", "texto"} for item in said["cifras"])
    assert all(item["recalculado"] is not None for item in answered)
    assert all(
        "no se reproduce con la tabla impresa" in item["texto"].lower() for item in answered if item["veredicto"] == "no_se_reproduce"
    )
    assert {item["receta"] for item in answered} >= {"media_de_razones", "medias_impresas", "truncamiento", "multiplicar_incremento"}


@pytest.mark.parametrize("name", ["indice", "acuerdos", "contrapartes", "regiones", "acuerdos_capitulo_3"])
def test_a_table_of_states_has_the_thirty_two_by_key_and_name(name, tablas):
    """Each with the key of INEGI."""
    assert {(fila, tablas[name].nombres[fila]) for fila in tablas[name].datos} == {(item.clave, item.nombre) for item in entidades()}


def value(tabla, fila, columna):
    return tabla.casillas[fila, columna].valor


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("acuerdos", ["estatales", "locales"]),
        ("contrapartes", ["gubernamental", "organizaciones", "ong", "privados"]),
        ("regiones", ["norteamerica", "latinoamerica", "europa", "asia", "africa_oceania", "global"]),
    ],
)
def test_counts_add_up_by_row_and_by_column(name, columns, tablas):
    """The agreements of each state are those of Table 2, and each column adds up to its printed total."""
    tabla, acuerdos = tablas[name], tablas["acuerdos"]
    for fila in tabla.filas:
        assert sum(value(tabla, fila, column) for column in columns) == value(acuerdos, fila, "total"), fila
    for column in columns:
        assert sum(value(tabla, fila, column) for fila in tabla.datos) == value(tabla, "total", column), column


def test_printed_percentages_are_those_of_their_counts_but_for_the_listed_errors(tablas, notas):
    """Whatever is not listed as an error of the source follows from the counts: no scanning fault is left in them."""
    wrong = set()
    for name in ("acuerdos", "contrapartes", "regiones"):
        tabla = tablas[name]
        for column in [item for item in tabla.columnas if item.endswith("_pct")]:
            for fila in tabla.filas:
                exact = 100 * value(tabla, fila, column.removesuffix("_pct")) / value(tablas["acuerdos"], fila, "total")
                if abs(exact - value(tabla, fila, column)) > Fraction(5, 1000):
                    wrong.add((name, fila, column))
    listed = {(item.tabla, item.celda.fila, item.celda.columna) for item in notas.errores_de_la_fuente if item.celda is not None}
    assert wrong == {item for item in listed if item[2].endswith("_pct")}


def test_the_index_has_a_value_from_0_to_3_in_tenths_for_each_state_and_year(tablas):
    """What makes its values be taken as exact."""
    tabla = tablas["indice"]
    values = [value(tabla, fila, year) for fila in tabla.datos for year in tabla.columnas if year != "nombre"]
    assert len(values) == 160
    assert all(0 <= item <= 3 and (item * 10).denominator == 1 for item in values)


def test_what_could_not_be_read_is_empty(tablas):
    """Sixteen of the thirty-two rows of the table of chapter 3."""
    tabla = tablas["acuerdos_capitulo_3"]
    empty = [fila for fila in tabla.datos if value(tabla, fila, "total") is None]
    assert len(empty) == 16
    assert all(tabla.casillas[fila, column].texto == "" for fila in empty for column in ("estatales", "locales", "total"))
    legible = [fila for fila in tabla.filas if fila not in empty]
    assert all(value(tabla, fila, "estatales") + value(tabla, fila, "locales") == value(tabla, fila, "total") for fila in legible)


def test_each_amendment_and_each_error_of_the_source_says_why(notas):
    """One by one, with what was read and what it became."""
    assert len(notas.enmiendas) == 20
    assert all(item.motivo.endswith(".") and item.leido != item.enmendado for item in notas.enmiendas)
    assert all(item.motivo.endswith(".") for item in notas.errores_de_la_fuente)
