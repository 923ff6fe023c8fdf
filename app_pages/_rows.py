"""The mentions behind a figure: filters to SQL, a page of rows at a time."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.ledger import neutral
from data.store import Store, time_zone

PAGE = 50
DOWNLOAD_LIMIT = 200_000

_COLUMNS = """
    (m.published_at at time zone 'UTC') at time zone $zone as published,
    m.brand,
    m.channel,
    m.source,
    m.author,
    m.title,
    m.text,
    coalesce(m.sentiment, 'unknown') as sentiment,
    m.reach,
    m.engagement,
    m.language,
    m.country,
    m.topic,
    case when regexp_matches(m.url, '^https?://') then m.url end as url,
    m.is_repost,
    m.is_unique,
    u.name as file,
    m.record
"""


@dataclass(frozen=True)
class Filter:
    """Which mentions: empty tuples and texts filter nothing."""

    brand: str
    since: date
    until: date
    channels: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    sentiments: tuple[str, ...] = ()
    unique: bool = False
    contains: str = ""


def count(store: Store, wanted: Filter) -> int:
    """How many mentions pass."""
    where, parameters = _where(wanted)
    return int(store.value(f"select count(*) from mentions m where {where}", parameters))


def page(store: Store, wanted: Filter, *, number: int, size: int = PAGE) -> pd.DataFrame:
    """A page of rows, newest first; the order is total, so that no row is on two pages."""
    where, parameters = _where(wanted)
    return store.frame(
        f"""
        select {_COLUMNS}
        from mentions m
        join uploads u on u.upload_id = m.upload_id
        where {where}
        order by m.published_at desc, m.upload_id, m.part, m.record
        limit $size offset $skipped
        """,
        {**parameters, "zone": time_zone(store), "size": size, "skipped": (number - 1) * size},
    )


def as_csv(store: Store, wanted: Filter) -> bytes:
    """The rows as CSV that no spreadsheet takes for formulas."""
    rows = page(store, wanted, number=1, size=DOWNLOAD_LIMIT)
    text = rows.map(neutral).to_csv(index=False, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    return ("\ufeff" + text).encode()


def values(store: Store, column: str, wanted: Filter) -> list[str]:
    """The values of a column that the brand has in the period, the most frequent first."""
    named = {"channel": "m.channel", "source_type": "m.source_type"}[column]
    rows = store.rows(
        f"""
        select {named} as value, count(*) as mentions
        from mentions m
        where m.brand = $brand and m.day between $since and $until
        group by {named}
        order by mentions desc, value
        """,
        {"brand": wanted.brand, "since": wanted.since, "until": wanted.until},
    )
    return [row["value"] for row in rows]


def _where(wanted: Filter) -> tuple[str, dict[str, object]]:
    parameters: dict[str, object] = {"brand": wanted.brand, "since": wanted.since, "until": wanted.until}
    conditions = ["m.brand = $brand", "m.day between $since and $until"]
    if wanted.channels:
        conditions.append("list_contains($channels, m.channel)")
        parameters["channels"] = list(wanted.channels)
    if wanted.kinds:
        conditions.append("list_contains($kinds, m.source_type)")
        parameters["kinds"] = list(wanted.kinds)
    if wanted.sentiments:
        conditions.append("list_contains($sentiments, coalesce(m.sentiment, 'unknown'))")
        parameters["sentiments"] = list(wanted.sentiments)
    if wanted.unique:
        conditions.append("m.is_unique")
    if wanted.contains.strip():
        conditions.append(
            "contains(strip_accents(lower(concat_ws(' ', m.title, m.text))), strip_accents(lower($contains)))"
        )
        parameters["contains"] = wanted.contains.strip()
    return " and ".join(conditions), parameters
