"""`evaluacion esquema`: JSON Schemas for editors."""

from __future__ import annotations

from pathlib import Path

import click

from evaluacion.cli.consola import say, tell
from evaluacion.cli.espanol import Orden

CLASES = (
    "marco",
    "practica",
    "casos",
    "cifras",
    "tablas",
    "enmiendas",
    "proyeccion",
    "tendencia",
    "comparacion",
    "estrategia",
    "configuracion",
    "decision",
    "consulta",
    "casos_decision",
    "procedimiento",
    "expediente",
    "casos_procedimiento",
)


@click.command(cls=Orden, epilog="Ejemplo: evaluacion esquema --marco cualitativo --salida cualitativo.schema.json")
@click.argument("clase", required=False, type=click.Choice(CLASES), metavar="[CLASE]")
@click.option("--marco", metavar="ID|RUTA", help="Esquema de los registros de ese marco, con sus preguntas y respuestas.")
@click.option("--salida", metavar="ARCHIVO", help="Archivo que se escribe; por omisión, la pantalla.")
@click.pass_context
def esquema(ctx: click.Context, clase: str | None, marco: str | None, salida: str | None) -> int:
    """Escribe el esquema JSON de una CLASE de archivo, o de los registros de un marco.

    CLASE es marco, practica, casos, cifras, tablas, enmiendas, proyeccion, tendencia, comparacion, estrategia,
    configuracion, decision, consulta, casos_decision, procedimiento, expediente o casos_procedimiento.

    Con él, un editor (VS Code con la extensión YAML, por ejemplo) completa las claves y muestra la ayuda.
    """
    from evaluacion.flujo.rutas import inputs_of  # noqa: PLC0415 - heavy
    from evaluacion.publish.esquema import file_schema, record_schema, schema_text  # noqa: PLC0415 - heavy
    from evaluacion.publish.salida import refuse_inputs, write_bytes  # noqa: PLC0415
    from evaluacion.read.marco import load_marco  # noqa: PLC0415

    if (clase is None) == (marco is None):
        raise click.UsageError(f"indique una clase de archivo ({', '.join(CLASES)}) o --marco ID|RUTA.", ctx)
    text = schema_text(record_schema(load_marco(marco).marco) if marco is not None else file_schema(str(clase)))
    if salida is not None:
        refuse_inputs(Path(salida), inputs_of((), [marco] if marco is not None else []))
    if salida is None:
        say(text, es_dato=True)
    else:
        write_bytes(Path(salida), text.encode())
        tell(f"Esquema: {salida}")
    return 0
