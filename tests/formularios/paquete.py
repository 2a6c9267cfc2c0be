"""A workbook as its parts, to be spoiled as other programs and people do, without any program that would mend it."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree as ET

# ruff: noqa: S314 - the workbooks are those that the tests make

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ET.register_namespace("", MAIN)
ET.register_namespace("r", REL)
KEY = "Clave (no cambiar)"


def number_of(letters):
    """Return the number of a column, from 1."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found


def letters_of(number):
    """Return the letters of a column."""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found


def split(reference):
    """Return the letters and the row of a cell."""
    match = re.fullmatch(r"([A-Z]+)(\d+)", reference)
    return match[1], int(match[2])


class Paquete:
    """The parts of a workbook, with its sheets as trees."""

    def __init__(self, data):
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            self.parts = {name: book.read(name) for name in book.namelist()}
        root = ET.fromstring(self.parts["xl/workbook.xml"])
        links = {item.get("Id"): item.get("Target") for item in ET.fromstring(self.parts["xl/_rels/workbook.xml.rels"])}
        self.book = root
        self.files = {item.get("name"): f"xl/{links[item.get(f'{{{REL}}}id')]}" for item in root.iter(f"{{{MAIN}}}sheet")}
        shared = ET.fromstring(self.parts["xl/sharedStrings.xml"])
        self.texts = ["".join(t.text or "" for t in item.iter(f"{{{MAIN}}}t")) for item in shared]
        self.trees = {}

    def sheet(self, title):
        """Return the tree of a sheet."""
        if title not in self.trees:
            self.trees[title] = ET.fromstring(self.parts[self.files[title]])
        return self.trees[title]

    def rows(self, title):
        """Return the element with the rows of a sheet."""
        return self.sheet(title).find(f"{{{MAIN}}}sheetData")

    def text(self, cell):
        """Return what a cell says."""
        if cell.get("t") == "s":
            return self.texts[int(cell.findtext(f"{{{MAIN}}}v"))]
        return cell.findtext(f"{{{MAIN}}}v") or "".join(cell.itertext())

    def find(self, key, heading, which=0):
        """Return the sheet and the cell under a heading in a row with a key."""
        for title in self.files:
            columns, found = {}, []
            for row in self.rows(title):
                words = {split(cell.get("r"))[0]: self.text(cell) for cell in row if len(cell)}
                if KEY in words.values():
                    columns = {word: letters for letters, word in words.items()}
                elif columns and words.get(columns[KEY]) == key:
                    found.append(f"{columns[heading]}{row.get('r')}")
            if found:
                return title, found[which]
        raise KeyError(key)

    def cell_at(self, title, reference):
        """Return a cell, or None where there is none."""
        return next((cell for row in self.rows(title) for cell in row if cell.get("r") == reference), None)

    def cell(self, title, reference):
        """Return a cell, made where there is none, with nothing in it."""
        letters, number = split(reference)
        rows = self.rows(title)
        row = next((row for row in rows if row.get("r") == str(number)), None)
        if row is None:
            row = ET.Element(f"{{{MAIN}}}row", {"r": str(number)})
            rows.insert(sum(int(other.get("r")) < number for other in rows), row)
        cell = next((cell for cell in row if cell.get("r") == reference), None)
        if cell is None:
            cell = ET.Element(f"{{{MAIN}}}c", {"r": reference})
            row.insert(sum(number_of(split(other.get("r"))[0]) < number_of(letters) for other in row), cell)
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        return cell

    def put(self, place, value, kind="inlineStr", style=None):
        """Write in a cell: a text, or a value of another kind; `place` is a sheet and a cell."""
        cell = self.cell(*place)
        if style is not None:
            cell.set("s", str(style))
        if kind == "formula":
            formula, kept = value
            ET.SubElement(cell, f"{{{MAIN}}}f").text = formula
            if kept is not None:
                cell.set("t", "str")
                ET.SubElement(cell, f"{{{MAIN}}}v").text = kept
            return
        cell.set("t", kind)
        if kind == "inlineStr":
            holder = ET.SubElement(ET.SubElement(cell, f"{{{MAIN}}}is"), f"{{{MAIN}}}t")
            holder.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        else:
            holder = ET.SubElement(cell, f"{{{MAIN}}}v")
        holder.text = str(value)

    def answer(self, key, value, heading="Respuesta", which=0, **options):
        """Write under a heading in the row with a key."""
        self.put(self.find(key, heading, which), value, **options)

    def style_of(self, code):
        """Return the number of a new style with a number format (its number among those that Excel has)."""
        styles = ET.fromstring(self.parts["xl/styles.xml"])
        formats = styles.find(f"{{{MAIN}}}cellXfs")
        ET.SubElement(formats, f"{{{MAIN}}}xf", {"numFmtId": str(code), "fontId": "0", "fillId": "0", "borderId": "0"})
        formats.set("count", str(len(formats)))
        self.parts["xl/styles.xml"] = ET.tostring(styles)
        return len(formats) - 1

    def move(self, title, *, rows=lambda number: number, columns=lambda number: number):
        """Move every cell of a sheet; a row or a column that goes to 0 is deleted."""
        data = self.rows(title)
        for row in list(data):
            number = rows(int(row.get("r")))
            row.set("r", str(number))
            for cell in list(row):
                column = columns(number_of(split(cell.get("r"))[0]))
                cell.set("r", f"{letters_of(column)}{number}")
                if not column:
                    row.remove(cell)
            row[:] = sorted(row, key=lambda cell: number_of(split(cell.get("r"))[0]))
            if not number:
                data.remove(row)
        data[:] = sorted(data, key=lambda row: int(row.get("r")))

    def drop_sheet(self, title):
        """Delete a sheet."""
        holder = self.book.find(f"{{{MAIN}}}sheets")
        holder.remove(next(item for item in holder if item.get("name") == title))
        del self.parts[self.files.pop(title)]
        self.trees.pop(title, None)

    def rename(self, title, name):
        """Give a sheet another name."""
        next(item for item in self.book.iter(f"{{{MAIN}}}sheet") if item.get("name") == title).set("name", name)

    def add_sheet(self, name, data=None):
        """Add a sheet: a copy of the data of another one, or an empty one."""
        number = len(self.parts)
        part = f"worksheets/otra{number}.xml"
        root = ET.Element(f"{{{MAIN}}}worksheet")
        root.append(data if data is not None else ET.Element(f"{{{MAIN}}}sheetData"))
        holder = self.book.find(f"{{{MAIN}}}sheets")
        ET.SubElement(holder, f"{{{MAIN}}}sheet", {"name": name, "sheetId": str(number + 50), f"{{{REL}}}id": f"rId{number + 50}"})
        self._link("xl/_rels/workbook.xml.rels", f"rId{number + 50}", "worksheet", part)
        self.files[name] = f"xl/{part}"
        self.parts[f"xl/{part}"] = b""
        self.trees[name] = root

    def _link(self, links, ident, kind, target):
        root = ET.fromstring(self.parts.get(links, f'<Relationships xmlns="{PACKAGE}"/>'.encode()))
        ET.SubElement(root, f"{{{PACKAGE}}}Relationship", {"Id": ident, "Type": f"{REL}/{kind}", "Target": target})
        self.parts[links] = ET.tostring(root)

    def attach(self, title, kind, name, text):
        """Add a part over a sheet: comments, drawings."""
        folder, _, base = self.files[title].rpartition("/")
        self.parts[f"xl/{name}"] = text.encode()
        self._link(f"{folder}/_rels/{base}.rels", f"rId{len(self.parts)}", kind, f"../{name}")

    def merge(self, title, block):
        """Merge a block of cells."""
        root = self.sheet(title)
        place = list(root).index(self.rows(title)) + 1
        holder = ET.Element(f"{{{MAIN}}}mergeCells")
        ET.SubElement(holder, f"{{{MAIN}}}mergeCell", {"ref": block})
        root.insert(place, holder)

    def save(self):
        """Return the workbook."""
        self.parts["xl/workbook.xml"] = ET.tostring(self.book)
        for title, tree in self.trees.items():
            self.parts[self.files[title]] = ET.tostring(tree)
        return zipped(self.parts)


def zipped(parts):
    """Return some parts as a zip file, the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in parts.items():
            book.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
