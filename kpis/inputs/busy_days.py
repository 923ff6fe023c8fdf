"""What the busiest moment of a day usually is, and how much busier busy days are. Pure, causal, vectorised over columns.

A column is the daily peaks of a series of counts, as y = log(1 + count), where bursts of all sizes differ alike:

    usual    the median of the peaks of the 28 days before, after 8 weeks with what the weekday adds (means, shrunk)
    s        of the 84 days before, those above what was usual then: the root of twice their mean square, each cut at
             three robust deviations (1.4826 · MAD). A fortnight in which it is 0.4 (half as much again) is added to
             them, because few days tell little of it; it is never so small that independent arrivals reach 3 s

A day that stands 2.5 s above is a burst and stays, cut. Days in a row that do are an event: they leave the history, so that
a past crisis hides no other. Two weeks (14 known days within three, 11 of them one s above) are a new normal: what was
before is forgotten. Smaller and falling shifts are one when the median has gone over to them, after two weeks too.

Sources: E. J. Gumbel, Statistics of Extremes, 1958 (block maxima); P. J. Huber, E. M. Ronchetti, Robust Statistics, 2009
(cutting what remains). docs/adr/0027-three-clocks.md says what was tried instead.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kpis.inputs.expectation import MAD_TO_DEVIATION, median

BASELINE, SPREAD = 28, 84  # days
LEAST_DAYS = 2  # known days that a median needs; whether that is enough to judge is the caller's to say
CUT = 3.0  # robust deviations
ASSUMED_SPREAD, ASSUMED_DAYS = 0.4, 14
WEEKDAY_DAYS, WEEKDAY_LEAST, WEEKDAY_SHRINK = 56, 4, 3
OUT, SHIFT = 2.5, 2.0  # s
ARRIVALS = 2.0  # on the root scale, four deviations
NEW_NORMAL, WITHIN, MOST = 14, 21, 11  # known days, the calendar days that they lie in, how many of them stand above


@dataclass(frozen=True)
class Busy:
    """Days × columns. usual, spread: heights, from the days before.

    known: known days among the 28 before; days: those of them that are kept, i.e. neither of an event nor of an old normal.
    shift: 1 or −1 on the first day whose usual peak is two s from that of two weeks before; else 0.
    """

    usual: NDArray[np.float64]
    spread: NDArray[np.float64]
    known: NDArray[np.int16]
    days: NDArray[np.int16]
    shift: NDArray[np.int8]


def busy(peaks: NDArray) -> Busy:
    """Describe each day by those before it. `peaks`: days × columns of heights, NaN where a day is unknown."""
    if (
        peaks.shape[1] == 1
    ):  # numpy adds a lone column up in another order: whatever stands beside it, a column has one s
        both = busy(np.repeat(peaks, 2, axis=1))
        return Busy(**{name: values[:, :1] for name, values in vars(both).items()})
    days, width = peaks.shape
    usual, spread, plain, rest = (np.full(peaks.shape, np.nan) for _ in range(4))
    number, size = (np.zeros(peaks.shape, dtype=np.int16) for _ in range(2))
    kept = peaks.copy()  # without the days of events, and those before a new normal
    above = np.zeros(peaks.shape, dtype=bool)
    was_out, since = np.zeros(width, dtype=bool), np.zeros(width, dtype=int)
    for day in range(days):
        past = slice(max(day - BASELINE, 0), day)
        number[day] = (~np.isnan(peaks[past])).sum(axis=0)
        size[day] = (~np.isnan(kept[past])).sum(axis=0)
        week = _weekdays(plain[max(day - SPREAD, 0) : day], day)
        level = _median(kept[past] - week[np.arange(past.start, day) % 7])
        usual[day] = level + week[day % 7]
        spread[day] = _spread(rest[max(day - SPREAD, 0) : day], usual[day])
        known = ~np.isnan(peaks[day]) & (size[day] >= LEAST_DAYS)
        rest[day] = np.where(known, peaks[day] - usual[day], np.nan)
        plain[day] = np.where(known, np.clip(peaks[day] - level, -1, 1), np.nan)
        out = known & (rest[day] >= OUT * spread[day])
        above[day] = known & (rest[day] >= spread[day])
        lasts = out & was_out
        for values in (kept, rest, plain):
            values[max(day - 1, 0) : day + 1, lasts] = np.nan
        was_out = np.where(known, out, was_out)
        for column in np.flatnonzero(out):
            first = _new_normal(peaks[: day + 1, column], above[: day + 1, column], since[column])
            if first is not None:
                kept[:first, column] = np.nan
                kept[first : day + 1, column] = peaks[first : day + 1, column]
                rest[first : day + 1, column] = plain[first : day + 1, column] = np.nan
                since[column], was_out[column] = day + 1, False
    return Busy(usual, spread, number, size, _shifts(usual, spread))


def _median(values: NDArray) -> NDArray[np.float64]:
    return median(values) if len(values) else np.full(values.shape[1], np.nan)


def _spread(rest: NDArray, usual: NDArray) -> NDArray[np.float64]:
    """s, from what remained of the peaks of the days before."""
    known = ~np.isnan(rest)
    number = known.sum(axis=0)
    assumed = ASSUMED_DAYS * ASSUMED_SPREAD**2
    floor = _least_spread(usual)
    own = np.nan_to_num(MAD_TO_DEVIATION * _median(np.abs(rest)))
    robust = np.maximum(np.sqrt((number * own**2 + assumed) / (number + ASSUMED_DAYS)), floor)
    over = np.clip(np.where(known, rest, 0), 0, CUT * robust)
    return np.maximum(np.sqrt((2 * (over**2).sum(axis=0) + assumed) / (number + ASSUMED_DAYS)), floor)


def _least_spread(usual: NDArray) -> NDArray[np.float64]:
    """A third of the way from a usual peak to one that independent arrivals hardly reach: √(x + ⅜) is 2 above."""
    count = np.expm1(usual)
    return (np.log1p((np.sqrt(count + 0.375) + ARRIVALS) ** 2 - 0.375) - usual) / 3


def _weekdays(plain: NDArray, day: int) -> NDArray[np.float64]:
    """What each weekday adds (7 × columns, by the number of the day modulo 7), from the days before; 0 of a short past."""
    whole = len(plain) // 7 * 7
    if whole < WEEKDAY_DAYS:
        return np.zeros((7, plain.shape[1]))
    by_week = plain[-whole:].reshape(-1, 7, plain.shape[1])
    number = (~np.isnan(by_week)).sum(axis=0)
    mean = np.where(np.isnan(by_week), 0, by_week).sum(axis=0) / np.maximum(number, 1)
    added = (mean - mean.mean(axis=0)) * number / (number + WEEKDAY_SHRINK)
    return np.roll(np.where((number >= WEEKDAY_LEAST).all(axis=0), added, 0), day % 7, axis=0)


def _new_normal(peaks: NDArray, above: NDArray, since: int) -> int | None:
    """The day on which a new normal began that the last day makes known; None where there is none."""
    days = np.flatnonzero(~np.isnan(peaks))[-NEW_NORMAL:]
    if len(days) < NEW_NORMAL or days[0] < since or days[-1] - days[0] >= WITHIN:
        return None
    return int(days[0]) if above[days[0]] and above[days].sum() >= MOST else None


def _shifts(usual: NDArray, spread: NDArray) -> NDArray[np.int8]:
    found = np.zeros(usual.shape, dtype=np.int8)
    if len(usual) <= NEW_NORMAL:
        return found
    off = (usual[NEW_NORMAL:] - usual[:-NEW_NORMAL]) / spread[:-NEW_NORMAL]
    side = (off >= SHIFT).astype(np.int8) - (off <= -SHIFT).astype(np.int8)
    for column in range(usual.shape[1]):
        last = -NEW_NORMAL
        for day in np.flatnonzero(side[:, column]):
            if day - last >= NEW_NORMAL:
                found[day + NEW_NORMAL, column] = side[day, column]
            last = day
    return found
