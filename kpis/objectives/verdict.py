"""The verdict of a figure against a target, as pure functions. Rules: docs/statistics.md, "Verdicts".

Status: met · near (within the tolerance) · behind · undecided (the interval contains the target) · none (no verdict,
with a reason). A stretch objective is evaluated by progress from the baseline: met from 0.7 on, near from 0.4 on.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from data.sentences import Sentence, sentence
from kpis.catalogue import Kpi
from kpis.engine.figure import LEAST_SAMPLE, Figure, is_known
from kpis.objectives.absence import without_verdict
from kpis.objectives.objectives import STEPS, Objective

YEAR = 365.25  # days after the baseline's weeks, beyond which a target of so much a month grows no more
STRETCH_MET, STRETCH_NEAR = 0.7, 0.4  # share of the way from the baseline to a stretch target
TOLERANCE = 0.05  # of |target|
TOLERANCE_POINTS = 2.0  # for shares and scores
TOLERANCE_RATE = 0.2  # of |target|, the most for a share: with two points, a loss would be near a growth of 1 %
ROUNDING = 1e-9  # relative: sums of floating-point numbers differ with their order


@dataclass(frozen=True)
class Verdict:
    """`is_to_mend`: the objective cannot hold; `reason` says what would."""

    status: str
    reason: Sentence | None = None
    is_to_mend: bool = False


@dataclass(frozen=True)
class Target:
    """A target in the scale of the KPI's values (0.95 for 95 %).

    `high`: the upper end of a range. `baseline`: from which progress is counted. `total`: for a pace, the target of its
    last day, while `value` is that of the period's end. `least`, `most`: of a target above a baseline, which is itself
    an estimate, the 95 % interval of the target.
    """

    value: float
    high: float | None
    tolerance: float
    baseline: float | None = None
    is_stretch: bool = False
    total: float | None = None
    least: float | None = None
    most: float | None = None


def target_of(
    objective: Objective,
    kpi: Kpi,
    *,
    baseline: float | None,
    days_since_baseline: float,
    elapsed: float = 1.0,
    interval: tuple[float, float] | None = None,
) -> Target | None:
    """The target of an objective; None when it has none, or its baseline is still unknown.

    A target above a baseline stays inside the KPI's bounds, and is a whole number where the KPI's values are.
    `elapsed`: for a pace, the share of its days that are over at the end of the period. `interval`: of the baseline.
    """
    if objective.is_followed or objective.target is None:
        return None
    unit, start = _unit(kpi), baseline if is_known(baseline) else None
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
    steps = min(max(0.0, days_since_baseline), YEAR) / STEPS[objective.per] if objective.per else 1.0
    low, high = (bound / unit for bound in kpi.bounds)
    inside = [min(max(_above(objective, unit, one, steps), low), high) for one in (start, *(interval or ()))]
    value, least, most = inside if interval else (*inside, None, None)
    whole = _whole(value, start, kpi) if kpi.is_whole else value
    size = tolerance(objective, kpi, whole)
    return Target(whole, None, size, start, objective.is_stretch, least=least, most=most)


def _above(objective: Objective, unit: float, start: float, steps: float) -> float:
    """So much above a baseline."""
    assert objective.target is not None
    if objective.mode == "baseline_percent":
        # +20 % is an increase from a negative baseline too
        return start + abs(start) * ((1 + objective.target / 100) ** steps - 1)
    return start + objective.target * steps / unit


def _whole(value: float, start: float, kpi: Kpi) -> float:
    """The nearest whole number, of two the one that is easier to reach; but at least one away from the baseline where
    the target itself is beyond it: 20 % more than 2 is 3."""
    lower = kpi.better == "lower"
    whole = float(math.floor(value + 0.5) if lower else math.ceil(value - 0.5))
    if lower:
        return min(whole, math.ceil(start) - 1.0) if value < start - ROUNDING and whole >= start else whole
    return max(whole, math.floor(start) + 1.0) if value > start + ROUNDING and whole <= start else whole


def cannot_hold(objective: Objective, kpi: Kpi, *, baseline: float | None) -> Sentence | None:
    """Why no figure could ever be judged by this objective, and what would hold; None where it can be.

    `baseline`: in the scale of the KPI's values; None while it is unknown.
    """
    if objective.is_followed or objective.target is None:
        return None
    if objective.mode == "baseline_percent" and baseline == 0:
        return sentence("The baseline is 0, and any percentage of 0 is 0: set a figure instead (mode absolute).")
    is_fixed = objective.mode in ("absolute", "range", "pace")
    values = [one for one in (objective.target, objective.target_high) if is_fixed and one is not None]
    if not is_fixed and is_known(baseline) and objective.per is None and objective.is_signed:
        values = [round(_above(objective, _unit(kpi), baseline, 1.0) * _unit(kpi), 9)]  # type: ignore[arg-type]
    low, high = kpi.bounds
    for value in values:
        if value < low or (value > high and objective.mode != "pace"):
            return sentence(
                "The target {target} is outside the possible values of this KPI: set one from {low} to {high}.",
                target=plain(value),
                low=plain(low),
                high=plain(high),
            )
        if is_fixed and kpi.is_whole and value != math.floor(value):
            return sentence(
                "The target {target} is not a whole number, and this KPI has no others: set {below} or {above}.",
                target=plain(value),
                below=math.floor(value),
                above=math.ceil(value),
            )
    return None


def plain(value: float) -> float | str:
    """Rounded to 9 decimals; a whole number as int, infinity as its sign."""
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    rounded = round(float(value), 9)
    return int(rounded) if rounded.is_integer() else rounded


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
    """The verdict of a figure; none without a target, a value, complete coverage or a sufficient sample.

    A sum that is already beyond its target is decided, whatever the days that are not covered held.
    """
    if target is None:
        return Verdict("none")
    if kpi.better == "context":
        return Verdict("none", sentence("Followed, without an objective."))
    reason = without_verdict(figure, kpi)
    if reason is None:
        return _decided(figure, target, kpi)
    if figure.is_not_reached and _is_surely_behind(figure, target, kpi):
        return Verdict("behind", reason)
    if figure.state == "partial" and is_known(figure.value) and _only_grows(kpi):
        found = _decided(figure, target, kpi)
        if found.status == _certain(figure.value, target, kpi):  # type: ignore[arg-type]
            return found
    return Verdict("none", reason)


def _is_surely_behind(figure: Figure, target: Target, kpi: Kpi) -> bool:
    """Whether a duration that is not reached misses its target whatever becomes of the open cases."""
    if not is_known(figure.least) or not is_known(figure.n) or kpi.better != "lower":
        return False
    if kpi.class_ == "median" and figure.n < LEAST_SAMPLE:  # type: ignore[operator]
        return False
    required = _required(target, kpi.better)
    limit = max(required.value + required.tolerance, required.most or required.value)
    return figure.least > limit + ROUNDING * abs(limit)  # type: ignore[operator]


def _only_grows(kpi: Kpi) -> bool:
    """Whether more days can only add to the figure."""
    return kpi.class_ in ("flow", "distinct") and kpi.bounds[0] >= 0


def _certain(value: float, target: Target, kpi: Kpi) -> str | None:
    """The status that a figure which only grows keeps, once it has it; None where it may lose any."""
    if target.high is not None:
        return "behind" if value > target.high else None
    return "behind" if kpi.better == "lower" else "met"


def _decided(figure: Figure, target: Target, kpi: Kpi) -> Verdict:
    assert figure.value is not None
    required = _required(target, kpi.better)
    gap = shortfall(figure.value, required, kpi.better)
    rounding = ROUNDING * max(abs(required.value), abs(figure.value))
    if target.least is not None and target.most is not None:
        low, high = _difference(figure, required)
        if low < 0 < high:
            return Verdict("undecided", _WITHIN_CHANCE)
    # a count against a fixed number: what is reached is reached; a sum of own days has no interval
    elif target.total is None and not (kpi.interval == "count" and gap <= rounding):
        low, high = _ends(figure)
        bounds = [required.value] if required.high is None else [required.value, required.high]
        if is_known(low) and is_known(high) and any(low < bound < high for bound in bounds):
            return Verdict("undecided", _CONTAINED)
    if gap <= rounding:
        return Verdict("met")
    return Verdict("near" if gap <= required.tolerance + rounding else "behind")


def _ends(figure: Figure) -> tuple[float | None, float | None]:
    """The ends of the interval; of a median of which cases are open, an end that is not reached is anywhere."""
    if figure.ended is None:
        return figure.low, figure.high
    return (
        figure.low if is_known(figure.low) else -math.inf,
        figure.high if is_known(figure.high) else math.inf,
    )


_CONTAINED = sentence("The 95% interval contains the target: the sample is not conclusive.")
_WITHIN_CHANCE = sentence(
    "The distance from the target is within chance: the figure varies from week to week, and so did its baseline."
)


def _difference(figure: Figure, target: Target) -> tuple[float, float]:
    """The 95 % interval of the figure less its target, the halves of both intervals joined as Newcombe does."""
    low, high = _ends(figure)
    if figure.ended is not None:  # what varies within a week varies between weeks too: the baseline's interval has it
        low, high = (one if math.isinf(one) else figure.value for one in (low, high))  # type: ignore[arg-type]
    low = low if is_known(low) else figure.value
    high = high if is_known(high) else figure.value
    gap = figure.value - target.value  # type: ignore[operator]
    down = math.hypot(figure.value - low, target.most - target.value)  # type: ignore[operator]
    up = math.hypot(high - figure.value, target.value - target.least)  # type: ignore[operator]
    return gap - down, gap + up


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
        or not (is_known(value) and is_known(target.baseline))
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
    value = target.baseline + STRETCH_MET * way
    moved = {
        name: getattr(target, name) + value - target.value
        for name in ("least", "most")
        if getattr(target, name) is not None
    }
    return replace(target, value=value, tolerance=(STRETCH_MET - STRETCH_NEAR) * abs(way), **moved)


def shortfall(value: float, target: Target, better: str) -> float:
    """How far a value falls short of its target; zero or less when the target is met.

    Of a KPI with a range, a target of one number is the least.
    """
    if target.high is not None:
        return max(target.value - value, value - target.high)
    return value - target.value if better == "lower" else target.value - value


def _unit(kpi: Kpi) -> float:
    """The divisor of a number as people write it. (70 / 100 is exactly the float of 7 / 10; 70 * 0.01 is not.)"""
    return 100.0 if kpi.unit == "percent" else 1.0
