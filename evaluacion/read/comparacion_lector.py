"""What the reading of a comparison shares: the tables that it names, their digests, and everything wrong so far."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, quote, suggestion
from evaluacion.model.comun import fold
from evaluacion.read.documento import Documento, is_there, project_of, real_path, show_path
from evaluacion.read.hallazgos_tabla import Hallazgos
from evaluacion.read.series_tabla import read_numbers
from evaluacion.read.tabla import read_tabla
from evaluacion.read.tabla_datos import Claves, Tabla

CODIGO = "comparacion_no_valida"
VALOR_MAYOR = 1e100
"""The greatest size of a datum: beyond it sums of squares would overflow."""

_OF_TABLES = (".csv", ".tsv", ".xlsx", ".ndjson", ".jsonl", ".parquet")
"""Names of tables, which may be kept outside the project."""


class Titulos(frozenset[str]):
    """Names of columns that are found whatever their case and accents."""

    __slots__ = ()

    def __contains__(self, name: object) -> bool:
        """Whether a name is one of them."""
        return isinstance(name, str) and super().__contains__(fold(name))


def _tidy(path: Path) -> Path:
    """Return the path without the folders that `..` undoes, when that is the same file."""
    short = Path(os.path.normpath(path))
    return short if short.exists() and short.samefile(path) else path


@dataclass(slots=True)
class Lector:
    """The file of a comparison being read."""

    ruta: Path
    documento: Documento
    archivos: dict[str, str] = field(default_factory=dict)
    """The files read, with their sha256."""
    problemas: list[Problema] = field(default_factory=list)

    def refuse(self, what: str, origen: Origen, remedy: str, codigo: str = CODIGO) -> None:
        """Note an error."""
        self.problemas.append(Problema(codigo, what, origen, remedy))

    def warn(self, what: str, origen: Origen, remedy: str, codigo: str = CODIGO) -> None:
        """Note something that does not stop the work."""
        self.problemas.append(Problema(codigo, what, origen, remedy, "aviso"))

    def find(self, name: str, origen: Origen) -> Path | None:
        """Return the file or folder of that name: beside this one, else in the folder of work; None: there is none (noted).

        Outside the folder of this file, of its project and of the folder of work only what is named as a table is taken: data may
        be kept apart, but whoever wrote this file does not choose what else is read of this machine.
        """
        folders = (real_path(self.ruta).parent, project_of(self.ruta), Path.cwd().resolve())
        for place in (self.ruta.parent / name, Path(name)):
            if not is_there(place):
                continue
            real = real_path(place)
            if any(real.is_relative_to(folder) for folder in folders) or real.suffix.casefold() in _OF_TABLES:
                return _tidy(place)
            self.refuse(
                f"{quote(name, 120)} sale de la carpeta de este archivo y de la de trabajo, y no es una tabla por su nombre.",
                origen,
                "Ponga lo que se nombra en esa carpeta; fuera de ella solo se leen .csv, .tsv, .xlsx, .ndjson, .jsonl y .parquet.",
            )
            return None
        self.refuse(
            f"No existe {quote(name, 120)}, ni junto a este archivo ni en la carpeta de trabajo.",
            origen,
            "Escriba su ruta desde la carpeta de este archivo.",
            "archivo_no_encontrado",
        )
        return None

    def table(self, name: str, origen: Origen, claves: Claves) -> Tabla | None:
        """Return the table that a key names, None when it cannot be read (noted)."""
        path = self.find(name, origen)
        if path is None:
            return None
        try:
            tabla = read_tabla(path, claves)
        except EvaluacionError as error:
            self.problemas.extend(error.problemas)
            return None
        self.problemas.extend(tabla.avisos)
        with path.open("rb") as file:
            self.archivos[show_path(path)] = hashlib.file_digest(file, "sha256").hexdigest()
        return tabla

    def has_column(self, tabla: Tabla, column: str, origen: Origen) -> bool:
        """Whether a table has a column; if not, it is noted where it is asked for."""
        if column in tabla.columnas:
            return True
        what = f"La tabla {tabla.archivo} no tiene la columna {quote(column)}."
        self.refuse(what, origen, suggestion(column, tabla.columnas))
        return False

    def numbers(self, tabla: Tabla, column: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """Return a column as numbers, NaN where it is blank; what is no number, or is too great, is noted at its cell."""
        hallazgos = Hallazgos()
        values = read_numbers(tabla, column, hallazgos)
        huge = np.flatnonzero(np.abs(values) > VALOR_MAYOR)
        if len(huge):
            what = Problema(
                "fuera_de_limites", "El número es demasiado grande para compararlo.", None, "Exprese la columna en otra unidad."
            )
            hallazgos.note_rows(what, tabla, column, huge)
        self.problemas.extend(hallazgos.problemas())
        return values
