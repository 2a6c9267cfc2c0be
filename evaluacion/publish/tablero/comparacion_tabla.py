"""A table of units: its columns, each with the cell of every row of the comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from evaluacion.publish.libro import Celda
from evaluacion.publish.tablero.comparacion_vista import UNIDAD
from evaluacion.publish.tablero.estilos import ENCABEZADO, height_of, number, text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from evaluacion.publish.libro import Estilo, Hojeador
    from evaluacion.publish.tablero.comparacion_vista import ComparacionVista

CENTRADA = UNIDAD._replace(horizontal="center")
HEADER = ENCABEZADO._replace(literal=True)
_SHARE = CENTRADA._replace(formato="0 %")
_NAMED = UNIDAD._replace(ajustar=True)
_WHOLE = 52.0
_KEY, _WIDEST_KEY = 12.0, 20.0


class Columna(NamedTuple):
    """A column of a table: its heading, its width and the cell of each row of the comparison."""

    titulo: str
    ancho: float
    celdas: Sequence[Celda]


def put_table(sheet: Hojeador, vista: ComparacionVista, columns: Sequence[Columna], rows: Sequence[int]) -> int:
    """Add the heading and some rows of a table; return the position of the heading."""
    head = sheet.put(*(Celda(column.titulo, HEADER) for column in columns), alto=_WHOLE)
    ids, widths = vista.comparado.renglones.ids, [column.ancho for column in columns]
    for row in rows:
        cells = [column.celdas[row] for column in columns]
        sheet.put(*cells, alto=height_of(cells, widths), de=ids[row])
    return head


def unit_columns(vista: ComparacionVista) -> Iterator[Columna]:
    """Yield the name of the unit, its id where it says something else, and its period where there are periods."""
    rows = vista.comparado.renglones
    yield Columna("Unidad", 32.0, [text(name, _NAMED) for name in vista.nombres])
    if any(name != unit for name, unit in zip(vista.nombres, rows.ids, strict=True)):
        longest = max(len(unit) for unit in rows.ids)
        yield Columna("Clave", min(max(_KEY, float(longest)), _WIDEST_KEY), [text(unit, _NAMED) for unit in rows.ids])
    if rows.periodos is not None:
        yield Columna("Periodo", 10.0, [text(period, CENTRADA) for period in rows.periodos])


def place_columns(title: str, best: NDArray[np.int64], worst: NDArray[np.int64], look: Estilo = CENTRADA) -> Iterator[Columna]:
    """Yield the place of each row: one column, or two where some place is a range."""
    ranges = bool((best != worst).any())
    yield Columna(f"{title}, desde" if ranges else title, 10.0, [number(place or None, 0, look) for place in best.tolist()])
    if ranges:
        yield Columna(f"{title}, hasta", 10.0, [number(place or None, 0, look) for place in worst.tolist()])


def number_column(title: str, values: NDArray[np.float64], decimals: int = 1, ancho: float = 11.0, look: Estilo = CENTRADA) -> Columna:
    """Return a column of numbers; the dash where there is none."""
    return Columna(title, ancho, [number(value, decimals, look) for value in values.tolist()])


def share_column(title: str, shares: NDArray[np.float64], ancho: float = 13.0) -> Columna:
    """Return a column of shares, 0 to 1, shown as percentages."""
    return Columna(title, ancho, [share(value) for value in shares.tolist()])


def share(value: float, decimals: int = 0) -> Celda:
    """Return the cell of a share, 0 to 1, shown as a percentage; the dash where there is none."""
    cell = number(value, 0, CENTRADA)
    if isinstance(cell.valor, str):
        return cell
    return Celda(cell.valor, _SHARE if not decimals else _SHARE._replace(formato=f"0.{'0' * decimals} %"))


def put_named(sheet: Hojeador, name: str, cells: Sequence[Celda | None], width: float) -> None:
    """Add a row that begins with a name that somebody wrote, as high as the name needs in its column."""
    first = text(name, UNIDAD._replace(ajustar=True))
    sheet.put(first, *cells, alto=height_of((first,), (width,)), de=name)
