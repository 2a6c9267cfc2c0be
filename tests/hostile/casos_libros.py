"""The traps of any workbook, set in a sound one of each class: tables, forms, exports, lists and sharings."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, field

from . import libro
from .bases import COMPARACION, MARCO
from .caso import Contenido, caso
from .libro import marco_hash, parts, sheet, unzipped, zipped

RESPUESTAS = [
    ["practica", "titulo", "prueba.alcance.poblacion", "prueba.alcance.registro"],
    ["beca", "Beca", "sí", "no"],
    ["red", "Red", "sí", "sí"],
]
UNIDADES = [["clave", "nombre", "uno", "dos"], ["u1", "Uno", 40, 12], ["u2", "Dos", 55, 10], ["u3", "Tres", 70, 15]]
VERSION = f"prueba@1.0.0-{marco_hash()}"
KOBO = [
    [
        "practica",
        "titulo",
        "evaluacion-evaluador",
        *(f"respuestas-prueba-alcance-{name}-respuesta" for name in ("poblacion", "registro")),
        "evaluacion_version",
        "_uuid",
        "_index",
    ],
    ["beca", "Beca", "ana", "si", "no", VERSION, "u-1", 1],
]


@dataclass(frozen=True)
class Clase:
    """A class of workbook: the command that reads it, a sound one, and what must be beside it."""

    nombre: str
    orden: str
    hacer: Callable[[], bytes]
    junto: dict[str, Contenido] = field(default_factory=dict)


_PROPIO: dict[str, Contenido] = {"marco.yaml": MARCO}
CLASES = (
    Clase("libro-registros", "calificar {0} --marco marco.yaml", lambda: zipped(parts(sheet(RESPUESTAS))), _PROPIO),
    Clase(
        "libro-unidades",
        "comparar comparacion.yaml",
        lambda: zipped(parts(sheet(UNIDADES))),
        {"comparacion.yaml": COMPARACION.replace("datos.csv", "libro.xlsx")},
    ),
    Clase(
        "libro-lista",
        "formulario marco.yaml --lista {0} --salida formularios",
        lambda: zipped(parts(sheet([["Título"], ["Beca"]]))),
        _PROPIO,
    ),
    Clase("libro-kobo", "importar {0} --marco marco.yaml", lambda: zipped(parts(sheet(KOBO))), _PROPIO),
    Clase(
        "libro-formulario", "importar {0} --marco marco.yaml", lambda: libro.made("formulario", "marco.yaml", "--practica", "beca"), _PROPIO
    ),
    Clase("libro-plan", "importar {0}", lambda: libro.made("formulario", "--estrategia", "plan.yaml")),
    Clase(
        "libro-reparto",
        "panel votos --marco marco.yaml --estado --reparto {0}",
        lambda: libro.made("formulario", "marco.yaml", "--practica", "beca", "--practica", "red", "--evaluadores", "ana,luis"),
        _PROPIO | {"votos/ana.yaml": "practica: beca\nevaluacion: {evaluador: ana}\nrespuestas:\n  prueba: {alcance.poblacion: sí}\n"},
    ),
)
Trampa = Callable[[bytes], bytes]


def _with(**changes: Callable[[bytes], bytes]) -> Trampa:
    """Return a trap that changes the parts whose names have these endings (`__` stands for a dot)."""

    def spoil(data: bytes) -> bytes:
        found = unzipped(data)
        for name in list(found):
            for ending, change in changes.items():
                if name.endswith(ending.replace("__", ".")):
                    found[name] = change(found[name])
        return zipped(found)

    return spoil


def _plus(*extra: tuple[str, bytes]) -> Trampa:
    return lambda data: zipped([*unzipped(data).items(), *extra])


def _doctype(part: bytes) -> bytes:
    """Put a document type with an entity that reads a file before the root."""
    body = part[part.index(b"?>") + 2 :].lstrip()
    return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + body


def _late_doctype(part: bytes) -> bytes:
    """Put the document type after more than the first 4 kB."""
    body = part[part.index(b"?>") + 2 :].lstrip()
    return b'<?xml version="1.0"?><!--' + b"x" * 9000 + b'--><!DOCTYPE x [<!ENTITY e "boom">]>' + body


def _laughs(part: bytes) -> bytes:
    """Put entities that grow to gigabytes."""
    levels = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    body = part[part.index(b"?>") + 2 :].lstrip()
    return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ja">' + levels + b"]>" + body


def _cut(part: bytes) -> bytes:
    return part[: len(part) // 2]


def _utf16(part: bytes) -> bytes:
    text = part.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    return b'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x>'.decode().encode("utf-16") + text[text.index("?>") + 2 :].encode(
        "utf-16-le"
    )


def _liar_sizes(data: bytes) -> bytes:
    """Declare in the directory that every part is of 4 GB."""
    out, place = bytearray(data), 0
    while (place := data.find(b"PK\x01\x02", place)) >= 0:
        out[place + 24 : place + 28] = struct.pack("<I", 0xFFFFFFF0)
        place += 4
    return bytes(out)


def _flag(data: bytes) -> bytes:
    """Mark every part as encrypted."""
    out = bytearray(data)
    for mark, shift in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = 0
        while (place := data.find(mark, place)) >= 0:
            out[place + shift] |= 1
            place += 4
    return bytes(out)


def _bad_crc(data: bytes) -> bytes:
    """Spoil the checksum of every part."""
    out = bytearray(data)
    for mark, shift in ((b"PK\x01\x02", 16), (b"PK\x03\x04", 14)):
        place = 0
        while (place := data.find(mark, place)) >= 0:
            out[place + shift] ^= 0xFF
            place += 4
    return bytes(out)


def _bad_stream(data: bytes) -> bytes:
    """Overwrite what is compressed in every part, not the directory."""
    out, place = bytearray(data), 0
    while (place := data.find(b"PK\x03\x04", place)) >= 0:
        start = (
            place + 30 + int.from_bytes(data[place + 26 : place + 28], "little") + int.from_bytes(data[place + 28 : place + 30], "little")
        )
        out[start : start + 12] = b"\xff" * 12
        place = start
    return bytes(out)


def _method(data: bytes, number: int = 97) -> bytes:
    """Declare another way of compressing; nobody has number 97."""
    out = bytearray(data)
    for mark, shift in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        place = 0
        while (place := data.find(mark, place)) >= 0:
            out[place + shift] = number
            place += 4
    return bytes(out)


def _bomb(data: bytes) -> bytes:
    """Put 400 MB of blanks inside the first sheet."""
    found = unzipped(data)
    name = next(name for name in found if name.startswith("xl/worksheets/sheet"))
    body = found[name]
    place = body.index(b"<sheetData")
    found[name] = body[:place] + b" " * 60_000_000 + body[place:]
    return zipped(found)


def _deep(part: bytes) -> bytes:
    """Nest 100,000 elements."""
    place = part.index(b"<sheetData")
    return part[:place] + b"<a>" * 100_000 + b"</a>" * 100_000 + part[place:]


TRAMPAS: tuple[tuple[str, str, Trampa, str], ...] = (
    ("cortado", "La segunda mitad del archivo no llegó", lambda data: data[: len(data) // 2], "tabla_invalida"),
    ("solo-cabeza", "Solo los primeros cuatro bytes", lambda _: b"PK\x03\x04", "tabla_invalida"),
    ("zip-vacio", "Un zip sin nada", lambda _: zipped({}), "tipo_de_archivo"),
    ("otro-zip", "Un zip con un texto dentro", lambda _: zipped({"datos.csv": b"a,b\n"}), "tipo_de_archivo"),
    ("zip-dentro", "El libro dentro de otro zip", lambda data: zipped({"libro.xlsx": data}), "tipo_de_archivo"),
    ("docx", "Un documento de Word con nombre de libro", lambda _: zipped({"word/document.xml": b"<w/>"}), "tipo_de_archivo"),
    (
        "ods",
        "Una hoja de OpenDocument",
        lambda _: zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<o/>"}),
        "tipo_de_archivo",
    ),
    ("xlsb", "Un libro binario", lambda _: zipped({"xl/workbook.bin": b"\x83\x01"}), "tipo_de_archivo"),
    ("xls", "Un libro de Excel 97", lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "tipo_de_archivo"),
    (
        "con-contrasena",
        "Un libro cifrado por Excel",
        lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "tipo_de_archivo",
    ),
    ("html", "Una página web con nombre de libro", lambda _: b"<html><table><tr><td>practica</td></tr></table></html>", "tipo_de_archivo"),
    ("xml", "Un libro de Excel 2003 en XML", lambda _: b'<?xml version="1.0"?><Workbook/>', "tipo_de_archivo"),
    ("pdf", "Un PDF con nombre de libro", lambda _: b"%PDF-1.7\n\xe2\xe3", "tipo_de_archivo"),
    ("vacio", "Cero bytes", lambda _: b"", "archivo_vacio"),
    ("macros", "Lleva macros", _plus(("xl/vbaProject.bin", b"\x00")), "libro_peligroso"),
    ("vinculos", "Toma datos de otros libros", _plus(("xl/externalLinks/externalLink1.xml", b"<x/>")), "libro_peligroso"),
    ("dos-partes-iguales", "Dos partes con el mismo nombre", _plus(("xl/workbook.xml", b"<workbook/>")), "libro_peligroso"),
    ("mayusculas", "Dos partes que difieren en mayúsculas", _plus(("XL/Workbook.xml", b"<workbook/>")), "libro_peligroso"),
    ("mil-partes", "Mil partes de más", _plus(*((f"xl/media/{n}.png", b"") for n in range(1000))), "libro_peligroso"),
    ("entidad-en-hoja", "Una entidad que lee un archivo, en la hoja", _with(sheet1__xml=_doctype), "libro_peligroso"),
    ("entidad-en-libro", "Una entidad que lee un archivo, en el libro", _with(workbook__xml=_doctype), "libro_peligroso"),
    ("entidad-en-textos", "Una entidad que lee un archivo, en los textos", _with(sharedStrings__xml=_doctype), "libro_peligroso"),
    ("entidad-en-estilos", "Una entidad que lee un archivo, en los estilos", _with(styles__xml=_doctype), "libro_peligroso"),
    ("entidad-en-relaciones", "Una entidad que lee un archivo, en las relaciones", _with(workbook__xml__rels=_doctype), "libro_peligroso"),
    ("entidad-tardia", "Una entidad después de 9,000 letras de comentario", _with(sheet1__xml=_late_doctype), "tabla_invalida"),
    ("mil-millones-de-risas", "Entidades que crecen a gigabytes", _with(sheet1__xml=_laughs), "libro_peligroso"),
    ("entidad-en-utf-16", "Una entidad en una parte en UTF-16", _with(sheet1__xml=_utf16), "libro_peligroso"),
    ("bomba", "60 MB de espacios en la hoja", _bomb, "libro_peligroso"),
    ("tamanos-falsos", "Tamaños declarados de 4 GB", _liar_sizes, "libro_peligroso"),
    ("cifrado", "Partes marcadas como cifradas", _flag, "libro_peligroso"),
    ("suma-falsa", "La suma de control de cada parte es otra", _bad_crc, "tabla_invalida"),
    ("comprimido-roto", "Lo comprimido de cada parte está roto", _bad_stream, "tabla_invalida"),
    ("lzma-roto", "Comprimido con LZMA, y roto", lambda data: _method(data, 14), "libro_peligroso"),
    ("bzip2-roto", "Comprimido con bzip2, y roto", lambda data: _method(data, 12), "libro_peligroso"),
    ("metodo-desconocido", "Comprimido de un modo que no existe", _method, "libro_peligroso"),
    ("hoja-cortada", "El XML de la hoja está a la mitad", _with(sheet1__xml=_cut), "tabla_invalida"),
    ("libro-cortado", "El XML del libro está a la mitad", _with(workbook__xml=_cut), "tabla_invalida"),
    ("hoja-vacia", "La hoja es de cero bytes", _with(sheet1__xml=lambda _: b""), "tabla_invalida"),
)
"""Name, what it tries, how it spoils a sound workbook, the code that must be told."""


def _lay(clase: Clase, spoil: Trampa) -> Callable[[object], None]:
    return lambda path: path.write_bytes(spoil(clase.hacer()))


def _add(clase: Clase, name: str, trampa: str, spoil: Trampa, **rest: object) -> None:
    caso(f"{clase.nombre}/{name}", trampa, {"libro.xlsx": _lay(clase, spoil), **clase.junto}, orden=clase.orden, **rest)


for _number, _clase in enumerate(CLASES):
    writes = ("formularios",) if "--salida formularios" in _clase.orden else ()
    _add(_clase, "sano", "Nada: el libro del que salen los demás", lambda data: data, sale=0, escribe=writes)
    _add(_clase, "ruta-que-sale", "Una parte cuyo nombre sale de la carpeta", _plus(("../../fuera.txt", b"x")), sale=0, escribe=writes)
    for _row, (_name, _trampa, _spoil, _code) in enumerate(TRAMPAS):
        _add(_clase, _name, _trampa, _spoil, sale=2, codigos=_code, corta=(_number + _row) % 13 == 0)
