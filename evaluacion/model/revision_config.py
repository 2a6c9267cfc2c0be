"""The configuration of a review, `evaluacion.yaml`: rules, severities, thresholds, own rules, exceptions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from evaluacion.model.comun import Modelo, Numero, SiNo, Texto, UnaPalabra, fold
from evaluacion.model.estrategia import Excepcion

Condicion = Literal["existe", "no_existe", "uno_de", "contiene", "no_contiene", "minimo", "maximo", "cuenta_minima", "cuenta_maxima"]
_SWITCH = {"si": True, "no": False, "true": True, "false": False}


class AjusteRegla(Modelo):
    """What a configuration changes of a rule."""

    activa: SiNo = Field(default=True, title="Activa", description="No: la regla no se revisa y su pregunta queda sin responder.")
    severidad: Annotated[Literal["falla", "aviso"] | None, UnaPalabra] = Field(
        None, title="Severidad", description="falla o aviso, en vez de la de la regla."
    )
    umbrales: dict[str, Numero] = Field({}, title="Umbrales", description="Umbrales de la regla, por su nombre.")


def _as_setting(value: object) -> object:
    switch = _SWITCH.get(fold(value)) if isinstance(value, str) else value
    if isinstance(switch, bool):
        return {"activa": switch}
    return {"severidad": value} if isinstance(value, str) else value


AjusteEscrito = Annotated[AjusteRegla, BeforeValidator(_as_setting, json_schema_input_type=AjusteRegla | bool | str)]
"""A setting: `no`, a severity, or a mapping."""


class ReglaPropia(Modelo):
    """A rule of the house: a path, a condition and a message."""

    regla: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]*-[0-9]+$")] = Field(
        title="Regla", description="Código propio, como CASA-01."
    )
    ruta: Annotated[str, StringConstraints(pattern=r"^[a-z_]+(\[\])?(\.[a-z_]+(\[\])?)*$")] = Field(
        title="Ruta", description="Qué se mira: seguimiento.tablero; con [] en cada elemento: objetivos[].responsable."
    )
    condicion: Annotated[Condicion, UnaPalabra] = Field(title="Condición", description="Qué debe cumplir.")
    valor: str | float | tuple[str, ...] | None = Field(None, title="Valor", description="Con qué se compara, si la condición lo pide.")
    mensaje: Texto = Field(title="Mensaje", description="Qué se dice cuando no se cumple.")
    remedio: Texto | None = Field(None, title="Remedio", description="Cómo se arregla.")
    severidad: Annotated[Literal["falla", "aviso"], UnaPalabra] = Field("falla", title="Severidad", description="falla o aviso.")


class ConfiguracionRevision(Modelo):
    """What holds for all the strategies below a folder."""

    extiende: Texto | None = Field(None, title="Extiende", description="Otro evaluacion.yaml de la misma carpeta de trabajo.")
    reglas: dict[str, AjusteEscrito] = Field({}, title="Reglas", description="Código: no, una severidad, o sus ajustes.")
    propias: tuple[ReglaPropia, ...] = Field((), title="Propias", description="Reglas de la casa.")
    excepciones: tuple[Excepcion, ...] = Field((), title="Excepciones", description="Para todos los archivos, con motivo y fecha.")
    minimo: Annotated[Numero, Field(ge=0, le=100)] | None = Field(None, title="Mínimo", description="Puntaje garantizado que se exige.")
    cobertura_minima: Annotated[Numero, Field(ge=0, le=100)] | None = Field(
        None, title="Cobertura mínima", description="Porcentaje de preguntas respondidas que se exige."
    )
    fallar_con: Annotated[Literal["falla", "aviso", "nunca"] | None, UnaPalabra] = Field(
        None, title="Fallar con", description="falla, aviso o nunca."
    )
