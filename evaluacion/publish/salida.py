"""Writing without losing: a temporary file beside the target, flushed, then swapped in; the old file stays until then."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.base.textos import reason_of
from evaluacion.publish.temporales import sweep_before, temporary_file

_STREAMS = ("/dev/std", "/dev/fd", "/proc/")
"""Names of what a process has open: what is behind them is not replaced."""
_A_FILE = "Indique un nombre de archivo."
_written: dict[Path, None] = {}


def write_atomically(path: Path, write: Callable[[Path], None], *, may_rename: bool = False) -> tuple[Path, Problema | None]:
    """Write a file whole or not at all; return where it went, and a warning when that is not where it was asked.

    Args:
        path: the file to write; a symbolic link is followed, the mode and the owner of an existing file are kept.
        write: fills the temporary file whose path it is given.
        may_rename: when the target is held open by another program (Excel on Windows), write beside it.

    Raises:
        EvaluacionError: the folder does not exist or cannot be written, the disk is full, or the target is no file.
    """
    target, before = _target_of(path)
    remedy = "Elija una carpeta en la que pueda escribir."
    try:
        sweep_before(target.parent)
        with temporary_file(target.parent) as temporary:
            remedy = "Libere espacio o elija otra carpeta."
            write(temporary)
            _flush(temporary)
            if before is not None:
                _look_like(temporary, before)
            done = _swap(temporary, target, path, may_rename=may_rename)
    except OSError as error:
        raise EvaluacionError([_impossible(path, reason_of(error), remedy)]) from None
    _written[done[0]] = None
    return done


def _target_of(path: Path) -> tuple[Path, os.stat_result | None]:
    """Return the file that a name stands for, and how it is, if it is there.

    Raises:
        EvaluacionError: it is no file that may be replaced, or its folder does not exist.
    """
    try:
        target = Path(os.path.realpath(path))
        found = _state_of(path)
        has_folder = target.parent.is_dir()
        is_stream = str(path.absolute()).startswith(_STREAMS)
    except ValueError:  # NUL, or a sign that the names of this system cannot have
        raise EvaluacionError([_impossible(path, "el nombre lleva un signo que el sistema no admite", "Indique otro nombre.")]) from None
    except OSError as error:
        raise EvaluacionError([_impossible(path, reason_of(error), "Indique otro nombre.")]) from None
    if found is not None and stat.S_ISDIR(found.st_mode):
        raise EvaluacionError([_impossible(path, "es una carpeta", _A_FILE)])
    if is_stream or (found is not None and not stat.S_ISREG(found.st_mode)):
        remedy = f"{_A_FILE} Para mandarlo a la pantalla o a otra orden, quite esa opción."
        raise EvaluacionError([_impossible(path, "no es un archivo normal", remedy)])
    if not has_folder:
        raise EvaluacionError([_impossible(path, "la carpeta no existe", "Cree la carpeta o indique otra.")])
    if found is not None and not os.access(target, os.W_OK):
        raise EvaluacionError([_impossible(path, "está protegido contra escritura", "Quítele la protección o indique otro nombre.")])
    return target, found


def _state_of(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def refuse_inputs(path: Path, inputs: Iterable[str | Path]) -> None:
    """Raise when an output would replace one of the files that were read, or a YAML file, which no command writes.

    Raises:
        EvaluacionError: the output is an input.
    """
    try:
        is_input = os.path.realpath(path) in {os.path.realpath(given) for given in inputs}
    except (OSError, ValueError):  # a name that cannot be: whoever writes it says so
        return
    if is_input or (path.suffix.casefold() in (".yaml", ".yml") and path.exists()):
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


def written() -> tuple[Path, ...]:
    """Return the files that this process has written, in order: when one fails, those before it are there."""
    return tuple(_written)


def forget_written() -> None:
    """Start again the list of what is written: another call begins."""
    _written.clear()


def _look_like(temporary: Path, before: os.stat_result) -> None:
    """Give a file the owner and the mode of the one that it replaces, as far as the system lets."""
    with contextlib.suppress(OSError):  # only the administrator gives files away
        if os.name != "nt" and (before.st_uid, before.st_gid) != (os.geteuid(), os.getegid()):
            os.chown(temporary, before.st_uid, before.st_gid)
    with contextlib.suppress(PermissionError):  # file systems without permissions of their own refuse
        temporary.chmod(stat.S_IMODE(before.st_mode))


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
            f"No se pudo reemplazar «{asked}»: otro programa lo tiene abierto, o está protegido. El resultado quedó en «{other.name}».",
            Origen(str(asked)),
            "Cierre el archivo y repita la orden si quiere el mismo nombre.",
            "aviso",
        )
    _flush_folder(target.parent)
    return asked, None


def _free_name(target: Path) -> Path:
    numbers = iter(range(2, 1000))
    return next(other for number in numbers if not (other := target.with_name(f"{target.stem} ({number}){target.suffix}")).exists())


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


def _impossible(path: Path, reason: str, remedy: str) -> Problema:
    shown = str(path).replace("\0", "\\0")
    return Problema("salida_imposible", f"No se puede escribir «{shown}»: {reason}.", Origen(shown), remedy)


def ensure_folder(path: Path) -> None:
    """Make a folder and those above it.

    Raises:
        EvaluacionError: it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except ValueError:
        raise EvaluacionError([_impossible(path, "el nombre lleva un signo que el sistema no admite", "Indique otro nombre.")]) from None
    except OSError as error:
        is_taken = isinstance(error, FileExistsError | NotADirectoryError)
        remedy = "Indique una carpeta, o el nombre de una que no exista." if is_taken else "Elija otra carpeta."
        raise EvaluacionError([_impossible(path, reason_of(error), remedy)]) from None
