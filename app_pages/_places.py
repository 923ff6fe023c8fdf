"""Where each KPI has its place: the screens of indicators and the figures that each shows, in their order."""

from __future__ import annotations

PLACES: dict[str, tuple[str, ...]] = {
    "audience": (
        "followers_total",
        "followers_net_new",
        "followers_growth_rate",
        "followers_share",
        "channels_active",
        "channel_concentration",
    ),
    "visibility": (
        "mention_volume_unique",
        "mention_volume",
        "earned_coverage",
        "share_of_voice",
        "unique_authors",
        "potential_reach",
        "engagement_per_mention",
        "emerging_topics",
    ),
    "sentiment": (
        "net_sentiment_score",
        "negative_share",
        "brand_health_index",
        "positive_share_of_voice",
        "sensitive_topic_share",
        "sentiment_unknown_rate",
    ),
    "relation": (
        "response_within_sla_rate",
        "response_rate",
        "first_response_time_median",
        "inbound_requests",
        "issue_resolution_rate",
        "resolution_time_median",
        "deescalation_rate",
        "service_escalation_rate",
        "csat_score",
        "nps",
        "active_advocates",
        "audience_loyalty_rate",
    ),
    "activity": (
        "posts_count",
        "blog_posts_count",
        "publishing_regularity",
        "engagement_rate_followers",
        "engagement_rate_reach",
        "amplification_rate",
        "conversation_rate",
        "comments_moderated_rate",
        "moderation_delay_median",
        "blog_relations_active",
        "expert_interventions",
    ),
    "crisis": (
        "crisis_level",
        "spike_severity",
        "spike_days",
        "crisis_recovery_days",
        "time_to_detect",
        "time_to_alert",
        "alert_precision",
        "reports_on_time_rate",
    ),
    "search": ("search_negative_share", "suggest_negative_share"),
    "impact": ("social_visits", "social_conversion_rate", "social_revenue"),
    "overview": ("objectives_met_ratio", "data_freshness_days", "data_completeness", "duplicate_rate"),
}


def place_of(kpi: str) -> str:
    """The screen that shows a KPI."""
    return next(screen for screen, shown in PLACES.items() if kpi in shown)
