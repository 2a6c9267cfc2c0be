"""The weights of a comparison that are written apart: a table, matrices of pairs, or points that people share out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.origen import Origen
from evaluacion.base.problema import quote, suggestion
from evaluacion.model.comun import fold
from evaluacion.read.comparacion_lector import Lector, Titulos
from evaluacion.read.comparacion_nodos import NodoLeido
from evaluacion.read.tabla_datos import Tabla

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.model.comparacion import PesosEscritos

PESO_MAYOR = 1e15
_WEIGHT = Titulos({"peso", "pesos", "weight", "weights", "ponderacion", "ponderador"})
_ID = Titulos({"id", "nodo", "indicador", "criterio", "clave", "codigo", "icode", "code"})


@dataclass(frozen=True, slots=True)
class MatrizLeida:
    """A matrix of pairs: how many times more each of some siblings matters than each other one."""

    origen: Origen
    padre: str
    ids: tuple[str, ...]
    valores: NDArray[np.float64]
    lugar: Callable[[int, int], Origen]
    """The cell of a judgement: where it is blank, the one across from which it is taken."""


@dataclass(frozen=True, slots=True)
class RepartoLeido:
    """Points that people share out among siblings: (people, siblings)."""

    origen: Origen
    padre: str
    ids: tuple[str, ...]
    puntos: NDArray[np.float64]


@dataclass(slots=True)
class PesosLeidos:
    """The weights that were read, by node, and those that are still to be computed."""

    dados: dict[str, float] = field(default_factory=dict)
    matrices: list[MatrizLeida] = field(default_factory=list)
    repartos: list[RepartoLeido] = field(default_factory=list)


def read_pesos(escritos: PesosEscritos, nodos: Sequence[NodoLeido], lector: Lector) -> PesosLeidos:
    """Return the weights that a comparison declares apart from its nodes; what is wrong is noted."""
    found = PesosLeidos()
    if escritos.iguales:
        found.dados = {leido.nodo.id: 1.0 for leido in nodos}
    elif escritos.archivo is not None:
        found.dados = _from_table(escritos, nodos, lector)
    elif escritos.presupuesto is not None:
        found.repartos = _shared_points(escritos.presupuesto, nodos, lector)
    else:
        for position, name in enumerate(escritos.ahp):
            matrix = _matrix(name, ("pesos", "ahp", position), nodos, lector)
            found.matrices.extend([matrix] if matrix is not None else [])
        for padre, times in Counter(matrix.padre for matrix in found.matrices).items():
            if times > 1:
                lector.refuse(
                    f"Hay {times} matrices de los componentes de {quote(padre)}.", lector.documento.origen(("pesos", "ahp")), "Deje una."
                )
    return found


def _from_table(escritos: PesosEscritos, nodos: Sequence[NodoLeido], lector: Lector) -> dict[str, float]:
    place = lector.documento.origen(("pesos",))
    names = Titulos({fold(name) for name in (escritos.id, escritos.peso) if name is not None} or {*_ID, *_WEIGHT})
    tabla = lector.table(escritos.archivo or "", place, names)
    if tabla is None:
        return {}
    known = {leido.nodo.id: leido for leido in nodos}
    column = escritos.id or _id_column(tabla, known)
    weight = escritos.peso or next((name for name in tabla.columnas if name in _WEIGHT), None)
    if weight is None:
        lector.refuse(f"La tabla {tabla.archivo} no tiene una columna «peso».", place, "Nómbrela «peso», o indíquela: {archivo, id, peso}.")
        return {}
    if not lector.has_column(tabla, weight, place) or not lector.has_column(tabla, column, place):
        return {}
    return _weights(tabla, column, weight, known, lector)


def _id_column(tabla: Tabla, known: Mapping[str, NodoLeido]) -> str:
    """Return the column that names most nodes; else the one whose name says so."""
    counts = {name: sum(text in known for text in tabla.palabras(name).valores) for name in tabla.columnas}
    best = max(tabla.columnas, key=lambda name: counts[name])
    return best if counts[best] else next((name for name in tabla.columnas if name in _ID), best)


def _weights(tabla: Tabla, column: str, weight: str, known: Mapping[str, NodoLeido], lector: Lector) -> dict[str, float]:
    values = lector.numbers(tabla, weight)
    found: dict[str, float] = {}
    for row, name in enumerate(tabla.textos(range(tabla.filas), column)):
        place = tabla.lugar(row, column)
        if name is None or name not in known:
            lector.refuse(f"No hay un nodo {quote(name)}.", place, suggestion(name or "", known), "sin_correspondencia")
        elif name in found:
            lector.refuse(f"El nodo {quote(name)} tiene dos pesos.", place, "Deje uno.", "sin_correspondencia")
        elif np.isnan(values[row]):
            found[name] = 0.0
            if tabla.texto(row, weight) is None:
                lector.refuse(f"El nodo {quote(name)} no tiene peso.", tabla.lugar(row, weight), "Escríbalo; 0 si no cuenta.")
        elif not 0 <= values[row] <= PESO_MAYOR:
            found[name] = 0.0
            what = f"El peso de {quote(name)} es {values[row]:g}."
            lector.refuse(what, tabla.lugar(row, weight), "Un peso es 0 o más.", "fuera_de_limites")
        else:
            found[name] = float(values[row])
    for name, leido in known.items():
        if name not in found and leido.nodo.padre is not None:
            what = f"La tabla de pesos no tiene el nodo {quote(name)}."
            lector.refuse(
                what,
                tabla.lugar_de_columna(column),
                suggestion(name, sorted(found.keys() - known.keys())) or "Agréguelo.",
                "sin_correspondencia",
            )
    return found


def _siblings(nodos: Sequence[NodoLeido]) -> dict[str, frozenset[str]]:
    """Return the children of each node that has some."""
    found: dict[str, set[str]] = {}
    for leido in nodos:
        if leido.nodo.padre is not None:
            found.setdefault(leido.nodo.padre, set()).add(leido.nodo.id)
    return {padre: frozenset(children) for padre, children in found.items()}


def _matrix(name: str, ruta: tuple[str | int, ...], nodos: Sequence[NodoLeido], lector: Lector) -> MatrizLeida | None:
    place = lector.documento.origen(ruta)
    known = {leido.nodo.id for leido in nodos}
    tabla = lector.table(name, place, known)
    if tabla is None:
        return None
    first, *columns = tabla.columnas
    rows = [text or "" for text in tabla.textos(range(tabla.filas), first)]
    padre = _parent_of(columns, tabla, nodos, lector)
    if padre is None:
        return None
    for row, text in enumerate(rows):
        if text not in columns or rows.count(text) > 1:
            what = f"La fila {quote(text)} no es, una sola vez, una de las columnas."
            remedy = "Deje una sola." if text in columns else suggestion(text, columns)
            lector.refuse(what, tabla.lugar(row, first), remedy, "sin_correspondencia")
    if sorted(rows) != sorted(columns):
        if len(rows) < len(columns):
            lector.refuse("La matriz tiene menos filas que columnas.", tabla.lugar_de_columna(first), "Escriba una fila por columna.")
        return None
    ids = sorted(columns)
    cells = np.array([[lector.numbers(tabla, column)[rows.index(text)] for column in ids] for text in ids])

    def place_of(row: int, column: int) -> Origen:
        written = (column, row) if np.isnan(cells[row, column]) else (row, column)
        return tabla.lugar(rows.index(ids[written[0]]), ids[written[1]])

    return MatrizLeida(Origen(tabla.archivo), padre, tuple(ids), _completed(cells), place_of)


def _completed(cells: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a matrix with its blank cells: 1 where a node meets itself, the inverse of the cell across elsewhere."""
    with np.errstate(divide="ignore"):
        across = 1 / cells.T
    whole = np.where(np.isnan(cells), across, cells)
    diagonal = np.eye(len(cells), dtype=bool) & np.isnan(cells)
    return np.where(diagonal, 1.0, whole)


def _parent_of(columns: Sequence[str], tabla: Tabla, nodos: Sequence[NodoLeido], lector: Lector) -> str | None:
    """Return the node whose children are exactly these columns, None when there is none (noted)."""
    siblings = _siblings(nodos)
    wanted = frozenset(columns)
    padre = next((padre for padre in sorted(siblings) if siblings[padre] == wanted), None)
    if padre is None:
        every = {name for children in siblings.values() for name in children}
        unknown = sorted(wanted - every)
        if unknown:
            what = f"No hay un nodo {quote(unknown[0])}."
            lector.refuse(what, tabla.lugar_de_columna(unknown[0]), suggestion(unknown[0], sorted(every)), "sin_correspondencia")
            return None
        close = max(sorted(siblings), key=lambda name: len(siblings[name] & wanted))
        missing = ", ".join(sorted(siblings[close] ^ wanted))
        what = f"La matriz no compara a los componentes de un mismo nodo: para los de {quote(close)} sobran o faltan {missing}."
        lector.refuse(what, tabla.lugar_de_columna(columns[0]), "Compare a todos los hermanos, y solo a ellos.")
    return padre


def _shared_points(name: str, nodos: Sequence[NodoLeido], lector: Lector) -> list[RepartoLeido]:
    place = lector.documento.origen(("pesos", "presupuesto"))
    siblings = _siblings(nodos)
    every = {name for children in siblings.values() for name in children}
    tabla = lector.table(name, place, every)
    if tabla is None:
        return []
    others = [column for column in tabla.columnas if column not in every]
    for column in others[1:]:
        lector.refuse(
            f"No hay un nodo {quote(column)}.", tabla.lugar_de_columna(column), suggestion(column, sorted(every)), "sin_correspondencia"
        )
    found = []
    for padre in sorted(siblings):
        ids = sorted(siblings[padre] & set(tabla.columnas))
        if not ids:
            continue
        missing = sorted(siblings[padre] - set(ids))
        if missing:
            what = f"Faltan puntos para {', '.join(missing)}, hermanos de {quote(ids[0])}."
            lector.refuse(what, tabla.lugar_de_columna(ids[0]), "Reparta los puntos entre todos los hermanos.")
            continue
        found.append(RepartoLeido(Origen(tabla.archivo), padre, tuple(ids), _points(tabla, ids, lector)))
    return found


def _points(tabla: Tabla, ids: Sequence[str], lector: Lector) -> NDArray[np.float64]:
    points = np.array([lector.numbers(tabla, name) for name in ids]).T
    for row in range(tabla.filas):
        place = tabla.lugar(row, ids[0])
        if np.isnan(points[row]).any() and all(tabla.texto(row, name) is None for name in np.array(ids)[np.isnan(points[row])]):
            lector.refuse("Una persona no repartió todos sus puntos.", place, "Escriba 0 donde no dio ninguno.", "valor_vacio")
        elif (points[row] < 0).any() or not points[row].sum() > 0:
            lector.refuse(
                "Los puntos de una persona son negativos, o no suman nada.", place, "Reparta un total mayor que 0.", "fuera_de_limites"
            )
    return points
