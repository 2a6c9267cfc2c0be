"""The table of results, one row a scorecard, by column: whole or by blocks of rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from evaluacion.score.kernel import APLICABILIDAD, COBERTURA, ESTRICTO, MAXIMO, MINIMO, PUNTAJE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.model.marco import Marco
    from evaluacion.score.evaluate import Resultado

_MEASURES = (("puntaje", PUNTAJE), ("minimo", MINIMO), ("maximo", MAXIMO), ("cobertura", COBERTURA), ("aplicabilidad", APLICABILIDAD))
_OWN = {
    **dict.fromkeys(("marco", "version", "practica", "titulo", "evaluador"), "texto"),
    **dict.fromkeys((*(name for name, _ in _MEASURES), "minimo_estricto"), "numero"),
    **dict.fromkeys(("nivel_seguro", "nivel_al_menos", "nivel_hasta"), "texto"),
    **dict.fromkeys(("provisional", "elegible"), "logico"),
    **dict.fromkeys(("lugar_mejor", "lugar_peor"), "entero"),
}
"""The columns that every marco has, with the kind of each."""
_PARTS = ("subnivel_seguro", "subnivel_al_menos", "subnivel_hasta")
"""The columns of marcos that divide their levels."""
_BLOCK = 32_768


def names_of(resultados: Sequence[Resultado]) -> dict[str, str]:
    """Return the name of every column, in order, with its kind: `texto`, `logico`, `entero` or `numero`."""
    is_divided = any(resultado.marco.peldanos for resultado in resultados)
    names: dict[str, str] = {}
    for name, kind in _OWN.items() if resultados else ():
        names[name] = kind
        if is_divided and name == "nivel_hasta":
            names.update(dict.fromkeys(_PARTS, "texto"))
    for resultado in resultados:
        names.update(_type_names(resultado))
        names.update((f"{prefix}.{name}", "numero") for prefix in _nodes(resultado.marco) for name, _ in _MEASURES)
    return names


def _type_names(resultado: Resultado) -> dict[str, str]:
    """Return the columns that only a typology has."""
    if resultado.tipos is None:
        return {}
    prefix = resultado.marco.marco
    measures = dict.fromkeys((f"{prefix}.{name}" for name in resultado.tipos.medidas), "numero")
    return {f"{prefix}.tipos_seguros": "texto", f"{prefix}.tipos_posibles": "texto", **measures}


def _type_columns(resultado: Resultado, rows: slice) -> dict[str, Any]:
    tipologia, tipos = resultado.marco.tipologia, resultado.tipos
    if tipologia is None or tipos is None:
        return {}
    listed = [
        ["; ".join(name for name, holds in zip(tipologia.nombres, column, strict=True) if holds) or None for column in which[:, rows].T]
        for which in (tipos.seguro, tipos.posible)
    ]
    return dict(zip(_type_names(resultado), [*listed, *(ends[0, rows] for ends in tipos.medidas.values())], strict=True))


def _nodes(marco: Marco) -> list[str]:
    return [
        *(f"{marco.marco}.{criterio.id}" for criterio in marco.criterios),
        *(f"{marco.marco}.grupo:{grupo.id}" for grupo in marco.grupos),
    ]


def columns_of(resultado: Resultado, rows: slice, *, clasificar: bool) -> dict[str, Any]:
    """Return the columns of some rows of a result: numbers as arrays, with NaN for None; anything else as lists."""
    marco, who = resultado.marco, resultado.filas[rows].tolist()
    ids, _, judges, titles = resultado.registros.claves()
    found: dict[str, Any] = {
        "marco": [marco.marco] * len(who),
        "version": [marco.version] * len(who),
        "practica": [ids[row] for row in who],
        "titulo": [titles[row] for row in who],
        "evaluador": [judges[row] for row in who],
        **{name: _column(resultado, measure, -1, rows) for name, measure in _MEASURES},
        "minimo_estricto": _column(resultado, ESTRICTO, -1, rows),
        **_levels("nivel", [nivel.nombre for nivel in marco.niveles], *(ends[rows] for ends in resultado.niveles)),
        "provisional": resultado.provisional[rows].tolist(),
        "elegible": list(resultado.elegible[rows]),
    }
    if marco.peldanos:
        found |= _levels("subnivel", [step.nombre for step in marco.peldanos], *(ends[rows] for ends in resultado.subniveles))
    for name, places in (("lugar_mejor", resultado.lugares.mejor), ("lugar_peor", resultado.lugares.peor)):
        found[name] = [place or None for place in places[rows].tolist()] if clasificar else [None] * len(who)
    found.update(_type_columns(resultado, rows))
    for node, prefix in enumerate(_nodes(marco)):
        found.update((f"{prefix}.{name}", _column(resultado, measure, node, rows)) for name, measure in _MEASURES)
    return found


def _levels(prefix: str, names: list[str], low: NDArray[np.int64], high: NDArray[np.int64]) -> dict[str, list[str | None]]:
    or_none = [*names, None]
    ends = {"seguro": np.where(low == high, low, -1), "al_menos": low, "hasta": high}
    return {f"{prefix}_{name}": [or_none[level] for level in end.tolist()] for name, end in ends.items()}


def _column(resultado: Resultado, measure: int, node: int, rows: slice) -> NDArray[np.float64]:
    applies = ~np.isnan(resultado.nodos[COBERTURA, node, rows])
    return np.where(applies, resultado.nodos[measure, node, rows], np.nan)


def plain(values: Any) -> list[Any]:  # noqa: ANN401 - a column of `columns_of`
    """Return a column as a list, None for NaN."""
    if isinstance(values, list):
        return values
    objects = values.astype(object)
    objects[np.isnan(values)] = None
    found: list[Any] = objects.tolist()
    return found


def whole_columns(resultados: Sequence[Resultado], *, clasificar: bool) -> Iterator[tuple[str, Any]]:
    """Yield each column of the table with its name: numbers as an array, with NaN for None; anything else as a list."""
    parts = [(len(resultado), columns_of(resultado, slice(None), clasificar=clasificar)) for resultado in resultados]
    for name, kind in names_of(resultados).items():
        if kind == "numero":
            yield name, np.concatenate([part[name] if name in part else np.full(rows, np.nan) for rows, part in parts])
        else:
            yield name, [value for rows, part in parts for value in (part[name] if name in part else [None] * rows)]


def blocks_of(resultados: Sequence[Resultado], *, clasificar: bool) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the table by blocks of rows: how many, and their columns (those of their marco only)."""
    for resultado in resultados:
        for start in range(0, len(resultado), _BLOCK):
            end = min(start + _BLOCK, len(resultado))
            yield end - start, columns_of(resultado, slice(start, end), clasificar=clasificar)
