"""Draws of weights over an index: places and quantiles of every unit, beside a loop of plain numpy.

python benchmarks/incertidumbre.py [--rapido]

51 units by 49 indicators in three levels, one cell in forty missing, the size of the reference case (whose own tool needs 7 s
for 100 draws). The loop puts the tree together draw by draw, all units at once: what one would write without thinking of batches.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.medir import Costo, Razon, peak_mb, run_contender, say, show_seconds, show_table
from evaluacion.compare.aggregate import aggregate
from evaluacion.compare.arbol import NodoDeArbol, make_arbol
from evaluacion.compare.duda import draw_places
from evaluacion.compare.escenarios import Escenarios
from evaluacion.compare.lugares_sorteados import comparable, describe, place_draws, reach_of
from evaluacion.compare.normalizar_sorteos import make_normaliza
from evaluacion.compare.regla import Regla
from evaluacion.compare.sorteos import Sorteador, Supuestos

N_UNIDADES, N_INDICADORES, SORTEOS = 51, 49, 10_000
SORTEOS_BUCLE, SORTEOS_IGUALES = 100, 400
META_SEGUNDOS = 0.5
SEED = 20_261_121


def make_scenarios() -> Escenarios:
    """Return an invented index of the size of the reference case: 8 pillars, 2 halves, 1 index, blanks in a third of the columns."""
    draw = np.random.default_rng(SEED)
    pillars = [f"pilar{number}" for number in range(8)]
    nodes = [NodoDeArbol(f"i{number:02}", "", pillars[number % 8], float(draw.uniform(0.5, 2))) for number in range(N_INDICADORES)]
    nodes += [NodoDeArbol(name, "", "mitad0" if number < 5 else "mitad1", 1.0) for number, name in enumerate(pillars)]
    nodes += [NodoDeArbol(f"mitad{number}", "", "indice", 1.0) for number in range(2)]
    arbol = make_arbol([*nodes, NodoDeArbol("indice", "", None)])
    x = draw.gamma(2.0, 10.0, (N_UNIDADES, N_INDICADORES))
    x[(draw.random(x.shape) < 0.075) & (np.arange(N_INDICADORES) % 3 == 0)] = np.nan
    scale = make_normaliza([Regla("minmax", 1 if number % 3 else -1) for number in range(N_INDICADORES)], x)
    ways = (("aritmetica", ("aritmetica",) * 3),)
    return Escenarios(arbol, x, np.arange(N_UNIDADES), (("minmax", scale),), ways, lambda _, values: values)


def assumptions(n: int) -> Supuestos:
    """Return weights of ±25 % in some draws."""
    return Supuestos(pesos=0.25, sorteos=n, semilla=7)


def loop(scenarios: Escenarios, n: int) -> np.ndarray:
    """Return the places of each draw, put together draw by draw."""
    arbol = scenarios.arbol
    scale = scenarios.normalizaciones[0][1]
    leaves = np.concatenate([scale(leaf, scenarios.centrales[:, [leaf]]) for leaf in range(N_INDICADORES)], axis=1)
    factors = Sorteador(assumptions(n), len(arbol.ids), 0).draw(n).factores
    reach = reach_of(leaves)
    return np.concatenate(
        [place_draws(comparable(aggregate(arbol, leaves, arbol.pesos * factors[:, draw]).nodos[:, -1:], reach)) for draw in range(n)],
        axis=1,
    )


def check_results() -> str:
    """Return a line that says that both ways give the same places.

    Raises:
        SystemExit: they do not; the measures would compare different things.
    """
    scenarios = make_scenarios()
    if not np.array_equal(draw_places(scenarios, assumptions(SORTEOS_IGUALES)), loop(scenarios, SORTEOS_IGUALES)):
        raise SystemExit("LOS LUGARES DIFIEREN entre los sorteos por lotes y el bucle.")
    return f"Los lugares de {N_UNIDADES} unidades en {SORTEOS_IGUALES} sorteos son los mismos por lotes y en un bucle."


def measure_one(which: str, times: int) -> dict[str, object]:
    """Return what one way costs: the draws with their quantiles, or the loop."""
    scenarios = make_scenarios()
    base = peak_mb()
    seconds = []
    for _ in range(times):
        start = time.process_time()
        describe(draw_places(scenarios, assumptions(SORTEOS)) if which == "lotes" else loop(scenarios, SORTEOS_BUCLE))
        seconds.append(time.process_time() - start)
    return {"segundos": {which: seconds}, "base_mb": base, "pico_mb": peak_mb()}


def compare_draws(*, fast: bool) -> tuple[list[Razon], list[str]]:
    """Return the ratios of the draws, and what each way costs, in words."""
    said = [check_results()]
    costs: dict[str, Costo] = {}
    for which, times in (("lotes", "5" if fast else "9"), ("bucle", "3")):
        say(f"… sorteos: {which}, {times} veces")
        costs |= run_contender("incertidumbre", "--medir", which, "--veces", times)
    batches, one_by_one = costs["lotes"], costs["bucle"]
    said += [
        f"{SORTEOS:,} sorteos de pesos, {N_UNIDADES} unidades x {N_INDICADORES} indicadores, con lugares y cuantiles: {batches}",
        f"{SORTEOS_BUCLE:,} sorteos en un bucle: {show_seconds(one_by_one.mediana)}",
    ]
    each = one_by_one.mediana / SORTEOS_BUCLE * SORTEOS
    return [
        Razon("Sorteos de pesos: costo", f"{META_SEGUNDOS:g} s de procesador", batches.mediana / META_SEGUNDOS, "a lo más", 1),
        Razon("Sorteos de pesos: más rápido", "un sorteo a la vez", each / batches.mediana, "informa"),
    ], said


def main() -> None:
    """Measure and print; with --medir, one way as JSON."""
    parser = argparse.ArgumentParser(description="Lo que cuestan los sorteos de pesos de una comparación.")
    parser.add_argument("--rapido", action="store_true", help="menos repeticiones")
    parser.add_argument("--medir", choices=("lotes", "bucle"), help=argparse.SUPPRESS)
    parser.add_argument("--veces", type=int, default=5, help=argparse.SUPPRESS)
    call = parser.parse_args()
    if call.medir is not None:
        print(json.dumps(measure_one(call.medir, call.veces)))
        return
    ratios, said = compare_draws(fast=call.rapido)
    print("\n".join(said), show_table(ratios), sep="\n\n")


if __name__ == "__main__":
    main()
