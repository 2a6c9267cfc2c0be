"""What some forms gave, and its files: one for each record and strategy, and beside them what had no place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from evaluacion.base.origen import Origen
from evaluacion.base.problema import Problema, raise_errors
from evaluacion.flujo.formulario import names_of
from evaluacion.publish.registro_yaml import as_yaml
from evaluacion.publish.salida import ensure_folder, write_bytes

if TYPE_CHECKING:
    from evaluacion.flujo.importar_estrategia import EstrategiaImportada
    from evaluacion.read.celda_escrita import Escrita
    from evaluacion.read.practica import RegistroLeido


@dataclass(slots=True)
class Importado:
    """The records and the strategies of some forms, what had no place in them by form, and what was noticed."""

    registros: list[RegistroLeido] = field(default_factory=list)
    estrategias: list[EstrategiaImportada] = field(default_factory=list)
    anexos: dict[str, list[Escrita]] = field(default_factory=dict)
    problemas: list[Problema] = field(default_factory=list)
    formularios: int = 0
    envios: dict[str, Origen] = field(default_factory=dict)
    """Where each submission of KoboToolbox is, by uuid."""


def write_importado(done: Importado, salida: Path, *, reemplazar: bool = False) -> tuple[Path, ...]:
    """Write what some forms say, one file each, and beside it what had no place; return the files written.

    The records come first, then the strategies, then the annexes.

    Raises:
        EvaluacionError: a file with other content exists and `reemplazar` is not asked; nothing is written then.
    """
    who = [(item.practica.id, item.practica.evaluador) for item in done.registros]
    who += [(item.estrategia.estrategia, None) for item in done.estrategias]
    written = [*(as_yaml(item.practica) for item in done.registros), *(item.texto for item in done.estrategias)]
    texts = {salida / f"{name}.yaml": text for name, text in zip(names_of(who), written, strict=True)}
    stems = names_of([(Path(archivo).stem, None) for archivo in done.anexos])
    texts |= {salida / f"{stem}.anexo.txt": annex_of(cells) for stem, cells in zip(stems, done.anexos.values(), strict=True)}
    raise_errors(_taken(texts, reemplazar=reemplazar))
    ensure_folder(salida)
    for path, text in texts.items():
        write_bytes(path, text.encode())
    return tuple(texts)


def _taken(texts: Mapping[Path, str], *, reemplazar: bool) -> Iterable[Problema]:
    for path, text in texts.items():
        if path.exists() and not (path.is_file() and (reemplazar or path.read_bytes() == text.encode())):
            remedy = "Indique otra carpeta, o agregue --reemplazar."
            yield Problema("salida_imposible", f"No se escribió «{path}»: ya existe y dice otra cosa.", Origen(str(path)), remedy)


def annex_of(cells: Sequence[Escrita]) -> str:
    """Return what had no place, each cell with where it was and, when it is known, what it answered."""
    return "".join(f"{cell.origen}{f' ({cell.de})' if cell.de else ''}:\n{_indented(cell.celda.dicho)}\n" for cell in cells)


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())
