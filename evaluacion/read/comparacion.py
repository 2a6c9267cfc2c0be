"""A file of a comparison with what it names: its tree, its weights and, from tables, its units."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evaluacion.base.origen import Origen
from evaluacion.base.problema import Problema, only_errors, quote, raise_errors, suggestion
from evaluacion.model.comparacion import Comparacion
from evaluacion.model.comun import fold
from evaluacion.read.comparacion_lector import Lector, Titulos
from evaluacion.read.comparacion_nodos import NodoLeido, leaves_of, read_nodos
from evaluacion.read.comparacion_pesos import PesosLeidos, read_pesos
from evaluacion.read.comparacion_politicas import check_nodos, check_politicas
from evaluacion.read.comparacion_unidades import UnidadesLeidas, read_unidades
from evaluacion.read.documento import Documento, parse_documento, read_bytes, show_path
from evaluacion.read.load import load_model
from evaluacion.read.texto import decode

_LOW = Titulos({"inferior", "minimo", "menor", "lower", "goalpost_lower"})
_HIGH = Titulos({"superior", "maximo", "mayor", "upper", "goalpost_upper"})
_ID = Titulos({"id", "nodo", "indicador", "icode", "code", "codigo", "clave"})


@dataclass(slots=True)
class ComparacionLeida:
    """A comparison as it was written, with the tables that it names already read."""

    comparacion: Comparacion
    documento: Documento
    ruta: Path
    nodos: list[NodoLeido]
    """By id; empty where the marco of the records gives the tree."""
    pesos: PesosLeidos
    unidades: UnidadesLeidas | None
    """None: they are records."""
    archivos: dict[str, str]
    """The files read, this one too, with their sha256."""
    avisos: tuple[Problema, ...]


def read_comparacion(path: Path) -> ComparacionLeida:
    """Return what a file of a comparison says and names.

    Raises:
        EvaluacionError: everything wrong with the file, its policies or the tables that it names.
    """
    archivo = show_path(path)
    data = read_bytes(path)
    documento = parse_documento(decode(data, archivo), archivo)
    comparacion = load_model(documento, Comparacion)
    lector = Lector(path, documento, {archivo: hashlib.sha256(data).hexdigest()}, list(documento.avisos))
    lector.problemas.extend(check_politicas(comparacion, documento))
    nodos = read_nodos(comparacion.nodos, lector) if comparacion.nodos is not None else []
    nodos = _with_posts(comparacion, nodos, lector)
    pesos = read_pesos(comparacion.pesos, nodos, lector) if comparacion.pesos is not None and nodos else PesosLeidos()
    if nodos:
        lector.problemas.extend(check_nodos(comparacion, nodos, documento))
    unidades = None
    if comparacion.unidades.archivo:
        unidades = read_unidades(
            comparacion.unidades, {} if only_errors(lector.problemas) else _columns(comparacion, nodos), comparacion.requisitos, lector
        )
    raise_errors(lector.problemas)
    return ComparacionLeida(comparacion, documento, path, nodos, pesos, unidades, lector.archivos, tuple(lector.problemas))


def _columns(comparacion: Comparacion, nodos: list[NodoLeido]) -> dict[str, Origen]:
    """Return the columns of numbers that are needed, and where each is asked for."""
    found: dict[str, Origen] = {}
    for leido in leaves_of(nodos):
        nodo = leido.nodo
        found.setdefault(nodo.toma_de or nodo.id, leido.origen("toma_de" if nodo.toma_de else "id"))
        if comparacion.denominar and nodo.denominador is not None:
            found.setdefault(nodo.denominador, leido.origen("denominador"))
    return found


def _with_posts(comparacion: Comparacion, nodos: list[NodoLeido], lector: Lector) -> list[NodoLeido]:
    """Return the nodes with the goalposts of their table, if there is one."""
    described = comparacion.normaliza.postes
    if described is None or not nodos:
        return nodos
    place = lector.documento.origen(("normalizacion", "postes"))
    asked = [name for name in (described.id, described.inferior, described.superior) if name is not None]
    tabla = lector.table(described.archivo, place, Titulos({fold(name) for name in asked} or {*_ID, *_LOW, *_HIGH}))
    if tabla is None:
        return nodos
    column = described.id or next((name for name in tabla.columnas if name in _ID), tabla.columnas[0])
    low = described.inferior or next((name for name in tabla.columnas if name in _LOW), "inferior")
    high = described.superior or next((name for name in tabla.columnas if name in _HIGH), "superior")
    missing = [name for name in (column, low, high) if not lector.has_column(tabla, name, place)]
    if missing:
        return nodos
    ends = lector.numbers(tabla, low), lector.numbers(tabla, high)
    known = {leido.nodo.id: leido for leido in nodos}
    found: dict[str, NodoLeido] = {}
    for row, name in enumerate(tabla.textos(range(tabla.filas), column)):
        where = tabla.lugar(row, column)
        if name is None or name not in known:
            lector.refuse(f"No hay un nodo {quote(name)}.", where, suggestion(name or "", known), "sin_correspondencia")
        elif name in found:
            lector.refuse(f"El indicador {quote(name)} tiene dos renglones de postes.", where, "Deje uno.", "sin_correspondencia")
        elif not ends[0][row] < ends[1][row]:
            if not np.isnan([ends[0][row], ends[1][row]]).any() or tabla.texto(row, low) is None or tabla.texto(row, high) is None:
                what = f"Los postes de {quote(name)} van de menor a mayor, sea cual sea el sentido."
                lector.refuse(what, tabla.lugar(row, low), "Escriba los dos, distintos, en la unidad del indicador.")
        else:
            found[name] = _with_pair(known[name], (float(ends[0][row]), float(ends[1][row])), where)
    return [found.get(leido.nodo.id, leido) for leido in nodos]


def _with_pair(leido: NodoLeido, pair: tuple[float, float], where: Origen) -> NodoLeido:
    nodo = leido.nodo.model_copy(update={"postes": pair})
    return NodoLeido(nodo, lambda key: where if key == "postes" else leido.lugar(key))
