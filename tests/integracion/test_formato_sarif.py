"""SARIF: valid by its schema and by GitHub's list of fields, and it says what the review says."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest

from evaluacion.flujo.formatos import write_as

from .conftest import SUCIA, review_files

ESQUEMA = json.loads((Path(__file__).parent / "datos" / "sarif-2.1.0.schema.json").read_text(encoding="utf-8"))
LEVEL = {"falla": "error", "aviso": "warning"}


def run_of(total):
    return json.loads(write_as("sarif", total))["runs"][0]


def place_of(result):
    physical = result["locations"][0]["physicalLocation"]
    return unquote(physical["artifactLocation"]["uri"]), physical["region"]


def test_it_is_valid_by_the_schema(muestra):
    """Every sample, the empty one too, is accepted by the schema of SARIF 2.1.0."""
    validator = jsonschema.validators.validator_for(ESQUEMA)(ESQUEMA)
    assert list(validator.iter_errors(json.loads(write_as("sarif", muestra.total)))) == []


def test_it_has_one_run_with_a_category(muestra):
    """GitHub tells the analyses of one commit apart by category; a run without results closes old alerts."""
    log = json.loads(write_as("sarif", muestra.total))
    assert list(log) == ["$schema", "version", "runs"]
    (run,) = log["runs"]
    assert run["automationDetails"] == {"id": "evaluacion/"}
    assert run["columnKind"] == "unicodeCodePoints"
    assert isinstance(run["results"], list)


def test_each_rule_that_ran_has_its_page(muestra):
    """Nothing that GitHub requires of a rule is missing, empty or too long."""
    rules = run_of(muestra.total)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.codigo for rule in muestra.total.reglas]
    for rule, used in zip(rules, muestra.total.reglas, strict=True):
        assert re.fullmatch(r"[A-Z][A-Za-z0-9]+", rule["name"])
        assert rule["shortDescription"]["text"].endswith(".")
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert rule["defaultConfiguration"] == {"level": LEVEL[used.severidad]}
        assert rule["properties"]["problem.severity"] == LEVEL[used.severidad]
        assert rule["properties"]["precision"] in {"very-high", "high", "medium", "low"}
        assert 0 < len(rule["properties"]["tags"]) <= 20
        for part in (used.que, used.por_que, used.remedio, used.fuente, used.mal.rstrip(), used.bien.rstrip()):
            assert part in rule["help"]["text"]
        assert f"```yaml\n{used.mal.rstrip()}\n```" in rule["help"]["markdown"]


def test_it_says_each_finding_in_its_place(muestra):
    """Reading the log back gives the findings of the review, in their order."""
    run = run_of(muestra.total)
    rules = run["tool"]["driver"]["rules"]
    found = []
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        if result.get("kind") == "open":
            continue
        name, region = place_of(result)
        text = result["message"]["text"]
        found.append((name, result["ruleId"], result["level"], region["startLine"], region["startColumn"], region["endColumn"], text))
    assert found == [
        (
            item.origen.archivo,
            item.regla,
            LEVEL[item.severidad],
            item.origen.linea,
            item.origen.columna,
            item.columna_fin,
            " ".join(f"{item.texto} {item.remedio}".split()),
        )
        for item in muestra.total.hallazgos
    ]


def test_regions_are_one_line_and_count_from_one(muestra):
    """An alert shows in a pull request only when all its lines are in the diff."""
    for result in run_of(muestra.total)["results"]:
        _, region = place_of(result)
        assert region["startLine"] == region["endLine"] >= 1
        assert 1 <= region["startColumn"] < region["endColumn"]


def test_columns_count_code_points(tmp_path):
    """An emoji before the value is one column, as the log declares."""
    total = review_files(tmp_path, {"plan.yaml": 'estrategia: e\nejes: [{nombre: "😀😀", id: ied}]\n'}, solo=["EJE-04"])
    (result,) = run_of(total)["results"]
    _, region = place_of(result)
    line = 'ejes: [{nombre: "😀😀", id: ied}]'
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]
    assert region["snippet"]["text"] in line


def test_what_could_not_be_judged_is_open(sucia):
    """It is neither right nor wrong, and says why."""
    opened = [result for result in run_of(sucia)["results"] if result.get("kind") == "open"]
    assert len(opened) == sum(len(revision.no_juzgadas) for revision in sucia.revisiones) > 0
    assert {result["level"] for result in opened} == {"none"}
    assert all(result["message"]["text"].startswith("No se pudo juzgar: ") for result in opened)


def test_a_suppressed_finding_carries_its_reason(sucia):
    """And no other finding has a suppression."""
    suppressed = {result["ruleId"]: result["suppressions"] for result in run_of(sucia)["results"] if "suppressions" in result}
    why = "Los socios se eligen en junio (hasta 2026-12-31)"
    assert suppressed == {"EJE-04": [{"kind": "inSource", "status": "accepted", "justification": why}]}


def test_the_baseline_is_told_only_when_there_was_one(muestras):
    """Without known findings no result says whether it is new."""
    assert not any("baselineState" in result for result in run_of(muestras["sucia"])["results"])
    total = muestras["con conocidos"]
    told = [result["baselineState"] for result in run_of(total)["results"] if result.get("kind") != "open"]
    assert told == ["unchanged" if item.estado == "conocido" else "new" for item in total.hallazgos]
    assert set(told) == {"unchanged", "new"}


def test_fingerprints_are_distinct_and_survive_a_shift_of_lines(sucia, tmp_path):
    """Two copies of a file in two folders differ; a comment on top changes nothing."""
    prints = [result["partialFingerprints"]["evaluacion/v1"] for result in run_of(sucia)["results"]]
    assert len(prints) == len(set(prints)) > 0
    moved = "# Un comentario.\n\n" + SUCIA
    shifted = review_files(tmp_path, {"planes/norte/plan.yaml": moved, "planes/sur/plan.yaml": moved})
    assert [result["partialFingerprints"]["evaluacion/v1"] for result in run_of(shifted)["results"]] == prints


def test_over_the_limit_of_github_the_lightest_are_left_out_and_it_says_so(sucia, monkeypatch):
    """A run with more results than GitHub takes would be refused whole."""
    monkeypatch.setattr("evaluacion.publish.revision_sarif._MOST_RESULTS", 3)
    run = run_of(sucia)
    faults = [item for item in sucia.hallazgos if item.severidad == "falla"]
    heaviest = max(item.peso for item in faults)
    assert [result["level"] for result in run["results"]] == ["error"] * 3
    assert [result["ruleId"] for result in run["results"]] == [item.regla for item in faults if item.peso == heaviest][:3]
    everything = len(sucia.hallazgos) + sum(len(revision.no_juzgadas) for revision in sucia.revisiones)
    (notice,) = run["invocations"][0]["toolExecutionNotifications"]
    assert f"{everything - 3:,} resultados más" in notice["message"]["text"]


@pytest.mark.lenta
def test_the_validator_of_sarif_finds_neither_errors_nor_warnings(muestra, tmp_path):
    """With the rules of SARIF and of GitHub; it ends with 0 whatever it finds, so its result file is read."""
    tool = shutil.which("Sarif.Multitool")
    if tool is None:
        pytest.skip("Sarif.Multitool is not on the PATH: install the npm package @microsoft/sarif-multitool-linux")
    log, out = tmp_path / "revision.sarif", tmp_path / "resultado.sarif"
    log.write_text(write_as("sarif", muestra.total), encoding="utf-8")
    subprocess.run(
        [tool, "validate", log, "--rule-kind", "Sarif;Ghas", "-o", out, "--log", "ForceOverwrite"], check=True, capture_output=True
    )
    (run,) = json.loads(out.read_text(encoding="utf-8-sig"))["runs"]
    assert run["invocations"][0]["executionSuccessful"]
    assert [result for result in run.get("results", ()) if result.get("level", "warning") in {"error", "warning"}] == []
