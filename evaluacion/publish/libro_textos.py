"""Texts that the writer of workbooks would change: how they are handed to it so that the cell says what was written.

XlsxWriter writes as markup, unescaped, a text that begins with `<r>` and ends with `</r>`; and it escapes `_x0041_` (which in
a workbook means `A`) only where two of them do not share an underscore. Both go out here as a rich text of one run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

_ESCAPES = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SHARED = re.compile(r"_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def protect_texts(texts: Iterable[str]) -> list[str]:
    """Return the shared texts of a workbook as the writer has to get them."""
    return [_as_run(text) if _is_changed(text) else text for text in texts]


def _is_changed(text: str) -> bool:
    return (text.startswith("<r>") and text.endswith("</r>")) or ("_x" in text and _SHARED.search(text) is not None)


def _as_run(text: str) -> str:
    """Return a text as markup without any underscore that the writer could take for the start of an escape."""
    escaped = _CONTROL.sub(lambda match: f"_x{ord(match[0]):04X}_", _ESCAPES.sub("_x005F_", text))
    return f'<r><t xml:space="preserve">{escape(escaped, quote=False).replace("_", "&#95;")}</t></r>'
