"""Deletes the words, or the author, of records; every figure stays as it was (data/derived/blanked.py)."""

from __future__ import annotations

from datetime import datetime

import duckdb

from data.derived import blanked, enrichment
from data.store import literal

# table of records -> the columns that hold what somebody wrote, and those that name who wrote it or lead to them
TEXTS = {
    "mention_records": ("title", "text"),
    "conversation_records": ("text",),
    "relation_records": ("note",),
    "post_records": ("title", "text"),
}
AUTHORS = {
    "mention_records": ("author", "author_followers", "url", "platform_id"),
    "conversation_records": ("url", "platform_id"),
    "relation_records": ("person", "url"),
}


def blank(cursor: duckdb.DuckDBPyConnection, table: str, columns: tuple[str, ...], *, why: str, at: datetime) -> int:
    """Delete the columns of the records of the temporary table `blanking` (upload_id, part, record, identity). `why`: the
    column of `blanked_records` that notes the moment, in UTC. Returns how many records."""
    found = cursor.execute("select count(*) from blanking").fetchone()
    if found is None or not found[0]:
        return 0
    blanked.hold(cursor, table)
    cells = ", ".join(f"{name} = null" for name in columns)
    cursor.execute(f"update {table} set {cells} from blanking k where {blanked.same(table, 'k')}")
    cursor.execute(
        f"update {blanked.TABLE} set {why} = ? from blanking k "
        f"where {blanked.TABLE}.table_name = '{table}' and {blanked.same(blanked.TABLE, 'k')}",
        [at],
    )
    cursor.execute(
        f"delete from filled_cells using blanking k where filled_cells.table_name = '{table}' "
        f"and {blanked.same('filled_cells', 'k')} "
        f"and filled_cells.column_name in ({', '.join(literal(name) for name in columns)})"
    )
    return int(found[0])


def forget_labels(cursor: duckdb.DuckDBPyConnection) -> None:
    """Delete the scorer's labels of texts that no mention has any more."""
    cursor.execute(
        f"delete from model_labels where text_key not in (select {enrichment.TEXT_KEY} from mention_records "
        "where text is not null or title is not null)"
    )
