"""What stands behind a figure: the records that its KPI reads in a scope, and the files that they came from.

A KPI of mentions leads to the mentions that it counts, by a filter; one of other tables to their records; one of the
coverage or of other KPIs' verdicts to the windows that the uploads declare.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from app_pages import _rows
from app_pages._filter import Filter, origin, where
from data import topics
from data.store import Store
from kpis.catalogue import Kpi
from kpis.scope import Scope
from kpis.tables import TABLES

Query = tuple[str, dict[str, object]]
OPINIONS = ("positive", "neutral", "negative")

# which mentions a KPI counts; the others of mentions count all of them
MENTIONS: dict[str, dict[str, object]] = {
    "mention_volume_unique": {"share": "unique"},
    "earned_coverage": {"share": "unique", "kind": ("press", "blog")},
    "share_of_voice": {"share": "unique"},
    "positive_share_of_voice": {"share": "unique", "sentiment": ("positive",)},
    "net_sentiment_score": {"share": "unique", "sentiment": OPINIONS},
    "brand_health_index": {"share": "unique", "sentiment": ("positive", "negative")},
    "negative_share": {"share": "unique", "sentiment": ("negative",)},
    "sentiment_unknown_rate": {"share": "unique", "sentiment": ("unknown",)},
    "sensitive_topic_share": {"share": "unique"},
    "unique_authors": {"share": "unique"},
    "active_advocates": {"share": "unique", "sentiment": ("positive",)},
    "audience_loyalty_rate": {"share": "unique"},
    "emerging_topics": {"share": "unique"},
    "crisis_level": {"share": "unique"},
    "spike_days": {"share": "unique"},
    "spike_severity": {"share": "unique"},
    "crisis_recovery_days": {"share": "unique"},
    "potential_reach": {"sort": "reach"},
    "engagement_per_mention": {"share": "unique", "sort": "engagement"},
    "duplicate_rate": {"share": "reposts"},
    "blog_relations_active": {"kind": ("blog",)},
}
# days up to the end of the period whose rows a KPI counts, whatever the period
UP_TO = {"active_advocates": 30, "blog_relations_active": 90}
# which records of a table a KPI counts: a condition on its view; the others count all of them
COUNTED = {
    "inbound_requests": ("conversations", "needs_answer"),
    "response_rate": ("conversations", "needs_answer and is_answered is not null"),
    "first_response_time_median": ("conversations", "needs_answer and first_reply_at >= received_at"),
    "response_within_sla_rate": ("conversations", "needs_answer"),
    "issue_resolution_rate": ("conversations", "needs_answer and is_resolved is not null"),
    "resolution_time_median": ("conversations", "needs_answer and resolved_at >= received_at"),
    "deescalation_rate": ("conversations", "sentiment = 'negative' and is_answered"),
    "service_escalation_rate": ("conversations", "needs_routing or routed_at is not null"),
    "comments_moderated_rate": ("conversations", "is_comment and is_treated is not null"),
    "moderation_delay_median": ("conversations", "is_comment and treated_at >= received_at"),
    "blog_posts_count": ("posts", "channel = 'blog'"),
    "expert_interventions": ("relations", "kind = 'intervention'"),
    "csat_score": ("surveys", "kind = 'csat'"),
    "nps": ("surveys", "kind = 'nps'"),
    "search_negative_share": ("search_audits", "kind = 'result' and coalesce(rank, 1) <= 10"),
    "suggest_negative_share": ("search_audits", "kind = 'suggestion'"),
    "social_visits": ("business", "is_social"),
    "social_conversion_rate": ("business", "is_social"),
    "social_revenue": ("business", "is_social"),
}
# table that a KPI reads -> the records of the uploads
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
_WITH_LAST_DAY = ("business_records",)
_WITH_CHANNEL = (
    "follower_records", "post_records", "conversation_records", "survey_records", "business_records", "sentiment_records",
)  # fmt: skip


@dataclass(frozen=True)
class Records:
    """`table`: of the canonical records, or `coverage`. `files`: one row per file, part, with the first and last record."""

    table: str
    rows: Query
    files: Query
    count: Query


def looked_at(kpi: Kpi, scope: Scope, grain: str) -> Scope:
    """The scope of the days whose rows the KPI counts: four weeks, or those of its own that end with the period."""
    if kpi.id in UP_TO:
        return replace(scope, since=scope.until - timedelta(days=UP_TO[kpi.id] - 1))
    return replace(scope, since=min(scope.since, scope.until - timedelta(days=27 if grain == "four weeks" else 0)))


def mentions(store: Store, kpi: Kpi, scope: Scope, grain: str) -> Filter | None:
    """The mentions that the KPI counts for the first brand of the scope; None when it reads none."""
    if not any(TABLES[table].source in ("mentions", "mention_days", "sentiment_days") for table in kpi.needs):
        return None
    days = looked_at(kpi, scope, grain)
    own = dict(MENTIONS.get(kpi.id, {}))
    if kpi.id == "sensitive_topic_share":
        own["topic"] = tuple(one.name for one in topics.topics(store) if one.is_sensitive)
    return Filter(scope.brands[0], days.since, days.until, channel=scope.channels, **own)  # type: ignore[arg-type]


def among(wanted: Filter) -> Filter:
    """The mentions that those of a figure are counted among."""
    share = "unique" if wanted.share == "unique" else ""
    return replace(wanted, sentiment=(), topic=(), kind=(), share=share)


def files_of(wanted: Filter) -> Query:
    """One row per file that mentions came from."""
    condition, parameters = where(wanted)
    return _files(f"{origin(wanted)} where {condition}"), parameters


def records(kpi: Kpi, scope: Scope, grain: str) -> tuple[Records, ...]:
    """The records of the other tables that the KPI reads, table by table."""
    days = looked_at(kpi, scope, grain)
    before = replace(
        days, since=min(days.since, scope.since - timedelta(days=kpi.history))
    )  # a count is the last one told
    tables = dict.fromkeys(RECORDS[table] for table in kpi.reads if table in RECORDS)
    found = [_of_table(table, kpi, before if table == "follower_records" else days) for table in tables]
    if not found and any(table in ("source_days", "verdicts") for table in kpi.needs):
        found.append(_of_coverage(scope))
    return tuple(found)


def _of_table(table: str, kpi: Kpi, scope: Scope) -> Records:
    parameters: dict[str, object] = {"since": scope.since, "until": scope.until}
    conditions = ["r.state = 'kept'", "r.day <= $until"]
    last = "coalesce(r.last_day, r.day)" if table in _WITH_LAST_DAY else "r.day"
    conditions.append(f"{last} >= $since")
    if scope.brands and not kpi.across:
        conditions.append("list_contains($brands, r.brand)")
        parameters["brands"] = list(scope.brands)
    if scope.channels and table in _WITH_CHANNEL:
        conditions.append("list_contains($channels, r.channel)")
        parameters["channels"] = list(scope.channels)
    if kpi.id in COUNTED:
        view, counted = COUNTED[kpi.id]
        conditions.append(
            f"(r.upload_id, r.part, r.record) in (select (upload_id, part, record) from {view} where {counted})"
        )
    told = f"{table} r where {' and '.join(conditions)}"
    rows = f"""
        select r.* exclude (upload_id, part, record, state, identity), u.name as file, r.part, r.record
        from {told.replace(" r where", " r join uploads u on u.upload_id = r.upload_id where", 1)}
        order by r.day desc, u.seq, r.part, r.record
    """
    return Records(table, (rows, parameters), (_files(told), parameters), (f"select count(*) from {told}", parameters))


def _of_coverage(scope: Scope) -> Records:
    parameters: dict[str, object] = {"brands": list(scope.brands)}
    told = """
        coverage c
        join uploads u on u.upload_id = c.upload_id
        join upload_parts p on p.upload_id = c.upload_id and p.part = c.part and p.table_name = c.table_name
        where (len($brands) = 0 or list_contains($brands, c.brand))
    """
    rows = f"""
        select
            c.table_name, c.brand, c.channel, c.covered_from, c.covered_to, p.format, p.read, p.kept, u.name as file,
            p.part, p.header_row as record
        from {told}
        order by c.covered_to desc, u.seq, p.part
    """
    files = f"""
        select
            u.name as file, p.part, p.format, p.kept as rows, p.header_row + 1 as first_record,
            p.header_row + p.read as last_record, u.loaded_at, u.who, u.seq, u.upload_id
        from (select distinct c.upload_id, c.part, c.table_name from {told}) c
        join uploads u on u.upload_id = c.upload_id
        join upload_parts p on p.upload_id = c.upload_id and p.part = c.part and p.table_name = c.table_name
        order by u.seq, p.part
    """
    return Records("coverage", (rows, parameters), (files, parameters), (f"select count(*) from {told}", parameters))


def _files(told: str) -> str:
    """One row per file and part: how many of the rows it gave, between which of its records."""
    return f"""
        select
            u.name as file, f.part, p.format, f.rows, f.first_record, f.last_record, u.loaded_at, u.who, u.seq, u.upload_id
        from (
            select
                r.upload_id, r.part, count(*) as rows, min(r.record) as first_record, max(r.record) as last_record
            from {told}
            group by r.upload_id, r.part
        ) f
        join uploads u on u.upload_id = f.upload_id
        left join (
            select upload_id, part, min(format) as format from upload_parts group by upload_id, part
        ) p on p.upload_id = f.upload_id and p.part = f.part
        order by u.seq desc, f.part
    """


def page(store: Store, query: Query, *, number: int, size: int = _rows.PAGE):
    """Some rows of a query, in its order."""
    sql, parameters = query
    return store.frame(
        f"select * from ({sql}) limit $size offset $skipped",
        {**parameters, "size": size, "skipped": (number - 1) * size},
    )
