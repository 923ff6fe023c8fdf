"""Drivers of a change: a brand's unique mentions by source, author, word …, in a period and before it.

The items whose counts differ most drive the difference of the total. Since some of many items differ by chance, each
has the p-value of its change of count (kpis/engine/statistics.py), adjusted for their number (Benjamini, Hochberg).
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from data.store import Store
from kpis.compute import compute
from kpis.engine import statistics
from kpis.engine.periods import Period
from kpis.engine.scope import Scope
from kpis.inputs.emerging_words import stopwords, texts_deleted

DIMENSIONS = ("source", "author", "term", "channel", "topic", "language", "country")
KINDS = ("all", "positive", "negative", "sensitive")
COLUMNS = ("item", "now", "before", "difference", "p")
_KIND = {
    "all": "true",
    "positive": "sentiment = 'positive'",
    "negative": "sentiment = 'negative'",
    "sensitive": "is_sensitive",
}
_TERMS = "unnest(words_of(title, text))"


def drivers(
    store: Store,
    brand: str,
    *,
    now: Period,
    before: Period | None,
    by: str,
    kind: str = "all",
    channels: tuple[str, ...] = (),
    limit: int = 10,
) -> pd.DataFrame:
    """The items that differ most or, without a period before, count most. Columns: item, now, before, difference, p.

    `before`: may be several times as long as `now` (the four periods before); its counts are then means. Without it, or
    where one of the periods is not fully covered, before, difference and p are NaN. `by`: one of DIMENSIONS, `kind`: of
    KINDS. No item by term where retention deleted texts of either period.
    """
    if by == "term" and _texts_deleted(store, brand, now, before):
        return pd.DataFrame(columns=list(COLUMNS))  # the words of one side alone would all seem to rise or fall
    named = _TERMS if by == "term" else f"nullif(cast({by} as varchar), '')"
    sql = f"""
        -- one row per item of the two periods
        with items as (
            select
                day between $since and $until as is_now,
                {named} as item
            from mentions
            where brand = $brand
              and is_unique
              and {_KIND[kind]}
              and (day between $since and $until or day between $from and $to)
              and (len($channels) = 0 or list_contains($channels, channel))
        )
        select
            item,
            count(*) filter (where is_now) as now,
            count(*) filter (where not is_now) as before
        from items
        where item is not null
        group by item
    """
    if before is not None and not all(_is_whole(store, brand, period, channels) for period in (now, before)):
        before = None
    earlier = before or now
    parameters = {
        "brand": brand,
        "since": now.since,
        "until": now.until,
        "from": earlier.since,
        "to": earlier.until,
        "channels": list(channels),
    }
    rows = store.frame(sql, parameters)
    if by == "term":
        rows = rows[~rows["item"].isin(list(stopwords() | {brand.lower()}))]
    periods = max(1, round(earlier.days / now.days))
    return _ranked(rows, scale=1 / periods, compared=before is not None).head(limit).reset_index(drop=True)


def _texts_deleted(store: Store, brand: str, now: Period, before: Period | None) -> bool:
    """Whether retention deleted texts of one of the periods."""
    return any(
        texts_deleted(store, Scope(period.since, period.until, (brand,)))
        for period in (now, before)
        if period is not None
    )


def _is_whole(store: Store, brand: str, period: Period, channels: tuple[str, ...]) -> bool:
    """Whether every day of the period is covered."""
    scope = Scope(period.since, period.until, (brand,), channels)
    states = compute(store, "mention_volume_unique", scope, grain="all")
    return bool(len(states)) and bool((states["state"] == "complete").all())


def _ranked(rows: pd.DataFrame, *, scale: float, compared: bool) -> pd.DataFrame:
    counted = rows.assign(now=rows["now"].astype(float), before=rows["before"].astype(float) * scale)
    if not compared:
        counted = counted.assign(before=np.nan, difference=np.nan, p=np.nan)
        return counted.sort_values(["now", "item"], ascending=[False, True])[list(COLUMNS)]
    z = statistics.count_change(counted["now"], counted["before"])
    p = np.array([math.erfc(abs(one) / math.sqrt(2)) for one in z])
    counted = counted.assign(difference=counted["now"] - counted["before"], p=statistics.discoveries(p))
    order = counted.assign(size=counted["difference"].abs())
    return order.sort_values(["size", "now", "item"], ascending=[False, False, True])[list(COLUMNS)]
