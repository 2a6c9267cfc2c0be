"""Worked examples of a marco: some answers and the result they must give."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from evaluacion.model.comun import Id, Modelo, Numero, PeriodoTexto, SiNo, Texto
from evaluacion.model.practica import RespuestaEscrita, SerieIndicador


class EsperaNodo(Modelo):
    """The numbers that a criterion or a group must have; what is not written is not compared; empty means unknown."""

    puntaje: Numero | None = Field(None, title="Puntaje", description="Puntaje central; vacío si no lo hay.")
    minimo: Numero | None = Field(None, title="Garantizado", description="Extremo inferior.")
    maximo: Numero | None = Field(None, title="Alcanzable", description="Extremo superior.")
    cobertura: Numero | None = Field(None, title="Cobertura", description="Fracción respondida.")
    aplicabilidad: Numero | None = Field(None, title="Aplicabilidad", description="Fracción que aplica.")


class EsperaNivel(Modelo):
    """The level that must come out."""

    seguro: Texto | None = Field(None, title="Seguro", description="Nivel que ya nada puede cambiar.")
    al_menos: Texto | None = Field(None, title="Al menos", description="Nivel garantizado.")
    hasta: Texto | None = Field(None, title="Hasta", description="Nivel alcanzable.")


class EsperaCompuerta(Modelo):
    """A gate that must be closed or pending."""

    nivel: Texto = Field(title="Nivel", description="Nivel que la exige.")
    criterio: Id = Field(title="Criterio", description="Criterio que no la alcanza.")
    estado: Literal["cerrada", "pendiente"] = Field(title="Estado", description="Cerrada o pendiente.")


class EsperaIndicador(Modelo):
    """What must come out of an indicator."""

    valor: Numero | None = Field(None, title="Valor", description="Valor juzgado.")
    periodo: Texto | None = Field(None, title="Periodo", description="Su periodo.")
    medida: Numero | None = Field(None, title="Medida", description="Porcentaje sin recortar.")
    esperado: Numero | None = Field(None, title="Esperado", description="Lo debido a la fecha del valor.")
    semaforo: Texto | None = Field(None, title="Semáforo", description="rojo, amarillo, verde, exceso o aún no exigible.")
    senales: tuple[Texto, ...] = Field((), title="Señales", description="retroceso, dato atrasado, no calculable.")


class EsperaMedida(Modelo):
    """A measure of a typology."""

    valor: Numero | None = Field(None, title="Valor", description="Lo que vale; vacío si no se sabe.")
    minimo: Numero | None = Field(None, title="Mínimo", description="Lo menos que puede valer.")
    maximo: Numero | None = Field(None, title="Máximo", description="Lo más que puede valer.")


class EsperaTipologia(Modelo):
    """The types that must come out."""

    seguros: tuple[Texto, ...] | None = Field(None, title="Seguros", description="Tipos que ya nada puede cambiar.")
    posibles: tuple[Texto, ...] | None = Field(None, title="Posibles", description="Tipos que todavía puede ser; incluyen los seguros.")
    medidas: dict[Id, EsperaMedida] = Field({}, title="Medidas", description="eje, total, cobertura, equilibrio, dispersion o mayor.")


def _as_level(value: object) -> object:
    return {"seguro": value, "al_menos": value, "hasta": value} if isinstance(value, str) else value


class Espera(EsperaNodo):
    """The result that must come out; what is not written is not compared."""

    minimo_estricto: Numero | None = Field(None, title="Mínimo estricto", description="Cada «no aplica» como peor respuesta.")
    nivel: Annotated[EsperaNivel | None, BeforeValidator(_as_level, json_schema_input_type=EsperaNivel | str | None)] = Field(
        None, title="Nivel", description="El nivel seguro, o sus tres partes."
    )
    subnivel: Annotated[EsperaNivel | None, BeforeValidator(_as_level, json_schema_input_type=EsperaNivel | str | None)] = Field(
        None, title="Subnivel", description="La parte segura del nivel («alto: tercio bajo»), o sus tres partes."
    )
    tipologia: EsperaTipologia | None = Field(None, title="Tipología", description="Los tipos, si el marco clasifica.")
    provisional: SiNo | None = Field(None, title="Provisional", description="Si el puntaje es provisional.")
    elegible: SiNo | None = Field(None, title="Elegible", description="Si cumple los requisitos; vacío si no se sabe.")
    compuerta: tuple[EsperaCompuerta, ...] = Field((), title="Compuerta", description="Requisitos mínimos no alcanzados.")
    sin_lectura_alterna: EsperaNodo | None = Field(None, title="Sin lectura alterna", description="Total sin esas preguntas.")
    grupos: dict[Id, EsperaNodo] = Field({}, title="Grupos", description="Por grupo.")
    criterios: dict[Id, EsperaNodo] = Field({}, title="Criterios", description="Por criterio.")
    indicadores: dict[Id, EsperaIndicador] = Field({}, title="Indicadores", description="Por indicador.")

    @model_validator(mode="after")
    def _says_something(self) -> Espera:
        """Refuse a case that compares nothing: it would pass whatever the marco did."""
        if not self.model_fields_set:
            raise ValueError("se espera al menos un resultado: el caso no compara nada")
        return self


class Caso(Modelo):
    """One worked example."""

    nombre: Texto = Field(title="Nombre", description="Qué prueba, en una frase.")
    todas: RespuestaEscrita | None = Field(None, title="Todas", description="Respuesta de las preguntas que no se listan.")
    respuestas: dict[str, RespuestaEscrita] = Field({}, title="Respuestas", description="criterio.pregunta y su respuesta.")
    indicadores: dict[Id, SerieIndicador] = Field({}, title="Indicadores", description="Datos de los indicadores.")
    requisitos: dict[Id, SiNo] = Field({}, title="Requisitos", description="Condiciones sin puntos.")
    fecha: PeriodoTexto | None = Field(None, title="Fecha", description="Periodo de referencia para «dato atrasado».")
    espera: Espera = Field(title="Espera", description="El resultado que debe salir.")


class Casos(Modelo):
    """The worked examples of a marco, as the list that `casos.yaml` holds."""

    casos: tuple[Caso, ...] = Field(title="Casos", description="Ejemplos resueltos.", min_length=1)
