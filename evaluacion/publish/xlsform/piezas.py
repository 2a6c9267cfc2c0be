"""The pieces of a form: questions whose answers have a form, and the conditions under which they are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.base.numeros import show_plain
from evaluacion.model.xlsform import FilaXls, Opcion, name_choices
from evaluacion.publish.xlsform.texto import as_label
from evaluacion.score.plan import rescaled_points

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluacion.model.marco import Indicador, Marco

PERIODO = "regex(., '^[0-9]{4}(-([Ss][12]|[Cc][1-3]|[Tt][1-4]|0[1-9]|1[0-2]))?$')"
PERIODO_AYUDA = "Un periodo: 2024, 2024-S1, 2024-C2, 2024-T3 o 2024-07."
FECHA_PARCIAL = "regex(., '^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$')"
ID = "regex(., '^[A-Za-z0-9][A-Za-z0-9_-]*$')"
ODS = "regex(., '^(1[0-7]|[1-9])([ ,;]+(1[0-7]|[1-9]))*$')"
PAIS = "regex(., '^[A-Z]{2}$')"
CLAVE = "regex(., '^[0-9A-Za-z-]+$')"
SI_NO, ROL, APLICA, REGISTROS = "si-no", "rol", "aplica", "registros"
NO_APLICA = "no_aplica"


def begin(kind: str, nombre: str, etiqueta: str, *, pertinente: str = "", apariencia: str = "", ayuda: str = "") -> FilaXls:
    """Return the row that opens a group or a repeat."""
    return FilaXls(f"begin_{kind}", nombre, etiqueta, ayuda, pertinente=pertinente, apariencia=apariencia)


def end(kind: str) -> FilaXls:
    """Return the row that closes it."""
    return FilaXls(f"end_{kind}")


def is_one_of(nombre: str, choices: Iterable[str]) -> str:
    """Return the condition that a question has one of those answers."""
    return " or ".join(f"${{{nombre}}} = '{choice}'" for choice in choices)


def short_lists() -> list[Opcion]:
    """Return the lists that every form may ask with."""
    return [
        Opcion(SI_NO, "si", "sí", "sí"),
        Opcion(SI_NO, "no", "no", "no"),
        Opcion(ROL, "autoevaluacion", "autoevaluación", "autoevaluacion"),
        Opcion(ROL, "interno", "interno", "interno"),
        Opcion(ROL, "externo", "externo", "externo"),
        Opcion(APLICA, "aplica", "sí aplica", ""),
        Opcion(APLICA, NO_APLICA, "no aplica", "no aplica"),
    ]


def scale_list(marco: Marco, *, admite_no_aplica: bool) -> str:
    """Return the name of the list of the answers of a marco."""
    return f"escala-{marco.marco}" if admite_no_aplica else f"escala-{marco.marco}-aplica"


def scale_of(marco: Marco) -> list[Opcion]:
    """Return the answers of a marco, in its order, with and without the one that says that a question does not apply."""
    names = name_choices([valor.valor for valor in marco.escala])
    return [
        Opcion(scale_list(marco, admite_no_aplica=admits), names[valor.valor], as_label(valor.valor), valor.valor)
        for admits in (True, False)
        for valor in marco.escala
        if admits or valor.puntos is not None
    ]


def worth_something(marco: Marco) -> list[str]:
    """Return the names of the answers that are worth something; on inverse questions none depends."""
    names = name_choices([valor.valor for valor in marco.escala])
    known = [valor.valor for valor in marco.escala if valor.puntos is not None]
    return [names[valor] for valor, points in zip(known, rescaled_points(marco), strict=True) if points > 0]


def no_aplica_of(marco: Marco) -> list[str]:
    """Return the names of the answers that say that a question does not apply."""
    names = name_choices([valor.valor for valor in marco.escala])
    return [names[valor.valor] for valor in marco.escala if valor.puntos is None]


def limits_of(indicador: Indicador | None) -> tuple[str, str]:
    """Return the constraint of the values of an indicator and what is said when it is not met; nothing without limits."""
    if indicador is None or indicador.limites is None:
        return "", ""
    low, high = map(show_plain, indicador.limites)
    return f". >= {low.replace(',', '')} and . <= {high.replace(',', '')}", f"Va de {low} a {high}."
