"""Bringing a store of an earlier version up to date: what is derived is derived again, records are not touched.

2   the roll-up counts sensitive and measured mentions; topics, marks and near duplicates
3   objectives carry a number, baseline, commitment and what they replace; role sheets, annotations
"""

from __future__ import annotations

import duckdb

from data import derived


def version(cursor: duckdb.DuckDBPyConnection) -> int | None:
    """The version of the schema that the store was written with; None for an empty store."""
    known = cursor.execute("select 1 from duckdb_tables() where table_name = 'store_info'").fetchone()
    found = cursor.execute("select max(schema_version) from store_info").fetchone() if known else None
    return found[0] if found else None


OBJECTIVE_COLUMNS = (
    "objective bigint", "casquette varchar", "commitment varchar", "baseline double", "baseline_from date",
    "baseline_to date", "replaces bigint", "withdraws bigint",
)  # fmt: skip


def make_room(cursor: duckdb.DuckDBPyConnection, held: int) -> None:
    """Drop the derived tables whose columns changed, and widen the others, before the schema makes the new ones."""
    if held < 2:
        cursor.execute("drop table if exists mention_days")
    if held < 3:
        for column in OBJECTIVE_COLUMNS:
            cursor.execute(f"alter table objectives add column if not exists {column}")
        cursor.execute("update objectives set objective = rowid + 1 where objective is null")


def derive(cursor: duckdb.DuckDBPyConnection, held: int, *, to: int) -> None:
    """Fill the derived tables from the records; near duplicates are put aside for `near.settle`."""
    if held < 2:
        cursor.execute("insert into near_pending select distinct brand, day from mention_records where state = 'kept'")
        derived.recount_all(cursor)
    cursor.execute("update store_info set schema_version = ?", [to])
