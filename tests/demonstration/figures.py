"""Figures of the demonstration by week and by day."""

from datetime import date, timedelta

from data import demo
from kpis.compute import compute
from kpis.engine.scope import Scope

TODAY = date(2026, 11, 18)  # the Wednesday after the last day


def weekly(store, kpi, brand="Aurelle"):
    """Monday -> value of a KPI, of the weeks that have one."""
    scope = Scope(demo.FIRST_DAY, demo.LAST_DAY, brands=(brand,), today=TODAY)
    frame = compute(store, kpi, scope, grain="week")
    return {row.period.date(): row.value for row in frame.dropna(subset="value").itertuples()}


def daily(store, where, brand="Aurelle"):
    """Day -> unique mentions that meet a condition; days without any are 0."""
    rows = store.rows(
        f"select day, count(*) filter (where is_unique and {where}) as n from mentions where brand = ? group by day",
        [brand],
    )
    return {row["day"]: row["n"] for row in rows}


def mondays(first, last):
    return {first + timedelta(days=n) for n in range(0, (last - first).days + 1, 7)}
