"""A decision as data: closed questions, rules and outcomes; and the answers that somebody gives to it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from evaluacion.model.comun import FuenteEscrita, Id, Modelo, Texto, UnaPalabra, fold, read_word

Version = Annotated[str, StringConstraints(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")]
SI_NO = ({"valor": "si", "texto": "sí"}, {"valor": "no", "texto": "no"})
"""The options of a question that lists none."""
_BOOLEANS = {"verdadero": "si", "true": "si", "falso": "no", "false": "no"}


def read_option(value: object) -> object:
    """Return an answer as the code spells it: no accents, no capitals, blanks as `_`; booleans are `si` and `no`."""
    if isinstance(value, bool):
        return "si" if value else "no"
    word = read_word(value)
    return _BOOLEANS.get(word, word) if isinstance(word, str) else word


def _as_list(value: object) -> object:
    items = value if isinstance(value, list | tuple) else [value]
    return [read_option(item) for item in items]


Valor = Annotated[Id, BeforeValidator(read_option, json_schema_input_type=str | bool)]
Valores = Annotated[tuple[Id, ...], BeforeValidator(_as_list, json_schema_input_type=str | bool | list[str | bool]), Field(min_length=1)]


class Opcion(Modelo):
    """One of the answers that a question admits."""

    valor: Valor = Field(title="Valor", description="Lo que se escribe para elegirla.")
    texto: Texto = Field(title="Texto", description="Lo que quiere decir.")


class PreguntaCerrada(Modelo):
    """A question with a closed list of answers."""

    id: Id = Field(title="Identificador", description="Cómo la nombran las reglas y las respuestas.")
    texto: Texto = Field(title="Texto", description="La pregunta.")
    ayuda: Texto | None = Field(None, title="Ayuda", description="Lo que convenga saber para contestarla.")
    opciones: tuple[Opcion, ...] = Field((), title="Opciones", description="Por omisión, sí y no.", min_length=2)

    @property
    def admitidas(self) -> tuple[Opcion, ...]:
        """The options, or yes and no."""
        return self.opciones or tuple(Opcion.model_validate(item) for item in SI_NO)

    @property
    def valores(self) -> tuple[str, ...]:
        """What may be answered."""
        return tuple(opcion.valor for opcion in self.opciones) or ("si", "no")

    def text_of(self, value: str) -> str:
        """Return what an answer means, in words."""
        return next(opcion.texto for opcion in self.admitidas if opcion.valor == value)

    def find_option(self, written: object) -> str | None:
        """Return the option that an answer names, by its value or by its words; None when it names none."""
        word = read_option(written)
        if word in self.valores:
            return str(word)
        return next((item.valor for item in self.admitidas if fold(item.texto) == fold(str(written))), None)


class Regla(Modelo):
    """Conditions on answers, all of which must hold, and the outcome that they lead to."""

    si: dict[Id, Valores] = Field(
        {}, title="Si", description="Por pregunta, la respuesta o respuestas que la cumplen; sin condiciones, siempre."
    )
    resultado: Id = Field(title="Resultado", description="Identificador del resultado.")
    motivo: Texto = Field(title="Motivo", description="Por qué.")
    fuente: FuenteEscrita | None = Field(None, title="Fuente", description="De dónde sale la regla; por omisión, la de la decisión.")


class Salida(Modelo):
    """An outcome: what it is called, what it means and what to do next."""

    id: Id = Field(title="Identificador", description="Cómo lo nombran las reglas.")
    titulo: Texto = Field(title="Título", description="El resultado, en pocas palabras.")
    texto: Texto = Field(title="Texto", description="Qué quiere decir.")
    pasos: tuple[Texto, ...] = Field((), title="Pasos", description="Qué hacer después.")
    orden: Texto | None = Field(None, title="Orden", description="Orden de esta herramienta con que se sigue.")
    fuente: FuenteEscrita | None = Field(None, title="Fuente", description="De dónde sale; por omisión, la de la decisión.")


class Decision(Modelo):
    """A decision: which questions it asks, by which rules it answers, and with what."""

    decision: Id = Field(title="Decisión", description="Identificador.")
    version: Version = Field(title="Versión", description="Tres números: 1.0.0.")
    titulo: Texto = Field(title="Título", description="La pregunta que resuelve.")
    fuente: FuenteEscrita | None = Field(None, title="Fuente", description="De dónde sale.")
    nota: Texto | None = Field(None, title="Nota", description="Lo que la fuente no da y se decidió aquí, y por qué.")
    coincidencia: Annotated[Literal["primera", "todas"], UnaPalabra] = Field(
        "primera", title="Coincidencia", description="primera: vale la primera regla que se cumple; todas: valen todas."
    )
    preguntas: tuple[PreguntaCerrada, ...] = Field(title="Preguntas", description="Preguntas cerradas.", min_length=1)
    reglas: tuple[Regla, ...] = Field(title="Reglas", description="En orden.", min_length=1)
    resultados: tuple[Salida, ...] = Field(title="Resultados", description="Los resultados posibles.", min_length=1)
    ninguna: Id | None = Field(None, title="Ninguna", description="Resultado cuando ninguna regla se cumple.")

    def salida(self, name: str) -> Salida:
        """Return an outcome by its id."""
        return next(item for item in self.resultados if item.id == name)

    def pregunta(self, name: str) -> PreguntaCerrada:
        """Return a question by its id."""
        return next(item for item in self.preguntas if item.id == name)


class Consulta(Modelo):
    """The answers that somebody gives to a decision."""

    decision: Id = Field(title="Decisión", description="Identificador de la decisión.")
    titulo: Texto | None = Field(None, title="Título", description="De qué caso se trata.")
    respuestas: dict[str, Any] = Field({}, title="Respuestas", description="Por pregunta, una de sus opciones; lo que no se sabe se omite.")


class EsperaDecision(Modelo):
    """What must come out of some answers; what is not written is not compared."""

    resultados: tuple[Id, ...] = Field((), title="Resultados", description="Los que ya nada puede cambiar.")
    posibles: tuple[Id, ...] = Field((), title="Posibles", description="Los que todavía dependen de lo que falta.")
    deciden: tuple[Id, ...] = Field((), title="Deciden", description="Preguntas sin respuesta que los deciden.")


class CasoDecision(Modelo):
    """A worked example of a decision."""

    nombre: Texto = Field(title="Nombre", description="Qué prueba, en una frase.")
    respuestas: dict[str, Any] = Field({}, title="Respuestas", description="Por pregunta, una de sus opciones.")
    espera: EsperaDecision = Field(title="Espera", description="Lo que debe salir.")


class CasosDecision(Modelo):
    """The worked examples of a decision, as the list that its `casos.yaml` holds."""

    casos: tuple[CasoDecision, ...] = Field(title="Casos", description="Ejemplos resueltos.", min_length=1)
