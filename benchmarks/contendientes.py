"""The contenders that score answers. Each gets the same codes in memory and gives the same 60 columns."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.guiones import make_frame, score_by_columns, score_by_melting
from benchmarks.instrumento import MEDIDAS, N_NODOS, hard_codes, make_codes, make_instrument
from benchmarks.medir import peak_mb

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray


def _timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    kept = work()
    spent = time.process_time() - start
    del kept
    return spent


def measure_script(which: Callable[[pd.DataFrame], pd.DataFrame], name: str, n: int, times: int) -> dict[str, Any]:
    """Return the cost of a script of pandas, its frame already in memory."""
    frame = make_frame(make_codes(n))
    base = peak_mb()
    return {"segundos": {name: [_timed(lambda: which(frame)) for _ in range(times)]}, "base_mb": base, "pico_mb": peak_mb()}


def measure_kernel(n: int, times: int) -> dict[str, Any]:
    """Return the cost of the kernel, its result in new memory: what one call costs, and its peak."""
    from evaluacion.score.kernel import score_codes

    plan, codes = make_instrument(), make_codes(n)
    base = peak_mb()
    seconds = [_timed(lambda: score_codes(plan, codes, measures=len(MEDIDAS))) for _ in range(times)]
    return {"segundos": {"nucleo": seconds}, "base_mb": base, "pico_mb": peak_mb()}


def measure_limit(n: int, times: int) -> dict[str, Any]:
    """Return kernel and stream limit by turns, each in new memory and in memory already touched.

    The limit reads every answer byte and writes 60 float64 a record, and computes nothing.
    """
    from evaluacion.score.kernel import score_codes

    plan, codes = make_instrument(), make_codes(n)
    base = peak_mb()

    def stream(out: NDArray[np.float64]) -> NDArray[np.float64]:
        codes.max()
        out.fill(1.0)
        return out

    shape = (len(MEDIDAS), N_NODOS, n)
    seconds: dict[str, list[float]] = {"nucleo_nueva": [], "flujo_nueva": [], "nucleo_reusada": [], "flujo_reusada": []}
    for _ in range(times):
        seconds["nucleo_nueva"].append(_timed(lambda: score_codes(plan, codes, measures=len(MEDIDAS))))
        seconds["flujo_nueva"].append(_timed(lambda: stream(np.empty(shape))))
    out = np.zeros(shape)
    stream(out)
    for _ in range(times):
        seconds["nucleo_reusada"].append(_timed(lambda: score_codes(plan, codes, measures=len(MEDIDAS), out=out)))
        seconds["flujo_reusada"].append(_timed(lambda: stream(out)))
    return {"segundos": seconds, "base_mb": base, "pico_mb": peak_mb()}


def compare_results(n: int) -> dict[str, Any]:
    """Return how the 60 columns of both scripts differ from those of the kernel, on `n` records."""
    from evaluacion.score.kernel import score_codes

    codes = hard_codes(n)
    mine = score_codes(make_instrument(), codes, measures=len(MEDIDAS)).reshape(len(MEDIDAS) * N_NODOS, n)
    found: dict[str, Any] = {"registros": n, "n_columnas": len(mine), "nulos": int(np.isnan(mine).sum())}
    for name, script in (("melt", score_by_melting), ("columnas", score_by_columns)):
        theirs = script(make_frame(codes)).to_numpy(dtype=float).T
        if theirs.shape != mine.shape or not np.array_equal(np.isnan(theirs), np.isnan(mine)):
            found[name] = None
            continue
        found[name] = float(np.nanmax(np.abs(theirs - mine)))
    return found


def main() -> None:
    """Measure one contender and print its cost as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cual", choices=("melt", "columnas", "nucleo", "limite", "iguales"))
    parser.add_argument("--n", type=int, required=True)
    parser.add_argument("--veces", type=int, default=5)
    call = parser.parse_args()
    work: dict[str, Callable[[], dict[str, Any]]] = {
        "melt": lambda: measure_script(score_by_melting, "melt", call.n, call.veces),
        "columnas": lambda: measure_script(score_by_columns, "columnas", call.n, call.veces),
        "nucleo": lambda: measure_kernel(call.n, call.veces),
        "limite": lambda: measure_limit(call.n, call.veces),
        "iguales": lambda: compare_results(call.n),
    }
    print(json.dumps(work[call.cual]()))


if __name__ == "__main__":
    main()
