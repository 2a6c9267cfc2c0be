"""A typology: what a marco that classifies instead of grading says of its types."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from evaluacion.model.comun import Id, Modelo, Numero, Texto, UnaPalabra

Modo = Literal["polos", "rasgos", "reparto"]
Sobre = Literal["cobertura", "equilibrio", "dispersion"]


class Tipo(Modelo):
    """A type: the band of an axis that begins at `desde`, or the criterion that shows it."""

    nombre: Texto = Field(title="Nombre", description="Cómo se llama el tipo.")
    desde: Numero | None = Field(
        None, title="Desde", description="Con polos o reparto: valor en que empieza; admite fracciones como 100/3."
    )
    criterio: Id | None = Field(None, title="Criterio", description="Con rasgos: el criterio que lo muestra.")
    descripcion: Texto | None = Field(None, title="Descripción", description="Qué significa ser de este tipo.")
    recomendacion: Texto | None = Field(None, title="Recomendación", description="Qué conviene a quien es de este tipo.")


class SinTipo(Modelo):
    """What a record is called of which no type can be said."""

    nombre: Texto = Field(title="Nombre", description="Cómo se llama a quien no muestra ningún tipo.")
    debajo_de: Numero | None = Field(None, title="Debajo de", description="Con polos: los dos criterios están por debajo de este puntaje.")
    descripcion: Texto | None = Field(None, title="Descripción", description="Qué significa.")
    recomendacion: Texto | None = Field(None, title="Recomendación", description="Qué conviene hacer.")


class Tipologia(Modelo):
    """How the scores of the criteria become types."""

    modo: Annotated[Modo, UnaPalabra] = Field(
        title="Modo",
        description="polos: la diferencia de dos criterios. rasgos: cada criterio muestra un tipo. reparto: cómo se reparte una cuenta.",
    )
    polos: tuple[Id, ...] = Field((), title="Polos", description="Con polos: los dos criterios; el eje es el segundo menos el primero.")
    corte: Numero | None = Field(None, title="Corte", description="Con rasgos: puntaje desde el que un criterio muestra su tipo.")
    sobre: Annotated[Sobre, UnaPalabra] | None = Field(
        None, title="Sobre", description="Con reparto: la medida que se parte en tipos: cobertura, equilibrio o dispersion."
    )
    tipos: tuple[Tipo, ...] = Field(title="Tipos", description="Los tipos, en orden.", min_length=1)
    ninguno: SinTipo | None = Field(None, title="Ninguno", description="Con rasgos o reparto: cómo se llama a quien no muestra ninguno.")
    sin_rasgos: SinTipo | None = Field(None, title="Sin rasgos", description="Con polos: cómo se llama a quien apenas muestra los dos.")

    @property
    def resto(self) -> SinTipo | None:
        """The name of what is of no type, whatever the mode calls it."""
        return self.sin_rasgos or self.ninguno

    @property
    def nombres(self) -> tuple[str, ...]:
        """The names of all the types, in order, and at the end that of what is of none."""
        return (*(tipo.nombre for tipo in self.tipos), *((self.resto.nombre,) if self.resto is not None else ()))

    def named(self, nombre: str) -> Tipo | SinTipo:
        """Return the type of that name."""
        found: Tipo | SinTipo | None = next((tipo for tipo in self.tipos if tipo.nombre == nombre), self.resto)
        if found is None or found.nombre != nombre:
            raise KeyError(nombre)
        return found
