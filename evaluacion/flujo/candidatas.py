"""Which files of a folder are to be read as strategies, and what is said of those that only seem to be."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from evaluacion.base.origen import Origen
from evaluacion.base.problema import Problema, nearest, quote
from evaluacion.flujo.rutas import find_files
from evaluacion.model.comun import fold

if TYPE_CHECKING:
    from evaluacion.read.documento import Documento
    from evaluacion.read.estrategia import EstrategiaLeida

ENTRADA = "-"
_CLAVE = "estrategia"
_OPENING = re.compile(rb"""(?m)(?:^|\r)(?:\xef\xbb\xbf)?[ \t{,\[]*["']?estrategia["']?[ \t]*:""")
"""What a file of a folder must have somewhere to be read as a strategy."""
_TOP_KEY = re.compile(rb"""(?m)(?:^|\r)(?:\xef\xbb\xbf)?(?:\{\s*)?["']?((?:[A-Za-z]|[\xc3-\xc5][\x80-\xbf]){4,14})["']?[ \t]*:""")
_OWN_KEYS = frozenset(
    ("ejes", "objetivos", "acciones", "diagnostico", "actores", "alineacion", "riesgos", "comunicacion", "dialogo", "seguimiento")
)
"""Keys of the first level that a strategy has; so many of them together are of nothing else."""
_ENOUGH = 3
_OTHER_TEXT = (b"\xff\xfe", b"\xfe\xff")


def may_be_estrategia(data: bytes) -> bool:
    """Whether a file of a folder may be a strategy, well written or not, and so has to be read."""
    if data.startswith(_OTHER_TEXT) or b"\0" in data or _OPENING.search(data) is not None:
        return True
    keys = {found.decode("utf-8", "replace") for found in _TOP_KEY.findall(data)}
    return len(keys & _OWN_KEYS) >= _ENOUGH or any(map(_resembles, keys))


def _resembles(key: str) -> bool:
    return nearest(fold(key), (_CLAVE,)) is not None and key != _CLAVE


def misspelt(documento: Documento, path: Path) -> Problema | None:
    """Return the problem of a file whose first key is almost `estrategia`; None when it is something else."""
    from evaluacion.flujo.reunir import kind_of  # noqa: PLC0415 - heavy, and most files are strategies

    data = documento.datos
    if not isinstance(data, dict) or kind_of(documento, path) is not None:
        return None
    close = next((key for key in data if isinstance(key, str) and _resembles(key)), None)
    if close is None:
        return _unnamed(documento, data)
    what = f"Ninguna clave dice qué es este archivo; hay {quote(close)}."
    return Problema("clave_desconocida", what, documento.origen((close,), key=True), f"¿Quiso escribir {quote(_CLAVE)}?")


def _unnamed(documento: Documento, data: dict[str, object]) -> Problema | None:
    """Return the problem of a file with the keys of a strategy and not the one that names it."""
    own = [key for key in data if key in _OWN_KEYS]
    if len(own) < _ENOUGH:
        return None
    what = f"Este archivo tiene claves de una estrategia ({', '.join(own[:_ENOUGH])}) y no «{_CLAVE}»."
    return Problema("falta_clave", what, documento.origen((own[0],), key=True), "Empiece con «estrategia: identificador».")


def not_estrategia(documento: Documento) -> Problema:
    """Return the problem of a named file that is something else."""
    what = "Este archivo no es una estrategia: no tiene la clave «estrategia»."
    return Problema("tipo_de_archivo", what, Origen(documento.archivo, 1, 1), "Empiece con «estrategia: identificador».")


def find_barren(rutas: Sequence[str | Path], seen: Iterable[Path]) -> Iterator[Problema]:
    """Yield a problem for each named path in which there is nothing to review.

    Args:
        rutas: what was named.
        seen: each file that was a strategy, or that could not be read.
    """
    real = set(map(os.path.realpath, seen))
    for ruta in rutas:
        if str(ruta) != ENTRADA and not any(os.path.realpath(path) in real for path, _ in find_files(ruta)):
            yield nothing_in([ruta])


def nothing_in(rutas: Iterable[str | Path]) -> Problema:
    """Return the problem of some paths that hold no strategy."""
    shown = ", ".join(str(ruta) for ruta in rutas)
    return Problema("nada_que_evaluar", f"No se revisó ninguna estrategia en {quote(shown)}.", None, "Indique un archivo «estrategia: …».")


def find_repeated(leidas: Iterable[EstrategiaLeida]) -> Iterator[Problema]:
    """Yield a warning for each strategy that goes by the identifier of another file of the run."""
    seen: dict[str, str] = {}
    for leida in leidas:
        name, archivo = leida.estrategia.estrategia, leida.documento.archivo
        first = seen.setdefault(name, archivo)
        if first != archivo:
            what = f"La estrategia {quote(name)} de {archivo} ya está en {first}: sus puntajes se muestran con el mismo nombre."
            where = leida.documento.origen((_CLAVE,))
            yield Problema("identificador_repetido", what, where, "Si no es una copia, dele otro identificador.", "aviso")
