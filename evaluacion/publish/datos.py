"""Results as plain data: the exact record for JSON, one row a scorecard for tables."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from evaluacion.publish.columnas import Repetidas, blocks_of, names_of, plain, whole_columns
from evaluacion.publish.salida import write_atomically, write_bytes

if TYPE_CHECKING:
    from evaluacion.model.comun import Modelo
    from evaluacion.model.ficha import Ficha, FichaCriterio, FichaIndicador, FichaPregunta, NivelAlcanzado, Puntaje, Voto
    from evaluacion.model.moderacion import Acordada
    from evaluacion.model.procedencia import Procedencia
    from evaluacion.score.evaluate import Resultado

_DANGEROUS = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def ficha_as_dict(ficha: Ficha, *, clasificar: bool = True) -> dict[str, Any]:
    """Return a scorecard as plain data, numbers unrounded, `None` for what is unknown or does not apply.

    Without `clasificar` its place among the others is left out.
    """
    found: dict[str, Any] = {
        "practica": ficha.practica,
        "tipo": ficha.tipo,
        "titulo": ficha.titulo,
        "evaluador": ficha.evaluador,
        "marco": ficha.marco.marco,
        "version": ficha.marco.version,
        **_numbers(ficha.total),
        "minimo_estricto": ficha.minimo_estricto,
        "nivel": _level(ficha.nivel),
        "subnivel": _level(ficha.subnivel) if ficha.subnivel is not None else None,
        "tipologia": _tipologia(ficha),
        "compuerta": [
            {"nivel": gate.nivel, "criterio": gate.criterio, "estado": gate.estado} for gate in ficha.compuertas if gate.estado != "exenta"
        ],
        "compuertas_exentas": [{"nivel": gate.nivel, "criterio": gate.criterio} for gate in ficha.compuertas if gate.estado == "exenta"],
        "provisional": ficha.provisional,
        "elegible": ficha.elegible,
        "requisitos": dict(ficha.requisitos),
        "lugar": {"mejor": ficha.lugar[0], "peor": ficha.lugar[1]} if ficha.lugar and clasificar else None,
        "lectura_alterna": _alterna(ficha),
        "origen": ficha.origen.as_dict(),
        "grupos": [
            {
                "id": grupo.grupo.id,
                **_numbers(grupo.puntaje),
                "criterios": [_criterio(criterio) for criterio in grupo.criterios],
            }
            for grupo in ficha.grupos
        ],
    }
    if ficha.evaluadores:
        found["evaluadores"] = [
            {"evaluador": item.evaluador, **_numbers(item.puntaje), "origen": item.origen.as_dict()} for item in ficha.evaluadores
        ]
    return found


def _tipologia(ficha: Ficha) -> dict[str, Any] | None:
    found = ficha.tipologia
    if found is None:
        return None
    measures = [{"id": item.id, "valor": item.valor, "minimo": item.minimo, "maximo": item.maximo} for item in found.medidas]
    return {
        "modo": found.modo,
        "aplicable": found.aplicable,
        "seguros": list(found.seguros),
        "posibles": list(found.posibles),
        "medidas": measures,
    }


def _level(nivel: NivelAlcanzado) -> dict[str, str | None]:
    return {"seguro": nivel.seguro, "al_menos": nivel.al_menos, "hasta": nivel.hasta}


def _numbers(puntaje: Puntaje) -> dict[str, float | None]:
    return {
        "puntaje": puntaje.puntaje,
        "minimo": puntaje.minimo,
        "maximo": puntaje.maximo,
        "cobertura": puntaje.cobertura,
        "aplicabilidad": puntaje.aplicabilidad,
    }


def _alterna(ficha: Ficha) -> dict[str, Any] | None:
    other = ficha.lectura_alterna
    if other is None:
        return None
    return {"sin": list(other.sin), "puntaje": other.puntaje, "minimo": other.minimo, "maximo": other.maximo}


def _criterio(criterio: FichaCriterio) -> dict[str, Any]:
    found: dict[str, Any] = {"id": criterio.criterio.id, **_numbers(criterio.puntaje)}
    if criterio.indicadores:
        found["indicadores"] = [_indicador(item) for item in criterio.indicadores]
    else:
        found["preguntas"] = [_pregunta(item) for item in criterio.preguntas]
    return found


def _written(value: Modelo | None) -> dict[str, Any] | None:
    if value is None:
        return None
    said = {name: item for name, item in value.__dict__.items() if item is not None}
    return said if all(type(item) is str for item in said.values()) else value.model_dump(mode="json", exclude_none=True)


def _pregunta(item: FichaPregunta) -> dict[str, Any]:
    written = item.escrita
    found: dict[str, Any] = {
        "id": item.pregunta.id,
        "estado": item.estado,
        "respuesta": item.valor,
        "puntos": item.puntos,
        "evidencia": _written(written.evidencia) if written else None,
        "motivo": written.motivo if written else None,
        "origen": item.origen.as_dict() if written else None,
    }
    if written is not None and written.excusa is not None:
        found["excusa"] = written.excusa
    if item.votos:
        found["votos"] = [vote_as_dict(voto) for voto in item.votos]
        found["acordada"] = acordada_as_dict(item.acordada) if item.acordada is not None else None
    return found


def vote_as_dict(voto: Voto) -> dict[str, Any]:
    """Return a vote as plain data."""
    said = voto.escrita
    return {
        "evaluador": voto.evaluador,
        "respuesta": voto.valor,
        "puntos": voto.puntos,
        "excusa": voto.excusa,
        "evidencia": _written(said.evidencia) if said else None,
        "motivo": said.motivo if said else None,
        "origen": voto.origen.as_dict() if said else None,
    }


def acordada_as_dict(item: Acordada) -> dict[str, Any]:
    """Return an agreed answer as plain data."""
    return {**item.acuerdo.model_dump(mode="json"), "origen": item.origen.as_dict()}


def _indicador(item: FichaIndicador) -> dict[str, Any]:
    return {
        "id": item.indicador.id,
        "estado": item.estado,
        "valor": item.valor,
        "periodo": item.periodo,
        "unidad": item.indicador.unidad,
        "linea_base": {"periodo": item.linea_base[0], "valor": item.linea_base[1]} if item.linea_base else None,
        "meta": {"periodo": item.meta[0], "valor": item.meta[1]} if item.meta else None,
        "medida": item.medida,
        "esperado": item.esperado,
        "puntos": item.puntos,
        "semaforo": item.luz,
        "senales": list(item.senales),
        "no_calculable": item.falla,
        "motivo": item.escrita.motivo if item.escrita else None,
        "fuente": str(item.escrita.fuente) if item.escrita and item.escrita.fuente else None,
        "origen": item.origen.as_dict() if item.escrita else None,
    }


def as_json(resultados: Sequence[Resultado], procedencia: Procedencia, *, clasificar: bool = True, ascii_only: bool = False) -> str:
    """Return `{procedencia, fichas}` as JSON text; fichas by marco, record id and evaluator."""
    data = {
        "procedencia": procedencia.as_dict(),
        "fichas": [ficha_as_dict(ficha, clasificar=clasificar) for resultado in resultados for ficha in resultado.fichas()],
    }
    return json.dumps(data, ensure_ascii=ascii_only, indent=1, allow_nan=False) + "\n"


def as_columns(resultados: Sequence[Resultado], *, clasificar: bool = True) -> dict[str, list[Any]]:
    """Return the scorecards as columns, one row each: identity, total, level, then every node with its five numbers.

    A node that a marco does not have is empty in the rows of that marco; node columns are `marco.node.measure`.
    Without `clasificar` the places are empty.
    """
    return {name: plain(values) for name, values in whole_columns(resultados, clasificar=clasificar)}


def as_csv(resultados: Sequence[Resultado], *, clasificar: bool = True) -> str:
    """Return the table as CSV text for spreadsheets: texts that could run as a formula are escaped with an apostrophe."""
    return "".join(_csv_blocks(resultados, clasificar=clasificar))


def _csv_blocks(resultados: Sequence[Resultado], *, clasificar: bool) -> Iterator[str]:
    names = names_of(resultados)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(names)
    for rows, block in blocks_of(resultados, clasificar=clasificar):
        writer.writerows(zip(*(_cells(block[name], kind) if name in block else [None] * rows for name, kind in names.items()), strict=True))
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _cells(values: Any, kind: str) -> list[Any]:  # noqa: ANN401 - a column of `columns_of`
    if kind == "logico":
        return [value if value is None else "sí" if value else "no" for value in values]
    if kind == "texto":
        return [value if value is None else escape_text(value) for value in plain(values)]
    return plain(values)


def escape_text(text: str) -> str:
    """Return a text that a spreadsheet takes as text: an apostrophe goes before what could be a formula."""
    return f"'{text}" if text.lstrip(" \u00a0")[:1] in _DANGEROUS and text.strip() else text


def write_csv(resultados: Sequence[Resultado], procedencia: Procedencia, path: Path, *, clasificar: bool = True) -> list[Path]:
    """Write the CSV (UTF-8 with byte order mark) and its provenance beside it; return both paths.

    Raises:
        EvaluacionError: the files cannot be written.
    """

    def write(temporary: Path) -> None:
        with temporary.open("w", encoding="utf-8-sig", newline="") as file:
            file.writelines(_csv_blocks(resultados, clasificar=clasificar))

    write_atomically(path, write)
    beside = path.with_suffix(".procedencia.json")
    write_bytes(beside, (json.dumps(procedencia.as_dict(), ensure_ascii=False, indent=1) + "\n").encode())
    return [path, beside]


def write_parquet(
    resultados: Sequence[Resultado],
    procedencia: Procedencia,
    path: Path,
    *,
    clasificar: bool = True,
    then: Callable[[Path], None] | None = None,
) -> None:
    """Write the exact table as Parquet, its provenance in the metadata of the file (key `procedencia`).

    Args:
        resultados: one result a marco.
        procedencia: where they come from.
        path: the file.
        clasificar: whether records take places.
        then: what is done with the file that was written, before it takes its name; if it fails, there is no file.

    Raises:
        EvaluacionError: the file cannot be written.
    """
    import pyarrow as pa  # noqa: PLC0415 - heavy: only when Parquet is asked
    import pyarrow.parquet as pq  # noqa: PLC0415

    kinds = {"texto": pa.string(), "logico": pa.bool_(), "entero": pa.int64(), "numero": pa.float64()}
    metadata: dict[str | bytes, str | bytes] = {"procedencia": json.dumps(procedencia.as_dict(), ensure_ascii=False)}
    schema = pa.schema([pa.field(name, kinds[kind]) for name, kind in names_of(resultados).items()], metadata)

    def write(temporary: Path) -> None:
        with pq.ParquetWriter(temporary, schema) as writer:
            for rows, block in blocks_of(resultados, clasificar=clasificar):
                arrays = [
                    arrow_array(block[field.name], field.type) if field.name in block else pa.nulls(rows, field.type) for field in schema
                ]
                writer.write_batch(pa.record_batch(arrays, schema=schema))
        if then is not None:
            then(temporary)

    write_atomically(path, write)


def arrow_array(values: Any, kind: Any) -> Any:  # noqa: ANN401 - a column of `columns_of`, a type of pyarrow
    """Return a column as an array of Arrow: NaN is null."""
    import pyarrow as pa  # noqa: PLC0415 - heavy: only when tables are written

    if isinstance(values, Repetidas):
        return pa.array(values.valores, kind).take(pa.array(values.indices))
    if not isinstance(values, np.ndarray):
        return pa.array(values, kind)
    numbers: Any = np.ascontiguousarray(values)
    known = ~np.isnan(numbers)
    mask = None if known.all() else pa.py_buffer(np.packbits(known, bitorder="little").data)
    return pa.Array.from_buffers(kind, len(numbers), [mask, pa.py_buffer(numbers.data)])


def write_columns(columns: Mapping[str, tuple[str, list[Any]]], procedencia: Procedencia, path: Path) -> None:
    """Write columns, each with its kind (`texto` or `numero`), as Parquet, the provenance in the metadata of the file.

    Raises:
        EvaluacionError: the file cannot be written.
    """
    import pyarrow as pa  # noqa: PLC0415 - heavy: only when Parquet is asked
    import pyarrow.parquet as pq  # noqa: PLC0415

    kinds = {"texto": pa.string(), "numero": pa.float64()}
    metadata: dict[str | bytes, str | bytes] = {"procedencia": json.dumps(procedencia.as_dict(), ensure_ascii=False)}
    schema = pa.schema([pa.field(name, kinds[kind]) for name, (kind, _) in columns.items()], metadata)
    table = pa.table([pa.array(values, kinds[kind]) for kind, values in columns.values()], schema=schema)
    write_atomically(path, lambda temporary: pq.write_table(table, temporary))


def as_frame(resultados: Sequence[Resultado]) -> Any:  # noqa: ANN401 - a pandas DataFrame; pandas is imported only here
    """Return the table as a pandas DataFrame, one row a scorecard."""
    import pandas as pd  # noqa: PLC0415 - heavy: only when a frame is asked

    return pd.DataFrame(dict(whole_columns(resultados, clasificar=True)))
