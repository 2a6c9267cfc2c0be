"""The hidden sheet of the drop-downs: the answers of each marco with what they are worth, and the short lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from evaluacion.model.formulario import HOJA_LISTAS, NO_APLICA, ROLES, SI_NO
from evaluacion.model.marco import Marco, Valor
from evaluacion.publish.formulario.contenido import MarcoPedido
from evaluacion.publish.libro import Celda, Fila, Hoja, ListaDeCeldas, Rango, absolute_name
from evaluacion.publish.tablero.estilos import GREY
from evaluacion.score.plan import rescaled_points

_HELP = "Elija una de las opciones de la lista, o deje la celda vacía."
CORTAS = {"requisito": SI_NO, "rol": ROLES, "indicador": (NO_APLICA,)}


class Escala(NamedTuple):
    """Where the answers of a marco are in the sheet of lists: those with points first, `no aplica` last."""

    columna: int
    valores: tuple[Valor, ...]
    puntos: tuple[float, ...]
    """What each is worth, on [0, 1]; 0 for `no aplica`."""

    def _range(self, offset: int, count: int) -> Rango:
        return Rango(1, self.columna + offset, count, self.columna + offset)

    def block(self, offset: int) -> str:
        """Return one of its columns (answer, order, points, class) as a formula names it."""
        block = self._range(offset, len(self.valores))
        ends = (absolute_name(block.fila, block.columna), absolute_name(block.fila_final, block.columna_final))
        return f"{HOJA_LISTAS}!{ends[0]}:{ends[1]}"

    def choices(self, rango: Rango, *, admite_no_aplica: bool) -> ListaDeCeldas:
        """Return the drop-down of some cells."""
        count = len(self.valores) if admite_no_aplica else sum(valor.puntos is not None for valor in self.valores)
        return ListaDeCeldas(rango, HOJA_LISTAS, self._range(0, count), _HELP)

    def position(self, answer: str | None) -> int:
        """Return the position of an answer, from 1; 0 for none."""
        return next((i for i, valor in enumerate(self.valores, start=1) if valor.valor == answer), 0)


class Listas(NamedTuple):
    """The sheet of lists and where each one is."""

    hoja: Hoja
    escalas: dict[str, Escala]
    columnas: dict[str, int]

    def short(self, name: str, rango: Rango) -> ListaDeCeldas:
        """Return the drop-down of a short list for some cells."""
        column = self.columnas[name]
        return ListaDeCeldas(rango, HOJA_LISTAS, Rango(1, column, len(CORTAS[name]), column), _HELP)


def arrange_listas(marcos: Sequence[MarcoPedido]) -> Listas:
    """Return the sheet of lists of some marcos."""
    columns: list[list[str | float]] = []
    scales: dict[str, Escala] = {}
    for pedido in marcos:
        scales[pedido.marco.marco] = Escala(len(columns), _sorted(pedido.marco), _points(pedido.marco))
        columns += _scale_columns(pedido.marco)
    short = {name: len(columns) + i for i, name in enumerate(CORTAS)}
    columns += [[name, *words] for name, words in CORTAS.items()]
    height = max(len(column) for column in columns)
    rows = tuple(Fila(tuple(Celda(column[row]) if row < len(column) else None for column in columns)) for row in range(height))
    return Listas(Hoja(HOJA_LISTAS, GREY, (14.0,) * len(columns), rows, protegida=True, oculta=True), scales, short)


def _sorted(marco: Marco) -> tuple[Valor, ...]:
    return tuple(sorted(marco.escala, key=lambda valor: valor.puntos is None))


def _points(marco: Marco) -> tuple[float, ...]:
    return (*rescaled_points(marco), *(0.0 for valor in marco.escala if valor.puntos is None))


def _scale_columns(marco: Marco) -> list[list[str | float]]:
    values = _sorted(marco)
    return [
        [marco.marco, *(valor.valor for valor in values)],
        ["orden", *(float(i) for i in range(1, len(values) + 1))],
        ["puntos", *_points(marco)],
        ["clase", *(float(valor.puntos is None) for valor in values)],
    ]
