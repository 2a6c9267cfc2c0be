"""What a person names (files, folders, wildcards) as the list of files to read."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable
from pathlib import Path

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.flujo.propias import is_own_output

EXTENSIONS = frozenset({".yaml", ".yml", ".json", ".csv", ".tsv", ".xlsx", ".ndjson", ".jsonl", ".parquet"})
FOREIGN_BOOKS = frozenset({".xls", ".xlsm", ".xlsb", ".ods"})
"""Workbooks that may hold records and are not read: in a folder they are found so that somebody is told."""
_WILDCARDS = frozenset("*?[")


def find_files(rutas: Iterable[str | Path]) -> list[tuple[Path, bool]]:
    """Return each file once, and whether it was named (rather than found in a folder), in a stable order.

    Wildcards are expanded here too, because the shells of Windows do not. In folders, hidden files and folders are
    passed over, and only the extensions of data are taken, with those of the workbooks that have to be saved anew.

    Raises:
        EvaluacionError: a path or a wildcard that leads to nothing; all of them at once.
    """
    found: dict[str, tuple[Path, bool]] = {}
    problems: list[Problema] = []
    for ruta in rutas:
        matches = _expand(str(ruta))
        if not matches and not Path(ruta).is_dir():
            problems.append(
                Problema(
                    "archivo_no_encontrado", "No existe ningún archivo ni carpeta así.", Origen(str(ruta)), "Revise el nombre y la carpeta."
                )
            )
        for path, is_named in matches:
            first, was_named = found.setdefault(os.path.realpath(path), (path, is_named))
            found[os.path.realpath(path)] = (first, was_named or is_named)
    if problems:
        raise EvaluacionError(problems)
    return list(found.values())


def _expand(text: str) -> list[tuple[Path, bool]]:
    path = Path(text)
    if path.is_dir():
        return [(inside, False) for inside in sorted(_walk(path))]
    if path.exists():
        return [(path, True)]
    if not _WILDCARDS & set(text):
        return []
    matches = sorted(glob.glob(text, recursive=True))  # noqa: PTH207 - the pattern may be absolute, relative or have a drive
    return [item for match in matches for item in _expand(match)]


def _walk(folder: Path) -> Iterable[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        for name in files:
            if not name.startswith((".", "~$")) and Path(name).suffix.casefold() in EXTENSIONS | FOREIGN_BOOKS:
                yield Path(root) / name


def inputs_of(files: Iterable[tuple[Path, bool]], marcos: Iterable[str | Path] = ()) -> list[Path]:
    """Return every file that a call reads: the records (not what this tool wrote beside them), and the named marcos."""
    found = [path for path, _ in files if not is_own_output(path)]
    for reference in marcos:
        path = Path(reference)
        found.extend(path.glob("*") if path.is_dir() else (path, path.with_name("casos.yaml")))
    return found
