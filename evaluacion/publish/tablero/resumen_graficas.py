"""The charts of Resumen: how many records have each level, the records with their margin, and the record of the card."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluacion.publish.libro import Grafica, Rango, SerieGrafica, TipoGrafica
from evaluacion.publish.tablero.estilos import BLUE, GREY, NAVY, ORANGE, PALE
from evaluacion.publish.tablero.nombres import RESUMEN

if TYPE_CHECKING:
    from evaluacion.publish.tablero.seccion import Seccion

_ROW_PIXELS = 20
_LEAST_SPOKES = 3


@dataclass(frozen=True, slots=True)
class _Medidas:
    """Sizes of the charts, in pixels."""

    ancho_radar: int = 700
    ancho_criterios: int = 784
    ancho_niveles: int = 540
    ancho_barras: int = 1680
    alto_minimo: int = 480
    alto_de_pocos: int = 340
    por_registro: int = 24
    mas_registros: int = 40

    def height_for(self, rows: int, least: int = alto_minimo) -> int:
        """Return the height of that many bars."""
        return max(least, min(rows, self.mas_registros) * self.por_registro + 110)

    def rows_for(self, records: int) -> int:
        """Return how many rows the charts of the records cover."""
        return math.ceil(self.height_for(records, self.alto_de_pocos) / _ROW_PIXELS) + 1


MEDIDAS = _Medidas()
_CARD_COLUMN = 3
_NAME, _LOW, _MARGIN = 1, 2, 5
_CRITERIO, _MEAN_LOW, _ONE_LOW, _ONE_MARGIN, _ONE_HIGH = 11, 12, 15, 16, 17


@dataclass(frozen=True, slots=True)
class Tabla:
    """Where a section ended up: first rows of figures, of the card, of the charts and of the tables; and how many rows these have."""

    cifras: int
    tarjeta: int
    graficas: int
    encabezado: int
    registros: int
    criterios: int


def make_graficas(seccion: Seccion, tabla: Tabla) -> Iterator[Grafica]:
    """Yield the charts of a section; none when no record answers anything, none of totals for a typology."""
    if not seccion.conjunto.con_datos:
        return
    if tabla.registros and tabla.criterios:
        yield _profile_chart(seccion, tabla)
        yield _interval_chart(seccion, tabla)
    if seccion.marco.niveles or seccion.marco.tipologia is not None:
        yield _levels_chart(seccion, tabla)
    scored = sum(not renglon.ficha.total.no_aplica for renglon in seccion.renglones)
    if scored and seccion.marco.tipologia is None:
        yield _records_chart(seccion, tabla, min(scored, tabla.registros, MEDIDAS.mas_registros))


def _series(heading: int, names: int, values: int, rows: int, color: str, *, dashed: bool = False) -> SerieGrafica:
    """Return a series of a table under its heading."""
    first, last = heading + 1, heading + rows
    return SerieGrafica(
        RESUMEN.nombre,
        Rango(heading, values, heading, values),
        Rango(first, names, last, names),
        Rango(first, values, last, values),
        color,
        dashed,
    )


def _profile_chart(seccion: Seccion, tabla: Tabla) -> Grafica:
    kind: TipoGrafica = "radar" if tabla.criterios >= _LEAST_SPOKES else "columnas"
    title = "El registro elegido y el promedio, por criterio"
    wanted = ((_MEAN_LOW, GREY, True), (_ONE_LOW, ORANGE, False), (_ONE_HIGH, BLUE, False))
    return Grafica(
        kind,
        title,
        f"{title}, {seccion.marco.titulo}. Discontinua con rombos: lo garantizado en promedio; continuas con círculos: lo garantizado y lo "
        "alcanzable del registro elegido. Un criterio que no aplica queda en el centro. Las cifras están en la tabla de criterios.",
        tabla.tarjeta,
        _CARD_COLUMN,
        MEDIDAS.ancho_radar,
        MEDIDAS.height_for(tabla.criterios),
        tuple(_series(tabla.encabezado, _CRITERIO, column, tabla.criterios, color, dashed=dashed) for column, color, dashed in wanted),
        seccion.marco.rango,
        desplaza=12,
    )


def _interval_chart(seccion: Seccion, tabla: Tabla) -> Grafica:
    title = "El registro elegido: garantizado y margen por criterio"
    wanted = ((_ONE_LOW, BLUE), (_ONE_MARGIN, PALE))
    return Grafica(
        "barras_apiladas",
        title,
        f"{title}, {seccion.marco.titulo}. La barra oscura llega a lo garantizado; la clara, a lo alcanzable. Sin barra: cero, o no aplica; "
        "lo dice la tabla de criterios.",
        tabla.tarjeta,
        _CRITERIO,
        MEDIDAS.ancho_criterios,
        MEDIDAS.height_for(tabla.criterios),
        tuple(_series(tabla.encabezado, _CRITERIO, column, tabla.criterios, color) for column, color in wanted),
        seccion.marco.rango,
    )


def _levels_chart(seccion: Seccion, tabla: Tabla) -> Grafica:
    tipologia = seccion.marco.tipologia
    names = [nivel.nombre for nivel in seccion.marco.niveles] if tipologia is None else tipologia.nombres
    title = "Registros en cada nivel" if tipologia is None else "Registros de cada tipo"
    wanted = ((12, NAVY), (13, PALE), (14, ORANGE))[: 3 if tipologia is None else 2]
    return Grafica(
        "columnas",
        title,
        f"{title}, {seccion.marco.titulo}. Una columna por cada manera de contar; la cifra está escrita en ella y en la tabla de arriba.",
        tabla.graficas,
        0,
        MEDIDAS.ancho_niveles,
        min(MEDIDAS.height_for(tabla.registros, MEDIDAS.alto_de_pocos), MEDIDAS.alto_minimo),
        tuple(_series(tabla.cifras, _CRITERIO, column, len(names), color) for column, color in wanted),
        (0, max(seccion.conjunto.total, 1)),
        etiquetas="#,##0;;",
    )


def _records_chart(seccion: Seccion, tabla: Tabla, rows: int) -> Grafica:
    order = "por lo garantizado, de mayor a menor" if seccion.clasifica else "por orden alfabético"
    cut = f"; los primeros {rows} de {seccion.conjunto.total:,}" if rows < seccion.conjunto.total else ""
    title = f"Garantizado y margen: respuestas que faltan ({order}{cut})"
    wanted = ((_LOW, BLUE), (_MARGIN, PALE))
    return Grafica(
        "barras_apiladas",
        title,
        f"{title}, {seccion.marco.titulo}. La barra oscura llega a lo garantizado; la clara, a lo alcanzable. "
        "Las cifras y los lugares están en la tabla de registros.",
        tabla.graficas,
        0,
        MEDIDAS.ancho_barras,
        MEDIDAS.height_for(tabla.registros, MEDIDAS.alto_de_pocos),
        tuple(_series(tabla.encabezado, _NAME, column, rows, color) for column, color in wanted),
        seccion.marco.rango,
        desplaza=MEDIDAS.ancho_niveles + 16 if seccion.marco.niveles else 0,
    )
