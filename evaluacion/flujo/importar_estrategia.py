"""From the form of a strategy that came back to its file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, quote
from evaluacion.flujo.estrategia_en_libro import read_form, without_place
from evaluacion.model.estrategia import Estrategia
from evaluacion.publish.estrategia_yaml import estrategia_as_yaml
from evaluacion.read.celda_escrita import Escrita
from evaluacion.read.documento import parse_documento, show_path
from evaluacion.read.estrategia import load_estrategia


@dataclass(frozen=True, slots=True)
class EstrategiaImportada:
    """A strategy, the form that it comes from, what has no place in it, and what was noticed."""

    estrategia: Estrategia
    archivo: str
    sueltas: tuple[Escrita, ...]
    avisos: tuple[Problema, ...]
    texto: str
    """The file that says it."""


def import_estrategia(path: Path) -> EstrategiaImportada:
    """Return the strategy that a form writes, once its file proves to say the same.

    Raises:
        EvaluacionError: everything wrong with the form, each at its sheet and cell.
    """
    leida, warnings, loose = read_form(path)
    estrategia, archivo = leida.estrategia, show_path(path)
    text = estrategia_as_yaml(estrategia)
    if load_estrategia(parse_documento(text, f"{estrategia.estrategia}.yaml")).estrategia != estrategia:
        what = f"La estrategia {quote(estrategia.estrategia)} no se lee igual una vez escrita."
        remedy = "Es una falla de esta herramienta: repórtela."
        raise EvaluacionError([Problema("salida_imposible", what, Origen(archivo), remedy)])
    return EstrategiaImportada(estrategia, archivo, tuple(loose), (*warnings, *without_place(loose)), text)
