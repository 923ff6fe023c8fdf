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
            select r.upload_id, r.part, bool_or(case when f.record is null then r.sentiment else f.own end is not null)
            from mention_records r
            left join filled_cells f  -- a sentiment that another export states says nothing of this one
              on f.table_name = 'mention_records'
             and f.column_name = 'sentiment'
             and f.upload_id = r.upload_id
             and f.part = r.part
             and f.record = r.record
             and f.identity = r.identity
            where r.upload_id in ({", ".join(literal(row[0]) for row in new)})
            group by r.upload_id, r.part
            """
        )
