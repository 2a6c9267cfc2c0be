"""What the sheets say of one record in words: its place, its level, its margin, the minimum that holds it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.base.numeros import show_plain
from evaluacion.publish.orden import reason_without_place
from evaluacion.publish.texto import level_text, place_text

if TYPE_CHECKING:
    from evaluacion.model.ficha import CompuertaAbierta, Ficha, Puntaje
    from evaluacion.publish.tablero.seccion import Seccion

_MOST_GATES = 4
_STATES = {"cerrada": "✗ no llega", "pendiente": "? por confirmar", "exenta": "n/a"}
MET = "✓ cumple"


def margin_of(puntaje: Puntaje) -> float | None:
    """Return by how much the missing answers can still move a score."""
    return puntaje.maximo - puntaje.minimo if puntaje.minimo is not None and puntaje.maximo is not None else None


def place_of(ficha: Ficha) -> str:
    """Return the range of rank of a record, or why it has none."""
    place = ficha.lugar
    if place is None:
        return reason_without_place(ficha)
    return place_text(place) + (", no se distinguen" if place[0] != place[1] else "")


def level_of(ficha: Ficha) -> str:
    """Return the level of a record as it may be claimed; empty where the marco has none."""
    if not ficha.marco.niveles:
        return ""
    return level_text(ficha) if ficha.nivel.al_menos is not None else "sin nivel: aplicabilidad insuficiente"


def gates_text(seccion: Seccion, ficha: Ficha) -> str:
    """Return the minimums without which a record does not get the next level that has any; empty when it meets them all."""
    waiting = [gate for gate in ficha.compuertas if gate.estado != "exenta"]
    if not waiting:
        return ""
    level = waiting[0].nivel
    names = {criterio.id: criterio.nombre for criterio in seccion.marco.criterios}
    asked = [f"{show_plain(gate.minimo)} en {names[gate.criterio]} ({_STATES[gate.estado][2:]})" for gate in waiting if gate.nivel == level]
    more = f" y {len(asked) - _MOST_GATES} más" if len(asked) > _MOST_GATES else ""
    return f"«{level}» pide {', '.join(asked[:_MOST_GATES])}{more}"


def gate_of(gates: tuple[CompuertaAbierta, ...], criterio: str) -> str:
    """Return, of the minimums asked in a criterion, the first that is not met, with a sign beside the words."""
    own = [gate for gate in gates if gate.criterio == criterio]
    if not own:
        return MET
    first = own[0]
    state = _STATES[first.estado]
    return state if first.estado == "exenta" else f"{state}: {show_plain(first.minimo)} para «{first.nivel}»"
