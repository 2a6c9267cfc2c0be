"""`evaluacion formulario`: workbooks to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from evaluacion.cli.consola import tell, tell_problemas
from evaluacion.cli.espanol import Orden


@click.command(cls=Orden, epilog="Ejemplo: evaluacion formulario cualitativo --practicas practicas/ --salida formularios/")
@click.argument("marcos", nargs=-1, metavar="MARCO…")
@click.option("--estrategia", is_flag=True, help="Formulario de un plan en vez de un marco; MARCO… son entonces estrategias que lo llenan.")
@click.option("--practicas", multiple=True, metavar="RUTA", help="Registros con lo que ya se sabe: las respuestas van puestas.")
@click.option("--practica", "ids", multiple=True, metavar="ID", help="Solo ese registro; sin --practicas, uno nuevo. Puede repetirse.")
@click.option("--salida", required=True, metavar="CARPETA", help="Carpeta de los formularios; se crea si no existe.")
@click.option("--un-libro", is_flag=True, help="Todos los registros en un solo libro.")
@click.option("--reemplazar", is_flag=True, help="Escribe sobre los formularios que ya existen.")
@click.pass_context
def formulario(
    ctx: click.Context,
    marcos: tuple[str, ...],
    practicas: tuple[str, ...],
    ids: tuple[str, ...],
    salida: str,
    *,
    estrategia: bool,
    un_libro: bool,
    reemplazar: bool,
) -> int:
    """Hace formularios de Excel para responder un marco: preguntas con listas, evidencia, indicadores y avance.

    MARCO es el identificador de un marco o su ruta. Sale un libro por registro, con su identificador por nombre. El puntaje
    se ve mientras se llena. Cuando vuelven, «evaluacion importar» los convierte en archivos de registros.

    Con --estrategia sale el formulario de un plan, vacío o con lo que dicen las estrategias que se nombren.
    """
    from evaluacion.flujo.formulario import write_formularios  # noqa: PLC0415 - heavy
    from evaluacion.flujo.formulario_estrategia import write_formularios_de_estrategia  # noqa: PLC0415 - as above

    if estrategia:
        _refuse(ctx, {"--practicas": practicas, "--practica": ids, "--un-libro": un_libro})
        done = write_formularios_de_estrategia(marcos, Path(salida), reemplazar=reemplazar)
    elif not marcos:
        raise click.UsageError("Falta MARCO: el instrumento que se va a responder, o --estrategia.", ctx)
    else:
        done = write_formularios(marcos, Path(salida), practicas=practicas, ids=ids, un_libro=un_libro, reemplazar=reemplazar)
    tell_problemas(done.avisos)
    for path in done.escritos:
        tell(f"Formulario: {path}")
    return 0


def _refuse(ctx: click.Context, options: dict[str, object]) -> None:
    """Refuse what has no meaning in the form of a strategy."""
    used = [name for name, value in options.items() if value]
    if used:
        raise click.UsageError(f"{used[0]} no va con --estrategia: es de los formularios de un marco.", ctx)
