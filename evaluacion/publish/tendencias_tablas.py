"""The tables of a trend, as words: the same ones in a terminal, in Markdown and, with numbers, in the board."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from evaluacion.base.numeros import show_number, show_plain
from evaluacion.compare.tendencia import MOST_MOVERS, POR_CONFIRMAR, SIN_NIVEL
from evaluacion.publish.cifras import VEREDICTO, answer_text, shown_value

if TYPE_CHECKING:
    from evaluacion.compare.cifras import Cifra
    from evaluacion.compare.tendencia import RegistroSeguido, Tramo
    from evaluacion.publish.tendencias_datos import TendenciaHecha

MEAN_DECIMALS, GROWTH_DECIMALS = 4, 2
_MOST_NAMES = 12
DASH = "—"
PERIODO, CON_DATO, PROMEDIO, IMPRESO, SE_SIGUE = "Periodo", "Con dato", "Promedio", "Impreso", "¿Lo impreso se sigue?"
MEDIANA, CAMBIO, CRECIMIENTO = "Mediana", "Cambio", "Crecimiento %"


class Tabla(NamedTuple):
    """A table of words: its heading, then its rows; the first `textos` columns are not numbers."""

    titulo: str
    encabezado: tuple[str, ...]
    filas: tuple[tuple[str, ...], ...]
    textos: int = 1


def show_fraction(value: Fraction | None, decimals: int) -> str:
    """Return an exact number with that many decimals."""
    return show_number(None if value is None else float(value), decimals)


def show_change(value: Fraction | None, decimals: int | None = None) -> str:
    """Return a change with its sign; without decimals, with those that it has."""
    if value is None:
        return DASH
    text = show_plain(float(value)) if decimals is None else show_number(float(value), decimals)
    return f"+{text}" if value > 0 else text


def period_name(hecha: TendenciaHecha) -> str:
    """Return from when to when: `2005 a 2025`."""
    return span_name(hecha.evolucion.plazo)


def span_name(step: Tramo) -> str:
    """Return the two ends of a span."""
    return f"{step.desde} a {step.hasta}"


def levels_table(hecha: TendenciaHecha) -> Tabla:
    """Return how many records are surely in each level in each period; with «hasta» where some are not sure."""
    trend = hecha.evolucion
    rows = []
    for period in trend.periodos:
        unsure = {POR_CONFIRMAR: period.por_confirmar, SIN_NIVEL: period.sin_nivel}
        counts = [
            str(unsure[name])
            if name not in period.niveles
            else str((count := period.niveles[name]).seguros) + (f" (hasta {count.posibles})" if count.posibles > count.seguros else "")
            for name in trend.lugares
        ]
        rows.append((period.periodo, *counts, str(period.n)))
    return Tabla("Registros por nivel y periodo", (PERIODO, *trend.lugares, CON_DATO), tuple(rows))


def means_table(hecha: TendenciaHecha) -> Tabla:
    """Return the mean of each period from exact values beside the printed one, and how it changed."""
    trend = hecha.evolucion
    has_printed = any(cifra is not None for cifra in hecha.impresas)
    rows = []
    for position, (period, printed) in enumerate(zip(trend.periodos, hecha.impresas, strict=True)):
        step = trend.tramos[position - 1] if position else None
        beside = (printed.afirmacion.publicado, VEREDICTO[printed.veredicto]) if printed is not None else (DASH, DASH)
        rows.append(
            (
                period.periodo,
                show_fraction(period.media, MEAN_DECIMALS),
                *(beside if has_printed else ()),
                show_fraction(period.mediana, MEAN_DECIMALS),
                show_change(step.cambio, MEAN_DECIMALS) if step else DASH,
                show_change(step.crecimiento, GROWTH_DECIMALS) if step else DASH,
            )
        )
    printed_columns = (IMPRESO, SE_SIGUE) if has_printed else ()
    return Tabla("Promedios, con los valores exactos", (PERIODO, PROMEDIO, *printed_columns, MEDIANA, CAMBIO, CRECIMIENTO), tuple(rows))


def whole_text(hecha: TendenciaHecha) -> str:
    """Return the change from the first period to the last in a sentence."""
    whole = hecha.evolucion.plazo
    if whole.cambio is None:
        return f"De {span_name(whole)} ningún registro tiene dato en los dos extremos."
    grown = f", {show_change(whole.crecimiento, GROWTH_DECIMALS)} %" if whole.crecimiento is not None else ""
    return f"De {span_name(whole)} el promedio cambió {show_change(whole.cambio, MEAN_DECIMALS)} {hecha.evolucion.indicador.unidad}{grown}."


def notes_of(hecha: TendenciaHecha) -> list[str]:
    """Return what a reader of the tables must know."""
    trend = hecha.evolucion
    notes = []
    if any(period.por_confirmar for period in trend.periodos):
        notes.append(
            "Por confirmar: falta un dato y el nivel puede ser más de uno; «hasta» cuenta también a quienes podrían estar en ese nivel."
        )
    if any(step.comparables != len(trend.registros) for step in (*trend.tramos, trend.plazo)):
        notes.append("Cada cambio y cada crecimiento comparan solo a los registros con dato en los dos periodos.")
    return [*notes, *([hecha.nota] if hecha.nota else [])]


def transition_table(hecha: TendenciaHecha, step: Tramo) -> Tabla:
    """Return how many records went from each level to each level."""
    places = hecha.evolucion.lugares
    rows = [(before, *(str(len(step.celdas.get((before, after), ()))) for after in places)) for before in places]
    return Tabla(f"De {span_name(step)}: de qué nivel (renglones) a cuál (columnas)", ("De", *places), tuple(rows))


def level_changes(hecha: TendenciaHecha, step: Tramo) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield each pair of different levels with the names of the records that went from the first to the second."""
    names = {record.id: record.nombre for record in hecha.evolucion.registros}
    places = hecha.evolucion.lugares
    for before in places:
        for after in places:
            ids = step.celdas.get((before, after), ())
            if before != after and ids:
                yield before, after, tuple(names[item] for item in ids)


def records_table(hecha: TendenciaHecha) -> Tabla:
    """Return the value and the level of each record in each period."""
    trend = hecha.evolucion
    rows = [
        (record.nombre, *(f"{_datum(value)} {level.lugar}" for value, level in zip(record.valores, record.niveles, strict=True)))
        for record in trend.registros
    ]
    return Tabla("Cada registro: su valor y su nivel en cada periodo", ("Registro", *(p.periodo for p in trend.periodos)), tuple(rows))


def _datum(value: Fraction | None) -> str:
    return show_plain(None if value is None else float(value))


def movers_text(changes: Sequence[tuple[RegistroSeguido, Fraction]]) -> str:
    """Return the movers in one line: name and change; those that tie go together."""
    if not changes:
        return "ninguno"
    by_change: dict[Fraction, list[str]] = {}
    for record, change in changes:
        by_change.setdefault(change, []).append(record.nombre)
    return "; ".join(f"{names_text(names)} ({show_change(change)})" for change, names in by_change.items())


def names_text(names: Sequence[str]) -> str:
    """Return some names, and how many more there are."""
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" y {more:,} más" if more > 0 else "")


def all_steps(hecha: TendenciaHecha) -> tuple[Tramo, ...]:
    """Return the whole span, and then each step when there is more than one."""
    trend = hecha.evolucion
    return (trend.plazo, *(trend.tramos if len(trend.tramos) > 1 else ()))


def movers_title() -> str:
    """Return the heading of the movers."""
    return f"Los {MOST_MOVERS} mayores cambios, y los que empatan con el último"


def failing(cifras: Iterable[Cifra]) -> list[Cifra]:
    """Return the figures that do not simply follow from their table."""
    return [cifra for cifra in cifras if cifra.veredicto != "se_sigue"]


def figure_row(cifra: Cifra) -> tuple[str, str, str, str, str]:
    """Return a figure: its id, as printed, recomputed, the verdict and the sentence."""
    return cifra.afirmacion.id, cifra.afirmacion.publicado, shown_value(cifra), VEREDICTO[cifra.veredicto], answer_text(cifra)
