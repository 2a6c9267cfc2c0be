"""Reading practice files in YAML, with places and checks, against `yaml.safe_load` alone.

python benchmarks/leer.py [--rapido]
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.medir import Razon, peak_mb, run_contender, say, show_seconds, show_table

FILES, FILES_FAST = 1_000, 100
N_INDICADORES = 30
PREGUNTAS_DE = (3,) * 14 + (4,)
SEED = 20_261_121
_WORDS = (
    "acta",
    "acuerdo",
    "anexo",
    "área",
    "avance",
    "convenio",
    "correo",
    "informe",
    "minuta",
    "oficio",
    "padrón",
    "plan",
    "sesión",
    "tabla",
)


def write_practica(number: int) -> str:
    """Return an invented record of about 7.7 kB: 46 answers with evidence and 30 indicators, written as the examples are."""
    draw = random.Random(SEED + number)  # noqa: S311 - a reproducible draw
    lines = [
        f"practica: prueba-{number:05}",
        f"titulo: Registro de medición número {number}",
        'territorio: {nombre: Municipio de prueba, tipo: municipio, clave: "22014", pais: MX}',
        "periodo: {desde: 2019}",
        "evaluacion: {evaluador: generador de la medición, fecha: 2026-11-20, rol: interno}",
        "respuestas:",
        "  medicion:",
    ]
    for criterio, size in enumerate(PREGUNTAS_DE):
        for question in range(size):
            lines += [
                f"    c{criterio}.pregunta_{question}:",
                f"      respuesta: {draw.choice(('sí', 'parcial', 'no'))}",
                f"      evidencia: {{texto: {' '.join(draw.choices(_WORDS, k=2)).capitalize()}., pagina: {draw.randint(1, 240)}}}",
            ]
    lines.append("indicadores:")
    for indicador in range(N_INDICADORES):
        base = draw.randint(1, 90)
        lines.append(
            f"  i{indicador}: {{linea_base: {{periodo: 2020, valor: {base}}}, meta: {{periodo: 2027, valor: {base + draw.randint(1, 90)}}},"
            f" valores: {{2025: {base + draw.randint(0, 40) / 4}}}}}"
        )
    return "\n".join(lines) + "\n"


def write_folder(folder: Path, files: int) -> int:
    """Write the records and return the mean size of one, in bytes."""
    size = 0
    for number in range(files):
        text = write_practica(number).encode()
        (folder / f"{number:05}.yaml").write_bytes(text)
        size += len(text)
    return size // files


def measure_reading(folder: Path, times: int) -> dict[str, Any]:
    """Return the cost of both readers over every file of a folder, by turns; each keeps what it has read, as its caller would."""
    import yaml

    from evaluacion import read_practicas

    paths = sorted(folder.glob("*.yaml"))
    read_practicas(paths[0])  # loads what is loaded on first use
    base = peak_mb()
    seconds: dict[str, list[float]] = {"propia": [], "safe_load": []}
    for _ in range(times):
        start = time.process_time()
        records = read_practicas(folder)
        seconds["propia"].append(time.process_time() - start)
        _check(records, len(paths))
        del records
        start = time.process_time()
        trees = [yaml.safe_load(path.read_bytes()) for path in paths]
        seconds["safe_load"].append(time.process_time() - start)
        del trees
    return {"segundos": seconds, "base_mb": base, "pico_mb": peak_mb()}


def _check(records: Any, files: int) -> None:
    """Stop when the reader has not read what was written, or forgot where: the measure would mean nothing."""
    record = records.practica(files - 1)
    place = records.origen(files - 1, "respuestas", "medicion", "c0.pregunta_1")
    found = (len(records), len(record.respuestas["medicion"]), len(record.indicadores), place.linea, place.columna)
    if found != (files, sum(PREGUNTAS_DE), N_INDICADORES, 11, 5):
        raise SystemExit(f"LO LEÍDO NO ES LO ESCRITO: {found}")


def compare_reading(*, fast: bool) -> tuple[list[Razon], list[str]]:
    """Return the ratio of reading YAML, and what each reader cost, in words."""
    files, times = (FILES_FAST, "1") if fast else (FILES, "5")
    say(f"… lectura de {files:,} archivos YAML, {times} veces")
    with tempfile.TemporaryDirectory() as name:
        size = write_folder(Path(name), files)
        costs = run_contender("leer", "--medir", name, "--veces", times)
    mine, theirs = costs["propia"], costs["safe_load"]
    said = (
        f"Lectura de {files:,} prácticas YAML de {size / 1000:.1f} kB: con posiciones y revisión {show_seconds(mine.mediana)}"
        f" ({mine.mediana / files * 1e3:.2f} ms cada una); yaml.safe_load {show_seconds(theirs.mediana)} ({theirs.mediana / files * 1e3:.2f} ms)."
    )
    return [Razon("Leer YAML: más rápido", "yaml.safe_load", theirs.mediana / mine.mediana, "al menos", 8, ideal=12)], [said]


def main() -> None:
    """Measure and print; with --medir, be the child that reads a folder."""
    parser = argparse.ArgumentParser(description="Lo que cuesta leer prácticas en YAML.")
    parser.add_argument("--rapido", action="store_true", help="100 archivos y menos repeticiones")
    parser.add_argument("--medir", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--veces", type=int, default=5, help=argparse.SUPPRESS)
    call = parser.parse_args()
    if call.medir is not None:
        print(json.dumps(measure_reading(call.medir, call.veces)))
        return
    ratios, said = compare_reading(fast=call.rapido)
    print("\n".join(said), show_table(ratios), sep="\n\n")


if __name__ == "__main__":
    main()
