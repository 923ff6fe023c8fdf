"""Arrows of counts: how often one is drawn when nothing changed, and how often a doubling is seen."""

from __future__ import annotations

import numpy as np

from kpis.catalogue import catalogue
from kpis.engine import dispersion, statistics
from kpis.engine.change import change
from kpis.engine.figure import Figure
from tests.simulate.world import CONDITIONS, SIZES, WEEKDAYS, Days, Row, days, factors, with_condition

TITLE = "Arrows and intervals of counts"
VOLUME = catalogue()["mention_volume_unique"]
HISTORY = 12  # weeks, or six times four


def rows(runs: int, chance: np.random.Generator) -> list[Row]:
    found = []
    for size in SIZES:
        for condition in CONDITIONS:
            factor = factors(condition, runs, HISTORY + 1, chance)
            weeks = with_condition(days(size, factor, chance), condition, chance, mean=size)
            twice = days(2 * size, factor[:, -1:], chance)[:, 0]
            for what, length in (("week", 7), ("running week, three days", 3)):
                past, now = weeks[:, :-1, :length].sum(axis=2), weeks[:, -1, :length].sum(axis=1)
                found.append(Row(f"false arrows, {what}", condition, size, drawn(now, past), most=0.06))
                seen = drawn(twice[:, :length].sum(axis=1), past)
                # a season moves by itself: the spread of twelve of its weeks hides some doublings of a small brand
                least = 0.85 if length == 7 and (condition != "season" or size > SIZES[0]) else None
                found.append(Row(f"×2 seen, {what}", condition, size, seen, least=least))
            if condition in ("clean", "past crisis"):
                past, now = weeks[:, :-1].sum(axis=2), weeks[:, -1].sum(axis=1)
                found.append(Row("false arrows, mean of four", condition, size, drawn(now, past, periods=4), most=0.06))
                found.append(
                    Row("coverage, count of a week", condition, size, covered(now, past, size), least=0.92, most=0.98)
                )
        factor = factors("clean", runs, 28, chance)
        fours = days(size, factor, chance).sum(axis=2).reshape(runs, 7, 4).sum(axis=2)
        found.append(Row("false arrows, four weeks", "clean", size, drawn(fours[:, -1], fours[:, :-1]), most=0.06))
    return found


def drawn(now: Days, past: Days, *, periods: int = 1) -> float:
    """The share of runs with an arrow, against the last period of the past or the mean of its last four."""
    spread, degrees = dispersion.of_counts(past)
    before = past[:, -periods:].mean(axis=1)
    known = ~np.isnan(before)
    found = [
        change(Figure(a, spread=s, degrees=d), Figure(b), VOLUME, periods=periods)
        for a, b, s, d in zip(now[known], before[known], spread[known], degrees[known], strict=True)
    ]
    return float(np.mean([one.significant for one in found if one is not None]))


def covered(now: Days, past: Days, size: float) -> float:
    """How often the interval of a week's count contains the expected count."""
    low, high = statistics.count_interval(now, *dispersion.of_counts(past))
    expected = size * WEEKDAYS.sum()
    return float(np.mean((low <= expected) & (expected <= high)))
