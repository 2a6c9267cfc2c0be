"""The indicators of a marco: is each sheet sound, do formulas close on themselves, are different measures averaged?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise

from evaluacion.base.formula import FormulaError, parse_formula
from evaluacion.base.origen import Origen
from evaluacion.base.problema import Problema, quote
from evaluacion.model.marco import Indicador, Marco
from evaluacion.read.documento import Documento

_Ruta = tuple[str | int, ...]


def check_indicadores(marco: Marco, doc: Documento) -> Iterator[Problema]:
    """Yield everything in which the indicators of a marco contradict themselves or each other."""
    for g, grupo in enumerate(marco.grupos):
        for c, criterio in enumerate(grupo.criterios):
            for i, indicador in enumerate(criterio.indicadores):
                yield from _check_indicator(indicador, doc, ("grupos", g, "criterios", c, "indicadores", i))
    yield from _check_circles(marco, doc)
    if marco.tipologia is None:
        yield from _check_measures(marco, doc)


def _wrong(message: str, origen: Origen, remedy: str) -> Problema:
    return Problema("marco_incoherente", message, origen, remedy)


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


def _check_indicator(indicador: Indicador, doc: Documento, where: _Ruta) -> Iterator[Problema]:
    if (indicador.sentido == "mantener") != (indicador.tolerancia is not None):
        message = "Con «mantener» hace falta la tolerancia." if indicador.tolerancia is None else "La tolerancia solo va con «mantener»."
        yield _wrong(message, doc.origen((*where, "sentido")), "La tolerancia va en la unidad del indicador, alrededor de la meta.")
    yield from _check_target(indicador, doc, where)
    yield from _check_bands(indicador, doc, where)
    if indicador.formula is not None:
        yield from _check_formula(indicador, indicador.formula, doc, (*where, "formula"))


def _check_target(indicador: Indicador, doc: Documento, where: _Ruta) -> Iterator[Problema]:
    fixed, limits = indicador.meta_fija, indicador.limites
    if limits is not None and limits[0] >= limits[1]:
        yield _wrong(f"Los límites van de {limits[0]:g} a {limits[1]:g}.", doc.origen((*where, "limites")), "Escriba primero el menor.")
    if fixed is None:
        return
    origen = doc.origen((*where, "meta_fija"))
    if indicador.medida == "avance" and indicador.sentido != "mantener":
        remedy = "Use «medida: cumplimiento», o quite «meta_fija» para que cada registro escriba su meta con su periodo."
        yield _wrong("Una meta fija no tiene periodo, y sin él no se sabe qué avance se espera en cada fecha.", origen, remedy)
    elif indicador.sentido != "mantener" and fixed <= 0:
        yield _wrong("El cumplimiento necesita una meta mayor que 0.", origen, "Cambie la meta, o use el sentido «mantener».")
    if limits is not None and not limits[0] <= fixed <= limits[1]:
        yield _wrong(
            f"La meta {fixed:g} está fuera de los límites del indicador.", origen, f"Use un valor entre {limits[0]:g} y {limits[1]:g}."
        )


def _check_bands(indicador: Indicador, doc: Documento, where: _Ruta) -> Iterator[Problema]:
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


def _check_formula(indicador: Indicador, text: str, doc: Documento, where: _Ruta) -> Iterator[Problema]:
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
