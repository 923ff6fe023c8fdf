"""Read-only copies of the store, for other processes: consistent, made while the store serves."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from data import leftovers
from data.access import reading
from data.store import Store, literal


def publish(store: Store) -> Path:
    """Write a consistent copy next to the store and return its path; deletes copies older than an hour."""
    folder = store.path.with_suffix(".snapshots")
    folder.mkdir(mode=0o700, exist_ok=True)
    leftovers.sweep_snapshots(store)
    name = f"{time.time_ns()}.duckdb"
    making = store.work / name  # SQL may write in the work folder only
    with store.reading() as cursor:
        here = cursor.execute("select current_database()").fetchone()
        assert here is not None
        cursor.execute(f"attach {literal(str(making))} as copy_{os.getpid()}")
        try:
            cursor.execute(f'copy from database "{here[0]}" to copy_{os.getpid()}')
        finally:
            cursor.execute(f"detach copy_{os.getpid()}")
    return making.rename(folder / name)


def answer(store: Store, _request: dict[str, Any], _folder: Path) -> dict[str, Any]:
    """Answer another process that requests a copy: the path of a new one."""
    path = publish(store)
    reading.note(store, "export", {"snapshot": path.name})
    return {"path": str(path)}
