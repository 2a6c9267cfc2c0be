"""The figures of the whole, and the places, are those that would come out with every record in memory."""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from evaluacion.flujo.calificar import score_paths
from evaluacion.flujo.escala import score_to_folder
from evaluacion.publish.datos import write_parquet
from evaluacion.scale.agregado import aggregate, means, merge
from evaluacion.scale.conjunto import quantile

from .conftest import MARCO, write

PLACES = ["practica", "lugar_mejor", "lugar_peor"]


@pytest.fixture
def ambos(tabla, taller, cortas):  # noqa: ARG001 - the size of the parts
    """The table of the single path, with its places, and the folder of the parts; some records are too empty to take a place."""
    answers = tabla.column_names[2:-1]
    for name in answers[: len(answers) * 2 // 3]:
        values = [None if row % 5 == 0 else text for row, text in enumerate(tabla[name].to_pylist())]
        tabla = tabla.set_column(tabla.column_names.index(name), name, pa.array(values))
    path = write(tabla, taller / "datos.parquet")
    done = score_paths(path, marcos=MARCO)
    write_parquet(done.resultados, done.procedencia, taller / "de-una-vez.parquet")
    score_to_folder(path, taller / "puntajes", marcos=MARCO)
    return pq.read_table(taller / "de-una-vez.parquet"), taller / "puntajes" / "conjunto"


def test_the_places_are_those_of_the_single_path(ambos):
    """Every record has its range of places, although no part knows the others."""
    single, folder = ambos
    places = pq.read_table(folder / "lugares.parquet").select(PLACES).sort_by("practica").replace_schema_metadata()
    assert places.equals(single.select(PLACES).sort_by("practica").replace_schema_metadata())
    assert 0 < places["lugar_mejor"].null_count < places.num_rows


def test_the_figures_are_those_of_all_the_records(ambos):
    """Counts, levels and quantiles are exact; means, to the last figures."""
    single, folder = ambos
    figures = json.loads((folder / "cifras.json").read_text(encoding="utf-8"))["marcos"][MARCO]
    scores = single["puntaje"].drop_null().to_numpy()
    assert (figures["filas"], figures["con_puntaje"]) == (single.num_rows, len(scores))
    assert figures["clasificadas"] == single.num_rows - single["lugar_mejor"].null_count
    assert figures["cuantiles_de_puntaje"] == {str(share): np.quantile(scores, float(share)) for share in figures["cuantiles_de_puntaje"]}
    texts = single["nivel_seguro"].to_pylist()
    assert figures["niveles"]["nivel_seguro"] == {text or "": texts.count(text) for text in set(texts)}
    for name, mean in figures["medias"].items():
        assert mean == pytest.approx(np.nanmean(single[name].to_numpy(zero_copy_only=False).astype(float)), rel=1e-12)


def test_the_order_of_merging_changes_nothing():
    """Figures of parts are added exactly, in whatever order the parts end."""
    rng = np.random.default_rng(1)
    parts = [aggregate(rng.normal(size=(3, 50)) * 10.0**power, {"nivel_seguro": ["alto", None]}, 1) for power in range(-8, 9)]
    forwards, backwards = merge(parts), merge([merge(parts[9:]), *reversed(parts[:9])])
    assert means(forwards) == means(backwards)
    assert (forwards.filas, forwards.niveles, forwards.clasificadas) == (backwards.filas, backwards.niveles, backwards.clasificadas)


def test_quantiles_grow_with_the_share():
    """A quantile is one of the numbers or between two of them."""
    numbers = np.sort(np.random.default_rng(2).normal(size=101))
    found = [quantile(numbers, share) for share in np.linspace(0, 1, 31)]
    assert all(one <= other for one, other in pairwise(found))
    assert (found[0], found[-1]) == (numbers[0], numbers[-1])
