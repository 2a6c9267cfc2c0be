"""A form as pyxform reads it, and exports of KoboToolbox written from that reading alone.

The layout is the documented one (support.kobotoolbox.org): «Exporting and downloading your data» (export_download.html) says
that headings and values are names («XML values and headers») or labels; «Advanced options for exporting data»
(advanced_export.html) that headings may carry their groups, here joined by `/`; «Managing repeat group data»
(managing_repeat_groups.html) that each repeat goes to its own sheet, tied by `_parent_index` to the `_index` of the first one,
and that a CSV has no repeats. The columns of the platform are those that its writer of exports, formpack, adds.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import openpyxl
from pyxform.xls2xform import convert

X = "{http://www.w3.org/2002/xforms}"
H = "{http://www.w3.org/1999/xhtml}"
COPIED = ("_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by", "__version__", "_tags")


@dataclass
class Leido:
    """A form: its warnings, its XML, the path of each question, its repeats, its choices and its labels."""

    avisos: list
    xform: str
    rutas: list
    repetidos: list
    opciones: dict
    etiquetas: dict
    binds: dict

    def name(self, path):
        """Return the last part of a path."""
        return path.rsplit("/", 1)[-1]


def read_form(path, *, validate=False):
    """Return a form as pyxform understands it."""
    result = convert(path, validate=validate)
    root = ET.fromstring(result.xform)  # noqa: S314 - our own form
    model = root.find(f"{H}head/{X}model")
    texts = {node.get("id"): "".join(node.find(f"{X}value").itertext()) for node in model.iter(f"{X}text")}
    instances = {
        node.get("id"): [(item.find(f"{X}name").text, texts[item.find(f"{X}itextId").text]) for item in node.iter(f"{X}item")]
        for node in model.findall(f"{X}instance")[1:]
    }
    body = root.find(f"{H}body")
    repeats = [node.get("nodeset") for node in body.iter(f"{X}repeat")]
    choices = {
        node.get("ref"): instances[node.find(f"{X}itemset").get("nodeset").split("'")[1]]
        for node in body.iter(f"{X}select1")
        if node.find(f"{X}itemset") is not None
    }
    data = model.find(f"{X}instance")[0]
    paths = list(dict.fromkeys(_walk(data, "/data")))
    labels = {key.removesuffix(":label"): text for key, text in texts.items() if key.endswith(":label")}
    binds = {node.get("nodeset"): node.attrib for node in model.findall(f"{X}bind")}
    notes = {path for path, bind in binds.items() if bind.get("readonly") == "true()"}
    asked = [path for path in paths if path not in notes and not path.startswith("/data/meta")]
    return Leido(result.warnings, result.xform, asked, repeats, choices, labels, binds)


def _walk(node, path):
    for child in node:
        here = f"{path}/{child.tag.split('}')[1]}"
        if len(child):
            yield from _walk(child, here)
        else:
            yield here


def _shape(form, answers, *, labels=False, groups=True):
    """Return the sheets of an export, the first row of each its headings."""

    def heading(path):
        steps = path.removeprefix("/data/").split("/")
        trail = ["/data/" + "/".join(steps[: i + 1]) for i in range(len(steps))]
        shown = [form.etiquetas.get(step, step.rsplit("/", 1)[-1]) for step in trail] if labels else steps
        return "/".join(shown) if groups else shown[-1]

    def cell(path, value):
        if path in form.opciones and value != "":
            names = dict(form.opciones[path])
            assert value in names, (path, value, names)
            return names[value] if labels else value
        return value

    main = [path for path in form.rutas if not any(path.startswith(f"{repeat}/") for repeat in form.repetidos)]
    sheets = {"Formulario": [[*map(heading, main), *COPIED, "_index"]]}
    for number, (known, _) in enumerate(answers, start=1):
        copied = [1000 + number, f"u-{number}", "2026-03-01T10:00:00", "", "", "submitted_via_web", "", "vKobo1", ""]
        copied = [known.get(name, value) for name, value in zip(COPIED, copied, strict=True)]
        row = [cell(path, known.get(form.name(path), "")) for path in main]
        sheets["Formulario"].append([*row, *copied, number])
    for repeat in form.repetidos:
        inside = [path for path in form.rutas if path.startswith(f"{repeat}/")]
        rows = [
            [*(cell(path, entry.get(form.name(path), "")) for path in inside), "Formulario", number, *submission(known, number)]
            for number, (known, series) in enumerate(answers, start=1)
            for entry in series.get(form.name(repeat), [])
        ]
        if rows:
            copied = [f"_submission_{name}" for name in COPIED]
            sheets[form.name(repeat)[:31]] = [[*map(heading, inside), "_parent_table_name", "_parent_index", *copied], *rows]
    return sheets


def submission(known, number):
    """Return what a row of a repeat copies from its submission."""
    return [1000 + number, known.get("_uuid", f"u-{number}"), *[""] * (len(COPIED) - 2)]


def write_export(path, form, answers, **options):
    """Write an export of some submissions: for each, its answers by name, and the rows of its repeats."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in _shape(form, answers, **options).items():
        sheet = book.create_sheet(title)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value != "":
                    target = sheet.cell(number, column)
                    target.value = value
                    if isinstance(value, str):
                        target.data_type = "s"
    book.save(path)
    return path


def write_csv(path, form, answers, **options):
    """Write the same as KoboToolbox does in CSV: all cells quoted, semicolons, the first sheet only."""
    text = io.StringIO()
    rows = _shape(form, answers, **options)["Formulario"]
    csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path
