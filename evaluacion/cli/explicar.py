"""`evaluacion explicar`: how a number came about, what would change it, and what stands between two records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evaluacion.cli.consola import can_print_json, deliver, progress, tell, tell_problemas
from evaluacion.cli.espanol import Orden

if TYPE_CHECKING:
    from evaluacion.flujo.explicar_respuesta import Respuesta

FORMATOS = ("texto", "markdown", "json", "xlsx")
_EXTENSIONS = {".md": "markdown", ".json": "json", ".xlsx": "xlsx", ".txt": "texto"}


@click.command(cls=Orden, epilog="Ejemplo: evaluacion explicar practicas/ --practica qro-beca-embajadores sostenibilidad.continuidad")
@click.argument("ruta", metavar="RUTA")
@click.argument("que", required=False, metavar="[CRITERIO|PREGUNTA]")
@click.option("--practica", "--unidad", "registro", metavar="ID", help="Registro; hace falta si hay varios.")
@click.option("--evaluador", metavar="NOMBRE", help="Con --si o --contra: de quién es la evaluación, si el registro tiene varias.")
@click.option("--si", "suposiciones", multiple=True, metavar="'PREGUNTA=RESPUESTA'", help="Qué cambiaría si dijera eso; se puede repetir.")
@click.option("--con-evidencia", is_flag=True, help="Con --si: supone que cada respuesta trae su evidencia.")
@click.option("--contra", metavar="ID", help="Otro registro: la brecha entre los dos, por criterio y pregunta.")
@click.option("--marco", "marcos", multiple=True, metavar="ID|RUTA", help="Instrumento; por omisión, los que el registro responde.")
@click.option("--fecha", metavar="PERIODO", help="Periodo de referencia para datos atrasados; en una comparación, el periodo de la unidad.")
@click.option(
    "--formato",
    type=click.Choice(FORMATOS),
    metavar="|".join(FORMATOS),
    help="Con --si o --contra: forma de la salida; por omisión, la de la extensión de --salida, o texto.",
)
@click.option("--salida", metavar="ARCHIVO", help="Archivo que se escribe; por omisión, la pantalla. xlsx lo necesita.")
@click.option("--panel", is_flag=True, help="Junta los votos de todos los evaluadores de cada registro.")
@click.option("--moderacion", metavar="ARCHIVO", help="Con --panel: respuestas acordadas, que reemplazan los votos.")
@click.pass_context
def explicar(
    ctx: click.Context,
    ruta: str,
    que: str | None,
    registro: str | None,
    evaluador: str | None,
    suposiciones: tuple[str, ...],
    contra: str | None,
    marcos: tuple[str, ...],
    fecha: str | None,
    formato: str | None,
    salida: str | None,
    moderacion: str | None,
    *,
    con_evidencia: bool,
    panel: bool,
) -> int:
    """Dice en frases de dónde sale un puntaje: de sus criterios, preguntas, evidencia, archivo y renglón, y fuente.

    CRITERIO es el identificador de un criterio; PREGUNTA, criterio.pregunta o el identificador de un indicador. Con --si
    dice qué cambiaría si el registro respondiera otra cosa; con --contra, qué lo separa de otro registro. Con esas dos,
    RUTA puede ser el archivo de una comparación, y ID una de sus unidades: --si 'INDICADOR=4.2'.
    """
    from evaluacion.flujo.rutas import find_files, inputs_of  # noqa: PLC0415 - heavy
    from evaluacion.publish.salida import refuse_inputs  # noqa: PLC0415

    is_answer = bool(suposiciones) or contra is not None
    if moderacion is not None and not panel:
        raise click.UsageError("--moderacion va con --panel: sin él cada evaluación se explica aparte.", ctx)
    if panel and suposiciones:
        raise click.UsageError("--panel junta los votos de todos y --si cambia la evaluación de uno: use --evaluador.", ctx)
    if panel and evaluador is not None:
        raise click.UsageError("--panel junta a todos los evaluadores: quite --evaluador.", ctx)
    _refuse_clashes(ctx, que, suposiciones, contra, registro, con_evidencia=con_evidencia)
    formato = _choose_format(ctx, formato, salida, is_answer=is_answer)
    path = Path(salida) if salida is not None else None
    files = find_files([ruta])
    if path is not None:
        refuse_inputs(path, inputs_of(files, marcos))
    shown = progress(files, "Leyendo")
    if not is_answer:
        from evaluacion.flujo.explicar import explain_paths  # noqa: PLC0415

        text = explain_paths(
            ruta, registro=registro, que=que, marcos=marcos, fecha=fecha, progress=shown, panel=panel, moderacion=moderacion
        )
        deliver(text, path, "Explicación")
        return 0
    from evaluacion.flujo.explicar_contra import EnPanel  # noqa: PLC0415
    from evaluacion.flujo.explicar_respuesta import answer_gap, answer_supposed  # noqa: PLC0415

    if contra is None:
        answer = answer_supposed(
            ruta,
            suposiciones,
            registro=registro,
            evaluador=evaluador,
            marcos=marcos,
            fecha=fecha,
            con_evidencia=con_evidencia,
            progress=shown,
        )
    else:
        answer = answer_gap(
            ruta,
            str(registro),
            contra,
            evaluador=evaluador,
            marcos=marcos,
            fecha=fecha,
            progress=shown,
            panel=EnPanel(moderacion) if panel else None,
        )
    _publish(answer, formato, path)
    return 0


def _refuse_clashes(
    ctx: click.Context, que: str | None, suposiciones: tuple[str, ...], contra: str | None, registro: str | None, *, con_evidencia: bool
) -> None:
    if suposiciones and contra is not None:
        raise click.UsageError("Indique --si o --contra, no los dos.", ctx)
    if que is not None and (suposiciones or contra is not None):
        option = "--si" if suposiciones else "--contra"
        raise click.UsageError(f"{option} explica el registro entero: quite «{que}».", ctx)
    if con_evidencia and not suposiciones:
        raise click.UsageError("--con-evidencia solo va con --si.", ctx)
    if contra is not None and registro is None:
        raise click.UsageError("--contra necesita --unidad ID: entre quiénes es la brecha.", ctx)


def _choose_format(ctx: click.Context, formato: str | None, salida: str | None, *, is_answer: bool) -> str:
    named = _EXTENSIONS.get(Path(salida).suffix.casefold()) if salida is not None else None
    chosen = formato or named or "texto"
    if formato is not None and named is not None and formato != named:
        raise click.UsageError(f"--formato dice {formato} y el nombre de --salida es de {named}: cambie el nombre o la forma.", ctx)
    if chosen != "texto" and not is_answer:
        raise click.UsageError(f"la forma {chosen} solo va con --si o --contra.", ctx)
    if chosen == "xlsx" and salida is None:
        raise click.UsageError("--formato xlsx necesita --salida ARCHIVO.xlsx.", ctx)
    return chosen


def _publish(answer: Respuesta, formato: str, path: Path | None) -> None:
    tell_problemas(answer.avisos)
    if formato == "xlsx" and path is not None:
        written, warning = answer.write_libro(path)
        tell_problemas([warning] if warning else [])
        tell(f"Respuesta: {written}")
        return
    deliver(answer.as_text(formato, ascii_only=path is None and not can_print_json()), path, "Respuesta", es_dato=formato == "json")
