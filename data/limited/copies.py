"""The open copies of a store, one for each set of brands, made again when what they hold has changed in the store.

Whoever asks gets the copy of now where it is made within a few seconds, else the one of before, whose moment is told; one
that was to be made again for too long is shown to nobody. The file of a copy loses its name as soon as it is open: what is
left of it ends with the process.
"""

from __future__ import annotations

import logging
import shutil
import threading
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from weakref import WeakKeyDictionary

import duckdb

from data.access.acting import acting
from data.limited import copying, holding
from data.sentences import Refusal, sentence
from data.store import Store, now

WAIT = 4.0  # seconds for a copy of now; a store with 60,000 mentions takes some three
LATEST = 600.0  # seconds for which an older one is shown, while none of now can be made
GRACE = 600.0  # seconds for which one that was replaced stays open: screens and downloads of before read it
UNUSED = 1800.0  # seconds after which one that nobody asks for is closed

log = logging.getLogger(__name__)


@dataclass
class _Copy:
    """`version`: of the store that it was made from. `asked_at`, `old_since`: moments of time.monotonic(). `old_since`:
    since when it is known that the store holds something else; None: it does not."""

    store: Store
    version: int
    asked_at: float
    old_since: float | None = None


@dataclass
class _Copies:
    turn: threading.RLock = field(default_factory=threading.RLock)
    open: dict[tuple[str, ...], _Copy] = field(default_factory=dict)
    replaced: list[tuple[Store, float]] = field(default_factory=list)  # and when
    making: dict[tuple[str, ...], threading.Thread] = field(default_factory=dict)
    is_closed: bool = False


_copies: WeakKeyDictionary[Store, _Copies] = WeakKeyDictionary()
_beginning = threading.Lock()


def of(store: Store, brands: tuple[str, ...]) -> Store:
    """The copy of a store that holds these brands alone, to be read. Raises Refusal where none of now can be made."""
    held, key = _of(store), tuple(sorted(set(brands)))
    tidy(store)
    with held.turn:
        found = held.open.get(key)
        if found is not None and not _is_old(store, found):
            found.asked_at = time.monotonic()
            return found.store
        thread = _begin(store, held, key)
    thread.join(WAIT if found is not None else None)
    with held.turn:
        found = held.open.get(key)
        if found is None or (found.old_since is not None and time.monotonic() - found.old_since > LATEST):
            raise Refusal(
                "What your access is limited to could not be prepared: the disk of the dashboard may be full. Ask whoever "
                "runs it to look at its log."
            )
        found.asked_at = time.monotonic()
        return found.store


def is_open(store: Store, copy: Store) -> bool:
    """Whether a copy can still be read, in place of a newer one too."""
    held = _of(store)
    with held.turn:
        return any(one.store is copy for one in held.open.values()) or any(one is copy for one, _ in held.replaced)


def tidy(store: Store) -> None:
    """Close the copies that nobody asks for any more, and those that were replaced some time ago."""
    held, at = _of(store), time.monotonic()
    with held.turn:
        for key, one in list(held.open.items()):
            if at - one.asked_at > UNUSED and key not in held.making:
                _close(held.open.pop(key).store)
        for copy, since in list(held.replaced):
            if at - since > GRACE:
                held.replaced.remove((copy, since))
                _close(copy)
                for one in held.open.values():
                    one.store.follows = None if one.store.follows is copy else one.store.follows


def discard(store: Store) -> None:
    """Close every copy at once: nothing that was erased from the store stays in one."""
    held = _of(store)
    with held.turn:
        for copy in [*(one.store for one in held.open.values()), *(copy for copy, _ in held.replaced)]:
            _close(copy)
        held.open.clear()
        held.replaced.clear()


def _of(store: Store) -> _Copies:
    with _beginning:
        found = _copies.get(store)
        if found is None:
            found = _copies[store] = _Copies()
            store.closing.append(lambda: _end(store))
        return found


def _end(store: Store) -> None:
    held = _copies.pop(store, None)
    if held is None:
        return
    with held.turn:
        held.is_closed = True
        threads = list(held.making.values())
    for thread in threads:
        thread.join()
    for copy in [*(one.store for one in held.open.values()), *(copy for copy, _ in held.replaced)]:
        _close(copy)


def _is_old(store: Store, one: _Copy) -> bool:
    """Whether a write since it was made named a table that a copy holds."""
    version = store.version
    if one.version == version:
        return False
    if store.is_touched(holding.HOLDS, one.version):
        one.old_since = one.old_since or time.monotonic()
        return True
    one.version = version
    return False


def _begin(store: Store, held: _Copies, key: tuple[str, ...]) -> threading.Thread:
    """The thread that makes a copy, begun where there is none yet."""
    thread = held.making.get(key)
    if thread is None:
        thread = threading.Thread(target=_renew, args=(store, held, key), name="limited copy", daemon=True)
        held.making[key] = thread
        thread.start()
    return thread


def _renew(store: Store, held: _Copies, key: tuple[str, ...]) -> None:
    try:
        with acting(copying.GUARD):
            made = _made(store, key)
        with held.turn:
            if held.is_closed:
                _close(made.store)
                return
            before = held.open.get(key)
            made.store.follows = None if before is None else before.store
            held.open[key] = made
            if before is not None:
                held.replaced.append((before.store, time.monotonic()))
    except (Refusal, duckdb.Error, OSError):  # tried again when somebody asks next
        log.exception("no copy for a limited access was made")
    finally:
        with held.turn:
            held.making.pop(key, None)


def _made(store: Store, key: tuple[str, ...]) -> _Copy:
    version, at = store.version, now()
    path = store.work / f"limited-{uuid.uuid4().hex}.duckdb"
    try:
        copying.make(store, key, path)
        copy = Store(
            path, read_only=True, why=sentence("Your access is limited to some brands: nothing is changed here.")
        )
    finally:
        for left in (path, path.with_name(path.name + ".wal")):  # the second of one that could not be made
            with suppress(OSError):  # a system that keeps the name of an open file: the next start removes it
                left.unlink()
    copy.limited_to, copy.as_of = key, at
    return _Copy(copy, version, time.monotonic())


def _close(copy: Store) -> None:
    copy.close()
    copy.follows = None
    shutil.rmtree(copy.work, ignore_errors=True)
    with suppress(OSError):
        copy.path.unlink()


def moment(copy: Store) -> datetime:
    """When the rows of a copy were read, in UTC."""
    assert copy.as_of is not None
    return copy.as_of
