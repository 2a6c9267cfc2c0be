"""The templates of `nueva`: they validate as they come, and name what an official may write."""

from __future__ import annotations

import json
import re

import pytest

from evaluacion.cli.nueva import CLASES
from evaluacion.flujo.nueva import template

SIN_PLANTILLA = {
    "practica": {"gobierno", "acuerdo", "hermanamiento"},
    "marco": {"modo", "corte", "sobre", "tipos", "polos", "ninguno", "sin_rasgos", "debajo_de"},
}
"""Keys that take the place of another one, whose note names them; and those inside a typology, a marco of another kind."""


def keys_of(schema):
    found = set(schema.get("properties", {}))
    for item in schema.values() if isinstance(schema, dict) else schema:
        if isinstance(item, dict):
            found |= keys_of(item)
        elif isinstance(item, list):
            found |= {key for part in item if isinstance(part, dict) for key in keys_of(part)}
    return found


def test_every_template_that_ships_is_a_class_of_nueva(raiz):
    """A file that no command writes, or a class without file, fails here."""
    assert {path.stem for path in (raiz / "plantillas").glob("*.yaml")} == set(CLASES)


@pytest.mark.parametrize("clase", CLASES)
def test_a_template_validates_as_it_comes(clase, orden, tmp_path):
    """As it is written, before anybody fills anything in, and against its schema too."""
    target = tmp_path / f"{clase}.yaml"
    orden("nueva", clase, "--salida", target, check=0)
    assert orden("validar", target, "--esquema", check=0).stderr.endswith("1 archivo, 0 casos: sin errores.\n")


@pytest.mark.parametrize("clase", CLASES)
def test_a_template_on_the_screen_is_the_one_in_the_file(clase, orden):
    """Without --salida."""
    assert orden("nueva", clase, check=0).stdout == template(clase)


@pytest.mark.parametrize("clase", CLASES)
def test_a_template_has_every_key_of_its_schema(clase, raiz):
    """A key that nobody can find in the template is a key that nobody fills in."""
    schema = json.loads((raiz / "schemas" / f"{clase}.schema.json").read_text(encoding="utf-8"))
    written = set(re.findall(r"\b([a-z_]+):", template(clase)))
    assert keys_of(schema) - written == SIN_PLANTILLA.get(clase, set())


def test_the_template_of_comparacion_comes_with_a_table_and_runs(orden, tmp_path):
    """As it comes, and a table that is there already is left as it was."""
    said = orden("nueva", "comparacion", "--salida", tmp_path / "c.yaml", check=0).stderr
    assert "datos.csv" in said
    assert "Unidad 5" in orden("comparar", tmp_path / "c.yaml", check=0).stdout
    (tmp_path / "datos.csv").write_text("mia", encoding="utf-8")
    assert "datos.csv" not in orden("nueva", "comparacion", "--salida", tmp_path / "d.yaml", check=0).stderr
    assert (tmp_path / "datos.csv").read_text(encoding="utf-8") == "mia"


def test_the_table_of_a_comparacion_is_not_taken_for_records(orden, tmp_path):
    """In a folder, what the comparison names is its data."""
    orden("nueva", "comparacion", "--salida", tmp_path / "c.yaml", check=0)
    assert "2 archivos, 0 casos: sin errores." in orden("validar", ".", cwd=tmp_path, check=0).stderr


def test_a_file_that_exists_is_left_as_it_was(orden, tmp_path):
    """Whatever it has."""
    target = tmp_path / "mía.yaml"
    target.write_text("estrategia: mía\n", encoding="utf-8")
    said = orden("nueva", "estrategia", "--salida", target, check=2)
    assert "ya existe" in said.stderr
    assert target.read_text(encoding="utf-8") == "estrategia: mía\n"


def test_an_empty_template_is_a_list_of_what_to_write(orden, tmp_path):
    """Reviewed as it comes, it ends with 1, and no finding is about what the form already says."""
    target = tmp_path / "estrategia.yaml"
    orden("nueva", "estrategia", "--salida", target, check=0)
    said = json.loads(orden("revisar", target, "--formato", "json", check=1).stdout)
    assert {"PLAN-05", "OBJ-01", "ACC-01", "SEG-01"} <= {item["regla"] for item in said["hallazgos"]}
    assert not {item["regla"] for item in said["hallazgos"]} & {"EJE-01", "EJE-02", "EJE-03", "RIE-01", "COH-01", "COH-02"}
