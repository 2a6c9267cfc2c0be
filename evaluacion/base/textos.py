"""Spanish labels of the words that files write without accents."""

from __future__ import annotations

MEDIAS = {"aritmetica": "aritmética", "geometrica": "geométrica", "armonica": "armónica", "minimo": "mínimo"}
"""How an aggregation is called in running text."""
ENCABEZADOS = {"minimo": "Garantizado", "maximo": "Alcanzable", "puntaje": "Puntaje", "cobertura": "Cobertura"}
"""How the ends of an interval and its companions are called in headings."""
