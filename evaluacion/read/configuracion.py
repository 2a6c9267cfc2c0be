"""The configuration of a review: found upwards from the file that is reviewed, inside the working tree."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evaluacion.base.problema import EvaluacionError, Problema, quote
from evaluacion.base.recursos import CONFIGURACION
from evaluacion.model.revision_config import ConfiguracionRevision
from evaluacion.read.documento import Documento, is_there, project_of, read_documento, real_path, show_path
from evaluacion.read.load import load_model

if TYPE_CHECKING:
    from evaluacion.base.origen import Origen

_MAX_EXTENSIONS = 8


@dataclass(frozen=True, slots=True)
class ConfiguracionLeida:
    """A configuration with what it extends already inside, and its own document."""

    configuracion: ConfiguracionRevision
    archivo: str
    documento: Documento
    propias_excepciones: int
    """How many of its exceptions are written in its own file: they come first."""

    def origen(self, ruta: tuple[str | int, ...], is_key: bool = False) -> Origen:  # noqa: FBT001, FBT002 - one question with two answers
        """Return the place of a value of the file, or of its key."""
        return self.documento.origen(ruta, key=is_key)

    def lugar(self, ruta: tuple[str | int, ...]) -> tuple[Origen, bool]:
        """Return where to show what is said of a path, and whether any of it is written."""
        return self.documento.lugar_escrito(ruta)


def find_configuracion(path: Path) -> Path | None:
    """Return the nearest `evaluacion.yaml` above a file, no further than its repository, the home or the working folder.

    A file that is in none of them looks only in its own folder. What has that name and cannot be read (a broken link, a pipe, a
    folder) is the answer too: reading it says what it is, where passing it over would review without the rules of the house.
    """
    folder = path.resolve().parent
    folders = (folder, *folder.parents)
    looked = (candidate / CONFIGURACION for candidate in folders[: folders.index(_limit_of(folder)) + 1])
    return next((found for found in looked if os.path.lexists(found)), None)


def _limit_of(folder: Path) -> Path:
    for candidate in (folder, *folder.parents):
        if (candidate / ".git").exists():
            return candidate
        if candidate == Path.home():
            return candidate
    here = Path.cwd().resolve()
    return here if folder.is_relative_to(here) else folder


def read_configuracion(path: Path) -> ConfiguracionLeida:
    """Return the configuration of a file, with what it extends.

    Raises:
        EvaluacionError: everything that is wrong with it or with what it extends.
    """
    return _read(path, (path.resolve(),), (path.resolve().parent, project_of(path), Path.cwd().resolve()))


def _read(path: Path, seen: tuple[Path, ...], folders: tuple[Path, ...]) -> ConfiguracionLeida:
    documento = read_documento(path)
    own = load_model(documento, ConfiguracionRevision)
    if own.extiende is None:
        return ConfiguracionLeida(own, show_path(path), documento, len(own.excepciones))
    target = real_path(path.parent / own.extiende)
    problem = _refusal(own.extiende, target, seen, folders)
    if problem is not None:
        raise EvaluacionError([Problema("extension_no_valida", problem[0], documento.origen(("extiende",)), problem[1])])
    base = _read(target, (*seen, target), folders).configuracion
    return ConfiguracionLeida(_join(base, own), show_path(path), documento, len(own.excepciones))


def _refusal(name: str, target: Path, seen: tuple[Path, ...], folders: tuple[Path, ...]) -> tuple[str, str] | None:
    if not any(target.is_relative_to(folder) for folder in folders):
        what = f"{quote(name)} sale de la carpeta de este archivo, de su repositorio y de la carpeta de trabajo."
        return what, "Ponga en una de ellas la configuración que extiende."
    if target in seen or len(seen) > _MAX_EXTENSIONS:
        return "La configuración se extiende a sí misma, o hay demasiadas extensiones.", "Quite el ciclo."
    return None if is_there(target, file=True) else (f"No existe el archivo {quote(name)}.", "Revise el nombre.")


def _join(base: ConfiguracionRevision, own: ConfiguracionRevision) -> ConfiguracionRevision:
    """Return both: what the own file says wins, key by key; own rules and exceptions are added."""
    mine = {rule.regla for rule in own.propias}
    changes: dict[str, Any] = {name: getattr(own, name) for name in own.model_fields_set}
    changes["reglas"] = {**base.reglas, **own.reglas}
    changes["propias"] = (*(rule for rule in base.propias if rule.regla not in mine), *own.propias)
    changes["excepciones"] = (*own.excepciones, *base.excepciones)
    return base.model_copy(update=changes)
