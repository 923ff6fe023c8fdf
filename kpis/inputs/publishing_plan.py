"""The publishing plan: how many posts a week each channel is to have. Decided by people, dated, never overwritten."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from data.decisions.brands import own_brands
from data.store import Store
from kpis.engine.scope import Scope
from kpis.tables import INPUTS

# one row per Monday, brand and channel with a plan; a plan of the brand itself comes before one of every own brand
_PLANNED = """
    with mondays as (
        select cast(unnest(generate_series($since::date, $until::date, interval 7 day)) as date) as monday
    ),
    meant as (
        select
            coalesce(plans.brand, own.brand) as brand,
            plans.brand is not null as is_own,
            plans.* exclude (brand),
            plans.rowid as place
        from publishing_plans plans
        left join (select unnest($own::varchar[]) as brand) own on plans.brand is null
    )
    select
        brand,
        channel,
        monday as first_day,
        cast(monday + interval 6 day as date) as last_day,
        cast(arg_max(posts_per_week, (is_own, valid_from, set_at, place)) as double) as planned
    from mondays
    join meant on meant.valid_from <= monday
    where brand is not null
      and (len($channels) = 0 or list_contains($channels, channel))
      and (len($brands) = 0 or list_contains($brands, brand))
    group by brand, channel, monday
    having planned > 0
    order by brand, channel, monday
"""


def planned_weeks(store: Store, scope: Scope, *, by: str) -> pd.DataFrame:
    """The planned slots of each week of the scope, and of the three before it."""
    monday = scope.since - timedelta(days=scope.since.weekday() + 21)
    frame = store.frame(_PLANNED, {
        "since": monday, "until": scope.until, "own": list(own_brands(store)), "channels": list(scope.channels),
        "brands": list(scope.brands) if by != "brand" else [],
    })  # fmt: skip
    frame["series"] = frame["channel" if by == "channel" else "brand"]
    for column in ("first_day", "last_day"):
        frame[column] = [moment.date() for moment in frame[column]]
    return frame[list(INPUTS["planned_weeks"])]
