"""What each canonical table expects of a format: the fields that its SELECT may return, and their kind.

A format returns text; `loaders/kinds.py` turns it into these kinds by rules declared for the whole column.
`moment` an instant · `day` a calendar day · `count` a whole number · `name`, `text`, `url`, `id` texts ·
`channel`, `language`, `country` codes · `sentiment` a label · `flag` yes or no.
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
    """A canonical table: where its records live and which fields feed it."""

    name: str
    records: str
    fields: tuple[Field, ...]
    one_of: tuple[str, ...] = ()  # at least one of these fields must be mapped

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
}
