"""What surrounds a run: who reads it and stops, streams that are closed, no home, old locales, a folder that is gone, a wrong clock."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from evaluacion.cli.principal import _ORDENES, evaluacion

from .conftest import assert_told, assert_whole, temporaries_of
from .salidas import CASOS, MUESTRA, POR_NOMBRE, RAIZ

A_PANTALLA = [
    caso
    for caso in CASOS
    if caso.forma not in ("parquet", "xlsx", "ics", "varios", "carpeta", "recortado")
    and caso.orden not in ("formulario", "importar", "nueva")
]
SIN_ARCHIVO = {
    "marcos": ["marcos", "marcos cualitativo", "marcos --formato json", "marcos cualitativo --formato json"],
    "regla": ["regla", "regla numero_ambiguo"],
    "validar": ["validar {e}/registros --marco {e}/marco.yaml"],
    "decidir": ["decidir", "decidir cooperacion_horizontal", "decidir cooperacion_horizontal --formato json"],
    "leer-objetivo": ["leer-objetivo Firmar_3_acuerdos_para_2027", "leer-objetivo Firmar_3_acuerdos_para_2027 --formato json"],
    "procedimiento": ["procedimiento", "procedimiento acuerdo_interinstitucional"],
    "revisar": ["revisar --lista-reglas"],
    "explicar": ["explicar {e}/registros --practica uno a --marco {e}/marco.yaml"],
    "nueva": ["nueva practica"],
    "ejemplo": ["ejemplo {s}/ejemplo"],
    "formulario": [],  # what it says goes to stderr
    "importar": [],
}
"""What only goes to the screen, by command."""


def without_output(caso, entradas, salida):
    """Return the words of a case that shows on the screen what it would write."""
    words = caso.palabras(entradas, salida)
    return words[: words.index("--salida")]


def to_screen(entradas, salida):
    """Yield the words of each call that says something on the screen."""
    for caso in A_PANTALLA:
        if caso.orden != "ejemplo":
            yield without_output(caso, entradas, salida)
    for calls in SIN_ARCHIVO.values():
        for text in calls:
            yield [word.format(e=entradas, s=salida) for word in text.split()]


def test_every_command_is_among_those_that_speak():
    """A new one fails here until somebody says what it shows; one without files, in each of its shapes."""
    spoken = {caso.orden for caso in A_PANTALLA} | set(SIN_ARCHIVO)
    assert spoken == set(_ORDENES) - {"tablero"}  # as `formulario`: the result is the file
    for name in set(SIN_ARCHIVO) - {caso.orden for caso in CASOS}:
        shapes = next(
            (param.type.choices for param in evaluacion.get_command(click.Context(evaluacion), name).params if param.name == "formato"), ()
        )
        for shape in shapes[1:]:
            assert any(f"--formato {shape}" in text for text in SIN_ARCHIVO[name]), (name, shape)


def speak(vivero, tmp_path, words, out):
    """Run a call with something behind its stdout."""
    return vivero.correr({"palabras": words, "carpeta": str(tmp_path), "out": out})[0]


def test_nobody_reads_what_each_command_says(vivero, tmp_path):
    """`| head -1` and the like, for every command: it ends as it would have, without a word."""
    unread(vivero, tmp_path, {words[0]: words for words in to_screen(vivero.entradas, tmp_path)}.values())


@pytest.mark.lenta
def test_nobody_reads_what_each_shape_says(vivero, tmp_path):
    """All of them, in all their shapes."""
    unread(vivero, tmp_path, to_screen(vivero.entradas, tmp_path))


def unread(vivero, tmp_path, calls):
    """Run some calls whose stdout nobody reads."""
    for words in calls:
        end = speak(vivero, tmp_path, words, "roto")
        assert_told(end, 2 if "cooperacion_horizontal" in words else 0)  # it asks for the answers
        assert "Broken" not in end.errores


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize(
    "words", [["marcos"], ["calificar", "{e}/registros", "--marco", "{e}/marco.yaml", "--formato", "json"], ["--help"]]
)
def test_a_full_disk_behind_the_screen_is_told(vivero, tmp_path, words):
    """`> resultado.txt` where there is no room."""
    end = speak(vivero, tmp_path, [word.format(e=vivero.entradas) for word in words], "/dev/full")
    assert_told(end)
    assert "salida_imposible" in end.errores
    assert "el disco está lleno" in end.errores


@pytest.mark.lenta
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_behind_every_command_is_told(vivero, tmp_path):
    """All of them."""
    for words in to_screen(vivero.entradas, tmp_path):
        end = speak(vivero, tmp_path, words, "/dev/full")
        assert_told(end)
        assert "el disco está lleno" in end.errores


def real(words, *, redirect="", cwd=None, **env):
    """Run the real command in a shell, with its streams as they are asked for; a variable that is None is not there."""
    kept = {"PYTHONPATH": str(RAIZ), "PATH": os.environ["PATH"], "NO_COLOR": "1", **env}
    quoted = " ".join(f"'{word}'" for word in words)
    return subprocess.run(
        ["bash", "-c", f"'{sys.executable}' -m evaluacion {quoted} {redirect}"],
        cwd=cwd,
        env={key: value for key, value in kept.items() if value is not None},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=120,
    )


STREAMS = {
    "<&-": 0,
    ">&-": 2,
    "2>&-": 0,
    "<&- >&- 2>&-": 2,
}
"""How a run that says something on the screen ends when these are closed."""
SURROUNDINGS = {
    "nothing": {},
    "home of nobody": {"HOME": "/no/hay", "XDG_CACHE_HOME": "/no/hay", "TMPDIR": "/no/hay"},
    "home that cannot be written": {"HOME": "/proc", "TMPDIR": "/proc"},
    "plain": {"LC_ALL": "C"},
    "plain, as it was before": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "posix": {"LC_ALL": "POSIX", "LANG": "", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "empty": {"LANG": "", "LC_ALL": ""},
    "unknown": {"LANG": "xx_YY.UTF-9", "LC_ALL": "xx_YY.UTF-9"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "utf-16": {"PYTHONIOENCODING": "utf-16"},
    "no optimisation of bytes": {
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONWARNINGS": "error::EncodingWarning",
        "PYTHONWARNDEFAULTENCODING": "1",
    },
}


def closed(vivero, folder, redirect):
    """Run with some streams closed: to a file, all of them end well and the file is whole; to the screen, what is lost is told."""
    caso = POR_NOMBRE["calificar-json"]
    done = real(caso.palabras(vivero.entradas, folder), redirect=redirect, cwd=vivero.entradas)
    assert done.returncode == 0, done.stderr
    assert_whole(folder, caso, vivero.referencia(caso))
    done = real(without_output(caso, vivero.entradas, folder), redirect=redirect, cwd=vivero.entradas)
    assert done.returncode == STREAMS[redirect], done.stderr
    assert "Traceback" not in done.stderr
    assert "cerrada" in done.stderr or redirect != ">&-"


def surrounded(vivero, folder, env):
    """Run a case of each way of writing in some surroundings, and one that speaks."""
    for caso in MUESTRA:
        done = real(caso.palabras(vivero.entradas, folder), cwd=vivero.entradas, **env)
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        assert "Warning" not in done.stderr
        assert_whole(folder, caso._replace(salidas=tuple(name for each in MUESTRA for name in each.salidas)), ALL(vivero))
    done = real(["marcos", "cualitativo"], cwd=vivero.entradas, **env)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout) > 1000


def ALL(vivero):  # noqa: N802 - the files of all the sample
    return {name: data for caso in MUESTRA for name, data in vivero.referencia(caso).items()}


def test_closed_streams(vivero):
    """The short form: what cannot be said is told as an error, and nothing is written where it does not belong."""
    done = real(["regla", "numero_ambiguo"], redirect=">&-", cwd=vivero.entradas)
    assert done.returncode == 2
    assert "la salida normal está cerrada" in done.stderr


def test_plain_surroundings(vivero, tmp_path):
    """The short form: no HOME, no TMPDIR, no locale, as old systems have it; and a name with accents."""
    env = SURROUNDINGS["plain, as it was before"] | SURROUNDINGS["home of nobody"]
    caso = POR_NOMBRE["calificar-json"]
    folder = tmp_path / "año"
    folder.mkdir()
    done = real(caso.palabras(vivero.entradas, folder), cwd=vivero.entradas, **env)
    assert done.returncode == 0, done.stderr
    assert_whole(folder, caso, vivero.referencia(caso))


@pytest.mark.lenta
@pytest.mark.parametrize("redirect", STREAMS)
def test_each_stream_closed(vivero, tmp_path, redirect):
    """One by one, and all."""
    closed(vivero, tmp_path, redirect)


@pytest.mark.lenta
@pytest.mark.parametrize("name", SURROUNDINGS)
def test_each_surroundings(vivero, tmp_path, name):
    """The same bytes whatever the locale; no home and no temporary folder are needed."""
    surrounded(vivero, tmp_path, SURROUNDINGS[name])


@pytest.mark.lenta
def test_a_real_latin_1_locale(vivero, tmp_path):
    """Made with localedef: names and texts with accents."""
    made = tmp_path / "locales" / "es_MX.ISO-8859-1"
    made.parent.mkdir()
    try:
        done = subprocess.run(["localedef", "-i", "es_MX", "-f", "ISO-8859-1", made], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("no localedef here")
    if not made.exists():
        pytest.skip(f"no sources of locales here: {done.stderr.splitlines()[-1:]}")
    folder = tmp_path / "s"
    folder.mkdir()
    surrounded(vivero, folder, {"LOCPATH": str(made.parent), "LC_ALL": made.name, "PYTHONUTF8": "0"})


def gone(vivero, folder, caso):
    """Run a case from a folder that was removed: with whole paths everything works."""
    place = folder / "aqui"
    place.mkdir()
    target = folder / "s"
    target.mkdir()
    words = " ".join(f"'{word}'" for word in caso.palabras(vivero.entradas, target))
    line = f"cd '{place}' && rmdir '{place}' && '{sys.executable}' -m evaluacion {words}"
    env = {**os.environ, "PYTHONPATH": str(RAIZ), "PYTHONSAFEPATH": "1"}
    done = subprocess.run(["bash", "-c", line], env=env, capture_output=True, text=True, check=False, timeout=120)
    assert "Traceback" not in done.stderr, done.stderr
    assert "falla de evaluacion" not in done.stderr, done.stderr
    assert done.returncode in (0, 2)
    assert done.returncode == 0 or "no existe" in done.stderr, done.stderr
    assert not temporaries_of(target)


def test_the_folder_where_one_stands_was_removed(vivero, tmp_path):
    """The short form: it works, or says that the folder is not there."""
    gone(vivero, tmp_path, POR_NOMBRE["calificar-json"])


@pytest.mark.lenta
@pytest.mark.parametrize("caso", CASOS, ids=lambda caso: caso.nombre)
def test_the_folder_where_one_stands_was_removed_for_every_output(vivero, tmp_path, caso):
    """All of them."""
    gone(vivero, tmp_path, caso)


def test_a_clock_that_was_set_back_leaves_nothing(vivero, tmp_path):
    """Temporaries of the future, or of 1970, whose writer died, go all the same; those of who is writing stay."""
    for caso in MUESTRA[:1]:
        for late in (20 * 365 * 86_400, 60):
            salida = tmp_path / f"{caso.nombre}-{late}"
            salida.mkdir()
            end = vivero.caso(caso, salida, falla={"n": 1, "senal": 9, "solo": "os.rename"})
            assert end.codigo == -9
            assert temporaries_of(salida)
            end = vivero.caso(caso, salida, reloj=late)
            assert end.codigo == 0, end.errores
            assert not temporaries_of(salida)
            assert_whole(salida, caso, vivero.referencia(caso))
