"""A figure against its objective: one pure function. Rules: kpi-catalogue of the docs, §3.

Status: met · near (within the tolerance) · behind · undecided (the interval contains the target) · none (no verdict,
and why). A stretch objective is judged by its progress from the baseline: met from 0.7 on, near from 0.4 on.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from data.sentences import Sentence, sentence
from kpis.catalogue import Kpi
from kpis.engine.figure import LEAST_SAMPLE, Figure
from kpis.objectives.objectives import STEPS, Objective

STRETCH_MET, STRETCH_NEAR = 0.7, 0.4  # of the way from the baseline to a stretch target
TOLERANCE = 0.05  # of |target|
TOLERANCE_POINTS = 2.0  # for shares and scores
TOLERANCE_RATE = 0.2  # of |target|, at most: of a growth of 1 %, two points would forgive a loss
ROUNDING = 1e-9  # of the figures compared: what the order of floating-point sums may differ by


@dataclass(frozen=True)
class Verdict:
    status: str
    reason: Sentence | None = None


@dataclass(frozen=True)
class Target:
    """What is to be reached, in the scale of the KPI's values (0.95 for 95 %).

    `high`: the upper end of a range. `baseline`: where progress is counted from. `total`: of a pace, what is to be reached
    by its end, while `value` is what is to be reached by now.
    """

    value: float
    high: float | None
    tolerance: float
    baseline: float | None = None
    is_stretch: bool = False
    total: float | None = None


def target(
    objective: Objective, kpi: Kpi, *, baseline: float | None, days_since_baseline: int, elapsed: float = 1.0
) -> Target | None:
    """The target in force; None when nothing is to be reached, or the baseline is still unknown.

    `elapsed`: for a pace, the share of its days that are over by the end of the period judged.
    """
    if objective.is_followed or objective.target is None:
        return None
    unit, start = _unit(kpi), baseline if _known(baseline) else None
    if objective.mode in ("absolute", "range", "pace"):
        total = objective.target / unit
        value = total * elapsed if objective.mode == "pace" else total
        high = None if objective.target_high is None else objective.target_high / unit
        return Target(
            value, high, tolerance(objective, kpi, value), start, objective.is_stretch,
            total if objective.mode == "pace" else None,
        )  # fmt: skip
    if start is None:
        return None
    steps = max(0.0, days_since_baseline) / STEPS[objective.per] if objective.per else 1.0
    if objective.mode == "baseline_percent":
        # of a negative baseline too, +20 % is more
        value = start + abs(start) * ((1 + objective.target / 100) ** steps - 1)
    else:
        value = start + objective.target * steps / unit
    return Target(value, None, tolerance(objective, kpi, value), start, objective.is_stretch)


def tolerance(objective: Objective, kpi: Kpi, value: float) -> float:
    """What still counts as near: the objective's own, else 2 points for shares (of a small one a fifth) and scores, else 5 %
    of the target."""
    if objective.tolerance is not None:
        return objective.tolerance / _unit(kpi)
    if kpi.unit == "percent":
        return min(TOLERANCE_POINTS / _unit(kpi), TOLERANCE_RATE * abs(value))
    if kpi.unit == "points":
        return TOLERANCE_POINTS
    return TOLERANCE * abs(value)


def judge(figure: Figure, aim: Target | None, kpi: Kpi) -> Verdict:
    """The verdict of a figure. No verdict without target, value, whole coverage or a sufficient sample."""
    if aim is None:
        return Verdict("none")
    if kpi.better == "context":
        return Verdict("none", sentence("Followed, without an objective."))
    why = _unjudged(figure, kpi)
    if why is not None:
        return Verdict("none", why)
    assert figure.value is not None
    asked = _asked(aim, kpi.better)
    low, high = figure.low, figure.high
    bounds = [asked.value] if asked.high is None else [asked.value, asked.high]
    if _known(low) and _known(high) and any(low < bound < high for bound in bounds):
        return Verdict("undecided", sentence("The 95% interval contains the target: the sample is not conclusive."))
    gap = shortfall(figure.value, asked, kpi.better)
    rounding = ROUNDING * max(abs(asked.value), abs(figure.value))
    if gap <= rounding:
        return Verdict("met")
    return Verdict("near" if gap <= asked.tolerance + rounding else "behind")


def progress(value: float | None, aim: Target | None, better: str) -> float | None:
    """The share of the way from the baseline to the target; None where it means nothing.

    A target that is no better than the baseline, or within its tolerance of it, would divide by nothing or turn the sign; a
    range and a pace have no way to go.
    """
    if (
        better not in ("higher", "lower")
        or aim is None
        or aim.high is not None
        or aim.total is not None
        or not (_known(value) and _known(aim.baseline))
    ):
        return None
    way = aim.value - aim.baseline  # type: ignore[operator]
    ahead = way if better == "higher" else -way
    if ahead <= aim.tolerance + ROUNDING * max(abs(aim.value), abs(aim.baseline)):  # type: ignore[arg-type]
        return None
    return (value - aim.baseline) / way  # type: ignore[operator]


def _asked(aim: Target, better: str) -> Target:
    """What counts as met: the target; of a stretch one whose progress means something, seven tenths of the way."""
    if not aim.is_stretch or progress(aim.value, aim, better) is None:
        return aim
    assert aim.baseline is not None
    way = aim.value - aim.baseline
    return replace(aim, value=aim.baseline + STRETCH_MET * way, tolerance=(STRETCH_MET - STRETCH_NEAR) * abs(way))


def shortfall(value: float, aim: Target, better: str) -> float:
    """How far a value is from its target, on the wrong side of it; zero or less when it is reached."""
    if better == "range" or aim.high is not None:
        high = aim.value if aim.high is None else aim.high
        return max(aim.value - value, value - high)
    return value - aim.value if better == "lower" else aim.value - value


def _unjudged(figure: Figure, kpi: Kpi) -> Sentence | None:
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
    """What people's figures are divided by: 70 % is 70 / 100, the very number that 7 of 10 gives."""
    return 100.0 if kpi.unit == "percent" else 1.0


def _known(value: float | None) -> bool:
    return value is not None and not math.isnan(value)
