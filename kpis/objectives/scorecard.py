"""The scorecard of a role: one line per KPI that it answers for, with the verdict of each week."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from data.store import Store
from kpis.catalogue import CASQUETTES, Kpi, catalogue, counts_verdicts
from kpis.engine import breaks
from kpis.engine.breaks import Crossing
from kpis.engine.change import Change, change, not_compared
from kpis.engine.figure import Figure, figure_of, rows_of
from kpis.engine.scope import Scope
from kpis.inputs.registry import run_filled
from kpis.objectives import objectives
from kpis.objectives.objectives import Objective
from kpis.objectives.verdict import Target, Verdict, progress, shortfall
from kpis.objectives.weekly_verdicts import WeeklyVerdicts, as_table, evaluate, in_order, verdicts
from kpis.tables import TABLES

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Line:
    """A scorecard line: a KPI of a role in one week (over the `kpi.weeks` weeks that end with it)."""

    kpi: Kpi
    casquette: str
    objective: Objective | None
    value: float | None
    n: float | None
    low: float | None
    high: float | None
    state: str
    week: Figure  # the figure of the week itself, of which the change is; of a pace `value` is the sum so far
    change: Change | None
    target_value: float | None
    target_high: float | None
    tolerance: float | None
    baseline: float | None
    verdict: Verdict
    history: pd.DataFrame  # one row per week, oldest first: period, value, n, low, high, state, covered_days, days
    channel: str | None = None  # None: all channels together
    targets: tuple[Target | None, ...] = ()  # of each week of `history`
    covered_until: date | None = None  # the last day up to the end of the week that every needed table covers
    baseline_days: tuple[date, date] | None = None  # those of the baseline
    redefined: tuple[Crossing, ...] = ()  # what was redefined within the days of `history`, the latest first

    @property
    def target(self) -> Target | None:
        """The target of the week."""
        return self.targets[-1] if self.targets else None

    @property
    def progress(self) -> float | None:
        """The share of the way from the baseline to the target; None where it is not defined."""
        return progress(self.value, self.target, self.kpi.better)

    @property
    def has_target(self) -> bool:
        """Whether its objective is neither only followed nor outside the perimeter."""
        return self.objective is not None and not self.objective.is_followed

    @property
    def gap(self) -> float:
        """The shortfall as a share of the larger of value and target (which may be 0); -inf without either."""
        if self.target_value is None or self.value is None or pd.isna(self.value):
            return float("-inf")
        target = Target(self.target_value, self.target_high, self.tolerance or 0.0)
        scale = max(abs(self.value), abs(self.target_value), abs(self.target_high or 0.0))
        return shortfall(self.value, target, self.kpi.better) / scale if scale else 0.0


def scorecard(
    store: Store,
    *,
    role: str,
    brand: str,
    period_start: date,
    today: date,
    weeks: int = 13,
    compare: str = "previous",
    only: tuple[str, ...] | None = None,
) -> tuple[Line, ...]:
    """One line per KPI that the role answers for, by casquette, the largest gap first.

    `period_start`: the Monday of the week. `weeks`: the length of each line's history. `compare`: previous (the weeks
    before) or year (364 days before). `only`: these KPIs instead, whether or not the role answers for them.

    Each change is tested by itself; kpis/analysis/period_scorecard.py judges those of a page together.
    """
    effective = objectives.effective(store)
    shown = set(objectives.in_force_on(period_start, effective, role=role, brand=brand))
    wanted = shown if only is None else {(name, None) for name in only}
    needed = set(wanted)
    if any(counts_verdicts(name) for name, _ in wanted):
        needed |= objectives.with_target(effective, role=role, brand=brand)
    kpis = in_order(needed)
    scope = Scope(
        since=period_start - WEEK * (weeks - 1),
        until=period_start + WEEK - timedelta(days=1),
        brands=(brand,),
        today=today,
        role=role,
    )
    plain = [
        evaluate(store, kpi, scope, effective, channel=channel) for kpi, channel in kpis if not counts_verdicts(kpi.id)
    ]
    found = as_table(plain, brand, grain="week", scope=scope)
    counting = [evaluate(store, kpi, scope, effective, verdicts=found) for kpi, _ in kpis if counts_verdicts(kpi.id)]
    last_days = _last_covered_days(store, brand, scope.until)
    lines = [
        _line(store, one, scope, weeks=weeks, compare=compare, last_days=last_days)
        for one in (*plain, *counting)
        if (one.kpi.id, one.channel) in wanted
    ]
    return tuple(sorted(lines, key=lambda line: (CASQUETTES.index(line.casquette), -line.gap)))


def targets(store: Store, name: str, scope: Scope) -> dict[date, float | None]:
    """Monday -> the target of the scope's role and brand for a KPI in that week, in the scale of the KPI's values."""
    monday = scope.since - timedelta(days=scope.since.weekday())
    weeks, kpi = replace(scope, since=monday), catalogue()[name]
    counted = verdicts(store, weeks, grain="week") if counts_verdicts(name) else None
    found = evaluate(store, kpi, weeks, objectives.effective(store), verdicts=counted)
    mondays = [moment.date() for moment in found.weeks["period"]]
    return {day: target.value if target else None for day, target in zip(mondays, found.targets, strict=True)}


def _last_covered_days(store: Store, brand: str, until: date) -> dict[str, date]:
    """Table -> the last day up to `until` that an upload about the brand covers."""
    rows = store.rows_once(
        "select table_name, max(least(covered_to, ?)) as last "
        "from coverage where brand = ? and covered_from <= ? group by all",
        [until, brand, until],
    )
    return {row["table_name"]: row["last"] for row in rows}


def _line(
    store: Store, one: WeeklyVerdicts, scope: Scope, *, weeks: int, compare: str, last_days: dict[str, date]
) -> Line:
    kpi, objective, target = one.kpi, one.objectives[-1], one.targets[-1]
    now, week = figure_of(one.weeks.iloc[-1]), figure_of(one.plain.iloc[-1])
    back = 52 if compare == "year" else kpi.weeks
    before = _before(store, one, scope, back=back)
    moved = None
    if before is not None and week.state == "complete":
        days = [_days(kpi, scope.until - WEEK * weeks_back) for weeks_back in (0, back)]
        moved = not_compared(_redefined(store, one, scope, *days)) or change(week, before, kpi)
    by_table = [
        max((last_days[name] for name in TABLES[table].proof if name in last_days), default=None) for table in kpi.needs
    ]
    return Line(
        kpi=kpi,
        casquette=(objective.casquette if objective else None) or kpi.casquette,
        objective=objective,
        value=now.value,
        n=now.n,
        low=now.low,
        high=now.high,
        state=now.state,
        week=week,
        change=moved,
        target_value=target.value if target else None,
        target_high=target.high if target else None,
        tolerance=target.tolerance if target else None,
        baseline=one.baseline,
        verdict=one.verdicts[-1],
        history=one.weeks.tail(weeks).reset_index(drop=True),
        channel=one.channel,
        targets=tuple(one.targets[-weeks:]),
        covered_until=min((day for day in by_table if day is not None), default=None),
        baseline_days=one.baseline_days,
        redefined=_redefined(store, one, scope, (_days(kpi, scope.until - WEEK * (weeks - 1))[0], scope.until)),
    )


def _days(kpi: Kpi, until: date) -> tuple[date, date]:
    """The days of the figure of the week that ends on a day."""
    return until - WEEK * kpi.weeks + timedelta(days=1), until


def _redefined(store: Store, one: WeeklyVerdicts, scope: Scope, *spans: tuple[date, date]) -> tuple[Crossing, ...]:
    channels = (one.channel,) if one.channel else scope.channels
    return breaks.crossed(store, one.kpi, _brands(one.kpi, scope), channels, *spans)


def _brands(kpi: Kpi, scope: Scope) -> tuple[str, ...]:
    """The brands whose rows are in a figure: every one compared, or the scope's."""
    return () if kpi.across else scope.brands


def _before(store: Store, one: WeeklyVerdicts, scope: Scope, *, back: int) -> Figure | None:
    """The figure `back` weeks earlier; None unless its period is complete."""
    if back < len(one.plain):
        figure = figure_of(one.plain.iloc[-1 - back])
    else:
        if counts_verdicts(one.kpi.id):
            return None
        until = scope.until - WEEK * back
        channels = (one.channel,) if one.channel else ()
        then = Scope(until - timedelta(days=6), until, brands=scope.brands, channels=channels, today=scope.today)
        grain = "four weeks" if one.kpi.weeks == 4 else "week"
        rows = run_filled(store, one.kpi, then, grain=grain)
        rows = rows_of(rows, scope.brands[0])
        if rows.empty:
            return None
        figure = figure_of(rows.iloc[-1])
    return figure if figure.state == "complete" else None
