"""The score of the Numenta Anomaly Benchmark, standard profile, written from its description and its scorer's behaviour.

A detection within a labelled window is worth what its earliest one is, from 1 at the window's first row to nearly 0 at its
last; a window without one costs 1. A detection outside costs up to 0.11: less soon after a window. The first 15 % of the rows, 750 at most,
are not judged. 100 is the first row of every window and nothing else, 0 is silence.

Source: A. Lavin, S. Ahmad, Evaluating real-time anomaly detection algorithms, ICMLA 2015.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

HIT, MISS, FALSE = 1.0, 1.0, 0.11  # the standard profile
PROBATION, LONGEST = 0.15, 5000  # a share of the rows, of so many at most
FAR = 3.0  # windows past one, from which on a false detection costs all


def sigmoid(position: ArrayLike) -> NDArray[np.float64]:
    """From 1 well before the end of a window (position 0) to −1 well after it."""
    where = np.asarray(position, dtype=float)
    return np.where(where > FAR, -1.0, 2 / (1 + np.exp(5 * np.minimum(where, FAR))) - 1)


def probation(rows: int) -> int:
    return int(min(PROBATION * rows, PROBATION * LONGEST))


def score(detected: ArrayLike, windows: Sequence[tuple[int, int]]) -> float:
    """The raw score of one file. `detected`: by row; `windows`: first and last row of each, in order, apart."""
    rows = np.asarray(detected, dtype=bool).copy()
    rows[: probation(len(rows))] = False
    at = np.flatnonzero(rows)
    total, outside = 0.0, np.ones(len(at), dtype=bool)
    for first, last in windows:
        inside = (at >= first) & (at <= last)
        outside &= ~inside
        if inside.any():
            early = (last - at[inside][0] + 1) / (last - first + 1)
            total += HIT * float(sigmoid(-early) / sigmoid(-1.0))
        else:
            total -= MISS
    for row in at[outside]:
        before = [(first, last) for first, last in windows if last < row]
        if before:
            first, last = before[-1]
            total += FALSE * float(sigmoid((row - last) / (last - first)))
        else:
            total -= FALSE
    return total


def normalised(files: Iterable[tuple[ArrayLike, Sequence[tuple[int, int]]]]) -> float:
    """The score of several files together, 0 for silence and 100 for a perfect detector."""
    files = list(files)
    number = sum(len(windows) for _, windows in files)
    silence = -MISS * number
    return 100 * (sum(score(*one) for one in files) - silence) / (HIT * number - silence)
