"""From paths to the control board."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.base.recoleccion import without_collection
from evaluacion.flujo.calificar import SIN_CLASIFICAR, Calificacion, score_paths
from evaluacion.flujo.propias import is_own_output
from evaluacion.flujo.reunir import gather
from evaluacion.flujo.rutas import Rutas, listed
from evaluacion.publish.datos import write_parquet
from evaluacion.publish.libro_xlsx import write_libro
from evaluacion.publish.tablero.arrange import arrange_tablero
from evaluacion.publish.tablero.hoja_datos import Completo
from evaluacion.publish.tablero.seleccion import FILAS_MAX

if TYPE_CHECKING:
    from evaluacion.compare.diferencia import Diferencias
    from evaluacion.flujo.revisar import Revisado
    from evaluacion.publish.tablero.nombres import Anexa

_BESIDE = ".datos.parquet"


def write_tablero(  # noqa: PLR0913 - all but two are options
    rutas: Rutas,
    salida: str | Path,
    *,
    marcos: Rutas = (),
    fecha: str | None = None,
    sin_clasificar: bool = False,
    progress: Iterable[tuple[Path, bool]] | None = None,
    incluir: Rutas = (),
    hoy: date | None = None,
    filas_max: int = FILAS_MAX,
    anteriores: Rutas = (),
) -> tuple[Path, tuple[Problema, ...]]:
    """Write the board of the records in some paths; return where it went and what was noticed.

    Strategies bring their own sheets. `incluir` has more files to show: trends, strategies, records of procedures. `hoy` is
    the day of reference of those that give none; by default, that of the clock. With more records than `filas_max` the board
    lists some of them, and a Parquet file beside it has them all. `anteriores` are earlier rounds, oldest first: what changed
    since them gets a sheet, and since the last one, some lines in the summary.

    Raises:
        EvaluacionError: everything that is wrong with the input, or the board cannot be written; nothing is then.
    """
    policies = [SIN_CLASIFICAR] if sin_clasificar else []
    done = score_paths(rutas, marcos=marcos, fecha=fecha, politicas=policies, reunion=gather(rutas, progress=progress), hoy=hoy)
    sheets: tuple[Anexa, ...] = ()
    if done.revisado is not None or listed(incluir):
        done, sheets = _join(done, incluir, hoy or date.today(), sin_clasificar=sin_clasificar)  # noqa: DTZ011 - the day of the person who runs it
    changes: Diferencias | None = None
    if listed(anteriores):
        done, changes, joined = _since(done, rutas, anteriores, marcos, fecha)
        sheets = (joined, *sheets)
    written, noted = publish_tablero(done, Path(salida), sin_clasificar=sin_clasificar, anexas=sheets, filas_max=filas_max, cambios=changes)
    return written, (*done.avisos, *noted)


def _join(done: Calificacion, incluir: Rutas, hoy: date, *, sin_clasificar: bool) -> tuple[Calificacion, tuple[Anexa, ...]]:
    """Return some scores with what joins their board: its provenance and warnings among theirs, and its sheets."""
    from evaluacion.flujo.incluir import Inclusion, include  # noqa: PLC0415 - heavy: only where something joins
    from evaluacion.flujo.tendencias import join_provenance  # noqa: PLC0415 - as above

    joined = Inclusion()
    if done.revisado is not None:
        joined.add_review(done.revisado)
    include(incluir, joined, hoy=hoy)
    if sin_clasificar:
        joined.paneles = [replace(hecho, clasificar=False) for hecho in joined.paneles]
    sources = join_provenance(done.procedencia, joined.procedencias)
    return replace(done, procedencia=sources, avisos=(*done.avisos, *joined.avisos)), joined.sheets()


def _since(
    done: Calificacion, rutas: Rutas, anteriores: Rutas, marcos: Rutas, fecha: str | None
) -> tuple[Calificacion, Diferencias, Anexa]:
    """Return some scores with the provenance of the earlier rounds, what changed since them, and its sheet."""
    from evaluacion.flujo.diferencias import since  # noqa: PLC0415 - heavy: only where there is an earlier round
    from evaluacion.flujo.tendencias import join_provenance  # noqa: PLC0415 - as above
    from evaluacion.publish.tablero.hoja_cambios import arrange_cambios  # noqa: PLC0415 - as above
    from evaluacion.publish.tablero.nombres import CAMBIOS, Anexa  # noqa: PLC0415 - as above

    compared = since(done, [str(ruta) for ruta in listed(rutas)], [str(ruta) for ruta in listed(anteriores)], marcos, fecha)
    found = compared.diferencias
    sources = join_provenance(done.procedencia, [step.procedencias[0] for step in found.tramos])
    sources = replace(sources, politicas=(*sources.politicas, f"rondas comparadas: {' → '.join(found.rondas)}"))
    joined = replace(done, procedencia=sources, avisos=tuple(dict.fromkeys((*done.avisos, *compared.avisos))))
    return joined, found, Anexa(CAMBIOS, arrange_cambios(found))


def publish_tablero(
    done: Calificacion,
    salida: Path,
    *,
    sin_clasificar: bool,
    anexas: Sequence[Anexa] = (),
    filas_max: int = FILAS_MAX,
    cambios: Diferencias | None = None,
) -> tuple[Path, tuple[Problema, ...]]:
    """Write the board of some scores; return where it went, and warnings: another name, records that are only in the Parquet.

    Raises:
        EvaluacionError: the board cannot be written, or a file that is not of this tool has the name of the Parquet.
    """
    with without_collection():
        return _publish(done, salida, sin_clasificar=sin_clasificar, anexas=anexas, filas_max=filas_max, cambios=cambios)


def _publish(
    done: Calificacion, salida: Path, *, sin_clasificar: bool, anexas: Sequence[Anexa], filas_max: int, cambios: Diferencias | None
) -> tuple[Path, tuple[Problema, ...]]:
    results, sources = done.resultados, done.procedencia
    arrange = partial(arrange_tablero, results, sources, sin_clasificar=sin_clasificar, anexas=anexas, filas_max=filas_max, cambios=cambios)
    everyone = sum(map(len, results))
    if everyone <= filas_max:
        written, warning = write_libro(arrange(), salida)
        return written, (warning,) if warning else ()
    beside = salida.with_suffix(_BESIDE)
    if beside.exists() and not is_own_output(beside):
        raise EvaluacionError([_taken(beside)])
    books: list[tuple[Path, Problema | None]] = []

    def write_board(whole: Path) -> None:
        completo = Completo(beside.name, hashlib.sha256(whole.read_bytes()).hexdigest())
        books.append(write_libro(arrange(completo=completo), salida))

    write_parquet(results, sources, beside, clasificar=not sin_clasificar, then=write_board)
    ((written, warning),) = books
    return written, (*((warning,) if warning else ()), _cut(beside, everyone, filas_max))


def _taken(path: Path) -> Problema:
    what = f"No se puede escribir «{path}»: ya existe y no lo escribió esta herramienta. Ahí van los registros que no caben en el libro."
    return Problema("salida_imposible", what, Origen(str(path)), "Mueva ese archivo o use otro nombre en --salida.")


def _cut(path: Path, everyone: int, most: int) -> Problema:
    return Problema(
        "tablero_recortado",
        f"Hay {everyone:,} registros y el libro lista hasta {most:,}; todos están en «{path.name}».",
        Origen(str(path)),
        "Las cifras de conjunto incluyen a todos. Para listar más o menos, use --filas-max.",
        "aviso",
    )


def publish_revision(revisado: Revisado, salida: Path) -> tuple[Path, tuple[Problema, ...]]:
    """Write the board of a review: the scores by family and the sheets of the strategies; return as `publish_tablero`."""
    from evaluacion.flujo.incluir import Inclusion  # noqa: PLC0415 - as above

    joined = Inclusion()
    joined.add_review(revisado)
    results = tuple(resultado for _, resultado in revisado.resultados)
    return publish_tablero(Calificacion(results, revisado.total.procedencia, ()), salida, sin_clasificar=False, anexas=joined.sheets())
