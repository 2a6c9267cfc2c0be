"""An indicator in a form: its baseline and its target, then a repeat for what was measured and one for intermediate targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.model.formulario import INDICADORES, PUNTOS, SERIES
from evaluacion.model.xlsform import FilaXls, make_name
from evaluacion.publish.formulario.hoja_indicadores import describe
from evaluacion.publish.xlsform.piezas import APLICA, NO_APLICA, PERIODO, PERIODO_AYUDA, begin, end, is_one_of, limits_of
from evaluacion.publish.xlsform.texto import as_label

if TYPE_CHECKING:
    from evaluacion.model.marco import Indicador

_NAMES = {"linea_base": "línea base", "meta": "meta", "valores": "valor medido", "intermedias": "meta intermedia"}
_MANY = {"valores": "valores medidos", "intermedias": "metas intermedias"}


def indicator_rows(name: str, indicador: Indicador | None) -> list[FilaXls]:
    """Return the questions of an indicator; None is a datum that the formula of another one needs."""
    path = (INDICADORES, name)
    title = indicador.nombre if indicador is not None else name
    applies = make_name(*path, "respuesta")
    measured = f"${{{applies}}} != '{NO_APLICA}'"
    admits = indicador is None or indicador.admite_no_aplica
    rows = [begin("group", make_name(*path), as_label(title), apariencia="field-list")]
    rows.append(FilaXls("note", make_name("ayuda", *path), as_label(describe(indicador))))
    if admits:
        rows.append(FilaXls("select_one", applies, as_label(f"{title}: ¿aplica?"), lista=APLICA))
        motive = as_label(f"{title}: motivo por el que no aplica")
        rows.append(FilaXls("text", make_name(*path, "motivo"), motive, obligatoria=True, pertinente=is_one_of(applies, [NO_APLICA])))
    when = measured if admits else ""
    for point in PUNTOS:
        if point == "meta" and indicador is not None and indicador.meta_fija is not None:
            continue
        rows += _point(path, point, f"{title}: {_NAMES[point]}", indicador, when)
    rows.append(FilaXls("text", make_name(*path, "fuente", "lugar"), as_label(f"{title}: fuente"), "De dónde vienen los datos."))
    rows.append(FilaXls("text", make_name(*path, "nota"), as_label(f"{title}: nota"), apariencia="multiline"))
    rows.append(end("group"))
    for series in SERIES:
        rows.append(begin("repeat", make_name(*path, series), as_label(f"{title}: {_MANY[series]}"), pertinente=when))
        rows += _point(path, series, f"{title}: {_NAMES[series]}", indicador, "")
        rows.append(end("repeat"))
    return rows


def _point(path: tuple[str, ...], point: str, title: str, indicador: Indicador | None, when: str) -> list[FilaXls]:
    limits, message = limits_of(indicador)
    period = FilaXls("text", make_name(*path, point, "periodo"), as_label(f"{title}, periodo"), PERIODO_AYUDA, pertinente=when)
    unit = f"En {indicador.unidad}." if indicador is not None else ""
    value = FilaXls("decimal", make_name(*path, point, "valor"), as_label(f"{title}, valor"), as_label(unit), pertinente=when)
    return [period._replace(restriccion=PERIODO, mensaje=PERIODO_AYUDA), value._replace(restriccion=limits, mensaje=message)]
