"""Makes a backup of an open store, while people work.

The copy is made in the work folder, compared with the store, and moved among the backups under a name that begins with a
dot; only when all of it is on the disk does it get its own. A kill leaves no half backup that looks like one.
"""

from __future__ import annotations

import errno
import os
import shutil
import threading
import uuid
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from data import opening
from data.access.acting import APPROVER, current
from data.access.door import require
from data.backups import manifest, settings, shelf
from data.backups.copying import copy_to, opened, sha256_of, synced, tables_held
from data.backups.manifest import Manifest
from data.backups.shelf import DATABASE, RAW, Backup
from data.ledger import sync_folder
from data.sentences import Refusal, sentence
from data.store import Store

ROOM = 1.3  # times the size of the store that must be free
_making = threading.Lock()


def make(store: Store, kind: str, *, at: datetime | None = None) -> Backup:
    """Back the store up, and remove the backups that have outlived their time.

    Raises Refusal for whoever is no approver, where there is no room, or the folder cannot be written, or the copy is not
    what the store holds.
    """
    require(current(), APPROVER)
    at = at or datetime.now(UTC)
    with _making:
        place = shelf.folder(store.path)
        making, copy = place / f".making-{uuid.uuid4().hex}", store.work / f"backup-{uuid.uuid4().hex}.duckdb"
        try:
            _need_room(store, place)
            (making / RAW).mkdir(mode=0o700, parents=True)
            held = copy_to(store, copy)
            synced(copy)
            with opened(copy) as cursor:
                if tables_held(cursor) != held:
                    raise Refusal("The copy differs from the store: no backup was made. Try again, and check the disk.")
                rows = cursor.execute("select upload_id, sha256 from uploads where status <> 'refused'").fetchall()
                version = cursor.execute("select max(schema_version) from store_info").fetchone()
            _move(copy, making / DATABASE)
            uploads = dict(rows)
            raw = tuple(one for one in sorted(set(uploads.values())) if _keep_raw(store, place, one, making / RAW))
            told = Manifest(
                at, kind, int(version[0]) if version else 0, duckdb.__version__, sha256_of(making / DATABASE), held, uploads, raw
            )  # fmt: skip
            manifest.write(told, making)
            for one in (making / RAW, making):
                sync_folder(one)
            done = place / shelf.name_of(at, kind, taken=[one.name for one in place.iterdir()])
            making.rename(done)
            sync_folder(place)
        except duckdb.Error as error:
            refusal = opening.refusal_of(error, store.path)
            if refusal is None:
                raise
            raise refusal from error
        except OSError as error:
            raise Refusal(
                "The backup could not be written to {folder}: {reason}. Free some space there or make it writable.",
                folder=str(place),
                reason=error.strerror or str(error),
            ) from error
        finally:
            for left in (copy, copy.with_name(copy.name + ".wal")):
                with suppress(OSError):  # of a disk that takes no writing
                    left.unlink(missing_ok=True)
            shutil.rmtree(making, ignore_errors=True)
        for old in shelf.outlived(shelf.listed(store.path), settings.kept(store)):
            with suppress(OSError):  # tried again after the next backup
                shelf.remove(old)
    return Backup(done, at.astimezone(UTC).replace(microsecond=0), kind)


def _need_room(store: Store, place: Path) -> None:
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    needed = int(store.size * ROOM) + 1_000_000
    for folder in (store.work, place):
        free = shutil.disk_usage(folder).free
        if free < needed:
            told = sentence(
                "A backup needs {needed} MB, and {folder} has {free} MB: free some space, or name a folder on another disk in "
                "EREPUTATION_BACKUPS.",
                needed=needed // 1_000_000,
                folder=str(folder),
                free=free // 1_000_000,
            )
            # as of a full disk: what is there can still be read
            raise Refusal(told.text, **told.values) from OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))


def _move(source: Path, to: Path) -> None:
    try:
        source.rename(to)
    except OSError:  # another disk
        shutil.copyfile(source, to)
        synced(to)
        source.unlink()


def _keep_raw(store: Store, place: Path, sha256: str, folder: Path) -> bool:
    """Put a raw file into a backup: by a link to that of the store, or of an earlier backup on the same disk, which are
    never changed; else by a copy. False where its bytes are no longer kept."""
    name = f"{sha256}.zst"
    kept = store.files / name
    if not kept.exists():  # its retention is over
        return False
    for known in (kept, *(one / RAW / name for one in place.glob("[!.]*"))):
        with suppress(OSError):
            os.link(known, folder / name)
            return True
    try:
        shutil.copyfile(kept, folder / name)
    except FileNotFoundError:  # deleted meanwhile
        return False
    synced(folder / name)
    return True
