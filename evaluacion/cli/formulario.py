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
@click.option("--un-libro", is_flag=True, help="Todos los registros en un solo libro; con --evaluadores, un libro por evaluador.")
@click.option("--xlsform", is_flag=True, help="Un XLSForm para KoboToolbox u ODK, en vez de libros para llenar.")
@click.option("--reemplazar", is_flag=True, help="Escribe sobre los formularios que ya existen.")
@click.option("--lista", metavar="ARCHIVO", help="Lista de títulos en Excel o CSV: un registro nuevo por renglón.")
@click.option("--evaluadores", multiple=True, metavar="A,B,C", help="Quiénes evalúan: un formulario por registro y evaluador.")
@click.option("--por-practica", type=click.IntRange(min=1), metavar="N", help="Cuántos evaluadores por registro; si no se dice, 2.")
@click.option("--semilla", type=int, metavar="N", help="Número con que se sortea el reparto; si no se dice, 7.")
@click.pass_context
def formulario(
    ctx: click.Context,
    marcos: tuple[str, ...],
    practicas: tuple[str, ...],
    ids: tuple[str, ...],
    salida: str,
    lista: str | None,
    evaluadores: tuple[str, ...],
    por_practica: int | None,
    semilla: int | None,
    *,
    estrategia: bool,
    un_libro: bool,
    xlsform: bool,
    reemplazar: bool,
) -> int:
    """Hace formularios de Excel para responder un marco: preguntas con listas, evidencia, indicadores y avance.

    MARCO es el identificador de un marco o su ruta. Sale un libro por registro, con su identificador por nombre. El puntaje
    se ve mientras se llena. Cuando vuelven, «evaluacion importar» los convierte en archivos de registros.

    Con --evaluadores se reparten por sorteo, en partes iguales, y ningún formulario lleva respuestas de otra persona. Con
    --xlsform sale un solo formulario para capturar en teléfono o en la web, y de --practicas solo se toma qué registros hay.
    Con --estrategia sale el formulario de un plan, vacío o con lo que dicen las estrategias que se nombren.
    """
    sharing = {"--lista": lista is not None, "--evaluadores": evaluadores}
    sharing |= {"--por-practica": por_practica is not None, "--semilla": semilla is not None}
    if estrategia:
        _refuse(ctx, "--estrategia", {"--practicas": practicas, "--practica": ids, "--un-libro": un_libro, "--xlsform": xlsform, **sharing})
        from evaluacion.flujo.formulario_estrategia import write_formularios_de_estrategia  # noqa: PLC0415 - heavy

        done = write_formularios_de_estrategia(marcos, Path(salida), reemplazar=reemplazar)
    elif not marcos:
        raise click.UsageError("Falta MARCO: el instrumento que se va a responder, o --estrategia.", ctx)
    elif xlsform:
        _refuse(ctx, "--xlsform", {"--un-libro": un_libro, **sharing})
        from evaluacion.flujo.xlsform import write_xlsform  # noqa: PLC0415 - heavy

        done = write_xlsform(marcos, Path(salida), practicas=practicas, ids=ids, reemplazar=reemplazar)
    elif any(sharing.values()):
        from evaluacion.flujo.repartir import plan_encomienda, write_repartidos  # noqa: PLC0415 - heavy

        encomienda = plan_encomienda(evaluadores, por_practica, semilla, de_lista=lista is not None, con_practicas=bool(practicas))
        done = write_repartidos(
            marcos,
            Path(salida),
            lista=lista,
            practicas=practicas,
            ids=ids,
            encomienda=encomienda,
            un_libro=un_libro,
            reemplazar=reemplazar,
        )
    else:
        from evaluacion.flujo.formulario import write_formularios  # noqa: PLC0415 - heavy

        done = write_formularios(marcos, Path(salida), practicas=practicas, ids=ids, un_libro=un_libro, reemplazar=reemplazar)
    tell_problemas(done.avisos)
    for path in done.escritos:
        tell(f"{'XLSForm' if xlsform else 'Reparto' if path.name == 'reparto.xlsx' else 'Formulario'}: {path}")
    return 0


def _refuse(ctx: click.Context, kind: str, options: dict[str, object]) -> None:
    """Refuse what has no meaning in that kind of form."""
    used = [name for name, value in options.items() if value]
    if used:
        raise click.UsageError(f"{used[0]} no va con {kind}: quite una de las dos.", ctx)
