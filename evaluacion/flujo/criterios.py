"""From a configuration and the options of a call to how a run judges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluacion.base.problema import EvaluacionError, Problema, quote, raise_errors, suggestion
from evaluacion.check.catalogo import FAMILIAS, all_rules
from evaluacion.check.regla import UMBRALES_ENTEROS
from evaluacion.check.revisar import Criterios, make_criterios
from evaluacion.flujo.propias_config import find_wrong_own_rules
from evaluacion.model.revision_config import ConfiguracionRevision

if TYPE_CHECKING:
    from evaluacion.model.hallazgo import Severidad
    from evaluacion.read.configuracion import ConfiguracionLeida


@dataclass(frozen=True, slots=True)
class Seleccion:
    """Which rules or families the call asks for: only some, or all but some."""

    solo: tuple[str, ...] = ()
    sin: tuple[str, ...] = ()

    def check(self, known: Iterable[str]) -> None:
        """Refuse what is neither a rule nor a family.

        Raises:
            EvaluacionError: a rule does not exist; the nearest is offered.
        """
        codes = {*known, *_FAMILIES}
        wrong = [name for name in (*self.solo, *self.sin) if name not in codes]
        raise_errors(
            Problema("opcion_no_valida", f"No hay una regla ni una familia {quote(name)}.", None, suggestion(name, sorted(codes)))
            for name in wrong
        )

    def takes(self, codigo: str) -> bool:
        """Whether a rule is to run."""
        names = {codigo, _family_of(codigo)}
        return names.isdisjoint(self.sin) and (not self.solo or not names.isdisjoint(self.solo))


_FAMILIES = frozenset(name.removeprefix("revision_") for name in FAMILIAS)


def _family_of(codigo: str) -> str:
    """Return the short name of the family of a rule; a rule of a configuration has none."""
    rule = all_rules().get(codigo)
    return rule.familia.removeprefix("revision_") if rule is not None else ""


def criterios_of(leida: ConfiguracionLeida | None, seleccion: Seleccion) -> Criterios:
    """Return how to judge under a configuration and a selection of rules.

    Raises:
        EvaluacionError: the configuration or the selection names what does not exist.
    """
    config = leida.configuracion if leida is not None else ConfiguracionRevision()
    rules = all_rules()
    own = {rule.regla for rule in config.propias}
    if leida is not None:
        raise_errors(_unknown(leida, own))
    seleccion.check([*rules, *own])
    chosen = [rule for code, rule in rules.items() if seleccion.takes(code) and (code not in config.reglas or config.reglas[code].activa)]
    severities: dict[str, Severidad] = {code: item.severidad for code, item in config.reglas.items() if item.severidad is not None}
    limits = {code: item.umbrales for code, item in config.reglas.items() if item.umbrales}
    kept = tuple(rule for rule in config.propias if seleccion.takes(rule.regla) and config.reglas.get(rule.regla, _ON).activa)
    return make_criterios(chosen, severidades=severities, umbrales=limits, propias=kept, excepciones=config.excepciones)


_ON = ConfiguracionRevision.model_validate({"reglas": {"X": True}}).reglas["X"]


def _unknown(leida: ConfiguracionLeida, own: set[str]) -> Iterator[Problema]:
    rules = all_rules()
    config = leida.configuracion
    yield from find_wrong_own_rules(leida)
    for code, item in config.reglas.items():
        if code not in rules and code not in own:
            where = leida.origen(("reglas", code), is_key=True)
            yield Problema("clave_desconocida", f"No hay una regla {quote(code)}.", where, suggestion(code, [*rules, *sorted(own)]))
            continue
        known = rules[code].umbrales if code in rules else {}
        for name, value in item.umbrales.items():
            if name not in known:
                where = leida.origen(("reglas", code, "umbrales", name), is_key=True)
                remedy = suggestion(name, known) or "Esta regla no tiene umbrales."
                yield Problema("clave_desconocida", f"La regla {quote(code)} no tiene el umbral {quote(name)}.", where, remedy)
            elif value < 0 or (name in UMBRALES_ENTEROS and not float(value).is_integer()):
                needed = "un número entero, cero o mayor" if name in UMBRALES_ENTEROS else "cero o mayor"
                what = f"El umbral {quote(name)} de {quote(code)} debe ser {needed} y dice {quote(f'{value:g}')}."
                yield Problema("fuera_de_limites", what, leida.origen(("reglas", code, "umbrales", name)), "Corrija el valor.")


def require_something(criterios: Sequence[Criterios]) -> None:
    """Refuse a run in which no rule looks at anything.

    Raises:
        EvaluacionError: every rule is off.
    """
    if criterios and not any(item.reglas or item.tardias or item.propias for item in criterios):
        raise EvaluacionError(
            [Problema("nada_que_evaluar", "No queda ninguna regla activa.", None, "Revise --solo, --sin y la configuración.")]
        )
