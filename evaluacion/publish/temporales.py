"""What is being written, beside where it goes: held while its writer lives, and swept by the next run when it died."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

_PREFIX = ".evaluacion-"
_SUFFIX = ".parcial"
STALE_SECONDS = 3600
_SECONDS_BETWEEN_SWEEPS = 60.0
_BY_SIGNAL = 128
_alive: dict[Path, None] = {}
"""The temporaries of this process, noted before they exist: whoever ends it knows what to remove."""
_swept: dict[Path, float] = {}

if sys.platform == "win32":
    _HERE = ""

    def _hold(_handle: int) -> bool:
        return False

    def _is_held(_handle: int) -> bool | None:
        return None

else:
    import fcntl
    from zlib import crc32

    _HERE = f"{crc32(os.uname().nodename.encode()):08x}-"
    """This machine: a lock of another one, on a shared disk, may not be seen from here."""

    def _hold(handle: int) -> bool:
        """Hold a file until this process ends, however it does; return whether the file system can."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError:
            return False
        return True

    def _is_held(handle: int) -> bool | None:
        """Whether a living process holds a file; None: the file system cannot tell. If none does, this one holds it now."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            return None
        return False


@contextlib.contextmanager
def temporary_file(folder: Path) -> Iterator[Path]:
    """Yield a new, empty file of a folder, which is gone when it ends unless it was given another name.

    Raises:
        OSError: the folder does not take it.
    """
    with _made(folder, is_folder=False) as path:
        yield path


@contextlib.contextmanager
def temporary_folder(folder: Path) -> Iterator[Path]:
    """Yield a new folder in another, for files of work; it is gone, with them, when it ends.

    Raises:
        OSError: the folder does not take it.
    """
    sweep_stale(folder)
    with _made(folder, is_folder=True) as path:
        yield path


@contextlib.contextmanager
def _made(folder: Path, *, is_folder: bool) -> Iterator[Path]:
    path = folder
    handle: int | None = None
    try:
        while handle is None or not _is_there(path, handle):  # another run may sweep it before it is held
            if handle is not None:
                os.close(handle)
            path = folder / f"{_PREFIX}{_HERE}{os.urandom(6).hex()}{_SUFFIX}"
            _alive[path] = None
            handle = _make(path, is_folder=is_folder)
            if handle is None or not _hold(handle):
                break
        yield path
    finally:
        _remove(path)
        if handle is not None:
            os.close(handle)
        _alive.pop(path, None)


def _make(path: Path, *, is_folder: bool) -> int | None:
    """Make a file or a folder and return its handle, None where keeping it open would keep it from being renamed."""
    if is_folder:
        path.mkdir(0o700)
        return None if os.name == "nt" else os.open(path, os.O_RDONLY)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
    if os.name != "nt":
        return handle
    os.close(handle)
    return None


def _is_there(path: Path, handle: int) -> bool:
    """Whether a name still is that of an open file."""
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except OSError:
        return False


def _remove(path: Path) -> None:
    """Remove a temporary if it is there: a file, or a folder with files."""
    if path not in _alive and not path.name.startswith(_PREFIX):
        return
    with contextlib.suppress(OSError):
        if not path.is_dir():
            path.unlink()
            return
        for inside in path.iterdir():
            inside.unlink()
        path.rmdir()


def discard_all() -> None:
    """Remove what this process was writing, whatever it is in the middle of."""
    for path in list(_alive):
        _remove(path)


def leave(number: int) -> NoReturn:
    """End the process as a signal asks, at once and with nothing half written: what was being written goes, what is done stays."""
    discard_all()
    os._exit(_BY_SIGNAL + number)


def end_when_told() -> None:
    """Have a process that does parts leave nothing half written when the one that started it tells it to end; Ctrl-C is for that one."""
    signal.signal(signal.SIGTERM, lambda number, _frame: leave(number))
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def sweep_before(folder: Path) -> None:
    """Sweep a folder that is about to be written to, unless that was done a moment ago."""
    now = time.monotonic()
    if now - _swept.get(folder, -_SECONDS_BETWEEN_SWEEPS) >= _SECONDS_BETWEEN_SWEEPS:
        _swept[folder] = now
        sweep_stale(folder)


def sweep_stale(folder: Path, *, seconds: float = STALE_SECONDS) -> None:
    """Remove the temporaries that killed runs left in a folder.

    Those of this machine go as soon as nobody holds them, whatever the clock says; where that cannot be told, those of more
    than an hour ago, or so many seconds.
    """
    limit = time.time() - seconds
    for path in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        with contextlib.suppress(OSError):
            handle = _opened(path)
            try:
                held = _is_held(handle) if handle is not None and _HERE and path.name.startswith(_PREFIX + _HERE) else None
                if held is False or (held is None and path.lstat().st_mtime <= limit):
                    _remove(path)
            finally:
                if handle is not None:
                    os.close(handle)


def _opened(path: Path) -> int | None:
    """Return a handle of a temporary; None where an open file cannot be removed."""
    if os.name == "nt":
        return None
    return os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
