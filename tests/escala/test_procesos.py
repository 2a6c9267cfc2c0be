"""A run in a process of its own, that is stopped as systems and people stop them: the next one ends with the same bytes."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pyarrow.parquet as pq
import pytest

from evaluacion.base.problema import EvaluacionError
from evaluacion.flujo.escala import score_to_folder
from evaluacion.scale.candado import CANDADO, hold_folder

from .conftest import MARCO
from .corridas import calificar, end, finished, members, stop_half_way, wait_until, write_inputs
from .test_partes import bytes_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and /proc")
FILES = 10
DOS = ("--procesos", "2")


@pytest.fixture(scope="module")
def modelo(tabla, tmp_path_factory):
    """A folder of files, and the scores of a run that nobody stops."""
    folder = tmp_path_factory.mktemp("modelo")
    write_inputs(tabla, folder / "datos", FILES)
    with contextlib.chdir(folder):
        score_to_folder("datos", "de-una-vez", marcos=MARCO)
    return folder


@pytest.fixture
def datos(modelo, taller):
    """The same, to spoil."""
    shutil.copytree(modelo, taller, dirs_exist_ok=True)
    return taller


def assert_as_never_stopped(taller):
    """Every file is the same, byte by byte, and there is no other."""
    assert bytes_of(taller / "puntajes") == bytes_of(taller / "de-una-vez")


def test_killing_the_run_and_then_its_worker_leaves_nothing_behind(datos):
    """The processes of a killed run end by themselves; the next one loses a worker, and ends complete with every row once."""
    stop_half_way(datos, DOS, subprocess.Popen.kill)
    left = finished(datos)
    assert 2 <= left < FILES
    assert not (datos / "puntajes" / "manifiesto.json").exists()
    process = calificar(datos, *DOS)
    wait_until(lambda: finished(datos) > left)
    for worker in members(process)[-1:]:
        os.kill(worker, signal.SIGKILL)
    code, said = end(process)
    assert code == 0, said
    assert f"{left:,} ya estaban hechas" in said
    assert_as_never_stopped(datos)
    assert json.loads((datos / "puntajes" / "manifiesto.json").read_text())["filas"] == 1_500


@pytest.mark.lenta
@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_stopped_at_any_moment_the_next_run_ends_with_the_same_bytes(datos, how, seed):
    """Twice at random moments, the second one perhaps while the figures of all are written; then it is let end."""
    drawn = random.Random(f"{how}{seed}")  # noqa: S311 - moments, not secrets
    for _ in range(2):
        process = calificar(datos, *DOS)
        time.sleep(drawn.uniform(0.5, 6))
        process.send_signal(how)
        wait_until(lambda running=process: not members(running))
        code, said = end(process)
        assert "Traceback" not in said
        assert code in (0, -how, 128 + how), said
        if not (datos / "puntajes" / "manifiesto.json").exists():
            assert code != 0
    code, said = end(calificar(datos, *DOS))
    assert code == 0, said
    assert_as_never_stopped(datos)


@pytest.mark.lenta
def test_after_a_kill_what_changed_is_done_again_and_what_is_gone_goes(datos, tabla):
    """An input that changes, one that is removed and another plan, each after a run killed half-way."""
    stop_half_way(datos, DOS, subprocess.Popen.kill, parts=3)
    (datos / "datos" / "d00.parquet").unlink()
    pq.write_table(tabla.slice(150, 10), datos / "datos" / "d01.parquet")
    shutil.rmtree(datos / "de-una-vez")
    score_to_folder("datos", "de-una-vez", marcos=MARCO)
    assert end(calificar(datos, *DOS))[0] == 0
    assert_as_never_stopped(datos)
    process = calificar(datos, *DOS, "--fecha", "2024")
    wait_until(lambda: not (datos / "puntajes" / "manifiesto.json").exists())
    time.sleep(2)
    process.kill()
    end(process)
    assert end(calificar(datos))[0] == 0
    assert_as_never_stopped(datos)


def test_two_runs_do_not_write_one_folder_and_a_dead_one_holds_nothing(datos):
    """The second one says who has it and ends; a holder that was killed lets go, and its lock is not left in the folder."""
    (datos / "puntajes").mkdir()
    program = "import sys, time; from pathlib import Path; from evaluacion.scale.candado import hold_folder\nwith hold_folder(Path('puntajes')): print('sí', flush=True); time.sleep(600)"
    holder = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline() == "sí\n"
    with pytest.raises(EvaluacionError, match=rf"salida_ocupada.*proceso {holder.pid} de "):
        score_to_folder("datos", "puntajes", marcos=MARCO)
    assert [path.name for path in (datos / "puntajes").iterdir()] == [CANDADO]
    holder.kill()
    holder.communicate()
    score_to_folder("datos", "puntajes", marcos=MARCO)
    assert_as_never_stopped(datos)


@pytest.mark.lenta
def test_of_two_runs_at_once_one_ends_complete(datos):
    """Started together into one folder: one does everything, the other is told to wait; nothing is counted twice."""
    runs = [calificar(datos, *DOS) for _ in range(3)]
    codes = sorted(end(process)[0] for process in runs)
    assert codes in ([0, 2, 2], [0, 0, 2], [0, 0, 0])
    assert_as_never_stopped(datos)


def test_a_lock_that_is_a_link_is_not_followed_and_one_that_cannot_be_made_is_told(taller):
    """Nothing outside the folder is written through the lock."""
    (taller / "ajeno.txt").write_text("de otros")
    (taller / "puntajes").mkdir()
    (taller / "puntajes" / CANDADO).symlink_to(taller / "ajeno.txt")
    with pytest.raises(EvaluacionError, match="salida_imposible"), hold_folder(taller / "puntajes"):
        pass
    assert (taller / "ajeno.txt").read_text() == "de otros"


def test_a_file_system_without_locks_is_told(taller, monkeypatch):
    """The run goes on, with a warning: nobody can be kept out."""
    import fcntl

    def absent(*_):
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", absent)
    with hold_folder(taller) as warnings:
        (problem,) = warnings
    assert (problem.codigo, problem.severidad) == ("salida_ocupada", "aviso")
    assert not list(taller.iterdir())


def test_a_disk_that_fills_up_leaves_no_half_file_and_the_run_goes_on_when_there_is_room(datos, disco):
    """The disk is really full: the run ends with 2, and with room again it ends with the bytes of any other."""
    with pytest.raises(EvaluacionError, match="salida_imposible"):
        score_to_folder("datos", disco, marcos=MARCO)
    made = list(disco.glob("*.parquet"))
    assert 0 < len(made) < FILES
    assert not list(disco.glob(".*"))
    assert all(pq.read_metadata(path).num_rows for path in made)
    subprocess.run(["mount", "-o", "remount,size=64m", str(disco)], check=True)
    assert score_to_folder("datos", disco, marcos=MARCO).reusadas == len(made)
    assert bytes_of(disco) == bytes_of(datos / "de-una-vez")


@pytest.mark.lenta
def test_interrupting_from_the_keyboard_ends_in_one_sentence(datos):
    """The whole group is interrupted, as a terminal does: no traces of the workers, and none of them is left."""
    code, said = stop_half_way(datos, DOS, lambda process: os.killpg(process.pid, signal.SIGINT))
    assert code == 130
    assert "Traceback" not in said
