"""The tables that a KPI file may name, and how the runner shadows each of them by the scope.

`source`      the view or table of the store
`dimensions`  columns that a scope may filter on, and a KPI be broken down by
`proof`       the tables of the coverage (loaders' canonical tables) that prove a day covered
`dated`       true: the shadow carries the period of its day; false: the file looks at days around a period itself
`daily`       true: a figure needs each day of its period; false: it is whole whenever it is known (a stock, a verdict)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

SETTLED = ("working_days", "promises", "planned_weeks")  # what the organisation settled: no upload tells or covers it
# tables that are computed for a scope and handed to the statement (kpis/inputs/registry.py; the verdicts: kpis/objectives/weekly_verdicts.py):
# column -> type of SQL
INPUTS = {
    "verdicts": {"period": "date", "series": "varchar", "kpi": "varchar", "status": "varchar"},
    "watch_days": {
        "day": "date", "series": "varchar", "signal": "varchar", "observed": "double", "expected": "double",
        "z": "double", "level": "double", "history_days": "integer",
    },
    "term_weeks": {
        "day": "date", "series": "varchar", "term": "varchar", "observed": "double", "expected": "double",
        "z": "double",
    },
    "working_days": {"day": "date", "opens_at": "timestamp", "open_seconds": "double", "seconds_before": "double"},
    "promises": {"response_hours": "double", "working_day_hours": "double"},
    "planned_weeks": {
        "series": "varchar", "brand": "varchar", "channel": "varchar", "first_day": "date", "last_day": "date",
        "planned": "double",
    },
}  # fmt: skip
# tables that several KPIs derive alike, each the SELECT of kpis/<name>.sql: the tables that it reads
SHARED = {
    "follower_counts": ("followers",),
    "post_engagement": ("posts", "follower_counts"),
    "business_in_periods": ("business",),
}
DIMENSIONS = ("brand", "channel", "source", "language", "country", "topic")


@dataclass(frozen=True)
class Shadow:
    """How one table is read."""

    source: str
    dimensions: tuple[str, ...]
    proof: tuple[str, ...]
    dated: bool = True
    daily: bool = True


TABLES: dict[str, Shadow] = {
    "mentions": Shadow("mentions", DIMENSIONS, ("mentions",)),
    "mention_days": Shadow("mention_days", DIMENSIONS, ("mentions",)),
    "past_mentions": Shadow("mentions", DIMENSIONS, ("mentions",), dated=False),
    "sentiment_days": Shadow(
        "sentiment_days", ("brand", "channel", "language", "country", "topic"), ("mentions", "sentiment")
    ),
    "followers": Shadow("followers", ("brand", "channel"), ("followers",), dated=False, daily=False),
    "source_days": Shadow("source_days", ("brand", "channel"), (), dated=False, daily=False),
    "verdicts": Shadow("verdicts", ("brand",), (), dated=False, daily=False),
    "watch_days": Shadow("mention_days", DIMENSIONS, ("mentions",)),
    "term_weeks": Shadow("mention_days", DIMENSIONS, ("mentions",)),
    "alerts": Shadow("alerts", ("brand",), ("alerts",)),
    "search_audits": Shadow("search_audits", ("brand",), ("search_audits",), daily=False),
    "reports": Shadow("reports", ("brand",), ("reports",)),
    "posts": Shadow("posts", ("brand", "channel"), ("posts",)),
    "conversations": Shadow("conversations", ("brand", "channel", "topic"), ("conversations",)),
    "relations": Shadow("relations", ("brand",), ("relations",)),
    # a complement of the mentions: what the log tells counts, where there is one
    "past_relations": Shadow("relations", ("brand",), ("relations",), dated=False, daily=False),
    "surveys": Shadow("surveys", ("brand", "channel"), ("surveys",), daily=False),
    # a row may tell a whole week or month: the file places it
    "business": Shadow("business", ("brand", "channel"), ("business",), dated=False),
}

OF_MENTIONS = ("mentions", "mention_days", "sentiment_days")  # sources whose rows are mentions, or counts of them
# table -> the records of the uploads behind its rows
RECORDS = {
    "followers": "follower_records",
    "posts": "post_records",
    "conversations": "conversation_records",
    "relations": "relation_records",
    "past_relations": "relation_records",
    "alerts": "alert_records",
    "search_audits": "search_audit_records",
    "surveys": "survey_records",
    "business": "business_records",
    "reports": "report_records",
    "sentiment_days": "sentiment_records",
}

# what a KPI may ask of the mentions that it counts: filters of the Mentions screen, and the values of each
SHARES = ("unique", "reposts", "corrected")
HAS = ("author", "engagement", "sensitive_topic")  # what the export tells of a mention, and what it is about
SORTS = ("newest", "oldest", "reach", "engagement", "followers")
MENTION_FILTERS = {
    "share": SHARES,
    "kind": ("press", "blog", "social", "forum", "review", "broadcast", "other"),
    "sentiment": ("positive", "neutral", "negative", "mixed", "unknown"),
    "has": HAS,
    "sort": SORTS,
}


def with_sources(tables: Iterable[str]) -> set[str]:
    """The tables, and those that the shared ones among them read."""
    found = set(tables)
    for name in reversed(SHARED):  # a shared table reads only those before it
        if name in found:
            found.update(SHARED[name])
    return found
