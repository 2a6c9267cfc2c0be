"""The workbook of a form: the sheets `survey`, `choices` and `settings` of the XLSForm standard."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from evaluacion.model.formulario import MarcoDelFormulario
from evaluacion.model.xlsform import HOJAS, IDIOMA, make_name, show_version
from evaluacion.publish.libro import Celda, Estilo, Fila, Hoja, Libro
from evaluacion.publish.tablero.estilos import BLUE, ENCABEZADO, GREEN, ORANGE
from evaluacion.publish.xlsform.encuesta import arrange_encuesta
from evaluacion.publish.xlsform.texto import as_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evaluacion.model.practica import Practica
    from evaluacion.model.xlsform import Encuesta
    from evaluacion.publish.formulario.contenido import MarcoPedido

_LANGUAGE = f"::{IDIOMA}"
_SURVEY = {
    "type": 26.0,
    "name": 44.0,
    f"label{_LANGUAGE}": 60.0,
    f"hint{_LANGUAGE}": 44.0,
    "required": 9.0,
    "relevant": 40.0,
    "constraint": 34.0,
    f"constraint_message{_LANGUAGE}": 34.0,
    "appearance": 12.0,
    "calculation": 30.0,
}
_CHOICES = {"list_name": 30.0, "name": 20.0, f"label{_LANGUAGE}": 40.0}
_SETTINGS = {"form_title": 50.0, "form_id": 40.0, "version": 50.0, "default_language": 18.0, "instance_name": 50.0}
_TEXT = Estilo(tamano=10, vertical="top", formato="@", literal=True)
_MOST_VERSION = 255
"""Longest version that the servers of ODK keep."""
_MOST_ID = 64
_MOST_TITLE = 200


def arrange_xlsform(marcos: Sequence[MarcoPedido], registros: Sequence[Practica] = ()) -> Libro:
    """Return the XLSForm of some marcos."""
    encuesta = arrange_encuesta(marcos, registros)
    title = _title(marcos)
    version = show_version(MarcoDelFormulario(item.marco.marco, item.marco.version, item.huella) for item in marcos)
    judge = make_name("evaluacion", "evaluador")
    settings = (
        title,
        id_of_form(marcos),
        version if len(version) <= _MOST_VERSION else f"{len(marcos)}-marcos-{_digest(version)}",
        IDIOMA,
        f"concat(${{{encuesta.tipo}}}, ' · ', ${{{judge}}})",
    )
    survey, choices, last = HOJAS
    return Libro(
        title,
        "XLSForm para KoboToolbox y ODK",
        version,
        (
            _sheet(survey, BLUE, _SURVEY, _survey_rows(encuesta)),
            _sheet(choices, GREEN, _CHOICES, [(item.lista, item.nombre, item.etiqueta) for item in encuesta.opciones]),
            _sheet(last, ORANGE, _SETTINGS, [settings]),
        ),
    )


def _title(marcos: Sequence[MarcoPedido]) -> str:
    title = as_plain("; ".join(pedido.marco.titulo for pedido in marcos))
    return title if len(title) <= _MOST_TITLE else f"Evaluación con {len(marcos)} marcos"


def id_of_form(marcos: Sequence[MarcoPedido]) -> str:
    """Return the id of the form of some marcos, which is also the name of its file."""
    name = "-".join(("evaluacion", *(pedido.marco.marco for pedido in marcos)))
    return name if len(name) <= _MOST_ID else f"{name[: _MOST_ID - 13]}-{_digest(name)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _survey_rows(encuesta: Encuesta) -> Iterable[tuple[str, ...]]:
    for fila in encuesta.filas:
        yield (
            f"{fila.tipo} {fila.lista}" if fila.lista else fila.tipo,
            fila.nombre,
            fila.etiqueta,
            fila.ayuda,
            "yes" if fila.obligatoria else "",
            fila.pertinente,
            fila.restriccion,
            fila.mensaje,
            fila.apariencia,
            fila.calculo,
        )


def _sheet(nombre: str, color: str, columns: dict[str, float], rows: Iterable[tuple[str, ...]]) -> Hoja:
    header = Fila(tuple(Celda(title, ENCABEZADO) for title in columns))
    filas = [Fila(tuple(Celda(value, _TEXT) if value else None for value in row), de=row[1]) for row in rows]
    return Hoja(nombre, color, tuple(columns.values()), (header, *filas), (1, 0), encabezado=0)
