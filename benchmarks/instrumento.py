"""The instrument and the answers of the measurements of scoring.

Codes: 0 unanswered, 1 no aplica, 2 sí, 3 parcial, 4 no. Nodes: 15 criteria, 4 groups, the total; each with its score and
the two ends of its interval. The instrument has the shape of the 15 criteria and 46 questions of the source, put in four
groups so that both levels of aggregation are at work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
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
