"""The rows of a form as the record that they write, each value with the cell where it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from evaluacion.base.origen import Origen
from evaluacion.base.problema import Problema, quote
from evaluacion.model.comun import fold
from evaluacion.model.formulario import (
    DE_INDICADOR,
    DE_REGISTRO,
    DE_RESPUESTA,
    DE_SERIE,
    ID,
    INDICADORES,
    PUNTOS,
    REQUISITOS,
    SERIES,
    VALOR,
    Campo,
    RegistroDelFormulario,
)
from evaluacion.model.marco import Marco
from evaluacion.read.celda_escrita import Escrita, number_in, text_in
from evaluacion.read.documento import Documento
from evaluacion.read.formulario import FormularioLeido, Renglon

_DAMAGED = "Se dañó lo que el formulario guardaba del registro sin mostrarlo."
_ASK_AGAIN = "Pida de nuevo el formulario y pase las respuestas."
_BY_PATH = {".".join(campo.ruta): campo for campo in DE_REGISTRO}


@dataclass(slots=True)
class DocumentoDeCeldas(Documento):
    """A record whose places are cells."""

    lugares: dict[tuple[str, ...], Origen] = field(default_factory=dict)

    def origen(self, ruta: Sequence[str | int], *, key: bool = False) -> Origen:  # noqa: ARG002 - a cell has no key
        """Return the cell of the value at a path, of the first value inside it, or of the deepest part above it that has one."""
        path = tuple(str(step) for step in ruta)
        inside = (place for other, place in self.lugares.items() if path and other[: len(path)] == path)
        above = (self.lugares[path[:end]] for end in range(len(path), -1, -1) if path[:end] in self.lugares)
        return self.lugares.get(path) or next(inside, None) or next(above, Origen(self.archivo))


@dataclass(slots=True)
class RegistroEnCeldas:
    """What the form says of a record: a document, what has no place in it, and the keys that were seen."""

    documento: DocumentoDeCeldas
    sin_lugar: list[Escrita] = field(default_factory=list)
    """The cells that answer nothing of the record."""
    sin_pregunta: list[Renglon] = field(default_factory=list)
    """The rows that say something and whose question the marco no longer has; their cells are in `sin_lugar` too."""
    vistas: set[tuple[str, ...]] = field(default_factory=set)
    problemas: list[Problema] = field(default_factory=list)


class Armador:
    """Puts the rows of a form in their places in a record."""

    def __init__(self, form: FormularioLeido, registro: RegistroDelFormulario, marcos: Mapping[str, Marco]) -> None:
        self.registro, self.marcos = registro, marcos
        self.datos: dict[str, Any] = {}
        self.hecho = RegistroEnCeldas(DocumentoDeCeldas(form.archivo, self.datos))
        self.filled: dict[tuple[str, ...], Renglon] = {}
        self.requisitos = {item.id for marco in marcos.values() for item in marco.requisitos}
        self.add_rest(form.cabeza.resto.get(registro.numero, ""))
        ranks = {parts: rank for rank, parts in enumerate(asked_keys(marcos))}
        mine = [row for row in form.renglones if row.numero == registro.numero]
        for row in sorted(mine, key=lambda row: (ranks.get(row.partes[:2], len(ranks)), row.partes, _period_of(row))):
            self.take(row)
        self.set_id(form.archivo)

    def add_rest(self, text: str) -> None:
        """Put in the record what the form carried without showing it."""
        if not text:
            return
        try:
            rest = json.loads(text)
        except (ValueError, RecursionError):
            rest = None
        groups = {INDICADORES, "respuestas"}
        if isinstance(rest, dict) and set(rest) <= groups and all(isinstance(value, dict) for value in rest.values()):
            self.datos.update(rest)
        else:
            self.problem("formulario_no_valido", _DAMAGED, Origen(self.hecho.documento.archivo), _ASK_AGAIN)

    def problem(self, code: str, what: str, origen: Origen, remedy: str) -> None:
        """Note what is wrong."""
        self.hecho.problemas.append(Problema(code, what, origen, remedy))

    def take(self, row: Renglon) -> None:
        """Put a row in its place."""
        parts = row.partes
        self.hecho.vistas.add(parts)
        if self.is_repeated(row):
            return
        if len(parts) == 1 and parts[0] in _BY_PATH:
            self.take_datum(row, _BY_PATH[parts[0]])
        elif len(parts) == 2 and parts[0] == REQUISITOS:  # noqa: PLR2004 - a key of two parts
            self.take_fields(row, ("requisitos",), [Campo(VALOR, (parts[1],))])
        elif parts[0] == INDICADORES and len(parts) in (2, 3):
            self.take_series(row)
        elif len(parts) == 2 and parts[0] in self.marcos and parts[1] in self.marcos[parts[0]].preguntas:  # noqa: PLR2004
            self.take_fields(row, ("respuestas", *parts), DE_RESPUESTA)
        elif row.celdas:
            self.hecho.sin_pregunta.append(row)
            self.hecho.sin_lugar.extend(row.apart())

    def is_repeated(self, row: Renglon) -> bool:
        """Whether another row with the same key says something; reported when this one does too."""
        if row.partes[-1] in SERIES and row.partes[0] == INDICADORES:
            return False
        other = self.filled.get(row.partes)
        if not row.celdas:
            return other is not None
        if other is not None:
            what = f"La clave {quote(row.clave)} está también en {other.origen.hoja}!{other.origen.celda}, y los dos renglones dicen algo."
            self.problem("formulario_no_valido", what, row.origen, "Deje uno solo.")
            return True
        self.filled[row.partes] = row
        return False

    def take_datum(self, row: Renglon, campo: Campo) -> None:
        """Put a datum of the record in its place."""
        if campo.ruta == ("ods",):
            text = self.text_of(row.celdas.get(fold(VALOR)), campo)
            if text is not None:
                words = [word for word in re.split(r"[,;\s]+", text) if word]
                self.put(("ods",), [int(word) if word.isdecimal() else word for word in words], row.celdas[fold(VALOR)].origen)
            return
        path = campo.ruta if campo.ruta != (ID,) else (self.registro.tipo,)
        self.take_fields(row, (), [Campo(VALOR, path)])

    def take_fields(self, row: Renglon, before: tuple[str, ...], campos: Sequence[Campo]) -> None:
        """Put the columns of a row in the record, under a path; what is under another heading has no place."""
        known = {_folded(campo.titulo) for campo in campos}
        self.hecho.sin_lugar.extend(row.apart(*known))
        if before:
            self.hecho.documento.lugares.setdefault(before, row.origen)
        for campo in campos:
            cell = row.celdas.get(_folded(campo.titulo))
            text = self.text_of(cell, campo)
            if cell is None or text is None:
                continue
            if campo.ruta == ("respuesta",):
                self.hecho.documento.lugares[before] = cell.origen
                text = (self.marcos[before[1]].answer_of(text) if before[0] == "respuestas" else None) or text
            self.put((*before, *campo.ruta), text, cell.origen)

    def take_series(self, row: Renglon) -> None:
        """Put a row of an indicator in the record."""
        name, kind = row.partes[1], row.partes[2] if len(row.partes) > 2 else ""  # noqa: PLR2004 - the third part
        before = (INDICADORES, name)
        if not kind:
            self.take_fields(row, before, [campo for campo in DE_INDICADOR if campo.titulo not in DE_SERIE])
            return
        self.hecho.sin_lugar.extend(row.apart(*map(fold, DE_SERIE)))
        period_cell, value_cell = (row.celdas.get(fold(title)) for title in DE_SERIE)
        period, value = self.text_of(period_cell, Campo("Periodo", ("fecha",))), self.number_of(value_cell)
        if kind in PUNTOS:
            for key, item, cell in (("periodo", period, period_cell), ("valor", value, value_cell)):
                if item is not None and cell is not None:
                    self.put((*before, kind, key), item, cell.origen)
        elif kind in SERIES and period is not None and value is not None and period_cell is not None:
            self.put((*before, kind, period), value, period_cell.origen)
        elif kind in SERIES and (period_cell is None) != (value_cell is None):
            missing = "el valor" if value_cell is None else "el periodo"
            self.problem(
                "valor_vacio", f"A este dato le falta {missing}.", (period_cell or value_cell or row).origen, "Complételo o bórrelo."
            )
        elif kind not in SERIES:
            self.hecho.sin_lugar.extend(row.apart())

    def put(self, path: tuple[str, ...], value: object, origen: Origen) -> None:
        """Put a value at a path, once."""
        node = self.datos
        for step in path[:-1]:
            node = node.setdefault(step, {})
            if not isinstance(node, dict):
                self.problem("formulario_no_valido", _DAMAGED, origen, _ASK_AGAIN)
                return
        if path[-1] in node:
            what = f"Hay dos datos del periodo {quote(path[-1])}." if path[0] == INDICADORES else "El dato está dos veces."
            self.problem("clave_repetida", what, origen, "Deje uno solo.")
            return
        node[path[-1]] = value
        self.hecho.documento.lugares[path] = origen

    def text_of(self, cell: Escrita | None, campo: Campo) -> str | None:
        """Return what a cell of answers says, None when it is empty or cannot be used (reported)."""
        return text_in(cell, self.hecho.problemas, es_fecha=campo.es_fecha) if cell is not None else None

    def number_of(self, cell: Escrita | None) -> float | None:
        """Return the number that a cell says, None when there is none (reported)."""
        remedy = "Escriba solo el número; lo demás va en «Nota»."
        return number_in(cell, self.hecho.problemas, titulo=VALOR, remedio=remedy) if cell is not None else None

    def set_id(self, archivo: str) -> None:
        """Put the id of the record, which must be the one that the form was made for."""
        kind, made_for = self.registro.tipo, self.registro.id
        written = self.datos.get(kind)
        place = self.hecho.documento.lugares.get((kind,)) or Origen(archivo)
        if made_for and written is not None and written != made_for:
            what = f"El identificador dice {quote(written)} y el formulario se hizo para {quote(made_for)}."
            self.problem("formulario_no_valido", what, place, "Escriba el de antes; si es otro registro, pida otro formulario.")
        elif made_for:
            self.datos[kind] = made_for
        elif written is None:
            remedy = "Escríbalo en la hoja del registro: letras sin acento, números y guion."
            self.problem("falta_clave", "Falta el identificador del registro.", place, remedy)


@lru_cache(maxsize=256)
def _folded(title: str) -> str:
    """Return a heading of ours as it is compared: every row asks for the same few."""
    return fold(title)


def missing_keys(hecho: RegistroEnCeldas, marcos: Mapping[str, Marco]) -> Iterator[str]:
    """Yield the key of each question and datum that the form lost."""
    yield from ("/".join(parts) for parts in asked_keys(marcos) if parts not in hecho.vistas and parts[0] != REQUISITOS)


def asked_keys(marcos: Mapping[str, Marco]) -> list[tuple[str, ...]]:
    """Return the parts of the key of each row that asks something of a record, in the order in which it is written."""
    expected: list[tuple[str, ...]] = [(".".join(campo.ruta),) for campo in DE_REGISTRO]
    expected += [(REQUISITOS, item.id) for marco in marcos.values() for item in marco.requisitos]
    expected += [(name, path) for name, marco in marcos.items() for path in marco.preguntas]
    return expected + [(INDICADORES, name) for marco in marcos.values() for name in marco.indicadores]


def _period_of(row: Renglon) -> str:
    """Return the period that a row of a series says, by which they are written."""
    cell = row.celdas.get(_folded(DE_SERIE[0])) if row.partes[-1] in SERIES else None
    return cell.celda.texto if cell is not None else ""
