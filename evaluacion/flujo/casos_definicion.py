"""Run the worked examples of a decision or of a procedure: each must give the result it says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from evaluacion.base.problema import EvaluacionError, Problema, quote, raise_errors
from evaluacion.check.decision import decide, read_answers
from evaluacion.flujo.casos import load_wrapped
from evaluacion.flujo.decision import load_decision
from evaluacion.flujo.definicion import place_defects
from evaluacion.flujo.procedimiento import follow_expediente, load_procedimiento
from evaluacion.model.decision import CasoDecision, CasosDecision
from evaluacion.model.procedimiento import CasosProcedimiento, EsperaProcedimiento
from evaluacion.read.documento import Documento, read_documento
from evaluacion.read.load import load_model

if TYPE_CHECKING:
    from evaluacion.check.procedimiento import Seguimiento
    from evaluacion.model.decision import Decision

Diferencia = tuple[tuple[str, ...], object, object]


def run_casos_decision(path: Path) -> tuple[int, list[Problema]]:
    """Return how many cases a decision has and what does not come out as they say.

    Raises:
        EvaluacionError: the cases or the decision beside them cannot be read.
    """
    documento = load_wrapped(read_documento(path))
    casos = load_model(documento, CasosDecision).casos
    decision = load_decision(path.with_name("decision.yaml"))
    problems: list[Problema] = []
    for position, caso in enumerate(casos):
        where = ("casos", position)
        answers, wrong = read_answers(decision, caso.respuestas)
        problems.extend(place_defects(wrong, documento, where))
        if not wrong:
            problems.extend(_told(caso.nombre, _of_decision(caso, decision, answers), documento, where))
    return len(casos), problems


def _of_decision(caso: CasoDecision, decision: Decision, answers: dict[str, str]) -> Iterator[Diferencia]:
    found = decide(decision, answers)
    pairs: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("resultados", tuple(item.resultado for item in found.ciertos)),
        ("posibles", tuple(item.resultado for item in found.posibles)),
        ("deciden", found.deciden),
    )
    for name, value in pairs:
        yield (name,), tuple(getattr(caso.espera, name)), value


def run_casos_procedimiento(path: Path) -> tuple[int, list[Problema]]:
    """Return how many cases a procedure has and what does not come out as they say.

    Raises:
        EvaluacionError: the cases or the procedure beside them cannot be read.
    """
    documento = load_wrapped(read_documento(path))
    casos = load_model(documento, CasosProcedimiento).casos
    procedimiento = load_procedimiento(path.with_name("procedimiento.yaml"))
    problems: list[Problema] = []
    for position, caso in enumerate(casos):
        where = ("casos", position)
        try:
            if caso.expediente.fecha is None:
                what = f"Caso {quote(caso.nombre)}: falta el día de referencia."
                raise_errors([Problema("caso_no_valido", what, documento.origen((*where, "expediente")), "Escriba «fecha».")])
            day = date.fromisoformat(str(caso.expediente.fecha))
            found = follow_expediente(caso.expediente, procedimiento, documento, day, (*where, "expediente"))
            problems.extend(_told(caso.nombre, _of_procedimiento(caso.espera, found), documento, where))
        except EvaluacionError as error:
            problems.extend(error.problemas)
    return len(casos), problems


def _of_procedimiento(espera: EsperaProcedimiento, found: Seguimiento) -> Iterator[Diferencia]:
    steps = {item.paso.id: item for item in found.avances}
    following = found.siguiente
    plain = {
        "ancla": _iso(found.ancla),
        "siguiente": following.paso.id if following else None,
        "incumple": tuple(item.paso.id for item in found.incumplidos),
        "ancla_posible": _iso(found.ancla_posible),
    }
    for name, value in plain.items():
        if name in espera.model_fields_set:
            yield (name,), getattr(espera, name), value
    of_step: dict[str, dict[str, object]] = {
        "limites": {name: _iso(item.limite) for name, item in steps.items()},
        "previstos": {name: _iso(item.previsto) for name, item in steps.items()},
        "estados": {name: item.estado for name, item in steps.items()},
        "retrasos": {name: item.retraso for name, item in steps.items()},
    }
    for kind, values in of_step.items():
        for name, expected in getattr(espera, kind).items():
            yield (kind, name), expected, values.get(name, "un paso que no existe")


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _told(name: str, pairs: Iterator[Diferencia], documento: Documento, where: tuple[str | int, ...]) -> Iterator[Problema]:
    for ruta, expected, found in pairs:
        if expected != found:
            what = f"Caso {quote(name)}: «{' → '.join(ruta)}» debía ser {_show(expected)} y es {_show(found)}."
            remedy = "Corrija el caso si está mal; si no, la definición ya no significa lo mismo."
            yield Problema("caso_no_se_cumple", what, documento.origen((*where, "espera", *ruta)), remedy)


def _show(value: object) -> str:
    if isinstance(value, tuple):
        return quote(", ".join(value), 200) if value else "ninguno"
    return "vacío" if value is None else quote(str(value))
