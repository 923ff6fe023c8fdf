"""The input table `watch_days`: the days of a scope and its daily counts, evaluated by rule G (kpis/inputs/spikes.py).

One row per day, series and signal:

    all, negative, sensitive   observed and expected unique mentions, z, level (0 ordinary, 1 to watch, 2 spike)
    crisis                     z: the larger of the negative and the sensitive one; level 0 to 3 (kpis/inputs/crisis.py)
    recovery                   on the day that ends an episode: observed, the days since its peak

Null: what could not be evaluated, i.e. a day not covered, a history under 14 days, or negative mentions on a day when
no mention has a sentiment. Always computed from the first covered day on, so that a day has one z, whatever the scope.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.store import Store
from kpis.catalogue import Kpi, read_kpi
from kpis.engine.check import checked
from kpis.engine.run import run
from kpis.engine.scope import Scope
from kpis.inputs import crisis
from kpis.inputs.spikes import Spikes, spikes
from kpis.tables import INPUTS

HERE = Path(__file__).parent
_BEFORE = 27  # days before the scope that its first period of four weeks may reach back


@dataclass(frozen=True)
class DailySignals:
    """Arrays of days × series (brands, or channels), from the first covered day on; NaN where a day is not covered."""

    days: tuple[date, ...]
    series: tuple[str, ...]
    counts: dict[str, NDArray]  # by signal
    spikes: dict[str, Spikes]
    press: NDArray


def watch_days(store: Store, scope: Scope, *, by: str) -> pd.DataFrame:
    """The rows of the scope's days, and of the 27 days before it."""
    found = daily_signals(store, scope, by=by)
    if found is None:
        return pd.DataFrame(columns=list(INPUTS["watch_days"]))
    negative, sensitive = found.spikes["negative"], found.spikes["sensitive"]
    alarms, z = crisis.alarm(negative, sensitive), crisis.worst(negative, sensitive)
    since = max(scope.since - timedelta(days=_BEFORE), found.days[0])
    level = crisis.levels(alarms, involved=_involved(store, scope, found, alarms, since=since, by=by))
    rows = [
        _rows(found, signal, (found.counts[signal], one.expected, one.z, _level(one), one.days))
        for signal, one in found.spikes.items()
    ]
    nothing = np.full(z.shape, np.nan)
    days = np.maximum(negative.days, sensitive.days)
    rows.append(_rows(found, "crisis", (nothing, nothing, z, level, days)))
    rows.append(_rows(found, "recovery", (crisis.recoveries(z, alarms), nothing, nothing, nothing, days)))
    frame = pd.concat(rows, ignore_index=True)
    return frame[frame["day"] >= since].reset_index(drop=True)


def daily_signals(store: Store, scope: Scope, *, by: str) -> DailySignals | None:
    """The daily series of the scope, evaluated from the first covered day on; None when no mention log was loaded."""
    plain = replace(scope, since=date.min, today=scope.reference, role=None)
    return _daily_signals(store, store.version, plain, by)


@lru_cache(maxsize=16)
def _daily_signals(store: Store, _version: int, scope: Scope, by: str) -> DailySignals | None:
    first = store.value(
        "select min(covered_from) from coverage "
        "where table_name = 'mentions' and (len($1) = 0 or list_contains($1, brand))",
        [list(scope.brands)],
    )
    if first is None or first > scope.until:
        return None
    frame = run(store, checked(store, _signals(), replace(scope, since=first), grain="day", by=by), {})
    names = ("value", "negative", "qualified", "sensitive", "press")
    wide = {name: frame.pivot(index="period", columns="series", values=name) for name in names}
    days = tuple(moment.date() for moment in wide["value"].index)
    everything = wide["value"].to_numpy(dtype=float)
    # a covered day without a row counts 0 of each kind
    daily = {name: np.where(np.isnan(everything), np.nan, wide[name].fillna(0).to_numpy(dtype=float)) for name in wide}
    unqualified = (everything > 0) & (daily["qualified"] == 0)
    counts = {
        "all": everything,
        "negative": np.where(unqualified, np.nan, daily["negative"]),
        "sensitive": daily["sensitive"],
    }
    least = {"sensitive": crisis.LEAST_SENSITIVE}
    found = {
        signal: spikes(counted, days[0], **({"least": least[signal]} if signal in least else {}))
        for signal, counted in counts.items()
    }
    return DailySignals(days, tuple(map(str, wide["value"].columns)), counts, found, daily["press"])


def _involved(store: Store, scope: Scope, found: DailySignals, alarms: NDArray, *, since: date, by: str) -> NDArray:
    """Whether the press or a leading author is involved. Authors are queried only for alerts that are no crisis yet."""
    involved = found.press > 0
    open_days = (alarms == 2) & (crisis.levels(alarms, involved=involved) < crisis.CRISIS)
    for index in np.flatnonzero(open_days.any(axis=1)):
        day = found.days[index]
        if day >= since:
            one = replace(scope, since=day, until=day, today=scope.reference, role=None)
            authors = _leading(store, store.version, one, by)
            involved[index] |= [authors.get(name, 0) > 0 for name in found.series]
    return involved


@lru_cache(maxsize=1024)
def _leading(store: Store, _version: int, scope: Scope, by: str) -> dict[str, float]:
    """Series -> negative or sensitive mentions by leading authors. The scope is one day."""
    frame = run(store, checked(store, _leading_authors(), scope, grain="day", by=by), {})
    return dict(zip(frame["series"].astype(str), frame["value"].fillna(0), strict=True))


def _rows(found: DailySignals, signal: str, arrays: tuple[NDArray, ...]) -> pd.DataFrame:
    """The rows of one signal. `arrays`: observed, expected, z, level, history_days."""
    columns = dict(zip(list(INPUTS["watch_days"])[3:], (array.ravel() for array in arrays), strict=True))
    days = np.repeat(np.array(found.days, dtype=object), len(found.series))
    return pd.DataFrame({"day": days, "series": list(found.series) * len(found.days), "signal": signal, **columns})


def _level(one: Spikes) -> NDArray:
    """The level, NaN where the day could not be evaluated."""
    return np.where(np.isnan(one.z), np.nan, one.level)


@lru_cache(maxsize=1)
def _signals() -> Kpi:
    return read_kpi((HERE / "signals.sql").read_text(encoding="utf-8"), id="signals", casquette="vigilance")


@lru_cache(maxsize=1)
def _leading_authors() -> Kpi:
    return read_kpi(
        (HERE / "leading_authors.sql").read_text(encoding="utf-8"), id="leading_authors", casquette="vigilance"
    )
