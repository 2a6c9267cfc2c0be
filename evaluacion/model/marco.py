"""A marco: the instrument of evaluation, with its scale, levels, criteria, questions and indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Annotated, Literal, NamedTuple

from pydantic import BeforeValidator, Field, StringConstraints

from evaluacion.model.comun import Entero, FuenteEscrita, Id, Modelo, Numero, SiNo, Texto, UnaPalabra, fold
from evaluacion.model.tipologia import Tipologia

Evalua = Annotated[Literal["practica", "gobierno", "acuerdo", "hermanamiento", "plan"], UnaPalabra]
Agregador = Literal["aritmetica", "geometrica", "armonica", "minimo"]
Consolidacion = Literal["media", "mediana"]
AgregadorEscrito = Annotated[Agregador, UnaPalabra]
NO_APLICA_WORDS = frozenset({"no aplica", "n/a", "n.a.", "na"})
_BOOLEANS = (("true", "si"), ("false", "no"), ("verdadero", "si"), ("falso", "no"))
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
MAX_ANSWERS = 120
"""Most answers with points of a scale: 0 to 100 fits, and a code of the kernel is one byte."""
MAX_MAGNITUDE = 1e9
"""Largest weight, points or end of a range: products and sums of such numbers stay finite."""
_VERSION = r"^[0-9]+\.[0-9]+\.[0-9]+$"


_fold_answer = lru_cache(maxsize=4096)(fold)
"""Few words answer everything."""


def _read_word(value: object) -> object:
    if isinstance(value, bool):
        return "sí" if value else "no"
    return f"{value:g}" if isinstance(value, float) else value


Extremo = Annotated[Numero, Field(ge=-MAX_MAGNITUDE, le=MAX_MAGNITUDE)]
"""An end of a range."""


class Valor(Modelo):
    """An answer of the scale; without `puntos` it is the one that says that the question does not apply."""

    valor: Annotated[Texto, BeforeValidator(_read_word, json_schema_input_type=str | int | float | bool)] = Field(
        title="Valor", description="La respuesta, como se escribe en las prácticas."
    )
    puntos: Numero | None = Field(
        None, title="Puntos", description="Lo que vale; sin puntos significa «no aplica».", ge=-MAX_MAGNITUDE, le=MAX_MAGNITUDE
    )
    significado: Texto | None = Field(None, title="Significado", description="Cuándo corresponde esta respuesta.")


class Nivel(Modelo):
    """A level: from this score (included) to the next one (excluded)."""

    desde: Numero = Field(title="Desde", description="Puntaje en que empieza el nivel; admite fracciones como 4/3.")
    nombre: Texto = Field(title="Nombre", description="Nombre del nivel.")
    subniveles: tuple[Texto, ...] = Field(
        (), title="Subniveles", description="Nombres de las partes iguales en que se divide el nivel, de abajo hacia arriba."
    )
    descripcion: Texto | None = Field(None, title="Descripción", description="Qué significa estar en este nivel.")


class Peldano(NamedTuple):
    """A level that is not divided, or one of the equal parts of one that is: its name is `level: part`."""

    nivel: int
    desde: float
    nombre: str


class Compuerta(Modelo):
    """A minimum in some criteria without which a level is not given."""

    nivel: Texto = Field(title="Nivel", description="Nivel que exige este requisito mínimo.")
    criterios: Literal["todos"] | tuple[Id, ...] = Field(title="Criterios", description="«todos» o la lista de criterios.")
    minimo: Numero = Field(title="Mínimo", description="Puntaje que cada criterio debe alcanzar, en el rango del marco.")


class Requisito(Modelo):
    """A condition without points: unmet, the record is shown and not ranked."""

    id: Id = Field(title="Identificador", description="Se responde en el registro como requisitos.ID: sí o no.")
    texto: Texto = Field(title="Texto", description="La condición.")
    fuente: FuenteEscrita | None = Field(None, title="Fuente", description="De dónde viene.")


class Agregacion(Modelo):
    """How criteria make a group, and groups the total."""

    grupos: AgregadorEscrito = Field("aritmetica", title="De criterios a grupo", description="Media que junta los criterios.")
    total: AgregadorEscrito = Field("aritmetica", title="De grupos a total", description="Media que junta los grupos.")


class Luz(Modelo):
    """A band of the traffic light: below `hasta` (excluded); the last one has no end."""

    hasta: Numero | None = Field(None, title="Hasta", description="Fin de la banda, sin incluirlo.")
    luz: Annotated[Literal["rojo", "amarillo", "verde", "exceso"], UnaPalabra] = Field(title="Luz", description="Color de la banda.")


class _Reactivo(Modelo):
    id: Id = Field(title="Identificador", description="Minúsculas, números y guion bajo; no se repite en el criterio.")
    peso: Numero = Field(1.0, title="Peso", description="Cuánto cuenta; 0 se muestra y no cuenta.", ge=0, le=MAX_MAGNITUDE)
    admite_no_aplica: SiNo = Field(default=True, title="Admite «no aplica»", description="No: «no aplica» es un error.")
    ayuda: Texto | None = Field(None, title="Ayuda", description="Cómo elegir la respuesta.")
    recomendacion: Texto | None = Field(None, title="Recomendación", description="Qué hacer si no es la mejor respuesta.")
    fuente: FuenteEscrita | None = Field(None, title="Fuente", description="Lugar de la fuente.")


class Pregunta(_Reactivo):
    """A verification question."""

    texto: Texto = Field(title="Texto", description="La pregunta.")
    sentido: Annotated[Literal["directo", "inverso"], UnaPalabra] = Field(
        "directo", title="Sentido", description="Inverso: un sí habla en contra de la práctica."
    )
    evidencia: Annotated[Literal["opcional", "recomendada", "obligatoria"], UnaPalabra] = Field(
        "recomendada", title="Evidencia", description="Obligatoria: sin ella la respuesta no se da por probada."
    )
    depende_de: Id | None = Field(None, title="Depende de", description="Otra pregunta del criterio: si vale 0, esta también.")
    lectura_alterna: SiNo = Field(
        default=False,
        title="Lectura alterna",
        description="Sí: los resultados muestran también el total sin esta pregunta.",
    )


class Indicador(_Reactivo):
    """The sheet of a quantitative indicator."""

    toma_de: Texto | None = Field(
        None, title="Toma de", description="Marco del que toma la definición del indicador con ese identificador: id@versión mayor."
    )
    nombre: Texto = Field(title="Nombre", description="Nombre del indicador.")
    definicion: Texto = Field(title="Definición", description="Qué mide y qué no.")
    unidad: Texto = Field(title="Unidad", description="Unidad de medida, en plural.")
    sentido: Annotated[Literal["ascendente", "descendente", "mantener"], UnaPalabra] = Field(
        title="Sentido", description="Hacia dónde mejora."
    )
    tolerancia: Numero | None = Field(None, title="Tolerancia", description="Solo con «mantener»: distancia a la meta, en la unidad.", gt=0)
    meta_fija: Numero | None = Field(
        None,
        title="Meta fija",
        description="Meta que es parte de la definición: el registro no la escribe. Va con cumplimiento o mantener.",
    )
    limites: tuple[Extremo, Extremo] | None = Field(
        None, title="Límites", description="Menor y mayor valor que puede tomar, incluidos; otro valor no es calculable."
    )
    acumulacion: Annotated[Literal["existencia", "flujo_anual", "flujo_acumulado"], UnaPalabra] = Field(
        title="Acumulación", description="Existencia, flujo del año o suma desde la línea base."
    )
    medida: Annotated[Literal["avance", "cumplimiento"], UnaPalabra] = Field(
        title="Medida", description="Avance desde la línea base, o cumplimiento de la meta."
    )
    frecuencia: Annotated[
        Literal["mensual", "bimestral", "trimestral", "cuatrimestral", "semestral", "anual", "bienal", "trienal", "quinquenal", "sexenal"],
        UnaPalabra,
    ] = Field(title="Frecuencia", description="Cada cuánto se mide.")
    dimension: Texto | None = Field(
        None, title="Dimensión", description="Dimensión del desempeño: eficacia, eficiencia, economía o calidad."
    )
    formula: Texto | None = Field(
        None, title="Fórmula", description="Aritmética con otros indicadores: + - * / ** ( ) min max abs sum mean."
    )
    semaforo: tuple[Luz, ...] = Field((), title="Semáforo", description="Bandas contiguas; la última no tiene «hasta».")
    semaforo_sobre: Annotated[Literal["esperado", "meta"], UnaPalabra] = Field(
        "esperado", title="Semáforo sobre", description="Lo debido a la fecha del dato, o la meta final."
    )


class Criterio(Modelo):
    """A criterion with its questions or its indicators."""

    id: Id = Field(title="Identificador", description="Único en el marco.")
    numero: Entero | None = Field(None, title="Número", description="Número en la fuente.")
    familia: Texto | None = Field(None, title="Familia", description="Etiqueta de lectura; no entra en ninguna suma.")
    nombre: Texto = Field(title="Nombre", description="Nombre del criterio.")
    definicion: Texto | None = Field(None, title="Definición", description="Qué se juzga.")
    peso: Numero = Field(1.0, title="Peso", description="Cuánto cuenta en el grupo; 0 se muestra y no cuenta.", ge=0, le=MAX_MAGNITUDE)
    preguntas: tuple[Pregunta, ...] = Field((), title="Preguntas", description="Preguntas de verificación.")
    indicadores: tuple[Indicador, ...] = Field((), title="Indicadores", description="Fichas de indicador.")
    fuente: FuenteEscrita | None = Field(None, title="Fuente", description="Lugar de la fuente.")

    @property
    def reactivos(self) -> tuple[Pregunta | Indicador, ...]:
        """The questions, or the indicators of a criterion that has them instead."""
        return self.preguntas or self.indicadores


class Grupo(Modelo):
    """A group of criteria."""

    id: Id = Field(title="Identificador", description="Único entre los grupos.")
    nombre: Texto = Field(title="Nombre", description="Nombre del grupo.")
    definicion: Texto | None = Field(None, title="Definición", description="Qué reúne.")
    peso: Numero = Field(1.0, title="Peso", description="Cuánto cuenta en el total.", ge=0, le=MAX_MAGNITUDE)
    criterios: tuple[Criterio, ...] = Field(title="Criterios", description="Los criterios del grupo.", min_length=1)
    fuente: FuenteEscrita | None = Field(None, title="Fuente", description="Lugar de la fuente.")


ESCALA = (
    Valor(valor="sí", puntos=1),
    Valor(valor="parcial", puntos=0.5),
    Valor(valor="no", puntos=0),
    Valor(valor="no aplica"),
)


class Marco(Modelo):
    """An instrument of evaluation, resolved (whatever it extends is already inside)."""

    marco: Id = Field(title="Marco", description="Identificador del marco.")
    version: Annotated[str, StringConstraints(pattern=_VERSION)] = Field(
        title="Versión", description="MAYOR.MENOR.PARCHE; la mayor cambia cuando los puntajes dejan de ser comparables."
    )
    evalua: Evalua = Field("practica", title="Evalúa", description="Clase de registro a la que se aplica.")
    titulo: Texto = Field(title="Título", description="Título del instrumento.")
    fuente: FuenteEscrita | None = Field(None, title="Fuente", description="Obra de la que procede.")
    escala: tuple[Valor, ...] = Field(ESCALA, title="Escala", description="Las respuestas y sus puntos.", min_length=2)
    rango: tuple[Extremo, Extremo] = Field((0.0, 100.0), title="Rango", description="Extremos de todos los puntajes.")
    niveles: tuple[Nivel, ...] = Field((), title="Niveles", description="Bandas del total, de menor a mayor.")
    compuertas: tuple[Compuerta, ...] = Field((), title="Compuertas", description="Requisitos mínimos de los niveles.")
    requisitos: tuple[Requisito, ...] = Field((), title="Requisitos", description="Condiciones sin puntos.")
    cobertura_minima: Numero = Field(
        0.0, title="Cobertura mínima", description="Debajo de ella el puntaje es provisional y no se clasifica.", ge=0, le=1
    )
    aplicabilidad_minima: Numero = Field(
        0.75, title="Aplicabilidad mínima", description="Debajo de ella no hay nivel ni lugar.", ge=0, le=1
    )
    clasificacion: SiNo = Field(default=True, title="Clasificación", description="No: este instrumento no ordena registros.")
    agregacion: Agregacion = Field(Agregacion(), title="Agregación", description="Cómo se juntan los puntajes.")
    consolidacion: Annotated[Consolidacion, UnaPalabra] = Field(
        "media", title="Consolidación", description="Qué hacen los votos de varios evaluadores: su media o su mediana."
    )
    tipologia: Tipologia | None = Field(None, title="Tipología", description="Con ella el marco clasifica en tipos y no califica.")
    nota_metodologica: Texto | None = Field(
        None, title="Nota metodológica", description="Lo que la fuente no da y aquí se decidió, con su razón."
    )
    grupos: tuple[Grupo, ...] = Field(title="Grupos", description="Grupos de criterios.", min_length=1)

    @cached_property
    def peldanos(self) -> tuple[Peldano, ...]:
        """The levels with their equal parts in place of those that are divided, from low to high; none where none is."""
        found: list[Peldano] = []
        ends = [*(nivel.desde for nivel in self.niveles[1:]), self.rango[1]]
        for position, (nivel, end) in enumerate(zip(self.niveles, ends, strict=False)):
            parts = nivel.subniveles
            step = (end - nivel.desde) / (len(parts) or 1)
            names = [f"{nivel.nombre}: {part}" for part in parts] or [nivel.nombre]
            found.extend(Peldano(position, nivel.desde + step * k, name) for k, name in enumerate(names))
        return tuple(found) if any(nivel.subniveles for nivel in self.niveles) else ()

    @property
    def criterios(self) -> tuple[Criterio, ...]:
        """Every criterion, in order."""
        return tuple(criterio for grupo in self.grupos for criterio in grupo.criterios)

    def walk(self) -> Iterator[tuple[Grupo, Criterio, Pregunta | Indicador]]:
        """Yield each question or indicator with the criterion and the group that hold it."""
        for grupo in self.grupos:
            for criterio in grupo.criterios:
                for reactivo in criterio.reactivos:
                    yield grupo, criterio, reactivo

    @cached_property
    def preguntas(self) -> dict[str, Pregunta]:
        """The questions by path `criterio.pregunta`, in order."""
        return {f"{c.id}.{q.id}": q for _, c, q in self.walk() if isinstance(q, Pregunta)}

    @cached_property
    def indicadores(self) -> dict[str, Indicador]:
        """The indicators by id, in order."""
        return {i.id: i for _, _, i in self.walk() if isinstance(i, Indicador)}

    @cached_property
    def palabras(self) -> dict[str, int]:
        """Each accepted spelling of an answer, folded, and its position in `escala`."""
        words = {fold(valor.valor): position for position, valor in enumerate(self.escala)}
        for position, valor in enumerate(self.escala):
            if valor.puntos is None:
                words.update(dict.fromkeys(NO_APLICA_WORDS - words.keys(), position))
        for written, word in _BOOLEANS:
            if word in words:
                words.setdefault(written, words[word])
        return words

    def position_of(self, written: str) -> int | None:
        """Return the position in `escala` of a written answer, or None; `3.0` is `3` where the scale has numbers."""
        word = _fold_answer(written)
        if word in self.palabras:
            return self.palabras[word]
        return self.palabras.get(f"{float(word):.15g}") if _NUMBER.fullmatch(word) else None

    def answer_of(self, written: str) -> str | None:
        """Return the answer of the scale that a written one is, as the scale spells it; None when it is none."""
        position = self.position_of(written)
        return self.escala[position].valor if position is not None else None
