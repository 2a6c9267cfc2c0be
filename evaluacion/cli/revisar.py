"""`evaluacion revisar`: the rules on strategy files, for a person or for CI."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from evaluacion.base.recoleccion import without_collection
from evaluacion.cli.consola import deliver, say, tell, tell_problemas
from evaluacion.cli.espanol import Orden

if TYPE_CHECKING:
    from datetime import date

    from evaluacion.flujo.revisar import Opciones, Revisado

CLEAN, FOUND, FAILED = 0, 1, 2
LIMITES = ("falla", "aviso", "nunca")
_MOST = 100
FAMILIAS = "objetivos, plan, coherencia, indicadores o entorno"


class _Limites(NamedTuple):
    """What ends a run with 1."""

    fallar_con: str | None
    minimo: float | None
    cobertura: float | None


@click.command(cls=Orden, epilog="Ejemplo: evaluacion revisar estrategias/ --formato texto --formato sarif=revision.sarif")
@click.argument("rutas", nargs=-1, metavar="RUTA…")
@click.option("--fecha", metavar="AAAA-MM-DD", help="Día de referencia; por omisión, el del archivo, y si no lo dice, hoy.")
@click.option("--minimo", type=float, metavar="N", help="Termina con 1 si el puntaje garantizado de alguna familia es menor.")
@click.option("--cobertura-minima", type=float, metavar="N", help="Termina con 1 si se respondió menos de este porcentaje.")
@click.option("--ya-conocidos", metavar="ARCHIVO", help="Hallazgos de antes: solo los nuevos hacen fallar.")
@click.option("--guardar-conocidos", metavar="ARCHIVO", help="Escribe los hallazgos de ahora para --ya-conocidos.")
@click.option(
    "--formato",
    "formatos",
    multiple=True,
    metavar="FORMATO[=ARCHIVO]",
    help="texto, json, ndjson, markdown, xlsx, sarif, junit, github o gitlab; se puede repetir.",
)
@click.option("--salida", metavar="ARCHIVO", help="Archivo del formato que no lo dice; por omisión, la pantalla.")
@click.option(
    "--fallar-con", type=click.Choice(LIMITES), metavar="|".join(LIMITES), help="Qué hallazgos terminan con 1; por omisión, falla."
)
@click.option("--solo", multiple=True, metavar="REGLA", help=f"Revisa solo esta regla o familia ({FAMILIAS}); se puede repetir.")
@click.option("--sin", multiple=True, metavar="REGLA", help="No revisa esta regla o familia; se puede repetir.")
@click.option("--lista-reglas", is_flag=True, help="Lista las reglas y termina.")
@click.pass_context
def revisar(
    ctx: click.Context,
    rutas: tuple[str, ...],
    fecha: str | None,
    minimo: float | None,
    cobertura_minima: float | None,
    ya_conocidos: str | None,
    guardar_conocidos: str | None,
    formatos: tuple[str, ...],
    salida: str | None,
    fallar_con: str | None,
    solo: tuple[str, ...],
    sin: tuple[str, ...],
    *,
    lista_reglas: bool,
) -> int:
    """Revisa las estrategias de RUTA… (archivos, carpetas o «-») y dice qué falta, dónde y cómo se arregla.

    Termina con 0 si nada rebasa el límite, con 1 si algo lo rebasa y con 2 si no se pudo revisar todo.
    """
    if lista_reglas:
        return _list_rules()
    if not rutas:
        raise click.UsageError("Falta RUTA.", ctx)
    for name, bar in (("--minimo", minimo), ("--cobertura-minima", cobertura_minima)):
        if bar is not None and not (math.isfinite(bar) and 0 <= bar <= _MOST):
            raise click.UsageError(f"{name} debe ser un número de 0 a {_MOST} y dice «{bar:g}».", ctx)
    outputs = _outputs(ctx, formatos, salida)
    with without_collection():
        opciones = _options(fecha, ya_conocidos, solo, sin, set(outputs))
        return _run(rutas, opciones, outputs, guardar_conocidos, _Limites(fallar_con, minimo, cobertura_minima))


def _run(
    rutas: tuple[str, ...], opciones: Opciones, outputs: dict[str, Path | None], guardar_conocidos: str | None, limites: _Limites
) -> int:
    """Review, write what was asked and return how it ends; everything that was read is gone when it returns."""
    done = _review(rutas, opciones, outputs)
    _publish(done, outputs, rutas)
    if guardar_conocidos is not None:
        from evaluacion.flujo.conocidos import write_conocidos  # noqa: PLC0415 - only when it is asked

        tell(f"Conocidos: {write_conocidos(Path(guardar_conocidos), done.total.hallazgos)} en {guardar_conocidos}")
    tell_problemas(done.problemas, ending=" Esos archivos no se revisaron.")
    return _verdict(done, limites)


def _list_rules() -> int:
    from evaluacion.check.catalogo import all_rules  # noqa: PLC0415 - heavy

    rules = all_rules().values()
    width = max(len(rule.codigo) for rule in rules)
    for rule in rules:
        say(f"{rule.codigo.ljust(width)}  {rule.severidad.ljust(5)}  {rule.titulo}")
    return CLEAN


def _outputs(ctx: click.Context, formatos: tuple[str, ...], salida: str | None) -> dict[str, Path | None]:
    """Return each shape asked for and the file where it goes, None for the screen."""
    from evaluacion.base.problema import suggestion  # noqa: PLC0415 - keeps --help light
    from evaluacion.flujo.formatos import LIBRO, formats  # noqa: PLC0415

    found: dict[str, Path | None] = {}
    known = (*formats(), LIBRO)
    for text in formatos or ("texto",):
        name, _, target = text.partition("=")
        if name not in known:
            raise click.UsageError(f"No hay un formato «{name}». {suggestion(name, known)}", ctx)
        if name in found:
            raise click.UsageError(f"El formato «{name}» está dos veces.", ctx)
        found[name] = Path(target) if target else None
    to_screen = [name for name, path in found.items() if path is None]
    if len(to_screen) > 1:
        raise click.UsageError(f"Solo un formato puede ir a la pantalla y hay {len(to_screen)}: escriba {to_screen[1]}=ARCHIVO.", ctx)
    if salida is not None:
        if not to_screen:
            raise click.UsageError("--salida no corresponde a ningún formato: todos dicen su archivo.", ctx)
        found[to_screen[0]] = Path(salida)
    if LIBRO in found and (found[LIBRO] or Path()).suffix.casefold() != f".{LIBRO}":
        raise click.UsageError("un libro de Excel necesita un archivo que termine en .xlsx: --formato xlsx=ARCHIVO.xlsx.", ctx)
    return found


def _options(fecha: str | None, ya_conocidos: str | None, solo: tuple[str, ...], sin: tuple[str, ...], formatos: set[str]) -> Opciones:
    from evaluacion.flujo.conocidos import read_conocidos  # noqa: PLC0415 - heavy
    from evaluacion.flujo.criterios import Seleccion  # noqa: PLC0415
    from evaluacion.flujo.formatos import CON_DUDAS, CON_FICHAS  # noqa: PLC0415
    from evaluacion.flujo.revisar import Opciones  # noqa: PLC0415

    known = read_conocidos(Path(ya_conocidos)) if ya_conocidos is not None else frozenset()
    return Opciones(
        _parse_day(fecha), Seleccion(solo, sin), known, con_fichas=bool(formatos & CON_FICHAS), con_dudas=bool(formatos & CON_DUDAS)
    )


def _parse_day(fecha: str | None) -> date | None:
    from datetime import date  # noqa: PLC0415 - keeps --help light

    from evaluacion.base.problema import EvaluacionError, Problema, quote  # noqa: PLC0415

    if fecha is None:
        return None
    try:
        if len(fecha) == len("AAAA-MM-DD"):
            return date.fromisoformat(fecha)
    except ValueError:
        pass
    raise EvaluacionError([Problema("opcion_no_valida", f"--fecha dice {quote(fecha)}.", None, "Escriba un día que exista: AAAA-MM-DD.")])


def _review(rutas: tuple[str, ...], opciones: Opciones, outputs: dict[str, Path | None]) -> Revisado:
    """Return the review; where nothing could be reviewed, the annotations say so in their place before it ends."""
    from evaluacion.base.problema import EvaluacionError  # noqa: PLC0415 - heavy
    from evaluacion.flujo.revisar import review_paths  # noqa: PLC0415

    try:
        return review_paths(rutas, opciones)
    except EvaluacionError as error:
        if "github" in outputs:
            from evaluacion.flujo.formatos import write_failure  # noqa: PLC0415

            deliver(write_failure(error.problemas), outputs["github"], "Revisión (github)", son_ordenes=True)
        raise


def _publish(done: Revisado, outputs: dict[str, Path | None], rutas: tuple[str, ...]) -> None:
    from evaluacion.flujo.formatos import LIBRO, write_as  # noqa: PLC0415 - heavy
    from evaluacion.publish.salida import refuse_inputs  # noqa: PLC0415

    inputs = [name for name, _ in done.total.procedencia.archivos if name != "-"] + [ruta for ruta in rutas if Path(ruta).is_file()]
    for target in filter(None, outputs.values()):
        refuse_inputs(target, inputs)
    texts = {name: write_as(name, done.total) for name in outputs if name != LIBRO}  # all of them before any is half delivered
    for name, path in outputs.items():
        if name in texts:
            deliver(texts[name], path, f"Revisión ({name})", son_ordenes=name == "github", es_dato=name not in ("texto", "markdown"))
        elif path is not None:
            _publish_board(done, path)


def _publish_board(done: Revisado, path: Path) -> None:
    from evaluacion.flujo.tablero import publish_revision  # noqa: PLC0415 - XlsxWriter only when a workbook is asked

    written, warnings = publish_revision(done, path)
    tell_problemas(warnings)
    tell(f"Tablero: {written}")


def _verdict(done: Revisado, limites: _Limites) -> int:
    """Return how the run ends: 2 when something could not be reviewed, 1 when a limit was passed."""
    from evaluacion.base.problema import only_errors  # noqa: PLC0415 - heavy
    from evaluacion.flujo.revisar import stricter, under_bar  # noqa: PLC0415

    if only_errors(done.problemas):
        return FAILED
    configs = [leida.configuracion for leida in done.configuraciones]
    limit = limites.fallar_con or next((item.fallar_con for item in configs if item.fallar_con is not None), "falla")
    failing = {"falla": {"falla"}, "aviso": {"falla", "aviso"}, "nunca": set[str]()}[limit]
    short = under_bar(
        done.total,
        stricter(limites.minimo, *(item.minimo for item in configs)),
        stricter(limites.cobertura, *(item.cobertura_minima for item in configs)),
    )
    for sentence in short:
        tell(sentence)
    return FOUND if short or any(item.cuenta and item.severidad in failing for item in done.total.hallazgos) else CLEAN
