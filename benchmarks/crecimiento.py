"""How the cost grows with the records: each point in a process of its own, kept in a file, and drawn from that file.

    python benchmarks/crecimiento.py medir [--hasta 10000000]
    python benchmarks/crecimiento.py dibujar

`medir` leaves the points in docs/img/crecimiento.json and `dibujar` the picture beside it. The line of a process that does
nothing but start is the floor of the first two.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.medir import RAIZ, run_child, say

PUNTOS = RAIZ / "docs" / "img" / "crecimiento.json"
FIGURA = RAIZ / "docs" / "img" / "crecimiento.svg"
HASTA = 10_000_000
HASTA_CSV = 1_000_000
"""A CSV of ten million rows is over the 2 GB that are read at once: it goes by parts."""
SERIES = {
    "parquet": ("Parquet a Parquet, por partes", "#1b6ca8"),
    "csv": ("CSV a puntajes, en memoria", "#b8541a"),
    "memoria": ("solo calificar, códigos en memoria", "#3a7d44"),
}


def _parquet(n: int, folder: Path) -> Callable[[], object]:
    from benchmarks.escala import write_records
    from evaluacion.flujo.escala import score_to_folder

    write_records(folder / "datos.parquet", n)
    return lambda: score_to_folder(folder / "datos.parquet", folder / "puntajes", marcos="cualitativo")


def _csv(n: int, folder: Path) -> Callable[[], object]:
    from benchmarks.csv_a_puntajes import score_here, write_csv

    import_module("evaluacion.flujo.api")  # as whoever has already begun to work
    write_csv(folder / "datos.csv", n)
    return lambda: score_here(folder / "datos.csv")


def _memoria(n: int, folder: Path) -> Callable[[], object]:  # noqa: ARG001 - the others need it
    import numpy as np

    from benchmarks.instrumento import MEDIDAS, N_NODOS, make_codes, make_instrument
    from evaluacion.score.kernel import score_codes

    plan, part = make_instrument(), min(n, 1_000_000)
    codes, out = make_codes(part), np.empty((len(MEDIDAS), N_NODOS, part))

    def score() -> None:
        for _ in range(n // part):
            score_codes(plan, codes, measures=len(MEDIDAS), out=out)

    return score


MAKERS: dict[str, Callable[[int, Path], Callable[[], object]]] = {"parquet": _parquet, "csv": _csv, "memoria": _memoria}


def measure_one(series: str, n: int) -> dict[str, Any]:
    """Return the processor seconds of a point; making its data does not count."""
    with tempfile.TemporaryDirectory() as folder:
        work = MAKERS[series](n, Path(folder))
        start = time.process_time()
        work()
        return {"cpu": time.process_time() - start}


def measure(until: int) -> None:
    """Measure every point, the small ones three times, and keep the least of each."""
    found: dict[str, dict[str, float]] = {name: {} for name in SERIES}
    for power in range(6, 2 * int(math.log10(until)) + 1):
        n = round(10 ** (power / 2))
        for name in SERIES:
            if name == "csv" and n > HASTA_CSV:
                continue
            say(f"… {name}, {n:,}")
            runs = [run_child("crecimiento", "punto", name, str(n))["cpu"] for _ in range(3 if n < 10**6 else 1)]
            found[name][str(n)] = min(runs)
    PUNTOS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 840, 470, 80, 50, 60, 60


def draw() -> None:
    """Draw the points on logarithmic axes, as SVG."""
    points: dict[str, dict[str, float]] = json.loads(PUNTOS.read_text(encoding="utf-8"))
    every = [value for series in points.values() for value in series.values()]
    low, high = math.floor(math.log10(min(every))), math.ceil(math.log10(max(every)))
    first = min(math.log10(int(n)) for series in points.values() for n in series)
    last = max(math.log10(int(n)) for series in points.values() for n in series)

    def x(n: float) -> float:
        return _LEFT + (math.log10(n) - first) / (last - first) * (_WIDTH - _LEFT - _RIGHT)

    def y(seconds: float) -> float:
        return _TOP + (high - math.log10(seconds)) / (high - low) * (_HEIGHT - _TOP - _BOTTOM)

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}" font-family="sans-serif">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        f'<text x="{_LEFT}" y="26" font-size="17" fill="#222222">Segundos de procesador según el número de registros (46 preguntas)</text>',
    ]
    for power in range(low, high + 1):
        at = y(10.0**power)
        label = f"{10**power:,} s" if power >= 0 else f"{10.0 ** (power + 3):g} ms"
        lines.append(f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{at:.1f}" y2="{at:.1f}" stroke="#dddddd"/>')
        lines.append(f'<text x="{_LEFT - 8}" y="{at + 4:.1f}" font-size="13" text-anchor="end" fill="#444444">{label}</text>')
    for power in range(math.ceil(first), math.floor(last) + 1):
        at = x(10.0**power)
        lines.append(f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{_TOP}" y2="{_HEIGHT - _BOTTOM}" stroke="#dddddd"/>')
        lines.append(
            f'<text x="{at:.1f}" y="{_HEIGHT - _BOTTOM + 20}" font-size="13" text-anchor="middle" fill="#444444">{10**power:,}</text>'
        )
    lines.append(
        f'<text x="{(_LEFT + _WIDTH - _RIGHT) / 2:.0f}" y="{_HEIGHT - 14}" font-size="14" text-anchor="middle" fill="#222222">registros</text>'
    )
    for order, (name, (label, color)) in enumerate(SERIES.items()):
        places = sorted((int(n), seconds) for n, seconds in points[name].items())
        stretches = pairwise(places)
        lines += [
            f'<line x1="{x(n):.1f}" y1="{y(one):.1f}" x2="{x(m):.1f}" y2="{y(two):.1f}" stroke="{color}" stroke-width="2.5"/>'
            for (n, one), (m, two) in stretches
        ]
        lines += [f'<circle cx="{x(n):.1f}" cy="{y(seconds):.1f}" r="4" fill="{color}"/>' for n, seconds in places]
        at = _TOP + 16 + 22 * order
        lines.append(f'<rect x="{_LEFT + 12}" y="{at - 10}" width="26" height="5" fill="{color}"/>')
        lines.append(f'<text x="{_LEFT + 46}" y="{at - 3}" font-size="14" fill="#222222">{label}</text>')
    FIGURA.write_text("\n".join([*lines, "</svg>"]) + "\n", encoding="utf-8")


def main() -> None:
    """Measure, draw, or (as a child) give one point as JSON."""
    parser = argparse.ArgumentParser(description="Cómo crece el costo con los registros.")
    parser.add_argument("que", choices=["medir", "dibujar", "punto"])
    parser.add_argument("serie", nargs="?", choices=[*SERIES])
    parser.add_argument("n", nargs="?", type=int)
    parser.add_argument("--hasta", type=int, default=HASTA, help="hasta cuántos registros (10,000,000)")
    call = parser.parse_args()
    if call.que == "medir":
        measure(call.hasta)
    elif call.que == "dibujar":
        draw()
    else:
        print(json.dumps(measure_one(call.serie, call.n)))


if __name__ == "__main__":
    main()
