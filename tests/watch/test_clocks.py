"""Hours and days tell one list of episodes: the hour that rings begins the episode that its day goes on with."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import pytest

from data.watch import episodes
from data.watch.episodes import Found
from kpis.engine.scope import Scope
from kpis.inputs.fine_clock import FIVE_MINUTES
from kpis.inputs.hourly_signals import HourlySignals, hourly_signals, judged
from tests import canonical
from tests.watch.crisis import FIRST, calm, local
from watch import clocks, evaluating, messages

MONDAY = datetime(2026, 10, 5)
BY_DAY = Found(
    clock="day", since=MONDAY, until=MONDAY + timedelta(days=2), level=2, peak_at=MONDAY + timedelta(days=1),
    signal="negative", observed=40.0, expected=6.0, threshold=13.0, z=7.0, history=35,
)  # fmt: skip
BY_HOUR = replace(
    BY_DAY, clock="hour", peak_clock="hour", minutes=60, since=MONDAY + timedelta(hours=10), until=MONDAY + timedelta(hours=15),
    peak_at=MONDAY + timedelta(hours=11), observed=12.0,
)  # fmt: skip


def test_an_hour_that_rings_begins_the_episode_of_its_day():
    (one,) = clocks.together([BY_DAY], [BY_HOUR])
    assert (one.clock, one.since, one.until) == ("hour", BY_HOUR.since, BY_DAY.until)
    assert (one.observed, one.peak_clock, one.minutes) == (40.0, "day", 1440)  # of the day, which rings as high


def test_an_hour_that_rings_higher_than_its_day_gives_level_and_peak():
    (one,) = clocks.together([replace(BY_DAY, level=1)], [BY_HOUR])
    assert (one.level, one.observed, one.peak_clock, one.until) == (2, 12.0, "hour", BY_DAY.until)


@pytest.mark.parametrize(("days", "count"), [(-3, 2), (-1, 1), (2, 1), (3, 1), (5, 2)])
def test_hours_beside_an_episode_belong_to_it_and_others_stand_alone(days, count):
    moved = {name: getattr(BY_HOUR, name) + timedelta(days=days) for name in ("since", "until", "peak_at")}
    assert len(clocks.together([BY_DAY], [replace(BY_HOUR, **moved)])) == count


@pytest.fixture
def watched(store):
    """Five ordinary weeks, their negative mentions spread over the hours of the day."""
    canonical.brands(store, own="Aurelle")
    rows = [
        f"{FIRST + timedelta(days=day)} {9 + (place * 3 + day) % 11}:30 | Aurelle | x | negative"
        for day, count in enumerate(calm(35))
        for place in range(count)
    ]
    canonical.mentions(store, "Day | Brand | Channel | Sentiment\n" + "\n".join(rows))
    return store


def burst(store, hour, count):
    day = FIRST + timedelta(days=35)
    rows = "\n".join(f"{day} {hour}:{minute % 60:02d} | Aurelle | x | negative" for minute in range(count))
    return canonical.mentions(store, f"Day | Brand | Channel | Sentiment\n{rows}")


def test_an_alert_is_found_in_its_first_hour_while_its_day_has_not_ended(watched):
    burst(watched, 8, 12)
    found, *_ = evaluating.evaluate(watched, local(2026, 10, 6, 12))
    (one,) = found.found
    assert (one.clock, one.level, one.signal) == ("hour", 2, "negative")
    assert one.since == datetime(2026, 10, 6, 10)  # 8:00 UTC
    assert one.until is None


def test_an_episode_of_hours_that_is_older_than_the_hours_looked_at_stays_as_it_was_told(watched):
    burst(watched, 8, 12)
    evaluating.evaluate(watched, local(2026, 10, 6, 12))
    before = episodes.kept(watched)
    later = date(2026, 10, 7)
    canonical.mentions(watched, canonical.daily(later.isoformat(), calm(110), Brand="Aurelle", Channel="x", Sentiment="negative"))  # fmt: skip
    evaluating.evaluate(watched, local(2027, 1, 25, 9))
    evaluating.evaluate(watched, local(2027, 1, 25, 10))
    after = [one for one in episodes.kept(watched) if one.episode == before[0].episode]
    assert [(one.level, one.is_gone) for one in after] == [(2, False)]


def test_an_episode_of_hours_and_days_is_one_however_old_it_grows(watched):
    burst(watched, 8, 40)
    evaluating.evaluate(watched, local(2026, 10, 6, 12))
    (first,) = episodes.kept(watched)
    assert first.clock == "hour"
    episodes.act(watched, first.episode, "close", "confirmed", who="ana")
    for since, days, at in (
        (date(2026, 10, 7), 60, local(2026, 12, 6, 9)),
        (date(2026, 12, 6), 50, local(2027, 1, 25, 9)),
    ):
        canonical.mentions(watched, canonical.daily(since.isoformat(), calm(days), Brand="Aurelle", Channel="x", Sentiment="negative"))  # fmt: skip
        evaluating.evaluate(watched, at)
        evaluating.evaluate(watched, at)
    found = [one for one in episodes.kept(watched) if one.since.date() == first.since.date()]
    assert [(one.episode, one.level, one.verdict, one.is_gone) for one in found] == [
        (first.episode, 2, "confirmed", False)
    ]


def signals(counts, clock):
    """The signals of a brand whose mentions are all negative and told once."""
    column = np.asarray(counts, dtype=float)[:, None]
    told = dict.fromkeys(("all", "mentions", "negative", "negative_mentions"), column)
    told["sensitive"] = np.zeros_like(column)
    return HourlySignals(datetime(2026, 9, 1), 0, ("Aurelle",), told, judged(told, datetime(2026, 9, 1), clock), clock)


def test_a_burst_of_minutes_is_told_as_such():
    """About one mention in five minutes for forty days; then forty within five minutes, at 14:00 of the last day."""
    counts = np.random.default_rng(7).poisson(1.2, size=40 * 288)
    counts[39 * 288 + 168] = 40
    (one,) = clocks.of_hours(signals(counts, FIVE_MINUTES))
    assert (one.clock, one.level, one.since) == ("five minutes", 2, datetime(2026, 10, 10, 14))
    assert one.observed >= 40
    assert one.minutes in (5, 15, 60)
    assert " minute" in messages.subject("Aurelle", one, "en") or "in one hour" in messages.subject(
        "Aurelle", one, "en"
    )


def test_minutes_and_hours_that_touch_are_one_episode():
    minutes = replace(BY_HOUR, clock="five minutes", since=MONDAY + timedelta(hours=9, minutes=55), until=MONDAY + timedelta(hours=10))  # fmt: skip
    later = replace(BY_HOUR, since=MONDAY + timedelta(days=4), until=None)
    first, last = clocks.joined([BY_HOUR, later, minutes])
    assert (first.clock, first.since, first.until) == ("five minutes", minutes.since, BY_HOUR.until)
    assert last == later


def test_steps_of_five_minutes_are_counted_in_local_time(store):
    canonical.mentions(store, "Day | Brand | Channel\n2026-03-30 12:11 | Aurelle | x\n2026-03-30 12:14 | Aurelle | x\n2026-03-30 12:15 | Aurelle | x")  # fmt: skip
    found = hourly_signals(store, Scope(date(2026, 3, 30), date(2026, 3, 30)), clock=FIVE_MINUTES)
    every = found.counts["all"][:, 0]
    told = {f"{found.moment(step):%H:%M}": int(every[step]) for step in np.flatnonzero(np.nan_to_num(every))}
    assert (len(every), told, "voices" in found.counts) == (288, {"14:10": 2, "14:15": 1}, False)
