"""The doubt about a ranking as data: the table of bands, and all of it for JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from evaluacion.base.numeros import show_number
from evaluacion.publish.comparacion_duda import doubt_paragraph
from evaluacion.publish.comparacion_duda_dicha import DudaDicha, share_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.compare.sensibilidad import Indices
    from evaluacion.compare.sorteos import Supuesto


def band_rows(dicha: DudaDicha) -> list[list[str]]:
    """Return the table of bands, its heading first: units by place, with what the draws do to it."""
    duda, found = dicha.duda, dicha.duda.distribucion
    groups = [(size, duda.en_primeros[duda.primeros.index(size)]) for size in sorted({1, dicha.grupo or 1})]
    heading = ["Lugar", "Unidad", "Mediana", "Banda (5-95 %)"]
    rows = [heading + ["Primer lugar" if size == 1 else f"Entre los {size} primeros" for size, _ in groups]]
    for unit in dicha.orden:
        low, high = int(found.bajo[unit]), int(found.alto[unit])
        rows.append(
            [
                _margin_text(dicha, unit),
                dicha.unidades[unit],
                show_number(float(found.mediana[unit]), 1).removesuffix(".0"),
                str(low) if low == high else f"{low} a {high}",
                *(share_text(float(shares[unit])) for _, shares in groups),
            ]
        )
    return rows


def band_columns(dicha: DudaDicha, renglones: Sequence[int]) -> dict[str, list[float | None]]:
    """Return the ends and the middle of the band of places of some rows; of other periods, and without a place, nothing."""
    drawn, at = dicha.duda.distribucion, {row: unit for unit, row in enumerate(dicha.duda.filas.tolist())}
    ends = {"banda.p5": drawn.bajo, "banda.mediana": drawn.mediana, "banda.p95": drawn.alto}
    return {name: [places[at[row]].item() if row in at else None for row in renglones] for name, places in ends.items()}


def doubt_as_dict(dicha: DudaDicha) -> dict[str, Any]:
    """Return the doubt as plain data, numbers unrounded: units by place, nodes in the order of the tree."""
    duda = dicha.duda
    ids = _ids(dicha)
    detail = duda.en_detalle.tolist()
    return {
        "periodo": dicha.periodo,
        "parrafo": doubt_paragraph(dicha),
        "supuestos": {
            "pesos": duda.supuestos.pesos,
            "normalizacion": list(duda.supuestos.normalizacion),
            "agregacion": list(duda.supuestos.agregacion),
            "faltantes": duda.supuestos.faltantes,
            "sorteos": duda.supuestos.sorteos,
            "semilla": duda.supuestos.semilla,
        },
        "varian": list(duda.varian),
        "respuestas_abiertas": duda.n_abiertas,
        "pocos_casos": duda.pocos_casos,
        "corrimiento_medio": duda.corrimiento,
        "unidades": [_unit(dicha, unit) for unit in dicha.orden],
        "parejas": {"unidades": [ids[unit] for unit in detail], "encima": duda.encima.tolist()},
        "sensibilidad": _sensitivity(dicha),
        "quitar": [_removed(dicha, position) for position in range(len(duda.quitados.nodos))],
    }


def _margin_text(dicha: DudaDicha, unit: int) -> str:
    best, worst = dicha.margen(unit)
    return str(best) if best == worst else f"{best} a {worst}"


def _ids(dicha: DudaDicha) -> list[str]:
    return [dicha.comparado.renglones.ids[row] for row in dicha.duda.filas.tolist()]


def _unit(dicha: DudaDicha, unit: int) -> dict[str, Any]:
    duda, found = dicha.duda, dicha.duda.distribucion
    return {
        "id": _ids(dicha)[unit],
        "nombre": dicha.unidades[unit],
        "lugar": int(duda.lugar[unit]),
        "margen": list(dicha.margen(unit)),
        "mediana": float(found.mediana[unit]),
        "media": float(found.media[unit]),
        "banda": [int(found.bajo[unit]), int(found.alto[unit])],
        "en_banda": float(found.en_banda[unit]),
        "extremos": [int(found.mejor[unit]), int(found.peor[unit])],
        "en_primeros": {str(size): float(shares[unit]) for size, shares in zip(duda.primeros, duda.en_primeros, strict=True)},
    }


def _sensitivity(dicha: DudaDicha) -> dict[str, Any] | None:
    found = dicha.duda.sensibilidad
    if found is None:
        return None
    ids = _ids(dicha)
    return {
        "sorteos": found.sorteos,
        "corrimiento_medio": _indices(found.supuestos, found.indices, 0),
        "unidades": {
            ids[unit]: _indices(found.supuestos, found.indices, 1 + output) for output, unit in enumerate(found.unidades.tolist())
        },
    }


def _indices(supuestos: tuple[Supuesto, ...], indices: Indices, output: int) -> dict[str, Any] | None:
    """Return the indices of an output by assumption; None where it never varies."""
    if np.isnan(indices.total[:, output]).any():
        return None
    return {
        name: {
            "primer_orden": float(indices.primer[position, output]),
            "ic_primer_orden": _pair(indices.ic_primer[:, position, output]),
            "orden_total": float(indices.total[position, output]),
            "ic_orden_total": _pair(indices.ic_total[:, position, output]),
        }
        for position, name in enumerate(supuestos)
    }


def _pair(ends: NDArray[np.float64]) -> list[float] | None:
    """Return an interval; None when a resample had no variance."""
    return None if np.isnan(ends).any() else [float(end) for end in ends]


def _removed(dicha: DudaDicha, position: int) -> dict[str, Any]:
    removed, arbol = dicha.duda.quitados, dicha.comparado.arbol
    node = int(removed.nodos[position])
    mean = float(removed.medio[position])
    places = removed.lugares[position].tolist()
    return {
        "nodo": arbol.ids[node],
        "es_indicador": node < arbol.n_hojas,
        "corrimiento_medio": None if np.isnan(mean) else mean,
        "lugares": {name: place or None for name, place in zip(_ids(dicha), places, strict=True)},
    }
