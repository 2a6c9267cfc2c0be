"""Records written one by one in YAML or JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.origen import Origen
from evaluacion.base.periodo import parse_periodo
from evaluacion.base.problema import Problema
from evaluacion.model.practica import Practica, SerieEscrita
from evaluacion.model.registros import Claves, Columna, Identidad, Serie
from evaluacion.read.load import load_model, load_sound_part
from evaluacion.read.nodos import Mapa, Marca

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.model.practica import Respuesta
    from evaluacion.read.documento import Documento

_PLACED = ("requisitos", "respuestas", "indicadores")


@dataclass(frozen=True, slots=True)
class RegistroLeido:
    """A record with the places of what it says."""

    practica: Practica
    archivo: str
    lugares: dict[tuple[str, ...], Marca]
    documento: Documento | None
    """Kept when the places have to be read again (JSON)."""

    def origen(self, ruta: Sequence[str]) -> Origen:
        """Return the place of the value at a path, or of the deepest part of it that was written."""
        if self.documento is not None:
            return self.documento.origen(ruta, key=True)
        for end in range(len(ruta), 0, -1):
            mark = self.lugares.get(tuple(ruta[:end]))
            if mark is not None:
                return Origen(self.archivo, mark[0] + 1, mark[1] + 1)
        return Origen(self.archivo, 1, 1)


def load_practica(documento: Documento) -> RegistroLeido:
    """Return the record that a document writes.

    Raises:
        EvaluacionError: every problem of the document, each at its place.
    """
    return _place(load_model(documento, Practica), documento)


def rescue_practica(documento: Documento) -> RegistroLeido | None:
    """Return what is sound of a record with errors of shape, so that its answers are checked too; never to be scored."""
    practica = load_sound_part(documento, Practica) if isinstance(documento.datos, dict) else None
    return _place(practica, documento) if practica is not None else None


def _place(practica: Practica, documento: Documento) -> RegistroLeido:
    if documento.texto is not None:
        return RegistroLeido(practica, documento.archivo, {}, documento)
    return RegistroLeido(practica, documento.archivo, _collect_places(documento.datos), None)


def _collect_places(data: Mapa) -> dict[tuple[str, ...], Marca]:
    places: dict[tuple[str, ...], Marca] = {}
    for top, place in data.lugares.items():
        places[(top,)] = place[:2]
        if top not in _PLACED:
            continue
        inner = data[top]
        if type(inner) is not Mapa:
            continue
        for name, mark in inner.lugares.items():
            places[(top, name)] = mark[:2]
            answers = inner[name]
            if top == "respuestas" and type(answers) is Mapa:
                places.update({(top, name, question): spot[:2] for question, spot in answers.lugares.items()})
    return places


class RegistrosArchivo:
    """Records read from files of their own, one row each."""

    def __init__(self, leidos: Sequence[RegistroLeido], archivos: dict[str, str], avisos: Iterable[Problema] = ()) -> None:
        self.leidos = list(leidos)
        self.archivos = archivos
        self.avisos = list(avisos)
        self._requisitos: dict[str, list[bool | None]] = {}

    def __len__(self) -> int:
        return len(self.leidos)

    def identidad(self, fila: int) -> Identidad:
        practica = self.leidos[fila].practica
        return Identidad(practica.id, practica.tipo, practica.evaluador, practica.titulo)

    def claves(self) -> Claves:
        return self._keys

    @cached_property
    def _keys(self) -> Claves:
        everyone = [leido.practica for leido in self.leidos]
        return Claves(
            [practica.id for practica in everyone],
            [practica.tipo for practica in everyone],
            [practica.evaluador for practica in everyone],
            [practica.titulo for practica in everyone],
        )

    def practica(self, fila: int) -> Practica:
        return self.leidos[fila].practica

    def marcos(self) -> dict[str, NDArray[np.bool_]]:
        return self._rows_with(leido.practica.respuestas for leido in self.leidos)

    def indicadores(self) -> dict[str, NDArray[np.bool_]]:
        return self._rows_with(leido.practica.indicadores for leido in self.leidos)

    def _rows_with(self, mappings: Iterable[Iterable[str]]) -> dict[str, NDArray[np.bool_]]:
        found: dict[str, NDArray[np.bool_]] = {}
        for row, names in enumerate(mappings):
            for name in names:
                found.setdefault(name, np.zeros(len(self), dtype=bool))[row] = True
        return found

    def preguntas(self, marco: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for row, leido in enumerate(self.leidos):
            for question in leido.practica.respuestas.get(marco, ()):
                found.setdefault(question, row)
        return found

    def requisito(self, nombre: str) -> list[bool | None]:
        if nombre not in self._requisitos:
            self._requisitos[nombre] = [leido.practica.requisitos.get(nombre) for leido in self.leidos]
        return self._requisitos[nombre]

    def columna(self, marco: str, pregunta: str) -> Columna:
        n = len(self.leidos)
        values: dict[str, int] = {}
        indices = np.full(n, -1, dtype=np.int32)
        evidence = np.zeros(n, dtype=bool)
        reason, excused = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
        before = np.full(n, -1, dtype=np.int32)
        for row, leido in enumerate(self.leidos):
            answers = leido.practica.respuestas.get(marco)
            answer = answers.get(pregunta) if answers else None
            if answer is None:
                continue
            if answer.respuesta:
                indices[row] = values.setdefault(answer.respuesta, len(values))
            evidence[row] = answer.evidencia is not None and answer.evidencia.presente
            reason[row] = answer.motivo is not None
            excused[row] = answer.excusa is not None
            if answer.correccion is not None:
                before[row] = values.setdefault(answer.correccion.antes, len(values))
        return Columna(list(values), indices, evidence, reason, *_if_any(excused, before))

    def serie(self, indicador: str) -> Serie:
        return build_series([leido.practica.indicadores.get(indicador) for leido in self.leidos])

    def respuestas(self, filas: Sequence[int], marco: str, pregunta: str) -> list[Respuesta | None]:
        return [self.leidos[fila].practica.respuestas.get(marco, {}).get(pregunta) for fila in filas]

    def series_de(self, fila: int) -> Mapping[str, SerieEscrita]:
        return self.leidos[fila].practica.indicadores

    def origen(self, fila: int, *ruta: str) -> Origen:
        return self.leidos[fila].origen(ruta)


def _if_any(excused: NDArray[np.bool_], before: NDArray[np.int32]) -> tuple[NDArray[np.bool_] | None, NDArray[np.int32] | None]:
    return (excused if excused.any() else None), (before if (before >= 0).any() else None)


def build_series(written: Sequence[SerieEscrita | None]) -> Serie:
    """Return the columns of an indicator from what each record writes of it (None: nothing)."""
    n = len(written)
    measured = sorted({period for item in written if item for period in map(parse_periodo, item.valores) if period})
    on_the_way = sorted({period for item in written if item for period in map(parse_periodo, item.intermedias) if period})
    serie = Serie(
        tuple(measured),
        np.full((n, len(measured)), np.nan),
        np.full(n, -1, dtype=np.int64),
        np.full(n, np.nan),
        np.full(n, -1, dtype=np.int64),
        np.full(n, np.nan),
        tuple(on_the_way),
        np.full((n, len(on_the_way)), np.nan),
        *np.zeros((2, n), dtype=bool),
    )
    column_of = {period.texto: column for column, period in enumerate(measured)}
    target_of = {period.texto: column for column, period in enumerate(on_the_way)}
    for row, item in enumerate(written):
        if item is None:
            continue
        serie.no_aplica[row], serie.con_motivo[row] = item.no_aplica, item.motivo is not None
        for text, value in item.valores.items():
            serie.valores[row, column_of[text]] = value
        for text, value in item.intermedias.items():
            serie.intermedias[row, target_of[text]] = value
        for point, ends, values in ((item.linea_base, serie.base_fin, serie.base_valor), (item.meta, serie.meta_fin, serie.meta_valor)):
            period = parse_periodo(point.periodo) if point is not None else None
            if point is not None and period is not None:
                ends[row], values[row] = period.fin, point.valor
    return serie
