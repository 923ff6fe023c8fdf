"""Small readable tables of alerts, search audits, answers of assistants and reports, written into the canonical tables as a load leaves them."""

from __future__ import annotations

from data.store import Store
from tests.canonical import Window, _insert_all, _read, _settle, _Upload


def alerts(store: Store, text: str, *, covers: Window | None = None) -> str:
    """Columns: Day (acknowledged, 2026-03-02 10:00 UTC), Brand, Name, and any of First, Informed, Confirmed (yes | no)."""
    answers = {"yes": True, "no": False}
    return _log(store, "alerts", "alert_records", text, covers, lambda row: {
        "acknowledged_at": row["Day"], "name": row["Name"], "first_mention_at": row.get("First") or None,
        "informed_at": row.get("Informed") or None, "is_confirmed": answers.get(row.get("Confirmed", "")),
    })  # fmt: skip


def audits(store: Store, text: str, *, covers: Window | None = None) -> str:
    """Columns: Day, Brand, Query, Kind (result | suggestion), Item, and any of Rank, Sentiment."""
    return _log(store, "search_audits", "search_audit_records", text, covers, lambda row: {
        "query": row["Query"], "kind": row["Kind"], "item": row["Item"], "rank": row.get("Rank") or None,
        "sentiment": row.get("Sentiment") or None,
    })  # fmt: skip


def answers(store: Store, text: str, *, covers: Window | None = None) -> str:
    """Answers of assistants, one row per brand named. Columns: Day, Brand, Prompt, Named ('' for none), and any of Engine, Model,
    Run, Answer, Sources, Correct (yes | no)."""
    judged = {"yes": True, "no": False}
    return _log(store, "ai_answers", "ai_answer_records", text, covers, lambda row: {
        "engine": row.get("Engine") or "ChatGPT", "model": row.get("Model") or None, "prompt": row["Prompt"],
        "run": row.get("Run") or None, "named": row["Named"] or None, "answer": row.get("Answer") or None,
        "sources": row.get("Sources") or None, "is_correct": judged.get(row.get("Correct", "")),
    })  # fmt: skip


def reports(store: Store, text: str, *, covers: Window | None = None) -> str:
    """Columns: Day (local day), Due (UTC), Brand, Name, Sent (UTC; empty: never)."""
    return _log(store, "reports", "report_records", text, covers, lambda row: {
        "due_at": row["Due"], "name": row["Name"], "sent_at": row.get("Sent") or None,
    })  # fmt: skip


def _log(store, name, table, text, covers, told) -> str:
    rows = _read(text)
    with store.writing() as cursor:
        upload = _Upload(cursor, name, rows, format=f"template_{name}", covers=covers)
        upload.cover({row["Brand"] for row in rows}, None)
        found = [
            {**upload.record(row, keys=tuple(row)), "brand": row["Brand"], "day": row["Day"][:10], **told(row)}
            for row in rows
        ]
        _insert_all(cursor, table, found)
        _settle(cursor, table)
    return upload.id
