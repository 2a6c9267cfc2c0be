"""Simulador: the weights of each marco as cells to write in, and totals, levels and places that follow them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.model.marco import MAX_MAGNITUDE
from evaluacion.publish.libro import DEFAULT_HEIGHT, Celda, Hoja, Hojeador, NumerosEnCeldas
from evaluacion.publish.tablero.estilos import AVISO, ENCABEZADO, LINEA_CENTRADA, NOTA, TITULO, band, headers, height_of, label, text
from evaluacion.publish.tablero.hoja_simulador_niveles import CLAVES, make_tablas
from evaluacion.publish.tablero.hoja_simulador_obra import AL_MENOS, REGISTRO, ULTIMA
from evaluacion.publish.tablero.hoja_simulador_pesos import make_pesos
from evaluacion.publish.tablero.hoja_simulador_renglones import make_renglones
from evaluacion.publish.tablero.impresion import print_sections
from evaluacion.publish.tablero.nombres import SIMULADOR, SIN_CLASIFICAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluacion.publish.tablero.hoja_detalle import Lugares
    from evaluacion.publish.tablero.hoja_simulador_niveles import Tablas
    from evaluacion.publish.tablero.hoja_simulador_pesos import Pesos
    from evaluacion.publish.tablero.hoja_simulador_renglones import Renglones
    from evaluacion.publish.tablero.seccion import Seccion

MAX_REGISTROS = 5_000
"""Most records of a marco that are simulated: each place looks at all the others."""
MAX_RENGLONES = 10_000
"""Most records that are simulated in the whole sheet, marco after marco."""
_WIDTHS = (32.0, 9.0, 9.0, 9.0, 3.5, 38.0, 11.5, 10.0, 11.0, 13.0, 13.0, 29.0, 9.0, 17.0, 11.5, 11.5, 11.5)
_HIDDEN = ULTIMA + 2
_HIDDEN_WIDTH = 9.0
_HEADER_HEIGHT = 40.0
_HOW = (
    "Escriba otros pesos en las celdas de color crema: números desde 0; con 0, el criterio se muestra y no cuenta. Lo demás se calcula solo.",
    "Para volver al inicio, copie «Peso original» en «Peso». Los renglones siguen en el orden de inicio; el instrumento y las otras hojas no cambian.",
    "Niveles y lugares se deciden con nueve decimales, no con los que se ven. Un requisito mínimo mira criterios y no pesos: sigue igual.",
    "Las demás celdas están protegidas, sin contraseña; los números de los que parte cada fórmula están en columnas ocultas a la derecha.",
)
_WEIGHTS = ("Grupo o criterio", "Peso original", "Peso", "Parte del peso")
_NOT_AVERAGES = {
    "geometrica": "media geométrica: el peso es un exponente",
    "armonica": "media armónica: pesan más los puntajes bajos",
    "minimo": "el menor: el peso solo dice si cuenta (más de 0) o no",
}


def arrange_simulador(secciones: Sequence[Seccion], lugares: Lugares, *, sin_clasificar: bool) -> Hoja:
    """Return the sheet, one section a marco."""
    sheet, entries = Hojeador(), list[NumerosEnCeldas]()
    sheet.put(label("Simulador de pesos", TITULO), alto=28)
    if sin_clasificar:
        sheet.put(*band(ULTIMA + 1, SIN_CLASIFICAR, AVISO), alto=18)
    for line in _HOW:
        sheet.put(label(line, NOTA))
    starts, heads, titles = list[int](), list[int](), set[tuple[str, ...]]()
    left, widest = MAX_RENGLONES, 0
    for seccion in secciones:
        sheet.skip()
        starts.append(sheet.siguiente)
        marco = seccion.marco
        sheet.put(*band(ULTIMA + 1, f"{marco.titulo} ({marco.marco} {marco.version})"), alto=22)
        reason = _reason_not_to(seccion, left)
        if reason:
            sheet.put(label(reason, NOTA))
            continue
        left -= len(seccion.renglones)
        pesos, hidden = _put_section(sheet, seccion, lugares)
        heads.append(pesos.entradas.fila - 1)
        titles.add(_titles(seccion))
        entries.append(
            NumerosEnCeldas(pesos.entradas, 0, MAX_MAGNITUDE, "Escriba un número desde 0. Con 0, el criterio se muestra y no cuenta.")
        )
        widest = max(widest, hidden)
    rows = tuple(sheet.filas)
    printed = print_sections(rows, _WIDTHS, starts, (heads[0], heads[0]) if len(titles) == 1 else None)
    return Hoja(
        SIMULADOR.nombre,
        SIMULADOR.color,
        (*_WIDTHS, *(_HIDDEN_WIDTH for _ in range(len(_WIDTHS), widest))),
        rows,
        congelar=(1, 0),
        impresion=printed,
        cuadricula=False,
        numeros=tuple(entries),
        protegida=True,
        columnas_ocultas=tuple(range(_HIDDEN, widest)),
    )


def _reason_not_to(seccion: Seccion, left: int) -> str:
    """Return why a section is not simulated; empty when it is."""
    marco, count = seccion.marco, len(seccion.renglones)
    if marco.tipologia is not None:
        return "Este instrumento clasifica en tipos y no da un total: sus pesos no se simulan."
    if not count:
        return "No hay registros con este instrumento."
    if len(marco.grupos) == 1 and marco.grupos[0].peso == 0:
        return "El único grupo de este instrumento pesa 0: no hay total que simular."
    if count > min(MAX_REGISTROS, left):
        return (
            f"No se simula: son {count:,} registros, y aquí caben {MAX_REGISTROS:,} por instrumento y {MAX_RENGLONES:,} en la hoja. "
            "Para otros pesos, escriba un instrumento con «extiende» y califique con él."
        )
    return ""


def _put_section(sheet: Hojeador, seccion: Seccion, lugares: Lugares) -> tuple[Pesos, int]:
    """Add a section; return its weights and how many columns it takes."""
    for note in _notes(seccion):
        sheet.put(label(note, NOTA))
    state, first = sheet.siguiente, sheet.siguiente + 2
    pesos = make_pesos(seccion, state, first, _HIDDEN)
    tablas = make_tablas(seccion, first + len(pesos.filas) + 1, _HIDDEN)
    renglones = make_renglones(seccion, pesos, tablas, (first, first + len(seccion.renglones) - 1), _HIDDEN + CLAVES, lugares)
    padding = (Celda(None, AVISO),) * ULTIMA
    sheet.put(pesos.estado, *padding, None, *pesos.preparacion, alto=18)
    hidden = (label("clave del nivel", NOTA), label("última parte", NOTA), *renglones.ocultas.titles())
    titles = [label(name, ENCABEZADO) if name else None for name in _titles(seccion)]
    gap = (None,) * (_HIDDEN - REGISTRO - len(titles))
    sheet.put(*headers(*_WEIGHTS), None, *titles, *gap, *hidden, alto=_HEADER_HEIGHT)
    left, least = _left_rows(pesos, tablas), _height_of_levels(seccion)
    for i in range(max(len(left), len(seccion.renglones))):
        _put_row(sheet, renglones, left[i] if i < len(left) else (), i, least)
    return pesos, max(renglones.ocultas.siguiente, _HIDDEN + len(pesos.preparacion))


def _height_of_levels(seccion: Seccion) -> float:
    """Return the height that a record needs whatever level other weights give it."""
    names = [step.nombre for step in seccion.marco.peldanos or seccion.marco.niveles]
    cells = [text(name, LINEA_CENTRADA._replace(ajustar=True)) for name in names]
    return max((height_of((cell,), (_WIDTHS[AL_MENOS],)) or DEFAULT_HEIGHT for cell in cells), default=DEFAULT_HEIGHT)


def _put_row(sheet: Hojeador, renglones: Renglones, left: tuple[Celda | None, ...], i: int, least: float) -> None:
    """Add a row: a weight or a level at the left, a record at the right, and the hidden numbers of both."""
    left = left or (None,) * (len(_WEIGHTS) + CLAVES)
    seen, keys = left[: len(_WEIGHTS)], left[len(_WEIGHTS) :]
    if i >= len(renglones.seccion.renglones):
        sheet.put(*seen, *(None,) * (_HIDDEN - len(seen)), *keys, alto=height_of(seen, _WIDTHS))
        return
    cells, hidden = renglones.row(i, sheet.siguiente + 1)
    row = (*seen, *(None,) * (REGISTRO - 1 - len(seen)), *cells)
    height = max(height_of(row, _WIDTHS) or DEFAULT_HEIGHT, least)
    tall = height if height > DEFAULT_HEIGHT else None
    sheet.put(*row, None, *keys, *hidden, alto=tall, de=renglones.seccion.renglones[i].ficha.practica)


def _left_rows(pesos: Pesos, tablas: Tablas) -> list[tuple[Celda | None, ...]]:
    """Return the rows of weights and, below, those of levels: four cells to see and two hidden."""
    weights = [(*cells, *(None,) * CLAVES) for cells in pesos.filas]
    return [*weights, (), *tablas.filas] if tablas.filas else list(weights)


def _titles(seccion: Seccion) -> tuple[str, ...]:
    names = ("Registro", "Garantizado", "Puntaje", "Alcanzable", "Nivel: al menos", "Nivel: hasta")
    places = ("Lugar", "Lugar de inicio", "Cambio de lugar") if seccion.clasifica else ("Observación", "", "")
    other = ("Garantizado, otra lectura", "Alcanzable, otra lectura") if seccion.resultado.alterna else ()
    return (*names, *places, "Cambio en lo garantizado", *other)


def _notes(seccion: Seccion) -> list[str]:
    """Return what is particular of a marco."""
    marco = seccion.marco
    found = []
    several = len(marco.grupos) > 1
    levels = [("de criterios a grupo" if several else "de criterios a total", marco.agregacion.grupos)]
    levels += [("de grupos a total", marco.agregacion.total)] if several else []
    found += [f"Se junta {where} con {_NOT_AVERAGES[kind]}." for where, kind in levels if kind in _NOT_AVERAGES]
    if not seccion.clasifica and not marco.clasificacion:
        found.append("Este instrumento no ordena registros: aquí tampoco hay lugares.")
    if seccion.resultado.alterna is not None:
        found.append("«Otra lectura»: el total sin las preguntas que algunos jurados leen al revés.")
    return found
