"""All the cases, in the order of their names."""

from __future__ import annotations

from . import (
    casos_adversos,
    casos_celdas,
    casos_contenido,
    casos_csv,
    casos_json,
    casos_libros,
    casos_parquet,
    casos_rutas,
    casos_terceros,
    casos_texto,
)
from .caso import CORPUS

FUENTES = (
    casos_csv,
    casos_celdas,
    casos_parquet,
    casos_json,
    casos_texto,
    casos_libros,
    casos_rutas,
    casos_contenido,
    casos_adversos,
    casos_terceros,
)
CASOS = sorted(CORPUS.casos.values(), key=lambda caso: caso.nombre)
