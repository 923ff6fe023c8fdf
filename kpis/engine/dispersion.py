"""How much a figure varies from one ordinary period to the next, estimated from its own past: docs/statistics.md.

Every function takes the past of many figures at once: an array of rows (figures) by columns (earlier periods, in any
order), NaN where a period is unknown. It returns the spread of each row and the degrees of freedom of Student's t, NaN
for a row with fewer than LEAST_HISTORY known periods.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

LEAST_HISTORY = 6  # known periods; with fewer nothing is known of the spread
CUT = 3.5  # robust deviations: periods beyond it were not ordinary (Iglewicz, Hoaglin 1993)
MOST_LEFT_OUT = 4  # at most one period in so many is left out: what happens more often is ordinary
POISSON = 0.5  # the deviation of √count where mentions come independently: no count varies less
# by how much the median absolute deviation of so many values falls short (Croux, Rousseeuw 1992)
_SHORT = {6: 1.200, 7: 1.140, 8: 1.129, 9: 1.107}
Floats = NDArray[np.float64]


def root(count: ArrayLike) -> Floats:
    """A count on the square-root scale, where its variance does not depend on its mean (Anscombe 1948)."""
    return np.sqrt(np.maximum(np.asarray(count, dtype=float), 0.0) + 0.375)


def count_of(root: ArrayLike) -> Floats:
    """The count of a value on the square-root scale, 0 or more."""
    return np.maximum(np.maximum(np.asarray(root, dtype=float), 0.0) ** 2 - 0.375, 0.0)


def of_counts(past: ArrayLike) -> tuple[Floats, Floats]:
    """The standard deviation of √count over the ordinary periods, at least that of a Poisson count."""
    return of_values(root(past), least=POISSON)


def of_values(past: ArrayLike, *, least: float = 0.0) -> tuple[Floats, Floats]:
    """The standard deviation of the values over the ordinary periods."""
    values = np.atleast_2d(np.asarray(past, dtype=float))
    kept = np.where(_ordinary(values, least), values, np.nan)
    size = _known(kept)
    mean = _sum(kept) / np.maximum(size, 1)
    deviation = np.sqrt(_sum((kept - mean[:, None]) ** 2) / np.maximum(size - 1, 1))
    return _where_known(values, np.maximum(deviation, least), size - 1)


def of_shares(part: ArrayLike, whole: ArrayLike) -> tuple[Floats, Floats]:
    """By how much the variance of a share exceeds that of independent cases (Pearson's χ² by its degrees), 1 or more.

    `part` of `whole` cases in each period.
    """
    k, n = (np.atleast_2d(np.asarray(one, dtype=float)) for one in (part, whole))
    n = np.where((n > 0) & ~np.isnan(k), n, np.nan)

    def deviations(kept: Floats) -> Floats:
        size = np.where(np.isnan(kept), np.nan, n)
        share = np.clip(_sum(np.where(np.isnan(kept), np.nan, k)) / _sum(size), 1e-9, 1 - 1e-9)[:, None]
        return (k - n * share) / np.sqrt(n * share * (1 - share))

    return _pearson(n, deviations)


def of_net(positive: ArrayLike, negative: ArrayLike, whole: ArrayLike) -> tuple[Floats, Floats]:
    """The same of a net score: (positive − negative) of `whole` cases in each period."""
    more, less, n = (np.atleast_2d(np.asarray(one, dtype=float)) for one in (positive, negative, whole))
    n = np.where((n > 0) & ~np.isnan(more - less), n, np.nan)

    def deviations(kept: Floats) -> Floats:
        size = _sum(np.where(np.isnan(kept), np.nan, n))
        p, q = (_sum(np.where(np.isnan(kept), np.nan, one)) / size for one in (more, less))
        variance = np.maximum(p + q - (p - q) ** 2, 1e-9)
        return (more - less - n * (p - q)[:, None]) / np.sqrt(n * variance[:, None])

    return _pearson(n, deviations)


def at_size(excess: ArrayLike, past: ArrayLike, cases: ArrayLike) -> Floats:
    """The excess in periods of so many `cases`, from that in `past` periods (their cases: rows by periods).

    Cases that come in bursts vary by a share of their number, so that the excess grows with it.
    """
    size = np.atleast_2d(np.asarray(past, dtype=float))
    usual = _median(size)[:, 0]  # which a past crisis does not move
    ratio = np.where(usual > 0, np.asarray(cases, dtype=float) / np.where(usual > 0, usual, 1.0), 1.0)
    return 1 + (np.asarray(excess, dtype=float) - 1) * ratio


def _pearson(n: Floats, deviations) -> tuple[Floats, Floats]:
    """`deviations`: of each period from the pooled figure of the periods that are not NaN, in standard errors."""
    with np.errstate(invalid="ignore", divide="ignore"):
        kept = np.where(_ordinary(deviations(n), 1.0), n, np.nan)
        squares = np.where(np.isnan(kept), np.nan, deviations(kept) ** 2)
    degrees = _known(kept) - 1
    return _where_known(n, np.maximum(_sum(squares) / np.maximum(degrees, 1), 1.0), degrees)


def _ordinary(values: Floats, least: float) -> NDArray[np.bool_]:
    """Whether each value is within CUT robust deviations of its row's median, `least` being the smallest deviation."""
    known = ~np.isnan(values)
    size = known.sum(axis=1)
    away = np.abs(values - _median(values))
    short = np.array([_SHORT.get(int(one), one / (one - 0.8) if one > 1 else 1.0) for one in size])
    limit = CUT * np.maximum(1.4826 * _median(away) * short[:, None], least)
    rank = np.argsort(np.argsort(np.where(known, -away, np.inf), axis=1), axis=1)  # 0: the farthest
    return known & ((away <= limit) | (rank >= (size // MOST_LEFT_OUT)[:, None]))


def _median(values: Floats) -> Floats:
    """The median of each row's known values as a column; 0 for a row without any."""
    filled = np.sort(np.pad(values, ((0, 0), (0, 1)), constant_values=np.nan), axis=1)  # NaN last
    size = (~np.isnan(values)).sum(axis=1)
    rows = np.arange(len(values))
    middle = (filled[rows, np.maximum(size - 1, 0) // 2] + filled[rows, size // 2]) / 2
    return np.where(size > 0, middle, 0.0)[:, None]


def _known(values: Floats) -> NDArray[np.int_]:
    return (~np.isnan(values)).sum(axis=1)


def _sum(values: Floats) -> Floats:
    return np.nansum(values, axis=1)


def _where_known(past: Floats, spread: Floats, degrees: ArrayLike) -> tuple[Floats, Floats]:
    enough = (_known(past) >= LEAST_HISTORY) & (np.asarray(degrees) >= 1)
    return np.where(enough, spread, np.nan), np.where(enough, degrees, np.nan)
