"""Rule G: which days of a daily series of counts are out of the ordinary. Pure, causal, vectorised over series.

On the scale y = √(x + ⅜), where the spread of a count does not depend on its size, a day is compared with the medians
of its history: z = (y − median) / s, s = max(1.4826 · MAD of the residuals · √(n / (n − k)), 0.5), k medians fitted on
n days; 0.5 is the spread of a Poisson count on this scale. The history is the last 56 known days of the 12 weeks before
the day, without spikes, so that a past crisis does not hide the next one. (Only spikes against the same weekday are
excluded: with a shorter history a weekly rhythm looks like spikes, and has to be learnt.)

    known days     the median of
    56             the same day of the week
    28 to 55       working days, or Saturdays and Sundays
    14 to 27       all days
    under 14       not evaluated: the history is too short

A day is to watch where z > 2.5 and a spike where z > 3.5, both only where its count is at least `least` and at least
1.5 times the expected one. Sources: B. Iglewicz, D. Hoaglin, How to detect and handle outliers, 1993 (median and MAD);
A. Noufaily et al., Statistics in Medicine 32 (2013) 1206–1222 (past outbreaks excluded, a least count).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import ArrayLike, NDArray

HORIZON = 84  # calendar days back: 12 weeks
WHOLE, PARTLY, LEAST_HISTORY = 56, 28, 14  # known days that the models of 7, 2 and 1 medians need
WATCH_Z, SPIKE_Z, CALM_Z = 2.5, 3.5, 2.0
LEAST_COUNT, LEAST_RATIO = 5, 1.5
MAD_TO_DEVIATION, POISSON_DEVIATION = 1.4826, 0.5
LEAST_PER_DAY = 4  # days of one kind that a median needs


@dataclass(frozen=True)
class Spikes:
    """Arrays of the shape of the counts. NaN where a day is unknown or its history too short.

    level: 0 ordinary, 1 to watch, 2 a spike. days: known ordinary days in the history.
    medians: how many medians were fitted (7, 2 or 1; 0: not evaluated).
    """

    expected: NDArray[np.float64]
    scale: NDArray[np.float64]
    z: NDArray[np.float64]
    level: NDArray[np.int8]
    days: NDArray[np.int16]
    medians: NDArray[np.int8]


def spikes(counts: ArrayLike, first_day: date, *, least: ArrayLike = LEAST_COUNT) -> Spikes:
    """Evaluate each day of one series, or of several (days × series), from `first_day` on. NaN: a day not covered.

    `least`: the count that a spike needs, one for all series or one per series.
    """
    array = np.asarray(counts, dtype=float)
    x = array.reshape(len(array), -1)
    found = {name: np.full(x.shape, np.nan) for name in ("expected", "scale", "z")}
    level, days, medians = (np.zeros(x.shape, dtype=kind) for kind in (np.int8, np.int16, np.int8))
    y = np.vstack([np.full((HORIZON, x.shape[1]), np.nan), np.sqrt(x + 0.375)])
    weekdays = (first_day.weekday() + np.arange(-HORIZON, 0)) % 7  # of the window before the first day
    for day in range(len(x)):
        window = y[day : day + HORIZON]
        middle, scale, used, fitted = _expect(window, (weekdays + day) % 7)
        now = y[day + HORIZON]
        expected = np.maximum(middle**2 - 0.375, 0)
        z = (now - middle) / scale
        high = (x[day] >= least) & (x[day] >= LEAST_RATIO * expected)
        level[day] = np.where(high & (z > WATCH_Z), np.where(z > SPIKE_Z, 2, 1), 0)
        days[day], medians[day] = used, fitted
        found["expected"][day], found["scale"][day], found["z"][day] = expected, scale, z
        y[day + HORIZON, (level[day] == 2) & (fitted == 7)] = np.nan  # excluded from the history of later days
    unknown, shape = np.isnan(x), array.shape
    for name, values in found.items():
        found[name] = np.where(unknown, np.nan, values).reshape(shape)
    return Spikes(**found, level=level.reshape(shape), days=days.reshape(shape), medians=medians.reshape(shape))


def weekly(totals: ArrayLike, past: ArrayLike) -> NDArray[np.float64]:
    """z of totals against past ones (periods × series), on the same scale with one median."""
    before = np.sqrt(np.asarray(past, dtype=float) + 0.375)
    middle = _median(before)
    scale = _scale(before - middle, (~np.isnan(before)).sum(axis=0), 1)
    return (np.sqrt(np.asarray(totals, dtype=float) + 0.375) - middle) / scale


def _expect(window: NDArray, weekdays: NDArray) -> tuple[NDArray, NDArray, NDArray, NDArray]:
    """For the day after a window: the expected y, the scale s, the days used, and how many medians were fitted."""
    known = ~np.isnan(window)
    recent = known & (np.cumsum(known[::-1], axis=0)[::-1] <= WHOLE)  # the last 56 known days
    window = np.where(recent, window, np.nan)
    used = recent.sum(axis=0)
    tested = (weekdays[-1] + 1) % 7
    same, kind = weekdays == tested, (weekdays >= 5) == (tested >= 5)
    by_weekday = (used >= WHOLE) & (recent[same].sum(axis=0) >= LEAST_PER_DAY)
    by_kind = ~by_weekday & (used >= PARTLY) & (recent[kind].sum(axis=0) >= LEAST_PER_DAY)
    fitted = np.select([used < LEAST_HISTORY, by_weekday, by_kind], [0, 7, 2], 1)
    middle, scale = np.full(used.shape, np.nan), np.full(used.shape, np.nan)
    for count, groups in ((7, weekdays), (2, weekdays >= 5), (1, np.zeros_like(weekdays))):
        mine = fitted == count
        if mine.any():
            residuals, at = _fit(window[:, mine], groups, groups[same][0])
            middle[mine], scale[mine] = at, _scale(residuals, used[mine], count)
    return middle, scale, used, fitted


def _fit(window: NDArray, groups: NDArray, tested: int) -> tuple[NDArray, NDArray]:
    """The residuals from the median of each group of days, and the median of the tested group."""
    residuals, at = np.full(window.shape, np.nan), np.full(window.shape[1], np.nan)
    for group in np.unique(groups):
        middle = _median(window[groups == group])
        residuals[groups == group] = window[groups == group] - middle
        if group == tested:
            at = middle
    return residuals, at


def _scale(residuals: NDArray, used: NDArray, fitted: int) -> NDArray:
    spread = _median(np.abs(residuals - _median(residuals)))
    widened = MAD_TO_DEVIATION * spread * np.sqrt(used / np.maximum(used - fitted, 1))
    return np.where(np.isnan(spread), np.nan, np.maximum(widened, POISSON_DEVIATION))


def _median(values: NDArray) -> NDArray:
    """Column medians, ignoring NaN; NaN for a column without values. (np.nanmedian takes ten times longer.)"""
    ordered = np.sort(values, axis=0)  # NaN come last
    count = (~np.isnan(values)).sum(axis=0)
    low, high = np.maximum(count - 1, 0) // 2, np.minimum(count // 2, len(values) - 1)
    columns = np.arange(values.shape[1])
    return (ordered[low, columns] + ordered[high, columns]) / 2
