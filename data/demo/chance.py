"""Seeded draws. They rest on `Random.random` alone, whose numbers Python promises to keep from version to version."""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")

SPREAD = 1.5  # variance of a daily count, in means: talk comes in bursts


@dataclass(frozen=True)
class Odds:
    """Things and their cumulated weights."""

    things: tuple
    edges: tuple[float, ...]


def odds(weights: dict) -> Odds:
    """Weights made ready for `drawn`."""
    return Odds(tuple(weights), tuple(accumulate(weights.values())))


def drawn(dice: Random, from_: Odds) -> object:
    """One thing, in proportion to the weights."""
    return from_.things[bisect(from_.edges, dice.random() * from_.edges[-1], hi=len(from_.edges) - 1)]


def one(dice: Random, things: Sequence[Thing]) -> Thing:
    """One of several things, all alike."""
    return things[int(dice.random() * len(things))]


def between(dice: Random, low: int, high: int) -> int:
    """A whole number from low to high, both included."""
    return low + int(dice.random() * (high - low + 1))


def count(dice: Random, mean: float, spread: float = SPREAD) -> int:
    """How often something happens when it is expected `mean` times; its variance is `spread` times the mean."""
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
    """A number of repeats of that mean: most often none, sometimes many."""
    return int(math.log(1 - dice.random()) / math.log(mean / (1 + mean)))


def tail(dice: Random, scale: float) -> int:
    """A number that is mostly small and at times a hundred times larger."""
    return int(scale * (1 / (1.004 - dice.random()) ** 0.9 - 1))


def early(dice: Random, size: int) -> int:
    """A place among `size`, the first ones more often: a few authors write much, most write once."""
    return int(size * dice.random() ** 2)
