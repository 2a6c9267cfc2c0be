"""Run by the Python of LibreOffice: choose records in the drop-downs of a workbook and print what each sheet then shows.

Takes the folder of a private profile, the workbook, and a JSON list of [sheet, cell, text]; prints a JSON list with, for each
of them, the values of the cells of that sheet that are formulas.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

FORMULAS = 16
TEXT_RESULT = 2
SECONDS = 60


def connect(soffice, profile):
    """Return the process of LibreOffice and its desktop."""
    pipe = f"evaluacion{abs(hash(str(profile))) % 10**9}"
    office = subprocess.Popen(
        [soffice, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"]
    )
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    for _ in range(SECONDS * 10):
        try:
            remote = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
        else:
            return office, remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
    office.kill()
    raise SystemExit("LibreOffice did not answer")


def live_cells(sheet):
    """Return the values of the cells of a sheet that are formulas, by address."""
    found = {}
    for block in sheet.queryContentCells(FORMULAS).Cells:
        value = block.String if block.FormulaResultType2 == TEXT_RESULT else block.Value
        found[block.AbsoluteName.split(".")[-1].replace("$", "")] = f"error {block.getError()}" if block.getError() else value
    return found


def main(soffice, profile, path, choices):
    """Print what each choice shows."""
    office, desktop = connect(soffice, profile)
    try:
        hidden = PropertyValue(Name="Hidden", Value=True)
        book = desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, (hidden,))
        shown = []
        for name, cell, text in json.loads(choices):
            sheet = book.Sheets.getByName(name)
            sheet.getCellRangeByName(cell).String = text
            shown.append(live_cells(sheet))
        sys.stdout.write(json.dumps(shown))
        desktop.terminate()
    finally:
        office.wait(SECONDS)


if __name__ == "__main__":
    main(*sys.argv[1:])
