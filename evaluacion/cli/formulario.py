"""`evaluacion formulario`: workbooks to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from evaluacion.cli.consola import tell, tell_problemas
from evaluacion.cli.espanol import Orden


@click.command(cls=Orden, epilog="Ejemplo: evaluacion formulario cualitativo --practicas practicas/ --salida formularios/")
@click.argument("marcos", nargs=-1, required=True, metavar="MARCO…")
@click.option("--practicas", multiple=True, metavar="RUTA", help="Registros con lo que ya se sabe: las respuestas van puestas.")
@click.option("--practica", "ids", multiple=True, metavar="ID", help="Solo ese registro; sin --practicas, uno nuevo. Puede repetirse.")
@click.option("--salida", required=True, metavar="CARPETA", help="Carpeta de los formularios; se crea si no existe.")
@click.option("--un-libro", is_flag=True, help="Todos los registros en un solo libro.")
@click.option("--xlsform", is_flag=True, help="Un XLSForm para KoboToolbox u ODK, en vez de libros para llenar.")
@click.option("--reemplazar", is_flag=True, help="Escribe sobre los formularios que ya existen.")
def formulario(
    marcos: tuple[str, ...],
    practicas: tuple[str, ...],
    ids: tuple[str, ...],
    salida: str,
    *,
    un_libro: bool,
    xlsform: bool,
    reemplazar: bool,
) -> int:
    """Hace formularios de Excel para responder un marco: preguntas con listas, evidencia, indicadores y avance.

    MARCO es el identificador de un marco o su ruta. Sale un libro por registro, con su identificador por nombre. El puntaje
    se ve mientras se llena. Cuando vuelven, «evaluacion importar» los convierte en archivos de registros. Con --xlsform
    sale un solo formulario para capturar en teléfono o en la web, y de --practicas solo se toma qué registros hay.
    """
    from evaluacion.flujo.formulario import write_formularios  # noqa: PLC0415 - heavy
    from evaluacion.flujo.xlsform import write_xlsform  # noqa: PLC0415 - heavy

    if xlsform:
        done = write_xlsform(marcos, Path(salida), practicas=practicas, ids=ids, reemplazar=reemplazar)
    else:
        done = write_formularios(marcos, Path(salida), practicas=practicas, ids=ids, un_libro=un_libro, reemplazar=reemplazar)
    tell_problemas(done.avisos)
    for path in done.escritos:
        tell(f"{'XLSForm' if xlsform else 'Formulario'}: {path}")
    return 0
