"""The audit log: who did what and when, appended in the transaction of the write that it tells of.

Entries are numbered one by one, and each holds the hash of the one before: a row that was changed, or taken out between two
others, is found. (Whoever may write the file could write it anew as a whole: keep a copy of the CSV elsewhere.)
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

import duckdb
import pandas as pd

from data.access import noted
from data.access.acting import Actor

COLUMNS = ("entry", "noted_at", "who", "role", "action", "what", "before", "after")


Entry = tuple[str, dict, dict, dict]  # action; what, before and after as keys and values


def append(
    cursor: duckdb.DuckDBPyConnection, who: Actor, entries: list[Entry], *, committed: tuple[int, str] = (0, "")
) -> None:
    """Append entries, in the transaction of the cursor. The time is in UTC. `committed`: the last entry that others see,
    which the transaction may be too old to see."""
    if not entries:
        return
    number, previous = max(last(cursor), committed)
    at, rows = datetime.now(UTC).replace(tzinfo=None), []
    for place, (action, *parts) in enumerate(entries, start=number + 1):
        row = [place, at, who.name, who.role, action, *(noted.text(part) for part in parts)]
        previous = chained(previous, row)
        rows.append([*row, previous])
    columns = [list(column) for column in zip(*rows, strict=True)]
    cursor.execute(f"insert into audit_log select {', '.join(['unnest(?)'] * len(columns))}", columns)


def last(cursor: duckdb.DuckDBPyConnection) -> tuple[int, str]:
    """The number and hash of the last entry that a cursor sees; (0, '') for none."""
    found = cursor.execute("select entry, hash from audit_log order by entry desc limit 1").fetchone()
    return found if found is not None else (0, "")


def chained(previous: str, row: list) -> str:
    """The hash of an entry after another."""
    written = json.dumps([previous, row[0], row[1].isoformat(), *row[2:]], ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


SELECTED = f"select {', '.join(COLUMNS)}, hash from audit_log order by entry"


def first_changed(rows: list[tuple]) -> int | None:
    """The number of the first entry that is not as it was written, or that one is missing before; None: all are sound.

    `rows`: those of SELECTED.
    """
    previous = ""
    for place, (*row, kept) in enumerate(rows, start=1):
        if row[0] != place or chained(previous, row) != kept:
            return place
        previous = kept
    return None


def as_frame(rows: list[tuple]) -> pd.DataFrame:
    """The entries, newest first: the columns of COLUMNS."""
    return pd.DataFrame([row[:-1] for row in reversed(rows)], columns=list(COLUMNS))
