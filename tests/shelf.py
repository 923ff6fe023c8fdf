"""Empty stores for tests, used again: to make an empty store empty is a tenth of the work of opening and closing a file.

A test gets a Store of its own (its version is 0, no cache knows it) on a file that no other open test has. What it leaves
behind is removed: rows, files beside the store. A store that was closed, or whose tables, views or macros are no longer
those of an empty one, is thrown away.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb

from data.store import Store

USES = 10  # of one file: each makes the next a little slower
_REDEFINES = {"alter", "function", "macro"}  # words of statements after which a store is not used again
_VIEWS = "select database_name, view_name, sql from duckdb_views() where not internal and not temporary order by all"
_TABLES = """
    select database_name, table_name, sql, estimated_size > 0
    from duckdb_tables()
    where not internal and not temporary
    order by all
"""


class _Handed(Store):
    """A store on a connection that is open already; once closed, it is like any other."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self._handed: duckdb.DuckDBPyConnection | None = connection
        super().__init__(path)

    def _connect(self) -> None:
        self._connection, self._handed = self._handed, None
        if self._connection is None:
            super()._connect()


class Shelf:
    """Gives empty stores and takes them back. `empty`: the file of an empty store. `folder`: where its stores lie."""

    def __init__(self, folder: Path, empty: Path) -> None:
        self._folder = folder
        self._empty = empty
        self._made = 0
        self._free: list[tuple[Path, duckdb.DuckDBPyConnection, int]] = []  # with the number of its uses
        self._uses: dict[Path, int] = {}
        self._tables: list[tuple[str, str, str]] = []  # of an empty store: database, name, statement
        self._views: list[tuple[str, str, str]] = []

    def take(self) -> Store:
        """An open, empty store."""
        if self._free:
            path, connection, uses = self._free.pop()
            self._uses[path] = uses + 1
            return _Handed(path, connection)
        self._made += 1
        path = self._folder / str(self._made) / self._empty.name
        path.parent.mkdir()
        shutil.copyfile(self._empty, path)
        self._uses[path] = 1
        store = Store(path)
        if not self._tables:
            self._tables = [row[:3] for row in store._connection.execute(_TABLES).fetchall()]
            self._views = store._connection.execute(_VIEWS).fetchall()
        return store

    def give_back(self, store: Store) -> None:
        """Empty a store for the next test, or throw it away."""
        connection, redefined = store._connection, _REDEFINES & store._touched.keys()
        uses = self._uses.pop(store.path)
        if connection is None or redefined or uses >= USES or not self._emptied(connection):
            store.close()
            shutil.rmtree(store.path.parent)
            return
        store.prepared.close()
        for close in store.closing:
            close()
        store._connection = None
        _tidy(store)
        self._free.append((store.path, connection, uses))

    def close(self) -> None:
        for _, connection, _ in self._free:
            connection.close()

    def _emptied(self, connection: duckdb.DuckDBPyConnection) -> bool:
        """Make every table with rows anew; False where that cannot be done."""
        try:
            found = connection.execute(_TABLES).fetchall()
            if [row[:3] for row in found] != self._tables:
                return False
            if connection.execute(_VIEWS).fetchall() != self._views:
                return False
            filled = [(name, sql) for _, name, sql, has_rows in found if has_rows and name != "store_info"]
            anew = "".join(f'drop table "{name}"; {sql} ' for name, sql in filled)
            connection.execute(f"begin transaction; {anew} commit")
        except duckdb.Error:
            return False
        return True


def _tidy(store: Store) -> None:
    for left in store.path.parent.iterdir():
        if left.is_dir():
            shutil.rmtree(left)
        elif not left.name.startswith(store.path.name):  # the file and its log of writes
            left.unlink()
    store.work.mkdir(mode=0o700)
