"""OBJ-04: la meta pide un ritmo fuera de lo visto."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.base.periodo import parse_periodo
from evaluacion.check.regla import BIEN, LIBRO, Duda, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


_YEAR = 12


def _look(ctx: Contexto) -> Iterator[Juicio]:
    if not ctx.estrategia.objetivos:
        yield Duda(("objetivos",), "No hay objetivos.")
    for position, item in enumerate(ctx.estrategia.objetivos):
        where = ("objetivos", position, "meta")
        base, goal = item.linea_base, item.meta
        if base is None or goal is None:
            yield Duda(where, f"El objetivo «{item.id}» no tiene línea base y meta como datos.")
            continue
        asked = yearly_rate(base.periodo, base.valor, goal.periodo, goal.valor)
        if asked is None:
            yield Duda(where, f"De {base.valor:g} a {goal.valor:g} no hay un ritmo anual que calcular.")
            continue
        past = _rate_of_series(item.serie)
        most = max(ctx.umbral("OBJ-04", "veces") * abs(past), 0.01) if past is not None else ctx.umbral("OBJ-04", "anual")
        if abs(asked) <= most:
            yield BIEN
            continue
        seen = f"la serie cambió {past:+.1%} al año" if past is not None else "no hay serie con que compararlo"
        text = f"La meta de «{item.id}» supone un cambio de {asked:+.1%} al año y {seen}. Es una señal para revisarla."
        yield Falta(where, text.replace("%", " %"), goal.valor, parcial=True)


def yearly_rate(start: str, low: float, end: str, high: float) -> float | None:
    """Return the compound yearly rate between two values; None when there is no time between, a value is not positive or no number is that large."""
    first, last = parse_periodo(start), parse_periodo(end)
    if first is None or last is None or last.fin <= first.fin or low <= 0 or high <= 0:
        return None
    try:
        return float((high / low) ** (_YEAR / (last.fin - first.fin)) - 1)
    except OverflowError:
        return None


def _rate_of_series(serie: dict[str, float]) -> float | None:
    dated = sorted((parsed.fin, key) for key in serie if (parsed := parse_periodo(key)) is not None)
    if len(dated) <= 1:
        return None
    first, last = dated[0][1], dated[-1][1]
    return yearly_rate(first, serie[first], last, serie[last])


REGLA = Regla(
    codigo="OBJ-04",
    familia="revision_objetivos",
    pregunta="alcanzable.ritmo",
    titulo="La meta pide un ritmo fuera de lo visto",
    que="El cambio anual que la meta supone es mucho mayor que el de la serie o, sin serie, mayor de 50 % al año.",
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
    umbrales={"veces": 3.0, "anual": 0.5},
)
