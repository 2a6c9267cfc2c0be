"""The garbage collector, paused while a run only gathers things that live until its end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Pause the garbage collector: thousands of parsed records make it look again and again at what lives on.

    What was made meanwhile should be gone when it comes back, or it looks at all of that at once.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
