"""A trend as plain data: what every output shows, and the exact record for JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from evaluacion.publish.cifras import cifra_as_dict

if TYPE_CHECKING:
    from evaluacion.compare.cifras import Cifra
    from evaluacion.compare.tendencia import EnPeriodo, Evolucion, NivelEnPeriodo, RegistroSeguido, Tramo
    from evaluacion.model.cifras import Verificacion
    from evaluacion.model.procedencia import Procedencia
    from evaluacion.model.tabla_publicada import TablaPublicada


@dataclass(frozen=True, slots=True)
class Comprobadas:
    """The claims about the table of a trend, with the file that makes them and its tables."""

    cifras: tuple[Cifra, ...]
    verificacion: Verificacion
    tablas: dict[str, TablaPublicada]


@dataclass(frozen=True, slots=True)
class TendenciaHecha:
    """A trend with its heading, the printed mean of each period (None: none is printed) and the claims about its table."""

    id: str
    titulo: str
    fuente: str | None
    nota: str | None
    evolucion: Evolucion
    impresas: tuple[Cifra | None, ...]
    comprobadas: Comprobadas | None

    @property
    def cifras(self) -> tuple[Cifra, ...]:
        """The figures that were answered: the claims, or else the means that the table prints."""
        if self.comprobadas is not None:
            return self.comprobadas.cifras
        return tuple(cifra for cifra in self.impresas if cifra is not None)


def as_json(hecha: TendenciaHecha, procedencia: Procedencia, *, ascii_only: bool = False) -> str:
    """Return a trend as JSON: `{procedencia, periodos, plazo, transiciones, movimientos, registros, cifras}`."""
    data = {"procedencia": procedencia.as_dict(), **trend_as_dict(hecha)}
    return json.dumps(data, ensure_ascii=ascii_only, indent=1, allow_nan=False) + "\n"


def trend_as_dict(hecha: TendenciaHecha) -> dict[str, Any]:
    """Return a trend as plain data; numbers are those of the exact fractions, None is what is not known."""
    trend, done = hecha.evolucion, hecha.comprobadas
    steps = [*trend.tramos, *([trend.plazo] if len(trend.tramos) > 1 else [])]
    return {
        "tendencia": hecha.id,
        "titulo": hecha.titulo,
        "fuente": hecha.fuente,
        "marco": trend.marco.marco,
        "indicador": trend.indicador.id,
        "unidad": trend.indicador.unidad,
        "periodos": [_period(hecha, position, period) for position, period in enumerate(trend.periodos)],
        "plazo": {"desde": trend.plazo.desde, "hasta": trend.plazo.hasta, **_change(trend.plazo)},
        "transiciones": [_transitions(step, trend.lugares) for step in steps],
        "movimientos": [_movers(step) for step in steps],
        "registros": [_record(record) for record in trend.registros],
        "cifras": [] if done is None else [cifra_as_dict(cifra, done.verificacion, done.tablas) for cifra in done.cifras],
    }


def plain(value: Fraction | None) -> int | float | None:
    """Return an exact number as JSON has it."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)


def _change(step: Tramo | None) -> dict[str, Any]:
    if step is None:
        return {"comparables": None, "cambio": None, "crecimiento": None}
    return {"comparables": step.comparables, "cambio": plain(step.cambio), "crecimiento": plain(step.crecimiento)}


def _period(hecha: TendenciaHecha, position: int, period: EnPeriodo) -> dict[str, Any]:
    printed = hecha.impresas[position]
    return {
        "periodo": period.periodo,
        "n": period.n,
        "media": plain(period.media),
        "mediana": plain(period.mediana),
        **_change(hecha.evolucion.tramos[position - 1] if position else None),
        "media_impresa": None
        if printed is None
        else {"publicado": printed.afirmacion.publicado, "veredicto": printed.veredicto, "receta": printed.receta},
        "niveles": {name: {"seguros": count.seguros, "posibles": count.posibles} for name, count in period.niveles.items()},
        "por_confirmar": period.por_confirmar,
        "sin_nivel": period.sin_nivel,
    }


def _transitions(step: Tramo, places: Iterable[str]) -> dict[str, Any]:
    order = {name: position for position, name in enumerate(places)}
    cells = sorted(step.celdas.items(), key=lambda item: (order[item[0][0]], order[item[0][1]]))
    return {
        "desde": step.desde,
        "hasta": step.hasta,
        "celdas": [{"de": before, "a": after, "n": len(ids), "ids": list(ids)} for (before, after), ids in cells],
    }


def _movers(step: Tramo) -> dict[str, Any]:
    def listed(changes: Iterable[tuple[RegistroSeguido, Fraction]]) -> list[dict[str, Any]]:
        return [{"id": record.id, "nombre": record.nombre, "cambio": plain(change)} for record, change in changes]

    return {"desde": step.desde, "hasta": step.hasta, "suben": listed(step.suben), "bajan": listed(step.bajan), "iguales": step.iguales}


def _level(level: NivelEnPeriodo) -> dict[str, Any]:
    ends = level.posibles
    return {
        "seguro": level.seguro,
        "al_menos": ends[0] if ends else None,
        "hasta": ends[-1] if ends else None,
        "subnivel": level.parte,
    }


def _record(record: RegistroSeguido) -> dict[str, Any]:
    return {
        "id": record.id,
        "nombre": record.nombre,
        "valores": [plain(value) for value in record.valores],
        "niveles": [_level(level) for level in record.niveles],
    }
