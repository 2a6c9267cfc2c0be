"""What a rule is: a value with its page, and a pure function from a strategy to what it meets, lacks or does not say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto
    from evaluacion.model.hallazgo import Severidad

LIBRO: Final = "De la A a la Z en la Internacionalización Local (Secretaría de Relaciones Exteriores, 2025)"
CUADERNO: Final = "Cuadernos para la Internacionalización de las Ciudades, núm. 3 (Proyecto AL-LAs, 2014)"
"""The works that the rules cite."""
Ruta = tuple[str | int, ...]
"""Keys and positions from the root of the file."""
UMBRALES_ENTEROS: Final = frozenset({"minimo", "maximo", "cuenta", "dias"})
"""Thresholds that count things: only a whole number means anything."""
Veredicto = Literal["sí", "parcial", "no", "no aplica"]


@dataclass(frozen=True, slots=True)
class Bien:
    """One thing that the rule looked at and found right."""


BIEN: Final = Bien()


class Falta(NamedTuple):
    """One thing that is wrong: where, what, and the value in question."""

    ruta: Ruta
    texto: str
    valor: object = ""
    """What makes this finding the same one tomorrow, besides its place."""
    remedio: str | None = None
    """How to mend it, when the remedy of the rule is too general."""
    parcial: bool = False
    """Whether the thing is half right."""
    severidad: Severidad | None = None
    """Other than that of the rule."""


class Duda(NamedTuple):
    """One thing that the file does not let the rule judge, and why."""

    ruta: Ruta
    motivo: str


class Ajena(NamedTuple):
    """The rule does not fit this strategy, and why."""

    motivo: str


Juicio = Bien | Falta | Duda | Ajena
Juzgar = Callable[["Contexto"], Iterator[Juicio]]


@dataclass(frozen=True, slots=True)
class Regla:
    """A rule: its page, how much it weighs, and what it looks at."""

    codigo: str
    familia: str
    """The marco that it answers."""
    pregunta: str
    """The question of that marco: `criterio.pregunta`."""
    titulo: str
    que: str
    por_que: str
    fuente: str
    mal: str
    bien: str
    remedio: str
    juzgar: Juzgar
    severidad: Severidad = "falla"
    peso: float = 1.0
    umbrales: Mapping[str, float] = field(default_factory=dict)
    exenta: Mapping[str, str] = field(default_factory=dict)
    """By perfil, why it does not apply and what the source proposes instead."""


def verdict_of(juicios: list[Juicio]) -> tuple[Veredicto | None, str | None]:
    """Return the answer that what a rule saw gives to its question, and the reason when it does not apply; None: not known.

    All right is sí, nothing right is no, anything between is parcial; one doubt leaves it open.
    """
    right = faults = 0
    is_half = False
    reason: str | None = None
    for item in juicios:
        if isinstance(item, Bien):
            right += 1
        elif isinstance(item, Duda):
            return None, None
        elif isinstance(item, Falta):
            faults += 1
            is_half = is_half or item.parcial
        else:
            reason = item.motivo
    if faults:
        return ("parcial" if right or is_half else "no"), None
    if right:
        return "sí", None
    return ("no aplica", reason) if reason is not None else (None, None)


def join_verdicts(found: list[tuple[Veredicto | None, str | None]]) -> tuple[Veredicto | None, str | None]:
    """Return the answer to a question that several rules answer: the worst of them; open where a worse one is possible."""
    if len(found) == 1:
        return found[0]
    verdicts = [verdict for verdict, _ in found]
    if "no" in verdicts:
        return "no", None
    if None in verdicts:
        return None, None
    if "parcial" in verdicts:
        return "parcial", None
    return ("sí", None) if "sí" in verdicts else found[0]
