"""The parts of a strategy that surround its objectives: diagnosis, actors, actions, structure, risks, follow-up."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from evaluacion.base.textos import SECTORES
from evaluacion.model.comun import FechaParcial, IdRegistro, Modelo, Numero, SiNo, Texto, UnaPalabra, escritas

Sector = Literal[
    "social", "privado", "academico", "internacional", "medios", "otros_gobiernos", "gobierno_local", "migrantes", "cultural", "artistico"
]
SectorEscrito = Annotated[
    Sector,
    UnaPalabra,
    escritas(*SECTORES.values()),
]
Frecuencia = Annotated[
    Literal["mensual", "bimestral", "trimestral", "cuatrimestral", "semestral", "anual", "bienal", "trienal", "quinquenal", "sexenal"],
    UnaPalabra,
]
Momento = Annotated[Literal["ex_ante", "intermedia", "ex_post"], UnaPalabra, escritas("ex ante", "intermedia", "ex post")]


class Diagnostico(Modelo):
    """Where the territory stands."""

    fortalezas: tuple[Texto, ...] = Field((), title="Fortalezas", description="Lo que el territorio tiene a favor.")
    oportunidades: tuple[Texto, ...] = Field((), title="Oportunidades", description="Lo que el entorno ofrece.")
    debilidades: tuple[Texto, ...] = Field((), title="Debilidades", description="Lo que le falta al territorio.")
    amenazas: tuple[Texto, ...] = Field((), title="Amenazas", description="Lo que el entorno pone en riesgo.")
    perfil: Texto | None = Field(None, title="Perfil", description="Documento con el perfil del estado o municipio.")
    herencia: Texto | None = Field(None, title="Herencia", description="Qué acuerdos y proyectos de gobiernos anteriores se revisaron.")


class Actor(Modelo):
    """Somebody who takes part or should."""

    nombre: Texto = Field(title="Nombre", description="Nombre del actor.")
    sector: SectorEscrito | None = Field(None, title="Sector", description="social, privado, académico, internacional, medios…")
    ambito: Annotated[Literal["interno", "externo"] | None, UnaPalabra] = Field(
        None, title="Ámbito", description="Interno si está en el territorio; externo si no."
    )
    papel: Texto | None = Field(None, title="Papel", description="Qué hace o puede hacer.")


class Dinero(Modelo):
    """An amount of money."""

    monto: Annotated[Numero, Field(ge=0, le=1e15)] = Field(title="Monto", description="Cantidad, sin separador de miles.")
    moneda: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = Field(None, title="Moneda", description="Código ISO 4217, como MXN.")


class Accion(Modelo):
    """An action with when, who and how much."""

    id: IdRegistro = Field(title="Identificador", description="Único entre las acciones.")
    objetivo: IdRegistro | None = Field(None, title="Objetivo", description="Identificador del objetivo al que sirve.")
    accion: Texto | None = Field(None, title="Acción", description="Qué se hará.")
    responsable: Texto | None = Field(None, title="Responsable", description="Área o persona que responde.")
    inicio: FechaParcial | None = Field(None, title="Inicio", description="Cuándo empieza.")
    fin: FechaParcial | None = Field(None, title="Fin", description="Cuándo termina.")
    presupuesto: Dinero | None = Field(None, title="Presupuesto", description="Monto y moneda; monto 0 si no cuesta.")


def _as_text(value: object) -> object:
    return {"nota": value} if isinstance(value, str) else value


class Asignado(Modelo):
    """The money assigned to the area in charge."""

    monto: Annotated[Numero, Field(ge=0, le=1e15)] | None = Field(None, title="Monto", description="Cantidad al año.")
    moneda: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = Field(None, title="Moneda", description="Código ISO 4217, como MXN.")
    nota: Texto | None = Field(None, title="Nota", description="De dónde sale.")


class Estructura(Modelo):
    """Who runs the strategy inside the government."""

    unidad: Texto | None = Field(None, title="Unidad", description="Oficina o área a cargo.")
    enlace: Texto | None = Field(None, title="Enlace", description="Cargo de la persona que sirve de enlace.")
    personal: Annotated[Numero, Field(ge=0, le=10000)] | None = Field(None, title="Personal", description="Cuántas personas.")
    presupuesto: Annotated[Asignado, BeforeValidator(_as_text, json_schema_input_type=Asignado | str)] | None = Field(
        None, title="Presupuesto", description="Dinero asignado: un texto, o monto y moneda."
    )
    alianzas: tuple[Texto, ...] = Field((), title="Alianzas", description="Cancillería, redes de ciudades, otros municipios.")


class Riesgo(Modelo):
    """Something that may go wrong, how likely, and what would be done."""

    tipo: Annotated[
        Literal["politico", "institucional", "economico", "ambiental", "infraestructura"],
        UnaPalabra,
        escritas("político", "institucional", "económico", "ambiental", "infraestructura"),
    ] = Field(title="Tipo", description="político o institucional, económico, ambiental, infraestructura.")
    descripcion: Texto | None = Field(None, title="Descripción", description="Qué puede ocurrir.")
    probabilidad: Annotated[Literal["alta", "media", "baja"] | None, UnaPalabra] = Field(
        None, title="Probabilidad", description="alta, media o baja."
    )
    contingencia: Texto | None = Field(None, title="Contingencia", description="Qué se hará si ocurre.")


class Comunicacion(Modelo):
    """How the strategy is told."""

    interna: Texto | None = Field(None, title="Interna", description="Cómo se informa dentro del gobierno.")
    externa: Texto | None = Field(None, title="Externa", description="Cómo se informa a la ciudadanía.")


class Espacio(Modelo):
    """A place for dialogue."""

    nombre: Texto = Field(title="Nombre", description="Consejo, mesa, taller, foro…")
    proposito: (
        Annotated[
            Literal["consulta", "deliberacion", "negociacion", "rendicion_de_cuentas"],
            UnaPalabra,
            escritas("consulta", "deliberación", "negociación", "rendición de cuentas"),
        ]
        | None
    ) = Field(None, title="Propósito", description="consulta, deliberación, negociación o rendición de cuentas.")
    producto: Texto | None = Field(None, title="Producto", description="Qué debe salir del espacio.")
    participantes: tuple[SectorEscrito, ...] = Field((), title="Participantes", description="Sectores que participan.")
    frecuencia: Frecuencia | None = Field(None, title="Frecuencia", description="Cada cuánto se reúne.")


class Dialogo(Modelo):
    """How the government talks with the actors."""

    espacios: tuple[Espacio, ...] = Field((), title="Espacios", description="Espacios de diálogo.")


class Informe(Modelo):
    """The report of results."""

    publico: SiNo | None = Field(None, title="Público", description="Sí si cualquiera puede consultarlo.")
    frecuencia: Frecuencia | None = Field(None, title="Frecuencia", description="Cada cuánto se publica.")
    donde: Texto | None = Field(None, title="Dónde", description="Página o lugar en que se publica.")


class Seguimiento(Modelo):
    """How progress is followed and judged."""

    tablero: Texto | None = Field(None, title="Tablero", description="Tablero de control: cuál y quién lo alimenta.")
    informe: Informe | None = Field(None, title="Informe", description="Informe de resultados.")
    evaluacion: tuple[Momento, ...] = Field((), title="Evaluación", description="ex ante, intermedia, ex post.")


class Sostenibilidad(Modelo):
    """What makes the strategy last."""

    vision: Texto | None = Field(None, title="Visión", description="Visión de largo plazo.")
    apropiacion: Texto | None = Field(None, title="Apropiación", description="Cómo la hacen suya los actores.")
    liderazgo: Texto | None = Field(None, title="Liderazgo", description="Quién la encabeza y cómo sobrevive al cambio de gobierno.")
    instrumentos: Texto | None = Field(None, title="Instrumentos", description="Políticas, programas y presupuestos que la sostienen.")
    capacidades: Texto | None = Field(None, title="Capacidades", description="Qué se hace para formar a los actores.")
    contexto: Texto | None = Field(None, title="Contexto", description="Cómo se adapta al entorno internacional.")
    espacios: Texto | None = Field(None, title="Espacios", description="Espacios permanentes de diálogo.")
    ajustes: Texto | None = Field(None, title="Ajustes", description="Cuándo y cómo se revisa y se corrige.")


class Elementos(Modelo):
    """Elements of strategic planning that no other key holds."""

    voluntad_politica: Texto | None = Field(None, title="Voluntad política", description="Cómo la respalda quien gobierna.")
    transversalidad: Texto | None = Field(None, title="Transversalidad", description="Enlaces en las demás áreas y cómo se coordinan.")
    politica_exterior: Texto | None = Field(None, title="Política exterior", description="Cómo se coordina con la cancillería.")
    fondos: Texto | None = Field(None, title="Fondos", description="Aliados, fondos y convocatorias identificados.")
    capacitacion: Texto | None = Field(None, title="Capacitación", description="Formación del personal.")
    region: Texto | None = Field(None, title="Región", description="Trabajo con municipios o estados vecinos.")
    cartera: Texto | None = Field(None, title="Cartera", description="Cartera de proyectos estratégicos.")
    atractividad: Texto | None = Field(None, title="Atractividad", description="Estrategia de atractividad del territorio.")
    redes: Texto | None = Field(None, title="Redes", description="Redes internacionales elegidas y para qué.")
    multilateralismo: Texto | None = Field(None, title="Multilateralismo", description="Participación en negociaciones y agendas.")
    gobernanza: Texto | None = Field(None, title="Gobernanza", description="Espacio de gobierno compartido con los actores.")
