"""What a file that is neither text nor a table really is, by its first bytes, and what to do with it."""

from __future__ import annotations

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GUARDAR_COMO = "Ábralo en Excel o LibreOffice y guárdelo como «Libro de Excel (.xlsx)»."
_FOREIGN = (
    (b"%PDF", "un PDF", "Pida la tabla en Excel o CSV, o cópiela a una hoja."),
    (b"{\\rtf", "un documento de texto (RTF)", "Pase la tabla a una hoja de Excel y guárdela como .xlsx."),
    (b"\x1f\x8b", "un archivo comprimido (gzip)", "Descomprímalo primero."),
    (b"7z\xbc\xaf\x27\x1c", "un archivo comprimido (7z)", "Descomprímalo primero."),
    (b"Rar!", "un archivo comprimido (rar)", "Descomprímalo primero."),
    (b"\x89PNG", "una imagen", "Transcriba la tabla a una hoja de Excel."),
    (b"\xff\xd8\xff", "una imagen", "Transcriba la tabla a una hoja de Excel."),
)
_BINARY_TABLES = ((b"PK\x03\x04", "un libro de Excel u otro archivo comprimido (zip)"), (b"PAR1", "una tabla Parquet"))
_HTML_STARTS = (b"<!doctype html", b"<html", b"<table", b"<meta", b"<head")
_XML_START = b"<?xml"


def what_it_is(head: bytes) -> tuple[str, str] | None:
    """Return what a file that is no table really is, and what to do with it."""
    for mark, what, remedy in _FOREIGN:
        if head.startswith(mark):
            return what, remedy
    if head.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in head:
            return "un libro de Excel con contraseña", "Ábralo, quítele la contraseña y guárdelo de nuevo."
        return "un libro de Excel antiguo (.xls) u otro documento antiguo de Office", GUARDAR_COMO
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:512].lower()
    if start.startswith(_HTML_STARTS):
        return "una página web con nombre de hoja de cálculo", GUARDAR_COMO
    if start.startswith(_XML_START):
        return "un archivo XML", GUARDAR_COMO
    return None


def what_instead_of_text(data: bytes) -> str | None:
    """Return what a file really is whose bytes are no text, or None when nothing tells."""
    found = what_it_is(data)
    return found[0] if found is not None else next((what for mark, what in _BINARY_TABLES if data.startswith(mark)), None)
