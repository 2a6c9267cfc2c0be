"""`evaluacion panel`: the votes of several evaluators put together, and how far they agree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evaluacion.cli.consola import can_print_json, deliver, progress, tell, tell_problemas
from evaluacion.cli.espanol import Orden

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluacion.flujo.panel import Paneles

_EXTENSIONS = {".json": "json", ".csv": "csv", ".txt": "tabla"}
FORMATOS = ("tabla", "json", "csv")


@click.command(
    cls=Orden,
    epilog="Ejemplo: evaluacion panel evaluaciones/ --moderacion moderacion.yaml --salida panel.xlsx",
)
@click.argument("rutas", nargs=-1, required=True, metavar="RUTA…")
@click.option("--marco", "marcos", multiple=True, metavar="ID|RUTA", help="Instrumento; por omisión, los que cada registro responde.")
@click.option("--moderacion", metavar="ARCHIVO", help="Respuestas acordadas, que reemplazan los votos.")
@click.option("--formato", type=click.Choice(FORMATOS), metavar="|".join(FORMATOS), help="Forma de la salida; por omisión, tabla.")
@click.option(
    "--salida", metavar="ARCHIVO", help="Archivo que se escribe; si termina en .xlsx, un tablero de control con las hojas del panel."
)
@click.option("--fecha", metavar="PERIODO", help="Periodo de referencia para datos atrasados (2024, 2024-T3, 2024-07).")
@click.option("--sin-clasificar", is_flag=True, help="Por orden alfabético y sin lugares: para registros que no deben compararse.")
@click.option("--estado", is_flag=True, help="Solo dice quién ha devuelto qué; necesita --reparto.")
@click.option("--reparto", metavar="reparto.xlsx", help="Libro del reparto que hizo «evaluacion formulario».")
@click.pass_context
def panel(
    ctx: click.Context,
    rutas: tuple[str, ...],
    marcos: tuple[str, ...],
    moderacion: str | None,
    formato: str | None,
    salida: str | None,
    fecha: str | None,
    reparto: str | None,
    *,
    sin_clasificar: bool,
    estado: bool,
) -> int:
    """Junta las evaluaciones de un mismo registro: puntaje de todas, total de cada evaluador, acuerdo, severidad y qué moderar.

    RUTA… son archivos, tablas o carpetas en que varias evaluaciones tienen el mismo identificador y otro evaluador; o un
    archivo que describe un panel. Sin esta orden cada evaluación se califica aparte.
    """
    from evaluacion.flujo.reunir import gather  # noqa: PLC0415 - heavy
    from evaluacion.flujo.rutas import find_files, inputs_of  # noqa: PLC0415
    from evaluacion.publish.salida import refuse_inputs  # noqa: PLC0415

    if estado != (reparto is not None):
        raise click.UsageError("--estado y --reparto van juntos: uno dice qué hacer y el otro, con qué reparto.", ctx)
    if estado and (moderacion is not None or fecha is not None or sin_clasificar):
        raise click.UsageError("--estado no usa --moderacion, --fecha ni --sin-clasificar: solo cuenta lo devuelto.", ctx)
    shape = _choose_format(ctx, formato, salida, estado=estado)
    files = find_files(rutas)
    if salida is not None:
        refuse_inputs(Path(salida), [*inputs_of(files, marcos), *(Path(name) for name in (moderacion, reparto) if name is not None)])
    where, shown = Path(salida) if salida is not None else None, progress(files, "Leyendo")
    if reparto is not None:
        _tell_state(rutas, reparto, marcos, shown, shape, where)
        return 0
    reunion = gather(rutas, progress=shown)
    from evaluacion.flujo.panel import convene_any  # noqa: PLC0415 - heavy

    done = convene_any(rutas, marcos=marcos, moderacion=moderacion, fecha=fecha, reunion=reunion)
    _publish(done.unranked() if sin_clasificar else done, shape, where)
    return 0


def _choose_format(ctx: click.Context, formato: str | None, salida: str | None, *, estado: bool) -> str:
    """Return the format asked for, or that of the name of the output; the two must not contradict each other."""
    suffix = Path(salida).suffix.casefold() if salida is not None else ""
    if suffix == ".xlsx":
        if formato is not None or estado:
            raise click.UsageError("un nombre que termina en .xlsx es el de un tablero: quite --formato o --estado.", ctx)
        return "xlsx"
    named = _EXTENSIONS.get(suffix)
    if named is not None and formato not in (None, named):
        raise click.UsageError(f"--formato dice {formato} y el nombre de --salida es de {named}: cambie uno de los dos.", ctx)
    return formato or named or "tabla"


def _tell_state(
    rutas: tuple[str, ...], reparto: str, marcos: tuple[str, ...], files: Iterable[tuple[Path, bool]], shape: str, salida: Path | None
) -> None:
    from evaluacion.flujo.estado_panel import state_of_panel  # noqa: PLC0415 - heavy
    from evaluacion.publish import estado_panel as publish  # noqa: PLC0415

    found = state_of_panel(rutas, reparto, marcos=marcos, progress=files)
    tell_problemas(found.avisos)
    if shape == "json":
        text = publish.as_json(found, ascii_only=salida is None and not can_print_json())
    else:
        text = publish.as_csv(found) if shape == "csv" else publish.as_text(found)
    deliver(text, salida, "Estado", es_dato=shape in ("json", "csv"))


def _publish(done: Paneles, shape: str, salida: Path | None) -> None:
    from evaluacion.flujo.panel import write_panel  # noqa: PLC0415 - heavy
    from evaluacion.publish import panel as publish  # noqa: PLC0415
    from evaluacion.publish import panel_datos  # noqa: PLC0415

    if shape == "xlsx" and salida is not None:
        written, noted = write_panel(done, salida)
        tell_problemas((*done.calificacion.avisos, *noted))
        tell(f"Tablero: {written}")
        return
    tell_problemas(done.calificacion.avisos)
    if shape == "json":
        text = panel_datos.as_json(done.hecho, done.procedencia, ascii_only=salida is None and not can_print_json())
    elif shape == "csv":
        text = panel_datos.as_csv(done.hecho)
    else:
        text = publish.as_text(done.hecho, done.procedencia)
    deliver(text, salida, "Panel", es_dato=shape in ("json", "csv"))
