"""One written file as plain data with places, whatever it is written in (YAML or JSON, told apart by content)."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from evaluacion.base.origen import Origen, escape_unfit
from evaluacion.base.problema import EvaluacionError, Problema, quote
from evaluacion.base.textos import reason_of
from evaluacion.read.json import parse_json_leniently, read_json_leniently
from evaluacion.read.nodos import Lista, Mapa, Ruta, locate, locate_written
from evaluacion.read.texto import MAX_BYTES, decode
from evaluacion.read.yaml import parse_yaml_leniently


@dataclass(slots=True)
class Documento:
    """What a file says, before anybody has judged it; `avisos` has what was wrong and did not stop the reading."""

    archivo: str
    datos: Any
    avisos: list[Problema] = field(default_factory=list)
    texto: str | None = None
    """The text of a JSON file that was read without places, for the second reading."""
    linea: int = 0
    """Lines before this document in its file (NDJSON)."""

    def origen(self, ruta: Ruta, *, key: bool = False) -> Origen:
        """Return the place of the value (or of the key) at a path."""
        self.require_places()
        place = locate(self.datos, ruta, archivo=self.archivo, key=key)
        return place._replace(linea=place.linea + self.linea) if place.linea and self.linea else place

    def lugar_escrito(self, ruta: Ruta) -> tuple[Origen, bool]:
        """Return where to show what is said of a path, and whether any of it is written: a blank key is a place too."""
        self.require_places()
        place, is_written = locate_written(self.datos, ruta, archivo=self.archivo)
        return place._replace(linea=place.linea + self.linea) if place.linea and self.linea else place, is_written

    def require_places(self) -> None:
        """Read a second time, now with places, a JSON document that was read without them."""
        if self.texto is not None and not isinstance(self.datos, Mapa | Lista):
            self.datos, _ = parse_json_leniently(self.texto, self.archivo)


def read_bytes(path: Path, *, max_bytes: int | None = MAX_BYTES) -> bytes:
    """Return the bytes of a regular file of at most `max_bytes`.

    Raises:
        EvaluacionError: it does not exist, is no regular file, cannot be read or is too big.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise EvaluacionError(
                [Problema("archivo_ilegible", "No es un archivo normal.", Origen(show_path(path)), "Indique un archivo.")]
            )
        if max_bytes is not None and status.st_size > max_bytes:
            raise EvaluacionError([too_big(show_path(path), status.st_size, max_bytes)])
        return path.read_bytes()
    except FileNotFoundError:
        raise EvaluacionError([missing(path, "No existe este archivo.")]) from None
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else "nombre no válido"
        raise EvaluacionError(
            [
                Problema(
                    "archivo_ilegible",
                    f"No se pudo leer: {reason}.",
                    Origen(show_path(path)),
                    "Revise los permisos y que el disco responda.",
                )
            ]
        ) from None


def missing(path: Path, what: str) -> Problema:
    """Return the problem of a path that leads to nothing: said as `what`, or as a link by its own name and what it points to."""
    if not path.is_symlink():
        return Problema("archivo_no_encontrado", what, Origen(show_path(path)), "Revise el nombre y la carpeta.")
    link = Origen(path.name if path.parent == Path() else f"{show_path(path.parent)}/{path.name}")
    told = f"Es un enlace a {quote(path.readlink().as_posix())}, que no existe."
    return Problema("archivo_no_encontrado", told, link, "Corrija el enlace, o bórrelo.")


def too_big(archivo: str, size: int, max_bytes: int) -> Problema:
    """Return the problem of a file over its cap."""
    return Problema(
        "archivo_grande",
        f"El archivo pesa {size:,} bytes y el máximo es {max_bytes:,}.",
        Origen(archivo),
        "Divídalo, o entregue los registros como tabla (csv, xlsx, parquet).",
    )


def show_path(path: Path) -> str:
    """Return a path as it goes in messages and outputs: relative to the current folder if inside it, with `/`.

    What of a name is no UTF-8 (old zip files), is no line or turns the order of reading round is written as an escape, so that
    every output can hold it and none obeys it.
    """
    shown = path
    for followed in (True, False):  # a link that leads out of the folder goes by its own name
        with suppress(ValueError, OSError, RuntimeError):  # RuntimeError: a circle of links, before Python 3.13
            whole = path.resolve() if followed else Path(os.path.normpath(path.absolute()))
            shown = whole.relative_to(_real_folder(os.getcwd()))  # noqa: PTH109 - a text is the key
            break
    return escape_unfit(shown.as_posix().encode("utf-8", "backslashreplace").decode())


def real_path(path: Path) -> Path:
    """Return a path without links nor dots; as far as its words say, where the system cannot follow it (too long, a circle)."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # RuntimeError: a circle of links, before Python 3.13
        return Path(os.path.normpath(path.absolute()))


def project_of(path: Path) -> Path:
    """Return the folder of the repository that a file is in; its own folder, where it is in none."""
    folder = real_path(path).parent
    return next((above for above in (folder, *folder.parents) if (above / ".git").exists()), folder)


def is_there(path: Path, *, file: bool = False) -> bool:
    """Whether there is something at a path (a file, if that is asked); a path that the system refuses leads to nothing."""
    try:
        mode = path.stat().st_mode
    except (OSError, RuntimeError, ValueError):
        return False
    return stat.S_ISREG(mode) or not file


@lru_cache(maxsize=8)
def _real_folder(name: str) -> Path:
    return Path(name).resolve()


def parse_documento(text: str, archivo: str) -> Documento:
    """Return the document that a text holds: JSON when it opens with `{` or `[` and is JSON, else YAML.

    Raises:
        EvaluacionError: everything wrong with the text as a document, with its places.
    """
    if not text.strip():
        raise EvaluacionError(
            [Problema("archivo_vacio", "El archivo está vacío.", Origen(archivo), "Escriba en él o quítelo de la carpeta.")]
        )
    if text.lstrip()[:1] in "{[" and not _is_yaml_name(archivo):
        data, problems = read_json_leniently(text, archivo)
        return Documento(archivo, data, problems, texto=text)
    data, problems = parse_yaml_leniently(text, archivo)
    if data is None and not problems:
        raise EvaluacionError(
            [Problema("archivo_vacio", "El archivo solo tiene comentarios.", Origen(archivo), "Escriba en él o quítelo de la carpeta.")]
        )
    return Documento(archivo, data, problems)


def _is_yaml_name(archivo: str) -> bool:
    return archivo.casefold().endswith((".yaml", ".yml"))


def read_documento(path: Path) -> Documento:
    """Return the document that a YAML or JSON file holds.

    Raises:
        EvaluacionError: everything wrong with the file, with its places.
    """
    archivo = show_path(path)
    return parse_documento(decode(read_bytes(path), archivo), archivo)
