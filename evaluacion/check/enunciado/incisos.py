"""Asides between a conjunction and the verb that it adds: `y, en su caso, publicar`, `o bien fortalecer`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evaluacion.check.enunciado.texto import Texto

_WORDS = frozenset(
    "caso necesario necesaria posible procede proceda proceder procediera corresponde corresponda bien eventualmente requiere requiera requerirse "
    "conviene convenga viable factible oportuno pertinente aplica aplique".split()
)
_ASIDE = re.compile(
    r"(?<= y| e| o)(?P<aside>,? (?:"
    r"(?:en|de ser|si es|si fuera|si fuese|segun|llegado) (?:su |el |tal |todo )?caso(?: de ser)?(?: necesario| contrario)?|"
    r"(?:de ser|si es|si fuera|si fuese|siempre que sea|cuando sea|en cuanto sea) (?:necesario|posible|viable|factible|oportuno|pertinente|procedente)|"
    r"(?:si|cuando|de|donde|segun|como) (?:asi )?(?:se )?(?:procede|proceda|proceder|procediera|corresponde|corresponda|requiere|requiera|requerirse|conviene|convenga|aplica|aplique)|"
    r"bien|eventualmente),?)(?= )"
)


def find_incisos(texto: Texto) -> Iterator[tuple[int, int]]:
    """Yield the tokens of each aside, in order."""
    if _WORDS.isdisjoint(texto.palabras):
        return
    token = 0
    for found in _ASIDE.finditer(texto.plano):
        token = texto.token_at(found.start("aside"), token)
        yield token, texto.token_at(found.end("aside"), token)
