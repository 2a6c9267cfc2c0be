"""One run at a time writes a folder: a lock of the system on a file inside it, which a process that dies lets go of by itself."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.base.textos import reason_of

CANDADO = ".evaluacion-candado"
_LONGEST = 200
_FAR = 1 << 30
"""Where Windows locks: nobody can read what is locked there, and who holds it is written at the start."""


@contextmanager
def hold_folder(carpeta: Path) -> Iterator[tuple[Problema, ...]]:
    """Keep other runs out of a folder meanwhile; give a warning where the file system has no locks, so that nobody is kept out.

    Raises:
        EvaluacionError: another run holds it, or nothing can be written there.
    """
    path = carpeta / CANDADO
    handle, is_locked = _take(path, carpeta)
    try:
        yield () if is_locked else (_unguarded(carpeta),)
    finally:
        _let_go(handle, path)


def _take(path: Path, carpeta: Path) -> tuple[int, bool]:
    """Return the open file, and whether it is locked: it is not where the file system has no locks."""
    while True:
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
        except OSError as error:
            raise EvaluacionError([_impossible(carpeta, error)]) from None
        try:
            is_locked = _lock(handle)
        except BlockingIOError:
            said = os.pread(handle, _LONGEST, 0) if hasattr(os, "pread") else os.read(handle, _LONGEST)
            os.close(handle)
            raise EvaluacionError([_held(carpeta, said.decode("utf-8", "replace").strip())]) from None
        if _is_in_place(handle, path):
            with contextlib.suppress(OSError):  # a full disk: who holds it is only told
                os.ftruncate(handle, 0)
                os.write(handle, f"proceso {os.getpid()} de {socket.gethostname()}\n".encode())
            return handle, is_locked
        os.close(handle)  # whoever had it removed it between the two calls: that lock keeps nobody out


def _is_in_place(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False


def _let_go(handle: int, path: Path) -> None:
    """Remove the file while nobody else can hold it, and close it."""
    if sys.platform == "win32":
        os.close(handle)
        with contextlib.suppress(OSError):  # somebody has it already
            path.unlink()
        return
    with contextlib.suppress(OSError):
        path.unlink()
    os.close(handle)


def _lock(handle: int) -> bool:
    """Lock an open file; return False where that cannot be done.

    Raises:
        BlockingIOError: another process has it.
    """
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - only there

            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            import fcntl  # noqa: PLC0415 - only there

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except PermissionError:  # what Windows, and some network file systems, say of a lock that another has
        os.lseek(handle, 0, os.SEEK_SET)
        raise BlockingIOError from None
    except OSError:
        return False
    return True


def _held(carpeta: Path, who: str) -> Problema:
    holder = f" ({who})" if who else ""
    what = f"Otra orden está escribiendo en «{carpeta}»{holder}."
    return Problema("salida_ocupada", what, Origen(str(carpeta)), "Espere a que termine, o indique otra carpeta.")


def _unguarded(carpeta: Path) -> Problema:
    what = f"El sistema de archivos de «{carpeta}» no tiene candados: no se puede impedir que otra orden escriba ahí a la vez."
    return Problema("salida_ocupada", what, Origen(str(carpeta)), "Cuide que solo una orden use esa carpeta.", "aviso")


def _impossible(carpeta: Path, error: OSError) -> Problema:
    what = f"No se puede escribir en «{carpeta}»: {reason_of(error)}."
    return Problema("salida_imposible", what, Origen(str(carpeta)), "Elija una carpeta en la que pueda escribir.")
