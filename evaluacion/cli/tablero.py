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
    metavar="N",
    help="Registros, y renglones de preguntas, que el libro lista cuando mucho (20,000; 1,000 de una carpeta de puntajes); "
    "todos quedan en un Parquet a su lado.",
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
    filas_max: int | None,
    *,
    sin_clasificar: bool,
) -> int:
    """Hace el tablero de control: resumen, ficha, comparativo, detalle, brechas, indicadores, metodología y datos.

    Si hay estrategias, agrega FODA, actores, riesgos, acciones y hallazgos. De una carpeta de puntajes («evaluacion calificar … --salida puntajes/»)
    da las cifras de todos los registros y lista los primeros, los últimos y una muestra. Abre en Excel y en LibreOffice, y sus valores son correctos
    sin recalcular.
    """
    if Path(salida).suffix.casefold() != ".xlsx":
        raise click.UsageError(f"el tablero es un libro de Excel y --salida dice «{salida}»: use un nombre que termine en .xlsx.", ctx)
    if (folder := _scores_folder(ctx, rutas)) is not None:
        asked = {
            "--marco": marcos,
            "--fecha": fecha,
            "--sin-clasificar": sin_clasificar,
            "--incluir": incluir,
            "--ronda-anterior": anteriores,
        }
        _refuse(ctx, [name for name, value in asked.items() if value])
        return _write_partes(folder, salida, filas_max)
    with without_collection():
        from evaluacion.flujo.rutas import find_files, inputs_of  # noqa: PLC0415 - heavy
        from evaluacion.flujo.tablero import write_tablero  # noqa: PLC0415
        from evaluacion.publish.salida import refuse_inputs  # noqa: PLC0415
        from evaluacion.publish.tablero.seleccion import FILAS_MAX  # noqa: PLC0415

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
            filas_max=filas_max or FILAS_MAX,
            anteriores=anteriores,
        )
    tell_problemas(warnings)
    tell(f"Tablero: {written}")
    return 0


def _scores_folder(ctx: click.Context, rutas: tuple[str, ...]) -> str | None:
    """Return the folder of scores that was named, if one was.

    Raises:
        UsageError: it was named with something else.
    """
    if not any(Path(ruta).is_dir() for ruta in rutas):
        return None
    from evaluacion.scale.leida import is_scores_folder  # noqa: PLC0415 - heavy, and only where there is a folder

    found = [ruta for ruta in rutas if is_scores_folder(Path(ruta))]
    if found and len(rutas) > 1:
        raise click.UsageError(f"«{found[0]}» es una carpeta de puntajes: su tablero se hace de ella sola.", ctx)
    return found[0] if found else None


def _refuse(ctx: click.Context, names: list[str]) -> None:
    if names:
        said = f"{', '.join(names)}: de una carpeta de puntajes el tablero dice lo que se calificó. Use esa opción al calificar, o con los registros."
        raise click.UsageError(said, ctx)


def _write_partes(folder: str, salida: str, filas_max: int | None) -> int:
    from evaluacion.flujo.tablero_partes import FILAS_MAX, write_tablero_partes  # noqa: PLC0415 - heavy

    with without_collection():
        written, warnings = write_tablero_partes(folder, salida, filas_max=filas_max or FILAS_MAX)
    tell_problemas(warnings)
    tell(f"Tablero: {written}")
    return 0
