"""OBJ-04: la meta pide un ritmo fuera de lo visto."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import TYPE_CHECKING

from evaluacion.base.periodo import parse_periodo
from evaluacion.check.regla import BIEN, LIBRO, Ajena, Duda, Falta, Juicio, Regla
from evaluacion.model.comun import fold

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto
    from evaluacion.model.estrategia import Objetivo
    from evaluacion.model.practica import Punto


_YEAR = 12
_FLOOR = 0.01
_NOT_COUNTS = frozenset(
    [
        "%",
        "porcentaje",
        "millon",
        "millones",
        "miles",
        "mil",
        "k",
        "m",
        "mdd",
        "mdp",
        "usd",
        "mxn",
        "eur",
        "pesos",
        "dolares",
        "euros",
        "tasa",
        "indice",
        "punto",
        "puntos",
        "grado",
        "grados",
    ]
)


def _look(ctx: Contexto) -> Iterator[Juicio]:
    if not ctx.estrategia.objetivos:
        yield Duda(("objetivos",), "No hay objetivos.")
    for position, item in enumerate(ctx.estrategia.objetivos):
        where = ("objetivos", position, "meta")
        base, goal = item.linea_base, item.meta
        if base is None or goal is None:
            yield Duda(where, f"El objetivo «{item.id}» no tiene línea base y meta como datos.")
        elif (years := years_between(base.periodo, goal.periodo)) is None:
            yield Duda(where, f"De {base.periodo} a {goal.periodo} no hay tiempo en que calcular un ritmo.")
        elif _is_small_count(item, base, goal, ctx.umbral("OBJ-04", "cuenta")):
            yield BIEN
        else:
            said = _signal(ctx, item, base, goal, years)
            yield Falta(where, f"{said} Es una señal para revisarla.", goal.valor, parcial=True) if isinstance(said, str) else said


def _signal(ctx: Contexto, item: Objetivo, base: Punto, goal: Punto, years: float) -> Juicio | str:
    """Return what is out of the ordinary in the pace of a target, or that nothing is, or that there is nothing to compare it with."""
    times, series = ctx.umbral("OBJ-04", "veces"), _ends_of(item.serie)
    if base.valor == 0:
        if series is None:
            return Ajena("La línea base es cero y no hay serie con que comparar la meta.")
        asked, past = goal.valor / years, (series[1] - series[0]) / series[2]
        told = f"La meta de «{item.id}» supone {asked:+,.4g} al año desde cero y la serie cambió {past:+,.4g} al año."
        return told if abs(asked) > times * abs(past) else BIEN
    pace = yearly_rate(base.valor, goal.valor, years)
    seen = yearly_rate(*series) if series is not None and series[0] else None
    most = max(times * abs(seen), _FLOOR) if seen is not None else ctx.umbral("OBJ-04", "anual")
    if pace is None:
        return Duda(("objetivos",), f"De {base.valor:g} a {goal.valor:g} no hay un ritmo anual que calcular.")
    if abs(pace) <= most:
        return BIEN
    shown = f"la serie cambió {seen:+.1%} al año" if seen is not None else "no hay serie con que compararlo"
    return f"La meta de «{item.id}» supone un cambio de {pace:+.1%} al año y {shown}.".replace("%", " %")


def years_between(start: str, end: str) -> float | None:
    """Return the years from the end of a period to the end of a later one; None when it is not later."""
    first, last = parse_periodo(start), parse_periodo(end)
    return (last.fin - first.fin) / _YEAR if first is not None and last is not None and last.fin > first.fin else None


def yearly_rate(low: float, high: float, years: float) -> float | None:
    """Return the compound yearly rate between two values, or the simple one where a value is not positive; None: no number is that large."""
    try:
        rate = float((high / low) ** (1 / years) - 1) if low > 0 and high > 0 else (high - low) / abs(low) / years
    except OverflowError:
        return None
    return rate if isfinite(rate) else None


def _ends_of(serie: dict[str, float]) -> tuple[float, float, float] | None:
    """Return the first value of a series, the last one and the years between them."""
    dated = sorted((parsed.fin, key) for key in serie if (parsed := parse_periodo(key)) is not None)
    years = years_between(dated[0][1], dated[-1][1]) if dated else None
    return (serie[dated[0][1]], serie[dated[-1][1]], years) if years is not None else None


def _is_small_count(item: Objetivo, base: Punto, goal: Punto, most: float) -> bool:
    """Whether both ends are a few whole things, where one more or less is a large share and says nothing."""
    unit = item.indicador.unidad if item.indicador is not None else None
    if unit is None or not _NOT_COUNTS.isdisjoint(fold(unit).replace("%", " % ").replace("$", " m ").split()):
        return False
    return all(0 <= end.valor <= most and float(end.valor).is_integer() for end in (base, goal))


REGLA = Regla(
    codigo="OBJ-04",
    familia="revision_objetivos",
    pregunta="alcanzable.ritmo",
    titulo="La meta pide un ritmo fuera de lo visto",
    que="El cambio anual que la meta supone es mucho mayor que el de la serie o, sin serie, mayor de 50 % al año. No se mira en cuentas de diez cosas o menos, donde una más ya es mucho.",
    por_que="Alcanzable se juzga contra lo que ya se ha logrado. Es una señal para revisar la meta o explicarla; no dice que no se pueda alcanzar.",
    fuente=f"{LIBRO}, cap. 1, paso 2, regla SMART",
    mal="""\
objetivos: [{id: ied, linea_base: {periodo: 2024, valor: 4}, meta: {periodo: 2026, valor: 16}}]
""",
    bien="""\
objetivos: [{id: ied, linea_base: {periodo: 2024, valor: 4}, meta: {periodo: 2026, valor: 5}}]
""",
    remedio="Revise la meta o explique en el plan qué cambiará para sostener ese ritmo.",
    juzgar=_look,
    severidad="aviso",
    umbrales={"veces": 3.0, "anual": 0.5, "cuenta": 10.0},
)
