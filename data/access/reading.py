"""What leaves the store without changing it (a download, an export), noted in the audit log; and the log, to be read."""

from __future__ import annotations

import logging

from data.access import log
from data.access.acting import acting, current, program
from data.sentences import Refusal
from data.store import Store

GUARD = program("audit log")

log_of_server = logging.getLogger(__name__)


def note(store: Store, action: str, what: dict) -> None:
    """Note what whoever acts takes out of the store. `what`: keys, never texts.

    Where the store takes no writing, the log of the server holds it.
    """
    who = current()
    try:
        with acting(GUARD), store.writing() as cursor:
            log.append(cursor, who, [(action, what, {}, {})])
    except Refusal as refusal:
        log_of_server.warning("%s %s, not in the audit log: %s", action, sorted(what), refusal)


def entries(store: Store) -> list[tuple]:
    """Every entry with its hash, oldest first."""
    with store.reading() as cursor:
        return cursor.execute(log.SELECTED).fetchall()
