"""A trend: which table or records, under which marco and for which indicator, as a file writes it."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from evaluacion.model.comun import FuenteEscrita, Id, Modelo, PeriodoTexto, Texto


class TablaDeCatalogo(Modelo):
    """One table of a catalogue of published tables."""

    catalogo: Texto = Field(title="Catálogo", description="Archivo que describe las tablas.")
    id: Id = Field(title="Identificador", description="Cuál de sus tablas: una fila por registro y una columna por periodo.")


class Tendencia(Modelo):
    """What is followed through the years."""

    tendencia: Id = Field(title="Tendencia", description="Identificador.")
    titulo: Texto = Field(title="Título", description="De qué es la tendencia.")
    marco: Texto = Field(title="Marco", description="Identificador del instrumento, o su archivo: de él salen los niveles.")
    indicador: Id = Field(title="Indicador", description="Indicador de ese marco que se sigue.")
    tabla: TablaDeCatalogo | None = Field(None, title="Tabla", description="La tabla publicada de la que se toman los datos.")
    registros: tuple[Texto, ...] = Field(
        (), title="Registros", description="Archivos o carpetas de registros con la serie del indicador, si no hay tabla."
    )
    periodos: tuple[PeriodoTexto, ...] = Field((), title="Periodos", description="Cuáles; por omisión, todos los que tengan datos.")
    cifras: Texto | None = Field(
        None, title="Cifras", description="Archivo de cifras publicadas: las de esa tabla se responden con la tendencia."
    )
    fuente: FuenteEscrita | None = Field(None, title="Fuente", description="De dónde salen los datos; por omisión, la de la tabla.")
    nota: Texto | None = Field(None, title="Nota", description="Lo que convenga aclarar.")

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if (self.tabla is None) == (not self.registros):
            raise ValueError("indique «tabla» o «registros», una de las dos")
        if self.cifras is not None and self.tabla is None:
            raise ValueError("«cifras» necesita «tabla»: las cifras son de una tabla publicada")
        return self
