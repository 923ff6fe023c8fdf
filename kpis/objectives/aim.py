"""What an objective aims at: one target in the KPI's own unit and the day from which it stands, and the way back.

A target above a baseline is kept as an increment ("2 points a quarter"); what one signs is where it leads ("48.9 %").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from data.store import Store
from kpis.catalogue import Kpi, catalogue, counts_verdicts
from kpis.engine.figure import is_known
from kpis.engine.scope import Scope
from kpis.objectives.objectives import STEPS, Objective
from kpis.objectives.verdict import YEAR, Target, target_of
from kpis.objectives.weekly_verdicts import evaluate

WEEKS = 52  # of a rehearsal
WEEK = timedelta(days=7)
DIGITS = 9  # of an increment that was worked out


@dataclass(frozen=True)
class Aim:
    """`value`, `high`: as people write them in the KPI's unit (48.9 for 48.9 %). `day`: when a growing target stops
    growing; None for one that holds from the first day on."""

    value: float
    high: float | None
    day: date | None


@dataclass(frozen=True)
class Rehearsal:
    """An aim held against the past weeks. `weeks`: oldest first, with a status each; `targets`: of each week.

    `met` of the `judged` weeks would have met it; `covered` of the WEEKS weeks have a figure.
    """

    weeks: pd.DataFrame
    statuses: tuple[str, ...]
    targets: tuple[Target | None, ...]

    @property
    def covered(self) -> int:
        return int(self.weeks["value"].notna().sum())

    @property
    def judged(self) -> int:
        return sum(status != "none" for status in self.statuses)

    @property
    def met(self) -> int:
        return self.statuses.count("met")


def aim_of(one: Objective, kpi: Kpi, *, baseline: float | None, until: date | None) -> Aim | None:
    """Where an objective leads; None while it has no target, or its baseline is unknown.

    `baseline`: in the scale of the KPI's values. `until`: the last day of its weeks.
    """
    target = target_of(one, kpi, baseline=baseline, days_since_baseline=_days(one, until))
    if target is None:
        return None
    total = target.total if target.total is not None else target.value
    return Aim(_written(total, kpi), None if target.high is None else _written(target.high, kpi), stops(one, until))


def stops(one: Objective, until: date | None) -> date | None:
    """The day on which a growing target stops growing: a year after its baseline, or its own last day."""
    if one.per is None or not one.mode.startswith("baseline") or until is None:
        return one.valid_to if one.mode == "pace" else None
    last = until + timedelta(days=round(YEAR))
    return min(last, one.valid_to) if one.valid_to else last


def aimed(one: Objective, kpi: Kpi, value: float, *, baseline: float | None, until: date | None) -> Objective:
    """The objective that leads to another target, in the KPI's unit as people write it.

    An increment stays one of its kind; where none leads there (a percentage of nothing), the target becomes fixed.
    """
    if not one.mode.startswith("baseline"):
        return replace(one, target=value)
    steps = _days(one, until) / STEPS[one.per] if one.per else 1.0
    if is_known(baseline) and steps > 0:
        start = _written(float(baseline), kpi)  # type: ignore[arg-type]
        if one.mode == "baseline_points":
            return replace(one, target=round((value - start) / steps, DIGITS))
        growth = 1 + (value - start) / abs(start) if start else 0.0
        if growth > 0:
            return replace(one, target=round((growth ** (1 / steps) - 1) * 100, DIGITS))
    return replace(one, mode="absolute", target=value, per=None)


def rehearse(store: Store, one: Objective, aim: Aim | None, *, brand: str, today: date) -> Rehearsal | None:
    """The last WEEKS whole weeks of a brand, each judged by the aim as if it had held then; None for a pace or without
    an aim, and for a KPI that counts the verdicts of the others."""
    kpi = catalogue()[one.kpi]
    if aim is None or one.mode == "pace" or counts_verdicts(kpi.id):
        return None
    monday = today - timedelta(days=today.weekday()) - WEEK
    scope = Scope(monday - WEEK * (WEEKS - 1), monday + WEEK - timedelta(days=1), (brand,), today=today, role=one.role)
    then = replace(
        one,
        brand=None,
        mode="range" if aim.high is not None else "absolute",
        target=aim.value,
        target_high=aim.high,
        per=None,
        valid_from=scope.since,
        valid_to=None,
    )
    found = evaluate(store, kpi, scope, (then,), channel=one.channel, given=today)
    return Rehearsal(found.weeks, tuple(one.status for one in found.verdicts), tuple(found.targets))


def _days(one: Objective, until: date | None) -> float:
    """The days over which a growing target grows."""
    last = stops(one, until)
    return max(0.0, float((last - until).days)) if last is not None and until is not None else YEAR


def _written(value: float, kpi: Kpi) -> float:
    return round(value * 100, DIGITS) if kpi.unit == "percent" else value


def brand_of(one: Objective, own: Sequence[str], brands: Sequence[str]) -> str | None:
    """The brand that an objective is rehearsed on: its own, else our first one, else the first known."""
    return one.brand or next(iter([*own, *brands]), None)
