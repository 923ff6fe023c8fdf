"""The mentions that pass a filter: their number per day, and a page of them, fast on a store of any size.

Counts come from the daily roll-up where it has the columns of the filter. A page sorted by time reads only the rows of
the days that it falls on, so that the last page costs as little as the first.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from data.store import Store, time_zone
from kpis.lineage.mention_filter import SENTIMENT, TOPIC, Filter, origin, where

PAGE = 50  # rows
VALUES = 300  # offered in a list of sources or authors
_ORDERS = {
    "newest": "r.day desc, r.published_at desc",
    "oldest": "r.day, r.published_at",
    "reach": "r.reach desc nulls last, r.published_at desc",
    "engagement": "r.engagement desc nulls last, r.published_at desc",
    "followers": "r.author_followers desc nulls last, r.published_at desc",
}
_TOTAL_ORDER = "r.upload_id, r.part, r.record"  # breaks ties, so that no row is on two pages

COLUMNS = f"""
    (r.published_at at time zone 'UTC') at time zone $zone as published,
    r.brand,
    r.channel,
    r.source_type as kind,
    r.source,
    r.author,
    r.author_followers as followers,
    r.title,
    r.text,
    coalesce({SENTIMENT}, 'unknown') as sentiment,
    coalesce(k.sentiment_origin, r.sentiment_origin) as sentiment_origin,
    coalesce(r.sentiment, 'unknown') as sentiment_of_the_tool,
    r.rating,
    r.is_answered,
    r.reach,
    r.engagement,
    r.language,
    r.country,
    {TOPIC} as topic,
    r.topic as topic_of_the_tool,
    k.topic_origin,
    case when regexp_matches(r.url, '^https?://') then r.url end as url,
    r.is_repost,
    r.is_unique,
    u.name as file,
    r.upload_id,
    r.part,
    r.record,
    r.identity
"""
_WHOLE = """
    mention_records r
    join uploads u on u.upload_id = r.upload_id
    left join mention_marks k on k.identity = r.identity and k.brand = r.brand and k.day = r.day
"""


def daily(store: Store, wanted: Filter) -> list[tuple[date, int]]:
    """(day, number of mentions that pass) for each day with any, oldest first."""
    if wanted.is_in_roll_up:
        return _from_roll_up(store, wanted)
    condition, parameters = where(wanted)
    sql = f"select r.day, count(*) as n from {origin(wanted)} where {condition} group by r.day order by r.day"
    return [(row["day"], row["n"]) for row in store.rows(sql, parameters)]


def _from_roll_up(store: Store, wanted: Filter) -> list[tuple[date, int]]:
    parameters: dict[str, object] = {"brand": wanted.brand, "since": wanted.since, "until": wanted.until}
    conditions = ["brand = $brand", "day between $since and $until"]
    for name, column in (
        ("channel", "channel"),
        ("kind", "source_type"),
        ("language", "language"),
        ("country", "country"),
    ):
        if getattr(wanted, name):
            conditions.append(f"list_contains(${name}, {column})")
            parameters[name] = list(getattr(wanted, name))
    known = ("positive", "neutral", "negative", "mixed", "unknown")
    counted = "mentions"
    if wanted.share == "unique":
        counted = " + ".join(name for name in known if name in wanted.sentiment) or "unique_mentions"
        if wanted.sentiment and not set(wanted.sentiment) & set(known):
            counted = "0"
    sql = f"""
        select day, cast(sum({counted}) as bigint) as n
        from mention_days
        where {" and ".join(conditions)}
        group by day
        having sum({counted}) > 0
        order by day
    """
    return [(row["day"], row["n"]) for row in store.rows(sql, parameters)]


def page(
    store: Store, wanted: Filter, *, number: int, days: Iterable[tuple[date, int]], size: int = PAGE
) -> pd.DataFrame:
    """A page of rows. `number`: from 1. `days`: the result of `daily` for the filter."""
    condition, parameters = where(wanted)
    skipped, limits = (number - 1) * size, ""
    if wanted.sort in ("newest", "oldest"):
        ordered = sorted(days, reverse=wanted.sort == "newest")
        chosen, skipped = _days_of(ordered, skipped, size)
        if not chosen:
            chosen = [wanted.until]
        limits = "and r.day between $first and $last"
        parameters |= {"first": min(chosen), "last": max(chosen)}
    found = store.rows(
        f"""
        select r.rowid as row
        from {origin(wanted)}
        where {condition} {limits}
        order by {_ORDERS[wanted.sort]}, {_TOTAL_ORDER}
        limit $size offset $skipped
        """,
        {**parameters, "size": size, "skipped": skipped},
    )
    return _fetch(store, [row["row"] for row in found], wanted)


def _days_of(ordered: list[tuple[date, int]], skipped: int, size: int) -> tuple[list[date], int]:
    """The days that a page falls on, and the number of their rows that precede it."""
    chosen: list[date] = []
    before, within = 0, skipped
    for day, count in ordered:
        if before + count > skipped and before < skipped + size:
            if not chosen:
                within = skipped - before
            chosen.append(day)
        before += count
    return chosen, within


def _fetch(store: Store, rows: list[int], wanted: Filter) -> pd.DataFrame:
    """The rows with these rowids, sorted. (DuckDB reads a join on rowid faster than a list of rowids.)"""
    return store.frame(
        f"""
        select {COLUMNS}
        from (select unnest($rows::bigint[]) as row) chosen
        join mention_records r on r.rowid = chosen.row
        join uploads u on u.upload_id = r.upload_id
        left join mention_marks k on k.identity = r.identity and k.brand = r.brand and k.day = r.day
        order by {_ORDERS[wanted.sort]}, {_TOTAL_ORDER}
        """,
        {"zone": time_zone(store), "rows": rows},
    )


def everything(wanted: Filter, zone: str) -> tuple[str, dict[str, object]]:
    """The query of all rows that pass, for a file, and its parameters. `zone`: the time zone of published."""
    condition, parameters = where(wanted)
    used = {**parameters, "zone": zone}
    sql = f"select {COLUMNS} from {_WHOLE} where {condition} order by {_ORDERS[wanted.sort]}, {_TOTAL_ORDER}"
    return f"select * exclude (identity) from ({sql})", used


def values(store: Store, name: str, wanted: Filter) -> list[str]:
    """The values of a column for the filter's brand and days, the most frequent first."""
    rolled = {"channel": "channel", "kind": "source_type", "language": "language", "country": "country"}
    days = {"brand": wanted.brand, "since": wanted.since, "until": wanted.until}
    if name in rolled:
        table, column, counted = "mention_days", rolled[name], "sum(mentions)"
    elif name == "topic":
        table, column, counted = "mention_topics", "topic", "count(*)"
    else:
        table, column, counted = "mention_records", name, "count(*) filter (where state = 'kept')"
    rows = store.rows(
        f"""
        select {column} as value
        from {table}
        where brand = $brand and day between $since and $until and {column} is not null
        group by {column}
        order by {counted} desc, value
        limit {VALUES}
        """,
        days,
    )
    return [row["value"] for row in rows]


def files(store: Store, wanted: Filter) -> dict[str, str]:
    """Upload -> file name, for the uploads that cover the filter's brand on any of its days."""
    rows = store.rows(
        """
        select distinct c.upload_id, u.name, u.seq
        from coverage c
        join uploads u on u.upload_id = c.upload_id
        where c.table_name = 'mentions' and c.brand = $brand and c.covered_from <= $until and c.covered_to >= $since
        order by u.seq desc
        """,
        {"brand": wanted.brand, "since": wanted.since, "until": wanted.until},
    )
    return {row["upload_id"]: row["name"] for row in rows}
