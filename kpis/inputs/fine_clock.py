"""The watch by the hour and by five minutes: which moments stand out of what busy days bring. Pure, causal, deterministic,
vectorised over series; days are judged by kpis/inputs/spikes.py.

Counts come in bursts at every hour of every ordinary day, so that "unlikely for this hour" rings daily. An event is a
burst that other days do not have: each window of a clock (the last hour, three hours, a day) is compared with its own
highest count on each day before (kpis/inputs/busy_days.py), y = log(1 + count):

    z = (y − usual) / s        usual: the highest of an ordinary day; s: how far above it those of busy days lie

A moment is to watch, or rings, where z reaches the clock's thresholds and the window counts at least `least` and half as
much again as is expected at this time of day (the median of the same window on the days before, working days or not).
What rings is the window of the highest level, and of these the one of the largest z. Unknown steps count nothing: a hole
never rings, and a day half of which is unknown is not part of any baseline. Under 14 known days nothing is judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

from kpis.inputs.busy_days import BASELINE, busy
from kpis.inputs.expectation import LEAST_HISTORY, median
from kpis.inputs.spikes import LEAST_COUNT, LEAST_RATIO

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Window:
    """A length of time, and from which z on its count is to watch and rings."""

    length: timedelta
    watch: float
    ring: float


@dataclass(frozen=True)
class Clock:
    """A step, and the windows that end with each step."""

    step: timedelta
    windows: tuple[Window, ...]

    @property
    def steps_a_day(self) -> int:
        return DAY // self.step


# bursts of hours have longer tails than the sums of whole days
HOURLY = Clock(
    timedelta(hours=1),
    (Window(timedelta(hours=1), 2.5, 3.0), Window(timedelta(hours=3), 2.5, 3.0), Window(DAY, 2.0, 2.6)),
)
FIVE_MINUTES = Clock(
    timedelta(minutes=5), tuple(Window(timedelta(minutes=minutes), 1.7, 3.0) for minutes in (5, 15, 60))
)


@dataclass(frozen=True)
class Moments:
    """Arrays of the shape of the counts; NaN where a step is unknown or its history too short.

    level: 0 ordinary, 1 to watch, 2 rings. window: which of the clock's windows is meant by the others.
    observed, expected: its count, and the usual one at this time of day. watch_from, ring_from: the counts from which it
    is to watch and rings. usual, busy: its highest count of an ordinary day and of a busy one (one s above).
    days: days in the baseline, without those of events. shift: 1 or −1 on the first step of the day from which on a new normal is expected of
    the longest window; else 0.
    """

    z: NDArray[np.float64]
    level: NDArray[np.int8]
    window: NDArray[np.int8]
    observed: NDArray[np.float64]
    expected: NDArray[np.float64]
    watch_from: NDArray[np.float64]
    ring_from: NDArray[np.float64]
    usual: NDArray[np.float64]
    busy: NDArray[np.float64]
    days: NDArray[np.int16]
    shift: NDArray[np.int8]


def evaluate(
    counts: ArrayLike,
    first: datetime,
    clock: Clock = HOURLY,
    *,
    least: ArrayLike = LEAST_COUNT,
    tail: ArrayLike = 1.0,
    least_history: int = LEAST_HISTORY,
) -> Moments:
    """Evaluate each step of one series, or of several (steps × series), from the step that begins at `first` on.

    NaN: a step not covered. `first`: local time; all days have as many steps: the caller adds up the hour that a change of
    clocks repeats and leaves the one that it skips unknown. `least`: the count that an alarm needs, one for all series or
    one per series. `least_history`: known days under which nothing is judged.
    """
    array = np.asarray(counts, dtype=float)
    x = array.reshape(len(array), -1)
    per_day = clock.steps_a_day
    before = (first - first.replace(hour=0, minute=0, second=0, microsecond=0)) // clock.step
    days = -(-(before + len(x)) // per_day)
    grid = np.full((days * per_day, x.shape[1]), np.nan)
    grid[before : before + len(x)] = x
    known = ~np.isnan(grid)
    counted = [
        _trailing(grid, known, window.length // clock.step).reshape(days, per_day, -1) for window in clock.windows
    ]
    is_known_day = known.reshape(days, per_day, -1).sum(axis=1) * 2 >= per_day
    peaks = [np.where(is_known_day, np.fmax.reduce(one, axis=1), np.nan) for one in counted]
    usual = busy(np.log1p(np.hstack(peaks)))
    weekend = (first.weekday() + np.arange(days)) % 7 >= 5
    least, tail = (np.broadcast_to(np.asarray(one, dtype=float), x.shape[1]) for one in (least, tail))
    best: dict[str, NDArray] = {}
    for number, (window, count) in enumerate(zip(clock.windows, counted, strict=True)):
        mine = slice(number * x.shape[1], (number + 1) * x.shape[1])
        spread = np.where(usual.known[:, mine] >= least_history, usual.spread[:, mine] * tail, np.nan)
        one = _judged(count, usual.usual[:, mine], spread, _expected(count, weekend), window, least)
        one["window"] = np.full(count.shape, number, dtype=np.int8)
        one["days"] = np.broadcast_to(usual.days[:, None, mine], count.shape)
        higher = _rank(one) > _rank(best) if best else np.ones(count.shape, dtype=bool)
        best = {name: np.where(higher, values, best.get(name, values)) for name, values in one.items()}
    best["shift"] = np.zeros(counted[0].shape, dtype=np.int8)
    best["shift"][:, 0] = usual.shift[:, mine]  # of the longest window
    whole = {name: values.reshape(grid.shape)[before : before + len(x)] for name, values in best.items()}
    return Moments(**{name: values.reshape(array.shape) for name, values in whole.items()})


@dataclass(frozen=True)
class Explanation:
    """Why a step has its level. Counts are those of the window that ends with the step; `busy`: of a busy day's highest
    one; `since`, `until`: the days of the baseline, `days` of which are known and of no event."""

    level: int
    z: float
    window: timedelta
    observed: float
    expected: float
    watch_from: float
    ring_from: float
    usual: float
    busy: float
    since: date
    until: date
    days: int


def explain(found: Moments, first: datetime, step: int, series: int = 0, clock: Clock = HOURLY) -> Explanation:
    """Explain a step of `evaluate`. `series`: its column."""
    one = {name: values.reshape(len(values), -1)[step, series].item() for name, values in vars(found).items()}
    one.pop("shift")
    day = (first + int(step) * clock.step).date()
    one |= {"window": clock.windows[one["window"]].length, "since": day - BASELINE * DAY, "until": day - DAY}
    return Explanation(**one)


def alarms(level: ArrayLike, clock: Clock = HOURLY, *, least: int = 2, quiet: timedelta = DAY) -> NDArray[np.bool_]:
    """The steps that raise an alarm, of levels (steps, or steps × series): the first of a level of `least` or more, and
    none of that level or a lower one for `quiet` after it."""
    array = np.asarray(level)
    levels = array.reshape(len(array), -1)
    found = np.zeros(levels.shape, dtype=bool)
    steps = quiet // clock.step
    for series in range(levels.shape[1]):
        last, highest = -steps, 0
        for step in np.flatnonzero(levels[:, series] >= least):
            now = levels[step, series]
            if step - last >= steps or now > highest:
                found[step, series] = True
                last, highest = step, now
    return found.reshape(array.shape)


def _judged(
    count: NDArray, usual: NDArray, spread: NDArray, expected: NDArray, window: Window, least: NDArray
) -> dict[str, NDArray]:
    """The arrays of `Moments` of one window, days × steps × series. `usual`, `spread`: days × series."""
    z = (np.log1p(count) - usual[:, None]) / spread[:, None]
    floor = np.fmax(least, np.ceil(LEAST_RATIO * expected - 1e-9))
    watch, ring = (
        np.maximum(np.ceil(np.expm1(usual + limit * spread) - 1e-9)[:, None], floor)
        for limit in (window.watch, window.ring)
    )
    unknown = np.isnan(z)
    level = np.where(unknown | ~(count >= watch), 0, np.where(count >= ring, 2, 1)).astype(np.int8)
    wide = {"observed": count, "expected": expected, "watch_from": watch, "ring_from": ring}
    wide |= {"usual": np.expm1(usual)[:, None], "busy": np.expm1(usual + spread)[:, None]}
    return {"z": z, "level": level} | {name: np.where(unknown, np.nan, values) for name, values in wide.items()}


def _rank(one: dict[str, NDArray]) -> NDArray[np.float64]:
    """By which a window is chosen: its level, then its z."""
    return one["level"] * 1e6 + np.nan_to_num(one["z"], nan=-1e5)


def _trailing(grid: NDArray, known: NDArray, steps: int) -> NDArray[np.float64]:
    """The sum of the last so many steps, itself included; NaN where the step is unknown."""
    sums = np.cumsum(np.where(known, grid, 0), axis=0)
    earlier = np.zeros_like(sums)
    earlier[steps:] = sums[:-steps]
    return np.where(known, sums - earlier, np.nan)


def _expected(count: NDArray, weekend: NDArray) -> NDArray[np.float64]:
    """The median count of the window at each time of day, over the days of the baseline of the same kind."""
    found = np.full(count.shape, np.nan)
    for kind in (weekend, ~weekend):
        alike = np.where(kind[:, None, None], count, np.nan)
        padded = np.concatenate([np.full((BASELINE, *count.shape[1:]), np.nan), alike[:-1]])
        past = np.moveaxis(sliding_window_view(padded, BASELINE, axis=0)[kind], -1, 0)
        found[kind] = median(past)
    return found
