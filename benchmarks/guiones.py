"""The two scripts of pandas that score the same answers: the one that one writes first, and a careful one.

To the favour of the slow script, questions and criteria go by number: with their names as text it costs twice as much.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.instrumento import CRITERIO_DE, GRUPO_DE, MEDIDAS, N_CRITERIOS, N_GRUPOS, N_NODOS, N_PREGUNTAS, PREGUNTAS_DE

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray


def make_frame(codes: NDArray[np.uint8]) -> pd.DataFrame:
    """Return the wide frame of the scripts: a row a practice, a column a question."""
    import pandas as pd

    return pd.DataFrame(dict(enumerate(codes)), copy=False)


def score_by_melting(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the 60 columns by the script that one writes first: melt, merge, groupby, pivot."""
    import pandas as pd

    preguntas = pd.DataFrame({"pregunta": range(N_PREGUNTAS), "criterio": CRITERIO_DE, "peso": 1.0})
    grupos = pd.DataFrame({"criterio": range(N_CRITERIOS), "grupo": GRUPO_DE})
    escala = pd.DataFrame(
        {
            "codigo": np.arange(5, dtype=np.uint8),
            "puntos": [0.0, 0.0, 1.0, 0.5, 0.0],
            "mejor": [1.0, 0.0, 1.0, 0.5, 0.0],
            "respondida": [0.0, 0.0, 1.0, 1.0, 1.0],
            "aplica": [1.0, 0.0, 1.0, 1.0, 1.0],
        }
    )
    sums = ["puntos", "mejor", "respondida", "aplica"]
    largo = frame.reset_index(names="practica").melt(id_vars="practica", var_name="pregunta", value_name="codigo")
    largo = largo.merge(preguntas, on="pregunta").merge(escala, on="codigo")
    for column in sums:
        largo[column] *= largo["peso"]
    criterios = largo.groupby(["practica", "criterio"])[sums].sum().reset_index()
    criterios["puntaje"] = 100 * criterios["puntos"] / criterios["respondida"]
    criterios["minimo"] = 100 * criterios["puntos"] / criterios["aplica"]
    criterios["maximo"] = 100 * criterios["mejor"] / criterios["aplica"]
    medidas = list(MEDIDAS)
    por_grupo = criterios.merge(grupos, on="criterio").groupby(["practica", "grupo"])[medidas].mean().reset_index()
    total = por_grupo.groupby("practica")[medidas].mean()
    parts = (
        criterios.pivot(index="practica", columns="criterio", values=medidas),
        por_grupo.pivot(index="practica", columns="grupo", values=medidas),
        total,
    )
    blocks = [part[medida] for medida in MEDIDAS for part in parts]
    return pd.concat(blocks, axis=1)


def score_by_columns(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the 60 columns by a careful script: whole columns, points of each question added up by criterion."""

    def masks(name: int) -> tuple[Any, Any, Any]:
        answer = frame[name]
        return (answer == 2) + 0.5 * (answer == 3), (answer == 0).astype("int8"), (answer >= 2).astype("int8")

    return score_columns(masks)


def score_columns(masks: Callable[[int], tuple[Any, Any, Any]]) -> pd.DataFrame:
    """Return the 60 columns from what each question earns, and whether it is blank and answered."""
    import pandas as pd

    columns: dict[tuple[str, int], pd.Series[float]] = {}
    question = 0
    for criterio, size in enumerate(PREGUNTAS_DE):
        suma: Any = 0
        falta: Any = 0
        respondida: Any = 0
        for name in range(question, question + size):
            points, missing, answered = masks(name)
            suma = suma + points
            falta = falta + missing
            respondida = respondida + answered
        question += size
        aplica = respondida + falta
        columns["puntaje", criterio] = 100 * suma / respondida
        columns["minimo", criterio] = 100 * suma / aplica
        columns["maximo", criterio] = 100 * (suma + falta) / aplica
    for medida in MEDIDAS:
        for grupo in range(N_GRUPOS):
            inside = [columns[medida, criterio] for criterio in range(N_CRITERIOS) if GRUPO_DE[criterio] == grupo]
            columns[medida, N_CRITERIOS + grupo] = _mean_of_columns(inside)
        groups = [columns[medida, N_CRITERIOS + grupo] for grupo in range(N_GRUPOS)]
        columns[medida, N_NODOS - 1] = _mean_of_columns(groups)
    return pd.DataFrame({(medida, node): columns[medida, node] for medida in MEDIDAS for node in range(N_NODOS)})


def _mean_of_columns(columns: list[pd.Series[float]]) -> Any:
    total: Any = 0
    known: Any = 0
    for column in columns:
        total = total + column.fillna(0.0)
        known = known + column.notna().astype("int8")
    return total / known
