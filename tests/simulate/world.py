"""Days of mentions that come in bursts: negative binomial (k = 8), with a pattern of weekdays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SEED = 20261129
SIZES = (20, 150, 1500)  # mentions a day
WEEKDAYS = np.array([1.15, 1.12, 1.1, 1.08, 1.05, 0.85, 0.65])
K = 8  # of the negative binomial: a day of mean m has the variance m + m² / 8
CONDITIONS = ("clean", "past crisis", "holes", "trend", "season")
Days = NDArray[np.float64]  # runs × weeks × 7


@dataclass(frozen=True)
class Row:
    """One measure of the table. `least`, `most`: what it must hold, None where it is only shown. unit: '' for a share."""

    what: str
    condition: str
    size: int | None
    value: float
    least: float | None = None
    most: float | None = None
    unit: str = ""

    @property
    def holds(self) -> bool:
        return (self.least is None or self.value >= self.least) and (self.most is None or self.value <= self.most)


def factors(condition: str, runs: int, weeks: int, chance: np.random.Generator) -> Days:
    """By how much each week of each run is larger than an ordinary one: +3 % a week, or a season of ±30 %."""
    number = np.arange(weeks)
    if condition == "trend":
        return np.broadcast_to(1.03**number, (runs, weeks))
    if condition == "season":
        start = chance.uniform(0, 52, (runs, 1))
        return 1 + 0.3 * np.sin(2 * np.pi * (start + number) / 52)
    return np.ones((runs, weeks))


def days(mean: float, factor: Days, chance: np.random.Generator) -> Days:
    """So many mentions a day on average. `factor`: of each run and week."""
    expected = mean * factor[:, :, None] * WEEKDAYS
    return chance.poisson(chance.gamma(K, expected / K)).astype(float)


def with_condition(found: Days, condition: str, chance: np.random.Generator, *, mean: float, last: int = 1) -> Days:
    """The days with a crisis (×6, five days) in the fifth week, or with a quarter of the weeks unknown.

    `last`: how many weeks at the end stay as they are, with the one before them.
    """
    found = found.copy()
    if condition == "past crisis":
        found[:, 4, :5] = chance.poisson(chance.gamma(K, 6 * mean * WEEKDAYS[:5] / K, (len(found), 5)))
    if condition == "holes":
        unknown = chance.random(found.shape[:2]) < 0.25
        unknown[:, -2 * last :] = False
        found[unknown] = np.nan
    return found
