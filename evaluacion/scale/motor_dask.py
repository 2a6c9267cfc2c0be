"""The door of dask: the parts of a run done by its workers, on this machine or on those of a cluster."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from logging import CRITICAL, getLogger
from queue import Empty, SimpleQueue
from typing import Any

from evaluacion.base.problema import EvaluacionError, Problema, quote
from evaluacion.scale.motores import MUERTE
from evaluacion.scale.tarea import Tarea
from evaluacion.scale.trabajo import Hecho, Trabajo
from evaluacion.version import VERSION

_LOOPBACK = "127.0.0.1"
_PAGES = {"dashboard_address": f"{_LOOPBACK}:0", "worker_dashboard_address": f"{_LOOPBACK}:0"}
"""The pages on which dask shows its state: any free port, and nobody outside."""
_AHEAD = 4
"""Parts that are handed out for each worker."""
_SECONDS_TO_CONNECT = 30
"""Also to connect again when the scheduler stops answering."""
_SECONDS_WITHOUT_WORKERS = 60
"""A worker that dies is replaced in some seconds, where somebody replaces it."""
_TICK = 2.0
ALONE = "el cluster se quedó sin trabajadores"
LOST = "el planificador de dask dejó de responder"
_UNANSWERED = (OSError, RuntimeError, ValueError, KeyError, AttributeError, CancelledError)
"""What dask raises while nobody answers, according to the moment."""
_NOT_LOADED = "deserialization"
"""In what a scheduler says when it cannot load what it is sent."""


def run_dask(tareas: Sequence[Tarea], trabajo: Trabajo, *, cluster: str | None = None, procesos: int | None = None) -> Iterator[Hecho]:
    """Yield what became of each part, done by workers of dask; one that dies is replaced and its part done again.

    It always ends: where nobody answers any more, the parts that were not done are told as such.

    Args:
        tareas: the parts; every worker has to see their files, and the folder, under the same paths.
        trabajo: what is done with each.
        cluster: address of a scheduler; by default, a cluster of this machine that nobody outside can reach.
        procesos: workers of that cluster; by default, as many as processors.

    Raises:
        EvaluacionError: dask is not installed, nobody answers at the address, or the workers do not have this tool.
    """
    try:
        from distributed import LocalCluster  # noqa: PLC0415 - an extra, and only when it is asked for
    except ImportError:
        raise EvaluacionError([_absent()]) from None
    if not tareas:
        return
    with ExitStack() as opened:
        address: Any = cluster
        opened.enter_context(_quiet())
        if cluster is None:
            own = LocalCluster(procesos, threads_per_worker=1, host=_LOOPBACK, silence_logs=CRITICAL, **_PAGES)
            address = opened.enter_context(own)
        reparto = _Reparto(opened.enter_context(_connected(address)), trabajo)
        killers: list[Tarea] = []
        for tarea, fact in reparto.drain(tareas, _AHEAD * max(reparto.workers(), 1)):
            if fact is None:
                killers.append(tarea)
            else:
                yield fact
        for tarea, fact in reparto.drain(killers, 1):
            yield fact if fact is not None else Hecho(tarea, 0, falla=MUERTE)


def _connected(address: Any) -> Any:  # noqa: ANN401 - a text or a cluster of dask, and its client
    """Return a client of a scheduler.

    Raises:
        EvaluacionError: nobody answers at the address, or it is none.
    """
    from distributed import Client  # noqa: PLC0415 - an extra

    client = Client.__new__(Client)
    try:
        client.__init__(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        client.status = "closed"  # what it did not open would keep this process waiting for a minute at its end
        raise EvaluacionError([_silent(str(address), error)]) from None
    return client


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep to itself what dask logs meanwhile: what matters of it is told as what became of the parts."""
    logger = getLogger("distributed")
    level = logger.level
    logger.setLevel(CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)


class _Reparto:
    """Parts handed out to the workers of a cluster, some at a time, for as long as somebody answers."""

    def __init__(self, client: Any, trabajo: Trabajo) -> None:  # noqa: ANN401 - a client of dask
        self._client = client
        self._trabajo = trabajo
        self._ended: SimpleQueue[Any] = SimpleQueue()

    def workers(self) -> int:
        """Return how many workers there are; -1 when the scheduler does not say."""
        if self._client.status not in ("running", "connecting"):
            return -1
        try:
            return len(self._client.sync(self._client.scheduler.identity, callback_timeout=_SECONDS_TO_CONNECT)["workers"])
        except _UNANSWERED:
            return -1

    def drain(self, tareas: Sequence[Tarea], most: int) -> Iterator[tuple[Tarea, Hecho | None]]:
        """Yield each part with what became of it, so many at a time; None: the workers that had it died, one after another."""
        waiting, under_way = list(reversed(tareas)), dict[str, Tarea]()
        while waiting or under_way:
            try:
                while waiting and len(under_way) < most:
                    future = self._client.submit(self._trabajo, waiting[-1], pure=False)
                    under_way[future.key] = waiting.pop()
                    future.add_done_callback(self._ended.put)
                key, fact = self._next()
            except _UnansweredError as lost:
                for tarea in (*under_way.values(), *reversed(waiting)):
                    yield tarea, Hecho(tarea, 0, falla=str(lost))
                return
            yield under_way.pop(key), fact

    def _next(self) -> tuple[str, Hecho | None]:
        """Return the key of a part that ended, with what became of it.

        Raises:
            _UnansweredError: nobody is left to end one.
        """
        patience = time.monotonic() + _SECONDS_WITHOUT_WORKERS
        while True:
            with suppress(Empty):
                future = self._ended.get(timeout=_TICK)
                try:
                    return future.key, self._fact(future)
                except TimeoutError:  # the worker that had the answer died: it is being done again
                    self._ended.put(future)
            found = self.workers()
            if found > 0:
                patience = time.monotonic() + _SECONDS_WITHOUT_WORKERS
            elif found < 0 or time.monotonic() > patience:
                raise _UnansweredError(LOST if found < 0 else ALONE)

    @staticmethod
    def _fact(future: Any) -> Hecho | None:  # noqa: ANN401
        """Return what became of a part.

        Raises:
            EvaluacionError: the cluster does not have this tool.
            TimeoutError: the answer is not there yet.
            _UnansweredError: the scheduler is gone.
        """
        from distributed.scheduler import KilledWorker  # noqa: PLC0415 - an extra

        try:
            found: Hecho = future.result(timeout=_TICK)
        except KilledWorker:
            return None
        except (ImportError, RuntimeError) as error:
            if isinstance(error, RuntimeError) and _NOT_LOADED not in str(error):
                raise
            raise EvaluacionError([_without_tool(error)]) from None
        except TimeoutError:
            raise
        except (CancelledError, OSError):
            raise _UnansweredError(LOST) from None
        return found


class _UnansweredError(Exception):
    """Nobody will do the parts that are left."""


def _absent() -> Problema:
    return Problema("opcion_no_valida", "Para --motor dask falta instalar dask.", None, "Instálelo: pip install 'evaluacion[dask]'.")


def _silent(cluster: str, error: Exception) -> Problema:
    what = f"No responde un planificador de dask en {quote(cluster)} ({type(error).__name__})."
    return Problema("opcion_no_valida", what, None, "Revise la dirección, como tcp://equipo:8786, y que esté encendido.")


def _without_tool(error: Exception) -> Problema:
    reason = f" ({error})" if isinstance(error, ImportError) else ""
    what = f"El planificador o los trabajadores de dask no pueden cargar esta herramienta{reason}."
    return Problema("opcion_no_valida", what, None, f"Instale evaluacion {VERSION} en todas las máquinas del cluster.")
