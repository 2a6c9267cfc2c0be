"""Dask on real processes of this machine, that die in every way: the run ends complete, or says what is missing; it never waits for ever."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from evaluacion.base.problema import EvaluacionError
from evaluacion.flujo.escala import score_to_folder

from .conftest import MARCO
from .corridas import SOON, Cluster, calificar, end, finished, members, stop_half_way, wait_until, write_inputs
from .test_partes import bytes_of

pytest.importorskip("distributed")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and /proc")

from evaluacion.scale import motor_dask
from evaluacion.scale.motor_dask import ALONE, LOST, run_dask

FILES = 8
ANTES = 2
"""Parts that are finished before something happens."""


class Lento:
    """The work: so many parts are done at once, the others wait for a mark in a folder, so that something happens meanwhile."""

    def __init__(self, trabajo, folder):
        self.trabajo, self.folder = trabajo, folder

    def __call__(self, tarea):
        """Do a part, at once or after the mark."""
        for turn in range(ANTES):
            with suppress(FileExistsError):
                (self.folder / str(turn)).mkdir()
                return self.trabajo(tarea)
        wait_until((self.folder / "siga").exists)
        return self.trabajo(tarea)


class Reacio:
    """The work, where one file does not open so many times: each refusal leaves a mark, as workers share nothing else."""

    def __init__(self, trabajo, marks, times):
        self.trabajo, self.marks, self.times = trabajo, marks, times

    def __call__(self, tarea):
        """Do a part; reading the chosen one is refused by the system."""
        from evaluacion.scale import trabajo

        reader = trabajo.read_parte

        def read(parte):
            if parte.archivo.endswith("d03.parquet") and len(list(self.marks.iterdir())) < self.times:
                Path(self.marks, str(time.monotonic_ns())).touch()
                raise OSError(5, "Input/output error")
            yield from reader(parte)

        trabajo.read_parte = read
        try:
            return self.trabajo(tarea)
        finally:
            trabajo.read_parte = reader


def slowly(address, datos):
    """Return an engine on a cluster that does some parts, and the others after what happens `meanwhile`."""
    folder = datos / "turnos"
    folder.mkdir(exist_ok=True)
    return lambda tareas, trabajo: run_dask(tareas, Lento(trabajo, folder), cluster=address)


@pytest.fixture(scope="module")
def modelo(tabla, tmp_path_factory):
    """A folder of files, and the scores of a run without dask."""
    folder = tmp_path_factory.mktemp("modelo")
    write_inputs(tabla, folder / "datos", FILES)
    before = Path.cwd()
    os.chdir(folder)
    score_to_folder("datos", "de-una-vez", marcos=MARCO)
    os.chdir(before)
    return folder


@pytest.fixture
def datos(modelo, taller):
    """The same, to spoil."""
    shutil.copytree(modelo, taller, dirs_exist_ok=True)
    return taller


@pytest.fixture
def cluster(tmp_path_factory):
    """Make clusters whose processes work in another folder, and end them."""
    made = []

    def make(workers=2, **options):
        made.append(Cluster(tmp_path_factory.mktemp("cluster") / "c", workers, **options))
        return made[-1]

    yield make
    for item in made:
        item.close()


@pytest.fixture
def prisa(monkeypatch):
    """Some seconds of patience instead of a minute."""
    monkeypatch.setattr(motor_dask, "_SECONDS_WITHOUT_WORKERS", 6)
    monkeypatch.setattr(motor_dask, "_SECONDS_TO_CONNECT", 8)


def meanwhile(datos, do):
    """Do something as soon as some parts are finished, while the others wait; then they go on."""

    def watch():
        wait_until(lambda: finished(datos) >= ANTES)
        do()
        (datos / "turnos" / "siga").touch()

    threading.Thread(target=watch, daemon=True).start()


def assert_as_without_dask(datos):
    """Every file is the same, byte by byte, and there is no other."""
    assert bytes_of(datos / "puntajes") == bytes_of(datos / "de-una-vez")


def missing_parts(error):
    """Return what is said of the parts that are missing."""
    return [problem for problem in error.problemas if problem.codigo == "parte_sin_terminar"]


def assert_ends_with_missing(datos, motor, why):
    """The run ends in time and names every part that is not in the folder; the next one does those and only those."""
    before = time.monotonic()
    with pytest.raises(EvaluacionError, match=why) as caught:
        score_to_folder("datos", "puntajes", marcos=MARCO, motor=motor)
    assert time.monotonic() - before < SOON
    named = {problem.origen.archivo for problem in missing_parts(caught.value)}
    assert 0 < len(named) < FILES
    assert not (datos / "puntajes" / "manifiesto.json").exists()
    held = {path.name for path in (datos / "puntajes").glob("*.parquet")}
    assert len(held | {f"{Path(name).stem}-00000.parquet" for name in named}) == FILES
    done = score_to_folder("datos", "puntajes", marcos=MARCO)
    assert done.reusadas >= FILES - len(named)
    assert_as_without_dask(datos)


def test_a_worker_of_a_cluster_that_is_killed_costs_nothing_but_time(datos, cluster):
    """Its parts are done by the other one, and nothing is counted twice; the processes of the cluster work in another folder."""
    made = cluster()
    meanwhile(datos, made.workers[0].kill)
    done = score_to_folder("datos", "puntajes", marcos=MARCO, motor=slowly(made.address, datos))
    assert made.workers[0].wait(SOON) == -signal.SIGKILL
    assert done.filas == 1_500
    assert_as_without_dask(datos)


@pytest.mark.lenta
@pytest.mark.parametrize("_", range(5))
@pytest.mark.usefixtures("prisa")
def test_without_any_worker_left_the_run_ends_and_names_what_is_missing(datos, cluster, _):
    """All are killed half-way and nobody replaces them."""
    made = cluster()
    meanwhile(datos, lambda: [worker.kill() for worker in made.workers])
    assert_ends_with_missing(datos, slowly(made.address, datos), ALONE)


@pytest.mark.lenta
def test_workers_that_come_late_finish_the_run(datos, cluster):
    """All are killed half-way and another one is started: it does what is left."""
    made = cluster()

    def replace():
        for worker in made.workers:
            worker.kill()
        made.add_worker()

    meanwhile(datos, replace)
    score_to_folder("datos", "puntajes", marcos=MARCO, motor=slowly(made.address, datos))
    assert_as_without_dask(datos)


@pytest.mark.lenta
def test_workers_that_are_watched_are_replaced_when_all_die(datos, cluster):
    """With a nanny each, killing every worker costs some seconds."""
    made = cluster(nanny=True)

    def kill():
        for nanny in made.workers:
            for pid in members(nanny):
                os.kill(pid, signal.SIGKILL)

    meanwhile(datos, kill)
    score_to_folder("datos", "puntajes", marcos=MARCO, motor=slowly(made.address, datos))
    assert_as_without_dask(datos)


@pytest.mark.lenta
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGSTOP])
@pytest.mark.usefixtures("prisa")
def test_a_scheduler_that_dies_or_hangs_ends_the_run(datos, cluster, how):
    """Whatever becomes of the scheduler, the run ends in some seconds and names what is missing."""
    made = cluster()
    meanwhile(datos, partial(made.scheduler.send_signal, how))
    assert_ends_with_missing(datos, slowly(made.address, datos), LOST)


@pytest.mark.lenta
@pytest.mark.usefixtures("prisa")
def test_a_cluster_without_workers_is_told(datos, cluster):
    """A scheduler alone does nothing: the run ends and names every part."""
    with pytest.raises(EvaluacionError, match=ALONE) as caught:
        score_to_folder("datos", "puntajes", marcos=MARCO, motor=partial(run_dask, cluster=cluster(0).address))
    assert len(missing_parts(caught.value)) == FILES
    assert not list((datos / "puntajes").iterdir())


@pytest.mark.lenta
def test_a_part_that_does_not_open_twice_is_read_the_third_time(datos, cluster):
    """The run ends complete; with more refusals the part is named, and the others are done."""
    made = cluster()
    for times, missing in ((2, 0), (99, 1)):
        marks = datos / f"rechazos-{times}"
        marks.mkdir()
        motor = partial(
            lambda tareas, trabajo, marks, times: run_dask(tareas, Reacio(trabajo, marks, times), cluster=made.address),
            marks=marks,
            times=times,
        )
        shutil.rmtree(datos / "puntajes", ignore_errors=True)
        if missing:
            with pytest.raises(EvaluacionError, match=r"Falta la parte «d03-00000.parquet», una de 8"):
                score_to_folder("datos", "puntajes", marcos=MARCO, motor=motor)
            assert finished(datos) == FILES - 1
        else:
            score_to_folder("datos", "puntajes", marcos=MARCO, motor=motor)
            assert_as_without_dask(datos)


@pytest.mark.lenta
def test_a_damaged_part_is_told_and_the_others_are_done(datos, cluster):
    """The file is named; put right, the next run does only that part."""
    whole = (datos / "datos" / "d03.parquet").read_bytes()
    middle = len(whole) // 3
    (datos / "datos" / "d03.parquet").write_bytes(whole[:middle] + bytes(2_000) + whole[middle + 2_000 :])
    motor = partial(run_dask, cluster=cluster().address)
    with pytest.raises(EvaluacionError, match=r"d03\.parquet.*tabla_invalida"):
        score_to_folder("datos", "puntajes", marcos=MARCO, motor=motor)
    assert finished(datos) == FILES - 1
    (datos / "datos" / "d03.parquet").write_bytes(whole)
    assert score_to_folder("datos", "puntajes", marcos=MARCO, motor=motor).reusadas == FILES - 1
    assert_as_without_dask(datos)


@pytest.mark.lenta
def test_workers_without_this_tool_are_told(datos, cluster, monkeypatch):
    """What travels cannot be loaded there: it is a matter of installing, and is said so."""
    (datos / "solo_aqui.py").write_text(
        "class Trabajo:\n    def __init__(self, trabajo): self.trabajo = trabajo\n    def __call__(self, tarea): return self.trabajo(tarea)\n"
    )
    monkeypatch.syspath_prepend(datos)
    from solo_aqui import Trabajo

    made = cluster(1)
    with pytest.raises(EvaluacionError, match="no pueden cargar esta herramienta"):
        score_to_folder(
            "datos", "puntajes", marcos=MARCO, motor=lambda tareas, trabajo: run_dask(tareas, Trabajo(trabajo), cluster=made.address)
        )


@pytest.mark.lenta
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_run_takes_its_own_cluster_with_it(datos, how):
    """Without an address the cluster is of the run: its processes end by themselves, and the next run ends with the same bytes."""
    code, said = stop_half_way(datos, ("--motor", "dask", "--procesos", "2"), lambda process: process.send_signal(how))
    assert code in (-how, 128 + how), said
    code, said = end(calificar(datos, "--motor", "dask", "--procesos", "2"))
    assert code == 0, said
    assert_as_without_dask(datos)


@pytest.mark.lenta
def test_two_clusters_of_this_machine_do_not_meet(datos):
    """No port is fixed: two runs at once, each with its own cluster, into two folders."""
    runs = [
        calificar(datos, "--motor", "dask", "--procesos", "1"),
        calificar(datos, "--salida", "otros/", "--motor", "dask", "--procesos", "1"),
    ]
    for process in runs:
        code, said = end(process)
        assert (code, "Traceback" in said) == (0, False), said
    assert bytes_of(datos / "otros") == bytes_of(datos / "puntajes") == bytes_of(datos / "de-una-vez")
    assert sum(pq.read_metadata(path).num_rows for path in (datos / "otros").glob("*.parquet")) == 1_500


@pytest.mark.lenta
def test_a_disk_that_fills_up_under_a_cluster_leaves_no_half_file(datos, cluster, disco):
    """The workers find the disk full: the run ends, and with room again it does what is left."""
    motor = partial(run_dask, cluster=cluster().address)
    with pytest.raises(EvaluacionError, match="salida_imposible"):
        score_to_folder("datos", disco, marcos=MARCO, motor=motor)
    made = list(disco.glob("*.parquet"))
    assert 0 < len(made) < FILES
    assert not list(disco.glob(".*"))
    subprocess.run(["mount", "-o", "remount,size=64m", str(disco)], check=True)
    assert score_to_folder("datos", disco, marcos=MARCO, motor=motor).reusadas == len(made)
    assert bytes_of(disco) == bytes_of(datos / "de-una-vez")
