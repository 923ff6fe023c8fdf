"""A week that is not over, or not covered to its end, compared with the same weekdays of the week before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from data.store import Store
from kpis.catalogue import Kpi
from kpis.compute import compute
from kpis.engine import breaks, dispersion
from kpis.engine.check import find_kpi
from kpis.engine.figure import Figure, figure_of
from kpis.engine.scope import Scope

WEEK = timedelta(days=7)
EARLIER_WEEKS = 12  # whose same weekdays tell how much a count varies


@dataclass(frozen=True)
class Compared:
    """A figure and the days that it is computed over."""

    figure: Figure
    since: date
    until: date


def same_weekdays(store: Store, name: str, scope: Scope) -> tuple[Compared, Compared] | None:
    """The figure of the scope's week so far, and that of the same weekdays of the week before; None without any.

    So far: from Monday to the last day up to which both weeks are covered, today excluded. The scope names one brand.
    A count varies as the same weekdays of the earlier weeks do.
    """
    kpi = find_kpi(name)
    monday = scope.until - timedelta(days=scope.until.weekday())
    last = min(monday + timedelta(days=6), scope.reference - timedelta(days=1))
    if last < monday:
        return None
    weeks = EARLIER_WEEKS if kpi.interval == "count" and kpi.class_ == "flow" else 1
    by_day = _by_day(store, kpi, replace(scope, since=monday - WEEK * weeks, until=last))
    covered = (by_day["covered_days"] > 0).to_numpy(bool)
    days = min(_in_a_row(covered[-(last - monday).days - 1 :]), _in_a_row(covered[7 * (weeks - 1) : 7 * weeks]))
    if days == 0:
        return None
    until = monday + timedelta(days=days - 1)
    now = _figure(store, kpi, replace(scope, since=monday, until=until))
    then = _figure(store, kpi, replace(scope, since=monday - WEEK, until=until - WEEK))
    if now is None or then is None:
        return None
    if weeks > 1:
        past = np.where(covered, by_day["value"].to_numpy(float), np.nan)[: 7 * weeks].reshape(weeks, 7)[:, :days]
        first = monday - WEEK * weeks
        for one in breaks.crossed(store, kpi, () if kpi.across else scope.brands, scope.channels, (first, until)):
            past[[first + WEEK * at < one.of.until for at in range(weeks)]] = np.nan  # counted otherwise
        spread, degrees = dispersion.of_counts(past.sum(axis=1))
        now = replace(now, spread=float(spread[0]), degrees=float(degrees[0]))
    return Compared(now, monday, until), Compared(then, monday - WEEK, until - WEEK)


def _figure(store: Store, kpi: Kpi, scope: Scope) -> Figure | None:
    """The figure of the scope's brand, in any state; None when there is no value."""
    rows = compute(store, kpi.id, scope, grain="all")
    rows = rows[rows["series"] == scope.brands[0]]
    if rows.empty or pd.isna(rows.iloc[-1]["value"]):
        return None
    return figure_of(rows.iloc[-1])


def _by_day(store: Store, kpi: Kpi, scope: Scope) -> pd.DataFrame:
    """One row per day of the scope: value, covered_days."""
    rows = compute(store, kpi.id, scope, grain="day")
    mine = rows[rows["series"] == scope.brands[0]].sort_values("period").set_index("period")
    every = pd.date_range(scope.since, scope.until)
    mine.index = pd.to_datetime(mine.index)
    return mine.reindex(every)[["value", "covered_days"]]


def _in_a_row(covered: np.ndarray) -> int:
    """The number of covered days in a row from the first one."""
    return int(np.cumprod(covered).sum())
