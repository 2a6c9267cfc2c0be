"""Claims: figures that a publication states about its own tables, as a file writes them."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from evaluacion.model.comun import Entero, FuenteEscrita, Id, Modelo, Numero, SiNo, Texto, UnaPalabra
from evaluacion.model.proyeccion import GREATEST_RATE, LOWEST_RATE, Factor, Tasa

_PRINTED = re.compile(r"([+-]?)(\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(\.\d{1,9})?\s*%?", re.ASCII)

TipoDeCifra = Literal["total", "suma", "media", "participacion", "crecimiento", "diferencia", "mayores", "lugar", "proyeccion", "conteo"]


def parse_printed(text: str) -> tuple[Fraction, int] | None:
    """Return the value of a printed figure (`1,350`, `65.04%`) and how many decimals it shows, or None.

    The comma groups thousands, as books printed in Mexico do.
    """
    match = _PRINTED.fullmatch(text.strip())
    if match is None:
        return None
    sign, whole, tail = match.groups()
    return Fraction(Decimal(f"{sign}{whole.replace(',', '')}{tail or ''}")), len(tail or "") - bool(tail)


def _read_printed(value: object) -> object:
    """Return a printed figure as text: what a number alone has lost (its last zeros) cannot be guessed."""
    if type(value) is float:
        raise ValueError("escríbalo entre comillas, con los decimales que se imprimieron")
    if isinstance(value, bool) or parse_printed(str(value)) is None:
        raise ValueError("se espera una cifra como se imprimió: 1,350, 65.04% o 2.40")
    return str(value).strip()


Impreso = Annotated[str, BeforeValidator(_read_printed, json_schema_input_type=str | int | float)]
"""A figure as it was printed; its decimals matter."""


class Dato(Modelo):
    """Which cells of a table enter a computation; a `valor` is a figure that the text gives and no table has."""

    tabla: Id | None = Field(None, title="Tabla", description="Identificador de la tabla; por omisión, la de la cifra.")
    columna: Texto | None = Field(None, title="Columna", description="Nombre de la columna.")
    columnas: tuple[Texto, ...] = Field((), title="Columnas", description="Varias columnas, que se suman.")
    fila: Texto | None = Field(None, title="Fila", description="Identificador o nombre de una fila; puede ser la de resumen.")
    filas: tuple[Texto, ...] = Field((), title="Filas", description="Varias filas; por omisión, todas menos las de resumen.")
    medida: Annotated[Literal["total", "media"] | None, UnaPalabra] = Field(
        None, title="Medida", description="total (por omisión) o media de esas celdas."
    )
    valor: Impreso | None = Field(None, title="Valor", description="Cifra que el texto da y ninguna tabla tiene.")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        named = (self.columna is not None) + bool(self.columnas) + (self.valor is not None)
        if named > 1:
            raise ValueError("use una sola de «columna», «columnas» y «valor»")
        if self.fila is not None and self.filas:
            raise ValueError("use «fila» o «filas», no las dos")
        return self


class Condicion(Modelo):
    """Which rows a count takes."""

    minimo: Numero | None = Field(None, title="Mínimo", description="Desde este valor, incluido.")
    maximo: Numero | None = Field(None, title="Máximo", description="Hasta este valor, incluido.")
    mayor_que: Numero | None = Field(None, title="Mayor que", description="Más de este valor.")
    menor_que: Numero | None = Field(None, title="Menor que", description="Menos de este valor.")

    @model_validator(mode="after")
    def _some(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("indique «minimo», «maximo», «mayor_que» o «menor_que»")
        return self


_CELLS = frozenset({"columna", "columnas", "fila", "filas"})
_KEYS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "total": (frozenset(), _CELLS),
    "suma": (frozenset(), _CELLS),
    "media": (frozenset({"columna"}), _CELLS),
    "participacion": (frozenset(), _CELLS | {"valor", "entre", "porcentajes", "otros_totales"}),
    "crecimiento": (frozenset({"desde", "hasta"}), frozenset({"periodos"})),
    "diferencia": (frozenset({"desde", "hasta"}), frozenset()),
    "mayores": (frozenset({"columna", "cuantos"}), frozenset({"filas", "expresado", "otros_totales"})),
    "lugar": (frozenset({"columna", "fila"}), frozenset({"orden"})),
    "proyeccion": (frozenset({"base", "tasa", "periodos"}), frozenset({"factor"})),
    "conteo": (frozenset({"columna", "condicion"}), frozenset({"filas"})),
}
"""For each kind of claim, the keys that it needs and the others that it admits."""
_ALWAYS = frozenset({"id", "tipo", "publicado", "decimales", "tabla", "fuente", "nota", "sin_datos"})


class Afirmacion(Dato):
    """One published figure, and how it should come out of the tables."""

    id: Id = Field(title="Identificador", description="Minúsculas, números y guion bajo; no se repite en el archivo.")
    tipo: Annotated[TipoDeCifra, UnaPalabra] = Field(title="Tipo", description="Qué clase de cuenta es.")
    publicado: Impreso = Field(title="Publicado", description="La cifra como se imprimió, entre comillas: «38.40%».")
    decimales: Entero | None = Field(
        None, title="Decimales", description="Decimales a los que se compara, si no son los impresos.", ge=0, le=9
    )
    entre: Dato | None = Field(None, title="Entre", description="El todo de una participación; por omisión, la misma columna.")
    porcentajes: Texto | None = Field(None, title="Porcentajes", description="Columna de porcentajes impresos de esas mismas filas.")
    otros_totales: tuple[Impreso, ...] = Field((), title="Otros totales", description="Otros totales que pudieron usarse como divisor.")
    desde: Dato | None = Field(None, title="Desde", description="Valor inicial.")
    hasta: Dato | None = Field(None, title="Hasta", description="Valor final.")
    periodos: Entero | None = Field(None, title="Periodos", description="Periodos de la tasa compuesta o de la proyección.", ge=1, le=100)
    cuantos: Entero | None = Field(None, title="Cuántos", description="Cuántas filas, de la mayor a la menor.", ge=1)
    expresado: Annotated[Literal["porcentaje", "valor"], UnaPalabra] = Field(
        "porcentaje", title="Expresado", description="porcentaje del total (por omisión) o valor."
    )
    orden: Annotated[Literal["descendente", "ascendente"], UnaPalabra] = Field(
        "descendente", title="Orden", description="El primer lugar es el mayor (por omisión) o el menor."
    )
    base: Dato | None = Field(None, title="Base", description="Valor del que parte la proyección.")
    tasa: Tasa | None = Field(None, title="Tasa", description="Porcentaje de cada periodo.")
    factor: Factor | None = Field(None, title="Factor", description="Por cuánto se multiplica la tasa en ese escenario.")
    condicion: Condicion | None = Field(None, title="Condición", description="Qué filas se cuentan.")
    sin_datos: Texto | None = Field(None, title="Sin datos", description="Por qué no se puede comprobar con lo publicado.")
    fuente: FuenteEscrita | None = Field(None, title="Fuente", description="Dónde se imprimió la cifra.")
    nota: Texto | None = Field(None, title="Nota", description="Lo que convenga aclarar.")

    @property
    def impreso(self) -> tuple[Fraction, int]:
        """The printed value and the decimals to which it is compared."""
        found = parse_printed(self.publicado)
        if found is None:  # pragma: no cover - the field was validated
            raise ValueError(self.publicado)
        return found[0], found[1] if self.decimales is None else self.decimales

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        needed, admitted = _KEYS[self.tipo]
        written = {name for name in self.model_fields_set if getattr(self, name) not in (None, ())}
        odd = sorted(written - needed - admitted - _ALWAYS)
        if odd:
            raise ValueError(f"una cifra de tipo «{self.tipo}» no lleva «{odd[0]}»")
        if self.sin_datos is not None:
            return self
        missing = sorted(needed - written)
        if missing:
            raise ValueError(f"una cifra de tipo «{self.tipo}» necesita «{missing[0]}»")
        if self.tipo in ("total", "suma") and not written & {"columna", "columnas"}:
            raise ValueError(f"una cifra de tipo «{self.tipo}» necesita «columna» o «columnas»")
        if self.tipo == "participacion":
            self._check_share(written)
        if not LOWEST_RATE < (self.tasa or 0) * (1 if self.factor is None else self.factor) <= GREATEST_RATE:
            raise ValueError("«tasa» por «factor» debe ser mayor que -100 y hasta 1000")
        return self

    def _check_share(self, written: set[str]) -> None:
        if not written & {"columna", "columnas", "valor"}:
            raise ValueError("una cifra de tipo «participacion» necesita «columna», «columnas» o «valor»")
        if self.entre is None and not written & {"fila", "filas"}:
            raise ValueError("una participación de toda la columna necesita «entre»: el todo con el que se compara")


class Resumen(Modelo):
    """A row of a table that sums up the others."""

    fila: Texto = Field(title="Fila", description="Identificador de la fila.")
    es: Annotated[Literal["total", "media", "otro"], UnaPalabra] = Field("total", title="Es", description="total, media u otro resumen.")


class TablaDescrita(Modelo):
    """One published table: the file that holds it, and where it was printed."""

    id: Id = Field(title="Identificador", description="Cómo la nombran las cifras.")
    archivo: Texto = Field(
        title="Archivo", description="CSV junto a este archivo; la primera columna identifica la fila y «nombre», si está, la nombra."
    )
    titulo: Texto = Field(title="Título", description="Título, con las palabras de quien la transcribió.")
    fuente: FuenteEscrita = Field(title="Fuente", description="Dónde se imprimió.")
    unidad: Texto | None = Field(None, title="Unidad", description="Qué se cuenta.")
    resumen: tuple[Resumen, ...] = Field((), title="Resumen", description="Filas que resumen a las demás: totales, promedios.")
    redondeadas: tuple[Texto, ...] = Field(
        (), title="Redondeadas", description="Columnas cuyos valores se imprimieron redondeados; las demás se toman como exactas."
    )
    columnas: dict[Texto, Texto] = Field({}, title="Columnas", description="Qué dice cada columna.")
    nota: Texto | None = Field(None, title="Nota", description="Lo que convenga saber para usarla.")


class Catalogo(Modelo):
    """A list of published tables."""

    catalogo: Id = Field(title="Catálogo", description="Identificador de esta lista de tablas.")
    titulo: Texto | None = Field(None, title="Título", description="De qué trata.")
    tablas: tuple[TablaDescrita, ...] = Field(title="Tablas", description="Las tablas.", min_length=1)
    enmiendas: Texto | None = Field(None, title="Enmiendas", description="Archivo con las fallas de lectura enmendadas.")


class Lugar(Modelo):
    """A cell of a table."""

    fila: Texto = Field(title="Fila", description="Identificador de la fila.")
    columna: Texto = Field(title="Columna", description="Nombre de la columna.")


class Enmienda(Modelo):
    """A scanning fault that was mended: the figure is what the printed page should say."""

    tabla: Id = Field(title="Tabla", description="Identificador de la tabla.")
    celda: Lugar = Field(title="Celda", description="Fila y columna.")
    leido: str = Field(title="Leído", description="Lo que dio la lectura automática; vacío si se perdió.")
    enmendado: Texto = Field(title="Enmendado", description="Lo que quedó en la tabla.")
    motivo: Texto = Field(title="Motivo", description="Por qué, y cómo se comprueba.")
    confirmada: SiNo = Field(
        default=True, title="Confirmada", description="no: falta verla en el impreso; las cifras que la usan quedan por confirmar."
    )


class ErrorDeFuente(Modelo):
    """Something that the publication itself says wrong: it stays as printed."""

    tabla: Id = Field(title="Tabla", description="Identificador de la tabla.")
    celda: Lugar | None = Field(None, title="Celda", description="Fila y columna, si es una celda.")
    impreso: Texto = Field(title="Impreso", description="Lo que dice.")
    calculado: Texto | None = Field(None, title="Calculado", description="Lo que resulta de los demás datos impresos.")
    motivo: Texto = Field(title="Motivo", description="Por qué no concuerda.")


class Enmiendas(Modelo):
    """What was mended in the transcription, and what the source says wrong and stays."""

    enmiendas: tuple[Enmienda, ...] = Field((), title="Enmiendas", description="Fallas de lectura, una por una.")
    errores_de_la_fuente: tuple[ErrorDeFuente, ...] = Field(
        (), title="Errores de la fuente", description="Lo que el impreso dice mal; queda como está."
    )


class Verificacion(Modelo):
    """A file of claims about published tables."""

    verificacion: Id = Field(title="Verificación", description="Identificador de esta lista de cifras.")
    titulo: Texto = Field(title="Título", description="De qué publicación son las cifras.")
    fuente: FuenteEscrita | None = Field(None, title="Fuente", description="La publicación; cada cifra agrega su lugar.")
    catalogo: Texto | None = Field(None, title="Catálogo", description="Archivo que describe las tablas.")
    tablas: tuple[TablaDescrita, ...] = Field((), title="Tablas", description="Tablas descritas aquí mismo.")
    cifras: tuple[Afirmacion, ...] = Field(title="Cifras", description="Las cifras publicadas.", min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _some_table(cls, data: Any) -> Any:  # noqa: ANN401 - parsed data
        if isinstance(data, dict) and not data.get("catalogo") and not data.get("tablas"):
            raise ValueError("indique «catalogo» (un archivo) o «tablas»")
        return data
