"""The part of Resumen that a marco that classifies has instead of scores: how many records of each type, and each record's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.publish.libro import Celda
from evaluacion.publish.tablero.estilos import CIFRA, CIFRA_ETIQUETA, LINEA, LINEA_CENTRADA, NOTA, headers, label, number, text
from evaluacion.publish.texto import coverage_text, type_text
from evaluacion.score.tipologia import COBERTURA_DE_TIPOS, DISPERSION, EJE, MEDIDAS

if TYPE_CHECKING:
    from evaluacion.model.ficha import MedidaDeTipo
    from evaluacion.model.tipologia import Tipologia
    from evaluacion.publish.tablero.conjunto import Apartado
    from evaluacion.publish.tablero.hoja_detalle import Lugares
    from evaluacion.publish.tablero.seccion import Renglon, Seccion

Renglones = list[tuple[Celda | None, ...]]
_WRAPPED = LINEA._replace(ajustar=True)
_READING = "Seguro: ninguna respuesta que falta lo cambia. Posible: lo que falta todavía puede llevar a él; incluye a los seguros."
_SEVERAL = "Un registro puede mostrar varios tipos a la vez."
_DECIMALS = 2


def type_figures(seccion: Apartado, tipologia: Tipologia) -> Renglones:
    """Return the rows of key figures: records, how many have a sure type, and what the types advise."""
    tipos = seccion.conjunto.tipos
    if tipos is None:
        return []
    names = headers("Registros", "Con algún tipo seguro", "Por confirmar", estilo=CIFRA_ETIQUETA)
    values = (number(count, 0, CIFRA) for count in (seccion.conjunto.total, tipos.con_seguro, tipos.por_confirmar))
    rows: Renglones = [(None, *names), (None, *values)]
    notes = ["Este instrumento clasifica y no califica: no hay total, niveles ni lugares.", _READING]
    notes += [_SEVERAL] if tipologia.modo == "rasgos" else []
    for name, holds in zip(tipologia.nombres, tipos.seguros, strict=True):
        if not holds:
            continue
        tipo = tipologia.named(name)
        words = " ".join(part for part in (tipo.descripcion, tipo.recomendacion) if part)
        notes += [f"«{name}»: {words}"] if words else []
    return [*rows, *((None, label(note, NOTA)) for note in notes)]


def type_counts(seccion: Apartado, tipologia: Tipologia) -> Renglones:
    """Return how many records are of each type, surely and possibly."""
    tipos = seccion.conjunto.tipos
    rows: Renglones = [headers("Tipo (registros en cada uno)", "Seguro", "Posible")]
    if tipos is None:
        return rows
    for name, *counts in zip(tipologia.nombres, tipos.seguros, tipos.posibles, strict=True):
        rows.append((text(name, LINEA), *(number(count, 0, LINEA_CENTRADA) for count in counts)))
    without = tipos.sin_tipo
    if without:
        rows.append((label("sin tipo", LINEA), number(without, 0, LINEA_CENTRADA), number(without, 0, LINEA_CENTRADA)))
    return rows


def type_headers(tipologia: Tipologia) -> tuple[str, ...]:
    """Return the headings of the table of records."""
    if tipologia.modo == "rasgos":
        return ("Clave", "Registro", "Tipos seguros", "Tipos posibles", "Por confirmar", "De cuántos", "Respondidas", "Tipo")
    name = "Eje" if tipologia.modo == "polos" else MEDIDAS[str(tipologia.sobre)][0].capitalize()
    main = ("Clave", "Registro", f"{name}: mínimo", name, f"{name}: máximo", "Ancho: respuestas que faltan", "Respondidas", "Tipo")
    return (*main, "Criterios con alguna", "Número efectivo") if tipologia.modo == "reparto" else main


def type_record_rows(seccion: Seccion, tipologia: Tipologia, lugares: Lugares) -> Renglones:
    """Return the table of records, in the order of `type_headers`."""
    return [_record_row(seccion, renglon, tipologia, lugares) for renglon in seccion.renglones]


def _record_row(seccion: Seccion, renglon: Renglon, tipologia: Tipologia, lugares: Lugares) -> tuple[Celda | None, ...]:
    found = renglon.ficha.tipologia
    if found is None:
        return ()
    measures = {item.id: item for item in found.medidas}
    if tipologia.modo == "rasgos":
        sure, possible = len(found.seguros), len(found.posibles)
        numbers = tuple(number(count, 0, LINEA_CENTRADA) for count in (sure, possible, possible - sure, len(tipologia.tipos)))
    else:
        numbers = _interval(measures[EJE if tipologia.modo == "polos" else str(tipologia.sobre)])
    cells: tuple[Celda | None, ...] = (
        text(renglon.ficha.practica, _WRAPPED, lugares.get((seccion.marco.marco, renglon.posicion))),
        text(renglon.nombre, _WRAPPED),
        *numbers,
        label(coverage_text(renglon.ficha), LINEA_CENTRADA),
        text(type_text(found), _WRAPPED),
    )
    if tipologia.modo != "reparto":
        return cells
    cover = measures[COBERTURA_DE_TIPOS].valor
    shown = number(None) if cover is None else Celda(cover, LINEA_CENTRADA._replace(formato="0%"))
    return (*cells, shown, number(measures[DISPERSION].valor, _DECIMALS, LINEA_CENTRADA))


def _interval(item: MedidaDeTipo) -> tuple[Celda, ...]:
    width = item.maximo - item.minimo if item.maximo is not None and item.minimo is not None else None
    return tuple(number(value, _DECIMALS) for value in (item.minimo, item.valor, item.maximo, width))
