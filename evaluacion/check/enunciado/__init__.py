"""Reads statements of objectives in Spanish: quantities, starting point, deadline, verbs and what is wrong with them."""

from __future__ import annotations

from evaluacion.check.enunciado.lector import read_enunciado
from evaluacion.check.enunciado.valores import Cantidad, Enunciado, HallazgoEnunciado, LineaBase, Plazo, Severidad

__all__ = ["Cantidad", "Enunciado", "HallazgoEnunciado", "LineaBase", "Plazo", "Severidad", "read_enunciado"]
