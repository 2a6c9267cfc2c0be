"""From two rounds or more, or from two versions of a marco, to what changed between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.compare.cambio_reglas import is_break, rule_changes
from evaluacion.compare.diferencia import Diferencia, Diferencias, EnRonda, MarcoComparado, Trayectoria
from evaluacion.flujo.calificar import make_procedencia
from evaluacion.flujo.diferencias_detalle import compare_marco, level_text, three
from evaluacion.flujo.diferencias_lados import Lado, is_marco, names_of, read_lado, read_versions
from evaluacion.flujo.diferencias_mundos import together, warnings_of
from evaluacion.flujo.rutas import listed
from evaluacion.read.practica import RegistrosArchivo
from evaluacion.score.kernel import SCORES

if TYPE_CHECKING:
    from evaluacion.flujo.calificar import Calificacion
    from evaluacion.flujo.rutas import Rutas
    from evaluacion.read.marco import MarcoLeido

_LEAST = 2
SIN_REGISTROS = "no se indicaron registros: agregue --practicas RUTA para ver qué les hace el cambio de reglas"


@dataclass(frozen=True, slots=True)
class Comparadas:
    """The differences, and what was noticed on the way."""

    diferencias: Diferencias
    avisos: tuple[Problema, ...]


def differences_of(rutas: Sequence[str], *, marcos: Rutas = (), practicas: Rutas = (), fecha: str | None = None) -> Comparadas:
    """Return what changed between some rounds, oldest first, or between two versions of a marco.

    Args:
        rutas: at least two: records (files, folders, tables), result sets of `calificar --formato json`, or two marcos.
        marcos: instruments, as `calificar` takes them; a result set takes the one with which it was made.
        practicas: with two marcos, the records to score with both.
        fecha: period of reference for late data.

    Raises:
        EvaluacionError: everything wrong with the inputs, or they cannot be compared.
    """
    if len(rutas) < _LEAST:
        raise _refuse("Hace falta comparar al menos dos rondas.", "Indíquelas de la más antigua a la más reciente.")
    kinds = {is_marco(ruta) for ruta in rutas}
    if kinds == {True, False}:
        raise _refuse("Hay marcos y registros en la misma comparación.", "Compare registros con registros, o dos marcos con --practicas.")
    if kinds == {True}:
        return _versions(rutas, practicas, fecha)
    if listed(practicas):
        raise _refuse("--practicas va con dos marcos.", "Indique las rondas como argumentos.")
    lados = _read_all(rutas, marcos, fecha, names_of(rutas))
    return compare_lados(lados)


def compare_lados(lados: Sequence[Lado]) -> Comparadas:
    """Return what changed between sides that were read, oldest first."""
    steps = tuple(_difference(one, other) for one, other in pairwise(lados))
    whole = _difference(lados[0], lados[-1]) if len(lados) > _LEAST else None
    warnings = dict.fromkeys(problem for lado in lados for problem in warnings_of(lado))
    found = Diferencias(tuple(lado.nombre for lado in lados), steps, whole, tuple(_trajectories(lados)))
    return Comparadas(found, tuple(warnings))


def since(done: Calificacion, rutas: Sequence[str], anteriores: Sequence[str], marcos: Rutas, fecha: str | None) -> Comparadas:
    """Return what changed from some earlier rounds, oldest first, to scores that were computed already.

    Raises:
        EvaluacionError: everything wrong with the earlier rounds, or they share no marco with the scores.
    """
    *earlier, _ = names = names_of([*anteriores, rutas[0]])
    lados = _read_all(anteriores, marcos, fecha, earlier)
    return compare_lados([*lados, Lado(names[-1], done)])


def _read_all(rutas: Sequence[str], marcos: Rutas, fecha: str | None, names: Sequence[str]) -> list[Lado]:
    """Return the sides of some paths; what is wrong with all of them is told at once."""
    found: list[Lado] = []
    problems: list[Problema] = []
    for ruta, name in zip(rutas, names, strict=True):
        try:
            found.append(read_lado(ruta, name, marcos, fecha))
        except EvaluacionError as error:
            problems.extend(error.problemas)
    if problems:
        raise EvaluacionError(problems)
    return found


def _versions(rutas: Sequence[str], practicas: Rutas, fecha: str | None) -> Comparadas:
    if len(rutas) > _LEAST:
        raise _refuse("De un marco se comparan dos versiones.", "Indique dos.")
    leidos, lados = read_versions(rutas[0], rutas[1], practicas, fecha)
    if lados is not None:
        return compare_lados(lados)
    return Comparadas(_only_rules(leidos), (*leidos[0].avisos, *leidos[1].avisos))


def _only_rules(leidos: tuple[MarcoLeido, MarcoLeido]) -> Diferencias:
    sources = [make_procedencia(RegistrosArchivo([], {}), [leido], None, ()) for leido in leidos]
    one, other = (leido.marco for leido in leidos)
    names = [f"{marco.marco} {marco.version}" for marco in (one, other)]
    compared = MarcoComparado(
        one.marco,
        other.titulo,
        sources[0].marcos[0],
        sources[1].marcos[0],
        is_break(one, other),
        SIN_REGISTROS,
        rule_changes(one, other),
        (),
        (),
        (),
        other.clasificacion,
    )
    return Diferencias((names[0], names[1]), (Diferencia(names[0], names[1], (compared,), (), (sources[0], sources[1])),), None, ())


def _difference(one: Lado, other: Lado) -> Diferencia:
    both = sorted(one.resultados.keys() & other.resultados.keys())
    only = sorted([(name, one.nombre) for name in one.resultados.keys() - other.resultados.keys()])
    only += sorted([(name, other.nombre) for name in other.resultados.keys() - one.resultados.keys()])
    if not both:
        told = "; ".join(f"{name} en {where}" for name, where in only)
        raise _refuse(f"Las rondas no comparten ningún marco: {told}.", "Indique con --marco el instrumento con que se comparan.")
    compared = tuple(compare_marco(one, other, name) for name in both)
    return Diferencia(one.nombre, other.nombre, compared, tuple(only), (one.calificacion.procedencia, other.calificacion.procedencia))


def _trajectories(lados: Sequence[Lado]) -> list[Trayectoria]:
    """Return each marco through the rounds; one line an id."""
    found = []
    rounds_shown = tuple(lado.nombre for lado in lados)
    for name in sorted({name for lado in lados for name in lado.resultados}):
        results = [together(lado, name) for lado in lados]
        breaks, last = list[bool](), None
        for result in results:
            breaks.append(result is not None and last is not None and is_break(last.marco, result.marco))
            last = result or last
        rounds: dict[str, list[EnRonda | None]] = {}
        titles: dict[str, str] = {}
        for place, result in enumerate(results):
            if result is None:
                continue
            for position in range(len(result)):
                identity = result.registros.identidad(int(result.filas[position]))
                titles[identity.id] = identity.titulo or identity.id
                own = EnRonda(three(result.nodos[:SCORES, -1, position]), level_text(result, position))
                rounds.setdefault(identity.id, [None] * len(lados))[place] = own
        marco = next(result.marco for result in reversed(results) if result is not None)
        lines = tuple((key, titles[key], tuple(rounds[key])) for key in sorted(rounds))
        versions = tuple(result.marco.version if result is not None else None for result in results)
        found.append(Trayectoria(name, marco.titulo, marco.rango, rounds_shown, tuple(breaks), versions, lines))
    return found


def _refuse(what: str, remedy: str) -> EvaluacionError:
    return EvaluacionError([Problema("opcion_no_valida", what, None, remedy)])
