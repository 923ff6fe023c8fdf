"""How often a backup is made by itself, and how many are kept: settings of the store, dated and attributed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from data.backups import shelf
from data.backups.shelf import Kept
from data.sentences import Refusal
from data.store import Store, now, setting, time_zone

HOUR, KEPT = "backup_hour", "backups_kept"
NEVER = "off"
DEFAULT_HOUR = 3
LATE = timedelta(hours=48)  # a backup of each day is missed after it


@dataclass(frozen=True)
class Schedule:
    """The hour of the day, in the organisation's time zone; None: no backup is made by itself."""

    hour: int | None
    zone: ZoneInfo

    def last_due(self, at: datetime) -> datetime | None:
        """The last moment, at or before another one, at which a backup was due; with its zone."""
        if self.hour is None:
            return None
        local = at.astimezone(self.zone)
        due = datetime.combine(local.date(), time(self.hour), self.zone)
        return due if due <= local else datetime.combine(local.date() - timedelta(days=1), time(self.hour), self.zone)


def schedule(store: Store) -> Schedule:
    written = setting(store, HOUR, "")
    hour = int(written) if re.fullmatch(r"1?\d|2[0-3]", written) else DEFAULT_HOUR
    return Schedule(None if written == NEVER else hour, ZoneInfo(time_zone(store)))


def set_hour(store: Store, hour: int | None, *, who: str) -> None:
    """Have a backup made each day at an hour (0 to 23), or none by itself. Raises Refusal for any other hour."""
    if hour is not None and not 0 <= hour <= 23:
        raise Refusal("The hour of the backup must be from 0 to 23, not {hour}.", hour=hour)
    _append(store, HOUR, NEVER if hour is None else str(hour), who)


def kept(store: Store) -> Kept:
    found = re.fullmatch(r"(\d+) (\d+) (\d+)", setting(store, KEPT, ""))
    return Kept(*map(int, found.groups())) if found else Kept()


def keep(store: Store, wanted: Kept, *, who: str) -> None:
    """Set how many backups are kept. Raises Refusal for a negative number, or where none would be."""
    counts = (wanted.days, wanted.weeks, wanted.months)
    if min(counts) < 0 or wanted.days < 1 or max(counts) > 400:
        raise Refusal("Keep the backups of at least one day, and of at most 400 days, weeks and months.")
    _append(store, KEPT, " ".join(map(str, counts)), who)


def is_missed(store: Store, at: datetime) -> bool:
    """Whether a backup is wanted each day and the last one is older than two days, or there is none though data were
    loaded that long ago."""
    if shelf.is_off() or schedule(store).hour is None:
        return False
    last = shelf.latest(store.path)
    if last is not None:
        return at - last.made_at > LATE
    first = store.value("select min(loaded_at) from uploads where status = 'loaded' and origin <> 'demonstration'")
    return first is not None and at - first.replace(tzinfo=UTC) > LATE


def _append(store: Store, name: str, value: str, who: str) -> None:
    store.append("settings", {"name": name, "value": value, "set_at": now(), "set_by": who})
