"""Frozen reports and what waits to be sent: erasure wins over freezing.

A redacted report keeps its figures, gets a new hash beside the one that it was issued with, and says when it was redacted.
Files of it that are attached to a delivery go; what was not sent yet has to be sent again.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

import duckdb

from data.personal.spelling import Spelling
from data.sentences import sentence
from data.store import Store


def holding(store: Store, spelled: Spelling) -> tuple[int, ...]:
    """The numbers of the frozen reports that hold a name or a text."""
    rows = store.rows("select report, content from issued_reports order by report, language")
    return tuple(dict.fromkeys(row["report"] for row in rows if _redacted(row["content"], spelled) != row["content"]))


def redact(cursor: duckdb.DuckDBPyConnection, spelled: Spelling, at: datetime) -> None:
    """Take names and texts out of the frozen reports, and their files out of the outbox. `at` in UTC."""
    found = cursor.execute("select report, language, content from issued_reports").fetchall()
    for report, language, content in found:
        redacted = _redacted(content, spelled)
        if redacted == content:
            continue
        cursor.execute(
            "update issued_reports set content = ?, first_sha256 = coalesce(first_sha256, sha256), sha256 = ?, redacted_at = ? "
            "where report = ? and language = ?",
            [redacted, hashlib.sha256(redacted.encode()).hexdigest(), at, report, language],
        )
        sent = "select delivery from report_deliveries where report = ? and language = ?"
        why = sentence("Its files held data of a person who was erased: send the report again.")
        cursor.execute(
            f"update report_deliveries set status = 'failed', reason = ?, changed_at = ? "
            f"where status = 'waiting' and delivery in ({sent})",
            [why.as_json(), at, report, language],
        )
        cursor.execute(f"delete from report_files where delivery in ({sent})", [report, language])
    for delivery, name, content in cursor.execute("select delivery, name, content from report_files").fetchall():
        if spelled.is_in(bytes(content)):
            cursor.execute("delete from report_files where delivery = ? and name = ?", [delivery, name])


def _redacted(content: str, spelled: Spelling) -> str:
    """The content as it is written (reports/weekly/model.py), without names and texts; itself where it holds none."""
    plain = json.loads(content)
    redacted = _without(plain, spelled)
    if redacted == plain:
        return content
    return json.dumps(redacted, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _without(part: Any, spelled: Spelling) -> Any:
    if isinstance(part, str):
        redacted = spelled.redacted(part)
        return "" if redacted != part and part.startswith(("http://", "https://")) else redacted
    if isinstance(part, list):
        return [_without(one, spelled) for one in part]
    if isinstance(part, dict):
        return {name: _without(one, spelled) for name, one in part.items()}
    return part
