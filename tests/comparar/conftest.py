"""The ASEM data of the reference case, where they are; the tests that need them are skipped, and say so, where they are not."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from evaluacion.compare.arbol import NodoDeArbol, make_arbol
from evaluacion.compare.comparado import Renglones

RAIZ = Path(__file__).resolve().parent.parent.parent
CARPETA = RAIZ.parent / "shared/reference/asem"


@dataclass(frozen=True)
class Asem:
    """The tables of the reference case, as lists of rows by the code of the unit."""

    carpeta: Path

    def read(self, name):
        """Return the rows of a file."""
        with (self.carpeta / name).open(encoding="utf-8", newline="") as opened:
            return list(csv.DictReader(opened))

    @property
    def nodos(self):
        """The rows of the tree."""
        return [row for row in self.read("iMeta.csv") if row["Type"] in ("Indicator", "Aggregate")]

    def tree(self, agregacion=("aritmetica",), pesos=None):
        """Return the tree, with other weights if given."""
        weights = pesos or {}
        return make_arbol(
            [NodoDeArbol(row["iCode"], row["iName"], row["Parent"] or None, weights.get(row["iCode"], 1.0)) for row in self.nodos],
            agregacion,
        )

    def table(self, arbol, name="iData.csv"):
        """Return the rows compared and the values (rows, leaves)."""
        rows = sorted(self.read(name), key=lambda row: (row["uCode"], row["Time"]))
        values = np.array([[float(row[leaf] or "nan") for leaf in arbol.ids[: arbol.n_hojas]] for row in rows])
        is_panel = len({row["Time"] for row in rows}) > 1
        renglones = Renglones(
            tuple(row["uCode"] for row in rows),
            tuple(row["uName"] for row in rows),
            tuple(row["Time"] for row in rows) if is_panel else None,
            {"EurAsia_group": tuple(row["EurAsia_group"] for row in rows)},
            np.ones(len(rows), dtype=bool),
        )
        return renglones, values

    def by_leaf(self, arbol, column, name="iMeta.csv"):
        """Return a column of a table by indicator, in the order of the tree."""
        found = {row["iCode"]: row[column] for row in self.read(name)}
        return [float(found[leaf]) for leaf in arbol.ids[: arbol.n_hojas]]


@pytest.fixture(scope="session")
def asem():
    if not CARPETA.is_dir():
        pytest.skip("the ASEM data of the reference case are not here: ../shared/reference/asem")
    return Asem(CARPETA)
