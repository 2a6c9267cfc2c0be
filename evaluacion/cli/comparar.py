"""`evaluacion comparar`: units by an index, under declared policies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evaluacion.cli.consola import can_print_json, deliver, tell, tell_problemas
from evaluacion.cli.espanol import Orden

if TYPE_CHECKING:
    from evaluacion.flujo.comparar import Comparada

FORMATOS = ("tabla", "json", "csv", "parquet", "xlsx")
_EXTENSIONS = {".json": "json", ".csv": "csv", ".parquet": "parquet", ".txt": "tabla", ".xlsx": "xlsx"}


@click.command(
    cls=Orden, epilog="Ejemplo: evaluacion comparar examples/comparar_estados/comparacion.yaml --formato csv --salida lugares.csv"
)
@click.argument("archivo", metavar="ARCHIVO")
@click.option(
    "--formato",
    type=click.Choice(FORMATOS),
    metavar="|".join(FORMATOS),
    help="Forma de la salida; por omisión, la de la extensión de --salida, o tabla.",
)
@click.option("--salida", metavar="RUTA", help="Archivo que se escribe; por omisión, la pantalla.")
@click.option("--semilla", type=click.IntRange(min=0), metavar="N", help="Semilla de los sorteos, en vez de la del archivo.")
@click.option("--periodo", metavar="P", help="Muestra solo ese periodo; se calcula con todos.")
@click.option("--nodo", metavar="ID", help="Muestra solo ese nodo, o en la tabla el que ordena; por omisión, el índice.")
@click.pass_context
def comparar(
    ctx: click.Context, archivo: str, formato: str | None, salida: str | None, semilla: int | None, periodo: str | None, nodo: str | None
) -> int:
    """Compara unidades con el índice que ARCHIVO describe: puntajes y lugares en cada nodo.

    Cada política (normalización, datos que faltan, valores extremos, pesos, agregación) está en ARCHIVO y se repite en
    el resultado, con todo lo que hizo a los datos.
    """
    from evaluacion.flujo.comparar import compare  # noqa: PLC0415 - heavy
    from evaluacion.flujo.rutas import inputs_of  # noqa: PLC0415
    from evaluacion.publish.salida import refuse_inputs  # noqa: PLC0415

    formato = _choose_format(ctx, formato, salida)
    _refuse_misuse(ctx, formato, salida, (periodo, nodo))
    done = compare(archivo, semilla=semilla)
    if salida is not None:
        refuse_inputs(
            Path(salida), inputs_of([(Path(name), True) for name in (archivo, *(name for name, _ in done.procedencia.archivos))], [])
        )
    _check_choice(done, periodo, nodo)
    tell_problemas(done.avisos)
    _publish(done, formato, Path(salida) if salida is not None else None, periodo, nodo)
    return 0


def _choose_format(ctx: click.Context, formato: str | None, salida: str | None) -> str:
    """Return the format asked for, or that of the name of the output; the two must not contradict each other."""
    named = _EXTENSIONS.get(Path(salida).suffix.casefold()) if salida is not None else None
    if named is not None and formato not in (None, named):
        raise click.UsageError(f"--formato dice {formato} y el nombre de --salida es de {named}: cambie el nombre o la forma.", ctx)
    return formato or named or "tabla"


def _refuse_misuse(ctx: click.Context, formato: str, salida: str | None, choice: tuple[str | None, str | None]) -> None:
    """Refuse what no screen shows, and a workbook under another name or of a part: it has every period and node."""
    if formato in ("parquet", "xlsx") and salida is None:
        raise click.UsageError(f"{formato} no se puede mostrar en pantalla: agregue --salida RUTA.", ctx)
    if formato == "xlsx" and salida is not None and Path(salida).suffix.casefold() != ".xlsx":
        raise click.UsageError("un libro de Excel necesita --salida con un nombre que termine en .xlsx.", ctx)
    if formato == "xlsx" and choice != (None, None):
        raise click.UsageError("el libro de Excel lleva todos los periodos y todos los nodos: quite --periodo y --nodo.", ctx)


def _check_choice(done: Comparada, periodo: str | None, nodo: str | None) -> None:
    """Refuse a period or a node that the comparison does not have."""
    from evaluacion.base.problema import EvaluacionError, Problema, quote, suggestion  # noqa: PLC0415 - only once there is a result

    known = {"--nodo": (nodo, done.entradas.arbol.ids), "--periodo": (periodo, tuple(sorted(set(done.entradas.renglones.periodos or ()))))}
    wrong = [
        Problema("opcion_no_valida", f"{option} dice {quote(said)}, que no está en la comparación.", None, suggestion(said, allowed))
        for option, (said, allowed) in known.items()
        if said is not None and said not in allowed
    ]
    if wrong:
        raise EvaluacionError(wrong)


def _publish(done: Comparada, formato: str, salida: Path | None, periodo: str | None, nodo: str | None) -> None:
    from evaluacion.publish import comparacion_datos as datos  # noqa: PLC0415 - heavy
    from evaluacion.publish.comparacion import as_text  # noqa: PLC0415

    hecha, provenance = done.hecha, done.procedencia
    if formato == "parquet" and salida is not None:
        datos.write_parquet(hecha, provenance, salida, periodo=periodo, nodo=nodo)
        tell(f"Comparación: {salida}")
        return
    if formato == "xlsx" and salida is not None:
        from evaluacion.flujo.comparar_libro import write_comparison  # noqa: PLC0415 - heavy

        written, warning = write_comparison(done, salida)
        tell_problemas([warning] if warning is not None else [])
        tell(f"Comparación: {written}")
        return
    if formato == "csv" and salida is not None:
        for path in datos.write_csv(hecha, provenance, salida, periodo=periodo, nodo=nodo):
            tell(f"Comparación: {path}")
        return
    if formato == "json":
        ascii_only = salida is None and not can_print_json()
        text = datos.as_json(hecha, provenance, periodo=periodo, nodo=nodo, ascii_only=ascii_only)
    elif formato == "csv":
        text = datos.as_csv(hecha, periodo=periodo, nodo=nodo).replace("\r\n", "\n")
    else:
        text = as_text(hecha, provenance, periodo=periodo, nodo=nodo)
    deliver(text, salida, "Comparación", es_dato=formato in ("json", "csv"))
