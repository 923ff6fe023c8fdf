"""The reviews of customers behind their mean: by stars, by site, and those without an answer."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from data.store import Store
from kpis.engine.periods import Period
from kpis.lineage import records
from kpis.lineage.mention_filter import Filter, origin, where
from kpis.lineage.records import Records

MOST = 12
OF_CUSTOMERS = ("customer_review", "other_voice")  # what the KPIs of reviews count


def counted(brand: str, period: Period, channels: tuple[str, ...] = ()) -> Filter:
    """The filter of the reviews that the mean of stars counts."""
    return Filter(brand, period.since, period.until, channel=channels, has=OF_CUSTOMERS)


def unanswered(brand: str, period: Period, channels: tuple[str, ...] = ()) -> Filter:
    """The filter of those of them whose export says that nobody answered."""
    return replace(counted(brand, period, channels), has=(*OF_CUSTOMERS, "unanswered"))


def by_stars(store: Store, wanted: Filter) -> pd.DataFrame:
    """One row per whole number of stars, from 5 to 1: stars, reviews, answered, told (reviews whose export tells of answers).

    Half stars stand with the whole number below them, less than one star with one.
    """
    found = _grouped(store, wanted, "cast(greatest(floor(r.rating), 1) as integer)", "stars")
    return found.set_index("stars").reindex([5, 4, 3, 2, 1], fill_value=0).reset_index()


def by_site(store: Store, wanted: Filter) -> pd.DataFrame:
    """One row per site, that with the most reviews first: source, reviews, answered, told, rating (mean of stars)."""
    return _grouped(store, wanted, "r.source", "source", more=", avg(r.rating) as rating")


def _grouped(store: Store, wanted: Filter, key: str, name: str, *, more: str = "") -> pd.DataFrame:
    condition, parameters = where(wanted)
    return store.frame_once(
        f"""
        select
            {key} as {name},
            count(*) as reviews,
            count(*) filter (where r.is_answered) as answered,
            count(r.is_answered) as told
            {more}
        from {origin(wanted)}
        where {condition}
        group by 1
        order by reviews desc, {name}
        """,
        parameters,
    )


def worst(store: Store, wanted: Filter, *, most: int = MOST) -> pd.DataFrame:
    """The reviews that pass a filter, those with the fewest stars first, then the newest."""
    condition, parameters = where(wanted)
    return store.frame_once(
        f"""
        -- one row per review
        select
            r.day,
            r.rating,
            r.source,
            r.author,
            coalesce(r.text, r.title) as text,
            case when regexp_matches(r.url, '^https?://') then r.url end as url,
            cast(r.identity as varchar) as identity
        from {origin(wanted)}
        where {condition}
        order by r.rating, r.published_at desc, r.identity
        limit $most
        """,
        {**parameters, "most": most},
    )


def behind(wanted: Filter, condition: str, **parameters: object) -> Records:
    """The records of the reviews that pass a filter and meet a condition over `r`; `parameters`: those of the condition."""
    passing, given = where(wanted)
    keys = f"select (r.upload_id, r.part, r.record, r.identity) from {origin(wanted)} where {passing}"
    conditions = [condition, "r.state = 'kept'", f"(r.upload_id, r.part, r.record, r.identity) in ({keys})"]
    return records.kept("mention_records", conditions, {**given, **parameters})
