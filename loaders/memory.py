"""What analysts agreed about a kind of file, kept for the next one: the columns of files that no format claims."""

from __future__ import annotations

import duckdb

from data.store import insert, now


def columns(cursor: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Fingerprint of a header -> agreed columns (JSON), the latest of each."""
    return dict(
        cursor.execute(
            "select fingerprint, arg_max(value, set_at) from remembered where kind = 'columns' group by fingerprint"
        ).fetchall()
    )


def remember_columns(cursor: duckdb.DuckDBPyConnection, *, fingerprint: str, agreed: str, who: str) -> None:
    """Keep the agreed columns of a header, unless they are the ones already kept."""
    if columns(cursor).get(fingerprint) == agreed:
        return
    row = {
        "kind": "columns",
        "fingerprint": fingerprint,
        "name": "columns",
        "value": agreed,
        "set_at": now(),
        "set_by": who,
    }
    insert(cursor, "remembered", row)
