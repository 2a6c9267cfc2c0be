"""What a check of a strategy found: each finding with its place, and the whole review of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from evaluacion.base.origen import Origen
    from evaluacion.base.problema import Problema
    from evaluacion.model.ficha import Ficha, Puntaje
    from evaluacion.model.procedencia import Procedencia

Severidad = Literal["falla", "aviso"]
Estado = Literal["nuevo", "conocido", "suprimido"]
NUEVO: Estado = "nuevo"


def cell_as_dict(origen: Origen) -> dict[str, str | None]:
    """Return the sheet and the cell of a place, as plain data; nothing for a place in a text."""
    return {"hoja": origen.hoja, "celda": origen.celda} if origen.celda is not None else {}


class Hallazgo(NamedTuple):
    """One finding: the rule, where it is, what is wrong and how to mend it. Lines and columns count from 1."""

    regla: str
    severidad: Severidad
    origen: Origen
    """File, line and column where the value begins; the file as it is shown, with `/`. Of a cell, its row and column too."""
    ruta: str
    """Path in the document, by ids where there are any: `objetivos[ied].meta`."""
    texto: str
    """What is wrong, in one sentence that holds the value found."""
    remedio: str
    huella: str
    """16 hexadecimal digits that do not change when lines move: of the rule, the file name, the path by ids and the value."""
    columna_fin: int | None = None
    """Column after the last one of the value in its first line."""
    renglon: str = ""
    """The line of the file, without its end; of a workbook, what the cell says, in one line."""
    estado: Estado = NUEVO
    motivo: str | None = None
    """Why it is suppressed, when it is."""
    hasta: str | None = None
    """Until when it is suppressed, AAAA-MM-DD."""
    peso: float = 1.0
    """How much it matters, to say what comes first."""
    escrito: bool = True
    """Whether any of its path is written; else its place is the beginning of the file."""

    @property
    def cuenta(self) -> bool:
        """Whether it can make the run fail: neither known before nor suppressed."""
        return self.estado == NUEVO

    def as_dict(self) -> dict[str, object]:
        """Return it as plain data, for JSON."""
        return {
            "regla": self.regla,
            "severidad": self.severidad,
            "archivo": self.origen.archivo,
            "linea": self.origen.linea,
            "columna": self.origen.columna,
            "columna_fin": self.columna_fin,
            **cell_as_dict(self.origen),
            "ruta": self.ruta,
            "texto": self.texto,
            "remedio": self.remedio,
            "estado": self.estado,
            "motivo": self.motivo,
            "huella": self.huella,
        }


class SinJuzgar(NamedTuple):
    """What the file does not let a rule judge, and why."""

    regla: str
    ruta: str
    motivo: str
    origen: Origen


class PuntajeFamilia(NamedTuple):
    """The score of one file in one family of rules."""

    marco: str
    titulo: str
    puntaje: Puntaje
    provisional: bool
    respondidas: tuple[int, int]
    """How many questions are answered, of those that apply."""


@dataclass(frozen=True, slots=True)
class Revision:
    """The review of one strategy file: findings in order of place."""

    archivo: str
    estrategia: str
    fecha: str
    """Day of reference that was used, AAAA-MM-DD."""
    fecha_de: Literal["opción", "archivo", "hoy"]
    """Where the day of reference came from."""
    hallazgos: tuple[Hallazgo, ...]
    en_duda: tuple[str, ...] = ()
    """Codes of the rules that something could not be judged by."""
    no_juzgadas: tuple[SinJuzgar, ...] = ()
    """What each of them could not judge and where, only where an output shows it."""
    en_regla: tuple[str, ...] = ()
    """Codes of the rules that the file already meets."""
    no_aplican: tuple[tuple[str, str], ...] = ()
    """Codes of the rules that do not fit the file, each with the reason."""
    puntajes: tuple[PuntajeFamilia, ...] = ()
    """The scores by family; none for a file of configuration."""
    fichas: tuple[Ficha, ...] = ()
    """The scorecards with their reasons, only where an output shows them."""
    plazos_desde: str | None = None
    """The day from which deadlines were judged, when it is not the day of reference: an old plan is judged by its own period."""

    @property
    def vigentes(self) -> tuple[Hallazgo, ...]:
        """The findings that can make the run fail."""
        return tuple(hallazgo for hallazgo in self.hallazgos if hallazgo.cuenta)

    @property
    def lo_primero(self) -> tuple[Hallazgo, ...]:
        """At most five findings, by weight, faults before warnings."""
        ordered = sorted(self.vigentes, key=lambda item: (item.severidad != "falla", -item.peso))
        return tuple(ordered[:5])


@dataclass(frozen=True, slots=True)
class ReglaUsada:
    """What a reporter needs to know of a rule."""

    codigo: str
    titulo: str
    que: str
    por_que: str
    remedio: str
    fuente: str
    severidad: Severidad
    familia: str
    mal: str = ""
    """A wrong example, for the page of the rule."""
    bien: str = ""


@dataclass(frozen=True, slots=True)
class RevisionTotal:
    """The reviews of a run in order of file, the rules that ran, and where it all comes from: what reporters receive."""

    revisiones: tuple[Revision, ...]
    reglas: tuple[ReglaUsada, ...]
    procedencia: Procedencia
    problemas: tuple[Problema, ...] = ()
    """Why some files could not be reviewed."""

    @property
    def hallazgos(self) -> tuple[Hallazgo, ...]:
        """Every finding, by file and place."""
        return tuple(hallazgo for revision in self.revisiones for hallazgo in revision.hallazgos)
