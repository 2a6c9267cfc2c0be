"""`evaluacion tendencias`: an index or an indicator through the years."""

from __future__ import annotations

from pathlib import Path

import click

from evaluacion.cli.consola import can_print_json, deliver, tell, tell_problemas
from evaluacion.cli.espanol import Orden

FORMATOS = ("tabla", "json", "md", "xlsx")


@click.command(cls=Orden, epilog="Ejemplo: evaluacion tendencias examples/indice/tendencia.yaml --formato xlsx --salida tendencia.xlsx")
@click.argument("rutas", nargs=-1, required=True, metavar="ARCHIVO|RUTA…")
@click.option("--marco", metavar="ID|RUTA", help="Instrumento que da los niveles; por omisión, el que dice ARCHIVO.")
@click.option("--indicador", metavar="ID", help="Indicador que se sigue; por omisión, el que dice ARCHIVO o el único del instrumento.")
@click.option("--formato", type=click.Choice(FORMATOS), default="tabla", metavar="|".join(FORMATOS), help="Forma de la salida.")
@click.option("--salida", metavar="ARCHIVO", help="Archivo que se escribe; por omisión, la pantalla.")
@click.pass_context
def tendencias(
    ctx: click.Context, rutas: tuple[str, ...], marco: str | None, indicador: str | None, formato: str, salida: str | None
) -> int:
    """Sigue un indicador por periodos: cuántos registros hay en cada nivel, quiénes cambian, promedios y crecimiento.

    ARCHIVO describe una tendencia; con RUTA… se toman los registros de esos archivos o carpetas. Los promedios se
    calculan con los valores exactos y, si la tabla imprime los suyos, se dice cuáles se siguen.
    """
    from evaluacion.flujo.rutas import inputs_of  # noqa: PLC0415 - heavy
    from evaluacion.flujo.tendencias import trend_of  # noqa: PLC0415
    from evaluacion.publish.salida import refuse_inputs  # noqa: PLC0415

    is_book = salida is not None and Path(salida).suffix.casefold() == ".xlsx"
    if (formato == "xlsx") != is_book:
        raise click.UsageError("un libro de Excel necesita --formato xlsx y --salida con un nombre que termine en .xlsx.", ctx)
    done = trend_of(rutas, marco=marco, indicador=indicador)
    if salida is not None:
        named = [(Path(name), True) for name in (*rutas, *(name for name, _ in done.procedencia.archivos))]
        refuse_inputs(Path(salida), inputs_of(named, [marco] if marco is not None else []))
    tell_problemas(done.avisos)
    if formato == "xlsx":
        from evaluacion.flujo.tendencias import write_trend  # noqa: PLC0415

        written, warning = write_trend(done, Path(str(salida)))
        tell_problemas([warning] if warning is not None else [])
        tell(f"Tendencia: {written}")
        return 0
    from evaluacion.publish import tendencias as publish  # noqa: PLC0415
    from evaluacion.publish.tendencias_datos import as_json  # noqa: PLC0415

    if formato == "json":
        text = as_json(done.tendencia, done.procedencia, ascii_only=salida is None and not can_print_json())
    elif formato == "md":
        text = publish.as_markdown(done.tendencia, done.procedencia)
    else:
        text = publish.as_text(done.tendencia, done.procedencia)
    deliver(text, Path(salida) if salida is not None else None, "Tendencia", es_dato=formato == "json")
    return 0
