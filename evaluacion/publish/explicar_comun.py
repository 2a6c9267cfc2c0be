"""What the answers to a complaint say in the same words: who, with which instrument, how far, and how to read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.base.numeros import show_number, show_plain
from evaluacion.model.ficha import FichaPregunta
from evaluacion.publish.tablero.arrange import footer_of
from evaluacion.publish.tablero.estilos import decimals_apart
from evaluacion.publish.texto import source_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluacion.model.ficha import Ficha, FichaIndicador, Puntaje
    from evaluacion.model.procedencia import Procedencia

_ESTADOS = {
    "respondida": "respondida",
    "sin_responder": "sin responder",
    "no_aplica": "no aplica",
    "sin_evidencia": "sin la evidencia obligatoria",
}
COMO_LEER = (
    "Garantizado: el puntaje si todo lo que falta responder resultara lo peor. Alcanzable: si resultara lo mejor. "
    "El puntaje usa solo lo respondido. Ningún intervalo cubre errores de juicio."
)


def record_name(ficha: Ficha) -> str:
    """Return the title of a record, with its id and its evaluator, if it has one."""
    judge = f", según {ficha.evaluador}" if ficha.evaluador else ""
    return f"{ficha.titulo} ({ficha.practica}){judge}" if ficha.titulo else f"{ficha.practica}{judge}"


def instrument_text(ficha: Ficha, procedencia: Procedencia) -> str:
    """Return which instrument was used, its content, and the date of reference."""
    marco = ficha.marco
    digest = next((item.huella for item in procedencia.marcos if item.marco == marco.marco), "")
    when = f"Fecha de referencia: {procedencia.fecha_referencia or 'la del último periodo medido en los datos'}."
    when = when if marco.indicadores else "Sin indicadores: no depende de una fecha de referencia."
    return f"Instrumento: {marco.titulo} ({marco.marco} {marco.version}), huella {digest}. {when}"


def decimals_of(una: Ficha, otra: Ficha) -> int:
    """Return the decimals with which two totals are shown, so that they neither read alike nor cross the edge of a level."""
    values = [value for total in (una.total, otra.total) for value in (total.minimo, total.puntaje, total.maximo)]
    return decimals_apart(values, [nivel.desde for nivel in una.marco.niveles])


def interval(puntaje: Puntaje, decimals: int) -> str:
    """Return a score with its interval in words."""
    if puntaje.no_aplica:
        return "no aplica"
    central = "sin puntaje" if puntaje.puntaje is None else show_number(puntaje.puntaje, decimals)
    return f"{central} [{show_number(puntaje.minimo, decimals)} garantizado, {show_number(puntaje.maximo, decimals)} alcanzable]"


def item_name(item: FichaPregunta | FichaIndicador) -> str:
    """Return the path of a question, or the id of an indicator."""
    return item.ruta if isinstance(item, FichaPregunta) else item.indicador.id


def item_text(item: FichaPregunta | FichaIndicador) -> str:
    """Return the question, or the name of the indicator with its unit."""
    return item.pregunta.texto if isinstance(item, FichaPregunta) else f"{item.indicador.nombre} ({item.indicador.unidad})."


def said(item: FichaPregunta | FichaIndicador) -> str:
    """Return what a record says of a question or an indicator, and what that is worth."""
    if isinstance(item, FichaPregunta):
        words = f"«{item.valor}»" if item.valor is not None else ""
    else:
        words = f"{show_plain(item.valor)} ({item.periodo})" if item.valor is not None else ""
        points = (("línea base", item.linea_base), ("meta", item.meta))
        words = ", ".join(filter(None, [words, *(f"{name} {show_plain(point[1])}" for name, point in points if point is not None)]))
    state = "" if item.estado == "respondida" and words else _ESTADOS[item.estado]
    if words and item.estado == "sin_responder" and not isinstance(item, FichaPregunta):
        state = "todavía no se puede medir"
    if item.estado == "no_aplica":
        return state
    worth = (
        f"vale {show_number(item.puntos, 2)} de 1"
        if item.puntos is not None
        else f"puede valer de {show_number(item.bajo, 2)} a {show_number(item.alto, 2)}"
    )
    return ", ".join(part for part in (words, state, worth) if part)


def place_of(item: FichaPregunta | FichaIndicador) -> str:
    """Return where a question is answered; nothing where it is not written."""
    return str(item.origen) if item.escrita is not None else "no está escrita"


def listed(names: Sequence[str], most: int = 12) -> str:
    """Return names in one sentence, the first ones and how many more."""
    shown = [*names[:most], *([f"{len(names) - most:,} más"] if len(names) > most else [])]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} y {shown[-1]}"


def sources(procedencia: Procedencia) -> tuple[str, str]:
    """Return where the numbers come from in one line, with the files by their content, and for the foot of a page."""
    return source_line(procedencia), footer_of(procedencia, sin_clasificar=False)
