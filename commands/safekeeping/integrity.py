"""What must hold in a store, each as a sentence where it does not: keys, sums of the ledger, roll-ups, raw files.

Everything is looked at in a copy of one moment, so that people work on meanwhile; the raw files as they are.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import duckdb

from data.backups.copying import copy_to, table_held
from data.backups.manifest import is_raw
from data.decisions import retention
from data.derived import backlog, filled_cells
from data.derived import refresh as derived_tables
from data.personal import own_secret
from data.sentences import Sentence, sentence
from data.store import Store, now

KEYS = {
    "uploads": ("upload_id", "seq"),
    "upload_parts": ("(upload_id, part, table_name)",),
    "mention_corrections": ("correction",),
    "mention_marks": ("identity",),
    "mention_families": ("story",),
    "story_bursts": ("(day, brand)",),
    "mention_days": ("(day, brand, channel, source_type, language, country, topic, is_own)",),
    "issued_reports": ("(report, language)",),
    "report_deliveries": ("delivery",),
    "watch_episodes": ("episode",),
    "watch_messages": ("message",),
}
OF_UPLOADS = ("coverage", "rejects", "other_columns")
ROLL_UPS = ("mention_days", "mention_marks", "mention_topics", "story_bursts", "own_voices", "tone_logs")


@dataclass(frozen=True)
class Finding:
    """`is_fault`: else a fact to know, such as a raw file that its retention deleted."""

    told: Sentence
    is_fault: bool = True


def findings(store: Store) -> Iterator[Finding]:
    """All that does not hold; none in a sound store."""
    copy = store.work / f"check-{uuid.uuid4().hex}.duckdb"
    try:
        copy_to(store, copy)
        own_secret.lend(store, copy)
        looked_at = Store(copy)
        try:
            yield from _faults(looked_at)
        finally:
            looked_at.close()
    finally:
        for left in (copy, copy.with_name(copy.name + ".wal"), copy.with_suffix(".secret")):
            left.unlink(missing_ok=True)
        for left in copy.with_suffix(".work").glob("*"):
            left.unlink(missing_ok=True)
        if copy.with_suffix(".work").is_dir():
            copy.with_suffix(".work").rmdir()
    yield from _raw(store)


def _faults(store: Store) -> Iterator[Finding]:
    with store.reading() as cursor:
        for told in (*_keys(cursor), *_identities(cursor), *_sums(cursor), *_strays(cursor)):
            yield Finding(told)
    for told in _roll_ups(store):
        yield Finding(told)


def _keys(cursor: duckdb.DuckDBPyConnection) -> Iterator[Sentence]:
    for table, keys in KEYS.items():
        for key in keys:
            found = _rows(cursor, f"select {key} as key, count(*) from {table} group by key having count(*) > 1")
            if found:
                yield sentence(
                    "The table {table} holds {count} keys twice, such as {key}.",
                    table=table,
                    count=len(found),
                    key=str(found[0][0]),
                )
    for sha256, count in _rows(
        cursor, "select sha256, count(*) from uploads where status = 'loaded' group by sha256 having count(*) > 1"
    ):
        yield sentence("The file {file} counts {count} times.", file=sha256[:8], count=count)


def _identities(cursor: duckdb.DuckDBPyConnection) -> Iterator[Sentence]:
    for table in filled_cells.RECORDS.values():
        found = _rows(
            cursor, f"select identity from {table} where state = 'kept' group by identity having count(*) > 1"
        )
        if found:
            yield sentence("{count} records of {table} count twice.", count=len(found), table=table)


def _sums(cursor: duckdb.DuckDBPyConnection) -> Iterator[Sentence]:
    for upload, read, kept, folded, rejected in _rows(
        cursor,
        "select upload_id, read, kept, folded, rejected from uploads where status <> 'refused' and read <> kept + folded + "
        "rejected order by seq",
    ):
        yield sentence(
            "The upload {upload} read {read} records, but kept {kept}, folded {folded} and rejected {rejected}.",
            upload=upload,
            read=read,
            kept=kept,
            folded=folded,
            rejected=rejected,
        )
    for (upload,) in _rows(
        cursor,
        "select upload_id from uploads u join upload_parts p using (upload_id) where u.status = 'loaded' group by upload_id "
        "having sum(p.read) <> any_value(u.read) or sum(p.kept) <> any_value(u.kept) or sum(p.folded) <> "
        "any_value(u.folded) or sum(p.rejected) <> any_value(u.rejected) order by all",
    ):
        yield sentence("The tables of the upload {upload} do not add up to it.", upload=upload)
    held = " union all ".join(
        f"select upload_id, part, '{name}' as table_name, record from {table}"
        for name, table in filled_cells.RECORDS.items()
    )
    for upload, kept, count in _rows(
        cursor,
        f"""
        with held as ({held})
        select p.upload_id, p.kept, count(distinct h.record) as found
        from upload_parts p
        join uploads u on u.upload_id = p.upload_id and u.status = 'loaded'
        left join held h on h.upload_id = p.upload_id and h.part = p.part and h.table_name = p.table_name
        group by p.upload_id, p.part, p.table_name, p.kept
        having found < p.kept
        order by all
        """,
    ):
        yield sentence(
            "The upload {upload} counts {kept} records, and the store holds {count} of them.",
            upload=upload,
            kept=kept,
            count=count,
        )


def _strays(cursor: duckdb.DuckDBPyConnection) -> Iterator[Sentence]:
    for table in (*filled_cells.RECORDS.values(), *OF_UPLOADS):
        found = _rows(
            cursor,
            f"select distinct upload_id from {table} where upload_id not in "
            "(select upload_id from uploads where status = 'loaded')",
        )
        for (upload,) in found:
            yield sentence(
                "The table {table} holds rows of the upload {upload}, which is not loaded.", table=table, upload=upload
            )


def _roll_ups(store: Store) -> Iterator[Sentence]:
    """Derive all of it once more in the copy, and compare."""
    backlog.settle(store)
    with store.writing() as cursor:
        before = {table: table_held(cursor, table) for table in ROLL_UPS}
        derived_tables.start(cursor)
        derived_tables.settle_all(cursor)
        after = {table: table_held(cursor, table) for table in ROLL_UPS}
    for table in ROLL_UPS:
        if before[table] != after[table]:
            yield sentence("The table {table} is not what the records give: run python -m data rebuild.", table=table)


def _raw(store: Store) -> Iterator[Finding]:
    limit = retention.days(store)
    for row in store.rows(
        "select upload_id, sha256, loaded_at, raw_deleted_at from uploads where status = 'loaded' order by seq"
    ):
        kept = store.files / f"{row['sha256']}.zst"
        if not kept.exists():
            is_past = row["raw_deleted_at"] is not None or (
                limit != retention.NO_LIMIT and row["loaded_at"] < now() - timedelta(days=limit)
            )
            told = sentence(
                "The raw file of the upload {upload} is no longer kept: it cannot be read again.",
                upload=row["upload_id"],
            )
            yield Finding(told, is_fault=not is_past)
        elif not is_raw(kept, row["sha256"]):
            yield Finding(
                sentence(
                    "The raw file of the upload {upload} is damaged: put the one of a backup in its place.",
                    upload=row["upload_id"],
                )
            )


def _rows(cursor: duckdb.DuckDBPyConnection, sql: str) -> list[tuple]:
    return cursor.execute(sql).fetchall()
