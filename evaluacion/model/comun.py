"""What all written files share: tolerant scalars, strict keys, and the help that editors show."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from evaluacion.base.numeros import parse_fraction
from evaluacion.base.periodo import parse_periodo

ID = r"^[a-z][a-z0-9_]{0,199}$"
ID_REGISTRO = r"^[A-Za-z0-9][A-Za-z0-9_-]{0,199}$"
_SI = {"si", "true", "verdadero"}
_NO = {"no", "false", "falso"}
_HUGE = 10**300
URL_QUE_CORRE = re.compile(r"[\s\x00-\x1f]*(?:javascript|vbscript|data)\s*:", re.IGNORECASE)
"""The beginning of an address that whoever opens it runs."""
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", re.ASCII)
_DATE_OR_YEAR = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_NO_DATE_OR_YEAR = "se espera AAAA, AAAA-MM o AAAA-MM-DD"


class Modelo(BaseModel):
    """A mapping that people write: unknown keys are errors, values do not change once read."""

    model_config = ConfigDict(
        extra="forbid",
        defer_build=True,
        frozen=True,
        coerce_numbers_to_str=True,
        allow_inf_nan=False,
        str_strip_whitespace=True,
    )


def fold(text: str) -> str:
    """Return the text as answers are compared: no accents, no case, blanks collapsed (rule 2)."""
    if not text.isascii():
        text = "".join([char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)])
    return " ".join(text.casefold().split())


def same_letters(text: str | None) -> str | None:
    """Return a name with each accented letter as one character: two machines write the same «é» in two ways."""
    return text if text is None or text.isascii() else unicodedata.normalize("NFC", text)


def read_word(value: object) -> object:
    """Return a word of a closed list as the code spells it: no accents, no capitals, blanks as `_`."""
    return _as_word(value) if isinstance(value, str) else value


@lru_cache(maxsize=4096)
def _as_word(text: str) -> str:
    return fold(text).replace(" ", "_")


def _read_si_no(value: object) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        word = _as_word(value)
        if word in _SI or word in _NO:
            return word in _SI
    raise ValueError("se espera sí o no")


def _read_number(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("se espera un número, no sí o no")  # noqa: TRY004 - pydantic turns ValueError into a finding
    if isinstance(value, str):
        fraction = parse_fraction(value)
        if fraction is None:
            raise ValueError("se espera un número sin comillas ni separador de miles")
        return fraction
    if isinstance(value, int) and abs(value) >= _HUGE:
        raise ValueError("el número es demasiado grande")
    return value


def _read_period(value: object) -> object:
    period = parse_periodo(value) if isinstance(value, str | int) and not isinstance(value, bool) else None
    if period is not None:
        return period.texto
    raise ValueError("se espera un periodo como 2024, 2024-S1, 2024-C1, 2024-T3 o 2024-07")


def _read_date(value: object) -> object:
    if isinstance(value, str) and _DATE.fullmatch(value.strip()):
        return _existing(value.strip())
    raise ValueError("se espera una fecha AAAA-MM-DD")


def _existing(text: str) -> str:
    """Return the text when the year that it names, and the day if it names one, exist."""
    if text.startswith("0000"):
        raise ValueError("el año 0000 no existe")
    if len(text) == len("AAAA-MM-DD"):
        try:
            date.fromisoformat(text)
        except ValueError:
            raise ValueError("esa fecha no existe") from None
    return text


def _read_date_or_year(value: object) -> object:
    if isinstance(value, str | int) and not isinstance(value, bool):
        return _as_date_or_year(str(value).strip())
    raise ValueError(_NO_DATE_OR_YEAR)


@lru_cache(maxsize=4096)
def _as_date_or_year(text: str) -> str:
    if _DATE_OR_YEAR.fullmatch(text) is None:
        raise ValueError(_NO_DATE_OR_YEAR)
    return _existing(text)


def _check_url(value: str) -> str:
    if URL_QUE_CORRE.match(value):
        raise ValueError("se espera una dirección que empiece con http:// o https://")
    return value


UnaPalabra = BeforeValidator(read_word)
"""For closed lists of words: `geométrica` and `Geometrica` are `geometrica`."""


def escritas(*palabras: str) -> Any:  # noqa: ANN401 - pydantic's own type for a field
    """Return what an editor offers for a word of a closed list: as it is written in Spanish, and as the code spells it."""
    return Field(json_schema_extra={"enum": list(dict.fromkeys([*palabras, *(str(read_word(word)) for word in palabras)]))})


def _schema(**extra: Any) -> Any:  # noqa: ANN401 - pydantic's own type for schema extras
    return Field(json_schema_extra=extra)


SiNo = Annotated[
    bool,
    BeforeValidator(_read_si_no, json_schema_input_type=bool | str),
    _schema(anyOf=[{"enum": ["sí", "no", "Sí", "No", "si"]}, {"type": "boolean"}]),
]
"""A yes or no: `sí`, `no`, or a boolean."""
Numero = Annotated[float, BeforeValidator(_read_number, json_schema_input_type=float | str)]
"""A finite number; a fraction such as `4/3` is read as its value."""
Texto = Annotated[str, StringConstraints(min_length=1)]
"""A text that is not empty."""
Url = Annotated[str, StringConstraints(min_length=1), AfterValidator(_check_url)]
"""An address, or where something is: never one that a program runs."""
Id = Annotated[str, StringConstraints(pattern=ID)]
"""Identifier of a marco, criterion, question or indicator: `[a-z][a-z0-9_]*`."""
IdRegistro = Annotated[str, StringConstraints(pattern=ID_REGISTRO)]
"""Identifier of a record: `[A-Za-z0-9][A-Za-z0-9_-]*`."""
Entero = Annotated[int, Field(strict=True)]
"""A whole number: no text, no sí or no."""
PeriodoTexto = Annotated[str, BeforeValidator(_read_period, json_schema_input_type=str | int)]
"""A period: `2024`, `2024-S1`, `2024-C2`, `2024-T3`, `2024-07`."""
Fecha = Annotated[str, BeforeValidator(_read_date)]
"""A day, `AAAA-MM-DD`."""
FechaParcial = Annotated[str, BeforeValidator(_read_date_or_year, json_schema_input_type=str | int)]
"""A day, a month or a year."""


class Fuente(Modelo):
    """Where something comes from in the literature."""

    obra: Texto | None = Field(None, title="Obra", description="Título del libro, cuaderno o documento.")
    autor: Texto | None = Field(None, title="Autor", description="Autora, autor o institución.")
    publicado: Texto | None = Field(None, title="Publicado", description="Año de publicación.")
    lugar: Texto | None = Field(None, title="Lugar", description="Capítulo, criterio, tabla o página.")
    url: Url | None = Field(None, title="Dirección", description="Dirección web (http o https).")
    nota: Texto | None = Field(None, title="Nota", description="Lo que convenga aclarar de la fuente.")

    def __str__(self) -> str:
        """Return the source as one line of text."""
        work = " ".join(part for part in (self.obra, f"({self.publicado})" if self.publicado else None) if part)
        return ", ".join(part for part in (self.autor, work, self.lugar, self.nota, self.url) if part)


def _read_source(value: object) -> object:
    return {"lugar": value} if isinstance(value, str) else value


FuenteEscrita = Annotated[Fuente, BeforeValidator(_read_source, json_schema_input_type=Fuente | str)]
"""A source: a text (its place) or a mapping."""
