"""The doubt about a ranking in words: what the draws let one say, what they do not, and what moves the places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.numeros import show_number
from evaluacion.compare.parejas import SEGURO, indistinct
from evaluacion.publish.comparacion_textos import AGREGACIONES, METODOS

if TYPE_CHECKING:
    from evaluacion.compare.comparado import Comparado
    from evaluacion.compare.duda import Duda
    from evaluacion.compare.sorteos import Supuesto

_CIEN = 100
_LIDERES, _VECINAS, _INDICADORES, _DUDOSAS = 3, 4, 3, 5
NOMBRES: dict[Supuesto, str] = {
    "pesos": "los pesos",
    "normalizacion": "la normalización",
    "agregacion": "la agregación",
    "faltantes": "las respuestas que faltan",
}
CIERRE = "La banda dice cuánto depende el orden de estas decisiones; no mide errores en los datos ni si los indicadores son los adecuados."


@dataclass(frozen=True, eq=False)
class DudaDicha:
    """The doubt with the names of its units and nodes; units in the order of their places."""

    comparado: Comparado
    duda: Duda
    finalistas: int | None = None

    @cached_property
    def unidades(self) -> tuple[str, ...]:
        """The name of each unit, in the order of the arrays of the doubt."""
        return tuple(self.comparado.renglones.nombres[row] for row in self.duda.filas.tolist())

    @property
    def periodo(self) -> str | None:
        """The period whose places were put in doubt: the last one; None when there are no periods or no units."""
        periods, rows = self.comparado.renglones.periodos, self.duda.filas
        return periods[int(rows[0])] if periods is not None and len(rows) else None

    @cached_property
    def orden(self) -> tuple[int, ...]:
        """Positions of the units by place, then by median and id."""
        duda = self.duda
        return tuple(np.lexsort((duda.filas, duda.distribucion.mediana, duda.lugar)).tolist())

    def nodo(self, position: int) -> str:
        """Return the name of a node."""
        return self.comparado.arbol.nombres[position]

    @property
    def grupo(self) -> int | None:
        """How many are the first of which it is told who enters: the finalists, or the largest usual group that leaves some out."""
        fit = [first for first in self.duda.primeros if 1 < first < len(self.unidades)]
        if self.finalistas is not None and self.finalistas in fit:
            return self.finalistas
        return fit[-1] if fit else None


def doubt_paragraph(dicha: DudaDicha) -> str:
    """Return the doubt as one paragraph."""
    return " ".join(doubt_sentences(dicha))


def doubt_sentences(dicha: DudaDicha) -> tuple[str, ...]:
    """Return what the draws say, a sentence a fact, from what was done to what it does not measure."""
    if len(dicha.unidades) == 0:
        return ("Ninguna unidad tiene lugar, así que no hay orden que poner en duda.",)
    if len(dicha.unidades) == 1:
        return (f"Solo {dicha.unidades[0]} tiene lugar, así que no hay orden que poner en duda.",)
    return tuple(
        sentence for part in (_made, _bands, _first, _group, _pairs, _mover, _removed, lambda _: [CIERRE]) for sentence in part(dicha)
    )


def share_text(share: float) -> str:
    """Return a share as a whole percentage; what is not all or nothing never reads as 100 % or 0 %."""
    if 0 < share < 1 / _CIEN:
        return "menos de 1 %"
    if 1 - 1 / _CIEN < share < 1:
        return "más de 99 %"
    return f"{show_number(share * _CIEN, 0)} %"


def band_text(low: int, high: int) -> str:
    """Return a band of places."""
    return f"en el lugar {low}" if low == high else f"entre los lugares {low} y {high}"


def join_words(words: Iterable[str]) -> str:
    """Return a list as it is said: `a, b y c`; `e` before the sound i."""
    found = list(words)
    if len(found) < 2:  # noqa: PLR2004 - one needs no conjunction
        return "".join(found)
    conjunction = "e" if found[-1].lower().startswith(("i", "í", "hi")) and not found[-1].lower().startswith("hie") else "y"
    return f"{', '.join(found[:-1])} {conjunction} {found[-1]}"


def _made(dicha: DudaDicha) -> Iterator[str]:
    drawn = dicha.duda.supuestos
    done = {
        "pesos": f"cada peso cambió al azar hasta ±{_percent(drawn.pesos)}",
        "normalizacion": f"se tomó al azar una normalización ({' o '.join(map(_method, drawn.normalizacion))})",
        "agregacion": f"se tomó al azar una forma de agregar ({' o '.join(AGREGACIONES[way] for way in drawn.agregacion)})",
        "faltantes": f"cada respuesta que falta ({show_number(dicha.duda.n_abiertas, 0)}) se contestó al azar en toda su escala",
    }
    told = [done[name] for name in dicha.duda.varian]
    if told:
        of_period = f" del periodo {dicha.periodo}" if len(set(dicha.comparado.renglones.periodos or ())) > 1 else ""
        times = f"{show_number(drawn.sorteos, 0)} veces (semilla {drawn.semilla})"
        yield f"El cálculo{of_period} se repitió {times}: en cada sorteo {join_words(told)}."
    else:
        yield "Ningún supuesto se puso a prueba: todos los sorteos son iguales."


def _method(name: str) -> str:
    """Return an option as a reader says it: its method, and what else it declares."""
    word, _, rest = name.partition(" ")
    return f"{METODOS[word]} {rest}".strip()


def _percent(share: float) -> str:
    return f"{show_number(share * _CIEN, 1).removesuffix('.0')} %"


def _bands(dicha: DudaDicha) -> Iterator[str]:
    found, leaders = dicha.duda.distribucion, dicha.orden[:_LIDERES]
    first, *others = leaders
    never_moves = found.mejor[first] == found.peor[first]
    when = "En todos los sorteos" if never_moves else "En 9 de cada 10 sorteos"
    bands = [band_text(int(found.bajo[unit]), int(found.alto[unit])) for unit in leaders]
    yield f"{when}{_with_what(dicha)}, {dicha.unidades[first]} queda {bands[0]}."
    more = [f"{dicha.unidades[unit]}, {band}" for unit, band in zip(others, bands[1:], strict=True)]
    yield f"En 9 de cada 10 quedan también: {'; '.join(more)}."
    width = found.alto - found.bajo
    widest = min(dicha.orden, key=lambda unit: (-width[unit], dicha.orden.index(unit)))
    if width[widest] > 0 and widest not in leaders:
        band = band_text(int(found.bajo[widest]), int(found.alto[widest]))
        yield f"El lugar que menos se sostiene es el de {dicha.unidades[widest]}: {band}."


def _with_what(dicha: DudaDicha) -> str:
    words = {
        "pesos": f"pesos hasta ±{_percent(dicha.duda.supuestos.pesos)} distintos",
        "normalizacion": "otra normalización",
        "agregacion": "otra forma de agregar",
        "faltantes": "cualquier respuesta a lo que falta",
    }
    told = join_words(words[name] for name in dicha.duda.varian)
    return f", con {told}" if told else ""


def _first(dicha: DudaDicha) -> Iterator[str]:
    shares = dicha.duda.en_primeros[dicha.duda.primeros.index(1)]
    by_share = sorted(dicha.orden, key=lambda unit: (-shares[unit], dicha.orden.index(unit)))
    top, second = by_share[:2]
    if shares[top] >= SEGURO and shares[second] < SEGURO:
        often = "todos los sorteos" if shares[top] == 1 else f"{share_text(shares[top])} de los sorteos"
        yield f"Sí se puede decir que {dicha.unidades[top]} ocupa el primer lugar: lo ocupa en {often}."
        return
    told = [f"{dicha.unidades[unit]} en {share_text(shares[unit])}" for unit in by_share[:_LIDERES] if shares[unit] > 0]
    yield f"No se puede dar por seguro el primer lugar: lo ocupa {join_words(told)} de los sorteos."


def _group(dicha: DudaDicha) -> Iterator[str]:
    size = dicha.grupo
    if size is None:
        return
    shares = dicha.duda.en_primeros[dicha.duda.primeros.index(size)]
    sure = [dicha.unidades[unit] for unit in dicha.orden if shares[unit] >= SEGURO]
    doubtful = sorted((unit for unit in dicha.orden if 1 - SEGURO < shares[unit] < SEGURO), key=lambda unit: -shares[unit])
    if sure:
        yield f"Entre los {size} primeros lugares están, en 95 % de los sorteos o más, {join_words(sure)}."
    else:
        yield f"Nadie está entre los {size} primeros lugares en 95 % de los sorteos."
    if doubtful:
        told = [f"{dicha.unidades[unit]} ({share_text(shares[unit])})" for unit in doubtful[:_DUDOSAS]]
        yield f"Entran y salen de ese grupo {_and_more(told, len(doubtful), 'más')}."


def _and_more(told: Sequence[str], n: int, what: str) -> str:
    return join_words(told) if n == len(told) else f"{', '.join(told)} y {n - len(told)} {what}"


def _pairs(dicha: DudaDicha) -> Iterator[str]:
    duda = dicha.duda
    unclear = indistinct(duda.encima)
    at = {unit: position for position, unit in enumerate(duda.en_detalle.tolist())}
    inside = [unit for unit in dicha.orden if unit in at]
    close = [(a, b) for a, b in pairwise(inside) if unclear[at[a], at[b]]]
    n = len(at)
    pairs, total = int(unclear.sum()) // 2, n * (n - 1) // 2
    if not pairs:
        yield "Todas las parejas se distinguen: una queda arriba de la otra en 95 % de los sorteos o más."
        return
    whole = "" if n == len(dicha.unidades) else f" de las {n} unidades de los primeros lugares"
    yield (
        f"No se distinguen {show_number(pairs, 0)} de las {show_number(total, 0)} parejas{whole}:"
        " ninguna de las dos queda arriba de la otra en 95 % de los sorteos."
    )
    told = [
        f"{join_words((dicha.unidades[a], dicha.unidades[b]))}"
        f" ({share_text(duda.encima[at[a], at[b]])} contra {share_text(duda.encima[at[b], at[a]])})"
        for a, b in close[:_VECINAS]
    ]
    if told:
        yield f"De las que quedan juntas en el orden, no conviene decir que una está arriba de la otra en estas: {'; '.join(told)}."


def _mover(dicha: DudaDicha) -> Iterator[str]:
    duda = dicha.duda
    if not duda.varian:
        return
    yield f"De un sorteo a otro, una unidad se aparta en promedio {show_number(duda.corrimiento)} lugares del suyo."
    if duda.sensibilidad is None:
        yield f"Lo único que varió {_verb(duda.varian[0])} {NOMBRES[duda.varian[0]]}."
        return
    indices, names = duda.sensibilidad.indices, duda.sensibilidad.supuestos
    total, own = indices.total[:, 0], indices.primer[:, 0]
    if np.isnan(total).any():
        return
    most, *others = sorted(range(len(names)), key=lambda position: (-total[position], position))
    low, high = (_bounded(end) for end in indices.ic_primer[:, most, 0])
    rest = [f"{NOMBRES[names[position]]}, {_bounded(own[position])}" for position in others]
    yield (
        f"Lo que más mueve los lugares {_verb(names[most])} {NOMBRES[names[most]]}: de la variación, {_bounded(own[most])} viene solo de ahí"
        f" (IC de {low} a {high}), y {_bounded(total[most])} si se cuentan sus combinaciones; de {'; de '.join(rest)}."
    )
    if duda.pocos_casos:
        yield f"Pocos casos: con {len(dicha.unidades)} unidades, esas partes son solo una guía."


def _verb(supuesto: Supuesto) -> str:
    return "son" if supuesto in {"pesos", "faltantes"} else "es"


def _bounded(share: float) -> str:
    """Return an index as a share: the estimate of a small one may be under 0."""
    return f"{show_number(min(max(share, 0.0), 1.0) * _CIEN, 0)} %"


def _removed(dicha: DudaDicha) -> Iterator[str]:
    removed, duda = dicha.duda.quitados, dicha.duda
    leaves = [position for position, node in enumerate(removed.nodos.tolist()) if node < dicha.comparado.arbol.n_hojas]
    firsts = frozenset(np.flatnonzero(duda.lugar == 1).tolist())
    without = {position: frozenset(np.flatnonzero(removed.lugares[position] == 1).tolist()) for position in leaves}
    changed = [position for position in leaves if without[position] and without[position] != firsts]
    if changed:
        told = [
            f"sin «{dicha.nodo(int(removed.nodos[position]))}» lo ocuparía {join_words(dicha.unidades[unit] for unit in sorted(without[position]))}"
            for position in changed[:_INDICADORES]
        ]
        yield f"Quitar un solo indicador cambia el primer lugar: {_and_more(told, len(changed), 'casos más')}."
    else:
        yield "Quitar un solo indicador, cualquiera, no cambia el primer lugar."
    measured = [position for position in leaves if removed.medio[position] > 0]
    if measured:
        most = max(measured, key=lambda position: (removed.medio[position], -position))
        name, mean = dicha.nodo(int(removed.nodos[most])), show_number(float(removed.medio[most]), 1)
        yield f"El indicador que más lugares mueve al quitarlo es «{name}»: {mean} por unidad en promedio."
