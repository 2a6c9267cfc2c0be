"""What people write over the cells of a sheet and not in them: comments, and the texts of boxes and shapes."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator

from evaluacion.read.partes_xlsx import Atributos, parse_part, relations_of
from evaluacion.read.tabla_datos import column_letters
from evaluacion.read.valores_xlsx import unescape

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
Nota = tuple[str, str]
"""The cell that it is about, such as `B7`, and what it says."""


def read_notas(book: zipfile.ZipFile, parte: str) -> Iterator[Nota]:
    """Yield the comments of a sheet, and the texts drawn over it, each with the cell where it stands.

    Raises:
        XmlError: one of those parts is damaged.
    """
    folder, _, base = parte.rpartition("/")
    links = f"{folder}/_rels/{base}.rels"
    names = set(book.namelist())
    if links not in names:
        return
    parts = {kind.rpartition("/")[2]: posixpath.normpath(part) for kind, part in relations_of(book, links, folder).values()}
    threads = _read_texts(book, parts.get("threadedComment", ""), names, holder="threadedComment", inside="text")
    old = _read_texts(book, parts.get("comments", ""), names, holder="comment", inside="t")
    in_threads = {place for place, _ in threads}
    yield from threads
    yield from (note for note in old if note[0] not in in_threads)
    yield from _read_boxes(book, parts.get("drawing", ""), names)


def _read_texts(book: zipfile.ZipFile, name: str, names: set[str], *, holder: str, inside: str) -> list[Nota]:
    """Return the comments of a part: what is in the elements `inside` of each `holder`."""
    found: list[Nota] = []
    state: dict[str, str | None] = {"cell": None, "text": None}
    pieces: list[str] = []

    def start(tag: str, attributes: Atributos) -> None:
        if tag == holder:
            state["cell"] = attributes.get("ref", "")
            pieces.clear()
        state["text"] = tag if tag == inside and state["cell"] is not None else None

    def end(tag: str) -> None:
        state["text"] = None
        text = unescape("".join(pieces)).strip()
        if tag == holder and text and _REFERENCE.fullmatch(state["cell"] or ""):
            found.append((str(state["cell"]), f"Comentario: {text}"))

    def text(piece: str) -> None:
        if state["text"] is not None:
            pieces.append(piece)

    if name in names:
        parse_part(book, name, start, end, text)
    return found


def _read_boxes(book: zipfile.ZipFile, name: str, names: set[str]) -> list[Nota]:
    """Return the texts of the boxes and shapes of a part of drawings, each at the cell of its upper left corner."""
    boxes = _Cajas()
    if name in names:
        parse_part(book, name, boxes.start, boxes.end, boxes.text)
    return boxes.found


class _Cajas:
    """Turns the events of a part of drawings into texts."""

    def __init__(self) -> None:
        self.found: list[Nota] = []
        self.pieces: list[str] = []
        self.corner = {"col": "0", "row": "0"}
        self.tag = ""
        self.in_from = False

    def start(self, tag: str, _attributes: Atributos) -> None:
        """Take the opening of an element."""
        self.tag = tag
        if tag.endswith("Anchor"):
            self.pieces.clear()
            self.corner = {"col": "0", "row": "0"}
        elif tag == "from":
            self.in_from = True

    def end(self, tag: str) -> None:
        """Take the closing of an element."""
        self.tag = ""
        if tag == "from":
            self.in_from = False
        elif tag == "p":
            self.pieces.append("\n")
        elif tag.endswith("Anchor") and (said := "".join(self.pieces).strip()):
            self.found.append((_cell(self.corner["row"], self.corner["col"]), f"Cuadro de texto: {said}"))

    def text(self, piece: str) -> None:
        """Take a piece of what an element holds."""
        if self.tag == "t":
            self.pieces.append(piece)
        elif self.in_from and self.tag in self.corner and piece.strip().isdecimal():
            self.corner[self.tag] = piece.strip()


def _cell(row: str, column: str) -> str:
    """Return the name of a cell from its row and column, counted from 0; `A1` where they are too large."""
    if len(row) > 6 or len(column) > 4:  # noqa: PLR2004 - digits of the largest sheet
        return "A1"
    return f"{column_letters(int(column) + 1)}{int(row) + 1}"
