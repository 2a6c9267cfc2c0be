"""What a file puts in doubt: from its text to the paragraph, in a terminal and in JSON."""

from __future__ import annotations

import json

import pytest

from evaluacion.base.problema import EvaluacionError
from evaluacion.flujo.comparar import compare
from evaluacion.publish.comparacion import as_text
from evaluacion.publish.comparacion_datos import comparison_as_dict, said_doubt

TABLA = "clave,grupo,anio,x,y\n" + "".join(
    f"u{unit:02},{'norte' if unit % 2 else 'sur'},{year},{10 + 7 * unit % 11 + year % 5},{90 - 5 * unit % 13}\n"
    for unit in range(8)
    for year in (2023, 2024)
)
ARCHIVO = """\
comparacion: prueba
unidades: {archivo: datos.csv, id: clave, periodo: anio}
nodos:
  - {id: indice}
  - {id: x, padre: indice}
  - {id: y, padre: indice, sentido: descendente, normalizacion: {metodo: postes, salida: [1, 100]}, postes: [0, 100]}
"""


@pytest.fixture
def compare_text(tmp_path):
    """Compare what some text declares."""

    def done(*more, text=ARCHIVO):
        (tmp_path / "datos.csv").write_text(TABLA, encoding="utf-8")
        path = tmp_path / "comparacion.yaml"
        path.write_text(text + "".join(f"{line}\n" for line in more), encoding="utf-8")
        return compare(path)

    return done


def test_a_file_without_doubt_has_none(compare_text):
    """No section, no number."""
    done = compare_text()
    assert done.hecha.duda is None
    assert said_doubt(done.hecha) is None
    assert comparison_as_dict(done.hecha)["duda"] is None
    assert "Qué tan firme es el orden" not in as_text(done.hecha, done.procedencia)


def test_the_paragraph_is_in_the_text_and_in_the_json(compare_text):
    """And only where the last period, which is the one in doubt, is shown."""
    done = compare_text("incertidumbre: {pesos: 25%, normalizacion: [minmax, {metodo: prank, salida: [1, 7]}], sorteos: 200, semilla: 3}")
    text = as_text(done.hecha, done.procedencia)
    data = comparison_as_dict(done.hecha)
    assert data["duda"]["periodo"] == "2024"
    assert data["duda"]["supuestos"]["normalizacion"] == ["minmax", "prank [1, 7]"]
    assert data["duda"]["parrafo"].split() == text.partition("Qué tan firme es el orden\n")[2].partition("\n\n")[0].split()
    assert "\u00a0" not in text
    assert "Qué tan firme es el orden" in as_text(done.hecha, done.procedencia, periodo="2024")
    assert "Qué tan firme es el orden" not in as_text(done.hecha, done.procedencia, periodo="2023")
    assert comparison_as_dict(done.hecha, periodo="2023")["duda"] is None


def test_what_is_drawn_is_a_policy_of_the_result(compare_text):
    """The provenance says it, and so does the JSON."""
    doubt = "{pesos: 25%, normalizacion: [minmax, rango], agregacion: [aritmetica, minimo], faltantes: no, sorteos: 50, semilla: 3}"
    done = compare_text(f"incertidumbre: {doubt}")
    told = (
        "puesto en duda: pesos hasta ±25 %; normalización entre mínimo y máximo observados, lugar; agregación entre media aritmética,"
        " el mínimo (50 sorteos, semilla 3)"
    )
    assert told in done.procedencia.politicas
    assert json.loads(json.dumps(comparison_as_dict(done.hecha)))["politicas"]["incertidumbre"]["sorteos"] == 50
    nothing = compare_text("incertidumbre: {faltantes: no, sorteos: 5}")
    assert "puesto en duda: nada (5 sorteos, semilla 1)" in nothing.procedencia.politicas


def test_an_indicator_with_its_own_method_keeps_it_in_every_draw(compare_text):
    """The two options are of x alone; y is on its goalposts in both."""
    done = compare_text("incertidumbre: {normalizacion: [minmax, minmax, {metodo: minmax, por: periodo}], sorteos: 40}")
    assert done.hecha.duda.supuestos.normalizacion == ("minmax", "minmax por periodo")


@pytest.mark.parametrize("bands", ["[12, 16]", "{cortes: [12, 16], valores: [0, 60, 100]}"])
def test_banded_steps_can_be_one_of_the_options(compare_text, bands):
    """With the values that the indicator writes, or evenly spread."""
    text = ARCHIVO.replace("id: x, padre: indice", f"id: x, padre: indice, bandas: {bands}").replace(
        "sentido: descendente", "sentido: descendente, bandas: [50]"
    )
    done = compare_text("incertidumbre: {normalizacion: [minmax, bandas], sorteos: 40}", text=text)
    assert done.hecha.duda.varian == ("normalizacion",)
    assert done.hecha.duda.corrimiento > 0


def test_the_group_of_the_first_is_that_of_the_finalists_or_the_one_asked(compare_text):
    """`primeros` over `finalistas`."""
    assert said_doubt(compare_text("finalistas: 2", "incertidumbre: {pesos: 10%, sorteos: 20}").hecha).grupo == 2
    both = compare_text("finalistas: 2", "incertidumbre: {pesos: 10%, sorteos: 20, primeros: 4}")
    assert said_doubt(both.hecha).grupo == 4


def refused(compare_text, *more):
    """Return the first problem of what cannot be drawn."""
    with pytest.raises(EvaluacionError) as reason:
        compare_text(*more)
    return reason.value.problemas[0]


def test_a_mean_that_the_data_refuse_is_told_at_its_place(compare_text):
    """Of z-scores, some negative, there is no geometric mean."""
    doubt = "incertidumbre: {normalizacion: [{metodo: zscore, salida: [0, 1]}], agregacion: [geometrica]}"
    problem = refused(compare_text, "normalizacion: {metodo: minmax, salida: [1, 100]}", doubt)
    assert "geometrica" in problem.mensaje
    assert problem.origen.linea == 8


def test_more_draws_than_fit_are_told_with_how_many_do(compare_text, monkeypatch):
    """The remedy can be copied."""
    monkeypatch.setattr("evaluacion.compare.duda.MAX_LUGARES", 80_000)
    problem = refused(compare_text, "incertidumbre: {pesos: 10%, sorteos: 1000000}")
    assert problem.mensaje == "Con tantas unidades caben 10,000 sorteos."
    assert problem.remedio == "Escriba «sorteos: 10000» o menos."
    assert problem.origen.linea == 7


def test_a_method_that_the_indicators_of_a_marco_cannot_have_is_refused(raiz, tmp_path):
    """Criteria have no goalposts."""
    path = tmp_path / "comparacion.yaml"
    path.write_text(
        "comparacion: p\n"
        f"unidades: {{fichas: {json.dumps(str(raiz / 'examples' / 'practicas'))}, marco: cualitativo}}\n"
        "incertidumbre: {normalizacion: [postes], sorteos: 60}\n",
        encoding="utf-8",
    )
    with pytest.raises(EvaluacionError, match="postes") as reason:
        compare(path)
    assert reason.value.problemas[0].origen.linea == 3


def test_the_practices_of_the_examples_draw_what_they_do_not_say(raiz, tmp_path):
    """Records under a marco: the silence of the sources is drawn, by criterion and by the total of another instrument."""
    path = tmp_path / "comparacion.yaml"
    path.write_text(
        "comparacion: p\n"
        f"unidades: {{fichas: {json.dumps(str(raiz / 'examples' / 'practicas'))}, marco: [cualitativo, politica_publica]}}\n"
        "nodos:\n  - {id: t}\n  - {id: cualitativo, padre: t}\n  - {id: s, padre: t, toma_de: cualitativo.sostenibilidad}\n"
        "incertidumbre: {sorteos: 60, semilla: 2}\n",
        encoding="utf-8",
    )
    done = compare(path)
    duda = done.hecha.duda
    assert duda.varian == ("faltantes",)
    assert duda.n_abiertas > 100
    compared = done.hecha.comparado
    rows = duda.filas
    assert (duda.distribucion.mejor >= compared.mejor[rows, -1]).all()
    assert (duda.distribucion.peor <= compared.peor[rows, -1]).all()
    assert duda.pocos_casos
