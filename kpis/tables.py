"""The tables that a KPI file may name. The engine shadows each of them by a CTE of the same name, cut to the scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

DECIDED = (
    "working_days",
    "promises",
    "planned_weeks",
    "press_lists",
)  # decided by the organisation, so that no upload covers them
# tables that are computed for a scope and passed to the statement as parameters (kpis/inputs/registry.py; verdicts by
# kpis/objectives/weekly_verdicts.py): table -> column -> SQL type
INPUTS = {
    "verdicts": {"period": "date", "series": "varchar", "kpi": "varchar", "status": "varchar"},
    "watch_days": {
        "day": "date", "series": "varchar", "signal": "varchar", "observed": "double", "expected": "double",
        "z": "double", "level": "double", "history_days": "integer",
    },
    "alert_terms": {
        "day": "date", "series": "varchar", "since": "date", "rang_on": "date", "is_handled": "boolean",
    },
    "burst_days": {
        "day": "date", "series": "varchar", "authors": "double", "voices": "double", "mentions": "double",
    },
    "term_weeks": {
        "day": "date", "series": "varchar", "term": "varchar", "observed": "double", "expected": "double",
        "z": "double", "deleted": "varchar",
    },
    "working_days": {"day": "date", "opens_at": "timestamp", "open_seconds": "double", "seconds_before": "double"},
    "press_lists": {"series": "varchar", "has_outlets": "boolean", "has_messages": "boolean"},
    "promises": {"response_hours": "double", "working_day_hours": "double"},
    "planned_weeks": {
        "series": "varchar", "brand": "varchar", "channel": "varchar", "first_day": "date", "last_day": "date",
        "planned": "double",
    },
}  # fmt: skip
# tables derived for several KPIs by kpis/engine/<name>.sql -> the tables that each of them reads
SHARED = {
    "follower_counts": ("followers",),
    "post_engagement": ("posts", "follower_counts"),
    "business_in_periods": ("business",),
    "account_day_sums": ("account_days",),
    "search_day_sums": ("search",),
    "waits": ("conversations", "working_days"),
}
DIMENSIONS = ("brand", "channel", "source", "language", "country", "topic")


@dataclass(frozen=True)
class Shadow:
    """How one table is read.

    `source`: the view or table of the store. `dimensions`: columns to filter on, and to break a KPI down by.
    `proof`: the canonical tables of which one must cover a day for it to count; empty: any of them.
    `dated`: whether the CTE joins each row to the period of its day; if not, the KPI file assigns days to periods.
    `daily`: whether a figure needs every day of its period; if not (a stock, a verdict), it is whole once known.
    `ever`: whether the rows of any day before the scope are read, however early.
    """

    source: str
    dimensions: tuple[str, ...]
    proof: tuple[str, ...]
    dated: bool = True
    daily: bool = True
    ever: bool = False


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
    "alert_terms": Shadow("mention_days", DIMENSIONS, ("mentions",)),
    "burst_days": Shadow("mention_days", DIMENSIONS, ("mentions",)),
    "term_weeks": Shadow("mention_days", DIMENSIONS, ("mentions",)),
    "alerts": Shadow("alerts", ("brand",), ("alerts",)),
    # an alert may be of the days before the period: the KPI file assigns it
    "past_alerts": Shadow("alerts", ("brand",), ("alerts",), dated=False),
    "search_audits": Shadow("search_audits", ("brand",), ("search_audits",), daily=False),
    "ai_answers": Shadow("ai_answers", ("brand",), ("ai_answers",), daily=False),
    "reports": Shadow("reports", ("brand",), ("reports",)),
    "posts": Shadow("posts", ("brand", "channel"), ("posts",)),
    # posts, and the daily numbers of accounts whose posts no export lists; which of its days are known, and which are
    # not, kpis/engine/coverage.py finds by network and account
    "post_days": Shadow("post_days", ("brand", "channel"), ("posts", "account_days")),
    "conversations": Shadow("conversations", ("brand", "channel", "topic"), ("conversations",)),
    "past_conversations": Shadow("conversations", ("brand", "channel", "topic"), ("conversations",), dated=False),
    "relations": Shadow("relations", ("brand",), ("relations",)),
    # a complement of the mentions, read where a log of relations was loaded
    "past_relations": Shadow("relations", ("brand",), ("relations",), dated=False, daily=False),
    "surveys": Shadow("surveys", ("brand", "channel"), ("surveys",), daily=False),
    # a row may report a whole week or month: the KPI file assigns it to periods
    "business": Shadow("business", ("brand", "channel"), ("business",), dated=False),
    "account_days": Shadow("account_days", ("brand", "channel"), ("account_days",)),
    "web": Shadow("web", ("brand",), ("web",)),
    "search": Shadow("search", ("brand",), ("search",)),
    # a row may report a whole week or month: the KPI file gives it to its days
    "interest": Shadow("interest", ("brand",), ("interest",), dated=False),
    "past_links": Shadow("links", ("brand",), ("links",), dated=False, daily=False, ever=True),
}

MENTION_SOURCES = ("mentions", "mention_days", "sentiment_days")  # sources whose rows are mentions, or counts of them
# table -> the table of records that its rows come from
RECORDS = {
    "followers": "follower_records",
    "posts": "post_records",
    "post_days": "post_records",
    "conversations": "conversation_records",
    "past_conversations": "conversation_records",
    "relations": "relation_records",
    "past_relations": "relation_records",
    "alerts": "alert_records",
    "past_alerts": "alert_records",
    "search_audits": "search_audit_records",
    "ai_answers": "ai_answer_records",
    "surveys": "survey_records",
    "business": "business_records",
    "reports": "report_records",
    "sentiment_days": "sentiment_records",
    "account_days": "account_day_records",
    "web": "web_records",
    "search": "search_records",
    "interest": "interest_records",
    "past_links": "link_records",
}

# table -> of each table of records that its rows come from, which rows these are: where they are several
OF_SEVERAL = {"post_days": {"post_records": "is_listed", "account_day_records": "not is_listed"}}

# filters of the Mentions screen that may select the mentions a KPI counts, with the values of each
SHARES = ("unique", "reposts", "corrected")
HAS = (
    "author", "engagement", "sensitive_topic", "other_voice", "own_voice", "tone", "customer_review", "answer_told", "answered",
    "unanswered", "work", "tier_one", "key_message",
)  # fmt: skip
SORTS = ("newest", "oldest", "reach", "engagement", "followers")
MENTION_FILTERS = {
    "share": SHARES,
    "kind": ("press", "blog", "social", "forum", "review", "broadcast", "other"),
    "sentiment": ("positive", "neutral", "negative", "mixed", "unknown"),
    "has": HAS,
    "sort": SORTS,
}


def with_sources(tables: Iterable[str]) -> set[str]:
    """The tables, and those that the shared ones among them are derived from."""
    found = set(tables)
    for name in reversed(SHARED):  # a shared table is derived only from those listed before it
        if name in found:
            found.update(SHARED[name])
    return found
