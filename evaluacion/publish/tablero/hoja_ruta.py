"""Hoja de ruta: for each record, the steps that are enough to assure its next level, in order of what they earn."""

from __future__ import annotations

from evaluacion.publish.libro import Celda, Fila, Hoja, Hojeador, Rango
from evaluacion.publish.tablero.estilos import CREAM, CUERPO, NOTA, TITULO, headers, height_of, label, number, text
from evaluacion.publish.tablero.impresion import print_table
from evaluacion.publish.tablero.nombres import RUTA
from evaluacion.publish.tablero.pasos import asked_text, how_text, number_text
from evaluacion.publish.tablero.seccion import Renglon, Seccion, criterio_name
from evaluacion.score.ruta import Paso, Ruta, find_rutas

_COLUMNS = (
    ("Marco", 13),
    ("Registro", 28),
    ("Evaluador", 14),
    ("Nivel asegurado hoy", 16),
    ("Nivel que se busca", 16),
    ("Paso", 9),
    ("Criterio", 19),
    ("Núm.", 7),
    ("Qué debe poder responderse", 42),
    ("Respuesta que se busca", 18),
    ("Garantizado tras el paso", 12),
    ("Nivel asegurado tras el paso", 16),
    ("Cómo", 46),
    ("Responsable", 18),
    ("Fecha", 12),
)
_WIDTHS = tuple(float(width) for _, width in _COLUMNS)
_EXPLANATIONS = (
    "Los pasos de un registro, juntos, le aseguran el nivel que se busca aunque lo demás siga sin respuesta. Con uno menos no bastan.",
    "Es un camino, no el único: primero lo que más sube lo garantizado. La respuesta debe ser cierta y, donde se pide, tener evidencia.",
    "Responsable y Fecha las escribe su equipo: consérvelas en otra copia, porque un tablero nuevo sale con esas columnas en blanco.",
)
_CENTRED = CUERPO._replace(horizontal="center")
_OURS = CUERPO._replace(fondo=CREAM)


def arrange_ruta(secciones: tuple[Seccion, ...]) -> Hoja:
    """Return the sheet, by marco and record."""
    sheet = Hojeador()
    rutas = [{ruta.registro.posicion: ruta for ruta in find_rutas(seccion.resultado, seccion.brechas)} for seccion in secciones]
    sheet.put(label("Hoja de ruta: hacia el siguiente nivel", TITULO), alto=26)
    for line in (*_EXPLANATIONS, *(note for i, seccion in enumerate(secciones) for note in _notes(seccion, len(rutas[i])))):
        sheet.put(label(line, NOTA))
    head = sheet.put(*headers(*(name for name, _ in _COLUMNS)), alto=40)
    for seccion, found in zip(secciones, rutas, strict=True):
        for renglon in seccion.detallados:
            ruta = found.get(renglon.posicion)
            if ruta is not None:
                sheet.filas.extend(_row(seccion, renglon, ruta, place) for place in range(len(ruta.pasos)))
    return Hoja(
        RUTA.nombre,
        RUTA.color,
        _WIDTHS,
        tuple(sheet.filas),
        congelar=(head + 1, 2),
        filtro=Rango(head, 0, max(sheet.siguiente - 1, head + 1), len(_COLUMNS) - 1),
        encabezado=head,
        impresion=print_table(head, sheet.siguiente, _WIDTHS),
    )


def _notes(seccion: Seccion, ways: int) -> list[str]:
    marco = seccion.marco
    if not marco.niveles:
        return [f"{marco.titulo} no da niveles: no hay un siguiente que buscar. Lo que se puede mejorar está en Brechas."]
    top = marco.niveles[-1].nombre
    settled = sum(renglon.ficha.nivel.al_menos == top for renglon in seccion.detallados)
    without = len(seccion.detallados) - ways - settled
    lines = []
    if settled:
        lines.append(f"{marco.titulo}: {_records(settled)} ya {'aseguran' if settled > 1 else 'asegura'} el nivel más alto, «{top}».")
    if without:
        lines.append(f"{marco.titulo}: {_records(without)} sin camino, porque muy poco del instrumento les aplica para dar un nivel.")
    return lines


def _records(count: int) -> str:
    return f"{count:,} registro{'s' if count > 1 else ''}"


def _row(seccion: Seccion, renglon: Renglon, ruta: Ruta, place: int) -> Fila:
    paso: Paso = ruta.pasos[place]
    brecha, ficha = paso.brecha, renglon.ficha
    cells: tuple[Celda, ...] = (
        text(seccion.marco.marco),
        text(renglon.nombre),
        text(ficha.evaluador),
        text(ficha.nivel.al_menos),
        text(ruta.meta),
        label(f"{place + 1} de {len(ruta.pasos)}", _CENTRED),
        text(criterio_name(brecha.criterio.criterio)),
        text(number_text(brecha)),
        text(asked_text(brecha)),
        text(brecha.mejor),
        number(paso.despues, 1, _CENTRED),
        text(paso.nivel),
        text(how_text(brecha)),
        Celda(None, _OURS),
        Celda(None, _OURS),
    )
    return Fila(cells, height_of(cells, _WIDTHS), f"{ficha.practica}, {number_text(brecha)}", brecha.item.origen)
