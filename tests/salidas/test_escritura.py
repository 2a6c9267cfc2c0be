"""Writing whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from evaluacion.base.problema import EvaluacionError
from evaluacion.flujo.tablero import write_tablero
from evaluacion.publish.salida import ensure_folder, write_atomically, write_bytes
from evaluacion.publish.temporales import sweep_stale


def test_a_new_file_and_its_replacement(tmp_path):
    """What is written is there, with the usual permissions, and nothing else in the folder."""
    target = tmp_path / "x.txt"
    write_bytes(target, b"uno")
    write_bytes(target, b"dos")
    assert target.read_bytes() == b"dos"
    assert [path.name for path in tmp_path.iterdir()] == ["x.txt"]
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~mask


@pytest.mark.parametrize("failure", [ValueError("se rompió"), OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_while_writing_leaves_the_old_file(tmp_path, failure):
    """Half a file is never seen and no temporary stays; a full disk is told as ours."""
    target = tmp_path / "x.txt"
    target.write_bytes(b"lo de antes")

    def write(path):
        path.write_bytes(b"mitad")
        raise failure

    with pytest.raises(EvaluacionError if isinstance(failure, OSError) else type(failure)) as raised:
        write_atomically(target, write)
    if isinstance(failure, OSError):
        assert raised.value.problemas[0].codigo == "salida_imposible"
        assert "x.txt" in str(raised.value)
    assert target.read_bytes() == b"lo de antes"
    assert [path.name for path in tmp_path.iterdir()] == ["x.txt"]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_symbolic_link_is_followed(tmp_path):
    """The link stays a link and what it points to is replaced, also when that did not exist."""
    (tmp_path / "otra").mkdir()
    for name in ("hay.txt", "no_hay.txt"):
        real, link = tmp_path / "otra" / name, tmp_path / f"enlace_{name}"
        if name == "hay.txt":
            real.write_bytes(b"lo de antes")
        link.symlink_to(real)
        write_bytes(link, b"nuevo")
        assert link.is_symlink()
        assert real.read_bytes() == b"nuevo"


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_the_mode_of_the_file_is_kept(tmp_path):
    """A file that only its owner reads stays so."""
    target = tmp_path / "x.txt"
    target.write_bytes(b"lo de antes")
    target.chmod(0o640)
    write_bytes(target, b"nuevo")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def hold_open(monkeypatch, held):
    """Make replacing some files fail as Windows does when Excel has them open."""
    real = Path.replace

    def replace(self, target):
        if Path(target).name in held:
            raise PermissionError(13, "El proceso no tiene acceso al archivo porque está siendo utilizado por otro proceso")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)


def test_a_board_that_is_open_in_excel_goes_beside(tmp_path, monkeypatch, raiz):
    """The busy file stays, the board is written as «tablero (2).xlsx» and a warning says to close it."""
    target = tmp_path / "tablero.xlsx"
    target.write_bytes(b"abierto en Excel")
    hold_open(monkeypatch, {"tablero.xlsx"})
    practice = raiz / "examples" / "practicas" / "queretaro-oficina.yaml"
    written, notes = write_tablero([practice], target)
    assert written.name == "tablero (2).xlsx"
    assert written.read_bytes()[:2] == b"PK"
    (note,) = [problem for problem in notes if problem.codigo == "salida_ocupada"]
    assert note.severidad == "aviso"
    assert "Cierre el archivo" in note.remedio
    assert target.read_bytes() == b"abierto en Excel"
    again, _ = write_tablero([practice], target)
    assert again.name == "tablero (3).xlsx"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["tablero (2).xlsx", "tablero (3).xlsx", "tablero.xlsx"]


def test_another_file_that_is_busy_is_an_error_and_stays(tmp_path, monkeypatch):
    """Where the name matters (JSON, CSV) a busy target is told, and nothing appears under another name."""
    target = tmp_path / "x.json"
    target.write_bytes(b"lo de antes")
    hold_open(monkeypatch, {"x.json"})
    with pytest.raises(EvaluacionError, match=r"x\.json"):
        write_bytes(target, b"nuevo")
    assert target.read_bytes() == b"lo de antes"
    assert [path.name for path in tmp_path.iterdir()] == ["x.json"]


def test_a_csv_that_cannot_be_written_leaves_nothing_beside(tmp_path, monkeypatch, ejemplos):
    """CSV and provenance go together: when the first is busy, the second is not written over."""
    from evaluacion.publish.datos import write_csv

    target, beside = tmp_path / "x.csv", tmp_path / "x.procedencia.json"
    target.write_bytes(b"abierto en Excel")
    beside.write_bytes(b"{}")
    hold_open(monkeypatch, {"x.csv"})
    with pytest.raises(EvaluacionError, match=r"x\.csv"):
        write_csv(ejemplos.resultados, ejemplos.procedencia, target)
    assert beside.read_bytes() == b"{}"


def test_stale_temporaries_are_swept_and_fresh_ones_are_not(tmp_path):
    """What a killed run left more than an hour ago goes; what another run may be writing stays."""
    old, fresh, other = (tmp_path / name for name in (".evaluacion-viejo.parcial", ".evaluacion-nuevo.parcial", "mio.parcial"))
    for path in (old, fresh, other):
        path.write_bytes(b"x")
    os.utime(old, (0, 0))
    os.utime(other, (0, 0))
    sweep_stale(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".evaluacion-nuevo.parcial", "mio.parcial"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    """A file stands where the folder should be."""
    (tmp_path / "x").write_bytes(b"")
    with pytest.raises(EvaluacionError, match="salida_imposible"):
        ensure_folder(tmp_path / "x" / "y")


def test_what_is_written_reaches_the_disk_before_it_takes_the_place_of_the_old_file(tmp_path, monkeypatch):
    """The temporary file is flushed while the target still is the old one: a power cut leaves one of the two, whole."""
    target = tmp_path / "x.txt"
    target.write_bytes(b"lo de antes")
    flushed = {}
    real = os.fsync

    def fsync(handle):
        flushed[os.fstat(handle).st_ino] = target.read_bytes()
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    write_bytes(target, b"nuevo")
    assert flushed.get(target.stat().st_ino) == b"lo de antes"
