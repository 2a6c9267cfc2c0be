"""From marcos to the questions of a form for KoboToolbox and ODK."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from evaluacion.model.formulario import DE_REGISTRO, ID, REQUISITOS, MarcoDelFormulario
from evaluacion.model.marco import Pregunta
from evaluacion.model.xlsform import ENTRE_ID_Y_TITULO, VERSION, Encuesta, FilaXls, Opcion, make_name, show_version
from evaluacion.publish.formulario.contenido import indicators_of
from evaluacion.publish.formulario.estilos import KINDS
from evaluacion.publish.tablero.seccion import criterio_name
from evaluacion.publish.xlsform import piezas
from evaluacion.publish.xlsform.de_indicador import indicator_rows
from evaluacion.publish.xlsform.de_pregunta import question_rows
from evaluacion.publish.xlsform.piezas import begin, end
from evaluacion.publish.xlsform.texto import as_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evaluacion.model.marco import Criterio, Marco
    from evaluacion.model.practica import Practica
    from evaluacion.publish.formulario.contenido import MarcoPedido

_SHAPES = {
    ("periodo", "desde"): (piezas.FECHA_PARCIAL, "Año, año-mes o año-mes-día: 2021, 2021-03, 2021-03-15."),
    ("periodo", "hasta"): (piezas.FECHA_PARCIAL, "Año, año-mes o año-mes-día: 2021, 2021-03, 2021-03-15."),
    ("ods",): (piezas.ODS, "Números del 1 al 17, separados por comas."),
    ("territorio", "pais"): (piezas.PAIS, "Dos letras mayúsculas: MX."),
    ("territorio", "clave"): (piezas.CLAVE, "Números y letras, sin espacios."),
    (ID,): (piezas.ID, "Letras sin acento, números, guion y guion bajo."),
}
_LONG = {"descripcion", "nota"}


def arrange_encuesta(marcos: Sequence[MarcoPedido], registros: Sequence[Practica] = ()) -> Encuesta:
    """Return the form of some marcos: who and what is evaluated, a group a criterion, and the version that travels with it.

    Args:
        marcos: what is asked; the first one says the kind of record.
        registros: the records among which the one evaluated is chosen; without them its id is written.
    """
    kind = str(marcos[0].marco.evalua)
    made = [MarcoDelFormulario(pedido.marco.marco, pedido.marco.version, pedido.huella) for pedido in marcos]
    rows = [
        FilaXls("start", "start"),
        FilaXls("end", "end"),
        FilaXls("calculate", VERSION, calculo=f"'{show_version(made)}'"),
        *_record_rows(kind, registros),
        *_requirement_rows(marcos),
    ]
    asked: set[str] = set()
    for pedido in marcos:
        rows += _marco_rows(pedido.marco, asked)
    left = [(name, item) for name, item in indicators_of(marcos).items() if name not in asked]
    if left:
        rows.append(begin("group", "variables", "Otros datos que entran en las fórmulas"))
        rows += [row for name, item in left for row in indicator_rows(name, item)]
        rows.append(end("group"))
    rows = _tell_apart(rows)
    return Encuesta(kind, tuple(rows), tuple(_choices(marcos, registros, {row.lista for row in rows})))


def _record_rows(kind: str, registros: Sequence[Practica]) -> Iterator[FilaXls]:
    yield begin("group", "registro", f"Datos del registro ({KINDS[kind]})")
    for campo in DE_REGISTRO:
        shape, message = _SHAPES.get(campo.ruta, ("", ""))
        name = kind if campo.ruta == (ID,) else make_name(*campo.ruta)
        row = FilaXls("text", name, campo.titulo, campo.ayuda, restriccion=shape, mensaje=message)
        if campo.ruta == (ID,):
            help_text = "El mismo en todos los formularios de un registro. Letras sin acento, números, guion y guion bajo: qro-becas."
            row = row._replace(ayuda=help_text, obligatoria=True)
            if registros:
                row = row._replace(tipo="select_one", lista=piezas.REGISTROS, ayuda="Qué se evalúa.", restriccion="", mensaje="")
        elif campo.ruta == ("evaluacion", "rol"):
            row = row._replace(tipo="select_one", lista=piezas.ROL)
        elif campo.ruta == ("evaluacion", "fecha"):
            row = row._replace(tipo="date", ayuda="Día en que se evalúa.")
        elif campo.ruta == ("evaluacion", "evaluador"):
            row = row._replace(obligatoria=True)
        elif campo.ruta[-1] in _LONG:
            row = row._replace(apariencia="multiline")
        yield row
    yield end("group")


def _requirement_rows(marcos: Sequence[MarcoPedido]) -> Iterator[FilaXls]:
    wanted = {item.id: item.texto for pedido in reversed(marcos) for item in pedido.marco.requisitos}
    if wanted:
        yield begin("group", REQUISITOS, "Requisitos")
        for name, text in wanted.items():
            yield FilaXls("select_one", make_name(REQUISITOS, name), as_label(text), lista=piezas.SI_NO)
        yield end("group")


def _marco_rows(marco: Marco, asked: set[str]) -> list[FilaXls]:
    inside: list[FilaXls] = []
    for criterio in marco.criterios:
        rows = _criterio_rows(marco, criterio, asked)
        if rows:
            name = make_name("respuestas", marco.marco, criterio.id)
            inside += [begin("group", name, as_label(criterio_name(criterio))), *rows, end("group")]
    if not inside:
        return []
    head = begin("group", make_name("respuestas", marco.marco), as_label(marco.titulo))
    meanings = "; ".join(f"{valor.valor}: {valor.significado}" for valor in marco.escala if valor.significado)
    note = [FilaXls("note", make_name("ayuda", "respuestas", marco.marco), as_label(f"Respuestas. {meanings}"))] if meanings else []
    return [head, *note, *inside, end("group")]


def _criterio_rows(marco: Marco, criterio: Criterio, asked: set[str]) -> list[FilaXls]:
    rows: list[FilaXls] = []
    if criterio.definicion:
        rows.append(FilaXls("note", make_name("ayuda", "respuestas", marco.marco, criterio.id), as_label(criterio.definicion)))
    before = len(rows)
    for item in criterio.reactivos:
        if isinstance(item, Pregunta):
            rows += question_rows(marco, criterio, item)
        elif item.id not in asked:
            asked.add(item.id)
            rows += indicator_rows(item.id, item)
    return rows if len(rows) > before else []


def _tell_apart(rows: Iterable[FilaXls]) -> list[FilaXls]:
    """Return the rows with no label twice: an export that names its columns by label must say which is which."""
    found = list(rows)
    repeated = {label for label, times in Counter(row.etiqueta for row in found if row.etiqueta).items() if times > 1}
    return [row._replace(etiqueta=f"{row.etiqueta} ({as_label(row.nombre)})") if row.etiqueta in repeated else row for row in found]


def _choices(marcos: Sequence[MarcoPedido], registros: Sequence[Practica], used: set[str]) -> Iterator[Opcion]:
    known = {item.id: item.titulo or "" for item in reversed(registros)}
    for name, title in sorted(known.items()):
        label = f"{name}{ENTRE_ID_Y_TITULO}{title}" if title else name
        yield Opcion(piezas.REGISTROS, name, as_label(label), name)
    lists = [*piezas.short_lists(), *(opcion for pedido in marcos for opcion in piezas.scale_of(pedido.marco))]
    yield from (opcion for opcion in lists if opcion.lista in used)
