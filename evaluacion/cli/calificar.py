"""`evaluacion calificar`: from records to scores."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evaluacion.cli.consola import progress, say, tell, tell_problemas
from evaluacion.cli.espanol import Orden
from evaluacion.cli.partes import MOTORES, Partes, is_folder, score_in_parts

if TYPE_CHECKING:
    from evaluacion.flujo.calificar import Calificacion

_EXTENSIONS = {".json": "json", ".csv": "csv", ".parquet": "parquet", ".md": "md", ".xlsx": "Excel, que hace «evaluacion tablero»"}
FORMATOS = ("tabla", "json", "csv", "parquet", "md")
_MOST_IN_TEXT = 300_000
"""Records from which a text table under a name without extension is surely not what was meant."""


@click.command(
    cls=Orden,
    epilog="Ejemplo: evaluacion calificar practicas/ --marco cualitativo --formato csv --salida puntajes.csv",
)
@click.argument("rutas", nargs=-1, required=True, metavar="RUTA…")
@click.option("--marco", "marcos", multiple=True, metavar="ID|RUTA", help="Instrumento; por omisión, los que cada registro responde.")
@click.option(
    "--formato",
    type=click.Choice(FORMATOS),
    metavar="|".join(FORMATOS),
    help="Forma de la salida; por omisión, la de la extensión de --salida, o tabla.",
)
@click.option(
    "--salida",
    metavar="ARCHIVO|CARPETA/",
    help="Archivo que se escribe; por omisión, la pantalla. Con una carpeta («puntajes/»), tablas de cualquier tamaño, por partes.",
)
@click.option("--minimo", type=float, metavar="N", help="Termina con 1 si el puntaje garantizado de algún registro es menor.")
@click.option("--fecha", metavar="PERIODO", help="Periodo de referencia para datos atrasados (2024, 2024-T3, 2024-07).")
@click.option("--sin-clasificar", is_flag=True, help="Por orden alfabético y sin lugares.")
@click.option(
    "--procesos", type=click.IntRange(1, 256), metavar="N", help="Con una carpeta: procesos de esta máquina que se reparten el trabajo."
)
@click.option(
    "--motor", type=click.Choice(MOTORES), metavar="|".join(MOTORES), help="Con una carpeta: quién hace las partes; por omisión, local."
)
@click.option("--cluster", metavar="DIRECCION", help="Con --motor dask: el planificador; por omisión, uno de esta máquina.")
@click.pass_context
def calificar(
    ctx: click.Context,
    rutas: tuple[str, ...],
    marcos: tuple[str, ...],
    formato: str | None,
    salida: str | None,
    minimo: float | None,
    fecha: str | None,
    procesos: int | None,
    motor: str | None,
    cluster: str | None,
    *,
    sin_clasificar: bool,
) -> int:
    """Califica los registros de RUTA… (archivos, carpetas o tablas) y muestra sus puntajes con su intervalo.

    Los puntajes garantizado y alcanzable suponen que lo que falta responder resulte lo peor o lo mejor.
    """
    from evaluacion.flujo.calificar import SIN_CLASIFICAR, score_paths  # noqa: PLC0415 - heavy
    from evaluacion.flujo.reunir import gather  # noqa: PLC0415
    from evaluacion.flujo.rutas import find_files, inputs_of  # noqa: PLC0415
    from evaluacion.publish.salida import refuse_inputs  # noqa: PLC0415

    if minimo is not None and not math.isfinite(minimo):
        raise click.UsageError(f"--minimo debe ser un número y dice «{minimo}».", ctx)
    if procesos is not None or motor is not None or cluster is not None or (salida is not None and is_folder(salida, formato)):
        return score_in_parts(ctx, rutas, salida, Partes(marcos, formato, fecha, minimo, sin_clasificar, procesos, motor, cluster))
    is_unsaid = formato is None
    formato = _choose_format(ctx, formato, salida)
    if formato == "parquet" and salida is None:
        raise click.UsageError("parquet no se puede mostrar en pantalla: agregue --salida ARCHIVO.", ctx)
    policies = [SIN_CLASIFICAR] if sin_clasificar else []
    files = find_files(rutas)
    if salida is not None:
        refuse_inputs(Path(salida), inputs_of(files, marcos))
    reunion = gather(rutas, progress=progress(files, "Leyendo"))
    if is_unsaid and salida is not None and not Path(salida).suffix:
        _refuse_many(ctx, len(reunion.registros) if reunion.registros is not None else 0, salida)
    done = score_paths(rutas, marcos=marcos, fecha=fecha, politicas=policies, reunion=reunion)
    tell_problemas(done.avisos)
    _publish(done, formato, Path(salida) if salida is not None else None, clasificar=not sin_clasificar)
    return _compare(done, minimo)


def _choose_format(ctx: click.Context, formato: str | None, salida: str | None) -> str:
    """Return the format asked for, or that of the name of the output; the two must not contradict each other."""
    named = _EXTENSIONS.get(Path(salida).suffix.casefold()) if salida is not None else None
    if named is not None and (named not in FORMATOS or formato not in (None, named)):
        asked = f"--formato dice {formato} y " if formato else ""
        raise click.UsageError(f"{asked}el nombre de --salida es de {named}: cambie el nombre o la forma.", ctx)
    return formato or named or "tabla"


def _refuse_many(ctx: click.Context, records: int, salida: str) -> None:
    """Refuse to write a text of hundreds of thousands of rows that nobody asked for: a folder was meant.

    Raises:
        UsageError: there are too many records.
    """
    if records > _MOST_IN_TEXT:
        what = f"son {records:,} registros y «{salida}» sería un archivo de texto: use --salida {salida}/, con la diagonal al final"
        raise click.UsageError(f"{what}, o indique --formato.", ctx)


def _publish(done: Calificacion, formato: str, salida: Path | None, *, clasificar: bool) -> None:
    from evaluacion.publish import datos  # noqa: PLC0415 - heavy

    results, provenance = done.resultados, done.procedencia
    if formato == "parquet" and salida is not None:
        datos.write_parquet(results, provenance, salida, clasificar=clasificar)
        tell(f"Puntajes: {salida}")
        return
    if formato == "csv" and salida is not None:
        for path in datos.write_csv(results, provenance, salida, clasificar=clasificar):
            tell(f"Puntajes: {path}")
        return
    if formato == "json":
        text = datos.as_json(results, provenance, clasificar=clasificar, ascii_only=salida is None and not _is_utf8())
    elif formato == "csv":
        text = datos.as_csv(results, clasificar=clasificar).replace("\r\n", "\n")
    else:
        from evaluacion.publish import texto  # noqa: PLC0415 - it knows the styles of the board

        text = (texto.as_markdown if formato == "md" else texto.as_text)(results, provenance, clasificar=clasificar)
    if salida is None:
        say(text, es_dato=formato in ("json", "csv"))
        return
    from evaluacion.publish.salida import write_bytes  # noqa: PLC0415

    write_bytes(salida, text.encode())
    tell(f"Puntajes: {salida}")


def _is_utf8() -> bool:
    import sys  # noqa: PLC0415

    return (getattr(sys.stdout, "encoding", None) or "utf-8").casefold().replace("-", "") == "utf8"


def _compare(done: Calificacion, minimo: float | None) -> int:
    """Return 1 when the guaranteed score of any record is under the bar, and say which."""
    if minimo is None:
        return 0
    from evaluacion.base.numeros import show_number  # noqa: PLC0415
    from evaluacion.flujo.calificar import short_of  # noqa: PLC0415

    short = short_of(done, minimo)
    for name, marco, guaranteed in short:
        tell(f"{name} ({marco}): garantizado {show_number(guaranteed, empty='sin puntaje')}, menor que {minimo:g}.")
    return 1 if short else 0
