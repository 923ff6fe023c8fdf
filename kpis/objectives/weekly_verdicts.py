"""The verdicts of a brand's KPI, week by week, each by the objective in force on the Monday of the week."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

import pandas as pd

from data.decisions.brands import own_brands
from data.sentences import Sentence, sentence
from data.store import Store
from kpis.catalogue import Kpi, catalogue, counts_verdicts
from kpis.engine import breaks, depends
from kpis.engine.breaks import Crossing
from kpis.engine.figure import Figure, figure_of, rows_of
from kpis.engine.kept_states import Kept
from kpis.engine.scope import Scope
from kpis.inputs.registry import run_filled
from kpis.objectives import objectives
from kpis.objectives.absence import absence_of
from kpis.objectives.baseline import BASELINE_WEEKS, Baseline, baseline, history_start, interval
from kpis.objectives.objectives import Objective
from kpis.objectives.verdict import Target, Verdict, cannot_hold, target_of, verdict_of
from kpis.tables import INPUTS

WEEK = timedelta(days=7)
WORST = ("behind", "near", "undecided", "none", "met")  # of KPIs of one idea the first of these is that of the idea
_NONE = Baseline(None, BASELINE_WEEKS)


@dataclass(frozen=True)
class WeeklyVerdicts:
    """A KPI week by week, with the objective, target and verdict of each week.

    `weeks`: the figures evaluated, for a pace the sum so far; `plain`: the figures of the weeks themselves.
    """

    kpi: Kpi
    channel: str | None
    weeks: pd.DataFrame
    plain: pd.DataFrame
    objectives: list[Objective | None]
    targets: list[Target | None]
    verdicts: list[Verdict]
    baseline: float | None
    baseline_days: tuple[date, date] | None = None


def evaluate(
    store: Store,
    kpi: Kpi,
    scope: Scope,
    effective: tuple[Objective, ...],
    *,
    channel: str | None = None,
    verdicts: pd.DataFrame | None = None,
    given: date | None = None,
) -> WeeklyVerdicts:
    """Compute a KPI over the scope's weeks, for one channel or for all, and evaluate each week.

    `effective`: the objectives of `kpis.objectives.objectives.effective`. `verdicts`: for a KPI that counts them.
    `given`: the day on which the targets were thought of, where that is not their first.
    """
    if verdicts is not None:
        return _evaluate(store, kpi, scope, effective, channel=channel, verdicts=verdicts)
    # a scorecard of a role, its headline and its cards ask for the same weeks
    asked = scope if channel is None else replace(scope, channels=(channel,))
    return _evaluated.get(
        store,
        (kpi, scope, effective, channel, given, history_start(store, kpi, scope.brands[0])),
        lambda: depends.state(store, kpi, asked),
        lambda: _evaluate(store, kpi, scope, effective, channel=channel, verdicts=None, given=given),
    )


_evaluated: Kept[WeeklyVerdicts] = Kept(3000)


def _evaluate(
    store: Store,
    kpi: Kpi,
    scope: Scope,
    effective: tuple[Objective, ...],
    *,
    channel: str | None,
    verdicts: pd.DataFrame | None,
    given: date | None = None,
) -> WeeklyVerdicts:
    brand, role = scope.brands[0], scope.role or "senior"
    if channel is not None:
        scope = replace(scope, channels=(channel,))
    grain = "four weeks" if kpi.weeks == 4 else "week"
    plain = run_filled(store, kpi, scope, grain=grain, verdicts=verdicts)
    plain = rows_of(plain, brand).reset_index(drop=True)
    mondays = [moment.date() for moment in plain["period"]]
    in_force = [
        objectives.in_force_on(day, effective, role=role, brand=brand).get((kpi.id, channel)) for day in mondays
    ]
    rolling = _NONE
    if any(one is not None and one.mode.startswith("baseline") and one.baseline is None for one in in_force):
        rolling = baseline(store, kpi, scope)
    weeks = _with_sums(store, kpi, scope, plain, in_force)
    targets, found = [], []
    is_competitor = brand in _competitors(store, store.version)
    for row, objective, monday in zip(weeks.itertuples(), in_force, mondays, strict=True):
        figure, start = figure_of(row), _baseline(objective, rolling)
        target, verdict = None, None if objective is None else _not_judged(objective, kpi, start, is_competitor)
        if objective is not None and verdict is None:
            days = _judged_days(kpi, objective, monday)
            reason = redefined(store, kpi, objective, _days_of(start), scope, days, given=given)
            verdict = None if reason is None else Verdict("none", reason)
        if objective is not None and verdict is None:
            target = _target(objective, kpi, start, figure, monday)
        targets.append(target)
        found.append(verdict or _verdict(figure, objective, target, kpi, rolling.weeks))
    last = in_force[-1] if in_force else None
    start = _baseline(last, rolling)
    return WeeklyVerdicts(kpi, channel, weeks, plain, in_force, targets, found, start.value, _days_of(start))


def redefined(
    store: Store,
    kpi: Kpi,
    objective: Objective,
    baseline_days: tuple[date, date] | None,
    scope: Scope,
    days: tuple[date, date],
    *,
    given: date | None = None,
) -> Sentence | None:
    """Why an objective does not judge the figure of some days: what it counts was redefined within them, or between them
    and the day of the target (`given`; default: its first, if it was signed), or of its baseline. None where nothing was,
    or there is no target."""
    if objective.is_followed or objective.target is None:
        return None
    brands = () if kpi.across else scope.brands
    within = breaks.crossed(store, kpi, brands, scope.channels, days)
    if within:
        return within[0].mixed
    since: tuple[Crossing, ...] = ()
    if objective.mode.startswith("baseline"):
        if baseline_days is not None:
            since = breaks.crossed(store, kpi, brands, scope.channels, baseline_days, days)
    elif objective.is_signed:
        since = breaks.since_break(store, kpi, brands, scope.channels, given or objective.valid_from, days)
    return since[0].no_verdict if since else None


def _judged_days(kpi: Kpi, objective: Objective, monday: date) -> tuple[date, date]:
    """The days of the figure that is judged in a week: its own, the four weeks that end with it, or those of a sum so far."""
    sunday = monday + timedelta(days=6)
    if objective.mode == "pace":
        return objective.valid_from, max(objective.valid_from, sunday)
    return monday - WEEK * (kpi.weeks - 1), sunday


def _days_of(start: Baseline) -> tuple[date, date] | None:
    return None if start.since is None or start.until is None else (start.since, start.until)


def verdicts(store: Store, scope: Scope, *, grain: str) -> pd.DataFrame:
    """The input table `verdicts`: the verdicts of a role's KPIs for each week that ends in the scope."""
    effective = objectives.effective(store)
    brands, role = scope.brands or own_brands(store), scope.role or "senior"
    monday = scope.since - timedelta(days=scope.since.weekday())
    found = []
    for brand in brands:
        mine = replace(scope, since=monday, brands=(brand,), role=role, today=scope.reference)
        with_target = objectives.with_target(effective, role=role, brand=brand)
        each = [
            evaluate(store, kpi, mine, effective, channel=channel)
            for kpi, channel in in_order(with_target)
            if not counts_verdicts(kpi.id)
        ]
        found.append(as_table(each, brand, grain=grain, scope=scope))
    return pd.concat(found, ignore_index=True) if found else as_table((), "", grain=grain, scope=scope)


def as_table(evaluated: Iterable[WeeklyVerdicts], brand: str, *, grain: str, scope: Scope) -> pd.DataFrame:
    """The verdicts as an input table: each week in the period that it ends in; empty for the grain day.

    As `headline` counts: KPIs of one idea once, by the worst, and of signed objectives where any is signed.
    """
    weeks: dict[date, list[tuple[str, str | None, str, bool]]] = {}
    for one in evaluated:
        for moment, verdict, objective in zip(one.weeks["period"], one.verdicts, one.objectives, strict=True):
            if objective is not None and not objective.is_followed:
                idea = one.kpi.family or one.kpi.id
                weeks.setdefault(moment.date(), []).append((idea, one.channel, verdict.status, objective.is_signed))
    rows = []
    for monday in sorted(weeks):
        period = _period_of(monday, grain, scope)
        if period is None:
            continue
        for (idea, channel), status in _ideas(weeks[monday]).items():
            rows.append((period, brand, idea if channel is None else f"{idea} {channel}", status))
    return pd.DataFrame(rows, columns=list(INPUTS["verdicts"]), dtype=object)


def _ideas(verdicts: list[tuple[str, str | None, str, bool]]) -> dict[tuple[str, str | None], str]:
    """(Idea, network) -> the worst of its verdicts in a week."""
    signed = [one for one in verdicts if one[3]]
    found: dict[tuple[str, str | None], str] = {}
    for idea, channel, status, _ in signed or verdicts:
        before = found.get((idea, channel), status)
        found[idea, channel] = min(before, status, key=WORST.index)
    return found


def in_order(keys: set[tuple[str, str | None]]) -> list[tuple[Kpi, str | None]]:
    """KPIs and channels in the order of the catalogue, all channels together first."""
    return [
        (kpi, channel)
        for kpi in catalogue().values()
        for channel in sorted((channel for name, channel in keys if name == kpi.id), key=lambda one: one or "")
    ]


def _baseline(objective: Objective | None, rolling: Baseline) -> Baseline:
    """The baseline frozen at signature, else that of the first eight weeks."""
    if objective is None or objective.baseline is None:
        return rolling
    return Baseline(objective.baseline, BASELINE_WEEKS, objective.baseline_from, objective.baseline_to)


def _target(objective: Objective, kpi: Kpi, start: Baseline, figure: Figure, monday: date) -> Target | None:
    """The target of a week."""
    last = min(monday + timedelta(days=6), objective.valid_to or date.max)
    return target_of(
        objective,
        kpi,
        baseline=start.value,
        days_since_baseline=(last - start.until).days if start.until else 0,
        elapsed=_elapsed(objective, monday),
        interval=interval(start.value, figure, kpi) if start.value is not None else None,
    )


def _not_judged(objective: Objective, kpi: Kpi, start: Baseline, is_competitor: bool) -> Verdict | None:
    """The missing verdict of an objective that judges nothing: it is not about this brand, or it cannot hold."""
    if is_competitor and objective.brand is None and not objective.is_followed:
        return Verdict("none", sentence("Our objectives do not judge a competitor."))
    fault = cannot_hold(objective, kpi, baseline=start.value)
    return Verdict("none", fault, is_to_mend=True) if fault else None


@lru_cache(maxsize=4)
def _competitors(store: Store, _version: int) -> set[str]:
    return {row["brand"] for row in store.rows("select brand from brands where role = 'competitor'")}


def _elapsed(objective: Objective, monday: date) -> float:
    """The share of a pace's days that are over at the end of a week."""
    if objective.mode != "pace" or objective.valid_to is None:
        return 1.0
    until = min(monday + timedelta(days=6), objective.valid_to)
    return ((until - objective.valid_from).days + 1) / ((objective.valid_to - objective.valid_from).days + 1)


def _with_sums(
    store: Store, kpi: Kpi, scope: Scope, plain: pd.DataFrame, in_force: list[Objective | None]
) -> pd.DataFrame:
    """The weeks; for a pace, each with the sum from the objective's first day to the end of the week."""
    weeks = plain.copy()
    for index, objective in enumerate(in_force):
        if objective is None or objective.mode != "pace" or objective.valid_to is None:
            continue
        sunday = weeks["period"].iloc[index].date() + timedelta(days=6)
        span = replace(scope, since=objective.valid_from, until=min(sunday, objective.valid_to))
        rows = run_filled(store, kpi, span, grain="all", spread=False)
        rows = rows_of(rows, scope.brands[0])
        for name in ("value", "n", "low", "high", "state", "covered_days", "days"):
            weeks.loc[index, name] = rows.iloc[-1][name] if len(rows) else ("missing" if name == "state" else None)
    return weeks


def _verdict(figure: Figure, objective: Objective | None, target: Target | None, kpi: Kpi, count: int) -> Verdict:
    absence = absence_of(figure, kpi)
    if absence is not None and (objective is None or (target is None and not objective.is_followed)):
        return Verdict("none", absence)
    if objective is None or objective.mode == "followed":
        return Verdict("none", sentence("Followed, without an objective."))
    if objective.mode == "out_of_scope":
        return Verdict("none", sentence("Outside the perimeter of the role: shown without a verdict."))
    if target is None and count < BASELINE_WEEKS:
        reason = sentence(
            "The baseline is being established ({count} of {weeks} weeks).", count=count, weeks=BASELINE_WEEKS
        )
        return Verdict("none", reason)
    return verdict_of(figure, target, kpi)


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
