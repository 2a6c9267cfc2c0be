"""All the cases, in the order of their names."""

from __future__ import annotations

from . import casos_texto
from .caso import CORPUS

FUENTES = (casos_texto,)
CASOS = sorted(CORPUS.casos.values(), key=lambda caso: caso.nombre)
