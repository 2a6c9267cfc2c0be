"""A marco as a whole: what each key says is sound; do they agree with each other?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import pairwise

from evaluacion.base.formula import FormulaError, parse_formula
from evaluacion.base.origen import Origen
from evaluacion.base.problema import Problema, quote, suggestion
from evaluacion.model.comun import fold
from evaluacion.model.marco import MAX_ANSWERS, NO_APLICA_WORDS, Criterio, Indicador, Marco, Pregunta
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
        *_check_circles(marco, documento),
        *(_check_measures(marco, documento) if marco.tipologia is None else ()),
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
            "Solo una respuesta puede no tener puntos (la que dice que no aplica).", doc.origen((*where, position)), "Déle puntos."
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
            for i, indicador in enumerate(criterio.indicadores):
                yield from _check_indicator(indicador, doc, (*where, "indicadores", i))


def _check_circles(marco: Marco, doc: Documento) -> Iterator[Problema]:
    """Yield the formulas that come back to their own indicator through those of others."""
    uses: dict[str, tuple[str, ...]] = {}
    for name, indicador in marco.indicadores.items():
        with suppress(FormulaError):
            uses[name] = parse_formula(indicador.formula).nombres if indicador.formula is not None else ()
    for g, grupo in enumerate(marco.grupos):
        for c, criterio in enumerate(grupo.criterios):
            for i, indicador in enumerate(criterio.indicadores):
                direct = uses.get(indicador.id, ())
                reached, pending = set[str](), [name for name in direct if name != indicador.id]
                while pending:
                    name = pending.pop()
                    if name not in reached:
                        reached.add(name)
                        pending.extend(uses.get(name, ()))
                if indicador.id in reached and indicador.id not in direct:
                    yield _wrong(
                        f"La fórmula de {quote(indicador.id)} vuelve a él por las de otros indicadores.",
                        doc.origen(("grupos", g, "criterios", c, "indicadores", i, "formula")),
                        "Rompa el círculo: uno de ellos debe darse como dato.",
                    )


def _check_measures(marco: Marco, doc: Documento) -> Iterator[Problema]:
    """Warn when progress and fulfilment are averaged together (rule 15)."""
    first: Indicador | None = None
    for g, grupo in enumerate(marco.grupos):
        for c, criterio in enumerate(grupo.criterios):
            for i, indicador in enumerate(criterio.indicadores):
                if indicador.sentido == "mantener" or not (indicador.peso and criterio.peso and grupo.peso):
                    continue
                first = first or indicador
                if indicador.medida != first.medida:
                    yield Problema(
                        "medidas_mezcladas",
                        f"«{indicador.id}» se mide por {indicador.medida} y «{first.id}» por {first.medida}: el total promedia cosas distintas.",
                        doc.origen(("grupos", g, "criterios", c, "indicadores", i, "medida")),
                        "Use una sola medida, o dé peso 0 a las de la otra.",
                        "aviso",
                    )
                    return


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


def _check_indicator(indicador: Indicador, doc: Documento, where: tuple[str | int, ...]) -> Iterator[Problema]:
    if (indicador.sentido == "mantener") != (indicador.tolerancia is not None):
        message = "Con «mantener» hace falta la tolerancia." if indicador.tolerancia is None else "La tolerancia solo va con «mantener»."
        yield _wrong(message, doc.origen((*where, "sentido")), "La tolerancia va en la unidad del indicador, alrededor de la meta.")
    yield from _check_bands(indicador, doc, where)
    if indicador.formula is not None:
        yield from _check_formula(indicador, indicador.formula, doc, (*where, "formula"))


def _check_bands(indicador: Indicador, doc: Documento, where: tuple[str | int, ...]) -> Iterator[Problema]:
    ends = [luz.hasta for luz in indicador.semaforo]
    for b, end in enumerate(ends):
        last = b == len(ends) - 1
        if (end is None) != last:
            message = "La última banda no lleva «hasta»." if last else "Solo la última banda puede no tener «hasta»."
            yield _wrong(message, doc.origen((*where, "semaforo", b)), "Así el semáforo no deja huecos.")
    known = [end for end in ends if end is not None]
    if any(after <= before for before, after in pairwise(known)):
        yield _wrong("Las bandas del semáforo no crecen.", doc.origen((*where, "semaforo")), "Ordénelas de menor a mayor.")
    for b, luz in enumerate(indicador.semaforo[:-1]):
        if luz.luz == "exceso":
            yield _wrong("«exceso» solo puede ser la última banda.", doc.origen((*where, "semaforo", b)), "Póngala al final, sin «hasta».")


def _check_formula(indicador: Indicador, text: str, doc: Documento, where: tuple[str | int, ...]) -> Iterator[Problema]:
    try:
        names = parse_formula(text).nombres
    except FormulaError as error:
        remedy = "Use nombres de indicadores, números, + - * / ** ( ) min max abs sum mean."
        yield Problema("formula_no_valida", f"La fórmula no se entiende: {error}.", doc.origen(where), remedy)
        return
    if not names:
        yield _wrong(
            "La fórmula no nombra ningún indicador.", doc.origen(where), "Use los nombres de los indicadores de los que se calcula."
        )
    if indicador.id in names:
        yield _wrong("La fórmula se nombra a sí misma.", doc.origen(where), "Use otros indicadores.")
