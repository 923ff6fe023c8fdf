"""Puts a backup in the place of a store that no process has open: whole, or not at all.

The backup is verified first. What is there is kept aside under a dated name. The new database lies ready beside the store
and a plan says so before the first change; whoever opens the store next carries an interrupted plan out to its end.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from data.access import sign_ins
from data.backups import manifest, shelf
from data.backups.copying import synced
from data.backups.manifest import Manifest
from data.backups.shelf import DATABASE, RAW, Backup
from data.ledger import sync_folder
from data.sentences import Refusal
from data.store import Store

READY, PLAN = ".restored", ".restoring"  # endings beside the store


@dataclass(frozen=True)
class Restored:
    """`aside`: what was in the place of the store; None where nothing was. `lacking`: uploads whose raw file the backup
    does not have."""

    backup: Backup
    manifest: Manifest
    aside: Path | None
    lacking: tuple[str, ...]


def chosen(store: Path, name: str) -> Backup:
    """The backup of a name, a path, or `latest`. Raises Refusal where there is none."""
    known = {one.name: one for one in shelf.listed(store)}
    if name == "latest" and known:
        return next(iter(known.values()))
    for one in known.values():
        if name in (one.name, str(one.path)):
            return one
    elsewhere = Path(name)
    if (elsewhere / shelf.MANIFEST).is_file():
        told = manifest.read(elsewhere)
        return Backup(
            elsewhere.absolute(), told.made_at if told else datetime.now(UTC), told.kind if told else "by hand"
        )
    if not known:
        raise Refusal("There is no backup in {folder}.", folder=str(shelf.folder(store)))
    raise Refusal("There is no backup called {name}. There are: {known}.", name=name, known=", ".join(list(known)[:8]))


def restore(store: Path, backup: Backup, *, at: datetime | None = None) -> Restored:
    """Put a backup in the place of the store.

    Raises StoreBusy while a process has the store open, Refusal where the backup is not whole or cannot be copied: the
    store is then as it was.
    """
    finish(store)
    told = _verified(backup)
    try:
        _need_room(store, backup)
        _bring_raw(backup, told, store)
        aside = put_in_place(store, backup.path / DATABASE, at=at)
    except OSError as error:
        raise Refusal(
            "The backup could not be copied to {folder}: {reason}. The store is as it was.",
            folder=str(store.parent),
            reason=error.strerror or str(error),
        ) from error
    lacking = tuple(sorted(upload for upload, sha256 in told.uploads.items() if sha256 not in told.raw))
    return Restored(backup, told, aside, lacking)


def put_in_place(store: Path, database: Path, *, at: datetime | None = None) -> Path | None:
    """Put a copy of a database in the place of the store; where what was there is kept. Raises StoreBusy, OSError."""
    finish(store)
    ready, aside = store.with_suffix(READY), _dated(store, at or datetime.now(UTC))
    try:
        shutil.copyfile(database, ready)
        synced(ready)
        had_store = _set_aside(store, aside)
    except BaseException:
        ready.unlink(missing_ok=True)
        raise
    _write_plan(store, database)
    finish(store)
    return aside if had_store else None


def finish(store: Path) -> None:
    """Carry out a plan that was interrupted; nothing where there is none. Call it before the store is opened, and
    `settle` once it is."""
    plan, ready = store.with_suffix(PLAN), store.with_suffix(READY)
    if not plan.is_file():
        return
    if ready.is_file():
        store.with_name(store.name + ".wal").unlink(missing_ok=True)
        for ending in ("", "-wal", "-shm"):  # figures of another state
            store.with_name(store.with_suffix(".figures").name + ending).unlink(missing_ok=True)
        ready.replace(store)
        sync_folder(store.parent)


def settle(store: Store) -> None:
    """After a restore, end the sign-ins: what is in place does not know who signed out since. Then the plan is done."""
    plan = store.path.with_suffix(PLAN)
    if plan.is_file():
        sign_ins.end_everyone(store)
        plan.unlink()


def _verified(backup: Backup) -> Manifest:
    told = manifest.read(backup.path)
    if told is None:
        raise Refusal("The manifest of the backup {name} cannot be read: choose another one.", name=backup.name)
    fault = next(manifest.faults(backup.path, told), None)
    if fault is not None:
        raise Refusal("{fault} Choose another backup; the store is as it was.", fault=fault)
    return told


def _need_room(store: Path, backup: Backup) -> None:
    needed = (backup.path / DATABASE).stat().st_size + 1_000_000
    free = shutil.disk_usage(store.parent).free
    if free < needed:
        raise Refusal(
            "The backup needs {needed} MB, and {folder} has {free} MB: free some space. The store is as it was.",
            needed=needed // 1_000_000,
            folder=str(store.parent),
            free=free // 1_000_000,
        )


def _bring_raw(backup: Backup, told: Manifest, store: Path) -> None:
    """Copy the raw files that the store lacks; they are named by their content, so that nothing is replaced."""
    files = store.with_suffix(".files")
    files.mkdir(mode=0o700, exist_ok=True)
    for sha256 in told.raw:
        kept = files / f"{sha256}.zst"
        if not kept.exists() or not manifest.is_raw(kept, sha256):
            partial = files / f"{sha256}.part"
            shutil.copyfile(backup.path / RAW / kept.name, partial)
            synced(partial)
            partial.replace(kept)
    sync_folder(files)


def _set_aside(store: Path, aside: Path) -> bool:
    """Keep what is in the place of the store, with its log of writes and its raw files. Raises StoreBusy."""
    if not store.exists():
        return False
    with suppress(Refusal):  # what its log of writes holds goes into the file; one that is damaged stays as it is
        Store(store).close()
    partial = aside.with_name(f".{aside.name}.part")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(mode=0o700)
    for path in (store, store.with_name(store.name + ".wal")):
        if path.exists():
            _linked(path, partial / path.name)
    files = store.with_suffix(".files")
    if files.is_dir():
        (partial / files.name).mkdir(mode=0o700)
        for one in files.glob("*.zst"):
            _linked(one, partial / files.name / one.name)
    partial.rename(aside)
    sync_folder(aside.parent)
    return True


def _linked(source: Path, to: Path) -> None:
    with suppress(OSError):
        os.link(source, to)
        return
    shutil.copyfile(source, to)


def _dated(store: Path, at: datetime) -> Path:
    name = f"{store.stem}.before-restore-{at.astimezone(UTC):%Y-%m-%dT%H%M%S}Z"
    return next(
        path
        for number in range(10_000)
        if not (path := store.with_name(f"{name}.{number}" if number else name)).exists()
    )


def _write_plan(store: Path, database: Path) -> None:
    partial = store.with_suffix(PLAN + ".part")
    partial.write_text(json.dumps({"from": str(database)}), encoding="utf-8")
    synced(partial)
    partial.replace(store.with_suffix(PLAN))
    sync_folder(store.parent)
