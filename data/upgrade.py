"""Bringing a store of an earlier version up to date: what is derived is derived again, records are not touched.

2   the roll-up counts sensitive and measured mentions; topics, marks and near duplicates
"""

from __future__ import annotations

import duckdb

from data import derived


def version(cursor: duckdb.DuckDBPyConnection) -> int | None:
    """The version of the schema that the store was written with; None for an empty store."""
    known = cursor.execute("select 1 from duckdb_tables() where table_name = 'store_info'").fetchone()
    found = cursor.execute("select max(schema_version) from store_info").fetchone() if known else None
    return found[0] if found else None


def make_room(cursor: duckdb.DuckDBPyConnection) -> None:
    """Drop the derived tables whose columns changed, before the schema makes them again."""
    cursor.execute("drop table if exists mention_days")


def derive(cursor: duckdb.DuckDBPyConnection, *, to: int) -> None:
    """Fill the derived tables from the records; near duplicates are put aside for `near.settle`."""
    cursor.execute("insert into near_pending select distinct brand, day from mention_records where state = 'kept'")
    derived.recount_all(cursor)
    cursor.execute("update store_info set schema_version = ?", [to])
