"""What is said of a panel in words: an agreement, an interval, a vote, a severity; the same in text and in the board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.base.numeros import COMPARED_DECIMALS, show_number
from evaluacion.publish.panel_datos import SIN_NOMBRE, judge_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluacion.compare.acuerdo import Acuerdo
    from evaluacion.compare.panel import AcuerdoEnNodo, Desacuerdo, Panel
    from evaluacion.model.ficha import Ficha, FichaPregunta, Voto
    from evaluacion.model.moderacion import Acordada

_FULL, _DECIMALS = 100.0, 3
SIN_VARIACION, SIN_PARES = "sin variación", "sin votos en común"


def alpha_text(item: Acuerdo) -> str:
    """Return an alpha with three decimals, or why there is none."""
    if item.alfa is not None:
        return show_number(item.alfa, _DECIMALS)
    return SIN_VARIACION if item.sin_variacion else SIN_PARES


def node_text(item: AcuerdoEnNodo) -> str:
    """Return the weighted alpha of a criterion, or why there is none."""
    return show_number(item.alfa, _DECIMALS) if item.alfa is not None else alpha_text(item.conjunta._replace(alfa=None))


def interval_text(ic: tuple[float, float] | None) -> str:
    """Return an interval of the bootstrap; the dash where there are too few records."""
    return "—" if ic is None else f"{show_number(ic[0], _DECIMALS)} a {show_number(ic[1], _DECIMALS)}"


def share_text(fraction: float | None) -> str:
    """Return a share as a percentage."""
    return "—" if fraction is None else f"{show_number(fraction * _FULL, 0)} %"


def vote_text(voto: Voto) -> str:
    """Return who voted what: `Ana: sí`, `Luis: excusa (es su programa)`, `Eva: sin responder`; and what it counts as, where it is else."""
    who = voto.evaluador or SIN_NOMBRE
    if voto.excusa is not None:
        return f"{who}: excusa ({voto.excusa})"
    said = f"{who}: {voto.valor if voto.valor is not None else 'sin responder'}"
    return f"{said} ({_counted(voto)} por la pregunta de la que depende)" if voto.por_otra else said


def _counted(voto: Voto) -> str:
    """Return what a vote counts as that follows from another question."""
    return "vale 0" if voto.puntos is not None else "sin puntos"


def agreed_text(acordada: Acordada) -> str:
    """Return an agreed answer with who moderated, when and why."""
    said = acordada.acuerdo
    return f"Acordada: {said.respuesta} ({said.quien}, {said.fecha}). {said.motivo}"


def said_of(item: FichaPregunta) -> str | None:
    """Return the answer to a question as a cell shows it; of several that differ, how many votes each has."""
    return item.valor if item.valor is not None else tally(item.votos)


def tally(votos: Sequence[Voto]) -> str | None:
    """Return how many votes each answer has; None without votes."""
    counted = [_word(voto) for voto in votos if voto.excusa is None and (voto.valor is not None or voto.puntos is not None)]
    return ", ".join(f"{counted.count(word)} {word}" for word in dict.fromkeys(sorted(counted))) or None


def _word(voto: Voto) -> str:
    """Return the answer of a vote, or what it counts as, as it reads after how many there are."""
    if not voto.por_otra:
        return str(voto.valor)
    return f"{'que ' if voto.puntos is not None else ''}{_counted(voto)} por la pregunta de la que depende"


def votes_lines(item: FichaPregunta) -> list[str]:
    """Return the votes on a question where several evaluators could vote and they are not all the same, and the answer agreed instead."""
    said = {vote_text(voto).removeprefix(f"{voto.evaluador or SIN_NOMBRE}: ") for voto in item.votos}
    lines = [f"Votos: {'; '.join(map(vote_text, item.votos))}"] if len(said) > 1 else []
    if len(item.votos) > 1 and len(said) == 1 and item.valor is not None:
        lines = [f"Los {len(item.votos)} votos son iguales."]
    return lines + ([agreed_text(item.acordada)] if item.acordada is not None else [])


def judge_of(ficha: Ficha) -> str | None:
    """Return who judged a record: the evaluator, or how many."""
    return ficha.evaluador if ficha.evaluador or len(ficha.evaluadores) < 2 else f"{len(ficha.evaluadores)} evaluadores"  # noqa: PLR2004 - several


def linked_text(panel: Panel) -> str:
    """Return what the design of a panel allows to say of severities."""
    severity, votos = panel.severidad, panel.consolidado.votos
    if len(votos.evaluadores) == 1:
        return "Hay un solo evaluador: no hay votos que juntar."
    given, whole = panel.calificadas, len(votos) * len(votos.evaluadores)
    if not given:
        return "No hay totales que comparar."
    if severity.completo:
        return "Todos los evaluadores vieron todo: ajustar por severidad no mueve ningún total."
    if severity.enlazado:
        told = f"No todos vieron todo ({given} de {whole} evaluaciones): el ajuste por severidad va al lado y no entra en el total."
        return told + (" Es una suma: puede salir de la escala." if _is_beyond(panel) else "")
    groups = int(severity.grupos.max()) + 1
    return f"No todos vieron todo ({given} de {whole}) y quedan {groups} grupos sin registros en común: no hay severidad ni ajuste."


def _is_beyond(panel: Panel) -> bool:
    """Whether an adjusted total is outside the range of the marco."""
    low, high = panel.consolidado.resultado.marco.rango
    return any(value < low or value > high for value in panel.ajustados.tolist())


def severity_note(panel: Panel) -> str:
    """Return how a severity reads, with the most and the least severe evaluator."""
    values = panel.severidad.severidad
    if not panel.severidad.enlazado or len(values) == 1:
        return ""
    names = judge_names(panel)
    most, least = int(values.argmax()), int(values.argmin())
    if round(float(values.max() - values.min()), COMPARED_DECIMALS) == 0:
        return "Severidad: puntos que un evaluador quita respecto del conjunto, en los mismos registros; la de todos es igual."
    return (
        f"Severidad: puntos que un evaluador quita respecto del conjunto, en los mismos registros; de {names[least]} "
        f"({show_number(values[least])}) a {names[most]} ({show_number(values[most])})."
    )


def disagreement_text(item: Desacuerdo) -> str:
    """Return how far apart the votes on a question are, on a scale from 0 to 1."""
    return show_number(item.distancia, 2) + (", empate con no aplica" if item.empate else "")
