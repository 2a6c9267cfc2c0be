"""The reader of a statement: one pass after another, each taking the words that it understands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from evaluacion.check.enunciado.cantidades import Hallada, find_cantidades
from evaluacion.check.enunciado.compartidas import share_units
from evaluacion.check.enunciado.hallazgos import (
    as_cantidad,
    as_hallazgos,
    of_deadline,
    of_quantities,
    of_verbs,
    plain_number,
    without_quantity,
)
from evaluacion.check.enunciado.incisos import find_incisos
from evaluacion.check.enunciado.linea_base import Base, find_bases
from evaluacion.check.enunciado.nombres import find_ediciones, find_nombres
from evaluacion.check.enunciado.palabras import ADJETIVOS
from evaluacion.check.enunciado.plazos import Candidato, choose_plazo, find_plazos, without_measures
from evaluacion.check.enunciado.texto import Texto, read_texto
from evaluacion.check.enunciado.unidades import find_unidad, noun
from evaluacion.check.enunciado.valores import Enunciado, LineaBase, Plazo
from evaluacion.check.enunciado.verbos import Verbo, has_two_goals
from evaluacion.check.enunciado.verbos_conjugados import find_goals

_PRODUCTOS = frozenset(
    "acuerdo agencia agenda alianza aplicacion campana carta casa catalogo catedra centro codigo comite concurso congreso consejo convenio cumbre curso "
    "delegacion denominacion diagnostico diplomado directorio encuentro estrategia estudio exposicion feria festival fondo foro galeria gira guia hermanamiento "
    "incubadora informe inventario laboratorio licitacion manual marca memorando mesa mision museo norma observatorio oficina pabellon pacto pagina plan "
    "plataforma politica portal premio programa protocolo proyecto publicacion red registro reglamento reporte ruta sede seminario sistema sitio taller "
    "unidad ventanilla".split()
)
"""What is signed, delivered, opened, registered or held, and is there or not: one of them is a target of one."""
_AL_MENOS = (("al", "menos"), ("por", "lo", "menos"), ("cuando", "menos"), ("como", "minimo"))


def read_enunciado(texto: str, fecha: date) -> Enunciado:
    """Return what a statement of an objective says, and what is wrong with it.

    Args:
        texto: one statement, in Spanish; any text gives a value.
        fecha: the day of reference, from which durations count and against which deadlines are judged.
    """
    pieces = read_texto(texto)
    free = [True] * len(pieces.palabras)
    _take(free, find_nombres(pieces, free))
    _take(free, find_incisos(pieces))
    bases = list(find_bases(pieces, free, fecha))
    _take(free, ((base.i, base.j) for base in bases))
    found = without_measures(list(find_plazos(pieces, free, fecha)))
    _take(free, (_tokens(pieces, item.a, item.b) for item in found))
    chosen = choose_plazo(pieces, found, fecha)
    _take(free, find_ediciones(pieces, free))
    if chosen is not None:
        _take(free, (_tokens(pieces, chosen.a, chosen.b),))
    verbs = find_goals(pieces, free)
    quantities = share_units(pieces, list(find_cantidades(pieces, free)), _noun_of(pieces, bases)) or _one(pieces, verbs, free)
    return _assembled(pieces, free, bases, chosen, verbs, quantities, fecha)


def _assembled(
    pieces: Texto,
    free: list[bool],
    bases: Sequence[Base],
    chosen: Candidato | None,
    verbs: tuple[Verbo, ...],
    quantities: Sequence[Hallada],
    fecha: date,
) -> Enunciado:
    """Return the value made of what each pass found."""
    base = _base_of(bases, quantities)
    deadline = (
        Plazo(pieces.between(chosen.a, chosen.b), chosen.fin.isoformat() if chosen.fin is not None else None)
        if chosen is not None
        else None
    )
    codes = [
        *of_verbs(verbs, two_goals=has_two_goals(pieces, free, verbs)),
        *(of_quantities(pieces, quantities, base) if quantities else without_quantity(pieces, verbs, free)),
        *of_deadline(deadline, chosen.estado if chosen is not None else "", fecha),
    ]
    return Enunciado(
        pieces.original,
        tuple(dict.fromkeys(verb.lema for verb in verbs)),
        tuple(as_cantidad(pieces, item) for item in quantities),
        base,
        deadline,
        as_hallazgos(codes),
    )


def _take(free: list[bool], spans: Iterable[tuple[int, int]]) -> None:
    """Mark the tokens of some spans as read."""
    for i, j in spans:
        free[i:j] = [False] * len(free[i:j])


def _tokens(texto: Texto, a: int, b: int) -> tuple[int, int]:
    """Return the tokens between two places of the plain text."""
    first = texto.token_at(a)
    return first, texto.token_at(b, first)


def _base_of(bases: Sequence[Base], quantities: Sequence[Hallada]) -> LineaBase | None:
    """Return the starting point: the value said with a target, or said apart, and its year."""
    value = next((item.base for item in quantities if item.base is not None), None)
    if value is None:
        value = next((_scaled(base, quantities) for base in bases if base.valor is not None), None)
    year = next((base.periodo for base in bases if base.periodo is not None), None)
    return LineaBase(plain_number(value), year) if value is not None or year is not None else None


def _noun_of(texto: Texto, bases: Sequence[Base]) -> str | None:
    """Return what the starting value said apart counts: `hoy hay 12 becas`."""
    value = next((base.valor for base in bases if base.valor is not None), None)
    return (value.unidad or find_unidad(texto, value, [True] * len(texto.palabras))) if value is not None else None


def _scaled(base: Base, quantities: Sequence[Hallada]) -> float | None:
    """Return a value said apart, in the scale of the target when it has none: 4 mdd, respecto de los 2.5 de 2024."""
    found = base.valor
    if found is None or found.valor is None or not quantities:
        return found.valor if found is not None else None
    target = quantities[0]
    same = found.escala == 1 and found.unidad is None and found.valor < 1000 and target.escala > 1
    return round(found.valor * target.escala, 6) if same else found.valor


def _one(texto: Texto, verbs: tuple[Verbo, ...], free: list[bool]) -> list[Hallada]:
    """Return the one product that a goal names with `un` or `una` right after its verb, or after the deadline that follows the verb."""
    if not verbs:
        return []
    k = verbs[-1].fin
    while k < len(free) and (not free[k] or (texto.word(k) == "," and not free[k - 1])):
        k += 1
    k += next((len(words) for words in _AL_MENOS if texto.palabras[k : k + len(words)] == words), 0)
    if texto.word(k) not in {"un", "una"}:
        return []
    named = k + 1 + (texto.word(k + 1) in ADJETIVOS)
    if texto.word(named) not in _PRODUCTOS:
        return []
    return [Hallada(k, k + 1, 1.0, noun(texto, named))]
