"""The contenders that score answers. Each gets the same codes in memory and gives the same 60 columns.

Codes: 0 unanswered, 1 no aplica, 2 sí, 3 parcial, 4 no. Nodes: 15 criteria, 4 groups, the total; each with its score and
the two ends of its interval. The instrument has the shape of the 15 criteria and 46 questions of the source, put in four
groups so that both levels of aggregation are at work. To the favour of the slow script, questions and
criteria go by number: with their names as text it costs twice as much.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.medir import peak_mb

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from evaluacion.model.marco import Marco
    from evaluacion.score.plan import Plan

PREGUNTAS_DE = (3,) * 14 + (4,)
CRITERIOS_DE = (4, 4, 4, 3)
N_PREGUNTAS, N_CRITERIOS, N_GRUPOS = sum(PREGUNTAS_DE), len(PREGUNTAS_DE), len(CRITERIOS_DE)
N_NODOS = N_CRITERIOS + N_GRUPOS + 1
MEDIDAS = ("puntaje", "minimo", "maximo")
SHARES = (0.08, 0.07, 0.30, 0.25, 0.30)
"""How often each code comes."""
CRITERIO_DE = tuple(c for c, size in enumerate(PREGUNTAS_DE) for _ in range(size))
GRUPO_DE = tuple(g for g, size in enumerate(CRITERIOS_DE) for _ in range(size))
SEED = 20_261_121


def make_codes(n: int) -> NDArray[np.uint8]:
    """Return (46, n) codes, drawn with a fixed seed, a question at a time so that the draw leaves no peak of memory."""
    rng = np.random.default_rng(SEED)
    codes = np.empty((N_PREGUNTAS, n), dtype=np.uint8)
    bounds = np.cumsum(SHARES)[:-1].astype(np.float32)
    for question in range(N_PREGUNTAS):
        for start in range(0, n, 65_536):
            part = codes[question, start : start + 65_536]
            part[:] = np.searchsorted(bounds, rng.random(part.size, dtype=np.float32), side="right")
    return codes


def hard_codes(n: int) -> NDArray[np.uint8]:
    """Return codes whose first records are the awkward ones: nothing answered, nothing applicable, whole groups without either."""
    codes = make_codes(n)
    first_group = sum(PREGUNTAS_DE[: CRITERIOS_DE[0]])
    codes[:, 0], codes[:, 1], codes[:, 2], codes[:, 3] = 0, 1, 2, 4
    codes[:first_group, 4], codes[:first_group, 5] = 0, 1
    codes[: PREGUNTAS_DE[0], 6], codes[: PREGUNTAS_DE[0], 7] = 0, 1
    codes[first_group:, 8] = 1
    return codes


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


def make_marco() -> Marco:
    """Return the same instrument as this package has it."""
    from evaluacion.model.marco import Criterio, Grupo, Marco, Pregunta

    criterios = iter(
        Criterio(id=f"c{c}", nombre=f"Criterio {c}", preguntas=tuple(Pregunta(id=f"q{q}", texto=f"Pregunta {q}") for q in range(size)))
        for c, size in enumerate(PREGUNTAS_DE)
    )
    grupos = tuple(
        Grupo(id=f"g{g}", nombre=f"Grupo {g}", criterios=tuple(next(criterios) for _ in range(size))) for g, size in enumerate(CRITERIOS_DE)
    )
    return Marco(marco="prueba", version="1.0.0", titulo="Instrumento de la medición", grupos=grupos)


def make_instrument() -> Plan:
    """Return its plan for the kernel."""
    from evaluacion.score.plan import make_plan

    return make_plan(make_marco())


def _timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    kept = work()
    spent = time.process_time() - start
    del kept
    return spent


def measure_script(which: Callable[[pd.DataFrame], pd.DataFrame], name: str, n: int, times: int) -> dict[str, Any]:
    """Return the cost of a script of pandas, its frame already in memory."""
    frame = make_frame(make_codes(n))
    base = peak_mb()
    return {"segundos": {name: [_timed(lambda: which(frame)) for _ in range(times)]}, "base_mb": base, "pico_mb": peak_mb()}


def measure_kernel(n: int, times: int) -> dict[str, Any]:
    """Return the cost of the kernel, its result in new memory: what one call costs, and its peak."""
    from evaluacion.score.kernel import score_codes

    plan, codes = make_instrument(), make_codes(n)
    base = peak_mb()
    seconds = [_timed(lambda: score_codes(plan, codes, measures=len(MEDIDAS))) for _ in range(times)]
    return {"segundos": {"nucleo": seconds}, "base_mb": base, "pico_mb": peak_mb()}


def measure_limit(n: int, times: int) -> dict[str, Any]:
    """Return kernel and stream limit by turns, each in new memory and in memory already touched.

    The limit reads every answer byte and writes 60 float64 a record, and computes nothing.
    """
    from evaluacion.score.kernel import score_codes

    plan, codes = make_instrument(), make_codes(n)
    base = peak_mb()

    def stream(out: NDArray[np.float64]) -> NDArray[np.float64]:
        codes.max()
        out.fill(1.0)
        return out

    shape = (len(MEDIDAS), N_NODOS, n)
    seconds: dict[str, list[float]] = {"nucleo_nueva": [], "flujo_nueva": [], "nucleo_reusada": [], "flujo_reusada": []}
    for _ in range(times):
        seconds["nucleo_nueva"].append(_timed(lambda: score_codes(plan, codes, measures=len(MEDIDAS))))
        seconds["flujo_nueva"].append(_timed(lambda: stream(np.empty(shape))))
    out = np.zeros(shape)
    stream(out)
    for _ in range(times):
        seconds["nucleo_reusada"].append(_timed(lambda: score_codes(plan, codes, measures=len(MEDIDAS), out=out)))
        seconds["flujo_reusada"].append(_timed(lambda: stream(out)))
    return {"segundos": seconds, "base_mb": base, "pico_mb": peak_mb()}


def compare_results(n: int) -> dict[str, Any]:
    """Return how the 60 columns of both scripts differ from those of the kernel, on `n` records."""
    from evaluacion.score.kernel import score_codes

    codes = hard_codes(n)
    mine = score_codes(make_instrument(), codes, measures=len(MEDIDAS)).reshape(len(MEDIDAS) * N_NODOS, n)
    found: dict[str, Any] = {"registros": n, "n_columnas": len(mine), "nulos": int(np.isnan(mine).sum())}
    for name, script in (("melt", score_by_melting), ("columnas", score_by_columns)):
        theirs = script(make_frame(codes)).to_numpy(dtype=float).T
        if theirs.shape != mine.shape or not np.array_equal(np.isnan(theirs), np.isnan(mine)):
            found[name] = None
            continue
        found[name] = float(np.nanmax(np.abs(theirs - mine)))
    return found


def main() -> None:
    """Measure one contender and print its cost as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cual", choices=("melt", "columnas", "nucleo", "limite", "iguales"))
    parser.add_argument("--n", type=int, required=True)
    parser.add_argument("--veces", type=int, default=5)
    call = parser.parse_args()
    work: dict[str, Callable[[], dict[str, Any]]] = {
        "melt": lambda: measure_script(score_by_melting, "melt", call.n, call.veces),
        "columnas": lambda: measure_script(score_by_columns, "columnas", call.n, call.veces),
        "nucleo": lambda: measure_kernel(call.n, call.veces),
        "limite": lambda: measure_limit(call.n, call.veces),
        "iguales": lambda: compare_results(call.n),
    }
    print(json.dumps(work[call.cual]()))


if __name__ == "__main__":
    main()
