"""The index of internationalisation from its areas, from a total or from part of them, in every output; and intervals of formulas."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluacion.base.formula import parse_formula
from evaluacion.flujo.calificar import score_paths
from evaluacion.flujo.explicar import explain_paths
from evaluacion.publish.datos import as_columns, as_csv, as_json, write_parquet
from evaluacion.publish.libro import libro_como_texto
from evaluacion.publish.tablero.arrange import arrange_tablero
from evaluacion.publish.texto import as_markdown, as_text
from evaluacion.score.brechas import Calificado, find_brechas
from evaluacion.score.formula import Extremos, bound_formula, compute_formula

RECORDS = {
    "completo": "estructura_institucional: {valores: {2025: 0.8}}, actividad_economica: {valores: {2025: 0.5}}, "
    "actividad_politica: {valores: {2025: 0.4}}",
    "dos": "estructura_institucional: {valores: {2025: 0.8}}, actividad_economica: {valores: {2025: 0.5}}",
    "total": "indice: {valores: {2025: 3}}",
}


def written(folder, **records):
    """Write governments with data of the index and return the folder."""
    for name, data in records.items():
        (folder / f"{name}.yaml").write_text(f"gobierno: {name}\nindicadores: {{{data}}}\n", encoding="utf-8")
    return folder


def scored(folder, **records):
    """Return the scores of some governments."""
    return score_paths([written(folder, **records)])


@pytest.fixture
def indice(tmp_path):
    """A government with the three areas, one with two of them and one with its total alone."""
    return scored(tmp_path, **RECORDS)


def test_two_areas_of_three_bound_the_total_and_leave_it_without_score(indice):
    """With 0.8 and 0.5 the total is between 1.3 and 2.3 of 3, and there is no central score."""
    (resultado,) = indice.resultados
    total = resultado.ficha(1).total
    assert total.puntaje is None
    assert (total.minimo, total.maximo) == (pytest.approx(1.3), pytest.approx(2.3))


def test_the_json_gives_the_part_of_the_level_beside_the_level(indice):
    """`subnivel` has the three keys of `nivel`, with the name of the level before that of the part."""
    fichas = json.loads(as_json(indice.resultados, indice.procedencia))["fichas"]
    assert [ficha["subnivel"] for ficha in fichas] == [
        dict.fromkeys(("seguro", "al_menos", "hasta"), "medio: tercio alto"),
        {"seguro": None, "al_menos": "medio: tercio bajo", "hasta": "alto: tercio bajo"},
        dict.fromkeys(("seguro", "al_menos", "hasta"), "muy alto"),
    ]
    assert list(fichas[0]).index("subnivel") == list(fichas[0]).index("nivel") + 1
    (index,) = (item for item in fichas[0]["grupos"][0]["criterios"][0]["indicadores"] if item["id"] == "indice")
    assert index["meta"] == {"periodo": None, "valor": 3}


def test_a_marco_without_parts_has_an_empty_part_and_no_columns_of_it(tmp_path):
    """JSON says null; the table has no column."""
    (tmp_path / "a.yaml").write_text("practica: a\nrespuestas: {cualitativo: {sostenibilidad.continuidad: sí}}\n", encoding="utf-8")
    done = score_paths([tmp_path])
    assert json.loads(as_json(done.resultados, done.procedencia))["fichas"][0]["subnivel"] is None
    assert not [name for name in as_columns(done.resultados) if "subnivel" in name]


def test_the_table_has_the_columns_of_the_part_only_for_those_that_have_it(tmp_path):
    """In a table of several marcos the rows of those without parts are empty there, in CSV and in Parquet."""
    import pyarrow.parquet as pq

    (tmp_path / "a.yaml").write_text("practica: a\nrespuestas: {cualitativo: {sostenibilidad.continuidad: sí}}\n", encoding="utf-8")
    done = scored(tmp_path, dos=RECORDS["dos"])
    columns = as_columns(done.resultados)
    names = list(columns)
    at = names.index("nivel_hasta")
    assert names[at + 1 : at + 4] == ["subnivel_seguro", "subnivel_al_menos", "subnivel_hasta"]
    assert columns["subnivel_al_menos"] == [None, "medio: tercio bajo"]
    assert [row["subnivel_hasta"] for row in csv.DictReader(io.StringIO(as_csv(done.resultados)))] == ["", "alto: tercio bajo"]
    write_parquet(done.resultados, done.procedencia, tmp_path / "t.parquet")
    assert pq.read_table(tmp_path / "t.parquet")["subnivel_hasta"].to_pylist() == [None, "alto: tercio bajo"]


def test_people_read_the_part_where_they_read_the_level(indice, tmp_path):
    """In the text, in Markdown, in the sentences and in the board."""
    both = "al menos medio: tercio bajo; hasta alto: tercio bajo"
    assert both in as_text(indice.resultados, indice.procedencia)
    assert both in as_markdown(indice.resultados, indice.procedencia)
    assert f"Nivel: al menos medio; hasta alto; lo decide lo que falta responder. Subnivel: {both}." in explain_paths(
        tmp_path, registro="dos"
    )
    board = libro_como_texto(arrange_tablero(indice.resultados, indice.procedencia, sin_clasificar=False))
    assert both in board
    assert "En partes iguales: tercio bajo, tercio medio, tercio alto." in board


def test_a_missing_area_is_explained_with_what_the_total_may_be(tmp_path):
    """The indicator without value says between which points it is, and the target of its definition."""
    said = explain_paths(written(tmp_path, **RECORDS), registro="dos", que="indice")
    assert "Meta: 3 puntos (fija)" in said
    assert "puede valer de 0.43 a 0.77" in said


def test_the_gap_of_a_bounded_indicator_is_what_its_interval_allows(indice):
    """Measuring the third area is worth one point at most, not the three of the index."""
    (resultado,) = indice.resultados
    ficha = resultado.ficha(1)
    (gap,) = (gap for gap in find_brechas(resultado, [Calificado(1, ficha)]) if gap.item.indicador.id == "indice")
    assert (gap.cierra, gap.gana, gap.despues) == (pytest.approx(1), pytest.approx(1), pytest.approx(2.3))
    assert gap.mejor == "valor medido"


@pytest.mark.parametrize(
    ("areas", "total", "says"),
    [
        ((0.5, 0.5, 0.5), 1.5000000001, None),
        ((0.1, 0.2, 0.3), 0.6, None),
        ((0.5, 0.5, 0.5), 1.500001, ("dice 1.500001 en 2025 y según su fórmula es 1.5", "Se usó la fórmula")),
        ((0.5, 0.5, None), 1.7, None),
        ((0.5, 0.5, None), 2.2, ("dice 2.2 en 2025 y según su fórmula va de 1 a 2", "Se usó el valor escrito")),
        ((None, None, None), 2.2, None),
    ],
)
def test_a_total_that_is_not_the_sum_of_its_areas_is_told(tmp_path, areas, total, says):
    """Beyond nine decimals, with the period, both values and which one was used."""
    names = ("estructura_institucional", "actividad_economica", "actividad_politica")
    data = [f"{name}: {{valores: {{2025: {value}}}}}" for name, value in zip(names, areas, strict=True) if value is not None]
    done = scored(tmp_path, g=", ".join([*data, f"indice: {{valores: {{2025: {total}}}}}"]))
    found = [problem for problem in done.avisos if problem.codigo == "valor_contradictorio"]
    if says is None:
        assert not found
    else:
        (problem,) = found
        assert problem.severidad == "aviso"
        assert all(part in str(problem) for part in says)


def test_a_target_of_its_own_is_told_and_not_used(tmp_path):
    """A record that writes the target of the marco is not told anything."""
    done = scored(
        tmp_path,
        otra="indice: {meta: {periodo: 2030, valor: 2}, valores: {2025: 1.5}}",
        misma="indice: {meta: {periodo: 2030, valor: 3}, valores: {2025: 1.5}}",
    )
    (problem,) = (problem for problem in done.avisos if problem.codigo == "meta_distinta")
    assert "«otra»: «indice» escribe la meta 2 y el marco la fija en 3." in str(problem)
    assert [ficha.total.puntaje for ficha in done.resultados[0].fichas()] == [1.5, 1.5]


FORMULAS = (
    "a + b - c",
    "a * b - c",
    "a / (b + 20)",
    "a / b",
    "(a - b) * (c - a)",
    "-a ** 2",
    "(a - b) ** 3",
    "(a + 15) ** b",
    "a ** -2",
    "abs(a - b)",
    "min(a, b, c) + max(a, -b)",
    "mean(a, b, c) * sum(a, b)",
    "a ** 0 + b",
)
_number = st.one_of(st.integers(-10, 10).map(float), st.floats(-10, 10, allow_subnormal=False))


@pytest.mark.parametrize("text", FORMULAS)
@given(data=st.data())
def test_a_formula_lies_between_its_ends_wherever_its_variables_are(text, data):
    """Whatever value each variable takes inside its interval, the formula is inside its own, or is no number."""
    formula = parse_formula(text)
    ends = {name: sorted((data.draw(_number), data.draw(_number))) for name in formula.nombres}
    inside = {name: low + (high - low) * data.draw(st.floats(0, 1)) for name, (low, high) in ends.items()}
    values = {name: np.array([min(max(value, ends[name][0]), ends[name][1])]) for name, value in inside.items()}
    (value,) = compute_formula(formula, values)
    low, high = bound_formula(formula, {name: Extremos(np.array([ends[name][0]]), np.array([ends[name][1]])) for name in ends})
    assert np.isnan(value) or low[0] - 1e-9 * abs(value) <= value <= high[0] + 1e-9 * abs(value)


@pytest.mark.parametrize(
    ("text", "a", "b", "wanted"),
    [
        ("a + b", (0, 1), (2, 3), (2, 4)),
        ("a - b", (0, 1), (2, 3), (-3, -1)),
        ("a * b", (-1, 2), (3, 4), (-4, 8)),
        ("a / b", (1, 2), (4, 8), (0.125, 0.5)),
        ("a / b", (1, 2), (-1, 1), (-np.inf, np.inf)),
        ("a ** 2 + 0 * b", (-2, 1), (0, 0), (0, 4)),
        ("a ** 3 + 0 * b", (-2, 1), (0, 0), (-8, 1)),
        ("a ** b", (-2, 1), (0, 1), (-np.inf, np.inf)),
        ("abs(a) + b", (-2, 1), (0, 0), (0, 2)),
        ("min(a, b)", (0, 5), (1, 3), (0, 3)),
        ("max(a, b)", (0, 5), (1, 3), (1, 5)),
        ("mean(a, b)", (0, 4), (2, 2), (1, 3)),
        ("min(a, b)", (0, 5), (-np.inf, np.inf), (-np.inf, np.inf)),
    ],
)
def test_the_ends_of_a_formula_are_as_near_as_they_can_be(text, a, b, wanted):
    """The ends of each operation are those that some values reach; where nothing bounds it, it is open."""
    found = bound_formula(parse_formula(text), {"a": Extremos(*map(np.array, map(float, a))), "b": Extremos(*map(np.array, map(float, b)))})
    assert (float(found.bajo), float(found.alto)) == wanted


def test_many_data_that_cannot_be_computed_are_told_up_to_twenty_and_then_counted(tmp_path):
    """Twenty records one by one, and one line that says how many more there are."""
    done = scored(tmp_path, **{f"g{i:02}": "indice: {valores: {2025: 4}}" for i in range(25)})
    found = [problem for problem in done.avisos if problem.codigo == "indicador_no_calculable"]
    assert [Path(problem.origen.archivo).name for problem in found] == [f"g{i:02}.yaml" for i in range(21)]
    assert "5 registros más" in found[-1].mensaje
    assert "g19" in found[-2].mensaje


@pytest.mark.parametrize(("one", "other"), [("2024-07", "2024-07-31"), ("2024-07-01", "2024-07-31"), ("2024-t3", "2024-T3")])
def test_variables_meet_in_a_period_however_it_is_written(tmp_path, one, other):
    """A day stands for its month: the variables of a formula are those of one period, not of one spelling."""
    areas = zip(("estructura_institucional", "actividad_economica", "actividad_politica"), (one, other, one), strict=True)
    done = scored(tmp_path, g=", ".join(f"{name}: {{valores: {{{period}: 0.5}}}}" for name, period in areas))
    ficha = done.resultados[0].ficha(0)
    assert ficha.total.puntaje == 1.5
    assert next(item.periodo for item in ficha.indicadores if item.indicador.id == "indice") == other[:7]


@pytest.mark.parametrize(("value", "signs"), [(0.3, ()), (0.29, ("retroceso",))])
def test_a_setback_is_seen_at_nine_decimals(tmp_path, value, signs):
    """With 0.1 + 0.2 as baseline, 0.3 is no setback: the last bit of a sum moves no sign."""
    (tmp_path / "r.yaml").write_text(
        "practica: r\nindicadores: {acuerdos_firmados: {linea_base: {periodo: 2020, valor: "
        f"{0.1 + 0.2!r}}}, meta: {{periodo: 2030, valor: 1}}, valores: {{2024: {value}}}}}}}\n",
        encoding="utf-8",
    )
    (resultado,) = score_paths(tmp_path, marcos="cuantitativo").resultados
    assert resultado.ficha(0).indicadores[0].senales == signs


def test_what_has_no_weight_is_not_counted_among_the_answered(indice):
    """«n de m» says the same as the coverage beside it: the areas are shown, and only the total counts."""
    (resultado,) = indice.resultados
    assert resultado.respondidas.T.tolist() == [[1, 1], [0, 1], [1, 1]]
    assert [ficha.respondidas for ficha in resultado.fichas()] == [(1, 1), (0, 1), (1, 1)]
