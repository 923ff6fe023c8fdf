"""Verdicts against a baseline: how often nothing but chance is called behind."""

from __future__ import annotations

from collections import Counter

import numpy as np

from kpis.catalogue import Kpi, catalogue
from kpis.engine import dispersion, statistics
from kpis.engine.figure import Figure
from kpis.objectives.baseline import BASELINE_WEEKS, interval
from kpis.objectives.objectives import Objective
from kpis.objectives.verdict import target_of, verdict_of
from tests.simulate.world import SIZES, Days, Row, days, factors

TITLE = "Verdicts against a baseline"
VOLUME, SHARE = catalogue()["mention_volume_unique"], catalogue()["share_of_voice"]
RATE = catalogue()["engagement_per_mention"]
HISTORY = 12


def rows(runs: int, chance: np.random.Generator) -> list[Row]:
    found = []
    for size in SIZES:
        weeks = days(size, factors("clean", runs, BASELINE_WEEKS + HISTORY + 1, chance), chance).sum(axis=2)
        base, past = np.median(weeks[:, :BASELINE_WEEKS], axis=1), weeks[:, BASELINE_WEEKS:-1]
        spread, degrees = dispersion.of_counts(past)
        for what, factor in (("nothing changed", 1.0), ("a tenth less", 0.9), ("half", 0.5)):
            now = weeks[:, -1] if factor == 1 else days(size * factor, np.ones((runs, 1)), chance).sum(axis=(1, 2))
            low, high = statistics.count_interval(now, spread, degrees)
            figures = _figures(now, now, low, high, spread, degrees)
            shares = _told(VOLUME, 0.0, figures, base)
            if factor == 1:
                found += _all("count ≥ baseline", size, shares)
            else:
                found.append(Row(f"count ≥ baseline: behind, {what}", "clean", size, shares["behind"]))
        found += _all("rate ≥ baseline", size, _of_rates(size, runs, chance))
        found += _all("share of voice ≥ baseline", size, _of_shares(size, runs, chance))
    return found


def _all(what: str, size: int, shares: dict[str, float]) -> list[Row]:
    return [
        Row(
            f"{what}: {status}, nothing changed",
            "clean",
            size,
            shares[status],
            most=0.05 if status == "behind" else None,
        )
        for status in ("behind", "near", "undecided", "met")
    ]


def _of_rates(size: int, runs: int, chance: np.random.Generator) -> dict[str, float]:
    """Engagement per mention: reactions that burst, over mentions that burst."""
    factor = factors("clean", runs, BASELINE_WEEKS + HISTORY + 1, chance)
    mentions = days(size, factor, chance).sum(axis=2)
    weeks = days(3 * size, factor, chance).sum(axis=2) / np.maximum(mentions, 1)
    spread, degrees = dispersion.of_values(weeks[:, BASELINE_WEEKS:-1])
    nothing = np.full(runs, np.nan)
    figures = _figures(weeks[:, -1], mentions[:, -1], nothing, nothing, spread, degrees)
    return _told(RATE, 0.0, figures, np.median(weeks[:, :BASELINE_WEEKS], axis=1))


def _of_shares(size: int, runs: int, chance: np.random.Generator) -> dict[str, float]:
    """A share of voice over four weeks, its baseline that of eight overlapping windows."""
    factor = factors("clean", runs, 11 + 16 + 4, chance)
    own, rivals = (days(size * one, factor, chance).sum(axis=2) for one in (1.0, 1.2))
    whole = own + rivals
    windows = [own[:, a : a + 4].sum(axis=1) / whole[:, a : a + 4].sum(axis=1) for a in range(BASELINE_WEEKS)]
    spread, degrees = dispersion.of_shares(own[:, 11:27], whole[:, 11:27])
    n = whole[:, 27:].sum(axis=1)
    spread = dispersion.at_size(spread, whole[:, 11:27], n / 4)
    now = own[:, 27:].sum(axis=1) / n
    low, high = statistics.wilson(now, n / spread, z=statistics.quantile(degrees))
    return _told(SHARE, 0.0, _figures(now, n, low, high, spread, degrees), np.median(windows, axis=0))


def _figures(*columns: Days) -> list[Figure]:
    return [Figure(v, n, a, b, "complete", s, d) for v, n, a, b, s, d in zip(*columns, strict=True)]


def _told(kpi: Kpi, more: float, figures: list[Figure], bases: Days) -> dict[str, float]:
    """Status -> its share, for an objective of so many per cent above the baseline."""
    objective = Objective("senior", kpi.id, "baseline_percent", more, None)
    counts: Counter[str] = Counter()
    for figure, base in zip(figures, bases, strict=True):
        around = interval(float(base), figure, kpi)
        target = target_of(objective, kpi, baseline=float(base), days_since_baseline=0, interval=around)
        counts[verdict_of(figure, target, kpi).status] += 1
    return {status: counts[status] / len(figures) for status in ("behind", "near", "undecided", "met", "none")}
