"""What starting costs: the help and one record, beside an interpreter that does nothing, by turns; and what each one loads.

python benchmarks/arranque.py [--rapido]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.medir import RAIZ, Razon, as_installed, say, show_table

TIMES, TIMES_FAST = 11, 5
HEAVY = ("numpy", "pandas", "pyarrow", "pydantic", "jsonschema", "yaml", "click", "xlsxwriter")
_NOTHING = "python -c pass"
_LOADED = f"import json, sys; print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))"


def example() -> str:
    """Return one record of the examples."""
    return str(min((RAIZ / "examples" / "practicas").rglob("*.yaml")))


def loaded_by(code: str, environment: dict[str, str]) -> list[str]:
    """Return which of the heavy libraries a new interpreter has loaded after some code."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{_LOADED}"], cwd=RAIZ, env=environment, capture_output=True, text=True, check=True
    )
    found: list[str] = json.loads(done.stdout.splitlines()[-1])
    return found


def compare_start(*, fast: bool) -> tuple[list[Razon], list[str]]:
    """Return the ratios of the help and of one record to doing nothing (wall), and what each one loads.

    Raises:
        SystemExit: a command fails, or importing the package loads what it must not.
    """
    times = TIMES_FAST if fast else TIMES
    with tempfile.TemporaryDirectory() as folder:
        scored = ["calificar", example(), "--formato", "json", "--salida", str(Path(folder, "ficha.json"))]
        what = {_NOTHING: ["-c", "pass"], "--help": ["-m", "evaluacion", "--help"], "un registro": ["-m", "evaluacion", *scored]}
        environment = as_installed(Path(folder, "compilados"))
        say(f"… arranque, {times} veces")
        seconds: dict[str, list[float]] = {name: [] for name in what}
        used: dict[str, list[float]] = {name: [] for name in what}
        for turn in range(times + 1):
            for name, arguments in what.items():
                start, before = time.perf_counter(), os.times()
                done = subprocess.run([sys.executable, *arguments], cwd=RAIZ, env=environment, capture_output=True, check=False)
                spent = time.perf_counter() - start
                if done.returncode != 0:
                    sys.stderr.write(done.stderr.decode(errors="replace"))
                    raise SystemExit(f"No terminó: {name}")
                if turn:  # the first turn compiles and fills the disk cache
                    seconds[name].append(spent)
                    after = os.times()
                    used[name].append(after.children_user + after.children_system - before.children_user - before.children_system)
        call = f"from evaluacion.cli.principal import main\ntry:\n    main({scored!r})\nexcept SystemExit:\n    pass"
        import_loads, record_loads = (loaded_by(code, environment) for code in ("import evaluacion", call))
    if import_loads:
        raise SystemExit(f"Importar evaluacion carga {', '.join(import_loads)}.")
    ratio = {name: statistics.median(map(_over, seconds[name], seconds[_NOTHING])) for name in what}
    cpu = ", ".join(f"{name} {statistics.median(of) * 1e3:.0f} ms" for name, of in used.items())
    load = f"; carga de la máquina {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    said = [
        "Arranque (tiempo de reloj): "
        + ", ".join(f"{name} {statistics.median(of) * 1e3:.0f} ms" for name, of in seconds.items())
        + load
        + ".",
        f"Lo mismo en tiempo de procesador: {cpu}.",
        f"Importar evaluacion no carga ninguna de {', '.join(HEAVY)}; calificar un registro carga {', '.join(record_loads)}.",
    ]
    extra = [name for name in record_loads if name in ("pandas", "pyarrow", "jsonschema")]
    note = f"carga de más: {', '.join(extra)}." if extra else "sin pandas, pyarrow ni jsonschema."
    return [
        Razon("Arranque: evaluacion --help", _NOTHING, ratio["--help"], "a lo más", 12),
        Razon("Arranque: calificar un registro", _NOTHING, ratio["un registro"], "a lo más", 30, note),
    ], said


def _over(one: float, other: float) -> float:
    return one / other


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Lo que cuesta arrancar.")
    parser.add_argument("--rapido", action="store_true", help="menos repeticiones")
    ratios, said = compare_start(fast=parser.parse_args().rapido)
    print("\n".join(said), show_table(ratios), sep="\n\n")


if __name__ == "__main__":
    main()
