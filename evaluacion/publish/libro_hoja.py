"""The worksheet of XlsxWriter without what its inner loops repeat for every cell: the same bytes, in less than half the time."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html import escape
from typing import Any

from evaluacion.publish.libro import cell_name

_ERROR = "#"
"""How the values that Excel takes for errors begin."""
_BLOCK = 16
"""Rows that XlsxWriter takes together to say which columns they use."""


def plain_worksheet(worksheet: type[Any]) -> type[Any]:
    """Return, from the worksheet of XlsxWriter, one that writes texts, numbers and formulas at once, and formulas as they are given.

    XlsxWriter builds a list of attributes for each cell and escapes every one of them, and looks in each formula for thirty
    functions newer than Excel 2010, of which ours have none (the tests see to it). What is not one of those three kinds of
    cell goes through its own code, and so does everything where a later version does it elsewhere.
    """

    class Plain(worksheet):  # type: ignore[misc]  # any class
        # Those that take positions alone, and not names such as `B7` too.
        write_string, write_number = worksheet._write_string, worksheet._write_number  # noqa: SLF001 - its own undecorated forms
        write_blank, write_formula = worksheet._write_blank, worksheet._write_formula  # noqa: SLF001 - as above

        def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002
            return formula.removeprefix("=")

        def _write_cell(self, row: int, col: int, cell: Any) -> None:  # noqa: ANN401 - a cell of XlsxWriter
            content = _content(cell) if cell.format is not None and not self.constant_memory else None
            if content is None:
                super()._write_cell(row, col, cell)
            else:
                self.fh.write(f'<c r="{_letters(col)}{row + 1}" s="{cell.format._get_xf_index()}"{content}</c>')  # noqa: SLF001 - as it does

        def _calculate_spans(self) -> None:
            if self.comments:
                super()._calculate_spans()
            else:
                self.row_spans = _spans_of(self.table)

    return Plain


def _content(cell: Any) -> str | None:  # noqa: ANN401 - a cell of XlsxWriter
    """Return what follows the look of a cell, to its end; None where it is of another kind."""
    kind = type(cell).__name__
    if kind == "String":
        return f' t="s"><v>{cell.string}</v>'
    if kind == "Number":
        return f"><v>{cell.number:.16G}</v>"
    if kind != "Formula":
        return None
    if isinstance(cell.value, float):
        return f"><f>{escape(cell.formula, quote=False)}</f><v>{cell.value}</v>"
    if isinstance(cell.value, str) and cell.value and not cell.value.startswith(_ERROR):
        return f' t="str"><f>{escape(cell.formula, quote=False)}</f><v>{escape(cell.value, quote=False)}</v>'
    return None


@cache
def _letters(column: int) -> str:
    return cell_name(0, column)[:-1]


def _spans_of(table: Mapping[int, Mapping[int, Any]]) -> dict[int, str]:
    """Return, for each block of rows with cells, the first and the last column that they use, counted from 1."""
    used: dict[int, set[int]] = {}
    for row, cells in table.items():
        if cells:
            used.setdefault(row // _BLOCK, set()).update(cells)
    return {block: f"{min(columns) + 1}:{max(columns) + 1}" for block, columns in used.items()}
