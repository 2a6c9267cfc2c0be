"""What goes into a form: marcos, records and the names of its sheets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from evaluacion.publish.libro import MAX_NOMBRE, RESERVADOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from evaluacion.base.origen import Origen
    from evaluacion.model.marco import Indicador, Marco
    from evaluacion.model.practica import Practica, SerieEscrita
    from evaluacion.score.evaluate import Resultado

ESPACIOS = {"valores": 6, "intermedias": 2}
"""Empty rows that each series of an indicator has beyond what is known."""
LEAST_SPACES = 2


class MarcoPedido(NamedTuple):
    """A marco of a form, its content hash and the indicators it reads that are not its own (variables of formulas)."""

    marco: Marco
    huella: str
    variables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegistroPedido:
    """A record of a form with its scores under each marco; `id` is empty in a form for a record that has none yet."""

    numero: int
    id: str
    practica: Practica
    resultados: Mapping[str, tuple[Resultado, int]]
    """By marco, the result that has it and its position there."""
    origen: Origen | None = None

    def sufijo(self, total: int) -> str:
        """Return what tells its sheets from those of the other records of the workbook."""
        return f" {self.numero}" if total > 1 else ""


class Nombres:
    """Names of sheets, none twice and none that Excel keeps for itself."""

    def __init__(self) -> None:
        self._used = set(RESERVADOS)

    def take(self, wanted: str, suffix: str = "") -> str:
        """Return a name of at most 31 characters that no other sheet has."""
        for number in range(1, 1000):
            tail = suffix if number == 1 else f"{suffix} ({number})"
            name = wanted[: MAX_NOMBRE - len(tail)] + tail
            if name.casefold() not in self._used:
                break
        self._used.add(name.casefold())
        return name


def value_at(value: object, path: Iterable[str]) -> str | None:
    """Return the text at a path of a record, None where there is none."""
    for step in path:
        value = getattr(value, step, None)
    return None if value is None else str(value)


def series_rows(serie: SerieEscrita | None, kind: str) -> list[tuple[str | None, float | None]]:
    """Return the rows of a series: its periods with their values, then the empty ones."""
    known: list[tuple[str | None, float | None]] = list(getattr(serie, kind).items()) if serie is not None else []
    return [*known, *[(None, None)] * max(ESPACIOS[kind] - len(known), LEAST_SPACES)]


def indicators_of(marcos: Sequence[MarcoPedido]) -> dict[str, Indicador | None]:
    """Return each indicator that the marcos read, once, with its sheet; None for a variable of a formula."""
    found: dict[str, Indicador | None] = {}
    for pedido in marcos:
        found.update({name: found.get(name) or item for name, item in pedido.marco.indicadores.items()})
    for pedido in marcos:
        for name in pedido.variables:
            found.setdefault(name, None)
    return found
