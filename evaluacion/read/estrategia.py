"""Strategies: a file becomes a value that knows where each of its parts was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluacion.base.problema import EvaluacionError, Problema, quote, raise_errors
from evaluacion.model.estrategia import Estrategia
from evaluacion.read.load import load_model

if TYPE_CHECKING:
    from evaluacion.base.origen import Origen
    from evaluacion.read.documento import Documento

_WITH_IDS = ("ejes", "objetivos", "acciones")


@dataclass(frozen=True, slots=True)
class EstrategiaLeida:
    """A strategy with its document."""

    estrategia: Estrategia
    documento: Documento

    def lugar(self, ruta: tuple[str | int, ...]) -> tuple[Origen, bool]:
        """Return where to show what is said of a path, and whether any of it is written."""
        return self.documento.lugar_escrito(ruta)


def is_estrategia(documento: Documento) -> bool:
    """Whether a document says that it is a strategy."""
    return isinstance(documento.datos, dict) and "estrategia" in documento.datos


def load_estrategia(documento: Documento) -> EstrategiaLeida:
    """Return the strategy that a document writes.

    Raises:
        EvaluacionError: every problem of the document, each at its place.
    """
    repeated = list(_repeated_ids(documento))
    try:
        estrategia = load_model(documento, Estrategia)
    except EvaluacionError as error:
        raise EvaluacionError([*error.problemas, *repeated]) from None
    raise_errors([*documento.avisos, *repeated])
    return EstrategiaLeida(estrategia, documento)


def _repeated_ids(documento: Documento) -> Iterator[Problema]:
    """Yield each id that two axes, two objectives or two actions have."""
    data = documento.datos if isinstance(documento.datos, dict) else {}
    for name in _WITH_IDS:
        seen: set[str] = set()
        items = data.get(name)
        for position, item in enumerate(items if isinstance(items, list) else ()):
            found = str(item.get("id")) if isinstance(item, dict) and "id" in item else None
            if found is not None and found in seen:
                yield Problema(
                    "identificador_repetido",
                    f"El identificador {quote(found)} está dos veces en «{name}».",
                    documento.origen((name, position, "id")),
                    "Dele otro identificador.",
                )
            if found is not None:
                seen.add(found)
