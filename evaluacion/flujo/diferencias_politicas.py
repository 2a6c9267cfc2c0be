"""Which policies of two comparisons are not the same, in the words of a reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from evaluacion.base.numeros import show_plain
from evaluacion.compare.diferencia_indice import PoliticaCambiada
from evaluacion.model.comparacion_nodos import Bandas, Normalizacion
from evaluacion.publish.comparacion_textos import method_text, policies_of

if TYPE_CHECKING:
    from evaluacion.flujo.comparar import Preparada

_OF_NODE = ("padre", "peso", "sentido", "postes", "meta", "bandas", "denominador", "toma_de", "normalizacion")
_NO_SCORE = "puesto en duda"
"""The policy that draws assumptions, and moves no score."""


def policy_changes(one: Preparada, other: Preparada) -> tuple[PoliticaCambiada, ...]:
    """Return what is not the same: whole policies, marcos of the records, then node by node."""
    pairs = [(_whole(one), _whole(other)), (_marcos(one), _marcos(other))]
    ids = [set(side.entradas.arbol.ids) for side in (one, other)]
    pairs += [(_node(one, name), _node(other, name)) for name in sorted(ids[0] & ids[1])]
    return tuple(change for before, after in pairs for change in _changes(before, after))


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[PoliticaCambiada]:
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            yield PoliticaCambiada(name, before.get(name), after.get(name))


def _whole(ready: Preparada) -> dict[str, str]:
    found: dict[str, str] = {}
    for sentence in policies_of(ready.leida.comparacion):
        name, colon, said = sentence.partition(": ")
        name, said = (name, said) if colon else ("además", sentence)
        if name != _NO_SCORE:
            found[name] = f"{found[name]}; {said}" if name in found else said
    needed = ", ".join(item.id for item in ready.leida.comparacion.requisitos)
    return {**found, "requisitos": needed} if needed else found


def _marcos(ready: Preparada) -> dict[str, str]:
    return {f"marco {used.marco}": f"{used.version} (huella {used.huella[:12]})" for used in ready.marcos}


def _node(ready: Preparada, name: str) -> dict[str, str]:
    """Return what a node says, without what it does not say; its weight is the one in use."""
    arbol = ready.entradas.arbol
    position = arbol.ids.index(name)
    written = ready.nodos[name].nodo
    values: dict[str, object] = {key: getattr(written, key) for key in _OF_NODE}
    values["peso"] = float(arbol.pesos[position])
    if not ready.leida.comparacion.denominar:
        values["denominador"] = None
    return {f"{name}: {key}": _shown(value) for key, value in values.items() if value is not None}


def _shown(value: object) -> str:
    if isinstance(value, Normalizacion):
        return method_text(value)
    if isinstance(value, Bandas):
        return f"cortes {_shown(value.cortes)}" + (f", valores {_shown(value.valores)}" if value.valores else "")
    if isinstance(value, tuple):
        return ", ".join(_shown(item) for item in value)
    return show_plain(value) if isinstance(value, float) else str(value)
