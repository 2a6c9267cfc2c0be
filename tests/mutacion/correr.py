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
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from _pytest.tmpdir import tmppath_result_key

CARPETA = Path("mutants")
PRUEBAS, VEREDICTOS = Path("pruebas.json"), Path("veredictos.jsonl")
SUITES = "puntajes panel explicar objetivos cifras api diferencias decisiones revision comparar tendencias escala"
SEMILLA = 20_261_121
MUESTRA = 60
"""Changes of each module that are tried before the rest of any."""
CONTROLES = 25
"""Tests that are run with nothing changed before any change is judged."""
LIMITE_PRUEBA = 1.5
"""Seconds of processor that a test may take and still be among those that judge."""
KILLED, SURVIVED, OUT_OF_TIME, BROKEN, NOT_REACHED = "killed", "survived", "out of time", "the process broke", "no test reaches it"


class Vigia:
    """A plugin of pytest that takes the loop of tests for itself."""

    def __init__(self, work):
        self.work = work

    def pytest_runtestloop(self, session):
        """Give the tests that were found to the work, in their order."""
        self.work({item.nodeid: item for item in session.items if not item.get_closest_marker("skip")})
        return True


def collect(work, extra=()):
    """Collect the tests once in this process (of the files named, or of the suites), then do the work with them."""
    args = ["-n", "0", "--solo-casos", "-k", "not breaking_a_feature and not with_nothing_broken", "--no-header"]
    suites = [folder for folder in (f"tests/{name}" for name in SUITES.split()) if Path(folder).is_dir()]
    if (code := pytest.main([*args, *(extra or suites)], plugins=[Vigia(work)])) not in (0, 5):
        raise SystemExit(f"pytest ended with {code}")


def passes(item, limit):
    """Whether a test passes, without the report that pytest would make; SIGALRM comes past the limit."""
    item.stash[tmppath_result_key] = {}
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        item.ihook.pytest_runtest_setup(item=item)
        item.ihook.pytest_runtest_call(item=item)
    except pytest.skip.Exception:
        return True
    except (Exception, pytest.fail.Exception, SystemExit):  # noqa: BLE001 - whatever breaks a test kills the change
        return False
    finally:
        item.session._setupstate.teardown_exact(None)
        signal.setitimer(signal.ITIMER_REAL, 0)
    return True


# ---------------------------------------------------------------- what each test reaches


def prepare(paths):
    """Make the changes and write which functions each test reaches, and in how long; of those files alone, where some are named."""
    import mutmut.__main__ as mutmut

    mutmut.set_mutant_under_test("mutant_generation")
    CARPETA.mkdir(exist_ok=True)
    for step in (mutmut.copy_src_dir, mutmut.copy_also_copy_files, mutmut.setup_source_paths, mutmut.store_lines_covered_by_tests):
        step()
    mutmut.create_mutants(2)
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


def time_tests(items):
    """Write the tests that pass in time, with the functions that they reach and the modules that they load."""
    from mutmut.state import state

    os.environ["MUTANT_UNDER_TEST"] = "stats"
    signal.signal(signal.SIGALRM, lambda *_: (_ for _ in ()).throw(TimeoutError))
    known = json.loads(PRUEBAS.read_text(encoding="utf-8")) if PRUEBAS.exists() else {"pruebas": {}, "fuera": [], "modulos": []}
    found, left, modules, saved = known["pruebas"], known["fuera"], set(known["modulos"]), 0.0
    for name, item in items.items():
        if name in found:
            continue
        state()._stats.clear()
        start = time.process_time()
        good = passes(item, 60 * LIMITE_PRUEBA)
        took = time.process_time() - start
        reached = sorted(state()._stats)
        if good and reached and took <= LIMITE_PRUEBA:
            found[name] = {"segundos": round(took, 4), "funciones": reached}
        elif reached:
            left.append((name, round(took, 2), good))
        if time.perf_counter() - saved > 5:
            save_tests(found, left, modules)
            saved = time.perf_counter()
    save_tests(found, left, modules)
    print(f"{len(found)} tests reach score; {len(left)} left out (slow or failing)")  # noqa: T201 - a command


def save_tests(found, left, modules):
    """Write what is known of the tests so far, whole: the judging can begin with it."""
    part = PRUEBAS.with_suffix(".parte")
    part.write_text(
        json.dumps({"pruebas": found, "fuera": left, "modulos": sorted(modules | set(sys.modules))}, indent=1), encoding="utf-8"
    )
    part.replace(PRUEBAS)


# ---------------------------------------------------------------- judging


def changes():
    """Every change that mutmut made, by module."""
    found = {}
    for meta in sorted(Path("evaluacion/score").glob("*.py.meta")):
        found[meta.name.removesuffix(".py.meta")] = list(json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"])
    return found


def verdicts():
    """What is judged so far: the last line said of each change."""
    lines = VEREDICTOS.read_text(encoding="utf-8").splitlines() if VEREDICTOS.exists() else []
    return {said["cambio"]: said for said in map(json.loads, lines)}


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


class Juez:
    """Chooses the tests of each change: first those that killed its neighbours, then the quick ones."""

    def __init__(self, items, first=()):
        self.first = first
        data = json.loads(PRUEBAS.read_text(encoding="utf-8"))
        self.items = items
        self.seconds = {name: test["segundos"] for name, test in data["pruebas"].items() if name in items}
        self.of = defaultdict(list)
        for name in self.seconds:
            for function in data["pruebas"][name]["funciones"]:
                self.of[function].append(name)
        self.kills = defaultdict(Counter)
        for said in verdicts().values():
            self.note(said)

    def note(self, said):
        """Remember which test killed."""
        if said.get("por"):
            function = said["cambio"].rpartition("__mutmut_")[0]
            for near in (function, function.rpartition(".")[0]):
                self.kills[near][said["por"]] += 1

    def tests(self, key):
        """The tests of a change, likeliest first."""
        function = key.rpartition("__mutmut_")[0]
        mine, near = self.kills[function], self.kills[function.rpartition(".")[0]]
        return sorted(
            self.of[function], key=lambda name: (name.partition("::")[0] not in self.first, -mine[name], -near[name], self.seconds[name])
        )

    def judge(self, key, budget):
        """Judge one change in this process, which ends with it."""
        names, start = self.tests(key), time.process_time()
        os.environ["MUTANT_UNDER_TEST"] = key
        said = {"cambio": key, "veredicto": SURVIVED if names else NOT_REACHED, "pruebas": 0, "de": len(names)}
        for name in names:
            said["pruebas"] += 1
            if not passes(self.items[name], 50 * self.seconds[name] + 10):
                said |= {"veredicto": KILLED, "por": name}
                break
            if time.process_time() - start > budget:
                break
        say(said | {"segundos": round(time.process_time() - start, 3)})
        os._exit(0)


def control(judge):
    """End this process with an error where a test fails with nothing changed: it would kill whatever it judged."""
    os.environ["MUTANT_UNDER_TEST"] = ""
    first = [name for name in judge.seconds if name.partition("::")[0] in judge.first]
    quick = sorted(judge.seconds, key=judge.seconds.__getitem__)[:CONTROLES]
    failed = [name for name in dict.fromkeys([*first, *quick]) if not passes(judge.items[name], 600)]
    if failed:
        print("these fail with nothing changed; run preparar again:", *failed, sep="\n")  # noqa: T201 - a command
        os._exit(3)


def say(said):
    """Add a line to the verdicts, whole."""
    with VEREDICTOS.open("a", encoding="utf-8") as out:
        out.write(json.dumps(said, ensure_ascii=False) + "\n")


def run(items, options):
    """Judge the changes in children, as many at a time as were asked for."""
    for module in json.loads(PRUEBAS.read_text(encoding="utf-8"))["modulos"]:
        if re.match(r"(evaluacion|numpy|pandas|pyarrow|pydantic|yaml|openpyxl|xlsxwriter|jsonschema|click)\b", module):
            try:
                importlib.import_module(module)
            except ImportError:
                continue
    gc.collect()
    gc.freeze()
    gc.disable()
    judge, running, end = Juez(items, options.primero), {}, time.time() + 60 * options.minutos
    in_a_child(lambda: control(judge))
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
    files = {name.partition("::")[0] for name in json.loads(PRUEBAS.read_text(encoding="utf-8"))["pruebas"]}
    return collect(lambda items: run(items, options), sorted(files))


if __name__ == "__main__":
    main()
