"""The three best next steps of a record, out of its gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from evaluacion.base.numeros import COMPARED_DECIMALS
from evaluacion.model.ficha import FichaPregunta
from evaluacion.publish.tablero.seccion import number_of
from evaluacion.score.brechas import Calificado, find_brechas

if TYPE_CHECKING:
    from evaluacion.publish.tablero.seccion import Renglon, Seccion
    from evaluacion.score.brechas import Brecha

PASOS = 3
"""How many steps the scorecard of a record proposes."""
REACTIVOS_MAX = 150_000
"""Most answers that are tried to find the steps of every record of a section; beyond it, those whose questions are listed have them."""
_BATCH = 256


def stepped(seccion: Seccion) -> tuple[Renglon, ...]:
    """Return the records of a section whose next steps are found."""
    asked = len(seccion.marco.preguntas) + len(seccion.marco.indicadores)
    return seccion.renglones if len(seccion.renglones) * asked <= REACTIVOS_MAX else seccion.detallados


def best_steps(seccion: Seccion) -> dict[int, tuple[Brecha, ...]]:
    """Return, by position in the result, the gaps that raise most what is guaranteed; of equals, those that close most margin."""
    found = _best(seccion.brechas)
    listed = {renglon.posicion for renglon in seccion.detallados}
    others = [renglon for renglon in stepped(seccion) if renglon.posicion not in listed]
    for start in range(0, len(others), _BATCH):
        records = [Calificado(renglon.posicion, renglon.ficha) for renglon in others[start : start + _BATCH]]
        found |= _best(find_brechas(seccion.resultado, records))
    return found


def _best(brechas: Sequence[Brecha]) -> dict[int, tuple[Brecha, ...]]:
    found: dict[int, list[Brecha]] = defaultdict(list)
    for brecha in brechas:
        if brecha.gana > 0 or brecha.cierra > 0 or brecha.abre:
            found[brecha.registro.posicion].append(brecha)
    return {position: tuple(sorted(gaps, key=_worth)[:PASOS]) for position, gaps in found.items()}


def _worth(brecha: Brecha) -> tuple[float, float, int]:
    return (-round(brecha.gana, COMPARED_DECIMALS), -round(brecha.cierra, COMPARED_DECIMALS), -len(brecha.abre))


def asked_text(brecha: Brecha) -> str:
    """Return the question or the indicator of a gap."""
    return brecha.item.pregunta.texto if isinstance(brecha.item, FichaPregunta) else brecha.item.indicador.nombre


def number_text(brecha: Brecha) -> str:
    """Return how readers call the question or the indicator of a gap."""
    item = brecha.item
    return number_of(brecha.criterio.criterio, item.pregunta if isinstance(item, FichaPregunta) else item.indicador)


def how_text(brecha: Brecha) -> str:
    """Return how to answer or improve it: what must be mended first, and the advice of the marco."""
    item = brecha.item
    asked = item.pregunta if isinstance(item, FichaPregunta) else item.indicador
    first = f"Antes: {number_of(brecha.criterio.criterio, brecha.primero.pregunta)}, de la que depende. " if brecha.primero else ""
    advice = asked.recomendacion if brecha.lista == "Por mejorar" else asked.ayuda or asked.recomendacion
    return first + (advice or "")
