"""Ends the server's work within seconds: threads first, all at once, then the store, whose log of writes goes into its file."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable

from commands.background import Background
from data.store import Store

SECONDS = 8.0  # for all threads together

log = logging.getLogger(__name__)


def stop(store: Store, threads: Iterable[Background]) -> tuple[str, ...]:
    """Stop the threads and close the store; the names of threads that were still in the middle of a round, which the end of
    the process ends: what they had not committed is not in the store."""
    threads = tuple(threads)
    last = time.monotonic() + SECONDS
    for one in threads:
        one.stopped.set()
    for one in threads:
        one.patience = max(0.0, last - time.monotonic())
        one.stop()
    late = tuple(one.name for one in threads if one.state()["alive"])
    for name in late:
        log.warning("thread %s has not ended in time", name)
    store.close()
    log.info("stopped")
    return late
