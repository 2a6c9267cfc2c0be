"""How a difference between two comparisons reads: its parts, its places and what moved a unit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.base.numeros import COMPARED_DECIMALS, show_number, show_plain
from evaluacion.publish.diferencias_palabras import show_change
from evaluacion.publish.texto import place_text

if TYPE_CHECKING:
    from evaluacion.compare.diferencia_indice import CeldaMovida, DiferenciaDeIndice, NodoMovido, UnidadMovida, UnidadSola

PARTES_TEXTO = ("Datos que cambiaron", "Lo que se supo o se perdió", "Políticas")
"""Headings of the three parts, in the order of `compare.cambio_indice.PARTES_INDICE`."""
LUGARES_TEXTO = {
    "gana": "▲ gana",
    "pierde": "▼ pierde",
    "cambia_rango": "◇ cambia el intervalo",
    "igual": "= igual",
    "sin_lugar": "— sin lugar",
}
PARTE_DE_CELDA = {"datos": "dato que cambió", "conocidas": "se supo o se perdió", "de_otros": "su dato es el mismo: lo movieron las demás"}
METODO = (
    "El cambio se reparte en tres partes que suman exactamente: datos que cambiaron, lo que se supo o se perdió (también unidades que "
    "aparecen o desaparecen) y políticas (árbol, pesos, normalización, agregación). Cada parte es el promedio de lo que mueve en todos "
    "los órdenes posibles (valor de Shapley): no depende de cuál se mire primero. Junto a cada dato va lo que mueve solo en el índice: "
    "el promedio de moverlo primero y de moverlo al final."
)
DE_OTROS_TEXTO = {
    "calculado": (
        "La escala, o lo que se llena, sale de todas las unidades: el puntaje de una se mueve también con los datos de las demás. "
        "«De otras» dice cuánto; está dentro de su parte y no se suma aparte."
    ),
    "ninguno": "La escala es fija: los datos de las demás unidades no mueven el puntaje de ninguna.",
    "sin_calcular": (
        "La escala, o lo que se llena, sale de todas las unidades: los datos de las demás también mueven el puntaje. Cuánto, está dentro "
        "de las partes y no se separó: son más de 100 unidades."
    ),
}


def place_move(node: NodoMovido) -> str:
    """Return how a place moved: `▲ de 4 a 2`."""
    sign = LUGARES_TEXTO[node.lugar].partition(" ")[0]
    before, after = (place_text(place) for place in node.lugares)
    if node.lugar == "sin_lugar":
        return "—" if node.lugares == (None, None) else f"{before} → {after}"
    return f"{sign} {after}" if before == after else f"{sign} de {before} a {after}"


def is_still(change: float | None) -> bool:
    """Whether nothing changes at the decimals that comparisons look at."""
    return change is not None and round(change, COMPARED_DECIMALS) == 0


def others_of(node: NodoMovido) -> float | None:
    """Return how much of the change of a node comes from the other units; None where it is not told."""
    if node.de_otros is None:
        return None
    data, known = (part.puntaje for part in node.de_otros)
    return None if data is None or known is None else data + known


def has_moved(unit: UnidadMovida) -> bool:
    """Whether a score or a place of a unit, or something of its data, changed."""
    return bool(unit.celdas) or any(node.antes != node.despues or node.lugares[0] != node.lugares[1] for node in unit.nodos)


def cell_text(cell: CeldaMovida) -> str:
    """Return what a cell said and says, its score and what it moves alone."""
    data = f"de {show_plain(cell.antes)} a {show_plain(cell.despues)}" if cell.antes != cell.despues else f"{show_plain(cell.antes)}, igual"
    scores = " → ".join(show_number(score, 2) for score in cell.puntajes)
    where = "; ".join(dict.fromkeys(str(origin) for origin in cell.origenes if origin is not None))
    told = f"{cell.nombre}: {data} [{PARTE_DE_CELDA[cell.parte]}]; puntaje {scores}; solo mueve {show_change(cell.en_indice)} en el índice"
    return f"{told} ({where})" if where else told


def moves_of_places(step: DiferenciaDeIndice) -> Iterator[str]:
    """Yield who gained and who lost places, and which units only one side has."""
    for verb, kind in (("Ganan lugar", "gana"), ("Pierden lugar", "pierde")):
        names = [f"{unit.nombre} ({place_move(unit.indice)})" for unit in step.unidades if unit.indice.lugar == kind]
        if names:
            yield f"{verb}: {'; '.join(names)}."
    for verb, units in ((f"Aparecen en {step.a}", step.aparecen), (f"Estaban solo en {step.de}", step.desaparecen)):
        if units:
            yield f"{verb}: {'; '.join(_only(unit) for unit in units)}. Los lugares de las demás cuentan con ellas donde están."
    for name, where in step.solos:
        yield f"El nodo {name} está solo en {where}: no se compara; lo que mueve más arriba está en políticas."


def _only(unit: UnidadSola) -> str:
    return f"{unit.nombre} ({show_number(unit.puntaje, 2)}, lugar {place_text(unit.lugar)})"
