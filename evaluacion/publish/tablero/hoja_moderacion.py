"""Por moderar: the questions in which the evaluators differ, the largest disagreement first, and what was agreed already."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.publish.libro import Celda, Hoja, Hojeador, Rango
from evaluacion.publish.panel_datos import SIN_NOMBRE, path_of
from evaluacion.publish.panel_textos import agreed_text, disagreement_text, vote_text
from evaluacion.publish.tablero.estilos import CUERPO, NOTA, TITULO, headers, height_of, label, number, text
from evaluacion.publish.tablero.impresion import print_table
from evaluacion.publish.tablero.nombres import POR_MODERAR, Anexa

if TYPE_CHECKING:
    from evaluacion.compare.panel import Panel
    from evaluacion.model.ficha import Voto
    from evaluacion.model.moderacion import Acordada
    from evaluacion.publish.panel_datos import PanelHecho

_COLUMNS = ("Marco", "Registro", "Pregunta", "Texto", "Votos", "Evidencia y razones", "Desacuerdo", "Parte del total", "Estado", "Acuerdo")
_WIDTHS = (13.0, 26.0, 26.0, 38.0, 26.0, 52.0, 13.0, 10.0, 12.0, 40.0)
_PERCENT = 100.0
_MOST = 2_000
_CENTRED = CUERPO._replace(horizontal="center")
_NOTE = (
    "Desacuerdo: distancia media entre dos votos, de 0 a 1; un «no aplica» está a 1 de cualquier respuesta. Primero lo mayor y, a igual distancia, lo que más pesa. "
    "Para cerrar uno, escriba lo que se acuerde en el archivo de moderación («evaluacion nueva moderacion» hace uno)."
)


def arrange_moderacion(hecho: PanelHecho) -> Anexa:
    """Return the sheet: what is to be moderated, then what was agreed."""
    sheet = Hojeador()
    sheet.put(label("Por moderar", TITULO), alto=28)
    sheet.put(label(_NOTE, NOTA))
    head = sheet.put(*headers(*_COLUMNS), alto=18)
    for panel in hecho.paneles:
        for name, cells in _pending(panel):
            sheet.put(*cells, alto=height_of(cells, _WIDTHS), de=name)
        for name, cells in _agreed(panel):
            sheet.put(*cells, alto=height_of(cells, _WIDTHS), de=name)
    last = sheet.siguiente - 1
    if last == head:
        sheet.put(label("Ningún voto difiere de otro.", NOTA))
    hoja = Hoja(
        POR_MODERAR.nombre,
        POR_MODERAR.color,
        _WIDTHS,
        tuple(sheet.filas),
        congelar=(head + 1, 2),
        filtro=Rango(head, 0, max(last, head + 1), len(_COLUMNS) - 1),
        encabezado=head,
        impresion=print_table(head, sheet.siguiente, _WIDTHS),
    )
    return Anexa(POR_MODERAR, hoja)


def _pending(panel: Panel) -> Iterator[tuple[str, tuple[Celda, ...]]]:
    for item in panel.por_moderar[:_MOST]:
        before = _who(panel, item.fila, item.registro)
        after = (label(disagreement_text(item), _CENTRED), number(item.peso * _PERCENT, 1, _CENTRED, mark=" %"))
        yield panel.consolidado.votos.ids[item.registro], (*before, *after, label("por moderar", _CENTRED), text(None))


def _agreed(panel: Panel) -> Iterator[tuple[str, tuple[Celda, ...]]]:
    for (fila, record), acordada in panel.consolidado.votos.acordadas.items():
        cells = (label("", CUERPO), label("", CUERPO), label("moderada", _CENTRED), _agreement(acordada))
        yield panel.consolidado.votos.ids[record], (*_who(panel, fila, record), *cells)


def _agreement(acordada: Acordada) -> Celda:
    return text(f"{agreed_text(acordada)} ({acordada.origen})")


def _who(panel: Panel, fila: int, record: int) -> tuple[Celda, ...]:
    """Return which question of which record it is, who voted what, and the evidence and the reasons of each."""
    resultado, votos = panel.consolidado.resultado, panel.consolidado.votos
    question, cast = resultado.plan.preguntas[fila][2], votos.votos_de(fila, record)
    words = "\n".join(vote_text(voto) for voto in cast)
    said = "\n".join(dict.fromkeys(line for voto in cast for line in _reasons(voto)))
    asked = getattr(question, "texto", "")
    name = resultado.registros.identidad(record).titulo or votos.ids[record]
    return text(resultado.marco.marco), text(name), text(path_of(panel, fila)), text(asked), text(words), text(said)


def _reasons(voto: Voto) -> Iterator[str]:
    written, who = voto.escrita, voto.evaluador or SIN_NOMBRE
    if written is None:
        return
    proof = str(written.evidencia) if written.evidencia is not None and written.evidencia.presente else None
    yield from (f"{who}: {part}" for part in (proof, written.motivo, written.nota) if part)
