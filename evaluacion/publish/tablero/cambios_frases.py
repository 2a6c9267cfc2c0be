"""What changed in the records of a marco, in sentences: for the sheet of changes and for the summary of the board."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from evaluacion.publish.diferencias_palabras import NIVELES_TEXTO, arrow, has_moved

if TYPE_CHECKING:
    from evaluacion.compare.diferencia import MarcoComparado, RegistroCambiado

_MOST_NAMES = 10


def summary_of(marco: MarcoComparado) -> Iterator[str]:
    """Yield in sentences what changed in the records of a marco: how many rise and fall, levels, who came and who left."""
    records = marco.registros
    moved = [record for record in records if has_moved(record)]
    yield f"En las dos rondas: {len(records)}. Con algún cambio: {len(moved)}."
    if marco.sin_reparto is None:
        for word, sign in (("Suben", "▲"), ("Bajan", "▼")):
            named = sorted(
                (record for record in moved if record.total.cambio is not None and arrow(record.total.cambio.minimo) == sign),
                key=lambda record: (-abs(_change(record)), record.id),
            )
            if named:
                yield f"{sign} {word} en el garantizado: {_names(named)}."
    for move in ("gana", "pierde"):
        named = [record for record in records if record.nivel == move]
        if named:
            told = "; ".join(f"{record.titulo or record.id}, de {record.niveles[0]} a {record.niveles[1]}" for record in named)
            yield f"{NIVELES_TEXTO[move].capitalize()}: {told}."
    for word, items in (("Aparecen", marco.aparecen), ("Desaparecen", marco.desaparecen)):
        if items:
            yield f"{word}: {', '.join(item.titulo or item.id for item in items)}."


def _names(records: Sequence[RegistroCambiado]) -> str:
    named = [f"{record.titulo or record.id} ({_change(record):+.2f})" for record in records[:_MOST_NAMES]]
    more = len(records) - len(named)
    return "; ".join(named) + (f"; y {more} más" if more else "")


def _change(record: RegistroCambiado) -> float:
    change = record.total.cambio.minimo if record.total.cambio is not None else None
    return 0.0 if change is None else change
