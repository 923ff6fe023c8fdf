"""Opening a store to write in: its tables are made, and a store of an earlier version is brought up to date.

What is derived is derived again, records are not touched. What each version of the schema brought:

2   the roll-up counts sensitive and measured mentions; topics, marks and near duplicates
3   objectives carry a number, baseline, commitment and what they replace; role sheets, annotations
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from data.derived import refresh as derived_tables
from data.sentences import Refusal
from data.store import Store, now

HERE = Path(__file__).parent
SCHEMA_VERSION = 3
SCHEMA = tuple((HERE / name).read_text(encoding="utf-8") for name in ("schema.sql", "macros.sql", "dates.sql"))


def open_store(path: Path) -> Store:
    """Open a store to read and write, made where there is none.

    Raises StoreBusy when another process owns the file, Refusal when a newer version of the program wrote it.
    """
    store = Store(path)
    try:
        with store.writing() as cursor:
            _bring_up_to_date(cursor, path)
    except BaseException:
        store.close()
        raise
    return store


def _bring_up_to_date(cursor: duckdb.DuckDBPyConnection, path: Path) -> None:
    held = version(cursor)
    if held is not None and held > SCHEMA_VERSION:
        raise Refusal(
            "The store {path} was written by a newer version of this program. Update the program, or name another "
            "store in EREPUTATION_STORE.",
            path=path.name,
        )
    is_older = held is not None and held < SCHEMA_VERSION
    if is_older:
        make_room(cursor, held)
    for words in SCHEMA:
        cursor.execute(words)
    if held is None:
        cursor.execute("insert into store_info values (?, ?)", [SCHEMA_VERSION, now()])
    elif is_older:
        derive(cursor, held, to=SCHEMA_VERSION)


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
    """Fill the derived tables from the records; near duplicates are put aside for `backlog.settle`."""
    if held < 2:
        cursor.execute("insert into near_pending select distinct brand, day from mention_records where state = 'kept'")
        derived_tables.recount_all(cursor)
    cursor.execute("update store_info set schema_version = ?", [to])
