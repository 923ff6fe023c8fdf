"""What the audit log says of a row that was written: keys and values of decisions, never a text of a mention or an author.

Each table is described once: what an entry calls the write, which columns name its subject, which ones hold its value, and
which of the subject's columns tell the row that it takes the place of.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from typing import Any

import duckdb

LONGEST = 400  # characters of a value; a longer one is noted by its hash


@dataclass(frozen=True)
class Noted:
    """`same`: the columns by which an earlier row is the value before; without any there is none."""

    action: str
    keys: tuple[str, ...]
    values: tuple[str, ...] = ()
    same: tuple[str, ...] = ()


NOTED = {
    "settings": Noted("setting", ("name",), ("value",), ("name",)),
    "decisions": Noted("decision", ("kind", "subject"), ("value",), ("kind", "subject")),
    "brand_roles": Noted("brand role", ("brand",), ("role",), ("brand",)),
    "topic_rules": Noted("topic", ("topic",), ("words", "exclusions", "is_sensitive"), ("topic",)),
    "publishing_plans": Noted(
        "publishing plan", ("brand", "channel", "valid_from"), ("posts_per_week",), ("brand", "channel", "valid_from")
    ),
    "objectives": Noted(
        "objective",
        ("objective", "role", "kpi", "brand", "channel", "replaces", "withdraws"),
        ("mode", "target", "target_high", "per", "valid_from", "valid_to"),
        ("role", "kpi", "brand", "channel"),
    ),
    "role_sheets": Noted("role sheet", ("role", "brand", "profile")),
    "annotations": Noted(
        "annotation", ("annotation", "kind"), ("first_day", "last_day", "brand", "channel", "is_withdrawn"), ("annotation",)
    ),
    "mention_corrections": Noted(
        "correction", ("correction", "identity", "field", "undoes"), ("value",), ("identity", "field")
    ),
    "audit_labels": Noted("label of an audit", ("audit", "place"), ("label",), ("audit", "place")),
    "messages": Noted("sentence of a figure", ("brand", "since", "until", "kpi")),
    "report_messages": Noted("sentence of a report", ("kind", "brand", "role", "since", "until", "language", "page")),
    "issued_reports": Noted(
        "report", ("report", "edition", "kind", "brand", "role", "since", "until", "language", "sha256")
    ),
    "report_deliveries": Noted("delivery of a report", ("delivery", "recipient", "report", "language", "place")),
    "report_sends": Noted("export", ("delivery", "address")),
    "watch_actions": Noted("alert", ("episode", "action")),
    "remembered": Noted("remembered answer", ("kind", "fingerprint", "name")),
    "erasures": Noted("erasure of an author", ("erasure", "key", "channel")),
    "retention_runs": Noted("retention", ("kind", "before"), ("deleted",)),
    "uploads": Noted("upload", ("upload_id", "sha256", "origin"), ("status", "kept", "rejected")),
}  # fmt: skip
WITHDRAWN = "withdrawn upload"
# settings that the program keeps for itself: files by their names, folders that are noted as exports
INTERNAL = ("reading_again", "rewriting_wanted", "copies_to_remove", "published_folder")
HASHED = (
    "answer_case",
    "filter",
    "not_own",
    "view",
    "logo",
    "report_file",
)  # kinds of decision that may hold what people wrote
HASHED_SUBJECT = ("answer_case",)


def mark(cursor: duckdb.DuckDBPyConnection, table: str) -> Any:
    """What a transaction must know of a table before its first write of it: the last row, and the withdrawn uploads."""
    found = cursor.execute(f"select coalesce(max(rowid), -1) from {table}").fetchone()
    assert found is not None
    return int(found[0]), frozenset(_withdrawn(cursor)) if table == "uploads" else frozenset()


def entries(cursor: duckdb.DuckDBPyConnection, table: str, marked: Any) -> list[tuple[str, dict, dict, dict]]:
    """(action, keys, before, after) of each row that was written since a mark, in their order."""
    last, withdrawn = marked
    told, columns = NOTED[table], (*NOTED[table].keys, *NOTED[table].values)
    found = []
    for *row, before in cursor.execute(_written(table), [last]).fetchall():
        read = dict(zip(columns, row, strict=True))
        keys = {name: read[name] for name in told.keys if read[name] is not None}
        if table == "settings" and keys["name"] in INTERNAL:
            continue
        found.append((told.action, keys, before or {}, {name: read[name] for name in told.values}))
    if table == "mention_corrections":  # the undo of one stands for no field of a mention
        found = [(action, keys, {} if "undoes" in keys else before, after) for action, keys, before, after in found]
    if table == "decisions":
        found = [_without_words(one) for one in found]
    if table == "uploads":
        found += [
            (WITHDRAWN, {"upload_id": one}, {"status": "loaded"}, {"status": "withdrawn"})
            for one in _withdrawn(cursor)
            if one not in withdrawn
        ]
    return [(action, *(_plain(part) for part in parts)) for action, *parts in found]  # type: ignore[misc]


def placed(cursor: duckdb.DuckDBPyConnection, table: str) -> list[tuple[int, dict, dict]]:
    """(place, keys, after) of each row of a table, as its entry tells them: its place among all rows, from 1. Rows that have
    no entry are left out."""
    rows = cursor.execute(
        f"select row_number() over (order by rowid){', name' if table == 'settings' else ''} from {table} order by rowid"
    ).fetchall()
    places = [place for place, *name in rows if not name or name[0] not in INTERNAL]
    told = entries(cursor, table, (-1, frozenset()))
    return [(place, keys, after) for place, (_, keys, _, after) in zip(places, told, strict=True)]


def decided(cursor: duckdb.DuckDBPyConnection, marked: Any) -> list[tuple[str, str, str | None]]:
    """(kind, subject, who decided it before) of each decision that was written since a mark."""
    return cursor.execute(
        """
        select
            kind,
            subject,
            (
                select arg_max(earlier.set_by, earlier.rowid)
                from decisions earlier
                where earlier.kind = d.kind and earlier.subject = d.subject and earlier.rowid <= $last
            )
        from decisions d
        where rowid > $last
        """,
        {"last": marked[0]},
    ).fetchall()


def withdrew(cursor: duckdb.DuckDBPyConnection, marked: Any) -> bool:
    """Whether an upload was withdrawn since a mark."""
    return any(one not in marked[1] for one in _withdrawn(cursor))


def _withdrawn(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    found = cursor.execute("select upload_id from uploads where status = 'withdrawn' order by seq").fetchall()
    return [row[0] for row in found]


@cache
def _written(table: str) -> str:
    """The query of the rows after a row: their keys, their values, and the values before as a struct."""
    told = NOTED[table]
    columns = ", ".join((*told.keys, *told.values))
    if not told.same:
        return f"select {columns}, null from {table} where rowid > ? order by rowid"
    values = ", ".join(f"'{name}': {name}" for name in told.values)
    return f"""
        select * exclude (position)
        from (
            select {columns}, lag({{{values}}}) over (partition by {", ".join(told.same)} order by rowid), rowid as position
            from {table}
        )
        where position > ?
        order by position
    """


def _without_words(entry: tuple[str, dict, dict, dict]) -> tuple[str, dict, dict, dict]:
    action, keys, before, after = entry
    if keys["kind"] not in HASHED:
        return entry
    if keys["kind"] in HASHED_SUBJECT:
        keys = {**keys, "subject": digest(keys["subject"])}
    return action, keys, *({name: digest(value) for name, value in part.items()} for part in (before, after))


def digest(value: Any) -> str:
    """The hash that stands for a text; '' for none."""
    return f"sha256:{hashlib.sha256(str(value).encode()).hexdigest()[:16]}" if value else ""


def _plain(part: dict) -> dict:
    """The values as JSON holds them."""
    plain = {name: value if isinstance(value, int | float | None) else str(value) for name, value in part.items()}
    return {name: digest(value) if len(str(value)) > LONGEST else value for name, value in plain.items()}


def text(part: dict) -> str:
    """Keys and values as the log stores them, always the same for the same."""
    return json.dumps(part, ensure_ascii=False, sort_keys=True) if part else ""
