"""How long personal data are kept: months for texts, authors, rejected records and unused columns; days for raw files.

The server applies it each day by itself, `python -m data retention` at once. What is deleted leaves every figure as it was;
figures that need the texts themselves, such as emerging words, are unknown for these weeks and say so. A raw file goes as
soon as it holds a day whose texts or authors are past their time, since it holds them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from data.access.acting import APPROVER, current
from data.access.door import require
from data.decisions import published, retention
from data.derived import backlog, sentiment_labels
from data.personal import blanking, copies, rewriting
from data.sentences import Refusal
from data.store import Store, insert, now, setting, time_zone

KINDS = ("texts", "authors", "rejects")
RAW = "raw"  # as a kind of what was deleted
MOST = 600  # months
_OF = {"texts": blanking.TEXTS, "authors": blanking.AUTHORS}
_NOTED = {"texts": "text_deleted_at", "authors": "author_deleted_at"}


@dataclass(frozen=True)
class Done:
    """How many records, rows and files were deleted. `is_rewritten`: whether the file of the store holds them no more; else
    it is rewritten as soon as nobody reads, at the latest at the next start."""

    deleted: dict[str, int]
    is_rewritten: bool = True


def months(store: Store, kind: str) -> int | None:
    """For how many months a kind is kept; None: for ever."""
    written = setting(store, f"keep_{kind}_months", "")
    return int(written) if written else None


def set_months(store: Store, kind: str, count: int | None, *, who: str) -> None:
    """Keep a kind for so many months, None: for ever. Raises Refusal for a kind or number that is none."""
    if kind not in KINDS:
        raise Refusal("'{kind}' is not kept by months: use {known}.", kind=kind, known=", ".join(KINDS))
    if count is not None and not 1 <= count <= MOST:
        raise Refusal("Keep them for 1 to {most} months, or for ever; not for {count} months.", most=MOST, count=count)
    if count != months(store, kind):
        value = "" if count is None else str(count)
        store.append("settings", {"name": f"keep_{kind}_months", "value": value, "set_at": now(), "set_by": who})


def first_kept(store: Store, kind: str, today: date | None = None) -> date | None:
    """The first day of which a kind is kept; None: all are."""
    count = months(store, kind)
    if count is None:
        return None
    today = today or datetime.now(ZoneInfo(time_zone(store))).date()
    index = today.year * 12 + today.month - 1 - count
    year, month = index // 12, index % 12 + 1
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    last = (first_of_next - date(year, month, 1)).days
    return date(year, month, min(today.day, last))


def due(store: Store, today: date | None = None) -> dict[str, int]:
    """How many records, rows and raw files are past their time now, by kind; nothing is changed."""
    found: dict[str, int] = {}
    with store.reading() as cursor:
        for kind in ("texts", "authors"):
            before = first_kept(store, kind, today)
            if before is not None:
                counts = [
                    cursor.execute(f"select count(*) from ({_past(table, columns)})", [before]).fetchone()
                    for table, columns in _OF[kind].items()
                ]
                found[kind] = sum(int(count[0]) for count in counts if count is not None)
        before = first_kept(store, "rejects", today)
        if before is not None:
            row = cursor.execute(
                f"select (select count(*) from rejects where {_HELD} and {_OLD}) + "
                f"(select count(*) from other_columns where {_OLD})",
                [_moment(store, before)] * 2,
            ).fetchone()
            found["rejects"] = int(row[0]) if row is not None else 0
    found[RAW] = len(_raw_past(store, today))
    return found


def apply(store: Store, today: date | None = None) -> Done:
    """Delete what is past its time. Raises Refusal for whoever is no approver."""
    require(current(), APPROVER)
    wanted = due(store, today)
    deleted = dict.fromkeys(wanted, 0)
    if wanted.get("texts") or wanted.get("authors"):
        backlog.settle(store)  # families of texts are found while the texts are there
        if sentiment_labels.is_on(store):
            sentiment_labels.label(store)
    if any(count for kind, count in wanted.items() if kind != RAW):
        with store.writing() as cursor:
            for kind in ("texts", "authors"):
                before = first_kept(store, kind, today)
                if before is None or not wanted[kind]:
                    continue
                for table, columns in _OF[kind].items():
                    cursor.execute(f"create or replace temp table blanking as {_past(table, columns)}", [before])
                    deleted[kind] += blanking.blank(cursor, table, columns, why=_NOTED[kind], at=now())
                _note(cursor, kind, before, deleted[kind])
            if deleted.get("texts"):
                blanking.forget_labels(cursor)
            before = first_kept(store, "rejects", today)
            if before is not None and wanted["rejects"]:
                old = [_moment(store, before)]
                cursor.execute(f"update rejects set value = null, cells = null where {_HELD} and {_OLD}", old)
                cursor.execute(f"delete from other_columns where {_OLD}", old)
                deleted["rejects"] = wanted["rejects"]
                _note(cursor, "rejects", before, deleted["rejects"])
    with store.alone():  # no load of the same bytes is between keeping them and its commit
        past = _raw_past(store, today)
        copies.forget_raw(store, past)
        deleted[RAW] = len(past)
    rows = sum(count for kind, count in deleted.items() if kind != RAW)
    if rows:
        published.forget_records(store)
    return Done(deleted, rewriting.now_or_later(store) if rows else True)


def texts_deleted(store: Store, since: date, until: date, brands: tuple[str, ...] = ()) -> date | None:
    """When texts of these days, both included, were deleted last by retention; None where none were."""
    return store.value(
        "select cast(max(text_deleted_at) as date) from blanked_records where table_name = 'mention_records' "
        "and day between ? and ? and (len(?) = 0 or list_contains(?, brand))",
        [since, until, list(brands), list(brands)],
    )


_HELD = "(value is not null or cells is not null)"
_OLD = "upload_id in (select upload_id from uploads where loaded_at < ?)"


def _past(table: str, columns: tuple[str, ...]) -> str:
    """The query of the records whose day, and that of all others of their identity, is before a day, and that hold any of
    the columns."""
    held = " or ".join(f"{name} is not null" for name in columns)
    return f"""
        select upload_id, part, record, identity
        from {table}
        where ({held}) and identity in (select identity from {table} group by identity having max(day) < ?)
    """


def _moment(store: Store, day: date) -> datetime:
    """The beginning of a local day, in UTC."""
    local = datetime.combine(day, time(), ZoneInfo(time_zone(store)))
    return local.astimezone(ZoneInfo("UTC")).replace(tzinfo=None)


def _uploads_past(store: Store, today: date | None) -> list[dict]:
    cuts = [cut for kind in KINDS if (cut := first_kept(store, kind, today)) is not None]
    if not cuts:
        return []
    return store.rows(
        "select upload_id, sha256 from uploads where status <> 'refused' and coalesce(covered_from, cast(loaded_at as date)) < ?",
        [max(cuts)],
    )


def _raw_past(store: Store, today: date | None) -> list[str]:
    found = {row["sha256"] for row in _uploads_past(store, today)} | set(
        retention.older_than(store, retention.days(store))
    )
    return sorted(sha256 for sha256 in found if (store.files / f"{sha256}.zst").exists())


def _note(cursor, kind: str, before: date, count: int) -> None:
    if count:
        insert(cursor, "retention_runs", {"kind": kind, "before": before, "deleted": count, "ran_at": now()})
