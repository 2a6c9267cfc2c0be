"""GitLab: a list of issues with the fields that its Code Quality report requires."""

from __future__ import annotations

import json

from evaluacion.flujo.formatos import write_as

from .conftest import SUCIA, review_files


def read(total):
    return json.loads(write_as("gitlab", total))


def test_each_finding_that_counts_is_an_issue_in_its_place(muestra):
    """With the required fields and no other; known and suppressed ones are not shown."""
    issues = read(muestra.total)
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
    found = [
        (issue["check_name"], issue["location"]["path"], issue["location"]["lines"]["begin"], issue["description"]) for issue in issues
    ]
    assert found == [
        (item.regla, item.origen.archivo, item.origen.linea, " ".join(f"{item.texto} {item.remedio}".split()))
        for item in muestra.total.hallazgos
        if item.cuenta
    ]


def test_severities_follow_those_of_the_findings(sucia):
    """A fault is worse than a warning."""
    wanted = {"falla": "major", "aviso": "minor"}
    assert [issue["severity"] for issue in read(sucia)] == [wanted[item.severidad] for item in sucia.hallazgos if item.cuenta]


def test_fingerprints_are_distinct_and_survive_a_shift_of_lines(sucia, tmp_path):
    """Two issues with one fingerprint would be shown as one; a comment on top does not make new ones."""
    prints = [issue["fingerprint"] for issue in read(sucia)]
    assert len(prints) == len(set(prints)) > 0
    moved = "# Un comentario.\n\n" + SUCIA
    shifted = review_files(tmp_path, {"planes/norte/plan.yaml": moved, "planes/sur/plan.yaml": moved})
    assert [issue["fingerprint"] for issue in read(shifted)] == prints
    assert [issue["location"] for issue in read(shifted)] != [issue["location"] for issue in read(sucia)]
