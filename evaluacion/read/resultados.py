"""What `calificar --formato json` wrote, read again: the records with their answers, and the scores that it says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, quote
from evaluacion.model.practica import TIPOS, Practica
from evaluacion.model.procedencia import MarcoUsado, Procedencia
from evaluacion.read.documento import parse_documento, read_bytes, show_path
from evaluacion.read.json_escrito import parse_written_json
from evaluacion.read.load import load_model
from evaluacion.read.practica import RegistroLeido, RegistrosArchivo
from evaluacion.read.texto import decode

START = b'{\n "procedencia": {\n'
"""How a result set begins, whichever the system that wrote it."""
_HEAD = 64
_MAX_BYTES = 1 << 28
Clave = tuple[str, str, str | None]
"""Marco, record and evaluator."""


@dataclass(frozen=True, slots=True)
class NodoEscrito:
    """A node as the file says it: its score, its two ends and its level (sure, at least, up to); None where it has none."""

    puntaje: float | None
    minimo: float | None
    maximo: float | None
    nivel: tuple[str | None, str | None, str | None]


@dataclass(frozen=True, slots=True, eq=False)
class ResultadoLeido:
    """A result set: its records, what it says of each, and where it came from."""

    archivo: str
    huella: str
    registros: RegistrosArchivo
    totales: Mapping[Clave, NodoEscrito]
    procedencia: Procedencia


class RegistrosDeResultado(RegistrosArchivo):
    """The records of a result set: the place of each answer is the one where it was first written."""

    def __init__(self, leidos: list[RegistroLeido], archivos: dict[str, str], lugares: dict[tuple[Any, ...], Origen]) -> None:
        super().__init__(leidos, archivos)
        self._lugares = lugares

    def origen(self, fila: int, *ruta: str) -> Origen:
        """Return the place that the result set gives for the value at a path, or for the deepest part of it that has one."""
        return next(self._lugares[(fila, *ruta[:end])] for end in range(len(ruta), -1, -1) if (fila, *ruta[:end]) in self._lugares)


def is_result_set(path: Path) -> bool:
    """Whether a file is what `calificar --formato json` writes, by how it begins."""
    if path.suffix.casefold() != ".json" or not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(_HEAD)
    return head.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").startswith(START)


def read_resultado(path: Path) -> ResultadoLeido:
    """Return the result set that a file holds.

    Raises:
        EvaluacionError: it is not one, or somebody changed it.
    """
    archivo = show_path(path)
    data = read_bytes(path, max_bytes=_MAX_BYTES)
    written = parse_written_json(decode(data, archivo, max_bytes=None), archivo)
    try:
        return _resultado(archivo, hashlib.sha256(data).hexdigest(), written)
    except KeyError as error:
        what = f"falta {quote(str(error.args[0]))}."
    except (TypeError, ValueError, AttributeError):
        what = "algo en él tiene otra forma, falta o sobra."
    raise EvaluacionError(
        [Problema("tipo_de_archivo", f"No es un resultado de «calificar --formato json»: {what}", Origen(archivo, 1, 1), _AGAIN)]
    )


_AGAIN = "Vuelva a escribirlo con «evaluacion calificar … --formato json», o indique los registros."


def _resultado(archivo: str, huella: str, written: Any) -> ResultadoLeido:  # noqa: ANN401 - raw JSON
    sources = written["procedencia"]
    marcos = tuple(MarcoUsado(**item) for item in sources["marcos"])
    files = tuple((item["archivo"], item["sha256"]) for item in sources["archivos"])
    procedencia = Procedencia(
        sources["herramienta"], sources["version"], marcos, files, sources["fecha_referencia"], tuple(sources["politicas"])
    )
    records: dict[tuple[str, str | None], dict[str, Any]] = {}
    rows: dict[tuple[str, str | None], int] = {}
    totals: dict[Clave, NodoEscrito] = {}
    places: dict[tuple[Any, ...], Origen] = {}
    fichas, known = written["fichas"], {item.marco for item in marcos}
    if not isinstance(fichas, list) or not fichas:
        raise TypeError(fichas)
    for ficha in fichas:
        key = (str(ficha["practica"]), ficha["evaluador"])
        record = records.setdefault(key, _empty_record(ficha))
        row = rows.setdefault(key, len(rows))
        marco = str(ficha["marco"])
        if marco not in known:
            raise ValueError(marco)
        puntaje, minimo, maximo = (_number(ficha[name]) for name in ("puntaje", "minimo", "maximo"))
        seguro, al_menos, hasta = (_word(ficha["nivel"][name]) for name in ("seguro", "al_menos", "hasta"))
        totals[(marco, *key)] = NodoEscrito(puntaje, minimo, maximo, (seguro, al_menos, hasta))
        places.setdefault((row,), _place(ficha["origen"]))
        record["requisitos"].update({name: answer for name, answer in ficha["requisitos"].items() if answer is not None})
        answers = record["respuestas"].setdefault(marco, {})
        for name, answer, place in _answers(ficha):
            answers[name] = answer
            places[(row, "respuestas", marco, name)] = place
        for name, series, place in _series(ficha):
            record["indicadores"][name] = series
            places[(row, "indicadores", name)] = place
    leidos = [_leido(record, archivo) for record in records.values()]
    registros = RegistrosDeResultado(leidos, {archivo: huella}, places)
    return ResultadoLeido(archivo, huella, registros, totals, procedencia)


def _number(value: object) -> float | None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise TypeError(value)
    return value


def _word(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError(value)
    return value


def _place(written: Mapping[str, Any]) -> Origen:
    place = Origen(**written)
    for value, kind in zip(place, (str, int, int, str, str), strict=True):
        if value is not None and type(value) is not kind:
            raise TypeError(value)
    return place


def _empty_record(ficha: Mapping[str, Any]) -> dict[str, Any]:
    if ficha["tipo"] not in TIPOS:
        raise ValueError(ficha["tipo"])
    record = {ficha["tipo"]: ficha["practica"], "requisitos": {}, "respuestas": {}, "indicadores": {}}
    extra = {"titulo": ficha["titulo"], "evaluacion": {"evaluador": ficha["evaluador"]} if ficha["evaluador"] else None}
    return record | {name: value for name, value in extra.items() if value is not None}


def _criteria(ficha: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for grupo in ficha["grupos"]:
        yield from grupo["criterios"]


def _answers(ficha: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any], Origen]]:
    """Yield each question that was written: its path, its answer and its place."""
    for criterio in _criteria(ficha):
        for item in criterio.get("preguntas", ()):
            if item["origen"] is None:
                continue
            said = {name: item[name] for name in ("respuesta", "evidencia", "motivo", "excusa") if item.get(name) is not None}
            if said:
                yield f"{criterio['id']}.{item['id']}", {"respuesta": None, **said}, _place(item["origen"])


def _series(ficha: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any], Origen]]:
    """Yield each indicator that was written, as far as the result says it: baseline, target and the value judged."""
    for criterio in _criteria(ficha):
        for item in criterio.get("indicadores", ()):
            if item["origen"] is None:
                continue
            series = {name: item[name] for name in ("linea_base", "meta", "motivo", "fuente") if item[name] is not None}
            if item["estado"] == "no_aplica":
                series["no_aplica"] = True
            if item["valor"] is not None and item["periodo"] is not None:
                series["valores"] = {item["periodo"]: item["valor"]}
            yield item["id"], series, _place(item["origen"])


def _leido(record: Mapping[str, Any], archivo: str) -> RegistroLeido:
    documento = parse_documento(json.dumps(record, ensure_ascii=False), archivo)
    return RegistroLeido(load_model(documento, Practica), archivo, {}, None)
