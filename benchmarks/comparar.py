"""Normalise, aggregate and availability on a large table with missing cells, against numpy written by hand.

python benchmarks/comparar.py [--n 1000000] [--rapido]
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from pathlib import Path

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from benchmarks.medir import Razon, peak_mb, run_child, run_contender, say, show_table

N, N_RAPIDO, N_IGUALES, INDICADORES = 1_000_000, 100_000, 20_000, 46
GRUPOS, PILARES = 8, 2
FALTANTES = 0.025
MINIMO = 0.5
TOLERANCE = 1e-9


def make_data(n):
    """Return a table (n, 46) with 2.5 % of its cells missing, directions and weights."""
    draw = np.random.default_rng(7)
    x = draw.lognormal(3, 1, (n, INDICADORES))
    for start in range(0, n, 100_000):
        block = x[start : start + 100_000]
        block[draw.random(block.shape) < FALTANTES] = np.nan
    return x, np.where(np.arange(INDICADORES) % 4 == 3, -1, 1), 1.0 + np.arange(INDICADORES + GRUPOS + PILARES) % 5


def plain(x, signs, weights):
    """Return scores (n, nodes) and availability (2, n, parents): what a person who knows numpy would write."""
    z = x * signs
    least, greatest = np.nanmin(z, axis=0), np.nanmax(z, axis=0)
    level = (z - least) / (greatest - least) * 100
    shares = np.ones_like(level)
    shares[np.isnan(level)] = 0
    scores, counted, covered = [level], [], []
    first = 0
    for width in (GRUPOS, PILARES, 1):
        own = weights[first : first + level.shape[1]]
        first += level.shape[1]
        joined, count, cover = [], [], []
        for group in range(width):
            mine = np.arange(group, level.shape[1], width)
            values, there = level[:, mine], ~np.isnan(level[:, mine])
            weight = there * own[mine]
            with np.errstate(invalid="ignore"):
                mean = (np.where(there, values, 0) * weight).sum(axis=1) / weight.sum(axis=1)
            count.append(there.mean(axis=1))
            cover.append((weight * shares[:, mine]).sum(axis=1) / own[mine].sum())
            joined.append(np.where(count[-1] < MINIMO, np.nan, mean))
        level, shares = np.stack(joined, axis=1), np.stack(cover, axis=1)
        scores.append(level)
        counted += count
        covered += cover
    return np.hstack(scores), np.stack([np.stack(counted, axis=1), np.stack(covered, axis=1)])


def kernel(x, signs, weights):
    """Return the same from the library."""
    from evaluacion.compare.aggregate import Disponibilidad
    from evaluacion.compare.arbol import NodoDeArbol, make_arbol
    from evaluacion.compare.puntuar import score_table
    from evaluacion.compare.regla import Regla

    n = INDICADORES
    names = [f"i{number:02d}" for number in range(n)] + [f"j{number}" for number in range(GRUPOS)] + ["k0", "k1", "total"]
    parents = [f"j{number % GRUPOS}" for number in range(n)] + [f"k{number % PILARES}" for number in range(GRUPOS)] + ["total"] * 2 + [None]
    own = [*weights.tolist(), 1.0]
    arbol = make_arbol([NodoDeArbol(*node) for node in zip(names, names, parents, own, strict=True)])
    rules = [Regla("minmax", 1 if sign > 0 else -1) for sign in signs]
    found = score_table(arbol, x, rules, disponibilidad_minima=Disponibilidad((MINIMO,)))
    return found.nodos, found.disponibilidad


CONTENDIENTES = {"nucleo": kernel, "numpy": plain}


def largest_difference(n):
    """Return how far the two are apart, and whether what is missing is the same."""
    data = make_data(n)
    pairs = zip(kernel(*data), plain(*data), strict=True)
    return max(float(np.nanmax(np.abs(one - other))) if (np.isnan(one) == np.isnan(other)).all() else float("inf") for one, other in pairs)


def run(name, n, times):
    """Return what a contender takes: processor seconds of each call, and memory over that of the loaded process."""
    data = make_data(n)
    base, seconds = peak_mb(), []
    for _ in range(times):
        gc.collect()
        start = time.process_time()
        answer = CONTENDIENTES[name](*data)
        seconds.append(time.process_time() - start)
        del answer
    return {"segundos": {name: seconds}, "pico_mb": peak_mb(), "base_mb": base}


def measure(n, *, fast):
    """Return the ratios, and what each contender cost, in words.

    Raises:
        SystemExit: the results differ.
    """
    apart = run_child("comparar", "--contendiente", "iguales", "--n", str(N_IGUALES))["diferencia"]
    if not apart <= TOLERANCE:
        raise SystemExit(f"LOS RESULTADOS DIFIEREN en la comparación: {apart}")
    times = "3" if fast else "5"
    costs = {}
    for name in CONTENDIENTES:
        say(f"… comparar, {name}, {n:,} renglones, {times} veces")
        costs |= run_contender("comparar", "--contendiente", name, "--n", str(n), "--veces", times)
    mine, theirs = costs["nucleo"], costs["numpy"]
    whole = n * INDICADORES * 8 / 2**20
    memory = mine.pico_mb / whole if mine.pico_mb else None
    said = [
        f"Comparar {n:,} x {INDICADORES}, {FALTANTES:.1%} de celdas vacías; resultados iguales (diferencia máxima {apart:.1e}).",
        f"comparar, núcleo: {mine}",
        f"comparar, numpy a mano: {theirs}",
    ]
    note = "el proceso entero entre la tabla de entrada, que está en memoria." if memory else "este sistema no dice cuánta memoria usó."
    small = "" if n >= N else " Con tan pocos renglones pesa más el intérprete; la meta es para 1,000,000."
    return [
        Razon("Comparar: costo", "numpy a mano, con los mismos faltantes", mine.mediana / theirs.mediana, "a lo más", 2),
        Razon("Comparar: memoria", "la tabla de entrada", memory, "a lo más", 3, note + small),
    ], said


def main():
    """Measure and print; as a contender, print JSON."""
    parser = argparse.ArgumentParser(description="Lo que cuesta normalizar y agregar una tabla grande.")
    parser.add_argument("--n", type=int, default=None, help="renglones (1,000,000)")
    parser.add_argument("--rapido", action="store_true", help="100,000 renglones y menos repeticiones")
    parser.add_argument("--contendiente", choices=["iguales", *CONTENDIENTES], help=argparse.SUPPRESS)
    parser.add_argument("--veces", type=int, default=3, help=argparse.SUPPRESS)
    call = parser.parse_args()
    n = call.n or (N_RAPIDO if call.rapido else N)
    if call.contendiente == "iguales":
        print(json.dumps({"diferencia": largest_difference(n)}))
    elif call.contendiente:
        print(json.dumps(run(call.contendiente, n, call.veces)))
    else:
        ratios, said = measure(n, fast=call.rapido)
        print("\n".join(said), show_table(ratios), sep="\n\n")


if __name__ == "__main__":
    main()
