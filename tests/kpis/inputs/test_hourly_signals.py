"""The hours of a scope: counted in local time, unknown where nothing can be known by the hour."""

from datetime import date, datetime

import numpy as np

from kpis.engine.scope import Scope
from kpis.inputs.hourly_signals import hourly_signals
from tests import canonical

# in the organisation's time zone, Europe/Paris, clocks were set forward on 29 March 2026 and are set back on 25 October
MARCH = Scope(date(2026, 3, 27), date(2026, 3, 31))


def mentions(store, *lines, covers=None, head="Day | Brand | Channel | Sentiment"):
    canonical.mentions(store, "\n".join([head, *lines]), covers=covers)


def counts(store, scope, signal="all", series="Aurelle"):
    found = hourly_signals(store, scope)
    return found, found.counts[signal][:, found.series.index(series)]


def at(found, values):
    """Local hour -> its count, of the hours that count any."""
    return {f"{found.moment(hour):%d %H}": int(values[hour]) for hour in np.flatnonzero(np.nan_to_num(values))}


def test_hours_are_local_and_the_one_that_a_change_of_clocks_skips_is_unknown(store):
    """12:10 in UTC is 13:10 before the 29th, 14:10 after it."""
    mentions(
        store,
        "2026-03-28 12:10 | Aurelle | x | negative",
        "2026-03-30 12:10 | Aurelle | x | neutral",
        "2026-03-30 12:50 | Aurelle | x | negative",
        covers=("2026-03-27", "2026-03-31"),
    )
    found, every = counts(store, MARCH)
    assert found.first == datetime(2026, 3, 27)
    assert at(found, every) == {"28 13": 1, "30 14": 2}
    assert at(found, counts(store, MARCH, "negative")[1]) == {"28 13": 1, "30 14": 1}
    assert [f"{found.moment(hour):%d %H}" for hour in np.flatnonzero(np.isnan(every))] == ["29 02"]


def test_the_hour_that_a_change_of_clocks_repeats_is_one(store):
    """0:30 and 1:30 in UTC are both 2:30 on 25 October."""
    mentions(store, "2026-10-25 00:30 | Aurelle | x | neutral", "2026-10-25 01:30 | Aurelle | x | neutral")
    found, every = counts(store, Scope(date(2026, 10, 25), date(2026, 10, 25)))
    assert len(every) == 24
    assert at(found, every) == {"25 02": 2}


def test_a_day_whose_mentions_tell_no_hour_or_that_is_not_covered_is_unknown_by_the_hour(store):
    """Midnight in Paris is 23:00 in UTC on the day before; the day itself is the 27th, and known to the daily clock."""
    mentions(store, *["2026-03-27 00:00 | Aurelle | x | neutral"] * 3, "2026-03-28 10:20 | Aurelle | x | neutral")
    mentions(store, "2026-03-31 10:20 | Aurelle | x | neutral")
    with store.writing() as cursor:
        cursor.execute(
            "update mention_records set published_at = published_at - interval 1 hour where day = '2026-03-27'"
        )
    found, every = counts(store, MARCH)
    assert np.isnan(every).reshape(5, 24).all(axis=1).tolist() == [True, False, True, True, False]
    assert at(found, every) == {"28 11": 1, "31 12": 1}


def test_copies_and_authors_of_one_story_are_counted_by_the_hour(store):
    """Three authors tell one story within an hour: one unique mention, three mentions, three voices."""
    told = "2026-03-30 12:{minute} | Aurelle | x | negative | author{minute} | Le rappel des freins ne concerne pas que l'Aurelle 5"
    mentions(
        store,
        *(told.format(minute=minute) for minute in (10, 20, 30)),
        covers=("2026-03-27", "2026-03-31"),
        head="Day | Brand | Channel | Sentiment | Author | Text",
    )
    for signal, number in {"all": 1, "mentions": 3, "negative_mentions": 3, "voices": 3}.items():
        assert at(*counts(store, MARCH, signal)) == {"30 14": number}, signal


def test_a_scope_reads_its_history_and_no_more(store):
    """16 weeks before its first day; the hours of the scope begin at `since`."""
    mentions(store, *(f"{day} 10:00 | Aurelle | x | neutral" for day in canonical.days("2025-09-01", 200)))
    scope = Scope(date(2026, 3, 1), date(2026, 3, 10))
    found, every = counts(store, scope)
    assert (found.first, len(every), found.since) == (datetime(2025, 11, 9), (112 + 10) * 24, 112 * 24)
    assert hourly_signals(store, Scope(date(2020, 1, 1), date(2020, 1, 2))) is None


def test_a_story_that_hundreds_tell_at_once_rings_within_its_hour(store):
    lines = [
        f"{day} {hour}:00 | Aurelle | x | neutral | | " for day in canonical.days("2026-02-01", 30) for hour in (9, 15)
    ]
    story = "2026-03-02 12:{minute:02} | Aurelle | x | | author{number} | Pétition : rendez-nous le bouton du chauffage"
    lines += [story.format(minute=number % 60, number=number) for number in range(120)]
    mentions(store, *lines, head="Day | Brand | Channel | Sentiment | Author | Text")
    found = hourly_signals(store, Scope(date(2026, 3, 2), date(2026, 3, 2)))
    for signal in ("voices", "mentions"):
        rang = np.flatnonzero(found.moments[signal].level[:, 0] == 2)
        assert f"{found.moment(rang[0]):%d %H}" == "02 13", signal
