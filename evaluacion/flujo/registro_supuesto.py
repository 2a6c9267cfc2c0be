"""A record with some suppositions made in it, exactly as if its file had been edited so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evaluacion.base.periodo import parse_periodo
from evaluacion.base.problema import EvaluacionError, Problema, quote
from evaluacion.model.comun import fold
from evaluacion.model.practica import Evidencia, Punto, Respuesta, SerieEscrita
from evaluacion.model.suposicion import BASE, META, Suposicion

if TYPE_CHECKING:
    from evaluacion.model.practica import Practica

SUPUESTA = "Evidencia que se supone."
"""What stands for the evidence that a supposition brings: only that there is some counts."""


def suppose(practica: Practica, suposiciones: Sequence[Suposicion], *, evidencia: bool) -> Practica:
    """Return the record as it would be.

    An answer keeps the evidence, the source and the note that are written beside it, and loses what spoke of the former one
    (its check, its correction, its reason). With `evidencia`, each answer supposed brings some.

    Raises:
        EvaluacionError: a baseline or a target that the record does not date is supposed.
    """
    for item in suposiciones:
        if item.clase == "pregunta":
            practica = _answer(practica, item, evidencia=evidencia)
        elif item.clase == "requisito":
            practica = _requisito(practica, item)
        else:
            practica = _measure(practica, item)
    return practica


def _answer(practica: Practica, item: Suposicion, *, evidencia: bool) -> Practica:
    marco = item.marco or ""
    answers = dict(practica.respuestas.get(marco, {}))
    former = answers.pop(item.ruta, None) or Respuesta()
    if not item.quita:
        kept = former.evidencia if former.evidencia is not None and former.evidencia.presente else None
        brought = kept or (Evidencia(texto=SUPUESTA) if evidencia and not item.no_aplica else None)
        is_same = fold(former.respuesta or "") == fold(item.respuesta or "") and not item.no_aplica
        answers[item.ruta] = (
            former.model_copy(update={"evidencia": brought})
            if is_same
            else Respuesta(respuesta=item.respuesta, evidencia=brought, motivo=item.motivo, fuente=former.fuente, nota=former.nota)
        )
    return practica.model_copy(update={"respuestas": {**practica.respuestas, marco: answers}})


def _requisito(practica: Practica, item: Suposicion) -> Practica:
    answers = {name: value for name, value in practica.requisitos.items() if name != item.ruta}
    if not item.quita:
        answers[item.ruta] = item.respuesta == "sí"
    return practica.model_copy(update={"requisitos": answers})


def _measure(practica: Practica, item: Suposicion) -> Practica:
    series = dict(practica.indicadores)
    former = series.pop(item.ruta, None)
    if item.no_aplica:
        series[item.ruta] = SerieEscrita(no_aplica=True, motivo=item.motivo)
    elif item.parte is not None:
        written = former or SerieEscrita()
        series[item.ruta] = written.model_copy(update={"no_aplica": False, "motivo": None, **_part(written, item)})
    return practica.model_copy(update={"indicadores": series})


def _part(serie: SerieEscrita, item: Suposicion) -> dict[str, object]:
    if item.parte in (BASE, META):
        point = serie.linea_base if item.parte == BASE else serie.meta
        if item.numero is None:
            return {item.parte: None}
        if point is None:
            what = "línea base" if item.parte == BASE else "meta"
            message = f"--si {quote(item.texto)}: el registro no da {what} de «{item.ruta}», y sin su periodo no se puede suponer."
            raise EvaluacionError([Problema("opcion_no_valida", message, None, "Escríbala en una copia del archivo y califíquela.")])
        return {item.parte: Punto(periodo=point.periodo, valor=item.numero)}
    own = parse_periodo(item.parte or "")
    values = {period: value for period, value in serie.valores.items() if own is None or (parse_periodo(period) or own)[:2] != own[:2]}
    return {"valores": values if item.numero is None else {**values, str(item.parte): item.numero}}
