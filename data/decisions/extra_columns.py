"""Columns of exports that no figure reads: kept beside their record only where the owner asked for it."""

from __future__ import annotations

import json

from data.store import Store, now, setting

SETTING = "keep_other_columns"


def are_kept(store: Store) -> bool:
    """Whether loads from now on keep them. They do not unless somebody said so."""
    return setting(store, SETTING, "off") == "on"


def turn(store: Store, wished: str, *, who: str) -> None:
    """'on' or 'off', for the files that are loaded from now on."""
    if wished not in ("on", "off"):
        raise ValueError(wished)
    store.append("settings", {"name": SETTING, "value": wished, "set_at": now(), "set_by": who})


def of_record(store: Store, upload_id: str, part: str, record: int) -> dict[str, str]:
    """Column -> cell, as written in the file; nothing where none was kept."""
    found = store.value(
        "select cells from other_columns where upload_id = ? and part = ? and record = ?", [upload_id, part, record]
    )
    return json.loads(found) if found else {}
