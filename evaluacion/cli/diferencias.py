"""`evaluacion diferencias`: what changed between two rounds or more, or between two versions of a marco."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from evaluacion.cli.consola import can_print_json, deliver, say, tell, tell_problemas
from evaluacion.cli.espanol import Orden

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from evaluacion.base.problema import Problema

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

    ANTES y DESPUÉS son registros (archivo, carpeta o tabla), resultados de «calificar --formato json», dos versiones de
    un marco o archivos de una comparación; una comparación con periodos va sola. Con más de dos rondas se compara cada una
    con la anterior, y la última con la primera.
    """
    from evaluacion.flujo.rutas import inputs_of  # noqa: PLC0415 - heavy
    from evaluacion.publish.salida import refuse_inputs  # noqa: PLC0415

    chosen = _choose_format(ctx, formato, salida)
    done = (
        _of_records(rutas, marcos, practicas, fecha) if not _are_comparisons(ctx, rutas, (marcos, practicas, fecha)) else _of_indices(rutas)
    )
    if salida is not None:
        refuse_inputs(Path(salida), inputs_of([(Path(name), True) for name in (*rutas, *done.leidos)], marcos))
    tell_problemas(done.avisos)
    _publish(done, chosen, Path(salida) if salida is not None else None)
    return 0


@dataclass(frozen=True, slots=True)
class _Hecho:
    """What was found, and how each format is made of it."""

    leidos: tuple[str, ...]
    avisos: tuple[Problema, ...]
    como_texto: Callable[[], str]
    como_markdown: Callable[[], str]
    como_csv: Callable[[], str]
    como_json: Callable[[bool], str]
    procedencia: Callable[[], str]
    escribe: Callable[[Path], tuple[Path, Problema | None]]


def _are_comparisons(ctx: click.Context, rutas: tuple[str, ...], options: tuple[object, ...]) -> bool:
    """Whether all the paths are comparisons; what does not go with them is refused."""
    from evaluacion.flujo.diferencias_comparaciones import is_comparison  # noqa: PLC0415 - heavy

    kinds = {is_comparison(ruta) for ruta in rutas}
    if kinds == {True, False}:
        raise click.UsageError("hay comparaciones y registros en la misma orden: compare lo mismo con lo mismo.", ctx)
    if kinds == {True} and any(options):
        raise click.UsageError("--marco, --practicas y --fecha son para registros: una comparación dice los suyos.", ctx)
    return kinds == {True}


def _made(
    found: Any,  # noqa: ANN401 - differences of records or of indices: the modules beside know which
    avisos: tuple[Problema, ...],
    texto: ModuleType,
    datos: ModuleType,
    write: Callable[[Any, Path], tuple[Path, Problema | None]],
) -> _Hecho:
    """Return what was found with the modules that write it."""
    return _Hecho(
        tuple(name for step in found.todas for source in step.procedencias for name, _ in source.archivos),
        avisos,
        lambda: texto.as_text(found),
        lambda: texto.as_markdown(found),
        lambda: datos.as_csv(found),
        lambda ascii_only: datos.as_json(found, ascii_only=ascii_only),
        lambda: datos.provenance_as_json(found),
        lambda salida: write(found, salida),
    )


def _of_records(rutas: tuple[str, ...], marcos: tuple[str, ...], practicas: tuple[str, ...], fecha: str | None) -> _Hecho:
    from evaluacion.flujo.diferencias import differences_of  # noqa: PLC0415 - heavy
    from evaluacion.flujo.diferencias_libro import write_differences  # noqa: PLC0415
    from evaluacion.publish import diferencias_datos as datos  # noqa: PLC0415
    from evaluacion.publish import diferencias_texto as texto  # noqa: PLC0415

    done = differences_of(rutas, marcos=marcos, practicas=practicas, fecha=fecha)
    return _made(done.diferencias, done.avisos, texto, datos, write_differences)


def _of_indices(rutas: tuple[str, ...]) -> _Hecho:
    from evaluacion.flujo.diferencias_comparaciones import index_differences  # noqa: PLC0415 - heavy
    from evaluacion.flujo.diferencias_libro import write_index_differences  # noqa: PLC0415
    from evaluacion.publish import diferencias_indice_datos as datos  # noqa: PLC0415
    from evaluacion.publish import diferencias_indice_texto as texto  # noqa: PLC0415

    done = index_differences(rutas)
    return _made(done.diferencias, done.avisos, texto, datos, write_index_differences)


def _choose_format(ctx: click.Context, formato: str | None, salida: str | None) -> str:
    """Return the format asked for, or that of the name of the output; the two must not contradict each other."""
    named = _EXTENSIONS.get(Path(salida).suffix.casefold()) if salida is not None else None
    if named is not None and formato not in (None, named):
        raise click.UsageError(f"--formato dice {formato} y el nombre de --salida es de {named}: cambie el nombre o la forma.", ctx)
    return formato or named or "tabla"


def _publish(done: _Hecho, formato: str, salida: Path | None) -> None:
    if formato == "xlsx" and salida is not None:
        written, warning = done.escribe(salida)
        tell_problemas([warning] if warning is not None else [])
        tell(f"Diferencias: {written}")
    elif formato == "json":
        deliver(done.como_json(salida is None and not can_print_json()), salida, "Diferencias", es_dato=True)
    elif formato == "csv" and salida is not None:
        from evaluacion.publish.salida import write_bytes  # noqa: PLC0415 - heavy

        write_bytes(salida, done.como_csv().encode("utf-8-sig"))
        write_bytes(salida.with_suffix(".procedencia.json"), done.procedencia().encode())
        tell(f"Diferencias: {salida}")
    elif formato == "csv":
        say(done.como_csv().replace("\r\n", "\n"), es_dato=True)
    else:
        deliver(done.como_markdown() if formato == "markdown" else done.como_texto(), salida, "Diferencias")
