"""A week that is not over, or not covered to its end, compared with the same weekdays of the week before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from data.store import Store
from kpis.catalogue import Kpi
from kpis.compute import compute
from kpis.engine.check import find_kpi
from kpis.engine.figure import Figure
from kpis.engine.scope import Scope

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Compared:
    """A figure and the days that it is computed over."""

    figure: Figure
    since: date
    until: date


def same_weekdays(store: Store, name: str, scope: Scope) -> tuple[Compared, Compared] | None:
    """The figure of the scope's week so far, and that of the same weekdays of the week before; None without any.

    So far: from Monday to the last day up to which both weeks are covered, today excluded. The scope names one brand.
    """
    kpi = find_kpi(name)
    monday = scope.until - timedelta(days=scope.until.weekday())
    last = min(monday + timedelta(days=6), scope.reference - timedelta(days=1))
    days = min(
        _covered(store, kpi, scope, monday, last),
        _covered(store, kpi, scope, monday - WEEK, last - WEEK),
    )
    if days == 0:
        return None
    until = monday + timedelta(days=days - 1)
    now = _figure(store, kpi, replace(scope, since=monday, until=until))
    then = _figure(store, kpi, replace(scope, since=monday - WEEK, until=until - WEEK))
    if now is None or then is None:
        return None
    return Compared(now, monday, until), Compared(then, monday - WEEK, until - WEEK)


def _figure(store: Store, kpi: Kpi, scope: Scope) -> Figure | None:
    """The figure of the scope's brand, in any state; None when there is no value."""
    rows = compute(store, kpi.id, scope, grain="all")
    rows = rows[rows["series"] == scope.brands[0]]
    if rows.empty or pd.isna(rows.iloc[-1]["value"]):
        return None
    row = rows.iloc[-1]
    return Figure(float(row["value"]), row["n"], row["low"], row["high"], str(row["state"]))


def _covered(store: Store, kpi: Kpi, scope: Scope, first: date, last: date) -> int:
    """The number of covered days in a row from the first one."""
    if last < first:
        return 0
    rows = compute(store, kpi.id, replace(scope, since=first, until=last), grain="day")
    rows = rows[rows["series"] == scope.brands[0]].sort_values("period")
    return int((rows["covered_days"] > 0).cumprod().sum())
