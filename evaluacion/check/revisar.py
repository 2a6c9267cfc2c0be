"""From one strategy to what all the rules say of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from evaluacion.check.catalogo import all_rules, is_about_exceptions
from evaluacion.check.contexto import Contexto, name_path, read_once
from evaluacion.check.propia import judge_own
from evaluacion.check.regla import Ajena, Bien, Duda, Falta, Juicio, Regla, Ruta, Veredicto, verdict_of
from evaluacion.check.renglones import end_of_value
from evaluacion.model.estrategia import Estrategia
from evaluacion.model.hallazgo import Hallazgo, SinJuzgar

if TYPE_CHECKING:
    from evaluacion.base.origen import Origen
    from evaluacion.check.contexto import Lector
    from evaluacion.model.estrategia import Excepcion
    from evaluacion.model.hallazgo import Severidad
    from evaluacion.model.revision_config import ReglaPropia

Lugar = Callable[[Ruta], tuple["Origen", bool]]
"""Gives where to show what is said of a path, and whether any of it is written."""


@dataclass(frozen=True, slots=True)
class Criterios:
    """How a run judges: which rules, how severe, with which thresholds."""

    reglas: tuple[Regla, ...]
    """The rules that look at a strategy."""
    tardias: tuple[Regla, ...] = ()
    """The rules that look at its exceptions, once the others ran."""
    severidades: Mapping[str, Severidad] = field(default_factory=dict)
    umbrales: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    propias: tuple[ReglaPropia, ...] = ()
    excepciones: tuple[Excepcion, ...] = ()
    conocidas: frozenset[str] = frozenset()
    """Every code that an exception may name."""
    revisadas: frozenset[str] = frozenset()
    """The codes of the rules that run."""

    @staticmethod
    def default() -> Criterios:
        """Return every rule as it ships."""
        return make_criterios(all_rules().values())


def make_criterios(
    reglas: Collection[Regla],
    *,
    severidades: Mapping[str, Severidad] | None = None,
    umbrales: Mapping[str, Mapping[str, float]] | None = None,
    propias: tuple[ReglaPropia, ...] = (),
    excepciones: tuple[Excepcion, ...] = (),
) -> Criterios:
    """Return some rules with their thresholds, each changed where a configuration says so."""
    changed = umbrales or {}
    whole = {rule.codigo: {**rule.umbrales, **changed.get(rule.codigo, {})} for rule in all_rules().values()}
    known = frozenset(all_rules()) | {own.regla for own in propias}
    first = tuple(rule for rule in reglas if not is_about_exceptions(rule.codigo))
    late = tuple(rule for rule in reglas if is_about_exceptions(rule.codigo))
    ran = frozenset(rule.codigo for rule in reglas) | {own.regla for own in propias}
    return Criterios(first, late, severidades or {}, whole, propias, excepciones, known, ran)


class Respuesta(NamedTuple):
    """The answer that one rule gives to its question."""

    regla: Regla
    veredicto: Veredicto | None
    motivo: str | None


@dataclass(frozen=True, slots=True)
class Dictamen:
    """Everything that the rules say of one strategy."""

    hallazgos: tuple[Hallazgo, ...]
    dudas: tuple[tuple[str, Duda], ...]
    """What could not be judged, by rule; its places are looked up only for who shows them: `place_doubts`."""
    respuestas: tuple[Respuesta, ...]
    usadas: frozenset[int] = frozenset()
    """Which exceptions of the configuration covered something."""
    plazos_desde: str | None = None
    """The day from which deadlines were judged, when it is not the day of reference."""
    propias_en_regla: tuple[str, ...] = ()
    """Codes of the rules of the configuration that the strategy meets."""


def review(
    estrategia: Estrategia,
    lugar: Lugar,
    *,
    archivo: str,
    fecha: date,
    criterios: Criterios,
    lector: Lector = read_once,
    renglones: Sequence[str] = (),
) -> Dictamen:
    """Return the findings of one strategy in order of place, what could not be judged, and the answer of each rule.

    Args:
        estrategia: the strategy.
        lugar: gives the place of a path.
        archivo: name of the file, without its folder: it enters the fingerprints.
        fecha: day of reference.
        criterios: which rules, and how.
        lector: reads the statements.
        renglones: the lines of the file, to show each finding in its own.
    """
    ctx = Contexto(estrategia, fecha, criterios.umbrales, lector, conocidas=criterios.conocidas, revisadas=criterios.revisadas)
    run = _Corrida(ctx, lugar, archivo, criterios, renglones)
    for rule in criterios.reglas:
        run.ask(rule)
    for own in criterios.propias:
        run.ask_own(own)
    run.suppress()
    for rule in criterios.tardias:
        run.ask(rule)
    run.sort()
    since = ctx.referencia.isoformat() if ctx.referencia != fecha else None
    return Dictamen(
        tuple(run.hallazgos), tuple(run.dudas), tuple(run.respuestas), frozenset(run.usadas), since, tuple(run.propias_en_regla)
    )


def review_exceptions(
    excepciones: tuple[Excepcion, ...],
    usadas: Collection[int],
    lugar: Lugar,
    *,
    archivo: str,
    fecha: date,
    criterios: Criterios,
    renglones: Sequence[str] = (),
) -> Dictamen:
    """Return what the rules about exceptions say of those of a configuration, once every file was reviewed."""
    holder = Estrategia(estrategia="configuracion", excepciones=excepciones)
    ctx = Contexto(
        holder, fecha, criterios.umbrales, conocidas=criterios.conocidas, revisadas=criterios.revisadas, uso=dict.fromkeys(usadas, 1)
    )
    run = _Corrida(ctx, lugar, archivo, criterios, renglones)
    for rule in criterios.tardias:
        run.ask(rule)
    run.sort()
    return Dictamen(tuple(run.hallazgos), (), ())


class _Sitio(NamedTuple):
    """Where a path is shown: its place, whether any of it is written, its name by ids, its line, and the column after its value."""

    origen: Origen
    escrito: bool
    ruta: str
    renglon: str
    fin: int | None


class _Corrida:
    """One run of the rules on one strategy."""

    def __init__(self, ctx: Contexto, lugar: Lugar, archivo: str, criterios: Criterios, renglones: Sequence[str]) -> None:
        self.ctx, self.lugar, self.archivo, self.criterios, self.renglones = ctx, lugar, archivo, criterios, renglones
        self.hallazgos: list[Hallazgo] = []
        self.dudas: list[tuple[str, Duda]] = []
        self.respuestas: list[Respuesta] = []
        self.propias_en_regla: list[str] = []
        self.usadas: set[int] = set()
        self._seen: dict[str, int] = {}
        self._places: dict[Ruta, _Sitio] = {}
        self._ends: dict[tuple[int, int], int | None] = {}
        self._known = f"\0{archivo}\0{ctx.estrategia.estrategia}\0"

    def ask(self, rule: Regla) -> None:
        """Let a rule look, and keep its findings, its doubts and its answer."""
        perfil = self.ctx.estrategia.perfil
        reason = rule.exenta.get(perfil) if perfil is not None else None
        seen: list[Juicio] = [Ajena(reason)] if reason is not None else list(rule.juzgar(self.ctx))
        for item in seen:
            if type(item) is Bien:
                continue
            if isinstance(item, Falta):
                severity = self.criterios.severidades.get(rule.codigo) or item.severidad or rule.severidad
                self.report(item, rule.codigo, severity, item.remedio or rule.remedio, rule.peso)
            elif isinstance(item, Duda):
                self.dudas.append((rule.codigo, item))
        self.respuestas.append(Respuesta(rule, *verdict_of(seen)))

    def ask_own(self, own: ReglaPropia) -> None:
        """Let a rule of the configuration look, and keep its findings, its doubt, or that all is right."""
        severity = self.criterios.severidades.get(own.regla, own.severidad)
        seen = list(judge_own(own, self.ctx))
        for item in seen:
            if isinstance(item, Falta):
                self.report(item, own.regla, severity, own.remedio or "Corrija el valor.", 1.0)
            elif isinstance(item, Duda):
                self.dudas.append((own.regla, item))
        if verdict_of(seen)[0] == "sí":
            self.propias_en_regla.append(own.regla)

    def report(self, falta: Falta, codigo: str, severidad: Severidad, remedio: str, peso: float) -> None:
        """Keep one finding, with its place and its fingerprint."""
        place, is_written, path, text, end = self._place(falta.ruta)
        identity = f"{codigo}{self._known}{path}\0{falta.valor}"
        repeated = self._seen[identity] = self._seen.get(identity, 0) + 1
        digest = hashlib.sha256(f"{identity}\0{repeated}".encode()).hexdigest()[:16]
        self.hallazgos.append(
            Hallazgo(
                codigo, severidad, place, path, one_line(falta.texto), one_line(remedio), digest, end, text, peso=peso, escrito=is_written
            )
        )

    def _place(self, ruta: Ruta) -> _Sitio:
        """Return where a path is shown: many findings share it."""
        found = self._places.get(ruta)
        if found is None:
            place, is_written = self.lugar(ruta)
            line, column = place.linea or 0, place.columna or 1
            text = self.renglones[line - 1] if 0 < line <= len(self.renglones) else ""
            if (line, column) not in self._ends:
                self._ends[line, column] = max(end_of_value(text, column), column + 1) if text else None
            name = name_path(self.ctx.estrategia, ruta)
            found = self._places[ruta] = _Sitio(place, is_written, name, text, self._ends[line, column])
        return found

    def sort(self) -> None:
        """Put the findings in order of place; of one place, by weight."""
        self.hallazgos.sort(key=lambda item: (item.origen.linea or 0, item.origen.columna or 0, -item.peso, item.regla, item.ruta))

    def suppress(self) -> None:
        """Mark what the exceptions cover, those of the file first, and keep which of them were needed."""
        own = self.ctx.excepciones
        everyone = [*own, *self.criterios.excepciones]
        uso: dict[int, int] = {}
        for position, hallazgo in enumerate(self.hallazgos if everyone else ()):
            covering = [number for number, item in enumerate(everyone) if covers(item, hallazgo.regla, hallazgo.ruta)]
            first = next((n for n in covering if date.fromisoformat(everyone[n].hasta) >= self.ctx.fecha), None)
            for number in covering if first is None else [first]:
                uso[number] = uso.get(number, 0) + 1
            if first is not None:
                current = everyone[first]
                marked = hallazgo._replace(estado="suprimido", motivo=current.motivo, hasta=current.hasta)
                self.hallazgos[position] = marked
        self.ctx.uso = {number: count for number, count in uso.items() if number < len(own)}
        self.usadas = {number - len(own) for number in uso if number >= len(own)}


def place_doubts(dictamen: Dictamen, estrategia: Estrategia, lugar: Lugar) -> tuple[SinJuzgar, ...]:
    """Return what could not be judged, each with its place."""
    return tuple(SinJuzgar(code, name_path(estrategia, item.ruta), item.motivo, lugar(item.ruta)[0]) for code, item in dictamen.dudas)


def one_line(text: str) -> str:
    """Return a sentence without the line breaks of what it quotes."""
    return " ".join(text.split()) if "\n" in text else text


def covers(excepcion: Excepcion, regla: str, ruta: str) -> bool:
    """Whether an exception is about a finding: its rule and, if it names one, its path or what is below."""
    if excepcion.regla != regla:
        return False
    named = excepcion.ruta
    return named is None or ruta == named or ruta.startswith((f"{named}.", f"{named}["))
