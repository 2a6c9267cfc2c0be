"""From tables of any size to a folder of scores: cut into parts, done by somebody, taken up again where it was left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, only_errors, quote
from evaluacion.flujo.calificar import choose_marcos, make_procedencia, parse_reference, unused_data
from evaluacion.flujo.propias import is_own_output
from evaluacion.flujo.reunir import Reunion
from evaluacion.flujo.rutas import Rutas, find_files, listed
from evaluacion.publish.salida import ensure_folder
from evaluacion.publish.temporales import sweep_stale
from evaluacion.read.documento import show_path
from evaluacion.read.parte import Parte, cut_file, read_first
from evaluacion.read.registros import join_registros
from evaluacion.read.registros_tabla import RegistrosTabla, registros_tabla
from evaluacion.read.tabla import is_table, no_rows
from evaluacion.read.tabla_incompleta import rescue_tabla
from evaluacion.scale.carpeta import MANIFIESTO, left_over, tasks_of, write_manifest
from evaluacion.scale.conjunto import write_conjunto
from evaluacion.scale.motores import Motor, run_here
from evaluacion.scale.plan import PlanDePuntajes, plan_puntajes
from evaluacion.scale.repetidos import find_repeated
from evaluacion.scale.trabajo import Hecho, Tarea, Trabajo, read_done
from evaluacion.score.evaluate import evaluate

_MOST_WARNINGS = 20
_MOST_MISSING = 20


@dataclass(frozen=True, slots=True)
class Puntajes:
    """A folder of scores that is complete."""

    carpeta: Path
    plan: PlanDePuntajes
    hechos: tuple[Hecho, ...]
    reusadas: int
    """How many parts an earlier run had done."""
    avisos: tuple[Problema, ...]

    @property
    def filas(self) -> int:
        """How many rows of scores there are."""
        return sum(hecho.filas for hecho in self.hechos)


def score_to_folder(
    rutas: Rutas,
    carpeta: str | Path,
    *,
    marcos: Rutas = (),
    fecha: str | None = None,
    motor: Motor = run_here,
    progress: Callable[[int, int], None] | None = None,
) -> Puntajes:
    """Score tables of any size into a folder of Parquet files, one a part; parts that an earlier run finished stay as they are.

    Args:
        rutas: tables of records: files, folders or wildcards.
        carpeta: where the scores go; it is made when it does not exist.
        marcos: ids or paths of instruments; by default, those that the first rows of each table answer.
        fecha: period of reference for late data.
        motor: who does the parts.
        progress: is told how many parts are done, and of how many.

    Raises:
        EvaluacionError: everything that is wrong with the records, or the parts that could not be finished. What is finished
            stays, and there is no manifest.
    """
    folder = Path(carpeta)
    parts = _cut(find_files(rutas), folder)
    plan, warnings = _make_plan(parts, listed(marcos), fecha)
    ensure_folder(folder)
    tasks = tasks_of(parts, folder)
    _refuse_foreign(folder, tasks)
    (folder / MANIFIESTO).unlink(missing_ok=True)
    facts = {tarea: fact for tarea in tasks if (fact := read_done(tarea, plan)) is not None}
    reused = len(facts)
    for made in motor([tarea for tarea in tasks if tarea not in facts], Trabajo(plan)):
        facts[made.tarea] = made
        if progress is not None:
            progress(len(facts), len(tasks))
    sweep_stale(folder, seconds=0)  # of the processes that were killed: nobody else writes here
    done = [facts[tarea] for tarea in tasks]
    problems = [*warnings, *_told(done), *_never_answered(done, plan, asked=bool(listed(marcos)), parts=parts)]
    if only_errors(problems):
        raise EvaluacionError(_shortened(problems, several=len(tasks) > 1))
    repeated = find_repeated(tasks)
    if repeated:
        raise EvaluacionError(repeated)
    for path in left_over(folder, tasks):
        path.unlink(missing_ok=True)
    write_conjunto(tasks, plan, folder)
    write_manifest(folder, done, plan)
    return Puntajes(folder, plan, tuple(done), reused, tuple(_shortened(problems, several=len(tasks) > 1)))


def _cut(files: Sequence[tuple[Path, bool]], folder: Path) -> list[Parte]:
    """Return the parts of every table.

    Raises:
        EvaluacionError: a file is no table, or cannot be read; all of them at once.
    """
    found: list[Parte] = []
    problems: list[Problema] = []
    for path, is_named in files:
        if is_own_output(path) or (folder.exists() and path.resolve().is_relative_to(folder.resolve())):
            continue
        try:
            if is_table(path):
                found.extend(cut_file(path))
            else:
                problems.append(_no_table(path, is_named=is_named))
        except EvaluacionError as error:
            problems.extend(error.problemas)
    if not found and not problems:
        problems = [
            Problema("nada_que_evaluar", "No hay ninguna tabla de registros en esas rutas.", None, "Indique csv, ndjson o parquet.")
        ]
    if problems:
        raise EvaluacionError(problems)
    return found


def _no_table(path: Path, *, is_named: bool) -> Problema:
    what = "A una carpeta de salida solo van tablas de registros (csv, xlsx, ndjson, parquet), y este archivo no lo es."
    remedy = "Califíquelo aparte, con --salida ARCHIVO." if is_named else "Indique las tablas: por ejemplo, 'datos/*.parquet'."
    return Problema("tipo_de_archivo", what, Origen(show_path(path)), remedy)


def _make_plan(parts: Sequence[Parte], asked: list[str | Path], fecha: str | None) -> tuple[PlanDePuntajes, list[Problema]]:
    """Return the plan that the first rows of each file ask for, and what was noticed while choosing the instruments.

    Raises:
        EvaluacionError: no instrument can be chosen, or the first rows cannot be read.
    """
    reference = parse_reference(fecha)
    first = [_first_rows(parte) for parte in parts if parte.numero == 0]
    some = [found for found in first if found is not None]
    if not some:
        raise EvaluacionError([no_rows(parts[0].archivo, None)])
    registros = join_registros(some)
    chosen, problems = choose_marcos(registros, Reunion(), asked)
    if only_errors(problems):
        raise EvaluacionError(problems)
    read = [leido for leido, _ in chosen]
    results = [evaluate(leido.marco, registros, filas=rows) for leido, rows in chosen]
    warnings = [problem for problem in unused_data(registros, read, asked=bool(asked)) if problem.codigo != "marco_sin_usar"]
    sources = replace(make_procedencia(registros, read, fecha, ()), archivos=())
    return plan_puntajes(results, sources, todos=bool(asked), referencia=reference), [*problems, *warnings]


def _first_rows(parte: Parte) -> RegistrosTabla | None:
    """Return the first records of a part, sound or not: they only say which instruments they answer; None: it has none."""
    try:
        tabla = read_first(parte)
        if tabla is None:
            return None
        try:
            return registros_tabla(tabla, parte.sha256)
        except EvaluacionError:
            return rescue_tabla(tabla)
    except OSError:
        return None


def _refuse_foreign(folder: Path, tasks: Sequence[Tarea]) -> None:
    """Raise when the folder has Parquet files that this tool did not write: whoever reads it would take them for scores.

    Raises:
        EvaluacionError: it has.
    """
    taken = [path for path in [*left_over(folder, tasks), *(Path(tarea.salida) for tarea in tasks)] if path.exists()]
    foreign = next((path for path in taken if not is_own_output(path)), None)
    if foreign is not None:
        what = f"En «{folder}» está «{foreign.name}», que no es de esta herramienta."
        raise EvaluacionError([Problema("salida_imposible", what, Origen(str(foreign)), "Indique una carpeta nueva o vacía.")])


def _told(done: Sequence[Hecho]) -> list[Problema]:
    """Return what was found in every part, in order: of a file that stopped being readable, nothing after that; then what is missing."""
    found: list[Problema] = []
    lost: set[str] = set()
    rows: dict[str, int] = {}
    for hecho in done:
        archivo = hecho.tarea.parte.archivo
        rows[archivo] = rows.get(archivo, 0) + hecho.filas + len(hecho.problemas) + bool(hecho.falla)
        if archivo not in lost:
            found.extend(hecho.problemas)
        if hecho.ilegible:
            lost.add(archivo)
    found.extend(no_rows(archivo, None) for archivo, count in rows.items() if not count)
    missing = [hecho for hecho in done if hecho.falla]
    found.extend(_missing(hecho, len(done)) for hecho in missing[:_MOST_MISSING])
    if len(missing) > _MOST_MISSING:
        more = f"… y {len(missing) - _MOST_MISSING:,} partes más, desde aquí."
        found.append(replace(_missing(missing[_MOST_MISSING], len(done)), mensaje=more))
    return found


def _missing(hecho: Hecho, everyone: int) -> Problema:
    name = Path(hecho.tarea.salida).name
    what = f"Falta la parte «{name}», una de {everyone:,}: {hecho.falla}."
    return Problema(
        "parte_sin_terminar", what, hecho.tarea.parte.lugar, "Repita la orden: lo terminado se conserva y solo se hace lo que falta."
    )


def _never_answered(done: Sequence[Hecho], plan: PlanDePuntajes, *, asked: bool, parts: Sequence[Parte]) -> list[Problema]:
    """Warn of each instrument that was asked for and that no record of any part answers."""
    answered = {name for hecho in done for name in hecho.respondidos}
    silent = [marco for marco in plan.marcos if asked and marco.marco not in answered and not marco.indicadores]
    return [
        Problema(
            "marco_sin_usar",
            f"Ningún registro responde {quote(marco.marco)}; los que responden: {', '.join(map(quote, sorted(answered))) or 'ninguno'}.",
            parts[0].lugar,
            "Todo queda sin responder. Revise el identificador bajo «respuestas».",
            "aviso",
        )
        for marco in silent
    ]


def _shortened(problems: Sequence[Problema], *, several: bool) -> list[Problema]:
    """Return the problems without repetition; of many parts, the first warnings of each code, and how many more there are."""
    found = list(dict.fromkeys(problems))
    if not several:
        return found
    kept: list[Problema] = []
    by_code: dict[str, list[Problema]] = {}
    for problem in found:
        if problem.severidad == "error":
            kept.append(problem)
        else:
            by_code.setdefault(problem.codigo, []).append(problem)
    for group in by_code.values():
        kept.extend(group[:_MOST_WARNINGS])
        if len(group) > _MOST_WARNINGS:
            last, more = group[_MOST_WARNINGS], len(group) - _MOST_WARNINGS
            kept.append(replace(last, mensaje=f"{last.mensaje} (y al menos {more:,} avisos más como este en las demás partes)"))
    return kept
