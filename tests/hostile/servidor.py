"""A process with the program already imported, that forks one child per case: its own process, its own limits, 10 ms each.

Reads one JSON request a line: `{folder, args, segundos, mb}`; answers `{sale, senal, cpu, mb, agotado}`. The child
leaves what it said in `salida.txt` and `errores.txt` beside the folder of the case.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import pkgutil
import resource
import select
import signal
import sys
from pathlib import Path

RESERVED_MB = 400
"""Address space that libraries reserve and never touch; what is touched is measured apart."""


def preload() -> None:
    """Import everything that a command may import."""
    import evaluacion

    for found in pkgutil.walk_packages(evaluacion.__path__, "evaluacion."):
        if not found.name.endswith("__main__"):
            with contextlib.suppress(ImportError):
                importlib.import_module(found.name)
    for name in ("numpy", "pyarrow", "pyarrow.compute", "pyarrow.csv", "pyarrow.parquet", "pydantic", "xlsxwriter", "yaml"):
        importlib.import_module(name)


def memory_now(key: str, pid: int | str = "self") -> int:
    """Return a line of the status of a process, in bytes."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith(key):
                return int(line.split()[1]) * 1024
    return 0


def be_the_case(request: dict) -> None:
    """Become the process of a case; never returns."""
    folder = Path(request["folder"])
    os.chdir(folder)
    for number, name in ((0, os.devnull), (1, folder.parent / "salida.txt"), (2, folder.parent / "errores.txt")):
        handle = os.open(name, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.dup2(handle, number)
        os.close(handle)
    seconds = request["segundos"]
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    room = memory_now("VmSize") + (request["mb"] + RESERVED_MB) * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    code = 99
    try:
        from evaluacion.cli.principal import main

        main(request["args"])
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 98
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def run(request: dict) -> dict:
    """Return how the case ended."""
    base = memory_now("VmRSS")
    pid = os.fork()
    if pid == 0:
        be_the_case(request)
    late = False
    handle = os.pidfd_open(pid)
    ready, _, _ = select.select([handle], [], [], request["segundos"] * 3 + 5)
    os.close(handle)
    if not ready:
        late = True
        os.kill(pid, signal.SIGKILL)
    _, status, used = os.wait4(pid, 0)
    return {
        "sale": os.WEXITSTATUS(status) if os.WIFEXITED(status) else None,
        "senal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
        "agotado": late,
        "cpu": used.ru_utime + used.ru_stime,
        "mb": max(0, used.ru_maxrss * 1024 - base) / 1e6,
    }


def main() -> None:
    """Answer one request after another until nobody asks."""
    preload()
    gc.collect()
    gc.freeze()
    requests, answers = os.fdopen(os.dup(0), encoding="utf-8"), os.fdopen(os.dup(1), "w", encoding="utf-8")
    for line in requests:
        answers.write(json.dumps(run(json.loads(line))) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
