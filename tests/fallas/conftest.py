"""The nursery of processes (see `vivero`), and a call of the tool that ends as somebody wants."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest

from evaluacion.scale.candado import CANDADO

from .salidas import DE_ANTES, RAIZ
from .vivero import LLEGO

AQUI = Path(__file__).resolve().parent
A_FEW = 6
TEMPORAL = re.compile(r"\.evaluacion-.*\.parcial")


collect_ignore_glob = ["test_*.py"] if os.name == "nt" else []
"""Where processes cannot be forked nothing here has a meaning."""


@pytest.fixture(scope="session", autouse=True)
def _heard():
    """Let the processes of the tests hear every signal: under `nohup`, or after `&` in a script, they would inherit deaf ears."""
    deaf = [number for number in (signal.SIGHUP, signal.SIGINT) if signal.getsignal(number) == signal.SIG_IGN]
    for number in deaf:
        signal.signal(number, signal.SIG_DFL)
    yield
    for number in deaf:
        signal.signal(number, signal.SIG_IGN)


class Fin(NamedTuple):
    """How a call ended: its code, what it said, and whether it got to where something was to go wrong."""

    codigo: int
    salida: str
    errores: str
    llego: bool = False


class Vivero:
    """The process that forks, and the folder with the inputs and the files of reference."""

    def __init__(self, folder):
        self.carpeta = folder
        self.entradas = folder / "entradas"
        env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(RAIZ), str(AQUI.parent)]), "PYTHONUTF8": "1", "NO_COLOR": "1"}
        self.proceso = subprocess.Popen(
            [sys.executable, "-m", "fallas.vivero"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=RAIZ, env=env, text=True
        )
        self._ask({"que": "preparar", "entradas": str(self.entradas)})
        self.llamaron = []
        self._referencias = {}
        for path in (folder, *folder.rglob("*")):  # also for who is nobody
            path.chmod(0o755 if path.is_dir() else 0o644)

    def _ask(self, order):
        assert self.proceso.poll() is None, f"the nursery ended with {self.proceso.returncode}: every test after that fails"
        self.proceso.stdin.write(json.dumps(order) + "\n")
        self.proceso.stdin.flush()
        answer = self.proceso.stdout.readline()
        assert answer, f"the nursery ended with {self.proceso.wait(30)} while it did {order['que']}"
        return json.loads(answer)

    def correr(self, *orders):
        """Run some calls at once (`palabras`, `carpeta` and what is to go wrong); return how each ended."""
        with tempfile.TemporaryDirectory() as folder:
            files = [(Path(folder, f"{n}.out"), Path(folder, f"{n}.err")) for n in range(len(orders))]
            full = [{"out": str(out), "err": str(err), **order} for (out, err), order in zip(files, orders, strict=True)]
            codes = self._ask({"que": "hijos", "hijos": full})
            said = [[path.read_text(errors="replace") if path.exists() else "" for path in pair] for pair in files]
            there = [Path(f"{err}{LLEGO}").exists() for _, err in files]
        return [Fin(code, *texts, mark) for code, texts, mark in zip(codes, said, there, strict=True)]

    def aqui(self, caso, salida):
        """Run a case in the nursery itself, which keeps what it loads; return how it ended."""
        *said, self.llamaron = self._ask({"que": "aqui", "palabras": caso.palabras(self.entradas, salida)})
        return Fin(*said)

    def referencia(self, caso):
        """Return the files of a case to which nothing happens."""
        if caso.nombre not in self._referencias:
            salida = self.carpeta / "referencia" / caso.nombre
            salida.mkdir(parents=True)
            end = self.aqui(caso, salida)
            assert end.codigo == 0, end.errores
            self._referencias[caso.nombre] = files_of(salida)
        return self._referencias[caso.nombre]

    def caso(self, caso, salida, **faults):
        """Run a case into a folder; return how it ended."""
        return self.correr({"palabras": caso.palabras(self.entradas, salida), "carpeta": str(salida), **faults})[0]

    def cerrar(self):
        """End the process."""
        self.proceso.stdin.close()
        self.proceso.wait(30)
        self.proceso.stdout.close()


@contextmanager
def seen_by_all():
    """Make a folder that nobody may enter too: those of pytest are of who runs it, and another run of it closes them at any moment."""
    with tempfile.TemporaryDirectory(prefix="evaluacion-fallas-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="session")
def vivero():
    """One nursery for the session."""
    with seen_by_all() as folder:
        made = Vivero(folder)
        yield made
        made.cerrar()


def files_of(folder):
    """Return the bytes of each file of a folder, by name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def temporaries_of(folder):
    """Return the temporaries that are in a folder, also those that are folders."""
    return [path for path in folder.rglob("*") if TEMPORAL.fullmatch(path.name)]


@pytest.fixture
def destino():
    """Make a folder where a case is going to write, with the files of before if it replaces them."""
    made = []

    def make(caso):
        folder = home / f"s{len(made)}"
        made.append(folder)
        folder.mkdir()
        for name in caso.salidas if caso.reemplaza else ():
            (folder / name).write_bytes(DE_ANTES)
        return folder

    with seen_by_all() as home:
        yield make


def assert_told(end, code=2):
    """It ended as it should, with a sentence in Spanish that says what to do, and no traceback."""
    assert end.codigo == code, end.errores
    assert "Traceback" not in end.errores, end.errores
    assert "falla de evaluacion" not in end.errores, end.errores


def assert_whole(folder, caso, reference):
    """Each file of a folder is that of before or the new one, whole; return the names of those that are new."""
    new = set()
    for name, data in files_of(folder).items():
        if TEMPORAL.search(name) or name.endswith(CANDADO):  # the lock of who was stopped: the next run takes it
            continue
        assert name in caso.salidas, f"nobody asked for {name}"
        if data != DE_ANTES or not caso.reemplaza:
            assert same(data, reference[name], exact=caso.orden != "ejemplo"), f"{name} is half written"
            new.add(name)
    return new


def steps(caso, every=1):
    """Yield the changes of the folder before which something goes wrong, one a run; of many files, one in seven, each of another kind."""
    return count(1, 7 if len(caso.salidas) > A_FEW else every)


def same(one, other, *, exact):
    """Whether two outputs are the same; those that name the folder in which they were made, but for its name."""
    return one == other if exact else one[:9] == other[:9] and len(one) > 0.9 * len(other)
