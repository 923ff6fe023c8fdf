"""Which ISO weeks the uploads cover."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from data.store import Store
from kpis.catalogue import catalogue
from kpis.engine.query import scope_ctes
from kpis.engine.scope import Scope


def last_complete_week(store: Store, today: date) -> tuple[date, date] | None:
    """Monday and Sunday of the last week before today that every active source covers to its Sunday.

    None without such a week in the last year of coverage.
    """
    weeks = _weeks(store, today)
    whole = weeks[(weeks["covered"] == weeks["expected"]) & (weeks["days"] == 7)]
    if whole.empty:
        return None
    monday = whole["week"].max().date()
    return monday, monday + timedelta(days=6)


def typical_week(store: Store, today: date) -> tuple[date, date] | None:
    """The last complete week, else the latest of the past weeks with most days covered; None without coverage."""
    found = last_complete_week(store, today)
    weeks = _weeks(store, today)
    if found or weeks.empty:
        return found
    best = weeks.sort_values(["covered", "week"]).iloc[-1]["week"].date()
    return best, best + timedelta(days=6)


def _weeks(store: Store, today: date) -> pd.DataFrame:
    """One row per past week with coverage: week (Monday), source-days expected and covered, days with a source."""
    last = store.value("select max(covered_to) from coverage where covered_from <= ?", [today])
    if last is None:
        return pd.DataFrame(columns=["week", "expected", "covered", "days"])
    until = min(last + timedelta(days=6), today - timedelta(days=1))
    scope = Scope(until - timedelta(days=until.weekday() + 52 * 7), until, today=today)
    ctes, parameters = scope_ctes(catalogue()["data_completeness"], scope, "week", "brand")
    sql = f"""
        with {", ".join(ctes)}
        select
            periods.period as week,
            count(*) as expected,
            count(*) filter (where is_covered) as covered,
            count(distinct day) as days
        from periods
        join all_source_days on all_source_days.day between periods.first_day and periods.last_day
        where periods.last_day < cast($today as date)
        group by periods.period
        having count(*) filter (where is_covered) > 0
    """
    return store.frame(sql, parameters)
