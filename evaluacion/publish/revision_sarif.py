"""A review as SARIF 2.1.0, for code scanning: every finding, also the known and the suppressed, and what could not be judged."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from evaluacion.publish.hallazgos import clean, columns_of, distinct_prints, flatten, message_of, relative_names
from evaluacion.publish.sarif_reglas import LEVEL, describe_rule

if TYPE_CHECKING:
    from evaluacion.model.hallazgo import Hallazgo, RevisionTotal, SinJuzgar

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_PRINT: Final = "evaluacion/v1"
_CATEGORY: Final = "evaluacion/"
_IDENTITY: Final = "urn:uuid:4b03d5d1-0739-5984-b40d-aa783ddf513c"
"""What SARIF wants as the address of the tool: a name that leads nowhere, since the project has no page of its own."""
_MOST_RESULTS: Final = 25_000
"""GitHub refuses a run with more, whole."""
_STATES: Final = ("nuevo", "conocido", "suprimido")


def as_sarif(total: RevisionTotal) -> str:
    """Return a log with one run, written also when there is nothing to say so that old alerts close.

    Nothing in it depends on the clock or on where the files are kept. Columns count code points.
    """
    results, left_out = _results(total)
    run: dict[str, Any] = {
        "tool": {"driver": _driver(total)},
        "automationDetails": {"id": _CATEGORY},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    if left_out:
        text = f"Hay {left_out:,} resultados más que no caben: se dejaron fuera los de menos peso."
        notice = {"level": "warning", "message": {"text": text}}
        run["invocations"] = [{"executionSuccessful": True, "toolExecutionNotifications": [notice]}]
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _driver(total: RevisionTotal) -> dict[str, Any]:
    return {
        "name": total.procedencia.herramienta,
        "semanticVersion": total.procedencia.version,
        "informationUri": _IDENTITY,
        "language": "es-MX",
        "rules": [describe_rule(rule) for rule in total.reglas],
    }


def _results(total: RevisionTotal) -> tuple[list[dict[str, Any]], int]:
    """Return the results by file and place, at most as many as GitHub takes, and how many were left out."""
    names = {name: quote(clean(shown)) for name, shown in relative_names(total).items()}
    index = {rule.codigo: position for position, rule in enumerate(total.reglas)}
    compared = any(item.estado == "conocido" for item in total.hallazgos)
    found: list[dict[str, Any]] = []
    ranks: list[tuple[int, bool, float]] = []
    for revision in total.revisiones:
        uri = names[revision.archivo]
        found += [_finding(item, uri, index[item.regla], is_compared=compared) for item in revision.hallazgos]
        ranks += [(_STATES.index(item.estado), item.severidad != "falla", -item.peso) for item in revision.hallazgos]
        found += [_open(item, uri, index[item.regla]) for item in revision.no_juzgadas]
        ranks += [(len(_STATES), False, 0.0)] * len(revision.no_juzgadas)
    prints = distinct_prints((_uri_of(result), result["partialFingerprints"][_PRINT]) for result in found)
    for result, fingerprint in zip(found, prints, strict=True):
        result["partialFingerprints"][_PRINT] = fingerprint
    kept = sorted(sorted(range(len(found)), key=ranks.__getitem__)[:_MOST_RESULTS])
    return [found[position] for position in kept], len(found) - len(kept)


def _uri_of(result: dict[str, Any]) -> str:
    uri: str = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    return uri


def _finding(item: Hallazgo, uri: str, index: int, *, is_compared: bool) -> dict[str, Any]:
    line, column, end = columns_of(item)
    region: dict[str, Any] = {"startLine": line, "startColumn": column, "endLine": line, "endColumn": end}
    snippet = clean(item.renglon[column - 1 : end - 1] if item.origen.celda is None else item.renglon)
    if snippet:
        region["snippet"] = {"text": snippet}
    result: dict[str, Any] = {
        "ruleId": item.regla,
        "ruleIndex": index,
        "level": LEVEL[item.severidad],
        "message": {"text": message_of(item)},
        "locations": [_location(uri, region, item.ruta)],
        "partialFingerprints": {_PRINT: item.huella},
    }
    if item.estado == "suprimido":
        why = flatten(f"{item.motivo} (hasta {item.hasta})")
        result["suppressions"] = [{"kind": "inSource", "status": "accepted", "justification": why}]
    if is_compared:
        result["baselineState"] = "unchanged" if item.estado == "conocido" else "new"
    return result


def _open(item: SinJuzgar, uri: str, index: int) -> dict[str, Any]:
    """Return what the file does not let a rule judge: open, neither right nor wrong."""
    line, column = item.origen.linea or 1, item.origen.columna or 1
    region = {"startLine": line, "startColumn": column, "endLine": line, "endColumn": column + 1}
    digest = hashlib.sha256(f"{item.regla}\0{item.ruta}\0{item.motivo}".encode()).hexdigest()
    return {
        "ruleId": item.regla,
        "ruleIndex": index,
        "kind": "open",
        "level": "none",
        "message": {"text": flatten(f"No se pudo juzgar: {item.motivo}")},
        "locations": [_location(uri, region, item.ruta)],
        "partialFingerprints": {_PRINT: digest},
    }


def _location(uri: str, region: dict[str, Any], ruta: str) -> dict[str, Any]:
    physical = {"artifactLocation": {"uri": uri}, "region": region}
    logical = [{"fullyQualifiedName": flatten(ruta)}] if ruta.strip() else []
    return {"physicalLocation": physical, **({"logicalLocations": logical} if logical else {})}
