"""Before and after an action: weeks on both sides, interval, other events, competitors; never a cause."""

from datetime import date, timedelta

import pytest

from data.decisions.annotations import annotate
from kpis.analysis.before_after import before_and_after
from kpis.analysis.benchmarks import benchmarks, references
from kpis.catalogue import catalogue
from kpis.engine.scope import Scope
from tests.canonical import brands, daily, mentions

MONDAY = date(2026, 1, 5)
TODAY = date(2026, 6, 1)


def said(store, per_week, *, brand="Aurelle", channel="x", first=MONDAY, **cells):
    """So many mentions on the Monday of each week; every day is covered."""
    counts = [count if day == 0 else 0 for count in per_week for day in range(7)]
    last = first + timedelta(days=len(counts) - 1)
    text = daily(first.isoformat(), counts, Brand=brand, Channel=channel, **cells)
    mentions(store, text, covers=(first.isoformat(), last.isoformat()), about=[brand])


def week(number):
    """The Monday of a week, counted from 1."""
    return MONDAY + timedelta(days=7 * (number - 1))


def read(store, one, kpi="mention_volume_unique", **options):
    given = {"brand": "Aurelle", "competitors": ("Novane",), "today": TODAY, **options}
    return before_and_after(store, catalogue()[kpi], one, **given)


def campaign(store, first, last=None, **options):
    return annotate(store, "action", "Campaign", first_day=first, last_day=last, who="ann", **options)


def test_the_weeks_of_the_action_belong_to_neither_side(store):
    said(store, [10, 12, 10, 12, 500, 500, 20, 22, 20, 22])  # it lasts through the weeks 5 and 6
    reading = read(store, campaign(store, week(5) + timedelta(days=2), week(6)))
    assert (reading.before.weekly, reading.after.weekly) == ((10, 12, 10, 12), (20, 22, 20, 22))
    assert reading.difference == 10  # 21 − 11
    assert (reading.before.since, reading.before.until) == (week(1), week(5) - timedelta(days=1))


def test_a_difference_beyond_the_dispersion_of_the_weeks_is_told_with_its_interval(store):
    said(store, [10, 12, 10, 12, 500, 20, 22, 20, 22])
    reading = read(store, campaign(store, week(5)))
    # variances 4/3 over 4 each: an error of √(2/3) = 0.816; t of 6 degrees 2.447: ± 2.0
    assert (reading.low, reading.high) == (pytest.approx(8.002, abs=0.01), pytest.approx(11.998, abs=0.01))
    assert reading.is_beyond_chance


def test_a_difference_within_the_dispersion_of_the_weeks_is_none(store):
    said(store, [10, 30, 5, 25, 50, 30, 8, 28, 20])
    reading = read(store, campaign(store, week(5)))
    assert reading.difference == 4  # 21.5 − 17.5
    assert not reading.is_beyond_chance


def test_a_share_is_compared_over_the_weeks_as_one_with_newcombe_s_interval(store):
    said(store, [10] * 4 + [0] + [30] * 4, Sentiment="negative")
    said(store, [90] * 4 + [1] + [70] * 4, Sentiment="positive")
    reading = read(store, campaign(store, week(5)), "negative_share")
    assert (reading.before.figure.value, reading.before.figure.n) == (0.1, 400)
    assert reading.difference == pytest.approx(0.2)  # 120 of 400, 40 of 400
    assert (reading.low, reading.high) == (pytest.approx(0.146, abs=0.002), pytest.approx(0.253, abs=0.002))


def test_a_competitor_over_the_same_weeks_and_other_events_stand_beside(store):
    said(store, [10, 12, 10, 12, 500, 20, 22, 20, 22])
    said(store, [5, 5, 5, 5, 5, 10, 10, 10, 10], brand="Novane")
    one = campaign(store, week(5))
    annotate(store, "event", "Motor show", first_day=week(6), who="ann")
    annotate(store, "event", "Long ago", first_day=date(2025, 1, 1), who="ann")
    reading = read(store, one)
    assert [(peer.brand, peer.before, peer.after) for peer in reading.peers] == [("Novane", 5, 10)]
    assert [other.title for other in reading.others] == ["Motor show"]


def test_with_less_than_two_complete_weeks_on_a_side_nothing_is_read(store):
    said(store, [10, 12, 10, 12, 500, 20])
    reading = read(store, campaign(store, week(5)))
    assert reading.difference is None
    assert str(reading.reason) == "Fewer than 2 complete weeks after it: check again later."
    assert "before it" in str(read(store, campaign(store, week(2))).reason)


def test_only_the_channel_of_the_annotation_is_looked_at_where_the_kpi_tells_channels(store):
    said(store, [10, 12, 10, 12, 500, 20, 22, 20, 22])
    said(store, [100] * 9, channel="forum")
    reading = read(store, campaign(store, week(5), channel="x"))
    assert (reading.before.figure.value, reading.is_filtered) == (11, True)
    assert read(store, campaign(store, week(5))).before.figure.value == 111


# Benchmarks ------------------------------------------------------------------------------------------


def test_beside_a_figure_stand_a_year_before_and_the_competitors_median(store):
    said(store, [7] + [10] * 52, first=week(1))
    for name, count in (("Novane", 4), ("Karsa", 6), ("Velmont", 20)):
        said(store, [count], brand=name, first=week(53))
    brands(store, own="Aurelle", competitors=("Novane", "Karsa", "Velmont"))
    scope = Scope(week(53), week(53) + timedelta(days=6), ("Aurelle",), today=date(2027, 2, 1))
    found = benchmarks(store, catalogue()["mention_volume_unique"], scope, competitors=("Novane", "Karsa", "Velmont"))
    assert (found.year_before, found.peers, found.peer_count) == (7, 6, 3)


@pytest.mark.parametrize("kpi", ["mention_volume_unique", "crisis_level"])
def test_a_competitor_that_is_looked_at_is_compared_with_the_others(store, kpi):
    for name, count in (("Aurelle", 9), ("Novane", 4), ("Karsa", 6), ("Velmont", 20)):
        said(store, [count] * 20, brand=name, first=week(1))
    brands(store, own="Aurelle", competitors=("Novane", "Karsa", "Velmont"))
    scope = Scope(week(20), week(20) + timedelta(days=6), ("Karsa",), today=date(2026, 8, 1))
    found = benchmarks(store, catalogue()[kpi], scope, competitors=("Novane", "Karsa", "Velmont"))
    assert found.peer_count == 2
    if kpi == "mention_volume_unique":
        assert found.peers == 12  # of 4 and 20


def test_published_references_are_about_known_kpis_and_in_order():
    for one in references():
        assert one.kpi in catalogue()
        assert one.high is None or one.low < one.high
        assert set(one.source) == {"en", "fr"}
