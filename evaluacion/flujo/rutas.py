"""What a person names (files, folders, wildcards) as the list of files to read."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable
from pathlib import Path

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.base.textos import reason_of
from evaluacion.flujo.propias import is_own_output
from evaluacion.read.documento import missing

EXTENSIONS = frozenset({".yaml", ".yml", ".json", ".csv", ".tsv", ".xlsx", ".ndjson", ".jsonl", ".parquet"})
FOREIGN_BOOKS = frozenset({".xls", ".xlsm", ".xlsb", ".ods"})
"""Workbooks that may hold records and are not read: in a folder they are found so that somebody is told."""
_TAKEN = EXTENSIONS | FOREIGN_BOOKS
Rutas = str | Path | Iterable[str | Path]
"""One path, or several."""
_WILDCARDS = frozenset("*?[")


def listed(rutas: Rutas) -> list[str | Path]:
    """Return the paths of what may be a single one: a text is a path, never its letters."""
    return [rutas] if isinstance(rutas, str | Path) else list(rutas)


def find_files(rutas: Rutas) -> list[tuple[Path, bool]]:
    """Return each file once, and whether it was named (rather than found in a folder), in a stable order.

    Wildcards are expanded here too, because the shells of Windows do not. In folders, hidden files and folders are
    passed over, and only the extensions of data are taken, with those of the workbooks that have to be saved anew.

    Raises:
        EvaluacionError: a path or a wildcard that leads to nothing; all of them at once.
    """
    found: dict[str, tuple[Path, bool]] = {}
    problems: list[Problema] = []
    for ruta in listed(rutas):
        unreadable: list[OSError] = []
        try:
            matches = _expand(str(ruta), unreadable)
        except OSError as error:  # a name too long, a folder on the way that may not be entered
            unreadable.append(error)
            matches = []
        problems.extend(_unreadable(error, str(ruta)) for error in unreadable)
        if matches is None and not unreadable:
            problems.append(_nothing_at(str(ruta)))
        for path, is_named in matches or ():
            real = os.path.realpath(path)
            first, was_named = found.get(real, (path, False))
            found[real] = (first, was_named or is_named)
    if problems:
        raise EvaluacionError(problems)
    return list(found.values())


def _nothing_at(ruta: str) -> Problema:
    if Path(ruta).is_symlink():
        return missing(Path(ruta), "")
    return Problema("archivo_no_encontrado", "No existe ningún archivo ni carpeta así.", Origen(ruta), "Revise el nombre y la carpeta.")


def _unreadable(error: OSError, ruta: str) -> Problema:
    place = Origen(str(error.filename or ruta))
    return Problema("archivo_ilegible", f"No se pudo leer: {reason_of(error)}.", place, "Revise el nombre y los permisos.")


def _expand(text: str, unreadable: list[OSError]) -> list[tuple[Path, bool]] | None:
    """Return the files that a person named; None when there is nothing of that name."""
    found = _existing(Path(text), unreadable)
    if found is not None or not _WILDCARDS & set(text):
        return found
    matches = sorted(glob.glob(text, recursive=True))  # noqa: PTH207 - the pattern may be absolute, relative or have a drive
    return [item for match in matches for item in _existing(Path(match), unreadable) or ()] or None


def _existing(path: Path, unreadable: list[OSError]) -> list[tuple[Path, bool]] | None:
    """Return the files of a folder, or the file itself; None when there is no such thing."""
    if path.is_dir():
        return [(inside, False) for inside in sorted(_walk(path, unreadable))]
    return [(path, True)] if path.exists() else None


def _walk(folder: Path, unreadable: list[OSError]) -> Iterable[Path]:
    for root, folders, files in os.walk(folder, onerror=unreadable.append):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        for name in files:
            if not name.startswith((".", "~$")) and "".join(name.rpartition(".")[1:]).casefold() in _TAKEN:
                yield Path(root) / name


def inputs_of(files: Iterable[tuple[Path, bool]], marcos: Rutas = ()) -> list[Path]:
    """Return every file that a call reads: the records (not what this tool wrote beside them), and the named marcos."""
    found = [path for path, _ in files if not is_own_output(path)]
    for reference in listed(marcos):
        path = Path(reference)
        found.extend(path.glob("*") if path.is_dir() else (path, path.with_name("casos.yaml")))
    return found
