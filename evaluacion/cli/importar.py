"""`evaluacion importar`: forms that came back become files of records."""

from __future__ import annotations

from pathlib import Path

import click

from evaluacion.cli.consola import count, say, tell, tell_problemas
from evaluacion.cli.espanol import Orden


@click.command(cls=Orden, epilog="Ejemplo: evaluacion importar devueltos/ --salida practicas/")
@click.argument("rutas", nargs=-1, required=True, metavar="FORMULARIO…")
@click.option("--salida", metavar="CARPETA", help="Carpeta de los archivos; sin ella solo se revisan los formularios.")
@click.option("--marco", "marcos", multiple=True, metavar="RUTA", help="Marco propio por el que preguntan los formularios.")
@click.option("--reemplazar", is_flag=True, help="Escribe sobre los archivos que ya existen.")
def importar(rutas: tuple[str, ...], salida: str | None, marcos: tuple[str, ...], *, reemplazar: bool) -> int:
    """Convierte formularios llenos en archivos: uno por registro y evaluador, uno por estrategia.

    Cada respuesta se reconoce por su clave y no por su lugar. Lo que no cabe en el registro va a un anexo de texto. Si un
    formulario tiene un error, se dice en qué hoja y celda, y no se escribe nada.
    """
    from evaluacion.flujo.importado import write_importado  # noqa: PLC0415 - heavy
    from evaluacion.flujo.importar import import_formularios  # noqa: PLC0415 - heavy

    done = import_formularios(rutas, marcos=marcos)
    tell_problemas(done.problemas)
    if salida is None:
        for registro in done.registros:
            say(f"{registro.archivo}: {registro.practica.tipo} {registro.practica.id}")
        for estrategia in done.estrategias:
            say(f"{estrategia.archivo}: estrategia {estrategia.estrategia.estrategia}")
        tell(f"{count(done.formularios, 'formulario', 'formularios')}: sin errores. Con --salida CARPETA se escriben los registros.")
        return 0
    kinds = [*("Registro" for _ in done.registros), *("Estrategia" for _ in done.estrategias), *("Anexo" for _ in done.anexos)]
    for kind, path in zip(kinds, write_importado(done, Path(salida), reemplazar=reemplazar), strict=True):
        tell(f"{kind}: {path}")
    return 0
