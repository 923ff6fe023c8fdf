"""Which tables a transaction may have changed, told by the text of its statements: too many rather than too few."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import duckdb

_WRITES = re.compile(r"\b(insert|update|delete|merge|copy|truncate|alter|drop|replace|create|import|attach)\b", re.I)
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=256)  # the scripts of a new store, and the statements that every load repeats
def _words(query: str) -> frozenset[str]:
    return frozenset(_WORD.findall(query.lower()))


class Watched:
    """A cursor that notes the words of every statement that writes; in all else it is the cursor."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, before: Callable[[str], None]) -> None:
        self._cursor = cursor
        self._before = before  # called with the text of a statement that writes; it may refuse
        self.words: set[str] = set()

    def execute(self, query: str, parameters: object = None) -> duckdb.DuckDBPyConnection:
        self._note(query)
        return self._cursor.execute(query, parameters)

    def executemany(self, query: str, parameters: object = None) -> duckdb.DuckDBPyConnection:
        self._note(query)
        return self._cursor.executemany(query, parameters)

    def _note(self, query: str) -> None:
        if _WRITES.search(query):
            self._before(query)
            self.words.update(_words(query))

    def __getattr__(self, name: str) -> Any:
        if name in ("sql", "query", "from_query", "append", "cursor", "duplicate"):
            raise AttributeError(f"a transaction writes by execute alone, so that what it touches is known: not {name}")
        return getattr(self._cursor, name)
