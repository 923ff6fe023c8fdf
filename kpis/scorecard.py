"""The scorecard of a role: each KPI it answers for, judged week by week with the objective that held then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from data.brands import own_brands
from data.store import Store
from kpis import objectives
from kpis.catalogue import CASQUETTES, Kpi, catalogue
from kpis.change import Change, change
from kpis.compute import compute
from kpis.judge import Figure, Target, Verdict, progress, shortfall
from kpis.judged import Judged, figure_of, judged, of_verdicts
from kpis.objectives import Objective
from kpis.scope import Scope
from kpis.tables import TABLES

WEEK = timedelta(days=7)
ORDINARY_WEEKS = 12  # whose dispersion says what an ordinary change is

# the eight figures of the director's page, in its order
DIRECTOR = (
    "followers_growth_rate",
    "mention_volume_unique",
    "earned_coverage",
    "share_of_voice",
    "net_sentiment_score",
    "response_within_sla_rate",
    "crisis_level",
    "objectives_met_ratio",
)
WITHOUT_CONVERSATIONS = {"response_within_sla_rate": "active_advocates"}  # while no conversation was loaded


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
    places = _places(needed)
    scope = Scope(
        since=period_start - WEEK * (weeks + ORDINARY_WEEKS), until=period_start + WEEK - timedelta(days=1),
        brands=(brand,), today=today, role=role,
    )  # fmt: skip
    plain = [judged(store, kpi, scope, known, channel=channel) for kpi, channel in places if not of_verdicts(kpi.id)]
    found = _as_rows(plain, brand, grain="week", scope=scope)
    above = [judged(store, kpi, scope, known, verdicts=found) for kpi, _ in places if of_verdicts(kpi.id)]
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
    found = judged(store, catalogue()[name], replace(scope, since=monday), objectives.known(store))
    mondays = [moment.date() for moment in found.weeks["period"]]
    return {day: aim.value if aim else None for day, aim in zip(mondays, found.targets, strict=True)}


def verdicts(store: Store, scope: Scope, *, grain: str) -> dict[str, list]:
    """The verdicts of a role's KPIs for each week that ends in the scope, as the parameters of the table `verdicts`."""
    known = objectives.known(store)
    brands, role = scope.brands or own_brands(store), scope.role or "senior"
    monday = scope.since - timedelta(days=scope.since.weekday())
    rows: dict[str, list] = {"periods": [], "judged": [], "kpis": [], "statuses": []}
    for brand in brands:
        mine = replace(scope, since=monday, brands=(brand,), role=role)
        aimed = objectives.aimed(known, role=role, brand=brand)
        places = [place for place in _places(aimed) if not of_verdicts(place[0].id)]
        found = [judged(store, kpi, mine, known, channel=channel) for kpi, channel in places]
        for name, values in _as_rows(found, brand, grain=grain, scope=scope).items():
            rows[name].extend(values)
    return rows


def _places(named: set[tuple[str, str | None]]) -> list[tuple[Kpi, str | None]]:
    """KPIs and channels in the order of the catalogue, all channels together first."""
    return [
        (kpi, channel)
        for kpi in catalogue().values()
        for channel in sorted((channel for name, channel in named if name == kpi.id), key=lambda one: one or "")
    ]


def _told_until(store: Store, brand: str, until: date) -> dict[str, date]:
    """Table -> the last day up to `until` that an upload about the brand covers."""
    rows = store.rows(
        "select table_name, max(least(covered_to, ?)) as last from coverage where brand = ? and covered_from <= ? group by all",
        [until, brand, until],
    )
    return {row["table_name"]: row["last"] for row in rows}


def _line(store: Store, one: Judged, scope: Scope, *, weeks: int, compare: str, told: dict[str, date]) -> Line:
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


def _before(store: Store, one: Judged, scope: Scope, *, back: int) -> Figure | None:
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
        rows = compute(store, one.kpi.id, then, grain=grain)
        rows = rows[rows["series"] == scope.brands[0]]
        if rows.empty:
            return None
        figure = figure_of(rows.iloc[-1])
    return figure if figure.state == "complete" else None


def _as_rows(judged: Iterable[Judged], brand: str, *, grain: str, scope: Scope) -> dict[str, list]:
    """The verdicts of each week; of a longer period those of the weeks that end in it; none for days."""
    rows: dict[str, list] = {"periods": [], "judged": [], "kpis": [], "statuses": []}
    for one in judged:
        for moment, verdict in zip(one.weeks["period"], one.verdicts, strict=True):
            period = _period_of(moment.date(), grain, scope)
            if period is not None:
                rows["periods"].append(period)
                rows["judged"].append(brand)
                rows["kpis"].append(one.kpi.id if one.channel is None else f"{one.kpi.id} {one.channel}")
                rows["statuses"].append(verdict.status)
    return rows


def _period_of(monday: date, grain: str, scope: Scope) -> date | None:
    sunday = monday + timedelta(days=6)
    match grain:
        case "week" | "four weeks":
            return monday
        case "month":
            return sunday.replace(day=1)
        case "quarter":
            return sunday.replace(month=3 * ((sunday.month - 1) // 3) + 1, day=1)
        case "all":
            return scope.since
    return None
