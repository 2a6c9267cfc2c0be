"""A look at the zip directory of a workbook before anything in it is read: what it is, how big, what it carries."""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from pathlib import Path

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, raise_errors

MAX_ENTRIES = 500
MAX_BYTES = 300_000_000
MAX_RATIO = 200
_SMALL = 1_000_000
"""Under this size a part may be as repetitive as it likes."""
_PROLOG = 4096
_ENCRYPTED = 0x1
_SAVE_AS = "Ábralo en Excel o LibreOffice y guárdelo como «Libro de Excel (.xlsx)»."
ZIP_ERRORS = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(OSError, ValueError, NotImplementedError, EOFError, RuntimeError, KeyError),
)
"""What `zipfile` raises for damaged or unusual files (RuntimeError: encrypted part)."""
_OTHER_ZIPS = (
    (re.compile(r"^word/"), "un documento de Word (.docx)", "Pase la tabla a una hoja de Excel y guárdela como .xlsx."),
    (re.compile(r"^ppt/"), "una presentación (.pptx)", "Pase la tabla a una hoja de Excel y guárdela como .xlsx."),
    (re.compile(r"^xl/workbook\.bin$"), "un libro binario de Excel (.xlsb)", _SAVE_AS),
    (re.compile(r"^content\.xml$"), "una hoja de OpenDocument (.ods) u otro documento de LibreOffice", _SAVE_AS),
)


def check_libro(path: Path, archivo: str, *, max_bytes: int = MAX_BYTES) -> None:
    """Refuse what is no plain workbook, and what could exhaust memory or run something.

    Raises:
        EvaluacionError: everything found in the directory of the file.
    """
    try:
        with zipfile.ZipFile(path) as book:
            entries = book.infolist()
            problems = _check_kind([entry.filename for entry in entries], archivo) or [
                *_check_size(entries, archivo, max_bytes),
                *_check_content(entries, archivo),
            ]
            raise_errors(problems)
            raise_errors(_check_prologs(book, entries, archivo))
    except ZIP_ERRORS:
        what = "El libro está dañado o incompleto."
        raise EvaluacionError(
            [Problema("tabla_invalida", what, Origen(archivo), f"Vuelva a copiarlo o a descargarlo. {_SAVE_AS}")]
        ) from None


def _check_kind(names: list[str], archivo: str) -> list[Problema]:
    if any(name.startswith("xl/") and name.endswith(".xml") for name in names):
        return []
    for pattern, what, remedy in _OTHER_ZIPS:
        if any(pattern.match(name) for name in names):
            return [Problema("tipo_de_archivo", f"El archivo es {what}, que aquí no se lee.", Origen(archivo), remedy)]
    return [
        Problema(
            "tipo_de_archivo", "El archivo es un zip, no un libro de Excel.", Origen(archivo), "Descomprímalo e indique la tabla que trae."
        )
    ]


def _check_size(entries: list[zipfile.ZipInfo], archivo: str, max_bytes: int) -> list[Problema]:
    found: list[Problema] = []
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES:
        found.append(_dangerous(archivo, f"El libro tiene {len(entries):,} partes y se admiten {MAX_ENTRIES}.", _copy_help()))
    if total > max_bytes:
        message = f"El libro ocupa {total / 1e6:,.0f} MB al abrirse y se admiten {max_bytes // 1_000_000}."
        found.append(_dangerous(archivo, message, "Guarde la hoja como «CSV UTF-8», o divida la tabla."))
    found += [
        _dangerous(archivo, f"La parte «{entry.filename[:60]}» crece más de {MAX_RATIO} veces al abrirse.", _copy_help())
        for entry in entries
        if entry.file_size > _SMALL and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
    ]
    if len({entry.filename.casefold() for entry in entries}) != len(entries):
        found.append(_dangerous(archivo, "El libro tiene dos partes con el mismo nombre.", _copy_help()))
    return found


def _check_content(entries: list[zipfile.ZipInfo], archivo: str) -> list[Problema]:
    found: list[Problema] = []
    names = [entry.filename.casefold() for entry in entries]
    if any("vbaproject" in name for name in names):
        found.append(_dangerous(archivo, "El libro lleva macros (.xlsm).", _SAVE_AS))
    if any(name.startswith("xl/externallinks/") for name in names):
        found.append(
            _dangerous(archivo, "El libro toma datos de otros libros.", "En Excel: Datos → Editar vínculos → Romper vínculo, y guárdelo.")
        )
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        found.append(_dangerous(archivo, "El libro está cifrado.", "Quítele la contraseña y guárdelo de nuevo."))
    return found


def _check_prologs(book: zipfile.ZipFile, entries: list[zipfile.ZipInfo], archivo: str) -> list[Problema]:
    """Report declarations of document types; the reader of each part refuses them too, wherever they are."""
    found: list[Problema] = []
    for entry in entries:
        if entry.filename.casefold().endswith((".xml", ".rels")):
            with book.open(entry) as part:
                head = part.read(_PROLOG).replace(b"\x00", b"").upper()
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                found.append(_dangerous(archivo, f"La parte «{entry.filename[:60]}» declara entidades de XML (DOCTYPE).", _copy_help()))
    return found


def _copy_help() -> str:
    return "No parece un libro hecho a mano: copie los datos a un libro nuevo, o pida el archivo a quien lo hizo."


def _dangerous(archivo: str, message: str, remedy: str) -> Problema:
    return Problema("libro_peligroso", message, Origen(archivo), remedy)
