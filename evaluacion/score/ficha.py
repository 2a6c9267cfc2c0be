"""The scorecards of records, read out of the arrays of their result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal

from evaluacion.model.ficha import (
    CompuertaAbierta,
    Ficha,
    FichaCriterio,
    FichaGrupo,
    FichaPregunta,
    FichaTipologia,
    LecturaAlterna,
    MedidaDeTipo,
    NivelAlcanzado,
    Puntaje,
    TotalPropio,
)
from evaluacion.score.ficha_indicadores import ESTADOS, make_ficha_indicador, number_or_none
from evaluacion.score.kernel import COBERTURA, ESTRICTO, Puntos, apply_dependences
from evaluacion.score.plan import RESPONDIDA

if TYPE_CHECKING:
    from evaluacion.base.origen import Origen
    from evaluacion.model.ficha import FichaIndicador, Voto
    from evaluacion.model.marco import Criterio, Indicador, Marco
    from evaluacion.model.moderacion import Acordada
    from evaluacion.model.practica import SerieEscrita
    from evaluacion.score.evaluate import Resultado

_BATCH = 256
"""How many scorecards are read at once."""
_NOT_APPLICABLE = Puntaje(None, None, None, None, None)
_GATES: tuple[Literal["pendiente", "cerrada", "exenta"] | None, ...] = (None, "pendiente", "cerrada", "exenta")
"""What a scorecard says of a gate, in the order of the states of `score.levels`; an open one is not listed."""


def make_fichas(resultado: Resultado, posiciones: Sequence[int]) -> Iterator[Ficha]:
    """Yield the scorecards of the records at some positions of a result."""
    for start in range(0, len(posiciones), _BATCH):
        yield from _Lote(resultado, posiciones[start : start + _BATCH]).fichas()


class _Lote:
    """Some records of a result, with what their scorecards share."""

    def __init__(self, resultado: Resultado, posiciones: Sequence[int]) -> None:
        self.resultado = resultado
        self.marco: Marco = resultado.marco
        self.posiciones = list(posiciones)
        self.filas: list[int] = resultado.filas[self.posiciones].tolist()
        self.series: list[Mapping[str, SerieEscrita]] = [resultado.registros.series_de(fila) for fila in self.filas]

    def fichas(self) -> Iterator[Ficha]:
        """Yield the scorecard of each record."""
        resultado, registros = self.resultado, self.resultado.registros
        strict, names = resultado.nodos[ESTRICTO, -1], [nivel.nombre for nivel in self.marco.niveles]
        totals = self._puntajes(-1)
        for i, row, series, total, groups in zip(self.posiciones, self.filas, self.series, totals, self._grupos(), strict=True):
            identity = registros.identidad(row)
            rank = (int(resultado.lugares.mejor[i]), int(resultado.lugares.peor[i]))
            yield Ficha(
                marco=self.marco,
                practica=identity.id,
                tipo=identity.tipo,
                titulo=identity.titulo,
                evaluador=identity.evaluador,
                series=series,
                origen=registros.origen(row),
                total=total,
                minimo_estricto=None if total.minimo is None else number_or_none(strict[i]),
                nivel=level_between(names, int(resultado.niveles.bajo[i]), int(resultado.niveles.alto[i])),
                subnivel=_subnivel(resultado, i),
                tipologia=tipologia_of(resultado, i),
                compuertas=_compuertas(resultado, i),
                provisional=bool(resultado.provisional[i]),
                elegible=resultado.elegible[i],
                requisitos=tuple((requisito.id, registros.requisito(requisito.id)[row]) for requisito in self.marco.requisitos),
                lugar=rank if rank[0] else None,
                lectura_alterna=_alterna(resultado, i),
                grupos=groups,
                evaluadores=_own_totals(resultado, i),
            )

    def _puntajes(self, node: int) -> list[Puntaje]:
        """Return the five numbers of a node in each record; all None where nothing applies (rule 8)."""
        values = self.resultado.nodos[:ESTRICTO, node][:, self.posiciones].tolist()
        return [_puntaje(*numbers) for numbers in zip(*values, strict=True)]

    def _grupos(self) -> Iterator[tuple[FichaGrupo, ...]]:
        """Yield the groups of each record."""
        found, first, groups = [], 0, len(self.resultado.plan.criterios)
        for g, grupo in enumerate(self.marco.grupos):
            columns = [self._criterio(first + c, criterio) for c, criterio in enumerate(grupo.criterios)]
            rows = zip(self._puntajes(groups + g), zip(*columns, strict=True), strict=True)
            found.append([FichaGrupo(grupo, puntaje, criteria) for puntaje, criteria in rows])
            first += len(columns)
        return zip(*found, strict=True)

    def _criterio(self, c: int, criterio: Criterio) -> list[FichaCriterio]:
        """Return a criterion in each record."""
        scores = self._puntajes(c)
        if self.resultado.plan.criterios[c].de_indicadores:
            measured = zip(*map(self._indicador, criterio.indicadores), strict=True)
            return [FichaCriterio(criterio, puntaje, (), items) for puntaje, items in zip(scores, measured, strict=True)]
        return [FichaCriterio(criterio, puntaje, items, ()) for puntaje, items in zip(scores, self._preguntas(c, criterio), strict=True)]

    def _indicador(self, indicador: Indicador) -> list[FichaIndicador]:
        """Return an indicator in each record."""
        measured, places = self.resultado.medidas[indicador.id], self._origenes("indicadores", indicador.id)
        rows = zip(self.posiciones, self.series, places, strict=True)
        return [make_ficha_indicador(indicador, measured, i, series.get(indicador.id), place) for i, series, place in rows]

    def _preguntas(self, c: int, criterio: Criterio) -> Iterator[tuple[FichaPregunta, ...]]:
        """Yield the questions of a criterion in each record."""
        plan = self.resultado.plan.criterios[c]
        points = apply_dependences(plan, self.resultado.puntos_de(c, self.posiciones))
        return zip(*(self._pregunta(criterio, plan.inicio, q, points) for q in range(plan.n)), strict=True)

    def _pregunta(self, criterio: Criterio, inicio: int, q: int, points: Puntos) -> list[FichaPregunta]:
        """Return the q-th question of a criterion in each record."""
        question, marco = criterio.preguntas[q], self.marco
        path = f"{criterio.id}.{question.id}"
        given = self.resultado.registros.respuestas(self.filas, marco.marco, path)
        places = self._origenes("respuestas", marco.marco, path)
        read = cache(marco.answer_of)
        columns = (column[q].tolist() for column in points)
        return [
            FichaPregunta(
                pregunta=question,
                ruta=path,
                estado=ESTADOS[state],
                valor=read(written.respuesta) if written is not None and written.respuesta else None,
                puntos=number_or_none(point) if state == RESPONDIDA else None,
                bajo=low,
                alto=high,
                escrita=written,
                origen=place,
                votos=votes,
                acordada=agreed,
            )
            for state, point, low, high, written, place, (votes, agreed) in zip(
                *columns, given, places, self._votos(inicio + q), strict=True
            )
        ]

    def _votos(self, row: int) -> Iterator[tuple[tuple[Voto, ...], Acordada | None]]:
        """Yield the votes on a question in each record, and the answer agreed instead."""
        votos = self.resultado.votos
        for i in self.posiciones:
            yield ((), None) if votos is None else (votos.votos_de(row, i), votos.acordadas.get((row, i)))

    def _origenes(self, *ruta: str) -> list[Origen]:
        return [self.resultado.registros.origen(fila, *ruta) for fila in self.filas]


def _puntaje(*values: float) -> Puntaje:
    known = [number_or_none(value) for value in values]
    return Puntaje(*known) if known[COBERTURA] is not None else _NOT_APPLICABLE


def _own_totals(resultado: Resultado, i: int) -> tuple[TotalPropio, ...]:
    """Return the total that each evaluator's answers alone give, where several were put together."""
    if resultado.votos is None:
        return ()
    crudo = resultado.votos.crudo
    judges = crudo.registros.claves().evaluadores
    places = resultado.votos.plazas[i]
    return tuple(
        TotalPropio(judges[row], _puntaje(*crudo.nodos[:ESTRICTO, -1, place].tolist()), crudo.registros.origen(row))
        for place, row in ((place, int(crudo.filas[place])) for place in places[places >= 0].tolist())
    )


def tipologia_of(resultado: Resultado, i: int) -> FichaTipologia | None:
    """Return the types of the i-th record; None where the marco grades."""
    if resultado.tipos is None or resultado.marco.tipologia is None:
        return None
    names, tipos = resultado.marco.tipologia.nombres, resultado.tipos
    return FichaTipologia(
        resultado.marco.tipologia.modo,
        bool(tipos.aplicable[i]),
        tuple(name for name, holds in zip(names, tipos.seguro[:, i], strict=True) if holds),
        tuple(name for name, holds in zip(names, tipos.posible[:, i], strict=True) if holds),
        tuple(MedidaDeTipo(name, *(number_or_none(float(end)) for end in ends[:, i])) for name, ends in tipos.medidas.items()),
    )


def level_between(names: Sequence[str], low: int, high: int) -> NivelAlcanzado:
    """Return the level between two positions in a list of names, -1 where there is none."""
    if low < 0:
        return NivelAlcanzado(None, None, None)
    return NivelAlcanzado(names[low] if low == high else None, names[low], names[high])


def _subnivel(resultado: Resultado, i: int) -> NivelAlcanzado | None:
    steps, found = resultado.marco.peldanos, resultado.subniveles
    return level_between([step.nombre for step in steps], int(found.bajo[i]), int(found.alto[i])) if steps else None


def _compuertas(resultado: Resultado, i: int) -> tuple[CompuertaAbierta, ...]:
    plan = resultado.plan
    return tuple(
        CompuertaAbierta(plan.marco.niveles[gate.nivel].nombre, plan.criterios[gate.criterio].id, gate.minimo, state)
        for gate in resultado.compuertas
        if (state := _GATES[int(gate.estado[i])]) is not None
    )


def _alterna(resultado: Resultado, i: int) -> LecturaAlterna | None:
    if resultado.alterna is None:
        return None
    left_out, totals = resultado.alterna
    return LecturaAlterna(left_out, *(number_or_none(float(value)) for value in totals[:, i]))
