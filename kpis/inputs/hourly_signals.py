"""The hours of a scope, or its steps of five minutes: its counts, evaluated by a fine clock (kpis/inputs/fine_clock.py).

The signals are those of the daily clock (kpis/inputs/daily_signals.py): all, negative, sensitive: unique mentions; mentions,
negative_mentions: with copies; voices: the most authors of one story in the six hours that end with a mention of the hour.

Steps of five minutes are of no stories: they last for hours. Hours are local. An hour is unknown where its day is not covered, where a change of clocks skips it, where most mentions of
its day tell no hour, and, of tones, where its day has none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.derived.story_bursts import bursts
from data.store import Store, time_zone
from kpis.engine.scope import Scope
from kpis.inputs.busy_days import BASELINE, SPREAD
from kpis.inputs.daily_signals import SIGNALS, DailySignals, daily_signals
from kpis.inputs.fine_clock import HOURLY, Clock, Moments, evaluate

HERE = Path(__file__).parent
HOURLY_SIGNALS = ("all", "mentions", "negative", "negative_mentions", "sensitive", "voices")
OF_TONE = ("negative", "negative_mentions")
HISTORY = timedelta(days=BASELINE + SPREAD)  # before the scope, that its first day is compared with
COPIES_TAIL = 1.25  # copies multiply: their bursts have a longer tail
_ONE_HOUR = Clock(HOURLY.step, HOURLY.windows[:1])  # of counts that reach six hours back themselves
_HOUR = timedelta(hours=1)
_COLUMNS = ("channel", "source", "language", "country", "topic")  # that a scope may filter on


@dataclass(frozen=True)
class HourlySignals:
    """Arrays of steps × series, from the local midnight `first` on, as many a day as the clock has; NaN where a step is
    unknown."""

    first: datetime
    since: int  # the first step of the scope; those before it are its history
    series: tuple[str, ...]
    counts: dict[str, NDArray[np.float64]]  # by signal
    moments: dict[str, Moments]
    clock: Clock = HOURLY

    def moment(self, step: int) -> datetime:
        """When a step begins, local time."""
        return self.first + int(step) * self.clock.step


def hourly_signals(store: Store, scope: Scope, *, by: str = "brand", clock: Clock = HOURLY) -> HourlySignals | None:
    """The steps of the scope's days, and of the 16 weeks before it; None when no mention log covers any of them."""
    plain = replace(scope, today=scope.reference, role=None)
    return _hourly_signals(store, store.version, plain, by, clock)


@lru_cache(maxsize=8)
def _hourly_signals(store: Store, _version: int, scope: Scope, by: str, clock: Clock) -> HourlySignals | None:
    daily = daily_signals(store, scope, by=by)
    if daily is None:
        return None
    first_day, last_day = max(scope.since - HISTORY, daily.days[0]), min(scope.until, scope.reference, daily.days[-1])
    if first_day > last_day:
        return None
    first = datetime.combine(first_day, time())
    asked, conditions = _selected(scope, by)
    asked |= {"since": first_day, "until": last_day}
    zone = time_zone(store)
    text = _text("hourly_signals.sql").format(by=by, conditions=conditions, minutes=clock.step // timedelta(minutes=1))
    tables = dict.fromkeys(HOURLY_SIGNALS, store.frame(text, asked | {"zone": zone}))
    told = tables["all"]
    if clock.step == _HOUR:
        parameters = asked | {"since": first_day - timedelta(days=1), "zone": zone}
        tables["voices"] = store.frame(bursts(_told(by, conditions)), parameters).rename(columns={"day": "moment"})
    else:
        del tables["voices"]
    known, has_tone = _known(daily, first_day, last_day, told, first, clock)
    known &= _exists(first, len(known), zone, clock)[:, None]
    counts = {}
    for name, table in tables.items():
        wide = _grid(table, name, first, len(known), daily.series, clock)
        counts[name] = np.where(known & has_tone if name in OF_TONE else known, wide, np.nan)
    since = max((scope.since - first_day).days, 0) * clock.steps_a_day
    return HourlySignals(first, since, daily.series, counts, judged(counts, first, clock), clock)


def judged(counts: dict[str, NDArray], first: datetime, clock: Clock = HOURLY) -> dict[str, Moments]:
    """Each signal against its own busy days. `counts`: by signal, steps × series."""
    width = next(iter(counts.values())).shape[1]
    summed = [name for name in counts if name != "voices"]
    tail = np.repeat([COPIES_TAIL if SIGNALS[name].copies else 1.0 for name in summed], width)
    together = evaluate(np.hstack([counts[name] for name in summed]), first, clock, tail=tail)
    found = {
        name: Moments(**{key: values[:, place * width : (place + 1) * width] for key, values in vars(together).items()})
        for place, name in enumerate(summed)
    }
    if "voices" in counts:
        found["voices"] = evaluate(counts["voices"], first, _ONE_HOUR, least=SIGNALS["voices"].least)
    return found


def _selected(scope: Scope, by: str) -> tuple[dict[str, object], str]:
    """The parameters and the condition that select a scope's mentions."""
    conditions, asked = ["true"], {}
    for column, values in scope.filters.items():
        if column in _COLUMNS:
            conditions.append(f"list_contains(${column}s, {column})")
            asked[f"{column}s"] = list(values)
    if scope.brands:
        conditions.append("list_contains($brands, brand)")
        asked["brands"] = list(scope.brands)
    return asked, " and ".join(conditions)


def _told(by: str, conditions: str) -> str:
    """The mentions of `bursts`, an hour in the place of a day."""
    return f"""
        select
            cast({by} as varchar) as series,
            date_trunc('hour', timezone($zone, timezone('UTC', published_at))) as day,
            coalesce(f.family, m.story) as story,
            author_key,
            identity,
            published_at,
            sentiment
        from mentions m
        left join mention_families f on f.story = m.story
        where m.day between $since and $until
          and {conditions}
    """


def _grid(
    frame: pd.DataFrame, column: str, first: datetime, steps: int, series: tuple[str, ...], clock: Clock
) -> NDArray[np.float64]:
    """One column as steps × series, 0 where there is no row."""
    found = np.zeros((steps, len(series)))
    row = (pd.to_datetime(frame["moment"]) - pd.Timestamp(first)) // pd.Timedelta(clock.step)
    place = frame["series"].map({name: number for number, name in enumerate(series)})
    inside = ((row >= 0) & (row < steps) & place.notna()).to_numpy(bool)
    found[row[inside].to_numpy(int), place[inside].to_numpy(int)] = frame.loc[inside, column].to_numpy(float)
    return found


def _known(
    daily: DailySignals, first_day: date, last_day: date, told: pd.DataFrame, first: datetime, clock: Clock
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Steps × series: whether the day is covered and tells hours, and whether it tells tones."""
    per_day = clock.steps_a_day
    days = (last_day - first_day).days + 1
    start = (first_day - daily.days[0]).days
    mine = slice(start, start + days)
    covered, toned = (~np.isnan(daily.counts[name][mine]) for name in ("all", "negative"))
    untimed, timed = (
        _grid(told, name, first, days * per_day, daily.series, clock).reshape(days, per_day, -1).sum(axis=1)
        for name in ("untimed", "mentions")
    )
    covered &= untimed <= timed
    return np.repeat(covered, per_day, axis=0), np.repeat(toned, per_day, axis=0)


def _exists(first: datetime, steps: int, zone: str, clock: Clock) -> NDArray[np.bool_]:
    """Whether each local step is one: a change of clocks skips some."""
    local = pd.date_range(first, periods=steps, freq=pd.Timedelta(clock.step))
    return np.asarray(local.tz_localize(ZoneInfo(zone), ambiguous=True, nonexistent="NaT").notna())


@cache
def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")
