"""A folder of scores as it was left: complete, with every file as it was written, or told what is missing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, quote
from evaluacion.base.textos import reason_of
from evaluacion.model.marco import Marco
from evaluacion.model.procedencia import MarcoUsado, Procedencia
from evaluacion.read.documento import parse_documento, show_path
from evaluacion.read.json_escrito import parse_written_json
from evaluacion.read.marco import content_hash, resolve_marco
from evaluacion.read.texto import decode
from evaluacion.scale.agregado import NIVELES
from evaluacion.scale.carpeta import MANIFIESTO, digest_of
from evaluacion.scale.conjunto import CARPETA, CIFRAS, RANKING
from evaluacion.scale.normal import require_regular
from evaluacion.scale.trabajo import is_part

_OURS = {f"{CARPETA}/{CIFRAS}", f"{CARPETA}/{RANKING}"}
_AGAIN = "Repita la orden «evaluacion calificar … --salida {folder}/»: solo se hace lo que falta."
_REMOVE = "Borre ese archivo y repita la orden «evaluacion calificar … --salida {folder}/»: solo se hace lo que falta."


@dataclass(frozen=True, slots=True)
class Archivo:
    """A file of the folder: its path in it, its digest and, of a file of scores, how many rows it has."""

    nombre: str
    sha256: str
    filas: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class CarpetaDePuntajes:
    """A complete folder of scores, checked file by file."""

    ruta: Path
    procedencia: Procedencia
    partes: tuple[Archivo, ...]
    conjunto: tuple[Archivo, ...]
    marcos: tuple[Marco, ...]
    cifras: Mapping[str, Mapping[str, Any]]
    """By marco, what the file of figures says."""

    @property
    def ranking(self) -> Path:
        """The file with every record in order."""
        return self.ruta / CARPETA / RANKING

    @property
    def archivos(self) -> list[str]:
        """The files of scores."""
        return [str(self.ruta / parte.nombre) for parte in self.partes]


def is_scores_folder(path: Path) -> bool:
    """Whether a folder was used for scores by parts, finished or not."""
    return path.is_dir() and (
        (path / MANIFIESTO).is_file() or (path / CARPETA / RANKING).is_file() or any(map(is_part, path.glob("*.parquet")))
    )


def read_folder(path: Path) -> CarpetaDePuntajes:
    """Return a folder of scores.

    Raises:
        EvaluacionError: it is not complete, or a file of it is missing or is not the one that was written.
    """
    manifest = _read_json(path, MANIFIESTO)
    try:
        source = _procedencia(manifest["procedencia"])
        parts = tuple(Archivo(_inside(item["salida"]), str(item["sha256"]), _count(item["filas"])) for item in manifest["partes"])
        whole = tuple(Archivo(_inside(item["salida"]), str(item["sha256"])) for item in manifest["conjunto"])
    except (KeyError, TypeError, ValueError, AttributeError):
        raise EvaluacionError([not_understood(path, MANIFIESTO)]) from None
    problems = [problem for archivo in (*parts, *whole) for problem in _check(path, archivo)]
    problems += [_problem(path, name, "Falta", _AGAIN) for name in sorted(_OURS - {archivo.nombre for archivo in whole})]
    if problems:
        raise EvaluacionError(problems)
    figures = _read_json(path, f"{CARPETA}/{CIFRAS}")
    try:
        found = figures["marcos"]
        _check_counts(manifest, parts, found)
        marcos = tuple(_marco(path, name, one["instrumento"], source) for name, one in found.items())
    except (KeyError, TypeError, ValueError, AttributeError):
        raise EvaluacionError([not_understood(path, f"{CARPETA}/{CIFRAS}")]) from None
    return CarpetaDePuntajes(path, source, parts, whole, marcos, found)


def _inside(name: str) -> str:
    """Return the path of a file of the folder.

    Raises:
        ValueError: it leads out of the folder.
    """
    parts = PurePosixPath(name).parts
    if not parts or "\\" in name or PurePosixPath(name).is_absolute() or ".." in parts or (len(parts) > 1 and name not in _OURS):
        raise ValueError(name)
    return name


def _read_json(folder: Path, name: str) -> Any:  # noqa: ANN401 - JSON
    path = folder / name
    try:
        require_regular(path)
        archivo = show_path(path)
        return parse_written_json(decode(path.read_bytes(), archivo, max_bytes=None), archivo)
    except FileNotFoundError:
        what = f"La carpeta {quote(show_path(folder))} no está completa: no tiene «{name}»."
        raise EvaluacionError(
            [Problema("puntajes_incompletos", what, Origen(show_path(path)), _AGAIN.format(folder=folder.name))]
        ) from None
    except OSError as error:
        raise EvaluacionError(
            [Problema("archivo_ilegible", f"No se pudo leer: {reason_of(error)}.", Origen(show_path(path)), "")]
        ) from None
    except EvaluacionError as error:
        raise EvaluacionError([not_understood(folder, name), *error.problemas]) from None


def _count(value: object) -> int:
    """Return how many there are.

    Raises:
        TypeError: the file says something else.
    """
    if type(value) is not int or value < 0:
        raise TypeError(value)
    return value


def _check_counts(manifest: Mapping[str, Any], parts: Sequence[Archivo], figures: Mapping[str, Mapping[str, Any]]) -> None:
    """Raise when the files do not count the same rows.

    Raises:
        TypeError: what they say is no number of rows.
        ValueError: they do not.
    """
    rows = sum(part.filas or 0 for part in parts)
    of_marcos = [_count(one["filas"]) for one in figures.values()]
    ranked = all(_count(one["clasificadas"]) <= _count(one["filas"]) for one in figures.values())
    levels = all(sum(map(_count, one[name].values())) == one["filas"] for one in figures.values() for name in NIVELES)
    tenths = all(sum(map(_count, one["decimos"])) <= one["filas"] for one in figures.values())
    is_once = len({part.nombre for part in parts}) == len(parts)
    if not (rows == _count(manifest["filas"]) == sum(of_marcos) and ranked and levels and tenths and is_once):
        raise ValueError(rows)


def _procedencia(told: Mapping[str, Any]) -> Procedencia:
    marcos = tuple(MarcoUsado(**item) for item in told["marcos"])
    files = tuple((str(item["archivo"]), str(item["sha256"])) for item in told["archivos"])
    return Procedencia(told["herramienta"], told["version"], marcos, files, told["fecha_referencia"], tuple(told["politicas"]))


def _marco(folder: Path, name: str, written: Mapping[str, Any], source: Procedencia) -> Marco:
    """Return an instrument that the file of figures holds whole.

    Raises:
        EvaluacionError: it is no instrument.
        ValueError: it is not the one that the provenance names.
    """
    path = folder / CARPETA / CIFRAS
    marco = resolve_marco(parse_documento(json.dumps(written, ensure_ascii=False), show_path(path)), path).marco
    if [content_hash(marco)] != [used.huella for used in source.marcos if used.marco == name]:
        raise ValueError(name)
    return marco


def _check(folder: Path, archivo: Archivo) -> Iterator[Problema]:
    """Yield what is wrong with a file of the folder."""
    path = folder / archivo.nombre
    try:
        if digest_of(path) != archivo.sha256:
            yield _problem(folder, archivo.nombre, "No es el que se escribió: cambió después", _REMOVE)
    except FileNotFoundError:
        yield _problem(folder, archivo.nombre, "Falta", _AGAIN)
    except OSError as error:
        yield _problem(folder, archivo.nombre, f"No se pudo leer: {reason_of(error)}", "Revise los permisos y el disco, y repita la orden.")


def _problem(folder: Path, name: str, what: str, remedy: str) -> Problema:
    said = f"{what}: «{name}»." if what == "Falta" else f"{what}."
    return Problema("puntajes_incompletos", said, Origen(show_path(folder / name)), remedy.format(folder=folder.name))


def not_understood(folder: Path, name: str) -> Problema:
    """Return the problem of a file of the folder that does not say what it should."""
    what = "No es el que se escribió: no se entiende, o no concuerda con los demás."
    return Problema("puntajes_incompletos", what, Origen(show_path(folder / name)), _REMOVE.format(folder=folder.name))
