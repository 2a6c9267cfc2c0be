"""Every hostile file gives what the index says, in a process of its own, within its time and memory."""

from __future__ import annotations

import pytest

from evaluacion.base.codigos import CODIGOS

from .caso import Caso
from .corpus import CASOS
from .correr import Servidor, faults, run_alone
from .indice import declared, places_of, read_index

AT_LEAST, WRONG = 250, 2
INDICE = read_index()


@pytest.fixture(scope="session")
def servidor(tmp_path_factory):
    """The process that forks one child per case."""
    server = Servidor(tmp_path_factory.mktemp("casa"))
    yield server
    server.close()


@pytest.mark.parametrize("caso", [pytest.param(caso, marks=[] if caso.corta else pytest.mark.lenta, id=caso.nombre) for caso in CASOS])
def test_a_hostile_file_gives_what_the_index_says(caso, servidor, tmp_path):
    """The exit, the codes, the places and the values are those declared; no crash, no trace, nothing else written."""
    done = servidor.run(caso, tmp_path)
    assert faults(caso, done) == [], f"{caso.trampa}\n{done.errores[-1500:]}\n{done.salida[-500:]}"
    assert places_of(done) == INDICE[caso.nombre]["problemas"]


@pytest.mark.lenta
@pytest.mark.parametrize("caso", CASOS, ids=lambda caso: caso.nombre)
def test_the_real_command_gives_the_same(caso, tmp_path):
    """Started anew, as a person starts it, the program ends as in the short form."""
    done = run_alone(caso, tmp_path)
    assert faults(caso, done) == [], f"{caso.trampa}\n{done.errores[-1500:]}\n{done.salida[-500:]}"
    assert places_of(done) == INDICE[caso.nombre]["problemas"]


def test_the_index_and_the_generator_agree():
    """Each case is in the index as it is declared, and nothing else is: `python -m tests.hostile.ver --indice` writes it."""
    assert {name: {key: value for key, value in row.items() if key != "problemas"} for name, row in INDICE.items()} == {
        caso.nombre: declared(caso) for caso in CASOS
    }


def test_there_are_enough_cases_in_the_short_form():
    """The short form alone has the number of files that was asked for."""
    assert sum(caso.corta for caso in CASOS) >= AT_LEAST


def test_the_generator_makes_the_same_bytes_twice(tmp_path):
    """A case laid out twice holds the same bytes: there is no clock and no chance in it."""
    for number, caso in enumerate(caso for caso in CASOS if caso.corta):
        contents = []
        for again in ("a", "b"):
            folder = tmp_path / str(number) / again
            caso.lay_out(folder)
            found = sorted(
                path for path in folder.rglob("*") if path.is_file() and not path.is_symlink() and path.stat().st_size < AT_LEAST * 1000
            )
            contents.append({str(path.relative_to(folder)): path.read_bytes() for path in found})
        assert contents[0] == contents[1], caso.nombre


def test_a_case_that_is_refused_declares_why_and_the_codes_exist():
    """What is refused names a code of the catalogue; what is accepted with values names them."""
    for caso in CASOS:
        assert set(caso.codigos) <= set(CODIGOS), caso.nombre
        assert caso.sale != WRONG or INDICE[caso.nombre]["problemas"], caso.nombre


def test_a_fault_is_noticed(servidor, tmp_path):
    """The checks of this corpus can fail: a wrong exit, a code that is not told, a file that appears, a run out of time."""
    sound = {"beca.yaml": "practica: beca\n"}
    wrong = Caso("x", "x", sound, orden="validar {0}", sale=2, codigos=("clave_repetida",), dice=("jamás",))
    assert len(faults(wrong, servidor.run(wrong, tmp_path / "a"))) == 3
    writes = Caso("x", "x", {}, orden="nueva practica --salida otra.yaml", sale=0)
    assert faults(writes, servidor.run(writes, tmp_path / "b")) == ["touched otra.yaml"]
