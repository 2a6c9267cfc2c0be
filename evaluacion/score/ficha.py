"""The scorecard of one record, read out of the arrays of its result."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from evaluacion.model.ficha import (
    CompuertaAbierta,
    Estado,
    Ficha,
    FichaCriterio,
    FichaGrupo,
    FichaIndicador,
    FichaPregunta,
    FichaTipologia,
    LecturaAlterna,
    MedidaDeTipo,
    NivelAlcanzado,
    Puntaje,
)
from evaluacion.model.marco import Indicador
from evaluacion.score.derived import FAULTS
from evaluacion.score.indicators import NOT_DUE, Medidas
from evaluacion.score.kernel import COBERTURA, ESTRICTO, MINIMO, Puntos, apply_dependences, points_of_codes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from evaluacion.model.marco import Criterio
    from evaluacion.score.evaluate import Resultado

ESTADOS: tuple[Estado, ...] = ("sin_responder", "no_aplica", "respondida", "sin_evidencia")
"""The states in the order of the kernel's codes."""
_NOT_DUE_BAND = -2
_GATES: tuple[Literal["pendiente", "cerrada", "exenta"] | None, ...] = (None, "pendiente", "cerrada", "exenta")
"""What a scorecard says of a gate, in the order of the states of `score.levels`; an open one is not listed."""


def make_ficha(resultado: Resultado, i: int) -> Ficha:
    """Return the scorecard of the i-th record of a result."""
    plan, registros, row = resultado.plan, resultado.registros, int(resultado.filas[i])
    identity = registros.identidad(row)
    marco, nodes = plan.marco, resultado.nodos[:, :, i]
    groups = []
    first = 0
    for g, grupo in enumerate(marco.grupos):
        criteria = tuple(_ficha_criterio(resultado, first + c, criterio, i) for c, criterio in enumerate(grupo.criterios))
        groups.append(FichaGrupo(grupo, _puntaje(nodes[:, len(plan.criterios) + g]), criteria))
        first += len(criteria)
    rank = (int(resultado.lugares.mejor[i]), int(resultado.lugares.peor[i]))
    return Ficha(
        marco=marco,
        practica=identity.id,
        tipo=identity.tipo,
        titulo=identity.titulo,
        evaluador=identity.evaluador,
        registro=registros.practica(row),
        origen=registros.origen(row),
        total=_puntaje(nodes[:, -1]),
        minimo_estricto=None if math.isnan(nodes[MINIMO, -1]) else _number(nodes[ESTRICTO, -1]),
        nivel=level_between([nivel.nombre for nivel in marco.niveles], int(resultado.niveles.bajo[i]), int(resultado.niveles.alto[i])),
        subnivel=_subnivel(resultado, i),
        tipologia=tipologia_of(resultado, i),
        compuertas=_compuertas(resultado, i),
        provisional=bool(resultado.provisional[i]),
        elegible=resultado.elegible[i],
        requisitos=tuple((requisito.id, registros.requisito(requisito.id)[row]) for requisito in marco.requisitos),
        lugar=rank if rank[0] else None,
        lectura_alterna=_alterna(resultado, i),
        grupos=tuple(groups),
    )


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _puntaje(node: NDArray[np.float64]) -> Puntaje:
    """Return the five numbers of a node; all None where nothing applies (rule 8)."""
    values = [_number(value) for value in node[:ESTRICTO].tolist()]
    return Puntaje(*values) if values[COBERTURA] is not None else Puntaje(None, None, None, None, None)


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
        tuple(MedidaDeTipo(name, *(_number(float(end)) for end in ends[:, i])) for name, ends in tipos.medidas.items()),
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
    return LecturaAlterna(left_out, *(_number(float(value)) for value in totals[:, i]))


def _ficha_criterio(resultado: Resultado, c: int, criterio: Criterio, i: int) -> FichaCriterio:
    plan = resultado.plan.criterios[c]
    puntaje = _puntaje(resultado.nodos[:, c, i])
    if plan.de_indicadores:
        indicators = tuple(_ficha_indicador(resultado, indicador, i) for indicador in criterio.indicadores)
        return FichaCriterio(criterio, puntaje, (), indicators)
    codes = resultado.codigos[plan.inicio : plan.inicio + plan.n, i : i + 1]
    points = apply_dependences(plan, points_of_codes(plan, codes))
    questions = tuple([_ficha_pregunta(resultado, criterio, q, points, i) for q in range(plan.n)])
    return FichaCriterio(criterio, puntaje, questions, ())


def _ficha_pregunta(resultado: Resultado, criterio: Criterio, q: int, points: Puntos, i: int) -> FichaPregunta:
    marco, registros, row = resultado.marco, resultado.registros, int(resultado.filas[i])
    question = criterio.preguntas[q]
    path = f"{criterio.id}.{question.id}"
    written = registros.respuesta(row, marco.marco, path)
    answer = marco.answer_of(written.respuesta) if written is not None and written.respuesta else None
    state = ESTADOS[int(points.estado[q, 0])]
    return FichaPregunta(
        pregunta=question,
        ruta=path,
        estado=state,
        valor=answer,
        puntos=_number(float(points.punto[q, 0])) if state == "respondida" else None,
        bajo=float(points.bajo[q, 0]),
        alto=float(points.alto[q, 0]),
        escrita=written,
        origen=registros.origen(row, "respuestas", marco.marco, path),
    )


def _point(end: int, value: float) -> tuple[str, float] | None:
    return None if end < 0 or math.isnan(value) else (_period_name(end), value)


def _period_name(end: int) -> str:
    """Return the name of the period that ends in that month: the year for December, else year and month."""
    year, month = divmod(end - 1, 12)
    return str(year) if month == 11 else f"{year}-{month + 1:02d}"  # noqa: PLR2004 - December


def _ficha_indicador(resultado: Resultado, indicador: Indicador, i: int) -> FichaIndicador:
    registros, row = resultado.registros, int(resultado.filas[i])
    measured = resultado.medidas[indicador.id]
    serie = measured.datos.serie
    written = registros.practica(row).indicadores.get(indicador.id)
    period = measured.periodo(i)
    fault = FAULTS[int(measured.falla[i])] or None
    signs = ((measured.retroceso[i], "retroceso"), (measured.atrasado[i], "dato atrasado"), (fault, "no calculable"))
    base = _point(int(serie.base_fin[i]), float(serie.base_valor[i]))
    target: tuple[str | None, float] | None = _point(int(serie.meta_fin[i]), float(serie.meta_valor[i]))
    if written is not None:
        base = (written.linea_base.periodo, written.linea_base.valor) if written.linea_base else base
        target = (written.meta.periodo, written.meta.valor) if written.meta else target
    if indicador.meta_fija is not None:
        target = (None, indicador.meta_fija)
    values = tuple(
        (parsed.texto, float(value)) for parsed, value in zip(serie.periodos, serie.valores[i], strict=True) if not math.isnan(value)
    )
    return FichaIndicador(
        indicador=indicador,
        estado=ESTADOS[int(measured.estado[i])],
        valor=_number(float(measured.datos.valor[i])),
        periodo=period.texto if period is not None else None,
        linea_base=base,
        meta=target,
        medida=_number(float(measured.medida[i])),
        esperado=_number(float(measured.esperado[i])),
        puntos=_number(float(measured.puntos[i])),
        bajo=float(measured.extremos.bajo[i]),
        alto=float(measured.extremos.alto[i]),
        luz=_light(indicador, measured, i),
        senales=tuple(name for holds, name in signs if holds),
        falla=fault,
        serie=values,
        escrita=written,
        origen=registros.origen(row, "indicadores", indicador.id),
    )


def _light(indicador: Indicador, measured: Medidas, i: int) -> str | None:
    band = int(measured.luz[i])
    if band == _NOT_DUE_BAND:
        return NOT_DUE
    return indicador.semaforo[band].luz if band >= 0 else None
