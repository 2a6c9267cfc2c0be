"""`evaluacion explicar`: how a number came about."""

from __future__ import annotations

import click

from evaluacion.cli.consola import progress, say
from evaluacion.cli.espanol import Orden


@click.command(cls=Orden, epilog="Ejemplo: evaluacion explicar practicas/ --practica qro-beca-embajadores sostenibilidad.continuidad")
@click.argument("ruta", metavar="RUTA")
@click.argument("que", required=False, metavar="[CRITERIO|PREGUNTA]")
@click.option("--practica", "registro", metavar="ID", help="Registro; hace falta si hay varios.")
@click.option("--marco", "marcos", multiple=True, metavar="ID|RUTA", help="Instrumento; por omisión, los que el registro responde.")
@click.option("--fecha", metavar="PERIODO", help="Periodo de referencia para datos atrasados.")
@click.option("--panel", is_flag=True, help="Junta los votos de todos los evaluadores de cada registro.")
@click.option("--moderacion", metavar="ARCHIVO", help="Con --panel: respuestas acordadas, que reemplazan los votos.")
@click.pass_context
def explicar(
    ctx: click.Context,
    ruta: str,
    que: str | None,
    registro: str | None,
    marcos: tuple[str, ...],
    fecha: str | None,
    moderacion: str | None,
    *,
    panel: bool,
) -> int:
    """Dice en frases de dónde sale un puntaje: de sus criterios, preguntas, evidencia, archivo y renglón, y fuente.

    CRITERIO es el identificador de un criterio; PREGUNTA, criterio.pregunta o el identificador de un indicador.
    """
    from evaluacion.flujo.explicar import explain_paths  # noqa: PLC0415 - heavy
    from evaluacion.flujo.rutas import find_files  # noqa: PLC0415

    if moderacion is not None and not panel:
        raise click.UsageError("--moderacion va con --panel: sin él cada evaluación se explica aparte.", ctx)
    reading = progress(find_files([ruta]), "Leyendo")
    say(explain_paths(ruta, registro=registro, que=que, marcos=marcos, fecha=fecha, progress=reading, panel=panel, moderacion=moderacion))
    return 0
