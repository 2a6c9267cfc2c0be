"""What the tool never does while it works: watched from inside the interpreter, through its commands."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

RAIZ = Path(__file__).resolve().parents[2]
ORDEN = "__import__('os').system('echo > intruso.txt')"
MARCO = f"""\
marco: propio
version: 1.0.0
titulo: "{ORDEN}"
fuente: "{ORDEN}"
niveles: [{{desde: 0, nombre: bajo}}, {{desde: 50, nombre: alto}}]
grupos:
  - id: g
    nombre: "{ORDEN}"
    criterios:
      - id: a
        nombre: "=HYPERLINK(\\"x\\")"
        preguntas: [{{id: p1, texto: "{ORDEN}", evidencia: opcional, recomendacion: "{{{{{ORDEN}}}}}"}}, {{id: p2, texto: "¿Dos?", evidencia: opcional}}]
"""
REGISTROS = {
    "uno.yaml": f'practica: uno\ntitulo: "{ORDEN}"\nrespuestas:\n  propio: {{a.p1: {{respuesta: sí, evidencia: "{ORDEN}"}}}}\n',
    "dos.csv": f'practica,titulo,propio.a.p1,propio.a.p2\ndos,"{ORDEN}",sí,no\ntres,"=cmd|\' /C calc\'!A0",no,parcial\n',
    "etiqueta.yaml": "practica: !!python/object/apply:os.system ['echo > intruso.txt']\n",
    "formula.yaml": "marco: otro\nversion: 1.0.0\ntitulo: Otro\nfuente: Obra\nniveles: [{desde: 0, nombre: bajo}]\ngrupos:\n  - id: g\n"
    "    nombre: G\n    criterios:\n      - id: c\n        nombre: C\n        indicadores:\n"
    f"          - {{id: i, nombre: I, definicion: D, unidad: '%', sentido: ascendente, acumulacion: flujo_anual, medida: avance, frecuencia: anual, formula: \"{ORDEN}\"}}\n",
}
CALLS = [
    ["--version"],
    ["ejemplo"],
    ["validar", "marco.yaml", "uno.yaml", "dos.csv"],
    ["validar", "etiqueta.yaml", "formula.yaml"],
    ["calificar", "uno.yaml", "dos.csv", "--marco", "marco.yaml"],
    *(
        ["calificar", "uno.yaml", "dos.csv", "--marco", "marco.yaml", "--salida", f"puntajes.{kind}"]
        for kind in ("json", "csv", "md", "parquet")
    ),
    ["calificar", "dos.csv", "--marco", "marco.yaml", "--salida", "partes/"],
    ["tablero", "uno.yaml", "dos.csv", "--marco", "marco.yaml", "--salida", "tablero.xlsx"],
    ["explicar", "uno.yaml", "--marco", "marco.yaml", "--practica", "uno", "a.p1"],
    ["formulario", "marco.yaml", "--practicas", "uno.yaml", "--salida", "formularios"],
    ["importar", "formularios", "--marco", "marco.yaml", "--salida", "importados"],
    ["revisar", "examples/estrategias", "--formato", "junit"],
    ["panel", "examples/panel/panel.yaml"],
    ["comparar", "examples/comparar_practicas/comparacion.yaml"],
    ["tendencias", "examples/indice/tendencia.yaml"],
    ["verificar-cifras", "examples/datos_publicados/cifras-capitulo-2.yaml"],
    ["decidir"],
    ["procedimiento"],
    ["leer-objetivo", ORDEN],
    ["nueva", "practica"],
    ["marcos", "cualitativo"],
    ["esquema", "practica"],
    ["regla", "formula_no_valida"],
]
WATCH = """
import json, os, sys
sys.dont_write_bytecode = True
order, calls, here = json.loads(sys.argv[1])
seen, called = [], []
FORBIDDEN = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostby", "socket.sendto", "urllib.", "http.client", "ftplib",
             "smtplib", "webbrowser", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.startfile", "pty.spawn",
             "pickle.find_class", "syslog.", "winreg.")

def watch(event, args):
    if event.startswith(FORBIDDEN):
        seen.append([event, repr(args)[:200]])
    elif event == "compile" and order in (args[0].decode(errors="replace") if isinstance(args[0], bytes) else str(args[0])):
        seen.append([event, str(args[0])[:200]])
    elif event == "exec" and "intruso.txt" in repr(getattr(args[0], "co_consts", "")):
        seen.append([event, repr(args[0])])
    elif event == "open" and isinstance(args[0], (str, bytes)) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        path = os.path.realpath(os.fsdecode(args[0]))
        if not path.startswith(here + os.sep) and path != os.devnull:
            seen.append([event, path])

sys.addaudithook(watch)
from evaluacion.cli.principal import main
for call in calls:
    try:
        main(call)
    except SystemExit as end:
        called.append(end.code or 0)
print(json.dumps([seen, called]), file=sys.__stderr__)
"""


@pytest.fixture(scope="module")
def observado(tmp_path_factory):
    """Run the commands in one process that is watched, over files whose every text is an order; return what was seen."""
    folder = tmp_path_factory.mktemp("observado").resolve()
    for name, text in {"marco.yaml": MARCO, **REGISTROS}.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name in ("temporal", "casa"):
        (folder / name).mkdir()
    shutil.copytree(RAIZ / "examples", folder / "examples")
    env = {**os.environ, "PYTHONPATH": str(RAIZ), "TMPDIR": str(folder / "temporal"), "HOME": str(folder / "casa"), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", WATCH, json.dumps([ORDEN, CALLS, str(folder)])],
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    seen, codes = json.loads(done.stderr.splitlines()[-1])
    return folder, seen, codes


def test_the_commands_that_are_watched_do_their_work(observado):
    """They end well, except where a file is refused: so what follows is said of work that was done."""
    _, _, codes = observado
    refused = [" ".join(call) for call, code in zip(CALLS, codes, strict=True) if code == 2]
    assert refused == ["validar etiqueta.yaml formula.yaml"]


def test_no_connection_no_program_no_text_of_a_file_is_run(observado):
    """No socket is connected or bound, no name is looked up, no process starts, nothing that a file says is compiled."""
    folder, seen, _ = observado
    assert seen == []
    assert not (folder / "intruso.txt").exists()


def test_nothing_is_written_outside_the_folder_of_work_and_nothing_stays_in_the_temporary_one(observado):
    """No settings, no cache, no log in the person's folder; no temporary file left behind."""
    folder, _, _ = observado
    assert list((folder / "casa").iterdir()) == []
    assert list((folder / "temporal").iterdir()) == []


def test_the_watch_sees_what_it_watches_for(tmp_path):
    """A connection, a program, a text that is compiled and a file written elsewhere: each is seen."""
    bait = "import socket, subprocess, contextlib\nwith contextlib.suppress(OSError): socket.socket().connect(('127.0.0.1', 9))\n"
    bait += f"subprocess.run([sys.executable, '-c', ''])\ncompile({ORDEN!r}, 'x', 'eval')\nopen({str(tmp_path / 'fuera')!r}, 'w').close()\n"
    script = WATCH.replace("from evaluacion.cli.principal import main\n", bait)
    arguments = json.dumps([ORDEN, [], str(tmp_path / "dentro")])
    done = subprocess.run([sys.executable, "-c", script, arguments], capture_output=True, encoding="utf-8", check=True, timeout=60)
    seen, _ = json.loads(done.stderr.splitlines()[-1])
    assert {"socket.connect", "subprocess.Popen", "compile", "open"} <= {event for event, _ in seen}
