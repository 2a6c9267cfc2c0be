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
def explicar(ruta: str, que: str | None, registro: str | None, marcos: tuple[str, ...], fecha: str | None) -> int:
    """Dice en frases de dónde sale un puntaje: de sus criterios, preguntas, evidencia, archivo y renglón, y fuente.

    CRITERIO es el identificador de un criterio; PREGUNTA, criterio.pregunta o el identificador de un indicador.
    """
    from evaluacion.flujo.explicar import explain_paths  # noqa: PLC0415 - heavy
    from evaluacion.flujo.rutas import find_files  # noqa: PLC0415

    files = find_files([ruta])
    say(explain_paths(ruta, registro=registro, que=que, marcos=marcos, fecha=fecha, progress=progress(files, "Leyendo")))
    return 0
