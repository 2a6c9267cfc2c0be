"""A supposition: what a record would say of one question, indicator or requisito."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BASE, META = "linea_base", "meta"


@dataclass(frozen=True, slots=True)
class Suposicion:
    """One supposition: `ruta` is a question (`marco` holds it), an indicator or a requisito; without value it is removed."""

    texto: str
    clase: Literal["pregunta", "indicador", "requisito"]
    ruta: str
    marco: str | None = None
    parte: str | None = None
    """Of an indicator: a period, `linea_base` or `meta`; None is the whole of it."""
    respuesta: str | None = None
    numero: float | None = None
    motivo: str | None = None
    no_aplica: bool = False

    @property
    def quita(self) -> bool:
        """Whether it removes what is written."""
        return self.respuesta is None and self.numero is None and not self.no_aplica
