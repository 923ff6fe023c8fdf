"""Rows that a screen lists below its figures: top mentions, top posts, audited searches and alerts."""

from __future__ import annotations

import pandas as pd

from data.store import Store
from kpis.engine.periods import Period

MOST = 10
_KIND = {
    "all": "true",
    "positive": "sentiment = 'positive'",
    "negative": "sentiment = 'negative'",
    "sensitive": "is_sensitive",
}


def top_mentions(
    store: Store, brand: str, period: Period, *, kind: str = "all", channels: tuple[str, ...] = (), most: int = MOST
) -> pd.DataFrame:
    """The unique mentions with most engagement, then most reach."""
    sql = f"""
        -- one row per mention
        select
            day,
            channel,
            source,
            author,
            coalesce(title, text) as text,
            coalesce(sentiment, 'unknown') as sentiment,
            engagement,
            reach,
            case when regexp_matches(url, '^https?://') then url end as url
        from mentions
        where brand = $brand
          and day between $since and $until
          and is_unique
          and {_KIND[kind]}
          and (len($channels) = 0 or list_contains($channels, channel))
        order by engagement desc nulls last, reach desc nulls last, published_at, identity
        limit $most
    """
    return store.frame(sql, {**_days(brand, period), "channels": list(channels), "most": most})


def top_posts(
    store: Store, brand: str, period: Period, *, channels: tuple[str, ...] = (), most: int = MOST
) -> pd.DataFrame:
    """The brand's posts with most engagement, as of their latest export."""
    sql = """
        -- one row per post
        select
            day,
            channel,
            coalesce(title, text) as text,
            coalesce(engagement, reactions + comments + shares) as engagement,
            comments,
            shares,
            reach,
            case when regexp_matches(url, '^https?://') then url end as url
        from posts
        where brand = $brand
          and day between $since and $until
          and (len($channels) = 0 or list_contains($channels, channel))
        order by 4 desc nulls last, reach desc nulls last, day, text
        limit $most
    """
    return store.frame(sql, {**_days(brand, period), "channels": list(channels), "most": most})


def audited(store: Store, brand: str, until: pd.Timestamp | object) -> pd.DataFrame:
    """The results, suggestions and answers of the last audit of each query up to a day."""
    sql = """
        -- one row per result, suggestion or answer of the latest audit
        select
            day,
            coalesce(engine, '') as engine,
            query,
            kind,
            rank,
            item,
            coalesce(sentiment, 'unknown') as sentiment,
            case when regexp_matches(url, '^https?://') then url end as url
        from search_audits
        where brand = $brand
          and day <= $until
        qualify day = max(day) over (partition by engine, query, kind)
        order by kind, query, engine, rank nulls last, item
    """
    return store.frame(sql, {"brand": brand, "until": until})


def alerts(store: Store, brand: str, period: Period) -> pd.DataFrame:
    """The alerts of the log, newest first, with the delays in hours and minutes."""
    sql = """
        -- one row per alert
        select
            day,
            name,
            topic,
            epoch(acknowledged_at - first_mention_at) / 3600.0 as hours_to_detect,
            epoch(informed_at - acknowledged_at) / 60.0 as minutes_to_inform,
            is_confirmed
        from alerts
        where brand = $brand
          and day between $since and $until
        order by acknowledged_at desc, name
    """
    return store.frame(sql, _days(brand, period))


def _days(brand: str, period: Period) -> dict[str, object]:
    return {"brand": brand, "since": period.since, "until": period.until}
