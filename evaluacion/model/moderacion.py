"""What a panel agreed after discussing: for a question of a record, the answer that replaces the votes, with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from pydantic import BeforeValidator, Field

from evaluacion.model.comun import Fecha, Id, IdRegistro, Modelo, Texto
from evaluacion.model.practica import as_word

if TYPE_CHECKING:
    from evaluacion.base.origen import Origen


class RespuestaAcordada(Modelo):
    """One agreed answer."""

    practica: IdRegistro = Field(title="Práctica", description="Identificador del registro: práctica, gobierno, acuerdo o hermanamiento.")
    marco: Id = Field(title="Marco", description="Instrumento de la pregunta.")
    pregunta: Texto = Field(title="Pregunta", description="criterio.pregunta, como en los registros.")
    respuesta: Annotated[Texto, BeforeValidator(as_word, json_schema_input_type=str | bool | int | float)] = Field(
        title="Respuesta", description="La respuesta acordada, de la escala del marco."
    )
    motivo: Texto = Field(title="Motivo", description="Por qué se acordó.")
    quien: Texto = Field(title="Quién", description="Quién moderó.")
    fecha: Fecha = Field(title="Fecha", description="Cuándo se acordó, AAAA-MM-DD.")


class Moderacion(Modelo):
    """A moderation: the answers that were agreed, one by one."""

    moderacion: IdRegistro = Field(title="Moderación", description="Identificador.")
    titulo: Texto | None = Field(None, title="Título", description="De qué sesión o panel es.")
    acuerdos: tuple[RespuestaAcordada, ...] = Field(title="Acuerdos", description="Las respuestas acordadas.", min_length=1)
    nota: Texto | None = Field(None, title="Nota", description="Lo que convenga aclarar.")


class Acordada(NamedTuple):
    """An agreed answer and the places where its question, its record and its answer are written."""

    acuerdo: RespuestaAcordada
    origen: Origen
    en_practica: Origen
    en_respuesta: Origen
