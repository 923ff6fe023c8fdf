"""What lies in the inbox folder: files that may be taken, those that are still arriving, and what is never read.

Subfolders are not read, and links are not followed: a folder that somebody unpacked there, or a link out of it, names no
export that anybody dropped.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

LOADED, REFUSED, WAITING = "loaded", "refused", "waiting"  # its own subfolders
OURS = (LOADED, REFUSED, WAITING)
BLOCK = 1 << 20
EMPTY_FOR = 60.0  # seconds: many programs make a file first and fill it later

# what browsers, SFTP and sync programs call a file that they are still writing, and editors a file that is open
_ARRIVING = re.compile(
    r"^~\$|\.(part|partial|filepart|tmp|temp|crdownload|download|opdownload|swp|lock)(\.?\d+)?$|~$",
    re.IGNORECASE,
)
# what systems leave in a folder for themselves
_MARKERS = re.compile(
    r"^(thumbs\.db|desktop\.ini|icon\r|_success|lost\+found|#recycle|@eadir|\$recycle\.bin|system volume information)$|^\.",
    re.IGNORECASE,
)


class Unsettled(Exception):
    """A file that changed, or went away, while it was read: whoever writes it is not done."""


@dataclass(frozen=True)
class Stamp:
    """What tells from outside that a file has changed: its size in bytes and its time of change in nanoseconds."""

    size: int
    modified: int


@dataclass(frozen=True)
class Listing:
    """The names in a folder. `files`: with their stamps. `arriving`: files that say that they are not whole. `unread`:
    subfolders, links and devices."""

    files: dict[str, Stamp]
    arriving: tuple[str, ...]
    unread: tuple[str, ...]


def listing(folder: Path) -> Listing:
    """Look into the folder, opening nothing. Raises OSError where it cannot be listed."""
    files, arriving, unread = {}, [], []
    with os.scandir(folder) as entries:
        for entry in entries:
            if _MARKERS.match(entry.name) and not _ARRIVING.search(entry.name.lstrip(".")):
                continue
            try:
                seen = entry.stat(follow_symlinks=False)
            except OSError:  # it went away meanwhile
                continue
            if not stat.S_ISREG(seen.st_mode):
                if entry.name not in OURS or entry.is_symlink():
                    unread.append(entry.name)
            elif _ARRIVING.search(entry.name):
                arriving.append(entry.name)
            else:
                files[entry.name] = stamp_of(seen)
    return Listing(files, tuple(sorted(arriving)), tuple(sorted(unread)))


def stamp_of(seen: os.stat_result) -> Stamp:
    return Stamp(seen.st_size, seen.st_mtime_ns)


def is_just_made(stamp: Stamp, at: float) -> bool:
    """Whether a file is empty and recent: it is then waited for. `at`: seconds since the epoch."""
    return not stamp.size and at - stamp.modified / 1e9 < EMPTY_FOR


def by_age(files: dict[str, Stamp], names: Iterable[str]) -> list[str]:
    """The names in the order of their times of change: a later export updates what an earlier one says."""
    return sorted(names, key=lambda name: (files[name].modified, name))


def copied(path: Path, to: Path) -> str:
    """Copy a file, following no link and waiting for no device; the SHA-256 of the bytes copied.

    What is loaded is the copy, so that no writer changes it meanwhile. Raises Unsettled when the file changed while it was
    read, OSError when it cannot be read or the copy not be written.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags)
    except FileNotFoundError as error:
        raise Unsettled from error
    digest, size = hashlib.sha256(), 0
    with os.fdopen(handle, "rb") as source:
        before = os.fstat(handle)
        if not stat.S_ISREG(before.st_mode):
            raise Unsettled
        with to.open("xb") as target:
            to.chmod(0o600)
            while block := source.read(BLOCK):
                digest.update(block)
                target.write(block)
                size += len(block)
        after = os.fstat(handle)
    if stamp_of(before) != stamp_of(after) or size != after.st_size:
        raise Unsettled
    return digest.hexdigest()


def hash_of(path: Path) -> str:
    """The SHA-256 of a file's bytes. Raises OSError."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
