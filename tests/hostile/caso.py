"""One case of the corpus: the files that it lays out, the command that reads them and what must come of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Contenido = str | bytes | Callable[[Path], None]
"""What a file holds: text (UTF-8), bytes, or a function that makes it at a path (links, pipes, folders, big files)."""

MB, SEGUNDOS = 120, 3


@dataclass(frozen=True)
class Caso:
    """A hostile or tricky input with the outcome that it must have."""

    nombre: str
    """Family and name: `yaml/clave-repetida`."""
    trampa: str
    """What the file tries, in Spanish."""
    archivos: Mapping[str, Contenido]
    """By path inside the folder of the case; the first is the one of the trap."""
    orden: str = "validar {0}"
    """The command line; `{0}` is the first file."""
    sale: int = 2
    codigos: tuple[str, ...] = ()
    """Codes of problems that must be told, each at its place; what is accepted may have none."""
    dice: tuple[str, ...] = ()
    """Fragments that the output must have: the values that were understood."""
    escribe: tuple[str, ...] = ()
    """Paths that the command is asked to write; anything else that appears is a failure."""
    sin_lugar: bool = False
    """The problem is of the call or of the whole run, so no file is named."""
    corta: bool = True
    """Whether the short form of the suite runs it too; the long form runs all."""
    segundos: int = SEGUNDOS
    """Seconds of processor and of clock."""
    mb: int = MB
    """Megabytes over what the program holds before it reads anything."""

    @property
    def archivo(self) -> str:
        """The file of the trap."""
        return next(iter(self.archivos), "")

    def lay_out(self, folder: Path) -> None:
        """Write the files of the case in a folder."""
        for name, content in self.archivos.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if callable(content):
                content(path)
            else:
                path.write_bytes(content.encode() if isinstance(content, str) else content)

    def words(self) -> list[str]:
        """Return the command line, word by word."""
        return [word.replace("{0}", self.archivo) for word in self.orden.split(" ") if word]


@dataclass
class Corpus:
    """All the cases, by name."""

    casos: dict[str, Caso] = field(default_factory=dict)

    def add(self, caso: Caso) -> None:
        """Take a case whose name nobody has."""
        if caso.nombre in self.casos:
            raise ValueError(caso.nombre)
        self.casos[caso.nombre] = caso


CORPUS = Corpus()
LENTOS = frozenset(
    {
        *("comparacion-mal/tres-mil-niveles", "csv/celda-de-10-mb", "csv/cinco-mil-columnas", "estrategia-rara/enunciado-largo"),
        *("estrategia-rara/muchos-objetivos", "json/muchos", "parquet/cinco-mil-columnas", "registro/muchas-respuestas"),
        *("registro/muchos-nodos", "celdas/hondo", "celdas/mil-columnas", "csv/cien-mil-renglones-vacios", "ndjson/renglon-de-3-mb"),
    }
)
"""Cases that take more than half a second: only in the long form."""


def caso(nombre: str, trampa: str, archivos: Mapping[str, Contenido], **rest: object) -> None:
    """Add a case to the corpus; `codigos` and `dice` may be one word."""
    for key in ("codigos", "dice", "escribe"):
        if isinstance(rest.get(key), str):
            rest[key] = (rest[key],) if rest[key] else ()
    if nombre in LENTOS:
        rest["corta"] = False
    CORPUS.add(Caso(nombre, trampa, archivos, **rest))
