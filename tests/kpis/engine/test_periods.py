"""Periods: grains, what is partial, what is running, what is to come; and which days count as covered."""

from datetime import date

import pytest

from data.sentences import Refusal
from kpis.compute import compute
from kpis.engine.scope import GRAINS, Scope
from tests.canonical import daily, mentions
from tests.kpis.figures import aurelle, computed, row, states, values

WEEK = ("2026-03-02", "2026-03-08")


def said(store, first, per_day, **options):
    mentions(store, daily(first, per_day, Brand="Aurelle", Channel="x"), **options)


def test_weeks_begin_on_monday_months_and_quarters_on_their_first_day(store):
    said(store, "2026-01-01", [1] * 90)  # to 31 March
    quarter = ("2026-01-01", "2026-03-31")
    assert aurelle(store, "mention_volume", *quarter, grain="month") == [31, 28, 31]
    assert aurelle(store, "mention_volume", *quarter, grain="quarter") == [90]
    assert aurelle(store, "mention_volume", *quarter, grain="all") == [90]
    weeks = computed(store, "mention_volume", *quarter)
    assert list(weeks["period"])[:2] == ["2025-12-29", "2026-01-05"]
    assert list(weeks["value"])[:2] == [4, 7]  # Thursday 1 January to Sunday 4: four days
    assert list(weeks["state"])[:2] == ["partial", "complete"]
    assert weeks["value"].sum() == 90


def test_four_weeks_roll_week_by_week_over_twenty_eight_days(store):
    said(store, "2026-02-02", [10] * 7 + [20] * 7 + [30] * 7 + [40] * 7 + [50] * 7)  # five weeks from 2 February
    found = computed(store, "mention_volume", "2026-02-23", "2026-03-08", grain="four weeks")
    assert list(found["period"]) == ["2026-02-23", "2026-03-02"]  # the Monday of the last of the four
    assert list(found["value"]) == [700, 980]  # 7 × (10 + 20 + 30 + 40), 7 × (20 + 30 + 40 + 50)
    assert list(found["days"]) == [28, 28]
    assert list(found["state"]) == ["complete", "complete"]


def test_four_weeks_of_which_one_is_not_covered_are_partial(store):
    said(store, "2026-02-09", [1] * 21)
    assert row(store, "mention_volume", "2026-02-23", "2026-03-01", grain="four weeks").state == "partial"


def test_a_week_with_an_uncovered_day_is_partial_and_says_how_many_days_it_has(store):
    said(store, "2026-03-02", [5] * 5)
    found = row(store, "mention_volume", *WEEK)
    assert (found.value, found.state, found.covered_days, found.days) == (25, "partial", 5, 7)


def test_a_week_that_is_not_over_is_running_until_the_day_after_its_sunday(store):
    said(store, "2026-03-02", [5] * 7)
    assert states(store, "mention_volume", *WEEK, today="2026-03-05") == ["running"]
    assert states(store, "mention_volume", *WEEK, today="2026-03-08") == ["running"]
    assert states(store, "mention_volume", *WEEK, today="2026-03-09") == ["complete"]


def test_rows_after_today_are_not_counted(store):
    said(store, "2026-03-02", [5] * 7)
    found = row(store, "mention_volume", *WEEK, today="2026-03-04")
    assert (found.value, found.covered_days) == (15, 3)  # Monday to Wednesday


@pytest.mark.parametrize("grain", GRAINS)
def test_a_future_period_is_a_stated_absence(store, grain):
    said(store, "2026-03-02", [5] * 7)
    found = computed(
        store, "mention_volume", "2027-01-04", "2027-01-10", grain=grain, today="2026-03-09", brands=("Aurelle",)
    )
    assert set(found["state"]) == {"missing"}
    assert found["value"].isna().all()


def test_a_scope_without_a_day_of_reference_is_read_as_of_the_day_after_it(store):
    said(store, "2026-03-02", [5] * 7)
    found = compute(store, "mention_volume", Scope(date(2026, 3, 2), date(2026, 3, 8)))
    assert list(found["state"]) == ["complete"]


def test_a_figure_of_a_week_does_not_depend_on_the_weeks_beside_it(store):
    said(store, "2026-02-02", range(1, 36))
    alone = aurelle(store, "mention_volume", *WEEK)
    assert aurelle(store, "mention_volume", "2026-02-02", "2026-03-29")[4] == alone[0]


def test_a_brand_that_was_never_loaded_has_missing_figures(store):
    said(store, "2026-03-02", [5] * 7)
    assert values(store, "mention_volume", *WEEK, brands=("Nobody",)) == {"Nobody": [None]}


def test_a_day_is_covered_when_every_source_of_the_brand_covers_it(store):
    """
    Talkwalker | 2 to 8 March
    Meltwater  | 2 to 5 March, expected on the 6th too
    """
    said(store, "2026-03-02", [2] * 7, format="talkwalker")
    said(store, "2026-03-02", [3] * 4, format="meltwater")
    found = row(store, "mention_volume", *WEEK)
    assert (found.covered_days, found.state) == (4, "partial")


def test_a_source_is_no_longer_expected_five_weeks_after_its_last_day(store):
    said(store, "2026-01-05", [1] * 7, format="meltwater")  # to 11 January; expected to 15 February
    said(store, "2026-01-05", [1] * 63, format="talkwalker")  # to 8 March
    days = computed(store, "mention_volume", "2026-02-14", "2026-02-17", grain="day", brands=("Aurelle",))
    assert list(days["covered_days"]) == [0, 0, 1, 1]


def test_a_window_of_all_channels_also_covers_a_source_of_one_channel(store):
    """A quiet week in which an export of every channel held posts of X alone, then a week with all of them."""
    said(store, "2026-03-02", [1] * 7, channel="x")
    mentions(store, daily("2026-03-09", [1] * 7, Brand="Aurelle", Channel="news"))
    assert states(store, "mention_volume", "2026-03-09", "2026-03-15") == ["complete"]


def test_by_channel_each_channel_answers_for_its_own_exports(store):
    """
    x    | one export for each of the two weeks
    news | an export for the first week alone
    """
    fortnight = ("2026-03-02", "2026-03-15")
    said(store, "2026-03-02", [1] * 14, channel="x")
    mentions(store, daily("2026-03-02", [2] * 7, Brand="Aurelle", Channel="news"), channel="news")
    asked = {"by": "channel", "brands": ("Aurelle",)}
    assert values(store, "mention_volume", *fortnight, **asked) == {"news": [14, None], "x": [7, 7]}
    assert aurelle(store, "mention_volume", *fortnight) == [21, None]  # of all channels the second week is unknown
    assert aurelle(store, "mention_volume", *fortnight, channels=("x",)) == [7, 7]


def test_a_channel_whose_exports_ended_is_missing_by_channel_never_zero(store):
    said(store, "2026-01-05", [1] * 70, channel="x")
    mentions(store, daily("2026-01-05", [2] * 7, Brand="Aurelle", Channel="news"), channel="news")
    found = values(store, "mention_volume", "2026-01-05", "2026-03-08", by="channel", brands=("Aurelle",))
    assert found == {"news": [14] + [None] * 8, "x": [7] * 9}


def test_a_channel_that_is_covered_and_silent_is_zero_by_channel(store):
    said(store, "2026-03-02", [1] * 7, covers=("2026-03-02", "2026-03-15"))
    found = values(store, "mention_volume", "2026-03-02", "2026-03-15", by="channel", brands=("Aurelle",))
    assert found == {"x": [7, 0]}


def test_days_that_end_before_they_begin_are_refused(store):
    with pytest.raises(Refusal, match="\\(2026-03-01\\) is before the first day \\(2026-03-02\\)"):
        computed(store, "mention_volume", "2026-03-02", "2026-03-01")


def test_an_unknown_grain_is_refused_with_the_known_ones(store):
    with pytest.raises(
        Refusal, match="'fortnight' is not a valid time step: use day, week, month, quarter, all, four weeks"
    ):
        computed(store, "mention_volume", *WEEK, grain="fortnight")


def test_an_unknown_kpi_is_refused_with_the_known_ones(store):
    with pytest.raises(Refusal, match="There is no KPI called klout\\. Known KPIs: account_reach"):
        computed(store, "klout", *WEEK)
