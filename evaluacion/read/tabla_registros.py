"""A published table as records: each row one, with the series of one indicator; the rows that sum up others are left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from evaluacion.base.origen import Origen
from evaluacion.base.periodo import Periodo, parse_periodo
from evaluacion.base.problema import Problema, quote, raise_errors
from evaluacion.model.comun import ID_REGISTRO
from evaluacion.model.practica import TIPOS, Practica
from evaluacion.model.tabla_publicada import Casilla, TablaPublicada
from evaluacion.read.practica import RegistroLeido, RegistrosArchivo

_SERIES = "indicadores"


class RegistrosPublicados(RegistrosArchivo):
    """The rows of a published table; the place of a value is its cell."""

    def __init__(
        self,
        leidos: Sequence[RegistroLeido],
        archivos: dict[str, str],
        celdas: Sequence[Mapping[str, Origen]],
        avisos: Iterable[Problema] = (),
    ) -> None:
        """Keep, for each row, the cell of each period; the first one stands for the row."""
        super().__init__(leidos, archivos, avisos)
        self._celdas = list(celdas)

    def origen(self, fila: int, *ruta: str) -> Origen:
        """Return the cell of a period, `("indicadores", id, period)`, or the first of the row."""
        cells = self._celdas[fila]
        found = cells.get(ruta[-1]) if ruta[:1] == (_SERIES,) else None
        return found if found is not None else next(iter(cells.values()))


def period_columns(tabla: TablaPublicada) -> dict[str, Periodo]:
    """Return the columns whose name is a period, in the order of time."""
    found = {column: period for column in tabla.columnas if (period := parse_periodo(column)) is not None}
    return dict(sorted(found.items(), key=lambda item: item[1]))


def registros_publicados(
    tabla: TablaPublicada, *, tipo: str, indicador: str, archivos: dict[str, str], origen: Origen
) -> RegistrosPublicados:
    """Return the records that a published table holds.

    Args:
        tabla: the table; the columns whose name is a period have the values.
        tipo: the kind of record that the marco judges.
        indicador: the indicator whose series they are.
        archivos: the files that were read, with their sha256.
        origen: where somebody named the table.

    Raises:
        EvaluacionError: no column is a period, a row has no usable id, or a cell says no number.
    """
    columns = period_columns(tabla)
    if not columns:
        what = f"La tabla {quote(tabla.id)} no tiene columnas de periodo; hay: {', '.join(tabla.columnas)}."
        raise_errors([Problema("tendencia_no_valida", what, origen, "Nombre las columnas 2005, 2010, 2024-T3…")])
    problems: list[Problema] = []
    records: list[RegistroLeido] = []
    cells: list[dict[str, Origen]] = []
    for fila in tabla.datos:
        places = {period.texto: tabla.lugares.get((fila, column), origen) for column, period in columns.items()}
        place = next(iter(places.values()))
        if re.fullmatch(ID_REGISTRO, fila) is None:
            what = f"El identificador {quote(fila)} no sirve para un registro."
            problems.append(Problema("tabla_invalida", what, place, "Use letras sin acento, números, «_» y «-»."))
            continue
        values = {}
        for column, period in columns.items():
            cell = tabla.casillas.get((fila, column), Casilla())
            problems.extend(_check_cell(tabla, fila, column, cell, places[period.texto]))
            if cell.valor is not None and not cell.es_dudosa:
                values[period.texto] = float(cell.valor)
        serie = {"valores": values, "fuente": tabla.fuente}
        data = {tipo if tipo in TIPOS else TIPOS[1]: fila, "titulo": tabla.nombres.get(fila, fila), _SERIES: {indicador: serie}}
        records.append(RegistroLeido(Practica.model_validate(data), place.archivo, {}, None))
        cells.append(places)
    raise_errors(problems)
    return RegistrosPublicados(records, archivos, cells, problems)


def _check_cell(tabla: TablaPublicada, fila: str, column: str, cell: Casilla, place: Origen) -> list[Problema]:
    name = quote(tabla.nombres.get(fila, fila))
    if cell.valor is None and cell.texto:
        what = f"{name}, columna {quote(column)}: {quote(cell.texto)} no es un número."
        return [Problema("celda_no_valida", what, place, "Corrija la tabla, o deje vacía la celda.")]
    if cell.es_dudosa:
        what = f"{name}, columna {quote(column)}: la lectura de {quote(cell.texto)} es dudosa y se toma como si faltara."
        return [Problema("celda_no_valida", what, place, "Confírmela con el impreso y quite «confirmada: no».", "aviso")]
    return []
