"""A column of few texts keeps its positions in one byte each, and nothing of what it says changes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluacion import read_practicas
from evaluacion.model.posiciones import MOST_IN_A_BYTE, look_up
from evaluacion.read.tabla import read_tabla

_POSITIONS = st.lists(st.integers(-1, MOST_IN_A_BYTE - 1), max_size=40)


@given(entries=st.lists(st.integers(0, 255), min_size=MOST_IN_A_BYTE + 1, max_size=MOST_IN_A_BYTE + 1), positions=_POSITIONS)
def test_the_short_way_says_what_the_long_one_says(entries, positions):
    """A map of bytes gives, at every position, -1 included, the entry that indexing gives."""
    table = np.array(entries, dtype=np.uint8)
    found = look_up(table, np.array(positions, dtype=np.int8))
    assert (found.tolist(), found.dtype) == ([entries[position] for position in positions], table.dtype)


@given(codes=st.lists(st.integers(0, 255), max_size=40))
def test_positions_without_sign_have_no_last_entry(codes):
    """255 is a position of its own where positions have no sign."""
    table = np.arange(256) % 3 == 0
    assert look_up(table, np.array(codes, dtype=np.uint8)).tolist() == [code % 3 == 0 for code in codes]


@given(positions=_POSITIONS, kind=st.sampled_from([np.int8, np.int32]))
def test_entries_of_more_than_a_byte_are_looked_up_alike(positions, kind):
    """Numbers, and positions of more than a byte, go the long way with the same result."""
    table = np.arange(MOST_IN_A_BYTE + 1) / 7
    assert look_up(table, np.array(positions, dtype=kind)).tolist() == table[positions].tolist()


@pytest.mark.parametrize(("distinct", "kind"), [(3, np.int8), (MOST_IN_A_BYTE, np.int8), (MOST_IN_A_BYTE + 1, np.int32), (300, np.int32)])
@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_column_keeps_its_texts_however_many_they_are(tmp_path, distinct, kind, ending):
    """As many texts as a byte holds take a byte each; one more, and all take four."""
    import pandas as pd

    texts = [f"responsable {row % distinct}" for row in range(2 * distinct)]
    path = tmp_path / f"tabla.{ending}"
    frame = pd.DataFrame({"practica": [f"p{row}" for row in range(len(texts))], "territorio.nombre": texts})
    frame.to_csv(path, index=False) if ending == "csv" else frame.to_parquet(path)
    words = read_tabla(path).palabras("territorio.nombre")
    assert words.indices.dtype == kind
    assert [words.valores[position] for position in words.indices] == texts


def test_answers_before_a_correction_do_not_wrap_around(tmp_path):
    """Texts of two columns put together may be more than a byte can number."""
    rows = [f"p{row},respuesta {row},antes {row},se revisó,Comité" for row in range(100)]
    path = tmp_path / "tabla.csv"
    names = "practica,m.a.b,m.a.b.correccion.antes,m.a.b.correccion.motivo,m.a.b.correccion.quien"
    path.write_text("\n".join([names, *rows]) + "\n", encoding="utf-8")
    column = read_practicas(path).columna("m", "a.b")
    assert [column.valores[position] for position in column.antes] == [f"antes {row}" for row in range(100)]
