"""The step of scoring, codes in memory to columns in memory, against the scripts and the limit of the memory.

python benchmarks/calificar.py [--n 1000000] [--rapido]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.medir import Costo, Razon, run_child, run_contender, say, show_seconds, show_table

N, N_RAPIDO, N_IGUALES = 1_000_000, 100_000, 20_000
TOLERANCE = 1e-9


def check_results(n: int) -> str:
    """Return a line that says that kernel and scripts give the same 60 columns.

    Raises:
        SystemExit: they do not; the measures would compare different things.
    """
    found = run_child("contendientes", "iguales", "--n", str(n))
    worst = {name: found[name] for name in ("melt", "columnas")}
    if any(value is None or value > TOLERANCE for value in worst.values()):
        raise SystemExit(f"LOS RESULTADOS DIFIEREN (máxima diferencia con el núcleo; None: nulos en otro lugar): {worst}")
    largest = max(worst.values())
    return (
        f"Las {found['n_columnas']} columnas de los tres coinciden en {found['registros']:,} registros, {found['nulos']:,} celdas nulas incluidas"
        f" (diferencia máxima {largest:.1e})."
    )


_LABELS = {
    "melt": "(a) guion melt-merge-groupby-pivot",
    "columnas": "(b) guion por columnas, cuidado",
    "flujo_nueva": "(c) límite de la memoria, en memoria nueva",
    "flujo_reusada": "(c) límite de la memoria, en memoria ya usada",
    "nucleo": "núcleo, una llamada",
    "nucleo_nueva": "núcleo junto al límite, resultado en memoria nueva",
    "nucleo_reusada": "núcleo junto al límite, resultado en memoria ya usada",
}
_ALONE = ("melt", "columnas", "nucleo")


def measure(n: int, *, fast: bool) -> tuple[list[Razon], list[str]]:
    """Return the ratios of the scoring step, and what each contender cost, in words."""
    times, times_slow = ("3", "1") if fast else ("5", "3")
    said = [check_results(N_IGUALES)]
    costs: dict[str, Costo] = {}
    for name, repeat in (("nucleo", times), ("limite", times), ("columnas", times), ("melt", times_slow)):
        say(f"… {name}, {n:,} registros, {repeat} veces")
        costs |= run_contender("contendientes", name, "--n", str(n), "--veces", repeat)
    for name, label in _LABELS.items():
        cost = costs[name]
        shown = cost if name in _ALONE else show_seconds(cost.mediana)
        said.append(f"{label}: {shown}; {cost.mediana / n * 1e9:,.0f} ns por registro")
    return _ratios(costs, "" if n >= N else "con tan pocos registros pesan más los costos fijos; la meta es para 1,000,000."), said


def _ratios(costs: dict[str, Costo], note: str) -> list[Razon]:
    def times(one: str, other: str) -> float:
        return costs[one].mediana / costs[other].mediana

    kernel, slow = costs["nucleo"], costs["melt"]
    memory = slow.pico_mb / kernel.pico_mb if slow.pico_mb and kernel.pico_mb else None
    said = "con intérprete, bibliotecas y datos de ambos lados." if memory else "este sistema no dice cuánta memoria usó un proceso."
    faster, cost = "Calificar: más rápido", "Calificar: costo"
    fresh, reused = times("nucleo_nueva", "flujo_nueva"), times("nucleo_reusada", "flujo_reusada")
    return [
        Razon(faster, "(a) melt, merge, groupby, pivot", times("melt", "nucleo"), "al menos", 60, note, ideal=150),
        Razon(faster, "(b) guion por columnas", times("columnas", "nucleo"), "al menos", 4, ideal=8),
        Razon(cost, "(c) límite, ambos en memoria nueva", fresh, "a lo más", 25, ideal=10),
        Razon(cost, "(c) límite, ambos en memoria ya usada", reused, "a lo más", 25, ideal=10),
        Razon("Calificar: menos memoria", "(a) pico del proceso entero", memory, "al menos", 6, said),
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Lo que cuesta calificar, contra lo que se haría sin esta herramienta.")
    parser.add_argument("--n", type=int, default=None, help="registros (1,000,000)")
    parser.add_argument("--rapido", action="store_true", help="100,000 registros y menos repeticiones")
    call = parser.parse_args()
    ratios, said = measure(call.n or (N_RAPIDO if call.rapido else N), fast=call.rapido)
    print("\n".join(said), show_table(ratios), sep="\n\n")


if __name__ == "__main__":
    main()
