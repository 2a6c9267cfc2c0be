"""How a call is understood: help, options, commands, slips, exit codes."""

from __future__ import annotations

import importlib
import json
import shlex

import pytest

from evaluacion.cli.principal import _ORDENES
from evaluacion.version import VERSION

ENGLISH = ("Usage:", "Options:", "Show this message", "Error:", "No such", "Invalid value", "Missing ", "Did you mean", "Possible options")


@pytest.mark.parametrize("name", _ORDENES)
def test_help_shows_an_example_that_the_command_understands(llamar, name):
    """Each command's help is in Spanish and ends in an example whose options exist."""
    code, said, _ = llamar(name, "--help")
    assert code == 0
    assert said.startswith("Uso: evaluacion")
    assert not any(word in said for word in ENGLISH)
    flat = " ".join(said.split())
    assert f"Ejemplo: evaluacion {name}" in flat
    example = shlex.split(flat.split("Ejemplo: ")[1].split(". ")[0])
    command = getattr(importlib.import_module(_ORDENES[name][0]), name.replace("-", "_"))
    options = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in example if word.startswith("-")} <= options


def test_without_a_command_it_shows_its_help(llamar):
    """`evaluacion` alone says what there is, and ends well."""
    code, said, _ = llamar()
    assert code == 0
    assert all(name in said for name in _ORDENES)


def test_version(llamar):
    """--version is one line on stdout."""
    assert llamar("--version")[:2] == (0, f"evaluacion {VERSION}\n")


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (["calificr", "."], "¿Quiso escribir «calificar»?"),
        (["calificar", ".", "--formto", "json"], "¿Quiso escribir «--formato»?"),
        (["calificar", ".", "--formato", "jsn"], "tabla"),
        (["calificar"], "Falta indicar"),
        (["nueva"], "Falta indicar CLASE: estrategia, practica, marco, comparacion, moderacion."),
        (["tablero", "."], "--salida"),
        (["calificar", ".", "--minimo", "mucho"], "mucho"),
        (["calificar", ".", "--marco"], "--marco"),
        (["calificar", ".", "--formato", "parquet"], "--salida"),
        (["calificar", ".", "--fecha", "ayer"], "ayer"),
        (["calificar", ".", "--marco", "cualitativa"], "¿Quiso escribir «cualitativo»?"),
        (["calificar", "nada-hay.yaml"], "nada-hay.yaml"),
        (["explicar", ".", "--practica", "unno"], "¿Quiso escribir «uno»?"),
        (["explicar", "."], "--practica"),
        (["explicar", ".", "--practica", "uno", "a.p11"], "¿Quiso escribir «a.p1»?"),
        (["marcos", "cualitatvo"], "¿Quiso escribir «cualitativo»?"),
        (["esquema"], "--marco"),
        (["esquema", "marco", "--marco", "breve"], "--marco"),
        (["regla", "clave_desconosida"], "¿Quiso escribir «clave_desconocida»?"),
        (["explicar", ".", "uno", "sobra"], "sobra"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
@pytest.mark.usefixtures("taller")
def test_a_slip_in_the_call_is_answered_in_spanish_with_the_nearest(llamar, call, says):
    """Unknown command, option, value, marco, record or code: exit 2, nothing on stdout, the nearest word offered."""
    code, out, said = llamar(*call)
    assert (code, out) == (2, "")
    assert says in said
    assert "error [" in said
    assert not any(word in said for word in ENGLISH)


@pytest.mark.parametrize("bar", ["nan", "inf", "-inf", "1e999"])
@pytest.mark.usefixtures("taller")
def test_a_bar_that_is_no_number_is_refused(llamar, bar):
    """`--minimo nan` would let everything pass: it is an error in the call."""
    assert llamar("calificar", ".", "--minimo", bar).codigo == 2


@pytest.mark.usefixtures("taller")
def test_minimo_compares_the_guaranteed_end(llamar):
    """Record uno has 100 with 75 guaranteed: 75 is reached, 76 is not, and the record is named on stderr."""
    said = json.loads(llamar("calificar", "uno.yaml", "--marco", "marco.yaml", "--formato", "json").salida)["fichas"][0]
    assert (said["puntaje"], said["minimo"]) == (100, 75)
    assert llamar("calificar", "uno.yaml", "--marco", "marco.yaml", "--minimo", 75).codigo == 0
    code, out, err = llamar("calificar", "uno.yaml", "--marco", "marco.yaml", "--minimo", 76)
    assert code == 1
    assert "uno (breve): garantizado 75.0, menor que 76" in err
    assert "uno" in out


def test_warnings_alone_end_well(llamar, escribir):
    """A warning goes to stderr, the result to stdout, the exit code is 0."""
    escribir("tres.yaml", "practica: tres\nrespuestas:\n  breve: {a.p1: no aplica, a.p2: sí, b.q1: sí}\n")
    code, out, err = llamar("calificar", "tres.yaml", "--marco", "marco.yaml")
    assert code == 0
    assert "aviso [no_aplica_sin_motivo]" in err
    assert "tres.yaml:3:11" in err
    assert "aviso" not in out
    assert "tres" in out


def test_a_caso_that_does_not_hold_ends_with_1_and_an_error_with_2(llamar, escribir):
    """validar: 0 when casos hold, 1 when one does not, 2 when there is an error besides."""
    escribir("casos.yaml", "- nombre: Bien\n  todas: sí\n  espera: {puntaje: 100}\n")
    code, out, err = llamar("validar", ".")
    assert code == 0, err
    assert "1 caso" in err
    assert "marco.yaml: marco" in out
    escribir("casos.yaml", "- nombre: Mal\n  todas: sí\n  espera: {puntaje: 90}\n")
    code, _, err = llamar("validar", ".")
    assert code == 1
    assert "casos.yaml:3:21: error [caso_no_se_cumple]" in err
    escribir("uno.yaml", "practica: uno\nrespuestas:\n  breve: {a.p1: talvez}\n")
    assert llamar("validar", ".").codigo == 2


def test_paths_with_spaces_and_accents_and_wildcards(llamar, taller, escribir):
    """Folders are named as people name them, and wildcards are expanded by the tool itself."""
    escribir("Prácticas de México (2024)/niño uno.yaml", "practica: nino\nrespuestas:\n  breve: {b.q1: sí}\n")
    for path in ("Prácticas de México (2024)", "Prácticas de México (2024)/niño uno.yaml", "Pr*/n*.yaml", "**/niño*.yaml"):
        code, out, err = llamar("calificar", path, "--marco", "marco.yaml", "--formato", "json")
        assert code == 0, err
        (ficha,) = json.loads(out)["fichas"]
        assert ficha["practica"] == "nino"
        assert ficha["origen"]["archivo"].endswith("niño uno.yaml")
    code, _, err = llamar("tablero", "Pr*", "--marco", "marco.yaml", "--salida", "Tablero de ñandú.xlsx")
    assert code == 0, err
    assert (taller / "Tablero de ñandú.xlsx").stat().st_size > 5_000
    assert "Tablero de ñandú.xlsx" in err
    assert llamar("calificar", "*.nada").codigo == 2


def test_a_file_named_twice_is_read_once(llamar, taller):
    """A folder and a file inside it do not make the record double."""
    code, out, err = llamar("calificar", ".", "uno.yaml", "./uno.yaml", taller / "uno.yaml", "--formato", "json")
    assert code == 0, err
    assert [ficha["practica"] for ficha in json.loads(out)["fichas"]] == ["dos", "uno"]
