"""What some answers decide, as text and as JSON; the questions of a decision, and the decisions there are."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from evaluacion.check.decision import NINGUNA

if TYPE_CHECKING:
    from evaluacion.check.decision import Hallado, Resuelta
    from evaluacion.model.comun import Fuente
    from evaluacion.model.decision import Decision, PreguntaCerrada
    from evaluacion.model.procedencia import Procedencia

_WIDTH = 96
NADA_QUE_AFIRMAR = "Todavía no se afirma un resultado: lo que falta puede cambiarlo."
_NONE_HOLDS = "Ninguna de las condiciones se cumple."


def list_text(decisiones: Sequence[Decision], otras: Sequence[tuple[str, str, str]] = ()) -> str:
    """Return one line a decision, then what answers a choice without being one: `(id, title, command)`."""
    width = max(len(name) for name in [*(item.decision for item in decisiones), *(name for name, _, _ in otras)])
    lines = [f"{item.decision.ljust(width)}  {item.titulo}" for item in decisiones]
    lines += [f"{name.ljust(width)}  {title} («{command}»)" for name, title, command in otras]
    return "\n".join(lines) + "\n"


def questions_text(decision: Decision, names: Sequence[str] = ()) -> str:
    """Return the questions of a decision with their options; of some of them when they are named."""
    lines = [decision.titulo]
    for item in decision.preguntas:
        if not names or item.id in names:
            lines += ["", *_question(item)]
    return "\n".join(lines) + "\n"


def _question(item: PreguntaCerrada) -> Iterator[str]:
    yield from _wrap(f"{item.id}: {item.texto}")
    if item.ayuda:
        yield from _wrap(item.ayuda, "    ")
    if item.opciones:
        width = max(len(_word(option.valor)) for option in item.opciones)
        for option in item.opciones:
            yield f"    {_word(option.valor).ljust(width)}  {option.texto}"
    else:
        yield "    sí | no"


def as_text(decision: Decision, titulo: str | None, respuestas: Mapping[str, str], resuelta: Resuelta, procedencia: Procedencia) -> str:
    """Return the outcome with its reasons and source; where it is open, every outcome that remains and what would decide."""
    lines = [titulo or decision.titulo, *([decision.titulo] if titulo else []), ""]
    for item in resuelta.ciertos:
        lines += [*_outcome(decision, item, respuestas), ""]
    if not resuelta.ciertos:
        lines += [NADA_QUE_AFIRMAR, ""]
    if resuelta.posibles:
        lines.append("También pueden salir:" if resuelta.ciertos else "Pueden salir:")
        for item in resuelta.posibles:
            lines += _wrap(f"- {decision.salida(item.resultado).titulo}: {_when(decision, item, respuestas)}", "  ")
        lines += ["", "Lo deciden:"]
        for name in resuelta.deciden:
            lines += _wrap(f"- {name}: {decision.pregunta(name).texto}", "  ")
        lines.append("")
    lines.append(f"Con {procedencia.herramienta} {procedencia.version}, decisión {decision.decision} {decision.version}.")
    return "\n".join(lines) + "\n"


def _outcome(decision: Decision, item: Hallado, respuestas: Mapping[str, str]) -> Iterator[str]:
    outcome = decision.salida(item.resultado)
    yield from _wrap(f"Resultado: {outcome.titulo}")
    yield from _wrap(outcome.texto, "  ")
    for reason, because in _reasons(decision, item, respuestas):
        yield from _wrap(f"Por qué: {reason}" + (f" ({because})" if because else ""), "  ")
    for step in outcome.pasos:
        yield from _wrap(f"- {step}", "  ")
    if outcome.orden:
        yield f"  Siguiente: {outcome.orden}"
    for source in dict.fromkeys(str(source) for source in _sources(decision, item)):
        yield from _wrap(f"Fuente: {source}", "  ")


def _reasons(decision: Decision, item: Hallado, respuestas: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield why an outcome may hold, with the answers that are given for it."""
    for position in item.reglas:
        if position == NINGUNA:
            yield _NONE_HOLDS, ""
            continue
        rule = decision.reglas[position]
        given = [f"{name}: {decision.pregunta(name).text_of(respuestas[name])}" for name in rule.si if name in respuestas]
        yield rule.motivo, "; ".join(given)


def _when(decision: Decision, item: Hallado, respuestas: Mapping[str, str]) -> str:
    """Return on what an outcome still depends, in words."""
    ways: list[str] = []
    for position in item.reglas:
        if position == NINGUNA:
            ways.append("si ninguna otra condición se cumple")
            continue
        missing = {name: values for name, values in decision.reglas[position].si.items() if name not in respuestas}
        told = [f"{name} es {' o '.join(_word(value) for value in values)}" for name, values in missing.items()]
        ways.append(f"si {' y '.join(told)}" if told else "si nada de lo que falta lo descarta")
    return "; o ".join(dict.fromkeys(ways)) + "."


def _sources(decision: Decision, item: Hallado) -> Iterator[Fuente]:
    outcome = decision.salida(item.resultado)
    found = [decision.reglas[i].fuente for i in item.reglas if i != NINGUNA]
    for source in [*found, outcome.fuente] if any(found) or outcome.fuente else [decision.fuente]:
        if source is not None:
            yield source


def as_dict(
    decision: Decision, titulo: str | None, respuestas: Mapping[str, str], resuelta: Resuelta, procedencia: Procedencia
) -> dict[str, Any]:
    """Return the same as plain data."""
    return {
        "procedencia": procedencia.as_dict(),
        "decision": decision.decision,
        "version": decision.version,
        "titulo": titulo or decision.titulo,
        "respuestas": {name: _word(value) for name, value in respuestas.items()},
        "resultados": [_outcome_dict(decision, item, respuestas) for item in resuelta.ciertos],
        "posibles": [_outcome_dict(decision, item, respuestas) for item in resuelta.posibles],
        "deciden": list(resuelta.deciden),
    }


def as_json(
    decision: Decision,
    titulo: str | None,
    respuestas: Mapping[str, str],
    resuelta: Resuelta,
    procedencia: Procedencia,
    *,
    ascii_only: bool = False,
) -> str:
    """Return the same as JSON."""
    return json.dumps(as_dict(decision, titulo, respuestas, resuelta, procedencia), ensure_ascii=ascii_only, indent=1) + "\n"


def _outcome_dict(decision: Decision, item: Hallado, respuestas: Mapping[str, str]) -> dict[str, Any]:
    outcome = decision.salida(item.resultado)
    return {
        "id": outcome.id,
        "titulo": outcome.titulo,
        "texto": outcome.texto,
        "motivos": [reason for reason, _ in _reasons(decision, item, respuestas)],
        "depende": None if item.es_cierto else _when(decision, item, respuestas),
        "pasos": list(outcome.pasos),
        "orden": outcome.orden,
        "fuentes": list(dict.fromkeys(str(source) for source in _sources(decision, item))),
    }


def _word(value: str) -> str:
    return "sí" if value == "si" else value


def _wrap(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ", break_long_words=False) or [""]
