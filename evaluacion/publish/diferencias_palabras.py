"""How a difference reads: the words of its parts, of what happened to a level and of what a side says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.base.numeros import COMPARED_DECIMALS, show_number

if TYPE_CHECKING:
    from evaluacion.compare.diferencia import Dicho, MarcoComparado, RegistroCambiado, Tres

PARTES_TEXTO = ("Respuestas que cambiaron", "Lo que se supo o se perdió", "Reglas", "Votos")
"""Headings of the four parts, in the order of `compare.cambio.PARTES`."""
NIVELES_TEXTO = {
    "gana": "▲ gana nivel",
    "pierde": "▼ pierde nivel",
    "sube_garantizado": "△ sube el garantizado",
    "baja_garantizado": "▽ baja el garantizado",
    "cambia_alcanzable": "◇ cambia el alcanzable",
    "igual": "= mismo nivel",
    "sin_comparar": "— no se compara",
}
ESTADOS_TEXTO = {
    "sin_responder": "sin responder",
    "no_aplica": "no aplica",
    "respondida": "respondida",
    "sin_evidencia": "sin evidencia",
    "no_se_pregunta": "no se preguntaba",
}
MEDIDAS_TEXTO = ("Puntaje", "Garantizado", "Alcanzable")
METODO = (
    "El cambio se reparte en cuatro partes que suman exactamente: respuestas que cambiaron, lo que se supo o se perdió, reglas y votos. "
    "Cada parte es el promedio de lo que mueve en todos los órdenes posibles (valor de Shapley): no depende de cuál se mire primero. "
    "Junto a cada pregunta va lo que mueve sola: el promedio de cambiarla primero y de cambiarla al final; "
    "lo que varias mueven solo juntas se dice aparte."
)
DECIMALS = 2


def show_change(value: float | None, decimals: int = DECIMALS) -> str:
    """Return a change with its sign: `+4.17`, `-0.83`, `0.00`; the dash of what is unknown."""
    if value is None:
        return "—"
    exact = round(value, COMPARED_DECIMALS)
    shown = show_number(exact, decimals)
    return f"+{shown}" if exact > 0 and shown.strip("0.,") else shown


def is_nothing(value: Tres) -> bool:
    """Whether a figure and its ends are zero, or unknown, at the decimals that comparisons look at."""
    return all(item is None or round(item, COMPARED_DECIMALS) == 0 for item in value)


def said_text(dicho: Dicho) -> str:
    """Return what a side says to a question: its answer, or why there is none."""
    state = ESTADOS_TEXTO[dicho.estado]
    if dicho.respuesta is None or dicho.estado == "no_aplica":
        return state
    told = {"sin_evidencia": " (sin evidencia)", "sin_responder": " (cuenta como sin responder)"}
    return dicho.respuesta + told.get(dicho.estado, "")


def arrow(value: float | None) -> str:
    """Return the sign that a change has for who sees no colours."""
    if value is None:
        return "—"
    rounded = round(value, COMPARED_DECIMALS)
    return "▲" if rounded > 0 else "▼" if rounded < 0 else "="


def versions_text(marco: MarcoComparado) -> str:
    """Return which versions are compared, and what is to be said of them."""
    one, other = marco.antes, marco.despues
    if one.huella == other.huella:
        return f"{one.marco} {one.version}, las mismas reglas"
    if one.version == other.version:
        return f"{one.marco} {one.version}, con otro contenido y el mismo número de versión"
    told = f"{one.marco} de {one.version} a {other.version}"
    return f"{told}: RUPTURA DE SERIE" if marco.ruptura else told


def judges_text(record: RegistroCambiado) -> str:
    """Return in a sentence who evaluated a record in each round."""
    one, other = (", ".join(f"«{judge}»" if judge else "alguien sin nombre" for judge in judges) for judges in record.evaluadores)
    return f"Antes evaluó {one}; después, {other}."


def short_text(text: str, most: int = 100) -> str:
    """Return the beginning of a text in one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def has_moved(record: RegistroCambiado) -> bool:
    """Whether anything of a record changed: an answer, a score or a level."""
    return bool(record.preguntas) or any(node.antes != node.despues for node in record.nodos) or record.niveles[0] != record.niveles[1]
