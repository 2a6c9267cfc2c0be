"""Published figures against their own tables: what follows, what follows from rounded data, and what does not.

A figure follows when its recomputed value, rounded half away from zero to the printed decimals, is the printed one; it
follows with rounding when some values that would have been printed as the table's give it. Otherwise the usual wrong
recipes are tried, and the one that gives the printed figure is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from evaluacion.compare.celdas import Celdas, SinDatoError
from evaluacion.compare.intervalo import Intervalo, may_round_to, round_to, rounds_to, truncate
from evaluacion.compare.receta import Receta
from evaluacion.compare.recetas import recipes_of
from evaluacion.model.cifras import Afirmacion
from evaluacion.model.tabla_publicada import TablaPublicada

Veredicto = Literal["se_sigue", "se_sigue_con_redondeo", "no_se_reproduce", "no_verificable"]
TRUNCAMIENTO, MAS_TRUNCAMIENTO = "truncamiento", "_con_truncamiento"
_ALSO_CUT = frozenset({"medias_impresas", "medias_redondeadas", "media_de_razones", "media_de_porcentajes", "tasa_simple"})
"""Recipes that are tried also cutting decimals off instead of rounding."""
_GREATEST = 10**15
VEREDICTOS: tuple[Veredicto, ...] = ("se_sigue", "se_sigue_con_redondeo", "no_se_reproduce", "no_verificable")


@dataclass(frozen=True, slots=True)
class Cifra:
    """The answer to one published figure."""

    afirmacion: Afirmacion
    veredicto: Veredicto
    recalculado: Fraction | None
    """Unrounded; None when the data are not there."""
    receta: str | None
    """The recipe that gives the printed figure; None when none does."""
    motivo: str | None = None
    """Why it cannot be verified."""


def verify_all(cifras: Iterable[Afirmacion], tablas: Mapping[str, TablaPublicada]) -> tuple[Cifra, ...]:
    """Return the answer to each figure, in their order; every name that they use must exist."""
    return tuple(verify(cifra, tablas) for cifra in cifras)


def verify(cifra: Afirmacion, tablas: Mapping[str, TablaPublicada]) -> Cifra:
    """Return the answer to one published figure."""
    if cifra.sin_datos is not None:
        return Cifra(cifra, "no_verificable", None, None, cifra.sin_datos)
    celdas = Celdas(tablas, cifra.tabla)
    printed, decimals = cifra.impreso
    try:
        recipes = recipes_of(cifra, celdas)
        declared, found = recipes[0][0], recipes[0][1]()
    except SinDatoError as reason:
        return Cifra(cifra, "no_verificable", None, None, str(reason))
    if found is None:
        return Cifra(cifra, "no_verificable", None, None, "el divisor es 0")
    if abs(found.valor) > _GREATEST:
        return Cifra(cifra, "no_verificable", None, None, "el resultado rebasa 10^15")
    if celdas.dudosas:
        where = "; ".join(dict.fromkeys(celdas.dudosas))
        return Cifra(cifra, "no_verificable", found.valor, None, f"la lectura de {where} es dudosa")
    if rounds_to(found.valor, printed, decimals):
        return Cifra(cifra, "se_sigue", found.valor, declared)
    if may_round_to(found, printed, decimals):
        return Cifra(cifra, "se_sigue_con_redondeo", found.valor, declared)
    return Cifra(cifra, "no_se_reproduce", found.valor, _wrong_recipe(recipes[1:], found, printed, decimals))


def _wrong_recipe(recipes: list[Receta], found: Intervalo, printed: Fraction, decimals: int) -> str | None:
    """Return the name of the first usual slip that gives the printed figure, alone or cutting decimals off."""
    values = list(_computable(recipes))
    for name, value in values:
        if rounds_to(value.valor, printed, decimals) or may_round_to(value, printed, decimals):
            return name
    for name, value in [("", found), *((name, value) for name, value in values if name in _ALSO_CUT)]:
        if truncate(value.valor, decimals) == round_to(printed, decimals):
            return f"{name}{MAS_TRUNCAMIENTO}" if name else TRUNCAMIENTO
    return None


def _computable(recipes: list[Receta]) -> Iterator[tuple[str, Intervalo]]:
    for name, compute in recipes:
        try:
            value = compute()
        except SinDatoError:
            continue
        if value is not None and abs(value.valor) <= _GREATEST:
            yield name, value
