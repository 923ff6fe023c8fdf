"""Opening a store for writing: creates its tables, and migrates a store of an earlier version.

Derived tables are derived again; what the exports say is not changed. Versions of the schema:

2   sensitive and measured mentions in the roll-up; topics, enrichment and near-duplicates
3   number, baseline, commitment and replaced objective of objectives; role sheets, annotations
4   records of one identity merged cell by cell: a poorer export no longer empties cells of an earlier one
5   records of one post, message or mention joined, though one export lacks its id or address; an hour outlives a day
6   own voices; logs that tell tone; the 72 hours of a story run from its first mention; copies in the roll-up, bursts;
    near-duplicates compare words without addresses, handles and tags. It grew over several programs without a new number
7   the audit log and the sign-ins; everything derived once more, as stores of version 6 may lack some of it
8   what is kept of deleted texts and authors, erasures, runs of the retention, redacted reports; a short text is one story
    for one author of one network

The whole way from an earlier version is one transaction, before which the store is backed up: whatever ends the process,
the store is the one of before or the one of now. Columns that the tables of a store lack are added, whatever its version.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import duckdb

from data import leftovers, opening, private
from data.access import acting
from data.backups import making, restoring, shelf
from data.derived import filled_cells, same_records, shared_keys
from data.derived import refresh as derived_tables
from data.lake.address import lake_at
from data.lake.store import LakeStore
from data.sentences import Refusal
from data.store import Store, columns_of, now

HERE = Path(__file__).parent
SCHEMA = tuple((HERE / name).read_text(encoding="utf-8") for name in ("schema.sql", "macros.sql", "dates.sql"))

# derived from records and decisions, so that they may be dropped; near-duplicates are dear and kept
DERIVED = (
    "mention_days",
    "mention_marks",
    "mention_topics",
    "story_bursts",
    "own_voices",
    "own_voices_state",
    "tone_logs",
)

DIGEST = sha256("\n".join((duckdb.__version__, *SCHEMA)).encode()).hexdigest()


@dataclass(frozen=True)
class Migration:
    """What the number of a version stands for, and what is done in the store once its tables are those of now."""

    number: int
    run: Callable[[duckdb.DuckDBPyConnection], None]


def _nothing_more(_cursor: duckdb.DuckDBPyConnection) -> None:
    """All of it is derived again by whatever comes from an earlier version."""


def open_store(path: Path) -> Store:
    """Open the store of a place (`data.store.store_path`) to read and write; creates its file, or the tables of the lake, when
    there is none.

    A store of this version on a disk that is full, or that takes no writing, is opened to read; every write then says why
    it is refused. Raises StoreBusy when another process owns the file, Refusal when a newer version of the program or another
    program wrote it, or when it is damaged or may not be opened.
    """
    private.begin()
    lake = lake_at(path)
    if lake is not None:
        shared = LakeStore(lake)
        _begun(shared, path)
        with acting.acting(acting.program("this program")):
            shared.divide()
        return shared
    restoring.finish(path)
    try:
        store = Store(path)
    except Refusal as refusal:
        return _to_read(path, refusal)
    return _begun(store, path)


def _begun(store: Store, path: Path) -> Store:
    """A store that was just opened, with the tables of this version."""
    try:
        with store.reading() as cursor:
            version(cursor)  # before anything of it is changed, its rights too
        private.close(path)
        _back_up_before_update(store)
        with acting.acting(acting.program("this program")), store.writing() as cursor:
            _migrate(cursor, path)
    except Refusal as refusal:
        store.close()
        return _to_read(path, refusal)
    except BaseException:
        store.close()
        raise
    leftovers.hold(store)
    restoring.settle(store)
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
        with acting.acting(acting.program("this program")):
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
    if found == SCHEMA_VERSION and _written_by(cursor) == DIGEST:  # the tables, views and macros of this very program
        return
    steps = [one for one in MIGRATIONS if found is not None and one.number > found]
    lacks = False if found is None else _complete_tables(cursor)
    for script in SCHEMA:
        cursor.execute(script)
    cursor.execute(f"comment on table store_info is '{DIGEST}'")
    if found is None:
        cursor.execute("insert into store_info values (?, ?)", [SCHEMA_VERSION, now()])
        return
    for step in steps:
        step.run(cursor)
    if steps or lacks:
        _derive_all(cursor)
    cursor.execute("update store_info set schema_version = ?", [SCHEMA_VERSION])


def _written_by(cursor: duckdb.DuckDBPyConnection) -> str | None:
    """The digest of the scripts that the store's tables, views and macros were made with last."""
    found = cursor.execute("select comment from duckdb_tables() where table_name = 'store_info'").fetchone()
    return found[0] if found else None


def version(cursor: duckdb.DuckDBPyConnection) -> int | None:
    """The version of the schema that the store was written with; None for a database without tables.

    Raises Refusal for a database that holds something else: nothing is written into what another program made.
    """
    known = cursor.execute(
        "select table_name = 'store_info' and schema_name = 'main' and column_name = 'schema_version' from duckdb_columns() "
        "where database_name = current_database() and not internal order by all desc limit 1"
    ).fetchone()
    if known is None:
        return None
    found = cursor.execute("select max(schema_version) from store_info").fetchone() if known[0] else None
    if found is None or found[0] is None:
        raise Refusal(
            "The DuckDB file {path} is no store of this program, or does not say of which version it is: it was left as it "
            "is. Name another store in EREPUTATION_STORE; one that is not there yet is made.",
            path=Path(_file(cursor)).name,
        )
    return found[0]


def _file(cursor: duckdb.DuckDBPyConnection) -> str:
    row = cursor.execute("select path from duckdb_databases() where database_name = current_database()").fetchone()
    return str(row[0]) if row is not None else ""


# what a column that a table lacks is filled with, where its declaration allows no null
FILLED = {
    ("watch_episodes", "peak_clock"): "clock",
    ("watch_episodes", "minutes"): "case clock when 'day' then 1440 when 'hour' then 60 else 5 end",
    ("watch_episodes", "level_at"): "found_at",
    ("watch_messages", "about"): "''",
    ("objectives", "objective"): "rowid + 1",
}


def _complete_tables(cursor: duckdb.DuckDBPyConnection) -> bool:
    """Add the columns that tables of the store lack, and drop derived tables that lack some, before the schema runs.

    Returns whether a derived table was dropped or is missing: all of them are then to be derived again.
    """
    declared = columns_of(SCHEMA)
    there: dict[str, set[str]] = {}
    for table, column in cursor.execute(
        "select table_name, column_name from duckdb_columns() where database_name = current_database() and not internal "
        "and table_name in (select table_name from duckdb_tables() where database_name = current_database())"
    ).fetchall():
        there.setdefault(table, set()).add(column)
    lacks, added = False, []
    for table, columns in declared.items():
        known = there.get(table)
        if table in DERIVED and known != set(columns):
            lacks = True
            cursor.execute(f"drop table if exists {table}")
        elif known is not None:
            for column, kind in columns.items():
                if column not in known:
                    cursor.execute(f"alter table {table} add column {column} {kind}")
                    added.append((table, column))
    for table, column in added:  # once all are there: a table that was written to cannot be altered before the commit
        if (table, column) in FILLED:
            cursor.execute(f"update {table} set {column} = {FILLED[table, column]}")
    return lacks


def _derive_all(cursor: duckdb.DuckDBPyConnection) -> None:
    """Derive everything again; near-duplicates are left to `backlog.settle`."""
    cursor.execute(f"update mention_records set author_key = {derived_tables.AUTHOR_KEY} where author_key is null")
    cursor.execute("delete from own_voices_state")
    derived_tables.start(cursor)
    for table in shared_keys.KINDS:
        same_records.relink_all(cursor, table)
    for table in filled_cells.RECORDS.values():
        filled_cells.settle_all(cursor, table)
    derived_tables.settle_all(cursor)


def _compare_every_text(cursor: duckdb.DuckDBPyConnection) -> None:
    cursor.execute("insert into near_pending select distinct brand, day from mention_records where state = 'kept'")


def _compare_texts_with_addresses(cursor: duckdb.DuckDBPyConnection) -> None:
    """Addresses, handles and tags are no words of a story since: the texts that have some are compared again."""
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


def _tell_short_stories_by_network(cursor: duckdb.DuckDBPyConnection) -> None:
    derived_tables.write_stories(
        cursor,
        "select upload_id, part, record, identity from mention_records "
        f"where author is not null and length(wording(coalesce(text, title, ''))) < {derived_tables.SHORT_WORDING}",
    )


MIGRATIONS = (
    Migration(2, _compare_every_text),
    Migration(3, _nothing_more),
    Migration(4, _nothing_more),
    Migration(5, _nothing_more),
    Migration(6, _nothing_more),
    Migration(7, _compare_texts_with_addresses),
    Migration(8, _tell_short_stories_by_network),
    Migration(9, _nothing_more),
)
SCHEMA_VERSION = MIGRATIONS[-1].number
