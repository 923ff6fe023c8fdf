"""Writes the file of the store anew, without what was deleted from it.

DuckDB leaves deleted rows in the blocks of a file until it needs them: names of a withdrawn upload could be read there. The
rewritten file holds the rows of now alone. It is done when the server starts, once the raw file of a withdrawn upload has
gone with its time (data/decisions/retention.py), and by whoever erases somebody.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from data.backups.copying import copy_to, opened, synced, tables_held
from data.sentences import Refusal
from data.store import Store, now, setting

SETTING = "store_rewritten"


def is_due(store: Store, expired: datetime | None) -> bool:
    """Whether the store was not rewritten since the raw file of a withdrawn upload was to go; None: none was."""
    last = setting(store, SETTING, "")
    return expired is not None and (not last or datetime.fromisoformat(last) < expired)


def rewrite(store: Store) -> None:
    """Rewrite the file of a store that nobody else reads or writes yet. Raises Refusal where the copy is not the same."""
    if store.is_shared:
        store.purge()
    store.append("settings", {"name": SETTING, "value": now().isoformat(), "set_at": now(), "set_by": "housekeeping"})
    if store.is_shared:
        return
    copy = store.work / f"rewritten-{uuid.uuid4().hex}.duckdb"
    try:
        held = copy_to(store, copy)
        synced(copy)
        with opened(copy) as cursor:
            if tables_held(cursor) != held:
                raise Refusal("The copy differs from the store: it was not rewritten. Check the disk.")
        store.exchange(copy)
    finally:
        copy.unlink(missing_ok=True)
