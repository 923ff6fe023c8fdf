"""The contributions of parts to the change of a figure, which add up to it. Formulas and sources: docs/statistics.md.

A sum changes by the differences of its parts. A ratio N / D changes by what each part's rate and its weight in D add
(mix); a share among brands by what the number of each brand's rows adds (volume), so that a competitor whose number
stayed the same contributes nothing.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Array = NDArray[np.float64]
COLUMNS = ("numerator", "denominator", "rows")


def beside(now: pd.DataFrame, before: pd.DataFrame | None) -> pd.DataFrame:
    """The parts of two periods side by side: COLUMNS, and the same with `_before`; 0 where a part has no rows.

    Both frames: dimension, item and COLUMNS. Without `before` its columns are NaN.
    """
    if before is None:
        return now.assign(**{f"{name}_before": np.nan for name in COLUMNS})
    both = now.merge(before, on=["dimension", "item"], how="outer", suffixes=("", "_before"))
    counted = [*COLUMNS, *(f"{name}_before" for name in COLUMNS)]
    return both.assign(**{name: both[name].fillna(0.0).astype(float) for name in counted})


def of_sum(parts: pd.DataFrame) -> pd.DataFrame:
    """The differences of the parts of a sum: column `contribution`."""
    return parts.assign(contribution=parts["numerator"] - parts["numerator_before"])


def of_ratio(parts: pd.DataFrame, now: tuple[float, float], before: tuple[float, float]) -> pd.DataFrame:
    """Of the parts of N / D: `contribution`, and what of it is of their weight (`volume`) and of their rate (`rate`).

    `now`, `before`: N and D, both D above 0. With w = d / D and R the mean of the two figures, a part contributes
    Δ(n / D) − R Δw; of that its rate is the mean w times Δ(n / d), its weight the rest, (mean n / d − R) Δw. A part
    without a denominator in one period has no rate there: all is of its weight.
    """
    (total, whole), (total_before, whole_before) = now, before
    middle = (total / whole + total_before / whole_before) / 2
    n, d = _arrays(parts, "")
    n_before, d_before = _arrays(parts, "_before")
    weight, weight_before = d / whole, d_before / whole_before
    contribution = n / whole - n_before / whole_before - middle * (weight - weight_before)
    rate = (weight + weight_before) / 2 * _rate_change(n, d, n_before, d_before)
    return parts.assign(contribution=contribution, volume=contribution - rate, rate=rate)


def of_share(parts: pd.DataFrame, now: tuple[float, float], before: tuple[float, float]) -> pd.DataFrame:
    """Of the parts of a share N / D among brands: what the change of their numbers adds. Columns as of `of_ratio`.

    With means over the two periods, N / D changes by Σ (mean D · Δn − mean N · Δd) / (D D before), exactly.
    """
    (total, whole), (total_before, whole_before) = now, before
    n, d = _arrays(parts, "")
    n_before, d_before = _arrays(parts, "_before")
    scale = whole * whole_before
    mean_whole, mean_total = (whole + whole_before) / 2, (total + total_before) / 2
    contribution = (mean_whole * (n - n_before) - mean_total * (d - d_before)) / scale
    rate = mean_whole * (d + d_before) / 2 * _rate_change(n, d, n_before, d_before) / scale
    return parts.assign(contribution=contribution, volume=contribution - rate, rate=rate)


def _arrays(parts: pd.DataFrame, end: str) -> tuple[Array, Array]:
    return parts[f"numerator{end}"].to_numpy(float), parts[f"denominator{end}"].to_numpy(float)


def _rate_change(n: Array, d: Array, n_before: Array, d_before: Array) -> Array:
    """Δ(n / d); 0 where a part has no denominator in one of the periods."""
    known = (d != 0) & (d_before != 0)
    safe, safe_before = np.where(known, d, 1.0), np.where(known, d_before, 1.0)
    return np.where(known, n / safe - n_before / safe_before, 0.0)
