"""How costs are taken (CPU time, peak memory, each contender in a process of its own) and shown (one table of ratios)."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

RAIZ = Path(__file__).resolve().parent.parent
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
_NOISY = 0.15


@dataclass(frozen=True, slots=True)
class Razon:
    """One line of the table: how many times one cost is another, and what was asked."""

    que: str
    contra: str
    valor: float | None
    """None: not measured here, and `nota` says why."""
    sentido: Literal["al menos", "a lo más", "informa"]
    meta: float | None = None
    nota: str = ""
    ideal: float | None = None
    """What is sought beyond the target."""

    @property
    def cumple(self) -> bool | None:
        """Whether the target is met; None without target or without measure."""
        if self.valor is None or self.meta is None:
            return None
        return self.valor >= self.meta if self.sentido == "al menos" else self.valor <= self.meta


@dataclass(frozen=True, slots=True)
class Costo:
    """What a contender cost: seconds of each repetition, and memory in megabytes."""

    segundos: tuple[float, ...]
    pico_mb: float | None
    base_mb: float | None
    """Peak before the first repetition: interpreter, libraries and input."""

    @property
    def mediana(self) -> float:
        """The median of the repetitions."""
        return statistics.median(self.segundos)

    @property
    def dispersion(self) -> float:
        """How far the repetitions are from their median, as a fraction of it (interquartile range)."""
        if len(self.segundos) < 4:
            return (max(self.segundos) - min(self.segundos)) / self.mediana
        low, _, high = statistics.quantiles(self.segundos, n=4)
        return (high - low) / self.mediana

    def __str__(self) -> str:
        """Return seconds, spread and memory as a person reads them."""
        noise = f" ±{self.dispersion:.0%}" if self.dispersion > _NOISY else ""
        memory = f", pico {self.pico_mb:,.0f} MB (al cargar {self.base_mb:,.0f})" if self.pico_mb and self.base_mb else ""
        return f"{show_seconds(self.mediana)}{noise}{memory}"


def show_seconds(seconds: float) -> str:
    """Return a duration with three figures."""
    return f"{seconds:.3g} s" if seconds >= 1 else f"{seconds * 1e3:.3g} ms"


def one_thread() -> dict[str, str]:
    """Return the environment of a child: linear algebra on one thread, this checkout first."""
    return {**os.environ, **_ONE_THREAD, "PYTHONPATH": str(RAIZ)}


def run_child(module: str, *arguments: str) -> dict[str, Any]:
    """Return the JSON that a module of this folder prints, run in a process of its own.

    Raises:
        SystemExit: the child failed; what it said goes to stderr.
    """
    command = [sys.executable, "-m", f"benchmarks.{module}", *arguments]
    done = subprocess.run(command, cwd=RAIZ, env=one_thread(), capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        sys.stderr.write(done.stderr)
        raise SystemExit(f"No terminó: {' '.join(command[1:])}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def run_contender(module: str, *arguments: str) -> dict[str, Costo]:
    """Return the costs that a child measured, by name."""
    answer = run_child(module, *arguments)
    return {name: Costo(tuple(seconds), answer["pico_mb"], answer["base_mb"]) for name, seconds in answer["segundos"].items()}


class Gasto(NamedTuple):
    """What a process took: processor seconds, and its peak of memory in megabytes."""

    segundos: float
    pico_mb: float


def as_installed(folder: Path) -> dict[str, str]:
    """Return the environment in which modules are compiled once, as where the package is installed, and kept in a folder."""
    kept = {name: value for name, value in one_thread().items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder)}


def spend(arguments: list[str], codes: tuple[int, ...], environment: dict[str, str]) -> Gasto:
    """Return what a new interpreter takes, start-up included; not on Windows, which does not tell it.

    Raises:
        SystemExit: it did not end with one of those codes.
    """
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen([sys.executable, *arguments], cwd=RAIZ, env=environment, stdout=subprocess.DEVNULL, stderr=said)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in codes:
            said.seek(0)
            sys.stderr.write(said.read().decode(errors="replace"))
            raise SystemExit(f"No terminó: {' '.join(arguments)}")
    return Gasto(used.ru_utime + used.ru_stime, _megabytes(used.ru_maxrss))


def _megabytes(peak: int) -> float:
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10


def peak_mb() -> float | None:
    """Return the peak resident memory of this process so far, in megabytes; None where the system does not tell."""
    try:
        import resource
    except ImportError:
        return None
    return _megabytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def say(text: str) -> None:
    """Tell how the work goes, on stderr."""
    print(text, file=sys.stderr, flush=True)


def show_table(razones: Sequence[Razon]) -> str:
    """Return the table of ratios."""
    words = {True: "cumplida", False: "NO CUMPLIDA", None: ""}
    rows = [("Qué", "Contra qué", "Medido", "Meta", "Ideal", "")]
    for razon in razones:
        measured = "—" if razon.valor is None else f"{razon.valor:.2f} veces"
        target = "" if razon.meta is None else f"{razon.sentido} {razon.meta:g}"
        verdict = "no se midió" if razon.valor is None else words[razon.cumple]
        rows.append((razon.que, razon.contra, measured, target, "" if razon.ideal is None else f"{razon.ideal:g}", verdict))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    right = (2, 3, 4)
    lines = [
        "  ".join(
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    lines += [f"* {razon.que}: {razon.nota}" for razon in razones if razon.nota]
    return "\n".join(lines)
