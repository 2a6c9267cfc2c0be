"""A procedure as data: steps with their deadlines; and the record of one that is under way."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from evaluacion.model.comun import Entero, Fecha, FuenteEscrita, Id, IdRegistro, Modelo, SiNo, Texto, UnaPalabra

Version = Annotated[str, StringConstraints(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")]
Cantidad = Annotated[Entero, Field(ge=0, le=520)]
De = Annotated[Literal["fuente", "herramienta"], UnaPalabra]
MAX_DIAS = 3660
"""Longest closure that a file may add, in days."""


class Parametro(Modelo):
    """A number of a procedure that a record may change."""

    valor: Cantidad = Field(title="Valor", description="Cuántos, si el expediente no dice otra cosa.")
    texto: Texto = Field(title="Texto", description="Qué es, y de quién es la decisión.")


class Limite(Modelo):
    """How the latest date of a step is found: so much before, or so much after, another one or the anchor."""

    antes_de: Id | None = Field(None, title="Antes de", description="Paso o ancla al que precede.")
    tras: Id | None = Field(None, title="Tras", description="Paso o ancla al que sigue.")
    dias_habiles: Cantidad | Id | None = Field(None, title="Días hábiles", description="Cuántos, o el parámetro que lo dice.")
    semanas: Cantidad | None = Field(None, title="Semanas", description="Cuántas semanas.")
    de: De = Field("fuente", title="De", description="fuente: el plazo es de la fuente; herramienta: lo decidió esta herramienta.")
    texto: Texto | None = Field(None, title="Texto", description="El plazo, en palabras.")

    @model_validator(mode="after")
    def _one_of_each(self) -> Self:
        if (self.antes_de is None) == (self.tras is None):
            raise ValueError("indique «antes_de» o «tras», una de las dos")
        if (self.dias_habiles is None) == (self.semanas is None):
            raise ValueError("indique «dias_habiles» o «semanas», una de las dos")
        return self

    @property
    def base(self) -> str:
        """The step or anchor from which it counts."""
        return self.antes_de or self.tras or ""


class Paso(Modelo):
    """One step of a procedure."""

    id: Id = Field(title="Identificador", description="Cómo lo nombran los expedientes.")
    numero: Entero | None = Field(None, title="Número", description="Número en la fuente.")
    nombre: Texto = Field(title="Nombre", description="En pocas palabras.")
    texto: Texto = Field(title="Texto", description="Qué se hace.")
    responsable: Texto = Field(title="Responsable", description="A quién le toca.")
    limite: Limite | None = Field(None, title="Límite", description="Hasta cuándo; sin él, la fuente no da plazo.")
    despues_de: tuple[Id, ...] = Field((), title="Después de", description="Pasos, o el ancla, que no pueden ser posteriores.")
    opcional: SiNo = Field(default=False, title="Opcional", description="sí: puede omitirse.")
    fuente: FuenteEscrita | None = Field(None, title="Fuente", description="De dónde sale; por omisión, la del procedimiento.")


class Ancla(Modelo):
    """The day from which everything counts, and the step that may give it instead."""

    id: Id = Field(title="Identificador", description="Cómo lo nombran los límites y los expedientes.")
    nombre: Texto = Field(title="Nombre", description="Cómo se muestra.")
    clave: Annotated[Literal["firma", "desde"], UnaPalabra] = Field(
        title="Clave", description="firma o desde: la clave u opción que la da."
    )
    paso_de_la_otra: Id = Field(title="Paso de la otra", description="Paso cuyo límite da la otra clave, para contar al revés.")
    es_paso: SiNo = Field(default=True, title="Es paso", description="sí: el ancla es un acto que se cumple, como una firma.")
    antes_del_paso: Id | None = Field(None, title="Antes del paso", description="Paso ante el que se muestra; por omisión, al principio.")


class Procedimiento(Modelo):
    """A procedure: its steps in order, and how their dates depend on one day."""

    procedimiento: Id = Field(title="Procedimiento", description="Identificador.")
    version: Version = Field(title="Versión", description="Tres números: 1.0.0.")
    titulo: Texto = Field(title="Título", description="De qué es.")
    fuente: FuenteEscrita | None = Field(None, title="Fuente", description="De dónde sale.")
    nota: Texto | None = Field(None, title="Nota", description="Lo que la fuente no da y se decidió aquí, y por qué.")
    ancla: Ancla = Field(title="Día del que se cuenta", description="El día del que todo depende.")
    parametros: dict[Id, Parametro] = Field({}, title="Parámetros", description="Números que un expediente puede cambiar.")
    pasos: tuple[Paso, ...] = Field(title="Pasos", description="En orden.", min_length=1)

    def paso(self, name: str) -> Paso:
        """Return a step by its id."""
        return next(item for item in self.pasos if item.id == name)


class Cierre(Modelo):
    """Days on which the offices close although the calendar does not say so."""

    dia: Fecha | None = Field(None, title="Día", description="Un solo día.")
    desde: Fecha | None = Field(None, title="Desde", description="Primer día de un periodo.")
    hasta: Fecha | None = Field(None, title="Hasta", description="Último día de un periodo.")
    motivo: Texto = Field(title="Motivo", description="Por qué cierran, o qué acuerdo lo dispone.")

    @model_validator(mode="after")
    def _a_day_or_a_range(self) -> Self:
        if (self.dia is None) == (self.desde is None) or (self.desde is None) != (self.hasta is None):
            raise ValueError("indique «dia», o «desde» y «hasta»")
        first, last = self.dias
        if first > last:
            raise ValueError("«desde» es posterior a «hasta»")
        if (last - first).days > MAX_DIAS:
            raise ValueError("el cierre dura más de diez años")
        return self

    @property
    def dias(self) -> tuple[date, date]:
        """First and last day."""
        return date.fromisoformat(self.dia or self.desde or ""), date.fromisoformat(self.dia or self.hasta or "")


class Expediente(Modelo):
    """One procedure under way: its day, what was done and when, and the closures that count for it."""

    procedimiento: Id = Field(title="Procedimiento", description="Identificador del procedimiento.")
    expediente: IdRegistro | None = Field(None, title="Expediente", description="Identificador de este caso.")
    titulo: Texto | None = Field(None, title="Título", description="De qué es.")
    firma: Fecha | None = Field(None, title="Firma", description="Día en que se firma o se quiere firmar.")
    desde: Fecha | None = Field(None, title="Desde", description="Día en que se empieza.")
    fecha: Fecha | None = Field(None, title="Fecha", description="Día de referencia, si no lo da --fecha.")
    hechos: dict[Id, Fecha] = Field({}, title="Hechos", description="Por paso, el día en que se cumplió.")
    parametros: dict[Id, Cantidad] = Field({}, title="Parámetros", description="Números que cambian en este caso.")
    dias_inhabiles: tuple[Cierre, ...] = Field((), title="Días inhábiles", description="Cierres que se agregan al calendario.")


class EsperaProcedimiento(Modelo):
    """What must come out; what is not written is not compared."""

    ancla: Fecha | None = Field(None, title="Ancla", description="El día del que todo depende.")
    limites: dict[Id, Fecha] = Field({}, title="Límites", description="Por paso, su último día.")
    previstos: dict[Id, Fecha] = Field({}, title="Previstos", description="Por paso, el día en que se espera, por lo hecho hasta ahora.")
    estados: dict[Id, Texto] = Field({}, title="Estados", description="Por paso, cómo va.")
    retrasos: dict[Id, Entero] = Field({}, title="Retrasos", description="Por paso, días hábiles de retraso.")
    siguiente: Id | None = Field(None, title="Siguiente", description="El paso que sigue; vacío si ninguno.")
    incumple: tuple[Id, ...] = Field((), title="Incumple", description="Pasos cuyo plazo no se cumplió.")
    ancla_posible: Fecha | None = Field(None, title="Ancla posible", description="Primer día que cumple los plazos.")


class CasoProcedimiento(Modelo):
    """A worked example of a procedure."""

    nombre: Texto = Field(title="Nombre", description="Qué prueba, en una frase.")
    expediente: Expediente = Field(title="Un expediente", description="Los datos.")
    espera: EsperaProcedimiento = Field(title="Espera", description="Lo que debe salir.")


class CasosProcedimiento(Modelo):
    """The worked examples of a procedure, as the list that its `casos.yaml` holds."""

    casos: tuple[CasoProcedimiento, ...] = Field(title="Casos", description="Ejemplos resueltos.", min_length=1)
