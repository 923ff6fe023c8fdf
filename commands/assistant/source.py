"""Where an assistant's answers are read from: a copy of one moment, made again once the store has changed.

The store is never held: a dashboard may start, and write, at any moment. The copy loses its name as soon as it is open, so
that it ends with this process, and lies among the published copies until then, which an erasure removes.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from commands import mailbox
from data import private
from data.lake.address import lake_at
from data.lake.store import LakeStore
from data.migrations import SCHEMA_VERSION, version
from data.sentences import Refusal
from data.store import Store, StoreBusy

REST = 1.0  # seconds for which a copy is used whatever is written meanwhile
PATIENCE = 120.0  # seconds for the owner of the store to make one


@dataclass
class _Copy:
    """`state`: of the store's file when it was made. `made`: by time.monotonic(). `users`: calls that read it now."""

    store: Store
    state: tuple
    made: float
    users: int = 0
    is_replaced: bool = False


class Source:
    """The store of a file, to be read. `rest`: seconds for which a copy is used whatever is written."""

    def __init__(self, path: Path, *, rest: float = REST) -> None:
        self.path = path
        self._rest = rest
        self._copy: _Copy | None = None
        self._turn = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """The store as it is now, or was a moment ago (`Store.as_of`).

        Raises Refusal where there is none, where its owner makes no copy, and where another version wrote it.
        """
        with self._turn:
            copy = self._current()
            copy.users += 1
        try:
            yield copy.store
        finally:
            with self._turn:
                copy.users -= 1
                if copy.is_replaced and not copy.users:
                    _close(copy.store)

    def close(self) -> None:
        with self._turn:
            if self._copy is not None:
                _close(self._copy.store)
            self._copy = None

    def _current(self) -> _Copy:
        found = self._copy
        if found is not None and (
            time.monotonic() - found.made < self._rest or _state(self.path) == found.state
        ):  # fmt: skip
            return found
        fresh = _made(self.path)
        if found is not None:
            found.is_replaced = True
            if not found.users:
                _close(found.store)
        self._copy = fresh
        return fresh


def _state(path: Path) -> tuple:
    """What changes with every write: size and moment of the file and of the log of its writes."""
    told = []
    for one in (path, path.with_name(path.name + ".wal")):
        try:
            found = one.stat()
            told.append((found.st_ino, found.st_size, found.st_mtime_ns))
        except OSError:
            told.append(None)
    return tuple(told)


def _made(path: Path) -> _Copy:
    private.begin()
    lake = lake_at(path)
    if lake is not None:  # it is read beside those who write, and follows them by itself
        store = LakeStore(lake)
        store.read_only = True
        return _checked(store, path, _state(path))
    if not path.is_file():
        raise Refusal(
            "There is no store at {path}: load something first, or name the store in EREPUTATION_STORE.", path=str(path)
        )
    copied = path
    try:
        try:
            copied, state = _copied(path)
        except StoreBusy:
            copied, state = _asked(path)
        store = Store(copied, read_only=True)
    except (OSError, duckdb.Error) as error:
        raise Refusal(
            "The store {path} could not be copied to be read: {reason}.",
            path=path.name,
            reason=str(error).splitlines()[0],
        ) from error
    finally:
        if copied != path:
            _unlink(copied)
    return _checked(store, path, state)


def _checked(store: Store, path: Path, state: tuple) -> _Copy:
    """An open store that is only read. Raises Refusal where another version of the program wrote it."""
    try:
        with store.reading() as cursor:
            written = version(cursor)
    except BaseException:
        _close(store)
        raise
    if written != SCHEMA_VERSION:
        _close(store)
        raise Refusal(
            "The store {path} is of another version of this program: start the dashboard once, which brings it up to date.",
            path=path.name,
        )
    if not store.is_shared:
        store.as_of = datetime.now(UTC).replace(tzinfo=None)
    return _Copy(store, state, time.monotonic())


def _copied(path: Path) -> tuple[Path, tuple]:
    """A copy of a store that nobody has open; nobody writes while it is made. Raises StoreBusy."""
    held = Store(path, read_only=True)
    folder = path.with_suffix(".snapshots")
    target = folder / f"{time.time_ns()}-{os.getpid()}.duckdb"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        state = _state(path)
        shutil.copyfile(path, target)
        log = path.with_name(path.name + ".wal")
        if log.exists():  # of a process that was killed: it is read with the copy
            shutil.copyfile(log, target.with_name(target.name + ".wal"))
    except BaseException:
        _unlink(target)
        raise
    finally:
        held.close()
    return target, state


def _asked(path: Path) -> tuple[Path, tuple]:
    """A copy that the owner of the store makes. Raises Refusal where it does not answer or cannot."""
    reply = mailbox.ask(path, "snapshot", {}, files=[], timeout=PATIENCE)
    if "path" not in reply:
        raise Refusal("The dashboard could not copy the store: {reason}", reason=str(reply.get("errors", "")).strip())
    return Path(reply["path"]), _state(path)


def _close(store: Store) -> None:
    store.close()
    for left in (store.work, store.figures):
        shutil.rmtree(left, ignore_errors=True)
    _unlink(store.path)


def _unlink(path: Path) -> None:
    """Take its name from a copy; on a system that keeps the name of an open file, it is swept an hour later."""
    for one in (path, path.with_name(path.name + ".wal")):
        with suppress(OSError):
            one.unlink()
