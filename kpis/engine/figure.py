"""A figure: a value with its sample, its interval and how much of its period is covered."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

LEAST_SAMPLE = 10  # a share of fewer cases has no verdict


@dataclass(frozen=True)
class Figure:
    """`low`, `high`: the 95 % interval. state: complete | partial | running | missing (kpis/compute.py).

    `spread`, `degrees`: how much the KPI varies over ordinary periods (kpis/engine/dispersion.py): of a count the
    deviation of its square root, of a share or score the excess of its variance, else the deviation of its values; NaN
    or None where the history is too short. Of a median: `ended`, the share of the cases that are over; where it is not
    reached (its value is None), `least`, which it cannot be under: the plain median, open cases counted as they stand.
    Of a share among brands: `lacking`, those of which nothing is known, by name, how many are `compared`, and one whose mentions have no tone (`unlabelled`).
    Of a figure that needs texts: the day on which retention deleted them last (`texts_deleted`). `unset`: what somebody has to
    set before there is a figure: press lists | tier-1 outlets | key messages | competitors. Of a number of posts: how many are
    known by the daily statistics of accounts alone (`by_day`).
    """

    value: float | None
    n: float | None = None
    low: float | None = None
    high: float | None = None
    state: str = "complete"
    spread: float | None = None
    degrees: float | None = None
    ended: float | None = None
    least: float | None = None
    lacking: str | None = None
    compared: float | None = None
    unlabelled: str | None = None
    texts_deleted: str | None = None
    unset: str | None = None
    by_day: float | None = None

    @property
    def is_not_reached(self) -> bool:
        """Whether it is a duration that is not over: a median that fewer than half of its cases have reached, or the longest
        of episodes of which one lasts."""
        return not is_known(self.value) and is_known(self.ended) and bool(self.n)


def figure_of(row: object) -> Figure:
    """The figure of a row of `kpis.engine.run.run`."""
    more = {
        name: getattr(row, name, None)
        for name in (
            "spread",
            "degrees",
            "ended",
            "least",
            "lacking",
            "compared",
            "unlabelled",
            "texts_deleted",
            "unset",
            "by_day",
        )
    }
    return Figure(row.value, row.n, row.low, row.high, row.state, **more)  # type: ignore[attr-defined]


def rows_of(frame: pd.DataFrame, series: str) -> pd.DataFrame:
    """The rows of one series: the frame itself where it has no other (comparing its texts would cost more)."""
    mine = frame["series"].to_numpy(object) == series
    return frame if mine.all() else frame[mine]


def is_known(value: float | None) -> bool:
    """Whether a number is there: neither None nor NaN."""
    return value is not None and not math.isnan(value)
