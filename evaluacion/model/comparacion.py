"""A comparison of units by an index: the tree, where the data are, and every policy, as a file writes them."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from evaluacion.model.comparacion_nodos import Nodos, Normalizacion, Normalizaciones, NormalizacionEscrita
from evaluacion.model.comparacion_partes import (
    Agregadores,
    Atipicos,
    Faltantes,
    IdNodo,
    Parte,
    Textos,
    Unidades,
)
from evaluacion.model.comun import Entero, FuenteEscrita, IdRegistro, Modelo, SiNo, Texto, fold

MAX_SORTEOS = 1_000_000
IGUALES = "iguales"
MINMAX = Normalizacion(metodo="minmax")
NINGUNA = Normalizacion(metodo="ninguna")


class PesosEscritos(Modelo):
    """Where the weights come from, when it is not from the nodes themselves."""

    iguales: SiNo = Field(default=False, title="Iguales", description="sí: todos los hermanos pesan lo mismo.")
    archivo: Texto | None = Field(None, title="Archivo", description="Tabla con una fila por nodo.")
    id: Texto | None = Field(None, title="Identificador", description="Columna con el nodo; por omisión se busca por su nombre.")
    peso: Texto | None = Field(None, title="Peso", description="Columna con el peso; por omisión se busca por su nombre.")
    ahp: Textos = Field((), title="AHP", description="Matriz, o matrices, de comparaciones por pares: una por grupo de hermanos.")
    presupuesto: Texto | None = Field(
        None, title="Presupuesto", description="Tabla del reparto de puntos: una fila por persona y una columna por nodo."
    )

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if sum((self.iguales, self.archivo is not None, bool(self.ahp), self.presupuesto is not None)) != 1:
            raise ValueError("indique uno: «archivo», «ahp», «presupuesto» o la palabra iguales")
        if self.archivo is None and (self.id or self.peso):
            raise ValueError("«id» y «peso» son columnas de «archivo»")
        return self


def _as_weights(value: object) -> object:
    if isinstance(value, str):
        return {"iguales": True} if fold(value) == IGUALES else {"archivo": value}
    return value


PesosDeclarados = Annotated[PesosEscritos, BeforeValidator(_as_weights, json_schema_input_type=PesosEscritos | str)]


class Incertidumbre(Modelo):
    """Which assumptions are drawn, how many times and from which seed."""

    pesos: Parte = Field(0.0, title="Pesos", description="Hasta cuánto cambia cada peso, hacia arriba y hacia abajo: 25%.")
    normalizacion: Normalizaciones = Field((), title="Normalización", description="Métodos entre los que se sortea.")
    agregacion: Agregadores | None = Field(None, title="Agregación", description="Formas de agregar entre las que se sortea.")
    faltantes: SiNo = Field(default=True, title="Faltantes", description="sí: cada respuesta que falta se sortea en toda su escala.")
    sorteos: Annotated[Entero, Field(ge=1, le=MAX_SORTEOS)] = Field(1000, title="Sorteos", description="Cuántas veces se sortea.")
    semilla: Annotated[Entero, Field(ge=0, le=2**63 - 1)] = Field(1, title="Semilla", description="Con la misma, los mismos sorteos.")
    primeros: Annotated[Entero, Field(ge=1)] | None = Field(
        None, title="Primeros", description="De cuántos lugares se dice con qué frecuencia se alcanzan; por omisión, los finalistas o 10."
    )


class Requisito(Modelo):
    """A column of sí and no that a unit must meet to have a place."""

    id: IdNodo = Field(title="Identificador", description="Columna con sí o no.")
    texto: Texto | None = Field(None, title="Texto", description="Qué se pide.")


def _as_column(value: object) -> object:
    return {"id": value} if isinstance(value, str) else value


RequisitoEscrito = Annotated[Requisito, BeforeValidator(_as_column, json_schema_input_type=Requisito | str)]


def _no_is_none(value: object) -> object:
    """Return None for `no`: the policy is not used."""
    return None if value is False or (isinstance(value, str) and fold(value) == "no") else value


class Comparacion(Modelo):
    """What is compared, by which index, and under which policies."""

    comparacion: IdRegistro = Field(title="Comparación", description="Identificador.")
    titulo: Texto | None = Field(None, title="Título", description="De qué es la comparación.")
    unidades: Unidades = Field(title="Unidades comparadas", description="Qué se compara.")
    nodos: Nodos | None = Field(
        None, title="Nodos", description="Los indicadores y lo que se forma con ellos: una lista, o una tabla; con fichas, lo da el marco."
    )
    normalizacion: NormalizacionEscrita | None = Field(
        None, title="Normalización", description="Cómo se llevan a una misma escala; por omisión minmax, y con fichas ninguna."
    )
    faltantes: Faltantes = Field(default_factory=Faltantes, title="Datos que faltan", description="Qué se hace con lo que falta.")
    atipicos: Annotated[Atipicos | None, BeforeValidator(_no_is_none, json_schema_input_type=Atipicos | bool | str)] = Field(
        None, title="Atípicos", description="Qué se hace con los valores extremos; no: nada."
    )
    denominar: SiNo = Field(default=False, title="Denominar", description="sí: cada indicador se divide entre su denominador.")
    pesos: PesosDeclarados | None = Field(
        None, title="Pesos", description="Tabla con otros pesos, {ahp}, {presupuesto} o iguales; por omisión, los de los nodos."
    )
    agregacion: Agregadores = Field(("aritmetica",), title="Agregación", description="Una, o una por nivel desde los indicadores.")
    incertidumbre: Incertidumbre | None = Field(None, title="Incertidumbre", description="Qué supuestos se ponen a prueba.")
    requisitos: tuple[RequisitoEscrito, ...] = Field(
        (), title="Requisitos", description="Columnas de sí y no: sin cumplirlas no hay lugar."
    )
    finalistas: Annotated[Entero, Field(ge=1)] | None = Field(None, title="Finalistas", description="Cuántas unidades pasan.")
    desempate: Textos = Field((), title="Desempate", description="Nodos que deciden entre empatados, en orden; sin ellos pasan todos.")
    fuente: FuenteEscrita | None = Field(None, title="Fuente", description="De dónde salen los datos.")
    nota: Texto | None = Field(None, title="Nota", description="Lo que convenga aclarar.")

    @property
    def normaliza(self) -> Normalizacion:
        """The method for every indicator that declares none."""
        return self.normalizacion or (NINGUNA if self.unidades.fichas else MINMAX)
