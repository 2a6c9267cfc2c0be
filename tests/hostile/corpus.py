"""All the cases, in the order of their names."""

from __future__ import annotations

from . import casos_libros, casos_texto
from .caso import CORPUS

FUENTES = (casos_texto, casos_libros)
CASOS = sorted(CORPUS.casos.values(), key=lambda caso: caso.nombre)
