"""The parts of a comparison: its units, what is done with missing data and with outliers, and the words they share."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from evaluacion.base.numeros import parse_fraction
from evaluacion.model.comun import Entero, Modelo, Numero, SiNo, Texto, UnaPalabra, escritas

Agregador = Annotated[
    Literal["aritmetica", "geometrica", "armonica", "minimo"],
    UnaPalabra,
    escritas("aritmética", "geométrica", "armónica", "mínimo"),
]
Metodo = Annotated[Literal["minmax", "postes", "distancia", "zscore", "rango", "prank", "borda", "bandas", "ninguna"], UnaPalabra]
Politica = Annotated[
    Literal["omitir", "error", "cero", "media", "mediana", "media_de_grupo", "mediana_de_grupo"],
    UnaPalabra,
    escritas("omitir", "error", "cero", "media", "mediana", "media de grupo", "mediana de grupo"),
]
Por = Annotated[Literal["todo", "periodo"], UnaPalabra]
SentidoDeNodo = Literal["ascendente", "descendente"]
IdNodo = Annotated[str, StringConstraints(min_length=1, max_length=200)]
"""The id of a node or of a unit: free text, such as `LPI` or `P2P`."""
SIN_CERO: frozenset[str] = frozenset({"geometrica", "armonica"})
"""What has no sense where a value can be 0 or negative."""
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%", re.ASCII)
_SENTIDOS = {1: "ascendente", -1: "descendente", "1": "ascendente", "+1": "ascendente", "-1": "descendente"}


def _read_share(value: object) -> object:
    if isinstance(value, str):
        match = _PERCENT.fullmatch(value.strip())
        fraction = float(match[1]) / 100 if match is not None else parse_fraction(value)
        if fraction is None:
            raise ValueError("se espera una parte de 0 a 1, como 0.25, 2/3 o 25%")
        return fraction
    if isinstance(value, bool):
        raise ValueError("se espera una parte de 0 a 1, no sí o no")  # noqa: TRY004 - pydantic turns ValueError into a finding
    return value


def _read_sense(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _SENTIDOS.get(int(value), value) if value in (1, -1) else value
    return _SENTIDOS.get(value.strip(), value) if isinstance(value, str) else value


def several(value: object) -> object:
    """Return one written alone as a list of one."""
    return value if value is None or isinstance(value, list | tuple) else [value]


Parte = Annotated[float, Field(ge=0, le=1), BeforeValidator(_read_share, json_schema_input_type=float | str)]
"""A share from 0 to 1: `0.25`, `2/3` or `25%`."""
Sentido = Annotated[
    SentidoDeNodo, BeforeValidator(_read_sense, json_schema_input_type=SentidoDeNodo | Literal[1, -1, "1", "-1"]), UnaPalabra
]
"""`ascendente` (1) or `descendente` (-1)."""
Partes = Annotated[tuple[Parte, ...], BeforeValidator(several, json_schema_input_type=tuple[Parte, ...] | Parte), Field(min_length=1)]
Textos = Annotated[tuple[Texto, ...], BeforeValidator(several, json_schema_input_type=tuple[Texto, ...] | str)]
Agregadores = Annotated[
    tuple[Agregador, ...], BeforeValidator(several, json_schema_input_type=tuple[Agregador, ...] | Agregador), Field(min_length=1)
]
Par = Annotated[tuple[Numero, Numero], Field(json_schema_extra={"minItems": 2, "maxItems": 2})]
PesoDeNodo = Annotated[Numero, Field(ge=0, le=1e15)]


class Unidades(Modelo):
    """Who is compared: the rows of a table, or records judged by marcos."""

    archivo: Textos = Field(
        (), title="Archivo", description="Tabla, o varias con la misma clave: una fila por unidad, o por unidad y periodo."
    )
    id: Texto | None = Field(None, title="Identificador", description="Columna con la clave de cada unidad.")
    nombre: Texto | None = Field(None, title="Nombre", description="Columna con su nombre; por omisión, su clave.")
    grupos: Textos = Field((), title="Grupos", description="Columnas por las que se agrupan.")
    periodo: Texto | None = Field(None, title="Periodo", description="Columna con el periodo, si hay varios.")
    excluye: Textos = Field((), title="Excluye", description="Claves de las filas que no son unidades: total, promedio.")
    fichas: Textos = Field((), title="Fichas", description="Registros, o el archivo de un panel, en vez de una tabla.")
    marco: Textos = Field((), title="Marco", description="Instrumento, o varios, con que se califican los registros.")
    moderacion: Texto | None = Field(
        None, title="Moderación", description="Con fichas: archivo de respuestas acordadas, que reemplazan los votos de los evaluadores."
    )

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if bool(self.archivo) == bool(self.fichas):
            raise ValueError("indique «archivo» (una tabla) o «fichas» (registros), una de las dos")
        if self.archivo and self.id is None:
            raise ValueError("falta «id»: la columna con la clave de cada unidad")
        if self.archivo and self.marco:
            raise ValueError("«marco» es para «fichas»; una tabla no se califica con un instrumento")
        if self.archivo and self.moderacion is not None:
            raise ValueError("«moderacion» es para «fichas»: los datos de una tabla no se acuerdan")
        if self.fichas and not self.marco:
            raise ValueError("falta «marco»: con qué instrumento se califican las fichas")
        if self.fichas and (self.id or self.nombre or self.periodo):
            raise ValueError("«id», «nombre» y «periodo» son columnas de una tabla: las fichas ya los traen")
        return self


class Disponibilidad(Modelo):
    """The least share of the children of a node that must be there, by count and by effective weight; one, or one a level."""

    cuenta: Partes = Field((0.0,), title="Cuenta", description="Parte de los componentes; una, o una por nivel.")
    peso: Partes = Field((0.0,), title="Peso", description="Parte del peso de los componentes; una, o una por nivel.")

    @property
    def is_any(self) -> bool:
        """Whether nothing is demanded."""
        return not any((*self.cuenta, *self.peso))


def _as_count(value: object) -> object:
    return {"cuenta": value} if isinstance(value, int | float | str | list | tuple) else value


DisponibilidadEscrita = Annotated[
    Disponibilidad, BeforeValidator(_as_count, json_schema_input_type=Disponibilidad | Parte | tuple[Parte, ...])
]


class Faltantes(Modelo):
    """What is done with a cell that is empty."""

    politica: Politica = Field("omitir", title="Política", description="Qué se hace con lo que falta.")
    grupo: Texto | None = Field(None, title="Grupo", description="Columna del grupo cuya media o mediana se usa.")
    disponibilidad_minima: DisponibilidadEscrita = Field(
        default_factory=Disponibilidad,
        title="Disponibilidad mínima",
        description="Parte mínima de los componentes que debe haber: un número, 2/3, una lista por nivel, o {cuenta, peso}.",
    )

    @model_validator(mode="after")
    def _group_has_sense(self) -> Self:
        of_group = self.politica.endswith("_de_grupo")
        if of_group and self.grupo is None:
            raise ValueError(f"la política «{self.politica.replace('_', ' ')}» necesita «grupo»: una de las columnas de grupos")
        if not of_group and self.grupo is not None:
            raise ValueError("«grupo» solo se usa con las políticas media de grupo y mediana de grupo")
        return self


class Atipicos(Modelo):
    """How extreme values are pulled in: winsorising while skewness and kurtosis say so, then a logarithm where that is not enough."""

    metodo: Annotated[Literal["winsor"], UnaPalabra] = Field("winsor", title="Método", description="winsor: acercar los extremos.")
    puntos_max: Annotated[Entero, Field(ge=0, le=1000)] = Field(5, title="Puntos", description="Cuántos valores se acercan, a lo más.")
    asimetria: Annotated[Numero, Field(gt=0)] = Field(2.0, title="Asimetría", description="Hasta qué asimetría se admite.")
    curtosis: Annotated[Numero, Field(gt=0)] = Field(3.5, title="Curtosis", description="Hasta qué curtosis se admite.")
    logaritmo: SiNo = Field(
        default=True, title="Logaritmo", description="Segunda etapa, si acercar no basta: una transformación logarítmica."
    )
