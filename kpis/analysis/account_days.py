"""The daily statistics of an account export, as its network gives them: no KPI is computed from most of them.

Reach and other counts of people cannot be added over days, so that nothing here is a sum: of each metric its mean per day
and its highest day.
"""

from __future__ import annotations

import pandas as pd

from data.store import Store
from kpis.engine.periods import Period

COLUMNS = ("channel", "metric", "mean", "highest", "highest_day", "days")


def metrics(store: Store, brand: str, period: Period, *, channels: tuple[str, ...] = ()) -> pd.DataFrame:
    """One row per network and metric with a value on some day, the largest mean first. Columns: COLUMNS.

    `days`: the days of the period that have one. The accounts of a network are added day by day. Followers gained and
    lost, which the same exports give, are metrics too.
    """
    sql = """
        -- one row per network and metric
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
        )
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
