"""`evaluacion tablero`: the Excel control board."""

from __future__ import annotations

from pathlib import Path

import click

from evaluacion.base.recoleccion import without_collection
from evaluacion.cli.consola import progress, tell, tell_problemas
from evaluacion.cli.espanol import Orden


@click.command(cls=Orden, epilog="Ejemplo: evaluacion tablero practicas/ --salida tablero.xlsx")
@click.argument("rutas", nargs=-1, required=True, metavar="RUTA…")
@click.option("--salida", required=True, metavar="ARCHIVO.xlsx", help="Libro que se escribe.")
@click.option("--marco", "marcos", multiple=True, metavar="ID|RUTA", help="Instrumento; por omisión, los que cada registro responde.")
@click.option("--fecha", metavar="PERIODO", help="Periodo de referencia para datos atrasados (2024, 2024-T3, 2024-07).")
@click.option("--sin-clasificar", is_flag=True, help="Por orden alfabético y sin lugares: para registros que no deben compararse.")
@click.option(
    "--incluir",
    multiple=True,
    metavar="ARCHIVO",
    help="Agrega las hojas de una comparación, una tendencia, una estrategia, un expediente o un panel; se puede repetir.",
)
@click.option(
    "--ronda-anterior",
    "anteriores",
    multiple=True,
    metavar="RUTA",
    help="Registros, o resultado JSON, de una ronda anterior: agrega la hoja Cambios; si son varias, de la más antigua a la más reciente.",
)
@click.option(
    "--filas-max",
    type=click.IntRange(1, 50_000),
    default=20_000,
    show_default="20,000",
    metavar="N",
    help="Registros, y renglones de preguntas, que el libro lista cuando mucho; si hay más, todos van a un Parquet a su lado.",
)
@click.pass_context
def tablero(
    ctx: click.Context,
    rutas: tuple[str, ...],
    salida: str,
    marcos: tuple[str, ...],
    fecha: str | None,
    incluir: tuple[str, ...],
    anteriores: tuple[str, ...],
    filas_max: int,
    *,
    sin_clasificar: bool,
) -> int:
    """Hace el tablero de control: resumen, ficha, comparativo, detalle, brechas, indicadores, metodología y datos.

    Si hay estrategias, agrega FODA, actores, riesgos, acciones y hallazgos. Abre en Excel y en LibreOffice, y sus valores son correctos sin recalcular.
    """
    if Path(salida).suffix.casefold() != ".xlsx":
        raise click.UsageError(f"el tablero es un libro de Excel y --salida dice «{salida}»: use un nombre que termine en .xlsx.", ctx)
    with without_collection():
        from evaluacion.flujo.rutas import find_files, inputs_of  # noqa: PLC0415 - heavy
        from evaluacion.flujo.tablero import write_tablero  # noqa: PLC0415
        from evaluacion.publish.salida import refuse_inputs  # noqa: PLC0415

        files = find_files(rutas)
        refuse_inputs(Path(salida), [*inputs_of(files, marcos), *incluir, *inputs_of(find_files(anteriores), ())])
        written, warnings = write_tablero(
            rutas,
            Path(salida),
            marcos=marcos,
            fecha=fecha,
            sin_clasificar=sin_clasificar,
            progress=progress(files, "Leyendo"),
            incluir=incluir,
            filas_max=filas_max,
            anteriores=anteriores,
        )
    tell_problemas(warnings)
    tell(f"Tablero: {written}")
    return 0
