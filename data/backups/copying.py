"""A consistent copy of an open store, and what its tables hold in a few characters."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.access import noted
from data.store import Store, literal, quote


@dataclass(frozen=True)
class Held:
    """How many rows a table holds, and a hash of them: with their order in tables of decisions, whose latest row holds."""

    rows: int
    hash: str


def copy_to(store: Store, to: Path) -> dict[str, Held]:
    """Write the store as it is at one moment to a new file in its work folder; what its tables held at that moment.

    Readers and writers go on meanwhile: the copy is of one transaction.
    """
    name = f"copy_{uuid.uuid4().hex}"
    with store.reading() as cursor:
        here = _database(cursor)
        cursor.execute(f"attach {literal(str(to))} as {name}")
        try:
            # only a copy without rows may be made while the configuration is locked inside a transaction; tables and
            # views change at no other time than when the store is opened
            cursor.execute(f"copy from database {quote(here)} to {name} (schema)")
            cursor.execute("begin transaction")
            for table in _tables(cursor):
                cursor.execute(f"insert into {name}.{quote(table)} from {quote(here)}.{quote(table)}")
            held = tables_held(cursor)
            cursor.execute("commit")
            _copy_comment(cursor, here, name)
            cursor.execute(f"checkpoint {name}")
        except BaseException:
            with suppress(duckdb.Error):  # the transaction was already over
                cursor.execute("rollback")
            raise
        finally:
            cursor.execute(f"detach database if exists {name}")
    return held


def _copy_comment(cursor: duckdb.DuckDBPyConnection, here: str, name: str) -> None:
    """The digest of the scripts that made the tables, which is not copied with them."""
    made_with = cursor.execute(
        "select comment from duckdb_tables() where table_name = 'store_info' and database_name = ?", [here]
    ).fetchone()
    if made_with is not None and made_with[0] is not None:
        cursor.execute(f"comment on table {name}.store_info is {literal(made_with[0])}")


def tables_held(cursor: duckdb.DuckDBPyConnection) -> dict[str, Held]:
    """What every table of a database holds, by its name."""
    return {name: table_held(cursor, name) for name in _tables(cursor)}


def _tables(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    found = cursor.execute(
        "select table_name from duckdb_tables() where database_name = ? and schema_name = 'main' and not temporary "
        "order by all",
        [_database(cursor)],
    ).fetchall()
    return [name for (name,) in found]


def table_held(cursor: duckdb.DuckDBPyConnection, name: str) -> Held:
    rows = f"{quote(name)} r"
    if name in noted.NOTED:  # the latest of these rows holds: their order is part of what they say
        rows = f"(select t, row_number() over (order by rowid) as place from {quote(name)} t) r"
    row = cursor.execute(f"select count(*), coalesce(sum(hash(r) :: hugeint), 0) from {rows}").fetchone()
    assert row is not None
    return Held(int(row[0]), str(row[1]))


@contextmanager
def opened(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database file, to read, beside the store. Raises Refusal where it is damaged, StoreBusy where it is being written."""
    store = Store(path, read_only=True)
    try:
        with store.reading() as cursor:
            yield cursor
    finally:
        store.close()


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while block := source.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def synced(path: Path) -> None:
    """Have the bytes of a file written to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _database(cursor: duckdb.DuckDBPyConnection) -> str:
    row = cursor.execute("select current_database()").fetchone()
    assert row is not None
    return str(row[0])
