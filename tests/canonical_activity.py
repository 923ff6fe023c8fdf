"""Small readable tables of posts, conversations, relations, surveys and business figures, written into the canonical tables
as a load leaves them."""

from __future__ import annotations

from collections.abc import Callable

from data.store import Store
from tests.canonical import Row, Window, _insert_all, _read, _settle, _Upload

ANSWERS = {"yes": True, "no": False}


def posts(store: Store, text: str, *, covers: Window | None = None, channel: str | None = None) -> str:
    """Columns: Day, Brand, Channel, and any of Account, Reach, Views, Reactions, Comments, Shares, Engagement."""
    names = ("reach", "views", "reactions", "comments", "shares", "engagement")
    return _log(store, "posts", "post_records", text, covers, lambda row: {
        "published_at": _moment(row["Day"]), "channel": row["Channel"], "account": row.get("Account") or None,
        **{name: row.get(name.title()) or None for name in names},
    }, channel)  # fmt: skip


def conversations(store: Store, text: str, *, covers: Window | None = None, channel: str | None = None) -> str:
    """Columns: Day (received, 2026-03-02 10:00 UTC), Brand, Channel, and any of Kind, Topic, Reply, Minutes, Treated, Resolved,
    Routed (moments in UTC), Service (routed to), Sentiment, Last; and, yes or no, Needs, Answered, Solved, Satisfied, Route."""
    moments = {"Treated": "treated_at", "Resolved": "resolved_at", "Routed": "routed_at", "Reply": "first_reply_at"}
    texts = {"Kind": "kind", "Topic": "topic", "Minutes": "first_reply_minutes", "Service": "routed_to", "Sentiment": "sentiment",
             "Last": "last_sentiment"}  # fmt: skip
    answers = {"Needs": "needs_answer", "Answered": "is_answered", "Solved": "is_resolved", "Satisfied": "is_satisfied",
               "Route": "needs_routing"}  # fmt: skip
    return _log(store, "conversations", "conversation_records", text, covers, lambda row: {
        "received_at": _moment(row["Day"]), "channel": row["Channel"],
        **{column: row.get(name) or None for name, column in {**moments, **texts}.items()},
        **{column: ANSWERS.get(row.get(name, "")) for name, column in answers.items()},
    }, channel)  # fmt: skip


def relations(store: Store, text: str, *, covers: Window | None = None) -> str:
    """Columns: Day, Brand, Site, Kind (exchange | intervention)."""
    return _log(
        store, "relations", "relation_records", text, covers, lambda row: {"site": row["Site"], "kind": row["Kind"]}
    )


def surveys(store: Store, text: str, *, covers: Window | None = None) -> str:
    """Columns: Day, Brand, Kind (nps | csat), Score, and any of Answers, Channel."""
    return _log(store, "surveys", "survey_records", text, covers, lambda row: {
        "kind": row["Kind"], "score": row["Score"], "answers": row.get("Answers") or None,
        "channel": row.get("Channel") or None,
    })  # fmt: skip


def business(store: Store, text: str, *, covers: Window | None = None, format: str = "template_business") -> str:
    """Columns: Day, Brand, and any of Last (last day), Channel, Source, Visits, Conversions, Revenue, Currency, Model."""
    names = ("channel", "source", "visits", "conversions", "revenue", "currency", "model")
    rows = _read(text)
    whole = (min(row["Day"] for row in rows), max(row.get("Last") or row["Day"] for row in rows))
    return _log(
        store,
        "business",
        "business_records",
        text,
        covers or whole,
        lambda row: {
            "last_day": row.get("Last") or None,
            **{name: row.get(name.title()) or None for name in names},
        },
        None,
        format,
    )


def account_days(store: Store, text: str, *, covers: Window | None = None, channel: str | None = None) -> str:
    """Columns: Day, Brand, Channel, Metric, Value, and any of Last (last day), Account."""
    return _log(store, "account_days", "account_day_records", text, covers or _whole(text), lambda row: {
        "last_day": row.get("Last") or None, "channel": row["Channel"], "account": row.get("Account") or None,
        "metric": row["Metric"], "value": row["Value"],
    }, channel)  # fmt: skip


def web(store: Store, text: str, *, covers: Window | None = None) -> str:
    """Columns: Day, Brand, Dimension, Metric, Value, and any of Last (last day), Item."""
    return _log(store, "web", "web_records", text, covers or _whole(text), lambda row: {
        "last_day": row.get("Last") or None, "dimension": row["Dimension"], "item": row.get("Item") or None,
        "metric": row["Metric"], "value": row["Value"],
    })  # fmt: skip


def search(store: Store, text: str, *, covers: Window | None = None) -> str:
    """Columns: Day, Brand, Dimension, and any of Last (last day), Item, Engine, Clicks, Impressions."""
    names = ("item", "engine", "clicks", "impressions")
    return _log(store, "search", "search_records", text, covers or _whole(text), lambda row: {
        "last_day": row.get("Last") or None, "dimension": row["Dimension"],
        **{name: row.get(name.title()) or None for name in names},
    })  # fmt: skip


def interest(store: Store, text: str, *, covers: Window | None = None) -> str:
    """Columns: Day, Last (last day), Brand, Interest ('<1' is below 1), and any of Place. The term is the brand."""
    return _log(store, "interest", "interest_records", text, covers or _whole(text), lambda row: {
        "last_day": row["Last"], "term": row["Brand"], "geo": row.get("Place") or None,
        "interest": row["Interest"].removeprefix("<1") or "0", "is_below_one": row["Interest"] == "<1",
    })  # fmt: skip


def links(store: Store, text: str, *, covers: Window | None = None) -> str:
    """Columns: Day (first seen), Brand, Site, and any of Lost, Url."""
    return _log(store, "links", "link_records", text, covers, lambda row: {
        "source_domain": row["Site"], "lost": row.get("Lost") or None, "source_url": row.get("Url") or None,
    })  # fmt: skip


def _whole(text: str) -> Window:
    rows = _read(text)
    return min(row["Day"] for row in rows), max(row.get("Last") or row["Day"] for row in rows)


def _log(
    store: Store,
    name: str,
    records: str,
    text: str,
    covers: Window | None,
    told: Callable[[Row], dict],
    channel: str | None = None,
    format: str | None = None,
) -> str:
    rows = _read(text)
    with store.writing() as cursor:
        upload = _Upload(cursor, name, rows, format=format or f"template_{name}", covers=covers)
        upload.cover({row["Brand"] for row in rows}, channel)
        found = [
            {**upload.record(row, keys=tuple(row)), "brand": row["Brand"], "day": row["Day"][:10], **told(row)}
            for row in rows
        ]
        _insert_all(cursor, records, found)
        _settle(cursor, records)
    return upload.id


def _moment(day: str) -> str:
    return day if len(day) > 10 else f"{day} 12:00"
