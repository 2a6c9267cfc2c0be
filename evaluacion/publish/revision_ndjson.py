"""A review as NDJSON: one finding a line, nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evaluacion.model.hallazgo import RevisionTotal


def as_ndjson(total: RevisionTotal) -> str:
    """Return one finding a line, as JSON."""
    return "".join(json.dumps(item.as_dict(), ensure_ascii=False) + "\n" for item in total.hallazgos)
