"""`evaluacion procedimiento`: the steps of a procedure with their dates."""

from __future__ import annotations

from pathlib import Path

import click

from evaluacion.cli.consola import can_print_json, deliver, say, tell, tell_problemas
from evaluacion.cli.espanol import Orden

FORMATOS = ("texto", "json", "ics", "xlsx")
_MOST_DAYS = 365


@click.command(cls=Orden, epilog="Ejemplo: evaluacion procedimiento acuerdo_interinstitucional --firma 2026-09-30")
@click.argument("procedimiento", required=False, metavar="[PROCEDIMIENTO]")
@click.argument("archivo", required=False, metavar="[ARCHIVO]")
@click.option("--firma", metavar="FECHA", help="Día de la firma, AAAA-MM-DD.")
@click.option("--desde", metavar="FECHA", help="Día en que se empieza, AAAA-MM-DD.")
@click.option("--fecha", metavar="DÍA", help="Día de referencia; por omisión, el del archivo y, si no lo trae, hoy.")
@click.option("--formato", type=click.Choice(FORMATOS), default="texto", metavar="|".join(FORMATOS), help="Forma de la salida.")
@click.option("--aviso", type=int, metavar="DÍAS", help="Con ics: recordatorio tantos días antes.")
@click.option("--salida", metavar="ARCHIVO", help="Archivo que se escribe; ics y xlsx lo necesitan.")
@click.pass_context
def procedimiento(
    ctx: click.Context,
    procedimiento: str | None,
    archivo: str | None,
    *,
    firma: str | None,
    desde: str | None,
    fecha: str | None,
    formato: str,
    aviso: int | None,
    salida: str | None,
) -> int:
    """Dice hasta cuándo puede hacerse cada paso de un procedimiento, cuál sigue y qué plazo no se cumplió.

    Sin argumentos lista los procedimientos; solo con su nombre, muestra sus pasos. ARCHIVO es un expediente: lo que ya se
    hizo y cuándo. Los días hábiles son los de México, más los cierres que el expediente agregue.
    """
    from evaluacion.flujo.procedimiento import is_expediente  # noqa: PLC0415 - heavy

    if procedimiento is not None and archivo is None and is_expediente(Path(procedimiento)):
        procedimiento, archivo = None, procedimiento
    if firma and desde:
        raise click.UsageError("Indique --firma o --desde, no las dos.", ctx)
    if (formato in ("ics", "xlsx")) and salida is None:
        raise click.UsageError(f"--formato {formato} necesita --salida ARCHIVO.{formato}.", ctx)
    if aviso is not None and formato != "ics":
        raise click.UsageError("--aviso solo va con --formato ics.", ctx)
    if aviso is not None and not 0 <= aviso <= _MOST_DAYS:
        raise click.UsageError(f"--aviso debe estar entre 0 y {_MOST_DAYS} días y dice «{aviso}».", ctx)
    if archivo is None and not (firma or desde):
        return _show(ctx, procedimiento, formato)
    return _follow(procedimiento, archivo, (firma, desde, fecha), formato, aviso, salida)


def _show(ctx: click.Context, name: str | None, formato: str) -> int:
    from evaluacion.base.recursos import shipped_procedimientos  # noqa: PLC0415 - heavy
    from evaluacion.flujo.procedimiento import load_procedimiento  # noqa: PLC0415
    from evaluacion.publish.procedimiento import list_text, page_text  # noqa: PLC0415

    if formato != "texto":
        raise click.UsageError(f"--formato {formato} necesita un ARCHIVO, --firma o --desde.", ctx)
    if name is None:
        say(list_text([load_procedimiento(item) for item in shipped_procedimientos()]))
    else:
        say(page_text(load_procedimiento(name)))
    return 0


def _follow(
    name: str | None, archivo: str | None, dates: tuple[str | None, ...], formato: str, aviso: int | None, salida: str | None
) -> int:
    from datetime import date  # noqa: PLC0415

    from evaluacion.flujo.procedimiento import follow_file, parse_day, write_seguido  # noqa: PLC0415 - heavy
    from evaluacion.publish.procedimiento import as_json, as_text  # noqa: PLC0415
    from evaluacion.publish.salida import refuse_inputs  # noqa: PLC0415

    firma, desde, fecha = (parse_day(text, option) for text, option in zip(dates, ("--firma", "--desde", "--fecha"), strict=True))
    path = Path(archivo) if archivo is not None else None
    if salida is not None:
        refuse_inputs(Path(salida), [path] if path is not None else [])
    today = date.today()  # noqa: DTZ011 - the day of whoever asks, written in the output
    done = follow_file(name, path, hoy=today, fecha=fecha, firma=firma, desde=desde)
    if formato in ("ics", "xlsx"):
        written, warning = write_seguido(done, Path(str(salida)), formato, aviso_dias=aviso)
        tell_problemas([warning] if warning else [])
        tell(f"{'Calendario' if formato == 'ics' else 'Libro'}: {written}")
        return 0
    if formato == "json":
        ascii_only = salida is None and not can_print_json()
        text = as_json(done.seguimiento, done.expediente, done.procedencia, ascii_only=ascii_only)
    else:
        text = as_text(done.seguimiento, done.expediente, done.procedencia)
    deliver(text, Path(salida) if salida is not None else None, "Procedimiento", es_dato=formato == "json")
    return 0
