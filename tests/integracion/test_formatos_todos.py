"""What every shape keeps: the same bytes, no place of this machine, and files written in one run."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from evaluacion.flujo.formatos import formats, write_as
from evaluacion.flujo.revisar import Opciones, review_paths
from evaluacion.publish.hallazgos import relative_names

from .conftest import DIA, FORMATOS, NOMBRE, SUCIA, hostile, review_files
from .test_formato_junit import ESQUEMA as JUNIT
from .test_formato_sarif import ESQUEMA as SARIF


def test_they_are_the_shapes_that_revisar_offers():
    """No shape for other programs is left without the tests of this folder."""
    assert set(formats()) == {*FORMATOS, "texto", "json", "ndjson"}


@pytest.mark.parametrize("formato", FORMATOS)
def test_the_same_input_gives_the_same_bytes(orden, tmp_path, formato):
    """In another process, with other hashes."""
    (tmp_path / NOMBRE).write_text(hostile(), encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(SUCIA, encoding="utf-8")
    outputs = {
        orden("revisar", ".", "--fecha", "2025-05-01", "--formato", formato, cwd=tmp_path, entorno={"PYTHONHASHSEED": seed}, check=1).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


@pytest.mark.parametrize("formato", FORMATOS)
def test_no_shape_tells_where_this_machine_keeps_the_files(tmp_path, monkeypatch, formato):
    """A file outside the current folder is shown by the end of its path."""
    for name in ("norte", "sur"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "plan.yaml").write_text(SUCIA, encoding="utf-8")
    (tmp_path / "aparte").mkdir()
    monkeypatch.chdir(tmp_path / "aparte")
    text = write_as(formato, review_paths([tmp_path / "norte", "../sur"], Opciones(fecha=DIA)).total)
    assert str(tmp_path) not in text
    assert "../" not in text
    assert "norte/plan.yaml" in text
    assert "sur/plan.yaml" in text


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["a.yaml", "b/c.yaml"], ["a.yaml", "b/c.yaml"]),
        (["/x/a.yaml"], ["a.yaml"]),
        (["/x/a.yaml", "/y/a.yaml"], ["x/a.yaml", "y/a.yaml"]),
        (["a.yaml", "/x/a.yaml"], ["a.yaml", "x/a.yaml"]),
        (["../a.yaml", "C:/x/a.yaml"], ["a.yaml", "x/a.yaml"]),
        (["-"], ["-"]),
    ],
)
def test_a_file_outside_is_named_by_as_much_of_its_path_as_tells_it_apart(sucia, names, shown):
    """Whatever the system."""
    total = replace(sucia, revisiones=tuple(replace(sucia.revisiones[0], archivo=name) for name in names))
    assert [relative_names(total)[name] for name in names] == shown


def test_one_run_writes_several_shapes(orden, tmp_path):
    """The text to the screen, the rest to files, and the messages of the tool apart."""
    (tmp_path / "plan.yaml").write_text(SUCIA, encoding="utf-8")
    options = [word for name in FORMATOS for word in ("--formato", f"{name}=salida-{name}")]
    done = orden("revisar", ".", "--fecha", "2025-05-01", "--formato", "texto", *options, cwd=tmp_path, check=1)
    assert done.stdout.startswith("Lo primero\n")
    assert sorted(path.name for path in tmp_path.glob("salida-*")) == sorted(f"salida-{name}" for name in FORMATOS)
    assert [line for line in done.stderr.splitlines() if line.startswith("Revisión (")] == [
        f"Revisión ({name}): salida-{name}" for name in FORMATOS
    ]


@pytest.mark.parametrize("formato", FORMATOS)
def test_the_screen_and_the_file_hold_the_same(orden, tmp_path, formato):
    """Nothing of the tool's own talk enters the output."""
    (tmp_path / NOMBRE).write_text(hostile(), encoding="utf-8")
    screen = orden("revisar", ".", "--fecha", "2025-05-01", "--formato", formato, cwd=tmp_path, check=1).stdout
    orden("revisar", ".", "--fecha", "2025-05-01", "--formato", f"{formato}=salida", cwd=tmp_path, check=1)
    assert Path(tmp_path, "salida").read_text(encoding="utf-8") == screen


def test_the_standard_input_has_a_name_in_every_shape(orden, tmp_path):
    """It is shown as it was given."""
    text = orden("revisar", "-", "--fecha", "2025-05-01", "--formato", "gitlab", cwd=tmp_path, entrada=SUCIA, check=1).stdout
    assert {issue["location"]["path"] for issue in json.loads(text)} == {"-"}


ROTA = "estrategia: rota\nobjetivoss: []\n"
"""A file with a slip: it cannot be reviewed."""


@pytest.mark.parametrize("formato", FORMATOS)
def test_a_file_that_could_not_be_reviewed_is_told_in_its_place(tmp_path, formato):
    """A reader of the report alone must not take it for right."""
    total = review_files(tmp_path, {"plan.yaml": SUCIA, "rota.yaml": ROTA})
    (problem,) = total.problemas
    text = write_as(formato, total)
    assert "rota.yaml" in text
    assert problem.codigo in text.replace("\\", "")
    assert "objetivoss" in text


def test_the_report_with_a_file_that_could_not_be_reviewed_is_valid(tmp_path):
    """By both schemas."""
    total = review_files(tmp_path, {"plan.yaml": SUCIA, "rota.yaml": ROTA})
    assert list(JUNIT.iter_errors(write_as("junit", total))) == []
    validator = jsonschema.validators.validator_for(SARIF)(SARIF)
    log = json.loads(write_as("sarif", total))
    assert list(validator.iter_errors(log)) == []
    (result,) = [item for item in log["runs"][0]["results"] if item["ruleId"] == total.problemas[0].codigo]
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 2


def test_a_run_that_reviews_nothing_still_annotates_why(orden, tmp_path):
    """It ends with 2, and the file is marked where it is wrong."""
    (tmp_path / "rota.yaml").write_text(ROTA, encoding="utf-8")
    done = orden("revisar", ".", "--formato", "github", "--formato", "sarif=revision.sarif", cwd=tmp_path, check=2)
    assert done.stdout.startswith("::error file=rota.yaml,line=2,")
    assert "nada_que_evaluar" not in done.stdout
    assert not (tmp_path / "revision.sarif").exists()
