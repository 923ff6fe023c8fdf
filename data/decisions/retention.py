"""Retention of the raw bytes of uploads. Records stay; a file without its bytes cannot be reloaded."""

from __future__ import annotations

from datetime import datetime, timedelta

from data.sentences import Refusal
from data.store import Store, now, setting

SETTING = "retention_days"
NO_LIMIT = 0
WITHDRAWN_DAYS = 30  # that the raw file of a withdrawn upload is kept, for whoever withdrew it by mistake


def days(store: Store) -> int:
    """The number of days that raw bytes are kept; 0: no limit."""
    return int(setting(store, SETTING, str(NO_LIMIT)))


def keep_for(store: Store, count: int, *, who: str) -> int:
    """Set the retention and delete older bytes. Returns the number of files. Raises Refusal for a negative number."""
    if count < 0:
        raise Refusal("The number of days to keep files must be 0 (no limit) or more, not {count}.", count=count)
    store.append("settings", {"name": SETTING, "value": str(count), "set_at": now(), "set_by": who})
    return sweep(store)


def older_than(store: Store, count: int) -> list[str]:
    """Hashes of the files last uploaded more than `count` days ago whose bytes are still kept."""
    if count == NO_LIMIT:
        return []
    rows = store.rows(
        "select sha256 from uploads group by sha256 having max(loaded_at) < ? order by sha256",
        [now() - timedelta(days=count)],
    )
    return [row["sha256"] for row in rows if (store.files / f"{row['sha256']}.zst").exists()]


def sweep(store: Store) -> int:
    """Delete the bytes past their retention, and those that only uploads withdrawn a month ago have. Returns the number
    of files."""
    with store.alone():  # so that no load of the same bytes is between keeping them and its commit
        gone = {*older_than(store, days(store)), *_long_withdrawn(store)}
        for sha256 in gone:
            (store.files / f"{sha256}.zst").unlink(missing_ok=True)
    return len(gone)


def raw_expired_at(store: Store) -> datetime | None:
    """When the raw file of the upload withdrawn last, of those withdrawn for long, was to go; None where there is none."""
    limit = timedelta(days=WITHDRAWN_DAYS)
    last = store.value(
        "select max(withdrawn_at) from uploads where status = 'withdrawn' and withdrawn_at < ?", [now() - limit]
    )
    return None if last is None else last + limit


def _long_withdrawn(store: Store) -> list[str]:
    rows = store.rows(
        "select sha256 from uploads where status <> 'refused' group by sha256 "
        "having bool_and(status = 'withdrawn') and max(withdrawn_at) < ?",
        [now() - timedelta(days=WITHDRAWN_DAYS)],
    )
    return [row["sha256"] for row in rows if (store.files / f"{row['sha256']}.zst").exists()]
