"""How a procedure goes: the latest day of each step, what was done, what comes next and what was not kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from evaluacion.base.problema import EvaluacionError, Problema

if TYPE_CHECKING:
    from evaluacion.check.calendario import Calendario
    from evaluacion.model.procedimiento import Limite, Paso, Procedimiento

Estado = Literal["hecho", "hecho tarde", "vencido", "pendiente", "sin plazo", "sin fecha", "opcional"]
_DAY = timedelta(days=1)
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Avance:
    """How one step goes."""

    paso: Paso
    desde: date | None
    """From when it can be done: the day on which the step before it is due; None when the source gives no term."""
    limite: date | None
    previsto: date | None
    """When it is expected, given what was done so far; the day it was done, if it was."""
    hecho: date | None
    estado: Estado
    retraso: int
    """Working days after its latest day: until it was done, or until the day of reference."""
    antelacion: int | None
    """Working days from when it was done to the day that it must precede, that day not counted."""
    incumple: bool
    """Whether a term of the source was not kept (our own margins never count as that)."""


@dataclass(frozen=True, slots=True)
class Seguimiento:
    """A procedure with its dates, as it stands on the day of reference."""

    procedimiento: Procedimiento
    ancla: date
    ancla_hecha: bool
    ancla_posible: date | None
    """First day for the anchor that keeps every term that can still be kept; None when the anchor is past or is no act."""
    referencia: date
    calendario: Calendario
    parametros: Mapping[str, int]
    avances: tuple[Avance, ...]

    @property
    def siguiente(self) -> Avance | None:
        """The first step that is still to be done."""
        return next((item for item in self.avances if item.estado in ("pendiente", "vencido", "sin plazo")), None)

    @property
    def incumplidos(self) -> tuple[Avance, ...]:
        """The steps whose term was not kept."""
        return tuple(item for item in self.avances if item.incumple)

    @property
    def fin_previsto(self) -> date | None:
        """When the last step is expected; None when it has no term."""
        return self.avances[-1].previsto


@dataclass(frozen=True, slots=True)
class Plazos:
    """The terms of a procedure on a calendar."""

    procedimiento: Procedimiento
    parametros: Mapping[str, int]
    calendario: Calendario

    def find_limites(self, ancla: date) -> dict[str, date]:
        """Return the latest day of each step that has one, when the anchor is that day."""
        found: dict[str, date] = {self.procedimiento.ancla.id: ancla}
        pending = {paso.id: paso.limite for paso in self.procedimiento.pasos if paso.limite is not None}
        while pending:
            ready = [name for name, limite in pending.items() if limite.base in found]
            for name in ready:
                limite = pending.pop(name)
                found[name] = self.apply(limite, found[limite.base])
        del found[self.procedimiento.ancla.id]
        return found

    def apply(self, limite: Limite, base: date) -> date:
        """Return the day that a term gives when what it counts from is that day."""
        days = self.parametros[limite.dias_habiles] if isinstance(limite.dias_habiles, str) else limite.dias_habiles
        if days is not None:
            return self.calendario.move(base, days if limite.tras else -days)
        span = timedelta(days=_WEEK * (limite.semanas or 0))
        if limite.antes_de:
            return base - span
        ancla = self.procedimiento.ancla
        return base + span - (_DAY if limite.tras == ancla.id and not ancla.es_paso else timedelta())

    def can_be_ancla(self, day: date) -> bool:
        """Whether this tool would propose a day for the anchor: an act falls on a working day, a beginning on any."""
        return not self.procedimiento.ancla.es_paso or self.calendario.is_working(day)

    def find_ancla(self, otra: date) -> date:
        """Return the anchor when the other key is given: the first that lets its step wait until then, or the last that ends it by then.

        Raises:
            EvaluacionError: the calendar ends first.
        """
        ancla = self.procedimiento.ancla
        step, day = (1, otra) if ancla.clave == "firma" else (-1, otra)
        while self.calendario.desde <= day <= self.calendario.hasta:
            if self.can_be_ancla(day):
                limite = self.find_limites(day)[ancla.paso_de_la_otra]
                if limite >= otra if ancla.clave == "firma" else limite <= otra:
                    return day
            day += timedelta(days=step)
        what = f"Ningún día del calendario cumple los plazos contados desde el {otra}."
        raise EvaluacionError([Problema("fecha_no_valida", what, None, "Revise la fecha y los días inhábiles.")])


def follow(plazos: Plazos, ancla: date, hechos: Mapping[str, date], referencia: date) -> Seguimiento:
    """Return how a procedure goes on a day of reference.

    Args:
        plazos: a sound procedure with its numbers and its calendar.
        ancla: the day from which its terms count.
        hechos: when each step was done, and the anchor if it was.
        referencia: the day as of which it is judged.

    Raises:
        EvaluacionError: the calendar ends before a term does.
    """
    procedimiento = plazos.procedimiento
    limites = plazos.find_limites(ancla)
    implied = _implied(procedimiento, hechos)
    previstos = _project(plazos, ancla, hechos, referencia, limites)
    avances = tuple(
        _judge(
            paso,
            plazos,
            {**limites, procedimiento.ancla.id: ancla},
            previstos.get(paso.id),
            hechos,
            referencia,
            is_implied=paso.id in implied,
        )
        for paso in procedimiento.pasos
    )
    is_done = procedimiento.ancla.id in hechos or procedimiento.ancla.id in implied
    possible = None if is_done or not procedimiento.ancla.es_paso else _first_possible(plazos, avances, referencia)
    return Seguimiento(procedimiento, ancla, is_done, possible, referencia, plazos.calendario, plazos.parametros, avances)


def predecessors(procedimiento: Procedimiento, name: str) -> set[str]:
    """Return the steps (and the anchor) that come before one, whether it names them or they come before those."""
    before = {paso.id: paso.despues_de for paso in procedimiento.pasos}
    found: set[str] = set()
    pending = list(before.get(name, ()))
    while pending:
        other = pending.pop()
        if other not in found:
            found.add(other)
            pending.extend(before.get(other, ()))
    return found


def _implied(procedimiento: Procedimiento, hechos: Mapping[str, date]) -> set[str]:
    """Return the steps that were done without saying when, because a later one was."""
    return {before for name in hechos for before in predecessors(procedimiento, name)} - hechos.keys()


def _project(plazos: Plazos, ancla: date, hechos: Mapping[str, date], referencia: date, limites: Mapping[str, date]) -> dict[str, date]:
    """Return when each step with a term is expected: phases follow from what was done, the others keep their latest day."""
    found: dict[str, date] = {plazos.procedimiento.ancla.id: ancla}
    implied = _implied(plazos.procedimiento, hechos)
    for paso in plazos.procedimiento.pasos:
        limite = paso.limite
        if paso.id in hechos:
            found[paso.id] = hechos[paso.id]
        elif limite is not None and limite.tras in found and paso.id not in implied:
            found[paso.id] = max(plazos.apply(limite, found[limite.tras]), referencia)
        elif paso.id in limites:
            found[paso.id] = limites[paso.id]
    return found


def _judge(
    paso: Paso,
    plazos: Plazos,
    days: Mapping[str, date],
    previsto: date | None,
    hechos: Mapping[str, date],
    referencia: date,
    *,
    is_implied: bool,
) -> Avance:
    limite, hecho, calendario = days.get(paso.id), hechos.get(paso.id), plazos.calendario
    until = hecho or referencia
    is_late = limite is not None and until > limite and not (hecho is None and (is_implied or paso.opcional))
    estado = _state(paso, has_limite=limite is not None, is_done=hecho is not None, is_late=is_late, is_implied=is_implied)
    term = paso.limite
    counted = term is not None and term.antes_de is not None and term.dias_habiles not in (None, 0)
    return Avance(
        paso=paso,
        desde=_opening(paso, plazos, days),
        limite=limite,
        previsto=previsto,
        hecho=hecho,
        estado=estado,
        retraso=calendario.delay(limite, until) if is_late and limite is not None else 0,
        antelacion=calendario.count(hecho, days[term.base]) if counted and term is not None and hecho is not None else None,
        incumple=is_late and term is not None and term.de == "fuente",
    )


def _state(paso: Paso, *, has_limite: bool, is_done: bool, is_late: bool, is_implied: bool) -> Estado:
    if is_done:
        return "hecho tarde" if is_late else "hecho"
    if is_implied:
        return "sin fecha"
    if paso.opcional:
        return "opcional"
    if not has_limite:
        return "sin plazo"
    return "vencido" if is_late else "pendiente"


def _opening(paso: Paso, plazos: Plazos, days: Mapping[str, date]) -> date | None:
    """Return from when a step can be done, by the terms of those before it."""
    if paso.id not in days:
        return None
    ancla = plazos.procedimiento.ancla
    before = [days[name] + (timedelta() if name == ancla.id else _DAY) for name in paso.despues_de if name in days]
    return min(max(before), days[paso.id]) if before else days[paso.id]


def _first_possible(plazos: Plazos, avances: tuple[Avance, ...], referencia: date) -> date:
    """Return the first anchor that keeps the terms of the source for what was done, and all of them for what was not."""
    needed = {item.paso.id: _earliest(item, referencia) for item in avances if item.limite is not None}
    day = referencia
    while not (plazos.can_be_ancla(day) and _keeps(plazos.find_limites(day), needed)):
        day = plazos.calendario.move(day, 1)
    return day


def _keeps(limites: Mapping[str, date], needed: Mapping[str, date | None]) -> bool:
    return all(limites[name] >= when for name, when in needed.items() if when is not None)


def _earliest(item: Avance, referencia: date) -> date | None:
    if item.hecho is not None:
        return item.hecho if item.paso.limite is not None and item.paso.limite.de == "fuente" else None
    return None if item.estado in ("sin fecha", "opcional") else referencia
