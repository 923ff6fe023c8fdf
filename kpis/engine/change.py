"""The change of a figure from one period to another: how much, and whether chance explains it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kpis.catalogue import Kpi
from kpis.engine import statistics
from kpis.engine.figure import LEAST_SAMPLE, Figure

SMALL_BASE = 10  # a count that starts lower has no percentage
DEAD_BAND = 0.05  # of the figure before: a smaller change of a count is none
DEAD_BAND_POINTS = 1.0  # for shares and scores
DEAD_BAND_STOCK = 0.001  # a census: any change that is not a rounding


@dataclass(frozen=True)
class Change:
    """`relative` is a share of the figure before; None where that says nothing (a rate, a small or negative base).

    unit: percent (tell `relative`) | points (tell `difference`) | absolute (tell `difference`).
    significant: chance does not explain it, and it goes beyond the dead band.
    """

    difference: float
    relative: float | None
    unit: str
    significant: bool
    p: float | None = None  # two-sided; None: no test applies


def change(now: Figure, before: Figure, kpi: Kpi, *, counts: Sequence[float] = ()) -> Change | None:
    """None when either figure is missing. `counts`: the same KPI over ordinary earlier periods, for its dispersion."""
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
        # the half towards 0, so that p < 5 % just when the interval leaves 0 out
        error = float(difference - low if difference > 0 else high - difference) / statistics.Z95
        p = _two_sided(difference / error) if error > 0 else None
        return Change(difference, None, "points", bool(low > 0 or high < 0) and beyond, p)
    if kpi.interval == "net" and all(_known(one) for one in (now.low, now.high, before.low, before.high)):
        # the longer half: the other one may have been cut at ±100
        errors = [max(one.high - one.value, one.value - one.low) / statistics.Z95 for one in (now, before)]
        error = math.hypot(*errors)
        p = _two_sided(difference / error) if error > 0 else None
        return Change(difference, None, "points", p is not None and p < 0.05 and beyond, p)
    # of a rate of 0.06 % a tenth of a point would be everything
    band = min(DEAD_BAND_POINTS / 10, DEAD_BAND * abs(float(before.value)) * (100 if kpi.unit == "percent" else 1))
    return Change(difference, None, "points", difference != 0 and points >= round(band, 9))


def _is_share(figure: Figure) -> bool:
    """Whether it can be told as so many of n. (There may be more sales than visits.)"""
    return _known(figure.n) and 0 <= figure.value <= 1


def _beyond(difference: float, band: float, base: float) -> bool:
    return difference != 0 and abs(difference) >= band * abs(float(base))


def _two_sided(z: float) -> float:
    return math.erfc(abs(z) / math.sqrt(2))


def _known(value: float | None) -> bool:
    return value is not None and not math.isnan(value)
