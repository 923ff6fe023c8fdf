"""The process that owns the store: it opens the file, and carries out the requests of other processes."""

from __future__ import annotations

import logging
from pathlib import Path

import duckdb

from commands import drop_outcome, mailbox, snapshot
from commands import indicators as kpis_commands
from commands import load_files as loaders_commands
from commands import reports as reports_commands
from commands import run as runner
from commands import store as data_commands
from commands import watch_rounds as watch_commands
from data.backups import rewriting
from data.decisions import retention
from data.migrations import open_store
from data.personal import rewriting as in_service
from data.sentences import Refusal
from data.store import Store

log = logging.getLogger(__name__)


def serve(path: Path) -> Store:
    """Open the store for this process, and answer the command line, which cannot open it, in a thread.

    Called once per process and store. Raises StoreBusy when another process holds the file.
    """
    store = open_store(path)
    if store.read_only:  # its disk takes no requests either
        return store
    if rewriting.is_due(store, retention.raw_expired_at(store)) or in_service.is_wanted(store):
        try:
            rewriting.rewrite(store)
        except (Refusal, duckdb.Error, OSError):  # no room for a copy: tried again at the next start
            log.exception("the store was not rewritten")
    if store.is_shared:  # every process opens it for itself
        return store
    mailbox.serve(
        store,
        {
            "loaders": runner.handler(loaders_commands.run),
            "data": runner.handler(data_commands.run),
            "kpis": runner.handler(kpis_commands.run),
            "reports": runner.handler(reports_commands.run),
            "watch": runner.handler(watch_commands.run),
            "snapshot": snapshot.answer,
            drop_outcome.KIND: drop_outcome.answer,
        },
    )
    return store
