"""Suppositions as people type them: `criterio.pregunta=sí`, `x.y=no aplica: motivo`, `x.y=` and `indicador.2024=70`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from evaluacion.base.formula import parse_formula
from evaluacion.base.numeros import parse_number
from evaluacion.base.periodo import parse_periodo
from evaluacion.base.problema import EvaluacionError, Problema, quote, suggestion
from evaluacion.model.comun import fold
from evaluacion.model.marco import NO_APLICA_WORDS
from evaluacion.model.suposicion import BASE, META, Suposicion

if TYPE_CHECKING:
    from evaluacion.model.marco import Marco, Pregunta

REQUISITOS = "requisitos"
_HOW = "Escriba --si 'criterio.pregunta=respuesta', --si 'criterio.pregunta=' para quitarla, o --si 'indicador.2024=70'."
_MOST_MARCOS = 3


class _Clave(NamedTuple):
    texto: str
    partes: tuple[str, ...]
    valor: str


def parse_suposiciones(textos: Sequence[str], marcos: Sequence[Marco], escritas: Sequence[str]) -> list[Suposicion]:
    """Return what some texts suppose of a record that answers those marcos; `escritas` are the marcos with answers of it.

    Raises:
        EvaluacionError: everything that cannot be read in them, or two say the same thing.
    """
    found: list[Suposicion] = []
    problems: list[Problema] = []
    for texto in textos:
        try:
            found.append(_parse(texto, marcos, escritas))
        except EvaluacionError as error:
            problems.extend(error.problemas)
    seen: dict[tuple[object, ...], str] = {}
    for item in found:
        other = seen.setdefault((item.marco, item.ruta, item.parte), item.texto)
        if other is not item.texto:
            problems.append(_wrong(f"--si {quote(other)} y --si {quote(item.texto)} hablan de lo mismo.", "Deje una sola."))
    if problems:
        raise EvaluacionError(problems)
    return found


def _parse(texto: str, marcos: Sequence[Marco], escritas: Sequence[str]) -> Suposicion:
    name, sign, value = texto.partition("=")
    parts = tuple(part.strip() for part in name.strip().split("."))
    if not sign or not all(parts):
        raise EvaluacionError([_wrong(f"--si dice {quote(texto)}.", _HOW)])
    clave = _Clave(texto, parts, value.strip())
    named = [marco for marco in marcos if len(parts) > 1 and parts[0] == marco.marco]
    inner = clave._replace(partes=parts[1:]) if named else clave
    for key, among in [(inner, named), (clave, marcos)] if named else [(clave, marcos)]:
        found = _as_question(key, among, escritas) or _as_indicator(key, among) or _as_requisito(key, among)
        if found is not None:
            return found
    known = [*(path for marco in marcos for path in marco.preguntas), *(name for marco in marcos for name in indicators_of(marco))]
    raise EvaluacionError([Problema("pregunta_desconocida", _not_there(name, marcos), None, suggestion(name.strip(), known))])


def _not_there(name: str, marcos: Sequence[Marco]) -> str:
    shown = ", ".join(quote(marco.marco) for marco in marcos[:_MOST_MARCOS]) + (", …" if len(marcos) > _MOST_MARCOS else "")
    return f"--si: no hay una pregunta o un indicador {quote(name.strip())} en {shown}."


def indicators_of(marco: Marco) -> dict[str, None]:
    """Return the indicators that a marco reads, those of its formulas too."""
    own = dict.fromkeys(marco.indicadores)
    derived = [name for item in marco.indicadores.values() if item.formula for name in parse_formula(item.formula).nombres]
    return own | dict.fromkeys(derived)


def _as_question(clave: _Clave, marcos: Sequence[Marco], escritas: Sequence[str]) -> Suposicion | None:
    path = ".".join(clave.partes)
    having = [marco for marco in marcos if path in marco.preguntas]
    having = [marco for marco in having if marco.marco in escritas] or having
    if not having:
        return None
    if len(having) > 1:
        listed = ", ".join(quote(f"{marco.marco}.{path}") for marco in having)
        raise EvaluacionError([_wrong(f"--si: {quote(path)} está en varios instrumentos.", f"Diga en cuál: {listed}.")])
    marco = having[0]
    question, written = marco.preguntas[path], clave.valor
    if not written:
        return Suposicion(clave.texto, "pregunta", path, marco.marco)
    head, _, reason = written.partition(":")
    excluded = marco.position_of(head)
    if excluded is not None and marco.escala[excluded].puntos is None:
        _check_reason(path, question, reason.strip())
        return Suposicion(
            clave.texto, "pregunta", path, marco.marco, respuesta=marco.escala[excluded].valor, motivo=reason.strip(), no_aplica=True
        )
    answer = marco.answer_of(written)
    if answer is None:
        allowed = [valor.valor for valor in marco.escala if question.admite_no_aplica or valor.puntos is not None]
        message = f"--si: «{path}» dice {quote(written)}, que no es una respuesta de la escala."
        raise EvaluacionError([Problema("respuesta_desconocida", message, None, suggestion(written, allowed))])
    return Suposicion(clave.texto, "pregunta", path, marco.marco, respuesta=answer)


def _check_reason(path: str, question: Pregunta | None, reason: str) -> None:
    if question is not None and not question.admite_no_aplica:
        message = f"--si: «{path}» no admite «no aplica»: siempre corresponde."
        raise EvaluacionError([Problema("no_aplica_no_admitido", message, None, "Suponga otra respuesta.")])
    if not reason:
        message = f"--si: «{path}» dice que no aplica y no dice por qué."
        raise EvaluacionError([Problema("no_aplica_sin_motivo", message, None, f"Escriba --si '{path}=no aplica: motivo'.")])


def _as_indicator(clave: _Clave, marcos: Sequence[Marco]) -> Suposicion | None:
    known = {name for marco in marcos for name in indicators_of(marco)}
    parts = clave.partes
    if len(parts) > 1 and parts[1] in known and any(parts[0] == criterio.id for marco in marcos for criterio in marco.criterios):
        parts = parts[1:]
    if parts[0] not in known:
        return None
    name, part = parts[0], ".".join(parts[1:]) or None
    head, _, reason = clave.valor.partition(":")
    if part is None and head and fold(head) in NO_APLICA_WORDS:
        own = next((marco.indicadores[name] for marco in marcos if name in marco.indicadores), None)
        if own is not None and not own.admite_no_aplica:
            raise EvaluacionError([Problema("no_aplica_no_admitido", f"--si: «{name}» no admite «no aplica».", None, "Suponga un valor.")])
        _check_reason(name, None, reason.strip())
        return Suposicion(clave.texto, "indicador", name, motivo=reason.strip(), no_aplica=True)
    period = parse_periodo(part) if part is not None else None
    if (part not in (None, BASE, META) and period is None) or (part is None and clave.valor):
        remedy = f"Diga de cuándo: --si '{name}.2024=70', '{name}.{BASE}=70' o '{name}.{META}=70'."
        raise EvaluacionError([_wrong(f"--si {quote(clave.texto)} no dice un periodo.", remedy)])
    return Suposicion(clave.texto, "indicador", name, parte=period.texto if period else part, numero=_number(clave))


def _number(clave: _Clave) -> float | None:
    if not clave.valor:
        return None
    try:
        value = parse_number(clave.valor)
    except ValueError as error:
        raise EvaluacionError([_wrong(f"--si {quote(clave.texto)}: {error}.", "Escriba el número sin comas: 1234.5.")]) from None
    if value is None:
        raise EvaluacionError([_wrong(f"--si {quote(clave.texto)} no dice un número.", "Escriba el número sin unidades: 1234.5.")])
    return value


def _as_requisito(clave: _Clave, marcos: Sequence[Marco]) -> Suposicion | None:
    if clave.partes[0] != REQUISITOS or len(clave.partes) == 1:
        return None
    name, known = ".".join(clave.partes[1:]), [item.id for marco in marcos for item in marco.requisitos]
    if name not in known:
        raise EvaluacionError(
            [Problema("requisito_desconocido", f"--si: no hay un requisito {quote(name)}.", None, suggestion(name, known))]
        )
    answer = {"si": "sí", "true": "sí", "no": "no", "false": "no", "": None}.get(fold(clave.valor), "")
    if answer == "":
        message = f"--si {quote(clave.texto)}: un requisito se cumple o no."
        raise EvaluacionError([Problema("respuesta_desconocida", message, None, "Escriba sí o no.")])
    return Suposicion(clave.texto, "requisito", name, respuesta=answer)


def _wrong(message: str, remedy: str) -> Problema:
    return Problema("opcion_no_valida", message, None, remedy)
