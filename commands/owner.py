"""The process that owns the store: it opens the file, and carries out what other processes ask for meanwhile."""

from __future__ import annotations

from pathlib import Path

from data import __main__ as data_commands
from data import commands, mailbox, snapshot
from data.store import Store
from data.upgrade import open_store
from kpis import commands as kpis_commands
from loaders import commands as loaders_commands


def serve(path: Path) -> Store:
    """The store, open for this process; a thread answers the command line, which cannot open it meanwhile.

    Called once per process and store. Raises StoreBusy when another process holds the file.
    """
    store = open_store(path)
    mailbox.serve(
        store,
        {
            "loaders": commands.handler(loaders_commands.run),
            "data": commands.handler(data_commands.run),
            "kpis": commands.handler(kpis_commands.run),
            "snapshot": snapshot.answer,
        },
    )
    return store
