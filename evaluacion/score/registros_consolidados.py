"""The records of several evaluators seen as one record an id: what all of them say, never what only some of them say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.problema import Problema, quote
from evaluacion.model.practica import Evidencia, Respuesta, SerieEscrita
from evaluacion.model.registros import Claves, Columna, Identidad, Serie

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.base.origen import Origen
    from evaluacion.model.marco import Marco
    from evaluacion.model.practica import Practica
    from evaluacion.score.votos import Votos

_EMPTY = Respuesta()


class RegistrosConsolidados:
    """One row an id (`evaluacion.model.registros.Registros`).

    Data and requisitos are facts and not opinions: where the evaluators give different ones there is none, and it is told.
    """

    def __init__(self, votos: Votos) -> None:
        self.votos = votos
        self.crudos = votos.crudo.registros
        self.archivos = self.crudos.archivos
        self.avisos = self.crudos.avisos
        self._filas = [votos.filas_de(record) for record in range(len(votos))]
        self._merged: dict[str, tuple[Serie, NDArray[np.bool_]]] = {}

    def __len__(self) -> int:
        return len(self._filas)

    def identidad(self, fila: int) -> Identidad:
        keys = self.claves()
        return Identidad(keys.ids[fila], keys.tipos[fila], keys.evaluadores[fila], keys.titulos[fila])

    def claves(self) -> Claves:
        return self._keys

    @cached_property
    def _keys(self) -> Claves:
        ids, kinds, judges, titles = self.crudos.claves()
        first = [rows[0] for rows in self._filas]
        return Claves(
            [ids[row] for row in first],
            [kinds[row] for row in first],
            [judges[rows[0]] if len(rows) == 1 else None for rows in self._filas],
            [next((titles[row] for row in rows if titles[row]), None) for rows in self._filas],
        )

    def practica(self, fila: int) -> Practica:
        return self.crudos.practica(self._filas[fila][0])

    def marcos(self) -> dict[str, NDArray[np.bool_]]:
        return {name: self._any(mask) for name, mask in self.crudos.marcos().items()}

    def preguntas(self, marco: str) -> dict[str, int]:
        of_row = {row: record for record, rows in enumerate(self._filas) for row in rows}
        return {path: of_row[row] for path, row in self.crudos.preguntas(marco).items() if row in of_row}

    def indicadores(self) -> dict[str, NDArray[np.bool_]]:
        return {name: self._any(mask) for name, mask in self.crudos.indicadores().items()}

    def _any(self, mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
        return np.array([mask[rows].any() for rows in self._filas], dtype=bool)

    def requisito(self, nombre: str) -> list[bool | None]:
        said = self.crudos.requisito(nombre)
        answers = ({said[row] for row in rows} - {None} for rows in self._filas)
        return [next(iter(found)) if len(found) == 1 else None for found in answers]

    def columna(self, marco: str, pregunta: str) -> Columna:
        answers = self.respuestas(range(len(self)), marco, pregunta)
        said = [answer.respuesta if answer is not None else None for answer in answers]
        values = {value: position for position, value in enumerate(dict.fromkeys(value for value in said if value))}
        evidence = [answer is not None and answer.evidencia is not None and answer.evidencia.presente for answer in answers]
        return Columna(
            list(values),
            np.array([values[value] if value else -1 for value in said], dtype=np.int32),
            np.array(evidence, dtype=bool),
            np.array([answer is not None and answer.motivo is not None for answer in answers], dtype=bool),
        )

    def serie(self, indicador: str) -> Serie:
        return self._serie(indicador)[0]

    def _serie(self, indicador: str) -> tuple[Serie, NDArray[np.bool_]]:
        """Return the data of an indicator, and in which records the evaluators give different ones."""
        if indicador not in self._merged:
            self._merged[indicador] = _merge_series(self.crudos.serie(indicador), self._filas)
        return self._merged[indicador]

    def respuestas(self, filas: Sequence[int], marco: str, pregunta: str) -> list[Respuesta | None]:
        rows = [row for fila in filas for row in self._filas[fila]]
        written = iter(self.crudos.respuestas(rows, marco, pregunta))
        return [self._together(fila, marco, pregunta, [next(written) for _ in self._filas[fila]]) for fila in filas]

    def _together(self, fila: int, marco: str, pregunta: str, written: Sequence[Respuesta | None]) -> Respuesta | None:
        judges = self.crudos.claves().evaluadores
        cast = [
            (judges[row] or "", item)
            for row, item in zip(self._filas[fila], written, strict=True)
            if item is not None and item.excusa is None
        ]
        agreed = self._acordadas.get((marco, pregunta, fila))
        if not cast and agreed is None:
            return None
        words = {self.votos.crudo.marco.answer_of(item.respuesta) for _, item in cast if item.respuesta}
        is_one = len(words) == 1 and not self._is_divided(marco, pregunta, fila)
        said = agreed if agreed is not None else next(iter(words)) if is_one else None
        proofs = [(judge, item.evidencia) for judge, item in cast if item.evidencia is not None and item.evidencia.presente]
        return _EMPTY.model_copy(
            update={
                "respuesta": said,
                "evidencia": _join_evidence(proofs),
                "motivo": _join([(judge, item.motivo) for judge, item in cast if item.motivo]),
                "nota": _join([(judge, item.nota) for judge, item in cast if item.nota]),
            }
        )

    def _is_divided(self, marco: str, pregunta: str, fila: int) -> bool:
        """Whether the votes on a question of a record differ as they count; not so in a marco that is not that of the votes."""
        row = self._rows.get((marco, pregunta))
        return row is not None and bool(self.votos.divididos[row, fila])

    @cached_property
    def _rows(self) -> dict[tuple[str, str], int]:
        crudo = self.votos.crudo
        return {(crudo.marco.marco, ".".join(item[:2])): row for row, item in enumerate(crudo.plan.preguntas)}

    @cached_property
    def _acordadas(self) -> dict[tuple[str, str, int], str]:
        """By marco, question and row, the agreed answers."""
        names = {row: name for name, row in self._rows.items()}
        return {(*names[row], record): found.acuerdo.respuesta for (row, record), found in self.votos.acordadas.items()}

    def series_de(self, fila: int) -> Mapping[str, SerieEscrita]:
        written = [self.crudos.series_de(row) for row in self._filas[fila]]
        names = dict.fromkeys(name for series in written for name in series)
        return {
            name: _join_series([series[name] for series in written if name in series]) for name in names if not self._serie(name)[1][fila]
        }

    def origen(self, fila: int, *ruta: str) -> Origen:
        return self.crudos.origen(self._filas[fila][0], *ruta)

    def find_disputes(self, marco: Marco) -> Iterator[Problema]:
        """Yield a warning for each datum and each requisito that the evaluators give differently."""
        for name in self.crudos.indicadores():
            for fila in np.flatnonzero(self._serie(name)[1]).tolist() if name in marco.indicadores else ():
                yield self._dispute(fila, f"datos distintos de {quote(name)}", "indicadores", name)
        for requisito in marco.requisitos:
            said = self.crudos.requisito(requisito.id)
            for fila, rows in enumerate(self._filas):
                if {True, False} <= {said[row] for row in rows}:
                    yield self._dispute(fila, f"sí y no a {quote(requisito.id)}", "requisitos", requisito.id)

    def _dispute(self, fila: int, what: str, *ruta: str) -> Problema:
        message = f"Los evaluadores de {quote(self.identidad(fila).id)} dan {what}."
        remedy = "Un dato no se promedia: corríjalo en sus registros. Mientras tanto cuenta como sin responder."
        return Problema("dato_en_disputa", message, self.origen(fila, *ruta), remedy, "aviso")


def _join(said: Sequence[tuple[str, str]]) -> str | None:
    """Return some texts as one, each with who says it; once where all say the same."""
    if len({text for _, text in said}) <= 1:
        return said[0][1] if said else None
    return "\n".join(f"{judge}: {text}" if judge else text for judge, text in said)


def _join_evidence(proofs: Sequence[tuple[str, Evidencia]]) -> Evidencia | None:
    if len({str(proof) for _, proof in proofs}) <= 1:
        return proofs[0][1] if proofs else None
    return Evidencia.model_validate({"texto": _join([(judge, str(proof)) for judge, proof in proofs])})


def _join_series(written: Sequence[SerieEscrita]) -> SerieEscrita:
    found = written[0]
    for other in written[1:]:
        found = found.model_copy(
            update={
                "linea_base": found.linea_base or other.linea_base,
                "meta": found.meta or other.meta,
                "valores": {**other.valores, **found.valores},
                "intermedias": {**other.intermedias, **found.intermedias},
                "motivo": found.motivo or other.motivo,
                "fuente": found.fuente or other.fuente,
                "nota": found.nota or other.nota,
            }
        )
    return found


def _merge_series(serie: Serie, filas: Sequence[Sequence[int]]) -> tuple[Serie, NDArray[np.bool_]]:
    """Return the data of an indicator for each group of rows, and which groups give two data for one thing: those have none."""
    parts = (
        serie.valores,
        np.where(serie.base_fin < 0, np.nan, serie.base_fin)[:, None],
        serie.base_valor[:, None],
        np.where(serie.meta_fin < 0, np.nan, serie.meta_fin)[:, None],
        serie.meta_valor[:, None],
        serie.intermedias,
    )
    everything = np.concatenate(parts, axis=1)
    low, high = (np.full((len(filas), everything.shape[1]), np.nan) for _ in range(2))
    excluded, disputed = np.zeros(len(filas), dtype=bool), np.zeros(len(filas), dtype=bool)
    for record, rows in enumerate(filas):
        own = everything[rows]
        low[record], high[record] = np.fmin.reduce(own, axis=0), np.fmax.reduce(own, axis=0)
        gives = ~np.isnan(own).all(axis=1)
        excluded[record] = serie.no_aplica[rows].any()
        disputed[record] = bool((low[record] < high[record]).any() or (excluded[record] and (gives & ~serie.no_aplica[rows]).any()))
    low[disputed], excluded[disputed] = np.nan, False
    ends = np.cumsum([part.shape[1] for part in parts])[:-1]
    values, base_end, base, target_end, target, on_the_way = np.split(low, ends, axis=1)
    merged = Serie(
        serie.periodos,
        values,
        _months(base_end),
        base[:, 0],
        _months(target_end),
        target[:, 0],
        serie.periodos_intermedias,
        on_the_way,
        excluded,
        np.array([serie.con_motivo[rows].any() for rows in filas], dtype=bool),
    )
    return merged, disputed


def _months(ends: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.where(np.isnan(ends[:, 0]), -1, ends[:, 0]).astype(np.int64)
