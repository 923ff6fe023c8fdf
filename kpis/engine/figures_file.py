"""The file beside the store that keeps computed figures across restarts (docs/adr/0022).

It holds nothing that cannot be computed again: a fault of it costs time and no figure. Keys and fingerprints say what each
frame was computed from, so that it may lie beside an older or newer state of the store, or beside another store.
"""

from __future__ import annotations

import io
import logging
import sqlite3
import threading
from hashlib import blake2b
from pathlib import Path

import pandas as pd
import pyarrow as pa

MOST = 3000  # frames, of some 10 kB each
WAITING = 300  # frames that wait to be written
SEAL = 16  # bytes before a frame, which a torn page does not fit

log = logging.getLogger(__name__)


class FiguresFile:
    """Frames by key, each with the fingerprints of its weeks. Without a path it keeps nothing."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._turn = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._waiting: dict[bytes, tuple[bytes, pd.DataFrame]] = {}

    def read(self, key: bytes) -> tuple[bytes, pd.DataFrame] | None:
        """The fingerprints and the frame of a key; None where there is none that is sound."""
        with self._turn:
            if key in self._waiting:
                return self._waiting[key]
        found = self._asked("select tokens, frame from figures where key = ?", (key,))
        if not found:
            return None
        tokens, sealed = found[0]
        seal, packed = sealed[:SEAL], sealed[SEAL:]
        if seal != _seal(key, tokens, packed):
            return None
        with pa.ipc.open_stream(packed) as reader:
            return tokens, reader.read_all().to_pandas()

    def write(self, key: bytes, tokens: bytes, frame: pd.DataFrame) -> None:
        """Keep a frame: in the file with the next `flush`, so that a screen does not wait for it, nor a frame that the next
        write changes is written."""
        with self._turn:
            if self._path is None:
                return
            self._waiting[key] = tokens, frame
            is_full = len(self._waiting) > WAITING
        if is_full:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        with self._turn:
            waiting, self._waiting = self._waiting, {}
        for key, (tokens, frame) in waiting.items():
            self._write(key, tokens, frame)

    def _write(self, key: bytes, tokens: bytes, frame: pd.DataFrame) -> None:
        """Write a frame, unless it would come back as another one."""
        try:
            table = pa.Table.from_pandas(frame, preserve_index=False)
            if not table.to_pandas().equals(frame):
                return
        except (pa.ArrowException, TypeError):
            return
        sink = io.BytesIO()
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table)
        packed = sink.getvalue()
        sealed = _seal(key, tokens, packed) + packed
        self._asked("insert or replace into figures (key, tokens, frame) values (?, ?, ?)", (key, tokens, sealed))

    def close(self) -> None:
        """Write what waits, forget the oldest frames above MOST, and let go of the file."""
        self.flush()
        with self._turn:
            open_already = self._connection is not None
        if open_already:
            self._asked("delete from figures where rowid <= (select max(rowid) from figures) - ?", (MOST,))
        with self._turn:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _asked(self, sql: str, values: tuple) -> list[tuple]:
        with self._turn:
            if self._path is None:
                return []
            try:
                if self._connection is None:
                    self._connection = self._opened(self._path)
                return self._connection.execute(sql, values).fetchall()
            except sqlite3.OperationalError as error:  # locked, read-only, full
                self._give_up(error)
            except sqlite3.DatabaseError as error:
                self._begin_anew(error)
            return []

    def _give_up(self, error: Exception) -> None:
        log.warning("figures are not kept across restarts: %s", error)
        self._path = None

    def _begin_anew(self, error: Exception) -> None:
        """Delete a file that is no database any more; given up when that fails, or happens again."""
        assert self._path is not None
        path, self._path = self._path, None
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        try:
            path.unlink(missing_ok=True)
            self._connection = self._opened(path)
        except (sqlite3.Error, OSError) as again:
            return self._give_up(again)
        log.warning("%s was damaged and is begun anew: %s", path.name, error)
        self._path = path

    @staticmethod
    def _opened(path: Path) -> sqlite3.Connection:
        connection = sqlite3.connect(path, timeout=0.5, isolation_level=None, check_same_thread=False)
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = off")
        connection.execute("create table if not exists figures (key blob unique, tokens blob, frame blob)")
        return connection


def _seal(*parts: bytes) -> bytes:
    whole = blake2b(digest_size=SEAL)
    for part in parts:
        whole.update(len(part).to_bytes(8, "little") + part)
    return whole.digest()
