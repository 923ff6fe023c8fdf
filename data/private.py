"""What the program writes is for its own user alone: files 0600, folders 0700.

DuckDB makes the log of its writes anew after each checkpoint and takes no mode for it, so that the process's own mask
decides. What somebody asked to have elsewhere, for others, gets the mode that it would have had.
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path

MASK = 0o077
BESIDE = (
    ".files",
    ".work",
    ".inbox",
    ".snapshots",
    ".backups",
    ".figures",
    ".secret",
)  # what lies beside a store, by its ending

_masking = threading.Lock()
_former: int | None = None  # the mask that the process was started with


def begin() -> None:
    """From now on this process makes files and folders for its user alone."""
    global _former
    with _masking:
        if _former is None:
            _former = os.umask(MASK)


def for_others(path: Path) -> None:
    """Give a file or folder the mode that it would have had without `begin`: somebody asked for it at this place."""
    if _former is not None:
        with suppress(OSError):  # a file system without modes, a folder of somebody else
            path.chmod((0o777 if path.is_dir() else 0o666) & ~_former)


def close(store: Path) -> None:
    """Take the rights of others from a store and from all beside it, as earlier versions left them."""
    for name in (store, store.with_name(store.name + ".wal")):
        _close(name)
    for ending in BESIDE:
        place = store.with_suffix(ending)
        _close(place)
        for more in ("-wal", "-shm"):
            _close(place.with_name(place.name + more))


def _close(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except OSError:
        return
    if not mode & MASK:
        return
    with suppress(OSError):  # of somebody else: `python -m data doctor` names it
        path.chmod(mode & 0o7700)
        if path.is_dir() and not path.is_symlink():
            for inner in path.iterdir():
                _close(inner)


def open_to_others(store: Path) -> tuple[Path, ...]:
    """The store, and what lies beside it, of which others may read or write something."""
    beside = [store, store.with_name(store.name + ".wal"), *(store.with_suffix(ending) for ending in BESIDE)]
    return tuple(path for path in beside if path.exists() and path.stat().st_mode & MASK)
