"""What the figures rest on: completeness, age of the data, and the week that is shown by default."""

from datetime import date

import pytest

from kpis.engine.complete_weeks import last_complete_week, typical_week
from tests.canonical import daily, followers, mentions
from tests.kpis.figures import aurelle, row, states, values

WEEK = ("2026-03-02", "2026-03-08")
FOLLOWERS = "Day | Brand | Channel | Followers\n2026-03-02 | Aurelle | x | 10"


def said(store, first, count, *, brand="Aurelle", **options):
    mentions(store, daily(first, [1] * count, Brand=brand, Channel="x"), **options)


def test_completeness_is_covered_source_days_over_expected_ones(store):
    said(store, "2026-03-02", 7)
    followers(store, FOLLOWERS, covers=("2026-03-02", "2026-03-05"))
    found = row(store, "data_completeness", *WEEK)
    assert found.value == pytest.approx(11 / 14)  # 7 of 7 of the mentions, 4 of 7 of the followers
    assert found.n == 14


def test_completeness_over_four_weeks_counts_each_day_once(store):
    said(store, "2026-02-09", 28)
    found = row(store, "data_completeness", "2026-03-02", "2026-03-08", grain="four weeks")
    assert (found.value, found.n) == (1, 28)


def test_completeness_of_the_running_week_counts_its_past_days_alone(store):
    said(store, "2026-03-02", 3)
    found = row(store, "data_completeness", *WEEK, today="2026-03-04")
    assert (found.value, found.n, found.state) == (1, 3, "running")


def test_before_its_first_day_and_five_weeks_after_its_last_a_source_is_not_expected(store):
    said(store, "2026-03-02", 7)
    assert aurelle(store, "data_completeness", "2026-02-23", "2026-03-01") == [None]
    assert aurelle(store, "data_completeness", "2026-04-06", "2026-04-19") == [0, None]  # expected to 12 April


def test_completeness_of_one_channel_counts_the_exports_that_cover_it(store):
    said(store, "2026-03-02", 7)  # of every channel
    said(store, "2026-03-02", 2, channel="news", format="meltwater")
    assert aurelle(store, "data_completeness", *WEEK, channels=("x",)) == [1]


def test_the_age_of_the_data_is_that_of_the_source_that_lags_most(store):
    said(store, "2026-03-02", 7)
    followers(store, FOLLOWERS, covers=("2026-03-02", "2026-03-04"))
    found = row(store, "data_freshness_days", *WEEK, today="2026-03-10")
    assert found.value == 6  # 10 − 4 March, the followers; the mentions are 2 days old
    assert found.n == 2  # sources


def test_a_week_is_reported_at_most_seven_days_after_it_ends(store):
    said(store, "2026-03-02", 7)
    assert aurelle(store, "data_freshness_days", *WEEK, today="2026-06-01") == [7]  # 15 − 8 March
    said(store, "2026-03-09", 20)
    assert aurelle(store, "data_freshness_days", *WEEK, today="2026-06-01") == [0]  # the 15th is covered


def test_the_age_does_not_depend_on_the_weeks_beside_it(store):
    said(store, "2026-02-02", 20)  # to 21 February
    alone = aurelle(store, "data_freshness_days", *WEEK)
    assert alone == [22]  # 15 March − 21 February
    assert aurelle(store, "data_freshness_days", "2026-02-02", "2026-04-05")[4] == 22


def test_a_source_that_ended_more_than_five_weeks_ago_no_longer_ages_the_data(store):
    said(store, "2026-01-05", 7, format="meltwater")  # to 11 January
    said(store, "2026-01-05", 70)  # to 15 March
    assert aurelle(store, "data_freshness_days", "2026-02-02", "2026-02-08") == [35]  # 15 February − 11 January
    assert aurelle(store, "data_freshness_days", "2026-02-09", "2026-02-15") == [0]


def test_a_future_week_has_no_age(store):
    said(store, "2026-03-02", 7)
    assert states(store, "data_freshness_days", "2026-04-06", "2026-04-12", today="2026-03-10") == ["missing"]


def test_each_brand_has_its_own_completeness(store):
    said(store, "2026-03-02", 7)
    said(store, "2026-03-02", 7, brand="Novane", covers=WEEK)
    said(store, "2026-02-23", 1, brand="Novane", format="meltwater")
    assert values(store, "data_completeness", *WEEK) == {"Aurelle": [1], "Novane": [0.5]}


def test_the_last_complete_week_is_covered_to_its_sunday_by_every_source(store):
    said(store, "2026-03-02", 14)
    assert last_complete_week(store, date(2026, 3, 20)) == (date(2026, 3, 9), date(2026, 3, 15))
    followers(store, FOLLOWERS, covers=("2026-03-02", "2026-03-12"))
    assert last_complete_week(store, date(2026, 3, 20)) == (date(2026, 3, 2), date(2026, 3, 8))


def test_the_running_week_is_not_complete_though_an_export_declares_it(store):
    said(store, "2026-03-02", 14)
    assert last_complete_week(store, date(2026, 3, 15)) == (date(2026, 3, 2), date(2026, 3, 8))
    assert last_complete_week(store, date(2026, 3, 16)) == (date(2026, 3, 9), date(2026, 3, 15))


def test_a_week_whose_first_days_no_source_covers_is_not_complete(store):
    said(store, "2026-03-07", 2)  # Saturday and Sunday alone
    assert last_complete_week(store, date(2026, 3, 20)) is None
    assert typical_week(store, date(2026, 3, 20)) == (date(2026, 3, 2), date(2026, 3, 8))


def test_without_a_complete_week_the_most_covered_one_is_shown(store):
    said(store, "2026-03-03", 12)  # Tuesday 3 to Saturday 14
    assert last_complete_week(store, date(2026, 3, 20)) is None
    assert typical_week(store, date(2026, 3, 20)) == (date(2026, 3, 9), date(2026, 3, 15))  # six days each: the later


def readings(store, days, *, channel="x"):
    """Counts of followers, each in a file of its own."""
    for day in days:
        followers(store, f"Day | Brand | Channel | Followers\n{day} | Aurelle | {channel} | 10")


def test_a_weekly_source_owes_one_reading_a_week_due_on_its_sunday(store):
    said(store, "2026-03-02", 21)
    readings(store, ["2026-03-04", "2026-03-09", "2026-03-22"])  # 5 and 13 days: 9 in the median, monthly
    assert aurelle(store, "data_completeness", "2026-03-02", "2026-03-22") == [1, 1, 1]
    readings(store, ["2026-02-16", "2026-02-23"])  # 7, 9, 5, 13: 8 in the median, weekly
    found = aurelle(store, "data_completeness", "2026-02-16", "2026-03-29")
    assert found == [1, 1, 1, 1, 1, 0]  # 1 of 1 (Sunday), then 8 of 8; in the last week none of 8
    found = row(store, "data_completeness", "2026-03-02", "2026-03-08")
    assert found.n == 7 + 1


def test_a_weekly_source_is_six_days_old_before_it_is_late(store):
    readings(store, ["2026-02-15", "2026-02-22", "2026-03-01"])
    found = [
        aurelle(store, "data_freshness_days", "2026-02-23", "2026-03-01", today=f"2026-03-0{day}") for day in (7, 8)
    ]
    assert found == [[0], [1]]


def test_a_monthly_source_owes_its_reading_on_the_last_day_of_the_month(store):
    readings(store, ["2026-01-05", "2026-02-02", "2026-03-02"])  # 28 days each
    found = aurelle(store, "data_completeness", "2026-01-05", "2026-05-31")
    due = {3: 1, 7: 1, 12: 1, 16: 0}  # weeks of 31 January, 28 February, 31 March; 30 April has no reading
    assert found == [due.get(week) for week in range(21)]  # 31 May is over 75 days after 2 March
    assert aurelle(store, "data_freshness_days", "2026-03-16", "2026-03-22", today="2026-04-30") == [0]  # 27 − 30 days
    assert aurelle(store, "data_freshness_days", "2026-03-30", "2026-04-05", today="2026-04-30") == [11]  # 41 − 30


def test_what_is_read_on_demand_owes_nothing(store):
    said(store, "2026-03-02", 7)
    readings(store, ["2026-02-03"])
    assert aurelle(store, "data_completeness", *WEEK) == [1]
    assert row(store, "data_freshness_days", *WEEK, today="2026-03-10").n == 1  # the mentions alone
    assert states(store, "data_freshness_days", "2026-02-02", "2026-02-08", today="2026-02-09") == ["missing"]


def test_an_empty_store_has_no_week(store):
    assert last_complete_week(store, date(2026, 3, 20)) is None
    assert typical_week(store, date(2026, 3, 20)) is None
