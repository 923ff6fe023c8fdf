"""The crisis level of each day, its episodes, and the time that a brand took to recover. Pure, over days × series.

0 calm · 1 vigilance: a signal of concern is to watch, or mentions, copies included, are a spike · 2 alert: a signal of
concern is a spike, or mentions are one whose tone most do not tell · 3 crisis: an alert that something else confirms,
each against its own expectation:

    sustained   the day before was an alert too
    several     signals of two kinds are spikes: tone, sensitive topics, spread
    press       negative or sensitive mentions in the press are out of the ordinary
    author      an author reaches further than the day's largest on nineteen of twenty days before

NaN: no signal of concern could be evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from kpis.inputs.spikes import CALM_Z, Spikes

# signals of concern, by kind: those of one kind rise together
KINDS = {
    "negative": "tone",
    "negative_mentions": "tone",
    "sensitive": "sensitive",
    "voices": "spread",
}
CONCERN = tuple(KINDS)
ALERT, CRISIS = 2, 3
CALM_DAYS = 3  # days in a row under z = 2 that end an episode
CONFIRMED = ("sustained", "several", "press", "author")


def alarm(found: Mapping[str, Spikes], *, untoned: NDArray) -> NDArray[np.float64]:
    """The level, 0 to 2, from the signals alone. `untoned`: days most of whose mentions have no tone."""
    unknown = np.all([np.isnan(found[name].z) for name in CONCERN], axis=0)
    level = np.max([found[name].level for name in CONCERN], axis=0).astype(float)
    volume = found["mentions"].level == 2
    level = np.maximum(level, np.where(volume, np.where(untoned, 2, 1), 0))
    return np.where(unknown, np.nan, level)


def worst(found: Mapping[str, Spikes], alarms: NDArray) -> NDArray[np.float64]:
    """The largest z of the signals of concern, and of all mentions where these alone ring."""
    z = np.fmax.reduce([found[name].z for name in CONCERN])
    quiet = np.max([found[name].level for name in CONCERN], axis=0) < alarms
    return np.where(quiet, np.fmax(z, found["mentions"].z), z)


def confirmations(found: Mapping[str, Spikes], alarms: NDArray) -> dict[str, NDArray[np.bool_]]:
    """What confirms each day's alert, but for authors of large reach, who are asked for only where nothing else does."""
    day_before = np.vstack([np.full((1, alarms.shape[1]), np.nan), alarms[:-1]])
    kinds = {kind: np.zeros(alarms.shape, dtype=bool) for kind in KINDS.values()}
    for name, kind in KINDS.items():
        kinds[kind] |= found[name].level == 2
    is_alert = alarms == ALERT
    return {
        "sustained": is_alert & (day_before == ALERT),
        "several": is_alert & (np.sum(list(kinds.values()), axis=0) >= 2),
        "press": is_alert & (found["press"].level >= 1),
    }


def levels(alarms: NDArray, confirmed: Mapping[str, NDArray]) -> NDArray[np.float64]:
    """The level, 0 to 3."""
    return np.where((alarms == ALERT) & np.any(list(confirmed.values()), axis=0), float(CRISIS), alarms)


def episodes(levels: NDArray, z: NDArray) -> Iterator[tuple[int, int | None]]:
    """The episodes of one series: the first day of level 1 or more, and the last before three calm days in a row; None
    while it is open. A day that could not be evaluated is not calm."""
    begun, calm = None, 0
    for day, level in enumerate(np.nan_to_num(levels)):
        if begun is None and level < 1:
            continue
        begun = day if begun is None else begun
        calm = calm + 1 if z[day] < CALM_Z and level < 1 else 0
        if calm == CALM_DAYS:
            yield begun, day - CALM_DAYS
            begun, calm = None, 0
    if begun is not None:
        yield begun, None


def alerted(alarms: NDArray, z: NDArray) -> NDArray[np.float64]:
    """On the first day of alert of each episode, the days since the episode began; NaN on all other days."""
    found = np.full(z.shape, np.nan)
    for series in range(z.shape[1]):
        for since, until in episodes(alarms[:, series], z[:, series]):
            rang = np.flatnonzero(alarms[since : None if until is None else until + 1, series] == ALERT)
            if len(rang):
                found[since + rang[0], series] = rang[0]
    return found


def since_peaks(z: NDArray, alarms: NDArray) -> NDArray[np.float64]:
    """On each day from an alert to the third calm day in a row, that one not included, the days since its peak so far;
    NaN on all other days."""
    found = np.full(z.shape, np.nan)
    ended = recoveries(z, alarms)
    for series in range(z.shape[1]):
        peak, highest = None, -np.inf
        for day in range(len(z)):
            if alarms[day, series] == ALERT and (peak is None or z[day, series] > highest):
                peak, highest = day, z[day, series]
            if not np.isnan(ended[day, series]):
                peak, highest = None, -np.inf
            if peak is not None:
                found[day, series] = day - peak
    return found


def recoveries(z: NDArray, alarms: NDArray) -> NDArray[np.float64]:
    """On the third calm day in a row after an alert, the days since its peak; NaN on all other days.

    A day that could not be evaluated is not calm: the count of calm days restarts.
    """
    found = np.full(z.shape, np.nan)
    for series in range(z.shape[1]):
        peak, highest, calm = None, -np.inf, 0
        for day in range(len(z)):
            if alarms[day, series] == ALERT and (peak is None or z[day, series] > highest):
                peak, highest = day, z[day, series]
            calm = calm + 1 if z[day, series] < CALM_Z else 0
            if peak is not None and calm == CALM_DAYS:
                found[day, series] = day - peak
                peak, highest = None, -np.inf
    return found
