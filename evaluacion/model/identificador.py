"""Ids made from titles: readable, and the same for the same title whatever else is in the list."""

from __future__ import annotations

import hashlib
import re

from evaluacion.model.comun import fold

MOST = 48
"""Longest id made from a title, in characters."""
_LEFT_OUT = re.compile(r"[^a-z0-9]+")
_DIGEST = 6


def make_id(title: str) -> str:
    """Return the id of a record with a title: its words without accents, joined by hyphens; empty when none is left.

    A long title keeps its first whole words and ends with a digest of all of it, so that two that begin alike differ.
    """
    words = _LEFT_OUT.sub("-", fold(title)).strip("-")
    if len(words) <= MOST:
        return words
    digest = hashlib.sha256(words.encode()).hexdigest()[:_DIGEST]
    room = MOST - _DIGEST - 1
    start = words[:room] if words[room] == "-" or "-" not in words[:room] else words[:room].rpartition("-")[0]
    return f"{start}-{digest}"
