"""A projection: a base, a rate for each period, and scenarios, as a file writes it."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from evaluacion.model.comun import Entero, FuenteEscrita, Id, Modelo, Numero, Texto

LOWEST_RATE, GREATEST_RATE = -100, 1000
Tasa = Annotated[Numero, Field(gt=LOWEST_RATE, le=GREATEST_RATE)]
Factor = Annotated[Numero, Field(gt=0, le=100)]
Banda = Annotated[Numero, Field(gt=0, le=100)]
Base = Annotated[Numero, Field(gt=0, le=1e15)]


class Escenario(Modelo):
    """One scenario of a projection."""

    id: Id = Field(title="Identificador", description="esperado, mejor, peor u otro.")
    nombre: Texto | None = Field(None, title="Nombre", description="Cómo se muestra; por omisión, el identificador.")
    tasa: Tasa | None = Field(None, title="Tasa", description="Porcentaje de cada periodo; por omisión, la de la proyección.")
    factor: Factor = Field(1.0, title="Factor", description="Por cuánto se multiplica: 2 en el mejor escenario del libro.")
    banda: Banda | None = Field(None, title="Banda", description="Porcentaje hacia arriba y hacia abajo de su tendencia.")


class Proyeccion(Modelo):
    """What is projected, from which base, at which rate and for how long."""

    proyeccion: Id = Field(title="Proyección", description="Identificador.")
    titulo: Texto | None = Field(None, title="Título", description="De qué es la proyección.")
    unidad: Texto | None = Field(None, title="Unidad", description="Qué se cuenta.")
    base: Base = Field(title="Base", description="Valor del que se parte.")
    tasa: Tasa = Field(title="Tasa", description="Porcentaje que crece en cada periodo.")
    periodos: Annotated[Entero, Field(ge=1, le=100)] = Field(title="Periodos", description="Cuántos periodos se proyectan.")
    banda: Banda | None = Field(None, title="Banda", description="Porcentaje alrededor del escenario esperado, si no se listan escenarios.")
    factor: Factor = Field(2.0, title="Factor", description="Factor del mejor escenario, si no se listan escenarios.")
    desde: Annotated[Entero, Field(ge=0, le=9999)] | None = Field(None, title="Desde", description="Año de la base.")
    cada: Annotated[Entero, Field(ge=1, le=100)] = Field(1, title="Cada", description="Años que dura un periodo.")
    decimales: Annotated[Entero, Field(ge=0, le=9)] = Field(0, title="Decimales", description="Decimales con que se muestra.")
    escenarios: tuple[Escenario, ...] = Field((), title="Escenarios", description="Por omisión: esperado, mejor y peor.")
    fuente: FuenteEscrita | None = Field(None, title="Fuente", description="De dónde salen la base y la tasa.")

    @model_validator(mode="after")
    def _rates_have_sense(self) -> Self:
        for item in self.supuestos:
            rate = (self.tasa if item.tasa is None else item.tasa) * item.factor
            if not LOWEST_RATE < rate <= GREATEST_RATE:
                raise ValueError(f"la tasa por el factor del escenario «{item.id}» es {rate:g} %; debe ser mayor que -100 y hasta 1000")
        return self

    @property
    def supuestos(self) -> tuple[Escenario, ...]:
        """The scenarios listed, or the three of the book: expected, best (its increment multiplied) and worst (no growth)."""
        return self.escenarios or (
            Escenario(id="esperado", nombre="Esperado", factor=1.0, banda=self.banda),
            Escenario(id="mejor", nombre="Mejor", factor=self.factor),
            Escenario(id="peor", nombre="Peor", tasa=0.0),
        )

    def label(self, number: int) -> str:
        """Return the name of a period: its year, or how many periods after the base."""
        return str(number if self.desde is None else self.desde + number * self.cada)
