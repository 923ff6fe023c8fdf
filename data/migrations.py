"""Opening a store for writing: creates its tables, and migrates a store of an earlier version.

Derived tables are derived again; what the exports say is not changed. Versions of the schema:

2   sensitive and measured mentions in the roll-up; topics, enrichment and near-duplicates
3   number, baseline, commitment and replaced objective of objectives; role sheets, annotations
4   records of one identity merged cell by cell: a poorer export no longer empties cells of an earlier one
5   records of one post, message or mention joined, though one export lacks its id or address; an hour outlives a day
6   own voices; logs that tell tone; the 72 hours of a story run from its first mention; copies in the roll-up, bursts;
    near-duplicates compare words without addresses, handles and tags
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import duckdb

from data import leftovers, opening, private
from data.backups import making, restoring, shelf
from data.derived import filled_cells, same_records, shared_keys
from data.derived import refresh as derived_tables
from data.sentences import Refusal
from data.store import Store, now

HERE = Path(__file__).parent
SCHEMA_VERSION = 6
SCHEMA = tuple((HERE / name).read_text(encoding="utf-8") for name in ("schema.sql", "macros.sql", "dates.sql"))

DIGEST = sha256("\n".join((duckdb.__version__, *SCHEMA)).encode()).hexdigest()


def open_store(path: Path) -> Store:
    """Open a store to read and write; creates the file when there is none.

    A store of this version on a disk that is full, or that takes no writing, is opened to read; every write then says why
    it is refused. Raises StoreBusy when another process owns the file, Refusal when a newer version of the program wrote it,
    or when it is damaged or may not be opened.
    """
    private.begin()
    restoring.finish(path)
    try:
        store = Store(path)
    except Refusal as refusal:
        return _to_read(path, refusal)
    private.close(path)
    try:
        _back_up_before_update(store)
        with store.writing() as cursor:
            _migrate(cursor, path)
    except Refusal as refusal:
        store.close()
        return _to_read(path, refusal)
    except BaseException:
        store.close()
        raise
    leftovers.hold(store)
    return store


def _back_up_before_update(store: Store) -> None:
    """Back a store up that another version of the program made, unless backups are turned off or nothing was loaded."""
    with store.reading() as cursor:
        found = version(cursor)
        if found is None or found > SCHEMA_VERSION or (found == SCHEMA_VERSION and _written_by(cursor) == DIGEST):
            return
        is_empty = cursor.execute("select count(*) = 0 from uploads").fetchone() == (True,)
    shelf.sweep(store.path)
    if not is_empty and not shelf.is_off():
        making.make(store, "before update")


def _to_read(path: Path, refusal: Refusal) -> Store:
    """A store that cannot be written, for reading. Raises the refusal where it cannot be read either, or is of another
    version."""
    if refusal.__cause__ is None or not opening.is_unwritable(refusal.__cause__) or not path.is_file():
        raise refusal
    try:
        store = Store(path, read_only=True, why=refusal.sentence)
    except Refusal:
        raise refusal from None
    with store.reading() as cursor:
        found = version(cursor)
    if found != SCHEMA_VERSION:
        store.close()
        raise refusal
    return store


def _migrate(cursor: duckdb.DuckDBPyConnection, path: Path) -> None:
    found = version(cursor)
    if found is not None and found > SCHEMA_VERSION:
        raise Refusal(
            "The store {path} was written by a newer version of this program. Update the program, or name another "
            "store in EREPUTATION_STORE.",
            path=path.name,
        )
    is_older = found is not None and found < SCHEMA_VERSION
    if found == SCHEMA_VERSION and _written_by(cursor) == DIGEST:  # the tables, views and macros of this very program
        return
    if is_older:
        alter_tables(cursor, found)
    for script in SCHEMA:
        cursor.execute(script)
    cursor.execute(f"comment on table store_info is '{DIGEST}'")
    if found is None:
        cursor.execute("insert into store_info values (?, ?)", [SCHEMA_VERSION, now()])
    elif is_older:
        derive(cursor, found, to=SCHEMA_VERSION)


def _written_by(cursor: duckdb.DuckDBPyConnection) -> str | None:
    """The digest of the scripts that the store's tables, views and macros were made with last."""
    found = cursor.execute("select comment from duckdb_tables() where table_name = 'store_info'").fetchone()
    return found[0] if found else None


def version(cursor: duckdb.DuckDBPyConnection) -> int | None:
    """The version of the schema that the store was written with; None for an empty store."""
    known = cursor.execute("select 1 from duckdb_tables() where table_name = 'store_info'").fetchone()
    found = cursor.execute("select max(schema_version) from store_info").fetchone() if known else None
    return found[0] if found else None


OBJECTIVE_COLUMNS = (
    "objective bigint", "casquette varchar", "commitment varchar", "baseline double", "baseline_from date",
    "baseline_to date", "replaces bigint", "withdraws bigint",
)  # fmt: skip


def alter_tables(cursor: duckdb.DuckDBPyConnection, since: int) -> None:
    """Drop derived tables whose columns changed since a version and add columns to others, before the schema runs."""
    if since < 6:
        for table in ("mention_days", "mention_marks"):
            cursor.execute(f"drop table if exists {table}")
    if since < 3:
        for column in OBJECTIVE_COLUMNS:
            cursor.execute(f"alter table objectives add column if not exists {column}")
        cursor.execute("update objectives set objective = rowid + 1 where objective is null")


def derive(cursor: duckdb.DuckDBPyConnection, since: int, *, to: int) -> None:
    """Fill derived tables that are new since a version; near-duplicates are left to `backlog.settle`."""
    if since < 2:
        cursor.execute("insert into near_pending select distinct brand, day from mention_records where state = 'kept'")
    if since < 5:
        derived_tables.start(cursor)
        for table in shared_keys.KINDS:
            same_records.relink_all(cursor, table)
        for table in filled_cells.RECORDS.values():
            filled_cells.settle_all(cursor, table)
        derived_tables.refresh(cursor)
    if since < 6:
        derived_tables.start(cursor)
        derived_tables.settle_all(cursor)
        # addresses, handles and tags are no words of a story since: the texts that have some are compared again
        cursor.execute(
            r"""
            insert into near_pending
            select distinct brand, day
            from mention_records
            where state = 'kept' and regexp_matches(coalesce(text, title), '[@#]|://|www\.')
            except
            select brand, day from near_pending
            """
        )
    cursor.execute("update store_info set schema_version = ?", [to])
