"""Options of the suite: `--actualizar` rewrites golden texts, `--lentas` runs the long forms, `--solo-casos` leaves out chance."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

RAIZ = Path(__file__).resolve().parent.parent

settings.register_profile("corta", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
settings.register_profile(
    "larga", max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def pytest_addoption(parser):
    parser.addoption("--actualizar", action="store_true", help="rewrite the golden texts with what the code gives now")
    parser.addoption("--lentas", action="store_true", help="run the long form of the suites")
    parser.addoption(
        "--solo-casos", action="store_true", help="leave out what draws at random or starts other programs: a branch is reached by a case"
    )


def pytest_configure(config):
    settings.load_profile("larga" if config.getoption("--lentas") else "corta")


def is_case(item):
    """Whether a test is of written cases, in this process: it neither draws at random, nor starts programs, nor breaks the code."""
    starts_programs = {"orden", "soffice"} & set(item.fixturenames) or "libreoffice" in item.keywords
    breaks_the_code = "without_a_rule" in item.name or "breaking_a_feature" in item.name
    return not (starts_programs or breaks_the_code or getattr(item.function, "is_hypothesis_test", False))


def pytest_collection_modifyitems(config, items):
    if config.getoption("--solo-casos"):
        config.hook.pytest_deselected(items=[item for item in items if not is_case(item)])
        items[:] = [item for item in items if is_case(item)]
    if config.getoption("--lentas"):
        return
    skip = pytest.mark.skip(reason="long form: run with --lentas")
    for item in items:
        if "lenta" in item.keywords:
            item.add_marker(skip)


@pytest.fixture
def raiz():
    """The folder of the project."""
    return RAIZ


@pytest.fixture
def dorado(request):
    """Compare a text with its golden file, or rewrite it with `--actualizar`."""

    def compare(path, text):
        path = Path(path)
        if request.config.getoption("--actualizar"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"no golden text {path}: run pytest --actualizar and read the diff"
        assert text == path.read_text(encoding="utf-8"), f"differs from {path}: run pytest --actualizar and read the diff"

    return compare


@pytest.fixture
def orden():
    """Run the tool in a process of its own and return what it said."""

    def run(*args, cwd=None, entrada=None, entorno=None, check=None):
        env = {**os.environ, "PYTHONPATH": str(RAIZ), "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1", **(entorno or {})}
        done = subprocess.run(
            [sys.executable, "-m", "evaluacion", *map(str, args)],
            capture_output=True,
            cwd=cwd or RAIZ,
            input=entrada,
            env=env,
            timeout=120,
            check=False,
            encoding="utf-8",
            errors="replace",
        )
        if check is not None:
            assert done.returncode == check, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    return run
