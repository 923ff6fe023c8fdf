"""A KPI of a brand over some weeks, each judged with the objective that held on its Monday."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from data.sentences import sentence
from data.store import Store
from kpis import objectives
from kpis.baselines import BASELINE_WEEKS, Baseline, baseline
from kpis.catalogue import Kpi, catalogue
from kpis.compute import compute
from kpis.judge import Figure, Target, Verdict, judge, target
from kpis.objectives import Objective
from kpis.scope import Scope

WEEK = timedelta(days=7)
_NONE = Baseline(None, BASELINE_WEEKS)


@dataclass(frozen=True)
class Judged:
    """`weeks`: as they are judged, a pace by its sum so far; `plain`: the figures of the weeks themselves."""

    kpi: Kpi
    channel: str | None
    weeks: pd.DataFrame
    plain: pd.DataFrame
    objectives: list[Objective | None]
    targets: list[Target | None]
    verdicts: list[Verdict]
    baseline: float | None


def judged(
    store: Store, kpi: Kpi, scope: Scope, known: tuple[Objective, ...], *, channel: str | None = None,
    verdicts: dict[str, list] | None = None,
) -> Judged:  # fmt: skip
    """Compute a KPI over the scope's weeks, of one channel or of all, and judge each week."""
    brand, role = scope.brands[0], scope.role or "senior"
    if channel is not None:
        scope = replace(scope, channels=(channel,))
    grain = "four weeks" if kpi.weeks == 4 else "week"
    plain = compute(store, kpi.id, scope, grain=grain, verdicts=verdicts)
    plain = plain[plain["series"] == brand].reset_index(drop=True)
    mondays = [moment.date() for moment in plain["period"]]
    held = [objectives.holding(known, role=role, brand=brand, day=day).get((kpi.id, channel)) for day in mondays]
    rolling = _NONE
    if any(one is not None and one.mode.startswith("baseline") and one.baseline is None for one in held):
        rolling = baseline(store, kpi, scope)
    weeks = _with_sums(store, kpi, scope, plain, held)
    targets, found = [], []
    for row, objective, monday in zip(weeks.itertuples(), held, mondays, strict=True):
        aim = None if objective is None else _target(objective, kpi, rolling, monday)
        targets.append(aim)
        found.append(_verdict(row, objective, aim, kpi, rolling.weeks))
    last = held[-1] if held else None
    start = last.baseline if last is not None and last.baseline is not None else rolling.value
    return Judged(kpi, channel, weeks, plain, held, targets, found, start)


def figure_of(row: object) -> Figure:
    """The figure of a row that `compute` gave."""
    return Figure(row.value, row.n, row.low, row.high, row.state)  # type: ignore[attr-defined]


def of_verdicts(name: str) -> bool:
    """Whether a KPI is about the verdicts of the others."""
    return "verdicts" in catalogue()[name].needs


def _target(objective: Objective, kpi: Kpi, rolling: Baseline, monday: date) -> Target | None:
    """The target of a week. Baseline and days since are those frozen at signature, else those of the first eight weeks."""
    value, until = rolling.value, rolling.until
    if objective.baseline is not None:
        value, until = objective.baseline, objective.baseline_to
    days = (monday + timedelta(days=6) - until).days if until else 0
    return target(objective, kpi, baseline=value, days_since_baseline=days, elapsed=_elapsed(objective, monday))


def _elapsed(objective: Objective, monday: date) -> float:
    """The share of a pace's days that are over at the end of a week."""
    if objective.mode != "pace" or objective.valid_to is None:
        return 1.0
    until = min(monday + timedelta(days=6), objective.valid_to)
    return ((until - objective.valid_from).days + 1) / ((objective.valid_to - objective.valid_from).days + 1)


def _with_sums(store: Store, kpi: Kpi, scope: Scope, plain: pd.DataFrame, held: list[Objective | None]) -> pd.DataFrame:
    """The weeks, those of a pace with its sum from its first day to the end of the week."""
    weeks = plain.copy()
    for place, objective in enumerate(held):
        if objective is None or objective.mode != "pace" or objective.valid_to is None:
            continue
        sunday = weeks["period"].iloc[place].date() + timedelta(days=6)
        span = replace(scope, since=objective.valid_from, until=min(sunday, objective.valid_to))
        rows = compute(store, kpi.id, span, grain="all")
        rows = rows[rows["series"] == scope.brands[0]]
        for name in ("value", "n", "low", "high", "state", "covered_days", "days"):
            weeks.loc[place, name] = rows.iloc[-1][name] if len(rows) else ("missing" if name == "state" else None)
    return weeks


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
    return judge(figure_of(row), aim, kpi)
