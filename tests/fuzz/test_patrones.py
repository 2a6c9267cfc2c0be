"""No pattern of the package takes more than time in proportion to the text, and no text of a person is ever a pattern."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
from functools import cache
from re import _constants as sre
from re import _parser

import pytest

import evaluacion

from .puertas import RAIZ

PAQUETE = RAIZ / "evaluacion"
LARGO = 3_000
LIMITE_SEGUNDOS = 0.015
"""A pattern whose time grows with the square needs more than that for so many characters; the others, a thousandth."""
_SPEAKS = re.compile(r"\.(?:match|fullmatch|search|findall|finditer|sub|split)\(|re\.compile|import (?:glob|fnmatch)")
_METODOS = ("match", "fullmatch", "search", "findall", "finditer", "sub", "split")
CON_VENTANA = {("evaluacion.check.enunciado.duraciones", "_LEAD"), ("evaluacion.check.enunciado.plazos", "_RANGE_LEAD")}
"""Those that look at a stretch of some tens of characters only."""
CON_TOPE = {("evaluacion.model.formulario", name) for name in ("_SHEET", "_CELLS", "_NUMBER")}
"""Those of a formula of a sheet, that is not looked at past 8,192 characters."""
_DE_CATEGORIA = {sre.CATEGORY_DIGIT: "0", sre.CATEGORY_SPACE: " ", sre.CATEGORY_WORD: "a"}


@cache
def trees():
    """Return the syntax tree of each module that uses patterns or wildcards."""
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(PAQUETE.rglob("*.py"))}
    return {path: ast.parse(text) for path, text in texts.items() if _SPEAKS.search(text)}


def compiled():
    """Return every compiled pattern that a module holds: its module, its name and itself."""
    found = {}

    def look(value, module, name, depth=0):
        if isinstance(value, re.Pattern):
            found.setdefault((value.pattern, value.flags, module), (module, name, value))
        elif depth < 3 and isinstance(value, list | tuple | set | frozenset | dict):
            for item in value.values() if isinstance(value, dict) else value:
                look(item, module, name, depth + 1)

    for module in pkgutil.walk_packages(evaluacion.__path__, "evaluacion."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                look(value, module.name, name)
    return list(found.values())


def uses():
    """Return how each name is used (`NAME.search(…)`), and the patterns that are written where they are used."""
    methods, inline = {}, {}
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _METODOS):
                continue
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == "re":
                inline.setdefault((path, node.lineno), node)
            name = owner.value if isinstance(owner, ast.Subscript) else owner
            if isinstance(name, ast.Name):
                module = ".".join(path.relative_to(RAIZ).with_suffix("").parts).removesuffix(".__init__")
                methods.setdefault((module, name.id), set()).add(node.func.attr)
    return methods, inline


def pumps(pattern):
    """Return texts made of what the pattern looks for, over and over, and then something that it does not take."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    signs, words = [], []
    _collect(_parser.parse(text, pattern.flags & (re.VERBOSE | re.DOTALL | re.IGNORECASE)), signs, words)
    signs = list(dict.fromkeys([*signs, *(word for word in words if len(word) == 1)]))[:3] or ["a"]
    pieces = [*signs, *(one + other for one in signs for other in signs if one != other)]
    pieces += [word + end for word in dict.fromkeys(words) for end in ("", " ")][:4]
    starts = ["", *(word for word in list(dict.fromkeys(words))[:2] if len(word) > 1)]
    for piece in pieces:
        body = piece * (LARGO // len(piece))
        yield body + "\x01"
    for start in starts[1:]:
        for sign in signs[:2]:
            yield start + sign * LARGO + "\x01"


def _collect(parsed, signs, words):  # noqa: C901 - one branch a kind of step
    run = ""
    for kind, value in parsed:
        if kind is sre.LITERAL:
            run += chr(value)
            continue
        if run:
            words.append(run)
            run = ""
        if kind is sre.IN:
            signs.extend(_of_class(value))
        elif kind in (sre.ANY, sre.NOT_LITERAL):
            signs.append("a")
        elif kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            _collect(value[2], signs, words)
        elif kind is sre.SUBPATTERN:
            _collect(value[3], signs, words)
        elif kind is sre.BRANCH:
            for branch in value[1]:
                _collect(branch, signs, words)
        elif kind in (sre.ASSERT, sre.ASSERT_NOT):
            _collect(value[1], signs, words)
        elif kind is sre.ATOMIC_GROUP:
            _collect(value, signs, words)
    if run:
        words.append(run)


def _of_class(items):
    if items[0][0] is sre.NEGATE:
        return ["a", " ", "<"]
    found = []
    for kind, value in items:
        if kind is sre.LITERAL:
            found.append(chr(value))
        elif kind is sre.RANGE:
            found.append(chr(value[0]))
        elif kind is sre.CATEGORY:
            found.append(_DE_CATEGORIA.get(value, "!"))
    return found[:3]


def slowest(pattern, method):
    """Return the longest that a use of a pattern takes on its pumps, and on which."""
    action = getattr(pattern, method)
    worst = (0.0, "")
    for text in pumps(pattern):
        given = text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")
        seconds = LIMITE_SEGUNDOS + 1
        for _ in range(3):  # again, when something else took the time
            started = time.process_time()
            action(given)
            seconds = min(seconds, time.process_time() - started)
            if seconds <= LIMITE_SEGUNDOS:
                break
        worst = max(worst, (seconds, text[:20]))
        if worst[0] > LIMITE_SEGUNDOS:
            break
    return worst


def test_every_pattern_is_answered_in_proportion_to_the_text():
    """Each pattern of the package, as it is used, on texts made to have it go back and forth."""
    methods, inline = uses()
    patterns = [
        (f"{module}.{name}", pattern, methods.get((module, name), set()))
        for module, name, pattern in compiled()
        if (module, name) not in CON_VENTANA | CON_TOPE
    ]
    patterns += [
        (f"{path.name}:{line}", re.compile(node.args[0].value), {node.func.attr})
        for (path, line), node in inline.items()
        if isinstance(node.args[0], ast.Constant)
    ]
    assert len(patterns) > 100
    slow = []
    for name, pattern, used in patterns:
        for method in sorted({item if item in ("match", "fullmatch") else "search" for item in used or {"match"}}):
            seconds, text = slowest(pattern, method)
            if seconds > LIMITE_SEGUNDOS:
                slow.append((name, method, round(seconds, 2), text))
    assert slow == []


def test_no_text_of_a_person_is_a_pattern():
    """Patterns are written in the code: none is built from what was read, but those that the code escapes or that it names."""
    known = {
        ("espanol.py", "pattern"),  # the sentences of click, written beside it
        ("duraciones.py", "_NEXT"),
        ("tabla_registros.py", "ID_REGISTRO"),
    }
    _, inline = uses()
    found = {(path.name, ast.unparse(node.args[0])) for (path, _), node in inline.items() if not isinstance(node.args[0], ast.Constant)}
    assert found <= known, found - known
    built = {
        f"{path.name}:{node.lineno}"
        for path, tree in trees().items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.Lambda)
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute) and node.attr == "compile" and isinstance(node.value, ast.Name) and node.value.id == "re"
    }
    assert built == set()


@pytest.mark.parametrize("module", ["fnmatch", "glob"])
def test_wildcards_are_used_on_the_command_line_only(module):
    """Only `flujo/rutas` expands what a person typed; nothing that a file says is a wildcard."""
    named = {
        path.name
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for item in node.names
        if item.name == module
    }
    assert named <= {"rutas.py"}
