"""How each indicator is put on a scale, from what its node and the method declare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.compare.regla import Bandas, Regla

if TYPE_CHECKING:
    from evaluacion.model.comparacion_nodos import Nodo, Normalizacion

_FULL = (0.0, 100.0)


def rule_of(nodo: Nodo, method: Normalizacion) -> Regla:
    """Return the rule of an indicator under a method."""
    return Regla(
        metodo=method.metodo,
        sentido=1 if nodo.sentido == "ascendente" else -1,
        salida=method.salida,
        postes=nodo.postes,
        meta=nodo.meta,
        bandas=_bands(nodo, method),
        por_periodo=method.por == "periodo",
    )


def _bands(nodo: Nodo, method: Normalizacion) -> Bandas | None:
    """Return the steps of an indicator; those whose values are not written are evenly spread over the output."""
    if nodo.bandas is None:
        return None
    cuts = nodo.bandas.cortes
    low, high = method.salida or _FULL
    even = tuple(low + (high - low) * step / len(cuts) for step in range(len(cuts) + 1))
    return Bandas(cuts, nodo.bandas.valores or (even if nodo.sentido == "ascendente" else even[::-1]))
