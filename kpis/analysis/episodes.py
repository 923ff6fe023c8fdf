"""Episodes of a brand: consecutive days of vigilance, alert or crisis, up to the return to calm.

One episode is one alert, whatever its length. It begins on a day of level 1 or more, and ends before the first of three
days in a row with z under 2 (kpis/inputs/crisis.py); a day that could not be evaluated is not calm.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.store import Store
from kpis.engine.scope import Scope
from kpis.inputs.crisis import CALM_DAYS
from kpis.inputs.daily_signals import watch_days
from kpis.inputs.spikes import CALM_Z

SIGNALS = ("negative", "sensitive", "all")


@dataclass(frozen=True)
class Spike:
    """A day out of the ordinary in one series of unique mentions: all, negative or sensitive ones.

    level: 1 to watch, 2 spike. history_days: known ordinary days in the history that it is compared with.
    """

    day: date
    signal: str
    observed: float
    expected: float
    z: float
    level: int
    history_days: int


@dataclass(frozen=True)
class Episode:
    """`until`: the last day before calm; None while it is open. level: the highest; 1 vigilance, 2 alert, 3 crisis."""

    since: date
    until: date | None
    level: int
    peak: Spike
    days: int

    @property
    def is_open(self) -> bool:
        return self.until is None


def watched(store: Store, scope: Scope) -> pd.DataFrame:
    """The evaluated days of the scope's one brand: day, signal, observed, expected, z, level, history_days."""
    rows = watch_days(store, scope, by="brand")
    rows = rows[(rows["series"] == scope.brands[0]) & (rows["day"] >= scope.since)]
    return rows.drop(columns="series").sort_values(["day", "signal"]).reset_index(drop=True)


def spikes(rows: pd.DataFrame) -> tuple[Spike, ...]:
    """The days to watch and the spikes of the three series, newest first."""
    found = rows[rows["signal"].isin(SIGNALS) & (rows["level"] >= 1)]
    return tuple(_spike(row) for row in found.sort_values(["day", "signal"], ascending=[False, True]).itertuples())


def episodes(rows: pd.DataFrame) -> tuple[Episode, ...]:
    """The episodes, newest first."""
    crisis = rows[rows["signal"] == "crisis"].sort_values("day")
    found: list[Episode] = []
    begun: list[tuple[date, float]] = []  # days of the episode with their levels
    calm = 0
    for row in crisis.itertuples():
        level = 0.0 if pd.isna(row.level) else float(row.level)
        if not begun and level < 1:
            continue
        calm = calm + 1 if not pd.isna(row.z) and row.z < CALM_Z and level < 1 else 0
        begun.append((row.day, level))
        if calm == CALM_DAYS:
            found.append(_episode(rows, begun[:-CALM_DAYS], is_open=False))
            begun, calm = [], 0
    if begun:
        found.append(_episode(rows, begun, is_open=True))
    return tuple(reversed(found))


def _episode(rows: pd.DataFrame, days: list[tuple[date, float]], *, is_open: bool) -> Episode:
    since, last = days[0][0], days[-1][0]
    mine = rows[rows["day"].between(since, last) & rows["signal"].isin(("negative", "sensitive"))]
    peak = mine.loc[mine["z"].idxmax()]
    return Episode(
        since=since,
        until=None if is_open else last,
        level=int(max(level for _, level in days)),
        peak=_spike(peak),
        days=(last - since).days + 1,
    )


def _spike(row: object) -> Spike:
    level = row.level  # type: ignore[attr-defined]
    return Spike(
        day=row.day,  # type: ignore[attr-defined]
        signal=str(row.signal),  # type: ignore[attr-defined]
        observed=float(row.observed),  # type: ignore[attr-defined]
        expected=float(row.expected),  # type: ignore[attr-defined]
        z=float(row.z),  # type: ignore[attr-defined]
        level=0 if math.isnan(level) else int(level),
        history_days=int(row.history_days),  # type: ignore[attr-defined]
    )
