"""`python -m loaders --watch DIR`: loads what is dropped into a folder until Ctrl-C, or once with `--once`, as for cron.

The store is open only while there is something to load, so that a dashboard can be started meanwhile; while one runs, it
is given the files one by one.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from commands import drop_outcome
from commands.drop_folder import Done, Loader, Watched
from commands.drop_outcome import Outcome
from commands.drop_rounds import EVERY, InThisProcess
from data.decisions import drop_folder
from data.migrations import open_store
from data.sentences import Refusal
from data.store import StoreBusy, store_path
from loaders.drop_folder.folder import LOADED, REFUSED, WAITING
from loaders.drop_folder.seen import printable

PAUSE = 2.0  # seconds between the two looks of --once
ASK_AGAIN = 600.0  # seconds until a file that waits is read again: an answer may be remembered since
EXIT = {"loaded": 0, "already loaded": 0, "refused": 1, "failed": 1, "needs an answer": 2}


@dataclass
class HandedOver:
    """Has the process that owns the store load each file."""

    store: Path

    def load(self, path: Path, name: str, *, waited: bool) -> Outcome:
        return drop_outcome.hand_over(self.store, path, name=name)

    def settle(self) -> None:
        """The owner does so by itself."""


def main(written: str, *, once: bool, output: TextIO = sys.stdout, errors: TextIO = sys.stderr) -> int:
    """Watch a folder. Exit code: 0 all is loaded, 1 a file was refused or failed, 2 an answer is missing."""
    path = Path(written).absolute()
    try:
        if not path.is_dir():
            raise Refusal("{folder}: there is no such folder.", folder=written)
        drop_folder.checked(str(path), store_path())
    except Refusal as refusal:
        print(refusal, file=errors)
        return 1
    watched = Watched(path, None, lambda known: time.monotonic() - known.tried > ASK_AGAIN)
    stopped = threading.Event()
    with _ending(stopped):
        if once:
            return _once(watched, stopped, output, errors)
        print(f"Watching {path}; Ctrl-C ends it.", file=output, flush=True)
        problem = None
        while not stopped.is_set():
            told, problem = problem, _round(watched, stopped.is_set, output)
            if problem is not None and problem != told:
                print(problem, file=errors, flush=True)
            stopped.wait(EVERY)
    return 0


def _once(watched: Watched, stopped: threading.Event, output: TextIO, errors: TextIO) -> int:
    """Two looks, as a file is taken when two saw it unchanged."""
    codes: list[int] = []
    problem = _round(watched, stopped.is_set, output, codes)
    if problem is None and watched.look.arriving and not stopped.wait(PAUSE):
        problem = _round(watched, stopped.is_set, output, codes)
    if problem is not None:
        print(problem, file=errors)
        return 1
    for name in watched.look.arriving:
        print(f"{printable(name)}: not whole yet; left for the next time", file=output)
    for name in watched.look.unread:
        print(f"{printable(name)}: a subfolder or a link, which is not read", file=output)
    return 1 if 1 in codes else max(codes, default=0)


def _round(
    watched: Watched, is_stopped: Callable[[], bool], output: TextIO, codes: list[int] | None = None
) -> str | None:
    """One look, told file by file; what is wrong with the folder, if anything is."""
    try:
        found = watched.make_round(_opened, is_stopped=is_stopped)
    except Refusal as refusal:  # the store cannot be opened at all
        return str(refusal)
    for one in found:
        print(_line(one), file=output, flush=True)
        if codes is not None:
            codes.append(EXIT[one.outcome.status])
    return str(watched.look.problem) if watched.look.problem else None


def _line(done: Done) -> str:
    name, status = printable(done.name), done.outcome.status
    where = {"loaded": LOADED, "already loaded": LOADED, "refused": REFUSED}.get(status)
    lines = [f"{name}: {status}" + (f" → {where}/{printable(done.place.name)}" if where else "")]
    if done.outcome.said is not None:
        lines.append(f"  {printable(str(done.outcome.said))}")
    lines += [f"  ? {printable(str(question))}" for question in done.outcome.questions]
    if done.outcome.questions:
        lines.append(
            f"  The choices are in {WAITING}/. Answer in Uploads, or load it with: python -m loaders --answer QUESTION=VALUE"
        )
    return "\n".join(lines)


@contextmanager
def _opened() -> Iterator[Loader]:
    """The store, opened for a round; where another process owns it, that process. Raises Refusal."""
    path = store_path()
    try:
        store = open_store(path)
    except StoreBusy:
        yield HandedOver(path)
        return
    try:
        yield InThisProcess(store)
    finally:
        store.close()


@contextmanager
def _ending(stopped: threading.Event) -> Iterator[None]:
    """Ctrl-C and the end that a system asks for come between two files; a second Ctrl-C ends at once."""

    def stop(number: int, _frame: object) -> None:
        stopped.set()
        signal.signal(number, before[number])

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
