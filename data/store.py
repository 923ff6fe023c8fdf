"""The store: one DuckDB file that one process owns.

Facts that shape this module (DuckDB 1.5 and 2.0): a connection shared by threads hands one reader
another's rows, so that every read takes a fresh cursor; a fatal error (a full disk) is cured only by
closing every handle and opening again; a second process is refused the file while one writes.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from data.sentences import Refusal

HERE = Path(__file__).parent
DEFAULT_PATH = HERE / "e-reputation.duckdb"
DEFAULT_TIME_ZONE = "Europe/Paris"

SETTINGS = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
    "python_enable_replacements": "false",
    "memory_limit": "700MB",
    "max_temp_directory_size": "20GB",
}


class StoreBusy(Exception):
    """Another process owns the store file."""


def store_path() -> Path:
    """Where the store lives: EREPUTATION_STORE, or data/e-reputation.duckdb."""
    return Path(os.environ.get("EREPUTATION_STORE") or DEFAULT_PATH).absolute()


def now() -> datetime:
    """The clock of the ledger: UTC, without zone, to the microsecond: of two decisions the last one holds."""
    return datetime.now(UTC).replace(tzinfo=None)


class Store:
    """An open store file, with the tables that it has. Threads share it; each query runs on its own cursor.

    `data.migrations.open_store` opens one to write in, with the tables of this version.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._writing = threading.RLock()
        self._opening = threading.Lock()
        self._connection: duckdb.DuckDBPyConnection | None = None
        self.version = 0  # grows with every write: the key of what is cached from this store
        self._connect()

    # Places beside the file ---------------------------------------------------------------------

    @property
    def files(self) -> Path:
        """Raw bytes of the uploads, compressed, named by their hash."""
        return self.path.with_suffix(".files")

    @property
    def work(self) -> Path:
        """Scratch space: the only folder that SQL may read files from."""
        return self.path.with_suffix(".work")

    @property
    def inbox(self) -> Path:
        """Where other processes leave requests for the process that owns the file."""
        return self.path.with_suffix(".inbox")

    # Reading ------------------------------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A fresh cursor, closed at the end."""
        cursor = self._cursor()
        try:
            yield cursor
        finally:
            cursor.close()

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

    # Writing ------------------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """One transaction, alone: committed at the end, rolled back on any exception."""
        if self.read_only:
            raise Refusal("This copy of the store is read-only.")
        with self._writing:
            cursor = self._cursor()
            try:
                cursor.execute("begin transaction")
                yield cursor
                cursor.execute("commit")
                self.version += 1
            except BaseException as error:
                self._abandon(cursor, error)
                raise
            finally:
                cursor.close()

    def append(self, table: str, row: dict[str, Any]) -> None:
        """Add one row in a transaction of its own."""
        with self.writing() as cursor:
            insert(cursor, table, row)

    # Opening and closing --------------------------------------------------------------------------

    def close(self) -> None:
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

    def _connect(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.work.mkdir(exist_ok=True)
        try:
            connection = duckdb.connect(str(self.path), read_only=self.read_only, config=SETTINGS)
        except duckdb.IOException as error:
            if "lock" in str(error).lower():
                raise StoreBusy(str(self.path)) from error
            raise
        if not self.read_only:
            # where files are read to before their transaction begins: DuckDB scans a table of an open transaction on one core
            connection.execute("attach ':memory:' as staging (compress)")
        connection.execute(f"set temp_directory = {literal(str(self.work))}")
        connection.execute(f"set allowed_directories = [{literal(str(self.work))}]")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        self._connection = connection

    def _abandon(self, cursor: duckdb.DuckDBPyConnection, error: BaseException) -> None:
        """Roll back; after a fatal error close every handle, so that the next query opens the file again."""
        if isinstance(error, duckdb.FatalException):
            self.close()
            return
        try:
            cursor.execute("rollback")
        except duckdb.FatalException:
            self.close()
        except duckdb.Error:
            pass  # the transaction was already over


def insert(cursor: duckdb.DuckDBPyConnection, table: str, row: dict[str, Any]) -> None:
    """Insert one row given by column names."""
    names = ", ".join(quote(name) for name in row)
    places = ", ".join("?" for _ in row)
    cursor.execute(f"insert into {quote(table)} ({names}) values ({places})", list(row.values()))


def quote(name: str) -> str:
    """A SQL identifier, whatever it contains."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A SQL string, whatever it contains."""
    return "'" + text.replace("'", "''") + "'"


def setting(store: Store, name: str, default: str) -> str:
    """The latest value of a setting."""
    found = store.value("select arg_max(value, (set_at, rowid)) from settings where name = ?", [name])
    return default if found is None else str(found)


def time_zone(store: Store) -> str:
    """The organisation's time zone: what a day is."""
    return setting(store, "time_zone", DEFAULT_TIME_ZONE)
