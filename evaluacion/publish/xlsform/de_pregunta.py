"""A question of a marco in a form: its answer, and what goes with it once it is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.model.xlsform import FilaXls, make_name
from evaluacion.publish.tablero.seccion import number_of
from evaluacion.publish.xlsform.piezas import begin, end, is_one_of, no_aplica_of, scale_list, worth_something
from evaluacion.publish.xlsform.texto import as_label

if TYPE_CHECKING:
    from evaluacion.model.marco import Criterio, Marco, Pregunta

_NEEDS = {"obligatoria": "Evidencia obligatoria.", "recomendada": "Conviene dar evidencia.", "opcional": ""}
_PROOF = (
    (("evidencia", "texto"), "Evidencia", "Lo que se observó, en una o dos frases.", "multiline"),
    (("evidencia", "documento"), "Documento de la evidencia", "Documento en que consta, con su página.", ""),
    (("evidencia", "url"), "Dirección web de la evidencia", "", ""),
    (("fuente", "lugar"), "Fuente", "De dónde viene el dato: capítulo, apartado, oficio.", ""),
)


def question_rows(marco: Marco, criterio: Criterio, item: Pregunta) -> list[FilaXls]:
    """Return the group of a question."""
    path = ("respuestas", marco.marco, criterio.id, item.id)
    number = _number(criterio, item)
    answer = make_name(*path, "respuesta")
    kept = f"${{{answer}}} != ''"
    excused = no_aplica_of(marco) if item.admite_no_aplica else []
    rows = [
        FilaXls(
            "select_one",
            answer,
            as_label(f"{number} {item.texto}"),
            as_label(_help(criterio, item)),
            scale_list(marco, admite_no_aplica=item.admite_no_aplica),
        )
    ]
    if excused:
        motive = as_label(f"{number} Motivo por el que no aplica")
        rows.append(FilaXls("text", make_name(*path, "motivo"), motive, obligatoria=True, pertinente=is_one_of(answer, excused)))
    for place, title, help_text, looks in _PROOF:
        label = as_label(f"{number} {title}")
        rows.append(FilaXls("text", make_name(*path, *place), label, help_text, pertinente=kept, apariencia=looks))
    rows.append(FilaXls("text", make_name(*path, "nota"), as_label(f"{number} Nota"), apariencia="multiline"))
    asked = _condition(marco, criterio, item)
    return [
        begin("group", make_name(*path), as_label(f"Pregunta {number}"), pertinente=asked, apariencia="field-list"),
        *rows,
        end("group"),
    ]


def _number(criterio: Criterio, item: Pregunta) -> str:
    if criterio.numero is not None:
        return number_of(criterio, item)
    position = next(i for i, other in enumerate(criterio.reactivos, start=1) if other.id == item.id)
    return f"{criterio.nombre} {position}."


def _condition(marco: Marco, criterio: Criterio, item: Pregunta) -> str:
    """Return when a question is asked: always, or while the one it depends on is worth something."""
    base = next((other for other in criterio.preguntas if other.id == item.depende_de), None)
    if base is None:
        return ""
    return is_one_of(make_name("respuestas", marco.marco, criterio.id, base.id, "respuesta"), worth_something(marco))


def _help(criterio: Criterio, item: Pregunta) -> str:
    base = next((other for other in criterio.preguntas if other.id == item.depende_de), None)
    depends = f"Se pregunta según lo que se responda en {_number(criterio, base)}" if base is not None else ""
    return " ".join(part for part in (item.ayuda, _NEEDS[item.evidencia], depends) if part)
