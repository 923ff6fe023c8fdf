"""The scorecard of a role: each KPI it answers for, with the verdict of each week."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from data.store import Store
from kpis.catalogue import CASQUETTES, Kpi, catalogue, of_verdicts
from kpis.engine.change import Change, change
from kpis.engine.figure import Figure, figure_of
from kpis.engine.scope import Scope
from kpis.inputs.registry import run_filled
from kpis.objectives import objectives
from kpis.objectives.objectives import Objective
from kpis.objectives.verdict import Target, Verdict, progress, shortfall
from kpis.objectives.weekly_verdicts import WeeklyVerdicts, as_table, evaluate, in_order, verdicts
from kpis.tables import TABLES

WEEK = timedelta(days=7)
ORDINARY_WEEKS = 12  # whose dispersion says what an ordinary change is


@dataclass(frozen=True)
class Line:
    """A KPI of a role in one week (`kpi.weeks` complete weeks up to it), with what it is compared with."""

    kpi: Kpi
    casquette: str
    objective: Objective | None
    value: float | None
    n: float | None
    low: float | None
    high: float | None
    state: str
    change: Change | None
    target_value: float | None
    target_high: float | None
    tolerance: float | None
    baseline: float | None
    verdict: Verdict
    history: pd.DataFrame  # one row per week, oldest first: period, value, n, low, high, state, covered_days, days
    channel: str | None = None  # None: all channels together
    goals: tuple[Target | None, ...] = ()  # of the weeks of `history`
    told_until: date | None = None  # the last day of the week that the uploads it needs cover

    @property
    def aim(self) -> Target | None:
        """The target of the week."""
        return self.goals[-1] if self.goals else None

    @property
    def progress(self) -> float | None:
        """The share of the way from the baseline to the target, where that means something."""
        return progress(self.value, self.aim, self.kpi.better)

    @property
    def is_judged(self) -> bool:
        """Whether there is something to reach: it is neither followed nor outside the perimeter."""
        return self.objective is not None and not self.objective.is_followed

    @property
    def gap(self) -> float:
        """How far from its target, as a share of the larger of the two (a target may be 0); what has none comes last."""
        if self.target_value is None or self.value is None or pd.isna(self.value):
            return float("-inf")
        aim = Target(self.target_value, self.target_high, self.tolerance or 0.0)
        scale = max(abs(self.value), abs(self.target_value), abs(self.target_high or 0.0))
        return shortfall(self.value, aim, self.kpi.better) / scale if scale else 0.0


def roles(store: Store) -> tuple[str, ...]:
    """The roles that have objectives."""
    return objectives.roles(store)


def scorecard(
    store: Store, *, role: str, brand: str, period_start: date, today: date, weeks: int = 13, compare: str = "previous",
    only: tuple[str, ...] | None = None,
) -> tuple[Line, ...]:  # fmt: skip
    """One line per KPI that the role answers for, by casquette, the worst gap first.

    `period_start`: the Monday of the week. `compare`: previous (the weeks before) or year (364 days before).
    `only`: these KPIs, whether the role answers for them or not.
    """
    known = objectives.known(store)
    shown = set(objectives.holding(known, role=role, brand=brand, day=period_start))
    wanted = shown if only is None else {(name, None) for name in only}
    needed = set(wanted)
    if any(of_verdicts(name) for name, _ in wanted):
        needed |= objectives.aimed(known, role=role, brand=brand)
    places = in_order(needed)
    scope = Scope(
        since=period_start - WEEK * (weeks + ORDINARY_WEEKS), until=period_start + WEEK - timedelta(days=1),
        brands=(brand,), today=today, role=role,
    )  # fmt: skip
    plain = [evaluate(store, kpi, scope, known, channel=channel) for kpi, channel in places if not of_verdicts(kpi.id)]
    found = as_table(plain, brand, grain="week", scope=scope)
    above = [evaluate(store, kpi, scope, known, verdicts=found) for kpi, _ in places if of_verdicts(kpi.id)]
    told = _told_until(store, brand, scope.until)
    lines = [
        _line(store, one, scope, weeks=weeks, compare=compare, told=told)
        for one in (*plain, *above)
        if (one.kpi.id, one.channel) in wanted
    ]
    return tuple(sorted(lines, key=lambda line: (CASQUETTES.index(line.casquette), -line.gap)))


def targets(store: Store, name: str, scope: Scope) -> dict[date, float | None]:
    """Monday -> the target of the scope's role and brand for a KPI in that week, in the scale of its values."""
    monday = scope.since - timedelta(days=scope.since.weekday())
    weeks, kpi = replace(scope, since=monday), catalogue()[name]
    counted = verdicts(store, weeks, grain="week") if of_verdicts(name) else None
    found = evaluate(store, kpi, weeks, objectives.known(store), verdicts=counted)
    mondays = [moment.date() for moment in found.weeks["period"]]
    return {day: aim.value if aim else None for day, aim in zip(mondays, found.targets, strict=True)}


def _told_until(store: Store, brand: str, until: date) -> dict[str, date]:
    """Table -> the last day up to `until` that an upload about the brand covers."""
    rows = store.rows(
        "select table_name, max(least(covered_to, ?)) as last from coverage where brand = ? and covered_from <= ? group by all",
        [until, brand, until],
    )
    return {row["table_name"]: row["last"] for row in rows}


def _line(store: Store, one: WeeklyVerdicts, scope: Scope, *, weeks: int, compare: str, told: dict[str, date]) -> Line:
    kpi, objective, aim = one.kpi, one.objectives[-1], one.targets[-1]
    now, week = figure_of(one.weeks.iloc[-1]), figure_of(one.plain.iloc[-1])
    back = 52 if compare == "year" else kpi.weeks
    before = _before(store, one, scope, back=back)
    # periods without a common day
    apart = one.plain.iloc[-1 - kpi.weeks :: -kpi.weeks] if len(one.plain) > kpi.weeks else one.plain.iloc[:0]
    ordinary = apart[apart["state"] == "complete"]["value"].head(ORDINARY_WEEKS).tolist()
    moved = change(week, before, kpi, counts=ordinary) if before is not None and week.state == "complete" else None
    last_days = [max((told[name] for name in TABLES[table].proof if name in told), default=None) for table in kpi.needs]
    return Line(
        kpi=kpi, casquette=(objective.casquette if objective else None) or kpi.casquette, objective=objective, value=now.value, n=now.n, low=now.low, high=now.high,
        state=now.state, change=moved, target_value=aim.value if aim else None, target_high=aim.high if aim else None,
        tolerance=aim.tolerance if aim else None, baseline=one.baseline, verdict=one.verdicts[-1],
        history=one.weeks.tail(weeks).reset_index(drop=True), channel=one.channel, goals=tuple(one.targets[-weeks:]),
        told_until=min((day for day in last_days if day is not None), default=None),
    )  # fmt: skip


def _before(store: Store, one: WeeklyVerdicts, scope: Scope, *, back: int) -> Figure | None:
    """The figure `back` weeks earlier, when its period is complete."""
    if back < len(one.plain):
        figure = figure_of(one.plain.iloc[-1 - back])
    else:
        if of_verdicts(one.kpi.id):
            return None
        until = scope.until - WEEK * back
        channels = (one.channel,) if one.channel else ()
        then = Scope(until - timedelta(days=6), until, brands=scope.brands, channels=channels, today=scope.today)
        grain = "four weeks" if one.kpi.weeks == 4 else "week"
        rows = run_filled(store, one.kpi, then, grain=grain)
        rows = rows[rows["series"] == scope.brands[0]]
        if rows.empty:
            return None
        figure = figure_of(rows.iloc[-1])
    return figure if figure.state == "complete" else None
