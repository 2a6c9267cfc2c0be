"""Who does the parts of a run: this process, or several; a process that dies is replaced, and what it was doing is done again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, get_context, parent_process
from threading import Thread

from evaluacion.publish.temporales import discard_all, end_when_told
from evaluacion.scale.tarea import Tarea
from evaluacion.scale.trabajo import INTENTOS, Hecho, Trabajo

Motor = Callable[[Sequence[Tarea], Trabajo], Iterator[Hecho]]
"""Yields what became of each part, in the order in which they end."""
MUERTE = "el proceso que la hacía terminó de repente; puede faltar memoria"
_AHEAD = 2
"""Parts that are handed out for each process."""


def run_here(tareas: Sequence[Tarea], trabajo: Trabajo) -> Iterator[Hecho]:
    """Yield what became of each part, one after the other."""
    yield from map(trabajo, tareas)


def run_processes(tareas: Sequence[Tarea], trabajo: Trabajo, *, procesos: int) -> Iterator[Hecho]:
    """Yield what became of each part, done by some processes of this machine.

    When one of them dies all are started again, and each part that was under way is done alone, so that the one that kills is
    known: after some attempts it is left out, and the others are done.
    """
    waiting, suspects, deaths = list(reversed(tareas)), list[Tarea](), dict.fromkeys(tareas, 1)
    while waiting or suspects:
        alone = suspects[-1:]
        queue = suspects if alone else waiting
        under_way: dict[Future[Hecho], Tarea] = {}
        pool = ProcessPoolExecutor(1 if alone else procesos, get_context("spawn"), end_with_parent)
        try:
            yield from _drain(pool, queue, trabajo, under_way, most=1 if alone else procesos * _AHEAD)
        except BrokenProcessPool:
            for tarea in under_way.values():
                deaths[tarea] += bool(alone)
                if deaths[tarea] < INTENTOS:
                    suspects.append(tarea)
                else:
                    yield Hecho(tarea, 0, falla=MUERTE)
        finally:
            pool.shutdown(cancel_futures=True)


def end_with_parent() -> None:
    """Make this process end when the one that started it does, however that is; an interruption is for that one to attend."""
    end_when_told()
    parent = parent_process()
    if parent is not None:
        Thread(target=_outlive, args=(parent.sentinel,), daemon=True).start()


def _outlive(sentinel: int) -> None:
    connection.wait([sentinel])
    discard_all()
    os._exit(1)


def _drain(
    pool: ProcessPoolExecutor, queue: list[Tarea], trabajo: Trabajo, under_way: dict[Future[Hecho], Tarea], *, most: int
) -> Iterator[Hecho]:
    """Yield what became of the parts of a queue; `under_way` has those that were handed out and have not come back.

    Raises:
        BrokenProcessPool: a process died.
    """
    while queue or under_way:
        while queue and len(under_way) < most:
            under_way[pool.submit(trabajo, queue[-1])] = queue[-1]
            queue.pop()
        done, _ = wait(under_way, return_when=FIRST_COMPLETED)
        for future in done:
            fact = future.result()
            del under_way[future]
            yield fact
