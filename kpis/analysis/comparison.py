"""What a period's figure is compared with: the period before, the mean of the four before, the same one a year before.

A year is 364 days, so that weekdays face each other. The mean of the last four is the mean of four counts, but of a rate
or a median it is the figure of the four periods taken as one: no figure averages other rates. A period that is not over,
or not covered to its end, is compared with the same weekdays of the one before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from data.store import Store
from kpis.catalogue import Kpi
from kpis.compute import compute
from kpis.engine.check import known
from kpis.engine.figure import Figure
from kpis.engine.scope import Scope

WEEK = timedelta(days=7)
YEAR = timedelta(days=364)
AVERAGED = ("flow", "distinct", "stock")  # the others are pooled


@dataclass(frozen=True)
class Compared:
    """A figure to compare with, and the days that it is of. name: previous | last_four | year_before | same_weekdays."""

    name: str
    figure: Figure
    since: date
    until: date


def comparison_set(store: Store, name: str, scope: Scope) -> tuple[Compared, ...]:
    """What the period of the scope's last week is compared with; only complete periods are.

    The scope names one brand and ends on a Sunday; a KPI whose verdict looks at four weeks is compared over four weeks.
    """
    kpi = known(name)
    span = kpi.weeks * WEEK
    found = (
        _period(store, kpi, scope, "previous", until=scope.until - span),
        _last_four(store, kpi, scope),
        _period(store, kpi, scope, "year_before", until=scope.until - YEAR),
    )
    return tuple(one for one in found if one is not None)


def same_weekdays(store: Store, name: str, scope: Scope) -> tuple[Compared, Compared] | None:
    """The days of the scope's week so far, and the same weekdays of the week before; None when there are none.

    So far: from Monday to the last day up to which both weeks are covered; a day that is not over does not count.
    """
    kpi = known(name)
    monday = scope.until - timedelta(days=scope.until.weekday())
    last = min(monday + timedelta(days=6), scope.reference - timedelta(days=1))
    whole = _covered(store, kpi, scope, monday, last)
    before = _covered(store, kpi, scope, monday - WEEK, last - WEEK)
    days = min(whole, before)
    if days == 0:
        return None
    until = monday + timedelta(days=days - 1)
    now = _figure(store, kpi, replace(scope, since=monday, until=until), "all")
    then = _figure(store, kpi, replace(scope, since=monday - WEEK, until=until - WEEK), "all")
    if now is None or then is None:
        return None
    return (
        Compared("running", now, monday, until),
        Compared("same_weekdays", then, monday - WEEK, until - WEEK),
    )


def _period(store: Store, kpi: Kpi, scope: Scope, name: str, *, until: date) -> Compared | None:
    since = until - kpi.weeks * WEEK + timedelta(days=1)
    grain = "four weeks" if kpi.weeks == 4 else "week"
    figure = _figure(store, kpi, replace(scope, since=until - timedelta(days=6), until=until), grain)
    return Compared(name, figure, since, until) if figure is not None and figure.state == "complete" else None


def _last_four(store: Store, kpi: Kpi, scope: Scope) -> Compared | None:
    """Of counts their mean, where all four are complete; of rates and medians the four as one; of a maximum none."""
    span = kpi.weeks * WEEK
    until, since = scope.until - span, scope.until - 5 * span + timedelta(days=1)
    if kpi.class_ in AVERAGED:
        each = [_period(store, kpi, scope, "one", until=scope.until - place * span) for place in range(1, 5)]
        values = [float(one.figure.value) for one in each if one is not None and one.figure.value is not None]
        return Compared("last_four", Figure(sum(values) / 4, None), since, until) if len(values) == 4 else None
    if kpi.class_ == "max":
        return None
    figure = _figure(store, kpi, replace(scope, since=since, until=until), "all")
    return Compared("last_four", figure, since, until) if figure is not None and figure.state == "complete" else None


def _figure(store: Store, kpi: Kpi, scope: Scope, grain: str) -> Figure | None:
    """The last figure of the scope's brand, of whatever state; None when there is no value."""
    rows = compute(store, kpi.id, scope, grain=grain)
    rows = rows[rows["series"] == scope.brands[0]]
    if rows.empty or pd.isna(rows.iloc[-1]["value"]):
        return None
    row = rows.iloc[-1]
    return Figure(float(row["value"]), row["n"], row["low"], row["high"], str(row["state"]))


def _covered(store: Store, kpi: Kpi, scope: Scope, first: date, last: date) -> int:
    """How many days in a row from the first one are covered."""
    if last < first:
        return 0
    rows = compute(store, kpi.id, replace(scope, since=first, until=last), grain="day")
    rows = rows[rows["series"] == scope.brands[0]].sort_values("period")
    return int((rows["covered_days"] > 0).cumprod().sum())
