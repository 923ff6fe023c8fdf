"""What lies beside the store and may hold a person: raw files, backups, copies, work, computed figures."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import duckdb

from data.backups import shelf
from data.decisions import drop_folder, published
from data.personal import copies
from data.personal.looking import Traces, is_in
from data.personal.spelling import Spelling
from data.sentences import Refusal
from data.store import Store, StoreBusy, insert, now, setting

MOST_NAMED = 20  # files
WAITED = "copies_to_remove"  # the setting: names of copies that hold somebody who was erased


def raw_holding(store: Store, spelled: Spelling) -> dict[str, str]:
    """Hash -> name of the upload, of the raw files that hold a name or a text."""
    names = {row["sha256"]: row["name"] for row in store.rows("select sha256, name from uploads")}
    found = {}
    for path in sorted(store.files.glob("*.zst")):
        if spelled.is_in_file(path):
            sha256 = path.name.removesuffix(".zst")
            found[sha256] = names.get(sha256, sha256[:8])
    return found


def to_remove(store: Store, traces: Traces, raw: set[str]) -> tuple[str, ...]:
    """The backups and other copies of the store that hold the person, or cannot be searched; their names."""
    return tuple(one.place.name for one in copies.of(store) if _holds(one, traces, raw))


def want(cursor: duckdb.DuckDBPyConnection, doomed: tuple[str, ...]) -> None:
    """Note, in the transaction that erases, which copies go: whatever ends the process, they will."""
    told = {"name": WAITED, "value": json.dumps(doomed), "set_at": now(), "set_by": "housekeeping"}
    insert(cursor, "settings", told)


def if_wanted(store: Store) -> None:
    """Remove the copies that an erasure noted and did not come to remove, and what was computed or published before it."""
    if store.read_only or setting(store, WAITED, "null") == "null":
        return
    copies.remove(store, tuple(json.loads(setting(store, WAITED, "[]"))))
    _forget_figures(store.figures)
    _is_done(store)


def _is_done(store: Store) -> None:
    with store.writing() as cursor:
        insert(cursor, "settings", {"name": WAITED, "value": "null", "set_at": now(), "set_by": "housekeeping"})


def purge(store: Store, spelled: Spelling, doomed: tuple[str, ...]) -> None:
    """Remove these copies, every published one, the published tables of mentions, and what in the work folder and the
    requests holds a name or a text; forget the computed figures, which can be computed again."""
    copies.remove(store, doomed)
    published.forget_records(store)
    for folder in (store.work, store.inbox):
        for one in copies.inside(folder):
            if any(spelled.is_in_file(path) for path in _files(one)):
                copies.remove_path(one)
    _forget_figures(store.figures)
    _is_done(store)


def holding(store: Store, spelled: Spelling, *, with_store: bool) -> tuple[str, ...]:
    """The files below and beside the store, and the published ones, that hold a name or a text."""
    parent, found = store.path.parent, []
    for path in everything(store):
        if not with_store and path.name.startswith(store.path.name):
            continue
        if spelled.is_in_file(path):
            found.append(str(path.relative_to(parent)) if path.is_relative_to(parent) else str(path))
    found += [str(path) for path in published.records(store) if spelled.is_in_file(path)]
    return tuple(found)


def outside(store: Store, spelled: Spelling) -> tuple[str, ...]:
    """Files of the inbox folder that hold a name or a text: they are whoever's who put them there."""
    written = drop_folder.folder(store)
    if not written:
        return ()
    found = (str(path) for path in _files(Path(written)) if spelled.is_in_file(path))
    return tuple(one for one, _ in zip(found, range(MOST_NAMED), strict=False))


def everything(store: Store) -> Iterator[Path]:
    """Every file of the store and beside it, save its secret."""
    own = store.path.stem
    for path in sorted(store.path.parent.iterdir()):
        if path.name == store.secret.name or not (path.name == own or path.name.startswith(f"{own}.")):
            continue
        yield from _files(path)
    backups = shelf.folder(store.path)
    if backups.parent != store.path.parent:
        yield from _files(backups)


def _holds(one: copies.Copy, traces: Traces, raw: set[str]) -> bool:
    if any((one.files / f"{sha256}.zst").exists() for sha256 in raw):
        return True
    try:
        copy = Store(one.database, read_only=True)
    except (Refusal, StoreBusy, duckdb.Error, OSError):
        return True
    try:
        with copy.reading() as cursor:
            return is_in(cursor, traces)
    except (Refusal, duckdb.Error):  # of an earlier version, without these tables
        return True
    finally:
        copy.close()


def _forget_figures(path: Path) -> None:
    if not path.exists():
        return
    try:
        connection = sqlite3.connect(path, timeout=5, isolation_level=None)
        try:
            connection.execute("pragma secure_delete = on")
            connection.execute("delete from figures")
            connection.execute("vacuum")
            connection.execute("pragma wal_checkpoint(truncate)")
        finally:
            connection.close()
    except sqlite3.Error:  # whoever has it open goes on with a file that nobody else finds
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)


def _files(path: Path) -> Iterator[Path]:
    if path.is_symlink():
        return
    if path.is_file():
        yield path
    for one in copies.inside(path) if path.is_dir() else ():
        yield from _files(one)
