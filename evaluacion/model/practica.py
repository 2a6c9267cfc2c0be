"""The thing evaluated, as people write it: a práctica, gobierno, acuerdo or hermanamiento with its answers."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from evaluacion.base.periodo import parse_periodo
from evaluacion.model.comun import (
    Fecha,
    FechaParcial,
    FuenteEscrita,
    Id,
    IdRegistro,
    Modelo,
    Numero,
    PeriodoTexto,
    SiNo,
    Texto,
    UnaPalabra,
    Url,
    fold,
    same_letters,
)
from evaluacion.model.marco import NO_APLICA_WORDS

TIPOS = ("practica", "gobierno", "acuerdo", "hermanamiento")
_EMPTY = (None, "")


SIN_EVIDENCIA = re.compile(
    r"\s*(?:no|nada|ningun[oa]|n\s*/\s*[ade]|n\.\s*[ad]\.?|na|nd|s\s*/\s*[de]|no (?:aplica|hay|tiene|existe)|sin evidencia|[-–—_]+)\s*(?:\.\s*)?",
    re.IGNORECASE,
)
"""What people write where there is no evidence: taken for one, it would prove the answer."""


def _check_evidence(value: str) -> str:
    if SIN_EVIDENCIA.fullmatch(value):
        raise ValueError("lo que no se tiene se deja vacío: escrito, contaría como evidencia,")
    return value


Prueba = AfterValidator(_check_evidence)


class Evidencia(Modelo):
    """What justifies an answer."""

    texto: Annotated[Texto, Prueba] | None = Field(None, title="Texto", description="Qué se observó, en una o dos frases.")
    documento: Annotated[Texto, Prueba] | None = Field(None, title="Documento", description="Documento en que consta.")
    lugar: Texto | None = Field(None, title="Lugar", description="Capítulo, apartado o tabla del documento.")
    pagina: Texto | None = Field(None, title="Página", description="Página o páginas.")
    url: Annotated[Url, Prueba] | None = Field(None, title="Dirección", description="Dirección web del documento.")
    fecha: FechaParcial | None = Field(None, title="Fecha", description="Fecha de la evidencia.")

    @property
    def presente(self) -> bool:
        """Whether it says anything."""
        return any((self.texto, self.documento, self.url))

    def __str__(self) -> str:
        """Return the evidence as one text: what was seen and where it is written."""
        page = f"p. {self.pagina}" if self.pagina else None
        place = ", ".join(part for part in (self.documento, self.lugar, page, self.fecha, self.url) if part)
        return " — ".join(part for part in (self.texto, place) if part)


class Verificacion(Modelo):
    """Who checked the evidence, and when."""

    por: Texto = Field(title="Por", description="Quién verificó.")
    fecha: Fecha | None = Field(None, title="Fecha", description="Cuándo.")
    nota: Texto | None = Field(None, title="Nota", description="Qué se verificó.")


def as_word(value: object) -> object:
    """Return an answer as people write it: `sí` for a boolean, the shortest text for a number."""
    if isinstance(value, bool):
        return "sí" if value else "no"
    if isinstance(value, float) and type(value) is float:
        return f"{value:.15g}"
    return value


class Correccion(Modelo):
    """A change of an answer that stays in the trace."""

    antes: Annotated[Texto, BeforeValidator(as_word)] = Field(title="Antes", description="La respuesta anterior.")
    motivo: Texto = Field(title="Motivo", description="Por qué cambió.")
    quien: Texto = Field(title="Quién", description="Quién la cambió.")
    fecha: Fecha | None = Field(None, title="Fecha", description="Cuándo.")


def _as_evidence(value: object) -> object:
    if isinstance(value, str):
        return {"texto": value} if value.strip() else None
    return value


def _as_answer(value: object) -> object:
    return {"respuesta": value} if value is None or isinstance(value, str | bool | int | float) else value


class Respuesta(Modelo):
    """An answer to a question."""

    respuesta: Annotated[str | None, BeforeValidator(as_word, json_schema_input_type=str | bool | int | float | None)] = Field(
        None, title="Respuesta", description="Una de las respuestas de la escala del marco."
    )
    evidencia: Annotated[Evidencia | None, BeforeValidator(_as_evidence, json_schema_input_type=Evidencia | str | None)] = Field(
        None, title="Evidencia", description="Lo que la justifica: un texto, o texto, documento, página, url y fecha."
    )
    motivo: Texto | None = Field(None, title="Motivo", description="Por qué no aplica.")
    fuente: FuenteEscrita | None = Field(None, title="Fuente", description="De dónde viene el dato.")
    nota: Texto | None = Field(None, title="Nota", description="Lo que convenga aclarar.")
    verificada: Verificacion | None = Field(None, title="Verificada", description="Quién comprobó la evidencia.")
    correccion: Correccion | None = Field(None, title="Corrección", description="El cambio que tuvo esta respuesta.")
    excusa: Texto | None = Field(None, title="Excusa", description="Motivo por el que este evaluador no vota aquí.")


RespuestaEscrita = Annotated[Respuesta, BeforeValidator(_as_answer, json_schema_input_type=Respuesta | str | bool | int | float | None)]
"""An answer: its short form (`parcial`) or a mapping with its evidence."""


class Punto(Modelo):
    """A value at a period: a baseline or a target."""

    periodo: PeriodoTexto = Field(title="Periodo", description="2024, 2024-S1, 2024-T3 o 2024-07.")
    valor: Numero = Field(title="Valor", description="En la unidad del indicador.")


def _without_repeats(value: object) -> object:
    """Refuse two ways of writing one period: only one of their values would be kept."""
    if isinstance(value, dict):
        seen: dict[tuple[int, int], object] = {}
        for key in value:
            period = parse_periodo(str(key))
            if period is not None and seen.setdefault(period[:2], key) != key:
                raise ValueError(f"«{seen[period[:2]]}» y «{key}» son el mismo periodo")
    return value


PorPeriodo = Annotated[dict[PeriodoTexto, Numero], BeforeValidator(_without_repeats, json_schema_input_type=dict[PeriodoTexto, Numero])]
"""A value for each period."""


def _as_series(value: object) -> object:
    if isinstance(value, str) and fold(value) in NO_APLICA_WORDS:
        return {"no_aplica": True}
    if isinstance(value, dict) and "respuesta" in value:
        answer = value["respuesta"]
        if not (isinstance(answer, str) and fold(answer) in NO_APLICA_WORDS):
            raise ValueError("en un indicador, «respuesta» solo puede ser «no aplica»")
        return {**{key: item for key, item in value.items() if key != "respuesta"}, "no_aplica": True}
    return value


class SerieEscrita(Modelo):
    """The data of an indicator in one record."""

    linea_base: Punto | None = Field(None, title="Línea base", description="De dónde se partió.")
    meta: Punto | None = Field(None, title="Meta", description="A dónde se quiere llegar.")
    intermedias: PorPeriodo = Field({}, title="Metas intermedias", description="Periodo: valor.")
    valores: PorPeriodo = Field({}, title="Valores", description="Periodo: valor medido.")
    no_aplica: SiNo = Field(default=False, title="No aplica", description="Sí: el indicador no corresponde a este caso.")
    motivo: Texto | None = Field(None, title="Motivo", description="Por qué no aplica.")
    fuente: FuenteEscrita | None = Field(None, title="Fuente", description="De dónde vienen los datos.")
    nota: Texto | None = Field(None, title="Nota", description="Lo que convenga aclarar.")


SerieIndicador = Annotated[SerieEscrita, BeforeValidator(_as_series, json_schema_input_type=SerieEscrita | str)]
"""The data of an indicator: a mapping, or `no aplica`."""


class Territorio(Modelo):
    """Where the thing evaluated happens."""

    nombre: Texto | None = Field(None, title="Nombre", description="Nombre del territorio.")
    tipo: Texto | None = Field(None, title="Tipo", description="estado, municipio, alcaldía, ciudad, provincia…")
    clave: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]+$")] | None = Field(
        None, title="Clave", description="Clave oficial entre comillas: dos dígitos de INEGI, cinco si es municipio."
    )
    pais: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = Field(
        None, title="País", description="Código ISO de dos letras."
    )


class Intervalo(Modelo):
    """From when to when."""

    desde: FechaParcial | None = Field(None, title="Desde", description="Año, mes o día en que empieza.")
    hasta: FechaParcial | None = Field(None, title="Hasta", description="Año, mes o día en que termina.")

    @model_validator(mode="after")
    def _is_in_order(self) -> Intervalo:
        if self.desde is not None and self.hasta is not None and self.hasta < self.desde[: len(self.hasta)]:
            raise ValueError("termina antes de empezar")
        return self


class Evaluacion(Modelo):
    """Who answered, when and in which role."""

    evaluador: Texto | None = Field(None, title="Evaluador", description="Quién respondió.")
    fecha: Fecha | None = Field(None, title="Fecha", description="Cuándo, AAAA-MM-DD.")
    rol: Annotated[Literal["autoevaluacion", "interno", "externo"] | None, UnaPalabra] = Field(
        None, title="Rol", description="Desde dónde se evalúa."
    )


class Practica(Modelo):
    """A record: exactly one of `practica`, `gobierno`, `acuerdo`, `hermanamiento` says what it is and its id."""

    practica: IdRegistro | None = Field(None, title="Práctica", description="Identificador, si es una práctica.")
    gobierno: IdRegistro | None = Field(None, title="Gobierno", description="Identificador, si es un gobierno local.")
    acuerdo: IdRegistro | None = Field(None, title="Acuerdo", description="Identificador, si es un acuerdo.")
    hermanamiento: IdRegistro | None = Field(None, title="Hermanamiento", description="Identificador, si es un hermanamiento.")
    titulo: Texto | None = Field(None, title="Título", description="Nombre con que se conoce.")
    descripcion: Texto | None = Field(None, title="Descripción", description="De qué se trata, en pocas frases.")
    territorio: Territorio | None = Field(None, title="Territorio", description="Dónde ocurre.")
    periodo: Intervalo | None = Field(None, title="Periodo", description="De cuándo a cuándo.")
    responsable: Texto | None = Field(None, title="Responsable", description="Dependencia o persona a cargo.")
    ods: tuple[Annotated[int, Field(strict=True, ge=1, le=17)], ...] = Field((), title="ODS", description="Números del 1 al 17.")
    evaluacion: Evaluacion | None = Field(None, title="Evaluación", description="Quién responde, cuándo y con qué rol.")
    requisitos: dict[Id, SiNo] = Field({}, title="Requisitos", description="Condiciones sin puntos: sí o no.")
    respuestas: dict[Id, dict[str, RespuestaEscrita]] = Field(
        {}, title="Respuestas", description="Por marco: criterio.pregunta y su respuesta."
    )
    indicadores: dict[Id, SerieIndicador] = Field({}, title="Indicadores", description="Por indicador: línea base, meta y valores.")
    fuente: FuenteEscrita | None = Field(None, title="Fuente", description="De dónde se tomó el registro.")
    nota: Texto | None = Field(None, title="Nota", description="Lo que convenga aclarar.")

    @model_validator(mode="before")
    @classmethod
    def _has_one_kind(cls, value: Any) -> Any:  # noqa: ANN401 - raw input of pydantic
        if isinstance(value, dict):
            kinds = [key for key in TIPOS if value.get(key) not in _EMPTY]
            if len(kinds) != 1:
                raise ValueError("se espera exactamente una de estas claves: " + ", ".join(TIPOS))
        return value

    @property
    def tipo(self) -> str:
        """Which kind of thing it is: the key that holds its id."""
        return next(kind for kind in TIPOS if getattr(self, kind) is not None)

    @property
    def id(self) -> str:
        """The identifier of the record."""
        return str(getattr(self, self.tipo))

    @property
    def evaluador(self) -> str | None:
        """Who answered, if the record says so."""
        return same_letters(self.evaluacion.evaluador) if self.evaluacion else None
