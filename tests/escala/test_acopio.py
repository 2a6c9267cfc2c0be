"""What each part gathers of itself is only a saving: with it, without it, or with some of it lost, the same bytes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evaluacion.flujo.escala import score_to_folder
from evaluacion.scale.motores import run_here

from .conftest import MARCO, write
from .test_partes import bytes_of


def nothing(fact, turn):  # noqa: ARG001 - the others look at it
    """Return what became of a part without what was gathered."""
    return replace(fact, resumen=None)


def half(fact, turn):
    """Return every second part without what was gathered."""
    return replace(fact, resumen=None) if turn % 2 else fact


def lost_runs(fact, turn):
    """Remove the rows in order of every second part."""
    for run in fact.resumen.corridas if turn % 2 else ():
        Path(run.archivo).unlink()
    return fact


def lost_hashes(fact, turn):
    """Remove the hashes of every second part."""
    if turn % 2:
        Path(fact.resumen.huellas).unlink()
    return fact


@pytest.mark.parametrize("spoil", [nothing, half, lost_runs, lost_hashes])
@pytest.mark.parametrize("run", [100, 262_144])
def test_where_what_was_gathered_is_not_to_be_had_the_parts_are_read(spoil, run, tabla, taller, cortas, monkeypatch):  # noqa: ARG001 - the size of the parts
    """Whoever does a part may have no folder of work, or another one: the folder of scores has the same bytes and nothing left over."""
    path = write(tabla, taller / "datos.parquet")
    score_to_folder(path, taller / "sin-perder", marcos=MARCO)
    monkeypatch.setattr("evaluacion.scale.orden_externo.FILAS_DE_CORRIDA", run)

    def motor(tareas, trabajo):
        facts = run_here(tareas, trabajo)
        yield from (spoil(fact, turn) for turn, fact in enumerate(facts))

    score_to_folder(path, taller / "perdido", marcos=MARCO, motor=motor)
    assert bytes_of(taller / "perdido") == bytes_of(taller / "sin-perder")
    assert not [path for path in (taller / "perdido").rglob("*") if "parcial" in path.name]


def test_a_part_gathers_what_the_run_asks_it_to(tabla, taller, cortas):  # noqa: ARG001 - the size of the parts
    """Every part that is done comes with what was gathered of it: nobody has to read it again."""
    path = write(tabla, taller / "datos.parquet")
    seen = []

    def motor(tareas, trabajo):
        for fact in run_here(tareas, trabajo):
            seen.append(fact.resumen is not None)
            yield fact

    score_to_folder(path, taller / "puntajes", marcos=MARCO, motor=motor)
    assert len(seen) > 1
    assert all(seen)
