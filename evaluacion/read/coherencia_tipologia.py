"""A marco that classifies: does its typology agree with its criteria, and does it ask for nothing that only grades have?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from evaluacion.base.problema import Problema, quote, suggestion
from evaluacion.model.comun import fold
from evaluacion.model.marco import Agregacion, Marco
from evaluacion.model.tipologia import SinTipo, Tipologia
from evaluacion.read.documento import Documento

_FULL_RANGE = (0.0, 100.0)
_POLES = 2
_KEYS = {"polos": ("polos",), "rasgos": ("corte",), "reparto": ("sobre",)}
"""The keys that each mode needs; those of the other modes are refused."""
_REST = {"polos": "sin_rasgos", "rasgos": "ninguno", "reparto": "ninguno"}
_BOUNDS = {"polos": (-100.0, 100.0), "cobertura": (0.0, 1.0), "equilibrio": (0.0, 1.0), "dispersion": (1.0, 1e6)}


def check_tipologia(marco: Marco, documento: Documento) -> Iterator[Problema]:
    """Yield everything in which the typology of a marco, if it has one, contradicts the rest of it or itself."""
    if marco.tipologia is None:
        return
    yield from _check_grades(marco, documento)
    yield from _check_keys(marco.tipologia, documento)
    yield from _check_names(marco.tipologia, documento)
    if marco.tipologia.modo == "polos":
        yield from _check_poles(marco, marco.tipologia, documento)
    elif marco.tipologia.modo == "rasgos":
        yield from _check_traits(marco, marco.tipologia, documento)
    else:
        yield from _check_shares(marco, marco.tipologia, documento)


def _wrong(doc: Documento, where: tuple[str | int, ...], message: str, remedy: str) -> Problema:
    return Problema("tipologia_no_valida", message, doc.origen(where), remedy)


def _check_grades(marco: Marco, doc: Documento) -> Iterator[Problema]:
    """A typology has no total: what only a total has, and weights between criteria, would say nothing."""
    for name in ("niveles", "compuertas"):
        if getattr(marco, name):
            yield _wrong(doc, (name,), f"Una tipología no tiene «{name}»: clasifica, no califica.", f"Quite «{name}» o «tipologia».")
    if marco.clasificacion:
        yield _wrong(doc, ("tipologia",), "Una tipología no ordena registros.", "Agregue «clasificacion: no».")
    if marco.rango != _FULL_RANGE:
        yield _wrong(doc, ("rango",), "Una tipología usa el rango de 0 a 100.", "Quite «rango».")
    if marco.cobertura_minima:
        yield _wrong(doc, ("cobertura_minima",), "Una tipología no tiene puntaje provisional.", "Quite «cobertura_minima».")
    if marco.agregacion != Agregacion():
        yield _wrong(doc, ("agregacion",), "Una tipología no junta criterios.", "Quite «agregacion».")
    yield from _check_unweighted(marco, doc)


def _check_unweighted(marco: Marco, doc: Documento) -> Iterator[Problema]:
    for g, grupo in enumerate(marco.grupos):
        if grupo.peso != 1:
            yield _wrong(doc, ("grupos", g, "peso"), "Una tipología no pesa grupos.", "Quite «peso».")
        for c, criterio in enumerate(grupo.criterios):
            if criterio.peso != 1:
                yield _wrong(doc, ("grupos", g, "criterios", c, "peso"), "Una tipología no pesa criterios.", "Quite «peso».")
            for q, pregunta in enumerate(criterio.preguntas):
                if pregunta.lectura_alterna:
                    where = ("grupos", g, "criterios", c, "preguntas", q, "lectura_alterna")
                    yield _wrong(doc, where, "Una tipología no tiene total que leer de otra manera.", "Quite «lectura_alterna».")


def _check_keys(tipologia: Tipologia, doc: Documento) -> Iterator[Problema]:
    for mode, keys in _KEYS.items():
        for key in keys:
            given = getattr(tipologia, key) not in ((), None)
            if mode == tipologia.modo and not given:
                yield _wrong(doc, ("tipologia",), f"Con el modo «{mode}» falta «{key}».", f"Agregue «{key}».")
            if mode != tipologia.modo and given:
                yield _wrong(doc, ("tipologia", key), f"«{key}» no va con el modo «{tipologia.modo}».", f"Quite «{key}».")
    yield from _check_rest(tipologia, doc)
    for t, tipo in enumerate(tipologia.tipos):
        wanted, other = ("criterio", "desde") if tipologia.modo == "rasgos" else ("desde", "criterio")
        if getattr(tipo, wanted) is None:
            yield _wrong(doc, ("tipologia", "tipos", t), f"Al tipo {quote(tipo.nombre)} le falta «{wanted}».", f"Agregue «{wanted}».")
        if getattr(tipo, other) is not None:
            message = f"«{other}» no va con el modo «{tipologia.modo}»."
            yield _wrong(doc, ("tipologia", "tipos", t, other), message, f"Quite «{other}».")


def _check_rest(tipologia: Tipologia, doc: Documento) -> Iterator[Problema]:
    """Yield what is wrong with the name of those that are of no type."""
    for key in ("sin_rasgos", "ninguno"):
        rest: SinTipo | None = getattr(tipologia, key)
        if rest is not None and key != _REST[tipologia.modo]:
            message = f"«{key}» no va con el modo «{tipologia.modo}»."
            yield _wrong(doc, ("tipologia", key), message, f"Use «{_REST[tipologia.modo]}».")
        elif rest is not None and (rest.debajo_de is not None) != (key == "sin_rasgos"):
            message = "Falta «debajo_de»." if rest.debajo_de is None else "«debajo_de» solo va con «sin_rasgos»."
            yield _wrong(doc, ("tipologia", key), message, "Con polos, diga debajo de qué puntaje de los dos no hay tipo.")
        elif rest is not None and rest.debajo_de is not None and not 0 < rest.debajo_de <= _FULL_RANGE[1]:
            message = f"«debajo_de» dice {rest.debajo_de:g}."
            yield _wrong(doc, ("tipologia", key, "debajo_de"), message, "Use un puntaje mayor que 0 y no mayor que 100.")


def _check_names(tipologia: Tipologia, doc: Documento) -> Iterator[Problema]:
    seen: set[str] = set()
    for t, name in enumerate(tipologia.nombres):
        if fold(name) in seen:
            where = ("tipologia", "tipos", t, "nombre") if t < len(tipologia.tipos) else ("tipologia", _REST[tipologia.modo], "nombre")
            yield _wrong(doc, where, f"El tipo {quote(name)} se repite.", "Dé a cada tipo su nombre.")
        seen.add(fold(name))


def _check_edges(tipologia: Tipologia, bounds: tuple[float, float], doc: Documento) -> Iterator[Problema]:
    edges = [tipo.desde for tipo in tipologia.tipos]
    known = [edge for edge in edges if edge is not None]
    if len(known) != len(edges):
        return
    if known[0] != bounds[0]:
        where = ("tipologia", "tipos", 0, "desde")
        yield _wrong(doc, where, f"El primer tipo empieza en {known[0]:g}.", f"Empiece en {bounds[0]:g}: así no queda hueco.")
    for t, (before, after) in enumerate(pairwise(known)):
        if after <= before or after > bounds[1]:
            message = f"El tipo {quote(tipologia.tipos[t + 1].nombre)} empieza en {after:g} y el anterior en {before:g}."
            where = ("tipologia", "tipos", t + 1, "desde")
            yield _wrong(doc, where, message, f"Ordénelos de menor a mayor, sin pasar de {bounds[1]:g}.")


def _check_poles(marco: Marco, tipologia: Tipologia, doc: Documento) -> Iterator[Problema]:
    ids = [criterio.id for criterio in marco.criterios]
    if tipologia.polos and (len(tipologia.polos) != _POLES or len(set(tipologia.polos)) != _POLES):
        yield _wrong(doc, ("tipologia", "polos"), "Los polos son dos criterios distintos.", "Escriba [criterio, criterio opuesto].")
    for p, pole in enumerate(tipologia.polos):
        if pole not in ids:
            yield _wrong(doc, ("tipologia", "polos", p), f"No hay un criterio {quote(pole)}.", suggestion(pole, ids))
    for name in ids:
        if tipologia.polos and name not in tipologia.polos:
            yield _wrong(doc, ("tipologia", "polos"), f"El criterio {quote(name)} no es ninguno de los polos.", "Quítelo del marco.")
    yield from _check_edges(tipologia, _BOUNDS["polos"], doc)


def _check_traits(marco: Marco, tipologia: Tipologia, doc: Documento) -> Iterator[Problema]:
    if tipologia.corte is not None and not 0 < tipologia.corte <= _FULL_RANGE[1]:
        message = f"El corte dice {tipologia.corte:g}."
        yield _wrong(doc, ("tipologia", "corte"), message, "Use un puntaje mayor que 0 y no mayor que 100.")
    ids = [criterio.id for criterio in marco.criterios]
    used: list[str] = []
    for t, tipo in enumerate(tipologia.tipos):
        where = ("tipologia", "tipos", t, "criterio")
        if tipo.criterio is not None and tipo.criterio not in ids:
            yield _wrong(doc, where, f"No hay un criterio {quote(tipo.criterio)}.", suggestion(tipo.criterio, ids))
        elif tipo.criterio is not None and tipo.criterio in used:
            yield _wrong(doc, where, f"El criterio {quote(tipo.criterio)} ya muestra otro tipo.", "Dele a cada criterio un solo tipo.")
        elif tipo.criterio is not None:
            used.append(tipo.criterio)
    for name in ids:
        if name not in used:
            yield _wrong(doc, ("tipologia", "tipos"), f"El criterio {quote(name)} no muestra ningún tipo.", "Agregue su tipo.")


def _check_shares(marco: Marco, tipologia: Tipologia, doc: Documento) -> Iterator[Problema]:
    for g, grupo in enumerate(marco.grupos):
        for c, criterio in enumerate(grupo.criterios):
            for i, indicador in enumerate(criterio.indicadores):
                if indicador.peso != 1:
                    where = ("grupos", g, "criterios", c, "indicadores", i, "peso")
                    yield _wrong(doc, where, "Un reparto no pesa sus cuentas.", "Quite «peso».")
            if len(criterio.indicadores) != 1:
                message = f"El criterio {quote(criterio.id)} necesita un indicador, y solo uno: el que se cuenta."
                yield _wrong(doc, ("grupos", g, "criterios", c, "id"), message, "Ponga un criterio por cada cuenta.")
    if len(marco.criterios) < _POLES:
        yield _wrong(doc, ("grupos",), "Un reparto necesita al menos dos criterios.", "Agregue los demás.")
    if tipologia.sobre is not None:
        yield from _check_edges(tipologia, _BOUNDS[tipologia.sobre], doc)
