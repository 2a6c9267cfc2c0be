"""The doubt about a ranking in words: what the draws let one say, what they do not, and what moves the places."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from evaluacion.base.numeros import show_number
from evaluacion.compare.parejas import SEGURO, indistinct
from evaluacion.publish.comparacion_duda_causas import say_mover, say_removed
from evaluacion.publish.comparacion_duda_dicha import DudaDicha, against_text, and_more, band_text, join_words, share_text
from evaluacion.publish.comparacion_textos import AGREGACIONES, METODOS

_CIEN = 100
_LIDERES, _VECINAS, _DUDOSAS = 3, 4, 5
_NADA = 1e-9
"""What a sum of shares may be off by."""
CIERRE = "La banda dice cuánto depende el orden de estas decisiones; no mide errores en los datos ni si los indicadores son los adecuados."


def doubt_paragraph(dicha: DudaDicha) -> str:
    """Return the doubt as one paragraph."""
    return " ".join(doubt_sentences(dicha))


def doubt_sentences(dicha: DudaDicha) -> tuple[str, ...]:
    """Return what the draws say, a sentence a fact, from what was done to what it does not measure."""
    if len(dicha.unidades) == 0:
        return ("Ninguna unidad tiene lugar, así que no hay orden que poner en duda.",)
    if len(dicha.unidades) == 1:
        return (f"Solo {dicha.unidades[0]} tiene lugar, así que no hay orden que poner en duda.",)
    every = (_made, _bands, _first, _group, _pairs, say_mover, say_removed, lambda _: [CIERRE])
    return tuple(sentence for part in (every if dicha.duda.varian else (_made, say_removed)) for sentence in part(dicha))


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
        times = f"{show_number(drawn.sorteos, 0)} {'vez' if drawn.sorteos == 1 else 'veces'} (semilla {drawn.semilla})"
        yield f"El cálculo{of_period} se repitió {times}: en cada sorteo {join_words(told)}."
        yield from _fixed(dicha)
    else:
        yield "Ningún supuesto se puso a prueba: los sorteos no dicen qué tan firme es el orden."


def _fixed(dicha: DudaDicha) -> Iterator[str]:
    """Yield what every draw does and the declared ranking may not: an option that is alone, and open answers left as they are."""
    drawn, levels = dicha.duda.supuestos, dicha.comparado.arbol.niveles
    if len(drawn.normalizacion) == 1:
        yield f"Todos los sorteos usan la misma normalización: {_method(drawn.normalizacion[0])}."
    if len(drawn.agregacion) == 1 and {level.agregador for level in levels} != set(drawn.agregacion):
        yield f"Todos los sorteos agregan igual en cada nivel: {AGREGACIONES[drawn.agregacion[0]]}."
    if any(dicha.is_open(unit) for unit in dicha.orden):
        yield "Las respuestas que faltan no se sortearon: solo cuentan las que hay."


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
        if dicha.is_open(top):
            best, worst = dicha.margen(top)
            open_still = f"con lo que falta por responder su lugar puede ser cualquiera del {best} al {worst}"
            yield f"{dicha.unidades[top]} ocupa el primer lugar en {often}, pero {open_still}."
            return
        yield f"Sí se puede decir que {dicha.unidades[top]} ocupa el primer lugar: lo ocupa en {often}."
        return
    tied = [unit for unit in by_share if shares[unit] >= SEGURO]
    if tied:
        yield _shared_first(dicha, tied, [float(shares[unit]) for unit in tied])
        return
    told = [f"{dicha.unidades[unit]} en {share_text(shares[unit])}" for unit in by_share[:_LIDERES] if shares[unit] > 0]
    sometimes = "; en algunos lo comparten" if float(shares.sum()) > 1 + _NADA else ""
    yield f"No se puede dar por seguro el primer lugar: lo ocupa {join_words(told)} de los sorteos{sometimes}."


def _shared_first(dicha: DudaDicha, tied: list[int], shares: list[float]) -> str:
    """Return who have the first place together: they tie in so many draws that none is ahead."""
    always = min(shares) == 1
    names = [
        dicha.unidades[unit] if always else f"{dicha.unidades[unit]} ({share_text(share)} de los sorteos)"
        for unit, share in zip(tied[:_LIDERES], shares, strict=False)
    ]
    return f"El primer lugar lo comparten {and_more(names, len(tied), 'más')}{', empatadas en todos los sorteos' if always else ''}."


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
        yield f"Entran y salen de ese grupo {and_more(told, len(doubtful), 'más')}."


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
        f"{join_words((dicha.unidades[a], dicha.unidades[b]))} ({against_text(duda.encima[at[a], at[b]], duda.encima[at[b], at[a]])})"
        for a, b in close[:_VECINAS]
    ]
    if told:
        yield f"De las que quedan juntas en el orden, no conviene decir que una está arriba de la otra en estas: {'; '.join(told)}."
