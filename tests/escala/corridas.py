"""Runs of the command in processes of their own, that a test may kill; and clusters of dask, each of its processes one to kill."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq

from .conftest import MARCO

RAIZ = Path(__file__).resolve().parents[2]
SOON = 180
"""Seconds in which anything ends, on a machine with much else to do."""


def start(*words, cwd, modulo="evaluacion", **opciones):
    """Start a module of Python as a process that leads its own group."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(RAIZ), str(RAIZ / "tests"))), "PYTHONIOENCODING": "utf-8"}
    said = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | opciones
    return subprocess.Popen([sys.executable, "-m", modulo, *map(str, words)], cwd=cwd, env=env, start_new_session=True, text=True, **said)


def calificar(taller, *words):
    """Start a run over the folder of data, into the folder of scores."""
    return start("calificar", "datos", "--marco", MARCO, "--salida", "puntajes/", *words, cwd=taller)


def end(process, seconds=SOON):
    """Return how a run ends, and what it says; one that hangs is a failure."""
    try:
        _, said = process.communicate(timeout=seconds)
    finally:
        kill_group(process)
    return process.returncode, said


def kill_group(process):
    """Kill a process and those that it started, as they are in its group."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def members(process):
    """Return the processes of the group of one that were started by it, without helpers of Python and what has ended."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            fields = (path / "stat").read_text().rpartition(")")[2].split()
            words = (path / "cmdline").read_bytes()
            if int(fields[2]) == process.pid != int(path.name) and fields[0] != "Z" and b"resource_tracker" not in words:
                found.append(int(path.name))
    return found


def wait_until(condition, seconds=SOON):
    """Wait for something to be so, and return it."""
    limit = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < limit, "it did not come to be"
        time.sleep(0.02)
    return found


def write_inputs(tabla, folder, files):
    """Write the rows of a table as so many Parquet files."""
    folder.mkdir()
    rows = -(-tabla.num_rows // files)
    for number in range(files):
        pq.write_table(tabla.slice(number * rows, rows), folder / f"d{number:02d}.parquet")


def finished(taller):
    """Return how many parts are in the folder of scores."""
    return len(list((taller / "puntajes").glob("*.parquet")))


def stop_half_way(taller, words, stop, parts=2):
    """Return how a run ends that is stopped with so many parts finished, not all; one that ends before it is heard is begun again."""
    files = len(list((taller / "datos").iterdir()))
    for _ in range(10):
        process = calificar(taller, *words)
        wait_until(lambda running=process: finished(taller) >= parts or running.poll() is not None)
        stop(process)
        wait_until(lambda running=process: running.poll() is not None and not members(running))
        ended = end(process)
        if finished(taller) < files:
            return ended
        shutil.rmtree(taller / "puntajes")
    raise AssertionError("it always ended before it was stopped")


class Cluster:
    """A scheduler of dask and its workers, each a process, that nobody outside reaches."""

    def __init__(self, folder, workers=2, *, nanny=False, cwd=None):
        """Start them, each in its group; with `nanny`, a worker that dies is replaced."""
        folder.mkdir()
        self.folder, self.cwd, self.nanny = folder, cwd or folder, nanny
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        where = folder / "planificador.json"
        words = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", where]
        self.scheduler = start(*words, cwd=self.cwd, modulo="distributed.cli.dask_scheduler", **quiet)
        self.workers = []
        self.address = json.loads(wait_until(lambda: where.exists() and where.read_text()))["address"]
        for _ in range(workers):
            self.add_worker()
        if workers:
            self.wait_for(workers)

    def wait_for(self, workers):
        """Wait for so many workers to be at hand: on a machine with much else to do they take their time."""
        from distributed import Client

        with Client(self.address, timeout=SOON, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=SOON)

    def add_worker(self):
        """Start another worker."""
        words = ["--host", "127.0.0.1", "--nthreads", "1", "--no-dashboard", "--local-directory", self.folder, "--death-timeout", str(SOON)]
        words.append("--nanny" if self.nanny else "--no-nanny")
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.workers.append(start(self.address, *words, cwd=self.cwd, modulo="distributed.cli.dask_worker", **quiet))

    def close(self):
        """End every process."""
        for process in (*self.workers, self.scheduler):
            kill_group(process)
