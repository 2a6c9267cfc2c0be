"""Making a board, start-up included, beside an interpreter that does nothing: 32 practices in YAML, and a table of 2,500.

python benchmarks/tablero.py [--rapido]

What is left of the large one goes, about half and half, to making and to writing 1.2 million cells: each is an object of its
own three times over (in the workbook as a value, in XlsxWriter's table, as markup), and Detalle alone has 20,000 rows.
Of the small one more than a third is loading libraries, numpy and pydantic before all.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import sys
import tempfile
from pathlib import Path
from statistics import median

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.medir import Gasto, Razon, as_installed, say, show_seconds, show_table, spend

PRACTICES, PRACTICES_FAST, FILES = 2_500, 250, 32
TIMES, TIMES_FAST = 3, 1
META_SEGUNDOS, META_MB, META_ARCHIVOS = 20, 1_200, 1
SEED = 20_261_123
_CRITERIOS_DE = (4, 4, 4, 3)
_PREGUNTAS = 4
_HEAD = """\
marco: medicion
version: 1.0.0
evalua: practica
titulo: Instrumento de la medición
escala: [{valor: sí, puntos: 1}, {valor: parcial, puntos: 0.5}, {valor: no, puntos: 0}, {valor: no aplica}]
niveles: [{desde: 0, nombre: incipiente}, {desde: 40, nombre: en desarrollo}, {desde: 60, nombre: consolidada}, {desde: 80, nombre: ejemplar}]
compuertas: [{nivel: ejemplar, criterios: todos, minimo: 50}]
grupos:
"""


def write_marco(path: Path) -> list[str]:
    """Write an instrument of 15 criteria and 60 questions, and return the paths of these."""
    lines, paths = [], []
    for g, size in enumerate(_CRITERIOS_DE):
        lines += [f"  - id: g{g}", f"    nombre: Grupo {g + 1}", "    criterios:"]
        for c in range(size):
            lines += [f"      - id: g{g}c{c}", f"        nombre: Criterio {c + 1} del grupo {g + 1}", "        preguntas:"]
            for q in range(_PREGUNTAS):
                text = f"¿Se cumple el punto {q + 1} del criterio {c + 1} del grupo {g + 1}, con documentos a la vista?"
                help_ = "ayuda: Busque un acta o un informe con fecha., recomendacion: Escriba el acuerdo y publíquelo."
                lines.append(f"          - {{id: p{q}, texto: '{text}', {help_}}}")
                paths.append(f"g{g}c{c}.p{q}")
    path.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return paths


def _draw_answers(draw: random.Random, count: int) -> list[str]:
    """Return the answers of an invented record; some have many and some few."""
    odds = (3 * draw.random(), 1, 2, 0.5, 0.3)
    return draw.choices(("sí", "parcial", "no", "", "no aplica"), odds, k=count)


def write_table(path: Path, paths: list[str], practices: int) -> None:
    """Write a table of that many records."""
    draw = random.Random(SEED)  # noqa: S311 - a reproducible draw
    with path.open("w", encoding="utf-8", newline="") as table:
        rows = csv.writer(table)
        rows.writerow(["practica", "titulo", *(f"medicion.{name}" for name in paths)])
        rows.writerows([f"m-{i:04}", f"Municipio {i}", *_draw_answers(draw, len(paths))] for i in range(practices))


def write_folder(folder: Path, paths: list[str]) -> None:
    """Write 32 records in YAML, each answer with its evidence."""
    folder.mkdir()
    draw = random.Random(SEED)  # noqa: S311 - a reproducible draw
    for i in range(FILES):
        given = zip(paths, _draw_answers(draw, len(paths)), strict=True)
        lines = [
            f"    {name}: {{respuesta: {answer}, motivo: Se revisó el caso, evidencia: {{texto: Acta de sesión, pagina: {i + 1}}}}}"
            for name, answer in given
            if answer
        ]
        head = f"practica: m-{i:02}\ntitulo: Práctica {i}\nrespuestas:\n  medicion:\n"
        (folder / f"{i:02}.yaml").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


def compare_boards(*, fast: bool) -> tuple[list[Razon], list[str]]:
    """Return what boards cost, beside `python -c pass`, in words and as ratios."""
    practices, times = (PRACTICES_FAST, TIMES_FAST) if fast else (PRACTICES, TIMES)
    label = "Hacer el tablero: costo"
    if os.name == "nt":
        return [Razon(label, "python -c pass", None, "informa", nota="este sistema no dice el tiempo de los procesos hijos.")], []
    say(f"… tablero de {practices:,} prácticas y de {FILES}, {times} veces")
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        paths = write_marco(root / "marco.yaml")
        write_table(root / "tabla.csv", paths, practices)
        write_folder(root / "registros", paths)
        board = ["-m", "evaluacion", "tablero", "--marco", f"{name}/marco.yaml", "--salida", f"{name}/tablero.xlsx"]
        what = {"nada": ["-c", "pass"], "archivos": [*board, f"{name}/registros"], "tabla": [*board, f"{name}/tabla.csv"]}
        environment = as_installed(root / "compilados")
        spend(what["archivos"], (0,), environment)  # compiles the modules
        spent: dict[str, list[Gasto]] = {kind: [] for kind in what}
        for _ in range(times):
            for kind, arguments in what.items():
                spent[kind].append(spend(arguments, (0,), environment))
    cost = {kind: median(item.segundos for item in items) for kind, items in spent.items()}
    peak = {kind: max(item.pico_mb for item in items) for kind, items in spent.items()}
    goal = "" if fast else f"; se buscan {META_SEGUNDOS} s y {META_MB:,} MB"
    said = (
        f"Tablero, arranque incluido: {practices:,} prácticas x {len(paths)} preguntas en CSV, {show_seconds(cost['tabla'])} de procesador y"
        f" {peak['tabla']:,.0f} MB{goal}. {FILES} prácticas en YAML, {show_seconds(cost['archivos'])} y {peak['archivos']:,.0f} MB; se busca"
        f" {META_ARCHIVOS} s. python -c pass {show_seconds(cost['nada'])}."
    )
    shown = {"archivos": f"{FILES} prácticas", "tabla": f"{practices:,} prácticas"}
    return [Razon(f"{label}, {words}", "python -c pass", cost[kind] / cost["nada"], "informa") for kind, words in shown.items()], [said]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Lo que cuesta hacer el tablero.")
    parser.add_argument("--rapido", action="store_true", help="250 prácticas y una vez")
    ratios, said = compare_boards(fast=parser.parse_args().rapido)
    print("\n".join(said), show_table(ratios), sep="\n\n")


if __name__ == "__main__":
    main()
