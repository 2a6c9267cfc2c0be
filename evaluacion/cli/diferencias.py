"""`evaluacion diferencias`: what changed between two rounds or more, or between two versions of a marco."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evaluacion.cli.consola import can_print_json, deliver, say, tell, tell_problemas
from evaluacion.cli.espanol import Orden

if TYPE_CHECKING:
    from evaluacion.flujo.diferencias import Comparadas

FORMATOS = ("tabla", "json", "csv", "markdown")
_EXTENSIONS = {".json": "json", ".csv": "csv", ".md": "markdown", ".xlsx": "xlsx"}


@click.command(cls=Orden, epilog="Ejemplo: evaluacion diferencias ronda-2024/ ronda-2025/ --formato markdown --salida cambios.md")
@click.argument("rutas", nargs=-1, required=True, metavar="ANTES DESPUÉS…")
@click.option(
    "--marco", "marcos", multiple=True, metavar="ID|RUTA", help="Instrumento; por omisión, los que responden los registros de cada ronda."
)
@click.option(
    "--practicas", multiple=True, metavar="RUTA", help="Entre dos versiones de un marco, los registros que se califican con las dos."
)
@click.option("--fecha", metavar="PERIODO", help="Periodo de referencia para datos atrasados (2024, 2024-T3, 2024-07).")
@click.option(
    "--formato",
    type=click.Choice(FORMATOS),
    metavar="|".join(FORMATOS),
    help="Forma de la salida; por omisión, la de la extensión de --salida, o tabla.",
)
@click.option("--salida", metavar="ARCHIVO", help="Archivo que se escribe; con .xlsx, un libro de Excel. Por omisión, la pantalla.")
@click.pass_context
def diferencias(
    ctx: click.Context,
    rutas: tuple[str, ...],
    marcos: tuple[str, ...],
    practicas: tuple[str, ...],
    fecha: str | None,
    formato: str | None,
    salida: str | None,
) -> int:
    """Dice qué cambió entre rondas y reparte cada cambio: respuestas, lo que se supo o se perdió, reglas y votos.

    ANTES y DESPUÉS son registros (archivo, carpeta o tabla), resultados de «calificar --formato json» o dos versiones de
    un marco. Con más de dos rondas se compara cada una con la anterior, y la última con la primera.
    """
    from evaluacion.flujo.diferencias import differences_of  # noqa: PLC0415 - heavy
    from evaluacion.flujo.rutas import inputs_of  # noqa: PLC0415
    from evaluacion.publish.salida import refuse_inputs  # noqa: PLC0415

    chosen = _choose_format(ctx, formato, salida)
    done = differences_of(rutas, marcos=marcos, practicas=practicas, fecha=fecha)
    if salida is not None:
        read = [name for step in done.diferencias.todas for source in step.procedencias for name, _ in source.archivos]
        refuse_inputs(Path(salida), inputs_of([(Path(name), True) for name in (*rutas, *read)], marcos))
    tell_problemas(done.avisos)
    _publish(done, chosen, Path(salida) if salida is not None else None)
    return 0


def _choose_format(ctx: click.Context, formato: str | None, salida: str | None) -> str:
    """Return the format asked for, or that of the name of the output; the two must not contradict each other."""
    named = _EXTENSIONS.get(Path(salida).suffix.casefold()) if salida is not None else None
    if named is not None and formato not in (None, named):
        raise click.UsageError(f"--formato dice {formato} y el nombre de --salida es de {named}: cambie el nombre o la forma.", ctx)
    return formato or named or "tabla"


def _publish(done: Comparadas, formato: str, salida: Path | None) -> None:
    from evaluacion.publish import diferencias_datos, diferencias_texto  # noqa: PLC0415 - heavy

    found = done.diferencias
    if formato == "xlsx" and salida is not None:
        from evaluacion.flujo.diferencias_libro import write_differences  # noqa: PLC0415

        written, warning = write_differences(found, salida)
        tell_problemas([warning] if warning is not None else [])
        tell(f"Diferencias: {written}")
    elif formato == "json":
        deliver(diferencias_datos.as_json(found, ascii_only=salida is None and not can_print_json()), salida, "Diferencias")
    elif formato == "csv" and salida is not None:
        from evaluacion.publish.salida import write_bytes  # noqa: PLC0415

        write_bytes(salida, diferencias_datos.as_csv(found).encode("utf-8-sig"))
        write_bytes(salida.with_suffix(".procedencia.json"), diferencias_datos.provenance_as_json(found).encode())
        tell(f"Diferencias: {salida}")
    elif formato == "csv":
        say(diferencias_datos.as_csv(found).replace("\r\n", "\n"))
    else:
        text = diferencias_texto.as_markdown(found) if formato == "markdown" else diferencias_texto.as_text(found)
        deliver(text, salida, "Diferencias")
