"""`evaluacion proyectar`: a base that grows, by scenarios."""

from __future__ import annotations

from pathlib import Path

import click

from evaluacion.cli.consola import can_print_json, deliver
from evaluacion.cli.espanol import Orden

FORMATOS = ("tabla", "json", "csv")


@click.command(cls=Orden, epilog="Ejemplo: evaluacion proyectar --base 1350 --tasa 20 --periodos 5 --banda 25 --desde 2025 --cada 5")
@click.argument("archivo", required=False, metavar="[ARCHIVO]")
@click.option("--base", type=float, metavar="N", help="Valor del que se parte.")
@click.option("--tasa", type=float, metavar="%", help="Porcentaje que crece en cada periodo.")
@click.option("--periodos", type=int, metavar="N", help="Cuántos periodos se proyectan.")
@click.option("--banda", type=float, metavar="%", help="Porcentaje hacia arriba y hacia abajo del escenario esperado.")
@click.option("--factor", type=float, metavar="N", help="Factor del mejor escenario; por omisión, 2.")
@click.option("--desde", type=int, metavar="AÑO", help="Año de la base.")
@click.option("--cada", type=int, metavar="AÑOS", help="Años que dura un periodo; por omisión, 1.")
@click.option("--decimales", type=int, metavar="N", help="Decimales con que se muestra la tabla; por omisión, 0.")
@click.option("--formato", type=click.Choice(FORMATOS), default="tabla", metavar="|".join(FORMATOS), help="Forma de la salida.")
@click.option("--salida", metavar="ARCHIVO", help="Archivo que se escribe; por omisión, la pantalla.")
def proyectar(archivo: str | None, formato: str, salida: str | None, **opciones: float | None) -> int:
    """Proyecta una base con una tasa por periodo, en los escenarios esperado, mejor y peor o en los que ARCHIVO liste.

    Muestra juntas la receta del libro, que multiplica el incremento, y la tasa compuesta. Las opciones cambian lo que
    dice ARCHIVO.
    """
    from evaluacion.flujo.proyeccion import project_file  # noqa: PLC0415 - heavy
    from evaluacion.publish import proyeccion as publish  # noqa: PLC0415

    done = project_file(Path(archivo) if archivo is not None else None, opciones)
    if formato == "json":
        ascii_only = salida is None and not can_print_json()
        text = publish.as_json(done.proyeccion, done.trayectorias, done.procedencia, ascii_only=ascii_only)
    elif formato == "csv":
        text = publish.as_csv(done.proyeccion, done.trayectorias)
        text = text.replace("\r\n", "\n") if salida is None else f"\ufeff{text}"
    else:
        text = publish.as_text(done.proyeccion, done.trayectorias, done.procedencia)
    deliver(text, Path(salida) if salida is not None else None, "Proyección", es_dato=formato in ("json", "csv"))
    return 0
