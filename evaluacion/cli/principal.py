"""The root of the command line: what every command shares, and how a run ends."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from evaluacion.cli.consola import forget_stdout, prepare_streams, tell, tell_problemas
from evaluacion.cli.espanol import Grupo, translate_usage
from evaluacion.version import VERSION

OK, WRONG_INPUT = 0, 2
INTERRUPTED = 130
DEPURAR = "EVALUACION_DEPURAR"
"""Variable of the environment that asks for the trace of a failure of the tool."""
_NOTHING = " No se escribió nada."
_MOST_NAMED = 5

_ORDENES = {
    "ejemplo": ("evaluacion.cli.ejemplo", "Escribe el ejemplo, lo califica y hace su tablero: lo primero que conviene probar."),
    "validar": ("evaluacion.cli.validar", "Revisa archivos de cualquier clase y muestra todos sus problemas."),
    "revisar": ("evaluacion.cli.revisar", "Revisa estrategias con reglas: qué falta, dónde y cómo se arregla."),
    "calificar": ("evaluacion.cli.calificar", "Califica registros y muestra o guarda los puntajes."),
    "tablero": ("evaluacion.cli.tablero", "Hace el tablero de control en Excel."),
    "formulario": ("evaluacion.cli.formulario", "Hace formularios de Excel para responder un marco."),
    "importar": ("evaluacion.cli.importar", "Convierte los formularios llenos en archivos de registros."),
    "panel": ("evaluacion.cli.panel", "Junta a varios evaluadores: puntaje de todos, acuerdo, severidad y qué moderar."),
    "explicar": ("evaluacion.cli.explicar", "Dice de dónde sale un número, hasta la evidencia y la fuente."),
    "marcos": ("evaluacion.cli.marcos", "Lista los instrumentos incluidos, o muestra uno."),
    "verificar-cifras": ("evaluacion.cli.verificar_cifras", "Recalcula cifras publicadas con sus tablas y dice cuáles se siguen."),
    "proyectar": ("evaluacion.cli.proyectar", "Proyecta una base con una tasa, por escenarios."),
    "nueva": ("evaluacion.cli.nueva", "Escribe una plantilla comentada: estrategia, práctica, marco, comparación o moderación."),
    "tendencias": ("evaluacion.cli.tendencias", "Sigue un índice por años: niveles, cambios de nivel, promedios exactos."),
    "comparar": ("evaluacion.cli.comparar", "Compara unidades con un índice: puntajes y lugares, con cada política a la vista."),
    "diferencias": ("evaluacion.cli.diferencias", "Dice qué cambió entre rondas y qué lo movió, o entre dos versiones de un marco."),
    "decidir": ("evaluacion.cli.decidir", "Elige entre opciones con preguntas cerradas: instrumento, espacio, remedio…"),
    "procedimiento": ("evaluacion.cli.procedimiento", "Da las fechas de un trámite: hasta cuándo cada paso, qué sigue, qué se incumplió."),
    "leer-objetivo": ("evaluacion.cli.leer_objetivo", "Lee el enunciado de un objetivo: cuánto, de qué, para cuándo, y lo que le falta."),
    "esquema": ("evaluacion.cli.esquema", "Escribe el esquema JSON de un archivo, para editores."),
    "regla": ("evaluacion.cli.regla", "Explica un código de problema."),
}


@click.group(
    cls=Grupo,
    ordenes=_ORDENES,
    invoke_without_command=True,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
    epilog="Ejemplo: evaluacion calificar practicas/ --marco cualitativo. Cada orden tiene su --help.",
)
@click.option("--version", is_flag=True, help="Muestra la versión y termina.")
@click.pass_context
def evaluacion(ctx: click.Context, *, version: bool) -> None:
    """Evalúa buenas prácticas e indicadores de la acción internacional de los gobiernos locales.

    Los criterios son archivos YAML; los registros, YAML, JSON o tablas. Cada puntaje se puede seguir hasta su
    evidencia, archivo, renglón y fuente; lo que no se sabe se muestra como intervalo.
    """
    if version:
        click.echo(f"evaluacion {VERSION}")
    elif ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main(args: list[str] | None = None) -> NoReturn:
    """Run the command line and end the process.

    Ends with 0 (fine, or warnings only), 1 (a bar not reached, a caso that does not hold) or 2 (an error in an input
    or in the call: every problem listed, nothing written).
    """
    prepare_streams()
    sys.exit(_run(args))


def _run(args: list[str] | None) -> int:  # noqa: PLR0911 - one a way of ending
    from evaluacion.base.problema import EvaluacionError  # noqa: PLC0415 - keeps --help light

    words = list(sys.argv[1:] if args is None else args)
    _forget_written()
    try:
        # not `evaluacion.main`: it ends with 1, which here means a bar not reached, when nobody reads its help
        with evaluacion.make_context("evaluacion", list(words)) as ctx:
            code = evaluacion.invoke(ctx)
    except click.exceptions.Exit as end:
        return int(end.exit_code)
    except click.ClickException as error:
        where = f" Vea «{error.ctx.command_path} --help»." if isinstance(error, click.UsageError) and error.ctx else ""
        tell(f"error [opcion_no_valida] {translate_usage(error.format_message())}{where}")
        return WRONG_INPUT
    except (click.Abort, KeyboardInterrupt):
        tell(f"Interrumpido.{_ending(words) or _NOTHING}")
        return INTERRUPTED
    except EvaluacionError as error:
        tell_problemas(error.problemas, ending=_ending(words))
        return WRONG_INPUT
    except BrokenPipeError:
        forget_stdout()
        return OK
    except MemoryError:
        tell("error: la memoria no alcanza. Divida la entrada en archivos más pequeños.")
        return WRONG_INPUT
    except OSError as error:  # the folder where one stands was removed, a disk went away
        return _refused(error)
    except Exception as error:  # noqa: BLE001 - whatever was not foreseen is the fault of this tool, and never a finding
        return _own_fault(error)
    return _flush(code if isinstance(code, int) else OK)


def _forget_written() -> None:
    """Start the list of what was written, when this process already ran a call."""
    salida = sys.modules.get("evaluacion.publish.salida")
    if salida is not None:
        salida.forget_written()


def _own_fault(error: Exception) -> int:
    """Tell of a failure of this tool in one sentence, with its trace when it is asked for, and return how the run ends."""
    import os  # noqa: PLC0415 - only when it fails
    import traceback  # noqa: PLC0415

    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{type(error).__name__} en {os.path.basename(frame.filename)}:{frame.lineno}"  # noqa: PTH119 - a path may be what failed
    tell(
        f"error: falla de evaluacion {VERSION}, no de sus archivos ({place}). Avise a quien la mantiene, con la orden que usó y esta línea."
    )
    if os.environ.get(DEPURAR):
        tell("".join(traceback.format_exception(error)))
    else:
        tell(f"El rastro completo sale con {DEPURAR}=1.")
    return WRONG_INPUT


def _refused(error: OSError) -> int:
    """Tell what the system refused, with its trace when it is asked for, and return how the run ends."""
    import os  # noqa: PLC0415 - only when it fails
    import traceback  # noqa: PLC0415

    from evaluacion.base.textos import reason_of  # noqa: PLC0415

    place = f" «{error.filename}»" if error.filename is not None else ""
    tell(
        f"error [archivo_ilegible] El sistema no dejó seguir{place}: {reason_of(error)}. Revise esa carpeta o ese disco y repita la orden."
    )
    if os.environ.get(DEPURAR):
        tell("".join(traceback.format_exception(error)))
    return WRONG_INPUT


def _ending(words: list[str]) -> str:
    """Return what a call that failed left written; of one that writes no file, nothing."""
    salida = sys.modules.get("evaluacion.publish.salida")
    done = [str(path) for path in salida.written()] if salida is not None else []
    if done:
        more = f" y {len(done) - _MOST_NAMED} más" if len(done) > _MOST_NAMED else ""
        return f" Antes de eso quedó escrito: {', '.join(done[:_MOST_NAMED])}{more}."
    return _NOTHING if any(word.startswith("--salida") for word in words) or "ejemplo" in words[:1] else ""


def _flush(code: int) -> int:
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        forget_stdout()
    except OSError as error:
        from evaluacion.base.textos import reason_of  # noqa: PLC0415 - only when it fails

        tell(f"error [salida_imposible] No se pudo escribir la salida: {reason_of(error)}.")
        forget_stdout()
        return WRONG_INPUT
    return code
