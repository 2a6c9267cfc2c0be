"""What a form is made of: the columns of its sheets and where in a record the value of each goes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from evaluacion.model.comun import fold

FORMATO = "formulario de evaluacion 1"
REPARTO = "reparto.xlsx"
FORMATO_REPARTO = "reparto de evaluacion 1"
"""What the hidden sheet of the workbook of a sharing says that it is: no form."""
HOJA_CLAVES, HOJA_LISTAS = "_evaluacion", "_listas"
CLAVE = "Clave (no cambiar)"
"""Heading of the column that says what each row is."""
VALOR = "Valor"
ID = "id"
"""Key of the row with the id of the record."""
SI_NO = ("sí", "no")
ROLES = ("autoevaluacion", "interno", "externo")
NO_APLICA = "no aplica"
INDICADORES, REQUISITOS = "indicadores", "requisitos"
MARCA = 8
_SHEET = re.compile(r"(?:'(?:[^']|'')*'|[\w.]+|#REF)!(?=[$A-Z#])")
_CELLS = re.compile(r"#REF!|\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?", re.ASCII)
_NUMBER = re.compile(r"\d*\.\d+(?:E[-+]?\d+)?|\d+E[-+]?\d+", re.ASCII)
"""What changes in a formula when its cells move, or when another program saves it: sheets, references, the last decimals."""
_NUMBERED = " 0123456789()"
"""What tells the sheets of the records of one workbook apart: it ends their names."""
_LONGEST_FORMULA = 8_192
"""Characters that a formula of a sheet may have; a longer one was made by nobody, and is taken as it is."""
SERIES = ("valores", "intermedias")
PUNTOS = ("linea_base", "meta")
_FECHA = frozenset({"fecha"})
_PARCIAL = frozenset({"desde", "hasta"})


class Campo(NamedTuple):
    """A value that people write: how the form calls it and its path in what it belongs to."""

    titulo: str
    ruta: tuple[str, ...]
    ancho: float = 16.0
    ayuda: str = ""

    @property
    def es_fecha(self) -> bool:
        """Whether it is a day, a month or a year."""
        return self.ruta[-1] in _FECHA | _PARCIAL


_FUENTE = (
    Campo("Fuente", ("fuente", "lugar"), 22, "De dónde viene el dato: capítulo, apartado, oficio."),
    Campo("Fuente: obra", ("fuente", "obra"), 16, "Título del libro o documento."),
    Campo("Fuente: autor", ("fuente", "autor"), 16, "Autora, autor o institución."),
    Campo("Fuente: publicado", ("fuente", "publicado"), 11, "Año de publicación."),
    Campo("Fuente: dirección", ("fuente", "url"), 16, "Dirección web."),
    Campo("Fuente: nota", ("fuente", "nota"), 16, "Lo que convenga aclarar de la fuente."),
)
DE_REGISTRO = (
    Campo("Identificador", (ID,), ayuda="Letras sin acento, números, guion y guion bajo. No se cambia."),
    Campo("Título", ("titulo",), ayuda="Nombre con que se conoce."),
    Campo("Descripción", ("descripcion",), ayuda="De qué se trata, en pocas frases."),
    Campo("Territorio: nombre", ("territorio", "nombre"), ayuda="Nombre del estado, municipio o ciudad."),
    Campo("Territorio: tipo", ("territorio", "tipo"), ayuda="estado, municipio, alcaldía, ciudad…"),
    Campo("Territorio: clave", ("territorio", "clave"), ayuda="Clave de INEGI: dos dígitos, cinco si es municipio."),
    Campo("Territorio: país", ("territorio", "pais"), ayuda="Código de dos letras: MX."),
    Campo("Desde", ("periodo", "desde"), ayuda="Año, año-mes o año-mes-día en que empieza: 2021, 2021-03, 2021-03-15."),
    Campo("Hasta", ("periodo", "hasta"), ayuda="Cuándo termina, de la misma forma."),
    Campo("Responsable", ("responsable",), ayuda="Dependencia o persona a cargo."),
    Campo("ODS", ("ods",), ayuda="Números del 1 al 17, separados por comas."),
    Campo("Quién evalúa", ("evaluacion", "evaluador"), ayuda="Quién responde este formulario."),
    Campo("Fecha de la evaluación", ("evaluacion", "fecha"), ayuda="Año-mes-día: 2025-05-12."),
    Campo("Rol", ("evaluacion", "rol"), ayuda="Desde dónde se evalúa."),
    *(Campo(campo.titulo, campo.ruta, ayuda=campo.ayuda) for campo in _FUENTE),
    Campo("Nota", ("nota",), ayuda="Lo que convenga aclarar."),
)
"""The data of a record that are no answers, one row each."""
DE_RESPUESTA = (
    Campo("Respuesta", ("respuesta",), 14),
    Campo("Evidencia", ("evidencia", "texto"), 40),
    Campo("Documento", ("evidencia", "documento"), 22),
    Campo("Lugar en el documento", ("evidencia", "lugar"), 16),
    Campo("Página", ("evidencia", "pagina"), 8),
    Campo("Dirección web", ("evidencia", "url"), 18),
    Campo("Fecha de la evidencia", ("evidencia", "fecha"), 12),
    Campo("Motivo", ("motivo",), 26),
    _FUENTE[0],
    Campo("Nota", ("nota",), 22),
    *_FUENTE[1:],
    Campo("Verificada por", ("verificada", "por")),
    Campo("Verificada: fecha", ("verificada", "fecha"), 12),
    Campo("Verificada: nota", ("verificada", "nota")),
    Campo("Corrección: antes", ("correccion", "antes"), 12),
    Campo("Corrección: motivo", ("correccion", "motivo")),
    Campo("Corrección: quién", ("correccion", "quien")),
    Campo("Corrección: fecha", ("correccion", "fecha"), 12),
    Campo("Excusa", ("excusa",)),
)
"""The columns of an answer."""
DE_INDICADOR = (
    Campo("Respuesta", ("respuesta",), 12),
    Campo("Periodo", ("periodo",), 11),
    Campo(VALOR, ("valor",), 14),
    Campo("Motivo", ("motivo",), 26),
    _FUENTE[0],
    Campo("Nota", ("nota",), 22),
    *_FUENTE[1:],
)
"""The columns of a datum of an indicator: `Periodo` and `Valor` in the rows of its series, the others in its first row."""
DE_SERIE = ("Periodo", VALOR)


class MarcoDelFormulario(NamedTuple):
    """A marco as the form names it."""

    marco: str
    version: str
    huella: str


class RegistroDelFormulario(NamedTuple):
    """A record of a form: its number in the keys, what it is, and its id when the form was made."""

    numero: int
    tipo: str
    id: str


@dataclass(frozen=True, slots=True)
class Cabeza:
    """What the hidden sheet of a form says."""

    marcos: tuple[MarcoDelFormulario, ...]
    registros: tuple[RegistroDelFormulario, ...]
    resto: dict[int, str]
    """By number of record, what the form does not show of it, as JSON."""
    propios: Mapping[str, int] = field(default_factory=dict)
    """The marks (`mark_of`) of the words and numbers that the form brought where nothing is asked, and how often each."""
    formulas: frozenset[str] = frozenset()
    """The marks (`mark_of_formula`) of its formulas."""


def mark_of(value: str | float, hoja: str, titulo: str | None) -> str:
    """Return a short mark of what a cell says, of its sheet and of the heading of its column, to know it again when it is back.

    The first `MARCA` characters are of what it says alone.
    """
    said = " ".join(value.split()) if isinstance(value, str) else f"{value:.12g}"
    heading = f"{hoja.casefold().rstrip(_NUMBERED)}/{fold(titulo or '')}"
    return _digest(said)[:MARCA] + _digest(heading)[: MARCA // 2]


def mark_of_formula(formula: str) -> str:
    """Return a short mark of a formula, the same wherever its cells were moved to and whichever program saved it."""
    shape = _NUMBER.sub(_whole, _CELLS.sub("&", _SHEET.sub("", formula))) if len(formula) <= _LONGEST_FORMULA else formula
    return _digest("".join(shape.split()))[: MARCA + MARCA // 2]


def _whole(number: re.Match[str]) -> str:
    """Return a number of a formula when it is whole, and else a sign for any."""
    value = float(number[0])
    return f"{value:.0f}" if value.is_integer() else "#"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def make_key(numero: int, *parts: str) -> str:
    """Return the key of a row: the number of its record and what it is."""
    return "/".join((str(numero), *parts))


def split_key(key: str) -> tuple[int, tuple[str, ...]] | None:
    """Return the number of the record and the parts of a key; None when a text is none."""
    number, *parts = key.strip().split("/")
    return (int(number), tuple(parts)) if number.isascii() and number.isdigit() and len(number) < 7 and all(parts) and parts else None  # noqa: PLR2004
