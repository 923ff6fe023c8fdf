"""Where backups lie, which there are, and which are kept.

A backup is a folder `2026-11-30T030000Z-schedule` of a database, the raw files of its uploads and a manifest. One that is
being made or removed begins with a dot. All lie in `<store>.backups` beside the store, or in the folder of that name in
EREPUTATION_BACKUPS, which may be on another disk.
"""

from __future__ import annotations

import os
import re
import shutil
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

SETTING = "EREPUTATION_BACKUPS"
OFF = "off"  # as the value of that: none is made but by hand, beside the store
SKEW = timedelta(minutes=5)  # of two clocks
DATABASE, RAW, MANIFEST = "store.duckdb", "files", "manifest.json"
KINDS = ("schedule", "by hand", "before update", "before restore")
_NAME = re.compile(r"(\d{4}-\d\d-\d\dT\d{6})Z-([a-z-]+)(?:\.\d+)?")


@dataclass(frozen=True)
class Kept:
    """How many backups are kept: the latest of so many days, weeks (from Monday) and months that have one."""

    days: int = 7
    weeks: int = 5
    months: int = 12


@dataclass(frozen=True)
class Backup:
    """A whole backup. `made_at`: UTC, with its zone."""

    path: Path
    made_at: datetime
    kind: str

    @property
    def name(self) -> str:
        return self.path.name

    def size(self) -> int:
        """Its bytes, raw files included though they may share their place on the disk with those of the store."""
        return sum(one.stat().st_size for one in self.path.rglob("*") if one.is_file())


def is_off() -> bool:
    return os.environ.get(SETTING, "").strip().lower() == OFF


def folder(store: Path) -> Path:
    """The folder of a store's backups; it may not exist yet."""
    set_to = os.environ.get(SETTING, "").strip()
    if not set_to or is_off():
        return store.with_suffix(".backups")
    return Path(set_to).absolute() / f"{store.stem}.backups"


def listed(store: Path, *, at: datetime | None = None) -> tuple[Backup, ...]:
    """The backups of a store, the latest first; last those of the future, which were made under another clock."""
    until = (at or datetime.now(UTC)) + SKEW
    try:
        found = [_backup(path) for path in folder(store).iterdir()]
    except OSError:  # there is no such folder
        return ()
    return tuple(
        sorted(
            (one for one in found if one is not None),
            key=lambda one: (one.made_at <= until, one.made_at, one.name),
            reverse=True,
        )
    )


def latest(store: Path) -> Backup | None:
    return next(iter(listed(store)), None)


def name_of(made_at: datetime, kind: str, *, taken: Iterable[str]) -> str:
    """The name of a backup, which no other has."""
    name = f"{made_at.astimezone(UTC):%Y-%m-%dT%H%M%S}Z-{kind.replace(' ', '-')}"
    taken = set(taken)
    return next(wished for number in range(10_000) if (wished := f"{name}.{number}" if number else name) not in taken)


def outlived(backups: tuple[Backup, ...], kept: Kept) -> tuple[Backup, ...]:
    """The backups to remove. The latest stays, and the two latest of those made before an update: what an update broke
    may be noticed late."""
    wanted = {one.path for one in backups[:1]}
    wanted |= {one.path for one in [one for one in backups if one.kind == "before update"][:2]}
    for count, span in (
        (kept.days, lambda at: at.date()),
        (kept.weeks, lambda at: at.isocalendar()[:2]),
        (kept.months, lambda at: (at.year, at.month)),
    ):
        firsts: dict[object, Backup] = {}
        for one in backups:  # the latest first
            firsts.setdefault(span(one.made_at), one)
        wanted |= {one.path for one in list(firsts.values())[: max(0, count)]}
    return tuple(one for one in backups if one.path not in wanted)


def remove(backup: Backup) -> None:
    """Remove a backup; from its first moment on it is none any more."""
    doomed = backup.path.with_name(f".removed-{uuid.uuid4().hex}")
    backup.path.rename(doomed)
    shutil.rmtree(doomed, ignore_errors=True)


def sweep(store: Path) -> None:
    """Remove what was being made or removed when a process was killed. Call it where nobody else makes any."""
    for path in folder(store).glob(".*"):
        shutil.rmtree(path, ignore_errors=True)


def _backup(path: Path) -> Backup | None:
    found = _NAME.fullmatch(path.name)
    if found is None or not (path / MANIFEST).is_file():
        return None
    try:
        made_at = datetime.strptime(found[1], "%Y-%m-%dT%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return Backup(path, made_at, found[2].replace("-", " "))
