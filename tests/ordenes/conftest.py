"""A workshop: a tiny marco with two records in a folder, and the command line called inside this process."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import NamedTuple

import pytest

from evaluacion.cli.principal import main

MARCO = """\
marco: breve
version: 1.0.0
titulo: Marco breve
fuente: Obra de prueba
niveles: [{desde: 0, nombre: bajo}, {desde: 50, nombre: alto}]
grupos:
  - id: g
    nombre: Grupo
    criterios:
      - id: a
        nombre: Primero
        fuente: {lugar: capítulo 1}
        preguntas: [{id: p1, texto: ¿Uno?, evidencia: opcional, recomendacion: Haga uno.}, {id: p2, texto: ¿Dos?, evidencia: opcional}]
      - id: b
        nombre: Segundo
        preguntas: [{id: q1, texto: ¿Tres?, evidencia: opcional}]
"""
UNO = """\
practica: uno
titulo: Zapata
respuestas:
  breve:
    a.p1: {respuesta: sí, evidencia: Un acta de ejemplo}
    b.q1: sí
"""
DOS = """\
practica: dos
titulo: Ámbar
respuestas:
  breve: {a.p1: no, a.p2: no, b.q1: parcial}
"""


class Dicho(NamedTuple):
    """What a call answered."""

    codigo: int
    salida: str
    errores: str


@pytest.fixture
def llamar(capsys):
    """Call the command line in this process; return its exit code, stdout and stderr."""

    def call(*args):
        before = signal.getsignal(signal.SIGTERM)
        capsys.readouterr()
        try:
            with pytest.raises(SystemExit) as end:
                main([str(arg) for arg in args])
        finally:
            signal.signal(signal.SIGTERM, before)
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return Dicho(int(end.value.code or 0), said.out, said.err)

    return call


@pytest.fixture
def taller(tmp_path, monkeypatch):
    """A folder with a marco and two records, which is the current one."""
    folder = tmp_path / "taller"
    folder.mkdir()
    for name, text in (("marco.yaml", MARCO), ("uno.yaml", UNO), ("dos.yaml", DOS)):
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def escribir(taller):
    """Write a file of the workshop; return its path."""

    def write(name, text):
        path = Path(taller) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write
