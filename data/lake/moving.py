"""Copies a store whole to another place, from a file to a lake or back, and proves it."""

from __future__ import annotations

import filecmp
import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from data.access.acting import APPROVER, acting, current, program
from data.access.door import require
from data.backups.copying import Held, copy_to, table_held, tables_held
from data.sentences import Refusal, Sentence, sentence
from data.store import Store, literal, quote

OF_EVERY_STORE = "store_info"  # the one table that has rows in a store that nothing was given to
MOVED = (".files", ".secret")  # what lies beside a store and belongs to it

Progress = Callable[[float, Sentence], None]


@dataclass(frozen=True)
class Moved:
    """`tables`: what each holds, in both places the same. `raw`: how many raw files were copied."""

    tables: dict[str, Held]
    raw: int


def copy(store: Store, to: Store, *, progress: Progress = lambda _share, _told: None) -> Moved:
    """Copy all that a store holds into an empty one, in one transaction, with raw files and secret.

    The rows are those of one moment; the store itself stays as it is. Raises Refusal for whoever is no approver, where the
    other one holds something already, or where a table of it does not come out the same: it is empty then as before.
    """
    require(current(), APPROVER)
    made = to.work / f"moved-{uuid.uuid4().hex}.duckdb"
    copied = store.work / made.name
    try:
        progress(0.1, sentence("Copying the store as it is now"))
        held = copy_to(store, copied)
        if copied != made:
            shutil.move(copied, made)
        filled = _filled(to)
        if filled:
            raise Refusal(
                "The other store is not empty (rows in {tables}): nothing was copied. Name one that is new.",
                tables=", ".join(filled[:5]),
            )
        is_new = not to.files.exists() and not to.secret.exists()
        try:
            _copy_beside(store, to)
            progress(0.4, sentence("Writing the rows of {count} tables", count=len(held)))
            _fill(to, made, held)
        except BaseException:
            if is_new:
                _remove_beside(to)
            raise
    finally:
        for left in (made, copied):
            left.unlink(missing_ok=True)
    progress(1.0, sentence("Done"))
    return Moved(held, sum(1 for _ in to.files.glob("*.zst")))


def _filled(to: Store) -> list[str]:
    with to.reading() as cursor:
        return sorted(name for name, held in tables_held(cursor).items() if held.rows and name != OF_EVERY_STORE)


def _fill(to: Store, made: Path, held: dict[str, Held]) -> None:
    name, is_noted = f"moved_{uuid.uuid4().hex}", to.is_noted
    to.is_noted = False  # who did what was copied stands in the log that is copied
    try:
        with acting(program("this program")), to.writing() as cursor:
            cursor.execute(f"attach {literal(str(made))} as {name} (read_only)")
            cursor.execute(f"delete from {OF_EVERY_STORE}")
            for table in held:  # the order of rows is part of what decisions say
                cursor.execute(f"insert into {quote(table)} select * from {name}.{quote(table)} order by rowid")
            differing = [table for table, was in held.items() if table_held(cursor, table) != was]
            if differing:
                raise Refusal(
                    "Tables of the copy do not hold the same rows: {tables}. Nothing was copied.",
                    tables=", ".join(sorted(differing)),
                )
    finally:
        to.is_noted = is_noted
        with to.staging() as cursor:
            cursor.execute(f"detach database if exists {name}")


def _copy_beside(store: Store, to: Store) -> None:
    for ending in MOVED:
        place, target = store.path.with_suffix(ending), to.path.with_suffix(ending)
        if place.is_dir():
            shutil.copytree(place, target, dirs_exist_ok=True)
        elif place.is_file():
            shutil.copy2(place, target)
    for one in to.files.glob("*") if to.files.is_dir() else ():
        if not filecmp.cmp(store.files / one.name, one, shallow=False):
            raise Refusal(
                "The raw file {name} was not copied whole: nothing was copied. Check the disk.", name=one.name
            )
    to.take_secret()


def _remove_beside(to: Store) -> None:
    """Of a store that had neither raw files nor a secret before."""
    shutil.rmtree(to.files, ignore_errors=True)
    to.secret.unlink(missing_ok=True)
    to.take_secret()
