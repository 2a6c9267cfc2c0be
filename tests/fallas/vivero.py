"""A process that has everything loaded and runs each call in a child of its own, as bare as a process of the command line.

It reads an order (JSON) a line and answers each with a line. In the child the run may be stopped, or the system may refuse,
just before its n-th change of the folder where it writes: those moments are told by the audit events of Python, so that they
do not depend on how the tool writes.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import io
import json
import os
import pkgutil
import resource
import signal
import sys
import time
import traceback
from pathlib import Path

import evaluacion
from evaluacion.cli.proceso import prepare_process
from evaluacion.publish import salida as puerta

from . import salidas

CHANGES = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.chown", "os.truncate", "os.link", "os.symlink"}
PUERTAS = ("write_atomically", "write_bytes")
LLEGO = ".llego"
"""How the mark of a run that got to where it was to fail ends."""
CALLERS = set()
"""Who has called the door in this process."""


def main():
    """Answer the orders of standard input until it ends."""
    for line in sys.stdin:
        order = json.loads(line)
        answer = {"preparar": prepare, "aqui": run_here, "hijos": run_all}[order["que"]](order)
        sys.__stdout__.write(json.dumps(answer) + "\n")
        sys.__stdout__.flush()


def prepare(order):
    """Load everything, make the inputs, and stand where they are."""
    for module in pkgutil.walk_packages(evaluacion.__path__, "evaluacion."):
        if module.name != "evaluacion.__main__":
            importlib.import_module(module.name)
    for name in ("jsonschema", "holidays", "pyarrow.compute", "pyarrow.csv", "pyarrow.parquet", "xlsxwriter"):
        importlib.import_module(name)
    inputs = Path(order["entradas"])
    salidas.write_inputs(inputs)
    os.chdir(inputs)
    watch(CALLERS)
    for words, made, name in salidas.MAKERS:
        said = call([word.format(e=inputs) for word in words.split()])
        assert not said[0], said
        if name is not None:
            (inputs / made).rename(inputs / name)


def run_here(order):
    """Run a call in this process, which keeps what it loads; return how it ended and who has called the door so far."""
    return [*call(order["palabras"]), sorted(CALLERS)]


def watch(callers):
    """Note from which functions the door is called."""
    real = puerta._target_of

    def noted(path):
        frame = sys._getframe(1)
        while frame.f_globals["__name__"] == puerta.__name__:
            frame = frame.f_back
        callers.add(f"{frame.f_globals['__name__']}:{frame.f_code.co_qualname.rpartition('.')[2]}")
        return real(path)

    puerta._target_of = noted


def call(words):
    """Run the command line in this process; return its exit code and what it said."""
    from evaluacion.cli.principal import main as command

    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), contextlib.suppress(SystemExit):
        try:
            command(words)
        except SystemExit as end:
            return end.code, out.getvalue(), err.getvalue()
    return None, out.getvalue(), err.getvalue()


def run_all(asked):
    """Run some children at once; return how each ended (negative: the signal that killed it)."""
    orders, children = asked["hijos"], []
    for order in orders:
        pid = os.fork()
        if not pid:
            child(order)
        children.append(pid)
    for pid, order in zip(children, orders, strict=True):
        if "senal" in order:
            number, seconds = order["senal"]
            time.sleep(seconds)
            os.kill(pid, number)
    return [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children]


def child(order):
    """Be the process of a call, and end."""
    code = 99
    try:
        streams(order)
        prepare_process()
        limits(order)
        if "falla" in order:
            fail_at(order["carpeta"], Path(order["err"] + LLEGO), **order["falla"])
        from evaluacion.cli.principal import main as command

        try:
            command(order["palabras"])
        except SystemExit as end:
            code = end.code or 0
    except BaseException:  # noqa: BLE001 - whatever it is, it is told
        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.flush()
        if "dicho" in order:
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            os.set_blocking(order["dicho"], False)
            with contextlib.suppress(BlockingIOError):
                Path(order["err"]).write_bytes(os.read(order["dicho"], 1 << 16))
        os._exit(code)


def streams(order):
    """Put files, or a pipe that nobody reads, behind the streams."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    if order["out"] == "roto":
        reader, writer = os.pipe()
        os.close(reader)
        os.dup2(writer, 1)
    else:
        os.dup2(os.open(order["out"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644), 1)
    if "bytes" in order:  # the limit would be that of what it says, too: it goes through a pipe
        order["dicho"], writer = os.pipe()
        os.dup2(writer, 2)
    else:
        os.dup2(os.open(order["err"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644), 2)


def limits(order):
    """Take away what the order says: room in files, the rights of the administrator, the notion of the hour."""
    if "bytes" in order:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["bytes"], resource.RLIM_INFINITY))
    if order.get("nadie"):
        os.setgid(65534)
        os.setuid(65534)
    if "reloj" in order:
        late = time.time() - order["reloj"]
        time.time = lambda: late


def fail_at(folder, mark, *, n, senal=None, errno=None, solo=None):
    """Send a signal to this process, or have the system refuse, just before its n-th change of a folder; leave a mark of having done it."""
    seen = [0]

    def hook(event, args):
        if event not in CHANGES or (solo is not None and event != solo) or not any(str(arg).startswith(folder) for arg in args[:2]):
            return
        if event == "open" and isinstance(args[2], int) and not args[2] & (os.O_WRONLY | os.O_RDWR):
            return
        seen[0] += 1
        if seen[0] != n:
            return
        mark.touch()
        if senal is not None:
            os.kill(os.getpid(), senal)
        else:
            raise OSError(errno, os.strerror(errno), str(args[0]))

    sys.addaudithook(hook)


def call_sites(source, module):
    """Return the functions of a module that call the door: `module:function`."""
    found = set()

    def visit(node, name):
        for inside in ast.iter_child_nodes(node):
            here = inside.name if isinstance(inside, ast.FunctionDef) else name
            if isinstance(inside, ast.Call) and isinstance(inside.func, ast.Name) and inside.func.id in PUERTAS:
                found.add(f"{module}:{here}")
            visit(inside, here)

    visit(ast.parse(source), "")
    return found


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    main()
