"""The eight figures that a marketing director is shown first, on the Overview and in the weekly report."""

from __future__ import annotations

from data.store import Store

DIRECTOR = (
    "followers_growth_rate",
    "mention_volume_unique",
    "earned_coverage",
    "share_of_voice",
    "net_sentiment_score",
    "response_within_sla_rate",
    "crisis_level",
    "objectives_met_ratio",
)
WITHOUT_CONVERSATIONS = {"response_within_sla_rate": "active_advocates"}  # while no conversations are loaded


def names(store: Store) -> tuple[str, ...]:
    """The KPIs of the director, in their order."""
    has_conversations = store.value("select exists (select 1 from coverage where table_name = 'conversations')")
    return DIRECTOR if has_conversations else tuple(WITHOUT_CONVERSATIONS.get(name, name) for name in DIRECTOR)
