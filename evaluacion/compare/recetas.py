"""The ways to compute a published figure: the right one first, then the usual wrong ones, each by its name."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial

from evaluacion.compare.celdas import Celdas, SinDatoError
from evaluacion.compare.intervalo import Intervalo, add, divide, exact, scale, share, subtract
from evaluacion.compare.receta import Receta, printed_mean, rounded_mean
from evaluacion.compare.recetas_orden import count_recipes, rank_recipes, top_recipes
from evaluacion.compare.recetas_tasas import growth_recipes, projection_recipes
from evaluacion.model.cifras import Afirmacion, Dato, parse_printed

_CIEN = 100


def recipes_of(cifra: Afirmacion, celdas: Celdas) -> list[Receta]:
    """Return the recipes of a claim by its kind, the declared one first."""
    makers: dict[str, Callable[[Afirmacion, Celdas], list[Receta]]] = {
        "total": _sum_recipes,
        "suma": _sum_recipes,
        "media": _mean_recipes,
        "participacion": _share_recipes,
        "crecimiento": growth_recipes,
        "diferencia": _difference_recipes,
        "mayores": top_recipes,
        "lugar": rank_recipes,
        "proyeccion": projection_recipes,
        "conteo": count_recipes,
    }
    return makers[cifra.tipo](cifra, celdas)


def _sum_recipes(cifra: Afirmacion, celdas: Celdas) -> list[Receta]:
    return [("suma", lambda: celdas.value(cifra)), ("con_resumen", lambda: _with_summary(cifra, celdas))]


def _with_summary(cifra: Afirmacion, celdas: Celdas) -> Intervalo:
    """Return the sum in which the row of the total slipped in as one more row."""
    summary = celdas.summary(cifra, "total")
    if summary is None or cifra.fila is not None:
        raise SinDatoError("no hay fila de total")
    return add([celdas.value(cifra), summary])


def _mean_recipes(cifra: Afirmacion, celdas: Celdas) -> list[Receta]:
    return [
        ("media", lambda: mean_of(cifra, celdas)),
        ("mediana", lambda: _median(celdas.read_all(celdas.keys_of(cifra)))),
    ]


def mean_of(dato: Dato, celdas: Celdas) -> Intervalo:
    """Return the mean of the cells of a datum.

    Raises:
        SinDatoError: a cell is empty, or there is none.
    """
    return scale(celdas.value(dato.model_copy(update={"medida": None})), Fraction(1, max(len(celdas.keys_of(dato)), 1)))


def _median(values: list[Intervalo]) -> Intervalo:
    ends = [sorted(item[end] for item in values) for end in range(3)]
    middle = len(values) // 2
    found = [items[middle] if len(items) % 2 else (items[middle - 1] + items[middle]) / 2 for items in ends]
    return Intervalo(*found)


def _share_recipes(cifra: Afirmacion, celdas: Celdas) -> list[Receta]:
    entre = cifra.entre or Dato(tabla=cifra.tabla, columna=cifra.columna, columnas=cifra.columnas)
    return [
        ("participacion", lambda: _share(cifra, entre, celdas)),
        ("media_de_razones", lambda: _mean_of_ratios(cifra, entre, celdas)),
        ("media_de_porcentajes", lambda: _of_percentages(cifra, celdas, mean=True)),
        ("suma_de_porcentajes", lambda: _of_percentages(cifra, celdas, mean=False)),
        ("sobre_el_resto", lambda: _over_rest(cifra, entre, celdas)),
        *_other_totals(cifra, entre, celdas),
        ("una_unidad_menos", lambda: _one_less(cifra, entre, celdas)),
    ]


def _share(cifra: Dato, entre: Dato, celdas: Celdas) -> Intervalo | None:
    part, whole = celdas.keys_of(cifra), celdas.keys_of(entre)
    if part and set(part) <= set(whole) and entre.medida != "media" and cifra.medida != "media":
        inside = set(part)
        rest = add(celdas.read_all([clave for clave in whole if clave not in inside]))
        found = share(add(celdas.read_all(part)), rest)
    else:
        found = divide(celdas.value(cifra), celdas.value(entre))
    return scale(found, _CIEN) if found is not None else None


def _mean_of_ratios(cifra: Dato, entre: Dato, celdas: Celdas) -> Intervalo | None:
    """Return the mean over rows of part over whole: what a ratio of sums is not."""
    rows = celdas.rows_of(cifra) if cifra.valor is None else ()
    if len(rows) < 2 or entre.valor is not None or celdas.rows_of(entre) != rows or cifra.columna == entre.columna:  # noqa: PLR2004 - one ratio has no mean
        raise SinDatoError("no hay razones por fila")
    ratios = []
    for row in rows:
        part, whole = (item.model_copy(update={"fila": row, "filas": (), "medida": None}) for item in (cifra, entre))
        ratio = divide(celdas.value(part), celdas.value(whole))
        if ratio is None:
            return None
        ratios.append(ratio)
    return scale(add(ratios), Fraction(_CIEN, len(ratios)))


def _of_percentages(cifra: Afirmacion, celdas: Celdas, *, mean: bool) -> Intervalo:
    if cifra.porcentajes is None:
        raise SinDatoError("no hay columna de porcentajes")
    dato = Dato(tabla=cifra.tabla, columna=cifra.porcentajes, fila=cifra.fila, filas=cifra.filas)
    return mean_of(dato, celdas) if mean else celdas.value(dato)


def _over_rest(cifra: Dato, entre: Dato, celdas: Celdas) -> Intervalo | None:
    part = celdas.value(cifra)
    found = divide(part, subtract(celdas.value(entre), part))
    return scale(found, _CIEN) if found is not None else None


def _one_less(cifra: Dato, entre: Dato, celdas: Celdas) -> Intervalo | None:
    """Return the share of one count before its last unit: a count that was brought up to date, and a share that was not."""
    if cifra.fila is None:
        raise SinDatoError("no es una sola celda")
    return _percent(subtract(celdas.value(cifra), exact(1)), celdas.value(entre))


def _other_totals(cifra: Afirmacion, entre: Dato, celdas: Celdas) -> list[Receta]:
    """Return the shares over the totals that may have been taken instead: the printed one, and those that the claim lists."""
    others = [("otro_total", exact(found[0])) for text in cifra.otros_totales if (found := parse_printed(text)) is not None]
    if cifra.valor is None and entre.valor is None and entre.fila is None:
        printed = celdas.summary(entre, "total")
        others += [("total_impreso", printed)] if printed is not None else []
    return [(name, partial(_percent_of, cifra, other, celdas)) for name, other in others]


def _percent_of(cifra: Dato, whole: Intervalo, celdas: Celdas) -> Intervalo | None:
    return _percent(celdas.value(cifra), whole)


def _percent(part: Intervalo, whole: Intervalo) -> Intervalo | None:
    found = divide(part, whole)
    return scale(found, _CIEN) if found is not None else None


def _difference_recipes(cifra: Afirmacion, celdas: Celdas) -> list[Receta]:
    desde, hasta = cifra.desde or cifra, cifra.hasta or cifra

    def as_percent() -> Intervalo | None:
        found = divide(celdas.value(hasta), celdas.value(desde))
        return scale(subtract(found, exact(1)), _CIEN) if found is not None else None

    return [
        ("diferencia", lambda: subtract(celdas.value(hasta), celdas.value(desde))),
        ("medias_impresas", lambda: subtract(printed_mean(hasta, celdas), printed_mean(desde, celdas))),
        ("medias_redondeadas", lambda: subtract(rounded_mean(hasta, celdas), rounded_mean(desde, celdas))),
        ("porcentaje_por_puntos", as_percent),
    ]
