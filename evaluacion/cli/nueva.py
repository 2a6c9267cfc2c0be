"""`evaluacion nueva`: a commented template to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from evaluacion.cli.consola import say, tell
from evaluacion.cli.espanol import Orden

CLASES = ("estrategia", "practica", "marco", "comparacion", "moderacion")


@click.command(cls=Orden, epilog="Ejemplo: evaluacion nueva estrategia --salida mi-estrategia.yaml")
@click.argument("clase", type=click.Choice(CLASES), metavar="CLASE")
@click.option("--salida", metavar="ARCHIVO", help="Archivo que se escribe, si no existe; por omisión, la pantalla.")
def nueva(clase: str, salida: str | None) -> int:
    """Escribe una plantilla comentada, lista para llenar. CLASE es estrategia, practica, marco, comparacion o moderacion.

    Con --salida, la de comparacion escribe a su lado una tabla de ejemplo, datos.csv. Lo que se deja en blanco queda
    sin decir. Un archivo que ya existe no se toca.
    """
    from evaluacion.flujo.nueva import template, write_template  # noqa: PLC0415 - keeps --help light

    if salida is None:
        say(template(clase))
    else:
        beside = write_template(clase, Path(salida))
        tell(f"Plantilla: {salida}")
        if beside is not None:
            tell(f"Tabla de ejemplo: {beside}")
    return 0
