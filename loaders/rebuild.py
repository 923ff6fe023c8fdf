"""The whole store once more, from the kept raw files of its uploads, with their answers and people's decisions.

It is made in a file of its own: a copy of the store of which every table that loads fill is emptied and filled again. Each
upload is loaded under its own id, among the decisions that had been made when it arrived: by the numbers of the audit log,
which go on when a clock is set back, and for what is older than the log by the clock. Withdrawn and refused uploads stay in
the ledger as they are.
"""

from __future__ import annotations

import shutil
import uuid
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data import ledger, secret
from data.access import noted
from data.backups.copying import Held, copy_to, tables_held
from data.backups.manifest import is_raw
from data.derived import backlog, filled_cells, people
from data.derived import refresh as derived_tables
from data.migrations import open_store
from data.personal import own_secret
from data.sentences import Sentence, sentence
from data.store import Store, literal, now
from loaders import plan
from loaders.plan import Progress
from loaders.reload import again, why_not

RECORDS = tuple(filled_cells.RECORDS.values())
DERIVED = (
    "filled_cells", "adopted_identities", "near_links", "mention_families", "near_pending", "mention_topics", "mention_marks",
    "own_voices", "own_voices_state", "mention_days", "story_bursts",
)  # fmt: skip
OF_UPLOADS = (
    "coverage",
    "rejects",
    "other_columns",
    "upload_parts",
    "tone_logs",
    "blanked_records",
)  # those of withdrawn ones stay
# what may change how a later file is read: put back as of the moment at which each upload arrived
DATED = ("settings", "decisions", "topic_rules", "brand_roles", "publishing_plans", "remembered", "mention_corrections")
UNDATED = (people.SETTING, secret.CHECK)  # settings that hold for what is read again, whenever they were made
BOOKKEEPING = {"own_voices_state", "near_pending"}  # when something was derived last, what waits to be
ASIDE = "rebuilt_from_"  # before the name of a table: its rows before the rebuild
BY = "rebuild"  # who withdraws what cannot be loaded


@dataclass(frozen=True)
class Rebuilt:
    """`path`: the new store. `uploads`: how many were loaded again. `lacking`: upload -> why it could not be.
    `differing`: the tables that hold other rows than before."""

    path: Path
    uploads: int
    lacking: dict[str, Sentence]
    differing: tuple[str, ...]


def rebuild(store: Store, to: Path, *, progress: Progress = plan.no_progress) -> Rebuilt:
    """Write the rebuilt store to a new file, which replaces an earlier one. People may work meanwhile; what they change
    then is not in it."""
    place = store.work / f"rebuild-{uuid.uuid4().hex}"
    place.mkdir(mode=0o700)
    try:
        path = place / store.path.name
        before = copy_to(store, path)
        own_secret.lend(store, path)
        made = open_store(path)
        made.is_noted = False  # the log of the store is in the copy, and tells what was done
        try:
            _empty(made)
            lacking = _load_all(made, store, progress)
            _put_back(made)
            _keep_ledger(made, lacking)
            with made.reading() as cursor:
                differing = _differing(before, tables_held(cursor))
                count = cursor.execute("select count(*) from uploads where status = 'loaded'").fetchone()
        finally:
            made.close()
        path.replace(to)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return Rebuilt(to, int(count[0]) if count else 0, lacking, differing)


def _empty(made: Store) -> None:
    """Set aside what is dated, and the ledger; empty what loads fill."""
    with made.writing() as cursor:
        for table in (*DATED, "uploads", "upload_parts"):
            cursor.execute(
                f"create table {ASIDE}{table} as select row_number() over (order by rowid) as place, t.* from {table} t"
            )
        for table in DATED:
            _number(cursor, table)
        for table in (*RECORDS, *DERIVED, *DATED):
            cursor.execute(f"delete from {table}")
        for table in OF_UPLOADS:
            cursor.execute(
                f"delete from {table} where upload_id in (select upload_id from uploads where status = 'loaded')"
            )
        cursor.execute("delete from uploads where status = 'loaded'")


def _number(cursor: duckdb.DuckDBPyConnection, table: str) -> None:
    """Give each dated row of before the number of its entry in the audit log, as `entry`; NULL: it is older than the log, or
    no entry tells of it."""
    left = cursor.execute(
        "select entry, what, after from audit_log where action = ? order by entry", [noted.NOTED[table].action]
    ).fetchall()
    numbers: list[tuple[int, int]] = []
    for place, keys, after in reversed(noted.placed(cursor, table)):
        while left:  # an entry without its row is of one that was deleted
            entry, *told = left.pop()
            if told == [noted.text(keys), noted.text(after)]:
                numbers.append((place, entry))
                break
    cursor.execute(f"alter table {ASIDE}{table} add column entry bigint")
    for place, entry in numbers:
        cursor.execute(f"update {ASIDE}{table} set entry = ? where place = ?", [entry, place])


def _load_all(made: Store, store: Store, progress: Progress) -> dict[str, Sentence]:
    rows = made.rows(f"select * from {ASIDE}uploads where status = 'loaded' order by seq")
    lacking: dict[str, Sentence] = {}
    content = made.work / "content"
    for index, row in enumerate(rows):
        progress(index / len(rows), sentence("Reading {name} again", name=row["name"]))
        _put_back(made, until=row)
        kept = store.files / f"{row['sha256']}.zst"
        if not is_raw(kept, row["sha256"]):
            lacking[row["upload_id"]] = (
                sentence("The raw content of {name} is damaged.", name=row["name"])
                if kept.exists()
                else sentence("The raw content of {name} is no longer kept.", name=row["name"])
            )
            continue
        content.write_bytes(ledger.kept_bytes(store, row["sha256"]) or b"")
        done = again(made, content, row, as_upload=(row["upload_id"], row["seq"]))
        if done.status != "loaded":
            lacking[row["upload_id"]] = why_not(done, row)
    return lacking


def _put_back(made: Store, *, until: dict | None = None) -> None:
    """The dated rows of before: those that were there when an upload arrived, or all of them, and what follows from them."""
    with made.writing() as cursor:
        entry = None if until is None else _entry_of(cursor, until["upload_id"])
        for table in DATED:
            cursor.execute(f"delete from {table}")
            condition, values = "true", []
            if until is not None and entry is None:  # the upload is older than the log
                condition, values = "entry is null and set_at <= ?", [until["loaded_at"]]
            elif until is not None:
                # a row without an entry between others came after that of the last one before it
                condition, values = f"coalesce(entry, {_BEFORE.format(table=f'{ASIDE}{table}')}, 0) < ?", [entry]
            if until is not None and table == "settings":  # what never depends on the moment
                condition = f"({condition}) or name in ({', '.join(map(literal, UNDATED))})"
            cursor.execute(
                f"insert into {table} select * exclude (place, entry) from {ASIDE}{table} r where {condition} order by place",
                values,
            )
        if until is None:
            derived_tables.start(cursor)
            derived_tables.settle_all(cursor)
    if until is None:
        backlog.settle(made)


_BEFORE = "(select max(b.entry) from {table} b where b.place < r.place)"


def _entry_of(cursor: duckdb.DuckDBPyConnection, upload: str) -> int | None:
    """The number of the entry that tells of an upload; None for one that is older than the log."""
    found = cursor.execute(
        "select min(entry) from audit_log where action = ? and json_extract_string(what, '$.upload_id') = ?",
        [noted.NOTED["uploads"].action, upload],
    ).fetchone()
    return None if found is None else found[0]


def _keep_ledger(made: Store, lacking: dict[str, Sentence]) -> None:
    """Each upload as it was told of, save for counts that are others now; what could not be loaded counts no longer."""
    with made.writing() as cursor:
        for table, key in (("uploads", "upload_id"), ("upload_parts", "upload_id, part, table_name")):
            same = " and ".join(f"n.{name} = o.{name}" for name in ("read", "kept", "folded", "rejected"))
            cursor.execute(
                f"""
                create temp table ledger as
                select o.* from {ASIDE}{table} o join {table} n using ({key})
                where {same} and o.covered_from is not distinct from n.covered_from
                  and o.covered_to is not distinct from n.covered_to
                """
            )
            cursor.execute(f"delete from {table} where ({key}) in (select ({key}) from ledger)")
            cursor.execute(f"insert into {table} select * exclude (place) from ledger order by place")
            cursor.execute("drop table ledger")
        for upload in lacking:
            cursor.execute(
                f"insert into uploads select * exclude (place) from {ASIDE}uploads where upload_id = ?", [upload]
            )
            cursor.execute(
                "update uploads set status = 'withdrawn', withdrawn_at = ?, withdrawn_by = ? where upload_id = ?",
                [now(), BY, upload],
            )
        for table in (*DATED, "uploads", "upload_parts"):
            cursor.execute(f"drop table {ASIDE}{table}")


def _differing(before: dict[str, Held], after: dict[str, Held]) -> tuple[str, ...]:
    names = sorted((before.keys() | after.keys()) - BOOKKEEPING)
    return tuple(name for name in names if before.get(name) != after.get(name))
