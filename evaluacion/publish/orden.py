"""The order in which people see records: by what is guaranteed, or by name where they are not compared."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from evaluacion.base.numeros import COMPARED_DECIMALS
from evaluacion.score.levels import comparable

if TYPE_CHECKING:
    from evaluacion.model.ficha import Ficha
    from evaluacion.score.evaluate import Resultado

EnOrden = tuple[int, "Ficha", str]
"""A record as it is shown: its position in the result, its scorecard, its name."""


def is_ranked(resultado: Resultado, *, clasificar: bool) -> bool:
    """Whether the order of a result is by score: it is asked for and the instrument is meant to."""
    return clasificar and resultado.marco.clasificacion


def in_order(resultado: Resultado, *, clasificar: bool) -> list[EnOrden]:
    """Return the records of a result, best guaranteed score first and unranked ones at the end; or by name."""
    fichas = list(resultado.fichas())
    times = Counter(ficha.practica for ficha in fichas)
    rows = [(i, ficha, record_name(ficha, several=times[ficha.practica] > 1)) for i, ficha in enumerate(fichas)]
    if not is_ranked(resultado, clasificar=clasificar):
        return sorted(rows, key=_by_name)

    def by_score(row: EnOrden) -> tuple[bool, float, str, str]:
        _, ficha, _ = row
        low = ficha.total.minimo
        shown = float("-inf") if low is None else round(float(comparable(resultado.plan, low)), COMPARED_DECIMALS)
        return (ficha.lugar is None, -shown, ficha.practica, ficha.evaluador or "")

    return sorted(rows, key=by_score)


def _by_name(row: EnOrden) -> tuple[bool, str, str, str]:
    _, ficha, name = row
    return (ficha.total.no_aplica, sortable(name), ficha.practica, ficha.evaluador or "")


def record_name(ficha: Ficha, *, several: bool) -> str:
    """Return the title of a record (its id without one), with the evaluator where several judged it."""
    name = ficha.titulo or ficha.practica
    return f"{name} · {ficha.evaluador}" if several and ficha.evaluador else name


def sortable(text: str) -> str:
    """Return the text as the alphabet orders it in Spanish lists: no accents, no case."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()
