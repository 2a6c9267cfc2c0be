"""The sheet of a record: its data, one row each, and the requirements of the marcos."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evaluacion.model.formulario import CLAVE, DE_REGISTRO, ID, REQUISITOS, VALOR, make_key
from evaluacion.publish.formulario.contenido import value_at
from evaluacion.publish.formulario.estilos import ENTRADA, FIJA, KINDS, entry, fixed, key
from evaluacion.publish.libro import Celda, Hoja, Hojeador, Impresion, Rango
from evaluacion.publish.tablero.estilos import NOTA, ORANGE, TITULO, headers, height_of, label

if TYPE_CHECKING:
    from evaluacion.publish.formulario.contenido import MarcoPedido, RegistroPedido
    from evaluacion.publish.formulario.hoja_listas import Listas

FIJOS = (CLAVE, "Dato")
HELP = "Ayuda"
_VALUE = len(FIJOS)
ANCHOS = (7.0, 28.0, 70.0, 60.0)
ENCABEZADO = 3


def arrange_registro(nombre: str, marcos: Sequence[MarcoPedido], registro: RegistroPedido, listas: Listas) -> Hoja:
    """Return the sheet with the data of a record."""
    sheet, numero = Hojeador(), registro.numero
    sheet.put(None, label(f"Datos del registro ({KINDS[registro.practica.tipo]})", TITULO), alto=28)
    sheet.put(None, label("Escriba solo en las celdas de color crema.", NOTA))
    sheet.skip()
    sheet.put(*headers(*FIJOS, VALOR, HELP), alto=18)
    lists = []

    def put(parts: Sequence[str], name: str, cell: Celda, help_text: str) -> None:
        row = (key(make_key(numero, *parts)), fixed(name), cell, fixed(help_text))
        sheet.put(*row, alto=height_of(row, ANCHOS), de=f"{registro.id} {'.'.join(parts)}", origen=registro.origen)

    for campo in DE_REGISTRO:
        if campo.ruta == ("evaluacion", "rol"):
            lists.append(listas.short("rol", Rango(sheet.siguiente, _VALUE, sheet.siguiente, _VALUE)))
        put((".".join(campo.ruta),), campo.titulo, _value_cell(registro, campo.ruta), campo.ayuda)
    wanted = {item.id: item.texto for pedido in marcos for item in pedido.marco.requisitos}
    for name in (*wanted, *(name for name in registro.practica.requisitos if name not in wanted)):
        lists.append(listas.short("requisito", Rango(sheet.siguiente, _VALUE, sheet.siguiente, _VALUE)))
        answer = registro.practica.requisitos.get(name)
        said = None if answer is None else "sí" if answer else "no"
        put((REQUISITOS, name), f"Requisito: {name}", entry(said), wanted.get(name, "Ningún marco de este formulario lo pide."))
    return Hoja(
        nombre,
        ORANGE,
        ANCHOS,
        tuple(sheet.filas),
        (ENCABEZADO + 1, 0),
        encabezado=ENCABEZADO,
        impresion=Impresion((1, 0), repetir=(ENCABEZADO, ENCABEZADO)),
        listas=tuple(lists),
        protegida=True,
    )


def _value_cell(registro: RegistroPedido, path: tuple[str, ...]) -> Celda:
    if path == (ID,):
        return Celda(registro.id, FIJA) if registro.id else Celda(None, ENTRADA)
    if path == ("ods",):
        return entry(", ".join(map(str, registro.practica.ods)) or None)
    return entry(value_at(registro.practica, path))
