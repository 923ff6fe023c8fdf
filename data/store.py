"""The store: one DuckDB file that one process owns. A store that several machines share is data/lake/store.py.

Constraints of DuckDB 1.5 and 2.0: a connection shared by threads gives one reader another's rows, so that
every read uses a new cursor; after a fatal error (a full disk) every handle must be closed and the file
opened again; while one process writes, others cannot open the file.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, cast

import duckdb
import pandas as pd

from data import opening, secret
from data.access import acting
from data.access.door import Door
from data.cores import Cores
from data.lake.address import place_of
from data.prepared import Prepared
from data.sentences import Refusal, Sentence, sentence
from data.touched import Watched

HERE = Path(__file__).parent
DEFAULT_PATH = HERE / "e-reputation.duckdb"
DEFAULT_TIME_ZONE = "Europe/Paris"

SETTINGS = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
    "allow_unsigned_extensions": "false",
    "python_enable_replacements": "false",
    "memory_limit": "700MB",
    "max_temp_directory_size": "20GB",
    "asof_loop_join_threshold": "0",  # it trusts an estimate of the rows of a text, and then compares each with each
}

MOST_ANSWERS = 2_000  # that are kept of one state of the store


class StoreBusy(Exception):
    """Another process owns the store file."""


def store_path() -> Path:
    """The place of the store that EREPUTATION_STORE names: the path of a file, by default data/e-reputation.duckdb, or the
    place of a lake (data/lake/address.py). Raises Refusal for what is no address."""
    return place_of(os.environ.get("EREPUTATION_STORE") or str(DEFAULT_PATH))


def now() -> datetime:
    """The time of ledger and decisions: UTC, without zone, to the microsecond."""
    return datetime.now(UTC).replace(tzinfo=None)


class Store:
    """An open store file. Threads share it; each query runs on its own cursor.

    `data.migrations.open_store` opens one for writing, with the tables of this version.
    """

    is_shared = False  # whether other processes may write to it while this one has it open

    def __init__(self, path: Path, *, read_only: bool = False, why: Sentence | None = None) -> None:
        self.path = path
        self.read_only = read_only
        self.why = why or sentence("This copy of the store is read-only.")  # that it is
        self.limited_to: tuple[str, ...] | None = None  # all brands that a copy for a limited access holds
        self.as_of: datetime | None = None  # when such a copy was made, in UTC
        self.follows: Store | None = None  # the copy that it takes the place of, while that one is open
        self._writing = threading.RLock()
        self._opening = threading.Lock()
        self._connection: duckdb.DuckDBPyConnection | None = None
        self.version = 0  # grows with every write: part of the key of caches
        self.begun = 0  # grows just before a write is seen; it differs from `version` while one becomes so
        self._answers: tuple[int, dict[tuple, Any]] = (0, {})  # to small questions, as of a version
        self._touched: dict[str, int] = {}  # word of a statement that wrote -> the version that it made
        self.closing: list[Callable[[], None]] = []  # what lies beside the file and closes with it
        self.closed: list[Callable[[], None]] = []  # what follows, once the file is closed
        self.is_noted = True  # what is written stands in the audit log; not in a copy that is made of what was noted
        self.after_write: Callable[[], None] | None = None  # called when a write is over; it must return at once
        self._open: dict[int, list[duckdb.DuckDBPyConnection]] = {}  # thread -> its cursors of `reading` and `writing`
        self._gate = threading.Condition()
        self._using: dict[int, int] = {}  # thread -> how often it uses the file at this moment
        self._alone: int | None = None  # the thread that has the file to itself
        self.prepared = Prepared(self._cursor, self.in_use)
        self.cores = Cores(self._cursor)
        self._connect()

    # Paths next to the file ---------------------------------------------------------------------

    @property
    def files(self) -> Path:
        """Raw bytes of the uploads, compressed, named by their hash."""
        return self.path.with_suffix(".files")

    @property
    def work(self) -> Path:
        """Scratch space: the only folder in which SQL may read and write."""
        return self.path.with_suffix(".work")

    @property
    def figures(self) -> Path:
        """Computed figures, which can be computed again: a file of their own, in no backup and no undo."""
        return self.path.with_suffix(".figures")

    @property
    def inbox(self) -> Path:
        """The folder of requests from other processes to the owner of the file."""
        return self.path.with_suffix(".inbox")

    @property
    def secret(self) -> Path:
        """The secret under which people's names are kept (data/secret.py): a file of its own, in no backup."""
        return self.path.with_suffix(".secret")

    @property
    def size(self) -> int:
        """How many bytes its rows take on the disk; 0 before there are any."""
        return self.path.stat().st_size if self.path.exists() else 0

    def take_secret(self) -> None:
        """Let SQL use the secret as its file, or EREPUTATION_SECRET, has it now."""
        cursor = self._cursor()
        try:
            secret.lay_out(cursor, self.secret)
        finally:
            cursor.close()

    # Reading ------------------------------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A new cursor, closed at the end."""
        with self.in_use():
            yield from self._reading(self._cursor)

    @contextmanager
    def staging(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A new cursor that finds what lies in `staging` for the next transaction, closed at the end."""
        with self.in_use():
            yield from self._reading(self._writing_cursor)

    def _reading(self, opened: Callable[[], duckdb.DuckDBPyConnection]) -> Iterator[duckdb.DuckDBPyConnection]:
        cursor = opened()
        mine = self._mine()
        mine.append(cursor)
        try:
            yield cursor
        except duckdb.Error as error:
            refusal = self._unread(error)
            if refusal is None:
                raise
            raise refusal from error
        finally:
            mine.remove(cursor)
            cursor.close()

    def _unread(self, error: duckdb.Error) -> Refusal | None:
        """What to tell of a failure to read that is the store's, not the query's."""
        return opening.refusal_of(error, self.path) if opening.is_damaged(error) else None

    def frame(self, sql: str, parameters: list[Any] | dict[str, Any] | None = None) -> pd.DataFrame:
        """The rows of a query as a pandas frame."""
        with self.reading() as cursor:
            return cursor.execute(sql, parameters or []).df()

    def rows(self, sql: str, parameters: list[Any] | dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """The rows of a query as dictionaries."""
        with self.reading() as cursor:
            cursor.execute(sql, parameters or [])
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def value(self, sql: str, parameters: list[Any] | dict[str, Any] | None = None) -> Any:
        """The first cell of the first row, or None."""
        with self.reading() as cursor:
            row = cursor.execute(sql, parameters or []).fetchone()
            return row[0] if row else None

    def value_once(self, sql: str, parameters: list[Any] | None = None) -> Any:
        """`value`, asked once per state of the store: for small questions that every figure asks."""
        return self._once(("value", sql, *map(_hashable, parameters or ())), lambda: self.value(sql, parameters))

    def rows_once(self, sql: str, parameters: list[Any] | None = None) -> list[dict[str, Any]]:
        """`rows`, asked once per state of the store. The rows are shared: read them alone."""
        return self._once(("rows", sql, *map(_hashable, parameters or ())), lambda: self.rows(sql, parameters))

    def frame_once(self, sql: str, parameters: dict[str, Any]) -> pd.DataFrame:
        """`frame`, asked once per state of the store, for the small tables of a screen. Each caller has its own copy."""
        key = ("frame", sql, *((name, _hashable(value)) for name, value in sorted(parameters.items())))
        return self._once(key, lambda: self.frame(sql, parameters)).copy()

    def _once(self, key: tuple, ask: Callable[[], Any]) -> Any:
        version, answers = self._answers
        if version != self.version:
            version, answers = self._answers = (self.version, {})
        if key in answers:
            return answers[key]
        answer = ask()
        if self.begun == self.version == version:  # else a write became visible while it was asked
            if len(answers) >= MOST_ANSWERS:
                answers.clear()
            answers[key] = answer
        return answer

    # Writing ------------------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor in a transaction, one at a time: committed at the end, rolled back on any exception.

        Raises Refusal where whoever acts may not write what a statement writes (data/access); what was written is noted.
        """
        if self.read_only:
            raise Refusal(self.why.text, **self.why.values)
        with self.in_use(), self._writing:
            cursor = self._writing_cursor()
            door = Door(cursor, acting.current(), self._writing_cursor, is_noted=self.is_noted)
            watched = Watched(cursor, door.before)
            mine = self._mine()
            try:
                cursor.execute("begin transaction")
                mine.append(cursor)
                yield cast(duckdb.DuckDBPyConnection, watched)
                door.close()
                mine.remove(cursor)  # a commit is not interrupted
                self._committing()
                if door.is_quiet:
                    cursor.execute("commit")
                    self._committed()
                    return
                self.begun += 1
                try:
                    cursor.execute("commit")
                    self._committed()
                finally:
                    self._touched |= dict.fromkeys(watched.words, self.begun)
                    self.version = self.begun
            except duckdb.Error as error:
                self._abandon(cursor, error)
                refusal = opening.refusal_of(error, self.path) if opening.is_unwritable(error) else None
                if refusal is None:
                    raise
                raise refusal from error
            except BaseException as error:
                self._abandon(cursor, error)
                raise
            finally:
                if cursor in mine:
                    mine.remove(cursor)
                cursor.close()
        if self.after_write is not None:
            self.after_write()

    def _committing(self) -> None:
        """What must hold before a transaction is committed; raises where it does not."""

    def _committed(self) -> None:
        """What is to be done once a transaction is committed, before anybody is told that the store is another one."""

    def interrupt(self, thread: int) -> None:
        """End the statement that a thread runs within `reading` or `writing`: it raises InterruptException there."""
        for cursor in list(self._open.get(thread, ())):
            with suppress(duckdb.Error):  # it was closed in between
                cursor.interrupt()

    def _mine(self) -> list[duckdb.DuckDBPyConnection]:
        return self._open.setdefault(threading.get_ident(), [])

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While no other thread writes."""
        with self._writing:
            yield

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """While the file may not be exchanged; waits where it is being exchanged. What lies in its memory stays meanwhile."""
        me = threading.get_ident()
        with self._gate:
            if me not in self._using and self._alone not in (None, me):
                self._gate.wait_for(lambda: self._alone is None)
            self._using[me] = self._using.get(me, 0) + 1
        try:
            yield
        finally:
            with self._gate:
                self._using[me] -= 1
                if not self._using[me]:
                    del self._using[me]
                self._gate.notify_all()

    @contextmanager
    def to_itself(self, *, within: float) -> Iterator[bool]:
        """The file for this thread alone: others wait. False where they still use it after `within` seconds."""
        me = threading.get_ident()
        last = time.monotonic() + within
        with self._gate:
            is_first = self._gate.wait_for(lambda: self._alone is None, timeout=within)
            if is_first:
                self._alone = me
            quiet = is_first and self._gate.wait_for(
                lambda: all(thread == me for thread in self._using), timeout=max(0.0, last - time.monotonic())
            )
        try:
            yield quiet
        finally:
            if is_first:
                with self._gate:
                    self._alone = None
                    self._gate.notify_all()

    def is_touched(self, tables: Iterable[str], since: int) -> bool:
        """Whether a write after a version may have changed one of these tables."""
        return any(self._touched.get(table, 0) > since for table in tables)

    def append(self, table: str, row: dict[str, Any]) -> None:
        """Add one row in a transaction of its own."""
        with self.writing() as cursor:
            insert(cursor, table, row)

    # Opening and closing --------------------------------------------------------------------------

    def close(self) -> None:
        self._disconnect(also=self.closing)
        while self.closed:
            self.closed.pop()()

    def leads(self) -> bool:
        """Whether, of all processes that have a shared store open, this one does what is to be done once."""
        return True

    def compact(self) -> int:
        """Join the small files of a shared store, and delete those of snapshots that nobody reads any more: how many."""
        return 0

    def purge(self) -> None:
        """Have no file of a shared store hold what was deleted from it. One file is written anew instead
        (data/backups/rewriting.py)."""

    def exchange(self, path: Path) -> None:
        """Put another file in the place of the store's, whose log of writes is empty once it is closed. No other thread may
        read meanwhile."""
        with self._writing:
            self._disconnect()
            if self.path.with_name(self.path.name + ".wal").exists():
                raise RuntimeError("the log of writes was not emptied: the file is left as it is")
            path.replace(self.path)

    def _disconnect(self, *, also: Iterable[Callable[[], None]] = ()) -> None:
        """Close every handle; the next query opens the file again. `also`: what is closed before the file."""
        self.prepared.close()
        for close in also:
            close()
        with self._opening:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        with self._opening:
            if self._connection is None:
                self._connect()
            assert self._connection is not None
            return self._connection.cursor()

    def _writing_cursor(self) -> duckdb.DuckDBPyConnection:
        return self._cursor()

    def _connect(self) -> None:
        try:
            if not self.read_only:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self.work.mkdir(mode=0o700, exist_ok=True)
            connection = duckdb.connect(str(self.path), read_only=self.read_only, config=SETTINGS)
        except (duckdb.Error, OSError) as error:
            if opening.is_busy(error):
                raise StoreBusy(str(self.path)) from error
            raise (opening.refusal_of(error, self.path) or opening.unknown(error, self.path)) from error
        if not self.read_only:
            # files are staged here before their transaction: DuckDB scans tables of an open transaction on one core
            connection.execute("attach ':memory:' as staging (compress)")
            secret.lay_out(connection, self.secret)
        connection.execute(f"set temp_directory = {literal(str(self.work))}")
        self.cores.begin(connection)
        lock_out(connection, self.work)
        self._connection = connection

    def _abandon(self, cursor: duckdb.DuckDBPyConnection, error: BaseException) -> None:
        """Roll back; after a fatal error close every handle, so that the next query opens the file again."""
        if isinstance(error, duckdb.FatalException):
            self._disconnect()  # the threads of the store go on
            return
        try:
            cursor.execute("rollback")
        except duckdb.FatalException:
            self._disconnect()
        except duckdb.Error:
            pass  # the transaction was already over


def _hashable(parameter: Any) -> Any:
    return tuple(parameter) if isinstance(parameter, list) else parameter


def scratch_cursor() -> duckdb.DuckDBPyConnection:
    """A cursor of a small database in memory, apart from any store, with the macros of the store; the caller closes it.

    For looks at a few cells that no transaction of the store should wait for.
    """
    return _in_memory().cursor()


@cache
def _in_memory() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:", config={**SETTINGS, "threads": 1, "memory_limit": "200MB"})
    for name in ("macros.sql", "dates.sql"):
        connection.execute((HERE / name).read_text(encoding="utf-8"))
    lock_out(connection)
    return connection


def lock_out(connection: duckdb.DuckDBPyConnection, *folders: Path | str) -> None:
    """Leave a connection these folders and no other way out, and its settings as they are: no statement changes them. What
    is attached to it already stays within reach."""
    if folders:
        connection.execute(f"set allowed_directories = [{', '.join(literal(str(folder)) for folder in folders)}]")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")


def columns_of(scripts: Iterable[str]) -> dict[str, dict[str, str]]:
    """The tables that scripts declare: name -> column -> type."""
    with duckdb.connect(":memory:", config={**SETTINGS, "threads": 1, "memory_limit": "200MB"}) as connection:
        for script in scripts:
            connection.execute(script)
        found = connection.execute(
            "select c.table_name, c.column_name, c.data_type from duckdb_columns() c "
            "join duckdb_tables() t on t.table_oid = c.table_oid and t.database_oid = c.database_oid order by c.column_index"
        ).fetchall()
    declared: dict[str, dict[str, str]] = {}
    for table, column, kind in found:
        declared.setdefault(table, {})[column] = kind
    return declared


def insert(cursor: duckdb.DuckDBPyConnection, table: str, row: dict[str, Any]) -> None:
    """Insert one row: column name -> value."""
    names = ", ".join(quote(name) for name in row)
    placeholders = ", ".join("?" for _ in row)
    cursor.execute(f"insert into {quote(table)} ({names}) values ({placeholders})", list(row.values()))


def quote(name: str) -> str:
    """A SQL identifier, whatever it contains."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A SQL string, whatever it contains: a NUL would end the statement."""
    quoted = "'" + text.replace("'", "''") + "'"
    return "(" + quoted.replace("\0", "' || chr(0) || '") + ")" if "\0" in text else quoted


def setting(store: Store, name: str, default: str) -> str:
    """The latest value of a setting."""
    found = store.value_once("select arg_max(value, rowid) from settings where name = ?", [name])
    return default if found is None else str(found)


def time_zone(store: Store) -> str:
    """The organisation's time zone, which delimits days."""
    return setting(store, "time_zone", DEFAULT_TIME_ZONE)
