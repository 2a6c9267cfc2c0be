"""One partition from its file to its file of scores: complete, with what it was made from inside it, or absent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, only_errors
from evaluacion.base.textos import reason_of
from evaluacion.publish.salida import write_atomically
from evaluacion.read.parte import Parte, is_same, read_parte
from evaluacion.scale.acopio import Acopio, Resumen
from evaluacion.scale.columnas_puntajes import repeating
from evaluacion.scale.normal import require_regular
from evaluacion.scale.plan import PlanDePuntajes
from evaluacion.scale.puntuar import schema_of, score_tabla
from evaluacion.scale.tarea import Tarea
from evaluacion.version import VERSION

if TYPE_CHECKING:
    import pyarrow as pa

INTENTOS = 3
_MARK = b"parte"
_DONE = "hecho"
_MOST = 20
"""Warnings of each code that a part keeps."""
_MOST_ERRORS = 200


@dataclass(frozen=True, slots=True)
class Hecho:
    """What became of a part: how many rows of scores it has, or why it has none."""

    tarea: Tarea
    filas: int
    problemas: tuple[Problema, ...] = ()
    respondidos: frozenset[str] = frozenset()
    leidas: int = 0
    """How many records it has; those that answer no instrument have no scores."""
    puntuados: int = 0
    """How many of them have scores, under one marco or under several."""
    ilegible: bool = False
    """Whether its text could not be told apart into rows: what is said of the parts after it means nothing."""
    falla: str = ""
    """Why it was not finished although nothing is wrong with its records, as far as anybody knows."""
    resumen: Resumen | None = field(default=None, compare=False)
    """What was gathered of its scores while they were written, if anything was."""


@dataclass(frozen=True, slots=True)
class Trabajo:
    """What is done with each part. It travels to other processes and machines."""

    plan: PlanDePuntajes
    borrador: str | None = None
    """The folder of work, where what is gathered of the scores waits; None: nothing is gathered."""

    def __call__(self, tarea: Tarea) -> Hecho:
        """Return what became of a part; what the system refuses is tried again."""
        if self.plan.procedencia.version != VERSION:
            return Hecho(tarea, 0, falla=f"la hacía evaluacion {VERSION}, y la orden es de evaluacion {self.plan.procedencia.version}")
        for attempt in range(1, INTENTOS + 1):
            try:
                return do_part(tarea, self.plan, self.borrador)
            except (OSError, MemoryError) as error:
                if attempt == INTENTOS:
                    return Hecho(tarea, 0, falla=reason_of(error) if isinstance(error, OSError) else "no alcanzó la memoria")
        raise AssertionError


def do_part(tarea: Tarea, plan: PlanDePuntajes, borrador: str | None = None) -> Hecho:
    """Score a part and write its file, unless its records have errors; return what became of it.

    Raises:
        OSError: the system refused to read or to write.
    """
    gathered = _Recuento(None if borrador is None else Acopio(plan, Path(borrador)))
    try:
        write_atomically(Path(tarea.salida), lambda temporary: _write(temporary, tarea.parte, plan, gathered))
    except EvaluacionError as error:
        return Hecho(tarea, 0, (*gathered.problemas(), *error.problemas), ilegible=gathered.ilegible)
    except _WithErrors:
        return Hecho(tarea, 0, gathered.problemas(), ilegible=gathered.ilegible)
    except _NotReadError as refused:
        raise refused.error from None
    return Hecho(
        tarea,
        gathered.filas,
        gathered.problemas(),
        frozenset(gathered.respondidos),
        gathered.leidas,
        gathered.puntuados,
        resumen=gathered.resumen(),
    )


class _WithErrors(Exception):  # noqa: N818 - it only leaves the writing: the temporary file goes
    """The records have errors: there is nothing to write."""


class _NotReadError(Exception):
    """The system refused to read: it passes through the writing, whose own refusals are told otherwise."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error


class _Recuento:
    """What is gathered while the batches of a part pass."""

    def __init__(self, acopio: Acopio | None) -> None:
        self._acopio = acopio
        self.filas = self.leidas = self.puntuados = 0
        self.respondidos: set[str] = set()
        self.ilegible = False
        self._problemas: dict[Problema, None] = {}
        self._count: dict[tuple[str, str], int] = {}

    def note(self, problemas: tuple[Problema, ...]) -> None:
        for problem in problemas:
            kind = (problem.codigo, problem.severidad)
            most = _MOST if problem.severidad == "aviso" else _MOST_ERRORS
            if problem not in self._problemas and self._count.get(kind, 0) < most:
                self._count[kind] = self._count.get(kind, 0) + 1
                self._problemas[problem] = None

    def gather(self, table: pa.Table) -> None:
        """Take the figures of some scores; where the folder of work does not take them, whoever puts the parts together will."""
        acopio = self._acopio
        try:
            if acopio is not None:
                for batch in table.to_batches():
                    acopio.add(batch)
        except OSError:
            self._acopio = None

    def resumen(self) -> Resumen | None:
        """Return what was gathered of all the scores."""
        try:
            return self._acopio.resumen() if self._acopio is not None else None
        except OSError:
            return None

    def problemas(self) -> tuple[Problema, ...]:
        return tuple(self._problemas)


def _write(path: Path, parte: Parte, plan: PlanDePuntajes, gathered: _Recuento) -> None:
    """Fill the file of a part.

    Raises:
        _WithErrors: something is wrong with its records; everything found is in `gathered`.
    """
    import pyarrow.parquet as pq  # noqa: PLC0415 - heavy: only when there is something to write

    schema = schema_of(plan).with_metadata(metadata_of(parte, plan))
    with pq.ParquetWriter(path, schema, use_dictionary=repeating(schema.names), write_page_checksum=True) as writer:
        for table in _scores(parte, plan, gathered):
            if table.num_rows:
                gathered.filas += table.num_rows
                writer.write_table(table.replace_schema_metadata(schema.metadata))
                gathered.gather(table)
        if only_errors(gathered.problemas()):
            raise _WithErrors
        if not is_same(parte):
            raise EvaluacionError([_changed(parte)])
        said = {"avisos": [_plain(problem) for problem in gathered.problemas()], "respondidos": sorted(gathered.respondidos)}
        said |= {"leidas": gathered.leidas, "puntuados": gathered.puntuados}
        writer.add_key_value_metadata({_DONE: json.dumps(said, ensure_ascii=False)})


def _scores(parte: Parte, plan: PlanDePuntajes, gathered: _Recuento) -> Iterator[pa.Table]:
    """Yield the scores of each batch of a part, while nothing is wrong."""
    batches = read_parte(parte)
    while True:
        try:
            tabla = next(batches, None)
        except EvaluacionError as error:
            gathered.ilegible = True
            gathered.note(error.problemas)
            return
        except OSError as error:
            raise _NotReadError(error) from error
        if tabla is None:
            return
        gathered.leidas += tabla.filas
        scored = score_tabla(tabla, plan)
        gathered.note(scored.problemas)
        gathered.respondidos.update(scored.respondidos)
        gathered.puntuados += scored.puntuados
        if scored.tabla is not None and not only_errors(gathered.problemas()):
            yield scored.tabla


def _changed(parte: Parte) -> Problema:
    what = "El archivo cambió mientras se calificaba."
    return Problema("archivo_ilegible", what, Origen(parte.archivo), "Repita la orden cuando ya nadie lo escriba.")


def metadata_of(parte: Parte, plan: PlanDePuntajes) -> dict[bytes, bytes]:
    """Return what the file of a part says of itself: its provenance, and exactly which records and plan it is of."""
    provenance = plan.procedencia.as_dict() | {"archivos": [{"archivo": parte.archivo, "sha256": parte.sha256}]}
    mark: dict[str, str | int] = {"plan": plan.huella, "archivo": parte.archivo, "sha256": parte.sha256, "formato": parte.formato}
    mark.update(numero=parte.numero, inicio=parte.inicio, fin=parte.fin, antes=parte.antes)
    return {b"procedencia": json.dumps(provenance, ensure_ascii=False).encode(), _MARK: json.dumps(mark, ensure_ascii=False).encode()}


def is_part(path: Path) -> bool:
    """Whether a file is one of scores by parts, by what it says of itself."""
    import pyarrow as pa  # noqa: PLC0415 - heavy
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        require_regular(path)
        return _MARK in (pq.read_metadata(path).metadata or {})
    except (OSError, pa.ArrowException, ValueError):
        return False


def read_done(tarea: Tarea, plan: PlanDePuntajes) -> Hecho | None:
    """Return what became of a part in an earlier run; None when there is no file of scores of those records and that plan."""
    import pyarrow as pa  # noqa: PLC0415 - heavy
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        require_regular(tarea.salida)
        with pq.ParquetFile(tarea.salida) as opened:
            metadata, rows = opened.metadata.metadata or {}, opened.metadata.num_rows
    except (OSError, pa.ArrowException, ValueError):
        return None
    if any(metadata.get(key) != value for key, value in metadata_of(tarea.parte, plan).items()) or _DONE.encode() not in metadata:
        return None
    try:
        said = json.loads(metadata[_DONE.encode()])
        warnings = tuple(_problem(item) for item in said["avisos"])
        return Hecho(tarea, rows, warnings, frozenset(said["respondidos"]), int(said["leidas"]), int(said["puntuados"]))
    except (KeyError, TypeError, ValueError):  # of another version of this code, or of somebody else: it is done again
        return None


def _plain(problem: Problema) -> list[Any]:
    return [problem.codigo, problem.mensaje, list(problem.origen) if problem.origen else None, problem.remedio, problem.severidad]


def _problem(said: list[Any]) -> Problema:
    codigo, mensaje, place, remedio, severidad = said
    return Problema(codigo, mensaje, Origen(*place) if place is not None else None, remedio, severidad)
