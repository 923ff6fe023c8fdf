"""The canonical tables: the fields that a format's SELECT may return, their kinds, and what identifies a record.

A format returns text; `loaders/column_types/types.py` turns it into these kinds by rules declared for the whole column.
`moment` an instant · `day` a calendar day · `count` a whole number · `decimal` a number with a mark ·
`name`, `text`, `url`, `id` texts · `channel`, `language`, `country` codes · `sentiment` a label ·
`flag` yes, else no · `answer` yes, no or unknown.

A moment `received` becomes the column `received_at`; the first moment (or the field `day`) gives the record's day.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """One column that a format's SELECT may return."""

    name: str
    kind: str
    required: bool = False


@dataclass(frozen=True)
class Table:
    """A canonical table: the table of its records, and its fields."""

    name: str
    records: str
    fields: tuple[Field, ...]
    one_of: tuple[str, ...] = ()  # at least one of these fields must be mapped
    # with the brand, identifies a record: the first of these sets of columns without null
    identity: tuple[tuple[str, ...], ...] = ()
    place: str | None = None  # the field that names whose figures they are: an account of a network, or a site

    def has(self, name: str) -> bool:
        return any(field.name == name for field in self.fields)

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)


TABLES = {
    "mentions": Table(
        "mentions",
        "mention_records",
        (
            Field("published", "moment", required=True),
            Field("brand", "name", required=True),
            Field("channel", "channel", required=True),
            Field("source", "name"),
            Field("author", "name"),
            Field("author_followers", "count"),
            Field("url", "url"),
            Field("title", "text"),
            Field("text", "text"),
            Field("language", "language"),
            Field("country", "country"),
            Field("topic", "name"),
            Field("sentiment", "sentiment"),
            Field("reach", "count"),
            Field("engagement", "count"),
            Field("is_repost", "flag"),
            Field("platform_id", "id"),
            Field("rating", "stars"),
            Field("is_answered", "answer"),
            Field("replied", "moment"),
        ),
        one_of=("text", "title", "url"),
    ),
    "followers": Table(
        "followers",
        "follower_records",
        (
            Field("day", "day", required=True),
            Field("brand", "name", required=True),
            Field("channel", "channel", required=True),
            Field("account", "name"),
            Field("followers", "count"),
            Field("gained", "count"),
            Field("lost", "count"),
        ),
        one_of=("followers", "gained"),
        place="account",
    ),
    "sentiment": Table(
        "sentiment",
        "sentiment_records",
        (
            Field("day", "day", required=True),
            Field("brand", "name", required=True),
            Field("channel", "channel"),
            Field("positive", "count", required=True),
            Field("neutral", "count", required=True),
            Field("negative", "count", required=True),
            Field("mixed", "count"),
            Field("unknown", "count"),
        ),
    ),
    "posts": Table(
        "posts",
        "post_records",
        (
            Field("published", "moment", required=True),
            Field("brand", "name", required=True),
            Field("channel", "channel", required=True),
            Field("account", "name"),
            Field("platform_id", "id"),
            Field("url", "url"),
            Field("title", "text"),
            Field("text", "text"),
            Field("post_type", "name"),
            Field("impressions", "count"),
            Field("reach", "count"),
            Field("views", "count"),
            Field("reactions", "count"),
            Field("comments", "count"),
            Field("shares", "count"),
            Field("saves", "count"),
            Field("clicks", "count"),
            Field("engagement", "count"),
            Field("is_paid", "answer"),
        ),
        identity=(("channel", "platform_id"), ("url",), ("channel", "account", "published_at", "title", "text")),
    ),
    "account_days": Table(
        "account_days",
        "account_day_records",
        (
            Field("day", "day", required=True),
            Field("last_day", "day"),
            Field("brand", "name", required=True),
            Field("channel", "channel", required=True),
            Field("account", "name"),
            Field("metric", "name", required=True),
            Field("value", "decimal", required=True),
        ),
        identity=(("channel", "account", "day", "last_day", "metric"),),
        place="account",
    ),
    "conversations": Table(
        "conversations",
        "conversation_records",
        (
            Field("received", "moment", required=True),
            Field("brand", "name", required=True),
            Field("channel", "channel", required=True),
            Field("platform_id", "id"),
            Field("kind", "name"),
            Field("author", "name"),
            Field("topic", "name"),
            Field("text", "text"),
            Field("url", "url"),
            Field("first_reply", "moment"),
            Field("first_reply_minutes", "decimal"),
            Field("treated", "moment"),
            Field("resolved", "moment"),
            Field("needs_answer", "answer"),
            Field("is_answered", "answer"),
            Field("is_resolved", "answer"),
            Field("is_satisfied", "answer"),
            Field("needs_routing", "answer"),
            Field("routed_to", "name"),
            Field("routed", "moment"),
            Field("sentiment", "sentiment"),
            Field("last_sentiment", "sentiment"),
        ),
        identity=(("channel", "platform_id"), ("url",), ("channel", "author", "received_at", "text")),
    ),
    "relations": Table(
        "relations",
        "relation_records",
        (
            Field("day", "day", required=True),
            Field("brand", "name", required=True),
            Field("site", "name", required=True),
            Field("kind", "name", required=True),
            Field("person", "name"),
            Field("url", "url"),
            Field("note", "text"),
        ),
        identity=(("day", "site", "kind", "person", "note"),),
    ),
    "alerts": Table(
        "alerts",
        "alert_records",
        (
            Field("acknowledged", "moment", required=True),
            Field("brand", "name", required=True),
            Field("name", "name", required=True),
            Field("topic", "name"),
            Field("first_mention", "moment"),
            Field("informed", "moment"),
            Field("is_confirmed", "answer"),
        ),
        identity=(("name", "acknowledged_at"),),
    ),
    "search_audits": Table(
        "search_audits",
        "search_audit_records",
        (
            Field("day", "day", required=True),
            Field("brand", "name", required=True),
            Field("engine", "name"),
            Field("query", "name", required=True),
            Field("kind", "name", required=True),
            Field("rank", "count"),
            Field("item", "text", required=True),
            Field("url", "url"),
            Field("sentiment", "sentiment"),
        ),
        identity=(("day", "engine", "query", "kind", "rank", "item"),),
    ),
    "ai_answers": Table(
        "ai_answers",
        "ai_answer_records",
        (
            Field("day", "day", required=True),
            Field("brand", "name", required=True),
            Field("engine", "name", required=True),
            Field("model", "name"),
            Field("prompt", "text", required=True),
            Field("run", "name"),
            Field("named", "name"),
            Field("rank", "count"),
            Field("answer", "text"),
            Field("sources", "text"),
            Field("is_correct", "answer"),
        ),
        identity=(("day", "engine", "model", "prompt", "run", "named"),),
    ),
    "surveys": Table(
        "surveys",
        "survey_records",
        (
            Field("day", "day", required=True),
            Field("brand", "name", required=True),
            Field("channel", "channel"),
            Field("kind", "name", required=True),
            Field("score", "decimal", required=True),
            Field("answers", "count"),
            Field("answer_id", "id"),
        ),
        identity=(("kind", "answer_id"), ("channel", "day", "kind", "score")),
    ),
    "business": Table(
        "business",
        "business_records",
        (
            Field("day", "day", required=True),
            Field("last_day", "day"),
            Field("brand", "name", required=True),
            Field("channel", "channel"),
            Field("source", "name"),
            Field("visits", "count"),
            Field("conversions", "decimal"),
            Field("revenue", "decimal"),
            Field("currency", "name"),
            Field("model", "name"),
            Field("site", "name"),
        ),
        one_of=("visits", "conversions", "revenue"),
        identity=(("channel", "source", "day", "last_day", "model"),),
        place="site",
    ),
    "reports": Table(
        "reports",
        "report_records",
        (
            Field("due", "moment", required=True),
            Field("brand", "name", required=True),
            Field("name", "name", required=True),
            Field("sent", "moment"),
        ),
        identity=(("name", "due_at"),),
    ),
    "web": Table(
        "web",
        "web_records",
        (
            Field("day", "day", required=True),
            Field("last_day", "day"),
            Field("brand", "name", required=True),
            Field("dimension", "name", required=True),
            Field("item", "text"),
            Field("metric", "name", required=True),
            Field("value", "decimal", required=True),
            Field("site", "name"),
        ),
        identity=(("day", "last_day", "dimension", "item", "metric"),),
        place="site",
    ),
    "search": Table(
        "search",
        "search_records",
        (
            Field("day", "day", required=True),
            Field("last_day", "day"),
            Field("brand", "name", required=True),
            Field("engine", "name"),
            Field("dimension", "name", required=True),
            Field("item", "text"),
            Field("clicks", "count"),
            Field("impressions", "count"),
            Field("position", "decimal"),
            Field("volume", "count"),
            Field("site", "name"),
        ),
        identity=(("engine", "day", "last_day", "dimension", "item"),),
        place="site",
    ),
    "interest": Table(
        "interest",
        "interest_records",
        (
            Field("day", "day", required=True),
            Field("last_day", "day"),
            Field("brand", "name", required=True),
            Field("term", "name", required=True),
            Field("geo", "name"),
            Field("interest", "decimal", required=True),
            Field("is_below_one", "flag"),
        ),
        identity=(("term", "geo", "day", "last_day"),),
    ),
    "links": Table(
        "links",
        "link_records",
        (
            Field("day", "day", required=True),
            Field("brand", "name", required=True),
            Field("source_url", "url"),
            Field("source_domain", "name", required=True),
            Field("target_url", "url"),
            Field("anchor", "text"),
            Field("authority", "decimal"),
            Field("lost", "day"),
            Field("is_follow", "answer"),
            Field("site", "name"),
        ),
        identity=(("source_url", "target_url", "anchor"), ("source_domain", "target_url", "anchor")),
        place="site",
    ),
}
