"""The sheet of indicators: for each its definition, its baseline, its target and a row for each value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluacion.model.formulario import CLAVE, DE_INDICADOR, DE_SERIE, INDICADORES, NO_APLICA, PUNTOS, SERIES, VALOR, make_key
from evaluacion.publish.formulario.contenido import indicators_of, series_rows, value_at
from evaluacion.publish.formulario.estilos import CALCULO, VACIA, entry, fixed, key
from evaluacion.publish.libro import Celda, Hoja, Hojeador, Impresion, Rango, absolute_name
from evaluacion.publish.tablero.estilos import NOTA, TITULO, headers, height_of, label

if TYPE_CHECKING:
    from evaluacion.model.marco import Criterio, Indicador
    from evaluacion.model.practica import SerieEscrita
    from evaluacion.publish.formulario.contenido import MarcoPedido, RegistroPedido
    from evaluacion.publish.formulario.hoja_listas import Listas

FIJOS = (CLAVE, "Indicador", "Definición y unidad", "Dato")
AUXILIARES = ("_indicador",)
_COLOR = "#CC79A7"
_ANSWER = len(FIJOS)
_HELPER = _ANSWER + len(DE_INDICADOR)
_PRINTED = 8
"""Columns that print: up to the source."""
_VALUE = _ANSWER + next(i for i, campo in enumerate(DE_INDICADOR) if campo.titulo == VALOR)
ANCHOS = (7.0, 30.0, 46.0, 18.0, *(campo.ancho for campo in DE_INDICADOR), 8.0)
ENCABEZADO = 3
_NAMES = {"linea_base": "Línea base", "meta": "Meta", "valores": "Valor medido", "intermedias": "Meta intermedia"}
_GUIDE = "Un renglón por dato: el periodo (2024, 2024-S1, 2024-T3, 2024-07) y su valor, sin separador de miles. Lo que falta se deja vacío."


@dataclass(frozen=True, slots=True)
class Datos:
    """The sheet of indicators and where its rows are."""

    hoja: Hoja
    primera: int
    ultima: int
    con_valor: frozenset[str]
    """The indicators with some value."""

    def progress(self, criterio: Criterio) -> tuple[tuple[int, str], tuple[int, str]]:
        """Return how many indicators of a criterion have some value and how many there are, each with its formula."""
        ids, values = (
            f"'{self.hoja.nombre}'!{absolute_name(self.primera, column)}:{absolute_name(self.ultima, column)}"
            for column in (_HELPER, _VALUE)
        )
        terms = [f'MIN(1,SUMPRODUCT(({ids}="{item.id}")*ISNUMBER({values})))' for item in criterio.indicadores]
        done = sum(item.id in self.con_valor for item in criterio.indicadores)
        return (done, "+".join(terms)), (len(terms), f"{len(terms)}+0")


def arrange_indicadores(nombre: str, marcos: Sequence[MarcoPedido], registro: RegistroPedido, listas: Listas) -> Datos:
    """Return the sheet of the indicators of some marcos for a record."""
    sheet = Hojeador()
    sheet.put(None, label("Indicadores", TITULO), alto=28)
    sheet.put(None, label(_GUIDE, NOTA))
    sheet.skip()
    sheet.put(*headers(*FIJOS, *(campo.titulo for campo in DE_INDICADOR), *AUXILIARES), alto=30)
    heads: list[int] = []
    written = registro.practica.indicadores
    for name, indicador in indicators_of(marcos).items():
        heads.append(sheet.siguiente)
        _put_indicator(sheet, registro, name, indicador, written.get(name))
    last = len(sheet.filas) - 1
    hoja = Hoja(
        nombre,
        _COLOR,
        ANCHOS,
        tuple(sheet.filas),
        (ENCABEZADO + 1, 2),
        encabezado=ENCABEZADO,
        impresion=Impresion((1, 0), repetir=(ENCABEZADO, ENCABEZADO), area=Rango(0, 0, last, _PRINTED)),
        listas=tuple(listas.short("indicador", Rango(row, _ANSWER, row, _ANSWER)) for row in heads),
        protegida=True,
        columnas_ocultas=(_HELPER,),
    )
    return Datos(hoja, ENCABEZADO + 1, last, frozenset(name for name, serie in written.items() if serie.valores))


def _put_indicator(sheet: Hojeador, registro: RegistroPedido, name: str, indicador: Indicador | None, serie: SerieEscrita | None) -> None:
    def put(kind: str, cells: Sequence[Celda], *, is_head: bool = False) -> None:
        what = (title, describe(indicador)) if is_head else (title, None)
        parts = (INDICADORES, name) if is_head else (INDICADORES, name, kind)
        row = (key(make_key(registro.numero, *parts)), *map(fixed, what), fixed(_NAMES.get(kind)), *cells)
        helper = Celda(name if kind == "valores" else None, CALCULO)
        sheet.put(*row, helper, alto=height_of(row, ANCHOS), de=f"{registro.id} {name}", origen=registro.origen)

    title = indicador.nombre if indicador is not None else name
    put("", _head_cells(serie), is_head=True)
    for point in PUNTOS:
        known = getattr(serie, point) if serie is not None else None
        put(point, _series_cells(known.periodo if known else None, known.valor if known else None))
    for kind in SERIES:
        for period, value in series_rows(serie, kind):
            put(kind, _series_cells(period, value))


def describe(indicador: Indicador | None) -> str:
    """Return what an indicator is, for who fills it in."""
    if indicador is None:
        return "Dato que entra en la fórmula de otro indicador."
    formula = f" Se calcula: {indicador.formula}." if indicador.formula else ""
    target = f" Meta fija: {indicador.meta_fija:g}." if indicador.meta_fija is not None else ""
    return f"{indicador.definicion} Unidad: {indicador.unidad}.{formula}{target}"


def _head_cells(serie: SerieEscrita | None) -> list[Celda]:
    found = []
    for campo in DE_INDICADOR:
        if campo.titulo in DE_SERIE:
            found.append(Celda(None, VACIA))
        elif campo.ruta == ("respuesta",):
            found.append(entry(NO_APLICA if serie is not None and serie.no_aplica else None))
        else:
            found.append(entry(value_at(serie, campo.ruta)))
    return found


def _series_cells(period: str | None, value: float | None) -> list[Celda]:
    given = {"Periodo": entry(period), VALOR: entry(value)._replace(estilo=entry(0.0).estilo)}
    return [given.get(campo.titulo, Celda(None, VACIA)) for campo in DE_INDICADOR]
