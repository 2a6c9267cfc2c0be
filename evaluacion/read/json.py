"""Strict JSON: quick first, and read a second time with the place of everything when somebody asks where."""

from __future__ import annotations

import json
import re
import unicodedata
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any, NoReturn

from evaluacion.base.numeros import is_lost
from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, quote
from evaluacion.read.nodos import Decimal1, Lista, Mapa
from evaluacion.read.texto import HIDDEN, check_text, end_lines, is_nfc, line_and_column
from evaluacion.read.yaml import MAX_DEPTH, MAX_NODES

_SKIP = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"(-?(?:0|[1-9]\d*))(\.\d+)?([eE][-+]?\d+)?", re.ASCII)
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
_WORDS = {"true": True, "false": False, "null": None}
_MAX_DIGITS = 18
RISKY_ESCAPE = re.compile(r"\\r|\\u(?:[dD][89a-fA-F]|00[01]|007[fF]|00[aA][0dD]|06|11|18|2[0-9]|3[01]|03[0-6]|1[aAdD][bBcC]|[fF])")


class _NeedsPlacesError(Exception):
    """The quick reading met something that only the careful one can explain."""


def parse_json_quick(text: str) -> Any:  # noqa: ANN401 - any JSON value
    """Return the JSON value as plain dicts and lists.

    Raises:
        _NeedsPlacesError: something in the text has to be reported by `parse_json`.
    """
    # each value but the first comes after a comma, a bracket or a colon
    risky = HIDDEN.search(text) is not None or RISKY_ESCAPE.search(text) is not None or not is_nfc(text)
    if risky or sum(map(text.count, ",[:")) >= MAX_NODES or _depth(text) > MAX_DEPTH:
        raise _NeedsPlacesError
    try:
        return json.loads(text, object_pairs_hook=_no_repeats, parse_constant=_refuse, parse_float=_float, parse_int=_int)
    except (ValueError, RecursionError):
        raise _NeedsPlacesError from None


def _depth(text: str) -> int:
    deepest = depth = 0
    for match in _BRACKETS.finditer(text):
        bracket = match[0]
        if bracket in ("[", "{"):
            depth += 1
            deepest = max(deepest, depth)
        elif bracket in ("]", "}"):
            depth -= 1
    return deepest


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs) or any(key != key.strip(" \t\r\n") for key in found):
        raise _NeedsPlacesError
    return found


def _refuse(_word: str) -> Any:  # noqa: ANN401
    raise _NeedsPlacesError


def _float(written: str) -> float:
    value = Decimal1(written)
    if value in (float("inf"), float("-inf")) or is_lost(value, written):
        raise _NeedsPlacesError
    return value


def _int(written: str) -> int:
    if len(written) > _MAX_DIGITS:
        raise _NeedsPlacesError
    return int(written)


def read_json_leniently(text: str, archivo: str) -> tuple[Any, list[Problema]]:
    """Return the JSON value, without places when nothing is wrong with it, and what did not stop the reading.

    Raises:
        EvaluacionError: the reading could not go on.
    """
    try:
        return parse_json_quick(text), []
    except _NeedsPlacesError:
        return parse_json_leniently(text, archivo)


def parse_json(text: str, archivo: str) -> Any:  # noqa: ANN401
    """Return the JSON value as `Mapa`, `Lista` and scalars, with the place of everything.

    Raises:
        EvaluacionError: what is wrong, with its places.
    """
    value, problems = parse_json_leniently(text, archivo)
    if problems:
        raise EvaluacionError(problems)
    return value


def parse_json_leniently(text: str, archivo: str) -> tuple[Any, list[Problema]]:
    """Return the JSON value with the place of everything, and every problem that did not stop the reading.

    Raises:
        EvaluacionError: the reading could not go on.
    """
    scanner = _Scanner(text, archivo)
    value, end = scanner.value(scanner.skip(0), 0)
    end = scanner.skip(end)
    if end != len(text):
        scanner.fail(end, "Sobra texto después del final del documento.", "Deje un solo documento por archivo.")
    return value, scanner.problemas


class _Scanner:
    def __init__(self, text: str, archivo: str) -> None:
        self.text = text
        self.archivo = archivo
        self.problemas: list[Problema] = []
        self.nodes = 0
        self.line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.line = 0

    def mark(self, offset: int) -> tuple[int, int]:
        """Return line and column from 0; offsets are asked in growing order."""
        starts = self.line_starts
        while self.line + 1 < len(starts) and starts[self.line + 1] <= offset:
            self.line += 1
        return self.line, offset - starts[self.line]

    def skip(self, offset: int) -> int:
        match = _SKIP.match(self.text, offset)
        return match.end() if match else offset

    def fail(self, offset: int, message: str, remedy: str, code: str = "json_invalido") -> NoReturn:
        line, column = line_and_column(self.text, min(offset, len(self.text)))
        raise EvaluacionError([*self.problemas, Problema(code, message, Origen(self.archivo, line, column), remedy)])

    def note(self, mark: tuple[int, int], code: str, message: str, remedy: str) -> None:
        self.problemas.append(Problema(code, message, Origen(self.archivo, mark[0] + 1, mark[1] + 1), remedy))

    def value(self, offset: int, depth: int) -> tuple[Any, int]:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.fail(offset, f"El archivo tiene más de {MAX_NODES:,} valores.", "Divídalo.", "archivo_grande")
        char = self.text[offset : offset + 1]
        if char and char in "{[" and depth >= MAX_DEPTH:
            self.fail(offset, f"Hay más de {MAX_DEPTH} niveles de anidación.", "Aplane la estructura.", "demasiado_anidado")
        if char == "{":
            return self.mapping(offset, depth)
        if char == "[":
            return self.sequence(offset, depth)
        if char == '"':
            return self.string(offset, key=False)
        return self.atom(offset)

    def string(self, offset: int, *, key: bool) -> tuple[str, int]:
        mark = self.mark(offset)
        try:
            value, end = scanstring(self.text, offset + 1, True)  # noqa: FBT003 - strict, by position
        except ValueError:
            self.fail(offset, "Este texto no cierra sus comillas o lleva un signo sin escapar.", "Revise comillas y diagonales inversas.")
        found = check_text(value, Origen(self.archivo, mark[0] + 1, mark[1] + 1), key=key)
        if found is not None:
            self.problemas.append(found)
        if key and value != value.strip(" \t\r\n"):
            self.note(
                mark,
                "forma_no_valida",
                f"La clave {quote(value)} empieza o termina con un espacio.",
                "Quite los espacios de dentro de las comillas.",
            )
        return unicodedata.normalize("NFC", value) if key else end_lines(value), end

    def atom(self, offset: int) -> tuple[Any, int]:
        for word, meaning in _WORDS.items():
            if self.text.startswith(word, offset):
                return meaning, offset + len(word)
        match = _NUMBER.match(self.text, offset)
        if match is None:
            rest = re.split(r"[\s,\]}]", self.text[offset : offset + 20])[0] or self.text[offset : offset + 1]
            what = f"No se esperaba {quote(rest)} aquí." if rest else "El documento termina antes de tiempo."
            self.fail(offset, what, "Revise comas, comillas y llaves; NaN e Infinity no se admiten.")
        written = match[0]
        value: float | int = Decimal1(written) if match[2] or match[3] else int(written[: _MAX_DIGITS + 1])
        if value in (float("inf"), float("-inf")) or (not match[2] and not match[3] and len(written) > _MAX_DIGITS):
            self.note(
                self.mark(offset),
                "numero_no_finito",
                f"El número {quote(written, 30)} es demasiado grande.",
                "Use una unidad mayor, o comillas si es una clave.",
            )
        elif is_lost(value, written):
            what = f"El número {quote(written, 30)} es demasiado pequeño para guardarse."
            self.note(self.mark(offset), "numero_no_finito", what, "Escriba 0 si es cero, o use una unidad menor.")
        return value, match.end()

    def mapping(self, offset: int, depth: int) -> tuple[Mapa, int]:
        found = Mapa(self.archivo, self.mark(offset))
        offset = self.skip(offset + 1)
        if self.text[offset : offset + 1] == "}":
            return found, offset + 1
        while True:
            if self.text[offset : offset + 1] != '"':
                self.fail(offset, "Se esperaba una clave entre comillas dobles.", "Quite la coma que sobra o ponga comillas a la clave.")
            key_mark = self.mark(offset)
            key, offset = self.string(offset, key=True)
            offset = self.skip(offset)
            if self.text[offset : offset + 1] != ":":
                self.fail(offset, f"Falta «:» después de la clave {quote(key)}.", 'Escriba "clave": valor.')
            offset = self.skip(offset + 1)
            mark = self.mark(offset)
            value, offset = self.value(offset, depth + 1)
            if key in found.lugares:
                line = found.lugares[key][0] + 1
                self.note(key_mark, "clave_repetida", f"La clave {quote(key)} ya está en el renglón {line}.", "Deje una sola.")
            else:
                found[key] = value
                found.lugares[key] = (*key_mark, *mark)
            offset, more = self.next_item(offset, "}")
            if not more:
                return found, offset

    def sequence(self, offset: int, depth: int) -> tuple[Lista, int]:
        found = Lista(self.archivo, self.mark(offset))
        offset = self.skip(offset + 1)
        if self.text[offset : offset + 1] == "]":
            return found, offset + 1
        while True:
            mark = self.mark(offset)
            value, offset = self.value(offset, depth + 1)
            found.append(value)
            found.lugares.append(mark)
            offset, more = self.next_item(offset, "]")
            if not more:
                return found, offset

    def next_item(self, offset: int, closing: str) -> tuple[int, bool]:
        offset = self.skip(offset)
        char = self.text[offset : offset + 1]
        if char == closing:
            return offset + 1, False
        if char != ",":
            self.fail(offset, f"Falta una coma o «{closing}».", "Revise comas y cierres de este renglón.")
        return self.skip(offset + 1), True
