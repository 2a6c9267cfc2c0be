"""Records as units of a comparison: what marcos say of them are its indicators, with the interval that missing answers leave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, quote, raise_errors, suggestion
from evaluacion.base.recursos import shipped_marcos
from evaluacion.flujo.calificar import indicators_of, make_procedencia
from evaluacion.flujo.comparar_evaluaciones import cite_records, score_records
from evaluacion.flujo.reunir import require_registros
from evaluacion.model.comparacion_nodos import Nodo
from evaluacion.model.procedencia import MarcoUsado
from evaluacion.read.comparacion_lector import CODIGO, Lector
from evaluacion.read.comparacion_nodos import NodoLeido, leaves_of
from evaluacion.read.comparacion_unidades import UnidadesLeidas
from evaluacion.read.marco import MarcoLeido, load_marco
from evaluacion.score.kernel import COBERTURA, MAXIMO, MINIMO, PUNTAJE

if TYPE_CHECKING:
    from evaluacion.model.marco import Marco
    from evaluacion.model.registros import Registros
    from evaluacion.read.comparacion import ComparacionLeida
    from evaluacion.score.evaluate import Resultado

Partes = Mapping[str, "tuple[Resultado, int]"]
"""By the name of a part of a marco, the result and the node of it that it names."""
TOTAL = "total"
_GROUP = "grupo:"


@dataclass(slots=True)
class Juzgadas:
    """Records as units, and the tree that they are compared by."""

    unidades: UnidadesLeidas
    nodos: list[NodoLeido]
    agregacion: tuple[str, ...]
    marcos: tuple[MarcoUsado, ...]
    archivos: dict[str, str]
    avisos: list[Problema] = field(default_factory=list)
    partes: Partes = field(default_factory=dict)
    """By the name of each part of a marco, its result and the node of it."""
    juntas: tuple[str, ...] = ()
    """How the votes of several evaluators were put together, one sentence each; none where each record has one evaluation."""


def units_of_records(leida: ComparacionLeida) -> Juzgadas:
    """Return the records of a comparison as its units, judged by its marcos.

    Raises:
        EvaluacionError: everything wrong with the marcos, the records or the nodes that name their parts.
    """
    lector = Lector(leida.ruta, leida.documento, {}, list(leida.avisos))
    marcos = _load(leida, lector)
    places = [place for position, name in enumerate(leida.comparacion.unidades.fichas) if (place := _find(lector, position, name))]
    raise_errors(lector.problemas)
    cited = cite_records(leida, lector, places)
    raise_errors(lector.problemas)
    registros = require_registros(cited.reunion, cited.rutas)
    excluded = frozenset(leida.comparacion.unidades.excluye)
    scored = score_records(marcos, registros, _rows(registros, marcos, excluded), cited, excluded)
    results = scored.resultados
    problems = [*cited.reunion.problemas, *scored.problemas]
    raise_errors(problems)
    nodos, agregacion = _tree(leida, marcos)
    parts = {name: where for result in results.values() for name, where in _parts(result, alone=len(results) == 1)}
    valores = _values(leida, nodos, parts)
    provenance = make_procedencia(registros, list(marcos.values()), None, ())
    files = {**dict(provenance.archivos), **cited.archivos}
    return Juzgadas(_units(leida, results, valores), nodos, agregacion, provenance.marcos, files, problems, parts, scored.juntas)


def _find(lector: Lector, position: int, name: str) -> Path | None:
    return lector.find(name, lector.documento.origen(("unidades", "fichas", position)))


def _load(leida: ComparacionLeida, lector: Lector) -> dict[str, MarcoLeido]:
    """Return the marcos that judge the records, by id."""
    found: dict[str, MarcoLeido] = {}
    for position, name in enumerate(leida.comparacion.unidades.marco):
        place = leida.documento.origen(("unidades", "marco", position))
        beside = name if name in shipped_marcos() else leida.ruta.parent / name
        if isinstance(beside, Path) and not beside.exists():
            what, remedy = f"No hay un marco {quote(name)}.", suggestion(name, shipped_marcos())
            lector.refuse(what, place, f"{remedy} Si es suyo, escriba su archivo.", "marco_desconocido")
            continue
        try:
            item = load_marco(beside)
        except EvaluacionError as error:
            lector.problemas.extend(error.problemas)
            continue
        if item.marco.tipologia is not None:
            lector.refuse(f"El marco {quote(name)} clasifica y no califica.", place, "Use uno que dé puntajes.")
        found[item.marco.marco] = item
    return found


def _rows(registros: Registros, marcos: Mapping[str, MarcoLeido], excluded: frozenset[str]) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Return the records that answer any of the marcos, or have data of their indicators."""
    answered, data = registros.marcos(), registros.indicadores()
    masks = [answered[name] for name in marcos if name in answered]
    masks += [mask for item in marcos.values() for name, mask in data.items() if name in indicators_of(item)]
    chosen = np.logical_or.reduce(masks) if masks else np.zeros(len(registros), dtype=bool)
    if not chosen.any():
        listed = ", ".join(quote(name) for name in marcos)
        raise EvaluacionError(
            [Problema("sin_marco", f"Ningún registro responde {listed}.", registros.origen(0), "Revise «fichas» y «marco».")]
        )
    ids = registros.claves().ids
    return np.array([row for row in np.flatnonzero(chosen).tolist() if ids[row] not in excluded], dtype=np.intp)


def _tree(leida: ComparacionLeida, marcos: Mapping[str, MarcoLeido]) -> tuple[list[NodoLeido], tuple[str, ...]]:
    """Return the nodes: those that the comparison writes, or those of its marco, with how each level is put together."""
    comparacion = leida.comparacion
    if leida.nodos:
        return leida.nodos, comparacion.agregacion
    place = leida.documento.origen(("unidades", "marco"))
    if len(marcos) > 1:
        nodes = [Nodo(id=TOTAL), *(Nodo(id=name, nombre=item.marco.titulo, padre=TOTAL) for name, item in marcos.items())]
        return _placed(nodes, place), comparacion.agregacion
    marco = next(iter(marcos.values())).marco
    nodes, ways = _tree_of(marco)
    declared = comparacion.agregacion if "agregacion" in comparacion.model_fields_set else ways
    return _placed(nodes, place), declared


def _tree_of(marco: Marco) -> tuple[list[Nodo], tuple[str, ...]]:
    """Return the nodes of a marco, its criteria as leaves; a single group is left out."""
    nodes = [Nodo(id=TOTAL, nombre=marco.titulo)]
    groups = marco.grupos if len(marco.grupos) > 1 else ()
    nodes += [Nodo(id=f"{_GROUP}{grupo.id}", nombre=grupo.nombre, padre=TOTAL, peso=grupo.peso) for grupo in groups]
    for grupo in marco.grupos:
        above = f"{_GROUP}{grupo.id}" if groups else TOTAL
        nodes += [Nodo(id=criterio.id, nombre=criterio.nombre, padre=above, peso=criterio.peso) for criterio in grupo.criterios]
    ways = (marco.agregacion.grupos, marco.agregacion.total) if groups else (marco.agregacion.grupos,)
    return nodes, tuple(map(str, ways))


def _placed(nodes: Sequence[Nodo], place: Origen) -> list[NodoLeido]:
    return [NodoLeido(node, lambda _key: place) for node in sorted(nodes, key=lambda node: node.id)]


def _values(
    leida: ComparacionLeida, nodos: Sequence[NodoLeido], known: Partes
) -> dict[str, np.ndarray[tuple[int, int], np.dtype[np.float64]]]:
    """Return, for each leaf, (3, records): score, least and greatest of the part of a marco that it names."""
    found: dict[str, np.ndarray[tuple[int, int], np.dtype[np.float64]]] = {}
    problems: list[Problema] = []
    for leido in leaves_of(nodos):
        name = leido.nodo.toma_de or leido.nodo.id
        if name not in known:
            what = f"Ningún marco de esta comparación tiene {quote(name)}."
            problems.append(Problema(CODIGO, what, leido.origen("toma_de" if leido.nodo.toma_de else "id"), suggestion(name, known)))
            continue
        result, node = known[name]
        applies = ~np.isnan(result.nodos[COBERTURA, node])
        found[name] = np.where(applies, np.stack([result.nodos[end, node] for end in (PUNTAJE, MINIMO, MAXIMO)]), np.nan)
    raise_errors([*leida.avisos, *problems])
    return found


def _parts(result: Resultado, *, alone: bool) -> Iterator[tuple[str, tuple[Resultado, int]]]:
    """Yield every name by which a part of a marco goes, and where it is: `marco`, `marco.criterio`, `marco.grupo:ID`."""
    marco = result.marco
    yield marco.marco, (result, -1)
    if alone:
        yield TOTAL, (result, -1)
    names = [*(criterio.id for criterio in marco.criterios), *(f"{_GROUP}{grupo.id}" for grupo in marco.grupos)]
    for node, name in enumerate(names):
        yield f"{marco.marco}.{name}", (result, node)
        if alone:
            yield name, (result, node)


def _units(
    leida: ComparacionLeida,
    results: Mapping[str, Resultado],
    valores: dict[str, np.ndarray[tuple[int, int], np.dtype[np.float64]]],
) -> UnidadesLeidas:
    first = next(iter(results.values()))
    registros, rows = first.registros, first.filas.tolist()
    ids, kinds, _, titles = registros.claves()
    reasons: dict[int, str] = {}
    for result in results.values():
        for position, meets in enumerate(result.elegible):
            if meets is not True:
                reasons.setdefault(position, "no cumple los requisitos" if meets is False else "no responde los requisitos")
        if not result.marco.clasificacion:
            reasons |= dict.fromkeys(range(len(rows)), f"«{result.marco.marco}» no es para clasificar")
    groups = {name: tuple(_group(registros, row, name) for row in rows) for name in leida.comparacion.unidades.grupos}
    return UnidadesLeidas(
        ids=tuple(ids[row] for row in rows),
        nombres=tuple(titles[row] or ids[row] for row in rows),
        periodos=None,
        grupos={name: (tuple(kinds[row] for row in rows) if name == "tipo" else texts) for name, texts in groups.items()},
        valores=valores,
        motivos=reasons,
        origenes=tuple(registros.origen(row) for row in rows),
    )


def _group(registros: Registros, row: int, name: str) -> str | None:
    """Return what a record says under a key, such as `responsable` or `territorio.pais`."""
    value: object = registros.practica(row)
    for step in name.split("."):
        value = getattr(value, step, None)
    return str(value) if isinstance(value, str) else None
