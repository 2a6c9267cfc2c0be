"""Brechas: what is still to be answered and what can be improved, with what each one is worth."""

from __future__ import annotations

from evaluacion.base.numeros import COMPARED_DECIMALS
from evaluacion.model.ficha import FichaPregunta
from evaluacion.publish.libro import Celda, Fila, Hoja, Hojeador, Rango
from evaluacion.publish.panel_textos import said_of
from evaluacion.publish.tablero.estilos import CREAM, CUERPO, NOTA, PALE, TITULO, headers, height_of, label, number, text
from evaluacion.publish.tablero.hoja_detalle import ESTADO
from evaluacion.publish.tablero.impresion import print_table
from evaluacion.publish.tablero.nombres import BRECHAS
from evaluacion.publish.tablero.pasos import asked_text, how_text, number_text
from evaluacion.publish.tablero.seccion import Renglon, Seccion, criterio_name, number_of
from evaluacion.score.brechas import Brecha

_COLUMNS = (
    ("Lista", 13),
    ("Marco", 13),
    ("Registro", 28),
    ("Evaluador", 14),
    ("Criterio", 19),
    ("Núm.", 7),
    ("Pregunta o indicador", 42),
    ("Situación", 16),
    ("Mejor respuesta", 16),
    ("Margen que cierra al menos", 12),
    ("Ganancia en lo garantizado", 12),
    ("Garantizado con el cambio", 12),
    ("Qué abre", 34),
    ("Cómo responder o mejorar", 46),
    ("Archivo y línea", 28),
)
_WIDTHS = tuple(float(width) for _, width in _COLUMNS)
_PRINTED = len(_COLUMNS) - 1
"""Columns that go on paper: not the file and line, that serve on the screen."""
_EXPLANATIONS = (
    (
        "Por responder: sin respuesta, o sin la evidencia exigida. «Margen que cierra»: cuánto se acercan lo alcanzable y lo garantizado al "
        "contestarla, con la respuesta que menos los acerca."
    ),
    "Por mejorar: ya respondidas, y no con la mejor respuesta. Para la ganancia se calificó de nuevo el registro con solo ese cambio.",
    "Cada renglón supone un solo cambio: las ganancias no se suman si un nivel pide requisitos mínimos o los criterios no se promedian.",
)
_CENTRED = CUERPO._replace(horizontal="center")
_FILL = {"Por responder": PALE, "Por mejorar": CREAM}


def arrange_brechas(secciones: tuple[Seccion, ...]) -> Hoja:
    """Return the sheet: two lists one after the other, each by marco and by gain."""
    sheet = Hojeador()
    sheet.put(label("Brechas: por responder y por mejorar", TITULO), alto=26)
    for line in _EXPLANATIONS:
        sheet.put(label(line, NOTA))
    for seccion in secciones:
        if seccion.marco.tipologia is not None:
            sheet.put(
                label(f"{seccion.marco.titulo} clasifica y no califica: no tiene brechas. Lo que falta responder está en Detalle.", NOTA)
            )
    head = sheet.put(*headers(*(name for name, _ in _COLUMNS)), alto=40)
    found = [(seccion, *shown) for seccion in secciones for shown in _sorted(seccion)]
    for lista in ("Por responder", "Por mejorar"):
        sheet.filas.extend(_row(seccion, renglon, brecha) for seccion, renglon, brecha in found if brecha.lista == lista)
    return Hoja(
        BRECHAS.nombre,
        BRECHAS.color,
        _WIDTHS,
        tuple(sheet.filas),
        congelar=(head + 1, 3),
        filtro=Rango(head, 0, max(sheet.siguiente - 1, head + 1), len(_COLUMNS) - 1),
        encabezado=head,
        impresion=print_table(head, sheet.siguiente, _WIDTHS, _PRINTED),
    )


def _sorted(seccion: Seccion) -> list[tuple[Renglon, Brecha]]:
    """Return the gaps by what they are worth; where records are not compared, record by record."""
    shown = {renglon.posicion: (i, renglon) for i, renglon in enumerate(seccion.renglones)}

    def key(brecha: Brecha) -> tuple[int, float, float, int]:
        row = shown[brecha.registro.posicion][0]
        main, other = (brecha.cierra, brecha.gana) if brecha.lista == "Por responder" else (brecha.gana, brecha.cierra)
        worth = (-round(main, COMPARED_DECIMALS), -round(other, COMPARED_DECIMALS))
        return (0, *worth, row) if seccion.clasifica else (row, *worth, 0)

    return [(shown[brecha.registro.posicion][1], brecha) for brecha in sorted(seccion.brechas, key=key)]


def _row(seccion: Seccion, renglon: Renglon, brecha: Brecha) -> Fila:
    ficha, item = renglon.ficha, brecha.item
    asked = item.pregunta if isinstance(item, FichaPregunta) else item.indicador
    cells: tuple[Celda, ...] = (
        label(brecha.lista, CUERPO._replace(fondo=_FILL[brecha.lista])),
        text(seccion.marco.marco),
        text(renglon.nombre),
        text(ficha.evaluador),
        text(criterio_name(brecha.criterio.criterio)),
        text(number_text(brecha)),
        text(asked_text(brecha)),
        text(_situation(brecha)),
        text(brecha.mejor),
        number(brecha.cierra if brecha.lista == "Por responder" else None, 2, _CENTRED),
        number(brecha.gana, 2, _CENTRED),
        number(brecha.despues, 1, _CENTRED),
        text("; ".join(brecha.abre)),
        text(how_text(brecha)),
        text(item.origen if item.escrita is not None else None),
    )
    return Fila(cells, height_of(cells, _WIDTHS), f"{ficha.practica}, {asked.id}", item.origen)


def _situation(brecha: Brecha) -> str:
    item = brecha.item
    if not isinstance(item, FichaPregunta):
        if item.falla:
            return f"no calculable: {item.falla}"
        missing = "sin línea base, meta o valor" if item.indicador.meta_fija is None else "sin valor"
        return "medido" if item.estado == "respondida" else missing
    if item.estado == "respondida" and brecha.primero is not None:
        return f"vale 0 por la {number_of(brecha.criterio.criterio, brecha.primero.pregunta)}"
    said = said_of(item)
    if item.estado == "respondida" or said is None:
        return said or ESTADO[item.estado]
    return f"{said}, {ESTADO[item.estado]}"
