"""A review as GitLab's Code Quality report: what counts, by file and place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from evaluacion.publish.hallazgos import clean, columns_of, distinct_prints, message_of, relative_names

if TYPE_CHECKING:
    from evaluacion.model.hallazgo import RevisionTotal

_SEVERITY = {"falla": "major", "aviso": "minor"}


def as_gitlab(total: RevisionTotal) -> str:
    """Return a JSON list with one issue for each finding that is neither known nor suppressed."""
    names = relative_names(total)
    found = [(clean(names[revision.archivo]), item) for revision in total.revisiones for item in revision.vigentes]
    prints = distinct_prints((name, item.huella) for name, item in found)
    issues = []
    for (name, item), fingerprint in zip(found, prints, strict=True):
        line, _, _ = columns_of(item)
        issues.append(
            {
                "description": message_of(item),
                "check_name": item.regla,
                "fingerprint": fingerprint,
                "severity": _SEVERITY[item.severidad],
                "location": {"path": name, "lines": {"begin": line, "end": line}},
            }
        )
    return json.dumps(issues, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
