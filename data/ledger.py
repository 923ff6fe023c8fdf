"""The ledger of uploads: every file received, its status, and its withdrawal."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pandas as pd
import zstandard

from data.derived import filled_cells, same_records
from data.derived import refresh as derived_tables
from data.sentences import Refusal, Sentence, sentence
from data.store import Store, insert, literal, now

RECORD_TABLES = tuple(filled_cells.RECORDS.values())


def uploads(store: Store) -> pd.DataFrame:
    """One row per file received, newest first."""
    return store.frame("select * from uploads order by seq desc")


def parts(store: Store, upload_id: str) -> pd.DataFrame:
    """One row per table found in a file."""
    return store.frame("select * from upload_parts where upload_id = ? order by part, table_name", [upload_id])


def loaded_with(cursor: duckdb.DuckDBPyConnection, sha256: str) -> str | None:
    """The loaded upload of these bytes; None when there is none."""
    found = cursor.execute("select upload_id from uploads where sha256 = ? and status = 'loaded'", [sha256]).fetchone()
    return found[0] if found else None


def next_upload(cursor: duckdb.DuckDBPyConnection, sha256: str) -> tuple[str, int]:
    """A new upload id (it begins with the file's hash) and its number in the order of arrival."""
    found = cursor.execute("select coalesce(max(seq), 0) + 1 from uploads").fetchone()
    assert found is not None
    return f"{sha256[:8]}-{found[0]}", int(found[0])


def refuse(store: Store, *, sha256: str, name: str, size: int, reason: Sentence, who: str, origin: str) -> str:
    """Record a refused file; the canonical tables are unchanged. Returns its upload id."""
    with store.writing() as cursor:
        upload_id, seq = next_upload(cursor, sha256)
        zero = dict.fromkeys(("read", "kept", "folded", "replaced", "rejected"), 0)
        row = {
            "upload_id": upload_id,
            "seq": seq,
            "sha256": sha256,
            "name": name,
            "bytes": size,
            "status": "refused",
            "reason": reason.as_json(),
            "origin": origin,
            "who": who,
            "loaded_at": now(),
            "options": "{}",
            **zero,
        }
        insert(cursor, "uploads", row)
    return upload_id


def withdraw(store: Store, upload_id: str, *, who: str) -> Sentence:
    """Withdraw an upload: the store is then, row for row, what the other uploads make of it.

    Raises Refusal when no such upload is loaded.
    """
    with store.writing() as cursor:
        found = cursor.execute("select name, status, kept from uploads where upload_id = ?", [upload_id]).fetchone()
        if found is None or found[1] != "loaded":
            raise Refusal(
                "There is no loaded upload called {upload}. The list of uploads shows their names.", upload=upload_id
            )
        derived_tables.start(cursor)
        cursor.execute(
            "insert into touched_days select distinct brand, day from mention_records where upload_id = ?", [upload_id]
        )
        cursor.execute(
            "insert into touched_stories select distinct story from mention_records where upload_id = ?", [upload_id]
        )
        for table in RECORD_TABLES:
            _withdraw_records(cursor, table, upload_id)
        for table in ("coverage", "rejects", "other_columns", "blanked_records"):
            cursor.execute(f"delete from {table} where upload_id = ?", [upload_id])
        derived_tables.refresh(cursor)
        cursor.execute(
            "update uploads set status = 'withdrawn', withdrawn_at = ?, withdrawn_by = ? where upload_id = ?",
            [now(), who, upload_id],
        )
    return sentence("{name} was withdrawn. Records that no longer count: {kept}.", name=found[0], kept=found[2])


def checksum(store: Store) -> str:
    """A hash of the rows that KPIs read, with the file and record of each; independent of upload ids."""
    digest = hashlib.sha256()
    for table in RECORD_TABLES:
        digest.update(
            repr(
                store.value(
                    f"""
                    select (count(*), sum(md5_number_lower(cast(r as varchar)) :: hugeint))
                    from (
                        select u.sha256, t.* exclude (upload_id)
                        from {table} t join uploads u using (upload_id)
                        where t.state = 'kept'
                    ) r
                    """
                )
            ).encode()
        )
    for table in ("mention_days", "story_bursts"):
        told = store.value(f"select (count(*), sum(md5_number_lower(cast(d as varchar)) :: hugeint)) from {table} d")
        digest.update(repr(told).encode())
    return digest.hexdigest()


@contextmanager
def packed(store: Store, path: Path, sha256: str) -> Iterator[Callable[[], None]]:
    """The raw bytes of a file, compressed in another thread meanwhile. What it gives keeps them under their hash: it is
    called inside the transaction of the load, so that no upload can lack its raw file, whatever ends the process.

    It raises OSError where they cannot be kept, and Refusal where the file is no longer the one of that hash.
    """
    store.files.mkdir(mode=0o700, exist_ok=True)
    partial = store.files / f"{uuid.uuid4().hex}.part"

    def keep() -> None:
        if packing.result() != sha256:
            raise Refusal("The file {name} changed while it was read: load it again.", name=path.name)
        keep_bytes(store, partial, sha256)

    try:
        with ThreadPoolExecutor(1) as executor:
            packing = executor.submit(_pack, path, partial)
            yield keep
    finally:
        partial.unlink(missing_ok=True)


def keep_bytes(store: Store, packed_file: Path, sha256: str) -> None:
    """Keep the compressed bytes of an upload under their hash, safe from a power cut."""
    packed_file.replace(store.files / f"{sha256}.zst")
    sync_folder(store.files)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder written to the disk."""
    if os.name == "nt":  # which has no handle of a folder
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _pack(path: Path, to: Path) -> str:
    """Compress a file; its SHA-256."""
    digest = hashlib.sha256()
    with path.open("rb") as source, to.open("wb") as target:
        with zstandard.ZstdCompressor(level=1).stream_writer(target, closefd=False) as packer:
            while block := source.read(1 << 20):
                digest.update(block)
                packer.write(block)
        target.flush()
        os.fsync(target.fileno())
    return digest.hexdigest()


def kept_bytes(store: Store, sha256: str) -> bytes | None:
    """The raw bytes of an upload; None when they are not kept."""
    kept = store.files / f"{sha256}.zst"
    if not kept.exists():
        return None
    with kept.open("rb") as source:
        return zstandard.ZstdDecompressor().stream_reader(source).read()


def _withdraw_records(cursor: duckdb.DuckDBPyConnection, table: str, upload_id: str) -> None:
    mine = f"upload_id = {literal(upload_id)}"
    others = f"select identity from {table} where {mine}"
    if cursor.execute(f"select 1 from {table} where {mine} limit 1").fetchone() is None:
        return
    shared = cursor.execute(
        f"create or replace temp table merging as "
        f"select distinct identity from {table} where not {mine} and identity in ({others})"
    ).fetchone()
    reached = same_records.reach(cursor, table, f"c.{mine}")
    cursor.execute(f"delete from {table} where {mine}")
    for told in ("filled_cells", "adopted_identities"):
        cursor.execute(f"delete from {told} where {mine} and table_name = {literal(table)}")
    relinked = same_records.relink(cursor, table, reached)
    if relinked.changed:
        cursor.execute("insert into merging select identity from relinked except select identity from merging")
    if relinked.changed or (shared is not None and shared[0]):
        filled_cells.settle(cursor, table)
