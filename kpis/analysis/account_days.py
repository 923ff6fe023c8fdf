"""The daily statistics of an account export, as its network gives them: no KPI is computed from most of them.

Reach and other counts of people cannot be added over days, so that nothing here is a sum: of each metric its mean per day
and its highest day.
"""

from __future__ import annotations

import math

import pandas as pd

from data.store import Store
from kpis.engine.periods import Period

OF_FOLLOWERS = ("followers gained", "followers lost")  # metrics of the table of followers
COLUMNS = ("channel", "metric", "mean", "highest", "highest_day", "days")


_DAILY = """-- one row per network and metric
        with told as (
            select day, channel, metric, value from account_days where brand = $brand and last_day is null
            union all
            select day, channel, 'followers gained', gained from followers where brand = $brand and gained is not null
            union all
            select day, channel, 'followers lost', lost from followers where brand = $brand and lost is not null
        ),
        daily as (
            select day, channel, metric, sum(value) as value
            from told
            where day between $since and $until
              and (len($channels) = 0 or list_contains($channels, channel))
            group by day, channel, metric
        )"""


def metrics(store: Store, brand: str, period: Period, *, channels: tuple[str, ...] = ()) -> pd.DataFrame:
    """One row per network and metric with a value on some day, the largest mean first. Columns: COLUMNS.

    `days`: the days of the period that have one. The accounts of a network are added day by day. Followers gained and
    lost, which the same exports give, are metrics too.
    """
    sql = f"""
        {_DAILY}
        select
            channel,
            metric,
            avg(value) as mean,
            max(value) as highest,
            max_by(day, value) as highest_day,
            count(*) as days
        from daily
        group by channel, metric
        having max(value) > 0
        order by mean desc, metric, channel
    """
    given = {"brand": brand, "since": period.since, "until": period.until, "channels": list(channels)}
    return store.frame(sql, given)


def daily(store: Store, brand: str, period: Period, *, channel: str, metric: str) -> pd.DataFrame:
    """One row per day from the first one with a value: period (the day), value, state; low and high are NaN."""
    sql = f"""
        {_DAILY}
        select day, value from daily where metric = $metric order by day
    """
    given = {"brand": brand, "since": period.since, "until": period.until, "channels": [channel], "metric": metric}
    rows = store.frame(sql, given)
    if rows.empty:
        return pd.DataFrame(columns=["period", "value", "low", "high", "state"])
    rows["day"] = pd.to_datetime(rows["day"])
    every = pd.date_range(rows["day"].min(), rows["day"].max())
    value = rows.set_index("day")["value"].reindex(every)
    state = ["complete" if known else "missing" for known in value.notna()]
    days = [moment.date() for moment in every]
    return pd.DataFrame({"period": days, "value": value.to_numpy(), "low": math.nan, "high": math.nan, "state": state})
