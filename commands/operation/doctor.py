"""`python -m data doctor`: is the machine well, and the store on it; each line ok or attention, with what to do."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TextIO

from commands import background
from data import private
from data.access import roles
from data.backups import settings, shelf
from data.cores import most_threads
from data.decisions import log, retention
from data.migrations import SCHEMA_VERSION, open_store
from data.sentences import Refusal
from data.store import Store, time_zone

ROOT = Path(__file__).parents[2]
LEAST_FREE = 1_000_000_000  # bytes
ROOM = 3  # times the store, for a backup and a load
SKEW = timedelta(minutes=5)  # of a clock that may be
PINNED = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^]]*\])?==([^;\s\\]+)")


@dataclass(frozen=True)
class Line:
    """What was looked at, how it is, and what to do where it wants attention."""

    about: str
    told: str
    remedy: str = ""

    @property
    def is_ok(self) -> bool:
        return not self.remedy


def main(path: Path, output: TextIO | None = None) -> int:
    """Look at a store that this process can open, or say why it cannot. Raises StoreBusy where another one has it."""
    try:
        store = open_store(path)
    except Refusal as refusal:
        return told([*of_the_machine(path), Line("store", "cannot be opened", str(refusal))], output or sys.stdout)
    try:
        return run(store, output or sys.stdout)
    finally:
        store.close()


def run(store: Store, output: TextIO) -> int:
    """Exit code: 0 all is well, 1 something wants attention."""
    return told([*of_the_machine(store.path), *of_the_store(store)], output)


def told(lines: list[Line], output: TextIO) -> int:
    for one in lines:
        print(f"{'ok       ' if one.is_ok else 'attention'}  {one.about:<12}  {one.told}", file=output)
        if one.remedy:
            print(f"{'':<25}{one.remedy}", file=output)
    return 0 if all(one.is_ok for one in lines) else 1


def of_the_machine(path: Path) -> Iterator[Line]:
    """Versions, dependencies, disk, permissions, sign-in."""
    yield Line("versions", f"Python {platform.python_version()}, schema {SCHEMA_VERSION}, {platform.system()}")
    yield _dependencies()
    yield from _disks(path)
    yield _permissions(path)
    yield _sign_in()


def of_the_store(store: Store) -> Iterator[Line]:
    """The store itself: lock, clock, threads, backups, raw files, brands by role."""
    if store.read_only:
        yield Line("store", "is only read", str(store.why))
    else:
        size = store.size / 1e6
        uploads = store.value("select count(*) from uploads where status = 'loaded'")
        yield Line("store", f"{store.path}: {size:.1f} MB, {uploads} uploads")
    is_served = bool(background.running(store))
    yield Line(
        "lock", f"held by process {os.getpid()}, which answers" if is_served else "free: no other program has it"
    )
    yield _clock(store)
    yield _threads(store)
    yield _backups(store)
    yield _raw(store)
    yield _limits(store)


def _dependencies() -> Line:
    wrong = []
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines():
        found = PINNED.match(line.strip())
        if found is None:
            continue
        try:
            there = importlib.metadata.version(found[1])
        except importlib.metadata.PackageNotFoundError:
            there = "missing"
        if there != found[2]:
            wrong.append(f"{found[1]} {there} instead of {found[2]}")
    if wrong:
        return Line("dependencies", "; ".join(wrong[:5]), "Install them: python -m pip install -r requirements.txt")
    return Line("dependencies", "all as pinned in requirements.txt")


def _disks(path: Path) -> Iterator[Line]:
    size = path.stat().st_size if path.exists() else 0
    needed = max(LEAST_FREE, ROOM * size)
    places = {shelf.folder(path).parent: "backup disk", path.parent: "disk"}  # mostly the same
    for place, about in places.items():
        try:
            free = shutil.disk_usage(place).free
        except OSError as error:
            yield Line(
                about, f"{place}: {error.strerror}", "Make the folder, or name another one in EREPUTATION_BACKUPS."
            )
            continue
        is_low = free < needed
        yield Line(
            about,
            f"{free / 1e9:.1f} GB free in {place}",
            f"Free some space: loads and backups may need {needed / 1e9:.1f} GB." if is_low else "",
        )


def _permissions(path: Path) -> Line:
    shared = private.open_to_others(path)
    if shared:
        names = ", ".join(one.name for one in shared)
        return Line("permissions", f"others may read {names}", f"Take their rights away: chmod go-rwx {names}")
    if path.parent.exists() and not os.access(path.parent, os.W_OK):
        return Line("permissions", f"{path.parent} cannot be written", "Give this user write access to the folder.")
    return Line("permissions", "the store and all beside it are this user's alone")


def _sign_in() -> Line:
    places, named = _secrets(), os.environ.get("EREPUTATION_SECRETS")
    if named and not Path(named).exists():
        return Line(
            "sign-in", f"EREPUTATION_SECRETS names {named}, which is not there", "Put the file there, or name another."
        )
    try:
        found = roles.secrets(places)
    except Refusal as refusal:
        return Line("sign-in", "the secrets mean nothing: nobody is let in", str(refusal))
    if not found.auth:
        if os.environ.get("EREPUTATION_OPEN_TO_ALL", "").strip().lower() == "yes":
            return Line("sign-in", "none, and EREPUTATION_OPEN_TO_ALL lets whoever reaches the server do everything")
        return Line("sign-in", "none: the dashboard is for this machine alone")
    read_by_others = [
        place for place in places if os.name == "posix" and place.exists() and place.stat().st_mode & 0o077
    ]
    if read_by_others:
        names = ", ".join(str(place) for place in read_by_others)
        return Line("sign-in", f"others may read {names}", f"Take their rights away: chmod 600 {names}")
    return Line("sign-in", f"set up in {', '.join(place.name for place in places if place.exists())}")


def _secrets() -> list[Path]:
    """The files of secrets, the later ones over the earlier."""
    named = os.environ.get("EREPUTATION_SECRETS")
    return [Path(named)] if named else [one / ".streamlit" / "secrets.toml" for one in (Path.home(), ROOT)]


def _limits(store: Store) -> Line:
    """Who is limited to which brands, by names that the store knows; and who gets whole reports and alerts all the same."""
    try:
        given = roles.secrets(_secrets()).roles
    except Refusal as refusal:
        return Line("brands", "the secrets cannot be read, so that nobody is let in", str(refusal))
    if not given.limits:
        return Line("brands", "no access is limited to some of them")
    told_of = f"{len(given.limits)} limits of access"
    unknown = roles.unknown_brands(given, {row["brand"] for row in store.rows("select brand from brands")})
    if unknown:
        names = ", ".join(unknown)
        return Line(
            "brands",
            f"{told_of}; the store knows no {names}",
            f"Write the brands of [[roles.limited]] as the store does: {names} gives nothing.",
        )
    people = frozenset().union(*(one.people for one in given.limits))
    sent = [
        f"{one.subject} ({address})"
        for kind in ("report_recipients", "watch_channel")
        for one in log.in_force(store, kind).values()
        for address in sorted(people)
        if f'"{address}"' in one.value.lower()
    ]
    if sent:
        return Line(
            "brands",
            f"{told_of}; limited people are sent whole reports or alerts: {', '.join(sent)}",
            "Take them out of these recipients, or leave it: what is sent to an address holds every brand that it is about.",
        )
    return Line("brands", told_of)


def _clock(store: Store) -> Line:
    latest = store.value(
        "select max(moment) from (select max(loaded_at) as moment from uploads union all select max(set_at) from settings "
        "union all select max(set_at) from decisions)"
    )
    at = datetime.now(UTC)
    if latest is not None and latest.replace(tzinfo=UTC) > at + SKEW:
        return Line(
            "clock",
            f"{at:%Y-%m-%d %H:%M} UTC, but the store knows of {latest:%Y-%m-%d %H:%M}",
            "Set the clock of this machine: it stands before what was already done.",
        )
    return Line("clock", f"{at:%Y-%m-%d %H:%M} UTC, days of {time_zone(store)}")


def _threads(store: Store) -> Line:
    limit = most_threads()
    cores = f"{os.cpu_count()} cores, the store may use {limit or 'all'}"
    running = background.running(store)
    if not running:
        return Line("threads", f"no server answers; {cores}")
    bad = [one.name for one in running if not one.state()["alive"] or one.state()["failed_rounds"]]
    if bad:
        return Line(
            "threads", f"{', '.join(bad)} failed or ended", "Look at the log of the server, and start it again."
        )
    return Line("threads", f"{', '.join(one.name for one in running)}; {cores}")


def _backups(store: Store) -> Line:
    if shelf.is_off():
        return Line("backups", "turned off by EREPUTATION_BACKUPS")
    last, at = shelf.latest(store.path), datetime.now(UTC)
    told_of = (
        "there is none yet"
        if last is None
        else f"the last of {len(shelf.listed(store.path))} is {(at - last.made_at).total_seconds() / 3600:.0f} hours old"
    )
    return Line(
        "backups",
        f"{told_of} ({shelf.folder(store.path)})",
        "Make one: python -m data backup" if settings.is_missed(store, at) else "",
    )


def _raw(store: Store) -> Line:
    rows = store.rows("select upload_id, sha256 from uploads where status = 'loaded' order by seq")
    lacking = [row["upload_id"] for row in rows if not (store.files / f"{row['sha256']}.zst").exists()]
    if lacking and retention.days(store) == retention.NO_LIMIT:
        return Line(
            "raw files",
            f"{len(lacking)} of {len(rows)} uploads have none, such as {lacking[0]}",
            "Restore them from a backup, or load those files again.",
        )
    return Line("raw files", f"{len(rows) - len(lacking)} of {len(rows)} uploads have theirs")
