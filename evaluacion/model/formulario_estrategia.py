"""The form of a strategy, derived from its model: which sheets it has, and what each column or row asks for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from evaluacion.model.campos import NO, SI, Clase, clase_of, inside, shape_of
from evaluacion.model.comun import Fuente, read_word
from evaluacion.model.estrategia import Estrategia

FORMATO = "formulario de estrategia 1"
HOJA_OCULTA = "_estrategia"
AYUDA = "ayuda"
"""Last part of the key of the row that explains the columns."""
_IDENTIFICACION = "Identificación"
_HOJAS = {
    "diagnostico": "Diagnóstico",
    "presupuesto": "Presupuesto",
    "estructura": "Organización",
    "comunicacion": "Organización",
    "seguimiento": "Organización",
    "sostenibilidad": "Sostenibilidad",
    "elementos": "Sostenibilidad",
}
"""The sheet of each group of data; what is not here goes to the first one."""
_NOMBRES: dict[tuple[str, ...], str] = {
    ("objetivos", "indicador"): "Indicadores",
    ("objetivos", "serie"): "Series",
    ("presupuesto", "por_anio"): "Presupuesto por año",
    ("dialogo", "espacios"): "Espacios de diálogo",
}
"""The sheets of what is written inside something else."""
_APARTE = frozenset({("objetivos", "indicador")})
"""Groups inside a row that have a sheet of their own."""
_PREFIJOS = {"ejes": "eje", "objetivos": "objetivo", "acciones": "accion"}
CLAVE_DE_PAR, VALOR_DE_PAR = "clave", "valor"
_AYUDAS: dict[tuple[str, ...], str] = {("territorio", "clave"): "Clave de INEGI: dos dígitos, cinco si es municipio."}
"""Where the help of the file is about the file."""
_FORMAS = {
    "identificador": "Letras sin acento, números y guion.",
    "enteros": "Con comas: 8, 17.",
    "fecha": "Así: 2025-05-12.",
    "parcial": "Así: 2025, 2025-03 o 2025-03-15.",
    "periodo": "2024, 2024-S1, 2024-T3 o 2024-07.",
    "numero": "Sin separador de miles.",
}


class Dato(NamedTuple):
    """A value that people write: in a sheet of data `ruta` starts at the strategy, in one of rows at what the row is."""

    titulo: str
    ruta: tuple[str, ...]
    ayuda: str
    clase: Clase = "texto"
    opciones: tuple[str, ...] = ()
    """The words of a closed list, in full orthography."""
    es_lista: bool = False
    referencia: str = ""
    """The section whose ids it takes."""
    obligatorio: bool = False
    grupo: str = ""
    """Title of the group that it belongs to, in a sheet that has several."""

    @property
    def clave(self) -> str:
        """The key of its rows in a sheet of data."""
        return ".".join(self.ruta)

    def option(self, word: object) -> str | None:
        """Return the option that a word spells, None when it is none of them."""
        if isinstance(word, bool):
            return SI if word else NO
        found = read_word(str(word))
        return next((option for option in self.opciones if read_word(option) == found), None)


Forma = Literal["datos", "renglones", "parte", "pares"]


class Seccion(NamedTuple):
    """A sheet: data one below the other, a row for each item, a row for a part of each item, or a row for each pair."""

    titulo: str
    forma: Forma
    ruta: tuple[str, ...]
    """Where its items are, from the strategy; of a part or pairs of an item, what of it they are comes last."""
    datos: tuple[Dato, ...]
    nota: str = ""

    @property
    def clave(self) -> str:
        """What opens the keys of its rows."""
        return ".".join(self.ruta)

    @property
    def prefijo(self) -> str:
        """With what the ids begin that its empty rows suggest; empty where rows have none."""
        return _PREFIJOS.get(self.clave, "")

    @property
    def referencia(self) -> Dato | None:
        """The column that says of which item the row is; None where it is of none."""
        return self.datos[0] if self.datos and self.datos[0].ruta == () else None


@cache
def sections() -> tuple[Seccion, ...]:
    """Return the sheets of the form of a strategy, in order: everything that its model holds, each thing once."""
    loose: dict[str, list[Dato]] = {}
    found: dict[str, Seccion | None] = {}
    for name, field in Estrategia.model_fields.items():
        sheet = _HOJAS.get(name, _IDENTIFICACION)
        for part in _parts_of(name, field, sheet):
            if isinstance(part, Seccion):
                found[part.titulo] = part
            else:
                found.setdefault(sheet, None)
                loose.setdefault(sheet, []).append(part)
    return tuple(section or Seccion(name, "datos", (), tuple(loose[name])) for name, section in found.items())


def _parts_of(name: str, field: FieldInfo, sheet: str) -> Iterator[Dato | Seccion]:
    """Yield what a key of the strategy holds: data, and sections of rows."""
    kind, item = shape_of(field)
    title = str(field.title)
    if kind == "lista" and item is not None:
        yield _rows_of((name,), item, title, field)
        yield from _apart(name, item)
    elif kind == "grupo" and item is not None:
        apart = {inner: shape_of(other) for inner, other in item.model_fields.items()}
        left_out = {inner for inner, (inner_kind, _) in apart.items() if inner_kind in ("lista", "pares")}
        grouped = () if sheet != _IDENTIFICACION else (title,)
        data = _data_inside((name,), item, grouped, field)
        yield from (dato._replace(grupo="" if grouped else title) for dato in data if dato.ruta[1] not in left_out)
        for inner, (inner_kind, inner_item) in apart.items():
            if inner_kind == "lista" and inner_item is not None:
                yield _rows_of((name, inner), inner_item, _NOMBRES[name, inner], item.model_fields[inner])
            elif inner_kind == "pares":
                yield _pairs_of((name, inner), None, item.model_fields[inner])
    else:
        yield from _data_of((name,), field, ())


def _rows_of(path: tuple[str, ...], item: type[BaseModel], title: str, field: FieldInfo) -> Seccion:
    columns = [
        dato._replace(ruta=dato.ruta[len(path) :])
        for name, inner in item.model_fields.items()
        if (*path, name) not in _APARTE and shape_of(inner)[0] != "pares"
        for dato in _data_of((*path, name), inner, ())
    ]
    return Seccion(title, "renglones", path, tuple(columns), field.description or "")


def _apart(section: str, item: type[BaseModel]) -> Iterator[Seccion]:
    """Yield the sheets of the parts of an item that do not fit in its row."""
    help_text = f"Identificador, de la hoja «{Estrategia.model_fields[section].title}»."
    owner = Dato(_PREFIJOS.get(section, section).capitalize(), (), help_text, referencia=section, obligatorio=True)
    for name, field in item.model_fields.items():
        path, (kind, inner) = (section, name), shape_of(field)
        if kind == "pares":
            yield _pairs_of(path, owner, field)
        elif path in _APARTE and inner is not None:
            rows = _rows_of(path, inner, _NOMBRES[path], field)
            yield rows._replace(forma="parte", datos=(owner, *rows.datos))


def _pairs_of(path: tuple[str, ...], owner: Dato | None, field: FieldInfo) -> Seccion:
    by_period = owner is not None
    key = Dato("Periodo", (CLAVE_DE_PAR,), _FORMAS["periodo"], "periodo", obligatorio=True)
    value = Dato("Valor", (VALOR_DE_PAR,), _FORMAS["numero"], "numero", obligatorio=True)
    if not by_period:
        key = key._replace(titulo="Año", ayuda="Cuatro cifras: 2025.", clase="texto")
        value = value._replace(titulo="Monto")
    return Seccion(_NOMBRES[path], "pares", path, (owner, key, value) if owner else (key, value), field.description or "")


def _data_of(path: tuple[str, ...], field: FieldInfo, above: tuple[str, ...]) -> Iterator[Dato]:
    """Yield the data of a field: one, or those of the group that it is."""
    kind, item = shape_of(field)
    if kind == "grupo" and item is not None:
        yield from _data_inside(path, item, (*above, str(field.title)), field)
    else:
        yield _dato(path, field, above)


def _data_inside(path: tuple[str, ...], item: type[BaseModel], above: tuple[str, ...], field: FieldInfo) -> Iterator[Dato]:
    """Yield the data of a group; of a source, first its place, which is what people write."""
    for name, inner in (
        sorted(item.model_fields.items(), key=lambda pair: pair[0] != "lugar") if item is Fuente else item.model_fields.items()
    ):
        if item is Fuente and name == "lugar":
            yield _dato((*path, name), inner, above[:-1])._replace(titulo=_joined(above), ayuda=field.description or "")
        else:
            yield from _data_of((*path, name), inner, above)


def _dato(path: tuple[str, ...], field: FieldInfo, above: tuple[str, ...]) -> Dato:
    kind, _ = shape_of(field)
    annotation = inside(field.annotation)[0] if kind == "textos" else field.annotation
    clase, words = clase_of(annotation, [*field.metadata, field])
    many = kind == "textos" and clase != "numero"
    clase = "enteros" if kind == "textos" and clase == "numero" else clase
    section = f"{path[-1]}s"
    refers = section if clase == "identificador" and section in Estrategia.model_fields else ""
    needed = field.is_required()
    help_text = _AYUDAS.get(path) or _help_of(field.description or "", clase, words, refers, needed=needed and not above)
    return Dato(_joined((*above, str(field.title))), path, help_text, clase, words, many, refers, needed)


def _help_of(description: str, clase: Clase, words: tuple[str, ...], refers: str, *, needed: bool) -> str:
    """Return what the form says of a datum: its description, whether it is needed, and how it is written."""
    said = description.casefold()
    for word in words:
        description = description.replace(word.replace(" ", "_"), word)
    form = "" if words or refers else _FORMAS.get(clase, "")
    parts = (description, "Obligatorio." if needed and "obligatorio" not in said else "", form if form.casefold() not in said else "")
    return " ".join(part for part in parts if part)


def _joined(titles: tuple[str, ...]) -> str:
    """Return the title of a datum with those of its groups before it."""
    first, *rest = titles
    return ": ".join([first, *(f"{title[:1].lower()}{title[1:]}" for title in rest)])


def column_title(dato: Dato, position: int | None = None) -> str:
    """Return the heading of a column; of a list, with which of its values it is, from 0."""
    return dato.titulo if position is None else f"{dato.titulo} {position + 1}"


@cache
def layout_hash() -> str:
    """Return what tells a form of this model from one of another version."""
    text = "\n".join(f"{section.clave}\t{section.titulo}\t{dato.clave}\t{dato.titulo}" for section in sections() for dato in section.datos)
    return hashlib.sha256(text.encode()).hexdigest()
