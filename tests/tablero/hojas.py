"""What the tests of the board as a file share: LibreOffice that recalculates or is driven, and the formulas of a workbook."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

# fmt: off
ALLOWED = frozenset({
    "ABS", "AND", "AVERAGE", "AVERAGEIFS", "CHAR", "COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "EXP",
    "IF", "INDEX", "INT", "ISNUMBER", "LN", "MATCH", "MAX", "MIN", "NOT",
    "OR", "RANK", "ROUND", "ROW", "SUBTOTAL", "SUM", "SUMIF", "SUMIFS", "SUMPRODUCT",
})
# fmt: on
"""Functions of Excel 2010 and of LibreOffice 7.4 that read alike in every language; none of them hides an error."""
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
_CELL = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*)><f[^>]*>([^<]*)</f><v>([^<]*)</v></c>')
_TOLERANCE = 1e-9


def find_soffice():
    """Return the program, or skip the test."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        pytest.skip("LibreOffice is not installed")
    return found


def recalculate(folder, *paths):
    """Return the folder with those workbooks as LibreOffice saves them after computing every formula again, from its own start."""
    profile, out = folder / "perfil", folder / "recalculado"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    subprocess.run(
        [
            find_soffice(),
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(out),
            *map(str, paths),
        ],
        check=True,
        capture_output=True,
        timeout=600,
    )
    return out


def differences(path, other):
    """Return every cell in which two workbooks differ by more than 1e-9: sheet, row, column (from 1) and both values."""
    books = [CalamineWorkbook.from_path(str(name)) for name in (path, other)]
    assert books[0].sheet_names == books[1].sheet_names
    found = []
    for name in books[0].sheet_names:
        ours, theirs = (book.get_sheet_by_name(name).to_python(skip_empty_area=False) for book in books)
        for i in range(max(len(ours), len(theirs))):
            one, two = (list(rows[i]) if i < len(rows) else [] for rows in (ours, theirs))
            if one == two:
                continue
            width = max(len(one), len(two))
            pairs = zip(one + [""] * (width - len(one)), two + [""] * (width - len(two)), strict=True)
            found += [(name, i + 1, j, a, b) for j, (a, b) in enumerate(pairs, start=1) if not _same(a, b)]
    return found


def _same(one, two):
    numbers = isinstance(one, int | float) and isinstance(two, int | float)
    return abs(one - two) <= _TOLERANCE * max(1.0, abs(one)) if numbers else one == two


def formulas_of(path):
    """Return (sheet file, cell, attributes, formula, value) of each formula of a workbook, as they are in it."""
    with zipfile.ZipFile(path) as parts:
        return [
            (name, cell, traits, html.unescape(formula), html.unescape(value))
            for name in parts.namelist()
            if name.startswith("xl/worksheets/sheet")
            for cell, traits, formula, value in _CELL.findall(parts.read(name).decode("utf-8"))
        ]


def functions_of(formula):
    """Return the names of the functions that a formula calls, the texts in it left out."""
    return set(re.findall(r"([A-Z_a-z][\w.]*)\(", re.sub(r'"[^"]*"', '""', formula)))


def literals_of(formula):
    """Return the texts that a formula has in it."""
    return re.findall(r'"([^"]*)"', formula)


@cache
def find_uno():
    """Return a Python that can drive LibreOffice; None where there is none."""
    candidates = [sys.executable, "/usr/bin/python3", shutil.which("python3")]
    office = shutil.which("soffice") or shutil.which("libreoffice")
    candidates += [str(Path(office).resolve().parent / "python")] if office else []
    for program in filter(None, candidates):
        if shutil.which(program) and subprocess.run([program, "-c", "import uno"], check=False, capture_output=True).returncode == 0:
            return program
    return None


def drive(folder, work):
    """Return what blocks of some workbooks say after writing in others, step after step, all in one LibreOffice.

    Args:
        folder: a place for the profile of LibreOffice and the messages.
        work: each workbook, which is not changed, with its steps: {"hoja", "escribe": {block: rows}, "lee": [block]}.
    """
    office, program = find_soffice(), find_uno()
    if program is None:
        pytest.skip("no Python here drives LibreOffice (python3-uno)")
    asked, told = folder / "pasos.json", folder / "leido.json"
    asked.write_text(json.dumps([(str(path), steps) for path, steps in work]), encoding="utf-8")
    script = Path(__file__).with_name("conducir_libreoffice.py")
    done = subprocess.run(
        [program, str(script), office, str(folder / "perfil-uno"), str(asked), str(told)], check=False, capture_output=True, timeout=540
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return json.loads(told.read_text(encoding="utf-8"))
