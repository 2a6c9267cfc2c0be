"""The rules that exist: every module of `check/reglas` that holds a `REGLA`, found once."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from evaluacion.check import reglas
from evaluacion.check.regla import Regla

FAMILIAS = ("revision_objetivos", "revision_plan", "revision_coherencia", "revision_indicadores", "revision_entorno")
"""The marcos that the rules answer, in the order in which they are shown."""


@cache
def all_rules() -> dict[str, Regla]:
    """Return every rule by its code, by family and code; the rules about exceptions come last, for they look at the rest."""
    found: list[Regla] = []
    for family in pkgutil.iter_modules(reglas.__path__, f"{reglas.__name__}."):
        package = import_module(family.name)
        found.extend(import_module(module.name).REGLA for module in pkgutil.iter_modules(package.__path__, f"{family.name}."))
    found.sort(key=lambda rule: (is_about_exceptions(rule.codigo), FAMILIAS.index(rule.familia), rule.codigo))
    return {rule.codigo: rule for rule in found}


def is_about_exceptions(codigo: str) -> bool:
    """Whether a rule judges the exceptions themselves."""
    return codigo.startswith("EXC-")


@cache
def rules_by_question() -> dict[tuple[str, str], int]:
    """Return how many rules answer each question, by family and question."""
    found: dict[tuple[str, str], int] = {}
    for rule in all_rules().values():
        key = (rule.familia, rule.pregunta)
        found[key] = found.get(key, 0) + 1
    return found
