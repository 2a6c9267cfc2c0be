"""The units of a comparison and their data, from one table or from several that share a key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.origen import Origen
from evaluacion.base.periodo import parse_periodo
from evaluacion.base.problema import quote, suggestion
from evaluacion.model.comun import fold, same_letters
from evaluacion.read.comparacion_lector import Lector
from evaluacion.read.comparacion_nombres import are_states, identities, state_names, state_of
from evaluacion.read.tabla_datos import Tabla
from evaluacion.read.texto import check_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.model.comparacion import Requisito
    from evaluacion.model.comparacion_partes import Unidades

_YES, _NO = frozenset({"si", "true", "verdadero", "1"}), frozenset({"no", "false", "falso", "0"})
Clave = tuple[str, str]
"""Who a row is, and its period (or nothing)."""


@dataclass(slots=True)
class UnidadesLeidas:
    """One row a unit, or a unit in a period, by id and period: the one order in which all is computed."""

    ids: tuple[str, ...]
    nombres: tuple[str, ...]
    periodos: tuple[str, ...] | None
    grupos: dict[str, tuple[str | None, ...]]
    valores: dict[str, NDArray[np.float64]]
    """By column, (3, rows): value, least and greatest."""
    motivos: dict[int, str] = field(default_factory=dict)
    """By row, why it has no place."""
    origenes: tuple[Origen, ...] = ()


@dataclass(slots=True)
class _Pagina:
    """A table with who each of its rows is, and the rows that are units."""

    tabla: Tabla
    ids: list[str]
    quienes: list[Clave]
    filas: list[int]


def read_unidades(
    unidades: Unidades, columnas: Mapping[str, Origen], requisitos: Sequence[Requisito], lector: Lector
) -> UnidadesLeidas | None:
    """Return the units with some columns of numbers; None when they cannot be told apart (noted).

    Args:
        unidades: where they are.
        columnas: the columns of numbers that are needed, and where each is asked for.
        requisitos: columns of sí and no.
        lector: what is being read.
    """
    pages = _read_pages(unidades, lector)
    if not pages:
        return None
    first = pages[0]
    _warn_of_exclusions(unidades, pages, lector)
    order = _order(first, unidades)
    if not order:
        lector.refuse("La tabla no tiene ninguna unidad.", first.tabla.lugar_de_columna(str(unidades.id)), "Escriba una en cada fila.")
        return None
    rows_of = [_rows(first, page, order, lector, str(unidades.id)) for page in pages]
    found = UnidadesLeidas(
        ids=tuple(first.ids[row] for row in order),
        nombres=_names(unidades, first, order),
        periodos=tuple(first.quienes[row][1] for row in order) if unidades.periodo is not None else None,
        grupos=_groups(unidades, pages, rows_of, lector),
        valores={},
        origenes=tuple(first.tabla.lugar(row, str(unidades.id)) for row in order),
    )
    for column, origen in columnas.items():
        values = _numbers(column, origen, pages, rows_of, lector)
        if values is not None:
            found.valores[column] = np.stack([values, values, values])
    found.motivos = _unmet(requisitos, pages, rows_of, lector)
    return found


def _read_pages(unidades: Unidades, lector: Lector) -> list[_Pagina]:
    """Return the tables that can be read, the first of which says who the units are; nothing when the first cannot."""
    pages: list[_Pagina] = []
    for position, name in enumerate(unidades.archivo):
        tabla = lector.table(name, lector.documento.origen(("unidades", "archivo")), {str(unidades.id)})
        if tabla is None:
            continue
        asked = [("id", unidades.id), *([("nombre", unidades.nombre), ("periodo", unidades.periodo)] if position == 0 else [])]
        missing = [
            name
            for key, name in asked
            if name is not None and not lector.has_column(tabla, name, lector.documento.origen(("unidades", key)))
        ]
        if not missing:
            pages.append(_page(unidades, tabla, lector))
    return pages if len(pages) == len(unidades.archivo) else []


def _warn_of_exclusions(unidades: Unidades, pages: Sequence[_Pagina], lector: Lector) -> None:
    """Warn of what is excluded and is in no table: misspelt, a total would stay as one more unit."""
    known = sorted({name for page in pages for name in page.ids})
    for position, name in enumerate(unidades.excluye):
        if same_letters(name) not in known:
            place = lector.documento.origen(("unidades", "excluye", position))
            lector.warn(f"Ninguna fila se llama {quote(name)}: no excluye nada.", place, suggestion(name, known), "sin_correspondencia")


def _page(unidades: Unidades, tabla: Tabla, lector: Lector) -> _Pagina:
    every, column = range(tabla.filas), str(unidades.id)
    ids = [same_letters(text) or "" for text in tabla.textos(every, column)]
    excluded = {same_letters(name) for name in unidades.excluye}
    rows = [row for row in every if ids[row] not in excluded]
    states = are_states([ids[row] for row in rows])
    by_period = unidades.periodo is not None and unidades.periodo in tabla.columnas
    periods = [text or "" for text in tabla.textos(every, str(unidades.periodo))] if by_period else [""] * tabla.filas
    page = _Pagina(tabla, ids, list(zip(identities(ids, states=states), periods, strict=True)), rows)
    _check_rows(page, unidades, lector, by_period=by_period)
    if states:
        _warn_of_others(page, column, lector)
    return page


def _check_rows(page: _Pagina, unidades: Unidades, lector: Lector, *, by_period: bool) -> None:
    """Note rows without id or period, and units that are there twice."""
    seen: dict[Clave, int] = {}
    column, tabla = str(unidades.id), page.tabla
    for row in page.filas:
        place = tabla.lugar(row, column)
        if not page.ids[row]:
            lector.refuse("La fila no dice de qué unidad es.", place, f"Escriba en {quote(column)} su clave.", "valor_vacio")
            continue
        if by_period and not page.quienes[row][1]:
            where = tabla.lugar(row, str(unidades.periodo))
            lector.refuse(f"La fila de {quote(page.ids[row])} no dice su periodo.", where, "Escríbalo.", "valor_vacio")
            continue
        hidden = check_text(page.ids[row], place, key=True)
        if hidden is not None:
            lector.problemas.append(hidden)
            continue
        other = seen.setdefault(page.quienes[row], row)
        if other != row:
            when = f" en {page.quienes[row][1]}" if by_period else ""
            also = f", con el nombre {quote(page.ids[other])}" if page.ids[other] != page.ids[row] else ""
            what = f"La unidad {quote(page.ids[row])} ya está{when} en {tabla.lugar(other, column)}{also}."
            remedy = "Deje una sola fila" + ("." if by_period else ", o diga en «unidades: periodo» qué columna las distingue.")
            lector.refuse(what, place, remedy, "unidad_repetida")


def _warn_of_others(page: _Pagina, column: str, lector: Lector) -> None:
    for row in page.filas:
        name = page.ids[row]
        if name and state_of(name) is None:
            what = f"Casi todas las unidades son entidades federativas y {quote(name)} no es ninguna."
            remedy = f"{suggestion(name, state_names(), most=0)} Si no es una unidad, escríbala en «unidades: excluye»."
            lector.warn(what, page.tabla.lugar(row, column), remedy.replace("Se admite: , …. ", ""), "territorio_desconocido")


def _order(page: _Pagina, unidades: Unidades) -> list[int]:
    """Return the rows by id and period; periods by time where all say one."""
    texts = {page.quienes[row][1] for row in page.filas}
    parsed = {text: parse_periodo(text) for text in texts}
    in_time = unidades.periodo is not None and all(parsed.values())

    def key(row: int) -> tuple[object, ...]:
        text = page.quienes[row][1]
        period = parsed[text]
        return (page.ids[row], (period.fin, period.meses) if in_time and period is not None else (), text)

    return sorted(page.filas, key=key)


def _rows(first: _Pagina, page: _Pagina, order: Sequence[int], lector: Lector, column: str) -> NDArray[np.int64]:
    """Return, for each unit, its row in a table, -1 where it has none; rows of nobody are noted."""
    if page is first:
        return np.array(order, dtype=np.int64)
    has_periods = any(page.quienes[row][1] for row in page.filas)
    states = are_states([first.ids[row] for row in order]) and are_states([page.ids[row] for row in page.filas])
    mine = identities(first.ids, states=states)
    theirs = identities(page.ids, states=states)
    where = {(theirs[row], page.quienes[row][1]): row for row in page.filas}
    known = {(mine[row], first.quienes[row][1] if has_periods else "") for row in order}
    names = sorted({first.ids[row] for row in order})
    for row in page.filas:
        if (theirs[row], page.quienes[row][1]) not in known:
            what = f"La unidad {quote(page.ids[row])} no está en {first.tabla.archivo}."
            others = [name for name in (*names, *(state_names() if states else ())) if name != page.ids[row]]
            remedy = suggestion(page.ids[row], others, most=6) if not states or state_of(page.ids[row]) is None else ""
            lector.refuse(
                what,
                page.tabla.lugar(row, column),
                f"{remedy} Corríjala, o escríbala en «unidades: excluye».".strip(),
                "sin_correspondencia",
            )
    found = [where.get((mine[row], first.quienes[row][1] if has_periods else ""), -1) for row in order]
    absent = sorted({first.ids[row] for row, there in zip(order, found, strict=True) if there < 0})
    if absent:
        listed = ", ".join(absent[:8]) + (f" y {len(absent) - 8} más" if len(absent) > 8 else "")  # noqa: PLR2004 - said by the line itself
        lector.warn(
            f"{page.tabla.archivo} no tiene a {listed}: sus datos de ahí faltan.", Origen(page.tabla.archivo), "", "sin_correspondencia"
        )
    return np.array(found, dtype=np.int64)


def _with_column(column: str, pages: Sequence[_Pagina]) -> list[int]:
    return [position for position, page in enumerate(pages) if column in page.tabla.columnas]


def _find(column: str, origen: Origen, pages: Sequence[_Pagina], lector: Lector) -> int | None:
    """Return in which table a column is; noted when it is in none or in several."""
    where = _with_column(column, pages)
    if len(where) == 1:
        return where[0]
    tables = ", ".join(page.tabla.archivo for page in pages)
    if where:
        lector.refuse(f"La columna {quote(column)} está en varias tablas: {tables}.", origen, "Cambie el nombre en una de ellas.")
        return None
    names = [name for page in pages for name in page.tabla.columnas]
    lector.refuse(f"Ninguna columna de {tables} se llama {quote(column)}.", origen, suggestion(column, names))
    return None


def _numbers(
    column: str, origen: Origen, pages: Sequence[_Pagina], rows_of: Sequence[NDArray[np.int64]], lector: Lector
) -> NDArray[np.float64] | None:
    where = _find(column, origen, pages, lector)
    if where is None:
        return None
    page = pages[where]
    kept = page.tabla
    values = lector.numbers(kept, column) if len(page.filas) == kept.filas else _of_units(page, column, lector)
    rows = rows_of[where]
    return np.where(rows >= 0, values[rows], np.nan)


def _of_units(page: _Pagina, column: str, lector: Lector) -> NDArray[np.float64]:
    """Return a column without what it says in the rows that are no units."""
    before = len(lector.problemas)
    values = lector.numbers(page.tabla, column)
    units = {page.tabla.lugar(row, column) for row in page.filas}
    lector.problemas[before:] = [problem for problem in lector.problemas[before:] if problem.origen in units]
    return values


def _names(unidades: Unidades, page: _Pagina, order: Sequence[int]) -> tuple[str, ...]:
    ids = [page.ids[row] for row in order]
    if unidades.nombre is None:
        return tuple(ids)
    return tuple(text or name for text, name in zip(page.tabla.textos(order, unidades.nombre), ids, strict=True))


def _groups(
    unidades: Unidades, pages: Sequence[_Pagina], rows_of: Sequence[NDArray[np.int64]], lector: Lector
) -> dict[str, tuple[str | None, ...]]:
    found: dict[str, tuple[str | None, ...]] = {}
    for position, column in enumerate(unidades.grupos):
        where = _find(column, lector.documento.origen(("unidades", "grupos", position)), pages, lector)
        if where is not None:
            found[column] = tuple(_texts(pages[where], column, rows_of[where]))
    return found


def _texts(page: _Pagina, column: str, rows: NDArray[np.int64]) -> list[str | None]:
    said = page.tabla.textos(range(page.tabla.filas), column)
    return [said[row] if row >= 0 else None for row in rows.tolist()]


def _unmet(
    requisitos: Sequence[Requisito], pages: Sequence[_Pagina], rows_of: Sequence[NDArray[np.int64]], lector: Lector
) -> dict[int, str]:
    """Return by row which requisitos it does not meet, or does not answer."""
    found: dict[int, list[str]] = {}
    for position, requisito in enumerate(requisitos):
        where = _find(requisito.id, lector.documento.origen(("requisitos", position)), pages, lector)
        if where is None:
            continue
        rows = rows_of[where].tolist()
        for unit, (row, text) in enumerate(zip(rows, _texts(pages[where], requisito.id, rows_of[where]), strict=True)):
            word = fold(text) if text is not None else ""
            if word and word not in _YES | _NO:
                place = pages[where].tabla.lugar(row, requisito.id)
                lector.refuse(f"El requisito dice {quote(text)}.", place, "Se admite: sí, no.", "valor_no_permitido")
            elif word not in _YES:
                said = requisito.texto or requisito.id
                found.setdefault(unit, []).append(f"no cumple «{said}»" if word else f"no responde «{said}»")
    return {unit: "; ".join(reasons) for unit, reasons in found.items()}
