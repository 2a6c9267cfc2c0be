"""A process that does parts, and the way to it: nobody else waits for what one that dies leaves half said."""

from __future__ import annotations

import os
from contextlib import suppress
from multiprocessing import connection, get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, Any

from evaluacion.publish.temporales import discard_all, end_when_told
from evaluacion.scale.tarea import Tarea
from evaluacion.scale.trabajo import Hecho, Trabajo

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_PATIENCE = 20
"""Seconds that a process has to end when there is nothing left for it, or when it is told to."""


class Obrero:
    """A process of this machine that does one part at a time. It ends with the one that started it, however that is."""

    def __init__(self, trabajo: Trabajo) -> None:
        """Start it.

        Raises:
            OSError: the system starts no more processes.
        """
        context = get_context("spawn")
        near, far = context.Pipe()
        self.conexion: Connection[Any, Any] = near
        """Something is to be read there when the part is done, or when the process died."""
        self._is_busy = False
        self._trabajo: Trabajo | None = trabajo
        self._proceso = context.Process(target=_serve, args=(far,), daemon=True)
        try:
            self._proceso.start()
        finally:
            far.close()

    def start(self, tarea: Tarea) -> None:
        """Hand it a part; of one that died meanwhile, `finish` says so."""
        self._is_busy = True
        with suppress(OSError):
            if self._trabajo is not None:
                self.conexion.send(self._trabajo)
                self._trabajo = None
            self.conexion.send(tarea)

    def finish(self) -> Hecho | None:
        """Return what became of its part, when that is known; None: the process died.

        Raises:
            Exception: what the work raised.
        """
        try:
            said = self.conexion.recv()
        except (EOFError, OSError):
            return None
        self._is_busy = False
        if isinstance(said, Exception):
            raise said
        made: Hecho = said
        return made

    def close(self) -> None:
        """End the process, with what it is doing if it is doing anything, and wait for it."""
        self.conexion.close()
        if self._is_busy:
            self._proceso.terminate()
        self._proceso.join(_PATIENCE)
        if self._proceso.is_alive():
            self._proceso.kill()
            self._proceso.join()
        self._proceso.close()


def _serve(conexion: Connection[Any, Any]) -> None:
    """Do parts as they come, until no more can."""
    _end_with_parent()
    with suppress(EOFError, OSError):
        trabajo = conexion.recv()
        while True:
            tarea = conexion.recv()
            try:
                said = trabajo(tarea)
            except Exception as error:  # noqa: BLE001 - it is raised again where the part was handed out
                said = error
            conexion.send(said)


def _end_with_parent() -> None:
    """Make this process end when the one that started it does; an interruption is for that one to attend."""
    end_when_told()
    parent = parent_process()
    if parent is not None:
        Thread(target=_outlive, args=(parent.sentinel,), daemon=True).start()


def _outlive(sentinel: int) -> None:
    connection.wait([sentinel])
    discard_all()
    os._exit(1)
