"""`evaluacion verificar-cifras`: published figures against their own tables."""

from __future__ import annotations

from pathlib import Path

import click

from evaluacion.cli.consola import can_print_json, deliver
from evaluacion.cli.espanol import Orden

FORMATOS = ("tabla", "json", "md")


@click.command(
    "verificar-cifras", cls=Orden, epilog="Ejemplo: evaluacion verificar-cifras cifras-capitulo-2.yaml --formato md --salida cifras.md"
)
@click.argument("archivo", metavar="ARCHIVO")
@click.option("--formato", type=click.Choice(FORMATOS), default="tabla", metavar="|".join(FORMATOS), help="Forma de la salida.")
@click.option("--salida", metavar="ARCHIVO", help="Archivo que se escribe; por omisión, la pantalla.")
@click.option("--estricto", is_flag=True, help="Termina con 1 si alguna cifra no se reproduce.")
def verificar_cifras(archivo: str, formato: str, salida: str | None, *, estricto: bool) -> int:
    """Vuelve a calcular las cifras publicadas que ARCHIVO lista, con sus tablas, y dice cuáles se siguen de ellas.

    De cada una que no se reproduce dice lo que resulta y, si alguna receta equivocada usual da lo impreso, cuál.
    """
    from evaluacion.flujo.cifras import verify_file  # noqa: PLC0415 - heavy
    from evaluacion.publish import cifras as publish  # noqa: PLC0415

    done = verify_file(archivo)
    if formato == "json":
        ascii_only = salida is None and not can_print_json()
        text = publish.as_json(done.cifras, done.verificacion, done.tablas, done.procedencia, ascii_only=ascii_only)
    elif formato == "md":
        text = publish.as_markdown(done.cifras, done.verificacion, done.tablas, done.procedencia)
    else:
        text = publish.as_text(done.cifras, done.verificacion, done.procedencia)
    deliver(text, Path(salida) if salida is not None else None, "Cifras", es_dato=formato == "json")
    return int(estricto and any(cifra.veredicto == "no_se_reproduce" for cifra in done.cifras))
