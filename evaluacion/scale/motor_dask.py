"""The door of dask: the parts of a run done by its workers, on this machine or on those of a cluster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from logging import CRITICAL
from typing import Any

from evaluacion.base.problema import EvaluacionError, Problema, quote
from evaluacion.scale.motores import MUERTE
from evaluacion.scale.trabajo import Hecho, Tarea, Trabajo

_LOOPBACK = "127.0.0.1"
_PAGES = {"dashboard_address": f"{_LOOPBACK}:0", "worker_dashboard_address": f"{_LOOPBACK}:0"}
"""The pages on which dask shows its state: any free port, and nobody outside."""
_AHEAD = 4
"""Parts that are handed out for each worker."""
_SECONDS_TO_CONNECT = 30


def run_dask(tareas: Sequence[Tarea], trabajo: Trabajo, *, cluster: str | None = None, procesos: int | None = None) -> Iterator[Hecho]:
    """Yield what became of each part, done by workers of dask; one that dies is replaced and its part done again.

    Args:
        tareas: the parts; every worker has to see their files, and the folder, under the same paths.
        trabajo: what is done with each.
        cluster: address of a scheduler; by default, a cluster of this machine that nobody outside can reach.
        procesos: workers of that cluster; by default, as many as processors.

    Raises:
        EvaluacionError: dask is not installed, or nobody answers at the address.
    """
    try:
        from distributed import Client, LocalCluster  # noqa: PLC0415 - an extra, and only when it is asked for
    except ImportError:
        raise EvaluacionError([_absent()]) from None
    if not tareas:
        return
    with ExitStack() as opened:
        address: Any = cluster
        if cluster is None:
            own = LocalCluster(procesos, threads_per_worker=1, host=_LOOPBACK, silence_logs=CRITICAL, **_PAGES)
            address = opened.enter_context(own)
        try:
            client = opened.enter_context(Client(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False))
        except (OSError, ValueError) as error:
            raise EvaluacionError([_silent(str(cluster), error)]) from None
        most = _AHEAD * max(len(client.scheduler_info(n_workers=-1)["workers"]), 1)
        killers: list[Tarea] = []
        for tarea, fact in _drain(client, tareas, trabajo, most):
            if fact is None:
                killers.append(tarea)
            else:
                yield fact
        for tarea, fact in _drain(client, killers, trabajo, 1):
            yield fact if fact is not None else Hecho(tarea, 0, falla=MUERTE)


def _drain(client: Any, tareas: Sequence[Tarea], trabajo: Trabajo, most: int) -> Iterator[tuple[Tarea, Hecho | None]]:  # noqa: ANN401 - of dask
    """Yield each part with what became of it, so many at a time; None: the workers that had it died, one after another."""
    from distributed import as_completed  # noqa: PLC0415 - as above
    from distributed.scheduler import KilledWorker  # noqa: PLC0415

    waiting, under_way = list(reversed(tareas)), dict[str, Tarea]()
    done = as_completed(loop=client.loop)
    while waiting or under_way:
        while waiting and len(under_way) < most:
            future = client.submit(trabajo, waiting[-1], pure=False)
            under_way[future.key] = waiting.pop()
            done.add(future)
        future = next(done)
        tarea, error = under_way.pop(future.key), future.exception()
        if error is not None and not isinstance(error, KilledWorker):
            raise error
        yield tarea, future.result() if error is None else None


def _absent() -> Problema:
    return Problema("opcion_no_valida", "Para --motor dask falta instalar dask.", None, "Instálelo: pip install 'evaluacion[dask]'.")


def _silent(cluster: str, error: Exception) -> Problema:
    what = f"No responde un planificador de dask en {quote(cluster)} ({type(error).__name__})."
    return Problema("opcion_no_valida", what, None, "Revise la dirección, como tcp://equipo:8786, y que esté encendido.")
