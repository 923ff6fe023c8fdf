"""How much figures vary over ordinary periods, and the intervals that follow: docs/statistics.md.

A count is compared with its own earlier periods of the same length; a share or a score with the earlier weeks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from kpis.catalogue import Kpi
from kpis.engine import dispersion, statistics
from kpis.engine.breaks import Crossing
from kpis.engine.check import Request
from kpis.engine.periods import Period, month, quarter, week
from kpis.engine.scope import Scope

WEEK = timedelta(days=7)
SHARE_WEEKS = 16
# grain -> how many earlier periods of it are looked at, and how many steps lie between two without a common day
EARLIER = {"week": (12, 1), "four weeks": (6, 4), "month": (12, 1), "quarter": (8, 1)}
LONGEST = {  # days of a period
    "day": timedelta(1), "week": WEEK, "four weeks": WEEK, "month": timedelta(31), "quarter": timedelta(92),
    "all": timedelta(0),
}  # fmt: skip
_PERIOD: dict[str, Callable[[date], Period]] = {"week": week, "four weeks": week, "month": month, "quarter": quarter}
Run = Callable[[Scope, str], pd.DataFrame]  # figures of the same KPI and series over another scope, by a grain
# what was redefined within a span, of a scope: kpis/engine/breaks.py
Redefined = Callable[[Scope, tuple[date, date]], tuple[Crossing, ...]]


def with_spread(request: Request, run: Run, redefined: Redefined) -> pd.DataFrame:
    """The figures of a request, with their `spread` and `degrees` (kpis/engine/figure.py) and the intervals they give.

    Figures that do not vary, or not over periods of the grain, have neither column. What was counted otherwise says
    nothing of how much a figure varies now.
    """
    kpi = request.kpi
    request = replace(
        request, scope=replace(request.scope, today=request.scope.reference)
    )  # earlier weeks: as of today
    scope = request.scope
    by_weeks = kpi.interval in ("wilson", "clustered", "net", "mean", "census")
    by_periods = not by_weeks and (kpi.interval == "count" or kpi.varies) and request.grain in EARLIER
    if request.is_blank or not (by_weeks or by_periods):
        return run(scope, request.grain)
    return _of_cases(request, run, redefined) if by_weeks else _of_values(request, run, redefined)


def _of_cases(request: Request, run: Run, redefined: Redefined) -> pd.DataFrame:
    """The spread of shares and scores over the weeks that end before each period begins."""
    frame = run(request.scope, request.grain)
    if frame.empty:
        return frame.assign(spread=np.nan, degrees=np.nan)
    kpi, scope = request.kpi, request.scope
    shift = WEEK * 3 if request.grain == "four weeks" else timedelta(0)
    first_days = pd.to_datetime(frame["period"]) - shift
    monday = first_days.min().date() - timedelta(days=first_days.min().weekday()) - WEEK * SHARE_WEEKS
    until = first_days.max().date() - timedelta(days=first_days.max().weekday() + 1)
    weeks = run(replace(scope, since=monday, until=until), "week")
    columns = ("positive", "negative") if kpi.interval in ("net", "mean") else ("value",)
    # the number of a week's column in the past of its series; of a figure, how many weeks end before it
    number = ((pd.to_datetime(weeks["period"]) - pd.Timestamp(monday)).dt.days // 7).to_numpy(int)
    ends = ((first_days - pd.Timestamp(monday)).dt.days // 7).to_numpy(int)
    known = (weeks["state"].to_numpy(object) == "complete") & (weeks["n"].to_numpy(float, na_value=np.nan) > 0)
    taken = [np.where(known, weeks[name].to_numpy(float, na_value=np.nan), np.nan) for name in (*columns, "n")]
    offsets = np.arange(-SHARE_WEEKS, 0)
    past = [_past(frame, weeks, number, one, ends, offsets) for one in taken]
    count = max(number.max(initial=0), ends.max(initial=0)) + 1
    mondays = [monday + WEEK * at for at in range(count)]
    otherwise = _counted_otherwise(request, frame, mondays, ends[:, None] + offsets[None, :], redefined)
    past = [np.where(otherwise, np.nan, one) for one in past]
    if kpi.interval in ("net", "mean"):
        spread, degrees = dispersion.of_net(*past)
    else:
        spread, degrees = dispersion.of_shares(past[0] * past[1], past[1])
    covered, days = frame["covered_days"].to_numpy(float), frame["days"].to_numpy(float)
    in_a_week = frame["n"].to_numpy(float, na_value=np.nan) * 7 / np.where(covered > 0, covered, days)
    spread = np.where(in_a_week > 0, dispersion.at_size(spread, past[-1], in_a_week), spread)
    if kpi.interval == "clustered":
        return _with_clusters(frame, spread, degrees)
    found = frame.assign(spread=spread, degrees=degrees)
    return found if kpi.interval == "census" else _with_intervals(kpi, found)


def _with_clusters(frame: pd.DataFrame, spread: np.ndarray, degrees: np.ndarray) -> pd.DataFrame:
    """The larger of the two excesses of a share whose cases come in clusters: between its weeks, and between its clusters.

    The degrees of freedom are the fewer of both. With one cluster alone nothing is known of them, and there is no interval.
    """
    value, n, clusters, deviations = (
        frame[name].to_numpy(float, na_value=np.nan) for name in ("value", "n", "clusters", "deviations")
    )
    effect = n / statistics.effective_size(value, n, clusters, deviations)
    known = ~np.isnan(spread) & ~np.isnan(effect)
    least = np.where(clusters > 1, clusters - 1, np.nan)
    excess = np.fmax(effect, np.where(known, spread, np.nan))
    freedom = np.where(known, np.fmin(degrees, least), least)
    low, high = statistics.wilson(value, n / excess, z=statistics.quantile(freedom))
    return frame.assign(
        low=low,
        high=high,
        spread=np.where(known, excess, np.nan),
        degrees=np.where(known, freedom, np.nan),
    )


def _with_intervals(kpi: Kpi, frame: pd.DataFrame) -> pd.DataFrame:
    """The intervals of as many independent cases as the spread makes of n; those of n itself without a history."""
    excess = frame["spread"].fillna(1.0).to_numpy(float)
    size, z = (
        frame["n"].to_numpy(float, na_value=np.nan) / excess,
        statistics.quantile(frame["degrees"].to_numpy(float)),
    )
    value = frame["value"].to_numpy(float, na_value=np.nan)
    if kpi.interval == "wilson":
        low, high = statistics.wilson(value, size, z=z)
    else:
        signs = [frame[name].to_numpy(float, na_value=np.nan) / excess for name in ("positive", "negative")]
        low, high = statistics.on_scale(kpi.interval, *signs, size, z=z)
    missing = np.isnan(value)
    return frame.assign(low=np.where(missing, np.nan, low), high=np.where(missing, np.nan, high))


def _of_values(request: Request, run: Run, redefined: Redefined) -> pd.DataFrame:
    """The spread of counts, and of other values, over earlier periods of the same length without a common day."""
    kpi, scope, grain = request.kpi, request.scope, request.grain
    count, step = EARLIER[grain]
    first = _PERIOD[grain](scope.since)
    longer = replace(scope, since=first.back(count * step).since)
    every = run(longer, grain)
    # of named series, and from the first day of a period on, the longer statement gives the same figures
    is_same = bool(scope.brands) and request.by == "brand" and first.since == scope.since
    frame = every[pd.to_datetime(every["period"]) >= pd.Timestamp(scope.since)] if is_same else run(scope, grain)
    frame = frame.reset_index(drop=True)
    if frame.empty:
        return frame.assign(spread=np.nan, degrees=np.nan)
    order = {moment: number for number, moment in enumerate(sorted(set(every["period"])))}
    values = np.where(
        every["state"].to_numpy(object) == "complete", every["value"].to_numpy(float, na_value=np.nan), np.nan
    )
    number = every["period"].map(order).to_numpy(int)
    ends = frame["period"].map(order).to_numpy(int)
    offsets = -step * np.arange(1, count + 1)
    past = _past(frame, every, number, values, ends, offsets)
    first_days = [moment.date() if hasattr(moment, "date") else moment for moment in sorted(order)]
    otherwise = _counted_otherwise(request, frame, first_days, ends[:, None] + offsets[None, :], redefined)
    past = np.where(otherwise, np.nan, past)
    if kpi.interval != "count":
        spread, degrees = dispersion.of_values(past)
        return frame.assign(spread=spread, degrees=degrees)
    spread, degrees = dispersion.of_counts(past)
    low, high = statistics.count_interval(frame["value"].to_numpy(float, na_value=np.nan), spread, degrees)
    is_open = frame["state"].isin(["running", "partial"]).to_numpy(bool)  # a count of fewer days
    low, high = (np.where(is_open, np.nan, one) for one in (low, high))
    return frame.assign(low=low, high=high, spread=spread, degrees=degrees)


def _counted_otherwise(
    request: Request, frame: pd.DataFrame, first_days: list[date], columns: np.ndarray, redefined: Redefined
) -> np.ndarray:
    """Of each row and earlier period (its number among `first_days`), whether a redefinition stands between them."""
    found = np.zeros(columns.shape, dtype=bool)
    scope, shift = request.scope, WEEK * 3 if request.grain == "four weeks" else timedelta(0)
    own = pd.to_datetime(frame["period"]).dt.date.to_numpy(object)
    span = (min([*first_days, *own]) - shift, scope.until)
    known = np.array([one - shift for one in first_days], dtype="datetime64[D]")[
        np.clip(columns, 0, len(first_days) - 1)
    ]
    for series in frame["series"].unique():
        mine = (frame["series"] == series).to_numpy(bool)
        narrow = {"brand": {"brands": (series,)}, "channel": {"channels": (series,)}}.get(request.by, {})
        for one in redefined(replace(scope, **narrow), span):
            is_new = np.array([day + LONGEST[request.grain] > one.of.day for day in own])
            is_old = known < np.datetime64(one.of.until)
            found |= (mine & is_new)[:, None] & is_old
    return found


def _past(
    frame: pd.DataFrame,
    earlier: pd.DataFrame,
    number: np.ndarray,
    values: np.ndarray,
    ends: np.ndarray,
    offsets: np.ndarray,
) -> np.ndarray:
    """The earlier values of each row's series, at the given offsets from `ends`; NaN where there is none."""
    names, series = np.unique(earlier["series"].to_numpy(str), return_inverse=True)
    table = np.full((len(names) + 1, max(number.max(initial=-1), ends.max(initial=-1)) + 2), np.nan)
    table[series, number] = values
    rows = np.searchsorted(names, frame["series"].to_numpy(str))
    rows = np.where(rows < len(names), rows, len(names))
    found = np.append(names, "")[rows] == frame["series"].to_numpy(str)
    rows = np.where(found, rows, len(names))  # a series without earlier figures
    columns = ends[:, None] + offsets[None, :]
    return np.where(columns >= 0, table[rows[:, None], np.maximum(columns, 0)], np.nan)
