"""JSON Schemas: they accept what ships, refuse slips, and are the ones in `schemas/`."""

from __future__ import annotations

import copy
import json

import pytest
import yaml
from jsonschema import Draft202012Validator

from evaluacion.publish.esquema import ESQUEMAS, file_schema, record_schema, schema_text
from evaluacion.read.marco import load_marco


def plain(path):
    """Return a YAML file as an editor reads it: YAML 1.2 core, where `sí` and `no` are texts and dates are not dates."""

    class Loader(yaml.SafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":bool", ":timestamp"))]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 - a SafeLoader with less


def errors_of(schema, data):
    """Return what is wrong with some data, as texts."""
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:120]}" for error in Draft202012Validator(schema).iter_errors(data)]


def with_text_keys(node):
    """Return the data as JSON has it: keys are texts."""
    if isinstance(node, dict):
        return {str(key): with_text_keys(value) for key, value in node.items()}
    return [with_text_keys(item) for item in node] if isinstance(node, list) else node


@pytest.mark.parametrize("kind", ESQUEMAS)
def test_the_file_in_schemas_is_the_generated_one(kind, dorado, raiz):
    """`schemas/` is generated from the models; refreshed with --actualizar."""
    dorado(raiz / "schemas" / f"{kind}.schema.json", schema_text(file_schema(kind)))


@pytest.mark.parametrize("kind", ESQUEMAS)
def test_a_schema_is_a_schema_and_speaks_spanish(kind):
    """Valid by its dialect; every key that a person writes has a title and a description."""
    schema = file_schema(kind)
    Draft202012Validator.check_schema(schema)
    bare = [
        f"{name}.{key}"
        for name, item in [("", schema), *schema.get("$defs", {}).items()]
        for key, value in item.get("properties", {}).items()
        if not (value.get("title") and value.get("description"))
    ]
    assert not bare
    assert "Return" not in json.dumps(schema)


def test_what_ships_is_valid_for_an_editor(raiz):
    """Every marco, its casos and every practice, and the casos and marcos of the tests."""
    wrong = []
    files = [("marco", path) for path in raiz.glob("criteria/*/marco.yaml")] + [
        ("casos", path) for path in raiz.glob("criteria/*/casos.yaml")
    ]
    files += [("marco", path) for path in raiz.glob("tests/puntajes/casos/*/marco.yaml")]
    files += [("casos", path) for path in raiz.glob("tests/puntajes/casos/*/casos.yaml")]
    for name in ("decision", "procedimiento"):
        found = list(raiz.glob(f"*/*/{name}.yaml"))
        files += [(name, path) for path in found] + [(f"casos_{name}", path.with_name("casos.yaml")) for path in found]
    files += [("practica", path) for path in raiz.glob("examples/practicas/*.yaml")]
    files += [
        ("tendencia", path) for path in [*raiz.glob("examples/*/tendencia.yaml"), *raiz.glob("tests/tendencias/casos/*/tendencia.yaml")]
    ]
    files += [(name, raiz / "examples" / "panel" / f"{name}.yaml") for name in ("panel", "moderacion")]
    assert len(files) > 60
    schemas = {kind: file_schema(kind) for kind in ESQUEMAS}
    for kind, path in files:
        wrong += [f"{path.relative_to(raiz)}: {text}" for text in errors_of(schemas[kind], with_text_keys(plain(path)))]
    assert not wrong, "\n".join(wrong[:20])


@pytest.fixture(scope="module")
def cualitativo():
    """The schema of the records of the shipped marco of questions."""
    return record_schema(load_marco("cualitativo").marco)


def test_the_schema_of_records_accepts_the_examples(raiz, cualitativo):
    """Each example, by the schema of each marco that it answers."""
    wrong = []
    schemas = {"cualitativo": cualitativo} | {name: record_schema(load_marco(name).marco) for name in ("estrategico", "cuantitativo")}
    for path in raiz.glob("examples/practicas/*.yaml"):
        for name, schema in schemas.items():
            wrong += [f"{path.name} ({name}): {text}" for text in errors_of(schema, with_text_keys(plain(path)))]
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.parametrize(
    "answers",
    [
        {"sostenibilidad.continuidad": "talvez"},
        {"sostenibilidad.continuidad": {"respuesta": "talvez"}},
        {"sostenibilidad.continuida": "sí"},
        {"sostenibilidad.continuidad": {"respuesta": "sí", "evidensia": "x"}},
        {"sostenibilidad.continuidad": 7},
    ],
)
def test_the_schema_of_records_refuses_slips(cualitativo, answers):
    """A wrong answer word, an unknown question, an unknown key: the editor underlines them."""
    good = {"practica": "x", "respuestas": {"cualitativo": {"sostenibilidad.continuidad": "sí"}}}
    assert not errors_of(cualitativo, good)
    bad = copy.deepcopy(good)
    bad["respuestas"]["cualitativo"] = answers
    assert errors_of(cualitativo, bad)


def test_a_question_that_admits_no_no_aplica_says_so_in_the_schema(raiz):
    """`no aplica` is offered only where the marco admits it."""
    from evaluacion.read.documento import parse_documento
    from evaluacion.read.marco import resolve_marco

    text = (raiz / "tests" / "puntajes" / "casos" / "pesos" / "marco.yaml").read_text(encoding="utf-8")
    marco = resolve_marco(
        parse_documento(text.replace("{id: p1, texto: Uno, peso: 3}", "{id: p1, texto: Uno, admite_no_aplica: no}"), "m.yaml"), raiz
    ).marco
    schema = record_schema(marco)
    for path, wrong in (("a.p1", True), ("a.p2", False)):
        assert (
            bool(errors_of(schema, {"practica": "x", "respuestas": {"pesos": {path: {"respuesta": "no aplica", "motivo": "x"}}}})) == wrong
        )


def test_every_record_needs_exactly_one_kind():
    """None, or two of the keys that say what a record is, are refused."""
    schema = file_schema("practica")
    assert not errors_of(schema, {"acuerdo": "x"})
    assert errors_of(schema, {"titulo": "x"})
    assert errors_of(schema, {"acuerdo": "x", "practica": "x"})
