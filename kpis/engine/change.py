"""The change of a figure between two periods, and whether chance explains it. Tests: docs/statistics.md."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from data.sentences import Sentence, sentence
from kpis.catalogue import Kpi
from kpis.engine import dispersion, statistics
from kpis.engine.breaks import Crossing
from kpis.engine.figure import LEAST_SAMPLE, Figure

SMALL_BASE = 10  # from a lower count no percentage is computed
# smaller changes are not significant
DEAD_BAND = 0.05  # of counts, as a share of the figure before
DEAD_BAND_POINTS = 1.0  # of shares and scores, in points
DEAD_BAND_STARS = 0.05  # of a mean of stars
DEAD_BAND_STOCK = 0.001  # of stocks, which are a census: as a share of the figure before, above rounding
LEVEL = 0.05  # of the tests
NO_HISTORY = sentence(
    "No arrow yet: how much this figure varies is known from {least} earlier whole periods on.",
    least=dispersion.LEAST_HISTORY,
)


@dataclass(frozen=True)
class Change:
    """`relative`: a share of the figure before; None of a rate, or from a small or negative base.

    unit: percent (show `relative`) | points (show `difference`) | absolute (show `difference`).
    significant: chance does not explain it, and it exceeds the dead band. `adjusted`: p, adjusted for the number of
    changes tested beside it (kpis/analysis/significance.py). `reason`: why it could not be tested. Where what is counted
    was redefined in between, nothing is compared: `difference` is NaN.
    """

    difference: float
    relative: float | None
    unit: str
    significant: bool
    p: float | None = None  # two-sided; None: no test applies
    adjusted: float | None = None
    reason: Sentence | None = None

    @property
    def is_compared(self) -> bool:
        """Whether there is a difference at all."""
        return not math.isnan(self.difference)


def not_compared(crossings: Sequence[Crossing]) -> Change | None:
    """What stands in place of a change across redefinitions, which names the latest; None without any."""
    if not crossings:
        return None
    return Change(math.nan, None, "absolute", significant=False, reason=crossings[0].not_compared)


def change(now: Figure, before: Figure, kpi: Kpi, *, periods: int = 1) -> Change | None:
    """The change from `before` to `now`; None when either figure is missing.

    `periods`: how many periods `before` is the mean of.
    """
    if not (_known(now.value) and _known(before.value)):
        return None
    difference = float(now.value - before.value)
    if kpi.unit in ("percent", "points", "stars"):
        return _of_rate(now, before, kpi, difference)
    if kpi.class_ == "median" and min(now.n or 0, before.n or 0) < LEAST_SAMPLE:
        return Change(difference, None, "absolute", significant=False)
    relative = difference / float(before.value) if before.value >= SMALL_BASE else None
    unit = "absolute" if relative is None or kpi.unit in ("days", "level") else "percent"
    if kpi.interval != "count":  # an amount, a stock, what we did ourselves: nothing was drawn by chance
        band = DEAD_BAND_STOCK if kpi.class_ == "stock" else DEAD_BAND
        return Change(difference, relative, unit, _beyond(difference, band, before.value))
    if not _known(now.spread):
        return Change(difference, relative, unit, significant=False, reason=NO_HISTORY)
    t = statistics.count_change(now.value, before.value, deviation=now.spread, periods=periods)
    p = float(statistics.two_sided(t, _degrees(now)))
    return Change(difference, relative, unit, p < LEVEL and _beyond(difference, DEAD_BAND, before.value), p)


def _of_rate(now: Figure, before: Figure, kpi: Kpi, difference: float) -> Change:
    """A share is tested by Newcombe's interval, a net score by its standard errors, another rate by its dead band."""
    points = round(abs(difference) * (100 if kpi.unit == "percent" else 1), 9)
    beyond = points >= (DEAD_BAND_STARS if kpi.unit == "stars" else DEAD_BAND_POINTS)
    unit = "absolute" if kpi.unit == "stars" else "points"
    is_share = kpi.interval in ("wilson", "clustered", "census") and all(_is_share(one) for one in (now, before))
    is_net = kpi.interval in ("net", "mean") and all(
        _known(one) for one in (now.low, now.high, before.low, before.high)
    )
    if (is_share or is_net) and not _known(now.spread):
        return Change(difference, None, unit, significant=False, reason=NO_HISTORY)
    if is_share:
        error = _error_of_a_share(now, before, difference)
    elif is_net:
        # the longer half: the other one may have been cut at ±100
        error = math.hypot(*(_error_of_a_score(one, now) for one in (now, before)))
    else:
        # the relative band is for small rates: of 0.06 % a tenth of a point would be more than the rate itself
        band = min(DEAD_BAND_POINTS / 10, DEAD_BAND * abs(float(before.value)) * (100 if kpi.unit == "percent" else 1))
        return Change(difference, None, unit, difference != 0 and points >= round(band, 9))
    p = float(statistics.two_sided(difference / error, _degrees(now))) if error > 0 else None
    return Change(difference, None, unit, p is not None and p < LEVEL and beyond, p)


def _error_of_a_share(now: Figure, before: Figure, difference: float) -> float:
    """The standard error of the difference of two shares, from the half of Newcombe's interval that lies towards 0.

    p is then under 5 % exactly when the interval excludes 0. Both shares vary as the present one does.
    """
    z = float(statistics.quantile(_degrees(now)))
    sizes = (now.n / now.spread, before.n / now.spread)  # type: ignore[operator]
    low, high = statistics.newcombe(now.value, sizes[0], before.value, sizes[1], z=z)
    return float(difference - low if difference > 0 else high - difference) / z


def _error_of_a_score(figure: Figure, now: Figure) -> float:
    """The standard error of a score; of one without a history of its own, widened as the present one is."""
    half = max(figure.high - figure.value, figure.value - figure.low)  # type: ignore[operator]
    if not _known(figure.spread):
        return half / statistics.Z95 * math.sqrt(now.spread)  # type: ignore[arg-type]
    return half / float(statistics.quantile(_degrees(figure)))


def _degrees(figure: Figure) -> float:
    return math.nan if figure.degrees is None else figure.degrees


def _is_share(figure: Figure) -> bool:
    """Whether the value is a share of a known sample. (A conversion rate can exceed 1: more sales than visits.)"""
    return _known(figure.n) and 0 <= figure.value <= 1


def _beyond(difference: float, band: float, base: float) -> bool:
    return difference != 0 and abs(difference) >= band * abs(float(base))


def _known(value: float | None) -> bool:
    return value is not None and not math.isnan(value)
