"""How a run ends when the world does not help: nobody reads, a name is odd, an output is an input."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, sort_problemas
from evaluacion.flujo.rutas import find_files

POSIX = pytest.mark.skipif(os.name == "nt", reason="POSIX files")


@POSIX
@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("calificar . --marco marco.yaml --minimo 100 --formato json", 1),
        ("--help", 0),
        ("marcos --help", 0),
        ("calificar nada.yaml 2>&1", 2),
    ],
)
def test_a_reader_that_went_away_does_not_change_how_the_run_ends(taller, raiz, command, code):
    """A bar that is not reached is 1 and a wrong call 2 also when nobody reads; help is 0."""
    tool = f"{sys.executable} -m evaluacion {command} | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", tool], cwd=taller, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(raiz)}
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr


def test_a_name_that_is_too_long_is_told(llamar):
    """As input, as output and as marco: a message and exit 2."""
    for call in (("validar", "a" * 300), ("calificar", ".", "--salida", "a" * 300), ("calificar", ".", "--marco", "a" * 300)):
        code, _, err = llamar(*call)
        assert (code, "Traceback" in err) == (2, False)


@POSIX
def test_a_name_that_is_no_utf_8_can_be_scored_and_written(llamar, taller):
    """Names from old zip files reach every output as an escape."""
    (taller / "zip").mkdir()
    os.link(taller / "uno.yaml", os.fsencode(taller / "zip") + b"/caf\xe9.yaml")
    for name in ("json", "csv", "parquet"):
        code, _, err = llamar("calificar", "zip", "--marco", "marco.yaml", "--formato", name, "--salida", f"x.{name}")
        assert code == 0, err


@POSIX
def test_a_pipe_is_no_file_and_nobody_waits_for_it(llamar, taller):
    """Named or in a folder."""
    os.mkfifo(taller / "tubo.yaml")
    for ruta in ("tubo.yaml", "."):
        assert "archivo_ilegible" in llamar("validar", ruta).errores


@POSIX
def test_a_broken_link_whose_name_is_a_wildcard_is_not_found(tmp_path):
    """It does not expand to itself for ever."""
    (tmp_path / "a*.yaml").symlink_to("nada")
    with pytest.raises(EvaluacionError, match="archivo_no_encontrado"):
        find_files([tmp_path / "a*.yaml"])


def test_a_folder_that_cannot_be_looked_into_is_an_error(tmp_path, monkeypatch):
    """What was not read must not count as empty."""

    def walk(folder, onerror):
        onerror(PermissionError(13, "Permission denied", f"{folder}/cerrada"))
        return iter(())

    monkeypatch.setattr(os, "walk", walk)
    with pytest.raises(EvaluacionError, match=r"cerrada: error \[archivo_ilegible\]"):
        find_files([tmp_path])


@pytest.mark.parametrize("depurar", [False, True])
def test_a_failure_of_the_tool_is_2_in_one_sentence_and_its_trace_is_for_who_asks(taller, raiz, depurar):
    """With 1 it would pass for a finding; stdout stays empty."""
    broken = (
        "import sys; from evaluacion.cli import principal; from evaluacion.flujo import validar\n"
        "def fail(*_args, **_options): raise IndexError('imprevisto')\n"
        "validar.validate_paths = fail\n"
        "principal.main(['validar', 'uno.yaml'])"
    )
    env = {**os.environ, "PYTHONPATH": str(raiz), "EVALUACION_DEPURAR": "1" if depurar else ""}
    done = subprocess.run([sys.executable, "-c", broken], cwd=taller, capture_output=True, text=True, check=False, env=env)
    assert (done.returncode, done.stdout) == (2, "")
    assert "falla de evaluacion" in done.stderr
    assert "IndexError en <string>:2" in done.stderr
    assert ("Traceback" in done.stderr) is depurar


def test_cells_are_told_in_the_order_of_the_sheet():
    """B9 before A10, Z1 before AA1."""
    found = sort_problemas(Problema("celda_no_valida", "x", Origen("a.xlsx", hoja="H", celda=cell)) for cell in ("AA1", "A10", "B9", "Z1"))
    assert [problem.origen.celda for problem in found if problem.origen] == ["Z1", "AA1", "B9", "A10"]
