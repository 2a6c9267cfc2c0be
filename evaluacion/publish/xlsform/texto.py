"""Texts of a marco or a record as they go into a form: the programs that show them find nothing in them to run or to dress."""

from __future__ import annotations

import re

_MARKS = re.compile(r"[\\*_]|^#+|(?<=\s)#+(?=\s)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")


def as_plain(text: str) -> str:
    """Return a text in one line in which `${` names no question."""
    return " ".join(text.split()).replace("${", "$ {")


def as_label(text: str) -> str:
    """Return a text that is shown as it is: no references, no Markdown, no tags.

    Collect and Enketo read Markdown and some HTML in labels; both take a backslash before a mark as the mark itself.
    """
    plain = _MARKS.sub(lambda match: "".join(f"\\{char}" for char in match[0]), as_plain(text))
    return _TAG.sub("< ", plain.replace("](", "] ("))
