"""Options of the suite: `--actualizar` rewrites golden texts, `--lentas` runs the long forms, `--solo-casos` leaves out chance."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

RAIZ = Path(__file__).resolve().parent.parent

settings.register_profile("corta", max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
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
    """Whether a test is of written cases, in this process: it neither draws at random, nor drives LibreOffice, nor breaks the code."""
    starts_programs = "soffice" in item.fixturenames or "libreoffice" in item.keywords
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


def run_here(words, cwd, entrada, entorno):
    """Run the tool in this process, where what it reaches is measured, and return how it ended and what it said."""
    from evaluacion.cli.principal import main

    names, kept, here = ("stdin", "stdout", "stderr"), dict(os.environ), Path.cwd()
    streams = sys.stdin, sys.stdout, sys.stderr
    said = [io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8", errors="replace") for text in (entrada or "", "", "")]
    for name, stream in zip(names, said, strict=True):
        setattr(sys, name, stream)
    os.environ.update({"NO_COLOR": "1", **(entorno or {})})
    os.chdir(cwd or RAIZ)
    code = 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            main(list(words))
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 98
    finally:
        for name, stream in zip(names, streams, strict=True):
            setattr(sys, name, stream)
        os.environ.clear()
        os.environ.update(kept)
        os.chdir(here)
    for stream in said[1:]:
        stream.flush()
    out, err = (stream.buffer.getvalue().decode("utf-8", "replace") for stream in said[1:])
    return subprocess.CompletedProcess(words, code, out, err)


@pytest.fixture
def orden(pytestconfig):
    """Run the tool in a process of its own and return what it said; with `--solo-casos`, in this one."""

    def run(*args, cwd=None, entrada=None, entorno=None, check=None):
        if pytestconfig.getoption("--solo-casos"):
            done = run_here([*map(str, args)], cwd, entrada, entorno)
            assert check is None or done.returncode == check, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
            return done
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
