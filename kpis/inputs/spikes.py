"""Rule G: which days of a daily series of counts are out of the ordinary. Pure, causal, vectorised over series.

z = (y − expected) / s, as kpis/inputs/expectation.py describes ordinary days. A day is to watch where z > 2.5 and a
spike where z > 3.5 (or the z that the organisation set, kpis/inputs/threshold.py), both only where its count is at least
`least` and at least 1.5 times the expected one. Spikes leave the history of later days, so that a past crisis does not
hide the next one. (Only those against the same weekday: with
a shorter history a weekly rhythm looks like spikes, and has to be learnt.)

A lasting shift is a new normal (an added source, an account), and no crisis becomes one while it lasts:

    a week         seven known days in a row, within two weeks, whose mean stands 1.5 deviations off, all of them on that
                   side, the first and the last of them well (the day by half the mean, two days by six tenths: a crisis
                   of five days has calm ones beside it); a rise only where its `company`, mentions of no concern, rose
                   with the `marks` of concern: these by no more than half as much again
    two weeks      fourteen known days in a row, within three weeks, whose mean and ends stand so far off, eleven of them
                   by a third of it, the last five not below three quarters of the first five

From the day after, days are compared with the new level; the days before it are brought to it, so that weekdays and
spread stay known.

Sources: B. Iglewicz, D. Hoaglin, How to detect and handle outliers, 1993; A. Noufaily et al., Statistics in Medicine 32
(2013) 1206–1222 (past outbreaks excluded, a least count).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import date
from threading import Lock

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kpis.inputs import expectation
from kpis.inputs.expectation import HORIZON, Expectation, expect

WATCH_Z, SPIKE_Z, CALM_Z = 2.5, 3.5, 2.0
LEAST_COUNT, LEAST_RATIO = 5, 1.5
SHIFT_DAYS, SHIFT_WITHIN = 7, 14  # known days that make a new normal, and the calendar days that they lie in
LONG_DAYS, LONG_WITHIN = 14, 21  # the same, whatever the company does
SHIFT_Z, SHIFT_LEAST = 1.5, (0.1, 0.35)
SHIFT_ENDS = {1: 0.5, 2: 0.6}  # of the mean: the first and last day, the first and last two
LONG_MOST, LONG_ENDS, LONG_STAYS = 11, 5, 0.75
IN_COMPANY = 1.5  # how much more than its company a series may rise
COMPANY_DAYS = 28  # before a shift
MARKED = 28  # days after which an evaluation is remembered, to go on from where a later one is given the same


@dataclass(frozen=True)
class Spikes:
    """Arrays of the shape of the counts. NaN where a day is unknown or its history too short.

    level: 0 ordinary, 1 to watch, 2 a spike. days: known ordinary days in the history.
    medians: how many medians were fitted (7, 2 or 1; 0: not evaluated).
    shift: on a day that makes a new normal known, the days since that began; 0 on all others.
    before, after: the expected count of such a day by the old and by the new normal; else NaN.
    """

    expected: NDArray[np.float64]
    scale: NDArray[np.float64]
    z: NDArray[np.float64]
    level: NDArray[np.int8]
    days: NDArray[np.int16]
    medians: NDArray[np.int8]
    shift: NDArray[np.int16]
    before: NDArray[np.float64]
    after: NDArray[np.float64]


def spikes(
    counts: ArrayLike,
    first_day: date,
    *,
    least: ArrayLike = LEAST_COUNT,
    copies: ArrayLike = False,
    tail: ArrayLike = 1.0,
    marks: ArrayLike | None = None,
    company: ArrayLike | None = None,
    spike_z: float = SPIKE_Z,
) -> Spikes:
    """Evaluate each day of one series, or of several (days × series), from `first_day` on. NaN: a day not covered.

    One value for all series, or one per series: `least`, the count that a spike needs; `copies`, whether the counted
    things multiply; `tail`, by how much s is widened, for the largest of many, whose tail is longer. Of the shape of
    the counts: `marks`, counts of concern, and `company`, counts of none, that must have risen together for a rise to be
    a new normal after a week; by default the series itself. `spike_z`: where a spike begins, of all series.
    """
    array = np.asarray(counts, dtype=float)
    x = array.reshape(len(array), -1)
    width = x.shape[1]
    beside = [x if one is None else np.asarray(one, dtype=float).reshape(x.shape) for one in (marks, company)]
    traits = [np.broadcast_to(one, width) for one in (least, copies, tail)]
    if width == 1:  # numpy adds a lone column up in another order: a series has one z, whatever stands beside it
        x, beside = np.repeat(x, 2, axis=1), [np.repeat(one, 2, axis=1) for one in beside]
        traits = [np.repeat(one, 2) for one in traits]
    found = _evaluate(x, *beside, first_day.weekday(), *traits, spike_z)
    for name, values in found.items():
        known = np.where(np.isnan(x), np.nan, values) if values.dtype == float else values
        found[name] = known[:, :width].reshape(array.shape)
    return Spikes(**found)


def watch_z(spike_z: float) -> float:
    """Where a day is to watch, if a spike begins there: never beyond it."""
    return min(WATCH_Z, spike_z)


def _evaluate(
    x: NDArray,
    marks: NDArray,
    company: NDArray,
    weekday: int,
    least: NDArray,
    copies: NDArray,
    tail: NDArray,
    spike_z: float,
) -> dict[str, NDArray]:
    """The arrays of `Spikes`. `weekday`: of the first day, Monday 0."""
    found = {name: np.full(x.shape, np.nan) for name in ("expected", "scale", "z", "before", "after")}
    found |= {name: np.zeros(x.shape, dtype=np.int16) for name in ("level", "days", "medians", "shift")}
    heights = np.vstack([np.full((HORIZON, x.shape[1]), np.nan), expectation.height(x, copies)])
    ordinary = heights.copy()  # spikes become NaN, days before a new normal are brought to it
    normal = np.zeros(x.shape[1], dtype=int)  # the row of `heights` with which the present normal begins
    traits = (weekday, spike_z, least.tobytes(), copies.tobytes(), tail.tobytes())
    run = _Run(traits, np.hstack([x, marks, company]).view(np.int64), found, [])  # as integers a NaN is like another
    begin = _resume(run, ordinary, normal)
    for day in range(begin, len(x)):
        row = day + HORIZON
        weekend = (weekday + day + np.arange(7)) % 7 >= 5
        usual = expect(ordinary[day:row], weekend=weekend, copies=copies, since=normal - day)
        scale = usual.scale * tail
        is_known = usual.days >= expectation.LEAST_HISTORY  # of fewer days nothing is expected
        expected = np.where(is_known, expectation.count(usual.middle, copies), np.nan)
        z = (heights[row] - usual.middle) / scale
        high = (x[day] >= least) & (x[day] >= LEAST_RATIO * expected)
        level = np.where(high & (z > watch_z(spike_z)), np.where(z > spike_z, 2, 1), 0)
        now = {"expected": expected, "scale": scale, "z": z, "level": level, "days": usual.days}
        for name, values in (now | {"medians": usual.medians}).items():
            found[name][day] = values
        ordinary[row, (level == 2) & (usual.medians == 7)] = np.nan
        lately = found["z"][max(day - LONG_WITHIN + 1, 0) : day + 1]
        week, weeks = _week(lately[-SHIFT_WITHIN:]), _two_weeks(lately)
        for series in np.flatnonzero(week | weeks):
            goes_along = week[series] and _goes_along(marks[:, series], company[:, series], day, week[series])
            days = week[series] if goes_along else weeks[series]
            since = row - days + 1
            if not days or since < normal[series] + SHIFT_DAYS:  # so soon after the last one, nothing is known of it
                continue
            normal[series] = since
            middle = _bring(ordinary[: row + 1, series], heights[: row + 1, series], usual, series, since, copies)
            found["before"][day, series] = expected[series]
            found["after"][day, series] = expectation.count(middle, copies[series])
            found["shift"][day, series] = row - since
        if (day + 1) % MARKED == 0:
            run.marks.append((day + 1, ordinary[: row + 1].copy(), normal.copy()))
    if begin < len(x):
        with _turn:
            _runs.append(run)
    return {name: values.copy() for name, values in found.items()}


@dataclass(frozen=True)
class _Run:
    """An evaluation: what it was given, what it found, and how far it was after some days (`ordinary` up to then, `normal`)."""

    traits: tuple
    given: NDArray[np.int64]
    found: dict[str, NDArray]
    marks: list[tuple[int, NDArray, NDArray]]


_runs: deque[_Run] = deque(maxlen=12)  # of some 2 MB for two years
_turn = Lock()


def _resume(now: _Run, ordinary: NDArray, normal: NDArray) -> int:
    """The day to go on with, after those that an earlier evaluation was given too: what it found of them is put in place. A
    day is evaluated by those up to it alone, so that a history need not be gone through again for its last days."""
    with _turn:
        runs = [one for one in _runs if one.traits == now.traits and one.given.shape[1] == now.given.shape[1]]
    common, best = 0, None
    for one in runs:
        length = min(len(one.given), len(now.given))
        differs = np.flatnonzero((one.given[:length] != now.given[:length]).any(axis=1))
        same = int(differs[0]) if len(differs) else length
        if same > common:
            common, best = same, one
    if best is None:
        return 0
    begin, rows = 0, None
    if common == len(now.given):
        begin = common
    else:
        for day, *kept in best.marks:
            if day <= common:
                begin, rows = day, kept
    for name, values in now.found.items():
        values[:begin] = best.found[name][:begin]
    if rows is not None:
        ordinary[: len(rows[0])], normal[:] = rows
    now.marks.extend(one for one in best.marks if one[0] <= begin)
    return begin


def _bring(
    ordinary: NDArray, heights: NDArray, usual: Expectation, series: int, since: int, copies: NDArray
) -> np.float64:
    """Bring the days before a new normal to its level, in place; returns what its last day is expected to be."""
    new = heights[since:]
    weekdays = (np.arange(len(new)) - len(new) + 1)[~np.isnan(new)] % 7  # counted from that of the last day
    level, middle = usual.level[series], usual.middle[series]
    gain = np.nanmean(new) - np.mean(level + usual.weekdays[weekdays, series])
    ordinary[since:] = new
    if copies[series]:
        ordinary[:since] += gain
        return middle + gain
    factor = max(level + gain, 0) / max(level, expectation.POISSON_DEVIATION)
    ordinary[:since] *= factor
    return middle * factor


def _week(z: NDArray) -> NDArray[np.int64]:
    """Per series, how many days ago a shift of a week began, the last day included; 0 where there is none."""
    known = ~np.isnan(z)
    back = expectation.back(known)
    last = known & (back <= SHIFT_DAYS)
    of_seven = np.where(last, z, np.nan)
    mean = np.where(last, z, 0).sum(axis=0) / SHIFT_DAYS
    side = np.sign(mean)
    ordered = np.sort(np.where(last, z * side, np.inf), axis=0)
    size = np.abs(mean)
    stays = _both_ends(z * side, last, back, SHIFT_DAYS, size)
    for lowest, least in zip(ordered, SHIFT_LEAST, strict=False):
        stays &= lowest >= least * size
    is_new = (last.sum(axis=0) == SHIFT_DAYS) & known[-1] & (size > SHIFT_Z) & stays
    first = np.argmax(~np.isnan(of_seven), axis=0)
    return np.where(is_new, len(z) - first, 0)


def _two_weeks(z: NDArray) -> NDArray[np.int64]:
    """The same of a shift of two weeks."""
    known = ~np.isnan(z)
    back = expectation.back(known)
    last = known & (back <= LONG_DAYS)
    mean = np.where(last, z, 0).sum(axis=0) / LONG_DAYS
    side, size = np.sign(mean), np.abs(mean)
    most = (last & (z * side >= SHIFT_LEAST[1] * size)).sum(axis=0) >= LONG_MOST
    stays = _both_ends(z * side, last, back, LONG_DAYS, size)
    newest = np.where(last & (back <= LONG_ENDS), z * side, 0).sum(axis=0)
    oldest = np.where(last & (back > LONG_DAYS - LONG_ENDS), z * side, 0).sum(axis=0)
    stays &= newest >= LONG_STAYS * oldest
    is_new = (last.sum(axis=0) == LONG_DAYS) & known[-1] & (size > SHIFT_Z) & most & stays
    return np.where(is_new, len(z) - np.argmax(last, axis=0), 0)


def _both_ends(z: NDArray, last: NDArray, back: NDArray, days: int, size: NDArray) -> NDArray[np.bool_]:
    """Whether the first and the last of so many days stand as far off as SHIFT_ENDS asks. `size`: the mean of them all."""
    stands = np.ones(z.shape[1], dtype=bool)
    for few, least in SHIFT_ENDS.items():
        for end in (last & (back <= few), last & (back > days - few)):
            stands &= np.where(end, z, 0).sum(axis=0) >= least * size * few
    return stands


def _goes_along(marks: NDArray, company: NDArray, day: int, days: int) -> bool:
    """Whether counts of concern rose by no more than half as much again as their company, or fell. What was usual is a
    median: a crisis may have begun before the shift."""
    since = day - days + 1
    rises = []
    for counts in (marks, company):
        before, now = counts[max(since - COMPANY_DAYS, 0) : since], counts[since : day + 1]
        if np.isnan(before).all() or np.isnan(now).all():
            return False
        rises.append((np.nanmean(now) + 0.5) / (np.nanmedian(before) + 0.5))
    return rises[0] <= IN_COMPANY * max(rises[1], 1) if rises[0] > 1 else True
