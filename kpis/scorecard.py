"""The scorecard of a role: each KPI it answers for, judged week by week with the objective that held then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from data.brands import own_brands
from data.sentences import sentence
from data.store import Store
from kpis import objectives
from kpis.catalogue import CASQUETTES, Kpi, catalogue
from kpis.change import Change, change
from kpis.compute import compute
from kpis.judge import BASELINE_WEEKS, Figure, Target, Verdict, judge, shortfall, target
from kpis.objectives import Objective
from kpis.scope import Scope

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

    @property
    def gap(self) -> float:
        """How far from its target, as a share of the larger of the two (a target may be 0); what has none comes last."""
        if self.target_value is None or self.value is None or pd.isna(self.value):
            return float("-inf")
        aim = Target(self.target_value, self.target_high, self.tolerance or 0.0)
        scale = max(abs(self.value), abs(self.target_value), abs(self.target_high or 0.0))
        return shortfall(self.value, aim, self.kpi.better) / scale if scale else 0.0


@dataclass(frozen=True)
class _Judged:
    """A KPI of a brand over some weeks, with the target and the verdict of each."""

    kpi: Kpi
    weeks: pd.DataFrame
    objectives: list[Objective | None]
    targets: list[Target | None]
    verdicts: list[Verdict]
    baseline: float | None


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
    shown = objectives.held(known, role=role, brand=brand, day=period_start)
    aimed = objectives.aimed(known, role=role, brand=brand)
    wanted = set(shown) if only is None else set(only)
    needed = wanted | aimed if any(_of_verdicts(name) for name in wanted) else wanted
    names = [name for name in catalogue() if name in needed]
    scope = Scope(
        since=period_start - WEEK * (weeks + ORDINARY_WEEKS), until=period_start + WEEK - timedelta(days=1),
        brands=(brand,), today=today, role=role,
    )  # fmt: skip
    plain = [_judged(store, catalogue()[name], scope, known) for name in names if not _of_verdicts(name)]
    found = _as_rows(plain, brand, grain="week", scope=scope)
    above = [_judged(store, catalogue()[name], scope, known, verdicts=found) for name in names if _of_verdicts(name)]
    answered = [one for one in (*plain, *above) if one.kpi.id in wanted]
    lines = [_line(store, one, scope, weeks=weeks, compare=compare) for one in answered]
    return tuple(sorted(lines, key=lambda line: (CASQUETTES.index(line.casquette), -line.gap)))


def targets(store: Store, name: str, scope: Scope) -> dict[date, float | None]:
    """Monday -> the target of the scope's role and brand for a KPI in that week, in the scale of its values."""
    kpi, brand, role = catalogue()[name], scope.brands[0], scope.role or "senior"
    known = objectives.known(store)
    first = scope.since - timedelta(days=scope.since.weekday())
    mondays = [first + WEEK * place for place in range((scope.until - first).days // 7 + 1)]
    held = {day: objectives.held(known, role=role, brand=brand, day=day).get(name) for day in mondays}
    baseline, signed = None, None
    if any(one is not None and one.mode.startswith("baseline") for one in held.values()):
        baseline, signed, _ = _baseline(store, kpi, scope, "four weeks" if kpi.weeks == 4 else "week")
    found: dict[date, float | None] = {}
    for day, one in held.items():
        since = (day - signed).days if signed else 0
        aim = target(one, kpi, baseline=baseline, days_since_baseline=since) if one is not None else None
        found[day] = aim.value if aim else None
    return found


def verdicts(store: Store, scope: Scope, *, grain: str) -> dict[str, list]:
    """The verdicts of a role's KPIs for each week that ends in the scope, as the parameters of the table `verdicts`."""
    known = objectives.known(store)
    brands, role = scope.brands or own_brands(store), scope.role or "senior"
    monday = scope.since - timedelta(days=scope.since.weekday())
    rows: dict[str, list] = {"periods": [], "judged": [], "kpis": [], "statuses": []}
    for brand in brands:
        mine = replace(scope, since=monday, brands=(brand,), role=role)
        aimed = objectives.aimed(known, role=role, brand=brand)
        judged = [
            _judged(store, catalogue()[name], mine, known)
            for name in catalogue()
            if name in aimed and not _of_verdicts(name)
        ]
        for name, values in _as_rows(judged, brand, grain=grain, scope=scope).items():
            rows[name].extend(values)
    return rows


def _judged(
    store: Store, kpi: Kpi, scope: Scope, known: tuple[Objective, ...], *, verdicts: dict[str, list] | None = None
) -> _Judged:
    """Compute a KPI over the scope's weeks and judge each week with the objective that held on its Monday."""
    brand, role = scope.brands[0], scope.role or "senior"
    grain = "four weeks" if kpi.weeks == 4 else "week"
    weeks = compute(store, kpi.id, scope, grain=grain, verdicts=verdicts).reset_index(drop=True)
    weeks = weeks[weeks["series"] == brand].reset_index(drop=True)
    mondays = [moment.date() for moment in weeks["period"]]
    held = [objectives.held(known, role=role, brand=brand, day=day).get(kpi.id) for day in mondays]
    needed = any(one is not None and one.mode.startswith("baseline") for one in held)
    baseline, signed, count = _baseline(store, kpi, scope, grain) if needed else (None, None, BASELINE_WEEKS)
    targets, found = [], []
    for row, objective, monday in zip(weeks.itertuples(), held, mondays, strict=True):
        aim = None
        if objective is not None:
            days = (monday - signed).days if signed else 0
            aim = target(objective, kpi, baseline=baseline, days_since_baseline=days)
        targets.append(aim)
        found.append(_verdict(row, objective, aim, kpi, count))
    return _Judged(kpi, weeks, held, targets, found, baseline)


def _verdict(row: object, objective: Objective | None, aim: Target | None, kpi: Kpi, count: int) -> Verdict:
    if objective is None or objective.mode == "followed":
        return Verdict("none", sentence("Followed, without an objective."))
    if objective.mode == "out_of_scope":
        return Verdict("none", sentence("Outside the perimeter of the role: shown without a verdict."))
    if aim is None and count < BASELINE_WEEKS:
        reason = sentence(
            "The baseline is being established ({count} of {weeks} weeks).", count=count, weeks=BASELINE_WEEKS
        )
        return Verdict("none", reason)
    return judge(_figure(row), aim, kpi)


def _baseline(store: Store, kpi: Kpi, scope: Scope, grain: str) -> tuple[float | None, date | None, int]:
    """The median of the first eight complete weeks, the Monday of the last of them, and how many there are."""
    first = store.value("select min(covered_from) from coverage where brand = ?", [scope.brands[0]])
    if first is None or scope.until <= first:
        return None, None, 0
    soon = first + WEEK * (3 * BASELINE_WEEKS)  # enough, unless its exports or those of a competitor begin later
    whole = pd.DataFrame()
    for until in sorted({min(scope.until, soon), scope.until}):
        weeks = compute(store, kpi.id, replace(scope, since=first, until=until), grain=grain)
        whole = weeks[(weeks["series"] == scope.brands[0]) & (weeks["state"] == "complete")].head(BASELINE_WEEKS)
        if len(whole) == BASELINE_WEEKS:
            return float(whole["value"].median()), whole["period"].iloc[-1].date(), BASELINE_WEEKS
    return None, None, len(whole)


def _line(store: Store, one: _Judged, scope: Scope, *, weeks: int, compare: str) -> Line:
    kpi, objective, aim = one.kpi, one.objectives[-1], one.targets[-1]
    now = _figure(one.weeks.iloc[-1])
    back = 52 if compare == "year" else kpi.weeks
    before = _before(store, one, scope, back=back)
    # periods without a common day
    apart = one.weeks.iloc[-1 - kpi.weeks :: -kpi.weeks] if len(one.weeks) > kpi.weeks else one.weeks.iloc[:0]
    ordinary = apart[apart["state"] == "complete"]["value"].head(ORDINARY_WEEKS).tolist()
    told = change(now, before, kpi, counts=ordinary) if before is not None and now.state == "complete" else None
    return Line(
        kpi=kpi, casquette=kpi.casquette, objective=objective, value=now.value, n=now.n, low=now.low, high=now.high,
        state=now.state, change=told, target_value=aim.value if aim else None, target_high=aim.high if aim else None,
        tolerance=aim.tolerance if aim else None, baseline=one.baseline, verdict=one.verdicts[-1],
        history=one.weeks.tail(weeks).reset_index(drop=True),
    )  # fmt: skip


def _before(store: Store, one: _Judged, scope: Scope, *, back: int) -> Figure | None:
    """The figure `back` weeks earlier, when its period is complete."""
    if back < len(one.weeks):
        figure = _figure(one.weeks.iloc[-1 - back])
    else:
        if _of_verdicts(one.kpi.id):
            return None
        until = scope.until - WEEK * back
        then = Scope(since=until - timedelta(days=6), until=until, brands=scope.brands, today=scope.today)
        grain = "four weeks" if one.kpi.weeks == 4 else "week"
        rows = compute(store, one.kpi.id, then, grain=grain)
        rows = rows[rows["series"] == scope.brands[0]]
        if rows.empty:
            return None
        figure = _figure(rows.iloc[-1])
    return figure if figure.state == "complete" else None


def _figure(row: object) -> Figure:
    return Figure(row.value, row.n, row.low, row.high, row.state)  # type: ignore[attr-defined]


def _of_verdicts(name: str) -> bool:
    return "verdicts" in catalogue()[name].needs


def _as_rows(judged: Iterable[_Judged], brand: str, *, grain: str, scope: Scope) -> dict[str, list]:
    """The verdicts of each week; of a longer period those of the weeks that end in it; none for days."""
    rows: dict[str, list] = {"periods": [], "judged": [], "kpis": [], "statuses": []}
    for one in judged:
        for moment, verdict in zip(one.weeks["period"], one.verdicts, strict=True):
            period = _period_of(moment.date(), grain, scope)
            if period is not None:
                rows["periods"].append(period)
                rows["judged"].append(brand)
                rows["kpis"].append(one.kpi.id)
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
