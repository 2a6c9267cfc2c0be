"""A marco as a whole: what each key says is sound; do they agree with each other?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from evaluacion.base.origen import Origen
from evaluacion.base.problema import Problema, quote, suggestion
from evaluacion.model.comun import fold
from evaluacion.model.marco import MAX_ANSWERS, NO_APLICA_WORDS, Criterio, Marco, Nivel, Pregunta
from evaluacion.read.coherencia_indicadores import check_indicadores
from evaluacion.read.coherencia_tipologia import check_tipologia
from evaluacion.read.documento import Documento

_FULL_RANGE = 100


def check_marco(marco: Marco, documento: Documento) -> list[Problema]:
    """Return everything in which the marco contradicts itself, each at its place."""
    return [
        *_check_ids(marco, documento),
        *_check_scale(marco, documento),
        *_check_range(marco, documento),
        *_check_levels(marco, documento),
        *_check_gates(marco, documento),
        *_check_weights(marco, documento),
        *_check_items(marco, documento),
        *check_indicadores(marco, documento),
        *check_tipologia(marco, documento),
    ]


def _wrong(message: str, origen: Origen, remedy: str) -> Problema:
    return Problema("marco_incoherente", message, origen, remedy)


def _odd(message: str, origen: Origen, remedy: str) -> Problema:
    return Problema("marco_incoherente", message, origen, remedy, "aviso")


def _repeated(names: Iterable[str]) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    for position, name in enumerate(names):
        if name in seen:
            yield position, name
        seen.add(name)


def _check_ids(marco: Marco, doc: Documento) -> Iterator[Problema]:
    for g, name in _repeated(grupo.id for grupo in marco.grupos):
        yield _wrong(f"El grupo {quote(name)} se repite.", doc.origen(("grupos", g, "id")), "Dé a cada grupo su identificador.")
    seen: dict[str, Origen] = {}
    for g, grupo in enumerate(marco.grupos):
        for c, criterio in enumerate(grupo.criterios):
            origen = doc.origen(("grupos", g, "criterios", c, "id"))
            if criterio.id in seen:
                yield _wrong(
                    f"El criterio {quote(criterio.id)} ya está en {seen[criterio.id]}.",
                    origen,
                    "Los identificadores de criterio son únicos en el marco.",
                )
            seen.setdefault(criterio.id, origen)
            kind = "preguntas" if criterio.preguntas else "indicadores"
            for q, name in _repeated(reactivo.id for reactivo in criterio.reactivos):
                place = doc.origen(("grupos", g, "criterios", c, kind, q, "id"))
                yield _wrong(f"{quote(name)} se repite en el criterio.", place, "Dé a cada una su identificador.")
    for r, name in _repeated(requisito.id for requisito in marco.requisitos):
        yield _wrong(f"El requisito {quote(name)} se repite.", doc.origen(("requisitos", r, "id")), "Dé a cada requisito su identificador.")
    yield from _check_indicator_ids(marco, doc)


def _check_indicator_ids(marco: Marco, doc: Documento) -> Iterator[Problema]:
    seen: set[str] = set()
    for g, grupo in enumerate(marco.grupos):
        for c, criterio in enumerate(grupo.criterios):
            for i, indicador in enumerate(criterio.indicadores):
                if indicador.id in seen and indicador.id not in {item.id for item in criterio.indicadores[:i]}:
                    place = doc.origen(("grupos", g, "criterios", c, "indicadores", i, "id"))
                    yield _wrong(
                        f"El indicador {quote(indicador.id)} ya está en otro criterio.",
                        place,
                        "Un indicador se define una sola vez en el marco.",
                    )
                seen.add(indicador.id)


def _check_scale(marco: Marco, doc: Documento) -> Iterator[Problema]:
    where = ("escala",)
    for position, name in _repeated(fold(valor.valor) for valor in marco.escala):
        yield _wrong(f"La respuesta {quote(name)} se repite en la escala.", doc.origen((*where, position)), "Deje una sola.")
    points = {valor.puntos for valor in marco.escala if valor.puntos is not None}
    if len(points) < 2:  # noqa: PLR2004 - a scale needs a worst and a best
        yield _wrong(
            "La escala necesita al menos dos respuestas con puntos distintos.", doc.origen(where), "Agregue «puntos» a sus respuestas."
        )
    for position, valor in enumerate(marco.escala):
        if valor.puntos is not None and fold(valor.valor) in NO_APLICA_WORDS:
            yield _wrong(
                f"{quote(valor.valor)} no puede tener puntos.",
                doc.origen((*where, position)),
                "Quite «puntos»: quien no aplica no entra en la cuenta.",
            )
    scored = [position for position, valor in enumerate(marco.escala) if valor.puntos is not None]
    if len(scored) > MAX_ANSWERS:
        yield _wrong(
            f"La escala tiene {len(scored)} respuestas con puntos y el máximo es {MAX_ANSWERS}.",
            doc.origen((*where, scored[MAX_ANSWERS])),
            "Use una escala más corta; un valor continuo se declara como indicador.",
        )
    without = [position for position, valor in enumerate(marco.escala) if valor.puntos is None]
    for position in without[1:]:
        yield _wrong(
            "Solo una respuesta puede no tener puntos (la que dice que no aplica).", doc.origen((*where, position)), "Dele puntos."
        )


def _check_range(marco: Marco, doc: Documento) -> Iterator[Problema]:
    low, high = marco.rango
    if low >= high:
        yield _wrong(f"El rango va de {low:g} a {high:g}.", doc.origen(("rango",)), "Escriba primero el extremo menor.")
    for level in ("grupos", "total"):
        kind = getattr(marco.agregacion, level)
        if kind in ("geometrica", "armonica") and low <= 0:
            yield _wrong(
                f"La media {kind} no se puede usar con un rango que llega a {low:g}.",
                doc.origen(("agregacion", level)),
                "Use un rango mayor que 0, como [1, 100], o la media aritmetica.",
            )


def _check_levels(marco: Marco, doc: Documento) -> Iterator[Problema]:
    low, high = marco.rango
    for n, name in _repeated(fold(nivel.nombre) for nivel in marco.niveles):
        yield _wrong(f"El nivel {quote(name)} se repite.", doc.origen(("niveles", n, "nombre")), "Dé a cada nivel su nombre.")
    for n, (before, after) in enumerate(pairwise(marco.niveles)):
        if after.desde <= before.desde:
            yield _wrong(
                f"El nivel {quote(after.nombre)} empieza en {after.desde:g} y el anterior en {before.desde:g}.",
                doc.origen(("niveles", n + 1, "desde")),
                "Ordene los niveles de menor a mayor.",
            )
    if marco.niveles and marco.niveles[0].desde != low:
        yield _wrong(
            f"El primer nivel empieza en {marco.niveles[0].desde:g} y el rango en {low:g}.",
            doc.origen(("niveles", 0, "desde")),
            "El primer nivel empieza donde empieza el rango, para que todo puntaje tenga nivel.",
        )
    for n, nivel in enumerate(marco.niveles):
        if nivel.desde > high:
            yield _wrong(
                f"El nivel {quote(nivel.nombre)} empieza fuera del rango.",
                doc.origen(("niveles", n, "desde")),
                f"El rango termina en {high:g}.",
            )
        yield from _check_parts(nivel, doc, n, has_width=n < len(marco.niveles) - 1 or nivel.desde < high)


def _check_parts(nivel: Nivel, doc: Documento, n: int, *, has_width: bool) -> Iterator[Problema]:
    if not nivel.subniveles:
        return
    where = ("niveles", n, "subniveles")
    if not has_width:
        yield _wrong(
            f"El nivel {quote(nivel.nombre)} empieza donde termina el rango y no se puede dividir.",
            doc.origen(where),
            "Quite «subniveles».",
        )
    if len(nivel.subniveles) < 2:  # noqa: PLR2004 - one part divides nothing
        yield _wrong(
            f"El nivel {quote(nivel.nombre)} se divide en una sola parte.",
            doc.origen(where),
            "Dé al menos dos nombres, o quite «subniveles».",
        )
    for k, name in _repeated(fold(part) for part in nivel.subniveles):
        yield _wrong(f"El subnivel {quote(name)} se repite.", doc.origen((*where, k)), "Dé a cada parte su nombre.")


def _check_gates(marco: Marco, doc: Documento) -> Iterator[Problema]:
    levels = [nivel.nombre for nivel in marco.niveles]
    criteria = [criterio.id for criterio in marco.criterios]
    low, high = marco.rango
    for k, gate in enumerate(marco.compuertas):
        if gate.nivel not in levels:
            yield _wrong(
                f"No hay un nivel {quote(gate.nivel)}.",
                doc.origen(("compuertas", k, "nivel")),
                suggestion(gate.nivel, levels) or "Declare los niveles o quite la compuerta.",
            )
        elif gate.nivel == levels[0]:
            yield _wrong(
                "El nivel más bajo no puede tener requisito mínimo: es el de quien no alcanza ningún otro.",
                doc.origen(("compuertas", k, "nivel")),
                "Quite la compuerta o póngala en otro nivel.",
            )
        if not low <= gate.minimo <= high:
            yield _wrong(
                f"El mínimo {gate.minimo:g} está fuera del rango.",
                doc.origen(("compuertas", k, "minimo")),
                f"Use un valor entre {low:g} y {high:g}.",
            )
        for c, name in enumerate(() if gate.criterios == "todos" else gate.criterios):
            if name not in criteria:
                yield _wrong(
                    f"No hay un criterio {quote(name)}.", doc.origen(("compuertas", k, "criterios", c)), suggestion(name, criteria)
                )


def _check_weights(marco: Marco, doc: Documento) -> Iterator[Problema]:
    if not any(grupo.peso > 0 for grupo in marco.grupos):
        yield _odd("Ningún grupo tiene peso: el total siempre será «no aplica».", doc.origen(("grupos",)), "Dé peso al menos a un grupo.")
    for g, grupo in enumerate(marco.grupos):
        if not any(criterio.peso > 0 for criterio in grupo.criterios) and grupo.peso > 0:
            yield _odd(
                f"Ningún criterio de {quote(grupo.id)} tiene peso: el grupo siempre será «no aplica».",
                doc.origen(("grupos", g, "criterios")),
                "Dé peso a un criterio.",
            )


def _check_items(marco: Marco, doc: Documento) -> Iterator[Problema]:
    for g, grupo in enumerate(marco.grupos):
        for c, criterio in enumerate(grupo.criterios):
            where = ("grupos", g, "criterios", c)
            if bool(criterio.preguntas) == bool(criterio.indicadores):
                has = "preguntas e indicadores" if criterio.preguntas else "ni preguntas ni indicadores"
                yield _wrong(
                    f"El criterio {quote(criterio.id)} tiene {has}.",
                    doc.origen((*where, "id")),
                    "Un criterio lleva preguntas o lleva indicadores.",
                )
            for q, pregunta in enumerate(criterio.preguntas):
                yield from _check_dependence(criterio, pregunta, doc, (*where, "preguntas", q))


def _check_dependence(criterio: Criterio, pregunta: Pregunta, doc: Documento, where: tuple[str | int, ...]) -> Iterator[Problema]:
    if pregunta.depende_de is None:
        return
    others = {other.id: other for other in criterio.preguntas if other.id != pregunta.id}
    origen = doc.origen((*where, "depende_de"))
    base = others.get(pregunta.depende_de)
    if base is None:
        yield _wrong(
            f"{quote(pregunta.depende_de)} no es otra pregunta de este criterio.",
            origen,
            suggestion(pregunta.depende_de, others) or "Quite «depende_de».",
        )
        return
    if base.depende_de is not None:
        yield _wrong("Las dependencias no se encadenan.", origen, f"Haga que dependa de {quote(base.depende_de)} o quite una de las dos.")
    if "inverso" in (pregunta.sentido, base.sentido):
        yield _wrong(
            "Una pregunta inversa no depende de otra ni otra de ella.",
            origen,
            "Quite la dependencia o formule la pregunta en sentido directo.",
        )
