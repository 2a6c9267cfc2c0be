"""Tables in Parquet: damaged, of every type, and claiming what they do not hold."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from pathlib import Path

from .bases import MARCO
from .caso import caso
from .casos_csv import MEDIDO, TO_CSV, TO_JSON

COLUMNAS = {"practica": ["beca", "red"], "prueba.alcance.poblacion": ["sí", "no"], "prueba.alcance.registro": ["sí", "sí"]}
INDICADOR = {
    "practica": ["beca"],
    "acuerdos.linea_base.periodo": ["2020"],
    "acuerdos.linea_base.valor": [0.0],
    "acuerdos.meta.periodo": ["2026"],
    "acuerdos.meta.valor": [100.0],
}


def written(columns: dict, **options: object) -> bytes:
    """Return a Parquet file with some columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    table = columns if isinstance(columns, pa.Table) else pa.table(columns)
    pq.write_table(table, out, **options)
    return out.getvalue()


def table(**extra: Callable[[], object]) -> Callable[[], dict]:
    """Return a maker of the sound columns with others, whose names have `__` for a dot."""
    return lambda: COLUMNAS | {name.replace("__", "."): make() for name, make in extra.items()}


def measure(make: Callable[[], object]) -> Callable[[], dict]:
    """Return a maker of a table with the series of an indicator."""
    return lambda: INDICADOR | {"acuerdos.2024": make()}


def lay(make: Callable[[], dict], spoil: Callable[[bytes], bytes] = bytes, **options: object) -> Callable[[Path], None]:
    """Return what writes a Parquet file, spoiled."""
    return lambda path: path.write_bytes(spoil(written(make(), **options)))


def parquet(name: str, trampa: str, content: object, *, marco: str = MARCO, orden: str = TO_CSV, **rest: object) -> None:
    """Add a case of a Parquet file."""
    caso(f"parquet/{name}", trampa, {"datos.parquet": content, "marco.yaml": marco}, orden=orden, **rest)


def arrow(name: str) -> Callable[..., object]:
    """Return something of pyarrow, looked for when it is called."""

    def make(*args: object, **options: object) -> object:
        import pyarrow as pa

        return getattr(pa, name)(*args, **options)

    return make


def array(values: list, kind: Callable[[], object] | None = None) -> Callable[[], object]:
    """Return a maker of a column."""
    return lambda: arrow("array")(values, kind() if kind else None)


def _broken_utf8() -> object:
    import pyarrow as pa

    data = b"be\xffcaRed"
    return pa.StringArray.from_buffers(2, pa.py_buffer(struct.pack("<3i", 0, 5, 8)), pa.py_buffer(data))


def _twice() -> object:
    import pyarrow as pa

    return pa.table([pa.array(["beca"]), pa.array(["a"]), pa.array(["b"])], names=["practica", "titulo", "titulo"])


def _footer(data: bytes) -> bytes:
    """Overwrite the middle of the footer."""
    length = int.from_bytes(data[-8:-4], "little")
    start = len(data) - 8 - length
    return data[: start + length // 3] + b"\xff" * (length // 3) + data[start + 2 * (length // 3) :]


def _rows_claimed(data: bytes) -> bytes:
    """Claim 2**40 rows: the varint of the number of rows (2, zigzag 4) of the footer becomes a long one."""
    length = int.from_bytes(data[-8:-4], "little")
    start = len(data) - 8 - length
    footer = data[start:-8]
    place = footer.index(b"\x16\x04\x19")
    claimed = footer[:place] + b"\x16\x80\x80\x80\x80\x80\x80\x01\x19" + footer[place + 3 :]
    return data[:start] + claimed + struct.pack("<I", len(claimed)) + b"PAR1"


for _name, _trampa, _make, _dice in (
    ("sano", "Nada", table(), ("100", "50")),
    ("diccionario", "Columnas de diccionario", table(titulo=lambda: arrow("array")(["Beca", "Beca"]).dictionary_encode()), ("100",)),
    ("textos-largos", "Columnas de textos largos", table(titulo=array(["Beca", "Red"], arrow("large_string"))), ("100",)),
    ("nulos", "Una columna de puros nulos", table(titulo=array([None, None])), ("100",)),
    ("fecha", "Una fecha en la evaluación", table(evaluacion__fecha=array([19000, 19001], arrow("date32"))), ("100",)),
    ("indice-de-pandas", "La columna del índice de pandas", lambda: COLUMNAS | {"__index_level_0__": [0, 1]}, ("100",)),
):
    parquet(_name, _trampa, lay(_make), sale=0, dice=_dice)
for _name, _trampa, _make, _dice in (
    (
        "decimal",
        "Un decimal de 38 cifras con 2 decimales",
        measure(lambda: arrow("array")([__import__("decimal").Decimal("40.25")], arrow("decimal128")(38, 2))),
        "40.25",
    ),
    ("entero-sin-signo", "Un entero sin signo de 8 bits", measure(array([200], arrow("uint8"))), "200"),
    ("nan", "NaN en un indicador: vacío", measure(array([float("nan")])), "null"),
):
    parquet(_name, _trampa, lay(_make), marco=MEDIDO, orden=TO_JSON, sale=0, dice=_dice)
for _name, _trampa, _make, _code in (
    ("lista", "Una columna de listas", table(titulo=array([["a"], ["b"]])), "celda_no_valida"),
    (
        "mapa",
        "Una columna de mapas",
        table(titulo=lambda: arrow("array")([[("a", 1)], []], arrow("map_")(arrow("string")(), arrow("int64")()))),
        "celda_no_valida",
    ),
    ("binario", "Una columna de bytes", table(titulo=array([b"a", b"b"])), "celda_no_valida"),
    ("duracion", "Una columna de duraciones", table(titulo=lambda: arrow("array")([1, 2], arrow("duration")("s"))), "celda_no_valida"),
    ("utf-8-roto", "Un texto que no es UTF-8", table(titulo=_broken_utf8), "tabla_invalida"),
    ("repetida", "Dos columnas con el mismo nombre", _twice, "tabla_invalida"),
    ("sin-filas", "Sin filas", lambda: {"practica": arrow("array")([], arrow("string")())}, "archivo_vacio"),
    ("sin-columnas", "Sin columnas", dict, "archivo_vacio"),
    ("sin-identificador", "Sin columna de identificador", lambda: {"titulo": ["a"]}, "falta_clave"),
    ("control", "Un carácter de control", table(titulo=array(["a\x00b", "c"])), "caracter_de_control"),
    ("bidi", "Una marca de dirección", table(titulo=array(["a\u202eb", "c"])), "caracter_invisible"),
    (
        "cinco-mil-columnas",
        "5,000 columnas que no existen",
        lambda: {"practica": ["a"], **{f"x{n}y": [1] for n in range(5000)}},
        "columna_desconocida",
    ),
    ("estructura-honda", "Estructuras de veinte niveles", lambda: {"practica": ["a"], "x": _nested(20)}, "celda_no_valida"),
    ("id-numerico-con-decimal", "Un identificador con decimales", lambda: {"practica": [1.5], "titulo": ["a"]}, "forma_no_valida"),
):
    parquet(_name, _trampa, lay(_make), sale=2, codigos=_code, segundos=8)
for _name, _trampa, _make, _code in (
    ("infinito", "Infinito en un indicador", measure(array([float("inf")])), "numero_no_finito"),
    ("booleano", "Un sí o no en un indicador", measure(array([True])), ""),
    ("texto-en-indicador", "Un texto en un indicador", measure(array(["mucho"])), "celda_no_valida"),
):
    parquet(_name, _trampa, lay(_make), marco=MEDIDO, sale=2, codigos=_code)
for _name, _trampa, _spoil in (
    ("cortado", "La segunda mitad del archivo no llegó", lambda data: data[: len(data) // 2]),
    ("sin-pie", "Sin los últimos ocho bytes", lambda data: data[:-8]),
    ("solo-magia", "Solo «PAR1»", lambda _: b"PAR1"),
    ("magia-dos-veces", "«PAR1» al principio y al final, y nada más", lambda _: b"PAR1PAR1"),
    ("pie-enorme", "Un pie que dice medir 4 GB", lambda data: data[:-8] + b"\xff\xff\xff\xff" + b"PAR1"),
    ("pie-negativo", "Un pie que dice medir cero", lambda data: data[:-8] + b"\x00\x00\x00\x00" + b"PAR1"),
    ("pie-roto", "El pie está roto", _footer),
    ("datos-rotos", "Los datos están rotos", lambda data: b"PAR1" + b"\xff" * 60 + data[64:]),
    ("filas-falsas", "Dice tener billones de filas", _rows_claimed),
    ("cifrado", "Pie cifrado", lambda data: data[:-4] + b"PARE"),
):
    parquet(_name, _trampa, lay(table(), _spoil), sale=2, codigos="tabla_invalida" if _name != "filas-falsas" else "")
parquet("vacio", "Cero bytes", b"", sale=2, codigos="archivo_vacio")
parquet("csv-con-nombre-de-parquet", "Un CSV con nombre de Parquet", "practica,prueba.alcance.poblacion\nbeca,sí\n", sale=0, dice="beca")


def _nested(depth: int) -> object:
    value: object = 1
    for _ in range(depth):
        value = {"a": value}
    return arrow("array")([value])
