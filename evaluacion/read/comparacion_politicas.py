"""Policies of a comparison that contradict each other or ask for what is not there, each said at its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evaluacion.base.origen import Origen
from evaluacion.base.problema import Problema, quote, suggestion
from evaluacion.model.comparacion import Comparacion
from evaluacion.model.comparacion_nodos import Nodo, Normalizacion
from evaluacion.model.comparacion_partes import SIN_CERO
from evaluacion.read.comparacion_lector import CODIGO
from evaluacion.read.comparacion_nodos import NodoLeido, leaves_of
from evaluacion.read.documento import Documento
from evaluacion.read.nodos import Ruta

_NEEDS = {"postes": ("postes", "[menor, mayor]"), "distancia": ("meta", "un valor"), "bandas": ("bandas", "[cortes]")}
"""What each method needs of an indicator, and how it is written."""


def check_politicas(comparacion: Comparacion, documento: Documento) -> Iterator[Problema]:
    """Yield what does not agree in the policies, whatever the tree."""
    place = documento.origen
    unidades = comparacion.unidades
    if unidades.archivo and comparacion.nodos is None:
        yield _refused("Falta «nodos»: los indicadores y lo que se forma con ellos.", place(()), "Escríbalos, o nombre su tabla.")
    if comparacion.desempate and comparacion.finalistas is None:
        yield _refused("«desempate» necesita «finalistas».", place(("desempate",), key=True), "Agregue cuántas unidades pasan.")
    group = comparacion.faltantes.grupo
    if group is not None and group not in unidades.grupos:
        remedy = suggestion(group, unidades.grupos) or "Escríbalo también en «unidades: grupos»."
        yield _refused(f"{quote(group)} no es una de las columnas de «unidades: grupos».", place(("faltantes", "grupo")), remedy)
    if unidades.archivo and unidades.periodo is None:
        for ruta, method in _methods(comparacion):
            if method.por == "periodo":
                yield _refused("«por: periodo» necesita «periodo» en «unidades».", place((*ruta, "por")), "Diga qué columna lo tiene.")
    if comparacion.normaliza.postes is not None and all(method.metodo != "postes" for _, method in _methods(comparacion)):
        yield _refused(
            "La tabla de postes no se usa: ningún método es postes.", place(("normalizacion", "postes")), "Quítela, o use metodo: postes."
        )
    if comparacion.requisitos and unidades.fichas:
        yield _refused("Los requisitos de las fichas son los de su marco.", place(("requisitos",), key=True), "Quite «requisitos».")
    if comparacion.denominar and unidades.fichas:
        yield _refused("Los puntajes de un marco no se dividen entre otro dato.", place(("denominar",)), "Quite «denominar».")


def _methods(comparacion: Comparacion) -> Iterator[tuple[Ruta, Normalizacion]]:
    """Yield every method that is declared, and where."""
    yield ("normalizacion",), comparacion.normaliza
    if isinstance(comparacion.nodos, tuple):
        for position, nodo in enumerate(comparacion.nodos):
            if nodo.normalizacion is not None:
                yield ("nodos", position, "normalizacion"), nodo.normalizacion
    if comparacion.incertidumbre is not None:
        for position, method in enumerate(comparacion.incertidumbre.normalizacion):
            yield ("incertidumbre", "normalizacion", position), method


def check_nodos(comparacion: Comparacion, nodos: Sequence[NodoLeido], documento: Documento) -> Iterator[Problema]:
    """Yield what the policies ask of the tree and it does not have."""
    known = sorted(leido.nodo.id for leido in nodos)
    for position, name in enumerate(comparacion.desempate):
        if name not in known:
            yield _refused(f"No hay un nodo {quote(name)}.", documento.origen(("desempate", position)), suggestion(name, known))
    leaves = leaves_of(nodos)
    for leido in leaves:
        own = leido.nodo.normalizacion
        yield from _check_method(leido, own or comparacion.normaliza, leido.origen("normalizacion") if own is not None else leido.origen())
    if comparacion.denominar and leaves and all(leido.nodo.denominador is None for leido in leaves):
        yield _refused(
            "«denominar: sí», y ningún indicador tiene denominador.", documento.origen(("denominar",)), "Escríbalos, o ponga no."
        )
    doubt = comparacion.incertidumbre
    drawn = [leido for leido in leaves if leido.nodo.normalizacion is None]
    for position, method in enumerate(doubt.normalizacion if doubt is not None else ()):
        ruta = ("incertidumbre", "normalizacion", position)
        wrong = next((problem for leido in drawn for problem in _check_method(leido, method, documento.origen(ruta))), None)
        if wrong is not None:
            yield wrong
    yield from _check_zero(comparacion, leaves, documento)


def _check_method(leido: NodoLeido, method: Normalizacion, origen: Origen) -> Iterator[Problema]:
    """Yield what a method needs of an indicator that does not have it."""
    if method.metodo in _NEEDS:
        key, shape = _NEEDS[method.metodo]
        if getattr(leido.nodo, key) is None:
            what = f"El método {method.metodo} necesita «{key}» en el indicador {quote(leido.nodo.id)}."
            yield _refused(what, origen, f"Escriba {key}: {shape}, en la unidad del indicador.")
    if method.metodo == "bandas" and leido.nodo.bandas is not None:
        yield from _check_steps(leido.nodo, leido.origen("bandas"))
    if method.metodo == "ninguna" and leido.nodo.sentido == "descendente" and method.salida is None:
        what = f"Sin normalizar, {quote(leido.nodo.id)}, en que menos es mejor, necesita la escala en que está."
        yield _refused(what, origen, "Escriba «salida: [peor, mejor]», o elija otro método.")


def _check_steps(nodo: Nodo, origen: Origen) -> Iterator[Problema]:
    values = nodo.bandas.valores if nodo.bandas is not None else ()
    ordered = sorted(values) if nodo.sentido == "ascendente" else sorted(values, reverse=True)
    if values and (list(values) != ordered or values[0] == values[-1]):
        what = f"Los valores de las bandas de {quote(nodo.id)} van contra su sentido, {nodo.sentido}, o son todos iguales."
        yield _refused(what, origen, "Ordénelos, o corrija el sentido.")


def _check_zero(comparacion: Comparacion, leaves: Sequence[NodoLeido], documento: Documento) -> Iterator[Problema]:
    """Yield the aggregations that need positive values over scales that reach 0."""
    methods = [leido.nodo.normalizacion or comparacion.normaliza for leido in leaves]
    doubt = comparacion.incertidumbre
    drawn = doubt.normalizacion if doubt is not None else ()
    ways: list[tuple[Ruta, frozenset[str]]] = [(("agregacion",), frozenset(comparacion.agregacion))]
    if doubt is not None and doubt.agregacion is not None:
        ways.append((("incertidumbre", "agregacion"), frozenset(doubt.agregacion)))
    for ruta, used in ways:
        needed = sorted(SIN_CERO & used)
        if needed and any(method.reaches_zero for method in (*methods, *drawn)):
            what = f"La agregación {needed[0].replace('armonica', 'armónica').replace('geometrica', 'geométrica')} no admite una escala que llegue a 0."
            yield _refused(what, documento.origen(ruta), "Elija otra salida en «normalizacion», como salida: [1, 100], u otra agregación.")


def _refused(what: str, origen: Origen, remedy: str) -> Problema:
    return Problema(CODIGO, what, origen, remedy)
