"""`evaluacion validar`: everything that is wrong with any file."""

from __future__ import annotations

from pathlib import Path

import click

from evaluacion.cli.consola import count, progress, say, tell, tell_problemas
from evaluacion.cli.espanol import Orden


@click.command(cls=Orden, epilog="Ejemplo: evaluacion validar practicas/ mi-marco/marco.yaml")
@click.argument("rutas", nargs=-1, required=True, metavar="RUTA…")
@click.option("--marco", "marcos", multiple=True, metavar="ID|RUTA", help="Instrumento con el que se revisan las respuestas.")
@click.option("--esquema", is_flag=True, help="Revisa también con el esquema JSON (lo que ve un editor).")
def validar(rutas: tuple[str, ...], marcos: tuple[str, ...], *, esquema: bool) -> int:
    """Revisa archivos o carpetas de cualquier clase: marcos con sus casos, registros, tablas.

    Muestra todos los problemas de todos los archivos, cada uno con su lugar y cómo se arregla.
    """
    from evaluacion.base.problema import only_errors, visible  # noqa: PLC0415 - heavy
    from evaluacion.flujo.rutas import find_files  # noqa: PLC0415
    from evaluacion.flujo.validar import validate_paths  # noqa: PLC0415

    files = find_files(rutas)
    report = validate_paths(
        files, marcos=[Path(m) if "/" in m else m for m in marcos], progress=progress(files, "Leyendo"), with_schema=esquema
    )
    tell_problemas(report.problemas, all_warnings=True, ending="")
    errors = only_errors(report.problemas)
    for archivo, kind in report.leidos:
        say(f"{visible(archivo)}: {kind}")
    if not errors:
        tell(f"{count(len(report.leidos), 'archivo', 'archivos')}, {count(report.casos, 'caso', 'casos')}: sin errores.")
        return 0
    return 1 if all(problem.codigo == "caso_no_se_cumple" for problem in errors) else 2
