"""From two comparisons or more, or from the periods of one, to what changed in each unit and node."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, quote
from evaluacion.compare.diferencia_indice import DiferenciaDeIndice, DiferenciasDeIndice
from evaluacion.flujo.comparar import Preparada, compute_prepared, prepare_comparison, provenance_of
from evaluacion.flujo.diferencias_indice import Lado, compare_indices, met_of
from evaluacion.flujo.diferencias_lados import names_of
from evaluacion.flujo.reunir import kind_of
from evaluacion.read.documento import read_documento
from evaluacion.read.resultados import is_result_set

if TYPE_CHECKING:
    from evaluacion.compare.comparado import Comparado

_CLASE = "comparacion"
_WRITTEN = frozenset({".yaml", ".yml", ".json"})
_MARK = b'\n "comparacion": "'
"""What a result of `comparar` has and one of `calificar` has not."""
_LEAST = 2


@dataclass(frozen=True, slots=True)
class IndicesComparados:
    """The differences, and what was noticed on the way."""

    diferencias: DiferenciasDeIndice
    avisos: tuple[Problema, ...]


def is_comparison(ruta: str | Path) -> bool:
    """Whether a path is a file of a comparison, or a result of one."""
    path = Path(ruta)
    if not path.is_file() or path.suffix.casefold() not in _WRITTEN:
        return False
    if is_result_set(path):
        return _MARK in path.read_bytes()
    try:
        return kind_of(read_documento(path), path) == _CLASE
    except EvaluacionError:
        return False


def index_differences(rutas: Sequence[str | Path]) -> IndicesComparados:
    """Return what changed between some comparisons, oldest first, or between the periods of only one.

    Raises:
        EvaluacionError: everything wrong with them; they are not of the same thing; or one is a result, which lacks the rules.
    """
    ready = _read_all([Path(ruta) for ruta in rutas])
    done = [compute_prepared(item) for item in ready]
    lados = _periods_of(ready[0], done[0]) if len(ready) == 1 else _sides_of(rutas, ready, done)
    steps = tuple(_difference(one, other) for one, other in pairwise(lados))
    whole = _difference(lados[0], lados[-1]) if len(lados) > _LEAST else None
    last = ready[-1].leida.comparacion
    found = DiferenciasDeIndice(last.comparacion, last.titulo or last.comparacion, tuple(lado.nombre for lado in lados), steps, whole)
    return IndicesComparados(found, tuple(dict.fromkeys(problem for item in ready for problem in item.avisos)))


def _read_all(paths: Sequence[Path]) -> list[Preparada]:
    found: list[Preparada] = []
    problems: list[Problema] = []
    for path in paths:
        try:
            _refuse_result(path)
            found.append(prepare_comparison(path))
        except EvaluacionError as error:
            problems.extend(error.problemas)
    if problems:
        raise EvaluacionError(problems)
    return found


def _refuse_result(path: Path) -> None:
    """Refuse a result of `comparar`: it has the scores, but not the rules under which a hybrid is computed."""
    data = read_documento(path).datos
    if not isinstance(data, dict) or "procedencia" not in data:
        return
    sources = data["procedencia"]
    files = sources.get("archivos", ()) if isinstance(sources, dict) else ()
    names = [str(item.get("archivo")) for item in files if isinstance(item, dict)]
    made = next((name for name in names if Path(name).suffix.casefold() in (".yaml", ".yml")), "comparacion.yaml")
    what = "Es un resultado de «comparar»: no guarda los postes, las bandas ni las tablas con que se calculó, y el cambio no se puede repartir."
    remedy = f"Indique el archivo de la comparación, {quote(made)}, con una copia de sus tablas de esa fecha."
    raise EvaluacionError([Problema("opcion_no_valida", what, Origen(str(path)), remedy)])


def _periods_of(ready: Preparada, done: Comparado) -> list[Lado]:
    periods = sorted(set(ready.entradas.renglones.periodos or ()))
    if len(periods) < _LEAST:
        what = f"La comparación {quote(ready.leida.comparacion.comparacion)} tiene un solo periodo."
        raise _refuse(what, "Indique otra comparación, o la columna «periodo» en «unidades».", ready)
    return [Lado(period, ready, done, provenance_of(ready), period) for period in periods]


def _sides_of(rutas: Sequence[str | Path], ready: Sequence[Preparada], done: Sequence[Comparado]) -> list[Lado]:
    ids = [item.leida.comparacion.comparacion for item in ready]
    for one, item in zip(ids[1:], ready[1:], strict=True):
        if one != ids[0]:
            what = f"No son la misma comparación: una es {quote(ids[0])} y la otra, {quote(one)}."
            raise _refuse(what, "Si miden lo mismo, escriba en las dos el mismo identificador en «comparacion».", item)
    folders, stems = [Path(ruta).resolve().parent for ruta in rutas], {Path(ruta).stem for ruta in rutas}
    by_folder = len(stems) == 1 and len({folder.name for folder in folders}) == len(folders)
    names = names_of(folders if by_folder else rutas)
    return [Lado(name, item, result, provenance_of(item), None) for name, item, result in zip(names, ready, done, strict=True)]


def _difference(one: Lado, other: Lado) -> DiferenciaDeIndice:
    if not set(one.arbol.ids) & set(other.arbol.ids):
        raise _refuse("Las dos comparaciones no tienen ningún nodo en común.", "Use los mismos identificadores de nodos.", other.ready)
    met = met_of(one, other)
    if met is None:
        what = "Una comparación tiene varios periodos y la otra no tiene los mismos: no se sabe cuál corresponde a cuál."
        raise _refuse(what, "Reúna los periodos en una sola tabla con la columna «periodo» e indique solo esa comparación.", other.ready)
    return compare_indices(one, other, met)


def _refuse(what: str, remedy: str, ready: Preparada) -> EvaluacionError:
    where = ready.leida.documento.origen(("comparacion",))
    return EvaluacionError([Problema("opcion_no_valida", what, where, remedy)])
