"""Working time of the organisation: nights, week-ends and public holidays do not count."""

from datetime import date, datetime

import pytest

from data.sentences import Refusal
from kpis.inputs import working_time
from kpis.inputs.working_time import Hours, timetable

FRANCE = Hours()


def day_of(frame, day):
    return frame[frame["day"] == date.fromisoformat(day)].iloc[0]


def test_a_week_of_the_usual_hours_is_forty_five():
    frame = timetable(date(2026, 3, 2), date(2026, 3, 9), hours=FRANCE, zone="Europe/Paris")
    assert list(frame["open_seconds"] / 3600) == [9, 9, 9, 9, 9, 0, 0, 9]
    assert day_of(frame, "2026-03-09")["seconds_before"] == 45 * 3600  # of the five days before


def test_the_opening_is_told_in_utc_and_follows_the_change_of_clocks():
    """9:00 in Paris is 8:00 in winter; from 29 March 2026 on, 7:00."""
    frame = timetable(date(2026, 3, 27), date(2026, 3, 30), hours=FRANCE, zone="Europe/Paris")
    assert day_of(frame, "2026-03-27")["opens_at"] == datetime(2026, 3, 27, 8)
    assert day_of(frame, "2026-03-30")["opens_at"] == datetime(2026, 3, 30, 7)


def test_a_night_shift_over_the_change_of_clocks_is_an_hour_shorter():
    """1:00 to 5:00 on 29 March 2026: the hour from 2 to 3 is not there."""
    night = Hours(working_time.time(1), working_time.time(5), (1, 2, 3, 4, 5, 6, 7), "")
    frame = timetable(date(2026, 3, 28), date(2026, 3, 29), hours=night, zone="Europe/Paris")
    assert list(frame["open_seconds"] / 3600) == [4, 3]


@pytest.mark.parametrize(("day", "name"), [
    ("2026-01-01", "New Year"), ("2026-04-06", "Easter Monday"), ("2026-05-01", "Labour Day"), ("2026-05-14", "Ascension"),
    ("2026-07-14", "the national day"), ("2026-12-25", "Christmas"),
])  # fmt: skip
def test_public_holidays_of_france_are_days_off(day, name):
    one = date.fromisoformat(day)
    assert timetable(one, one, hours=FRANCE, zone="Europe/Paris")["open_seconds"].tolist() == [0], name
    nowhere = Hours(country="")
    assert timetable(one, one, hours=nowhere, zone="Europe/Paris")["open_seconds"].tolist() == [9 * 3600], name


def test_another_country_has_its_own_holidays():
    fourth_of_july = date(2025, 7, 4)  # a Friday
    told = {
        country: timetable(fourth_of_july, fourth_of_july, hours=Hours(country=country), zone="Europe/Paris")[
            "open_seconds"
        ].sum()
        for country in ("FR", "US")
    }
    assert told == {"FR": 9 * 3600, "US": 0}


def test_hours_that_are_declared_hold_from_then_on(store):
    assert working_time.hours(store) == Hours()
    working_time.declare(store, between="8:30 – 20:00", weekdays="654321", country="BE", who="test")
    found = working_time.hours(store)
    assert (found.opens.isoformat("minutes"), found.closes.isoformat("minutes")) == ("08:30", "20:00")
    assert (found.weekdays, found.country) == ((1, 2, 3, 4, 5, 6), "BE")


@pytest.mark.parametrize("wrong", [
    {"between": "9-18"}, {"between": "18:00-09:00"}, {"between": "09:00-09:00"}, {"between": "09:00-24:30"},
    {"between": "09:70-18:00"}, {"weekdays": ""}, {"weekdays": "08"}, {"country": "ZZ"},
])  # fmt: skip
def test_hours_that_cannot_be_meant_are_refused_and_change_nothing(store, wrong):
    with pytest.raises(Refusal):
        working_time.declare(
            store, **{"between": "09:00-18:00", "weekdays": "12345", "country": "FR", **wrong}, who="test"
        )
    assert working_time.hours(store) == Hours()


@pytest.mark.parametrize("hours", [0, -1, float("nan")])
def test_a_promise_that_cannot_be_kept_or_broken_is_refused(store, hours):
    with pytest.raises(Refusal):
        working_time.promise(store, hours, who="test")
    assert working_time.response_hours(store, "senior") == 4
