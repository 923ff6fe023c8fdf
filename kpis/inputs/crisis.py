"""The crisis level of each day, and the time that a brand took to recover. Pure functions over days × series.

0 calm · 1 vigilance: the negative or the sensitive mentions are to watch · 2 alert: either is a spike · 3 crisis: an
alert with the press or an author of large reach involved, or on the second day in a row. NaN: neither series could be
evaluated.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kpis.inputs.spikes import CALM_Z, Spikes

LEAST_SENSITIVE = 3  # unique sensitive mentions in a day, under which the level is not raised
CRISIS = 3
CALM_DAYS = 3  # days in a row under z = 2 that end an episode


def alarm(negative: Spikes, sensitive: Spikes) -> NDArray[np.float64]:
    """The level, 0 to 2, from the two series alone."""
    unknown = np.isnan(negative.z) & np.isnan(sensitive.z)
    return np.where(unknown, np.nan, np.maximum(negative.level, sensitive.level))


def levels(alarms: NDArray, *, involved: NDArray) -> NDArray[np.float64]:
    """The level, 0 to 3. `involved`: whether the press or an author of large reach takes part that day."""
    day_before = np.vstack([np.full((1, alarms.shape[1]), np.nan), alarms[:-1]])
    return np.where((alarms == 2) & (involved | (day_before == 2)), float(CRISIS), alarms)


def worst(negative: Spikes, sensitive: Spikes) -> NDArray[np.float64]:
    """The larger z of the two series."""
    return np.fmax(negative.z, sensitive.z)


def recoveries(z: NDArray, alarms: NDArray) -> NDArray[np.float64]:
    """On the third calm day in a row after an alert, the days since its peak; NaN on all other days.

    A day that could not be evaluated is not calm: the count of calm days restarts.
    """
    found = np.full(z.shape, np.nan)
    for series in range(z.shape[1]):
        peak, highest, calm = None, -np.inf, 0
        for day in range(len(z)):
            if alarms[day, series] == 2 and (peak is None or z[day, series] > highest):
                peak, highest = day, z[day, series]
            calm = calm + 1 if z[day, series] < CALM_Z else 0
            if peak is not None and calm == CALM_DAYS:
                found[day, series] = day - peak
                peak, highest = None, -np.inf
    return found
