"""Unmapped columns of exports, which no figure reads: stored with their record when the owner turned that on."""

from __future__ import annotations

import json

from data.store import Store, now, setting

SETTING = "keep_other_columns"


def are_kept(store: Store) -> bool:
    """Whether loads store unmapped columns; off by default."""
    return setting(store, SETTING, "off") == "on"


def turn(store: Store, state: str, *, who: str) -> None:
    """Turn storing `on` or `off`, for files loaded from now on."""
    if state not in ("on", "off"):
        raise ValueError(state)
    store.append("settings", {"name": SETTING, "value": state, "set_at": now(), "set_by": who})


def of_record(store: Store, upload_id: str, part: str, record: int) -> dict[str, str]:
    """Column -> cell, as written in the file; empty when none was stored."""
    found = store.value(
        "select cells from other_columns where upload_id = ? and part = ? and record = ?", [upload_id, part, record]
    )
    return json.loads(found) if found else {}
