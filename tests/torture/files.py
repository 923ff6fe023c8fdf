"""Files of strangers: thousands of hostile and broken ones, each previewed and loaded.

`python -m tests.torture files`, or `python -m tests.torture.files [--count N] [--first N] [--keep FOLDER] [--jobs N]`.
None may raise, cost more than SECONDS of processor or MEMORY, or give a row that the sound file does not have; a row that is
missing is a reject, a table that is named as not read, or a file that is refused. File number n is always the same.
"""

from __future__ import annotations

import argparse
import functools
import gc
import json
import logging
import multiprocessing
import os
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from data.migrations import open_store
from data.store import Store
from loaders.load import load, preview
from loaders.receipt import Receipt
from tests.shelf import Shelf
from tests.torture.damages import DAMAGES
from tests.torture.hostile import hostile
from tests.torture.made import Made, sound
from tests.torture.table import Row

COUNT = 20_000
PART = 100  # files of one process
SECONDS = 5.0  # of processor, for the preview and for the load
MEMORY = 1_000_000_000  # bytes that this process grows by
_LARGE, _ODD, _SOUND = 0.03, 0.17, 0.05  # of the files; the others are damaged ones


@dataclass
class Found:
    """What became of the files."""

    files: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    largest: tuple[int, str] = (0, "")
    seconds: float = 0.0

    def add(self, other: Found) -> None:
        self.files += other.files
        self.statuses += other.statuses
        self.faults += other.faults
        self.slowest, self.largest = max(self.slowest, other.slowest), max(self.largest, other.largest)
        self.seconds += other.seconds

    @property
    def kinds(self) -> Counter[str]:
        return Counter(fault.split(": ")[1] for fault in self.faults)

    def line(self) -> str:
        return (
            f"{self.files} files previewed and loaded in {self.seconds:.0f} s of processor: {len(self.faults)} faults "
            f"{dict(self.kinds)}; slowest {self.slowest[0]:.1f} s ({self.slowest[1]}); most memory "
            f"{self.largest[0] / 1e6:.0f} MB ({self.largest[1]}); {dict(self.statuses)}"
        )


def run(trials: int | None) -> Iterator[Row]:
    """A row for each bound, over that many files (default: COUNT)."""
    found = in_processes(range(trials or COUNT))
    yield Row(
        "hostile and broken files, previewed and loaded",
        found.files,
        f"{found.kinds['traceback']} tracebacks, {found.kinds['slow']} over {SECONDS:.0f} s of processor (slowest "
        f"{found.slowest[0]:.1f} s), {found.kinds['large']} over 1 GB (most {found.largest[0] / 1e6:.0f} MB), "
        f"{found.kinds['wrong rows']} with wrong rows, {found.kinds['lost rows']} with rows lost without a word",
        not found.faults,
    )


def main(arguments: list[str]) -> int:
    """Exit code: 0 when every bound held, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture.files")
    parser.add_argument("--count", type=int, default=COUNT, help=f"files to make (default: {COUNT})")
    parser.add_argument("--first", type=int, default=0, help="the number of the first one")
    parser.add_argument("--keep", type=Path, help="where the files are written that show a fault")
    parser.add_argument("--jobs", type=int, help="processes (default: one per core)")
    options = parser.parse_args(arguments)
    numbers = range(options.first, options.first + options.count)
    return 1 if in_processes(numbers, keep=options.keep, jobs=options.jobs).faults else 0


def in_processes(numbers: range, *, keep: Path | None = None, jobs: int | None = None) -> Found:
    """Preview and load the files in several processes, and tell each fault on the way."""
    parts = [numbers[n : n + PART] for n in range(0, len(numbers), PART)]
    found = Found()
    # each in a new process: what one file leaves behind in memory is no cost of another
    with multiprocessing.get_context("spawn").Pool(jobs or os.cpu_count(), maxtasksperchild=1) as pool:
        for part in pool.imap_unordered(functools.partial(tortured, keep=keep), parts):
            found.add(part)
            print("\n".join([*part.faults, found.line()]), file=sys.stderr, flush=True)
    return found


def tortured(numbers: range, *, keep: Path | None = None, is_short: bool = False) -> Found:
    """Preview and load the files of these numbers; `is_short`: without those that are large."""
    os.environ.setdefault("EREPUTATION_THREADS", "1")
    found = Found()
    gc.freeze()  # what is there already is not looked at before each file
    with _loud() as errors, tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        empty = work / "e-reputation.duckdb"
        open_store(empty).close()
        (work / "stores").mkdir()
        shelf = Shelf(work / "stores", empty)
        for number in numbers:
            made = file_of(number, is_short=is_short)
            store = shelf.take()
            name = f"{number} ({made.kind})"
            faults = [f"{name}: {fault}" for fault in _faults(store, made, work / "file", found, errors, name)]
            shelf.give_back(store)
            found.files += 1
            found.faults.extend(faults)
            if faults and keep is not None:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / str(number)).write_bytes(made.data)
        shelf.close()
    return found


def file_of(number: int, *, is_short: bool = False) -> Made:
    chance = random.Random(f"file {number}")
    what = chance.random()
    if what < _LARGE and not is_short:
        return hostile(chance, is_large=True)
    if what < _LARGE + _ODD:
        return hostile(chance, is_large=False)
    made = sound(chance)
    return made if what < _LARGE + _ODD + _SOUND else chance.choice(DAMAGES)(chance, made)


def _faults(store: Store, made: Made, path: Path, found: Found, errors: list[str], name: str) -> Iterator[str]:
    path.write_bytes(made.data)
    seen: list[Receipt] = []
    for what in ("preview", "load"):
        errors.clear()
        before = _forget_peak()
        started = _spent()
        try:
            if what == "preview":
                receipt = preview(store, path, name="file")
            else:
                receipt = load(store, path, name="file", who="torture", origin="torture")
            _told(receipt)
        except Exception as error:  # what this looks for
            yield f"traceback: {what} raised {error!r}"[:400]
            return
        spent, most = _spent() - started, _peak() - before
        found.seconds += spent
        found.slowest = max(found.slowest, (spent, name))
        found.largest = max(found.largest, (most, name))
        seen.append(receipt)
        yield from (f"traceback: {what} logged {error}"[:400] for error in errors)
        if spent > SECONDS:
            yield f"slow: {what} took {spent:.1f} s"
        if most > MEMORY:
            yield f"large: {what} took {most / 1e6:.0f} MB"
    found.statuses[seen[1].status] += 1
    if (seen[0].status, seen[0].kept) != ({"loaded": "ready"}.get(seen[1].status, seen[1].status), seen[1].kept):
        yield f"other than previewed: {seen[0].status} {seen[0].kept}, then {seen[1].status} {seen[1].kept}"
    if seen[1].status == "loaded":
        yield from _wrong(store, made, seen[1])


def _wrong(store: Store, made: Made, receipt: Receipt) -> Iterator[str]:
    """Rows that the sound file does not have, and rows that are missing without a word."""
    if receipt.read != receipt.kept + receipt.folded + receipt.rejected:
        yield f"wrong count: read {receipt.read}, kept {receipt.kept}, folded {receipt.folded}, rejected {receipt.rejected}"
    if not made.rows:
        return
    given = {
        tuple(map(str, row.values()))
        for sql in (
            "select day, brand, channel, author, text from mention_records where state <> 'folded'",
            "select day, brand, channel, followers from follower_records where state <> 'folded'",
        )
        for row in store.rows(sql)
    }
    wrong = given - made.rows
    if made.touched is not None and len(wrong) > made.touched:
        yield f"wrong rows: {len(wrong)} of {len(given)} (at most {made.touched}), such as {sorted(wrong)[0]}"[:400]
    missing = len(made.rows - given) - receipt.rejected - receipt.folded
    if made.may_lose is not None and missing > made.may_lose and not receipt.ignored:
        yield f"lost rows: {missing} of {len(made.rows)} without a word"


def _told(receipt: Receipt) -> None:
    """Say everything that a receipt says, as its screen does."""
    for part in receipt.parts:
        for note in part.notes:
            json.loads(note.as_json())
            str(note)
    for asked in receipt.questions:
        str(asked.text)
    for _, why in receipt.ignored:
        str(why)
    str(receipt.reason).encode()


class _loud(logging.Handler):
    """Collects what is logged with a traceback."""

    def __enter__(self) -> list[str]:
        self.errors: list[str] = []
        self.log = logging.getLogger("loaders")
        self.propagated, self.log.propagate = self.log.propagate, False
        self.log.addHandler(self)
        return self.errors

    def __exit__(self, *_: object) -> None:
        self.log.removeHandler(self)
        self.log.propagate = self.propagated

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info:
            self.errors.append(repr(record.exc_info[1]))


def _spent() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _forget_peak() -> int:
    """The memory that this process holds before a file, in bytes: what tests before this one left is no cost of it."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    return _peak()


def _peak() -> int:
    """The most memory of this process since `_forget_peak`, in bytes."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
