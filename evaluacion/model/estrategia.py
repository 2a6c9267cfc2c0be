"""An estrategia: the plan of internationalisation that is checked, as its file writes it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from evaluacion.model.comun import Fecha, FechaParcial, FuenteEscrita, IdRegistro, Modelo, Numero, SiNo, Texto, UnaPalabra, escritas
from evaluacion.model.estrategia_partes import (
    Accion,
    Actor,
    Comunicacion,
    Diagnostico,
    Dialogo,
    Elementos,
    Estructura,
    Frecuencia,
    Riesgo,
    Seguimiento,
    Sostenibilidad,
)
from evaluacion.model.practica import Intervalo, PorPeriodo, Punto, Territorio

Ods = tuple[Annotated[int, Field(strict=True, ge=1, le=17)], ...]
Objeto = Annotated[
    Literal["estrategia", "componentes", "actividades", "resultados", "impacto", "cumplimiento", "avances_y_retrocesos", "entorno"],
    UnaPalabra,
    escritas("estrategia", "componentes", "actividades", "resultados", "impacto", "cumplimiento", "avances y retrocesos", "entorno"),
]
Fin = Annotated[
    Literal["progreso", "impacto", "rendicion_de_cuentas", "funcionamiento", "correccion", "objetivos"],
    UnaPalabra,
    escritas("progreso", "impacto", "rendición de cuentas", "funcionamiento", "corrección", "objetivos"),
]


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Textos = Annotated[tuple[Texto, ...], BeforeValidator(_as_list, json_schema_input_type=tuple[str, ...] | str)]
"""One text, or a list of them."""


class Alineacion(Modelo):
    """An instrument that the strategy serves."""

    instrumento: Texto = Field(title="Instrumento", description="Plan de desarrollo, programa o agenda a la que sirve.")
    objetivo: Texto | None = Field(None, title="Objetivo", description="Objetivo o línea de ese instrumento.")
    ods: Ods = Field((), title="ODS", description="Números del 1 al 17.")


class Eje(Modelo):
    """An axis of action."""

    id: IdRegistro = Field(title="Identificador", description="Único entre los ejes.")
    nombre: Texto | None = Field(None, title="Nombre", description="Nombre del eje.")
    socios: Textos = Field((), title="Socios", description="Socios clave del eje.")


class Cremaa(Modelo):
    """What the team says of an indicator under the six criteria known as CREMAA."""

    claro: SiNo | None = Field(None, title="Claro", description="Se entiende de una sola manera.")
    relevante: SiNo | None = Field(None, title="Relevante", description="Dice algo importante del objetivo.")
    economico: SiNo | None = Field(None, title="Económico", description="El dato cuesta menos de lo que vale.")
    monitoreable: SiNo | None = Field(None, title="Monitoreable", description="Otra persona puede comprobarlo.")
    adecuado: SiNo | None = Field(None, title="Adecuado", description="Basta para juzgar el desempeño.")
    aportacion_marginal: SiNo | None = Field(None, title="Aportación marginal", description="Agrega algo que otro indicador no da.")


class IndicadorObjetivo(Modelo):
    """The sheet of the indicator of an objective."""

    nombre: Texto | None = Field(None, title="Nombre", description="Qué se mide, sin decir hacia dónde debe ir.")
    definicion: Texto | None = Field(None, title="Definición", description="Qué cuenta y qué no.")
    formula: Texto | None = Field(None, title="Fórmula", description="Cómo se calcula.")
    unidad: Texto | None = Field(None, title="Unidad", description="Unidad de medida.")
    sentido: Annotated[Literal["ascendente", "descendente", "mantener"] | None, UnaPalabra] = Field(
        None, title="Sentido", description="Hacia dónde mejora."
    )
    frecuencia: Frecuencia | None = Field(None, title="Frecuencia", description="Cada cuánto se mide.")
    frecuencia_fuente: Frecuencia | None = Field(
        None, title="Frecuencia de la fuente", description="Cada cuánto publica la fuente un dato nuevo."
    )
    fuente: FuenteEscrita | None = Field(None, title="Fuente", description="De dónde sale el dato.")
    responsable: Texto | None = Field(None, title="Responsable", description="Quién lo mide.")
    mide: Objeto | None = Field(None, title="Qué mide", description="Resultados, impacto, actividades u otro objeto de la lista.")
    para: Fin | None = Field(None, title="Para qué", description="Progreso, rendición de cuentas u otro fin de la lista.")
    cremaa: Cremaa | None = Field(None, title="CREMAA", description="Seis criterios del indicador, sí o no.")


class Objetivo(Modelo):
    """An objective: its statement alone, or with its parts."""

    id: IdRegistro = Field(title="Identificador", description="Único entre los objetivos.")
    enunciado: Texto | None = Field(None, title="Enunciado", description="El objetivo en una frase.")
    eje: IdRegistro | None = Field(None, title="Eje", description="Identificador del eje.")
    objetivo_plan: Texto | None = Field(None, title="Objetivo del plan", description="Objetivo del plan de desarrollo al que sirve.")
    ods: Ods = Field((), title="ODS", description="Números del 1 al 17.")
    beneficiarios: Textos = Field((), title="Beneficiarios", description="Quiénes se benefician.")
    indicador: IndicadorObjetivo | None = Field(None, title="Indicador", description="Ficha del indicador.")
    linea_base: Punto | None = Field(None, title="Línea base", description="De dónde se parte.")
    meta: Punto | None = Field(None, title="Meta", description="A dónde se quiere llegar.")
    serie: PorPeriodo = Field({}, title="Serie", description="Periodo: valor medido, para comparar el ritmo.")
    responsable: Texto | None = Field(None, title="Responsable", description="Quién responde por el objetivo.")


class Presupuesto(Modelo):
    """The money of the strategy."""

    total: Annotated[Numero, Field(ge=0, le=1e15)] | None = Field(None, title="Total", description="Monto de todo el periodo.")
    moneda: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = Field(None, title="Moneda", description="Código ISO 4217, como MXN.")
    por_anio: dict[Annotated[str, Field(pattern=r"^[0-9]{4}$")], Annotated[Numero, Field(ge=0, le=1e15)]] = Field(
        {}, title="Por año", description="Año: monto."
    )
    fuentes: Textos = Field((), title="Fuentes", description="De dónde sale: municipal, estatal, cooperación, fondo propio.")


class Instrumento(Modelo):
    """The formal document that holds the strategy."""

    nombre: Texto | None = Field(None, title="Nombre", description="Plan, política, programa o documento operativo.")
    aprobado: FechaParcial | None = Field(None, title="Aprobado", description="Cuándo se aprobó.")
    autoridad: Texto | None = Field(None, title="Autoridad", description="Cabildo, congreso o dependencia que lo aprobó.")


class Excepcion(Modelo):
    """A rule that is not to fail here, why, and until when."""

    regla: Texto = Field(title="Regla", description="Código de la regla.")
    motivo: Texto = Field(title="Motivo", description="Por qué se exceptúa; obligatorio.")
    hasta: Fecha = Field(title="Hasta", description="Último día en que vale, AAAA-MM-DD.")
    ruta: Texto | None = Field(None, title="Ruta", description="Solo lo que está en esta ruta, como objetivos[ied].")


class Estrategia(Modelo):
    """A plan of internationalisation: all its keys are optional except its id."""

    estrategia: IdRegistro = Field(title="Estrategia", description="Identificador.")
    titulo: Texto | None = Field(None, title="Título", description="Nombre con que se conoce.")
    fecha: Fecha | None = Field(None, title="Fecha", description="Día de referencia para juzgar los plazos.")
    perfil: Annotated[Literal["sin_oficina", "enlace", "unidad"] | None, UnaPalabra] = Field(
        None, title="Perfil", description="sin_oficina, enlace o unidad: qué estructura tiene el gobierno."
    )
    territorio: Territorio | None = Field(None, title="Territorio", description="De dónde es.")
    periodo: Intervalo | None = Field(None, title="Periodo", description="De cuándo a cuándo.")
    instrumento: Instrumento | None = Field(None, title="Instrumento", description="Documento formal que la contiene.")
    vision: Texto | None = Field(None, title="Visión", description="Qué lugar busca el territorio, a largo plazo.")
    diagnostico: Diagnostico | None = Field(None, title="Diagnóstico", description="FODA, perfil del territorio y lo heredado.")
    actores: tuple[Actor, ...] = Field((), title="Actores", description="Mapa de actores.")
    alineacion: tuple[Alineacion, ...] = Field((), title="Alineación", description="Instrumentos a los que sirve.")
    ejes: tuple[Eje, ...] = Field((), title="Ejes", description="Dos o tres ejes de acción.")
    objetivos: tuple[Objetivo, ...] = Field((), title="Objetivos", description="Objetivos con su indicador y su meta.")
    acciones: tuple[Accion, ...] = Field((), title="Acciones", description="Acciones con fechas, responsable y presupuesto.")
    presupuesto: Presupuesto | None = Field(None, title="Presupuesto", description="Total, por año y fuentes.")
    estructura: Estructura | None = Field(None, title="Estructura", description="Unidad o enlace, personal, presupuesto y alianzas.")
    riesgos: tuple[Riesgo, ...] = Field((), title="Riesgos", description="Tipo, probabilidad y contingencia.")
    comunicacion: Comunicacion | None = Field(None, title="Comunicación", description="Hacia dentro y hacia fuera.")
    dialogo: Dialogo | None = Field(None, title="Diálogo", description="Espacios de diálogo con los actores.")
    seguimiento: Seguimiento | None = Field(None, title="Seguimiento", description="Tablero, informe y evaluación.")
    sostenibilidad: Sostenibilidad | None = Field(None, title="Sostenibilidad", description="Los ocho frentes que la hacen durar.")
    elementos: Elementos | None = Field(None, title="Elementos", description="Otros elementos de la planificación estratégica.")
    referentes: Textos = Field((), title="Referentes", description="Experiencias de otras ciudades que se estudiaron.")
    excepciones: tuple[Excepcion, ...] = Field((), title="Excepciones", description="Reglas exceptuadas, con motivo y fecha.")
    fuente: FuenteEscrita | None = Field(None, title="Fuente", description="De dónde se tomó.")
    nota: Texto | None = Field(None, title="Nota", description="Lo que convenga aclarar.")
