"""The sides of a difference: records, result sets or versions of a marco, each scored by the one kernel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, quote, raise_errors
from evaluacion.base.recursos import shipped_marcos
from evaluacion.flujo.calificar import Calificacion, choose_marcos, make_procedencia, score_paths
from evaluacion.flujo.reunir import MODERACION, PANEL, gather, kind_of, require_registros
from evaluacion.flujo.rutas import listed
from evaluacion.read.documento import is_there, read_documento, real_path, show_path
from evaluacion.read.marco import MarcoLeido, load_marco
from evaluacion.read.moderacion import read_moderacion
from evaluacion.read.panel import read_panel
from evaluacion.read.resultados import Clave, NodoEscrito, ResultadoLeido, is_result_set, read_resultado
from evaluacion.read.tabla import is_table
from evaluacion.score.evaluate import Resultado, evaluate
from evaluacion.score.ficha import level_between
from evaluacion.score.kernel import MAXIMO, MINIMO, PUNTAJE

if TYPE_CHECKING:
    from evaluacion.flujo.rutas import Rutas
    from evaluacion.model.moderacion import Acordada
    from evaluacion.model.procedencia import MarcoUsado

_TOLERANCE = 1e-9
_CASES = "casos.yaml"
_OF_MARCO = frozenset({"marco.yaml", "marco.yml", "marco.json", _CASES})
_RECORDS = frozenset({".yaml", ".yml", ".json", ".ndjson", ".jsonl", ".csv", ".xlsx", ".parquet"})
"""What a file that may hold records is called."""


@dataclass(frozen=True, slots=True)
class Lado:
    """One side: how it is called and its scores. `son_reglas`: only the rules differ between it and the other side."""

    nombre: str
    calificacion: Calificacion
    son_reglas: bool = False
    acuerdos: tuple[Acordada, ...] = ()
    """The answers that its evaluators agreed."""

    @property
    def resultados(self) -> Mapping[str, Resultado]:
        """The results by marco."""
        return {resultado.marco.marco: resultado for resultado in self.calificacion.resultados}

    def usado(self, marco: str) -> MarcoUsado:
        """Return a marco as it was used."""
        return next(item for item in self.calificacion.procedencia.marcos if item.marco == marco)


def names_of(rutas: Sequence[str | Path]) -> list[str]:
    """Return a short name for each round: that of its file or folder, or its whole path where two are alike."""
    short = [real_path(Path(ruta)).stem if is_there(Path(ruta), file=True) else real_path(Path(ruta)).name for ruta in rutas]
    names = short if len(set(short)) == len(short) else [show_path(Path(ruta)) for ruta in rutas]
    return [name if name not in names[:i] else f"{name} ({i + 1})" for i, name in enumerate(names)]


def is_marco(ruta: str | Path) -> bool:
    """Whether a path is a file of a marco, or the folder of one that holds no records beside it."""
    path = Path(ruta)
    if path.is_dir():
        beside = {file.name for file in path.rglob("*") if file.suffix.casefold() in _RECORDS}
        if not beside <= _OF_MARCO:
            return False
        path = next((path / name for name in sorted(beside - {_CASES})), path)
    if not path.is_file() or is_table(path) or is_result_set(path):
        return False
    try:
        return kind_of(read_documento(path), path) == "marco"
    except EvaluacionError:
        return False


def read_lado(ruta: str, nombre: str, marcos: Rutas, fecha: str | None) -> Lado:
    """Return a side: the scores of the records of a path, or those of a result set, computed again.

    Raises:
        EvaluacionError: everything wrong with it; or the rules of a result set are not found, or do not give its scores.
    """
    path = Path(ruta)
    if not is_result_set(path):
        return _read_records(ruta, nombre, marcos, fecha)
    leido = read_resultado(path)
    found = [_rules_of(leido, used, marcos) for used in leido.procedencia.marcos]
    results = []
    for marco in found:
        ids, _, judges, _ = leido.registros.claves()
        rows = [row for row, key in enumerate(zip(ids, judges, strict=True)) if (marco.marco.marco, *key) in leido.totales]
        results.append(evaluate(marco.marco, leido.registros, filas=rows))
    problems = [problem for result in results for problem in result.problemas]
    raise_errors([*problems, *(problem for result in results for problem in _other_scores(leido, result))])
    files = tuple(sorted({**dict(leido.procedencia.archivos), leido.archivo: leido.huella}.items()))
    return Lado(nombre, Calificacion(tuple(results), replace(leido.procedencia, archivos=files), tuple(problems)))


def _read_records(ruta: str, nombre: str, marcos: Rutas, fecha: str | None) -> Lado:
    """Return the side of the records of a path, or of a file that describes a panel, with the agreed answers beside them."""
    found = gather([ruta])
    kinds = dict(found.publicados)
    if kinds.get(Path(ruta)) == PANEL:
        leido = read_panel(Path(ruta))
        asked = listed(marcos) or ([Path(leido.marco.documento.archivo)] if leido.marco is not None else [])
        done = score_paths(leido.registros, marcos=asked, fecha=fecha or leido.panel.fecha)
        moderations, files = [leido.moderacion] if leido.moderacion is not None else [], leido.archivos
    else:
        done = score_paths([ruta], marcos=marcos, fecha=fecha, reunion=found)
        moderations, files = [path for path, kind in kinds.items() if kind == MODERACION], {}
    read = [read_moderacion(path) for path in moderations]
    every = {**dict(done.procedencia.archivos), **files, **{item.archivo: item.sha256 for item in read}}
    sources = replace(done.procedencia, archivos=tuple(sorted(every.items())))
    return Lado(nombre, replace(done, procedencia=sources), acuerdos=tuple(agreed for item in read for agreed in item.acordadas))


def read_versions(
    antes: str, despues: str, practicas: Rutas, fecha: str | None
) -> tuple[tuple[MarcoLeido, MarcoLeido], tuple[Lado, Lado] | None]:
    """Return two versions of a marco and, if there are records, their scores under each.

    What only one of the versions asks, or cannot read, is unanswered under the other; what neither of them can read is an error.

    Raises:
        EvaluacionError: everything wrong with the marcos or the records; or they are not versions of one marco.
    """
    leidos = load_marco(antes), load_marco(despues)
    ids = [leido.marco.marco for leido in leidos]
    if ids[0] != ids[1]:
        what = f"No son dos versiones de un marco: uno es {quote(ids[0])} y el otro, {quote(ids[1])}."
        raise EvaluacionError([Problema("opcion_no_valida", what, leidos[1].origen("marco"), "Indique dos versiones del mismo.")])
    if not listed(practicas):
        return leidos, None
    found = gather(practicas)
    registros = require_registros(found, practicas)
    rows: set[int] = set()
    for leido in leidos:
        chosen, _ = choose_marcos(registros, replace(found, marcos={**found.marcos, ids[0]: leido}), ())
        rows.update(int(row) for marco, where in chosen if marco.marco.marco == ids[0] for row in where)
    everyone = sorted(rows)
    if not everyone:
        what = f"Ningún registro responde {quote(ids[0])}."
        raise EvaluacionError([Problema("sin_marco", what, registros.origen(0), "Indique registros que lo respondan.")])
    results = [evaluate(leido.marco, registros, filas=everyone) for leido in leidos]
    in_both = {problem for problem in results[0].problemas if problem in results[1].problemas}
    problems = [
        problem if problem in in_both or problem.severidad == "aviso" else replace(problem, severidad="aviso")
        for result in results
        for problem in result.problemas
    ]
    raise_errors(problems)
    names = [f"{leido.marco.marco} {leido.marco.version}" for leido in leidos]
    if names[0] == names[1]:
        names = [show_path(Path(antes)), show_path(Path(despues))]
    sides = [
        Lado(name, Calificacion((result,), make_procedencia(registros, [leido], fecha, ()), tuple(problems)), son_reglas=True)
        for name, result, leido in zip(names, results, leidos, strict=True)
    ]
    return leidos, (sides[0], sides[1])


def _rules_of(leido: ResultadoLeido, used: MarcoUsado, marcos: Rutas) -> MarcoLeido:
    """Return the marco with which a result set was made: the one with its content hash, among those given and those that ship.

    Raises:
        EvaluacionError: none of them is that one.
    """
    places = [*listed(marcos), used.archivo, used.marco]
    for place in places:
        if str(place) not in shipped_marcos() and not Path(place).exists():
            continue
        candidate = load_marco(place)
        if candidate.huella == used.huella:
            return candidate
    what = f"No se encontró el marco {quote(used.marco)} {used.version} con que se hizo este resultado (huella {used.huella[:12]}…)."
    remedy = "Indique su archivo con --marco RUTA; sin sus reglas, el cambio no se puede repartir."
    raise EvaluacionError([Problema("marco_desconocido", what, Origen(leido.archivo), remedy)])


def _other_scores(leido: ResultadoLeido, resultado: Resultado) -> list[Problema]:
    """Return a problem for the first record whose scores or level are not those that the file says."""
    ids, _, judges, _ = leido.registros.claves()
    names = [nivel.nombre for nivel in resultado.marco.niveles]
    for position, row in enumerate(resultado.filas.tolist()):
        key: Clave = (resultado.marco.marco, ids[row], judges[row])
        computed = [float(resultado.nodos[measure, -1, position]) for measure in (PUNTAJE, MINIMO, MAXIMO)]
        if not _agrees(leido.totales[key], computed):
            return [_other("total", leido, ids[row], resultado.marco.marco)]
        level = level_between(names, int(resultado.niveles.bajo[position]), int(resultado.niveles.alto[position]))
        if leido.totales[key].nivel != (level.seguro, level.al_menos, level.hasta):
            return [_other("nivel", leido, ids[row], resultado.marco.marco)]
    return []


def _other(what: str, leido: ResultadoLeido, name: str, marco: str) -> Problema:
    said = f"{quote(name)}: el {what} que dice el archivo no es el que dan sus respuestas con {quote(marco)}."
    remedy = "Si nadie lo cambió, indique los registros: el resultado no guarda las series completas de sus indicadores."
    return Problema("resultado_no_coincide", said, Origen(leido.archivo), remedy)


def _agrees(written: NodoEscrito, computed: Sequence[float]) -> bool:
    pairs = zip((written.puntaje, written.minimo, written.maximo), computed, strict=True)
    return all(value != value if said is None else abs(said - value) <= _TOLERANCE for said, value in pairs)  # noqa: PLR0124 - NaN
