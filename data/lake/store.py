"""The store of several machines: the same tables, views and functions in a lake that many processes read and write.

A process reads the lake as of one snapshot, whoever writes meanwhile, and goes on to the snapshot of now when it begins to
read, a second at most after another process's commit, and at once after its own: every figure is of one state, as on a file.
Processes take turns to write (data/lake/catalogue.py). What is of one process alone (work, kept figures) lies on its own disk.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from data import cores, leftovers, secret
from data.access.acting import APPROVER, current
from data.access.door import require
from data.lake import catalogue, upkeep
from data.lake.address import Lake
from data.sentences import Refusal
from data.store import SETTINGS, Store, literal, lock_out

FRESH = 1.0  # seconds for which a process need not look whether another one wrote
LARGE = "mention_records"  # the one table of which a large organisation has millions of rows a month


class LakeStore(Store):
    """An open lake. It is what a Store is; each commit of any process is a version of it."""

    is_shared = True

    def __init__(self, lake: Lake) -> None:
        self.lake = lake
        self._local = leftovers.own_folder() / lake.place.name
        self._reader: duckdb.DuckDBPyConnection | None = None  # as of one snapshot
        self._snapshot = -1
        self._looked = 0.0
        self._others = 0  # the version that others made last: what they wrote is not known
        self._turns = 0  # taken by the thread that writes
        self._check_turn: Callable[[], None] = lambda: None
        self._lead = catalogue.Lead()
        self._leading = threading.Lock()
        lake.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            super().__init__(lake.place)
        except BaseException:
            shutil.rmtree(self._local.parent, ignore_errors=True)
            raise
        self.closed.append(lambda: shutil.rmtree(self._local.parent, ignore_errors=True))

    @property
    def work(self) -> Path:
        return self._local.with_suffix(".work")

    @property
    def figures(self) -> Path:
        return self._local.with_suffix(".figures")

    @property
    def size(self) -> int:
        return int(
            self.value(f"select coalesce(sum(file_size_bytes), 0) from ducklake_table_info('{catalogue.ALIAS}')")
        )

    def take_secret(self) -> None:
        super().take_secret()
        with self.staging() as cursor:
            secret.lay_out(cursor, self.secret)

    # Writing ------------------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """As of a file. Raises Refusal, too, where another process has not ended its turn for ten minutes."""
        try:
            with self._turn(), super().writing() as cursor:
                yield cursor
        except duckdb.Error as error:
            if self._answers_now() and not isinstance(error, duckdb.TransactionException):
                raise
            raise catalogue.gone(error, self.lake) from error

    @contextmanager
    def alone(self) -> Iterator[None]:
        with self._turn(), super().alone():
            yield

    @contextmanager
    def to_itself(self, *, within: float) -> Iterator[bool]:
        """Nothing is exchanged under those who read: they go on."""
        yield True

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """While no other thread and no other process writes; what is read meanwhile is of the state that is written to."""
        with self._writing:
            if self._turns:
                self._turns += 1
                try:
                    yield
                finally:
                    self._turns -= 1
                return
            with self._opening:
                connection = self._opened()
            with catalogue.turn(self.lake, connection) as self._check_turn:
                self._turns = 1
                try:
                    self._look(at_once=True)
                    yield
                finally:
                    self._turns = 0

    def _unread(self, error: duckdb.Error) -> Refusal | None:
        if isinstance(error, duckdb.IOException):  # a file of the lake is gone, or its catalogue
            return catalogue.refusal_of(error, self.lake)
        return None if self._answers_now() else catalogue.refusal_of(error, self.lake)

    def _answers_now(self) -> bool:
        try:
            catalogue.snapshot_of_now(self._opened())
        except (duckdb.Error, Refusal):
            return False
        return True

    def _committing(self) -> None:
        self._check_turn()  # who lost it might double what another one wrote meanwhile

    def _committed(self) -> None:
        found = catalogue.snapshot_of_now(self._opened())
        if found != self._snapshot:
            self._pin(found)

    def divide(self) -> None:
        """Have the files of mentions lie apart by month and brand, so that a question about one reads no other."""
        if not catalogue.is_divided(self._opened()):
            with self.writing() as cursor:
                cursor.execute(f"alter table {LARGE} set partitioned by (year(day), month(day), brand)")

    def purge(self) -> None:
        """Have no file of the lake hold what was deleted from it (data/lake/upkeep.py)."""
        with self._turn():
            with self.staging() as cursor:
                upkeep.purge(cursor)
            self._committed()

    def compact(self) -> int:
        require(current(), APPROVER)
        with self._turn():
            with self.staging() as cursor:
                upkeep.compact(cursor)
                gone = upkeep.expire(cursor)
            self._committed()
        return gone

    def leads(self) -> bool:
        """Whether this process does what one of several is to do."""
        with self._leading:
            return self._lead.is_mine(self._opened())

    def is_touched(self, tables: Iterable[str], since: int) -> bool:
        return self._others > since or super().is_touched(tables, since)

    # They are asked before what is kept of a state is used: whoever asks goes on to the state of now

    @property
    def version(self) -> int:
        self._look()
        return self._version

    @version.setter
    def version(self, number: int) -> None:
        self._version = number

    @property
    def begun(self) -> int:
        self._look()
        return self._begun

    @begun.setter
    def begun(self, number: int) -> None:
        self._begun = number

    # Which state is read ------------------------------------------------------------------------

    def _look(self, *, at_once: bool = False) -> None:
        """Go on to the snapshot of now, if another process made one. Who writes decides for itself."""
        if self._reader is None or (not at_once and time.monotonic() - self._looked < FRESH):
            return
        if not self._writing.acquire(blocking=False):
            return
        try:
            self._looked = time.monotonic()
            found = catalogue.snapshot_of_now(self._opened())
            if found != self._snapshot:
                self._begun += 1
                try:
                    self._pin(found)
                finally:
                    self._others = self._version = self._begun
        except duckdb.Error as error:
            raise catalogue.refusal_of(error, self.lake) from error
        finally:
            self._writing.release()

    def _pin(self, snapshot: int) -> None:
        """Read a snapshot from now on."""
        reader = catalogue.connect(self.lake, self._settings(), snapshot=snapshot)
        self._begin(reader)
        self._reader, self._snapshot = reader, snapshot  # the former one ends with its last cursor

    # Opening and closing ------------------------------------------------------------------------

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        self._look()
        with self._opening:
            self._opened()
            assert self._reader is not None
            cursor = self._reader.cursor()
        return self._in_lake(cursor)

    def _writing_cursor(self) -> duckdb.DuckDBPyConnection:
        with self._opening:
            cursor = self._opened().cursor()
        return self._in_lake(cursor)

    def _in_lake(self, cursor: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
        try:
            return cursor.execute(f"use {catalogue.ALIAS}")
        except duckdb.Error as error:
            cursor.close()
            raise catalogue.refusal_of(error, self.lake) from error

    def _opened(self) -> duckdb.DuckDBPyConnection:
        if self._connection is None:
            self._connect()
        assert self._connection is not None
        return self._connection

    def _connect(self) -> None:
        self.work.mkdir(mode=0o700, exist_ok=True)
        connection = catalogue.connect(self.lake, self._settings())
        self._begin(connection)
        self._connection = connection
        self._pin(catalogue.snapshot_of_now(connection))

    def _settings(self) -> dict[str, str]:
        # the extension of PostgreSQL looks among the kept secrets, of which this folder has none
        settings = {name: value for name, value in SETTINGS.items() if name != "allow_persistent_secrets"}
        return settings | {"secret_directory": str(self.work / "secrets")}

    def _begin(self, connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute("attach ':memory:' as staging (compress)")
        secret.lay_out(connection, self.secret)
        connection.execute(f"set temp_directory = {literal(str(self.work))}")
        connection.execute("set allowed_configs = ['threads']")
        asked = cores.most_threads()
        if asked is not None:
            connection.execute(f"set threads = {asked}")
        lock_out(connection, self.work, self.lake.data)

    def _disconnect(self, **also) -> None:
        with self._leading:
            self._lead.end()
        super()._disconnect(**also)
        self._reader = None
