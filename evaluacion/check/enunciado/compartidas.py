"""Units said once for two quantities: `duplicar de 10 a 20 las becas`, `hoteles de 4 y 5 estrellas`, `6 ciudades (de 4 en 2024 a 10 en 2027)`."""

from __future__ import annotations

from collections.abc import Sequence

from evaluacion.check.enunciado.alrededor import token_before
from evaluacion.check.enunciado.cantidades import Hallada
from evaluacion.check.enunciado.elipsis import is_infinitive
from evaluacion.check.enunciado.expresiones import PORCIENTO, PUNTOS
from evaluacion.check.enunciado.texto import Texto


def share_units(texto: Texto, found: Sequence[Hallada], counted: str | None) -> list[Hallada]:
    """Return the quantities, each that says no unit with the one of what it goes with, where there is one.

    Args:
        texto: the statement.
        found: its quantities, in order.
        counted: what its starting value counts, when that is said apart.
    """
    return [
        item if item.unidad is not None else item._replace(unidad=_unit_beside(texto, found, k) or counted) for k, item in enumerate(found)
    ]


def _unit_beside(texto: Texto, found: Sequence[Hallada], k: int) -> str | None:
    item = found[k]
    if k + 1 < len(found) and found[k + 1].i == item.j + 1 and texto.word(item.j) in {"y", "o", "u"}:
        return found[k + 1].unidad
    if item.base is not None:
        return next((other.unidad for other in (*reversed(found[:k]), *found[k + 1 :]) if _counts(other.unidad)), None)
    if item.es_veces:
        return next((other.unidad for other in found if other.base is not None and _counts(other.unidad)), None)
    return None


def _counts(unit: str | None) -> bool:
    """Whether a unit is that of things or measures, neither a part nor money."""
    return unit is not None and unit not in {PORCIENTO, PUNTOS, "$"} and not unit.isupper()


def lacks_unit(texto: Texto, found: Sequence[Hallada]) -> bool:
    """Return whether a statement does not say what it counts: no quantity has a unit, or the one that a verb takes has none."""
    return all(item.unidad is None for item in found) or any(
        item.unidad is None and item.base is None and not item.es_veces and (k == 0 or _is_taken(texto, item.i))
        for k, item in enumerate(found)
    )


def _is_taken(texto: Texto, i: int) -> bool:
    """Whether a number is the object of the infinitive right before it: `becar a 20`."""
    before = token_before(texto, i)
    return is_infinitive(texto.word(before - (texto.word(before) == "a")))
