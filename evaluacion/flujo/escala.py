"""From tables of any size to a folder of scores: cut into parts, done by somebody, taken up again where it was left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, only_errors
from evaluacion.base.textos import reason_of
from evaluacion.flujo.calificar import choose_marcos, make_procedencia, parse_reference, require_totals, unused_data
from evaluacion.flujo.escala_corrida import Corrida
from evaluacion.flujo.escala_dicho import never_answered, shortened, told_of
from evaluacion.flujo.propias import is_own_output
from evaluacion.flujo.reunir import Reunion
from evaluacion.flujo.rutas import Rutas, find_files, listed
from evaluacion.publish.salida import ensure_folder
from evaluacion.publish.temporales import sweep_stale, temporary_folder
from evaluacion.read.documento import show_path
from evaluacion.read.parte import Parte, cut_file, read_first
from evaluacion.read.registros import join_registros
from evaluacion.read.registros_tabla import RegistrosTabla, registros_tabla
from evaluacion.read.tabla import is_table, no_rows
from evaluacion.read.tabla_incompleta import rescue_tabla
from evaluacion.scale.acopio import Acopio
from evaluacion.scale.candado import hold_folder
from evaluacion.scale.carpeta import MANIFIESTO, digests_before, left_over, tasks_of, write_manifest
from evaluacion.scale.columnas_puntajes import DamagedError
from evaluacion.scale.conjunto import write_conjunto
from evaluacion.scale.motores import Motor, run_here
from evaluacion.scale.plan import PlanDePuntajes, plan_puntajes
from evaluacion.scale.repetidos import find_repeated
from evaluacion.scale.tarea import Tarea
from evaluacion.scale.trabajo import Hecho, is_part
from evaluacion.score.evaluate import evaluate


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
    con_totales: bool = False,
    motor: Motor = run_here,
    progress: Callable[[int, int], None] | None = None,
) -> Puntajes:
    """Score tables of any size into a folder of Parquet files, one a part; parts that an earlier run finished stay as they are.

    Args:
        rutas: tables of records: files, folders or wildcards.
        carpeta: where the scores go; it is made when it does not exist.
        marcos: ids or paths of instruments; by default, those that the first rows of each table answer.
        fecha: period of reference for late data.
        con_totales: whether every instrument must have totals, because somebody is going to compare them.
        motor: who does the parts.
        progress: is told how many parts are done, and of how many.

    Raises:
        EvaluacionError: everything that is wrong with the records, or the parts that could not be finished. What is finished
            stays, and there is no manifest.
    """
    folder = Path(carpeta)
    parts = _cut(find_files(rutas), folder)
    plan, warnings = _make_plan(parts, listed(marcos), fecha)
    if con_totales:
        require_totals(plan.marcos)
    ensure_folder(folder)
    tasks = tasks_of(parts, folder)
    with hold_folder(folder) as unguarded:
        _refuse_foreign(folder, tasks)
        before = digests_before(folder)
        (folder / MANIFIESTO).unlink(missing_ok=True)
        with _scratch_of(folder) as scratch:
            corrida = Corrida(tasks, plan, Acopio(plan, scratch))
            reused = corrida.do(motor, progress, before)
            done = corrida.en_su_lugar()
            silent = never_answered(done, plan, asked=bool(listed(marcos)), parts=parts)
            problems = shortened([*unguarded, *warnings, *told_of(done), *silent], several=len(tasks) > 1)
            if only_errors(problems):
                raise EvaluacionError(problems)
            _publish(done, corrida, folder)
    return Puntajes(folder, plan, tuple(done), reused, tuple(problems))


@contextmanager
def _scratch_of(folder: Path) -> Iterator[Path]:
    """Yield a folder of work in the folder of scores; at the end nothing is left of it, nor of the processes that were killed.

    Raises:
        EvaluacionError: it cannot be made.
    """
    with ExitStack() as opened:
        opened.callback(sweep_stale, folder, seconds=0)  # nobody else writes here
        try:
            scratch = opened.enter_context(temporary_folder(folder))
        except OSError as error:
            raise EvaluacionError([_unfinished(folder, error)]) from None
        yield scratch


def _publish(done: Sequence[Hecho], corrida: Corrida, folder: Path) -> None:
    """Write what is of all the parts, and at the end the manifest.

    Raises:
        EvaluacionError: a record is twice, a file of scores was damaged, or something cannot be written.
    """
    tasks = [hecho.tarea for hecho in done]
    try:
        corrida.gather_others()
        repeated = find_repeated(tasks, corrida.acopio.huellas(), sum(hecho.puntuados for hecho in done))
        if repeated:
            raise EvaluacionError(repeated)
        for path in left_over(folder, tasks):
            path.unlink(missing_ok=True)
        write_conjunto(corrida.acopio, corrida.plan, folder)
        write_manifest(folder, done, corrida.plan)
    except DamagedError as damaged:
        Path(damaged.archivo).unlink(missing_ok=True)
        what = f"El archivo de puntajes «{Path(damaged.archivo).name}» se dañó después de escribirse, y se quitó."
        remedy = "Repita la orden: solo se hace lo que falta. Si vuelve a pasar, revise el disco."
        raise EvaluacionError([Problema("puntajes_incompletos", what, Origen(damaged.archivo), remedy)]) from None
    except OSError as error:
        raise EvaluacionError([_unfinished(folder, error)]) from None


def _unfinished(folder: Path, error: OSError) -> Problema:
    what = f"No se pudo terminar «{folder}»: {reason_of(error)}."
    return Problema("salida_imposible", what, Origen(str(folder)), "Libere espacio y repita la orden.")


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
        remedy = "Indique csv, xlsx, ndjson o parquet, fuera de la carpeta de salida: lo que está en ella no se lee."
        problems = [Problema("nada_que_evaluar", "No hay ninguna tabla de registros en esas rutas.", None, remedy)]
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
    unread: list[Problema] = []
    first = [_first_rows(parte, unread) for parte in parts if parte.numero == 0]
    some = [found for found in first if found is not None]
    if not some:
        raise EvaluacionError(unread or [no_rows(parts[0].archivo, None)])
    registros = join_registros(some)
    chosen, problems = choose_marcos(registros, Reunion(), asked)
    if only_errors(problems):
        raise EvaluacionError(problems)
    read = [leido for leido, _ in chosen]
    results = [evaluate(leido.marco, registros, filas=rows) for leido, rows in chosen]
    warnings = [problem for problem in unused_data(registros, read, asked=bool(asked)) if problem.codigo != "marco_sin_usar"]
    sources = replace(make_procedencia(registros, read, fecha, ()), archivos=())
    return plan_puntajes(results, sources, todos=bool(asked), referencia=reference), [*problems, *warnings]


def _first_rows(parte: Parte, unread: list[Problema]) -> RegistrosTabla | None:
    """Return the first records of a part, sound or not: they only say which instruments they answer; None: it has none.

    What is wrong with a file that cannot be read goes to `unread`: whoever does the part says it again, and the others are done.
    """
    try:
        tabla = read_first(parte)
        if tabla is None:
            return None
        try:
            return registros_tabla(tabla, parte.sha256)
        except EvaluacionError:
            return rescue_tabla(tabla)
    except EvaluacionError as error:
        unread.extend(error.problemas)
    except OSError:
        pass
    return None


def _refuse_foreign(folder: Path, tasks: Sequence[Tarea]) -> None:
    """Raise when the folder has Parquet files that are no parts of scores: they are not removed, and whoever reads it would mix them.

    Raises:
        EvaluacionError: it has.
    """
    taken = [path for path in [*left_over(folder, tasks), *(Path(tarea.salida) for tarea in tasks)] if path.exists()]
    foreign = next((path for path in taken if not is_part(path)), None)
    if foreign is not None:
        what = f"En «{folder}» está «{foreign.name}», que no es una parte de puntajes, o se dañó."
        remedy = "Muévalo o, si es de una corrida anterior y se dañó, bórrelo; o indique una carpeta nueva o vacía."
        raise EvaluacionError([Problema("salida_imposible", what, Origen(str(foreign)), remedy)])
