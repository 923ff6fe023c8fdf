"""What a killed process, a closed browser or a broken write leaves beside the store, and who removes it.

At start and at stop, while no other process can have the store: the whole work folder, half-written raw files, and raw
files of no upload. The work folder of a shared store is of its process alone; half-written files of it go by their age. By schedule, while people work: the same, once it is too old to be in use.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from data.store import Store

WORKED_SECONDS = 86_400.0  # no load and no report takes a day
RECEIVED_SECONDS = 7 * 86_400.0  # a file that waits in a browser which nobody closed
SNAPSHOT_SECONDS = 3_600.0
RECEIVED = "received-"  # dropped files that wait for their answers, each removed with the session that dropped it
_OF_A_PROCESS = re.compile(r"e-reputation-(\d+)-")  # folders of a shared store's processes, with their number
OF_THE_ENGINE = "duckdb_temp"  # DuckDB's own, which it removes


def hold(store: Store) -> None:
    """Remove what no living process can want, and once the store is closed, what this one left.

    Call it when the store has been opened for writing: nobody else has it then, unless it is shared.
    """
    _sweep_work(store.work, older_than=None)
    _sweep_raw(store, older_than=WORKED_SECONDS if store.is_shared else None)
    sweep_snapshots(store)
    store.closed.append(lambda: _release(store))


def _release(store: Store) -> None:
    _sweep_work(store.work, older_than=None)
    if not store.is_shared:
        for one in store.files.glob("*.part"):
            _remove(one)


def own_folder() -> Path:
    """A new folder on this machine's own disk for this process alone; removes those of processes that were killed."""
    for one in _inside(Path(tempfile.gettempdir())):
        found = _OF_A_PROCESS.match(one.name)
        if found and not _is_alive(int(found[1])):
            _remove(one)
    return Path(tempfile.mkdtemp(prefix=f"e-reputation-{os.getpid()}-"))


def _is_alive(process: int) -> bool:
    if sys.platform == "win32":  # where signal 0 is not a question
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # of somebody else
        return True
    return True


def sweep_in_service(store: Store) -> None:
    """Remove what is too old to be in use, while people work."""
    _sweep_work(store.work, older_than=WORKED_SECONDS)
    _sweep_raw(store, older_than=WORKED_SECONDS)
    sweep_snapshots(store)


def sweep_snapshots(store: Store) -> None:
    """Remove published copies that are older than an hour: whoever reads one still has it open."""
    for one in _inside(store.path.with_suffix(".snapshots")):
        if _is_older(one, SNAPSHOT_SECONDS):
            _remove(one)


def unknown_raw(store: Store) -> list[Path]:
    """Raw files that belong to no upload: what a load kept that was never committed."""
    kept = {path.name.removesuffix(".zst"): path for path in store.files.glob("*.zst")}
    if not kept:
        return []
    known = {row["sha256"] for row in store.rows("select distinct sha256 from uploads where status <> 'refused'")}
    return [path for sha256, path in kept.items() if sha256 not in known]


def _sweep_work(work: Path, *, older_than: float | None) -> None:
    for one in _inside(work):
        limit = RECEIVED_SECONDS if older_than is not None and one.name.startswith(RECEIVED) else older_than
        if not one.name.startswith(OF_THE_ENGINE) and (limit is None or _is_older(one, limit)):
            _remove(one)


def _sweep_raw(store: Store, *, older_than: float | None) -> None:
    for one in store.files.glob("*.part"):
        if older_than is None or _is_older(one, older_than):
            _remove(one)
    with store.alone():  # a load keeps its bytes before its commit, alone as well
        for one in unknown_raw(store):
            _remove(one)


def _inside(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:  # there is none
        return []


def _is_older(path: Path, seconds: float) -> bool:
    """Whether the path was changed so long ago, or lies so far in the future as only another clock can have put it."""
    with suppress(OSError):
        return abs(time.time() - path.stat().st_mtime) > seconds
    return False


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
        return
    with suppress(OSError):  # looked at again at the next start
        path.unlink()
