"""Series: every datum of the indicators that the board shows, one a row, from which the small charts are drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evaluacion.base.periodo import parse_periodo
from evaluacion.model.practica import SerieEscrita
from evaluacion.publish.libro import Celda, Fila, Hoja, Hojeador, Minigrafica, Rango
from evaluacion.publish.tablero.estilos import BLUE, CUERPO, NOTA, TITULO, datum, headers, height_of, label, text
from evaluacion.publish.tablero.impresion import print_table
from evaluacion.publish.tablero.nombres import SERIES
from evaluacion.publish.tablero.seccion import Renglon, Seccion

_COLUMNS = (
    ("Registro", 32),
    ("Evaluador", 14),
    ("Indicador", 38),
    ("Unidad", 16),
    ("Dato", 16),
    ("Periodo", 12),
    ("Valor", 14),
    ("Archivo y línea", 34),
)
_WIDTHS = tuple(float(width) for _, width in _COLUMNS)
_VALUE = [name for name, _ in _COLUMNS].index("Valor")
_EXPLANATION = "Cada dato tal como está en su archivo, del más antiguo al más reciente. Los indicadores que salen de una fórmula no tienen serie propia."
_CENTRED = CUERPO._replace(horizontal="center")
Clave = tuple[str, str | None, str]


@dataclass(frozen=True, slots=True)
class Series:
    """The sheet, and where it has the values of each series."""

    hoja: Hoja
    lugares: dict[Clave, Rango]
    """The blocks of the series with two values or more."""

    def draw(self, renglon: Renglon, indicador: str, row: int, column: int) -> tuple[Minigrafica, ...]:
        """Return the small chart of an indicator of a record, to stand in a cell; none where it has fewer than two values."""
        datos = self.lugares.get(_key(renglon, indicador))
        if datos is None:
            return ()
        values = (self.hoja.filas[place].celdas[_VALUE] for place in range(datos.fila, datos.fila_final + 1))
        falls = any(cell is not None and isinstance(cell.valor, float) and cell.valor < 0 for cell in values)
        return (Minigrafica(row, column, SERIES.nombre, datos, BLUE, None if falls else 0.0),)


def _key(renglon: Renglon, indicador: str) -> Clave:
    return renglon.ficha.practica, renglon.ficha.evaluador, indicador


def arrange_series(secciones: tuple[Seccion, ...]) -> Series:
    """Return the sheet, by record and indicator; a series that several marcos read is there once."""
    sheet, places = Hojeador(), dict[Clave, Rango]()
    sheet.put(label("Series de los indicadores", TITULO), alto=26)
    sheet.put(label(_EXPLANATION, NOTA))
    head = sheet.put(*headers(*(name for name, _ in _COLUMNS)), alto=28)
    seen = set[tuple[str, str | None]]()
    for seccion in secciones:
        for renglon in seccion.detallados:
            record = renglon.ficha.practica, renglon.ficha.evaluador
            if record not in seen:
                seen.add(record)
                _put_record(sheet, secciones, seccion, renglon, places)
    hoja = Hoja(
        SERIES.nombre,
        SERIES.color,
        _WIDTHS,
        tuple(sheet.filas),
        congelar=(head + 1, 1),
        filtro=Rango(head, 0, max(sheet.siguiente - 1, head + 1), len(_COLUMNS) - 1),
        encabezado=head,
        impresion=print_table(head, sheet.siguiente, _WIDTHS),
    )
    return Series(hoja, places)


def _put_record(sheet: Hojeador, secciones: tuple[Seccion, ...], seccion: Seccion, renglon: Renglon, places: dict[Clave, Rango]) -> None:
    row = int(seccion.resultado.filas[renglon.posicion])
    for name, written in renglon.ficha.series.items():
        known = next((of.marco.indicadores[name] for of in secciones if name in of.marco.indicadores), None)
        origen = seccion.resultado.registros.origen(row, "indicadores", name)
        starts = sheet.siguiente + (written.linea_base is not None)
        for kind, period, value in _data(written):
            cells: tuple[Celda, ...] = (
                text(renglon.nombre),
                text(renglon.ficha.evaluador),
                text(known.nombre if known else name),
                text(known.unidad if known else None),
                label(kind, CUERPO),
                text(period),
                datum(value, _CENTRED),
                text(origen),
            )
            sheet.filas.append(Fila(cells, height_of(cells, _WIDTHS), f"{renglon.ficha.practica}, {name}", origen))
        if len(written.valores) > 1:
            places[_key(renglon, name)] = Rango(starts, _VALUE, starts + len(written.valores) - 1, _VALUE)


def _data(written: SerieEscrita) -> Iterator[tuple[str, str, float]]:
    """Yield each datum of a series with its kind and period: the baseline, the values in order, the targets in order."""
    if written.linea_base is not None:
        yield "línea base", written.linea_base.periodo, written.linea_base.valor
    for kind, data in (("valor", written.valores), ("meta intermedia", written.intermedias)):
        for period in sorted(data, key=lambda period: parse_periodo(period) or (0, 0, "")):
            yield kind, period, data[period]
    if written.meta is not None:
        yield "meta", written.meta.periodo, written.meta.valor
