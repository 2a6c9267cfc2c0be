"""Workbooks as their parts, written by hand: what no program would write has to be writable."""

from __future__ import annotations

import io
import tempfile
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from .bases import ESTRATEGIA, MARCO

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET, BOOK, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"
Partes = dict[str, bytes]


def letters_of(number: int) -> str:
    """Return the letters of a column, from 1."""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found


def cell(reference: str, value: str | float | None, *, kind: str = "", style: int = 0, raw: str = "") -> str:
    """Return the XML of a cell; `raw` is its inside as it is."""
    look = f' s="{style}"' if style else ""
    if raw:
        return f'<c r="{reference}"{f" t={chr(34)}{kind}{chr(34)}" if kind else ""}{look}>{raw}</c>'
    if value is None:
        return ""
    if isinstance(value, str) and not kind:
        return f'<c r="{reference}" t="inlineStr"{look}><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{reference}"{f" t={chr(34)}{kind}{chr(34)}" if kind else ""}{look}><v>{escape(str(value))}</v></c>'


def sheet(rows: Sequence[Sequence[object]], *, before: str = "", after: str = "", first: int = 1) -> bytes:
    """Return the XML of a sheet: rows of values, or of cells already written (that begin with `<c`)."""
    lines = []
    for number, row in enumerate(rows, start=first):
        cells = [
            value if isinstance(value, str) and value.startswith("<c ") else cell(f"{letters_of(column)}{number}", value)
            for column, value in enumerate(row, start=1)
        ]
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    return f'{HEAD}<worksheet xmlns="{MAIN}">{before}<sheetData>{"".join(lines)}</sheetData>{after}</worksheet>'.encode()


def parts(
    *sheets: bytes, names: Sequence[str] = ("Hoja1", "Hoja2", "Hoja3"), states: Mapping[int, str] | None = None, extra: str = ""
) -> Partes:
    """Return the parts of a workbook with some sheets."""
    listed = "".join(
        f'<sheet name="{names[i]}" sheetId="{i + 1}"{f" state={chr(34)}{states[i]}{chr(34)}" if states and i in states else ""} r:id="rId{i + 1}"/>'
        for i in range(len(sheets))
    )
    links = "".join(
        f'<Relationship Id="rId{i + 1}" Type="{REL}/worksheet" Target="worksheets/sheet{i + 1}.xml"/>' for i in range(len(sheets))
    )
    formats = "".join(f'<xf numFmtId="{number}"/>' for number in (0, 9, 14, 164))
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'.encode(),
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{REL}/officeDocument" Target="{BOOK}"/></Relationships>'.encode(),
        BOOK: f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{REL}">{extra}<sheets>{listed}</sheets></workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": (
            f'{HEAD}<Relationships xmlns="{PACKAGE}">{links}<Relationship Id="rId90" Type="{REL}/styles" Target="styles.xml"/>'
            f'<Relationship Id="rId91" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
        ).encode(),
        STYLES: f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="0.0%"/></numFmts><cellXfs>{formats}</cellXfs></styleSheet>'.encode(),
        "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{MAIN}"><si><t>sí</t></si></sst>'.encode(),
        "docProps/core.xml": f'{HEAD}<cp xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Alguien</dc:creator></cp>'.encode(),
        **{f"xl/worksheets/sheet{i + 1}.xml": data for i, data in enumerate(sheets)},
    }


def zipped(files: Mapping[str, bytes] | Sequence[tuple[str, bytes]]) -> bytes:
    """Return a zip with some entries, the same bytes every time; a list may have a name twice."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, data in files.items() if isinstance(files, Mapping) else files:
            book.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def unzipped(data: bytes) -> Partes:
    """Return the entries of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {name: book.read(name) for name in book.namelist()}


@cache
def marco_hash() -> str:
    """Return the start of the hash of the sound marco, as an export of its form carries it."""
    from evaluacion.read.documento import parse_documento
    from evaluacion.read.marco import resolve_marco

    return resolve_marco(parse_documento(MARCO, "marco.yaml"), Path("marco.yaml")).huella[:12]


@cache
def made(*words: str) -> bytes:
    """Return the workbook that a command of this tool writes: a form, a sharing."""
    from click.testing import CliRunner

    from evaluacion.cli.principal import evaluacion

    runner = CliRunner()
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("marco.yaml", MARCO), ("plan.yaml", ESTRATEGIA)):
            (Path(folder) / name).write_text(text, encoding="utf-8")
        target = Path(folder) / "salida"
        asked = [f"{folder}/{word}" if word.endswith(".yaml") else word for word in words]
        done = runner.invoke(evaluacion, [*asked, "--salida", f"{target}/"], catch_exceptions=False)
        found = sorted(target.rglob("*.xlsx"), key=lambda path: (path.name != "reparto.xlsx", path.name))
        if not found:
            raise ValueError(done.output)
        return found[0].read_bytes()
