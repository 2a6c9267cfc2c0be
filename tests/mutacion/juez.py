"""Who judges a change: chooses its tests, runs them in a process that ends with it, and writes what came out."""

from __future__ import annotations

import json
import os
import time
from collections import Counter, defaultdict
from pathlib import Path

from pruebas import passes, read_tests

VEREDICTOS = Path("veredictos.jsonl")
CONTROLES = 25
"""Tests that are run with nothing changed before any change is judged."""
ANYWHERE = ""
"""Where the tests that killed anything are counted together."""
KILLED, SURVIVED, OUT_OF_TIME, BROKEN, NOT_REACHED = "killed", "survived", "out of time", "the process broke", "no test reaches it"


def verdicts():
    """What is judged so far: the last line said of each change."""
    lines = VEREDICTOS.read_text(encoding="utf-8").splitlines() if VEREDICTOS.exists() else []
    return {said["cambio"]: said for said in map(json.loads, lines)}


def say(said):
    """Add a line to the verdicts, whole."""
    with VEREDICTOS.open("a", encoding="utf-8") as out:
        out.write(json.dumps(said, ensure_ascii=False) + "\n")


class Juez:
    """Chooses the tests of each change: first those that killed its neighbours, then those that killed most, then the quick ones."""

    def __init__(self, items, first=()):
        self.first = first
        self.items = items
        known = {name: test for name, test in read_tests()["pruebas"].items() if name in items}
        self.seconds = {name: test["segundos"] for name, test in known.items()}
        self.of = defaultdict(list)
        for name, test in known.items():
            for function in test["funciones"]:
                self.of[function].append(name)
        self.kills = defaultdict(Counter)
        for said in verdicts().values():
            self.note(said)

    def note(self, said):
        """Remember which test killed."""
        if said.get("por"):
            function = said["cambio"].rpartition("__mutmut_")[0]
            for near in (function, function.rpartition(".")[0], ANYWHERE):
                self.kills[near][said["por"]] += 1

    def tests(self, key):
        """The tests of a change, likeliest first."""
        function = key.rpartition("__mutmut_")[0]
        nearer = [self.kills[near] for near in (function, function.rpartition(".")[0], ANYWHERE)]

        def order(name):
            return (name.partition("::")[0] not in self.first, *(-kills[name] for kills in nearer), self.seconds[name])

        return sorted(self.of[function], key=order)

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

    def warm(self):
        """Run the first tests here, with nothing changed, so that each child finds ready what is made once in a process."""
        for name in self.ahead():
            passes(self.items[name], 600)

    def ahead(self):
        """The tests of the files that go first."""
        return [name for name in self.seconds if name.partition("::")[0] in self.first]

    def control(self):
        """End this process with an error where a test fails with nothing changed: it would kill whatever it judged."""
        os.environ["MUTANT_UNDER_TEST"] = ""
        quick = sorted(self.seconds, key=self.seconds.__getitem__)[:CONTROLES]
        failed = [name for name in dict.fromkeys([*self.ahead(), *quick]) if not passes(self.items[name], 600)]
        if failed:
            print("these fail with nothing changed; run preparar again:", *failed, sep="\n")  # noqa: T201 - a command
            os._exit(3)
