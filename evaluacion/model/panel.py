"""A panel of evaluators as a file describes it: which records, under which marco, with which moderation."""

from __future__ import annotations

from pydantic import Field

from evaluacion.model.comun import Id, Modelo, PeriodoTexto, Texto


class Panel(Modelo):
    """A panel of evaluators."""

    panel: Id = Field(title="Panel", description="Identificador.")
    titulo: Texto | None = Field(None, title="Título", description="De qué panel se trata.")
    registros: tuple[Texto, ...] = Field(
        title="Registros", description="Archivos, tablas o carpetas con las evaluaciones, junto a este archivo.", min_length=1
    )
    marco: Texto | None = Field(
        None, title="Marco", description="Identificador del instrumento, o su archivo; por omisión, los que cada registro responde."
    )
    moderacion: Texto | None = Field(None, title="Moderación", description="Archivo con las respuestas acordadas.")
    fecha: PeriodoTexto | None = Field(None, title="Fecha", description="Periodo de referencia para datos atrasados.")
    nota: Texto | None = Field(None, title="Nota", description="Lo que convenga aclarar.")
