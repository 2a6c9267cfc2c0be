"""The only door of XlsxWriter: a workbook as a value becomes a file, the same bytes each time."""

from __future__ import annotations

import warnings
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evaluacion.base.problema import EvaluacionError, Problema, quote
from evaluacion.publish.libro import (
    BarrasEnCeldas,
    Celda,
    Estilo,
    Grafica,
    Hoja,
    Libro,
    ListaDeCeldas,
    Minigrafica,
    NumerosEnCeldas,
    Rango,
    absolute_name,
    cell_name,
)
from evaluacion.publish.libro_graficas import FONT, build_chart
from evaluacion.publish.libro_hoja import plain_worksheet
from evaluacion.publish.libro_limites import find_misfits
from evaluacion.publish.libro_textos import protect_texts
from evaluacion.publish.salida import write_atomically

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed date: same input, same bytes
_PAPERS = {"carta": 1, "doble_carta": 3}
_MOST_FOOTER = 200
"""Longest text of a footer, in UTF-16 units, as Excel counts them."""
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


def write_libro(libro: Libro, path: Path) -> tuple[Path, Problema | None]:
    """Write the workbook as .xlsx; return where it went, and a warning when another program held the target open.

    Raises:
        EvaluacionError: a text is too long for a cell (`texto_demasiado_largo`), a sheet does not fit in Excel, or the
            file cannot be written. Nothing is written then.
    """
    problems = [problem for hoja in libro.hojas for problem in find_misfits(hoja)]
    if problems:
        raise EvaluacionError(problems)
    return write_atomically(path, partial(_write, libro), may_rename=True)


def _write(libro: Libro, path: Path) -> None:
    import xlsxwriter  # noqa: PLC0415 - heavy: only when a workbook is written
    from xlsxwriter.exceptions import XlsxWriterException  # noqa: PLC0415 - as above

    written = BytesIO()  # the library leaves its file open when the disk is full, and complains of it later
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        try:
            book = xlsxwriter.Workbook(written, _OPTIONS)
            _fill(book, libro)
            book.close()
        except (XlsxWriterException, UserWarning) as error:
            raise EvaluacionError([_refused(libro.titulo, str(error))]) from error
    path.write_bytes(written.getbuffer())


def _fill(book: Workbook, libro: Libro) -> None:
    from xlsxwriter.worksheet import Worksheet  # noqa: PLC0415 - as above

    book.set_properties(
        {"title": libro.titulo, "subject": libro.asunto, "author": "evaluacion", "comments": libro.pie, "created": _CREATED}
    )
    book.set_size(2400, 1300)
    _protect_texts(book)
    formats = _Formats(book)
    plain = plain_worksheet(Worksheet)
    sheets = [book.add_worksheet(hoja.nombre, plain) for hoja in libro.hojas]
    for hoja, sheet in zip(libro.hojas, sheets, strict=True):
        _lay_out(sheet, hoja, libro.pie)
        for row, fila in enumerate(hoja.filas):
            if fila.alto is not None:
                _check(sheet.set_row(row, fila.alto), hoja, row, 0)
            for column, celda in enumerate(fila.celdas):
                if celda is not None and (code := _write_cell(sheet, row, column, celda, formats.get(celda.estilo))):
                    _check(code, hoja, row, column)
        for grafica in hoja.graficas:
            _insert_chart(book, sheet, hoja, grafica)
        for mini in hoja.minigraficas:
            _check(_insert_sparkline(sheet, mini), hoja, mini.fila, mini.columna)


def _protect_texts(book: Workbook) -> None:
    """Have the shared texts of a workbook written as they are, when it is closed."""
    table = book.str_table
    sort = table._sort_string_data  # noqa: SLF001 - the writer has no other place where texts may be prepared

    def sort_protected() -> None:
        sort()
        table.string_array = protect_texts(table.string_array)

    table._sort_string_data = sort_protected  # noqa: SLF001 - as above


class _Formats:
    """The formats of a workbook, one for each look."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._known: dict[Estilo, Format] = {}

    def get(self, estilo: Estilo) -> Format:
        """Return the format of a look."""
        if estilo not in self._known:
            self._known[estilo] = self._book.add_format(_properties(estilo))
        return self._known[estilo]


def _properties(estilo: Estilo) -> dict[str, Any]:
    wanted: dict[str, Any] = {
        "font_name": FONT,
        "font_size": estilo.tamano,
        "valign": estilo.vertical,
        "bold": estilo.negrita,
        "italic": estilo.cursiva,
        "text_wrap": estilo.ajustar,
        "underline": 1 if estilo.subrayado else 0,
        "rotation": estilo.rotacion,
        "quote_prefix": estilo.literal,
        "font_color": estilo.color,
        "bg_color": estilo.fondo,
        "num_format": estilo.formato,
        "align": estilo.horizontal,
    }
    if estilo.borde:
        wanted.update(border=1, border_color="#BFBFBF")
    unlocked = {} if estilo.bloqueada else {"locked": False}
    return {name: value for name, value in wanted.items() if value} | unlocked


def _write_cell(sheet: Worksheet, row: int, column: int, celda: Celda, form: Format) -> int:
    value, _, enlace, formula = celda
    code: int | None
    if formula is not None:
        code = sheet.write_formula(row, column, formula, form, value)
    elif value is None:
        code = sheet.write_blank(row, column, None, form)
    elif not isinstance(value, str):
        code = sheet.write_number(row, column, value, form)
    elif enlace is None:
        code = sheet.write_string(row, column, value, form)
    else:
        code = sheet.write_url(row, column, f"internal:'{enlace.hoja}'!{cell_name(enlace.fila, enlace.columna)}", form, value)
    return code or 0


def _lay_out(sheet: Worksheet, hoja: Hoja, pie: str) -> None:
    for column, width in enumerate(hoja.anchos):
        sheet.set_column(column, column, width, None, {"hidden": column in hoja.columnas_ocultas})
    sheet.set_tab_color(hoja.color)
    sheet.freeze_panes(*hoja.congelar)
    if hoja.filtro:
        sheet.autofilter(*hoja.filtro)
    if not hoja.cuadricula:
        sheet.hide_gridlines(2)
    for escala in hoja.escalas:
        low, middle, high = escala.valores
        rule: dict[str, Any] = {"type": "3_color_scale", "min_type": "num", "mid_type": "num", "max_type": "num"}
        rule.update(min_value=low, mid_value=middle, max_value=high)
        rule.update(zip(("min_color", "mid_color", "max_color"), escala.colores, strict=True))
        _check(int(sheet.conditional_format(*escala.rango, rule)), hoja, escala.rango.fila, escala.rango.columna)
    for barras in hoja.barras:
        _check(int(sheet.conditional_format(*barras.rango, _bars(barras))), hoja, barras.rango.fila, barras.rango.columna)
    sheet.ignore_errors({"number_stored_as_text": str(Rango(0, 0, max(len(hoja.filas), 1) - 1, max(len(hoja.anchos), 1) - 1))})
    for lista in hoja.listas:
        _check(int(sheet.data_validation(*lista.rango, _choices(lista)) or 0), hoja, lista.rango.fila, lista.rango.columna)
    for item in hoja.numeros:
        _check(int(sheet.data_validation(*item.rango, _limits(item)) or 0), hoja, item.rango.fila, item.rango.columna)
    if hoja.oculta:
        sheet.very_hidden()
    if hoja.protegida:
        sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    _set_up_print(sheet, hoja, pie)


def _bars(barras: BarrasEnCeldas) -> dict[str, Any]:
    """Return the bars of some cells as XlsxWriter takes them: solid, between fixed limits."""
    limits = {"min_type": "num", "max_type": "num", "min_value": barras.desde, "max_value": barras.hasta}
    return {"type": "data_bar", "data_bar_2010": True, "bar_solid": True, "bar_color": barras.color, **limits}


def _choices(lista: ListaDeCeldas) -> dict[str, Any]:
    """Return the drop-down of some cells as XlsxWriter takes it."""
    block = lista.opciones
    first, last = (absolute_name(row, column) for row, column in ((block.fila, block.columna), (block.fila_final, block.columna_final)))
    return {
        "validate": "list",
        "source": f"='{lista.hoja}'!{first}:{last}",
        "error_title": "No está en la lista",
        "error_message": lista.aviso,
    }


def _limits(item: NumerosEnCeldas) -> dict[str, Any]:
    """Return what numbers some cells take, as XlsxWriter takes it."""
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": item.minimo,
        "maximum": item.maximo,
        "ignore_blank": False,
        "error_title": "No es un número admitido",
        "error_message": item.aviso,
    }


def _set_up_print(sheet: Worksheet, hoja: Hoja, pie: str) -> None:
    shown = hoja.impresion
    sheet.set_landscape()
    sheet.set_paper(_PAPERS[shown.papel])
    sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.7)
    if shown.paginas is not None:
        sheet.fit_to_pages(*shown.paginas)
    else:
        sheet.set_print_scale(shown.escala)
        sheet.set_h_pagebreaks(list(shown.saltos))
    if shown.repetir is not None:
        sheet.repeat_rows(*shown.repetir)
    if shown.area is not None:
        sheet.print_area(*shown.area)
    _check(int(sheet.set_footer(footer_text(pie)) or 0), hoja, 0, 0)


def footer_text(pie: str) -> str:
    """Return the footer of a page: the text at the left, cut to what fits, `&` doubled; the page number at the right."""
    text = pie.replace("&", "&&")
    if len(text.encode("utf-16-le")) > 2 * _MOST_FOOTER:
        kept = text.encode("utf-16-le")[: 2 * (_MOST_FOOTER - 1)].decode("utf-16-le", "ignore")
        odd = (len(kept) - len(kept.rstrip("&"))) % 2
        text = f"{kept[:-1] if odd else kept}…"
    return f"&L&8{' ' if text[:1].isdigit() else ''}{text}&R&8Página &P de &N"


def _insert_chart(book: Workbook, sheet: Worksheet, hoja: Hoja, grafica: Grafica) -> None:
    chart = build_chart(book, grafica)
    options = {"description": grafica.descripcion, "object_position": 2, "x_offset": 4 + grafica.desplaza, "y_offset": 4}
    _check(int(sheet.insert_chart(grafica.fila, grafica.columna, chart, options) or 0), hoja, grafica.fila, grafica.columna)


def _insert_sparkline(sheet: Worksheet, mini: Minigrafica) -> int:
    """Draw the columns of a cell, negative ones downwards."""
    source = f"'{mini.hoja}'!{mini.datos}"
    looks = {"type": "column", "series_color": mini.color, "negative_points": True, "axis": True, "show_hidden": True}
    starts = {} if mini.desde is None else {"min": mini.desde}
    return int(sheet.add_sparkline(mini.fila, mini.columna, {"range": source, **looks, **starts}) or 0)


def _check(code: int, hoja: Hoja, row: int, column: int) -> None:
    if code:
        raise EvaluacionError([_refused(f"{hoja.nombre}!{cell_name(row, column)}", f"código {code}")])


def _refused(place: str, reason: str) -> Problema:
    return Problema(
        "salida_imposible",
        f"El libro de Excel no admite lo que iba en {quote(place)}: {reason}.",
        None,
        "Nada se escribió. Es una falla de esta herramienta: repórtela con este mensaje.",
    )
