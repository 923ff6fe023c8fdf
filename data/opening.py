"""Why a store could not be opened or written: a sentence for each kind of failure of its file, its folder and its disk.

DuckDB tells all of them by one class of error, so that its words decide, of which the longest are looked for: 'block' in
the message of a damaged file holds 'lock'.
"""

from __future__ import annotations

import re
from pathlib import Path

from data.sentences import Refusal

BUSY = re.compile(r"could not set lock on file|conflicting lock", re.I)
_FULL = re.compile(r"no space left on device|disk quota exceeded|not enough space", re.I)
_READ_ONLY = re.compile(r"read-only file system", re.I)
_DENIED = re.compile(r"permission denied|operation not permitted|access is denied", re.I)
_NEWER = re.compile(r"database file with version number|newer version of duckdb|storage version", re.I)
_DAMAGED = re.compile(
    r"corrupt database file|not a valid duckdb database|could not read enough bytes|checksum|wal file", re.I
)
_NO_PLACE = re.compile(r"not a directory|is a directory|no such file|file exists", re.I)


def is_busy(error: BaseException) -> bool:
    """Whether another process owns the file."""
    return bool(BUSY.search(str(error)))


def is_damaged(error: BaseException) -> bool:
    """Whether a block of the file is not what was written."""
    return "corrupt database file" in str(error).lower()


def is_unwritable(error: BaseException) -> bool:
    """Whether the disk is full, or the file or its folder takes no writing: what is there can still be read."""
    return any(kind.search(str(error)) for kind in (_FULL, _READ_ONLY, _DENIED))


def refusal_of(error: BaseException, path: Path) -> Refusal | None:
    """What to tell of a failure of the store's file, with what to do; None for any other failure."""
    told, name = str(error), {"path": path.name, "folder": str(path.parent)}
    if _FULL.search(told):
        return Refusal(
            "The disk of the store {path} is full: nothing can be written. Free some space in {folder}; what was "
            "committed is safe.",
            **name,
        )
    if _READ_ONLY.search(told):
        return Refusal(
            "The store {path} lies on a disk that is read-only: nothing can be written. Make {folder} writable, or name "
            "another store in EREPUTATION_STORE.",
            **name,
        )
    if _DENIED.search(told):
        return Refusal(
            "The store {path} may not be opened by this user: give it read and write access to {folder}, or name another "
            "store in EREPUTATION_STORE.",
            **name,
        )
    if _NEWER.search(told):
        return Refusal(
            "The store {path} was written by a newer version of DuckDB than this program has. Update the program, or name "
            "another store in EREPUTATION_STORE.",
            **name,
        )
    if _DAMAGED.search(told):
        return Refusal(
            "The store {path} is damaged, or no store of this program. Put a backup in its place: python -m data restore "
            "latest. Without one, keep the file as it is, start a new store and load the files again that lie in {files}.",
            **name,
            files=path.with_suffix(".files").name,
        )
    if _NO_PLACE.search(told):
        return Refusal(
            "The store {path} cannot be made in {folder}: a folder is missing, or a file stands in its place.", **name
        )
    return None


def unknown(error: BaseException, path: Path) -> Refusal:
    """What to tell of any other failure to open the store's file, such as one of SQLite, which the engine would open by an
    extension that it does not have."""
    return Refusal(
        "The store {path} cannot be opened: it may be no store of this program, or this machine may lack what it takes "
        "({reason}). Name another store in EREPUTATION_STORE, or put a backup in its place: python -m data restore latest.",
        path=path.name,
        reason=next(iter(str(error).splitlines()), type(error).__name__),
    )
