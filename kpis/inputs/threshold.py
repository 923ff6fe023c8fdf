"""The threshold of the crisis watch in force: the z where a spike begins, and the least count of one.

Two settings of the organisation, each with its author and its history; unset, they are those of rule G
(kpis/inputs/spikes.py). What is expected of a day does not depend on them, but for past spikes, which leave the history.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from data.sentences import Refusal
from data.store import Store, now, setting
from kpis.inputs.spikes import LEAST_COUNT, SPIKE_Z

Z, LEAST = "watch_z", "watch_least"  # the settings
LOWEST_Z, HIGHEST_Z, STEP = 2.0, 6.0, 0.25
FEWEST, MOST = 2, 50


@dataclass(frozen=True)
class Threshold:
    """`least`: of mentions and of negative ones; other signals need as many times more or fewer as in rule G."""

    z: float = SPIKE_Z
    least: int = LEAST_COUNT

    def least_of(self, usual: ArrayLike) -> NDArray[np.float64]:
        """The least count of signals that need `usual` in rule G, one at least."""
        return np.maximum(np.ceil(np.asarray(usual, dtype=float) * self.least / LEAST_COUNT), 1)


DEFAULT = Threshold()


def in_force(store: Store) -> Threshold:
    """The threshold that the organisation set, else that of rule G."""
    return Threshold(float(setting(store, Z, str(SPIKE_Z))), int(setting(store, LEAST, str(LEAST_COUNT))))


def use(store: Store, wanted: Threshold, *, who: str) -> None:
    """Set the threshold, for every brand and from the first day on. Raises Refusal for one that cannot be chosen."""
    if not math.isfinite(wanted.z) or not LOWEST_Z <= wanted.z <= HIGHEST_Z:
        raise Refusal("The threshold of the crisis watch lies between {low} and {high}.", low=LOWEST_Z, high=HIGHEST_Z)
    if not FEWEST <= wanted.least <= MOST:
        raise Refusal("The least count of the crisis watch lies between {low} and {high}.", low=FEWEST, high=MOST)
    held = in_force(store)
    for name, value, before in ((Z, wanted.z, held.z), (LEAST, wanted.least, held.least)):
        if value != before:
            store.append("settings", {"name": name, "value": str(value), "set_at": now(), "set_by": who})
