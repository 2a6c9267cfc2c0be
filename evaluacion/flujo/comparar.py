"""From a file of a comparison to its result: units, tree, rules and policies, each problem at its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, quote, raise_errors
from evaluacion.compare.aggregate import Disponibilidad, EscalaError, NivelesError
from evaluacion.compare.arbol import AgregacionError, ArbolError, NodoDeArbol, make_arbol
from evaluacion.compare.comparado import Arbol, Comparado, Renglones
from evaluacion.compare.comparar import Denominador
from evaluacion.compare.entradas import Entradas, compute_inputs
from evaluacion.compare.impute import FaltanteError
from evaluacion.compare.politicas import Politicas, Winsor
from evaluacion.compare.regla import ReglaError
from evaluacion.flujo.comparar_duda import doubt_comparison
from evaluacion.flujo.comparar_fichas import Juzgadas, Partes, units_of_records
from evaluacion.flujo.comparar_finalistas import find_finalists
from evaluacion.flujo.comparar_pesos import weights_of
from evaluacion.flujo.comparar_reglas import rule_of
from evaluacion.model.procedencia import MarcoUsado, Procedencia
from evaluacion.publish.comparacion_datos import ComparacionHecha
from evaluacion.publish.comparacion_textos import policies_of
from evaluacion.read.comparacion import ComparacionLeida, read_comparacion
from evaluacion.read.comparacion_lector import CODIGO
from evaluacion.version import VERSION

if TYPE_CHECKING:
    from evaluacion.model.comparacion import Comparacion
    from evaluacion.read.comparacion_nodos import NodoLeido
    from evaluacion.read.comparacion_unidades import UnidadesLeidas

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Comparada:
    """A comparison, what it was computed from, where that comes from and what was noticed on the way."""

    hecha: ComparacionHecha
    entradas: Entradas
    procedencia: Procedencia
    avisos: tuple[Problema, ...]


@dataclass(frozen=True, slots=True)
class Preparada:
    """A comparison that was read and is ready to be computed."""

    leida: ComparacionLeida
    nodos: Mapping[str, NodoLeido]
    entradas: Entradas
    consistencia: Mapping[str, float]
    marcos: tuple[MarcoUsado, ...]
    archivos: Mapping[str, str]
    avisos: tuple[Problema, ...]
    partes: Partes
    """Of records, by name of a leaf, the result that it takes its values from."""
    juntas: tuple[str, ...]
    """Of records with several evaluations, how their votes were put together."""


def compare(ruta: str | Path, *, semilla: int | None = None) -> Comparada:
    """Return the comparison that a file describes.

    Args:
        ruta: the file.
        semilla: seed of the draws, in place of its own.

    Raises:
        EvaluacionError: everything wrong with the file, its policies, its tables or its records.
    """
    ready = prepare_comparison(Path(ruta), semilla=semilla)
    compared, given, leida = compute_prepared(ready), ready.entradas, ready.leida
    declared = {name: item.nodo for name, item in ready.nodos.items()}
    finalists = find_finalists(leida.comparacion, compared)
    doubt = doubt_comparison(leida, compared, declared, given.reglas, given.politicas, ready.partes)
    done = ComparacionHecha(leida.comparacion, declared, compared, finalists, ready.consistencia, doubt, ready.juntas)
    return Comparada(done, given, provenance_of(ready), ready.avisos)


def provenance_of(ready: Preparada) -> Procedencia:
    """Return where a comparison comes from."""
    policies = (*policies_of(ready.leida.comparacion), *ready.juntas)
    return Procedencia("evaluacion", VERSION, ready.marcos, tuple(sorted(ready.archivos.items())), None, policies)


def compute_prepared(ready: Preparada) -> Comparado:
    """Return the result of a comparison that was read.

    Raises:
        EvaluacionError: what the computation refuses, at its places.
    """
    try:
        return compute_inputs(ready.entradas)
    except (ReglaError, FaltanteError, EscalaError, NivelesError) as error:
        raise EvaluacionError([*ready.avisos, *_explain(error, ready)]) from None


compare_file = compare
"""The public name: `evaluacion.compare` is a package."""


def check_comparison(path: Path) -> list[Problema]:
    """Return everything wrong with a file of a comparison; data that are not there are a warning, for they may not ship with it."""
    try:
        return list(compare(path).avisos)
    except EvaluacionError as error:
        return [replace(item, severidad="aviso") if item.codigo == "archivo_no_encontrado" else item for item in error.problemas]


def prepare_comparison(path: Path, *, semilla: int | None = None) -> Preparada:
    """Return a comparison that is ready to be computed.

    Raises:
        EvaluacionError: everything wrong with the file, its policies, its tables or its records.
    """
    leida = read_comparacion(path)
    if semilla is not None and leida.comparacion.incertidumbre is not None:
        doubt = leida.comparacion.incertidumbre.model_copy(update={"semilla": semilla})
        leida.comparacion = leida.comparacion.model_copy(update={"incertidumbre": doubt})
    if leida.unidades is not None:
        return _ready(leida, leida.unidades, leida.nodos, leida.comparacion.agregacion)
    found = units_of_records(leida)
    leida.archivos.update(found.archivos)
    leida.avisos = (*leida.avisos, *found.avisos)
    return _ready(leida, found.unidades, found.nodos, found.agregacion, found)


def _ready(
    leida: ComparacionLeida,
    unidades: UnidadesLeidas,
    nodos: Sequence[NodoLeido],
    agregacion: Sequence[str],
    juzgadas: Juzgadas | None = None,
) -> Preparada:
    weights, consistency, problems = weights_of(leida.pesos, nodos)
    raise_errors([*leida.avisos, *problems])
    arbol = _tree(leida, nodos, weights, agregacion)
    by_id = {item.nodo.id: item for item in nodos}
    leaves = [by_id[name] for name in arbol.ids[: arbol.n_hojas]]
    given = Entradas(
        arbol,
        _rows(unidades),
        np.stack([unidades.valores[item.nodo.toma_de or item.nodo.id] for item in leaves], axis=-1),
        tuple(rule_of(item.nodo, item.nodo.normalizacion or leida.comparacion.normaliza) for item in leaves),
        _policies(leida.comparacion),
        _denominators(leida.comparacion, leaves, unidades),
    )
    marcos, parts, together = (juzgadas.marcos, juzgadas.partes, juzgadas.juntas) if juzgadas is not None else ((), {}, ())
    return Preparada(leida, by_id, given, consistency, marcos, leida.archivos, (*leida.avisos, *problems), parts, together)


def _rows(unidades: UnidadesLeidas) -> Renglones:
    ranked = np.array([row not in unidades.motivos for row in range(len(unidades.ids))], dtype=np.bool_)
    return Renglones(unidades.ids, unidades.nombres, unidades.periodos, unidades.grupos, ranked, dict(unidades.motivos), unidades.origenes)


def _tree(leida: ComparacionLeida, nodos: Sequence[NodoLeido], weights: Mapping[str, float], agregacion: Sequence[str]) -> Arbol:
    by_id = {item.nodo.id: item for item in nodos}
    given = [NodoDeArbol(item.nodo.id, item.nodo.nombre or item.nodo.id, item.nodo.padre, weights[item.nodo.id]) for item in nodos]
    try:
        return make_arbol(given, agregacion)  # type: ignore[arg-type]
    except AgregacionError as error:
        where = leida.documento.origen(("agregacion",))
        raise EvaluacionError(
            [_refused(str(error), where, "Escriba una, o una por nivel desde los indicadores hacia el índice.")]
        ) from None
    except ArbolError as error:
        where = by_id[error.nodo].origen("padre") if error.nodo is not None else leida.documento.origen(("nodos",))
        raise EvaluacionError([_refused(str(error), where, "Corrija el árbol: un solo índice, y de él cuelga todo.")]) from None


def _policies(comparacion: Comparacion) -> Politicas:
    missing, extreme = comparacion.faltantes, comparacion.atipicos
    winsor = Winsor(extreme.puntos_max, extreme.asimetria, extreme.curtosis, extreme.logaritmo) if extreme is not None else None
    least = Disponibilidad(missing.disponibilidad_minima.cuenta, missing.disponibilidad_minima.peso)
    return Politicas(missing.politica, missing.grupo, least, winsor)


def _denominators(comparacion: Comparacion, leaves: Sequence[NodoLeido], unidades: UnidadesLeidas) -> dict[int, Denominador]:
    if not comparacion.denominar:
        return {}
    named = {position: item.nodo.denominador for position, item in enumerate(leaves)}
    return {position: Denominador(name, unidades.valores[name][0]) for position, name in named.items() if name is not None}


def _explain(error: ReglaError | FaltanteError | EscalaError | NivelesError, ready: Preparada) -> list[Problema]:
    """Return what the computation refused as problems at their places."""
    given, place = ready.entradas, ready.leida.documento.origen
    if isinstance(error, FaltanteError):
        return _missing(error, ready)
    if isinstance(error, ReglaError):
        column = error.columna
        node = ready.nodos[given.arbol.ids[column]] if column is not None else None
        where = node.origen() if node is not None else place(("normalizacion",))
        said = f"{quote(node.nodo.id)}: {error}" if node is not None else str(error)
        return [_refused(said, where, "Corrija el indicador, o elija otro método.")]
    if isinstance(error, EscalaError):
        return [_refused(str(error), place(("agregacion",)), "Elija otra salida en «normalizacion», como [1, 100], u otra agregación.")]
    return [_refused(str(error), place(("faltantes", "disponibilidad_minima")), "Escriba una parte, o una por nivel.")]


def _missing(error: FaltanteError, ready: Preparada) -> list[Problema]:
    rows, ids = ready.entradas.renglones, ready.entradas.arbol.ids
    found = []
    for row, leaf in error.celdas[:_SHOWN]:
        when = f" en {rows.periodos[row]}" if rows.periodos is not None else ""
        where = rows.origenes[row] if rows.origenes else None
        what = f"Falta {quote(ids[leaf])} de {quote(rows.ids[row])}{when}, y la política es que no falte nada."
        found.append(Problema(CODIGO, what, where, "Complete la tabla, o elija otra política en «faltantes»."))
    if len(error.celdas) > _SHOWN:
        told = f"… y {len(error.celdas) - _SHOWN:,} datos más que faltan."
        found.append(Problema(CODIGO, told, ready.leida.documento.origen(("faltantes",)), "Complete la tabla."))
    return found


def _refused(reason: str, where: Origen, remedy: str) -> Problema:
    return Problema(CODIGO, f"{reason[0].upper()}{reason[1:]}.", where, remedy)
