"""The cells that a claim names, as intervals, and what is in the way: empty cells, doubtful readings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from evaluacion.compare.intervalo import Intervalo, add, exact, rounded, scale
from evaluacion.model.cifras import Dato, parse_printed
from evaluacion.model.tabla_publicada import Casilla, TablaPublicada

Clave = tuple[str, str, str]
"""Table, row and column of a cell."""


class SinDatoError(Exception):
    """A computation cannot be made with what is printed; the text says why."""


class Celdas:
    """The cells of some tables; remembers which doubtful ones were used."""

    def __init__(self, tablas: Mapping[str, TablaPublicada], tabla: str | None) -> None:
        self.tablas = tablas
        self.tabla = tabla
        self.dudosas: list[str] = []

    def table_of(self, dato: Dato) -> TablaPublicada:
        """Return the table that a datum names, or that of its claim."""
        return self.tablas[str(dato.tabla or self.tabla)]

    def rows_of(self, dato: Dato) -> tuple[str, ...]:
        """Return the ids of the rows that a datum names; by default, all but those that sum up the others."""
        tabla = self.table_of(dato)
        named = (dato.fila,) if dato.fila is not None else dato.filas
        return tuple(str(tabla.find_fila(name)) for name in named) or tabla.datos

    def keys_of(self, dato: Dato) -> tuple[Clave, ...]:
        """Return the cells that a datum names, row by row."""
        if dato.valor is not None:
            return ()
        tabla = self.table_of(dato)
        columns = (dato.columna,) if dato.columna is not None else dato.columnas
        return tuple((tabla.id, fila, columna) for fila in self.rows_of(dato) for columna in columns)

    def read(self, clave: Clave) -> Intervalo:
        """Return one cell.

        Raises:
            SinDatoError: it is empty.
        """
        tabla = self.tablas[clave[0]]
        casilla = tabla.casillas.get(clave[1:], Casilla())
        if casilla.valor is None:
            raise SinDatoError(f"falta el dato de {tabla.nombres.get(clave[1], clave[1])}, columna {clave[2]} ({tabla.titulo})")
        if casilla.es_dudosa:
            self.dudosas.append(f"{tabla.nombres.get(clave[1], clave[1])}, columna {clave[2]}")
        return rounded(casilla.valor, casilla.decimales) if casilla.es_redondeada else exact(casilla.valor)

    def read_all(self, claves: Sequence[Clave]) -> list[Intervalo]:
        """Return several cells.

        Raises:
            SinDatoError: some are empty; it says how many.
        """
        empty = [clave for clave in claves if self._is_empty(clave)]
        if len(empty) > 1:
            titulo = self.tablas[empty[0][0]].titulo
            raise SinDatoError(f"faltan {len(empty)} de {len(claves)} celdas ({titulo})")
        return [self.read(clave) for clave in claves]

    def _is_empty(self, clave: Clave) -> bool:
        return self.tablas[clave[0]].casillas.get(clave[1:], Casilla()).valor is None

    def value(self, dato: Dato) -> Intervalo:
        """Return the sum, or the mean, of the cells of a datum; or the figure that it gives.

        Raises:
            SinDatoError: a cell is empty.
        """
        if dato.valor is not None:
            printed = parse_printed(dato.valor)
            return exact(printed[0] if printed else 0)
        claves = self.keys_of(dato)
        if not claves:
            raise SinDatoError(f"no hay filas con datos ({self.table_of(dato).titulo})")
        total = add(self.read_all(claves))
        return scale(total, Fraction(1, len(claves))) if dato.medida == "media" else total

    def summary(self, dato: Dato, clase: str) -> Intervalo | None:
        """Return the printed summary (total or mean) of the column of a datum, as printed; None when there is none."""
        tabla = self.table_of(dato)
        for fila, es in tabla.resumen.items():
            casilla = tabla.casillas.get((fila, str(dato.columna)), Casilla())
            if es == clase and casilla.valor is not None:
                return exact(casilla.valor)
        return None

    def decimals(self, dato: Dato) -> int:
        """Return the most decimals with which the cells of a datum are printed."""
        return max((self.tablas[t].casillas.get((f, c), Casilla()).decimales for t, f, c in self.keys_of(dato)), default=0)
