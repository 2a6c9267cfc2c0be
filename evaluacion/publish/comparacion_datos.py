"""A comparison as plain data: one row a unit (and period) for tables, and the exact record for JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from evaluacion.publish.comparacion_duda_datos import doubt_as_dict
from evaluacion.publish.comparacion_duda_dicha import DudaDicha
from evaluacion.publish.datos import escape_text, write_columns
from evaluacion.publish.salida import write_bytes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.compare.comparado import Comparado, Suceso
    from evaluacion.compare.duda import Duda
    from evaluacion.model.comparacion import Comparacion
    from evaluacion.model.comparacion_nodos import Nodo
    from evaluacion.model.procedencia import Procedencia


@dataclass(frozen=True, slots=True)
class ComparacionHecha:
    """A comparison with what its outputs say of it."""

    comparacion: Comparacion
    nodos: Mapping[str, Nodo]
    """By id, as declared, with the weights in use."""
    comparado: Comparado
    finalistas: tuple[int, ...] = ()
    """The rows that pass, in order, where the comparison says how many; ties that nothing breaks all pass."""
    consistencia: Mapping[str, float] = field(default_factory=dict)
    """By parent, the consistency ratio of the matrix of pairs that gave its children their weights."""
    duda: Duda | None = None
    """What the draws say, where the comparison puts something in doubt."""

    @property
    def titulo(self) -> str:
        """The title, or the id."""
        return self.comparacion.titulo or self.comparacion.comparacion

    @property
    def orden(self) -> list[int]:
        """The positions of the nodes, from the index down, by id at each height."""
        heights = heights_of(self.comparado)
        return sorted(range(len(heights)), key=lambda node: (-heights[node], self.comparado.arbol.ids[node]))


def said_doubt(hecha: ComparacionHecha) -> DudaDicha | None:
    """Return the doubt with the names of what it is about, or None where nothing was put in doubt."""
    doubt = hecha.comparacion.incertidumbre
    if hecha.duda is None or doubt is None:
        return None
    return DudaDicha(hecha.comparado, hecha.duda, doubt.primeros or hecha.comparacion.finalistas)


def heights_of(comparado: Comparado) -> list[int]:
    """Return how many levels each node is over its deepest leaf."""
    found = [0] * len(comparado.arbol.ids)
    for height, nivel in enumerate(comparado.arbol.niveles, 1):
        for node in nivel.padres.tolist():
            found[node] = height
    return found


def rows_of(hecha: ComparacionHecha, periodo: str | None = None) -> list[int]:
    """Return the rows of a period, or all."""
    renglones = hecha.comparado.renglones
    return [row for row in range(len(renglones.ids)) if periodo is None or renglones.periodos is None or renglones.periodos[row] == periodo]


def has_interval(hecha: ComparacionHecha, node: int) -> bool:
    """Whether missing answers leave open the score of some unit at a node."""
    _, low, high = hecha.comparado.nodos[:, :, node]
    return bool((~np.isclose(low, high, rtol=0, atol=0, equal_nan=True)).any())


def place_of(comparado: Comparado, row: int, node: int) -> str | None:
    """Return a place as tables have it: `2`, `2-4`, or nothing."""
    best, worst = int(comparado.mejor[row, node]), int(comparado.peor[row, node])
    if best == 0:
        return None
    return str(best) if best == worst else f"{best}-{worst}"


def as_columns(hecha: ComparacionHecha, *, periodo: str | None = None, nodo: str | None = None) -> dict[str, tuple[str, list[Any]]]:
    """Return the table by column, with the kind of each (`texto` or `numero`), one row a unit (and period), by id.

    For each node its score and, as `rango.node`, its place; where answers are missing, also the least and greatest score.
    """
    comparado, renglones = hecha.comparado, hecha.comparado.renglones
    rows = rows_of(hecha, periodo)
    found: dict[str, tuple[str, list[Any]]] = {"id": ("texto", [renglones.ids[row] for row in rows])}
    found["nombre"] = ("texto", [renglones.nombres[row] for row in rows])
    if renglones.periodos is not None:
        found["periodo"] = ("texto", [renglones.periodos[row] for row in rows])
    for name, groups in renglones.grupos.items():
        found[_free(name, "grupo", found)] = ("texto", [groups[row] for row in rows])
    if not renglones.clasifica.all():
        found[_free("motivo", "unidad", found)] = ("texto", [renglones.motivos.get(row) for row in rows])
    for node in hecha.orden:
        name = comparado.arbol.ids[node]
        if nodo not in (None, name):
            continue
        score, low, high = (plain_numbers(comparado.nodos[end, rows, node]) for end in range(3))
        shown = _free(name, "nodo", found)
        found[shown] = ("numero", score)
        found[f"rango.{shown}"] = ("texto", [place_of(comparado, row, node) for row in rows])
        if has_interval(hecha, node):
            found |= {f"{shown}.minimo": ("numero", low), f"{shown}.maximo": ("numero", high)}
    return found


def _free(name: str, kind: str, taken: Mapping[str, Any]) -> str:
    """Return the name of a column, with its kind before it where another has that name."""
    return f"{kind}.{name}" if name in taken or f"rango.{name}" in taken else name


def plain_numbers(values: NDArray[np.float64]) -> list[float | None]:
    """Return numbers as a list, None for NaN."""
    return [None if np.isnan(value) else value for value in values.tolist()]


def as_csv(hecha: ComparacionHecha, *, periodo: str | None = None, nodo: str | None = None) -> str:
    """Return the table as CSV: numbers in the fewest digits that read back; texts that could run as a formula are escaped."""
    columns = as_columns(hecha, periodo=periodo, nodo=nodo)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([escape_text(name) for name in columns])
    cells = [values if kind == "numero" else [_escaped(value) for value in values] for kind, values in columns.values()]
    writer.writerows(zip(*cells, strict=True))
    return buffer.getvalue()


def _escaped(value: str | None) -> str | None:
    return None if value is None else escape_text(value)


def write_csv(hecha: ComparacionHecha, procedencia: Procedencia, path: Path, *, periodo: str | None, nodo: str | None) -> list[Path]:
    """Write the CSV (UTF-8 with byte order mark) and its provenance beside it; return both paths.

    Raises:
        EvaluacionError: the files cannot be written.
    """
    write_bytes(path, as_csv(hecha, periodo=periodo, nodo=nodo).encode("utf-8-sig"))
    beside = path.with_suffix(".procedencia.json")
    write_bytes(beside, (json.dumps(procedencia.as_dict(), ensure_ascii=False, indent=1) + "\n").encode())
    return [path, beside]


def write_parquet(hecha: ComparacionHecha, procedencia: Procedencia, path: Path, *, periodo: str | None, nodo: str | None) -> None:
    """Write the table as Parquet, its provenance in the metadata of the file (key `procedencia`).

    Raises:
        EvaluacionError: the file cannot be written.
    """
    write_columns(as_columns(hecha, periodo=periodo, nodo=nodo), procedencia, path)


def as_json(
    hecha: ComparacionHecha, procedencia: Procedencia, *, periodo: str | None = None, nodo: str | None = None, ascii_only: bool = False
) -> str:
    """Return `{procedencia, comparacion, politicas, nodos, unidades, finalistas, duda, sucesos}` as JSON text."""
    data = {"procedencia": procedencia.as_dict(), **comparison_as_dict(hecha, periodo=periodo, nodo=nodo)}
    return json.dumps(data, ensure_ascii=ascii_only, indent=1, allow_nan=False) + "\n"


def comparison_as_dict(hecha: ComparacionHecha, *, periodo: str | None = None, nodo: str | None = None) -> dict[str, Any]:
    """Return a comparison as plain data; numbers unrounded, None for what is not known."""
    rows = rows_of(hecha, periodo)
    nodes = [node for node in hecha.orden if nodo in (None, hecha.comparado.arbol.ids[node])]
    return {
        "comparacion": hecha.comparacion.comparacion,
        "titulo": hecha.comparacion.titulo,
        "fuente": str(hecha.comparacion.fuente or "") or None,
        "nota": hecha.comparacion.nota,
        "politicas": hecha.comparacion.model_dump(mode="json", exclude_none=True, include=_POLICIES),
        "nodos": [_node(hecha, node) for node in nodes],
        "unidades": [_unit(hecha, row, nodes) for row in rows],
        "finalistas": None if hecha.comparacion.finalistas is None else [_who(hecha, row) for row in hecha.finalistas],
        "consistencia": dict(hecha.consistencia),
        "duda": _doubt(hecha, periodo),
        "sucesos": [event_as_dict(event) for event in hecha.comparado.sucesos if periodo is None or event.periodo in (None, periodo)],
    }


_POLICIES = {
    "normalizacion",
    "faltantes",
    "atipicos",
    "denominar",
    "pesos",
    "agregacion",
    "incertidumbre",
    "requisitos",
    "finalistas",
    "desempate",
}


def _doubt(hecha: ComparacionHecha, periodo: str | None) -> dict[str, Any] | None:
    """Return what the draws say, where they were made and of the period that is shown."""
    said = said_doubt(hecha)
    return doubt_as_dict(said) if said is not None and periodo in (None, said.periodo) else None


def _node(hecha: ComparacionHecha, node: int) -> dict[str, Any]:
    arbol, parent = hecha.comparado.arbol, int(hecha.comparado.arbol.padre[node])
    declared = hecha.nodos.get(arbol.ids[node])
    is_leaf = node < arbol.n_hojas
    return {
        "id": arbol.ids[node],
        "nombre": arbol.nombres[node],
        "padre": arbol.ids[parent] if parent >= 0 else None,
        "es_indicador": is_leaf,
        "peso": float(arbol.pesos[node]),
        "peso_efectivo": float(hecha.comparado.pesos_efectivos[node]),
        "sentido": declared.sentido if declared is not None and is_leaf else None,
        "unidad": declared.unidad if declared is not None else None,
        "agregacion": next((nivel.agregador for nivel in arbol.niveles if node in nivel.padres), None),
    }


def _who(hecha: ComparacionHecha, row: int) -> dict[str, Any]:
    renglones = hecha.comparado.renglones
    when = {} if renglones.periodos is None else {"periodo": renglones.periodos[row]}
    return {"id": renglones.ids[row], "nombre": renglones.nombres[row], **when}


def _unit(hecha: ComparacionHecha, row: int, nodes: list[int]) -> dict[str, Any]:
    comparado, renglones = hecha.comparado, hecha.comparado.renglones
    origen = renglones.origenes[row].as_dict() if renglones.origenes else None
    return {
        **_who(hecha, row),
        "grupos": {name: groups[row] for name, groups in renglones.grupos.items()},
        "clasifica": bool(renglones.clasifica[row]),
        "motivo": renglones.motivos.get(row),
        "origen": origen,
        "nodos": {comparado.arbol.ids[node]: dict(_at_node(comparado, row, node)) for node in nodes},
    }


def _at_node(comparado: Comparado, row: int, node: int) -> Iterator[tuple[str, Any]]:
    yield from zip(("puntaje", "minimo", "maximo"), plain_numbers(comparado.nodos[:, row, node]), strict=True)
    best, worst = int(comparado.mejor[row, node]), int(comparado.peor[row, node])
    yield "lugar", {"mejor": best, "peor": worst} if best else None
    count, weight = plain_numbers(comparado.disponibilidad[:, row, node])
    yield "disponibilidad", {"cuenta": count, "peso": weight}
    if node < comparado.arbol.n_hojas:
        yield "dato", plain_numbers(comparado.crudos[:1, row, node])[0]
        yield "dato_tratado", plain_numbers(comparado.tratados[:1, row, node])[0]


def event_as_dict(event: Suceso) -> dict[str, Any]:
    """Return an event as plain data."""
    return {
        "clase": event.clase,
        "nodo": event.nodo,
        "unidad": event.unidad,
        "periodo": event.periodo,
        "antes": event.antes,
        "despues": event.despues,
        "detalle": event.detalle,
    }
