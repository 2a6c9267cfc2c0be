"""`evaluacion leer-objetivo`: what a statement of an objective says."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from evaluacion.cli.consola import can_print_json, say, tell
from evaluacion.cli.espanol import Orden

FORMATOS = ("texto", "json")


@click.command(
    "leer-objetivo", cls=Orden, epilog='Ejemplo: evaluacion leer-objetivo "Firmar 3 acuerdos con ciudades de Asia para 2028" --formato json'
)
@click.argument("texto", required=False, metavar="TEXTO|-")
@click.option("--archivo", metavar="RUTA", help="Archivo con un enunciado por renglón; «-» lee la entrada estándar.")
@click.option("--fecha", metavar="AAAA-MM-DD", help="Día de referencia de los plazos; por omisión, hoy.")
@click.option("--formato", type=click.Choice(FORMATOS), default="texto", metavar="|".join(FORMATOS), help="Forma de la salida.")
def leer_objetivo(texto: str | None, archivo: str | None, fecha: str | None, formato: str) -> int:
    """Lee el enunciado de un objetivo: sus verbos, cantidades, línea base y plazo, y lo que le falta.

    Con TEXTO lee uno; con --archivo o «-», uno por renglón. En JSON, TEXTO da un objeto y lo demás una lista.
    """
    from evaluacion.flujo.leer_objetivo import lines_of, lines_of_file, parse_day, read_statements, today  # noqa: PLC0415 - keeps --help light
    from evaluacion.publish import enunciado as publish  # noqa: PLC0415

    if (texto is None) == (archivo is None):
        raise click.UsageError("Indique TEXTO, --archivo o «-», y solo uno.")
    day = today() if fecha is None else parse_day(fecha)
    if "-" in {texto, archivo}:
        texts = lines_of(sys.stdin.buffer.read(), "la entrada estándar")
    else:
        texts = [texto] if texto is not None else lines_of_file(Path(archivo or ""))
    read = read_statements(texts, day)
    if formato == "json":
        if fecha is None:
            tell(f"Día de referencia: {day.isoformat()} (hoy).")
        say(publish.as_json(read, single=texto is not None and texto != "-", ascii_only=not can_print_json()), es_dato=True)
    else:
        say(publish.as_text(read, day, today=fecha is None))
    return 0
