"""Wrong files of comparisons: every folder of `errores` says all that is wrong with it, at its place, and nothing is computed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from evaluacion.base.problema import EvaluacionError
from evaluacion.flujo.comparar import compare

ERRORES = sorted(path.parent for path in (Path(__file__).parent / "errores").glob("*/comparacion.yaml"))


@pytest.mark.parametrize("case", ERRORES, ids=lambda path: path.name)
def test_a_wrong_file_says_everything_that_is_wrong_and_where(case, dorado, tmp_path, monkeypatch):
    """The messages, with file, line and column, are those of `espera.txt`."""
    shutil.copytree(case, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(EvaluacionError) as caught:
        compare("comparacion.yaml")
    dorado(case / "espera.txt", "".join(f"{problem}\n" for problem in caught.value.problemas))


def test_a_misspelt_option_of_the_command_is_an_error_with_the_nearest(orden):
    """Of options, formats, nodes and periods."""
    example = "examples/comparar_estados/comparacion.yaml"
    assert "--formato" in orden("comparar", example, "--fromato", "csv", check=2).stderr
    assert "¿Quiso escribir «capacidad»?" in orden("comparar", example, "--nodo", "capasidad", check=2).stderr
    assert "--periodo dice «2025»" in orden("comparar", example, "--periodo", "2025", check=2).stderr
