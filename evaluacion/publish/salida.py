"""Writing without losing: a temporary file beside the target, flushed, then swapped in; the old file stays until then."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.base.textos import reason_of

_PREFIX = ".evaluacion-"
_SUFFIX = ".parcial"
_STALE_SECONDS = 3600


def write_atomically(path: Path, write: Callable[[Path], None], *, may_rename: bool = False) -> tuple[Path, Problema | None]:
    """Write a file whole or not at all; return where it went, and a warning when that is not where it was asked.

    Args:
        path: the file to write; a symbolic link is followed, the mode of an existing file is kept.
        write: fills the temporary file whose path it is given.
        may_rename: when the target is held open by another program (Excel on Windows), write beside it.

    Raises:
        EvaluacionError: the folder does not exist or cannot be written, the disk is full, or the target is no file.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            raise EvaluacionError([_impossible(path, "es una carpeta o no es un archivo normal", "Indique un nombre de archivo.")])
        if not target.parent.is_dir():
            raise EvaluacionError([_impossible(path, "la carpeta no existe", "Cree la carpeta o indique otra.")])
        sweep_stale(target.parent)
        handle, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=target.parent)
        os.close(handle)
    except OSError as error:
        raise EvaluacionError([_impossible(path, reason_of(error), "Elija una carpeta en la que pueda escribir.")]) from None
    temporary = Path(name)
    try:
        write(temporary)
        _flush(temporary)
        with contextlib.suppress(PermissionError):  # file systems without permissions of their own refuse
            temporary.chmod(stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask())
        return _swap(temporary, target, path, may_rename=may_rename)
    except OSError as error:
        raise EvaluacionError([_impossible(path, reason_of(error), "Libere espacio o elija otra carpeta.")]) from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def refuse_inputs(path: Path, inputs: Iterable[str | Path]) -> None:
    """Raise when an output would replace one of the files that were read, or a YAML file, which no command writes.

    Raises:
        EvaluacionError: the output is an input.
    """
    target = os.path.realpath(path)
    if target in {os.path.realpath(given) for given in inputs} or (path.suffix.casefold() in (".yaml", ".yml") and path.exists()):
        raise EvaluacionError(
            [_impossible(path, "es uno de los archivos de entrada", "Indique otro nombre: no se escribe sobre lo que se lee.")]
        )


def write_bytes(path: Path, data: bytes) -> None:
    """Write bytes to a file whole or not at all.

    Raises:
        EvaluacionError: as `write_atomically`.
    """
    write_atomically(path, lambda temporary: _put(temporary, data))


def _put(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _swap(temporary: Path, target: Path, asked: Path, *, may_rename: bool) -> tuple[Path, Problema | None]:
    try:
        temporary.replace(target)
    except PermissionError:
        if not may_rename:
            raise
        other = _free_name(target)
        temporary.replace(other)
        _flush_folder(target.parent)
        return other, Problema(
            "salida_ocupada",
            f"No se pudo reemplazar «{asked}»: otro programa lo tiene abierto. El resultado quedó en «{other.name}».",
            Origen(str(asked)),
            "Cierre el archivo y repita la orden si quiere el mismo nombre.",
            "aviso",
        )
    _flush_folder(target.parent)
    return asked, None


def _free_name(target: Path) -> Path:
    numbers = iter(range(2, 1000))
    return next(other for number in numbers if not (other := target.with_name(f"{target.stem} ({number}){target.suffix}")).exists())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):  # the file is in its place: a folder that cannot be opened is no failure
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep_stale(folder: Path, *, seconds: float = _STALE_SECONDS) -> None:
    """Remove the temporaries that a killed run left in a folder more than an hour ago, or so many seconds."""
    limit = time.time() - seconds
    for path in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        with contextlib.suppress(OSError):
            if path.stat().st_mtime <= limit:
                path.unlink()


def _impossible(path: Path, reason: str, remedy: str) -> Problema:
    return Problema("salida_imposible", f"No se puede escribir «{path}»: {reason}.", Origen(str(path)), remedy)


def ensure_folder(path: Path) -> None:
    """Make a folder and those above it.

    Raises:
        EvaluacionError: it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        is_taken = isinstance(error, FileExistsError | NotADirectoryError)
        remedy = "Indique una carpeta, o el nombre de una que no exista." if is_taken else "Elija otra carpeta."
        raise EvaluacionError([_impossible(path, reason_of(error), remedy)]) from None
