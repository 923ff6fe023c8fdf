"""Intervals and tests, vectorised over whole frames. Sources of the formulas: docs/statistics.md."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Z95 = 1.959963984540054


def wilson(share: ArrayLike, n: ArrayLike, *, z: float = Z95) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The Wilson score interval of a share of n (Wilson 1927); it contains the share. NaN where n is 0 or unknown."""
    p, size = np.asarray(share, dtype=float), np.asarray(n, dtype=float)
    size = np.where(size > 0, size, np.nan)
    centre = (p + z**2 / (2 * size)) / (1 + z**2 / size)
    half = z / (1 + z**2 / size) * np.sqrt(p * (1 - p) / size + z**2 / (4 * size**2))
    # at 0 and at 1 the bound is the share itself, whatever the rounding
    return np.clip(np.minimum(centre - half, p), 0.0, 1.0), np.clip(np.maximum(centre + half, p), 0.0, 1.0)


def net_deviation(positive: ArrayLike, negative: ArrayLike, n: ArrayLike) -> NDArray[np.float64]:
    """The standard deviation of (positive − negative) / n, both counts of one multinomial sample of n."""
    size = np.asarray(n, dtype=float)
    size = np.where(size > 0, size, np.nan)
    p, q = np.asarray(positive, dtype=float) / size, np.asarray(negative, dtype=float) / size
    return np.sqrt((p + q - (p - q) ** 2) / size)


def net(
    positive: ArrayLike, negative: ArrayLike, n: ArrayLike, *, z: float = Z95
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The interval of a net score (share positive − share negative), inside [−1, 1]; NaN where n is 0.

    One positive and one negative are added to the sample (Bonett and Price 2012); otherwise a unanimous sample, however
    small, would have an interval of width 0.
    """
    size = np.asarray(n, dtype=float)
    size = np.where(size > 0, size, np.nan)
    more, less = np.asarray(positive, dtype=float), np.asarray(negative, dtype=float)
    score, centre = (more - less) / size, (more - less) / (size + 2)
    half = z * net_deviation(more + 1, less + 1, size + 2)
    return np.clip(np.minimum(centre - half, score), -1.0, 1.0), np.clip(np.maximum(centre + half, score), -1.0, 1.0)


def newcombe(p1: ArrayLike, n1: ArrayLike, p2: ArrayLike, n2: ArrayLike) -> tuple[NDArray, NDArray]:
    """The hybrid score interval of p1 − p2 for independent samples (Newcombe 1998, method 10)."""
    first, second = np.asarray(p1, dtype=float), np.asarray(p2, dtype=float)
    low1, high1 = wilson(first, n1)
    low2, high2 = wilson(second, n2)
    difference = first - second
    low = difference - np.sqrt((first - low1) ** 2 + (high2 - second) ** 2)
    high = difference + np.sqrt((high1 - first) ** 2 + (second - low2) ** 2)
    return low, high


def overdispersion(counts: ArrayLike) -> float:
    """Variance over mean of the counts of ordinary periods, at least 1 (Poisson); 1 for fewer than three counts."""
    known = np.asarray(counts, dtype=float)
    known = known[~np.isnan(known)]
    if known.size < 3 or known.mean() <= 0:
        return 1.0
    return max(1.0, float(known.var(ddof=1) / known.mean()))


def count_change(now: ArrayLike, before: ArrayLike, *, dispersion: ArrayLike = 1.0) -> NDArray[np.float64]:
    """z of the change of a count on the square-root scale (Anscombe 1948); the variance is `dispersion` × mean."""
    b, a = np.asarray(now, dtype=float), np.asarray(before, dtype=float)
    return 2 * (np.sqrt(b + 0.375) - np.sqrt(a + 0.375)) / np.sqrt(2 * np.asarray(dispersion, dtype=float))


def discoveries(p: ArrayLike) -> NDArray[np.float64]:
    """p-values adjusted for the number of tests, to a false discovery rate (Benjamini, Hochberg 1995).

    NaN, where no test applies, stays NaN and does not count as a test.
    """
    from scipy.stats import false_discovery_control  # its import is heavy

    found = np.asarray(p, dtype=float).copy()
    tested = ~np.isnan(found)
    if tested.any():
        found[tested] = false_discovery_control(found[tested], method="bh")
    return found


def corrected_share(observed: ArrayLike, sensitivity: ArrayLike, specificity: ArrayLike) -> NDArray[np.float64]:
    """The true share, inside [0, 1], of a label observed by a labeller of this accuracy (Rogan, Gladen 1978).

    NaN where the labeller is no better than chance: sensitivity + specificity ≤ 1.
    """
    better = np.asarray(sensitivity, dtype=float) + np.asarray(specificity, dtype=float) - 1
    better = np.where(better > 0, better, np.nan)
    return np.clip((np.asarray(observed, dtype=float) + np.asarray(specificity, dtype=float) - 1) / better, 0.0, 1.0)
