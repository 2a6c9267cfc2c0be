"""Scores by parts, Parquet to Parquet: how the cost of a row grows, how much memory it takes, and what a second process saves.

python benchmarks/escala.py [--n 1000000] [--grande 10000000] [--rapido]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.medir import Razon, peak_mb, run_child, say, show_seconds, show_table

N, N_RAPIDO = 1_000_000, 262_144
_BATCH = 65_536
_BLANK = 8
_TIMES = 3
_MARCO = "cualitativo"
SEED = 20_261_121


def write_records(path: Path, n: int) -> None:
    """Write invented answers to the 46 questions, a row group at a time: 8 in 100 are blank."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    from evaluacion.read.marco import load_marco

    questions, words = list(load_marco(_MARCO).marco.preguntas), pa.array(["sí", "parcial", "no"])
    rng = np.random.default_rng(SEED)
    names, writer = ["practica", *(f"{_MARCO}.{name}" for name in questions)], None
    for start in range(0, n, _BATCH):
        rows = min(_BATCH, n - start)
        columns = [pa.array([f"p-{row:08d}" for row in range(start, start + rows)])]
        for _ in questions:
            drawn = rng.integers(0, 100, rows, dtype=np.int8)
            columns.append(pa.DictionaryArray.from_arrays(pa.array(drawn % 3, mask=drawn < _BLANK), words))
        table = pa.table(columns, names=names)
        writer = writer or pq.ParquetWriter(path, table.schema, store_schema=False)  # as text: nobody is told how it was written
        writer.write_table(table)
    if writer is not None:
        writer.close()


def measure(path: Path, folder: Path, procesos: int) -> dict[str, Any]:
    """Return what a run over a file costs: wall and processor seconds, rows and the peak of this process."""
    from evaluacion.flujo.escala import score_to_folder
    from evaluacion.scale.motores import run_here, run_processes

    motor = partial(run_processes, procesos=procesos) if procesos > 1 else run_here
    wall, cpu = time.perf_counter(), time.process_time()
    done = score_to_folder(path, folder, marcos=_MARCO, motor=motor)
    return {"reloj": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "filas": done.filas, "pico_mb": peak_mb()}


def _one(data: Path, procesos: int = 1) -> dict[str, Any]:
    """Return what a run costs, in a process and a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        return run_child("escala", "medir", str(data), "--salida", f"{folder}/puntajes", "--procesos", str(procesos))


def _median(runs: list[dict[str, Any]], what: str) -> float:
    return statistics.median(one[what] for one in runs)


def compare_scale(n: int, large: int, *, fast: bool) -> tuple[list[Razon], list[str]]:
    """Return the ratios of the runs by parts, and what each cost, in words; with one process and with two, by turns."""
    times = 1 if fast else _TIMES
    small, big, two = list[dict[str, Any]](), list[dict[str, Any]](), list[dict[str, Any]]()
    with tempfile.TemporaryDirectory() as made:
        few, many = Path(made, "chico.parquet"), Path(made, "grande.parquet")
        say(f"… por partes, {n:,} y {large:,} registros, {times} veces")
        write_records(few, n)
        write_records(many, large)
        for _ in range(times):
            small.append(_one(few))
            big.append(_one(many))
            two += [] if fast else [_one(many, procesos=2)]
    row, far_row = _median(small, "cpu") / n, _median(big, "cpu") / large
    peaks = [one["pico_mb"] for one in big if one["pico_mb"]]
    load = f"; carga de la máquina {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    said = [
        f"por partes, {n:,}: {show_seconds(_median(small, 'reloj'))} de reloj, {row * 1e6:.2f} µs de procesador por fila",
        f"por partes, {large:,}: {show_seconds(_median(big, 'reloj'))} de reloj, {far_row * 1e6:.2f} µs por fila, pico {max(peaks, default=0):,.0f} MB",
        *(f"por partes, {large:,}, dos procesos: {show_seconds(one['reloj'])} de reloj{load}" for one in two),
    ]
    faster = statistics.median(one["reloj"] / other["reloj"] for one, other in zip(big, two, strict=True)) if two else None
    note = (
        "por reloj, en parejas: con la máquina ocupada no se ve."
        if two
        else "con tan pocos registros no se ve; se mide en la forma completa."
    )
    return [
        Razon("Parquet a Parquet: costo por fila", f"{large:,} contra {n:,}", far_row / row, "a lo más", 1.15),
        Razon("Parquet a Parquet: pico de memoria", "0.8 GB", max(peaks) / 800 if peaks else None, "a lo más", 1),
        Razon("Dos procesos: más rápido", "uno", faster, "al menos", 1.4, note),
    ], said


def main() -> None:
    """Measure and print; with `medir`, one run, as JSON."""
    parser = argparse.ArgumentParser(description="Lo que cuesta calificar por partes, y cómo crece.")
    parser.add_argument("que", nargs="?", choices=["medir"])
    parser.add_argument("datos", nargs="?")
    parser.add_argument("--salida")
    parser.add_argument("--procesos", type=int, default=1)
    parser.add_argument("--n", type=int, default=None, help="registros (1,000,000)")
    parser.add_argument("--grande", type=int, default=None, help="registros de la corrida grande (10 veces más)")
    parser.add_argument("--rapido", action="store_true", help="262,144 y el cuádruple, una vez")
    call = parser.parse_args()
    if call.que:
        print(json.dumps(measure(Path(call.datos), Path(call.salida), call.procesos)))
        return
    n = call.n or (N_RAPIDO if call.rapido else N)
    ratios, said = compare_scale(n, call.grande or (4 if call.rapido else 10) * n, fast=call.rapido)
    print("\n".join(said), show_table(ratios), sep="\n\n")


if __name__ == "__main__":
    main()
