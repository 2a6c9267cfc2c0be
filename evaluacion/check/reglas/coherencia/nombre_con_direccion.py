"""COH-09: el nombre de un indicador dice hacia dónde debe ir."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.regla import BIEN, Duda, Falta, Juicio, Regla
from evaluacion.model.comun import fold

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


_WORDS = frozenset(
    [
        "aumento",
        "aumentar",
        "incremento",
        "incrementar",
        "reduccion",
        "reducir",
        "disminucion",
        "disminuir",
        "crecimiento",
        "crecer",
        "mejora",
        "mejorar",
        "mejoria",
        "fortalecimiento",
        "fortalecer",
        "ampliacion",
        "ampliar",
        "mayor",
        "menor",
        "mas",
        "menos",
        "elevar",
        "alza",
        "descenso",
    ]
)
_NAMES = frozenset({("mejora", "regulatoria"), ("mejora", "continua"), ("menor", "cuantia"), ("mayor", "cuantia")})
"""What begins as a direction and is the name of something: an office, a policy, a class of contract."""
_ARTICLES = frozenset({"el", "la", "los", "las", "un", "una"})
_SHARES = frozenset({"porcentaje", "numero", "grado", "nivel"})


def _look(ctx: Contexto) -> Iterator[Juicio]:
    named = [
        (position, item.indicador.nombre)
        for position, item in enumerate(ctx.estrategia.objetivos)
        if item.indicador and item.indicador.nombre
    ]
    if not named:
        yield Duda(("objetivos",), "Ningún indicador tiene nombre.")
    for position, name in named:
        said = _direction_of(name)
        if said is None:
            yield BIEN
        else:
            text = f"«{name}» dice la dirección («{said}») además de la medida."
            yield Falta(("objetivos", position, "indicador", "nombre"), text, name)


def _direction_of(name: str) -> str | None:
    """Return the word of a name that says where it should go, as it is written: the first one, or that of a share of it."""
    written = [word for word in name.split() if fold(word) not in _ARTICLES]
    words = [fold(word) for word in written]
    start = 2 if words[1:2] == ["de"] and words[0] in _SHARES else 0
    is_direction = words[start : start + 1] and words[start] in _WORDS and tuple(words[start : start + 2]) not in _NAMES
    return written[start] if is_direction else None


REGLA = Regla(
    codigo="COH-09",
    familia="revision_coherencia",
    pregunta="indicadores.nombre",
    titulo="El nombre de un indicador dice hacia dónde debe ir",
    que="El nombre empieza con aumento, reducción, mejora u otra palabra de dirección.",
    por_que="El indicador es la vara y la meta es el tamaño: si la vara ya dice «aumento», un retroceso no tiene cómo mostrarse.",
    fuente="Manual para el diseño y la construcción de indicadores (CONEVAL, 2013), nombre del indicador",
    mal="""\
objetivos: [{id: ied, indicador: {nombre: Aumento de la IED}}]
""",
    bien="""\
objetivos: [{id: ied, indicador: {nombre: IED captada, sentido: ascendente}}]
""",
    remedio="Nombre lo que se mide y ponga la dirección en «sentido».",
    juzgar=_look,
    severidad="aviso",
)
