"""Days off are those of a place: a country, or a region that was checked to differ from it."""

from datetime import date

import pytest

from data.sentences import Refusal
from kpis.inputs import days_off, working_time
from kpis.inputs.working_time import Hours, timetable

# (place, its country alone, days off of the place alone)
OWN_DAYS = [
    ("FR-57", "FR", {"2026-04-03", "2026-12-26"}),  # Good Friday and 26 December in Moselle
    ("FR-6AE", "FR", {"2026-04-03", "2026-12-26"}),  # and in Alsace
    ("GB-SCT", "GB", {"2026-01-02", "2026-08-03", "2026-11-30"}),  # with Saint Andrew's Day
    ("GB-ENG", "GB", {"2026-04-06", "2026-08-31"}),  # Easter Monday, which Scotland has not
    (
        "CH-VD",
        "CH",
        {"2026-01-02", "2026-04-03", "2026-04-06", "2026-05-25", "2026-09-21"},
    ),  # the Monday of the Federal Fast
    ("CA-QC", "CA", {"2026-05-18", "2026-06-24"}),  # patriots, and Saint John
]


def open_days(place, *days):
    hours = Hours(weekdays=(1, 2, 3, 4, 5, 6, 7), country=place)
    return [
        timetable(date.fromisoformat(day), date.fromisoformat(day), hours=hours, zone="Europe/Paris")["open_seconds"].sum() > 0
        for day in days
    ]  # fmt: skip


@pytest.mark.parametrize(("place", "country", "own"), OWN_DAYS)
def test_a_region_has_its_own_days_off(place, country, own):
    assert own <= {day.isoformat() for day in days_off.days_off(place, 2026, 2026)}
    assert not own & {day.isoformat() for day in days_off.days_off(country, 2026, 2026)}
    assert not any(open_days(place, *own))
    assert all(open_days(country, *own))


def test_an_ordinary_friday_in_paris_is_good_friday_in_metz():
    """3 April 2026: the working day of nine hours does not count in Moselle."""
    assert open_days("FR", "2026-04-03") == [True]
    assert open_days("FR-57", "2026-04-03") == [False]


@pytest.mark.parametrize("country", ["FR", "GB", "CH", "CA", "US", "DE", "ES", "BE"])
def test_every_region_that_is_offered_differs_from_its_country(country):
    years = (2024, 2033)
    for region in days_off.regions(country):
        assert days_off.days_off(f"{country}-{region}", *years).keys() != days_off.days_off(country, *years).keys()


@pytest.mark.parametrize(("written", "stored"), [
    ("FR", "FR"), ("fr", "FR"), ("FR-57", "FR-57"), ("fr - moselle", "FR-57"), ("GB-Scotland", "GB-SCT"),
    ("CA-québec", "CA-QC"), ("CH-Vaud", "CH-VD"), ("", ""), ("  ", ""),
])  # fmt: skip
def test_a_region_is_named_by_its_code_or_its_name(written, stored):
    assert days_off.read_place(written) == stored


@pytest.mark.parametrize(
    "wrong", ["ZZ", "France", "FR-67", "FR-68", "FR-GES", "FR-PM", "FR-Zone A", "US-AZ", "-57", "FR-VD"]
)
def test_a_region_that_is_unknown_or_adds_nothing_is_refused(store, wrong):
    with pytest.raises(Refusal):
        days_off.read_place(wrong)
    with pytest.raises(Refusal):
        working_time.declare(store, between="09:00-18:00", weekdays="12345", country=wrong, who="test")
    assert working_time.hours(store) == Hours()


@pytest.mark.parametrize(("place", "language", "day", "name"), [
    ("FR-57", "fr", "2026-04-03", "Vendredi saint"),
    ("FR-57", "en", "2026-04-03", "Good Friday"),
    ("CH-VD", "fr", "2026-01-01", "Nouvel An"),
    ("CA-QC", "fr", "2026-07-01", "Fête du Canada"),
    ("GB-SCT", "fr", "2026-12-25", "Christmas Day"),  # there is no French for it: the country's own
    ("FR", None, "2026-07-14", "Fête nationale"),
])  # fmt: skip
def test_days_off_are_named_in_the_language_of_the_screen_whatever_the_machines(
    monkeypatch, place, language, day, name
):
    for variable in ("LC_ALL", "LANGUAGE", "LANG"):
        monkeypatch.setenv(variable, "C")
    found = days_off.days_off(place, 2026, 2026, language=language)
    assert found[date.fromisoformat(day)] == name


def test_a_place_that_is_declared_holds_and_is_undone(store):
    working_time.declare(store, between="09:00-18:00", weekdays="12345", country="FR-57", who="test")
    assert working_time.hours(store).country == "FR-57"
    working_time.declare(store, between="09:00-18:00", weekdays="12345", country="", who="test")
    assert working_time.hours(store).country == ""
