"""Intervals and tests, vectorised over whole frames. Sources of the formulas: docs/statistics.md."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kpis.engine import dispersion

Z95 = 1.959963984540054


def wilson(share: ArrayLike, n: ArrayLike, *, z: ArrayLike = Z95) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The Wilson score interval of a share of n (Wilson 1927); it contains the share. NaN where n is 0 or unknown."""
    p, size, z = (np.asarray(one, dtype=float) for one in (share, n, z))
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
    positive: ArrayLike, negative: ArrayLike, n: ArrayLike, *, z: ArrayLike = Z95
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The interval of a net score (share positive − share negative), inside [−1, 1]; NaN where n is 0.

    One positive and one negative are added to the sample (Bonett and Price 2012); otherwise a unanimous sample, however
    small, would have an interval of width 0.
    """
    size = np.asarray(n, dtype=float)
    size = np.where(size > 0, size, np.nan)
    more, less = np.asarray(positive, dtype=float), np.asarray(negative, dtype=float)
    score, centre = (more - less) / size, (more - less) / (size + 2)
    half = np.asarray(z, dtype=float) * net_deviation(more + 1, less + 1, size + 2)
    return np.clip(np.minimum(centre - half, score), -1.0, 1.0), np.clip(np.maximum(centre + half, score), -1.0, 1.0)


def scale(interval: str) -> tuple[float, float]:
    """(middle, half) of the scale of a score from −1 to 1: points from −100 to 100 (net), stars from 1 to 5 (mean)."""
    return {"net": (0.0, 100.0), "mean": (3.0, 2.0)}[interval]


def on_scale(
    interval: str, positive: ArrayLike, negative: ArrayLike, n: ArrayLike, *, z: ArrayLike = Z95
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The interval of a score on its scale, `net` of the two sums that its file returns.

    Of a mean of scores x from −1 to 1 these are Σ(x² + x) / 2 and Σ(x² − x) / 2: their difference is Σx, their sum Σx², so
    that the variance is that of the scores, and the two that are added are one of each end of the scale.
    """
    middle, half = scale(interval)
    low, high = net(positive, negative, n, z=z)
    return middle + half * low, middle + half * high


def effective_size(share: ArrayLike, n: ArrayLike, clusters: ArrayLike, deviations: ArrayLike) -> NDArray[np.float64]:
    """How many independent cases say as much of a share as `n` cases in clusters; n at most, NaN with one cluster alone.

    `deviations`: Σ (x − p m)² over the clusters, of m cases each, x of them counted. The variance of the share, a ratio of two
    sums over clusters, is k / (k − 1) · Σ (x − p m)² / n² (Cochran 1977, 6.3 and 11.9); divided by p (1 − p) / n, it is the
    design effect, by which n is divided (Kish 1965). A share of 0 or 1 shows no variance: the cases of a cluster then count for
    one.
    """
    p, size, k, squares = (np.asarray(one, dtype=float) for one in (share, n, clusters, deviations))
    known = (size > 0) & (k > 1)
    size, k = np.where(known, size, np.nan), np.where(known, k, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        effect = k / (k - 1) * squares / size / (p * (1 - p))
    effect = np.where((p <= 0) | (p >= 1), size / k, np.maximum(effect, 1.0))
    return np.where(known, size / effect, np.nan)


def newcombe(
    p1: ArrayLike, n1: ArrayLike, p2: ArrayLike, n2: ArrayLike, *, z: ArrayLike = Z95
) -> tuple[NDArray, NDArray]:
    """The hybrid score interval of p1 − p2 for independent samples (Newcombe 1998, method 10)."""
    first, second = np.asarray(p1, dtype=float), np.asarray(p2, dtype=float)
    low1, high1 = wilson(first, n1, z=z)
    low2, high2 = wilson(second, n2, z=z)
    difference = first - second
    low = difference - np.sqrt((first - low1) ** 2 + (high2 - second) ** 2)
    high = difference + np.sqrt((high1 - first) ** 2 + (second - low2) ** 2)
    return low, high


def quantile(degrees: ArrayLike) -> NDArray[np.float64]:
    """The two-sided 95 % quantile of Student's t; of the normal distribution where the degrees are unknown (NaN)."""
    from scipy.special import stdtrit  # its import is heavy

    freedom = np.asarray(degrees, dtype=float)
    return np.where(np.isnan(freedom), Z95, stdtrit(np.where(np.isnan(freedom), 1.0, freedom), 0.975))


def two_sided(t: ArrayLike, degrees: ArrayLike) -> NDArray[np.float64]:
    """The two-sided p-value of Student's t; of the normal distribution where the degrees are unknown (NaN)."""
    from scipy.special import ndtr, stdtr

    size, freedom = -np.abs(np.asarray(t, dtype=float)), np.asarray(degrees, dtype=float)
    return 2 * np.where(np.isnan(freedom), ndtr(size), stdtr(np.where(np.isnan(freedom), 1.0, freedom), size))


def count_interval(count: ArrayLike, deviation: ArrayLike, degrees: ArrayLike) -> tuple[NDArray, NDArray]:
    """The interval of a count whose square root has this standard deviation; NaN where that is unknown."""
    half = quantile(degrees) * np.asarray(deviation, dtype=float)
    return dispersion.count_of(dispersion.root(count) - half), dispersion.count_of(dispersion.root(count) + half)


def count_change(
    now: ArrayLike, before: ArrayLike, *, deviation: ArrayLike = dispersion.POISSON, periods: int = 1
) -> NDArray[np.float64]:
    """t of the change of a count on the square-root scale (Anscombe 1948).

    `deviation`: of the square root of a period's count. `periods`: how many periods `before` is the mean of.
    """
    error = np.asarray(deviation, dtype=float) * np.sqrt(1 + 1 / periods)
    return (dispersion.root(now) - dispersion.root(before)) / error


def discoveries(p: ArrayLike) -> NDArray[np.float64]:
    """p-values adjusted for the number of tests, to a false discovery rate (Benjamini, Hochberg 1995).

    NaN, where no test applies, stays NaN and does not count as a test.
    """
    found = np.asarray(p, dtype=float).copy()
    tested = np.flatnonzero(~np.isnan(found))
    order = tested[np.argsort(-found[tested], kind="stable")]  # from the largest: an adjusted one is never above it
    ranks = np.arange(len(order), 0, -1)
    found[order] = np.clip(np.minimum.accumulate(found[order] * len(order) / ranks), 0.0, 1.0)
    return found


def corrected_share(observed: ArrayLike, sensitivity: ArrayLike, specificity: ArrayLike) -> NDArray[np.float64]:
    """The true share, inside [0, 1], of a label observed by a labeller of this accuracy (Rogan, Gladen 1978).

    NaN where the labeller is no better than chance: sensitivity + specificity ≤ 1.
    """
    better = np.asarray(sensitivity, dtype=float) + np.asarray(specificity, dtype=float) - 1
    better = np.where(better > 0, better, np.nan)
    return np.clip((np.asarray(observed, dtype=float) + np.asarray(specificity, dtype=float) - 1) / better, 0.0, 1.0)
