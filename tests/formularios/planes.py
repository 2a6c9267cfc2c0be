"""Forms of strategies for the tests: made, changed with another program, and read back; and strategies drawn at random."""

from __future__ import annotations

from datetime import date

import openpyxl
from hypothesis import strategies as st

from evaluacion.flujo.estrategia_en_libro import read_form
from evaluacion.flujo.formulario_estrategia import write_formularios_de_estrategia
from evaluacion.model.campos import clase_of, inside, shape_of
from evaluacion.model.estrategia import Estrategia
from evaluacion.model.formulario import CLAVE
from evaluacion.publish.formulario.estrategia import arrange_estrategia
from evaluacion.publish.libro_xlsx import write_libro
from evaluacion.read.texto import check_text


def make(folder, text=None, name="plan"):
    """Return the form of a strategy written in YAML, or an empty one."""
    if text is None:
        return write_formularios_de_estrategia((), folder, reemplazar=True).escritos[0]
    source = folder / f"{name}.yaml"
    source.write_text(text, encoding="utf-8")
    return write_formularios_de_estrategia(source, folder, reemplazar=True).escritos[0]


def make_of(datos, path):
    """Return the form of some plain data, written to a path."""
    return write_libro(arrange_estrategia(datos), path)[0]


def read(path):
    """Return the strategy of a form."""
    return read_form(path)[0].estrategia


def cells_of(sheet, title):
    """Return the cells to write in under a heading of a sheet, without the row that explains it."""
    head = next(cell for row in sheet.iter_rows(max_row=12) for cell in row if cell.value == CLAVE)
    column = next(cell.column for cell in sheet[head.row] if cell.value == title)
    rows = [row for row in range(head.row + 1, sheet.max_row + 1) if not str(sheet.cell(row, head.column).value).endswith("/ayuda")]
    return [sheet.cell(row, column) for row in rows]


def datum(book, sheet, name, position=0):
    """Return a cell to write in of a sheet of data."""
    found = [cell for cell in cells_of(book[sheet], "Dato") if cell.value == name]
    return found[position].offset(0, 1)


def change(path, *changes, folder=None):
    """Apply some changes to a form with another program, and return where it is."""
    book = openpyxl.load_workbook(path)
    for each in changes:
        each(book)
    changed = (folder or path.parent) / f"devuelto-{path.name}"
    book.save(changed)
    return changed


def put(sheet, title, value, row=0):
    """Return the change that writes a value under a heading."""
    return lambda book: setattr(cells_of(book[sheet], title)[row], "value", value)


def put_datum(sheet, name, value, position=0):
    """Return the change that writes a datum."""
    return lambda book: setattr(datum(book, sheet, name, position), "value", value)


# --- strategies drawn at random, of everything that the model holds ---------------------------------------------------

_IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,12}", fullmatch=True)
_TRICKY = (
    "=1+1",
    "+1",
    "@SUM(A1)",
    "http://a.mx/x",
    "_x0041_",
    "007",
    "1e5",
    "sí",
    "no",
    "2024-05-12",
    "dos\nrenglones",
    "a; b, c",
    "31/12/2025",
)
_TEXTS = (
    st.one_of(
        st.text(st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Zs")), min_size=1, max_size=30), st.sampled_from(_TRICKY)
    )
    .map(str.strip)
    .filter(lambda text: text and check_text(text, None, key=False) is None)
)
_DAYS = st.dates(min_value=date(1900, 1, 1)).map(str)
_NUMBERS = st.one_of(st.integers(0, 10**9).map(float), st.floats(0, 9_999).map(lambda value: float(f"{value:.15g}")))
_PERIODS = st.one_of(st.integers(1990, 2040).map(str), st.sampled_from(["2024-S1", "2024-T3", "2023-07", "2022-C2"]))
_BY_CLASS = {"identificador": _IDS, "fecha": _DAYS, "parcial": st.one_of(_DAYS, st.just("2024"), st.just("2024-07")), "periodo": _PERIODS}
_PATTERNS = {
    "personal": st.integers(0, 10_000).map(float),
    "moneda": st.sampled_from(["MXN", "USD"]),
    "pais": st.sampled_from(["MX", "ES"]),
    "clave": st.sampled_from(["09001", "22", "9"]),
}


def _values(name, field):
    kind, item = shape_of(field)
    if kind == "grupo":
        return groups(item)
    if kind == "lista":
        return _lists(item)
    if kind == "pares":
        keys = st.integers(2020, 2030).map(str)
        return st.dictionaries(keys, _NUMBERS, min_size=1, max_size=4)
    annotation = inside(field.annotation)[0] if kind == "textos" else field.annotation
    clase, words = clase_of(annotation, [*field.metadata, field])
    number = st.integers(1, 17) if kind == "textos" else _PATTERNS.get(name, _NUMBERS)
    one = number if clase == "numero" else st.sampled_from(words) if words else _PATTERNS.get(name, _BY_CLASS.get(clase, _TEXTS))
    return st.lists(one, min_size=1, max_size=5) if kind == "textos" else one


def _lists(item):
    return st.lists(groups(item), min_size=1, max_size=4, unique_by=lambda data: data.get("id", id(data)))


def groups(model):
    """Return what draws the plain data of a model: its keys, each or not."""
    needed = {name: _values(name, field) for name, field in model.model_fields.items() if field.is_required()}
    free = {name: _values(name, field) for name, field in model.model_fields.items() if not field.is_required()}
    drawn = st.fixed_dictionaries(needed, optional=free)
    return drawn.filter(lambda data: not {"desde", "hasta"} <= set(data)) if "desde" in model.model_fields else drawn


ESTRATEGIAS = groups(Estrategia)
