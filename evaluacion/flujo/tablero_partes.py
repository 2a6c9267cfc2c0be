"""From a folder of scores to its board, without holding the records."""

from __future__ import annotations

import os
from pathlib import Path

from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.publish.libro_xlsx import write_libro
from evaluacion.publish.orden import record_name, sortable
from evaluacion.publish.tablero.arrange_partes import arrange_tablero_partes
from evaluacion.publish.tablero.hoja_archivos import ArchivoJunto
from evaluacion.publish.tablero.seccion import Renglon, share_of
from evaluacion.publish.tablero.seccion_partes import SeccionDePartes
from evaluacion.publish.tablero.seleccion import ends_of
from evaluacion.scale.carpeta import MANIFIESTO
from evaluacion.scale.cifras_leidas import conjunto_of_figures, distribution_of_figures
from evaluacion.scale.conjunto import RANKING
from evaluacion.scale.fichas import find_fichas
from evaluacion.scale.leida import CarpetaDePuntajes, not_understood, read_folder
from evaluacion.scale.muestra import Elegido, Tramo, choose_rows

FILAS_MAX = 1_000
"""Records that the board of a folder lists, unless another cap is asked."""


def write_tablero_partes(carpeta: str | Path, salida: str | Path, *, filas_max: int = FILAS_MAX) -> tuple[Path, tuple[Problema, ...]]:
    """Write the board of a folder of scores; return where it went, and a warning when that is not where it was asked.

    Raises:
        EvaluacionError: the folder is not complete or somebody changed it, or the board cannot be written.
    """
    folder, target = read_folder(Path(carpeta)), Path(salida)
    try:
        secciones = make_secciones_partes(folder, filas_max)
        libro = arrange_tablero_partes(secciones, folder.procedencia, _files_beside(folder, target), filas_max=filas_max)
    except (LookupError, TypeError, ValueError, AttributeError) as error:  # the files are those of the manifest, and somebody wrote another
        raise EvaluacionError([not_understood(folder.ruta, MANIFIESTO)]) from error
    written, warning = write_libro(libro, target)
    return written, (warning,) if warning else ()


def make_secciones_partes(folder: CarpetaDePuntajes, filas_max: int) -> tuple[SeccionDePartes, ...]:
    """Return a section for each marco, with the figures of all its records and those that are listed."""
    chosen = _choose(folder, filas_max)
    marcos = {marco.marco: marco for marco in folder.marcos}
    fichas, times = find_fichas(folder.archivos, marcos, [one.fila for rows in chosen.values() for one in rows])
    found = []
    for name, rows in chosen.items():
        marco, figures = marcos[name], folder.cifras[name]
        renglones = []
        for one in rows:
            ficha = fichas[name, one.fila["practica"], one.fila["evaluador"]]
            renglones.append(Renglon(one.posicion, ficha, record_name(ficha, several=times[name, ficha.practica] > 1)))
        if not marco.clasificacion:
            renglones.sort(key=lambda one: (sortable(one.nombre), one.ficha.practica, one.ficha.evaluador or ""))
        cut = len(rows) < figures["filas"]
        ends = ends_of(figures["clasificadas"], len(rows)) if cut else None
        found.append(
            SeccionDePartes(
                marco,
                conjunto_of_figures(marco, figures),
                distribution_of_figures(marco, figures),
                tuple(renglones),
                marco.clasificacion,
                ends,
            )
        )
    return tuple(found)


def _choose(folder: CarpetaDePuntajes, most: int) -> dict[str, list[Elegido]]:
    """Return the rows of the ranking that are listed, by marco."""
    everyone = sum(figures["filas"] for figures in folder.cifras.values())
    found, start = {}, 0
    for name, figures in folder.cifras.items():
        rows = figures["filas"]
        found[name] = choose_rows(folder.ranking, Tramo(start, rows, figures["clasificadas"]), share_of(rows, everyone, most))
        start += rows
    return found


def _files_beside(folder: CarpetaDePuntajes, salida: Path) -> list[ArchivoJunto]:
    """Return the files that have every record, from the folder of the workbook."""
    base = os.path.relpath(folder.ruta, salida.parent).replace(os.sep, "/")
    rows = sum(parte.filas or 0 for parte in folder.partes)
    whole = [
        ArchivoJunto(
            _join(base, one.nombre),
            "todos los registros en orden, con su lugar" if one.nombre.endswith(RANKING) else "las cifras de este libro, sin redondear",
            rows if one.nombre.endswith(RANKING) else None,
            one.sha256,
        )
        for one in folder.conjunto
    ]
    what = "puntajes, con cada criterio y grupo, en el orden de los registros"
    return [*reversed(whole), *(ArchivoJunto(_join(base, one.nombre), what, one.filas, one.sha256) for one in folder.partes)]


def _join(base: str, name: str) -> str:
    return name if base == "." else f"{base}/{name}"
