"""The order of the cards of each indicator screen and of the Overview. All else about a KPI is in its SQL file."""

from __future__ import annotations

from kpis.catalogue import catalogue

ORDER: dict[str, tuple[str, ...]] = {
    "audience": (
        "followers_total",
        "followers_net_new",
        "followers_growth_rate",
        "followers_share",
        "channels_active",
        "channel_concentration",
        "account_views",
        "account_reach",
        "profile_visits",
    ),
    "visibility": (
        "mention_volume_unique",
        "mention_volume",
        "earned_coverage",
        "tier1_message_pull_through",
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
        "overdue_requests",
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
        "story_burst_authors",
        "crisis_recovery_days",
        "time_to_detect",
        "time_to_alert",
        "missed_episode_rate",
        "alert_precision",
        "reports_on_time_rate",
    ),
    "search": (
        "search_negative_share",
        "suggest_negative_share",
        "share_of_search",
        "search_clicks",
        "search_impressions",
        "referring_domains",
    ),
    "reviews": (
        "review_rating",
        "review_response_rate",
        "ai_answer_share",
        "ai_answer_accuracy",
        "employer_sentiment",
    ),
    "impact": ("social_visits", "social_conversion_rate", "social_revenue", "site_sessions"),
    "overview": ("objectives_met_ratio", "data_freshness_days", "data_completeness", "duplicate_rate"),
}

# of the director's figures, those that the Overview gives at its head instead of on a card: the state of the watch, the objectives
ELSEWHERE = ("crisis_level", "objectives_met_ratio")


def cards(screen: str) -> tuple[str, ...]:
    """The KPIs whose header names the screen: first in the order of ORDER, then the others."""
    listed = ORDER.get(screen, ())
    return (*listed, *(kpi.id for kpi in catalogue().values() if kpi.screen == screen and kpi.id not in listed))
