"""Every ratio that the project promises, measured in one run, in one table.

    python benchmarks [--n 1000000] [--grande 10000000] [--rapido]

It informs: a target that is missed on a busy machine fails nothing; results that differ end it with an error.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from pathlib import Path

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import arranque, calificar, comparar, csv_a_puntajes, escala, incertidumbre, leer, revisar, tablero
from benchmarks.medir import show_table


def main() -> None:
    """Measure all and print; in its short form, what the runs by the million promise, with few records."""
    parser = argparse.ArgumentParser(description="Todas las razones de costo que este proyecto promete, en una corrida y una tabla.")
    parser.add_argument("--n", type=int, default=None, help="registros (1,000,000)")
    parser.add_argument("--grande", type=int, default=None, help="registros de la corrida grande (10 veces más)")
    parser.add_argument("--rapido", action="store_true", help="pocos registros, una repetición, y solo las metas de escala")
    call = parser.parse_args()
    fast, began = call.rapido, time.perf_counter()
    n = call.n or (calificar.N_RAPIDO if fast else calificar.N)
    parts = [
        calificar.measure(n, fast=fast),
        csv_a_puntajes.compare_csv(n, fast=fast),
        escala.compare_scale(n, call.grande or (4 if fast else 10) * n, fast=fast),
        leer.compare_reading(fast=fast),
        arranque.compare_start(fast=fast),
    ]
    if not fast:
        parts += [
            comparar.measure(n, fast=False),
            revisar.compare_checking(fast=False),
            tablero.compare_boards(fast=False),
            incertidumbre.compare_draws(fast=False),
        ]
    load = f"; carga al terminar: {', '.join(f'{value:.1f}' for value in os.getloadavg())}" if hasattr(os, "getloadavg") else ""
    print(f"{n:,} registros x 46 preguntas; Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} procesadores{load}.")
    print(f"Tiempo de procesador, medianas; de reloj donde se dice. La medición tomó {time.perf_counter() - began:.0f} s.\n")
    print("\n".join(line for _, said in parts for line in said))
    print()
    print(show_table([ratio for ratios, _ in parts for ratio in ratios]))


if __name__ == "__main__":
    main()
