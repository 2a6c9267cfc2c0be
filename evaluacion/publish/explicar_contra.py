"""The gap between two records as a report: how much each criterion contributes, and the answers behind it, each with its place."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.base.numeros import COMPARED_DECIMALS, show_number
from evaluacion.base.textos import MEDIAS
from evaluacion.publish.explicar_comun import (
    COMO_LEER,
    decimals_of,
    instrument_text,
    interval,
    item_name,
    item_text,
    place_of,
    record_name,
    said,
)
from evaluacion.publish.informe import Apartado, Bloque, Cifra, Lista, Parrafo, Subtitulo, Tabla
from evaluacion.publish.texto import level_text, place_text

if TYPE_CHECKING:
    from evaluacion.compare.brecha import AporteCriterio, AporteReactivo, BrechaEntreDos
    from evaluacion.model.ficha import Ficha, FichaIndicador, FichaPregunta, Puntaje
    from evaluacion.model.procedencia import Procedencia

_REPARTO = {
    "aritmetica": "el peso del criterio por la diferencia",
    "geometrica": "la diferencia de logaritmos, llevada a puntos con la media logarítmica de los dos valores",
    "armonica": "la diferencia de recíprocos, llevada a puntos",
    "minimo": "cuánto sube el menor mientras ese es el menor, al ir en línea recta de un registro al otro",
}


def arrange_gap(brecha: BrechaEntreDos, procedencia: Procedencia) -> Iterator[Bloque]:
    """Yield the gap between two records under one instrument, the first less the second."""
    una, otra = brecha.una, brecha.otra
    yield Apartado(una.marco.titulo)
    yield Parrafo(instrument_text(una, procedencia))
    yield Lista(tuple(_line(ficha, decimals_of(una, otra)) for ficha in (una, otra)))
    yield Parrafo(_verdict(brecha), destacado=True)
    yield Apartado("Cuánto aporta cada criterio a la brecha")
    yield Parrafo(f"Puntos del total: con + favorecen a {una.practica}; con −, a {otra.practica}. {_sum_sentence(brecha)}")
    yield _criteria(brecha)
    yield Parrafo(_method(brecha))
    yield Apartado("Las respuestas detrás")
    found = [item for item in _by_size(brecha) if _different(item)]
    for item in found:
        yield Subtitulo(
            f"{item.una.criterio.nombre}: {_signed(item.aporte.minimo)} en lo garantizado, {_signed(item.aporte.puntaje)} en el puntaje"
        )
        yield Lista(tuple(_answer(brecha, reactivo) for reactivo in _answers(item)))
    if not found:
        yield Parrafo("Los dos registros dicen lo mismo en todo lo que cuenta.")
    yield Parrafo(COMO_LEER)


def _line(ficha: Ficha, decimals: int) -> str:
    place = f", lugar {place_text(ficha.lugar)}" if ficha.lugar is not None else ", sin lugar"
    level = f", nivel {level_text(ficha)}" if ficha.nivel.al_menos is not None else ""
    return f"{record_name(ficha)}: {interval(ficha.total, decimals)}{level}{place}; está en {ficha.origen}"


def _verdict(brecha: BrechaEntreDos) -> str:
    una, otra = brecha.una.practica, brecha.otra.practica
    if brecha.orden:
        high, low = (una, otra) if brecha.orden > 0 else (otra, una)
        return f"{high} queda con seguridad por encima de {low}: lo que falta responder ya no lo cambia."
    ends = [
        round(value, COMPARED_DECIMALS)
        for ficha in (brecha.una, brecha.otra)
        for value in (ficha.total.minimo, ficha.total.maximo)
        if value is not None
    ]
    if len(set(ends)) == 1:
        return f"{una} y {otra} empatan."
    return f"{una} y {otra} no se distinguen: sus intervalos se traslapan y lo que falta responder puede decidirlo."


def _sum_sentence(brecha: BrechaEntreDos) -> str:
    gap = brecha.brechas
    known = [
        f"{name} {_signed(value)}"
        for name, value in zip(("garantizado", "puntaje", "alcanzable"), gap, strict=True)
        if not math.isnan(value)
    ]
    return f"La brecha ({brecha.una.practica} menos {brecha.otra.practica}) es: {'; '.join(known)}. Los aportes la suman exactamente; aquí se muestran redondeados."


def _signed(value: float) -> str:
    return str(_figure(value))


def _figure(value: float) -> Cifra:
    return Cifra(None if math.isnan(value) else value, con_signo=True)


def _criteria(brecha: BrechaEntreDos) -> Tabla:
    rows: list[tuple[str | Cifra, ...]] = []
    for item in _by_size(brecha):
        one, other = item.una.puntaje, item.otra.puntaje
        rows.append((item.una.criterio.nombre, _span(one), _span(other), *(_figure(value) for value in item.aporte)))
    if any(round(value, COMPARED_DECIMALS) for value in brecha.ajuste if not math.isnan(value)):
        rows.append(("Ajuste: el puntaje se mantiene dentro de su intervalo", "—", "—", *(_figure(value) for value in brecha.ajuste)))
    una, otra = brecha.una, brecha.otra
    decimals = decimals_of(una, otra)
    rows.append(("Total", _span(una.total, decimals), _span(otra.total, decimals), *(_figure(value) for value in brecha.brechas)))
    names = ("Criterio", una.practica, otra.practica, "Aporte a lo garantizado", "Aporte al puntaje", "Aporte a lo alcanzable")
    return Tabla(names, tuple(rows))


def _span(puntaje: Puntaje, decimals: int = 1) -> str:
    """Return a score with its interval in a few signs."""
    if puntaje.no_aplica:
        return "no aplica"
    return f"{show_number(puntaje.puntaje, decimals)} [{show_number(puntaje.minimo, decimals)} a {show_number(puntaje.maximo, decimals)}]"


def _by_size(brecha: BrechaEntreDos) -> list[AporteCriterio]:
    """Return the criteria, those that contribute most to the gap of what is guaranteed first."""
    return sorted(
        brecha.criterios, key=lambda item: -round(abs(0.0 if math.isnan(item.aporte.minimo) else item.aporte.minimo), COMPARED_DECIMALS)
    )


def _method(brecha: BrechaEntreDos) -> str:
    rules = brecha.una.marco.agregacion
    kinds = list(dict.fromkeys([rules.grupos, rules.total]))
    told = "; ".join(
        f"con la media {MEDIAS[kind]}, {_REPARTO[kind]}" if kind != "minimo" else f"con el mínimo, {_REPARTO[kind]}" for kind in kinds
    )
    uneven = any(_has(item.una.puntaje) != _has(item.otra.puntaje) for item in brecha.criterios) or any(
        (one.una.puntos is None) != (one.otra.puntos is None) for item in brecha.criterios for one in item.reactivos
    )
    mixed = (
        " Lo que en uno de los dos no tiene puntaje (no aplica, o nada está respondido) cuenta en él como el resto de su grupo."
        if uneven
        else ""
    )
    return f"Cómo se reparte: {told}.{mixed} Cambiar el orden de los dos registros solo cambia los signos."


def _has(puntaje: Puntaje) -> tuple[bool, bool]:
    return puntaje.puntaje is None, puntaje.no_aplica


def _different(item: AporteCriterio) -> bool:
    return bool(_answers(item))


def _answers(item: AporteCriterio) -> list[AporteReactivo]:
    """Return the questions on which the records do not earn the same, those that contribute most first."""
    found = [one for one in item.reactivos if _earned(one.una) != _earned(one.otra)]
    return sorted(found, key=lambda one: -round(abs(0.0 if math.isnan(one.aporte.minimo) else one.aporte.minimo), COMPARED_DECIMALS))


def _earned(item: FichaPregunta | FichaIndicador) -> tuple[object, ...]:
    return item.estado, item.puntos, item.bajo, item.alto


def _answer(brecha: BrechaEntreDos, item: AporteReactivo) -> str:
    una, otra = brecha.una.practica, brecha.otra.practica
    return (
        f"{item_name(item.una)} ({_signed(item.aporte.minimo)} en lo garantizado): {item_text(item.una)} "
        f"{una}: {said(item.una)}; {place_of(item.una)}. {otra}: {said(item.otra)}; {place_of(item.otra)}."
    )
