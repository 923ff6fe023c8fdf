"""Has the file of the store hold no more what was deleted from it, while people work."""

from __future__ import annotations

import logging

import duckdb

from data.backups import rewriting
from data.sentences import Refusal
from data.store import Store, insert, now, setting

WAITED = "rewriting_wanted"  # the setting: since when the file holds bytes that were deleted
SECONDS = 20.0  # for what is being read, and for loads

log = logging.getLogger(__name__)


def now_or_later(store: Store, *, within: float = SECONDS) -> bool:
    """Rewrite the file; False where others still use it: it is then tried again each minute, and when the server starts."""
    with store.writing() as cursor:
        want(cursor)
    return if_wanted(store, within=within)


def want(cursor: duckdb.DuckDBPyConnection) -> None:
    """Note, in the transaction that deletes, that the file is to be rewritten: whatever ends the process, it will be."""
    insert(cursor, "settings", {"name": WAITED, "value": now().isoformat(), "set_at": now(), "set_by": "housekeeping"})


def is_wanted(store: Store) -> bool:
    """Whether the file may hold what was deleted."""
    wanted = setting(store, WAITED, "")
    return bool(wanted) and wanted > setting(store, rewriting.SETTING, "")


def if_wanted(store: Store, *, within: float = SECONDS) -> bool:
    """Rewrite the file where that is due. Whether nothing is due any more."""
    if store.read_only or not is_wanted(store):
        return not store.read_only
    with store.to_itself(within=within) as is_quiet:
        if not is_quiet:
            return False
        try:
            rewriting.rewrite(store)
        except (OSError, RuntimeError, Refusal) as error:
            log.error("the store was not rewritten: %s", error)
            return False
    return True
