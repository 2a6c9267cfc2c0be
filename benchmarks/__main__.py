"""Every ratio that the project promises, measured in one run, in one table.

    python benchmarks [--n 1000000] [--rapido]

It informs: a target that is missed on a busy machine fails nothing; results that differ end it with an error.
"""

from __future__ import annotations

import argparse
import platform
import sys
from pathlib import Path

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import calificar, comparar, escala, incertidumbre, leer, revisar, tablero
from benchmarks.medir import show_table


def main() -> None:
    """Measure all and print."""
    parser = argparse.ArgumentParser(description="Todas las razones de costo que este proyecto promete, en una corrida y una tabla.")
    parser.add_argument("--n", type=int, default=None, help="registros (1,000,000)")
    parser.add_argument("--rapido", action="store_true", help="100,000 registros, 100 archivos y menos repeticiones")
    call = parser.parse_args()
    n = call.n or (calificar.N_RAPIDO if call.rapido else calificar.N)
    parts = [
        calificar.measure(n, fast=call.rapido),
        comparar.measure(n, fast=call.rapido),
        leer.compare_reading(fast=call.rapido),
        leer.compare_start(fast=call.rapido),
        revisar.compare_checking(fast=call.rapido),
        tablero.compare_boards(fast=call.rapido),
        incertidumbre.compare_draws(fast=call.rapido),
        escala.compare_scale(n, (4 if call.rapido else 10) * n, fast=call.rapido),
    ]
    print(f"{n:,} registros x 46 preguntas; Python {platform.python_version()}, {platform.machine()}. Tiempo de procesador, medianas.\n")
    print("\n".join(line for _, said in parts for line in said))
    print()
    print(show_table([ratio for ratios, _ in parts for ratio in ratios]))


if __name__ == "__main__":
    main()
