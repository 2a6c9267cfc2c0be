"""The tree of a comparison as it was written: each node with where each thing about it is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluacion.base.origen import Origen
from evaluacion.base.problema import Problema, nearest, quote
from evaluacion.model.comparacion_nodos import COLUMNAS_USUALES, Nodo, TablaDeNodos
from evaluacion.read.comparacion_lector import CODIGO, Lector
from evaluacion.read.filas_tabla import number_of
from evaluacion.read.load import try_model
from evaluacion.read.tabla_datos import Tabla

_TEXTS = ("id", "padre", "nombre", "sentido", "unidad", "denominador")
_NUMBERS = ("peso", "meta")
_SHOWN = 8
_OF_LEAVES = ("postes", "meta", "bandas", "denominador", "toma_de", "normalizacion")
"""What only an indicator has."""


@dataclass(frozen=True, slots=True)
class NodoLeido:
    """A node and where each of its keys is written."""

    nodo: Nodo
    lugar: Callable[[str], Origen]

    def origen(self, key: str = "id") -> Origen:
        """Return where a key is written, or the node."""
        return self.lugar(key)


def read_nodos(nodos: Sequence[Nodo] | TablaDeNodos, lector: Lector) -> list[NodoLeido]:
    """Return the nodes of a list or of a table, by id; those of no tree are left out, and said."""
    if isinstance(nodos, TablaDeNodos):
        written = _from_table(nodos, lector)
    else:
        written = [NodoLeido(nodo, _place_in_list(lector, position)) for position, nodo in enumerate(nodos)]
    by_id: dict[str, NodoLeido] = {}
    for leido in written:
        other = by_id.setdefault(leido.nodo.id, leido)
        if other is not leido:
            what = f"El nodo {quote(leido.nodo.id)} ya está en {other.origen()}."
            lector.refuse(what, leido.origen(), "Dele otro identificador, o quite uno de los dos.")
    _check_parents(by_id, lector)
    return [by_id[name] for name in sorted(by_id)]


def leaves_of(nodos: Sequence[NodoLeido]) -> list[NodoLeido]:
    """Return the nodes from which none hangs."""
    parents = {leido.nodo.padre for leido in nodos}
    return [leido for leido in nodos if leido.nodo.id not in parents]


def _place_in_list(lector: Lector, position: int) -> Callable[[str], Origen]:
    return lambda key: lector.documento.origen(("nodos", position, key))


def _check_parents(by_id: Mapping[str, NodoLeido], lector: Lector) -> None:
    parents = {leido.nodo.padre for leido in by_id.values()}
    for leido in by_id.values():
        nodo = leido.nodo
        if nodo.padre is not None and nodo.padre not in by_id:
            close = nearest(nodo.padre, list(by_id))
            asked = f"¿Quiso escribir {quote(close)}? " if close is not None else ""
            remedy = f"{asked}Si es otro nodo, agréguelo: también se escriben el índice y lo que agrupa."
            lector.refuse(f"No hay un nodo {quote(nodo.padre)}, el padre de {quote(nodo.id)}.", leido.origen("padre"), remedy)
        if nodo.id not in parents:
            continue
        if nodo.sentido == "descendente":
            what = f"{quote(nodo.id)} se forma con otros: el sentido es de los indicadores."
            lector.refuse(what, leido.origen("sentido"), "Quite «sentido», o escríbalo en sus indicadores.")
        for key in _OF_LEAVES:
            if getattr(nodo, key) is not None:
                lector.warn(f"{quote(nodo.id)} se forma con otros: su «{key}» no se usa.", leido.origen(key), "Quítelo.")


def _from_table(described: TablaDeNodos, lector: Lector) -> list[NodoLeido]:
    names = COLUMNAS_USUALES["id"] if "id" in described.sin_decir else (described.id,)
    tabla = lector.table(described.archivo, lector.documento.origen(("nodos", "archivo")), set(names))
    if tabla is None:
        return []
    described = _with_usual_names(described, tabla)
    columns = list(_columns(described))
    missing = [name for ruta, name in columns if not lector.has_column(tabla, name, lector.documento.origen(("nodos", ruta)))]
    if missing:
        return []
    rows = _rows_in_tree(described, tabla, lector)
    found = [_read_row(described, tabla, row, lector) for row in rows]
    return [leido for leido in found if leido is not None]


def _with_usual_names(described: TablaDeNodos, tabla: Tabla) -> TablaDeNodos:
    """Return the description with the columns that the table has under a usual name, for the keys that the file does not write."""
    found = {key: next((name for name in COLUMNAS_USUALES[key] if name in tabla.columnas), None) for key in described.sin_decir}
    return described.model_copy(update={key: name for key, name in found.items() if name is not None})


def _columns(described: TablaDeNodos) -> Iterator[tuple[str, str]]:
    """Yield each key that names columns with each of them."""
    for key in (*_TEXTS, *_NUMBERS):
        if getattr(described, key) is not None:
            yield key, getattr(described, key)
    for name in described.postes or ():
        yield "postes", name


def _rows_in_tree(described: TablaDeNodos, tabla: Tabla, lector: Lector) -> list[int]:
    """Return the rows that hang from another or from which others hang; the others are said."""
    every = range(tabla.filas)
    ids, parents = tabla.textos(every, described.id), tabla.textos(every, described.padre)
    named = {parent for parent in parents if parent is not None}
    chosen = [row for row in every if parents[row] is not None or ids[row] in named]
    inside = set(chosen)
    outside = [(row, ids[row]) for row in every if row not in inside and ids[row] is not None]
    if outside:
        listed = ", ".join(str(name) for _, name in outside[:_SHOWN]) + (", …" if len(outside) > _SHOWN else "")
        what = f"{len(outside)} filas no cuelgan de ningún nodo y no son parte del índice: {listed}."
        if len(outside) == 1:
            what = f"La fila {quote(outside[0][1])} no cuelga de ningún nodo y no es parte del índice."
        lector.warn(
            what,
            tabla.lugar(outside[0][0], described.id),
            f"Si alguna lo es, escriba su nodo en {quote(described.padre)}.",
            "fuera_del_arbol",
        )
    return chosen


def _read_row(described: TablaDeNodos, tabla: Tabla, row: int, lector: Lector) -> NodoLeido | None:
    """Return the node of a row, None when something in it is wrong (noted at its cell)."""
    places = {key: tabla.lugar(row, name) for key, name in reversed(list(_columns(described)))}
    fallback = places["id"]
    written: dict[str, object] = {}
    problems: list[Problema] = []
    for key in _TEXTS:
        name = getattr(described, key)
        text = tabla.texto(row, name) if name is not None else None
        if text is not None:
            written[key] = text
    for key in _NUMBERS:
        name = getattr(described, key)
        value = _number(tabla, row, name, problems) if name is not None else None
        if value is not None:
            written[key] = value
    posts = [_number(tabla, row, name, problems) for name in described.postes or ()]
    if any(post is not None for post in posts):
        written["postes"] = posts
    nodo, findings = try_model(written, Nodo)
    problems.extend(_explain(item, written, places, fallback) for item in findings)
    lector.problemas.extend(problems)
    return None if nodo is None or problems else NodoLeido(nodo, lambda key: places.get(key, fallback))


def _number(tabla: Tabla, row: int, column: str, problems: list[Problema]) -> float | None:
    text = tabla.texto(row, column)
    if text is None:
        return None
    try:
        value = number_of(text)
    except ValueError:
        what = f"El número {quote(text)} se puede leer de dos maneras."
        problems.append(Problema("numero_ambiguo", what, tabla.lugar(row, column), "Escriba 1500, o 1.5 con punto decimal."))
        return None
    if value is None:
        what = f"La celda dice {quote(text)} y se espera un número."
        problems.append(Problema("celda_no_valida", what, tabla.lugar(row, column), "Escriba solo el número."))
    return value


def _explain(
    item: Any,  # noqa: ANN401 - a finding of pydantic
    written: Mapping[str, object],
    places: Mapping[str, Origen],
    fallback: Origen,
) -> Problema:
    """Return a finding of pydantic about a row as a problem at its cell."""
    loc = item["loc"]
    key = str(loc[0]) if loc else "postes"
    where = places.get(key, fallback)
    if item["type"] == "missing":
        return Problema("valor_vacio", "El nodo no tiene identificador.", where, "Escríbalo.")
    if key == "sentido":
        what = f"El sentido dice {quote(written.get(key))}."
        return Problema("valor_no_permitido", what, where, "Se admite: ascendente (1), descendente (-1).")
    if item["type"] == "value_error":
        return Problema(CODIGO, f"{quote(written.get('id'))}: {item['ctx']['error']}.", where, "Corrija la celda.")
    return Problema("valor_no_permitido", f"«{key}» dice {quote(written.get(key))}, que no se admite.", where, "Corrija la celda.")
