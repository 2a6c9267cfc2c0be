"""What is said of a form that did not come back as it was made: another version, lost rows, and what has no place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from evaluacion.base.origen import Origen
from evaluacion.base.problema import Problema, quote
from evaluacion.read.registro_formulario import missing_keys

if TYPE_CHECKING:
    from evaluacion.model.formulario import MarcoDelFormulario
    from evaluacion.model.marco import Marco
    from evaluacion.read.celda_escrita import Escrita
    from evaluacion.read.formulario import Renglon
    from evaluacion.read.registro_formulario import RegistroEnCeldas

_MOST_SHOWN = 8


def of_other_version(made: MarcoDelFormulario, marco: Marco, origen: Origen) -> Problema:
    """Return the warning of a form that was made with other content of a marco."""
    same = made.version == marco.version
    what = f"versión {made.version}, y la de ahora es {marco.version}" if not same else f"otro contenido de la versión {made.version}"
    return Problema(
        "formulario_de_otra_version",
        f"El formulario se hizo con el marco {quote(made.marco)}, {what}.",
        origen,
        "Se tomó lo que corresponde; lo que ya no tiene pregunta va al anexo. Revíselo.",
        "aviso",
    )


def lost_rows(hecho: RegistroEnCeldas, marcos: Mapping[str, Marco]) -> Iterator[Problema]:
    """Yield a warning of the rows that a form lost."""
    missing = [quote(key) for key in missing_keys(hecho, marcos)]
    if missing:
        yield Problema(
            "formulario_cambiado",
            f"Al formulario le faltan renglones o se les cambió la clave: {_some(missing)}.",
            Origen(hecho.documento.archivo),
            "Quedan sin responder. Si tenían respuesta, páselas a un formulario nuevo.",
            "aviso",
        )


def without_question(rows: Sequence[Renglon]) -> Iterator[Problema]:
    """Yield a warning of the rows that say something and whose question no longer exists."""
    if rows:
        names = [f"{quote('/'.join(row.partes))} ({row.origen.hoja}!{row.origen.celda})" for row in rows]
        what = f"Hay respuestas a lo que ya no se pregunta, o cuya clave se cambió: {_some(names)}."
        remedy = "No se pierden: van al anexo con su pregunta. Si sirven, páselas a la pregunta de ahora."
        yield Problema("formulario_cambiado", what, rows[0].origen, remedy, "aviso")


def without_place(cells: Sequence[Escrita], what: str) -> Iterator[Problema]:
    """Yield a warning of cells that answer nothing."""
    if cells:
        shown = _some([f"{cell.origen.hoja}!{cell.origen.celda}" for cell in cells])
        remedy = "No se pierde: va al anexo. Si es una respuesta, páselo a su celda."
        yield Problema("formulario_cambiado", f"{what}: {shown}.", cells[0].origen, remedy, "aviso")


def reading_order(cell: Escrita) -> tuple[str, int, int, str]:
    """Return what puts cells in the order in which they are read: sheet, row and column."""
    place = cell.origen.celda or ""
    letters = place.rstrip("0123456789")
    return str(cell.origen.hoja), int(place[len(letters) :] or 0), len(letters), letters


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_MOST_SHOWN]) + (f" y {len(names) - _MOST_SHOWN} más" if len(names) > _MOST_SHOWN else "")
