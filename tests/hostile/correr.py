"""Runs a case in a process of its own, and says everything that is not as it must be."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from .caso import Caso

RAIZ = Path(__file__).resolve().parent.parent.parent
PLACE = re.compile(r"^(?P<lugar>.+?): (?P<severidad>error|aviso) \[(?P<codigo>[a-z0-9_]+)\] (?P<mensaje>.+)$")
WHOLE_CALL = re.compile(r"^(?:error|aviso) \[(?P<codigo>[a-z0-9_]+)\] ")
OWN_FAULT = ("Traceback", "falla de evaluacion", "la memoria no alcanza", "Error:", "Fatal Python")
ENGLISH = re.compile(r"\b(the|expected|found|while|should|must|input|valid|error at|line \d|column \d|NoneType|dict|object)\b")
QUOTED = re.compile(r"«[^»]*»")


@dataclass(frozen=True)
class Resultado:
    """How a case ended and what it said."""

    sale: int | None
    senal: int
    agotado: bool
    cpu: float
    mb: float
    salida: str
    errores: str
    escritos: tuple[str, ...]

    @property
    def problemas(self) -> list[tuple[str, str, str]]:
        """Place, code and message of each problem that was told; the place is empty for those of the whole call."""
        found = []
        for line in f"{self.errores}\n{self.salida}".splitlines():
            if match := PLACE.match(line):
                found.append((match["lugar"], match["codigo"], match["mensaje"]))
            elif match := WHOLE_CALL.match(line):
                found.append(("", match["codigo"], line))
        return found


def environment(folder: Path) -> dict[str, str]:
    """Return the variables of a run: nothing of the home of who runs it, traces asked for."""
    keep = {key: os.environ[key] for key in ("PATH", "LD_LIBRARY_PATH", "VIRTUAL_ENV") if key in os.environ}
    return keep | {
        "PYTHONPATH": str(RAIZ),
        "PYTHONIOENCODING": "utf-8",
        "NO_COLOR": "1",
        "LC_ALL": "C.UTF-8",
        "EVALUACION_DEPURAR": "1",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "ARROW_DEFAULT_MEMORY_POOL": "system",
        "MALLOC_ARENA_MAX": "2",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }


def tree(folder: Path) -> dict[str, tuple[int, int]]:
    """Return every path under a folder, with size and time of change."""
    found = {}
    for base, folders, names in os.walk(folder):
        for name in (*folders, *names):
            status = os.lstat(Path(base) / name)
            is_folder = name in folders
            found[os.path.relpath(Path(base) / name, folder)] = (0, 0) if is_folder else (status.st_size, status.st_mtime_ns)
    return found


class Servidor:
    """The process that forks one child per case."""

    def __init__(self, home: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.servidor"],
            cwd=RAIZ,
            env=environment(home),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, caso: Caso, base: Path) -> Resultado:
        """Return how a case ends in a child of the server."""
        folder, before = _prepare(caso, base)
        request = {"folder": str(folder), "args": caso.words(), "segundos": caso.segundos, "mb": caso.mb}
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        told = json.loads(self.process.stdout.readline())
        return _collect(folder, before, told)

    def close(self) -> None:
        """End the server."""
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()


def run_alone(caso: Caso, base: Path) -> Resultado:
    """Return how a case ends by the real command line, started anew: three times the limits, for the imports."""
    folder, before = _prepare(caso, base)

    with (base / "salida.txt").open("wb") as out, (base / "errores.txt").open("wb") as err:
        done = subprocess.Popen(
            [sys.executable, "-m", "evaluacion", *caso.words()],
            cwd=folder,
            env=environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
        )
        resource.prlimit(done.pid, resource.RLIMIT_CPU, (caso.segundos + 10, caso.segundos + 11))
        try:
            code, late = done.wait(timeout=caso.segundos * 3 + 30), False
        except subprocess.TimeoutExpired:
            done.kill()
            code, late = done.wait(), True
    told = {"sale": code if code >= 0 else None, "senal": max(0, -code), "agotado": late, "cpu": 0, "mb": 0}
    return _collect(folder, before, told)


def _prepare(caso: Caso, base: Path) -> tuple[Path, dict[str, tuple[int, int]]]:
    folder = base / "caso"
    folder.mkdir(parents=True)
    caso.lay_out(folder)
    return folder, tree(folder)


def _collect(folder: Path, before: dict[str, tuple[int, int]], told: dict) -> Resultado:
    after = tree(folder)
    changed = tuple(sorted(name for name in {*before, *after} if before.get(name) != after.get(name)))
    said = [(folder.parent / name).read_bytes().decode("utf-8", "replace") for name in ("salida.txt", "errores.txt")]
    said = [text.replace(str(folder.parent.resolve()), "..") for text in said]  # where the cases run is nobody's business
    return Resultado(told["sale"], told["senal"], told["agotado"], told["cpu"], told["mb"], said[0], said[1], changed)


def faults(caso: Caso, done: Resultado) -> list[str]:
    """Return everything about the end of a case that is not as it must be, in sentences."""
    found = []
    if done.agotado or done.senal:
        found.append(f"ended by signal {done.senal}, late: {done.agotado}")
    if done.sale != caso.sale:
        found.append(f"exit {done.sale}, and not {caso.sale}")
    found += [f"said {word!r}" for word in OWN_FAULT if word in done.errores]
    codes = {code for _, code, _ in done.problemas}
    found += [f"did not tell {code}" for code in caso.codigos if code not in codes]
    if caso.sale == 0 and not caso.codigos and codes:
        found.append(f"told {sorted(codes)} of a file that is right")
    if not caso.sin_lugar:
        found += [f"no place: {code}" for place, code, _ in done.problemas if not place]
    whole = f"{done.salida}\n{done.errores}"
    found += [f"nothing says {piece!r}" for piece in caso.dice if piece not in whole]
    found += [f"touched {name}" for name in done.escritos if not name.startswith(caso.escribe or ("\0",))]
    found += [f"did not write {name}" for name in caso.escribe if caso.sale == 0 and not any(got.startswith(name) for got in done.escritos)]
    if done.mb > caso.mb:
        found.append(f"took {done.mb:.0f} MB, and may take {caso.mb}")
    for place, code, message in done.problemas:
        plain = QUOTED.sub("", message)
        if ENGLISH.search(plain):
            found.append(f"not in Spanish: {message}")
        if len(message) > 1500:
            found.append(f"a message of {len(message)} characters: {code} at {place[:80]}")
        if not message.rstrip().endswith((".", "?", ")", "»", "…")):
            found.append(f"no sentence: {message}")
    found += [
        f"control character in what is told: {char!r}"
        for char in whole
        if (ord(char) < 32 and char not in "\n\t\r") or char in "\u202e\x7f\u2066"
    ][:1]
    return found
