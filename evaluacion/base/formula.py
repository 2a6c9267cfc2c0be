"""Arithmetic on named variables (rule 17): parsed into a small tree, never evaluated as code.

Grammar: numbers, names, `+ - * / **`, parentheses, and the functions min, max, abs, sum, mean. Bounds: 500 characters,
32 levels, 200 parts, exponents that are numbers of at most 64 (or formulas); the result of a power is refused when it is no finite real number.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

MAX_LENGTH = 500
MAX_DEPTH = 32
MAX_NODES = 200
MAX_EXPONENT = 64
"""The greatest size of a number that is the exponent of a power."""
FUNCTIONS = ("min", "max", "abs", "sum", "mean")
_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d*)?(?:[eE][+-]?\d{1,2})?|\.\d+)|([a-z][a-z0-9_]*)|(\*\*|[-+*/(),]))", re.ASCII)
_BINDING = {"+": (10, 11), "-": (10, 11), "*": (20, 21), "/": (20, 21), "**": (41, 40)}
_UNARY_BINDING = 30


class FormulaError(ValueError):
    """The formula is outside the grammar; the message says what and where, in Spanish."""


@dataclass(frozen=True, slots=True)
class Nodo:
    """One step of the arithmetic: `numero`, `nombre`, an operator, `negar` or a function, with its operands."""

    clase: str
    valor: float | str = ""
    partes: tuple[Nodo, ...] = ()


@dataclass(frozen=True, slots=True)
class Formula:
    """A parsed formula and the names it uses, in alphabetical order."""

    texto: str
    raiz: Nodo
    nombres: tuple[str, ...]


def parse_formula(text: str) -> Formula:
    """Return the tree of a formula.

    Raises:
        FormulaError: it is outside the grammar or its bounds.
    """
    if len(text) > MAX_LENGTH:
        raise FormulaError(f"tiene más de {MAX_LENGTH} caracteres")
    parser = _Parser(text)
    root = parser.expression(0, 0)
    if parser.lexeme is not None:
        raise FormulaError(f"no se esperaba «{parser.lexeme}» en el lugar {parser.position}")
    return Formula(text, root, tuple(sorted(parser.names)))


class _Parser:
    """Precedence climbing over one string, with bounds."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.offset = 0
        self.position = 1
        self.kind = 0
        self.lexeme: str | None = None
        self.nodes = 0
        self.names: set[str] = set()
        self.advance()

    def advance(self) -> None:
        match = _TOKEN.match(self.text, self.offset)
        if match is None:
            rest = self.text[self.offset :].strip()
            self.position = self.offset + 1
            if rest:
                raise FormulaError(f"no se entiende «{rest[:10]}»")
            self.lexeme = None
            return
        self.kind = match.lastindex or 0
        self.lexeme = match[self.kind]
        self.position = match.start(self.kind) + 1
        self.offset = match.end()

    def node(self, kind: str, value: float | str = "", parts: tuple[Nodo, ...] = ()) -> Nodo:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise FormulaError(f"tiene más de {MAX_NODES} partes")
        return Nodo(kind, value, parts)

    def expression(self, binding: int, depth: int) -> Nodo:
        if depth > MAX_DEPTH:
            raise FormulaError(f"tiene más de {MAX_DEPTH} niveles")
        left = self.operand(depth)
        while self.lexeme in _BINDING:
            operator = self.lexeme
            left_power, right_power = _BINDING[operator]
            if left_power < binding:
                break
            self.advance()
            start, right = self.position, self.expression(right_power, depth + 1)
            if operator == "**" and _size(right) > MAX_EXPONENT:
                raise FormulaError(f"el exponente del lugar {start} pasa de {MAX_EXPONENT}")
            left = self.node(operator, parts=(left, right))
        return left

    def operand(self, depth: int) -> Nodo:
        lexeme, kind = self.lexeme, self.kind
        if lexeme is None:
            raise FormulaError("termina antes de tiempo")
        self.advance()
        if kind == 1:
            return self.node("numero", float(lexeme))
        if kind == 2:  # noqa: PLR2004 - the second group of the token pattern: a name
            return self.call(lexeme, depth) if lexeme in FUNCTIONS and self.lexeme == "(" else self.name(lexeme)
        if lexeme in ("-", "+"):
            inner = self.expression(_UNARY_BINDING, depth + 1)
            return self.node("negar", parts=(inner,)) if lexeme == "-" else inner
        if lexeme == "(":
            inner = self.expression(0, depth + 1)
            self.close()
            return inner
        raise FormulaError(f"no se esperaba «{lexeme}»")

    def name(self, lexeme: str) -> Nodo:
        self.names.add(lexeme)
        return self.node("nombre", lexeme)

    def call(self, function: str, depth: int) -> Nodo:
        self.advance()
        parts = [self.expression(0, depth + 1)]
        while self.lexeme == ",":
            self.advance()
            parts.append(self.expression(0, depth + 1))
        self.close()
        if function == "abs" and len(parts) != 1:
            raise FormulaError("«abs» lleva un solo valor")
        return self.node(function, parts=tuple(parts))

    def close(self) -> None:
        if self.lexeme != ")":
            raise FormulaError("falta cerrar un paréntesis")
        self.advance()


def _size(node: Nodo) -> float:
    """Return the size of the number that some arithmetic without names is; nothing when it names something or is no number."""
    if node.clase == "numero":
        return abs(float(node.valor))
    sizes = [_size(part) for part in node.partes]
    if node.clase == "nombre" or not all(sizes):
        return 0.0
    if node.clase == "**":
        return sizes[0] ** sizes[1] if sizes[0] <= MAX_EXPONENT and sizes[1] <= MAX_EXPONENT else math.inf
    return math.prod(sizes) if node.clase == "*" else sum(sizes) if node.clase in ("+", "-") else max(sizes)
