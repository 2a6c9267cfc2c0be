"""What a rule may look at: the strategy, the day of reference, the thresholds; no file, no clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from evaluacion.check.enunciado import Enunciado, read_enunciado
from evaluacion.check.fechas import first_day, last_day

if TYPE_CHECKING:
    from evaluacion.check.regla import Ruta
    from evaluacion.model.estrategia import Estrategia, Excepcion


Lector = Callable[[str, date], Enunciado]
"""Reads a statement as of a day."""
read_once: Lector = lru_cache(maxsize=4096)(read_enunciado)
"""Reads a statement that many files repeat (the years of one plan, copies of a model) a single time."""


@dataclass(slots=True)
class Contexto:
    """One strategy under review. What is computed once for many rules is kept here."""

    estrategia: Estrategia
    fecha: date
    """Day of reference."""
    umbrales: Mapping[str, Mapping[str, float]]
    lector: Lector = read_once
    uso: Mapping[int, int] = field(default_factory=dict)
    """How many findings each exception of the file covers, once all other rules ran."""
    conocidas: frozenset[str] = frozenset()
    """Codes of every rule that exists."""
    revisadas: frozenset[str] = frozenset()
    """Codes of those that look at this strategy: of the others no exception can be called unused."""
    excepciones: tuple[Excepcion, ...] = ()
    desde: date | None = None
    hasta: date | None = None
    _leidos: dict[int, Enunciado | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        periodo = self.estrategia.periodo
        if periodo is not None:
            self.desde = first_day(periodo.desde) if periodo.desde else None
            self.hasta = last_day(periodo.hasta) if periodo.hasta else None
        self.excepciones = self.estrategia.excepciones

    def umbral(self, codigo: str, nombre: str) -> float:
        """Return a threshold of a rule, as configured."""
        return self.umbrales[codigo][nombre]

    @property
    def referencia(self) -> date:
        """The day from which deadlines are judged: an old plan is judged by its own period."""
        if self.hasta is not None and self.hasta < self.fecha:
            return self.desde or self.hasta
        return self.fecha

    @property
    def anios(self) -> range:
        """The years of the period; none when it is not written whole."""
        if self.desde is None or self.hasta is None:
            return range(0)
        return range(self.desde.year, self.hasta.year + 1)

    def enunciado(self, posicion: int) -> Enunciado | None:
        """Return what the statement of an objective says; None when there is none."""
        if posicion not in self._leidos:
            texto = self.estrategia.objetivos[posicion].enunciado
            self._leidos[posicion] = self.lector(texto, self.referencia) if texto is not None else None
        return self._leidos[posicion]


def name_path(estrategia: Estrategia, ruta: Ruta) -> str:
    """Return a path by ids, or by names where there are no ids: `objetivos[ied].meta`; a position is the last resort."""
    node: object = estrategia
    text = ""
    for step in ruta:
        if isinstance(step, int):
            node = node[step] if isinstance(node, tuple) and 0 <= step < len(node) else None
            text += f"[{_name_of(node, step)}]"
            continue
        node = node.get(step) if isinstance(node, dict) else getattr(node, step, None)
        text += f".{step}" if text else step
    return text or "estrategia"


def _name_of(node: object, position: int) -> str:
    for key in ("id", "nombre", "instrumento", "descripcion", "regla", "tipo"):
        found = getattr(node, key, None)
        if isinstance(found, str):
            return found
    return node if isinstance(node, str) else str(position + 1)
