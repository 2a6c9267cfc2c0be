"""Names of outputs that are no ordinary file: refused with their reason, or followed; nothing that is there is lost."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
from pathlib import Path

import pytest

from evaluacion.base.problema import EvaluacionError
from evaluacion.publish.salida import ensure_folder, refuse_inputs, write_bytes

from .conftest import assert_told, files_of, temporaries_of
from .salidas import CASOS, DE_ANTES, POR_NOMBRE

A_UN_ARCHIVO = [caso for caso in CASOS if caso.salidas == ("x" + Path(caso.salidas[0]).suffix,)]
by_name = pytest.mark.parametrize("caso", A_UN_ARCHIVO, ids=lambda caso: caso.nombre)


def refused(path):
    """Return what is said of an output that cannot be written; nothing may be left of the try."""
    there = sorted(Path(path).parent.iterdir()) if os.path.isdir(Path(path).parent) else None  # noqa: PTH112 - a name may be too long for Path
    with pytest.raises(EvaluacionError) as caught:
        write_bytes(Path(path), b"nuevo")
    assert there is None or sorted(Path(path).parent.iterdir()) == there
    (problem,) = caught.value.problemas
    assert problem.codigo == "salida_imposible"
    assert problem.remedio
    return str(problem)


def test_a_folder_a_pipe_a_socket_and_a_device_are_refused(tmp_path):
    """By what they are, and at once: nobody waits for a reader."""
    (tmp_path / "carpeta").mkdir()
    assert "es una carpeta" in refused(tmp_path / "carpeta")
    (tmp_path / "enlace").symlink_to("carpeta")
    assert "es una carpeta" in refused(tmp_path / "enlace")
    os.mkfifo(tmp_path / "tubo")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(tmp_path / "s")) if len(str(tmp_path)) < 90 else (tmp_path / "s").symlink_to("/dev/null")
    (tmp_path / "enlace2").symlink_to("tubo")
    for name in ("tubo", "s", "enlace2"):
        said = refused(tmp_path / name)
        assert "no es un archivo normal" in said
        assert "quite esa opción" in said
    for name in ("/dev/stdout", "/dev/stderr", "/dev/null", "/dev/full", "/dev/fd/1", "/proc/self/fd/1"):
        if Path(name).exists():
            assert "no es un archivo normal" in refused(name)


def test_what_the_screen_was_sent_to_is_not_replaced(vivero, tmp_path):
    """`--salida /dev/stdout >> registro.txt` would lose what the file had."""
    log = tmp_path / "registro.txt"
    log.write_bytes(DE_ANTES)
    caso = POR_NOMBRE["calificar-json"]
    words = [word.replace(str(tmp_path / "x.json"), "/dev/stdout") for word in caso.palabras(vivero.entradas, tmp_path)]
    (end,) = vivero.correr({"palabras": words, "carpeta": str(tmp_path)})
    assert_told(end)
    assert log.read_bytes() == DE_ANTES


def test_a_circle_of_links_is_told_and_stays(tmp_path):
    """The link is not replaced by a file."""
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert "los vínculos forman un círculo" in refused(tmp_path / "a")
    assert (tmp_path / "a").is_symlink()


def test_links_are_followed_to_a_file_to_nothing_and_to_another_disk(tmp_path):
    """The temporary is made where the file is, so that the swap is one."""
    memory = Path("/dev/shm")  # noqa: S108 - another file system, in a folder of its own
    other = memory if os.access(memory, os.W_OK) else tmp_path
    folder = other / f"evaluacion-prueba-{os.getpid()}"
    folder.mkdir()
    try:
        for name, before in (("hay.txt", DE_ANTES), ("no_hay.txt", None)):
            if before:
                (folder / name).write_bytes(before)
            (tmp_path / name).symlink_to(folder / name)
            write_bytes(tmp_path / name, b"nuevo")
            assert (tmp_path / name).is_symlink()
            assert (folder / name).read_bytes() == b"nuevo"
        assert not temporaries_of(folder)
    finally:
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()
    (tmp_path / "a_nada").symlink_to("no/hay/x.txt")
    assert "la carpeta no existe" in refused(tmp_path / "a_nada")


def test_a_hard_link_keeps_what_it_had(tmp_path):
    """The other name of the file stays with the old content: what is replaced is the name."""
    (tmp_path / "uno").write_bytes(DE_ANTES)
    os.link(tmp_path / "uno", tmp_path / "otro")
    write_bytes(tmp_path / "uno", b"nuevo")
    assert ((tmp_path / "uno").read_bytes(), (tmp_path / "otro").read_bytes()) == (b"nuevo", DE_ANTES)


def test_who_has_it_open_goes_on_reading_the_old_one(tmp_path):
    """A program that was reading the file is not disturbed."""
    path = tmp_path / "x"
    path.write_bytes(DE_ANTES)
    with path.open("rb") as reader:
        assert reader.read(2) == DE_ANTES[:2]
        write_bytes(path, b"nuevo")
        assert reader.read() == DE_ANTES[2:]
    assert path.read_bytes() == b"nuevo"


def test_names_that_cannot_be_are_told(tmp_path, monkeypatch):
    """Too long, with NUL, empty, only dots, under a file, in a folder that does not exist."""
    (tmp_path / "archivo").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    for name, why in (
        ("a" * 300, "el nombre es demasiado largo"),
        ("a\0b", "un signo que el sistema no admite"),
        ("", "es una carpeta"),
        (".", "es una carpeta"),
        ("..", "es una carpeta"),
        ("archivo/x", "una parte de la ruta no es una carpeta"),
        ("no/hay/x", "la carpeta no existe"),
        ("/".join(["a" * 200] * 30), "el nombre es demasiado largo"),
    ):
        assert why in refused(name), name
    write_bytes(Path("a" * 255), b"nuevo")  # the longest that there may be
    with pytest.raises(EvaluacionError, match="signo que el sistema no admite"):
        ensure_folder(Path("a\0b"))
    refuse_inputs(Path("a\0b"), ["x"])


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root writes everywhere: see the next one")
def test_a_protected_file_is_not_replaced(tmp_path):
    """Whoever took away its permission to be written meant it."""
    (tmp_path / "x").write_bytes(DE_ANTES)
    (tmp_path / "x").chmod(0o444)
    assert "está protegido contra escritura" in refused(tmp_path / "x")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may become nobody, or give files away")
def test_a_protected_file_is_not_replaced_and_its_owner_is_kept(vivero, destino):
    """As nobody: refused. As root over the file of another: it still is of the other, with its mode."""
    caso = POR_NOMBRE["calificar-json"]
    vivero.referencia(caso)
    salida = destino(caso)
    salida.chmod(0o777)
    (salida / "x.json").chmod(0o444)
    os.chown(salida / "x.json", 65534, 65534)
    end = vivero.caso(caso, salida, nadie=True)
    assert_told(end)
    assert "está protegido contra escritura" in end.errores
    (salida / "x.json").chmod(0o640)
    assert vivero.caso(caso, salida).codigo == 0
    state = (salida / "x.json").stat()
    assert (state.st_uid, state.st_gid, stat.S_IMODE(state.st_mode)) == (65534, 65534, 0o640)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may make a file immutable")
def test_a_file_that_not_even_root_may_change_is_refused(vivero, destino):
    """It is told as any protected file, and nothing is written beside."""
    caso = POR_NOMBRE["tablero-xlsx"]
    salida = destino(caso)
    done = subprocess.run(["chattr", "+i", salida / "x.xlsx"], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this file system has no immutable files")
    try:
        end = vivero.caso(caso, salida)
        assert_told(end)
        assert "está protegido contra escritura" in end.errores
        assert files_of(salida) == {"x.xlsx": DE_ANTES}
    finally:
        subprocess.run(["chattr", "-i", salida / "x.xlsx"], check=True)


def strange_targets(vivero, tmp_path, caso):
    """Have a case write to a folder, a pipe, a circle of links and under a file."""
    name = caso.salidas[0]
    salida = tmp_path / "s"
    for kind in ("carpeta", "tubo", "circulo", "bajo"):
        if kind == "bajo":
            salida = tmp_path / "archivo"
            salida.write_bytes(b"")
        else:
            salida = tmp_path / kind
            salida.mkdir()
        if kind == "carpeta":
            (salida / name).mkdir()
        elif kind == "tubo":
            os.mkfifo(salida / name)
        elif kind == "circulo":
            (salida / name).symlink_to(name)
        there = [path.lstat().st_mode for path in salida.iterdir()] if salida.is_dir() else []
        end = vivero.caso(caso, salida)
        assert_told(end)
        assert "salida_imposible" in end.errores, (kind, end.errores)
        assert [path.lstat().st_mode for path in salida.iterdir()] == there if there else salida.read_bytes() == b""


@pytest.mark.parametrize("caso", [POR_NOMBRE["nueva-practica"], POR_NOMBRE["formulario-xlsform"]], ids=lambda caso: caso.nombre)
def test_a_command_that_looks_before_it_writes_tells_it_too(vivero, tmp_path, caso):
    """The commands that never write over what is there ask first whether it is."""
    strange_targets(vivero, tmp_path, caso)


@pytest.mark.lenta
@by_name
def test_every_command_tells_it(vivero, tmp_path, caso):
    """All that write one file."""
    strange_targets(vivero, tmp_path, caso)


@pytest.mark.parametrize("orden", ["calificar {e}/registros", "nueva practica", "formulario {e}/marco.yaml", "revisar {e}/estrategia.yaml"])
def test_an_output_without_a_name_is_a_mistake_in_the_call(vivero, tmp_path, orden):
    """`--salida "$SALIDA"` where nobody gave the variable a value: nothing is written in the folder where one stands."""
    words = [word.format(e=vivero.entradas) for word in orden.split()]
    (end,) = vivero.correr({"palabras": [*words, "--salida", ""], "carpeta": str(tmp_path)})
    assert_told(end)
    assert "opcion_no_valida" in end.errores
    assert "--salida" in end.errores
