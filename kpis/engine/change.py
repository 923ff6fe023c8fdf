"""The change of a figure between two periods, and whether chance explains it. Tests: docs/statistics.md."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kpis.catalogue import Kpi
from kpis.engine import statistics
from kpis.engine.figure import LEAST_SAMPLE, Figure

SMALL_BASE = 10  # from a lower count no percentage is computed
# smaller changes are not significant
DEAD_BAND = 0.05  # of counts, as a share of the figure before
DEAD_BAND_POINTS = 1.0  # of shares and scores, in points
DEAD_BAND_STOCK = 0.001  # of stocks, which are a census: as a share of the figure before, above rounding


@dataclass(frozen=True)
class Change:
    """`relative`: a share of the figure before; None of a rate, or from a small or negative base.

    unit: percent (show `relative`) | points (show `difference`) | absolute (show `difference`).
    significant: chance does not explain it, and it exceeds the dead band.
    """

    difference: float
    relative: float | None
    unit: str
    significant: bool
    p: float | None = None  # two-sided; None: no test applies


def change(now: Figure, before: Figure, kpi: Kpi, *, counts: Sequence[float] = ()) -> Change | None:
    """The change from `before` to `now`; None when either figure is missing.

    `counts`: values of the KPI over earlier ordinary periods, for the dispersion of a count.
    """
    if not (_known(now.value) and _known(before.value)):
        return None
    difference = float(now.value - before.value)
    if kpi.unit in ("percent", "points"):
        return _of_rate(now, before, kpi, difference)
    if kpi.class_ == "median" and min(now.n or 0, before.n or 0) < LEAST_SAMPLE:
        return Change(difference, None, "absolute", significant=False)
    relative = difference / float(before.value) if before.value >= SMALL_BASE else None
    unit = "absolute" if relative is None or kpi.unit in ("days", "level") else "percent"
    if kpi.class_ == "stock":
        return Change(difference, relative, unit, _beyond(difference, DEAD_BAND_STOCK, before.value))
    if kpi.unit != "count":
        return Change(difference, relative, unit, _beyond(difference, DEAD_BAND, before.value))
    beyond = _beyond(difference, DEAD_BAND, before.value)
    if "followers" in kpi.needs:  # a census: nothing was drawn by chance
        return Change(difference, relative, unit, beyond)
    z = float(statistics.count_change(now.value, before.value, dispersion=statistics.overdispersion(counts)))
    p = _two_sided(z)
    return Change(difference, relative, unit, p < 0.05 and beyond, p)


def _of_rate(now: Figure, before: Figure, kpi: Kpi, difference: float) -> Change:
    """A share is tested by Newcombe's interval, a net score by its standard errors, another rate by its dead band."""
    points = round(abs(difference) * (100 if kpi.unit == "percent" else 1), 9)
    beyond = points >= DEAD_BAND_POINTS
    if kpi.interval in ("wilson", "census") and all(_is_share(one) for one in (now, before)):
        low, high = statistics.newcombe(now.value, now.n, before.value, before.n)
        # the half towards 0, so that p < 5 % exactly when the interval excludes 0
        error = float(difference - low if difference > 0 else high - difference) / statistics.Z95
        p = _two_sided(difference / error) if error > 0 else None
        return Change(difference, None, "points", bool(low > 0 or high < 0) and beyond, p)
    if kpi.interval == "net" and all(_known(one) for one in (now.low, now.high, before.low, before.high)):
        # the longer half: the other one may have been cut at ±100
        errors = [max(one.high - one.value, one.value - one.low) / statistics.Z95 for one in (now, before)]
        error = math.hypot(*errors)
        p = _two_sided(difference / error) if error > 0 else None
        return Change(difference, None, "points", p is not None and p < 0.05 and beyond, p)
    # the relative band is for small rates: of 0.06 % a tenth of a point would be more than the rate itself
    band = min(DEAD_BAND_POINTS / 10, DEAD_BAND * abs(float(before.value)) * (100 if kpi.unit == "percent" else 1))
    return Change(difference, None, "points", difference != 0 and points >= round(band, 9))


def _is_share(figure: Figure) -> bool:
    """Whether the value is a share of a known sample. (A conversion rate can exceed 1: more sales than visits.)"""
    return _known(figure.n) and 0 <= figure.value <= 1


def _beyond(difference: float, band: float, base: float) -> bool:
    return difference != 0 and abs(difference) >= band * abs(float(base))


def _two_sided(z: float) -> float:
    return math.erfc(abs(z) / math.sqrt(2))


def _known(value: float | None) -> bool:
    return value is not None and not math.isnan(value)
