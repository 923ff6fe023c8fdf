"""Seeded draws. They use only `Random.random`, whose numbers Python guarantees across versions."""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")

SPREAD = 1.5  # variance of a daily count over its mean: above 1, as mentions come in bursts


@dataclass(frozen=True)
class Odds:
    """Items and their cumulative weights."""

    things: tuple
    edges: tuple[float, ...]


def odds(weights: dict) -> Odds:
    """Item -> weight, prepared for `drawn`."""
    return Odds(tuple(weights), tuple(accumulate(weights.values())))


def drawn(dice: Random, from_: Odds) -> object:
    """Draw one item in proportion to the weights."""
    return from_.things[bisect(from_.edges, dice.random() * from_.edges[-1], hi=len(from_.edges) - 1)]


def one(dice: Random, things: Sequence[Thing]) -> Thing:
    """Draw one item uniformly."""
    return things[int(dice.random() * len(things))]


def between(dice: Random, low: int, high: int) -> int:
    """Draw a whole number from low to high, both included."""
    return low + int(dice.random() * (high - low + 1))


def count(dice: Random, mean: float, spread: float = SPREAD) -> int:
    """Draw a count of the given mean; its variance is `spread` times the mean."""
    if mean <= 0:
        return 0
    if mean < 8:  # the bell would be cut at zero: count the arrivals of a Poisson process instead
        met, left = 0, dice.random()
        while left > math.exp(-mean):
            met, left = met + 1, left * dice.random()
        return met
    bell = sum(dice.random() for _ in range(12)) - 6
    return max(0, round(mean + math.sqrt(mean * spread) * bell))


def repeats(dice: Random, mean: float) -> int:
    """Draw a number of repeats of that mean: mostly 0, sometimes large."""
    return int(math.log(1 - dice.random()) / math.log(mean / (1 + mean)))


def tail(dice: Random, scale: float) -> int:
    """Draw a heavy-tailed number: mostly small, at times a hundred times larger."""
    return int(scale * (1 / (1.004 - dice.random()) ** 0.9 - 1))


def early(dice: Random, size: int) -> int:
    """Draw an index below `size`, small ones more often: a few authors write much, most write once."""
    return int(size * dice.random() ** 2)
