"""The episodes of a brand as the clocks tell them: the days of its whole history, the hours of the last weeks, and their
steps of five minutes where there are as many mentions as steps.

Consecutive alarms are one episode, whichever clock rang: an hourly alarm on the days of a daily episode, or beside them,
is that episode, found some hours earlier. Of hours, concern alone rings (negative and sensitive mentions, one story); the
sum of all mentions is vigilance, as by day. An hourly episode is over after a day without an hour to watch.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import numpy as np
import pandas as pd

from data.store import Store
from data.watch.episodes import Found
from kpis.analysis import episodes as daily
from kpis.analysis.episodes import Episode
from kpis.engine.scope import Scope
from kpis.inputs.crisis import ALERT, CONCERN
from kpis.inputs.fine_clock import FIVE_MINUTES, HOURLY
from kpis.inputs.hourly_signals import HourlySignals, hourly_signals
from watch import counting

DAY = timedelta(days=1)
HOURS_FROM = timedelta(
    weeks=13
)  # before the last covered day, that hours are looked at; older ones stay as they were told

_FIRST = """
    select min(published_at)
    from mentions
    where brand = $brand
      and day between $since and $until
      and {counted}
"""


def covered(store: Store, brand: str) -> tuple[date, date] | None:
    """The first and last day of the mentions of a brand; None without any."""
    row = store.rows(
        "select min(covered_from) as first, max(covered_to) as last from coverage "
        "where table_name = 'mentions' and brand = ?",
        [brand],
    )[0]
    return None if row["first"] is None else (row["first"], row["last"])


def hours_from(last: date) -> datetime:
    """The local moment from which on hours are evaluated, of data that end on a day."""
    return datetime.combine(last - HOURS_FROM, time())


def told(store: Store, brand: str, first: date, last: date) -> tuple[Found, ...]:
    """The episodes of a brand, by days and by hours, in the order of their beginning."""
    scope = Scope(first, last, (brand,))
    rows = daily.watched(store, scope)
    limits = {signal: daily.limits(store, scope, signal) for signal in daily.OF_EPISODES}
    by_day = [_of_days(store, brand, one, limits[one.peak.signal]) for one in daily.episodes(rows)]
    recent = Scope(max(first, hours_from(last).date()), last, (brand,))
    fine: list[Found] = []
    for clock in (HOURLY, FIVE_MINUTES) if _is_dense(rows) else (HOURLY,):
        signals = hourly_signals(store, recent, clock=clock)
        fine += [] if signals is None else of_hours(signals)
    return together(by_day, [_with_first(store, brand, one) for one in joined(fine)])


def _is_dense(rows: pd.DataFrame) -> bool:
    """Whether an ordinary day of late has as many mentions as steps of five minutes: fewer tell nothing by such steps."""
    late = rows[(rows["signal"] == "mentions") & rows["observed"].notna()].sort_values("day")["observed"].tail(28)
    return bool(len(late)) and float(late.median()) >= FIVE_MINUTES.steps_a_day


def of_hours(hours: HourlySignals, series: int = 0) -> list[Found]:
    """The episodes of a fine clock alone. Level 2: an alert; 1: all mentions ring, and nothing of concern does."""
    clock = hours.clock
    name_of_clock = "hour" if clock == HOURLY else "five minutes"
    moments = {name: hours.moments[name] for name in (*CONCERN, "mentions") if name in hours.moments}
    rings = {name: one.level[:, series] == 2 for name, one in moments.items()}
    watched = np.any([one.level[:, series] >= 1 for one in moments.values()], axis=0)
    concern = np.any([rings[name] for name in CONCERN if name in rings], axis=0)
    found = []
    for begun, ended in _spans(rings["mentions"] | concern, watched, since=hours.since, calm=clock.steps_a_day):
        last = len(watched) - 1 if ended is None else ended
        inside = slice(begun, last + 1)
        level = ALERT if concern[inside].any() else 1
        asked = CONCERN if level == ALERT else ("mentions",)
        names = [name for name in asked if name in rings and rings[name][inside].any()]
        z = {name: np.where(rings[name][inside], moments[name].z[inside, series], -np.inf) for name in names}
        signal = max(names, key=lambda name: z[name].max())
        at = begun + int(np.argmax(z[signal]))
        one = moments[signal]
        found.append(
            Found(
                clock=name_of_clock,
                since=hours.moment(begun),
                until=None if ended is None else hours.moment(ended),
                level=level,
                peak_at=hours.moment(at),
                signal=signal,
                observed=float(one.observed[at, series]),
                expected=_known(float(one.expected[at, series])),
                threshold=float(one.ring_from[at, series]) - 1,
                z=float(one.z[at, series]),
                history=int(one.days[at, series]),
                minutes=int(clock.windows[int(one.window[at, series])].length.total_seconds() // 60),
                peak_clock=name_of_clock,
            )
        )
    return found


def joined(fine: Iterable[Found]) -> list[Found]:
    """Episodes of fine clocks that touch, a day apart at most, as one: from the first beginning to the last end."""
    whole: list[Found] = []
    for one in sorted(fine, key=lambda one: one.since):
        before = whole[-1] if whole else None
        if before is None or (before.until is not None and one.since > before.until + DAY):
            whole.append(one)
            continue
        higher = max(before, one, key=lambda each: (each.level, each.z or 0))
        until = None if before.until is None or one.until is None else max(before.until, one.until)
        whole[-1] = replace(
            higher, clock=before.clock, since=before.since, until=until, level=max(before.level, one.level)
        )
    return whole


def together(by_day: Iterable[Found], by_hour: Iterable[Found]) -> tuple[Found, ...]:
    """One list: hourly episodes on the days of a daily one, or beside them, are part of it."""
    whole, alone = list(by_day), []
    for hour in by_hour:
        place = next((number for number, day in enumerate(whole) if _touches(day, hour)), None)
        if place is None:
            alone.append(hour)
            continue
        day = whole[place]
        is_first = hour.since < day.since + DAY
        higher = hour if hour.level > day.level else day
        since = min(day.since, hour.since) if hour.since < day.since else hour.since if is_first else day.since
        whole[place] = replace(
            higher,
            clock=hour.clock if is_first else day.clock,
            since=since,
            until=None if day.until is None else max(day.until, since),  # calm is three days of it
            level=max(day.level, hour.level),
            reasons=day.reasons,
            first_mention_at=day.first_mention_at or hour.first_mention_at,
        )
    return tuple(sorted([*whole, *alone], key=lambda one: one.since))


def _touches(day: Found, hour: Found) -> bool:
    last = (day.until or datetime.max - 3 * DAY) + 2 * DAY  # the end of its last day, and the day after
    return hour.since < last and (hour.until or datetime.max) >= day.since - DAY


def _spans(rings: np.ndarray, watched: np.ndarray, *, since: int, calm: int) -> list[tuple[int, int | None]]:
    """The first step that rings and the last one to watch before `calm` steps, a day, without any; None while it lasts."""
    spans: list[tuple[int, int | None]] = []
    begun, last = None, 0
    for hour in np.flatnonzero(watched[since:]) + since:
        if begun is not None and hour - last > calm:
            spans.append((begun, int(last)))
            begun = None
        if begun is None and rings[hour]:
            begun = int(hour)
        last = hour
    if begun is not None:
        spans.append((begun, None if len(watched) - last <= calm else int(last)))
    return spans


def _of_days(store: Store, brand: str, one: Episode, limits: dict[date, float]) -> Found:
    peak = one.peak
    return _with_first(
        store,
        brand,
        Found(
            clock="day",
            since=_midnight(one.since),
            until=None if one.until is None else _midnight(one.until),
            level=one.level,
            peak_at=_midnight(peak.day),
            signal=peak.signal,
            observed=_known(peak.observed),
            expected=_known(peak.expected),
            threshold=limits.get(peak.day),
            z=_known(peak.z),
            history=peak.history_days,
            reasons=one.why,
        ),
    )


def _with_first(store: Store, brand: str, one: Found) -> Found:
    """With the moment of its first mention, of the kind that its peak counts."""
    days = {"since": one.since.date(), "until": one.peak_at.date()}
    first = store.value(_FIRST.format(counted=counting.condition(one.signal)), {"brand": brand, **days})
    return replace(one, first_mention_at=first)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _known(value: float) -> float | None:
    return None if value != value else value
