"""Killed, or told to end, at any moment of writing: each file is the old one or the new one, whole, and the next run leaves no trace."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from evaluacion.scale.candado import CANDADO

from .conftest import assert_told, assert_whole, files_of, steps, temporaries_of
from .salidas import CASOS, DE_ANTES, MUESTRA, POR_NOMBRE, RAIZ, UNO_POR_ORDEN

AMABLES = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}
by_name = pytest.mark.parametrize("caso", CASOS, ids=lambda caso: caso.nombre)


def assert_finishes(vivero, caso, salida, *, here=False):
    """Run a case again where it was stopped: complete, and nothing else in the folder."""
    if not caso.reemplaza and caso.orden in ("nueva", "formulario"):  # these never write over what is there
        for path in salida.rglob("*"):
            if path.is_file() and not path.name.startswith("."):
                path.unlink()
    end = (vivero.aqui if here else vivero.caso)(caso, salida)
    assert end.codigo == 0, end.errores
    assert not temporaries_of(salida)
    assert sorted(files_of(salida)) == sorted(caso.salidas)
    assert not any(data == DE_ANTES for data in files_of(salida).values())
    if not here:
        assert assert_whole(salida, caso, vivero.referencia(caso)) == set(caso.salidas)


@pytest.mark.parametrize("caso", UNO_POR_ORDEN, ids=lambda caso: caso.nombre)
def test_killed_before_the_first_file_takes_its_name_the_old_one_is_there_and_the_next_run_finishes(vivero, destino, caso):
    """`kill -9` just before the swap, for every command: what was there is there; what is left, the next run sweeps."""
    killed_before_the_swap(vivero, destino, caso)


@pytest.mark.lenta
@by_name
def test_every_output_killed_before_the_first_file_takes_its_name(vivero, destino, caso):
    """The same, for every kind of output."""
    killed_before_the_swap(vivero, destino, caso)


def killed_before_the_swap(vivero, destino, caso):
    """Kill a case before its first swap, look at what is there, and run it again."""
    salida = destino(caso)
    before = files_of(salida)
    end = vivero.caso(caso, salida, falla={"n": 1, "senal": signal.SIGKILL, "solo": "os.rename"})
    assert end.codigo == -signal.SIGKILL
    left = temporaries_of(salida)
    assert left
    assert {
        name: data
        for name, data in files_of(salida).items()
        if salida / name not in left and not name.endswith(CANDADO) and "parcial/" not in name
    } == before
    assert_finishes(vivero, caso, salida, here=True)


def each_moment(vivero, destino, caso, number):
    """Stop a case before each of its changes of the folder, until one run gets to its end."""
    reference = vivero.referencia(caso)
    for n in steps(caso):
        salida = destino(caso)
        end = vivero.caso(caso, salida, falla={"n": n, "senal": number})
        assert_whole(salida, caso, reference)
        if end.codigo == 0:
            assert n > len(caso.salidas)
            assert not end.llego
            return
        if number == signal.SIGKILL:
            assert end.codigo == -number
        else:
            assert (end.codigo, temporaries_of(salida)) == (AMABLES[number], [])
            assert "Interrumpido" in end.errores
            assert "Traceback" not in end.errores
        assert_finishes(vivero, caso, salida)


@pytest.mark.parametrize("number", [signal.SIGKILL, *AMABLES], ids=["kill", "int", "term", "hup"])
@pytest.mark.parametrize("caso", MUESTRA[:1], ids=lambda caso: caso.nombre)
def test_stopped_before_each_change_of_the_folder(vivero, destino, caso, number):
    """One kind of output, killed or told to end, at every step."""
    each_moment(vivero, destino, caso, number)


@pytest.mark.lenta
@pytest.mark.parametrize("number", [signal.SIGKILL, *AMABLES], ids=["kill", "int", "term", "hup"])
@by_name
def test_every_output_stopped_before_each_change_of_the_folder(vivero, destino, caso, number):
    """All of them, at every step, with every signal."""
    each_moment(vivero, destino, caso, number)


def started(words, cwd):
    """Start the real command, and return it once it listens to signals."""
    env = {**os.environ, "PYTHONPATH": str(RAIZ), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "evaluacion", *words]
    process = subprocess.Popen(command, cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    status = Path(f"/proc/{process.pid}/status")
    while process.poll() is None and status.exists():
        caught = next((line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("SigCgt:")), "SigCgt: 0")
        if int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1:
            break
        time.sleep(0.001)
    return process


def at_random(vivero, destino, caso, moments, numbers):
    """Stop real runs of a case at random moments of the time that one takes; the seed says which, for who repeats it."""
    seed = os.environ.get("EVALUACION_SEMILLA") or str(time.time_ns())
    chance = random.Random(f"{caso.nombre} {seed}")  # noqa: S311 - moments, not secrets
    whole = time.monotonic()
    with started(caso.palabras(vivero.entradas, destino(caso)), vivero.entradas) as process:
        _, said = process.communicate(timeout=120)
    whole = time.monotonic() - whole
    assert process.returncode == 0, said
    reference = vivero.referencia(caso)
    for _ in range(moments):
        salida, number, wait = destino(caso), chance.choice(numbers), whole * chance.uniform(0.0, 1.1)
        with started(caso.palabras(vivero.entradas, salida), vivero.entradas) as process:
            time.sleep(wait)
            process.send_signal(number)
            _, said = process.communicate(timeout=120)
        said += f"\nRepeat with EVALUACION_SEMILLA={seed}"
        assert "Traceback" not in said, said
        assert process.returncode in (0, -number, AMABLES.get(number)), said
        assert_whole(salida, caso, reference)
        if number != signal.SIGKILL:
            assert not temporaries_of(salida)
        assert_finishes(vivero, caso, salida)


def test_a_real_run_stopped_at_random_moments(vivero, destino):
    """The command as people start it, with its imports: the short form."""
    at_random(vivero, destino, POR_NOMBRE["nueva-practica"], 2, [signal.SIGTERM, signal.SIGINT])


@pytest.mark.lenta
@by_name
def test_every_real_run_stopped_at_random_moments(vivero, destino, caso):
    """Every kind of output, six moments each: other ones in each run of the suite."""
    at_random(vivero, destino, caso, 6, [signal.SIGKILL, signal.SIGKILL, *AMABLES])


@pytest.mark.lenta
def test_a_signal_that_whoever_started_it_ignores_is_ignored(vivero, destino):
    """`nohup`: the terminal closes and the run goes on."""
    caso = POR_NOMBRE["calificar-json"]
    salida = destino(caso)
    words = " ".join(caso.palabras(vivero.entradas, salida))
    env = {**os.environ, "PYTHONPATH": str(RAIZ)}
    ready = "import os, signal; from evaluacion.publish import salida; real = salida._flush\n"
    ready += "def flush(path): os.kill(os.getpid(), signal.SIGHUP); real(path)\n"
    ready += "salida._flush = flush\nfrom evaluacion.__main__ import main; main()"
    done = subprocess.run(
        ["bash", "-c", f"trap '' HUP; '{sys.executable}' -c \"{ready}\" {words}"],
        cwd=RAIZ,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (salida / "x.json").read_bytes() != DE_ANTES


def test_ctrl_c_in_a_program_that_uses_the_command_is_130(monkeypatch, capsys):
    """Where the process is not of the tool, what stops it comes as an exception."""
    from evaluacion.cli import principal

    def stopped(_ctx):
        raise KeyboardInterrupt

    monkeypatch.setattr(principal.evaluacion, "invoke", stopped)
    with pytest.raises(SystemExit) as end:
        principal.main(["marcos"])
    assert end.value.code == 130
    assert capsys.readouterr().err == "Interrumpido. No se escribió nada.\n"


def test_two_runs_at_once_each_write_whole_and_do_not_sweep_each_other(vivero, destino):
    """The last one wins, whole; the one that is still writing keeps its temporary while the other sweeps."""
    for caso in MUESTRA[1:]:
        salida = destino(caso)
        orders = [{"palabras": caso.palabras(vivero.entradas, salida), "carpeta": str(salida)} for _ in range(3)]
        for end in vivero.correr(*orders):
            assert_told(end, 0)
        assert sorted(files_of(salida)) == sorted(caso.salidas)
        assert_whole(salida, caso, vivero.referencia(caso))
