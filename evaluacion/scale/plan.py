"""What every partition needs to know: the instruments, the columns of the result, and a hash of all that decides a number."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from evaluacion.model.marco import Marco
from evaluacion.model.procedencia import Procedencia
from evaluacion.publish.columnas import names_of
from evaluacion.score.evaluate import Resultado
from evaluacion.score.plan import Plan, make_plan


@dataclass(frozen=True, eq=False)
class PlanDePuntajes:
    """How to score any partition. It is small, it holds no record, and it travels to other processes and machines."""

    marcos: tuple[Marco, ...]
    columnas: tuple[tuple[str, str], ...]
    """The name of each column of the result, with its kind."""
    procedencia: Procedencia
    """Of the results; it names no file of records, which each partition adds."""
    todos: bool
    """Whether every record goes under every marco (somebody asked for them), or only under those that it answers."""
    referencia: int | None = None
    """Last month of the period of reference for late data, in months since year 0."""

    @cached_property
    def planes(self) -> tuple[Plan, ...]:
        """The arrays of each marco."""
        return tuple(make_plan(marco) for marco in self.marcos)

    @property
    def huella(self) -> str:
        """The sha256 of everything that decides what a partition gives."""
        told = [self.procedencia.as_dict(), self.columnas, self.todos, self.referencia]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

    def __getstate__(self) -> dict[str, Any]:
        """Return the fields: arrays are made again where they are needed."""
        return {name: value for name, value in self.__dict__.items() if name != "planes"}


def plan_puntajes(
    resultados: Sequence[Resultado], procedencia: Procedencia, *, todos: bool, referencia: int | None = None
) -> PlanDePuntajes:
    """Return the plan for results like these, that come from some first records."""
    columns = tuple(names_of(resultados).items())
    return PlanDePuntajes(tuple(resultado.marco for resultado in resultados), columns, procedencia, todos, referencia)
