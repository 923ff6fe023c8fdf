"""The publishing plan: posts a week that each channel should have. Decided by people, dated, never overwritten."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from data.decisions.brands import own_brands
from data.store import Store
from kpis.engine.scope import Scope
from kpis.tables import INPUTS

# one row per Monday, brand and channel with a plan; a plan of one brand takes precedence over one of all own brands
_PLANNED = """
    with mondays as (
        select cast(unnest(generate_series($since::date, $until::date, interval 7 day)) as date) as monday
    ),
    plans as (
        select
            coalesce(written.brand, own.brand) as brand,
            written.brand is not null as is_of_one_brand,
            written.* exclude (brand),
            written.rowid as number
        from publishing_plans written
        left join (select unnest($own::varchar[]) as brand) own on written.brand is null
    )
    select
        brand,
        channel,
        monday as first_day,
        cast(monday + interval 6 day as date) as last_day,
        cast(arg_max(posts_per_week, (is_of_one_brand, valid_from, number)) as double) as planned
    from mondays
    join plans on plans.valid_from <= monday
    where brand is not null
      and (len($channels) = 0 or list_contains($channels, channel))
      and (len($brands) = 0 or list_contains($brands, brand))
    group by brand, channel, monday
    having planned > 0
    order by brand, channel, monday
"""


def planned_weeks(store: Store, scope: Scope, *, by: str) -> pd.DataFrame:
    """The rows of the input table `planned_weeks` for the scope's weeks and the three before it."""
    monday = scope.since - timedelta(days=scope.since.weekday() + 21)
    parameters = {
        "since": monday,
        "until": scope.until,
        "own": list(own_brands(store)),
        "channels": list(scope.channels),
        "brands": list(scope.brands) if by != "brand" else [],
    }
    frame = store.frame(_PLANNED, parameters)
    frame["series"] = frame["channel" if by == "channel" else "brand"]
    for column in ("first_day", "last_day"):
        frame[column] = [moment.date() for moment in frame[column]]
    return frame[list(INPUTS["planned_weeks"])]
