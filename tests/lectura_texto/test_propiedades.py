"""Properties of the readers on whatever comes: Hypothesis looks for the counterexample."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from decimal import Decimal
from pathlib import Path

import numpy as np
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

from evaluacion.base.formula import FormulaError, parse_formula
from evaluacion.base.numeros import parse_number, round_half_away
from evaluacion.base.periodo import parse_periodo
from evaluacion.base.problema import EvaluacionError
from evaluacion.read.documento import Documento, parse_documento
from evaluacion.read.json import parse_json
from evaluacion.read.marco import resolve_marco
from evaluacion.read.nodos import Lista, Mapa, locate
from evaluacion.read.practica import load_practica
from evaluacion.read.texto import CONTROL, HIDDEN, decode
from evaluacion.read.yaml import parse_yaml
from evaluacion.score.formula import compute_formula

YAMLISH = st.lists(
    st.sampled_from(
        [
            "practica",
            "marco",
            ": ",
            ":",
            "\n",
            "\n  ",
            "\n    ",
            "- ",
            "[",
            "]",
            "{",
            "}",
            ", ",
            "&a ",
            "*a",
            "!!str ",
            "!x ",
            "<<",
            "? ",
            "| ",
            ">\n",
            '"',
            "'",
            "#",
            " #x",
            "---\n",
            "...\n",
            "%YAML 1.1\n",
            "\t",
            "sí",
            "no",
            "~",
            "012",
            "1e999",
            ".nan",
            "1.10",
            "\\",
            "\ufeff",
            "\u200b",
            "\u0085",
            "\u2028",
            "respuestas",
            "a.b",
            "á",
            "a\u0301",
            "😀",
        ]
    ),
    max_size=40,
).map("".join)
JSONISH = st.lists(
    st.sampled_from(
        [
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            '"',
            '"practica"',
            '"a"',
            '"marco"',
            "1",
            "-",
            "0",
            "1e999",
            "1.10",
            "NaN",
            "Infinity",
            "true",
            "null",
            " ",
            "\n",
            "\\u0000",
            "\\ud800",
            "\\",
            "//",
            "'",
            "ñ",
        ]
    ),
    max_size=40,
).map("".join)
WORDS = st.sampled_from(
    [
        "marco",
        "practica",
        "version",
        "1.0.0",
        "titulo",
        "grupos",
        "criterios",
        "preguntas",
        "indicadores",
        "id",
        "nombre",
        "texto",
        "peso",
        "escala",
        "valor",
        "puntos",
        "niveles",
        "desde",
        "compuertas",
        "respuestas",
        "respuesta",
        "evidencia",
        "sí",
        "no aplica",
        "valores",
        "2024",
        "meta",
        "linea_base",
        "periodo",
        "extiende",
        "cambios",
        "a",
        "b",
        "cualitativo@1",
        "semaforo",
        "formula",
        "a + b",
    ]
)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), WORDS, st.text(max_size=8))
TREES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=6), max_leaves=25)

PLAIN_TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Cn", "Co")), max_size=12)
KEYS = PLAIN_TEXT.filter(lambda text: text == text.strip() and HIDDEN.search(text) is None).map(
    lambda text: unicodedata.normalize("NFC", text)
)
NUMBERS = st.integers(-(10**17) + 1, 10**17) | st.floats(allow_nan=False, allow_infinity=False)
PLAIN = st.recursive(
    st.none() | st.booleans() | NUMBERS | PLAIN_TEXT,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=30,
)


def reads_or_explains(action, *arguments):
    """Return what an action gives, or None after checking that it explained itself with the one exception."""
    value, found = outcome(action, *arguments)
    if found is None:
        return value
    assert found
    for problem in found:
        assert problem.mensaje.endswith("."), problem
        assert problem.origen is None or problem.origen.archivo, problem
        str(problem).encode("utf-8")
    return None


def outcome(action, *arguments):
    """Return what an action gives and None, or None and the problems of the one exception."""
    try:
        return action(*arguments), None
    except EvaluacionError as error:
        return None, error.problemas


def read_all(data: bytes, archivo: str) -> None:
    """Read bytes as a document, and the document as a record and as a marco."""
    documento = reads_or_explains(lambda: parse_documento(decode(data, archivo), archivo))
    if documento is None:
        return
    assert isinstance(documento, Documento)
    record = reads_or_explains(load_practica, documento)
    if record is not None:
        assert record.origen(("respuestas", "x", "y")).linea is not None
    reads_or_explains(resolve_marco, documento, Path("a.yaml"))


@given(st.binary(max_size=200))
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfea\x00")
@example(b"? ? ?")
@example(b"? a\n? b")
@example(b"!<tag:x> a")
@example(b"--- !x\n")
@example(b"[a, b]: c")
@example(b"{a, b: }")
def test_any_bytes_of_yaml_are_read_or_explained(data):
    """Any bytes give a value or the one exception, as YAML."""
    read_all(data, "a.yaml")


@given(st.binary(max_size=200))
@example(b"[")
@example(b'{"a"')
@example(b'"\\')
@example(b"-")
def test_any_bytes_of_json_are_read_or_explained(data):
    """Any bytes give a value or the one exception, as JSON."""
    read_all(b"{" + data, "a.json")
    read_all(data, "a.json")


@given(YAMLISH)
@example("?  #x")
def test_any_mixture_of_yaml_marks_is_read_or_explained(text):
    """Pieces of YAML in any order give a value or the one exception."""
    read_all(text.encode(), "a.yaml")


@given(JSONISH)
def test_any_mixture_of_json_marks_is_read_or_explained(text):
    """Pieces of JSON in any order give a value or the one exception."""
    read_all(text.encode(), "a.json")
    reads_or_explains(parse_json, text, "a.json")


@given(TREES, st.sampled_from(["a.yaml", "a.json"]))
def test_any_tree_of_known_words_is_a_record_a_marco_or_explained(tree, archivo):
    """Any plain data made of the words of the formats are read or explained, as record and as marco."""
    read_all(json.dumps(tree).encode(), archivo)


@given(st.dictionaries(WORDS, TREES, max_size=8), st.sampled_from(["practica", "marco"]))
def test_any_mapping_that_says_what_it_is_is_read_or_explained(tree, kind):
    """A record or a marco with anything inside is read or explained."""
    read_all(json.dumps({**tree, kind: "a", "version": "1.0.0", "titulo": "T"}).encode(), "a.json")


@given(st.dictionaries(WORDS, st.dictionaries(WORDS, TREES, max_size=4) | TREES, max_size=5))
def test_any_changes_of_an_extension_are_applied_or_explained(changes):
    """Anything under `cambios` is applied or explained, with the place of a file."""
    tree = {"marco": "mio", "version": "1.0.0", "titulo": "T", "extiende": "cualitativo@1", "cambios": changes}
    documento = reads_or_explains(parse_documento, json.dumps(tree), "a.json")
    if documento is not None:
        reads_or_explains(resolve_marco, documento, Path("a.json"))


@given(PLAIN, st.booleans(), st.sampled_from([None, 1]))
def test_json_is_read_as_it_was_written(value, ascii_only, indent):
    """Any plain data written as JSON are read back equal, by the quick reading and by the one with places."""
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    expected = json.loads(text)
    assume(HIDDEN.search(text) is None and CONTROL.search(text) is None)
    if text.lstrip()[:1] in ("{", "["):
        assert same(parse_documento(text, "a.json").datos, expected)
    assert same(parse_json(text, "a.json"), expected)


@given(st.dictionaries(KEYS, PLAIN, min_size=1, max_size=5))
def test_json_written_as_yaml_is_read_the_same(value):
    """JSON is YAML: plain data written as JSON are read back equal by the YAML reader."""
    text = json.dumps(value, ensure_ascii=False)
    assert same(parse_yaml(text, "a.yaml")[0], value)


def same(one, other) -> bool:
    """Whether two plain data are equal, kinds included."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))
    return isinstance(one, bool) == isinstance(other, bool) and isinstance(one, float) == isinstance(other, float) and one == other


def paths(node, start=()):
    """Yield the path of each key of a document."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield (*start, key)
            yield from paths(value, (*start, key))
    elif isinstance(node, list):
        for position, value in enumerate(node):
            yield from paths(value, (*start, position))


NESTED = st.recursive(
    st.integers(0, 99) | st.sampled_from(["texto", "otro texto\nen dos", "x" * 100, "sí", ""]),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.from_regex(r"[a-z]{1,3}", fullmatch=True), inner, min_size=1, max_size=4)
    ),
    max_leaves=15,
)
DOCUMENTS = st.dictionaries(st.from_regex(r"[a-z]{1,3}", fullmatch=True), NESTED, min_size=1, max_size=5)


def check_places(document, text: str) -> None:
    """Check that the place of every key is where the text has that key."""
    lines = text.split("\n")
    for ruta in paths(document):
        origen = locate(document, ruta, archivo="a", key=True)
        assert origen.linea is not None
        assert origen.columna is not None
        rest = lines[origen.linea - 1][origen.columna - 1 :].lstrip("\"'")
        assert rest.startswith(str(ruta[-1])), (ruta, origen, text)
        value = locate(document, ruta, archivo="a")
        assert (value.linea, value.columna) > (origen.linea, origen.columna)


@given(DOCUMENTS, st.sampled_from([True, False, None]), st.integers(2, 6), st.sampled_from([20, 80, 1000]))
def test_yaml_places_are_where_the_keys_stand(data, flow, indent, width):
    """Whatever the style of the dump, the place of a key is where it was written, and its value comes after."""
    text = yaml.safe_dump(data, default_flow_style=flow, indent=indent, width=width, allow_unicode=True)
    document, _ = parse_yaml(text, "a")
    assert isinstance(document, Mapa)
    assert same(document, yaml.safe_load(text))
    check_places(document, text)


@given(DOCUMENTS, st.sampled_from([None, 0, 1, 4, "\t"]))
def test_json_places_are_where_the_keys_stand(data, indent):
    """The second reading of JSON finds every key where it was written."""
    text = json.dumps(data, indent=indent)
    document = parse_json(text, "a")
    assert isinstance(document, Mapa)
    check_places(document, text)


@given(DOCUMENTS)
def test_yaml_and_json_agree_on_the_same_text(data):
    """A JSON text read as YAML gives the same places as read as JSON."""
    text = json.dumps(data, indent=1)
    as_yaml, as_json = parse_yaml(text, "a")[0], parse_json(text, "a")
    for ruta in paths(data):
        assert locate(as_yaml, ruta, archivo="a") == locate(as_json, ruta, archivo="a")
        assert locate(as_yaml, ruta, archivo="a", key=True) == locate(as_json, ruta, archivo="a", key=True)


@given(DOCUMENTS, st.lists(st.sampled_from(["a", "zz", 0, 7]), max_size=5))
def test_the_place_of_what_is_not_there_is_that_of_its_ancestor(data, ruta):
    """A path that leads nowhere gets the place of the deepest part that exists; a place always exists."""
    document, _ = parse_yaml(yaml.safe_dump(data), "a")
    origen = locate(document, ruta, archivo="a")
    assert origen.linea is not None
    assert origen.columna is not None
    assert origen.linea >= 1
    assert origen.columna >= 1


@given(DOCUMENTS, st.data())
def test_a_repeated_key_is_found_wherever_it_is(data, draw):
    """Repeating any key of the root gives one problem, on its line."""
    key = draw.draw(st.sampled_from(sorted(data)))
    text = yaml.safe_dump(data, default_flow_style=False, width=1000)
    line = text.count("\n") + 1
    for shown in (key, f'"{key}"'):
        _, found = outcome(parse_yaml, f"{text}{shown}: 1\n", "a")
        assert [(problem.codigo, problem.origen.linea) for problem in found or () if problem.origen] == [("clave_repetida", line)]


@given(st.integers(1, 40), st.sampled_from(["[", '{"a":']), st.sampled_from(["a.yaml", "a.json"]))
def test_thirty_two_levels_are_read_and_no_more(depth, opening, archivo):
    """Thirty-two levels are read, in YAML and in JSON alike; one more is refused at its place."""
    text = opening * depth + "1" + {"[": "]", '{"a":': "}"}[opening] * depth
    _, found = outcome(parse_documento, text, archivo)
    told = [(problem.codigo, problem.origen.columna) for problem in found or () if problem.origen]
    assert told == ([("demasiado_anidado", 32 * len(opening) + 1)] if depth > 32 else [])


NAMES = ("a", "b", "c_1")
OPERANDS = st.sampled_from(NAMES) | st.integers(0, 20).map(str) | st.floats(0, 100, allow_nan=False).map(lambda value: f"{value:.3f}")
EXPRESSIONS = st.recursive(
    OPERANDS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/"]), inner).map(" ".join),
        st.tuples(inner, st.sampled_from(["2", "3", "-1"])).map(lambda pair: f"({pair[0]}) ** {pair[1]}"),
        inner.map(lambda text: f"({text})"),
        inner.map(lambda text: f"-{text}"),
        inner.map(lambda text: f"abs({text})"),
        st.tuples(st.sampled_from(["min", "max", "sum", "mean"]), inner, inner).map(lambda parts: f"{parts[0]}({parts[1]}, {parts[2]})"),
    ),
    max_leaves=10,
)
VALUES = st.floats(-50, 50, allow_nan=False).map(lambda value: round(value, 2))
IN_PYTHON = {"min": min, "max": max, "abs": abs, "sum": lambda *args: math.fsum(args), "mean": lambda *args: math.fsum(args) / len(args)}


@given(EXPRESSIONS, st.tuples(VALUES, VALUES, VALUES))
@example("-a ** 2 * b", (3.0, 2.0, 0.0))
@example("a - b - c_1 / 2 / 2", (3.0, 2.0, 8.0))
@example("2 ** (a) ** 2", (3.0, 0.0, 0.0))
def test_formulas_agree_with_the_arithmetic_of_python(text, values):
    """A formula gives what Python's own arithmetic gives, and no number where Python gives none."""
    try:
        formula = parse_formula(text)
    except FormulaError:
        assume(False)  # noqa: FBT003 - over the bounds: nothing to compare
        return
    variables = dict(zip(NAMES, values, strict=True))
    arrays = {name: np.array([value, value]) for name, value in variables.items()}
    found = compute_formula(formula, arrays)
    try:
        expected = eval(text, {"__builtins__": {}}, {**IN_PYTHON, **variables})  # noqa: S307 - the expression is generated here
    except (ZeroDivisionError, OverflowError):
        expected = math.nan
    if isinstance(expected, complex) or not math.isfinite(expected):
        assert np.isnan(found).all()
    else:
        assume(abs(expected) < 1e12)
        np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-6)


@given(st.text(st.sampled_from("ab1. +-*/(),_eEmin"), max_size=30))
def test_any_text_is_a_formula_or_refused(text):
    """Any text is parsed, with names of the grammar, or refused with the one exception of formulas."""
    try:
        formula = parse_formula(text)
    except FormulaError:
        return
    assert formula.texto == text
    assert all(re.fullmatch("[a-z][a-z0-9_]*", name) for name in formula.nombres)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_written_by_python_are_read_back(value):
    """The shortest decimal of a number is read back as that number."""
    assert parse_number(repr(value)) == value


@given(st.integers(-(10**12), 10**12), st.integers(0, 3))
def test_grouped_thousands_are_read_or_refused_never_wrong(units, decimals):
    """A number grouped in thousands is read as itself or refused as ambiguous."""
    text = f"{units:,}" + (f".{'5' * decimals}" if decimals else "")
    try:
        found = parse_number(text)
    except ValueError:
        assert text.count(",") == 1
        assert decimals == 0
    else:
        assert found == float(text.replace(",", ""))


@given(st.floats(-1e9, 1e9, allow_nan=False), st.integers(0, 6))
def test_rounding_moves_by_half_a_unit_at_most(value, decimals):
    """A rounded number is within half a unit of its last place, and rounding again changes nothing."""
    rounded = round_half_away(value, decimals)
    assert abs(rounded - Decimal(repr(value))) <= Decimal(5).scaleb(-decimals - 1)
    assert round_half_away(float(rounded), decimals) == rounded
    assert round_half_away(-value, decimals) == -rounded


@given(st.text(max_size=12) | st.from_regex(r"\d{4}(-[SCTsct]?\d{1,2}(-\d{2})?)?", fullmatch=True))
def test_any_text_is_a_period_or_none(text):
    """Any text is a period within its year, or none."""
    period = parse_periodo(text)
    if period is not None:
        year = int(period.texto[:4])
        assert year * 12 < period.fin <= year * 12 + 12
        assert period.meses in (1, 3, 4, 6, 12)


def test_lists_and_mappings_know_their_marks():
    """A document is made of the containers that remember places."""
    document, _ = parse_yaml("a:\n  - x: 1\n  - 2\n", "a")
    assert isinstance(document, Mapa)
    assert isinstance(document["a"], Lista)
    assert document["a"].lugares == [(1, 4), (2, 4)]
