"""The table of results, one row a scorecard, by column: whole or by blocks of rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

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
_OF_TOTAL = [*(measure for _, measure in _MEASURES), ESTRICTO]
_ENDS = ("", ".minimo", ".maximo")
"""What a measure of a typology has: its value, and the least and the greatest that it can be."""
_BLOCK = 32_768


class Repetidas(NamedTuple):
    """A column of few distinct texts: for each row, the position of its text in `valores`, where the last is None."""

    valores: list[str | None]
    indices: NDArray[np.int64]


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
    measures = dict.fromkeys((f"{prefix}.{name}{end}" for name in resultado.tipos.medidas for end in _ENDS), "numero")
    return {f"{prefix}.tipos_seguros": "texto", f"{prefix}.tipos_posibles": "texto", **measures}


def _type_columns(resultado: Resultado, rows: slice) -> dict[str, Any]:
    tipologia, tipos = resultado.marco.tipologia, resultado.tipos
    if tipologia is None or tipos is None:
        return {}
    listed = [
        ["; ".join(name for name, holds in zip(tipologia.nombres, column, strict=True) if holds) or None for column in which[:, rows].T]
        for which in (tipos.seguro, tipos.posible)
    ]
    return dict(zip(_type_names(resultado), [*listed, *(end[rows] for ends in tipos.medidas.values() for end in ends)], strict=True))


def _nodes(marco: Marco) -> list[str]:
    return [
        *(f"{marco.marco}.{criterio.id}" for criterio in marco.criterios),
        *(f"{marco.marco}.grupo:{grupo.id}" for grupo in marco.grupos),
    ]


def columns_of(resultado: Resultado, rows: slice, *, clasificar: bool) -> dict[str, Any]:
    """Return the columns of some rows of a result: numbers as arrays, with NaN for None; anything else as lists or `Repetidas`."""
    marco, who = resultado.marco, resultado.filas[rows].tolist()
    ids, _, judges, titles = resultado.registros.claves()
    found: dict[str, Any] = {
        "marco": _always(marco.marco, len(who)),
        "version": _always(marco.version, len(who)),
        "practica": [ids[row] for row in who],
        "titulo": [titles[row] for row in who],
        "evaluador": [judges[row] for row in who],
        **dict(zip([*(name for name, _ in _MEASURES), "minimo_estricto"], _columns(resultado, _OF_TOTAL, -1, rows), strict=True)),
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
        columns = _columns(resultado, [measure for _, measure in _MEASURES], node, rows)
        found.update((f"{prefix}.{name}", column) for (name, _), column in zip(_MEASURES, columns, strict=True))
    return found


def _always(text: str, rows: int) -> Repetidas:
    return Repetidas([text, None], np.zeros(rows, dtype=np.int64))


def _levels(prefix: str, names: list[str], low: NDArray[np.int64], high: NDArray[np.int64]) -> dict[str, Repetidas]:
    ends = {"seguro": np.where(low == high, low, -1), "al_menos": low, "hasta": high}
    return {f"{prefix}_{name}": Repetidas([*names, None], end % (len(names) + 1)) for name, end in ends.items()}


def _columns(resultado: Resultado, measures: Sequence[int], node: int, rows: slice) -> list[NDArray[np.float64]]:
    """Return some measures of a node, NaN where it does not apply; not to be changed: they may be those of the result."""
    out_of = np.isnan(resultado.nodos[COBERTURA, node, rows])
    columns = [resultado.nodos[measure, node, rows] for measure in measures]
    return [np.where(out_of, np.nan, column) for column in columns] if out_of.any() else columns


def plain(values: Any) -> list[Any]:  # noqa: ANN401 - a column of `columns_of`
    """Return a column as a list, None for NaN."""
    if isinstance(values, list):
        return values
    if isinstance(values, Repetidas):
        texts: list[Any] = np.array(values.valores, dtype=object)[values.indices].tolist()
        return texts
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
            yield name, [value for rows, part in parts for value in (plain(part[name]) if name in part else [None] * rows)]


def blocks_of(resultados: Sequence[Resultado], *, clasificar: bool) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the table by blocks of rows: how many, and their columns (those of their marco only)."""
    for resultado in resultados:
        for start in range(0, len(resultado), _BLOCK):
            end = min(start + _BLOCK, len(resultado))
            yield end - start, columns_of(resultado, slice(start, end), clasificar=clasificar)
