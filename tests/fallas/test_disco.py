"""The disk says no: full, read-only, without permission, broken at any step. The old file stays, nothing is left, and a sentence says why."""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess

import pytest

from .conftest import A_FEW, assert_told, assert_whole, files_of, steps, temporaries_of
from .salidas import CASOS, DE_ANTES, MUESTRA, POR_NOMBRE

by_name = pytest.mark.parametrize("caso", CASOS, ids=lambda caso: caso.nombre)
TEXTOS = {
    errno.ENOSPC: "el disco está lleno",
    errno.EDQUOT: "se acabó el espacio que se le permite",
    errno.EROFS: "el disco es de solo lectura",
    errno.EIO: "el disco no responde",
}


def assert_refused(end, caso, salida, before):
    """It said which output and why, and everything is as it was."""
    assert_told(end)
    assert "salida_imposible" in end.errores or "parte_sin_terminar" in end.errores, end.errores
    assert files_of(salida) == before
    assert not temporaries_of(salida)
    if caso.orden != "revisar" and caso.forma != "carpeta":
        assert "No se escribió nada." in end.errores


@pytest.mark.parametrize("caso", MUESTRA, ids=lambda caso: caso.nombre)
def test_no_room_for_the_first_file(vivero, destino, caso):
    """Files may have 64 bytes: what a full disk does, for who is not root."""
    without_room(vivero, destino, caso)


@pytest.mark.lenta
@by_name
def test_no_room_for_the_first_file_of_every_output(vivero, destino, caso):
    """All of them say so and leave what was there."""
    without_room(vivero, destino, caso)


def without_room(vivero, destino, caso):
    """Run a case that may write 64 bytes a file."""
    salida = destino(caso)
    before = files_of(salida)
    end = vivero.caso(caso, salida, bytes=64)
    assert_refused(end, caso, salida, before)
    assert "el archivo rebasa lo que el disco admite" in end.errores


def refused_at_each_step(vivero, destino, caso, code):
    """Have the system refuse each change of the folder, one a run, until one run gets to its end; but for a full disk, one change in three."""
    reference = vivero.referencia(caso)
    told = 0
    for n in steps(caso, 1 if code == errno.ENOSPC else 3):
        salida = destino(caso)
        end = vivero.caso(caso, salida, falla={"n": n, "errno": code})
        new = assert_whole(salida, caso, reference)
        if temporaries_of(salida):  # what was refused is that they go
            vivero.caso(caso, salida)
            assert not temporaries_of(salida), n
        assert_told(end, 0 if end.codigo == 0 else 2)
        if end.codigo:
            told += 1
            assert TEXTOS[code] in end.errores, end.errores
            if new and caso.forma not in ("varios", "carpeta"):
                assert "Antes de eso quedó escrito" in end.errores
        if not end.llego:
            assert new == set(caso.salidas)
            assert told >= min(len(caso.salidas), A_FEW) or code != errno.ENOSPC
            return


@pytest.mark.parametrize("caso", [MUESTRA[0], POR_NOMBRE["calificar-carpeta"]], ids=lambda caso: caso.nombre)
def test_the_system_refuses_each_step(vivero, destino, caso):
    """A file and a folder of parts, with the disk full at every step: a part that was gathered by halves is not counted twice."""
    refused_at_each_step(vivero, destino, caso, errno.ENOSPC)


@pytest.mark.lenta
@pytest.mark.parametrize("code", TEXTOS, ids=errno.errorcode.get)
@by_name
def test_every_output_when_the_system_refuses_each_step(vivero, destino, caso, code):
    """All of them, with each refusal that a disk gives."""
    refused_at_each_step(vivero, destino, caso, code)


@contextlib.contextmanager
def mounted(folder, options):
    """Have a small file system of its own in a folder; where that is not permitted, there is nothing to test."""
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "fallas", folder], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def fill(folder):
    """Leave no room in a file system, but for the files that are there."""
    with contextlib.suppress(OSError), (folder.parent / "lleno").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


@pytest.mark.parametrize("caso", [*MUESTRA, POR_NOMBRE["calificar-carpeta"]], ids=lambda caso: caso.nombre)
def test_a_disk_that_is_really_full(vivero, tmp_path, caso):
    """A file system of 400 kB without room: as it should be; with room again, the same call ends well."""
    with mounted(tmp_path / "disco", "size=400k") as disk:
        salida = disk / "s"
        salida.mkdir()
        for name in caso.salidas if caso.reemplaza else ():
            (salida / name).write_bytes(DE_ANTES)
        before = files_of(salida)
        fill(salida)
        assert_refused(vivero.caso(caso, salida), caso, salida, before)
        (disk / "lleno").unlink()
        assert vivero.caso(caso, salida).codigo == 0
        assert sorted(files_of(salida)) == sorted(caso.salidas)


@pytest.mark.lenta
@by_name
def test_every_output_on_a_disk_that_is_really_full(vivero, tmp_path, caso):
    """All of them, with room for some of the first file and for none."""
    with mounted(tmp_path / "disco", "size=2m") as disk:
        for room in (0, 8192):
            salida = disk / f"s{room}"
            salida.mkdir()
            for name in caso.salidas if caso.reemplaza else ():
                (salida / name).write_bytes(DE_ANTES)
            fill(salida)
            os.truncate(disk / "lleno", max(0, (disk / "lleno").stat().st_size - room))
            end = vivero.caso(caso, salida)
            assert_told(end, 0 if end.codigo == 0 else 2)
            assert_whole(salida, caso, vivero.referencia(caso))
            assert not temporaries_of(salida)
            assert end.codigo == 2 or room
            if end.codigo:
                assert TEXTOS[errno.ENOSPC] in end.errores
            (disk / "lleno").unlink()
            assert caso.orden in ("nueva", "formulario") or vivero.caso(caso, salida).codigo == 0


def read_only(vivero, tmp_path, caso):
    """Run a case into a file system that is mounted read-only."""
    with mounted(tmp_path / "disco", "size=2m") as disk:
        salida = disk / "s"
        salida.mkdir()
        for name in caso.salidas if caso.reemplaza else ():
            (salida / name).write_bytes(DE_ANTES)
        before = files_of(salida)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True, capture_output=True)
        end = vivero.caso(caso, salida)
        assert_refused(end, caso, salida, before)
        assert TEXTOS[errno.EROFS] in end.errores


def without_permission(vivero, destino, caso):
    """Run a case as nobody into a folder of somebody else."""
    vivero.referencia(caso)  # loads what nobody may not read
    salida = destino(caso)
    before = files_of(salida)
    end = vivero.caso(caso, salida, nadie=True)
    assert_refused(end, caso, salida, before)
    assert "permiso" in end.errores or "protegido contra escritura" in end.errores


needs_root = pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root may become nobody")


@pytest.mark.parametrize("caso", [POR_NOMBRE["tablero-xlsx"], POR_NOMBRE["importar-registros"]], ids=lambda caso: caso.nombre)
def test_a_read_only_disk(vivero, tmp_path, caso):
    """Refused with its reason, for a file and for a folder that has to be made."""
    read_only(vivero, tmp_path, caso)


@pytest.mark.lenta
@by_name
def test_every_output_on_a_read_only_disk(vivero, tmp_path, caso):
    """All of them."""
    read_only(vivero, tmp_path, caso)


@needs_root
@pytest.mark.parametrize("caso", [POR_NOMBRE["tablero-xlsx"], POR_NOMBRE["importar-registros"]], ids=lambda caso: caso.nombre)
def test_a_folder_of_somebody_else(vivero, destino, caso):
    """Refused with its reason, for a file and for a folder that has to be made."""
    without_permission(vivero, destino, caso)


@needs_root
@pytest.mark.lenta
@by_name
def test_every_output_into_a_folder_of_somebody_else(vivero, destino, caso):
    """All of them."""
    without_permission(vivero, destino, caso)
