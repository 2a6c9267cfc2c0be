"""What is wrong with a procedure or with the record of one, before any date is counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from evaluacion.base.problema import quote, suggestion
from evaluacion.check.defecto import Defecto
from evaluacion.check.procedimiento import predecessors

if TYPE_CHECKING:
    from evaluacion.model.procedimiento import Expediente, Procedimiento

FIRST_YEAR, LAST_YEAR = 1950, 2099
"""Years that a date of a record may have."""


def review_procedimiento(procedimiento: Procedimiento) -> list[Defecto]:
    """Return what is wrong with a procedure: names of nothing, terms that lead nowhere, an order that bites its tail."""
    return list(_names(procedimiento)) or list(_chains(procedimiento))


def _defect(what: str, ruta: tuple[str | int, ...], remedy: str) -> Defecto:
    return Defecto("procedimiento_no_valido", what, ruta, remedy)


def _names(procedimiento: Procedimiento) -> Iterator[Defecto]:
    ids = [procedimiento.ancla.id, *(paso.id for paso in procedimiento.pasos)]
    for position, paso in enumerate(procedimiento.pasos):
        where = ("pasos", position)
        if paso.id in ids[: position + 1]:
            yield _defect(f"{quote(paso.id)} está dos veces.", (*where, "id"), "Dele otro identificador.")
        for number, name in enumerate(paso.despues_de):
            if name not in ids:
                yield _defect(f"No hay un paso {quote(name)}.", (*where, "despues_de", number), suggestion(name, ids))
        limite = paso.limite
        if limite is not None and limite.base not in ids:
            key = "antes_de" if limite.antes_de else "tras"
            yield _defect(f"No hay un paso {quote(limite.base)}.", (*where, "limite", key), suggestion(limite.base, ids))
        if limite is not None and isinstance(limite.dias_habiles, str) and limite.dias_habiles not in procedimiento.parametros:
            what = f"No hay un parámetro {quote(limite.dias_habiles)}."
            yield _defect(
                what,
                (*where, "limite", "dias_habiles"),
                suggestion(limite.dias_habiles, procedimiento.parametros) or "Agréguelo en «parametros».",
            )
    for key in ("paso_de_la_otra", "antes_del_paso"):
        name = getattr(procedimiento.ancla, key)
        if name is not None and name not in ids[1:]:
            yield _defect(f"No hay un paso {quote(name)}.", ("ancla", key), suggestion(name, ids[1:]))


def _chains(procedimiento: Procedimiento) -> Iterator[Defecto]:
    limites = {paso.id: paso.limite for paso in procedimiento.pasos if paso.limite is not None}
    for position, paso in enumerate(procedimiento.pasos):
        if paso.id in predecessors(procedimiento, paso.id):
            yield _defect(f"El paso {quote(paso.id)} va después de sí mismo.", ("pasos", position, "despues_de"), "Rompa el círculo.")
        name, seen = paso.id, set[str]()
        while name in limites and name not in seen:
            seen.add(name)
            name = limites[name].base
        if paso.limite is not None and name != procedimiento.ancla.id:
            what = f"El límite de {quote(paso.id)} no llega a {quote(procedimiento.ancla.id)}."
            yield _defect(what, ("pasos", position, "limite"), "Cuéntelo desde un paso que dependa del ancla.")
    if procedimiento.ancla.paso_de_la_otra not in limites:
        what = f"El paso {quote(procedimiento.ancla.paso_de_la_otra)} no tiene límite."
        yield _defect(what, ("ancla", "paso_de_la_otra"), "Indique un paso que lo tenga.")


def read_hechos(expediente: Expediente) -> dict[str, date]:
    """Return when each step of a record was done, as dates."""
    return {name: date.fromisoformat(day) for name, day in expediente.hechos.items()}


def review_expediente(expediente: Expediente, procedimiento: Procedimiento, referencia: date) -> list[Defecto]:
    """Return what is wrong with a record: unknown steps, no day to count from, dates that cannot be."""
    return [*_day(expediente, procedimiento), *_unknown(expediente, procedimiento), *_dates(expediente, procedimiento, referencia)]


def _day(expediente: Expediente, procedimiento: Procedimiento) -> Iterator[Defecto]:
    given = [key for key in ("firma", "desde") if getattr(expediente, key) is not None]
    if len(given) > 1:
        remedy = f"Deje «{procedimiento.ancla.clave}», o la otra, pero no las dos."
        yield Defecto("fecha_no_valida", "«firma» y «desde» dan dos veces el día desde el que se cuenta.", ("desde",), remedy)
    elif not given and procedimiento.ancla.id not in expediente.hechos:
        what = "Falta el día desde el que se cuenta."
        yield Defecto("falta_clave", what, (), "Escriba «firma» o «desde», con una fecha AAAA-MM-DD.")


def _unknown(expediente: Expediente, procedimiento: Procedimiento) -> Iterator[Defecto]:
    known = [paso.id for paso in procedimiento.pasos] + ([procedimiento.ancla.id] if procedimiento.ancla.es_paso else [])
    for name in expediente.hechos:
        if name not in known:
            what = f"El procedimiento {quote(procedimiento.procedimiento)} no tiene el paso {quote(name)}."
            yield Defecto("paso_desconocido", what, ("hechos", name), suggestion(name, known), en_clave=True)
    for name in expediente.parametros:
        if name not in procedimiento.parametros:
            what = f"El procedimiento {quote(procedimiento.procedimiento)} no tiene el parámetro {quote(name)}."
            yield Defecto(
                "clave_desconocida", what, ("parametros", name), suggestion(name, procedimiento.parametros) or "Quítelo.", en_clave=True
            )


def _dates(expediente: Expediente, procedimiento: Procedimiento, referencia: date) -> Iterator[Defecto]:
    yield from _out_of_range(expediente)
    hechos = read_hechos(expediente)
    names = {paso.id: paso.nombre for paso in procedimiento.pasos} | {procedimiento.ancla.id: procedimiento.ancla.nombre}
    planned = expediente.firma if procedimiento.ancla.clave == "firma" else expediente.desde
    days = ({procedimiento.ancla.id: date.fromisoformat(planned)} if planned else {}) | hechos
    for name, day in hechos.items():
        if day > referencia:
            what = f"{quote(name)} ocurrió el {day}, después del día de referencia, que es el {referencia}."
            yield Defecto("fecha_no_valida", what, ("hechos", name), "Corrija la fecha, o el día de referencia con --fecha.")
        for before in sorted(predecessors(procedimiento, name) & days.keys()):
            if days[before] > day:
                what = f"{quote(names.get(name, name))} ({day}) es anterior a {quote(names[before])} ({days[before]}), que va antes."
                yield Defecto("fecha_no_valida", what, ("hechos", name), "Corrija una de las dos fechas.")


def _out_of_range(expediente: Expediente) -> Iterator[Defecto]:
    written: list[tuple[tuple[str | int, ...], str | None]] = [((key,), getattr(expediente, key)) for key in ("firma", "desde", "fecha")]
    written += [(("hechos", name), day) for name, day in expediente.hechos.items()]
    for position, cierre in enumerate(expediente.dias_inhabiles):
        written += [(("dias_inhabiles", position, key), getattr(cierre, key)) for key in ("dia", "desde", "hasta")]
    for ruta, day in written:
        if day is not None and not FIRST_YEAR <= int(day[:4]) <= LAST_YEAR:
            what = f"El año de {quote(day)} está fuera de {FIRST_YEAR} a {LAST_YEAR}."
            yield Defecto("fecha_no_valida", what, ruta, "Revise el año.")
