"""How long the raw bytes of uploads are kept beside the store. Records stay; without its bytes a file is not read again."""

from __future__ import annotations

from datetime import timedelta

from data.sentences import Refusal
from data.store import Store, now, setting

SETTING = "retention_days"
FOR_EVER = 0


def days(store: Store) -> int:
    """The days that raw bytes are kept; 0: for ever."""
    return int(setting(store, SETTING, str(FOR_EVER)))


def keep_for(store: Store, count: int, *, who: str) -> int:
    """Settle the period and delete what is older; how many files. Raises Refusal for less than none."""
    if count < 0:
        raise Refusal("The number of days to keep files must be 0 (no limit) or more, not {count}.", count=count)
    store.append("settings", {"name": SETTING, "value": str(count), "set_at": now(), "set_by": who})
    return sweep(store)


def older_than(store: Store, count: int) -> list[str]:
    """Hashes of the files that were last given more than so many days ago and whose bytes are still kept."""
    if count == FOR_EVER:
        return []
    rows = store.rows(
        "select sha256 from uploads group by sha256 having max(loaded_at) < ? order by sha256",
        [now() - timedelta(days=count)],
    )
    return [row["sha256"] for row in rows if (store.files / f"{row['sha256']}.zst").exists()]


def sweep(store: Store) -> int:
    """Delete the bytes that are past their time; how many files."""
    gone = older_than(store, days(store))
    for sha256 in gone:
        (store.files / f"{sha256}.zst").unlink(missing_ok=True)
    return len(gone)
