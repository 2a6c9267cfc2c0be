"""Only regular files are opened in a folder of scores: a pipe would wait for somebody to write, for ever."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


def require_regular(path: str | Path) -> None:
    """Raise unless a path leads to a regular file.

    Raises:
        OSError: it does not, or there is nothing.
    """
    mode = os.stat(path).st_mode  # noqa: PTH116 - it may be a text
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise OSError(errno.ESPIPE, os.strerror(errno.ESPIPE), str(path))
