"""What a day of a daily series is expected to count, from the twelve weeks before it. Pure, vectorised over series.

A count is seen on a scale where its spread does not depend on its size: the square root for things that arrive one by
one, y = √(x + ⅜), and the logarithm for copies, which multiply, y = log(x + 1). There the ordinary days of the window
are described by

    the weekdays   the mean of each day of the week, less that of all days
    a drift        the least-squares slope of what remains, so that growth and season are not news
    a level        the mean of the last 21 of them, brought to the day by the drift
    a spread       the standard deviation of what remains

What remains of medians is cut at three robust deviations (1.4826 · MAD) before anything is averaged, so that a bad day
moves none of them.

    known days     weekdays                                    drift
    56             each day of the week                        yes
    28 to 55       working days, and Saturdays with Sundays    no
    14 to 27       none                                        no
    under 14       not evaluated: the history is too short

A short history is uncertain itself: the spread is widened by Student's t and by the number of days averaged, relative to
a window of twelve full weeks. It is never under that of independent arrivals: ½ on the root, 1 / √(x + 1) on the
logarithm, 0.2 at least. Where the level grows, past spreads are brought to its present size.

Sources: F. J. Anscombe, Biometrika 35 (1948) 246–254 (the root); P. J. Huber, E. M. Ronchetti, Robust Statistics, 2009
(cutting what remains); A. Noufaily et al., Statistics in Medicine 32 (2013) 1206–1222 (trend, past outbreaks excluded).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

WEEKS = 12
HORIZON = 7 * WEEKS  # calendar days back
WHOLE, PARTLY, LEAST_HISTORY = 56, 28, 14  # known days that the models of 7, 2 and 1 medians need
LEVEL_DAYS = 21
LEAST_PER_DAY = 4  # days of one kind that a median needs
CUT = 3.0  # robust deviations
MAD_TO_DEVIATION, POISSON_DEVIATION, LEAST_LOG_DEVIATION = 1.4826, 0.5, 0.2
MOST_GROWTH = 1.5
_TAIL = math.erfc(3.5 / math.sqrt(2)) / 2  # where a spike begins


@dataclass(frozen=True)
class Expectation:
    """Arrays over series. `middle`, `level` and `scale` on the scale of the series; NaN without a history.

    level: without the weekday. weekdays: 7 × series, what the weekdays of the window add, from its first day on.
    days: known ordinary days. medians: how many were fitted (7, 2 or 1; 0: not evaluated).
    """

    middle: NDArray[np.float64]
    level: NDArray[np.float64]
    weekdays: NDArray[np.float64]
    scale: NDArray[np.float64]
    days: NDArray[np.int64]
    medians: NDArray[np.int64]


def height(counts: NDArray, copies: NDArray) -> NDArray[np.float64]:
    """Counts on the scale of their series. `copies`: per series, whether they multiply."""
    return np.where(copies, np.log1p(counts), np.sqrt(counts + 0.375))


def count(heights: NDArray, copies: NDArray) -> NDArray[np.float64]:
    """The counts of heights; 0 at least."""
    bounded = np.clip(heights, 0, 300)
    return np.maximum(np.where(copies, np.expm1(bounded), bounded**2 - 0.375), 0)


def expect(window: NDArray, *, weekend: NDArray, copies: NDArray, since: NDArray) -> Expectation:
    """What is expected on the day after a window.

    `window`: 84 days × series of heights, NaN where unknown or out of the ordinary. `weekend`: of the first seven days.
    `since`: per series, the row of the window with which the present normal begins; the level is of days from it on.
    """
    known = ~np.isnan(window)
    days = known.sum(axis=0)
    by_weekday = window.reshape(WEEKS, 7, -1)
    per_weekday = known.reshape(WEEKS, 7, -1).sum(axis=0)
    medians = np.select(
        [days < LEAST_HISTORY, (days >= WHOLE) & (per_weekday[0] >= LEAST_PER_DAY), days >= PARTLY], [0, 7, 2], 1
    )
    weekdays = _weekdays(by_weekday, per_weekday, medians, weekend)
    plain = (by_weekday - weekdays).reshape(HORIZON, -1)
    recent = known & (back(known) <= LEVEL_DAYS) & (np.arange(HORIZON)[:, None] >= since)
    middle = median(np.where(recent, plain, np.nan))
    rest, drift, middle_day = _drift(plain - middle, known, has_drift=days >= WHOLE)
    # the medians of the weekdays, made means of what was cut
    more = np.where(medians == 7, rest.reshape(WEEKS, 7, -1).sum(axis=0) / np.maximum(per_weekday, 1), 0)
    rest = np.where(known, (rest.reshape(WEEKS, 7, -1) - more).reshape(HORIZON, -1), 0)
    weekdays = weekdays + more
    plain = (by_weekday - weekdays).reshape(HORIZON, -1)
    spread = np.sqrt((rest**2).sum(axis=0) / np.maximum(days, 1))
    averaged = np.maximum(recent.sum(axis=0), 1)
    ahead = plain - middle - drift * np.arange(-HORIZON, 0)[:, None]
    near = np.where(recent, np.clip(ahead, -CUT * spread, CUT * spread), 0)
    level = middle + near.sum(axis=0) / averaged
    then = np.maximum(level + drift * middle_day, POISSON_DEVIATION)
    growth = np.where(copies, 1, np.clip(level / then, 1, MOST_GROWTH))
    at = level + weekdays[0]
    floor = np.where(
        copies, np.maximum(LEAST_LOG_DEVIATION, np.exp(-np.clip(at, 0, 300) / 2)), POISSON_DEVIATION
    )  # 1 / √(x + 1), for y = log(x + 1)
    scale = np.maximum(spread * growth * _widening(days, averaged, per_weekday[0], medians), floor)
    scale = np.where(medians == 0, np.nan, scale)
    return Expectation(at, level, weekdays, scale, days, medians)


def median(values: NDArray) -> NDArray[np.float64]:
    """Medians down the first axis, ignoring NaN; NaN where there is none. (np.nanmedian takes ten times longer.)"""
    ordered = np.sort(values, axis=0)  # NaN come last
    known = (~np.isnan(values)).sum(axis=0)
    low, high = np.maximum(known - 1, 0) // 2, np.minimum(known // 2, len(values) - 1)
    pair = np.take_along_axis(ordered, np.stack([low, high]), axis=0)
    return (pair[0] + pair[1]) / 2


def _weekdays(by_weekday: NDArray, per_weekday: NDArray, medians: NDArray, weekend: NDArray) -> NDArray:
    """What each day of the week, or each kind of day, adds to the median of all days."""
    middle = median(by_weekday.reshape(HORIZON, -1))
    each = median(by_weekday) - middle
    found = np.where((medians == 7) & (per_weekday >= LEAST_PER_DAY - 1), each, 0)
    few = np.flatnonzero(medians == 2)
    if len(few):
        for kind in (weekend, ~weekend):
            of_kind = by_weekday[:, kind][:, :, few].reshape(-1, len(few))
            enough = (~np.isnan(of_kind)).sum(axis=0) >= LEAST_PER_DAY
            added = np.where(enough, median(of_kind) - middle[few], 0)
            found[np.ix_(np.flatnonzero(kind), few)] = added
    return found


def _drift(rest: NDArray, known: NDArray, *, has_drift: NDArray) -> tuple[NDArray, NDArray, NDArray]:
    """What remains after a straight line, its slope per day, and the middle day that it turns on (days before now)."""
    middle = median(rest)
    cut = CUT * np.maximum(MAD_TO_DEVIATION * median(np.abs(rest - middle)), 0.15)
    rest = np.clip(rest, middle - cut, middle + cut)
    size = np.maximum(known.sum(axis=0), 1)
    day = np.arange(-HORIZON, 0)[:, None]
    middle_day = np.where(known, day, 0).sum(axis=0) / size
    rest = np.where(known, rest, 0)
    rest = np.where(known, rest - rest.sum(axis=0) / size, 0)
    steps = np.where(known, day - middle_day, 0)
    slope = np.where(has_drift, (steps * rest).sum(axis=0) / np.maximum((steps**2).sum(axis=0), 1), 0)
    return rest - slope * steps, slope, middle_day


def _widening(days: NDArray, averaged: NDArray, same_weekday: NDArray, medians: NDArray) -> NDArray:
    of_weekday = np.select([medians == 7, medians == 2], [1 / np.maximum(same_weekday, 1), 0.1], 0)
    uncertain = np.sqrt(1 + 1 / averaged + of_weekday)
    full = np.sqrt(1 + 1 / LEVEL_DAYS + 1 / WEEKS)
    students = _students()
    return np.maximum(students[np.minimum(days, HORIZON)] / students[HORIZON] * uncertain / full, 1)


@cache
def _students() -> NDArray[np.float64]:
    """Student's quantile where a spike begins, by the number of days."""
    degrees = np.maximum(np.arange(HORIZON + 1) - 1, 2)
    from scipy.special import stdtrit  # its import is heavy

    return -stdtrit(degrees, _TAIL)


def back(known: NDArray) -> NDArray:
    """Of each row, how many known days there are from it to the end, itself included."""
    return np.cumsum(known[::-1], axis=0)[::-1]
