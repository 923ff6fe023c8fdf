"""Connections to a lake: of now, which writes, or of one snapshot, which is only read; and turns among processes.

DuckDB reaches PostgreSQL by extensions. They are part of no program: they come from the packages
`duckdb-extension-ducklake` and `duckdb-extension-postgres-scanner` where these are installed, else from DuckDB's own
repository, once per machine. A lake is attached before the connection is closed to every other file and host.
"""

from __future__ import annotations

import importlib.util
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from data.lake.address import Lake
from data.sentences import Refusal
from data.store import literal

ALIAS = "lake"
LOCKS = "catalogue"  # the catalogue's database as such: turns, and the number of the last snapshot
WRITE, LEAD = 1_163_019_600, 1_163_019_601  # the advisory locks of PostgreSQL by which processes take turns

WAIT = 600.0  # seconds for the turn to write: longer than a large load takes
SHORTEST, LONGEST = 0.02, 0.5  # seconds between two tries


def connect(lake: Lake, settings: dict[str, str], *, snapshot: int | None = None) -> duckdb.DuckDBPyConnection:
    """A connection to which the lake is attached as `lake`, as of a snapshot where one is named; open to all else yet.

    Raises Refusal where the catalogue or the place of its Parquet files cannot be reached.
    """
    connection = duckdb.connect(":memory:", config=settings)
    try:
        for name in ("ducklake", "postgres_scanner"):
            load(connection, name)
        if lake.is_remote:
            load(connection, "httpfs")
            _sign_in(connection)
        elif not Path(lake.data).is_dir():
            Path(lake.data).mkdir(mode=0o700, parents=True)
        if lake.password:  # apart from the address, which DuckDB tells with each failure
            secret = f"create temporary secret __default_postgres (type postgres, password {literal(lake.password)})"
            connection.execute(secret)
        at = "" if snapshot is None else f", snapshot_version {snapshot}"
        connection.execute(f"attach {_attached(lake)} as {ALIAS} (data_path {literal(lake.data)}{at})")
        if snapshot is None:
            connection.execute(f"attach {literal(lake.connection)} as {LOCKS} (type postgres)")
            _need_files(connection, lake)
        connection.execute(f"use {ALIAS}")
    except (duckdb.Error, OSError) as error:
        connection.close()
        raise refusal_of(error, lake) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _need_files(connection: duckdb.DuckDBPyConnection, lake: Lake) -> None:
    """Raises Refusal where the folder of a lake that has files has none (a disk that is not mounted, which nobody should write
    beside), and where that of a new lake has some: what no snapshot of a lake names is deleted with an erasure."""
    known = _ask(connection, "select count(*) from ducklake_data_file where end_snapshot is null")
    found = f"select 1 from glob({literal(lake.data.rstrip('/') + '/**/*.parquet')}) limit 1"
    has_files = connection.execute(found).fetchone() is not None
    if has_files and not _ask(connection, "select count(*) from ducklake_table"):
        raise Refusal(
            "The place {data} holds Parquet files, and the lake {address} is new: they are another one's, whose files an "
            "erasure here would delete. Name a place of its own in EREPUTATION_LAKE_DATA, or another folder in EREPUTATION_LAKE.",
            data=lake.data,
            address=lake.shown,
        )
    if known and not has_files:
        with suppress(OSError):
            Path(lake.data).rmdir()
        raise Refusal(
            "The place {data} of the files of the lake {address} is empty, where {count} should be: mount its disk, or put its "
            "folder back. Nothing was changed.",
            data=lake.data,
            address=lake.shown,
            count=known,
        )


def load(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Load an extension of DuckDB. Raises Refusal where it can be had neither from a package nor from the repository."""
    found = importlib.util.find_spec(f"duckdb_extension_{name}")
    for folder in (found.submodule_search_locations or ()) if found else ():
        for file in Path(folder).glob(f"extensions/v{duckdb.__version__}/*.duckdb_extension"):
            connection.execute(f"load {literal(str(file))}")
            return
    try:
        connection.execute(f"install {name}")
        connection.execute(f"load {name}")
    except duckdb.Error as error:
        raise Refusal(
            "A lake needs DuckDB's extension {name}, which cannot be had here: {reason}. Install the package "
            "duckdb-extension-{package} in version {version}, or let this machine reach DuckDB's repository once.",
            name=name,
            package=name.replace("_", "-"),
            version=duckdb.__version__,
            reason=first_line(error),
        ) from error


def snapshot_of_now(connection: duckdb.DuckDBPyConnection) -> int:
    """The number of the last snapshot of a lake that is attached as of now: it grows with every commit of anybody."""
    return int(_ask(connection, "select max(snapshot_id) from ducklake_snapshot"))


def is_divided(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the files of a table lie apart by its columns."""
    return bool(_ask(connection, "select count(*) from ducklake_partition_info where end_snapshot is null"))


@contextmanager
def turn(lake: Lake, connection: duckdb.DuckDBPyConnection, *, wait: float = WAIT) -> Iterator[Callable[[], None]]:
    """While no other process has its turn; the end of this process ends its turn as well. Gives what raises once it is lost.

    DuckLake lets two insertions into one table both commit, so that two loads of one file at once would double its rows, and
    refuses a change of other rows beside them. Whoever has its turn meets neither. Raises Refusal where the others have not ended after `wait` seconds.
    """
    cursor = connection.cursor()
    try:
        until, pause = time.monotonic() + wait, SHORTEST
        while not _has_turn(cursor, lake):
            if time.monotonic() >= until:
                raise Refusal(
                    "The store {address} has been written by another program for {minutes} minutes: nothing of this was "
                    "written. Try again once its load is over.",
                    address=lake.shown,
                    minutes=round(wait / 60),
                )
            time.sleep(pause * random.uniform(0.5, 1.0))  # else those that wait would all come back at once
            pause = min(pause * 2, LONGEST)
        yield lambda: _check(cursor)
    finally:
        with suppress(duckdb.Error):  # the connection is gone, and the lock with it
            cursor.execute("rollback")
        cursor.close()


def _check(cursor: duckdb.DuckDBPyConnection) -> None:
    """Raises where the transaction that holds the lock is over, with the connection that it was made on."""
    try:
        is_held = _ask(cursor, f"select count(*) from pg_locks where {_held(WRITE)}")
    except duckdb.Error as error:
        raise duckdb.TransactionException(f"the turn to write was lost: {first_line(error)}") from error
    if not is_held:
        raise duckdb.TransactionException("the turn to write was lost")


def _held(key: int) -> str:
    return f"locktype = 'advisory' and objid = {key} and granted and pid = pg_backend_pid()"


def _has_turn(cursor: duckdb.DuckDBPyConnection, lake: Lake) -> bool:
    try:
        return _is_mine(cursor, WRITE)
    except duckdb.Error as error:
        raise refusal_of(error, lake) from error


def _is_mine(cursor: duckdb.DuckDBPyConnection, key: int) -> bool:
    """Take a lock of PostgreSQL for a transaction that is left open; False, without a transaction, where another has it."""
    cursor.execute("begin transaction")
    if _ask(cursor, f"select pg_try_advisory_xact_lock({key})"):
        return True
    cursor.execute("rollback")
    return False


class Lead:
    """Which one of several dashboards does what is to be done once: messages, reports, backups, deletions by time."""

    def __init__(self) -> None:
        self._cursor: duckdb.DuckDBPyConnection | None = None

    def is_mine(self, connection: duckdb.DuckDBPyConnection) -> bool:
        """Whether this process leads, as it does until it ends or loses its connection; another one leads from then on."""
        if self._cursor is not None:
            try:
                held = _ask(self._cursor, f"select count(*) from pg_locks where {_held(LEAD)}")
                if held:
                    return True
            except duckdb.Error:
                pass
            self.end()
        cursor = connection.cursor()
        try:
            if _is_mine(cursor, LEAD):
                self._cursor = cursor
                return True
        except duckdb.Error:
            pass  # the catalogue does not answer: nobody leads
        cursor.close()
        return False

    def end(self) -> None:
        """Let another one lead."""
        if self._cursor is not None:
            with suppress(duckdb.Error):
                self._cursor.execute("rollback")
            self._cursor.close()
            self._cursor = None


def refusal_of(error: BaseException, lake: Lake) -> Refusal:
    """What to tell of a lake that cannot be opened, and what to do."""
    told, address = str(error), lake.shown
    if "does not match existing data path" in told:
        return Refusal(
            "The lake {address} keeps its Parquet files at another place than {data}: write that place in "
            "EREPUTATION_LAKE_DATA, or leave it out where it is the folder parquet in EREPUTATION_LAKE.",
            address=address,
            data=lake.data,
        )
    if "Unable to connect to Postgres" in told or "connection to server" in told:
        return Refusal(
            "The catalogue {address} does not answer: {reason}. Start its PostgreSQL, or mend the address in "
            "EREPUTATION_STORE; nothing was changed.",
            address=address,
            reason=_reason(told),
        )
    return Refusal(
        "The lake {address} cannot be opened, or the place of its files {data} cannot be reached: {reason}. Look whether "
        "both can be reached from this machine; nothing was changed.",
        address=address,
        data=lake.data,
        reason=first_line(error),
    )


def gone(error: BaseException, lake: Lake) -> Refusal:
    """What to tell of a catalogue that went away while it was written to."""
    if "conflict" in str(error).lower():
        return Refusal(
            "Another program wrote the lake {address} at the same moment, without taking its turn: nothing of this was written. "
            "Try again.",
            address=lake.shown,
        )
    return Refusal(
        "The catalogue {address} went away while it was written to ({reason}). Once it answers again, look whether what you "
        "did is there: it is so whole, or not at all.",
        address=lake.shown,
        reason=_reason(str(error)),
    )


def _reason(told: str) -> str:
    """Why PostgreSQL could not be reached, without the connection string, which may hold a password."""
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    found = next((line for line in lines if "failed:" in line), lines[0])
    return found.rpartition("failed:")[2].strip() or found


def first_line(error: BaseException) -> str:
    """The first line of an error, which says what it is."""
    return next(iter(str(error).splitlines()), type(error).__name__)


def _attached(lake: Lake) -> str:
    return literal("ducklake:postgres:" + lake.connection)


def _ask(connection: duckdb.DuckDBPyConnection, query: str) -> object:
    row = connection.execute(f"select * from postgres_query('{LOCKS}', {literal(query)})").fetchone()
    return None if row is None else row[0]


def _sign_in(connection: duckdb.DuckDBPyConnection) -> None:
    """Give the object storage the names of the environment that its tools read."""
    given = {
        "key_id": os.environ.get("AWS_ACCESS_KEY_ID"),
        "secret": os.environ.get("AWS_SECRET_ACCESS_KEY"),
        "region": os.environ.get("AWS_REGION") or "us-east-1",
    }
    endpoint = os.environ.get("AWS_ENDPOINT_URL", "").strip()
    if endpoint:
        scheme, _, host = endpoint.rpartition("://")
        given |= {"endpoint": host, "url_style": "path", "use_ssl": str(scheme != "http").lower()}
    options = ", ".join(f"{name} {literal(value)}" for name, value in given.items() if value)
    connection.execute(f"create or replace temporary secret lake_files (type s3, {options})")
