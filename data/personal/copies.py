"""The copies of a store that lie beside it: backups, what was put aside by a restore, a rebuilt store, published copies."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.backups import making, shelf
from data.sentences import Refusal
from data.store import Store, now


@dataclass(frozen=True)
class Copy:
    """`place`: what is removed with it. `database`, `files`: its file, and the folder of its raw files."""

    place: Path
    database: Path
    files: Path


def of(store: Store) -> Iterator[Copy]:
    """Every copy that stays until somebody removes it."""
    for backup in shelf.listed(store.path):
        yield Copy(backup.path, backup.path / shelf.DATABASE, backup.path / shelf.RAW)
    for path in sorted(store.path.parent.glob(f"{store.path.stem}.before-restore-*")):
        yield Copy(path, path / store.path.name, path / store.files.name)
    rebuilt = store.path.with_name(f"{store.path.stem}.rebuilt{store.path.suffix}")
    if rebuilt.exists():
        yield Copy(rebuilt, rebuilt, rebuilt.with_suffix(".files"))


def remove(store: Store, names: tuple[str, ...]) -> None:
    """Remove the copies of these names, and every published one: whoever reads one has it open."""
    for one in list(of(store)):
        if one.place.name in names:
            remove_path(one.place)
    for path in inside(store.path.with_suffix(".snapshots")):
        remove_path(path)


def backed_up(store: Store) -> str:
    """Make a backup in the place of those that were removed; its name, or '' where none is wanted or can be made."""
    if shelf.is_off():
        return ""
    try:
        return making.make(store, "by hand").name
    except Refusal:  # the screens say that the last one is old
        return ""


def forget_raw(store: Store, hashes: Iterable[str]) -> None:
    """Delete raw files for the sake of people, and note it with their uploads: they cannot be read again."""
    gone = list(hashes)
    if not gone:
        return
    with store.writing() as cursor:
        note_raw(cursor, gone)
    sweep_raw(store)
    for sha256 in gone:  # those of no upload too
        (store.files / f"{sha256}.zst").unlink(missing_ok=True)


def note_raw(cursor: duckdb.DuckDBPyConnection, hashes: Iterable[str]) -> None:
    """Note with their uploads that these raw files go; `sweep_raw` deletes them, after a kill too."""
    cursor.execute(
        "update uploads set raw_deleted_at = ? where list_contains(cast(? as varchar[]), sha256) and raw_deleted_at is null",
        [now(), list(hashes)],
    )


def sweep_raw(store: Store) -> None:
    """Delete the raw files of which it is noted that they go."""
    rows = store.rows("select sha256 from uploads group by sha256 having bool_and(raw_deleted_at is not null)")
    for row in rows:
        (store.files / f"{row['sha256']}.zst").unlink(missing_ok=True)


def inside(folder: Path) -> list[Path]:
    """What lies in a folder; nothing where there is none."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def remove_path(path: Path) -> None:
    """Remove a file, or a folder with all that is in it."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
        return
    with suppress(OSError):
        path.unlink()
