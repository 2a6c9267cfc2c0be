"""From a marco that finds types by one question each to the decision that it is: its answers decide the types that the scoring finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.base.problema import EvaluacionError, Problema, quote
from evaluacion.base.recursos import shipped_marcos
from evaluacion.model.decision import Decision, Opcion, PreguntaCerrada, Regla, Salida
from evaluacion.model.practica import TIPOS, Practica
from evaluacion.read.marco import load_marco
from evaluacion.read.practica import RegistroLeido, RegistrosArchivo
from evaluacion.score.evaluate import evaluate

if TYPE_CHECKING:
    from pathlib import Path

    from evaluacion.model.comun import Fuente
    from evaluacion.model.marco import Marco, Pregunta
    from evaluacion.model.tipologia import Tipologia

NINGUNO = "ninguno"


def is_decidable(marco: Marco) -> bool:
    """Whether the types of a marco can be decided question by question: each is shown by a criterion with one question, of its own name."""
    typology = marco.tipologia
    if typology is None or typology.modo != "rasgos" or typology.ninguno is None:
        return False
    asked = [tipo.criterio for tipo in typology.tipos]
    names = {item.preguntas[0].id for item in marco.criterios if item.preguntas}
    alone = all(len(item.preguntas) == 1 and not item.indicadores and item.id in asked for item in marco.criterios)
    return alone and len(names) == len(marco.criterios)


def load_typology(reference: str) -> tuple[Decision, Path]:
    """Return the decision that a shipped marco is, and its file.

    Raises:
        EvaluacionError: that marco does not decide a type by closed questions.
    """
    marco = load_marco(reference).marco
    if not is_decidable(marco):
        what = f"{quote(reference)} es un marco que se contesta en un registro, no una decisión de unas cuantas preguntas."
        raise EvaluacionError([Problema("opcion_no_valida", what, None, f"Vea sus preguntas: evaluacion marcos {reference}.")])
    return as_decision(marco), shipped_marcos()[reference]


def as_decision(marco: Marco) -> Decision:
    """Return the decision that a decidable marco is, each answer leading to the type that the scoring gives it."""
    typology = marco.tipologia
    if typology is None or typology.ninguno is None:
        raise AssertionError
    asked = {item.id: item.preguntas[0] for item in marco.criterios}
    types = {item.criterio: item for item in typology.tipos}
    options = tuple(Opcion(valor=item.valor, texto=item.valor) for item in marco.escala if item.puntos is not None)
    leading = _leading(marco, typology, [option.texto for option in options])
    return Decision(
        decision=marco.marco,
        version=marco.version,
        titulo=marco.titulo,
        fuente=marco.fuente,
        nota=marco.nota_metodologica,
        coincidencia="todas",
        preguntas=tuple(PreguntaCerrada(id=item.id, texto=item.texto, ayuda=item.ayuda, opciones=options) for item in asked.values()),
        reglas=tuple(
            Regla(
                si={question.id: tuple(option.valor for option in options if (name, option.texto) in leading)},
                resultado=name,
                motivo=types[name].descripcion or types[name].nombre,
                fuente=_source(marco, question),
            )
            for name, question in asked.items()
        ),
        resultados=(
            *(_outcome(name, types[name].nombre, types[name].recomendacion, types[name].descripcion) for name in asked),
            _outcome(NINGUNO, typology.ninguno.nombre, typology.ninguno.recomendacion, typology.ninguno.descripcion),
        ),
        ninguna=NINGUNO,
    )


def _outcome(name: str, title: str, advice: str | None, meaning: str | None) -> Salida:
    return Salida(id=name, titulo=title[:1].upper() + title[1:], texto=advice or meaning or title)


def _source(marco: Marco, question: Pregunta) -> Fuente | None:
    """Return where a question comes from: its own place in the work of the marco."""
    if marco.fuente is None or question.fuente is None:
        return question.fuente or marco.fuente
    said = question.fuente.model_dump(exclude_none=True)
    return marco.fuente.model_copy(update=said)


def _leading(marco: Marco, typology: Tipologia, options: list[str]) -> set[tuple[str, str]]:
    """Return the criterion and the answer of each record of a single answer that the scoring surely finds of the type of that criterion."""
    kind = marco.evalua if marco.evalua in TIPOS else TIPOS[0]
    tried = [(item.id, item.preguntas[0].id, option) for item in marco.criterios for option in options]
    records = [
        Practica.model_validate({kind: f"caso{i:04}", "respuestas": {marco.marco: {f"{criterio}.{pregunta}": option}}})
        for i, (criterio, pregunta, option) in enumerate(tried)
    ]
    result = evaluate(marco, RegistrosArchivo([RegistroLeido(record, marco.marco, {}, None) for record in records], {}))
    names = {item.criterio: item.nombre for item in typology.tipos}
    found: set[tuple[str, str]] = set()
    for (criterio, _, option), ficha in zip(tried, result.fichas(), strict=True):
        shown = ficha.tipologia
        if shown is not None and names[criterio] in shown.seguros:
            found.add((criterio, option))
    return found
