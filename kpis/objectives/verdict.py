"""The verdict of a figure against a target, as pure functions. Rules: docs/statistics.md, "Verdicts".

Status: met · near (within the tolerance) · behind · undecided (the interval contains the target) · none (no verdict,
with a reason). A stretch objective is evaluated by progress from the baseline: met from 0.7 on, near from 0.4 on.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from data.sentences import Sentence, sentence
from kpis.catalogue import Kpi
from kpis.engine.figure import LEAST_SAMPLE, Figure
from kpis.objectives.objectives import STEPS, Objective

STRETCH_MET, STRETCH_NEAR = 0.7, 0.4  # share of the way from the baseline to a stretch target
TOLERANCE = 0.05  # of |target|
TOLERANCE_POINTS = 2.0  # for shares and scores
TOLERANCE_RATE = 0.2  # of |target|, the most for a share: with two points, a loss would be near a growth of 1 %
ROUNDING = 1e-9  # relative: sums of floating-point numbers differ with their order


@dataclass(frozen=True)
class Verdict:
    status: str
    reason: Sentence | None = None


@dataclass(frozen=True)
class Target:
    """A target in the scale of the KPI's values (0.95 for 95 %).

    `high`: the upper end of a range. `baseline`: from which progress is counted. `total`: for a pace, the target of its
    last day, while `value` is that of the period's end.
    """

    value: float
    high: float | None
    tolerance: float
    baseline: float | None = None
    is_stretch: bool = False
    total: float | None = None


def target_of(
    objective: Objective, kpi: Kpi, *, baseline: float | None, days_since_baseline: int, elapsed: float = 1.0
) -> Target | None:
    """The target of an objective; None when it has none, or its baseline is still unknown.

    `elapsed`: for a pace, the share of its days that are over at the end of the period.
    """
    if objective.is_followed or objective.target is None:
        return None
    unit, start = _unit(kpi), baseline if _known(baseline) else None
    if objective.mode in ("absolute", "range", "pace"):
        total = objective.target / unit
        value = total * elapsed if objective.mode == "pace" else total
        high = None if objective.target_high is None else objective.target_high / unit
        return Target(
            value,
            high,
            tolerance(objective, kpi, value),
            start,
            objective.is_stretch,
            total if objective.mode == "pace" else None,
        )
    if start is None:
        return None
    steps = max(0.0, days_since_baseline) / STEPS[objective.per] if objective.per else 1.0
    if objective.mode == "baseline_percent":
        # +20 % is an increase from a negative baseline too
        value = start + abs(start) * ((1 + objective.target / 100) ** steps - 1)
    else:
        value = start + objective.target * steps / unit
    return Target(value, None, tolerance(objective, kpi, value), start, objective.is_stretch)


def tolerance(objective: Objective, kpi: Kpi, value: float) -> float:
    """The shortfall that is still near, in the scale of the KPI's values.

    The objective's own; else 2 points for scores and shares (for a small share a fifth of the target); else 5 % of the
    target.
    """
    if objective.tolerance is not None:
        return objective.tolerance / _unit(kpi)
    if kpi.unit == "percent":
        return min(TOLERANCE_POINTS / _unit(kpi), TOLERANCE_RATE * abs(value))
    if kpi.unit == "points":
        return TOLERANCE_POINTS
    return TOLERANCE * abs(value)


def verdict_of(figure: Figure, target: Target | None, kpi: Kpi) -> Verdict:
    """The verdict of a figure; none without a target, a value, complete coverage or a sufficient sample."""
    if target is None:
        return Verdict("none")
    if kpi.better == "context":
        return Verdict("none", sentence("Followed, without an objective."))
    reason = _without_verdict(figure, kpi)
    if reason is not None:
        return Verdict("none", reason)
    assert figure.value is not None
    required = _required(target, kpi.better)
    low, high = figure.low, figure.high
    bounds = [required.value] if required.high is None else [required.value, required.high]
    if _known(low) and _known(high) and any(low < bound < high for bound in bounds):
        return Verdict("undecided", sentence("The 95% interval contains the target: the sample is not conclusive."))
    gap = shortfall(figure.value, required, kpi.better)
    rounding = ROUNDING * max(abs(required.value), abs(figure.value))
    if gap <= rounding:
        return Verdict("met")
    return Verdict("near" if gap <= required.tolerance + rounding else "behind")


def progress(value: float | None, target: Target | None, better: str) -> float | None:
    """The share of the way from the baseline to the target; None where it is not defined.

    It is not for a range or a pace, nor where the target is worse than the baseline or within the tolerance of it: the
    quotient would change its sign or divide by almost 0.
    """
    if (
        better not in ("higher", "lower")
        or target is None
        or target.high is not None
        or target.total is not None
        or not (_known(value) and _known(target.baseline))
    ):
        return None
    way = target.value - target.baseline  # type: ignore[operator]
    ahead = way if better == "higher" else -way
    if ahead <= target.tolerance + ROUNDING * max(abs(target.value), abs(target.baseline)):  # type: ignore[arg-type]
        return None
    return (value - target.baseline) / way  # type: ignore[operator]


def _required(target: Target, better: str) -> Target:
    """What counts as met: the target itself; for a stretch one with a defined progress, 0.7 of the way to it."""
    if not target.is_stretch or progress(target.value, target, better) is None:
        return target
    assert target.baseline is not None
    way = target.value - target.baseline
    return replace(target, value=target.baseline + STRETCH_MET * way, tolerance=(STRETCH_MET - STRETCH_NEAR) * abs(way))


def shortfall(value: float, target: Target, better: str) -> float:
    """How far a value falls short of its target; zero or less when the target is met."""
    if better == "range" or target.high is not None:
        high = target.value if target.high is None else target.high
        return max(target.value - value, value - high)
    return value - target.value if better == "lower" else target.value - value


def _without_verdict(figure: Figure, kpi: Kpi) -> Sentence | None:
    if not _known(figure.value):
        if _known(figure.n):
            return sentence("No figure: the files that cover this period contain nothing to compute it from.")
        return sentence("No figure: the uploads do not cover this period.")
    if figure.state == "running":
        return sentence("The period is not over: no verdict yet.")
    if figure.state == "partial":
        return sentence("Some days of the period are not covered: no verdict.")
    if kpi.interval != "none" and _known(figure.n) and figure.n < LEAST_SAMPLE:
        return sentence(
            "A sample of {n} is too small for a verdict (at least {least}).", n=int(figure.n), least=LEAST_SAMPLE
        )
    return None


def _unit(kpi: Kpi) -> float:
    """The divisor of a number as people write it. (70 / 100 is exactly the float of 7 / 10; 70 * 0.01 is not.)"""
    return 100.0 if kpi.unit == "percent" else 1.0


def _known(value: float | None) -> bool:
    return value is not None and not math.isnan(value)
