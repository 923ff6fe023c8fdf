"""Runs a KPI in a scope: one row per period and series, with sample, interval and how much of the period is covered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from data.brands import own_brands
from data.sentences import Refusal
from data.store import Store
from kpis import statistics
from kpis.catalogue import Kpi, catalogue
from kpis.coverage import covered
from kpis.scope import GRAINS, Scope
from kpis.shadows import before, tables_with, unreadable
from kpis.tables import TABLES

__all__ = ["Scope", "compute", "last_complete_week", "statement", "typical_week"]

COLUMNS = ("period", "series", "value", "n", "low", "high", "state", "covered_days", "days")


def known(name: str | Kpi) -> Kpi:
    """A KPI by its id, or itself. Raises Refusal, naming the nearest ones, when there is none."""
    if isinstance(name, Kpi):
        return name
    if name not in catalogue():
        raise Refusal(
            "No KPI is called {name}. Those there are: {known}.", name=name, known=", ".join(sorted(catalogue()))
        )
    return catalogue()[name]


def compute(
    store: Store,
    name: str | Kpi,
    scope: Scope,
    *,
    grain: str = "week",
    by: str = "brand",
    verdicts: dict[str, list] | None = None,
) -> pd.DataFrame:
    """One row per period and series, in the order of both.

    Columns: period (its first day; of `four weeks`, the Monday of the last one), series, value, n (sample), low, high
    (95 % interval; NaN for none), state, covered_days, days; and whatever else the file selects.
    state: complete | partial (some days are not covered) | running (not over yet) | missing (value is NaN).
    `verdicts`: those of `kpis.scorecard.verdicts`, where the caller has them already.

    Raises Refusal for an unknown KPI or grain, or a breakdown that makes no sense for the KPI.
    """
    kpi = known(name)
    _check(kpi, scope, grain, by)
    if by != "brand" and not scope.brands:
        scope = replace(scope, brands=own_brands(store) or _all_brands(store))
    if unreadable(kpi, scope) or not _is_seen(store, kpi, scope):
        plain = Scope(scope.since, scope.until, scope.brands, today=scope.today)
        return _blank(_run(store, kpi, plain, grain=grain, by=by))
    if "verdicts" in kpi.needs and verdicts is None:
        from kpis import scorecard  # it computes the other KPIs, and so imports this module

        verdicts = scorecard.verdicts(store, scope, grain=grain)
    return _finish(kpi, _run(store, kpi, scope, grain=grain, by=by, verdicts=verdicts))


def statement(kpi: Kpi, scope: Scope, grain: str, by: str) -> tuple[str, dict[str, object]]:
    """The SQL that `compute` runs, and its parameters."""
    ctes, parameters = before(kpi, scope, grain, by)
    verdicts = []
    if "verdicts" in kpi.needs:
        verdicts = [
            "verdicts as (select unnest(cast($periods as date[])) as period, unnest(cast($judged as varchar[])) as series, "
            "unnest(cast($kpis as varchar[])) as kpi, unnest(cast($statuses as varchar[])) as status)"
        ]
        parameters |= {"periods": [], "judged": [], "kpis": [], "statuses": []}
    from kpis import provided  # it computes other figures, and so imports this module

    parameters |= provided.parameters(kpi)
    tables = [*verdicts, *(provided.cte(table) for table in provided.named(kpi))]
    mine, named = "true", ["select series from kpi", "select series from covered_days where series is not null"]
    if kpi.across:
        named.append("select brand from voices")
    if by != "brand":
        mine = "list_contains($brands, brand)"
        parameters["brands"] = list(scope.brands)
    elif scope.brands:
        named = ["select unnest(cast($wanted as varchar[])) as series"]
        parameters["wanted"] = list(scope.brands)
    whole = [*ctes, *tables, f"kpi as (\n{kpi.sql}\n)", covered(kpi, by, mine), _spine(named)]
    return "with " + ",\n".join(part.strip() for part in whole) + "\n" + _FINAL, parameters


def last_complete_week(store: Store, today: date) -> tuple[date, date] | None:
    """Monday and Sunday of the last week, over before today, that every active source covers to its Sunday.

    None when there is none in the last year of coverage.
    """
    weeks = _weeks(store, today)
    whole = weeks[(weeks["covered"] == weeks["expected"]) & (weeks["days"] == 7)]
    if whole.empty:
        return None
    monday = whole["week"].max().date()
    return monday, monday + timedelta(days=6)


def typical_week(store: Store, today: date) -> tuple[date, date] | None:
    """The last complete week; else the most covered one of the past, the latest of those; None without coverage."""
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
    ctes, parameters = before(catalogue()["data_completeness"], scope, "week", "brand")
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


def _check(kpi: Kpi, scope: Scope, grain: str, by: str) -> None:
    if grain not in GRAINS:
        raise Refusal("'{grain}' is no grain: use {grains}.", grain=grain, grains=", ".join(GRAINS))
    if by not in kpi.by:
        raise Refusal(
            "{kpi} cannot be broken down by {by}: use {known}.", kpi=kpi.id, by=by, known=", ".join(kpi.by) or "brand"
        )
    if scope.until < scope.since:
        raise Refusal("The days end ({until}) before they begin ({since}).", until=scope.until, since=scope.since)


def _run(
    store: Store, kpi: Kpi, scope: Scope, *, grain: str, by: str, verdicts: dict[str, list] | None = None
) -> pd.DataFrame:
    from kpis import provided

    sql, parameters = statement(kpi, scope, grain, by)
    filled = provided.parameters(kpi, store, scope, by=by)
    return store.frame(sql, parameters | (verdicts or {}) | filled)


def _spine(named: list[str]) -> str:
    """One row per period and series, whether the KPI has one or not, with its covered days."""
    return f"""
all_series as (
    {" union ".join(named)}
),
spine as (
    select
        periods.period,
        all_series.series,
        periods.days,
        periods.first_day,
        periods.last_day,
        count(covered_days.day) as covered_days
    from periods
    cross join all_series
    left join calendar
      on calendar.period = periods.period
     and calendar.day <= cast($today as date)
    left join covered_days
      on covered_days.day = calendar.day
     and (covered_days.series = all_series.series or covered_days.series is null)
    group by periods.period, all_series.series, periods.days, periods.first_day, periods.last_day
)"""


_FINAL = """select
    spine.period,
    spine.series,
    kpi.* exclude (period, series),
    spine.covered_days,
    spine.days,
    kpi.period is not null as is_told,
    spine.first_day > cast($today as date) as is_ahead,
    spine.last_day >= cast($today as date) as is_running,
    spine.last_day > cast($until as date) as is_cut
from spine
left join kpi
  on kpi.period = spine.period
 and kpi.series = spine.series
order by spine.series, spine.period"""


def _finish(kpi: Kpi, frame: pd.DataFrame) -> pd.DataFrame:
    """Zeros where a covered period has no row, the state of each period, and intervals."""
    told, ahead, running, cut = (
        frame.pop(name).astype(bool) for name in ("is_told", "is_ahead", "is_running", "is_cut")
    )
    has_coverage = frame["covered_days"] > 0
    by_days = any(TABLES[table].daily for table in kpi.needs)
    unknown = ahead | ~has_coverage if by_days else ahead
    # a covered period without a row has a sample of 0, and is itself 0 where the KPI counts
    for column, counts in (("value", kpi.absent == "zero"), ("n", by_days)):
        figure = frame[column].astype(float)
        frame[column] = figure.where(told | ~has_coverage | (not counts), 0.0).where(~unknown)
    missing = frame["value"].isna()
    partial = frame["covered_days"] < frame["days"] if by_days else cut
    frame["state"] = np.select([missing, running, partial], ["missing", "running", "partial"], "complete")
    low, high = _interval(kpi, frame)
    frame["low"], frame["high"] = np.where(missing, np.nan, low), np.where(missing, np.nan, high)
    rest = [column for column in frame.columns if column not in COLUMNS]
    return frame[[*COLUMNS, *rest]]


def _interval(kpi: Kpi, frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    if kpi.interval == "wilson":
        return statistics.wilson(frame["value"], frame["n"])
    if kpi.interval == "net":
        low, high = statistics.net(frame["positive"], frame["negative"], frame["n"])
        return 100 * low, 100 * high
    nothing = np.full(len(frame), np.nan)
    return nothing, nothing


def _blank(frame: pd.DataFrame) -> pd.DataFrame:
    """The spine without figures: the scope filters on what the KPI's tables do not carry."""
    nothing = dict.fromkeys(("value", "n", "low", "high"), np.nan)
    return frame.assign(**nothing, state="missing")[list(COLUMNS)]


def _is_seen(store: Store, kpi: Kpi, scope: Scope) -> bool:
    """Whether each filter has a value that the KPI's tables ever had. A channel that no export tells of is not zero."""
    return all(
        any(
            store.value(f"select exists (select 1 from {table} where list_contains(?, {column}))", [list(values)])
            for table in tables_with(kpi, column)
        )
        for column, values in scope.filters.items()
    )


def _all_brands(store: Store) -> tuple[str, ...]:
    return tuple(row["brand"] for row in store.rows("select brand from brands order by brand"))
