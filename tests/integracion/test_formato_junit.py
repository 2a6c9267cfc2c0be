"""JUnit: valid by its schema, one case for each rule and file, and no character breaks it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import xmlschema
from hypothesis import given
from hypothesis import strategies as st

from evaluacion.flujo.formatos import write_as

from .conftest import reworded

ESQUEMA = xmlschema.XMLSchema(Path(__file__).parent / "datos" / "junit.xsd")


def read(total):
    return ET.fromstring(write_as("junit", total))  # noqa: S314 - our own output


def outcome_of(case):
    return case[0].tag if len(case) else "right"


def test_it_is_valid_by_the_schema(muestra):
    """Every sample, the empty one too."""
    assert list(ESQUEMA.iter_errors(write_as("junit", muestra.total))) == []


def test_the_totals_are_those_of_the_cases(muestra):
    """A reader that believes the attributes and one that counts agree."""
    root = read(muestra.total)
    for suite in root:
        cases = Counter(outcome_of(case) for case in suite.iter("testcase"))
        assert (int(suite.get("tests")), int(suite.get("failures")), int(suite.get("skipped"))) == (
            cases.total(),
            cases["failure"],
            cases["skipped"],
        )
    for key in ("tests", "failures", "errors"):
        assert int(root.get(key)) == sum(int(suite.get(key)) for suite in root)


def test_a_rule_fails_only_with_a_fault_that_counts(muestra):
    """As the run does: warnings, known and suppressed findings leave it well."""
    failing = {
        (case.get("classname"), case.find("failure").get("type"))
        for case in read(muestra.total).iter("testcase")
        if len(case.findall("failure"))
    }
    assert failing == {(item.origen.archivo, item.regla) for item in muestra.total.hallazgos if item.cuenta and item.severidad == "falla"}


def test_each_finding_is_told_with_its_place_and_remedy(muestra):
    """Whatever its state, and the offending line with it."""
    said = {
        (case.get("classname"), case.get("name").split(":")[0]): "".join(case.itertext()) for case in read(muestra.total).iter("testcase")
    }
    for item in muestra.total.hallazgos:
        text = said[item.origen.archivo, item.regla]
        assert f"{item.origen}: {item.severidad}" in text
        for part in (item.texto, item.remedio, item.renglon):
            assert " ".join(part.split()) in " ".join(text.split())


def test_what_is_right_is_a_case_that_passes(muestras):
    """A reader sees what was looked at, not only what is wrong."""
    (suite,) = read(muestras["limpia"])
    assert [(case.get("name"), outcome_of(case)) for case in suite.iter("testcase")] == [("ACT-01: Falta un sector prioritario", "right")]


def test_what_does_not_count_is_skipped_with_the_reason(sucia):
    """Suppressed, not applicable, not judged: each says which."""
    reasons = {
        case.get("name").split(":")[0]: case.find("skipped").get("message")
        for case in read(sucia).iter("testcase")
        if len(case.findall("skipped"))
    }
    revision = sucia.revisiones[0]
    assert reasons["EJE-04"] == "Suprimido hasta 2026-12-31: Los socios se eligen en junio"
    found = {item.regla for item in revision.hallazgos}
    for doubt in revision.no_juzgadas:
        assert doubt.regla in found or reasons[doubt.regla].startswith("No se pudo juzgar: ")
    for code, reason in revision.no_aplican:
        assert reasons[code] == f"No aplica: {reason}"


@given(words=st.text(max_size=40).map("a{}".format))
def test_any_character_is_written_so_that_it_can_be_read(breve, words):
    """What XML does not admit is left out; the rest comes back."""
    ESQUEMA.validate(write_as("junit", reworded(breve, words)))
