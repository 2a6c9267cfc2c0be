"""One marco in the board: its records in the order in which they are shown, each with its scorecard and its name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from evaluacion.publish.orden import is_ranked, lines_in_order
from evaluacion.publish.tablero.conjunto import Bloque, Conjunto, conjunto_of
from evaluacion.publish.tablero.estilos import decimals_apart
from evaluacion.publish.tablero.seleccion import FILAS_MAX, choose_lines, selection_text
from evaluacion.score.brechas import Calificado, find_brechas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluacion.model.ficha import Ficha
    from evaluacion.model.marco import Criterio, Indicador, Marco, Pregunta
    from evaluacion.publish.tablero.seleccion import Nombrada
    from evaluacion.score.brechas import Brecha
    from evaluacion.score.evaluate import Resultado


@dataclass(frozen=True, slots=True)
class Renglon:
    """One record of a section: its position in the result, its scorecard and the name that readers see."""

    posicion: int
    ficha: Ficha
    nombre: str


@dataclass(frozen=True, eq=False)
class Seccion:
    """One marco with its records in order. `clasifica` says whether that order is by score and means something."""

    resultado: Resultado
    renglones: tuple[Renglon, ...]
    """The records that the sheets list: all of them, unless they are too many."""
    clasifica: bool
    detallados: tuple[Renglon, ...]
    """The records whose questions are listed one by one; all of them are among `renglones`."""

    @property
    def marco(self) -> Marco:
        """The instrument."""
        return self.resultado.marco

    @cached_property
    def conjunto(self) -> Conjunto:
        """The figures of all the records that were scored, listed or not."""
        return conjunto_of(self.resultado)

    @property
    def bloques(self) -> tuple[Bloque, ...]:
        """The records that are listed, in one block."""
        return (Bloque("", self.renglones),)

    @cached_property
    def decimales(self) -> tuple[int, int]:
        """The decimals with which the guaranteed and the reachable totals of these records are shown (rule 13 of the semantics)."""
        return decimals_of_totals(self.marco, self.renglones)

    @cached_property
    def brechas(self) -> tuple[Brecha, ...]:
        """The gaps of the records whose questions are listed."""
        return tuple(find_brechas(self.resultado, [Calificado(renglon.posicion, renglon.ficha) for renglon in self.detallados]))

    @cached_property
    def recorte(self) -> str:
        """How many records are listed and how they were chosen; empty when all are."""
        return cut_text(self.marco, len(self.renglones), self.conjunto.total, ranked=self.clasifica)


def make_secciones(resultados: tuple[Resultado, ...], *, sin_clasificar: bool, filas_max: int = FILAS_MAX) -> tuple[Seccion, ...]:
    """Return a section for each result: by guaranteed score, or alphabetical where records are not compared.

    Args:
        resultados: one result a marco.
        sin_clasificar: whether records must not be compared.
        filas_max: most records that are listed and most questions that are, all marcos together, at least one record each.
    """
    everyone = sum(map(len, resultados))
    asked = max(sum(len(resultado.plan.preguntas) for resultado in resultados), 1)
    found = []
    for resultado in resultados:
        ranked = is_ranked(resultado, clasificar=not sin_clasificar)
        lines = lines_in_order(resultado, clasificar=not sin_clasificar)
        share = share_of(len(lines), everyone, filas_max)
        listed = choose_lines(lines, share, ranked=ranked)
        cards = resultado.fichas([linea.posicion for linea, _ in listed])
        rows = {linea.posicion: Renglon(linea.posicion, ficha, name) for (linea, name), ficha in zip(listed, cards, strict=True)}
        detailed = choose_lines(listed, max(filas_max // asked, 1), ranked=ranked)
        found.append(Seccion(resultado, tuple(rows.values()), ranked, _rows_of(rows, detailed)))
    return tuple(found)


def decimals_of_totals(marco: Marco, renglones: Sequence[Renglon]) -> tuple[int, int]:
    """Return the decimals with which the guaranteed and the reachable totals of some records are shown (rule 13 of the semantics)."""
    edges = [nivel.desde for nivel in marco.niveles]
    totals = [renglon.ficha.total for renglon in renglones]
    return decimals_apart([total.minimo for total in totals], edges), decimals_apart([total.maximo for total in totals], edges)


def share_of(records: int, everyone: int, most: int) -> int:
    """Return how many records of a marco are listed, of those of all the marcos: all, or its part of so many, at least one."""
    return records if everyone <= most else max(most * records // everyone, 1)


def cut_text(marco: Marco, shown: int, total: int, *, ranked: bool) -> str:
    """Return how many records are listed and how they were chosen; empty when all are."""
    if shown == total:
        return ""
    how = selection_text(ranked=ranked)
    return f"{marco.titulo}: se muestran {shown:,} de {total:,} registros ({how}). Las cifras de conjunto incluyen a todos."


def _rows_of(rows: dict[int, Renglon], lines: list[Nombrada]) -> tuple[Renglon, ...]:
    return tuple(rows[linea.posicion] for linea, _ in lines)


def number_of(criterio: Criterio, item: Pregunta | Indicador) -> str:
    """Return how readers call a question: `15.3`, or its path where the criterion has no number."""
    if criterio.numero is None:
        return f"{criterio.id}.{item.id}"
    position = next(i for i, other in enumerate(criterio.reactivos, start=1) if other.id == item.id)
    return f"{criterio.numero}.{position}"


def criterio_name(criterio: Criterio) -> str:
    """Return the name of a criterion with its number, if it has one."""
    return criterio.nombre if criterio.numero is None else f"{criterio.numero}. {criterio.nombre}"


def source_of(marco: Marco, criterio: Criterio, item: Pregunta | Indicador) -> str:
    """Return where a question comes from in the literature, with the work when only the place is written."""
    source = item.fuente or criterio.fuente
    work = marco.fuente.obra if marco.fuente else None
    if source is None:
        return str(marco.fuente) if marco.fuente else ""
    return str(source) if source.obra or work is None else f"{work}, {source}"
