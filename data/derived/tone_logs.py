"""Which tables of mentions tell the tone of any mention; the others have no say in figures of tone.

A log without a tone column is no log of unqualified mentions: its mentions count in the volume only.
"""

from __future__ import annotations

import duckdb

from data.store import literal


def refresh(cursor: duckdb.DuckDBPyConnection) -> None:
    """Add the tables of uploads that are not known yet; what the tool wrote in a table never changes."""
    new = cursor.execute(
        """
        select distinct upload_id from upload_parts
        where table_name = 'mentions' and upload_id not in (select upload_id from tone_logs)
        """
    ).fetchall()
    if new:  # named one by one: only the blocks of these uploads are read
        cursor.execute(
            f"""
            insert into tone_logs
            select upload_id, part, bool_or(sentiment is not null)
            from mention_records
            where upload_id in ({", ".join(literal(row[0]) for row in new)})
            group by upload_id, part
            """
        )
