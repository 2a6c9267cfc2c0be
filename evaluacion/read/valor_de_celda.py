"""What a cell of the form of a strategy says, as the value that its datum asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from evaluacion.base.problema import Problema, choices, quote
from evaluacion.model.campos import NO, SI
from evaluacion.model.comun import fold
from evaluacion.read.celda_escrita import Escrita, number_in, text_in

if TYPE_CHECKING:
    from evaluacion.model.formulario_estrategia import Dato

_DATES = frozenset({"fecha", "parcial", "periodo"})
_OTHER_WORDS = {"true": SI, "verdadero": SI, "false": NO, "falso": NO}
"""What other Excels write in a cell of yes or no."""


def value_in_cell(dato: Dato, cell: Escrita, problems: list[Problema]) -> Any:  # noqa: ANN401 - text, number, list of numbers
    """Return the value of a cell: a text, a number, a list of numbers; None when it cannot be used (reported)."""
    if dato.clase == "numero":
        return number_in(cell, problems, titulo=dato.titulo, remedio="Escriba solo el número.")
    text = text_in(cell, problems, es_fecha=dato.clase in _DATES)
    if text is None:
        return None
    if dato.clase == "enteros":
        return [int(word) if word.isdecimal() and word.isascii() else word for word in re.split(r"[,;\s]+", text) if word]
    return _option(dato, text, cell, problems) if dato.opciones else text


def _option(dato: Dato, text: str, cell: Escrita, problems: list[Problema]) -> str | None:
    """Return the word of a closed list that a text is; None when it is none of them (reported)."""
    found = dato.option(text) or (_OTHER_WORDS.get(fold(text)) if dato.opciones == (SI, NO) else None)
    if found is None:
        what = f"«{dato.titulo}» dice {quote(text)}, que no está en la lista."
        problems.append(Problema("valor_no_permitido", what, cell.origen, choices(text, dato.opciones)))
    return found
