"""What the watch would have told with another threshold: the past judged anew, with the same expectation.

Only days are judged: the record of episodes and the threshold in force stay as they are. A crisis that an author of large
reach alone confirms is told as an alert, since nothing here depends on the difference.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from data.store import Store
from kpis.engine.scope import Scope
from kpis.inputs import crisis, daily_signals
from kpis.inputs.threshold import Threshold

WEEKS = 104
YEAR = 365.25  # days


@dataclass(frozen=True)
class Rung:
    """An episode of level 2 or more. `until` None: not over. alarms: its days of level 2 or more, the first one first."""

    since: date
    until: date | None
    level: int
    alarms: tuple[date, ...]


@dataclass(frozen=True)
class Judged:
    """The days of a brand from `since` to `until`, by a threshold. days: those that could be evaluated."""

    threshold: Threshold
    since: date
    until: date
    days: int
    episodes: tuple[Rung, ...]

    @property
    def a_year(self) -> float:
        """Alarms a year: episodes of level 2 or more; NaN without an evaluated day."""
        return len(self.episodes) * YEAR / self.days if self.days else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """The exact 95 % interval of a Poisson rate (F. Garwood, Biometrika 28 (1936) 437–442), a year."""
        low, high = poisson_interval(len(self.episodes))
        return (low * YEAR / self.days, high * YEAR / self.days) if self.days else (math.nan, math.nan)


def judged(store: Store, brand: str, threshold: Threshold | None = None, *, weeks: int = WEEKS) -> Judged | None:
    """The last weeks of a brand by a threshold, by default the one in force; None without a mention.

    Judged from the first covered day on, so that a day has the z that an evaluation in force would give it.
    """
    first, last = store.rows(
        "select min(covered_from) as first, max(covered_to) as last from coverage "
        "where table_name = 'mentions' and brand = ?",
        [brand],
    )[0].values()
    found = None if first is None else daily_signals.daily_signals(store, Scope(first, last, (brand,)), by="brand")
    if found is None or brand not in found.series:
        return None
    column = [found.series.index(brand)]
    threshold = threshold or found.threshold
    counts = {name: values[:, column] for name, values in found.counts.items()}
    is_in_force = threshold == found.threshold and len(found.series) == 1
    told = found.spikes if is_in_force else daily_signals.evaluate(counts, found.days[0], threshold)
    alarms = crisis.alarm(told, untoned=found.untoned[:, column])
    level = crisis.levels(alarms, crisis.confirmations(told, alarms))[:, 0]
    z = crisis.worst(told, alarms)[:, 0]
    since = max(last - timedelta(days=7 * weeks - 1), found.days[0])
    days = np.array(found.days)
    episodes = []
    for begun, until in crisis.episodes(level, z):
        end = len(days) if until is None else until + 1
        rang = [int(day) for day in np.flatnonzero(np.nan_to_num(level[begun:end]) >= crisis.ALERT) + begun]
        if rang and days[end - 1] >= since:
            highest = int(np.nanmax(level[begun:end]))
            last_day = None if until is None else days[until]
            episodes.append(Rung(days[begun], last_day, highest, tuple(days[day] for day in rang)))
    known = int((~np.isnan(level[days >= since])).sum())
    return Judged(threshold, since, last, known, tuple(episodes))


def poisson_interval(count: int) -> tuple[float, float]:
    """The exact 95 % interval of the mean that a Poisson count is of."""
    from scipy.special import chdtri  # its import is heavy

    low = 0.0 if count == 0 else float(chdtri(2 * count, 0.975)) / 2
    return low, float(chdtri(2 * count + 2, 0.025)) / 2
