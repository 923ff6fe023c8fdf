"""The processor seconds that one file may cost: some for any file, more for each megabyte.

A hostile file of a few kilobytes must not keep others waiting, and a large export must load as before. The seconds are
those of the thread that reads the file, in which DuckDB works too; a spreadsheet is opened in a process with a limit of its
own (sandbox.py). Between two tables the reader asks `check`; a statement of the store that runs on is interrupted.
"""

from __future__ import annotations

import math
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from data.sentences import Refusal
from data.store import Store

SECONDS = 4.5  # for a file of any size
FREE = 4_000_000  # bytes of text that they are enough for, many times over
SECONDS_PER_MEGABYTE = 1.0  # above; a table of mentions takes a fifth of that
PACKED = 8  # bytes of text in a byte of a zip or workbook, as exports have them
SECONDS_PER_GIGABYTE = 20.0  # of the store, whose records each table is compared with
OF_A_PREVIEW = 0.9  # of the seconds
_LOOK = 0.2  # seconds between two looks at a statement that runs on


@dataclass
class Budget:
    """What a file of `size` bytes may cost and what it has cost, in seconds of the thread that made this."""

    size: int
    seconds: float
    spent_elsewhere: float = 0.0  # by the processes that opened its workbooks
    is_over: bool = False  # whether the file is done with: nothing more is interrupted
    thread: int = field(default_factory=threading.get_ident)
    started: float = field(default_factory=time.thread_time)

    @property
    def left(self) -> float:
        return self.seconds - self.spent_elsewhere - (_time_of(self.thread) - self.started)

    def refusal(self) -> Refusal:
        return Refusal(
            "Reading this file takes more than {seconds} seconds of processor time, the most for a file of {size} bytes: "
            "nothing of it is loaded. Unpack an archive and load its files together: each has a time of its own. Split a "
            "table or a workbook of very many columns or sheets.",
            seconds=math.floor(self.seconds) or round(self.seconds, 2),  # rounded down: it took more
            size=self.size,
        )


_current: ContextVar[Budget | None] = ContextVar("budget", default=None)
_is_known: ContextVar[bool] = ContextVar("is_known", default=False)


def least_seconds() -> float:
    """The seconds for a file of any size, from EREPUTATION_FILE_SECONDS. Raises Refusal for no positive number."""
    written = os.environ.get("EREPUTATION_FILE_SECONDS", "").strip()
    if not written:
        return SECONDS
    try:
        seconds = float(written)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < math.inf:
        raise Refusal(
            "EREPUTATION_FILE_SECONDS is '{written}': write the seconds of processor time that a file of any size may "
            "take, such as 10, or leave it out.",
            written=written,
        )
    return seconds


def seconds_of(path: Path) -> float:
    """The seconds that a file may cost, by its bytes and, of a zip or workbook, by the text that such bytes hold."""
    return least_seconds() + max(0, text_of(path) - FREE) / 1_000_000 * SECONDS_PER_MEGABYTE


def text_of(path: Path) -> int:
    """The bytes of text in a file, about: more than its own where it is a zip or workbook."""
    with path.open("rb") as file:
        is_packed = file.read(2) == b"PK"
    return path.stat().st_size * (PACKED if is_packed else 1)


@contextmanager
def spending(store: Store, path: Path, *, share: float = 1.0) -> Iterator[Budget]:
    """Within it, `check` counts for this file, and its statements are interrupted once its seconds are spent. A large file has
    all cores of the store. `share` of the seconds, below 1 for a preview: what it finds ready is loaded within them.

    Raises Refusal for the file that spent them.
    """
    seconds = math.inf if _is_known.get() else share * (seconds_of(path) + _for_the_store(store))
    budget = Budget(path.stat().st_size, seconds)
    token, done = _current.set(budget), threading.Event()
    watch = threading.Thread(target=_watch, args=(store, budget, done), name="budget of a file", daemon=True)
    watch.start()
    try:
        with store.cores.for_text(text_of(path)):
            yield budget
    except duckdb.InterruptException as interrupted:
        if budget.left >= 0:
            raise
        raise budget.refusal() from interrupted
    finally:
        done.set()
        watch.join()
        _current.reset(token)


@contextmanager
def of_known_files() -> Iterator[None]:
    """Within it, files cost what they cost: they were loaded before, and must not be lost to a bound on a second reading."""
    token = _is_known.set(True)
    try:
        yield
    finally:
        _is_known.reset(token)


def _for_the_store(store: Store) -> float:
    return store.size / 1_000_000_000 * SECONDS_PER_GIGABYTE


def current() -> Budget | None:
    """The budget of the file that this thread reads, if any."""
    return _current.get()


def check() -> None:
    """Raises Refusal once the file that this thread reads has cost what it may."""
    budget = _current.get()
    if budget is not None and not budget.is_over and budget.left < 0:
        raise budget.refusal()


def end() -> None:
    """The file that this thread reads is read, or refused: what is left to do depends on the store, and is not its cost."""
    budget = _current.get()
    if budget is not None:
        budget.is_over = True


def _watch(store: Store, budget: Budget, done: threading.Event) -> None:
    while not done.wait(_LOOK):
        if budget.left < 0 and not budget.is_over:
            store.interrupt(budget.thread)


def _time_of(thread: int) -> float:
    """The processor seconds of a thread, from its start; where the platform does not tell, those of the whole process."""
    if thread == threading.get_ident():
        return time.thread_time()
    if not hasattr(time, "pthread_getcpuclockid"):
        return time.process_time()
    return time.clock_gettime(time.pthread_getcpuclockid(thread))
