"""Who does the parts of a run: this process, or several; a process that dies is replaced, and what it was doing is done again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from multiprocessing import connection

from evaluacion.base.textos import reason_of
from evaluacion.scale.obrero import Obrero
from evaluacion.scale.tarea import Tarea
from evaluacion.scale.trabajo import INTENTOS, Hecho, Trabajo

Motor = Callable[[Sequence[Tarea], Trabajo], Iterator[Hecho]]
"""Yields what became of each part, in the order in which they end."""
MUERTE = "el proceso que la hacía terminó de repente; puede faltar memoria"


def run_here(tareas: Sequence[Tarea], trabajo: Trabajo) -> Iterator[Hecho]:
    """Yield what became of each part, one after the other."""
    yield from map(trabajo, tareas)


def run_processes(tareas: Sequence[Tarea], trabajo: Trabajo, *, procesos: int) -> Iterator[Hecho]:
    """Yield what became of each part, done by some processes of this machine.

    When one of them dies another takes its place, and its part is done again at the end, with no other under way: there may have been
    too little memory for both. One that kills its process each time is left out, and the others are done.
    """
    killed: list[Tarea] = []
    for tarea, made in _hand_out(tareas, trabajo, procesos):
        if made is None:
            killed.append(tarea)
        else:
            yield made
    for tarea in killed:
        yield _do_alone(tarea, trabajo)


def _do_alone(tarea: Tarea, trabajo: Trabajo) -> Hecho:
    """Return what becomes of a part that killed its process once, done with no other under way."""
    for _ in range(1, INTENTOS):
        ((_, made),) = _hand_out([tarea], trabajo, 1)
        if made is not None:
            return made
    return Hecho(tarea, 0, falla=MUERTE)


def _hand_out(tareas: Sequence[Tarea], trabajo: Trabajo, procesos: int) -> Iterator[tuple[Tarea, Hecho | None]]:
    """Yield each part with what became of it, as they end; None: the process that did it died."""
    waiting = list(reversed(tareas))
    working: dict[Obrero, Tarea] = {}
    idle: list[Obrero] = []
    try:
        while waiting or working:
            while waiting and len(working) < procesos:
                tarea = waiting.pop()
                try:
                    obrero = Obrero(trabajo)
                except OSError as error:
                    yield tarea, Hecho(tarea, 0, falla=reason_of(error))
                    continue
                working[obrero] = tarea
                obrero.start(tarea)
            ready = connection.wait([obrero.conexion for obrero in working])
            for obrero in [one for one in working if one.conexion in ready]:
                made, tarea = obrero.finish(), working[obrero]
                if made is not None and waiting:
                    working[obrero] = waiting.pop()
                    obrero.start(working[obrero])
                else:
                    idle.append(obrero)
                    del working[obrero]
                yield tarea, made
    finally:
        for obrero in (*working, *idle):
            obrero.close()
