"""How a comparison is told to a reader: its policies, and what they did to the data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.base.numeros import show_plain

if TYPE_CHECKING:
    from evaluacion.model.comparacion import Comparacion, Incertidumbre
    from evaluacion.model.comparacion_nodos import Normalizacion
    from evaluacion.publish.comparacion_datos import ComparacionHecha

METODOS = {
    "minmax": "mínimo y máximo observados",
    "postes": "postes fijos",
    "distancia": "distancia a la meta",
    "zscore": "puntaje z",
    "rango": "lugar",
    "prank": "lugar en porcentaje",
    "borda": "puntos de Borda",
    "bandas": "escalones",
    "ninguna": "sin normalizar",
}
AGREGACIONES = {"aritmetica": "media aritmética", "geometrica": "media geométrica", "armonica": "media armónica", "minimo": "el mínimo"}
_FALTANTES = {
    "omitir": "lo que falta se omite y los demás pesos se reescalan",
    "error": "no se admite que falte un dato",
    "cero": "lo que falta vale 0",
    "media": "lo que falta toma la media del indicador",
    "mediana": "lo que falta toma la mediana del indicador",
    "media_de_grupo": "lo que falta toma la media de su grupo",
    "mediana_de_grupo": "lo que falta toma la mediana de su grupo",
}
SUCESOS = {
    "topada": ("celda topada en su poste, su meta o su escala", "celdas topadas en su poste, su meta o su escala"),
    "imputada": ("celda que faltaba y se llenó", "celdas que faltaban y se llenaron"),
    "atipica": ("valor extremo que se acercó", "valores extremos que se acercaron"),
    "constante": ("indicador que no distingue a las unidades", "indicadores que no distinguen a las unidades"),
    "sin_disponibilidad": ("puntaje que no se da por falta de datos", "puntajes que no se dan por falta de datos"),
    "denominada": ("celda sin un denominador que sirva", "celdas sin un denominador que sirva"),
}
_FULL = 100


def method_text(method: Normalizacion) -> str:
    """Return a normalisation as a reader says it."""
    said = METODOS[method.metodo]
    if method.salida is not None:
        first, second = (show_plain(end) for end in method.salida)
        said += f", con media {first} y desviación {second}" if method.metodo == "zscore" else f", de {first} a {second}"
    return said + (", periodo por periodo" if method.por == "periodo" else "")


def policies_of(comparacion: Comparacion) -> tuple[str, ...]:
    """Return every policy of a comparison, one sentence each: they go in the provenance and under the table."""
    return tuple(_policies(comparacion))


def _policies(comparacion: Comparacion) -> Iterator[str]:
    yield f"normalización: {method_text(comparacion.normaliza)}"
    if comparacion.unidades.periodo is not None and comparacion.normaliza.por == "todo":
        yield "los parámetros de la normalización salen de todos los periodos a la vez"
    own = [nodo for nodo in comparacion.nodos if nodo.normalizacion is not None] if isinstance(comparacion.nodos, tuple) else []
    for nodo in own:
        if nodo.normalizacion is not None:
            yield f"normalización de {nodo.id}: {method_text(nodo.normalizacion)}"
    if comparacion.unidades.fichas:
        yield "respuestas que faltan: cada puntaje lleva el mínimo y el máximo que podría tener, y el lugar es un intervalo"
    yield f"datos que faltan: {_FALTANTES[comparacion.faltantes.politica]}" + (
        f" («{comparacion.faltantes.grupo}»)" if comparacion.faltantes.grupo else ""
    )
    least = comparacion.faltantes.disponibilidad_minima
    for what, shares in (("los componentes", least.cuenta), ("el peso", least.peso)):
        if any(shares):
            said = ", ".join(f"{show_plain(round(share * _FULL, 2))} %" for share in shares)
            yield f"un puntaje necesita al menos {said} de {what}" + (" (nivel por nivel)" if len(shares) > 1 else "")
    if comparacion.atipicos is not None:
        rule = comparacion.atipicos
        yield (
            f"valores extremos: se acercan hasta {rule.puntos_max} por indicador mientras la asimetría pase de {show_plain(rule.asimetria)} y la "
            f"curtosis de {show_plain(rule.curtosis)}" + ("; si no basta, logaritmo" if rule.logaritmo else "")
        )
    else:
        yield "valores extremos: se dejan como están"
    yield "indicadores divididos entre su denominador" if comparacion.denominar else "indicadores sin dividir entre su denominador"
    yield f"pesos: {_weights(comparacion)}"
    yield (
        "agregación: "
        + ", ".join(AGREGACIONES[way] for way in comparacion.agregacion)
        + (" (de los indicadores hacia arriba)" if len(comparacion.agregacion) > 1 else "")
    )

    doubt = comparacion.incertidumbre
    if doubt is not None:
        yield f"puesto en duda: {'; '.join(_drawn(doubt)) or 'nada'} ({doubt.sorteos:,} sorteos, semilla {doubt.semilla})"


def _drawn(doubt: Incertidumbre) -> Iterator[str]:
    if doubt.pesos:
        yield f"pesos hasta ±{show_plain(round(doubt.pesos * _FULL, 2))} %"
    if doubt.normalizacion:
        yield f"normalización entre {', '.join(method_text(method) for method in doubt.normalizacion)}"
    if doubt.agregacion:
        yield f"agregación entre {', '.join(AGREGACIONES[way] for way in doubt.agregacion)}"
    if doubt.faltantes:
        yield "las respuestas que faltan en los registros"


def _weights(comparacion: Comparacion) -> str:
    given = comparacion.pesos
    if given is None:
        return "los de los nodos"
    if given.iguales:
        return "iguales entre hermanos"
    if given.archivo is not None:
        return f"los de {given.archivo}"
    return f"de comparaciones por pares ({', '.join(given.ahp)})" if given.ahp else f"de puntos repartidos ({given.presupuesto})"


def events_of(hecha: ComparacionHecha) -> Iterator[str]:
    """Yield what the policies did to the data: how many cells of each kind, and in which nodes; nothing is left out."""
    events = [event for event in hecha.comparado.sucesos if event.unidad is not None or event.clase == "constante"]
    for event in hecha.comparado.sucesos:
        if event.unidad is None and event.clase != "constante":
            yield f"{event.nodo}: {event.detalle}."
    for kind, (one, many) in SUCESOS.items():
        mine = [event for event in events if event.clase == kind]
        if mine:
            nodes = Counter(event.nodo for event in mine)
            where = ", ".join(f"{name} ({times})" if times > 1 else name for name, times in sorted(nodes.items()))
            yield f"{len(mine)} {one if len(mine) == 1 else many}: {where}."
