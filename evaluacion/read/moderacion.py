"""A file of agreed answers, each with its place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from evaluacion.base.problema import Problema, quote, raise_errors, suggestion
from evaluacion.base.recursos import shipped_marcos
from evaluacion.model.moderacion import Acordada, Moderacion
from evaluacion.read.documento import Documento, parse_documento, read_bytes, show_path
from evaluacion.read.load import load_model
from evaluacion.read.marco import MarcoLeido
from evaluacion.read.texto import decode


@dataclass(frozen=True, slots=True)
class ModeracionLeida:
    """A moderation, its agreed answers with their places, and its file with its sha256."""

    moderacion: Moderacion
    documento: Documento
    acordadas: tuple[Acordada, ...]
    archivo: str
    sha256: str


def read_moderacion(path: Path) -> ModeracionLeida:
    """Return the moderation that a file writes.

    Raises:
        EvaluacionError: everything wrong with its shape, and the agreed answers that are in it twice.
    """
    archivo, data = show_path(path), read_bytes(path)
    documento = parse_documento(decode(data, archivo), archivo)
    moderacion = load_model(documento, Moderacion)
    documento.require_places()
    keys = ("pregunta", "practica", "respuesta")
    acordadas = tuple(
        Acordada(item, *(documento.origen(("acuerdos", i, key)) for key in keys)) for i, item in enumerate(moderacion.acuerdos)
    )
    raise_errors([*documento.avisos, *_repeated(acordadas)])
    return ModeracionLeida(moderacion, documento, acordadas, archivo, hashlib.sha256(data).hexdigest())


def _repeated(acordadas: tuple[Acordada, ...]) -> Iterator[Problema]:
    seen: dict[tuple[str, str, str], Acordada] = {}
    for acordada in acordadas:
        said = acordada.acuerdo
        first = seen.setdefault((said.practica, said.marco, said.pregunta), acordada)
        if first is not acordada:
            what = f"«{said.pregunta}» de {quote(said.practica)} ya se acordó en {first.origen}."
            yield Problema("moderacion_repetida", what, acordada.origen, "Deje un solo acuerdo por pregunta.")


def find_unknown_marcos(leida: ModeracionLeida, known: Mapping[str, MarcoLeido]) -> Iterator[Problema]:
    """Yield a problem for each agreed answer under a marco that neither ships nor is among those known."""
    names = sorted({*known, *shipped_marcos()})
    for i, acordada in enumerate(leida.acordadas):
        if acordada.acuerdo.marco not in names:
            place = leida.documento.origen(("acuerdos", i, "marco"))
            what = f"No hay un marco {quote(acordada.acuerdo.marco)}."
            remedy = suggestion(acordada.acuerdo.marco, names) + " Si es suyo, indíquelo con --marco RUTA."
            yield Problema("marco_desconocido", what, place, remedy)
