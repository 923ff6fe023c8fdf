"""How many cores the engine works on: one while every table is small, all of them for a large table or file.

A scan is cut into row groups, so that a table of one group is read by one core however many there are; the thread that asked
turns while it waits for another one, and a small statement then costs a quarter more processor time and no less time by the
clock (measured: all figures of a week of the demonstration, 3.64 s and 2.85 s). On a machine that many people share it is
the processor that lacks.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import duckdb

from data.sentences import Refusal

ROW_GROUP = 122_880  # rows
LARGE_TABLE = 2 * ROW_GROUP  # rows from which more than one core is of use
LARGE_TEXT = 12_000_000  # bytes of about so many rows


def most_threads() -> int | None:
    """The cores that the store may use, from EREPUTATION_THREADS; None: all. Raises Refusal for no whole number."""
    written = os.environ.get("EREPUTATION_THREADS", "").strip()
    if not written:
        return None
    if not re.fullmatch(r"[1-9][0-9]{0,3}", written):
        raise Refusal(
            "EREPUTATION_THREADS is '{written}': write the number of cores that the store may use, such as 2, or "
            "leave it out for all of them.",
            written=written,
        )
    return int(written)


class Cores:
    """The cores of one open store; threads share it."""

    def __init__(self, cursor: Callable[[], duckdb.DuckDBPyConnection]) -> None:
        self._cursor = cursor
        self._lock = threading.Lock()
        self._most = 0  # until it has begun, the engine decides
        self._used = 0  # as the engine was told
        self._large_files = 0  # that are being read

    def begin(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Of a connection that was just opened, and whose settings will be locked save this one."""
        asked = most_threads()
        connection.execute("set allowed_configs = ['threads']")
        if asked is not None:
            connection.execute(f"set threads = {asked}")
        row = connection.execute("select current_setting('threads')").fetchone()
        self._most = self._used = int(row[0]) if row else 1
        self._fit(connection)

    @contextmanager
    def for_text(self, size: int) -> Iterator[None]:
        """While so many bytes of text are read and their rows derived; afterwards as many cores as the tables ask for."""
        if size < LARGE_TEXT:
            yield
            return
        self._count(1)
        try:
            yield
        finally:
            with suppress(Exception):  # a store that cannot be opened says so itself; opened again, it fits its cores
                self._count(-1)

    def _count(self, more: int) -> None:
        with self._lock:
            self._large_files += more
        cursor = self._cursor()
        try:
            with self._lock:
                self._fit(cursor)
        finally:
            cursor.close()

    def _fit(self, cursor: duckdb.DuckDBPyConnection) -> None:
        if not self._most:
            return
        wanted = self._most if self._most == 1 or self._large_files or _is_large(cursor) else 1
        if wanted != self._used:
            cursor.execute(f"set threads = {wanted}")
            self._used = wanted


def _is_large(cursor: duckdb.DuckDBPyConnection) -> bool:
    row = cursor.execute("select coalesce(max(estimated_size), 0) from duckdb_tables()").fetchone()
    return row is not None and row[0] >= LARGE_TABLE
