"""Forms of two small marcos: made, filled in as a person would, and read back."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from evaluacion.flujo.formulario import write_formularios
from evaluacion.flujo.importar import import_formularios
from evaluacion.model.formulario import CLAVE

CASOS = Path(__file__).parent / "casos"
MEZCLA, MEDIDAS = CASOS / "mezcla.yaml", CASOS / "medidas.yaml"
MARCOS = (MEZCLA, MEDIDAS)
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">\
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""


def places_of(sheet):
    """Return the row of each key and the column of each heading of a sheet of a form."""
    header = next((row for row in sheet.iter_rows(max_row=20) for cell in row if cell.value == CLAVE), None)
    if header is None:
        return {}, {}
    columns = {cell.value: cell.column for cell in header if cell.value}
    rows = {}
    for row in range(header[0].row + 1, sheet.max_row + 1):
        rows.setdefault(sheet.cell(row, columns[CLAVE]).value, []).append(row)
    return rows, columns


def cells_of(book, key, title):
    """Return the cells of a form under a heading in the rows with a key."""
    if not hasattr(book, "places"):
        book.places = [(sheet, *places_of(sheet)) for sheet in book]
    for sheet, rows, columns in book.places:
        if key in rows:
            return [sheet.cell(row, columns[title]) for row in rows[key]]
    raise KeyError(key)


def cell_of(book, key, title="Respuesta"):
    """Return the first cell of a form under a heading in the row with a key."""
    return cells_of(book, key, title)[0]


class Taller:
    """Makes forms, lets somebody change them, and reads them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self, *records, marcos=MARCOS, ids=("p1",), **options):
        """Write the forms of some records (YAML), or of new ones, and return their paths."""
        source = self.folder / "registros"
        source.mkdir(exist_ok=True)
        for number, text in enumerate(records):
            (source / f"r{number}.yaml").write_text(text, encoding="utf-8")
        known = {"practicas": source} if records else {"ids": ids}
        return write_formularios(marcos, self.folder / "formularios", reemplazar=True, **known, **options).escritos

    def change(self, path, *changes):
        """Apply some changes to a form with another program, and return where it is."""
        book = openpyxl.load_workbook(path)
        for change in changes:
            change(book)
        changed = self.folder / "devuelto.xlsx"
        book.save(changed)
        return changed

    def fill(self, path, answers):
        """Write some cells, by key and heading, and return the form."""

        def write(book):
            for (key, title), value in answers.items():
                cell_of(book, key, title).value = value

        return self.change(path, write)

    def read(self, *paths, marcos=MARCOS):
        """Return what some forms say."""
        return import_formularios(paths, marcos=marcos)

    def open_and_save(self, path, *, recalculate=False):
        """Return the form as LibreOffice saves it."""
        soffice = shutil.which("soffice") or shutil.which("libreoffice")
        if soffice is None:
            pytest.skip("LibreOffice is not installed")
        profile, out = self.folder / "perfil", self.folder / "guardado"
        (profile / "user").mkdir(parents=True, exist_ok=True)
        if recalculate:
            (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
        subprocess.run(
            [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(path)],
            check=True,
            capture_output=True,
            timeout=180,
        )
        return out / path.name


@pytest.fixture
def taller(tmp_path):
    """A workshop of forms."""
    return Taller(tmp_path)
