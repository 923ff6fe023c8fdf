"""The tables that a KPI file may name, and how the runner shadows each of them by the scope.

`source`      the view or table of the store
`dimensions`  columns that a scope may filter on, and a KPI be broken down by
`proof`       the tables of the coverage (loaders' canonical tables) that prove a day covered
`dated`       true: the shadow carries the period of its day; false: the file looks at days around a period itself
`is_given`    true: the runner fills the table for the scope (kpis/scorecard.py, kpis/provided.py)
`daily`       true: a figure needs each day of its period; false: it is whole whenever it is known (a stock, a verdict)
"""

from __future__ import annotations

from dataclasses import dataclass

SETTLED = ("working_days", "promises", "planned_weeks")  # what the organisation settled: no upload tells or covers it
DIMENSIONS = ("brand", "channel", "source", "language", "country", "topic")


@dataclass(frozen=True)
class Shadow:
    """How one table is read."""

    source: str
    dimensions: tuple[str, ...]
    proof: tuple[str, ...]
    dated: bool = True
    daily: bool = True
    is_given: bool = False


TABLES: dict[str, Shadow] = {
    "mentions": Shadow("mentions", DIMENSIONS, ("mentions",)),
    "mention_days": Shadow("mention_days", DIMENSIONS, ("mentions",)),
    "past_mentions": Shadow("mentions", DIMENSIONS, ("mentions",), dated=False),
    "sentiment_days": Shadow(
        "sentiment_days", ("brand", "channel", "language", "country", "topic"), ("mentions", "sentiment")
    ),
    "followers": Shadow("followers", ("brand", "channel"), ("followers",), dated=False, daily=False),
    "source_days": Shadow("source_days", ("brand", "channel"), (), dated=False, daily=False),
    "verdicts": Shadow("verdicts", ("brand",), (), dated=False, daily=False, is_given=True),
    "watch_days": Shadow("mention_days", DIMENSIONS, ("mentions",), is_given=True),
    "term_weeks": Shadow("mention_days", DIMENSIONS, ("mentions",), is_given=True),
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
