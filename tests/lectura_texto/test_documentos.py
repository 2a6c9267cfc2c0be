"""Files that are not there, cannot be read, or are not what their name says."""

from __future__ import annotations

import os
import sys

import pytest

from evaluacion.base.problema import EvaluacionError
from evaluacion.read.documento import parse_documento, read_bytes, read_documento, show_path
from evaluacion.read.marco import find_marco
from evaluacion.read.texto import MAX_BYTES


def problem_of(action, *arguments):
    """Return the one problem that an action raises."""
    with pytest.raises(EvaluacionError) as caught:
        action(*arguments)
    (problem,) = caught.value.problemas
    return problem


def test_a_file_that_is_not_there(tmp_path):
    """A missing file is named."""
    problem = problem_of(read_documento, tmp_path / "no-hay.yaml")
    assert problem.codigo == "archivo_no_encontrado"
    assert "no-hay.yaml" in str(problem)


def test_a_folder_in_place_of_a_file(tmp_path):
    """A folder is not a file."""
    assert problem_of(read_documento, tmp_path).codigo == "archivo_ilegible"


@pytest.mark.skipif(sys.platform == "win32", reason="devices are files only on POSIX")
def test_a_device_in_place_of_a_file():
    """A device without end is refused before it is read."""
    from pathlib import Path

    assert problem_of(read_documento, Path("/dev/zero")).codigo == "archivo_ilegible"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_place_of_a_file(tmp_path):
    """A pipe is refused without waiting for somebody to write in it."""
    os.mkfifo(tmp_path / "a.yaml")
    assert problem_of(read_documento, tmp_path / "a.yaml").codigo == "archivo_ilegible"


@pytest.mark.skipif(sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_without_permission(tmp_path):
    """A file that may not be read says so."""
    path = tmp_path / "a.yaml"
    path.write_text("practica: a\n")
    path.chmod(0)
    assert problem_of(read_documento, path).codigo == "archivo_ilegible"


@pytest.mark.parametrize("name", ["a\0b.yaml", "x" * 5000])
def test_an_impossible_name_is_a_problem(name):
    """A name that no system takes is a problem like any other."""
    from pathlib import Path

    assert problem_of(read_documento, Path(name)).codigo in {"archivo_ilegible", "archivo_no_encontrado"}


def test_a_circle_of_links(tmp_path):
    """A link to itself is no file."""
    try:
        (tmp_path / "a.yaml").symlink_to(tmp_path / "a.yaml")
    except OSError:
        pytest.skip("links need permission here")
    assert problem_of(read_documento, tmp_path / "a.yaml").codigo in {"archivo_ilegible", "archivo_no_encontrado"}


def test_a_big_file_is_refused_by_its_size_alone(tmp_path):
    """A file over the cap is refused before it is read, with its size and the cap."""
    path = tmp_path / "a.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000_000)
    problem = problem_of(read_bytes, path)
    assert problem.codigo == "archivo_grande"
    assert "50,000,000,000" in problem.mensaje
    assert f"{MAX_BYTES:,}" in problem.mensaje


def test_a_file_at_the_cap_is_read(tmp_path):
    """The cap itself is allowed."""
    path = tmp_path / "a.yaml"
    path.write_bytes(b"practica: a\nnota: ".ljust(MAX_BYTES, b"x"))
    assert read_documento(path).datos["practica"] == "a"


def test_json_is_recognised_by_its_content():
    """A file that opens with a brace is JSON, whatever its name, unless its name says YAML."""
    assert parse_documento('{"practica": "a"}', "sin-extension").texto is not None
    assert parse_documento("{practica: a}", "a.yaml").texto is None
    assert problem_of(parse_documento, "{practica: a}", "a.json").codigo == "json_invalido"


def test_paths_are_shown_from_the_current_folder(tmp_path, monkeypatch):
    """Paths in messages are relative where they can be, with `/`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "una carpeta").mkdir()
    assert show_path(tmp_path / "una carpeta" / "práctica.yaml") == "una carpeta/práctica.yaml"
    assert show_path(tmp_path.parent / "x.yaml") == (tmp_path.parent / "x.yaml").as_posix()


def test_an_unknown_marco_offers_the_nearest():
    """A marco that does not exist gets the nearest id and where they are listed."""
    problem = problem_of(find_marco, "cualitatibo")
    assert problem.codigo == "marco_desconocido"
    assert "¿Quiso escribir «cualitativo»?" in problem.remedio
    assert "evaluacion marcos" in problem.remedio
