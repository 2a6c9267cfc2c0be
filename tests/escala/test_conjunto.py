"""The figures of the whole, and the ranking, are those that would come out with every record in memory."""

from __future__ import annotations

import json
import math
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluacion.flujo.calificar import score_paths
from evaluacion.flujo.escala import score_to_folder
from evaluacion.flujo.propias import is_own_output
from evaluacion.publish.datos import write_parquet
from evaluacion.publish.orden import lines_in_order
from evaluacion.read.marco import load_marco
from evaluacion.scale.agregado import aggregate, means, merge
from evaluacion.scale.conjunto import _tenths
from evaluacion.scale.contados import Contador, count, merge_counted
from evaluacion.scale.exacta import as_float, exact_sum
from evaluacion.score.levels import comparable
from evaluacion.score.plan import make_plan

from .conftest import MARCO, write
from .test_partes import bytes_of

NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=64).filter(lambda value: abs(value) < 1e300)
SCORES = st.lists(st.lists(st.one_of(st.floats(0, 100), st.sampled_from([0.0, 50.0, 100.0])), max_size=12), max_size=6)


@pytest.fixture
def ambos(tabla, taller, cortas):  # noqa: ARG001 - the size of the parts
    """The scores of the single path, and the folder of the parts; some records are too empty to take a place."""
    answers = tabla.column_names[2:-1]
    for name in answers[: len(answers) * 2 // 3]:
        values = [None if row % 5 == 0 else text for row, text in enumerate(tabla[name].to_pylist())]
        tabla = tabla.set_column(tabla.column_names.index(name), name, pa.array(values))
    path = write(tabla, taller / "datos.parquet")
    done = score_paths(path, marcos=MARCO)
    score_to_folder(path, taller / "puntajes", marcos=MARCO)
    return done, taller / "puntajes" / "conjunto"


def table_of(done, folder):
    """Return the table of the single path."""
    write_parquet(done.resultados, done.procedencia, folder / "de-una-vez.parquet")
    return pq.read_table(folder / "de-una-vez.parquet")


def test_the_ranking_is_that_of_the_single_path(ambos):
    """Every record has its range of places, and all stand in the order in which the board lists them."""
    done, folder = ambos
    single, ranking = table_of(done, folder.parent.parent), pq.read_table(folder / "ranking.parquet").replace_schema_metadata()
    assert ranking.sort_by("practica").equals(single.select(ranking.column_names).sort_by("practica").replace_schema_metadata())
    assert 0 < ranking["lugar_mejor"].null_count < ranking.num_rows
    assert ranking["practica"].to_pylist() == [linea.practica for linea, _ in lines_in_order(done.resultados[0], clasificar=True)]


def test_the_figures_are_those_of_all_the_records(ambos):
    """Counts, levels, tenths, quantiles and means are exact, to the last bit."""
    done, folder = ambos
    single = table_of(done, folder.parent.parent)
    figures = json.loads((folder / "cifras.json").read_text(encoding="utf-8"))["marcos"][MARCO]
    assert figures["filas"] == single.num_rows
    assert figures["clasificadas"] == single.num_rows - single["lugar_mejor"].null_count
    columns = {name: single[name].drop_null().to_numpy() for name in figures["medias"]}
    assert figures["con_puntaje"] == len(columns["puntaje"])
    assert figures["medias"] == {name: math.fsum(values) / len(values) for name, values in columns.items()}
    for name, found in figures["cuantiles"].items():
        assert found == {share: pytest.approx(np.quantile(columns[name], float(share)), rel=1e-15) for share in found}
    assert set(figures["cuantiles"]) >= {"minimo", "puntaje", "maximo", f"{MARCO}.sostenibilidad.puntaje"}
    assert figures["decimos"] == np.histogram(np.round(columns["minimo"], 9), 10, (0, 100))[0].tolist()
    for level in ("nivel_seguro", "nivel_al_menos", "nivel_hasta"):
        texts = single[level].to_pylist()
        assert figures[level] == {text or "": texts.count(text) for text in set(texts)}
    assert figures["provisional"]["sí"] == single["provisional"].to_pylist().count(True)


@pytest.mark.usefixtures("cortas")
def test_how_the_records_are_cut_changes_no_byte(tabla, taller, monkeypatch):
    """The same records in one file, or in several in another order, merged from many short runs: the same figures and ranking."""
    write(tabla, taller / "todo.parquet")
    score_to_folder("todo.parquet", "juntos", marcos=MARCO)
    monkeypatch.setattr("evaluacion.scale.orden_externo.FILAS_DE_CORRIDA", 100)
    monkeypatch.setattr("evaluacion.scale.orden_externo._LEAST_BLOCK", 7)
    monkeypatch.setattr("evaluacion.scale.contados._MOST", 40)
    monkeypatch.setattr("evaluacion.scale.acopio._AGGREGATES_AT_ONCE", 2)
    for name, rows in (("c.parquet", (0, 600)), ("a.csv", (600, 300)), ("b.parquet", (900, 600))):
        write(tabla.slice(*rows), taller / name)
    score_to_folder(["c.parquet", "a.csv", "b.parquet"], "partidos", marcos=MARCO)
    assert bytes_of(taller / "partidos" / "conjunto") == bytes_of(taller / "juntos" / "conjunto")


def test_what_is_beside_the_parts_is_known_as_ours(ambos):
    """Neither the figures nor the ranking is ever taken for records."""
    assert all(is_own_output(path) for path in ambos[1].iterdir())
    assert {path.name for path in ambos[1].iterdir()} == {"cifras.json", "ranking.parquet"}


@given(st.lists(NUMBERS, max_size=40), st.data())
def test_sums_are_exact_in_any_order_and_grouping(values, data):
    """The sum of groups is that of all the numbers, correctly rounded, as `math.fsum` gives it."""
    shuffled = data.draw(st.permutations(values))
    cut = data.draw(st.integers(0, len(values)))
    units = exact_sum(np.array(shuffled[:cut], dtype=float)) + exact_sum(np.array(shuffled[cut:], dtype=float))
    assert as_float(units) == math.fsum(values)


def aggregate_of(scores):
    """Return the figures of some scores, those over 50 in a level."""
    texts = {("nivel_seguro", "alto"): sum(score > 50 for score in scores), ("nivel_seguro", None): sum(score <= 50 for score in scores)}
    return aggregate(len(scores), len(scores) // 2, {"puntaje": np.array(scores, dtype=float)}, texts)


@given(SCORES, st.data())
def test_merging_is_associative_and_free_of_order(groups, data):
    """Figures of parts are those of the whole, in whatever order and grouping they are put together."""
    parts = [aggregate_of(group) for group in data.draw(st.permutations(groups))]
    cut = data.draw(st.integers(0, len(parts)))
    one, other = merge(parts), merge([merge(parts[cut:]), merge(parts[:cut])])
    assert (one, means(one)) == (other, means(other))
    flat = [score for group in groups for score in group]
    assert means(one).get("puntaje") == (math.fsum(flat) / len(flat) if flat else None)


@given(SCORES, st.data())
def test_counted_numbers_are_those_of_the_whole_list(groups, data):
    """Positions, quantiles and how many are under a limit, merged in any order and grouping."""
    parts = [count(np.array(group, dtype=float)) for group in data.draw(st.permutations(groups))]
    cut = data.draw(st.integers(0, len(parts)))
    merged = merge_counted([merge_counted(parts[cut:]), *parts[:cut]])
    everyone = np.sort([score for group in groups for score in group])
    assert [merged.at(i) for i in range(merged.total)] == everyone.tolist()
    limits = np.array([-1.0, 0.0, 33.3, 50.0, 100.0])
    assert merged.up_to(limits).tolist() == np.searchsorted(everyone, limits, side="right").tolist()
    tens = [sum(round(score / 10) < limit for score in everyone) for limit in range(11)]
    assert merged.below(range(11), lambda score: round(score / 10)).tolist() == tens
    if len(everyone):
        found = [merged.quantile(share) for share in np.linspace(0, 1, 31)]
        assert all(one <= other + 1e-12 for one, other in pairwise(found))
        assert (found[0], found[-1]) == (everyone[0], everyone[-1])


def test_too_many_different_numbers_go_to_a_file(tmp_path, monkeypatch):
    """What does not fit in memory is sorted in a file, and says the same."""
    monkeypatch.setattr("evaluacion.scale.contados._MOST", 10)
    rng = np.random.default_rng(3)
    batches = [np.where(rng.random(30) < 0.1, np.nan, rng.integers(0, 90, 30) / 7) for _ in range(9)]
    counter = Contador(tmp_path / "numeros")
    for batch in batches:
        counter.add(batch)
    found, everyone = counter.close(), np.sort([value for batch in batches for value in batch if not np.isnan(value)])
    assert (tmp_path / "numeros").stat().st_size == 8 * len(everyone)
    assert [found.at(i) for i in range(found.total)] == everyone.tolist()
    assert found.up_to(np.array([5.0])).tolist() == [np.searchsorted(everyone, 5.0, side="right")]
    assert found.below([5.0], float).tolist() == [np.searchsorted(everyone, 5.0)]
    assert merge_counted([found, count(np.array([5.0]))]).total == len(everyone) + 1


def test_a_score_at_the_edge_of_a_tenth_is_where_its_level_says():
    """What is 40 but for the last bits is in the tenth that begins at 40, as it is in the level that does."""
    plan = make_plan(load_marco(MARCO).marco)
    nearly = np.nextafter(40.0, 0.0)
    assert _tenths(plan, count(np.array([39.9, nearly, 40.0, 100.0, 0.0]))) == [1, 0, 0, 1, 2, 0, 0, 0, 0, 1]


def test_comparisons_decide_the_order_of_the_ranking(ambos):
    """Guaranteed scores never grow along the ranking, at the decimals at which they are compared."""
    done, folder = ambos
    ranking = pq.read_table(folder / "ranking.parquet")
    placed = ranking.filter(pa.compute.is_valid(ranking["lugar_mejor"]))
    lows = comparable(done.resultados[0].plan, placed["minimo"].to_numpy())
    assert (np.diff(lows) <= 0).all()
