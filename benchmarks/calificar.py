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


def measure(n: int, *, fast: bool) -> tuple[list[Razon], list[str]]:
    """Return the ratios of the scoring step, and what each contender cost, in words."""
    times, times_slow = ("3", "1") if fast else ("5", "3")
    said = [check_results(N_IGUALES)]
    costs: dict[str, Costo] = {}
    for name, repeat in (("nucleo", times), ("limite", times), ("columnas", times), ("melt", times_slow)):
        say(f"… {name}, {n:,} registros, {repeat} veces")
        costs |= run_contender("contendientes", name, "--n", str(n), "--veces", repeat)
    labels = {
        "melt": "(a) guion melt-merge-groupby-pivot",
        "columnas": "(b) guion por columnas, cuidado",
        "flujo_nueva": "(c) límite de la memoria, en memoria nueva",
        "flujo_reusada": "(c) límite de la memoria, en memoria ya usada",
        "nucleo": "núcleo, una llamada",
        "nucleo_nueva": "núcleo junto al límite, resultado en memoria nueva",
        "nucleo_reusada": "núcleo junto al límite, resultado en memoria ya usada",
    }
    for name, label in labels.items():
        cost = costs[name]
        alone = name in ("melt", "columnas", "nucleo")
        said.append(f"{label}: {cost if alone else show_seconds(cost.mediana)}; {cost.mediana / n * 1e9:,.0f} ns por registro")
    kernel, slow = costs["nucleo"], costs["melt"]
    memory = slow.pico_mb / kernel.pico_mb if slow.pico_mb and kernel.pico_mb else None
    small = "" if n >= N else "con tan pocos registros pesan más los costos fijos; la meta es para 1,000,000."
    ratios = [
        Razon("Calificar: más rápido", "(a) melt, merge, groupby, pivot", slow.mediana / kernel.mediana, "al menos", 60, small, ideal=150),
        Razon("Calificar: más rápido", "(b) guion por columnas", costs["columnas"].mediana / kernel.mediana, "al menos", 4, ideal=8),
        Razon(
            "Calificar: costo",
            "(c) límite, ambos en memoria nueva",
            costs["nucleo_nueva"].mediana / costs["flujo_nueva"].mediana,
            "a lo más",
            25,
            ideal=10,
        ),
        Razon(
            "Calificar: costo",
            "(c) límite, ambos en memoria ya usada",
            costs["nucleo_reusada"].mediana / costs["flujo_reusada"].mediana,
            "a lo más",
            25,
            ideal=10,
        ),
        Razon(
            "Calificar: menos memoria",
            "(a) pico del proceso entero",
            memory,
            "al menos",
            6,
            "con intérprete, bibliotecas y datos de ambos lados." if memory else "este sistema no dice cuánta memoria usó un proceso.",
        ),
    ]
    return ratios, said


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
