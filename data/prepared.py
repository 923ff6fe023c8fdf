"""Cursors that keep temporary tables between queries: what many statements share is computed once per state of the store."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import duckdb

MOST = 6  # cursors of a store; the one unused for longest is closed first
ASKED = 24  # keys of which it is remembered that they were asked for
Statements = Mapping[str, tuple[str, Mapping[str, Any]]]  # table -> the query that fills it, and its parameters


class _One:
    def __init__(self) -> None:
        self.turn = threading.Lock()
        self.version: int | None = None
        self.cursor: duckdb.DuckDBPyConnection | None = None

    def close(self) -> None:
        if self.cursor is not None:
            self.cursor.close()
        self.cursor, self.version = None, None


class Prepared:
    """The prepared cursors of a store. Each is used by one thread at a time."""

    def __init__(
        self, open_cursor: Callable[[], duckdb.DuckDBPyConnection], in_use: Callable[[], AbstractContextManager[None]]
    ) -> None:
        self._open = open_cursor
        self._in_use = in_use
        self._turn = threading.Lock()
        self._kept: OrderedDict[Hashable, _One] = OrderedDict()
        self._asked: OrderedDict[Hashable, int] = OrderedDict()  # key -> the version of the store

    def is_asked_again(self, key: Hashable, version: int) -> bool:
        """Whether a key was asked for before, as of this version of the store: one use does not pay for its tables."""
        with self._turn:
            before = self._asked.pop(key, None)
            self._asked[key] = version
            if len(self._asked) > ASKED:
                self._asked.popitem(last=False)
        return before == version

    @contextmanager
    def on(self, key: Hashable, version: int, tables: Callable[[], Statements]) -> Iterator[duckdb.DuckDBPyConnection]:
        """The cursor of a key, with its temporary tables as of a version of the store."""
        with self._turn:
            one = self._kept.setdefault(key, _One())
            self._kept.move_to_end(key)
            unused = [other for other, _ in zip(self._kept, range(len(self._kept) - MOST), strict=False)]
            closed = [self._kept.pop(other) for other in unused]
        for other in closed:
            with other.turn:
                other.close()
        with self._in_use(), one.turn:
            if one.version != version:
                one.close()
                one.cursor = self._open()
                for table, (query, parameters) in tables().items():
                    one.cursor.execute(f"create or replace temp table {table} as {query}", parameters)
                one.version = version
            assert one.cursor is not None
            yield one.cursor

    def close(self) -> None:
        """Close every cursor: none may hold the file open after its store is closed."""
        with self._turn:
            closed = list(self._kept.values())
            self._kept.clear()
        for one in closed:
            with one.turn:
                one.close()
