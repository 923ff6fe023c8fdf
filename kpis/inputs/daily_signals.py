"""The input tables `watch_days` and `alert_terms`: the days of a scope and its daily counts, evaluated by rule G (kpis/inputs/spikes.py).

Signals (a series of counts per brand and day) are compared with what is expected of them, the state of all signals makes
the level of a day (kpis/inputs/crisis.py). One row per day, series and signal:

    all, negative, sensitive, press   observed and expected unique mentions, z, level (0 ordinary, 1 to watch, 2 spike)
    mentions, negative_mentions       the same with copies and reposts
    voices                            the most authors of one story in six hours, of stories not mostly positive
    crisis                            z: the largest of the signals of concern; level 0 to 3
    <confirmation> seen               on a day of level 3, what confirms it (kpis/inputs/crisis.py)
    <signal> shift                    on the day that makes a new normal known: observed, the count expected from now on;
                                      expected, the one before; level: the days since it began
    recovery                          on the day that ends an episode: observed, the days since its peak
    recovering                        on each day of an alert that is not over: observed, the days since its peak so far

Null: what could not be evaluated, i.e. a day not covered, a history under 14 days, negative mentions on a day when no
mention has a sentiment. Always computed from the first covered day on, so that a day has
one z, whatever the scope.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from functools import lru_cache, partial
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.store import Store
from data.watch import handling
from kpis.catalogue import Kpi, read_kpi
from kpis.engine import depends
from kpis.engine.check import checked
from kpis.engine.kept_states import Kept
from kpis.engine.run import run
from kpis.engine.scope import Scope
from kpis.inputs import crisis, expectation
from kpis.inputs import threshold as thresholds
from kpis.inputs.bursts import burst_days
from kpis.inputs.spikes import LEAST_COUNT, LEAST_RATIO, Spikes, spikes, watch_z
from kpis.inputs.threshold import Threshold
from kpis.tables import INPUTS

HERE = Path(__file__).parent
_BEFORE = 27  # days before the scope that its first period of four weeks may reach back


@dataclass(frozen=True)
class Signal:
    """How a signal is judged: the count that a spike needs, whether it multiplies, how much longer its tail is."""

    least: float = LEAST_COUNT
    copies: bool = False
    tail: float = 1.0


SIGNALS = {
    "all": Signal(),
    "mentions": Signal(copies=True),
    "negative": Signal(),
    "negative_mentions": Signal(copies=True),
    "sensitive": Signal(least=3),
    "press": Signal(least=3),
    "voices": Signal(least=10, copies=True, tail=1.6),  # a largest of many
}


@dataclass(frozen=True)
class DailySignals:
    """Arrays of days × series (brands, or channels), from the first covered day on; NaN where a day is not covered."""

    days: tuple[date, ...]
    series: tuple[str, ...]
    counts: dict[str, NDArray]  # by signal
    spikes: dict[str, Spikes]
    untoned: NDArray  # whether most mentions of the day, copies included, have no sentiment
    threshold: Threshold  # that was in force


def watch_days(store: Store, scope: Scope, *, by: str) -> pd.DataFrame:
    """The rows of the scope's days, and of the 27 days before it."""
    found = daily_signals(store, scope, by=by)
    if found is None:
        return pd.DataFrame(columns=list(INPUTS["watch_days"]))
    alarms = crisis.alarm(found.spikes, untoned=found.untoned)
    z = crisis.worst(found.spikes, alarms)
    since = max(scope.since - timedelta(days=_BEFORE), found.days[0])
    confirmed = crisis.confirmations(found.spikes, alarms)
    confirmed["author"] = _leading(store, scope, found, crisis.levels(alarms, confirmed), since=since, by=by)
    level = crisis.levels(alarms, confirmed)
    days = np.max([found.spikes[name].days for name in crisis.CONCERN], axis=0)
    nothing = np.full(z.shape, np.nan)
    rows = [
        _rows(found, signal, (found.counts[signal], one.expected, one.z, _level(one), one.days))
        for signal, one in found.spikes.items()
    ]
    rows.append(_rows(found, "crisis", (nothing, nothing, z, level, days)))
    once = {
        "recovery": (crisis.recoveries(z, alarms), nothing, nothing, nothing, days),
        "recovering": (crisis.since_peaks(z, alarms), nothing, nothing, nothing, days),
    }
    for signal, one in found.spikes.items():
        begun = np.where(one.shift > 0, one.shift, np.nan)
        once[f"{signal} shift"] = (one.after, one.before, nothing, begun, one.days)
    for name, seen in confirmed.items():
        once[f"{name} seen"] = (np.where(seen, 1.0, np.nan), nothing, nothing, np.where(seen, 3.0, np.nan), days)
    for signal, arrays in once.items():
        frame = _rows(found, signal, arrays)
        rows.append(frame[frame["observed"].notna()])
    frame = pd.concat([one for one in rows if len(one)], ignore_index=True)
    return frame[frame["day"] >= since].reset_index(drop=True)


def limits(store: Store, scope: Scope, *, by: str) -> pd.DataFrame:
    """What is ordinary on each day of the scope: day, series, signal, few, most (NaN: unknown).

    most: the largest count that is not yet one to watch. few: the smallest as near to the expected one; none rings below it.
    """
    found = daily_signals(store, scope, by=by)
    if found is None:
        return pd.DataFrame(columns=["day", "series", "signal", "few", "most"])
    rows = []
    for signal, one in found.spikes.items():
        trait, observed = SIGNALS[signal], found.counts[signal]
        middle = expectation.height(observed, trait.copies) - one.z * one.scale
        reach = watch_z(found.threshold.z) * one.scale
        chance = np.floor(expectation.count(middle + reach, trait.copies))
        least = found.threshold.least_of(trait.least)
        most = np.maximum(np.maximum(chance, least - 1), np.ceil(LEAST_RATIO * one.expected) - 1)
        few = np.ceil(expectation.count(middle - reach, trait.copies))
        frame = _rows(found, signal, (observed, one.expected, one.z, _level(one), one.days))
        told = frame.assign(few=few.ravel(), most=most.ravel())
        rows.append(told[["day", "series", "signal", "few", "most"]])
    whole = pd.concat(rows, ignore_index=True)
    return whole[(whole["day"] >= scope.since) & (whole["day"] <= scope.until)].reset_index(drop=True)


def alert_terms(store: Store, scope: Scope, *, by: str) -> pd.DataFrame:
    """One row per episode of level 2 or more, on the day until whose end an alert is in time: the one after it rang.

    `since`: the day before the episode begins, from which on an alert counts. None of a day that is not over. `is_handled`:
    whether the watch had told somebody, or somebody had taken it in hand, by then; None where the watch did not keep it yet.
    """
    found = daily_signals(store, scope, by=by)
    rows: list[tuple[date, str, date, date, bool | None]] = []
    if found is not None:
        alarms = crisis.alarm(found.spikes, untoned=found.untoned)
        began = crisis.alerted(alarms, crisis.worst(found.spikes, alarms))
        for index, series in zip(*np.nonzero(~np.isnan(began)), strict=True):
            rang = found.days[index]
            due = rang + timedelta(days=1)
            since = rang - timedelta(days=int(began[index, series]) + 1)
            if due < scope.reference:
                rows.append((due, found.series[series], since, rang, None))
        if by == "brand" and rows:
            kept = handling.handled(store)
            rows = [(*row[:4], handling.is_handled(kept, row[1], row[2], row[3], row[0])) for row in rows]
    return pd.DataFrame(rows, columns=list(INPUTS["alert_terms"]))


def daily_signals(store: Store, scope: Scope, *, by: str) -> DailySignals | None:
    """The daily series of the scope, evaluated from the first covered day on; None when no mention log was loaded."""
    plain = replace(scope, since=date.min, today=scope.reference, role=None)
    return _evaluated.get(store, (plain, by), lambda: _state(store, plain), lambda: _daily_signals(store, plain, by))


_evaluated: Kept[DailySignals | None] = Kept(96)


def _state(store: Store, scope: Scope) -> bytes:
    """What the signals of the scope's brands depend on; whether a filter's value was ever told is asked of every brand."""
    return depends.state_of(store, depends.HISTORY, () if scope.filters else scope.brands)


def evaluate(
    counts: dict[str, NDArray], first_day: date, threshold: Threshold = thresholds.DEFAULT
) -> dict[str, Spikes]:
    """Each signal against its own expectation, all of them at once. `counts`: by signal, days × series.

    A new source brings mentions of every tone: a rise that those without concern do not share is no new normal at once.
    """
    width = next(iter(counts.values())).shape[1]
    traits = {
        name: np.repeat([getattr(SIGNALS[signal], name) for signal in counts], width)
        for name in ("least", "copies", "tail")
    }
    traits["least"] = threshold.least_of(traits["least"])
    negative = np.where(np.isnan(counts["all"]), np.nan, np.nan_to_num(counts["negative"]))
    marks = np.hstack([negative if name in ("all", "mentions") else counts[name] for name in counts])
    company = np.tile(counts["all"] - negative, len(counts))
    together = spikes(
        np.hstack(list(counts.values())), first_day, **traits, marks=marks, company=company, spike_z=threshold.z
    )
    found = {}
    for place, signal in enumerate(counts):
        mine = slice(place * width, (place + 1) * width)
        found[signal] = Spikes(**{one.name: getattr(together, one.name)[:, mine] for one in fields(Spikes)})
    return found


def _daily_signals(store: Store, scope: Scope, by: str) -> DailySignals | None:
    first = store.value(
        "select min(covered_from) from coverage "
        "where table_name = 'mentions' and (len($1) = 0 or list_contains($1, brand))",
        [list(scope.brands)],
    )
    if first is None or first > scope.until:
        return None
    scope = replace(scope, since=first)
    frame = run(store, checked(store, _signals(), scope, grain="day", by=by), {})
    names = ("value", "negative", "qualified", "sensitive", "press", "mentions", "negative_mentions", "toned_mentions")
    wide = {name: frame.pivot(index="period", columns="series", values=name) for name in names}
    index, columns = wide["value"].index, wide["value"].columns
    days = tuple(moment.date() for moment in index)
    everything = wide["value"].to_numpy(dtype=float)
    # a covered day without a row counts 0 of each kind
    daily = {name: np.where(np.isnan(everything), np.nan, wide[name].fillna(0).to_numpy(dtype=float)) for name in wide}
    unqualified = (everything > 0) & (daily["qualified"] == 0)
    told = burst_days(store, scope, by=by).assign(day=lambda rows: pd.to_datetime(rows["day"]))
    voices = told.pivot(index="day", columns="series", values="voices").reindex(index=index, columns=columns)
    counts = {
        "all": everything,
        "mentions": daily["mentions"],
        "negative": np.where(unqualified, np.nan, daily["negative"]),
        "negative_mentions": np.where(unqualified, np.nan, daily["negative_mentions"]),
        "sensitive": daily["sensitive"],
        "press": daily["press"],
        "voices": np.where(np.isnan(everything), np.nan, voices.fillna(0).to_numpy(dtype=float)),
    }
    untoned = 2 * daily["toned_mentions"] < daily["mentions"]
    threshold = thresholds.in_force(store)
    found = evaluate(counts, days[0], threshold)
    return DailySignals(days, tuple(map(str, columns)), counts, found, untoned, threshold)


def _leading(store: Store, scope: Scope, found: DailySignals, level: NDArray, *, since: date, by: str) -> NDArray:
    """Whether an author of large reach is involved. Asked only of alerts that are no crisis yet."""
    involved = np.zeros(level.shape, dtype=bool)
    for index in np.flatnonzero((level == crisis.ALERT).any(axis=1)):
        day = found.days[index]
        if day >= since:
            one = replace(scope, since=day, until=day, today=scope.reference, role=None)
            authors = _known_authors.get(
                store, (one, by), partial(_state, store, one), partial(_authors, store, one, by)
            )
            involved[index] = [authors.get(name, 0) > 0 for name in found.series]
    return involved & (level == crisis.ALERT)


_known_authors: Kept[dict[str, float]] = Kept(1024)


def _authors(store: Store, scope: Scope, by: str) -> dict[str, float]:
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
    return read_kpi(
        (HERE / "signals.sql").read_text(encoding="utf-8"), id="signals", casquette="vigilance", of_an_input=True
    )


@lru_cache(maxsize=1)
def _leading_authors() -> Kpi:
    return read_kpi(
        (HERE / "leading_authors.sql").read_text(encoding="utf-8"),
        id="leading_authors",
        casquette="vigilance",
        of_an_input=True,
    )
