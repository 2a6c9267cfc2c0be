"""From a CSV in the disk to 60 columns of scores in memory, against the careful script of pandas, each in a process of its own.

python benchmarks/csv_a_puntajes.py [--n 1000000] [--rapido]

The script that counts takes each word to its points with `map`. Two that are better beside it, and only inform: one that
compares each column with each word (pandas does it in Arrow), and the same with its answers as categories.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from benchmarks.guiones import score_columns
from benchmarks.instrumento import MEDIDAS, N_NODOS, hard_codes, make_marco
from benchmarks.medir import Costo, Razon, peak_mb, run_child, say, show_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

N, N_RAPIDO, N_IGUALES = 1_000_000, 100_000, 20_000
TOLERANCE = 1e-9
_WORDS = ("", "no aplica", "sí", "parcial", "no")
_POINTS = {"sí": 1.0, "parcial": 0.5, "no": 0.0}
_BATCH = 65_536


def question_names() -> list[str]:
    """Return the column of each question."""
    marco = make_marco()
    return [f"{marco.marco}.{name}" for name in marco.preguntas]


def write_csv(path: Path, n: int) -> None:
    """Write invented answers, a row a record, the awkward ones first."""
    import pyarrow as pa
    import pyarrow.csv as pc

    codes, words = hard_codes(n), pa.array(_WORDS)
    names = ["practica", *question_names()]
    options = pc.WriteOptions(quoting_style="none", include_header=False)
    with path.open("wb") as file:
        file.write((",".join(names) + "\n").encode())
        for start in range(0, n, _BATCH):
            part = codes[:, start : start + _BATCH]
            columns = [
                pa.array([f"p-{row:08d}" for row in range(start, start + part.shape[1])]),
                *(words.take(pa.array(row)) for row in part),
            ]
            pc.write_csv(pa.table(columns, names=names), file, options)


def score_here(path: Path) -> NDArray[np.float64]:
    """Return (60, records) by this package: every cell is checked, and what is wrong with it has its place."""
    from evaluacion import evaluate, read_practicas

    result = evaluate(make_marco(), read_practicas(path))
    return result.nodos[: len(MEDIDAS)].reshape(len(MEDIDAS) * N_NODOS, len(result))


def score_mapped(path: Path) -> Any:
    """Return the 60 columns by the script that most people write: each word to its points with `map`, a column at a time."""
    import pandas as pd

    frame = pd.read_csv(path)

    def masks(name: int) -> tuple[Any, Any, Any]:
        answer = frame.iloc[:, 1 + name]
        points = answer.map(_POINTS)
        return points.fillna(0.0), answer.isna().astype("int8"), points.notna().astype("int8")

    return score_columns(masks)


def score_texts(path: Path) -> Any:
    """Return the 60 columns by the script that compares each column with each word, as text."""
    import pandas as pd

    return _score_words(pd.read_csv(path))


def score_categories(path: Path) -> Any:
    """Return the 60 columns by the script, its answers as categories."""
    import pandas as pd

    return _score_words(pd.read_csv(path, dtype=dict.fromkeys(question_names(), "category")))


def _score_words(frame: Any) -> Any:
    def masks(name: int) -> tuple[Any, Any, Any]:
        answer = frame.iloc[:, 1 + name]
        missing = answer.isna()
        points = (answer == _WORDS[2]) + 0.5 * (answer == _WORDS[3])
        return points, missing.astype("int8"), (~missing & (answer != _WORDS[1])).astype("int8")

    return score_columns(masks)


CONTENDIENTES: dict[str, Callable[[Path], Any]] = {
    "propia": score_here,
    "mapa": score_mapped,
    "texto": score_texts,
    "categorias": score_categories,
}


_SCRIPTS = ("mapa", "texto", "categorias")


def measure_one(name: str, path: Path, times: int) -> dict[str, Any]:
    """Return what a contender takes: processor seconds of each time, its libraries loaded already."""
    import pandas as pd  # noqa: F401 - loaded before the clock starts
    import pyarrow.csv  # noqa: F401

    work, seconds = CONTENDIENTES[name], []
    if name == "propia":
        import_module("evaluacion.flujo.api")
    base = peak_mb()
    for _ in range(times):
        start = time.process_time()
        kept = work(path)
        seconds.append(time.process_time() - start)
        del kept
    return {"segundos": {name: seconds}, "base_mb": base, "pico_mb": peak_mb()}


def largest_difference(path: Path) -> dict[str, float | None]:
    """Return how far each script is from this package, on the same file; None: they have blanks in different places."""
    mine, found = score_here(path), {}
    for name in _SCRIPTS:
        theirs = CONTENDIENTES[name](path).to_numpy(dtype=float).T
        same = theirs.shape == mine.shape and np.array_equal(np.isnan(theirs), np.isnan(mine))
        found[name] = float(np.nanmax(np.abs(theirs - mine))) if same else None
    return found


def compare_csv(n: int, *, fast: bool) -> tuple[list[Razon], list[str]]:
    """Return the ratios, and what each contender cost, in words.

    Raises:
        SystemExit: the results differ.
    """
    times = 1 if fast else 5
    spent: dict[str, list[dict[str, Any]]] = {name: [] for name in CONTENDIENTES}
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder, "iguales.csv"), Path(folder, "tabla.csv")
        write_csv(small, N_IGUALES)
        apart = run_child("csv_a_puntajes", "iguales", str(small))
        if any(value is None or value > TOLERANCE for value in apart.values()):
            raise SystemExit(f"LOS RESULTADOS DIFIEREN de CSV a puntajes: {apart}")
        say(f"… CSV a puntajes, {n:,} registros, {times} veces cada uno")
        write_csv(large, n)
        for _ in range(times):
            for name in CONTENDIENTES:
                spent[name].append(run_child("csv_a_puntajes", name, str(large)))
    costs = {
        name: Costo(tuple(one["segundos"][name][0] for one in runs), runs[0]["pico_mb"], runs[0]["base_mb"]) for name, runs in spent.items()
    }
    labels = {
        "propia": "con esta herramienta",
        "mapa": "guion por columnas, con map",
        "texto": "guion por columnas, comparando textos",
        "categorias": "guion por columnas, comparando categorías",
    }
    said = [
        f"CSV a puntajes, {n:,} registros, {labels[name]}: {cost}; {cost.mediana / n * 1e6:.2f} µs por registro"
        for name, cost in costs.items()
    ]
    pairs = {name: statistics.median(map(_ratio, spent[name], spent["propia"])) for name in _SCRIPTS}
    small_note = "" if n >= N else "con tan pocos registros pesan más los costos fijos; la meta es para 1,000,000."
    return [
        Razon("CSV a puntajes: más rápido", "guion por columnas, con map", pairs["mapa"], "al menos", 3, small_note, ideal=4.5),
        Razon("CSV a puntajes: más rápido", "el mismo, comparando textos", pairs["texto"], "informa"),
        Razon("CSV a puntajes: más rápido", "el mismo, con categorías", pairs["categorias"], "informa"),
    ], said


def _ratio(theirs: dict[str, Any], mine: dict[str, Any]) -> float:
    (one,), (other,) = theirs["segundos"].values(), mine["segundos"].values()
    return float(one[0] / other[0])


def main() -> None:
    """Measure and print; as a contender, print JSON."""
    parser = argparse.ArgumentParser(description="Lo que cuesta ir de un CSV a los puntajes.")
    parser.add_argument("que", nargs="?", choices=["iguales", *CONTENDIENTES])
    parser.add_argument("datos", nargs="?", type=Path)
    parser.add_argument("--n", type=int, default=None, help="registros (1,000,000)")
    parser.add_argument("--rapido", action="store_true", help="100,000 registros, una vez")
    call = parser.parse_args()
    if call.que == "iguales":
        print(json.dumps(largest_difference(call.datos)))
    elif call.que:
        print(json.dumps(measure_one(call.que, call.datos, 1)))
    else:
        ratios, said = compare_csv(call.n or (N_RAPIDO if call.rapido else N), fast=call.rapido)
        print("\n".join(said), show_table(ratios), sep="\n\n")


if __name__ == "__main__":
    main()
