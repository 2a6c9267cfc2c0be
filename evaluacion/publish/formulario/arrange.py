"""A form: marcos and records become the sheets of a workbook, as values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evaluacion.model.formulario import FORMATO, HOJA_CLAVES
from evaluacion.publish.formulario.contenido import Nombres, indicators_of
from evaluacion.publish.formulario.hoja_avance import Bloque, arrange_avance
from evaluacion.publish.formulario.hoja_indicadores import arrange_indicadores
from evaluacion.publish.formulario.hoja_instrucciones import INSTRUCCIONES, arrange_instrucciones
from evaluacion.publish.formulario.hoja_listas import arrange_listas
from evaluacion.publish.formulario.hoja_marco import arrange_preguntas, with_progress
from evaluacion.publish.formulario.hoja_registro import arrange_registro
from evaluacion.publish.formulario.propios import list_formulas, list_marks
from evaluacion.publish.libro import Celda, Fila, Hoja, Libro
from evaluacion.publish.tablero.estilos import GREY
from evaluacion.version import VERSION

if TYPE_CHECKING:
    from evaluacion.publish.formulario.contenido import MarcoPedido, RegistroPedido
    from evaluacion.publish.formulario.hoja_listas import Listas

_CHUNK = 30_000
"""Characters of a cell of the hidden sheet."""


def arrange_formulario(marcos: Sequence[MarcoPedido], registros: Sequence[RegistroPedido], resto: dict[int, str]) -> Libro:
    """Return the form of some records.

    Args:
        marcos: what is asked.
        registros: what it is asked of, with what is already known.
        resto: by number of record, what the form does not show of it, as JSON.
    """
    names = Nombres()
    first = names.take(INSTRUCCIONES)
    names.take(HOJA_CLAVES)
    listas = arrange_listas(marcos)
    names.take(listas.hoja.nombre)
    sheets = [hoja for registro in registros for hoja in _sheets_of(marcos, registro, listas, names, len(registros))]
    used = ", ".join(f"{item.marco.marco} {item.marco.version} ({item.huella[:12]})" for item in marcos)
    shown = (arrange_instrucciones(first, marcos, registros, sheets), *sheets, listas.hoja)
    return Libro(
        titulo="Formulario de evaluación",
        asunto="; ".join(item.marco.titulo for item in marcos),
        pie=f"evaluacion {VERSION}; {used}",
        hojas=(*shown, _hidden(marcos, registros, resto, shown)),
    )


def _sheets_of(marcos: Sequence[MarcoPedido], registro: RegistroPedido, listas: Listas, names: Nombres, total: int) -> list[Hoja]:
    suffix = registro.sufijo(total)
    first = arrange_registro(names.take("Registro", suffix), marcos, registro, listas)
    asks = {
        item.marco.marco: arrange_preguntas(names.take(item.marco.marco, suffix), item.marco, registro, listas.escalas[item.marco.marco])
        for item in marcos
        if item.marco.preguntas
    }
    data = arrange_indicadores(names.take("Indicadores", suffix), marcos, registro, listas) if indicators_of(marcos) else None
    blocks = [Bloque(*registro.resultados[item.marco.marco], asks.get(item.marco.marco), data) for item in marcos]
    progress, lines = arrange_avance(names.take("Avance", suffix), blocks)
    asked = [with_progress(item.hoja, lines[name]) if name in lines else item.hoja for name, item in asks.items()]
    return [first, *asked, *([data.hoja] if data is not None else []), progress]


def _hidden(marcos: Sequence[MarcoPedido], registros: Sequence[RegistroPedido], resto: dict[int, str], hojas: Sequence[Hoja]) -> Hoja:
    """Return the sheet that says what the form is: marcos with version and content hash, records, what is not shown, own marks."""
    rows: list[tuple[str, ...]] = [("formato", FORMATO), ("version", VERSION)]
    rows += [("marco", item.marco.marco, item.marco.version, item.huella) for item in marcos]
    rows += [("registro", str(item.numero), item.practica.tipo, item.id) for item in registros]
    for numero, text in resto.items():
        rows += [("resto", str(numero), text[start : start + _CHUNK]) for start in range(0, len(text), _CHUNK)]
    rows += [("propios", text) for text in list_marks(hojas, _CHUNK)] + [("formulas", text) for text in list_formulas(hojas, _CHUNK)]
    filas = tuple(Fila(tuple(Celda(word or None) for word in row)) for row in rows)
    return Hoja(HOJA_CLAVES, GREY, (12.0, 24.0, 12.0, 70.0), filas, protegida=True, oculta=True)
