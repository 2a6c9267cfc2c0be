"""A review as JUnit XML: one test case for each rule and file, so that what is right is seen too.

A rule with a fault that counts is a failure. One whose findings are all warnings passes, with what it says as its output:
a run with warnings alone ends well. What is known, suppressed, not fit for the file or could not be judged is skipped, with
the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET  # nosec B405 # it writes, it parses nothing

from evaluacion.publish.hallazgos import clean, flatten, place_in, relative_names

if TYPE_CHECKING:
    from evaluacion.model.hallazgo import Hallazgo, ReglaUsada, Revision, RevisionTotal


def as_junit(total: RevisionTotal) -> str:
    """Return a `testsuites` with one `testsuite` for each file; nothing in it depends on the clock."""
    names = relative_names(total)
    root = ET.Element("testsuites", name="evaluacion revisar")
    for revision in total.revisiones:
        root.append(_suite(revision, flatten(names[revision.archivo]) or "-", total.reglas))
    for key in ("tests", "failures", "errors"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in root)))
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(revision: Revision, name: str, reglas: tuple[ReglaUsada, ...]) -> ET.Element:
    suite = ET.Element("testsuite", name=name)
    cases = [case for case in (_case(rule, revision, name) for rule in reglas) if case is not None]
    suite.set("tests", str(len(cases)))
    suite.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    suite.set("errors", "0")
    suite.set("skipped", str(sum(case.find("skipped") is not None for case in cases)))
    if revision.fecha:
        properties = ET.SubElement(suite, "properties")
        for key, value in (("estrategia", revision.estrategia), ("fecha_referencia", revision.fecha), ("fecha_de", revision.fecha_de)):
            ET.SubElement(properties, "property", name=key, value=flatten(value))
    suite.extend(cases)
    return suite


def _case(rule: ReglaUsada, revision: Revision, name: str) -> ET.Element | None:
    """Return what a rule says of a file; None when it says nothing."""
    findings = [item for item in revision.hallazgos if item.regla == rule.codigo]
    doubts = [item.motivo for item in revision.no_juzgadas if item.regla == rule.codigo]
    reasons = [reason for code, reason in revision.no_aplican if code == rule.codigo]
    if not (findings or doubts or reasons or rule.codigo in revision.en_regla):
        return None
    case = ET.Element("testcase", classname=name, name=flatten(f"{rule.codigo}: {rule.titulo}"))
    counted = [item for item in findings if item.cuenta]
    faults = [item for item in counted if item.severidad == "falla"]
    if faults:
        failure = ET.SubElement(case, "failure", type=rule.codigo, message=_message(faults))
        failure.text = _report(findings, name)
    elif counted:
        ET.SubElement(case, "system-out").text = _report(findings, name)
    elif findings:
        ET.SubElement(case, "skipped", message=_excuse(findings[0])).text = _report(findings, name)
    elif doubts:
        ET.SubElement(case, "skipped", message=flatten(f"No se pudo juzgar: {doubts[0]}"))
    elif reasons:
        ET.SubElement(case, "skipped", message=flatten(f"No aplica: {reasons[0]}"))
    return case


def _message(faults: list[Hallazgo]) -> str:
    more = f" (y {len(faults) - 1:,} más)" if len(faults) > 1 else ""
    return flatten(faults[0].texto) + more


def _excuse(item: Hallazgo) -> str:
    return "Ya conocido." if item.motivo is None else flatten(f"Suprimido hasta {item.hasta}: {item.motivo}")


def _report(findings: list[Hallazgo], name: str) -> str:
    return "\n".join(line for item in findings for line in _lines(item, name)) + "\n"


def _lines(item: Hallazgo, name: str) -> list[str]:
    state = "" if item.cuenta else f" ({item.estado})"
    shown = [f"{flatten(place_in(name, item))}: {item.severidad}{state}: {flatten(item.texto)}"]
    if item.renglon:
        shown.append(f"    {clean(item.renglon)}".rstrip())
    return [*shown, f"  Remedio: {flatten(item.remedio)}"]
