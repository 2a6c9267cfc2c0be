"""The worksheet of XlsxWriter without what its inner loops repeat for every cell: the same bytes, in less than half the time."""

from __future__ import annotations

from functools import cache
from typing import Any

from evaluacion.publish.libro import cell_name

_ERROR = "#"
"""How the values that Excel takes for errors begin."""


def plain_worksheet(worksheet: type[Any]) -> type[Any]:
    """Return, from the worksheet of XlsxWriter, one that writes texts, numbers and formulas at once, and formulas as they are given.

    XlsxWriter builds a list of attributes for each cell and escapes every one of them, and looks in each formula for thirty
    functions newer than Excel 2010, of which ours have none (the tests see to it). What is not one of those three kinds of
    cell goes through its own code, and so does everything where a later version does it elsewhere.
    """

    class Plain(worksheet):  # type: ignore[misc]  # any class
        def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002
            return formula.removeprefix("=")

        def _write_cell(self, row: int, col: int, cell: Any) -> None:  # noqa: ANN401 - a cell of XlsxWriter
            form, kind = cell.format, type(cell).__name__
            if form is None:
                super()._write_cell(row, col, cell)
                return
            start = f'<c r="{_letters(col)}{row + 1}" s="{form._get_xf_index()}"'  # noqa: SLF001 - as XlsxWriter itself
            if kind == "String" and not self.constant_memory:
                self.fh.write(f'{start} t="s"><v>{cell.string}</v></c>')
            elif kind == "Number":
                self.fh.write(f"{start}><v>{cell.number:.16G}</v></c>")
            elif kind == "Formula" and isinstance(cell.value, float):
                self.fh.write(f"{start}><f>{self._escape_data(cell.formula)}</f><v>{cell.value}</v></c>")
            elif kind == "Formula" and isinstance(cell.value, str) and cell.value and not cell.value.startswith(_ERROR):
                self.fh.write(f'{start} t="str"><f>{self._escape_data(cell.formula)}</f><v>{self._escape_data(cell.value)}</v></c>')
            else:
                super()._write_cell(row, col, cell)

    return Plain


@cache
def _letters(column: int) -> str:
    return cell_name(0, column)[:-1]
