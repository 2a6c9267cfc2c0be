"""The process of a run: the streams that whoever started it closed, and the signals with which it is told to end."""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import signal
import sys
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_SECONDS_TO_END = 2.0
_SAID = "Interrumpido: nada quedó a medias; lo que ya se había terminado de escribir se conserva. Puede repetir la orden.\n"


def prepare_process() -> None:
    """Take this process as that of a run: no stream is missing, and a signal ends it at once with nothing half written.

    Nothing that is installed beside it gets into its models, and at its end nobody looks for garbage: a sixth of a short run.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    atexit.register(gc.freeze)
    _open_closed_streams()
    for name in _NAMES:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # `nohup`, or `&` in a script
            with contextlib.suppress(ValueError, OSError):
                signal.signal(number, _stop)


def _open_closed_streams() -> None:
    """Put nothing behind the streams that are closed: else the first file to be opened would take their number."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            with contextlib.suppress(OSError):
                os.open(os.devnull, os.O_RDWR)


def _stop(number: int, _frame: FrameType | None) -> NoReturn:
    """End here and now: an exception would pass through code of others, which may take it for a failure of its own."""
    for name in _NAMES:
        with contextlib.suppress(ValueError, OSError, AttributeError):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    _end_children()
    with contextlib.suppress(OSError, LookupError):
        os.write(2, _SAID.encode(getattr(sys.stderr, "encoding", None) or "utf-8", "replace"))
    leave = getattr(sys.modules.get("evaluacion.publish.temporales"), "leave", None)
    if leave is not None:
        leave(number)
    os._exit(128 + number)


def _end_children() -> None:
    """Tell the processes that this one started to end, and wait for them a moment."""
    children: list[BaseProcess] = getattr(sys.modules.get("multiprocessing"), "active_children", list)()
    for child in children:
        child.terminate()
    for child in children:
        child.join(_SECONDS_TO_END)
