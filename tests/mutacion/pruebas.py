"""The tests that judge: found once in this process, timed, and run without the report that pytest would make."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path

import pytest
from _pytest.tmpdir import tmppath_result_key

PRUEBAS = Path("pruebas.json")
SUITES = "puntajes panel explicar objetivos cifras api diferencias decisiones revision comparar tendencias escala"
LIMITE_PRUEBA = 1.5
"""Seconds of processor that a test may take and still be among those that judge; a property, which says more, ten times as many."""


class Vigia:
    """A plugin of pytest that takes the loop of tests for itself; properties are drawn always the same, and nothing is made smaller."""

    def __init__(self, work):
        self.work = work
        self.properties = []

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self):
        """Draw the same examples in each process, without what was found before."""
        from hypothesis import HealthCheck, Phase, settings

        slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
        fixed = {"derandomize": True, "database": None, "phases": (Phase.explicit, Phase.generate), "deadline": None}
        settings.register_profile("fija", max_examples=60, suppress_health_check=slow, **fixed)
        settings.load_profile("fija")

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items):
        """Keep the properties, which `--solo-casos` leaves out."""
        self.properties = [item for item in items if is_property(item)]

    def pytest_runtestloop(self, session):
        """Give the tests that were found to the work, the properties last."""
        self.work({item.nodeid: item for item in [*session.items, *self.properties] if not item.get_closest_marker("skip")})
        return True


def is_property(item):
    """Whether a test draws its examples."""
    return getattr(item.function, "is_hypothesis_test", False)


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


def time_tests(items):
    """Write the tests that pass in time, with the functions that they reach and the modules that they load."""
    from mutmut.state import state

    os.environ["MUTANT_UNDER_TEST"] = "stats"
    signal.signal(signal.SIGALRM, lambda *_: (_ for _ in ()).throw(TimeoutError))
    known = read_tests() if PRUEBAS.exists() else {"pruebas": {}, "fuera": [], "modulos": []}
    found, left, modules, saved = known["pruebas"], known["fuera"], set(known["modulos"]), 0.0
    for name, item in items.items():
        if name in found:
            continue
        state()._stats.clear()
        start = time.process_time()
        good = passes(item, 60 * LIMITE_PRUEBA)
        took = time.process_time() - start
        reached = sorted(state()._stats)
        if good and reached and took <= LIMITE_PRUEBA * (10 if is_property(item) else 1):
            found[name] = {"segundos": round(took, 4), "funciones": reached}
        elif reached:
            left.append((name, round(took, 2), good))
        if time.perf_counter() - saved > 5:
            save_tests(found, left, modules)
            saved = time.perf_counter()
    save_tests(found, left, modules)
    print(f"{len(found)} tests reach score; {len(left)} left out (slow or failing)")  # noqa: T201 - a command


def read_tests():
    """Return what is known of the tests: those that judge, those left out, and the modules that they load."""
    return json.loads(PRUEBAS.read_text(encoding="utf-8"))


def save_tests(found, left, modules):
    """Write what is known of the tests so far, whole: the judging can begin with it."""
    part = PRUEBAS.with_suffix(".parte")
    part.write_text(
        json.dumps({"pruebas": found, "fuera": left, "modulos": sorted(modules | set(sys.modules))}, indent=1), encoding="utf-8"
    )
    part.replace(PRUEBAS)
