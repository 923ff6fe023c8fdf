"""The scorecard of a role: lines, targets, comparisons and order."""

import math
from datetime import date, datetime, timedelta

import pytest
import scipy.stats

from data.store import insert
from kpis.analysis.director import DIRECTOR
from kpis.objectives.baseline import BASELINE_WEEKS
from kpis.objectives.scorecard import scorecard
from tests.canonical import brands, daily, followers, mentions

MONDAY = date(2026, 1, 5)  # of the first week


@pytest.fixture
def record(store):
    """Records an objective of the chief, valid from 2020 unless it says otherwise."""

    def recorded(kpi, mode, target=None, **options):
        written = {
            "valid_from": date(2020, 1, 1), "recorded_at": datetime(2026, 1, 1), "recorded_by": "test", **options
        }  # fmt: skip
        row = {"role": "chief", "kpi": kpi, "mode": mode, "target": target, **written}
        with store.writing() as cursor:
            insert(cursor, "objectives", row)

    return recorded


def said(store, per_week, *, brand="Aurelle", first=MONDAY, **cells):
    """So many mentions on the Monday of each week; every day of those weeks is covered."""
    counts = [count if day == 0 else 0 for count in per_week for day in range(7)]
    last = first + timedelta(days=len(counts) - 1)
    text = daily(first.isoformat(), counts, Brand=brand, Channel="x", **cells)
    mentions(store, text, covers=(first.isoformat(), last.isoformat()), about=[brand])


def lines(store, *, week, role="chief", brand="Aurelle", today=None, **options):
    """KPI -> its line in the given week, counted from 1."""
    monday = MONDAY + timedelta(days=7 * (week - 1))
    day = today or monday + timedelta(days=8)
    found = scorecard(store, role=role, brand=brand, period_start=monday, today=day, **options)
    return {line.kpi.id: line for line in found}


def test_a_line_tells_value_target_verdict_and_its_weeks(store, record):
    said(store, [50] * 15 + [60])
    record("mention_volume_unique", "absolute", 55)
    line = lines(store, week=16)["mention_volume_unique"]
    assert (line.value, line.target_value, line.verdict.status) == (60, 55, "met")
    assert (line.tolerance, line.state, line.casquette) == (pytest.approx(2.75), "complete", "vigilance")
    assert list(line.history["value"]) == [50] * 12 + [60]
    assert line.history["period"].iloc[-1].date() == date(2026, 4, 20)


def test_what_is_followed_or_outside_the_perimeter_is_shown_without_verdict_and_says_why(store, record):
    said(store, [50])
    record("mention_volume", "followed")
    record("share_of_voice", "out_of_scope")
    found = lines(store, week=1)
    assert found["mention_volume"].value == 50
    assert found["mention_volume"].verdict.status == found["share_of_voice"].verdict.status == "none"
    assert str(found["mention_volume"].verdict.reason) == "Followed, without an objective."
    assert "Outside the perimeter" in str(found["share_of_voice"].verdict.reason)


def test_each_role_answers_for_every_kpi_of_the_directors_page(store):
    said(store, [50])
    for role in ("senior", "stagiaire"):
        assert set(DIRECTOR) <= set(lines(store, week=1, role=role))


# The baseline ----------------------------------------------------------------------------------------


def test_before_eight_complete_weeks_the_baseline_is_being_established(store, record):
    said(store, [50] * 12)
    record("mention_volume_unique", "baseline_percent", 20)
    line = lines(store, week=5)["mention_volume_unique"]
    assert (line.verdict.status, line.target_value) == ("none", None)
    assert str(line.verdict.reason) == f"The baseline is being established (5 of {BASELINE_WEEKS} weeks)."


def test_the_baseline_is_the_median_of_the_first_eight_complete_weeks(store, record):
    said(store, [10, 20, 30, 40, 50, 60, 70, 900, 66, 65])
    record("mention_volume_unique", "baseline_percent", 20)
    line = lines(store, week=9)["mention_volume_unique"]
    assert line.baseline == 45  # between 40 and 50: the burst of 900 does not move it
    assert line.target_value == pytest.approx(54)
    assert line.verdict.status == "undecided"  # 66, after weeks of 10 to 900


def test_a_growing_objective_steps_up_from_the_end_of_the_baseline(store, record):
    said(store, [100] * 20)
    record("mention_volume_unique", "baseline_percent", 2, per="month")
    months = 7 * 12 / (365.25 / 12)  # the eighth week to the twentieth: twelve weeks
    line = lines(store, week=20)["mention_volume_unique"]
    assert line.target_value == round(100 * 1.02**months) == 106  # mentions are whole
    assert line.verdict.status == "undecided"  # 100 of 106: chance alone explains six


def test_the_baseline_of_a_kpi_begins_with_its_own_exports(store, record):
    """Mentions from January; the first followers 30 weeks later."""
    said(store, [1] * 40)
    sundays = [MONDAY + timedelta(days=7 * week - 1) for week in range(30, 41)]
    text = "\n".join(f"{day} | Aurelle | x | a | {1000 + step}" for step, day in enumerate(sundays))
    followers(store, f"Day | Brand | Channel | Account | Followers\n{text}")
    record("followers_total", "baseline_percent", 0)
    line = lines(store, week=40)["followers_total"]
    assert line.baseline == 1003.5  # weeks 30 to 37: 1000 to 1007
    assert (line.value, line.verdict.status) == (1010, "met")


def test_a_competitor_that_was_loaded_late_delays_the_baseline_and_does_not_prevent_it(store, record):
    said(store, [3] * 45)
    said(store, [1] * 15, brand="Novane", first=MONDAY + timedelta(days=7 * 30))
    record("share_of_voice", "baseline_points", 0)
    line = lines(store, week=45)["share_of_voice"]
    assert line.baseline == 0.75


# Comparison ------------------------------------------------------------------------------------------


def test_a_week_is_compared_with_the_one_before_or_with_the_one_364_days_before(store, record):
    said(store, [200] + [100] * 51 + [150])
    record("mention_volume_unique", "followed")
    previous = lines(store, week=53)["mention_volume_unique"].change
    assert (previous.difference, previous.relative, previous.significant) == (50, 0.5, True)
    year = lines(store, week=53, compare="year")["mention_volume_unique"].change
    assert (year.difference, year.relative) == (-50, -0.25)


def test_four_weeks_are_compared_with_the_four_before_them(store, record):
    said(store, [20] * 8, Sentiment="negative")
    said(store, [80] * 8, Sentiment="positive")
    said(store, [50] * 4, first=MONDAY + timedelta(days=56), Sentiment="negative")
    said(store, [50] * 4, first=MONDAY + timedelta(days=56), Sentiment="positive")
    record("negative_share", "followed")
    line = lines(store, week=12)["negative_share"]
    assert (line.value, line.n) == (0.5, 400)
    assert line.change.difference == pytest.approx(0.3)  # 50 % of the last four weeks, 20 % of the four before
    assert line.change.significant


def test_a_count_is_tested_with_the_dispersion_of_the_ordinary_weeks(store, record):
    said(store, [100, 60, 140, 80, 120, 150, 50, 100, 100, 140])
    record("mention_volume_unique", "followed")
    assert not lines(store, week=10)["mention_volume_unique"].change.significant  # 140 is an ordinary week


def test_rolling_authors_are_compared_by_windows_without_a_common_day(store, record):
    """Authors per week: 10, but 40 in every fifth; four rolling weeks hide that, windows apart do not."""
    for week in range(29):
        count = 40 if week % 5 == 4 else 10
        text = "\n".join(f"{MONDAY + timedelta(days=7 * week)} | Aurelle | x | w{week}a{n}" for n in range(count))
        day = MONDAY + timedelta(days=7 * week)
        window = (day.isoformat(), (day + timedelta(days=6)).isoformat())
        mentions(store, f"Day | Brand | Channel | Author\n{text}", covers=window)
    record("unique_authors", "followed")
    line = lines(store, week=29)["unique_authors"]
    assert line.value == 40  # the weeks 26 to 29 hold no fifth week
    assert line.change.difference == -30  # the four before held one: 70
    # windows 4 weeks apart: 70, 70, 70, 70, 40, 70 authors; the one of 40 is left out, so that 70 varies as Poisson's
    t = (math.sqrt(70.375) - math.sqrt(40.375)) / (0.5 * math.sqrt(2))
    assert line.change.p == pytest.approx(2 * scipy.stats.t.sf(t, 4))


def test_nothing_is_compared_with_a_partial_week_or_from_a_running_one(store, record):
    said(store, [100] * 3)
    record("mention_volume_unique", "followed")
    assert lines(store, week=1)["mention_volume_unique"].change is None  # nothing before it
    assert lines(store, week=3, today=MONDAY + timedelta(days=20))["mention_volume_unique"].change is None  # its Sunday
    assert lines(store, week=3)["mention_volume_unique"].change is not None


def test_a_week_is_not_compared_with_one_of_which_a_day_is_missing(store, record):
    text = daily("2026-01-06", [100], Brand="Aurelle", Channel="x")
    mentions(store, text, covers=("2026-01-06", "2026-01-11"))  # from Tuesday of the first week
    said(store, [150], first=MONDAY + timedelta(days=7))
    record("mention_volume_unique", "followed")
    assert lines(store, week=2)["mention_volume_unique"].change is None


# Order and objectives in time --------------------------------------------------------------------------


def test_within_a_casquette_the_worst_gap_comes_first(store, record):
    told = ["2026-01-05 | Aurelle | x | neutral", *["2026-01-05 | Aurelle | x |"] * 49]
    mentions(store, "\n".join(["Day | Brand | Channel | Sentiment", *told]), covers=("2026-01-05", "2026-01-11"))
    record("mention_volume_unique", "absolute", 100)  # half of it is missing
    record("earned_coverage", "absolute", 10)  # all of it is missing
    record("data_completeness", "absolute", 95)  # met, and of another casquette
    record("mention_volume", "followed")
    record("sentiment_unknown_rate", "absolute", 10)  # 88 points over it: of 98 % unknown, nine tenths
    found = list(lines(store, week=1))
    assert found == [
        "earned_coverage",
        "mention_volume_unique",
        "mention_volume",
        "sentiment_unknown_rate",
        "data_completeness",
    ]


def test_a_target_of_zero_does_not_outweigh_every_other_gap(store, record):
    text = "2026-01-04 | Aurelle | x | a | 1000\n2026-01-11 | Aurelle | x | a | 999"
    followers(store, f"Day | Brand | Channel | Account | Followers\n{text}")
    record("followers_net_new", "absolute", 0)
    line = lines(store, week=1)["followers_net_new"]
    assert (line.value, line.verdict.status, line.gap) == (-1, "behind", 1)


def test_a_week_is_judged_by_the_objective_that_held_on_its_monday(store, record):
    said(store, [50] * 6)
    record("mention_volume_unique", "absolute", 40)
    record("mention_volume_unique", "absolute", 80, valid_from=MONDAY + timedelta(days=29))  # Tuesday of week 5
    assert lines(store, week=5)["mention_volume_unique"].target_value == 40
    assert lines(store, week=6)["mention_volume_unique"].target_value == 80


def test_the_objectives_met_are_those_of_the_other_lines(store, record):
    said(store, [50] * 2)
    record("mention_volume_unique", "absolute", 40)  # met
    record("earned_coverage", "absolute", 1)  # behind
    record("data_completeness", "absolute", 95)  # met
    record("objectives_met_ratio", "absolute", 60)
    line = lines(store, week=2)["objectives_met_ratio"]
    assert (line.value, line.n, line.verdict.status) == (pytest.approx(2 / 3), 3, "met")


def test_an_objective_that_has_ended_counts_among_those_of_the_weeks_when_it_held(store, record):
    said(store, [50] * 3)
    record("mention_volume_unique", "absolute", 40)
    record("earned_coverage", "absolute", 1, valid_to=MONDAY + timedelta(days=6))  # behind, in the first week
    record("objectives_met_ratio", "absolute", 60)
    found = lines(store, week=3)
    assert "earned_coverage" not in found
    assert list(found["objectives_met_ratio"].history["value"].tail(3)) == [0.5, 1, 1]


# What is missing ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["senior", "stagiaire", "nobody"])
def test_an_empty_store_has_a_scorecard_of_stated_absences(store, role):
    for line in lines(store, week=1, role=role).values():
        assert math.isnan(line.value)
        assert line.verdict.status == "none"
        assert line.change is None


def test_a_brand_without_followers_or_mentions_has_lines_without_figures(store):
    said(store, [50])
    brands(store, own="Karsa")
    found = lines(store, week=1, role="senior", brand="Karsa")
    assert math.isnan(found["followers_total"].value)
    assert math.isnan(found["mention_volume_unique"].value)
    assert {line.verdict.status for line in found.values()} == {"none"}
    found = lines(store, week=1, role="senior")
    assert math.isnan(found["followers_total"].value)
    assert found["mention_volume_unique"].value == 50
