"""The parts of a workbook as plain data: sheets, shared texts and number formats, read with expat and no entities."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.read.valores_xlsx import kind_of_format, unescape

_CHUNK = 1 << 18
_MAX_TEXTS = 5_000_000
_SEPARATOR = " "
Atributos = dict[str, str]


class Hoja(NamedTuple):
    """A sheet of a workbook and the part where its cells are."""

    nombre: str
    parte: str
    oculta: bool


@dataclass(slots=True)
class Libro:
    """What the cells of a workbook refer to."""

    hojas: list[Hoja] = field(default_factory=list)
    textos: list[str] = field(default_factory=list)
    formatos: list[str] = field(default_factory=list)
    """What each style makes of a number: `fecha`, `hora`, `porcentaje` or nothing."""
    desde_1904: bool = False


class XmlError(Exception):
    """A part is no well-formed XML, or declares a document type."""


class _LocalNames(dict[str, str]):
    """The name of each element without its namespace."""

    def __missing__(self, name: str) -> str:
        short = self[name] = name.rsplit(_SEPARATOR, 1)[-1]
        return short


def parse_part(
    book: zipfile.ZipFile,
    name: str,
    start: Callable[[str, Atributos], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Stream a part through these handlers, which get names without their namespace.

    Raises:
        XmlError: the part is missing, is no well-formed XML or declares a document type.
    """
    local = _LocalNames()

    def refuse(*_: object) -> None:
        raise XmlError

    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = lambda tag, attributes: start(local[tag], attributes)
    if end is not None:
        parser.EndElementHandler = lambda tag: end(local[tag])
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        with book.open(name) as part:
            while chunk := part.read(_CHUNK):
                parser.Parse(chunk, False)  # noqa: FBT003 - positional in that library
        parser.Parse(b"", True)  # noqa: FBT003
    except (expat.ExpatError, KeyError):
        raise XmlError from None


def read_libro(book: zipfile.ZipFile) -> Libro:
    """Return the sheets, texts and formats of a workbook.

    Raises:
        XmlError: a part that is needed is missing or damaged.
    """
    libro = Libro()
    targets = relations_of(book, "_rels/.rels", "")
    main = next((part for kind, part in targets.values() if kind.endswith("/officeDocument")), "xl/workbook.xml")
    folder, _, base = main.rpartition("/")
    parts = relations_of(book, f"{folder}/_rels/{base}.rels", folder)
    _read_sheets(book, main, parts, libro)
    names = book.namelist()
    for kind, part in parts.values():
        if kind.endswith("/sharedStrings") and part in names:
            libro.textos = _read_texts(book, part)
        elif kind.endswith("/styles") and part in names:
            libro.formatos = _read_formats(book, part)
    return libro


def relations_of(book: zipfile.ZipFile, name: str, folder: str) -> dict[str, tuple[str, str]]:
    """Return the kind and the part of each relation that a part of relations declares, by its id."""
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: Atributos) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            part = target.lstrip("/") if target.startswith("/") or not folder else f"{folder}/{target}"
            found[attributes.get("Id", "")] = (attributes.get("Type", ""), part)

    parse_part(book, name, start)
    return found


def _read_sheets(book: zipfile.ZipFile, main: str, parts: dict[str, tuple[str, str]], libro: Libro) -> None:
    def start(tag: str, attributes: Atributos) -> None:
        if tag == "workbookPr":
            libro.desde_1904 = attributes.get("date1904") in ("1", "true")
        elif tag == "sheet":
            key = next((value for name, value in attributes.items() if name.endswith(_SEPARATOR + "id")), "")
            kind, part = parts.get(key, ("", ""))
            if kind.endswith("/worksheet"):
                libro.hojas.append(Hoja(attributes.get("name", ""), part, attributes.get("state", "visible") != "visible"))

    parse_part(book, main, start)


def _read_texts(book: zipfile.ZipFile, name: str) -> list[str]:
    texts: list[str] = []
    pieces: list[str] = []
    state = {"t": False, "rPh": False}

    def start(tag: str, _attributes: Atributos) -> None:
        if tag == "si":
            pieces.clear()
        elif tag in state:
            state[tag] = True

    def end(tag: str) -> None:
        if tag == "si":
            if len(texts) >= _MAX_TEXTS:
                raise XmlError
            texts.append(unescape("".join(pieces)))
        elif tag in state:
            state[tag] = False

    def text(piece: str) -> None:
        if state["t"] and not state["rPh"]:
            pieces.append(piece)

    parse_part(book, name, start, end, text)
    return texts


def _read_formats(book: zipfile.ZipFile, name: str) -> list[str]:
    custom: dict[str, str] = {}
    formats: list[str] = []
    inside = {"cellXfs": False}

    def start(tag: str, attributes: Atributos) -> None:
        if tag == "numFmt":
            custom[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            inside[tag] = True
        elif tag == "xf" and inside["cellXfs"]:
            key = attributes.get("numFmtId", "0")
            formats.append(kind_of_format(key, custom))

    def end(tag: str) -> None:
        if tag in inside:
            inside[tag] = False

    parse_part(book, name, start, end)
    return formats


def broken(archivo: str) -> EvaluacionError:
    """Return the error of a workbook whose parts do not hold together."""
    what = "El libro está dañado o no es un libro de Excel completo."
    return EvaluacionError(
        [Problema("tabla_invalida", what, Origen(archivo), "Ábralo en Excel o LibreOffice y guárdelo de nuevo como .xlsx.")]
    )
