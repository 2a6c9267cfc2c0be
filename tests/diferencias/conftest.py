"""Rounds made from a record that ships, by an edit that the case declares."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

RAIZ = Path(__file__).resolve().parents[2]
MARCO = RAIZ / "criteria/cualitativo/marco.yaml"


@pytest.fixture
def rondas(tmp_path):
    """Make two rounds, `2024` and `2025`, as a case asks; return the folder that holds them."""

    def make(case):
        source = RAIZ / f"examples/practicas/{case['registro']}.yaml"
        for name in ("2024", "2025"):
            (tmp_path / name).mkdir(exist_ok=True)
        shutil.copy(source, tmp_path / "2024" / source.name)
        shutil.copy(MARCO, tmp_path / "2024/marco.yaml")
        (tmp_path / "2025" / source.name).write_text(_edited(source, case), encoding="utf-8")
        (tmp_path / "2025/marco.yaml").write_text(_rules(case), encoding="utf-8")
        return tmp_path

    return make


def _edited(source, case):
    text = source.read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    answers = data["respuestas"]["cualitativo"]
    for path in case.get("quitar", ()):
        del answers[path]
    for path, answer in case.get("poner", {}).items():
        answers[path] = {**answers[path], "respuesta": "sí" if answer is True else "no" if answer is False else answer}
    if "evaluador" in case:
        data["evaluacion"]["evaluador"] = case["evaluador"]
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def _rules(case):
    text = MARCO.read_text(encoding="utf-8").replace("version: 1.0.0", f"version: {case.get('version', '1.0.0')}", 1)
    for criterion, weight in case.get("peso", {}).items():
        text = re.sub(rf"(- id: {criterion}\n(?:.*\n)*?\s+)peso: 1\b", rf"\g<1>peso: {weight}", text, count=1)
    return text


@pytest.fixture
def corre(capsys):
    """Run the tool in this process, which is cheaper than one of its own; return how it ended and what it printed."""
    from evaluacion.cli.principal import _run

    def run(*args, check=None):
        capsys.readouterr()
        code = _run([str(arg) for arg in args])
        said = capsys.readouterr()
        assert check is None or code == check, f"exit {code}\n{said.out}\n{said.err}"
        return code, said.out

    return run
