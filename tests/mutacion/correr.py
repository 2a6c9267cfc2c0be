"""Run the changes that mutmut made in `score` quickly: one process that has imported everything forks a child for each change.

`preparar` makes the changes (mutmut's own) and times the tests; `correr` goes on where it was stopped, in an order drawn from a declared
seed, so that whatever has been tried is a fair sample of each module; `resumen` prints the table and what survived.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import os
import random
import re
import signal
import sys
import time
from collections import Counter
from pathlib import Path

from juez import BROKEN, KILLED, OUT_OF_TIME, VEREDICTOS, Juez, say, verdicts
from pruebas import collect, read_tests, time_tests

CARPETA = Path("mutants")
SEMILLA = 20_261_121
MUESTRA = 60
"""Changes of each module that are tried before the rest of any."""


def prepare(paths):
    """Make the changes and write which functions each test reaches, and in how long; with some files named, time those tests alone."""
    import mutmut.__main__ as mutmut

    if not paths:
        mutmut.set_mutant_under_test("mutant_generation")
        CARPETA.mkdir(exist_ok=True)
        for step in (mutmut.copy_src_dir, mutmut.setup_source_paths, mutmut.store_lines_covered_by_tests):
            step()
        mutmut.create_mutants(2)
    mutmut.copy_also_copy_files()
    enter()
    collect(lambda items: in_a_child(lambda: time_tests(items)), paths)


def enter():
    """Work in the folder of the changed code."""
    os.chdir(CARPETA)
    sys.path.insert(0, str(Path.cwd()))
    os.environ["MUTANT_UNDER_TEST"] = ""


def in_a_child(work):
    """Do the work in a process of its own: what it leaves in memory is not inherited."""
    if (pid := os.fork()) == 0:
        work()
        sys.stdout.flush()
        os._exit(0)
    if code := os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]):
        raise SystemExit(f"the child ended with {code}")


def changes():
    """Every change that mutmut made, by module."""
    found = {}
    for meta in sorted(Path("evaluacion/score").glob("*.py.meta")):
        found[meta.name.removesuffix(".py.meta")] = list(json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"])
    return found


def queue(modules, again):
    """The changes to try: a first sample of each module, then all, each module at the pace of its size."""
    draw, done, order = random.Random(SEMILLA), verdicts(), []  # noqa: S311 - a sample
    for module, made in changes().items():
        keys = sorted(made)
        draw.shuffle(keys)
        order += [(max(0, place - MUESTRA) / len(keys), place, key) for place, key in enumerate(keys) if not modules or module in modules]
    left = [key for *_, key in sorted(order)]
    if again:
        return [key for key in left if key in done and done[key]["veredicto"] != KILLED]
    return [key for key in left if key not in done]


def run(items, options):
    """Judge the changes in children, as many at a time as were asked for."""
    for module in read_tests()["modulos"]:
        if re.match(r"(evaluacion|numpy|pandas|pyarrow|pydantic|yaml|openpyxl|xlsxwriter|jsonschema|click)\b", module):
            try:
                importlib.import_module(module)
            except ImportError:
                continue
    judge, running, end = Juez(items, options.primero), {}, time.time() + 60 * options.minutos
    in_a_child(judge.control)
    judge.warm()
    gc.collect()
    gc.freeze()
    gc.disable()
    left = queue(options.modulos, options.otra_vez)
    seen = VEREDICTOS.stat().st_size if VEREDICTOS.exists() else 0
    while left or running:
        while left and len(running) < options.procesos and time.time() < end:
            key = left.pop(0)
            if (pid := os.fork()) == 0:
                null = os.open(os.devnull, os.O_WRONLY)
                os.dup2(null, 1)
                os.dup2(null, 2)
                signal.signal(signal.SIGALRM, signal.SIG_DFL)
                try:
                    judge.judge(key, options.segundos)
                finally:
                    os._exit(3)
            running[pid] = key
        if not running:
            break
        pid, status = os.wait()
        key = running.pop(pid)
        if code := os.waitstatus_to_exitcode(status):
            say({"cambio": key, "veredicto": OUT_OF_TIME if code == -signal.SIGALRM else BROKEN, "salida": code})
        with VEREDICTOS.open(encoding="utf-8") as said:
            said.seek(seen)
            for line in said.read().splitlines():
                judge.note(json.loads(line))
            seen = said.tell()


def summary(modules):
    """Print a row for each module and, for those named, the changes that survived."""
    done = verdicts()
    for module, keys in changes().items():
        count = Counter(done[key]["veredicto"] for key in keys if key in done)
        print(module, len(keys), sum(count.values()), dict(count))  # noqa: T201 - a command
        for key in keys:
            if module in modules and key in done and done[key]["veredicto"] != KILLED:
                print("  ", key.rpartition(".")[2], done[key])  # noqa: T201 - a command


def main():
    """Read what was asked and do it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paso", choices=["preparar", "correr", "resumen"])
    parser.add_argument("modulos", nargs="*", help="only these modules; of preparar, only these files of tests")
    parser.add_argument("--procesos", type=int, default=2)
    parser.add_argument("--minutos", type=float, default=600)
    parser.add_argument("--segundos", type=float, default=20, help="of processor for a change that nothing kills")
    parser.add_argument("--primero", action="append", default=[], help="a file of tests to try before any other")
    parser.add_argument("--otra-vez", action="store_true", help="try again what survived")
    options = parser.parse_args()
    if options.paso == "preparar":
        return prepare(options.modulos)
    enter()
    if options.paso == "resumen":
        return summary(options.modulos)
    files = {name.partition("::")[0] for name in read_tests()["pruebas"]}
    return collect(lambda items: run(items, options), sorted(files))


if __name__ == "__main__":
    main()
