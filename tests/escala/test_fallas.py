"""What the system may do to a run: kill a process, refuse a read, fill the disk. The run ends complete, or says what is missing."""

from __future__ import annotations

import os
import signal
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Thread

import pytest

from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.cli.principal import main
from evaluacion.flujo.escala import score_to_folder
from evaluacion.scale.motores import MUERTE, run_here, run_processes

from .conftest import MARCO, write
from .test_partes import bytes_of

TWO = partial(run_processes, procesos=2)


class Mortal:
    """The work, in a process that is killed in the middle of one part, so many times."""

    def __init__(self, trabajo, folder, times, part=1):
        self.trabajo, self.folder, self.times, self.part = trabajo, folder, times, part

    def __call__(self, tarea):
        """Do the part, or die."""
        marks = list(Path(self.folder).iterdir())
        if tarea.parte.numero == self.part and len(marks) < self.times:
            Path(self.folder, str(len(marks))).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return self.trabajo(tarea)


def killed(folder, times, motor=TWO):
    """Return an engine whose worker dies on the second part, so many times."""
    folder.mkdir()
    return lambda tareas, trabajo: motor(tareas, Mortal(trabajo, str(folder), times))


def run(*words):
    """Return how a call of the command ends."""
    with pytest.raises(SystemExit) as ended:
        main(["calificar", *words])
    return ended.value.code


@pytest.fixture
def datos(tabla, taller, tres_partes):  # noqa: ARG001 - the size of the parts
    write(tabla, taller / "datos.parquet")
    score_to_folder("datos.parquet", "de-una-vez", marcos=MARCO)
    return taller


@pytest.mark.lenta
def test_two_processes_give_the_bytes_of_one_and_a_killed_one_is_replaced(datos):
    """Whoever does the parts, the folder is the same; the part under way when a process was killed is done again."""
    score_to_folder("datos.parquet", "puntajes", marcos=MARCO, motor=killed(datos / "muertes", 1))
    assert bytes_of(datos / "puntajes") == bytes_of(datos / "de-una-vez")
    assert len(list((datos / "muertes").iterdir())) == 1


@pytest.mark.lenta
@pytest.mark.parametrize("_", range(10))
def test_a_part_that_always_kills_its_process_is_named_and_the_others_are_done(datos, _):
    """The run ends, says which part is missing and where it starts, and the next run does only that one."""
    with pytest.raises(EvaluacionError) as caught:
        score_to_folder("datos.parquet", "puntajes", marcos=MARCO, motor=killed(datos / "muertes", 99))
    (problem,) = [item for item in caught.value.problemas if item.severidad == "error"]
    assert (problem.codigo, problem.origen.linea) == ("parte_sin_terminar", 501)
    assert MUERTE in problem.mensaje
    assert sorted(path.name for path in (datos / "puntajes").glob("*.parquet")) == ["datos-00000.parquet", "datos-00002.parquet"]
    done = score_to_folder("datos.parquet", "puntajes", marcos=MARCO)
    assert done.reusadas == 2
    assert bytes_of(datos / "puntajes") == bytes_of(datos / "de-una-vez")


@pytest.mark.parametrize(("refusals", "missing"), [(1, 0), (9, 1)])
def test_a_part_that_fails_to_read_is_tried_again_and_then_named(refusals, missing, datos, monkeypatch):
    """A disk that answers late costs a retry; one that does not answer costs the part, which is named."""
    from evaluacion.scale import trabajo

    left = [refusals]
    reader = trabajo.read_parte

    def read(parte):
        if parte.numero == 1 and left[0]:
            left[0] -= 1
            raise OSError(5, "Input/output error")
        yield from reader(parte)

    monkeypatch.setattr(trabajo, "read_parte", read)
    if missing:
        with pytest.raises(EvaluacionError, match=r"Falta la parte «datos-00001.parquet», una de 3"):
            score_to_folder("datos.parquet", "puntajes", marcos=MARCO)
        assert not list((datos / "puntajes").glob(".*"))
    else:
        score_to_folder("datos.parquet", "puntajes", marcos=MARCO)
        assert bytes_of(datos / "puntajes") == bytes_of(datos / "de-una-vez")


def test_a_damaged_part_is_told_and_the_others_are_done(datos):
    """Bytes that are no Parquet any more are an error of the file; what could be read of it is kept."""
    data = bytearray((datos / "datos.parquet").read_bytes())
    middle = len(data) // 2
    data[middle : middle + 4_000] = bytes(4_000)
    (datos / "datos.parquet").write_bytes(data)
    with pytest.raises(EvaluacionError, match="tabla_invalida"):
        score_to_folder("datos.parquet", "puntajes", marcos=MARCO)
    assert (datos / "puntajes" / "datos-00000.parquet").exists()
    assert not (datos / "puntajes" / "manifiesto.json").exists()


def test_a_full_disk_leaves_what_fits_and_says_what_is_missing(datos, monkeypatch):
    """No file is half written; with room again the run goes on."""
    from evaluacion.publish import salida

    flush, written = salida._flush, []

    def full(path):
        written.append(path)
        if len(written) > 1:
            raise OSError(28, "No space left on device")
        flush(path)

    monkeypatch.setattr(salida, "_flush", full)
    with pytest.raises(EvaluacionError, match="salida_imposible"):
        score_to_folder("datos.parquet", "puntajes", marcos=MARCO)
    assert [path.name for path in (datos / "puntajes").iterdir()] == ["datos-00000.parquet"]
    monkeypatch.setattr(salida, "_flush", flush)
    score_to_folder("datos.parquet", "puntajes", marcos=MARCO)
    assert bytes_of(datos / "puntajes") == bytes_of(datos / "de-una-vez")


def test_a_file_that_changes_under_way_is_not_scored(datos, tabla):
    """Scores say which bytes they come from: a part read after the file changed is not written."""

    def slow(tareas, trabajo):
        yield from run_here(tareas[:1], trabajo)
        write(tabla, datos / "datos.parquet")
        yield from run_here(tareas[1:], trabajo)

    with pytest.raises(EvaluacionError, match="cambió mientras se calificaba"):
        score_to_folder("datos.parquet", "puntajes", marcos=MARCO, motor=slow)


@pytest.mark.usefixtures("datos")
def test_memory_that_is_not_enough_is_a_part_that_is_missing(monkeypatch):
    """A part that does not fit says so, instead of ending the run."""

    def big(*_):
        raise MemoryError

    monkeypatch.setattr("evaluacion.scale.trabajo.do_part", big)
    with pytest.raises(EvaluacionError, match="no alcanzó la memoria"):
        score_to_folder("datos.parquet", "puntajes", marcos=MARCO)


def test_the_command_says_how_much_it_did_and_ends_with_two_when_something_is_wrong(tabla, taller, capsys):
    """One line for the whole run; a folder is asked for with a slash, and nothing else goes in parts."""
    write(tabla, taller / "datos.parquet")
    assert run("datos.parquet", "--salida", "puntajes/") == 0
    assert "Puntajes: puntajes, 1,500 filas en 1 parte." in capsys.readouterr().err
    assert run("datos.parquet", "--salida", "puntajes", "--procesos", "1") == 0
    assert "(1 ya estaba hecha)" in capsys.readouterr().err
    (taller / "nota.yaml").write_text("practica: a\n", encoding="utf-8")
    for call in (
        ["datos.parquet", "--procesos", "2", "--salida", "x.csv"],
        ["datos.parquet", "--formato", "csv", "--salida", "x/"],
        ["datos.parquet", "--sin-clasificar", "--salida", "x/"],
        ["datos.parquet", "--motor", "dask", "--cluster", "tcp://a:1", "--procesos", "2", "--salida", "x/"],
        ["nota.yaml", "--salida", "x/"],
    ):
        assert run(*call) == 2
    assert not (taller / "x").exists()
    write(tabla.slice(0, 2), taller / "otra.csv")
    capsys.readouterr()
    assert run("datos.parquet", "otra.csv", "--salida", "puntajes") == 2
    assert "2 errores, 0 avisos. Lo terminado se conserva" in capsys.readouterr().err


@pytest.fixture
def dask():
    """The engine on a cluster of this machine; without dask there is nothing to test."""
    pytest.importorskip("distributed")
    from evaluacion.scale.motor_dask import run_dask

    return partial(run_dask, procesos=2)


def test_dask_gives_the_same_bytes(datos, dask):
    """Whoever does the parts, the folder is the same."""
    score_to_folder("datos.parquet", "puntajes", marcos=MARCO, motor=dask)
    assert bytes_of(datos / "puntajes") == bytes_of(datos / "de-una-vez")


@pytest.mark.lenta
@pytest.mark.parametrize("_", range(10))
def test_a_worker_of_dask_that_is_killed_is_replaced(datos, dask, _):
    """A worker that is killed in the middle of a part costs nothing but time."""
    score_to_folder("datos.parquet", "puntajes", marcos=MARCO, motor=killed(datos / "muertes", 1, dask))
    assert bytes_of(datos / "puntajes") == bytes_of(datos / "de-una-vez")


@pytest.mark.lenta
def test_a_part_that_always_kills_its_worker_of_dask_is_named(datos, dask):
    """The others are done, and the run says which one is missing."""
    with pytest.raises(EvaluacionError, match="parte_sin_terminar"):
        score_to_folder("datos.parquet", "puntajes", marcos=MARCO, motor=killed(datos / "muertes", 99, dask))
    assert len(list((datos / "puntajes").glob("*.parquet"))) == 2
    score_to_folder("datos.parquet", "puntajes", marcos=MARCO)
    assert bytes_of(datos / "puntajes") == bytes_of(datos / "de-una-vez")


def test_a_cluster_that_does_not_answer_is_an_option_to_mend(datos, dask, monkeypatch):  # noqa: ARG001 - it has to be installed
    """An address where nobody listens is told as such, and nothing is written."""
    monkeypatch.setattr("evaluacion.scale.motor_dask._SECONDS_TO_CONNECT", 0.3)
    assert run("datos.parquet", "--motor", "dask", "--cluster", "tcp://127.0.0.1:9", "--salida", "puntajes/") == 2
    assert not list((datos / "puntajes").iterdir())


def test_without_dask_the_remedy_is_to_install_it(taller, tabla, monkeypatch, capsys):
    """The extra is asked for by name; an address without its engine is a mistake in the call."""
    write(tabla.slice(0, 10), taller / "datos.csv")
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert run("datos.csv", "--motor", "dask", "--salida", "puntajes/") == 2
    assert "evaluacion[dask]" in capsys.readouterr().err
    assert run("datos.csv", "--cluster", "tcp://127.0.0.1:9", "--salida", "puntajes/") == 2


class Tardia:
    """Work whose end is long to tell: more than a pipe holds; one process is killed while it is being told."""

    def __init__(self, trabajo, folder):
        self.trabajo, self.folder = trabajo, folder

    def __call__(self, tarea):
        """Do the part, and die a moment later, when what came of it is half told."""
        made = self.trabajo(tarea)
        if tarea.parte.numero == 1 and not list(Path(self.folder).iterdir()):
            Path(self.folder, "0").touch()
            Thread(target=lambda: (time.sleep(0.2), os.kill(os.getpid(), signal.SIGKILL))).start()
        return replace(made, problemas=tuple(Problema("no_aplica_sin_motivo", "x" * 1_000, severidad="aviso") for _ in range(5_000)))


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_process_that_dies_while_it_tells_its_end_keeps_nobody_waiting(datos):
    """What is half told is of nobody: the part is done again, and the others never waited for a lock of the dead."""
    marks = datos / "marcas"
    marks.mkdir()
    taken = []

    def motor(tareas, trabajo):
        for made in run_processes(tareas, Tardia(trabajo, str(marks)), procesos=2):
            taken.append(made)
            time.sleep(0.5)  # nobody reads meanwhile, so that the pipes fill up
            yield replace(made, problemas=())

    score_to_folder("datos.parquet", "puntajes", marcos=MARCO, motor=motor)
    assert [len(made.problemas) for made in taken] == [5_000] * len(taken)
    assert len(list(marks.iterdir())) == 1
    assert bytes_of(datos / "puntajes") == bytes_of(datos / "de-una-vez")
