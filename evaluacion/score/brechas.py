"""What each record lacks and what mending it is worth, found by scoring the record again with that answer changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from evaluacion.model.ficha import Ficha, FichaCriterio, FichaIndicador, FichaPregunta
from evaluacion.score.kernel import MAXIMO, MINIMO
from evaluacion.score.levels import find_levels, gates_of, is_open
from evaluacion.score.plan import FIRST_ANSWER, NO_APLICA, Plan, PlanCriterio
from evaluacion.score.variantes import Cambio, Variantes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.score.evaluate import Resultado

Lista = Literal["Por responder", "Por mejorar"]
_BATCH = 64
_ZERO = 1e-9


class Calificado(NamedTuple):
    """A scorecard and its position in the result it comes from."""

    posicion: int
    ficha: Ficha


class Brecha(NamedTuple):
    """One gap. Gains and what it closes are points of the total, on the range of the marco.

    `cierra` is by how much the interval narrows at least, whatever the answer; `gana` is how much the guaranteed end
    rises with the best answer, to `despues`; both suppose `primero` mended, where there is one. `cambio` does both.
    """

    lista: Lista
    registro: Calificado
    criterio: FichaCriterio
    item: FichaPregunta | FichaIndicador
    mejor: str
    primero: FichaPregunta | None
    cierra: float
    gana: float
    despues: float
    abre: tuple[str, ...]
    cambio: Cambio


class _Meta(NamedTuple):
    """A gap still to be scored: its columns in the batch (before, each answer tried, and which of them is the best)."""

    lista: Lista
    registro: Calificado
    criterio: FichaCriterio
    item: FichaPregunta | FichaIndicador
    mejor: str
    primero: FichaPregunta | None
    antes: int
    intentos: tuple[int, ...]
    mejor_columna: int
    cambio: Cambio


@dataclass(slots=True)
class _Lote(Variantes):
    """The variants of some records with the gaps that each of them tries."""

    metas: list[_Meta] = field(default_factory=list)


def find_brechas(resultado: Resultado, registros: Sequence[Calificado]) -> list[Brecha]:
    """Return the gaps of some records of a result, by record and question; a typology, that has no score, has none."""
    if resultado.marco.tipologia is not None:
        return []
    found: list[Brecha] = []
    respuestas = _answers_of(resultado.plan)
    for start in range(0, len(registros), _BATCH):
        lote = _Lote()
        for registro in registros[start : start + _BATCH]:
            if not registro.ficha.total.no_aplica:
                _propose(resultado.plan, respuestas, registro, lote)
        found.extend(_score(resultado, lote))
    return found


class _Respuestas(NamedTuple):
    """The answers of a marco: codes by name, names by code from the first; by criterion and question, the best and what each earns."""

    codigos: dict[str, int]
    nombres: list[str]
    mejores: list[list[int]]
    puntos: list[list[list[float]]]


def _answers_of(plan: Plan) -> _Respuestas:
    names = [valor.valor for valor in plan.marco.escala if valor.puntos is not None]
    best = [[] if c.de_indicadores else [best_code(c, q, len(names)) for q in range(c.n)] for c in plan.criterios]
    worth = [[] if c.de_indicadores else c.punto.tolist() for c in plan.criterios]
    return _Respuestas({name: FIRST_ANSWER + i for i, name in enumerate(names)}, names, best, worth)


def _propose(plan: Plan, respuestas: _Respuestas, registro: Calificado, lote: _Lote) -> None:
    original = lote.vary(registro.posicion)
    items = list(registro.ficha.walk())
    for c, criterio in enumerate(plan.criterios):
        rows = items[criterio.inicio : criterio.inicio + criterio.n]
        for q, (of, item) in enumerate(rows):
            if isinstance(item, FichaIndicador):
                _propose_indicator(registro, of, item, (c, q, original), lote)
            else:
                base = int(criterio.base[q])
                first = rows[base][1] if base >= 0 else None
                preguntada = _Preguntada(registro, of, c, q, item, first if isinstance(first, FichaPregunta) else None)
                _propose_question(plan, respuestas, preguntada, original, lote)


def _propose_indicator(registro: Calificado, of: FichaCriterio, item: FichaIndicador, at: tuple[int, int, int], lote: _Lote) -> None:
    c, q, original = at
    if item.estado == "no_aplica" or (item.puntos or 0.0) >= 1:
        return
    lista: Lista = "Por mejorar" if item.estado == "respondida" else "Por responder"
    worths = (1.0,) if lista == "Por mejorar" else (item.bajo, item.alto)
    tries = [lote.vary_indicator(registro.posicion, c, q, points) for points in worths]
    missing = "línea base, meta y valor medidos" if item.indicador.meta_fija is None else "valor medido"
    best = "alcanzar la meta" if lista == "Por mejorar" else missing
    cambio = Cambio(indicador=(c, q))
    lote.metas.append(_Meta(lista, registro, of, item, best, None, original, tuple(tries), tries[-1], cambio))


class _Preguntada(NamedTuple):
    """A question of a record: its criterion, its position there, and the question it depends on."""

    registro: Calificado
    criterio: FichaCriterio
    c: int
    q: int
    item: FichaPregunta
    base: FichaPregunta | None


def _propose_question(plan: Plan, respuestas: _Respuestas, of: _Preguntada, original: int, lote: _Lote) -> None:
    item, base, q = of.item, of.base, of.q
    criterio, written = plan.criterios[of.c], item.escrita is not None and item.valor is not None
    best_codes, worth = respuestas.mejores[of.c], respuestas.puntos[of.c][q]
    unproven = item.pregunta.evidencia == "obligatoria" and written and not _has_evidence(item)
    own = respuestas.codigos.get(item.valor or "", NO_APLICA) if written else None
    if item.estado == "no_aplica" or own == NO_APLICA:
        return
    waits = base is not None and (base.estado in ("sin_responder", "sin_evidencia") or (base.estado == "respondida" and base.puntos == 0))
    best = own if own is not None and unproven and worth[own] > 0 else best_codes[q]
    is_best = own is not None and worth[own] >= worth[best] - _ZERO
    if is_best and not (unproven and worth[best] > 0):
        return
    lista: Lista = "Por mejorar" if item.estado == "respondida" or (waits and own is not None and not unproven) else "Por responder"
    row, first = criterio.inicio + q, None
    changes: tuple[tuple[int, int], ...] = ()
    if waits and base is not None:
        first, base_q = base, int(criterio.base[q])
        changes = ((criterio.inicio + base_q, best_codes[base_q]),)
    before = lote.vary(of.registro.posicion, *changes) if changes else original
    codes = [best] if lista == "Por mejorar" else range(FIRST_ANSWER, FIRST_ANSWER + len(respuestas.nombres))
    tries = {code: lote.vary(of.registro.posicion, *changes, (row, code)) for code in codes}
    word = respuestas.nombres[best - FIRST_ANSWER] + (", con evidencia" if unproven or item.pregunta.evidencia == "obligatoria" else "")
    cambio = Cambio((*changes, (row, best)))
    lote.metas.append(_Meta(lista, of.registro, of.criterio, item, word, first, before, tuple(tries.values()), tries[best], cambio))


def _has_evidence(item: FichaPregunta) -> bool:
    return item.escrita is not None and item.escrita.evidencia is not None and item.escrita.evidencia.presente


def best_code(criterio: PlanCriterio, q: int, answers: int) -> int:
    """Return the code of the answer that earns most; of several, the first of the scale."""
    return FIRST_ANSWER + int(np.argmax(criterio.punto[q, FIRST_ANSWER : FIRST_ANSWER + answers]))


def _score(resultado: Resultado, lote: _Lote) -> Iterator[Brecha]:
    if not lote.metas:
        return
    nodes = lote.score(resultado)
    low, high = nodes[MINIMO, -1].tolist(), nodes[MAXIMO, -1].tolist()
    opened = _Umbrales(resultado.plan, nodes).between([(meta.antes, meta.mejor_columna) for meta in lote.metas])
    for meta, opens in zip(lote.metas, opened, strict=True):
        before, best = meta.antes, meta.mejor_columna
        width = high[before] - low[before]
        closes = min(width - (high[column] - low[column]) for column in meta.intentos) if meta.lista == "Por responder" else 0.0
        gains = low[best] - low[before]
        yield Brecha(
            meta.lista,
            meta.registro,
            meta.criterio,
            meta.item,
            meta.mejor,
            meta.primero,
            _clean(closes),
            _clean(gains),
            low[best],
            opens,
            meta.cambio,
        )


def _clean(value: float) -> float:
    return 0.0 if abs(value) < _ZERO else value


class _Umbrales:
    """The levels and gates of every variant, to say what opens from one to another."""

    def __init__(self, plan: Plan, nodes: NDArray[np.float64]) -> None:
        gates = gates_of(plan)
        self._names = [nivel.nombre for nivel in plan.marco.niveles]
        self._gates = [f"el requisito mínimo de «{self._names[level]}» en {plan.marco.criterios[c].nombre}" for level, c, _ in gates]
        self._low, self._high = (ends.tolist() for ends in find_levels(plan, nodes))
        shape = (len(gates), nodes.shape[2])
        self._meets = np.array([is_open(plan, nodes[MINIMO, c], minimum) for _, c, minimum in gates], dtype=bool).reshape(shape)
        self._reaches = np.array([is_open(plan, nodes[MAXIMO, c], minimum) for _, c, minimum in gates], dtype=bool).reshape(shape)

    def between(self, pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[str, ...]]:
        """Yield, for each pair of variants, what the second has that the first has not."""
        gates = self._gates_between(pairs)
        low, high = self._low, self._high
        for place, (before, after) in enumerate(pairs):
            found = []
            if low[after] > low[before] >= 0:
                found.append(f"asegura el nivel «{self._names[low[after]]}»")
            if high[before] >= 0 and high[after] > max(high[before], low[after]):
                found.append(f"pone al alcance el nivel «{self._names[high[after]]}»")
            yield (*found, *gates.get(place, ()))

    def _gates_between(self, pairs: Sequence[tuple[int, int]]) -> dict[int, list[str]]:
        """Return, by position of the pair, the gates that the second variant meets or may still meet and the first does not."""
        before, after = np.array(pairs, dtype=np.intp).T
        met = self._meets[:, after] & ~self._meets[:, before]
        reached = self._reaches[:, after] & ~self._reaches[:, before] & ~met
        found: dict[int, list[str]] = {}
        for place, gate in np.argwhere((met | reached).T).tolist():
            found.setdefault(place, []).append(f"{'cumple' if met[gate, place] else 'deja de cerrar'} {self._gates[gate]}")
        return found
