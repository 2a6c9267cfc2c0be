"""A script for the Python that drives LibreOffice: open workbooks, write in some cells, read others, and stop.

It listens on a pipe of its own and ends the LibreOffice that it started, whatever happens.
"""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

_PATIENCE = 120


def _connect(process, pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    limit = time.monotonic() + _PATIENCE
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > limit or process.poll() is not None:
                raise
            time.sleep(0.1)


def _run(desktop, path, steps):
    hidden = PropertyValue()
    hidden.Name, hidden.Value = "Hidden", True
    book = desktop.loadComponentFromURL(Path(path).absolute().as_uri(), "_blank", 0, (hidden,))
    told = []
    for step in steps:
        sheet = book.Sheets.getByName(step["hoja"])
        for block, rows in step["escribe"].items():
            sheet.getCellRangeByName(block).setDataArray(tuple(tuple(row) for row in rows))
        told.append([sheet.getCellRangeByName(block).getDataArray() for block in step["lee"]])
    book.close(True)  # noqa: FBT003 - the only way that UNO takes it
    return told


def main(office, profile, asked, told):
    """Drive LibreOffice through the steps of a file, and write what it read to another."""
    pipe = f"evaluacion-{os.getpid()}"
    url = Path(profile).absolute().as_uri()
    options = [f"-env:UserInstallation={url}", "--headless", "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;"]
    process = subprocess.Popen([office, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        context = _connect(process, pipe)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        wanted = json.loads(Path(asked).read_text(encoding="utf-8"))
        Path(told).write_text(json.dumps([_run(desktop, *work) for work in wanted]), encoding="utf-8")
        desktop.terminate()
        process.wait(30)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


main(*sys.argv[1:])
