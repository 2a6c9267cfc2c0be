"""`evaluacion ejemplo`: the main job in one command, on an empty machine."""

from __future__ import annotations

from pathlib import Path

import click

from evaluacion.cli.consola import say, tell_problemas
from evaluacion.cli.espanol import Orden


@click.command(cls=Orden, epilog="Ejemplo: evaluacion ejemplo mi-primera-evaluacion")
@click.argument("carpeta", default="ejemplo-evaluacion", metavar="[CARPETA]")
def ejemplo(carpeta: str) -> int:
    """Escribe en CARPETA las prácticas del ejemplo, las califica, hace su tablero y dice dónde quedó todo.

    Por omisión la carpeta se llama ejemplo-evaluacion. Los archivos que usted haya cambiado no se tocan.
    """
    from evaluacion.flujo.ejemplo import make_ejemplo  # noqa: PLC0415 - heavy

    made = make_ejemplo(Path(carpeta))
    tell_problemas(made.avisos)
    say(made.texto)
    return 0
