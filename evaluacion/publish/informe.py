"""A short report as a value: headings, paragraphs, lists and tables, with nothing of the form in which it is written."""

from __future__ import annotations

from typing import NamedTuple

from evaluacion.base.numeros import COMPARED_DECIMALS, show_number


class Cifra(NamedTuple):
    """A number in a table: how many decimals it shows, and whether its sign is written also when it is positive."""

    valor: float | None
    decimales: int = 1
    con_signo: bool = False

    def __str__(self) -> str:
        """Return the number as text; the dash of what is unknown."""
        shown = show_number(self.valor, self.decimales)
        plus = self.con_signo and self.valor is not None and round(self.valor, COMPARED_DECIMALS) > 0
        return f"+{shown}" if plus else shown


class Apartado(NamedTuple):
    """A heading."""

    titulo: str


class Subtitulo(NamedTuple):
    """A smaller heading, of what comes right after it."""

    titulo: str


class Parrafo(NamedTuple):
    """A paragraph; `destacado` is what nobody should miss."""

    texto: str
    destacado: bool = False


class Lista(NamedTuple):
    """Some remarks, one under the other."""

    puntos: tuple[str, ...]


class Tabla(NamedTuple):
    """A table; its first column is the one that takes long texts."""

    encabezados: tuple[str, ...]
    filas: tuple[tuple[str | Cifra, ...], ...]

    @property
    def numericas(self) -> frozenset[int]:
        """The columns that hold numbers."""
        return frozenset(i for fila in self.filas for i, celda in enumerate(fila) if isinstance(celda, Cifra))


Bloque = Apartado | Subtitulo | Parrafo | Lista | Tabla


class Informe(NamedTuple):
    """A report: its title, what it is about, what it says, and where it comes from."""

    titulo: str
    asunto: str
    bloques: tuple[Bloque, ...]
    procedencia: str
    pie: str
    """Where it comes from, in few words: for the foot of a page."""
