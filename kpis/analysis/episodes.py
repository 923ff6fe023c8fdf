"""Episodes of a brand: consecutive days of vigilance, alert or crisis, up to the return to calm; and new normals.

One episode is one alert, whatever its length. It begins on a day of level 1 or more, and ends before the first of three
days in a row with z under 2 (kpis/inputs/crisis.py); a day that could not be evaluated is not calm.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from data.store import Store
from kpis.engine.scope import Scope
from kpis.inputs import crisis
from kpis.inputs.daily_signals import limits as daily_limits
from kpis.inputs.daily_signals import watch_days

SIGNALS = ("negative", "negative_mentions", "sensitive", "voices", "mentions", "all")  # shown, those of concern first
OF_EPISODES = ("negative", "negative_mentions", "sensitive", "voices", "mentions")


@dataclass(frozen=True)
class Spike:
    """A day out of the ordinary in one signal (kpis/inputs/daily_signals.py).

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
    """`until`: the last day before calm; None while it is open. level: the highest; 1 vigilance, 2 alert, 3 crisis.

    signals: of each signal that rang, its day furthest from the expected, the furthest first. why: what made a crisis of
    an alert (kpis/inputs/crisis.py).
    """

    since: date
    until: date | None
    level: int
    peak: Spike
    days: int
    signals: tuple[Spike, ...] = ()
    why: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.until is None


@dataclass(frozen=True)
class Shift:
    """A lasting shift of a signal: since when, on which day that was known, and the count expected of that day by the
    normal before and by the new one."""

    signal: str
    since: date
    known_on: date
    before: float
    after: float


def watched(store: Store, scope: Scope) -> pd.DataFrame:
    """The evaluated days of the scope's one brand: day, signal, observed, expected, z, level, history_days."""
    rows = watch_days(store, scope, by="brand")
    rows = rows[(rows["series"] == scope.brands[0]) & (rows["day"] >= scope.since)]
    return rows.drop(columns="series").sort_values(["day", "signal"]).reset_index(drop=True)


def ordinary(store: Store, scope: Scope, signal: str) -> pd.DataFrame:
    """What is ordinary for a signal on each day of the scope's one brand: day, few, most (NaN: unknown)."""
    rows = daily_limits(store, scope, by="brand")
    mine = rows[(rows["series"] == scope.brands[0]) & (rows["signal"] == signal)]
    return mine[["day", "few", "most"]].reset_index(drop=True)


def limits(store: Store, scope: Scope, signal: str) -> dict[date, float]:
    """Day -> the largest count of a signal that is not yet one to watch, of the scope's one brand; known days alone."""
    rows = ordinary(store, scope, signal).dropna(subset=["most"])
    return {row.day: float(row.most) for row in rows.itertuples()}


def spikes(rows: pd.DataFrame) -> tuple[Spike, ...]:
    """The days to watch and the spikes of the signals, newest first."""
    found = rows[rows["signal"].isin(SIGNALS) & (rows["level"] >= 1)]
    return tuple(_spike(row) for row in found.sort_values(["day", "signal"], ascending=[False, True]).itertuples())


def shifts(rows: pd.DataFrame) -> tuple[Shift, ...]:
    """The new normals that became known, newest first."""
    suffix = " shift"
    found = rows[rows["signal"].str.endswith(suffix)].sort_values(["day", "signal"], ascending=[False, True])
    return tuple(
        Shift(
            signal=row.signal.removesuffix(suffix),
            since=row.day - timedelta(days=int(row.level)),
            known_on=row.day,
            before=float(row.expected),
            after=float(row.observed),
        )
        for row in found.itertuples()
    )


def episodes(rows: pd.DataFrame) -> tuple[Episode, ...]:
    """The episodes, newest first."""
    days = rows[rows["signal"] == "crisis"].sort_values("day").reset_index(drop=True)
    level, z = days["level"].to_numpy(float), days["z"].to_numpy(float)
    found = []
    for since, until in crisis.episodes(level, z):
        last = len(days) - 1 if until is None else until
        highest = int(max(level[day] for day in range(since, last + 1) if not math.isnan(level[day])))
        found.append(_episode(rows, days["day"][since], days["day"][last], level=highest, is_open=until is None))
    return tuple(reversed(found))


def _episode(rows: pd.DataFrame, since: date, last: date, *, level: int, is_open: bool) -> Episode:
    during = rows[(rows["day"] >= since) & (rows["day"] <= last)]
    mine = during[during["signal"].isin(OF_EPISODES)]
    known = mine[mine["z"].notna()]  # a signal may have no value on any of these days
    rang = known[known["level"] >= min(level, crisis.ALERT)]
    rang = rang if len(rang) else known
    furthest = rang.loc[rang.groupby("signal")["z"].idxmax()].sort_values("z", ascending=False)
    signals = tuple(_spike(row) for row in furthest.itertuples())
    seen = set(during["signal"])
    return Episode(
        since=since,
        until=None if is_open else last,
        level=level,
        peak=signals[0] if signals else _unknown(mine, since),
        days=(last - since).days + 1,
        signals=tuple(one for one in signals if one.level >= 1),
        why=tuple(name for name in crisis.CONFIRMED if f"{name} seen" in seen),
    )


def _unknown(rows: pd.DataFrame, since: date) -> Spike:
    """The peak of an episode in which no signal has an expectation: its largest count, or its first day."""
    counted = rows[rows["observed"].notna()]
    if counted.empty:
        return Spike(since, OF_EPISODES[-1], math.nan, math.nan, math.nan, 0, 0)
    return _spike(next(counted.loc[[counted["observed"].idxmax()]].itertuples()))


def _spike(row: object) -> Spike:
    level = row.level  # type: ignore[attr-defined]
    return Spike(
        day=row.day,  # type: ignore[attr-defined]
        signal=str(row.signal),  # type: ignore[attr-defined]
        observed=float(row.observed),  # type: ignore[attr-defined]
        expected=float(row.expected),  # type: ignore[attr-defined]
        z=float(row.z),  # type: ignore[attr-defined]
        level=0 if math.isnan(level) else int(level),
        history_days=0 if math.isnan(row.history_days) else int(row.history_days),  # type: ignore[attr-defined]
    )
