"""The tree of a comparison, node by node or from a table, and how the values of an indicator are put on one scale."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from evaluacion.model.comparacion_partes import IdNodo, Metodo, Par, PesoDeNodo, Por, Sentido, several
from evaluacion.model.comun import Modelo, Numero, Texto


def _as_file(value: object) -> object:
    return {"archivo": value} if isinstance(value, str) else value


class TablaDePostes(Modelo):
    """A table with the goalposts of each indicator, in natural units: the lesser and the greater, whatever the direction."""

    archivo: Texto = Field(title="Archivo", description="Tabla con una fila por indicador.")
    id: Texto | None = Field(None, title="Identificador", description="Columna con el indicador; por omisión se busca por su nombre.")
    inferior: Texto | None = Field(None, title="Inferior", description="Columna con el poste menor.")
    superior: Texto | None = Field(None, title="Superior", description="Columna con el poste mayor.")


PostesEscritos = Annotated[TablaDePostes, BeforeValidator(_as_file, json_schema_input_type=TablaDePostes | str)]


class Normalizacion(Modelo):
    """How the values of an indicator are put on one scale."""

    metodo: Metodo = Field(title="Método", description="minmax, postes, distancia, zscore, rango, prank, borda, bandas o ninguna.")
    salida: Par | None = Field(
        None,
        title="Salida",
        description="Escala que resulta, por omisión [0, 100]; con zscore, [media, desviación], [10, 2]; con rango y borda, el lugar.",
    )
    por: Por = Field("todo", title="Por", description="todo: con todos los periodos a la vez; periodo: cada uno por separado.")
    postes: PostesEscritos | None = Field(None, title="Postes", description="Tabla con los postes de cada indicador.")

    @model_validator(mode="after")
    def _range_has_sense(self) -> Self:
        if self.salida is None:
            return self
        low, high = self.salida
        if self.metodo == "zscore" and high <= 0:
            raise ValueError("con zscore, «salida» es [media, desviación] y la desviación debe ser mayor que 0")
        if self.metodo != "zscore" and not low < high:
            raise ValueError("«salida» va de menor a mayor, como [0, 100]: el lado bueno lo da el «sentido» de cada indicador")
        return self

    @property
    def reaches_zero(self) -> bool:
        """Whether some value on this scale is 0 or less whatever the data; of the other methods only the data can tell."""
        if self.metodo in ("minmax", "postes", "distancia", "prank", "bandas"):
            return self.salida is None or self.salida[0] <= 0
        return self.metodo == "borda" and (self.salida is None or self.salida[0] <= 0)


def _as_method(value: object) -> object:
    return {"metodo": value} if isinstance(value, str) else value


NormalizacionEscrita = Annotated[Normalizacion, BeforeValidator(_as_method, json_schema_input_type=Normalizacion | Metodo)]
Normalizaciones = Annotated[
    tuple[NormalizacionEscrita, ...],
    BeforeValidator(several, json_schema_input_type=tuple[NormalizacionEscrita, ...] | NormalizacionEscrita),
]


class Bandas(Modelo):
    """The steps of an indicator: where each begins, in its natural unit, and what each is worth."""

    cortes: tuple[Numero, ...] = Field(title="Cortes", description="De menor a mayor, en la unidad del indicador.", min_length=1)
    valores: tuple[Numero, ...] = Field((), title="Valores", description="Uno más que cortes; por omisión, repartidos en la salida.")

    @model_validator(mode="after")
    def _steps_have_sense(self) -> Self:
        if any(later <= earlier for earlier, later in pairwise(self.cortes)):
            raise ValueError("los cortes van de menor a mayor, sin repetir")
        if self.valores and len(self.valores) != len(self.cortes) + 1:
            raise ValueError(f"hay {len(self.cortes)} cortes: los valores deben ser {len(self.cortes) + 1}, uno por escalón")
        return self


def _as_cuts(value: object) -> object:
    return {"cortes": value} if isinstance(value, list | tuple) else value


BandasEscritas = Annotated[Bandas, BeforeValidator(_as_cuts, json_schema_input_type=Bandas | tuple[Numero, ...])]


class Nodo(Modelo):
    """An indicator, or what is made of others: the one without parent is the index."""

    id: IdNodo = Field(title="Identificador", description="Como se llama la columna del indicador; o el nombre corto de lo que agrupa.")
    nombre: Texto | None = Field(None, title="Nombre", description="Cómo se muestra.")
    padre: IdNodo | None = Field(None, title="Padre", description="De qué forma parte; en blanco, es el índice.")
    peso: PesoDeNodo = Field(1.0, title="Peso", description="Cuánto cuenta junto a sus hermanos.")
    sentido: Sentido = Field("ascendente", title="Sentido", description="ascendente (1): más es mejor; descendente (-1): menos es mejor.")
    unidad: Texto | None = Field(None, title="Unidad", description="En qué se mide.")
    postes: Par | None = Field(None, title="Postes", description="El menor y el mayor, en su unidad, sea cual sea el sentido.")
    meta: Numero | None = Field(None, title="Meta", description="Valor al que se quiere llegar, en su unidad.")
    bandas: BandasEscritas | None = Field(
        None, title="Bandas", description="Cortes en que se sube o baja un escalón, y lo que vale cada uno."
    )
    denominador: Texto | None = Field(None, title="Denominador", description="Columna entre la que se divide.")
    toma_de: Texto | None = Field(
        None, title="Toma de", description="Otra columna; con fichas, marco, marco.grupo, marco.criterio o su total."
    )
    normalizacion: NormalizacionEscrita | None = Field(None, title="Normalización", description="La de este indicador, si es otra.")

    @model_validator(mode="before")
    @classmethod
    def _blank_is_absent(cls, data: Any) -> Any:  # noqa: ANN401 - parsed data
        """Take a key left in blank as one that is not written: the template shows every key."""
        if not isinstance(data, dict):
            return data
        return {key: value for key, value in data.items() if key == "id" or value is not None}

    @model_validator(mode="after")
    def _posts_have_sense(self) -> Self:
        if self.postes is not None and self.postes[0] == self.postes[1]:
            raise ValueError("los dos postes son iguales: el peor y el mejor valor deben ser distintos")
        if self.postes is not None and self.postes[0] > self.postes[1]:
            raise ValueError("los postes van de menor a mayor: cuál es el bueno lo da «sentido»")
        return self


class TablaDeNodos(Modelo):
    """A table with the tree: one row a node, and which column says what."""

    archivo: Texto = Field(title="Archivo", description="Tabla con una fila por nodo.")
    id: Texto = Field("id", title="Identificador", description="Columna con el identificador; si no se dice, «id» o «iCode».")
    padre: Texto = Field("padre", title="Padre", description="Columna con el nodo del que forma parte; si no se dice, «padre» o «Parent».")
    nombre: Texto | None = Field(None, title="Nombre", description="Columna con el nombre.")
    peso: Texto | None = Field(None, title="Peso", description="Columna con el peso.")
    sentido: Texto | None = Field(None, title="Sentido", description="Columna con el sentido: ascendente o descendente, o 1 y -1.")
    unidad: Texto | None = Field(None, title="Unidad", description="Columna con la unidad.")
    postes: tuple[Texto, Texto] | None = Field(None, title="Postes", description="Columnas con el poste menor y el mayor.")
    meta: Texto | None = Field(None, title="Meta", description="Columna con la meta.")
    denominador: Texto | None = Field(None, title="Denominador", description="Columna con el denominador.")

    @property
    def sin_decir(self) -> tuple[str, ...]:
        """The keys that the file does not write: their columns are looked for by their usual names."""
        return tuple(key for key in COLUMNAS_USUALES if key not in self.model_fields_set)


COLUMNAS_USUALES = {
    "id": ("id", "iCode"),
    "padre": ("padre", "Parent"),
    "nombre": ("nombre", "iName"),
    "peso": ("peso", "Weight"),
    "sentido": ("sentido", "Direction"),
    "unidad": ("unidad", "Unit"),
    "meta": ("meta", "Target"),
    "denominador": ("denominador", "Denominator"),
}
"""By key, how a column is called where the file does not say: as the key, or as in the tables of COINr."""


def _open_table(value: object) -> object:
    """Return a table of nodes as its keys: a name of a file alone, and columns under `columnas`, are short for them."""
    if isinstance(value, str):
        return {"archivo": value}
    columns = value.get("columnas") if isinstance(value, dict) else None
    if isinstance(value, dict) and isinstance(columns, dict) and not columns.keys() & value.keys():
        return {**{key: item for key, item in value.items() if key != "columnas"}, **columns}
    return value


def _is_table(value: object) -> str:
    return "lista de nodos" if isinstance(value, list | tuple) else "tabla de nodos"


Nodos = Annotated[
    Annotated[tuple[Nodo, ...], Tag("lista de nodos"), Field(min_length=1)] | Annotated[TablaDeNodos, Tag("tabla de nodos")],
    Discriminator(_is_table),
    BeforeValidator(_open_table, json_schema_input_type=Annotated[tuple[Nodo, ...], Field(min_length=1)] | TablaDeNodos | str),
]
"""The tree, written here or in a table."""
