"""How KPIs stand over a week, a month, a quarter and any days, against each comparison."""

from datetime import date, datetime

import pytest

from data.store import insert
from kpis.analysis.period_scorecard import Look, networks_scorecard, period_scorecard, role_scorecard
from kpis.analysis.significance import beyond_chance
from kpis.catalogue import catalogue
from kpis.engine import periods
from kpis.engine.periods import Period
from tests import canonical

TODAY = date(2026, 12, 1)
VISIBILITY = tuple(kpi.id for kpi in catalogue().values() if kpi.screen == "visibility")


# of two mentions of one export, one is unqualified
UNQUALIFIED = """
    Day        | Brand   | Channel | Sentiment
    2026-02-01 | Aurelle | x       | neutral
    2026-02-01 | Aurelle | x       |
"""


def mentioned(store, first, counts, **cells):
    """So many mentions a day; each day is covered."""
    window = canonical.days(first, len(counts))
    text = canonical.daily(first, counts, **{"Brand": "Aurelle", "Channel": "x", **cells})
    canonical.mentions(store, text, covers=(window[0], window[-1]))


def line(store, kpi, period, *, compare="previous", channels=(), role="senior"):
    (found,) = period_scorecard(store, (kpi,), Look("Aurelle", period, role, TODAY, compare, channels))
    return found


def told(change):
    """What a change says before it is judged together with the others."""
    return None if change is None else (change.difference, change.unit, change.p, change.reason)


@pytest.mark.parametrize(
    ("first", "last", "grain", "before", "a_year_before"),
    [
        ("2026-11-09", "2026-11-15", "week", ("2026-11-02", "2026-11-08"), ("2025-11-10", "2025-11-16")),
        ("2026-03-01", "2026-03-31", "month", ("2026-02-01", "2026-02-28"), ("2025-03-01", "2025-03-31")),
        ("2026-01-01", "2026-03-31", "quarter", ("2025-10-01", "2025-12-31"), ("2025-01-01", "2025-03-31")),
        ("2026-03-03", "2026-03-12", "days", ("2026-02-21", "2026-03-02"), ("2025-03-04", "2025-03-13")),
    ],
)
def test_a_period_is_told_by_its_days_and_knows_those_before(first, last, grain, before, a_year_before):
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    assert period.grain == grain
    assert (str(period.back().since), str(period.back().until)) == before
    assert (str(period.year_before().since), str(period.year_before().until)) == a_year_before


def test_the_judged_week_of_a_period_is_the_last_that_it_holds_whole():
    assert Period(date(2026, 10, 1), date(2026, 10, 31)).last_monday == date(2026, 10, 19)  # to Sunday the 25th
    assert periods.week(date(2026, 11, 11)).last_monday == date(2026, 11, 9)


def test_a_month_is_computed_over_its_own_days(store):
    """28 days of February with 2 a day, 31 of March with 3: 56 and 93."""
    mentioned(store, "2026-02-01", [2] * 28)
    mentioned(store, "2026-03-01", [3] * 31)
    march = line(store, "mention_volume", periods.month(date(2026, 3, 5)))
    assert march.value == 93
    assert march.change.difference == 93 - 56


def test_a_quarter_has_no_figure_before_what_was_loaded(store):
    mentioned(store, "2026-01-01", [1] * 90)
    found = line(store, "mention_volume", periods.quarter(date(2026, 2, 1)))
    assert (found.value, found.change) == (90, None)


def test_the_mean_of_four_weeks_is_the_mean_of_their_counts(store):
    """Weeks of 7, 14, 21, 28 and 70: (7 + 14 + 21 + 28) / 4 = 17.5."""
    mentioned(store, "2026-02-02", [1] * 7 + [2] * 7 + [3] * 7 + [4] * 7 + [10] * 7)
    found = line(store, "mention_volume", periods.week(date(2026, 3, 2)), compare="four")
    assert found.change.difference == 70 - 17.5


def test_a_rate_is_compared_with_the_rate_of_the_four_together(store):
    """1 of 2 unqualified, then none of 8, over four months of one day each: 1/10 and not the mean of the rates."""
    canonical.mentions(store, UNQUALIFIED, covers=("2026-02-01", "2026-02-28"))
    mentioned(
        store, "2026-03-01", [3] + [0] * 30 + [3] + [0] * 29 + [2] + [0] * 30 + [10] + [0] * 29, Sentiment="neutral"
    )
    june = line(store, "sentiment_unknown_rate", periods.month(date(2026, 6, 1)), compare="four")
    assert june.value == 0
    assert june.change.difference == pytest.approx(-0.1)


def test_a_week_that_is_not_covered_to_its_end_is_compared_with_the_same_weekdays(store):
    """Three days of 100 against the 10, 10 and 10 of the same weekdays, and not against all 70."""
    mentioned(store, "2026-03-02", [10] * 7 + [100] * 3)
    found = line(store, "mention_volume", periods.week(date(2026, 3, 9)))
    assert (found.state, found.value, found.change.difference) == ("partial", 300, 270)


def test_the_sum_of_a_month_has_no_verdict_of_a_weekly_objective(store):
    mentioned(store, "2026-01-01", [3] * 120)
    assert line(store, "mention_volume_unique", periods.week(date(2026, 4, 6))).target_value is not None
    month = line(store, "mention_volume_unique", periods.month(date(2026, 3, 1)))
    assert (month.verdict.status, month.target_value) == ("none", None)
    assert "set for a week" in str(month.verdict.reason)


def test_what_has_no_target_is_not_said_to_have_a_weekly_one(store):
    mentioned(store, "2026-01-01", [3] * 120)
    month = line(store, "spike_days", periods.month(date(2026, 3, 1)))
    assert month.target is None
    assert "set for a week" not in str(month.verdict.reason)


def test_some_networks_are_counted_alone_and_not_judged(store):
    mentioned(store, "2026-01-05", [2] * 120)
    mentioned(store, "2026-01-05", [5] * 120, Channel="facebook")
    week = periods.week(date(2026, 4, 6))
    assert line(store, "mention_volume_unique", week).value == 49  # 7 × (2 + 5)
    found = line(store, "mention_volume_unique", week, channels=("x",))
    assert (found.value, found.verdict.status) == (14, "none")


def test_a_week_stands_as_its_scorecard_says(store):
    from kpis.objectives.scorecard import scorecard

    mentioned(store, "2026-01-05", [2, 3, 4, 5, 6, 7, 8] * 14, Sentiment="positive")
    week = periods.week(date(2026, 4, 6))
    of_scorecard = {
        one.kpi.id: one
        for one in scorecard(store, role="senior", brand="Aurelle", period_start=week.since, today=TODAY)
    }
    for found in period_scorecard(store, VISIBILITY, Look("Aurelle", week, "senior", TODAY)):
        known = of_scorecard[found.kpi.id]
        assert found.value == pytest.approx(known.value, nan_ok=True)
        assert (found.target_value, found.verdict) == (known.target_value, known.verdict)
        # the changes of a page are judged together besides
        assert told(found.change) == told(known.change)


def test_of_many_changes_those_that_chance_explains_are_left_out(store):
    """A jump from 70 to 700 stays however many are tested; an unchanged week does not."""
    mentioned(store, "2026-01-05", [10] * 84 + [100] * 7, Sentiment="neutral")
    lines = period_scorecard(store, VISIBILITY, Look("Aurelle", periods.week(date(2026, 3, 30)), "senior", TODAY))
    count, found = beyond_chance(lines)
    assert count >= 2
    assert "mention_volume" in [one.line.kpi.id for one in found]
    assert all(one.p < 0.05 for one in found)
    _, calm = beyond_chance(
        period_scorecard(store, VISIBILITY, Look("Aurelle", periods.week(date(2026, 3, 16)), "senior", TODAY))
    )
    assert calm == ()


@pytest.mark.parametrize("compare", ["previous", "four"])
def test_a_figure_has_the_same_arrow_wherever_it_stands(store, compare):
    """Alone on a card, among those of a screen, among all, and on the scorecard of the role."""
    mentioned(store, "2026-01-05", [10, 12, 9, 11, 10, 8, 10] * 12 + [14] * 7, Sentiment="neutral")
    look = Look("Aurelle", periods.week(date(2026, 3, 30)), "senior", TODAY, compare)
    every = {one.kpi.id: one.change for one in period_scorecard(store, tuple(catalogue()), look)}
    for names in (("mention_volume_unique",), VISIBILITY):
        for one in period_scorecard(store, names, look):
            assert one.change == every[one.kpi.id]
    for one in role_scorecard(store, look):
        assert one.change == every[one.kpi.id]
    assert every["mention_volume_unique"].adjusted is not None


def test_the_mean_of_four_and_some_networks_have_a_spread_of_their_own(store):
    """Weeks of x that vary from 35 to 105: two more than usual are no arrow against the mean of four, nor alone."""
    weeks = [5, 10, 15, 8, 12, 15, 5, 10, 9, 13, 11, 7, 13]
    mentioned(store, "2026-01-05", [count for count in weeks for _ in range(7)], Sentiment="neutral")
    mentioned(store, "2026-01-05", [100] * 91, Channel="facebook", Sentiment="neutral")
    week = periods.week(date(2026, 3, 30))
    for compare in ("previous", "four"):
        alone = line(store, "mention_volume_unique", week, compare=compare, channels=("x",))
        assert (alone.change.significant, alone.change.p > 0.05) == (False, True)


def test_a_running_week_is_tested_by_the_same_weekdays_of_the_weeks_before(store):
    """Three days of 30 after Mondays to Wednesdays of 10: an arrow, with a history; without one, none."""
    mentioned(store, "2026-01-05", [10] * 84 + [30] * 3)
    found = line(store, "mention_volume", periods.week(date(2026, 3, 30)))
    assert (found.change.difference, found.change.significant) == (60, True)
    early = line(store, "mention_volume", periods.week(date(2026, 1, 12)))
    assert early.change.reason is not None


def test_a_look_may_compare_with_any_other_period_but_no_sum_over_another_number_of_days(store):
    """14 days of 2 mentions, then 14 of 3: 42 is 14 more than 28; 42 and the 14 of one week are not compared."""
    mentioned(store, "2026-02-02", [2] * 14 + [3] * 14)
    fortnight, week = Period(date(2026, 2, 16), date(2026, 3, 1)), periods.week(date(2026, 2, 2))
    before = Period(date(2026, 2, 2), date(2026, 2, 15))

    def moved(period, against):
        look = Look("Aurelle", period, "senior", TODAY, against=against)
        (found,) = period_scorecard(store, ("mention_volume_unique",), look)
        return found.change and found.change.difference

    assert moved(fortnight, before) == 14  # 42 − 28
    assert moved(fortnight, week) is None
    assert moved(periods.week(date(2026, 2, 23)), week) == 7  # 21 − 14, three weeks apart


def test_an_objective_of_a_single_network_is_judged_over_a_month_of_that_network(store):
    """Ten positive of ten on X and none of ten on Facebook: 100 points on X, where the target is 50."""
    for channel, tone in (("x", "positive"), ("facebook", "negative")):
        rows = canonical.daily("2026-03-01", [10] * 31, Brand="Aurelle", Channel=channel, Sentiment=tone)
        canonical.mentions(store, rows, channel=channel)
    row = {
        "role": "senior", "kpi": "net_sentiment_score", "channel": "x", "mode": "absolute", "target": 50.0,
        "valid_from": date(2020, 1, 1), "recorded_at": datetime(2026, 1, 1), "recorded_by": "test",
    }  # fmt: skip
    with store.writing() as cursor:
        insert(cursor, "objectives", row)
    march = periods.month(date(2026, 3, 1))
    [line] = networks_scorecard(store, Look("Aurelle", march, "senior", date(2026, 4, 10)))
    assert (line.kpi.id, line.channel) == ("net_sentiment_score", "x")
    assert (line.value, line.target_value, line.verdict.status) == (100, 50, "met")
