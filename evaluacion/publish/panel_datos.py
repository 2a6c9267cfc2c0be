"""A panel as plain data: for JSON, and one row a record for tables."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from evaluacion.publish.datos import acordada_as_dict, as_columns, escape_text, ficha_as_dict, vote_as_dict

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.compare.acuerdo import Acuerdo
    from evaluacion.compare.panel import AcuerdoEnNodo, Desacuerdo, Panel
    from evaluacion.model.moderacion import Moderacion
    from evaluacion.model.procedencia import Procedencia

SIN_NOMBRE = "sin nombre"
"""How an evaluator who gives no name is called."""


@dataclass(frozen=True, slots=True)
class PanelHecho:
    """The panels of a call, by marco, with the moderation and its file."""

    paneles: tuple[Panel, ...]
    moderacion: Moderacion | None = None
    archivo: str | None = None
    titulo: str | None = None
    nota: str | None = None
    clasificar: bool = True
    """Whether records have places; without them they go by name."""


def judge_names(panel: Panel) -> list[str]:
    """Return the evaluators of a panel as readers see them."""
    return [name or SIN_NOMBRE for name in panel.consolidado.votos.evaluadores]


def path_of(panel: Panel, fila: int) -> str:
    """Return `criterio.pregunta` of a question."""
    return ".".join(panel.consolidado.resultado.plan.preguntas[fila][:2])


def known(value: float | None) -> float | None:
    """Return a number, or None where there is none."""
    return None if value is None or math.isnan(value) else float(value)


def as_json(hecho: PanelHecho, procedencia: Procedencia, *, ascii_only: bool = False) -> str:
    """Return `{procedencia, paneles}` as JSON text: each panel with its scorecards, agreement, severities and what is to be moderated."""
    data = {"procedencia": procedencia.as_dict(), "paneles": [panel_as_dict(panel, clasificar=hecho.clasificar) for panel in hecho.paneles]}
    return json.dumps(data, ensure_ascii=ascii_only, indent=1, allow_nan=False) + "\n"


def panel_as_dict(panel: Panel, *, clasificar: bool = True) -> dict[str, Any]:
    """Return a panel as plain data, numbers unrounded."""
    resultado, severity = panel.consolidado.resultado, panel.severidad
    return {
        "marco": resultado.marco.marco,
        "version": resultado.marco.version,
        "consolidacion": resultado.marco.consolidacion,
        "completo": severity.completo,
        "enlazado": severity.enlazado,
        "evaluadores": [
            {"evaluador": name, "registros": int((~np.isnan(column)).sum()), "media": mean_of(column), "severidad": known(value)}
            for name, column, value in zip(judge_names(panel), panel.totales.T, severity.severidad.tolist(), strict=True)
        ],
        "acuerdo": {
            "total": _node(panel.total),
            "totales_intervalo": _agreement(panel.acuerdo_en_totales),
            "criterios": [_node(item) for item in panel.criterios],
            "preguntas": [
                {
                    "pregunta": path_of(panel, item.fila),
                    **_agreement(item.ordinal),
                    "ic": list(item.ic) if item.ic else None,
                    "aplica": _agreement(item.aplica),
                }
                for item in panel.preguntas
            ],
        },
        "por_moderar": [_disagreement(panel, item) for item in panel.por_moderar],
        "moderadas": [acordada_as_dict(item) for item in panel.consolidado.votos.acordadas.values()],
        "fichas": [
            {**ficha_as_dict(ficha, clasificar=clasificar), "ajustado": known(adjusted)}
            for ficha, adjusted in zip(resultado.fichas(), panel.ajustados.tolist(), strict=True)
        ],
    }


def mean_of(column: NDArray[np.float64]) -> float | None:
    """Return the mean of what is known; None of nothing."""
    own = column[~np.isnan(column)]
    return float(own.mean()) if len(own) else None


def _agreement(item: Acuerdo) -> dict[str, Any]:
    return {
        "alfa": item.alfa,
        "sin_variacion": item.sin_variacion,
        "coincidencia": item.coincidencia,
        "n": item.unidades,
        "votos": item.votos,
    }


def _node(item: AcuerdoEnNodo) -> dict[str, Any]:
    return {
        "id": item.id,
        "alfa": item.alfa,
        "ic": list(item.ic) if item.ic else None,
        "preguntas_con_alfa": item.preguntas,
        "conjunta": _agreement(item.conjunta),
    }


def _disagreement(panel: Panel, item: Desacuerdo) -> dict[str, Any]:
    votos = panel.consolidado.votos
    return {
        "practica": votos.ids[item.registro],
        "pregunta": path_of(panel, item.fila),
        "desacuerdo": item.distancia,
        "empate": item.empate,
        "peso": item.peso,
        "votos": [vote_as_dict(voto) for voto in votos.votos_de(item.fila, item.registro)],
    }


def as_csv(hecho: PanelHecho) -> str:
    """Return one row a record: its consolidated scores, the adjusted total and the own total of each evaluator."""
    tables = [_columns(panel, clasificar=hecho.clasificar) for panel in hecho.paneles]
    names = list(dict.fromkeys(name for table in tables for name in table))
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([escape_text(name) for name in names])
    for panel, table in zip(hecho.paneles, tables, strict=True):
        empty = [None] * len(panel.consolidado.resultado)
        writer.writerows(zip(*(_cells(table.get(name, empty)) for name in names), strict=True))
    return buffer.getvalue()


def _columns(panel: Panel, *, clasificar: bool) -> dict[str, Sequence[Any]]:
    votos = panel.consolidado.votos
    found: dict[str, Sequence[Any]] = dict(as_columns([panel.consolidado.resultado], clasificar=clasificar))
    found["evaluadores"] = [int((places >= 0).sum()) for places in votos.plazas]
    found["ajustado"] = [known(value) for value in panel.ajustados.tolist()]
    for name, column in zip(judge_names(panel), panel.totales.T, strict=True):
        found[f"total.{name}"] = [known(value) for value in column.tolist()]
    return found


def _cells(values: Sequence[Any]) -> list[Any]:
    words = {True: "sí", False: "no"}
    return [escape_text(value) if isinstance(value, str) else words[value] if isinstance(value, bool) else value for value in values]
