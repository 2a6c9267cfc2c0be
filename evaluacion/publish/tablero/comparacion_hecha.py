"""From a comparison and its file to what its sheets show: every policy and every node in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.base.numeros import show_number, show_plain
from evaluacion.publish.comparacion_datos import said_doubt
from evaluacion.publish.comparacion_duda import doubt_sentences
from evaluacion.publish.comparacion_textos import AGREGACIONES, method_text, policies_of
from evaluacion.publish.tablero.comparacion_vista import ComparacionVista, NodoDeclarado

if TYPE_CHECKING:
    from evaluacion.model.comparacion_nodos import Nodo
    from evaluacion.publish.comparacion_datos import ComparacionHecha


def make_vista(hecha: ComparacionHecha) -> ComparacionVista:
    """Return a comparison as its sheets read it, with what the draws say if there were any."""
    dicha = said_doubt(hecha)
    return ComparacionVista(
        hecha.titulo,
        hecha.comparado,
        tuple(_policies(hecha)),
        tuple(_declared(hecha, node) for node in range(len(hecha.comparado.arbol.ids))),
        hecha.finalistas if hecha.comparacion.finalistas is not None else None,
        hecha.duda,
        doubt_sentences(dicha) if dicha is not None else (),
    )


def _policies(hecha: ComparacionHecha) -> Iterator[tuple[str, str]]:
    """Yield the name of each policy with what was declared; what has no name goes on with the one before it."""
    given = hecha.comparacion
    for sentence in (*policies_of(given), *hecha.juntas):
        name, colon, said = sentence.partition(": ")
        yield (_capital(name), said) if colon else ("", sentence)
    for parent, ratio in hecha.consistencia.items():
        yield f"Razón de consistencia, {parent}", show_number(ratio, 3)
    if given.fuente is not None:
        yield "Fuente", str(given.fuente)
    if given.nota is not None:
        yield "Nota", given.nota


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _declared(hecha: ComparacionHecha, node: int) -> NodoDeclarado:
    tree, given = hecha.comparado.arbol, hecha.comparacion
    if node >= tree.n_hojas:
        way = next(nivel.agregador for nivel in tree.niveles if node in nivel.padres)
        return NodoDeclarado(agregacion=AGREGACIONES[way])
    declared = hecha.nodos[tree.ids[node]]
    method = declared.normalizacion or given.normaliza
    return NodoDeclarado(
        declared.sentido,
        ", ".join((method_text(method), *_points(declared, method.metodo))),
        denominador=declared.denominador or "" if given.denominar else "",
    )


def _points(declared: Nodo, method: str) -> Iterator[str]:
    """Yield the points in natural units that the method of a node looks at."""
    if method == "postes" and declared.postes is not None:
        yield f"{show_plain(declared.postes[0])} y {show_plain(declared.postes[1])}"
    if method == "distancia" and declared.meta is not None:
        yield f"meta {show_plain(declared.meta)}"
    if method == "bandas" and declared.bandas is not None:
        yield f"en {', '.join(map(show_plain, declared.bandas.cortes))}"
