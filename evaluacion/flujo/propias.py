"""Which files of a folder are outputs of this tool: they lie beside the records and are not records."""

from __future__ import annotations

import zipfile
from pathlib import Path

from evaluacion.read.guardia_xlsx import ZIP_ERRORS

_HEAD = 256
_STARTS = (
    b'{\n "procedencia": {\n',
    b'{\n "herramienta": "evaluacion",',
    b'{\n "metodo": "El cambio se reparte',
    b"\xef\xbb\xbfde,a,marco,version_antes,",
    b"de,a,marco,version_antes,",
    b"\xef\xbb\xbfmarco,version,practica,titulo,evaluador,puntaje,",
    b"marco,version,practica,titulo,evaluador,puntaje,",
)
_PARQUET = b"PAR1"
_MAX_FOOTER = 1 << 24
_CREATOR = b"<dc:creator>evaluacion</dc:creator>"


def is_own_output(path: Path) -> bool:
    """Whether this tool wrote the file: scores and their ranking (JSON, CSV, Parquet), differences, their provenance, or a board. By content."""
    try:
        if not path.is_file():  # a pipe would wait for somebody to write
            return False
        with path.open("rb") as file:
            head = file.read(_HEAD)
            if head.replace(b"\r\n", b"\n").startswith(_STARTS):
                return True
            if head.startswith(_PARQUET):
                file.seek(-8, 2)
                length = min(int.from_bytes(file.read(4), "little"), _MAX_FOOTER, file.tell() - 4)
                file.seek(-8 - length, 2)
                footer = file.read(length)
                return b"procedencia" in footer and (b"minimo_estricto" in footer or b"lugar_peor" in footer)
        return head.startswith(b"PK\x03\x04") and _is_board(path)
    except (OSError, ValueError):
        return False


def _is_board(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as book, book.open("docProps/core.xml") as part:
            return _CREATOR in part.read(_MAX_FOOTER)
    except ZIP_ERRORS:
        return False
