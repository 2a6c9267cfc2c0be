"""The weights of a comparison, from wherever they are declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from evaluacion.base.problema import Problema, quote
from evaluacion.compare.pesos import MatrizError, share_budget, solve_ahp
from evaluacion.read.comparacion_lector import CODIGO

if TYPE_CHECKING:
    from evaluacion.read.comparacion_nodos import NodoLeido
    from evaluacion.read.comparacion_pesos import PesosLeidos


def weights_of(pesos: PesosLeidos, nodos: Sequence[NodoLeido]) -> tuple[dict[str, float], dict[str, float], list[Problema]]:
    """Return the weight of each node; by parent, the consistency ratio of its matrix of pairs; and what is wrong."""
    found = {item.nodo.id: pesos.dados.get(item.nodo.id, item.nodo.peso) for item in nodos}
    ratios: dict[str, float] = {}
    problems: list[Problema] = []
    for matrix in pesos.matrices:
        try:
            solved = solve_ahp(matrix.valores)
        except MatrizError as error:
            cell = "" if error.celda is None else f" ({matrix.ids[error.celda[0]]} con {matrix.ids[error.celda[1]]})"
            where = matrix.origen if error.celda is None else matrix.lugar(*error.celda)
            problems.append(Problema(CODIGO, f"Matriz de pares: {error}{cell}.", where, "Corrija la comparación."))
            continue
        found.update(zip(matrix.ids, solved.pesos.tolist(), strict=True))
        ratios[matrix.padre] = solved.razon
        if not solved.es_consistente:
            what = f"Los juicios sobre {matrix.padre} se contradicen: su razón de consistencia es {solved.razon:.3f}."
            problems.append(Problema(CODIGO, what, matrix.origen, "Por encima de 0.10 conviene revisarlos.", "aviso"))
    for shared in pesos.repartos:
        try:
            found.update(zip(shared.ids, share_budget(shared.puntos).tolist(), strict=True))
        except MatrizError as error:
            problems.append(Problema(CODIGO, f"Reparto de puntos: {error}.", shared.origen, "Corrija el reparto."))
    problems.extend(_weightless(nodos, found))
    return found, ratios, problems


def _weightless(nodos: Sequence[NodoLeido], pesos: Mapping[str, float]) -> Iterator[Problema]:
    """Yield each node none of whose children has weight: it has no score."""
    children: dict[str, list[NodoLeido]] = {}
    for item in nodos:
        if item.nodo.padre is not None:
            children.setdefault(item.nodo.padre, []).append(item)
    for padre, own in children.items():
        if not any(pesos[item.nodo.id] for item in own):
            what = f"Ningún componente de {quote(padre)} tiene peso: se queda sin puntaje."
            yield Problema(CODIGO, what, own[0].origen("peso"), "Escriba un peso mayor que 0 en alguno.", "aviso")
