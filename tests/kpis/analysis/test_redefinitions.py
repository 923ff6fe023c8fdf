"""What a network redefined: no figure is compared across the day, none is judged by a target of before it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.decisions import annotations
from kpis.analysis.before_after import before_and_after
from kpis.analysis.benchmarks import benchmarks
from kpis.analysis.explanation import explain
from kpis.analysis.period_scorecard import COMPARISONS, Look, period_scorecard
from kpis.catalogue import catalogue, read_kpi
from kpis.engine import breaks, periods
from kpis.engine.breaks import Break, crossed, touching
from kpis.engine.breaks import breaks as table
from kpis.engine.scope import Scope
from kpis.objectives import objectives, scorecard
from kpis.objectives.aim import Aim, rehearse
from kpis.objectives.objectives import Objective
from tests.canonical_activity import account_days, posts
from wording import amounts, figure_sentence, redefinitions

WEEK = timedelta(days=7)
TODAY = date(2028, 12, 25)
OTHER = "tiktok"  # a network of which nothing was redefined
VIEWS = catalogue()["account_views"]


def touched():
    """(Break, KPI) for each KPI that reads a metric of account days which a break redefines."""
    return [
        (one, kpi)
        for one in table()
        for kpi in catalogue().values()
        if any(f"metric = '{name}'" in kpi.sql for name in one.measures.get("account_days", ()))
        and "account_days" in kpi.needs
    ]


@pytest.fixture(params=touched(), ids=lambda pair: f"{pair[0].id}-{pair[1].id}")
def pair(request):
    return request.param


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def told(store, network: str, metric: str, first: date, days: int, *, value=100, step=3) -> None:
    """One account of a network with a figure each day, which grows."""
    rows = [
        f"{first + timedelta(days=at)} | Aurelle | {network} | {metric} | {value + step * at}" for at in range(days)
    ]
    account_days(store, "\n".join(["Day | Brand | Channel | Metric | Value", *rows]), channel=network)


def around(store, one: Break, kpi, *, weeks=60) -> None:
    """The same figures on the break's networks and on another, so many weeks before and since."""
    metric = next(name for name in one.measures["account_days"] if f"metric = '{name}'" in kpi.sql)
    first = monday_of(one.day) - WEEK * weeks
    for network in (*one.networks, OTHER):
        told(store, network, metric, first, 7 * 2 * weeks)


def line(store, kpi, monday: date, *, compare="previous", channels=(), period=None):
    look = Look("Aurelle", period or periods.week(monday), "senior", TODAY, compare, channels)
    (found,) = period_scorecard(store, (kpi.id,), look)
    return found, look


def test_the_table_is_of_dated_sourced_entries_in_both_languages():
    for one in table():
        assert one.url.startswith("https://")
        assert one.sure in breaks.SURE
        assert one.what["en"] != one.what["fr"]
        assert one.note, f"{one.id}: say how sure the day is"
        assert one.day <= one.until
    assert {one.id for one in table()} >= {"youtube_shorts_views", "youtube_views", "instagram_views", "facebook_views"}


def test_some_kpi_reads_what_was_redefined():
    assert {kpi.id for _, kpi in touched()} == {"account_views"}


@pytest.mark.parametrize("compare", COMPARISONS)
def test_a_series_that_crosses_a_break_is_never_compared(store, pair, compare):
    one, kpi = pair
    around(store, one, kpi)
    back = {"previous": 1, "four": 4, "year": 52}[compare]
    last = monday_of(one.until - timedelta(days=1)) + WEEK * back  # the last week that meets one of before
    for network in one.networks:
        for weeks in {0, 1, back}:
            monday = max(monday_of(one.day), last - WEEK * weeks)
            found, look = line(store, kpi, monday, compare=compare, channels=(network,))
            assert found.value is not None
            assert not found.change.is_compared, monday
            assert not found.change.significant
            days = {each.day.isoformat() for each in table() if network in each.networks}
            assert any(day in str(found.change.reason) for day in days)
            explained = explain(store, found, look)
            assert explained.before is None
            assert not explained.is_divided
            assert explained.reason == found.change.reason
            for language in ("en", "fr"):
                assert amounts.change_text(found.change, kpi, language).assessment == "neutral"
                assert "↑" not in amounts.change_text(found.change, kpi, language).text
                assert "%" not in figure_sentence.sentence_of(found, language)


@pytest.mark.parametrize("compare", COMPARISONS)
def test_a_series_that_does_not_cross_it_is_compared_as_one_of_another_network(store, pair, compare):
    one, kpi = pair
    around(store, one, kpi, weeks=60)
    others = [other for other in table() if other is not one and set(other.networks) & set(one.networks)]
    back = {"previous": 1, "four": 4, "year": 52}[compare]
    for monday in (monday_of(one.day) - WEEK, monday_of(one.until) + WEEK * (back + 1)):
        if any(other.is_between(monday - WEEK * back, monday + WEEK) for other in others):
            continue
        there, _ = line(store, kpi, monday, compare=compare, channels=one.networks[:1])
        elsewhere, _ = line(store, kpi, monday, compare=compare, channels=(OTHER,))
        assert there.change.is_compared
        assert there.change == elsewhere.change


@pytest.mark.parametrize("compare", COMPARISONS)
def test_other_networks_are_untouched(store, pair, compare):
    one, kpi = pair
    around(store, one, kpi)
    found, _ = line(store, kpi, monday_of(one.until), compare=compare, channels=(OTHER,))
    assert found.change.is_compared
    assert found.redefined == ()


def test_all_networks_together_cross_it_with_the_one_that_was_redefined(store, pair):
    one, kpi = pair
    around(store, one, kpi)
    found, _ = line(store, kpi, monday_of(one.until))
    assert not found.change.is_compared
    assert one in [each.of for each in found.redefined]


def test_a_network_that_tells_nothing_before_the_break_crosses_nothing(store, pair):
    one, kpi = pair
    first = monday_of(one.until) + WEEK
    told(store, OTHER, "views", first - WEEK * 4, 7 * 8)
    told(store, one.networks[0], "views", first, 7 * 4)
    found, _ = line(store, kpi, first + WEEK, compare="previous")
    assert found.redefined == ()
    assert crossed(store, kpi, ("Aurelle",), (), (first - WEEK * 4, first + WEEK * 4)) == ()


def test_a_month_that_holds_the_day_is_not_compared_and_its_reason_names_the_source(store):
    one = next(each for each in table() if each.id == "youtube_shorts_views")
    around(store, one, VIEWS)
    found, _ = line(store, VIEWS, one.day, period=periods.month(date(2025, 3, 5)), channels=("youtube",))
    assert not found.change.is_compared
    assert str(found.change.reason) == ("Not compared: YouTube counts views otherwise since 2025-03-31 (YouTube Help).")
    assert amounts.in_words(found.change.reason, "fr") == (
        "Pas de comparaison\u00a0: YouTube compte les vues autrement depuis le 31 mars 2025 (YouTube Help)."
    )


def test_before_and_after_an_action_are_not_compared_across_a_break(store):
    one = next(each for each in table() if each.id == "youtube_shorts_views")
    around(store, one, VIEWS)
    at = one.day
    annotation = _annotation(store, at)
    read = before_and_after(store, VIEWS, annotation, brand="Aurelle", competitors=(), today=TODAY)
    assert read.difference is None
    assert "YouTube counts views otherwise" in str(read.reason)
    later = _annotation(store, at + WEEK * 8)
    assert before_and_after(store, VIEWS, later, brand="Aurelle", competitors=(), today=TODAY).reason is None


def _annotation(store, day):
    fields = {"kind": "event", "title": "Campaign", "first_day": day, "brand": "Aurelle", "channel": "youtube"}
    return annotations.annotate(store, **fields, who="Ada")


def test_the_same_week_a_year_before_is_no_benchmark_across_a_break(store):
    one = next(each for each in table() if each.id == "youtube_shorts_views")
    around(store, one, VIEWS)
    monday = monday_of(one.day) + WEEK * 10
    scope = Scope(monday, monday + timedelta(days=6), ("Aurelle",), ("youtube",), today=TODAY)
    assert benchmarks(store, VIEWS, scope, competitors=()).year_before is None
    other = replace(scope, channels=(OTHER,))
    assert benchmarks(store, VIEWS, other, competitors=()).year_before > 0


def weekly(store, monday: date, network="youtube"):
    lines = scorecard.scorecard(store, role="senior", brand="Aurelle", period_start=monday, today=TODAY)
    return next(found for found in lines if found.kpi.id == "account_views" and found.channel == network)


def signed(store, mode, target, since: date, network="youtube", **more) -> None:
    one = Objective("senior", "account_views", mode, target, None, channel=network, valid_from=since, **more)
    objectives.append(store, [one], who="Ada")


@pytest.mark.parametrize("network", ["youtube", OTHER])
def test_a_target_of_before_a_break_judges_no_figure_since(store, network):
    one = next(each for each in table() if each.id == "youtube_shorts_views")
    around(store, one, VIEWS, weeks=20)
    first = monday_of(one.day)
    signed(store, "absolute", 1, first - WEEK * 10, network)
    before, after = weekly(store, first - WEEK, network), weekly(store, first + WEEK, network)
    assert before.verdict.status == "met"
    if network == OTHER:
        assert after.verdict.status == "met"
        return
    assert (after.verdict.status, after.target_value, after.progress) == ("none", None, None)
    assert "Set a target for the new figures" in str(after.verdict.reason)
    assert figure_sentence.gap(after, "en") == ""
    signed(store, "absolute", 1, first + WEEK, network)
    assert weekly(store, first + WEEK, network).verdict.status == "met"


def test_a_baseline_of_before_a_break_judges_no_figure_since(store):
    one = next(each for each in table() if each.id == "youtube_shorts_views")
    around(store, one, VIEWS, weeks=20)
    first = monday_of(one.day)
    signed(store, "baseline_percent", 1, first - WEEK * 2)
    assert weekly(store, first - WEEK).verdict.status == "met"
    after = weekly(store, first)
    assert (after.verdict.status, after.target_value) == ("none", None)


def test_a_sum_so_far_over_a_break_is_not_judged(store):
    one = next(each for each in table() if each.id == "youtube_shorts_views")
    around(store, one, VIEWS, weeks=20)
    first = monday_of(one.day)
    signed(store, "pace", 100, first - WEEK * 2, valid_to=first + WEEK * 4)
    found = weekly(store, first)
    assert found.verdict.status == "none"
    assert "in the middle of these days" in str(found.verdict.reason)


def test_a_target_of_today_is_not_rehearsed_on_weeks_of_before(store):
    one = next(each for each in table() if each.id == "youtube_views")
    around(store, one, VIEWS, weeks=40)
    wanted = Objective("senior", "account_views", "absolute", 1, None, channel="youtube", valid_from=TODAY)
    found = rehearse(store, wanted, Aim(1.0, None, None), brand="Aurelle", today=date(2026, 12, 28))
    mondays = [moment.date() for moment in found.weeks["period"]]
    judged = {day for day, status in zip(mondays, found.statuses, strict=True) if status != "none"}
    assert judged
    assert min(judged) >= one.until


def test_a_record_is_the_highest_of_weeks_that_count_the_same(store):
    """13 weeks of history, of which 9 count as the last does: it is the highest of these."""
    one = next(each for each in table() if each.id == "youtube_shorts_views")
    around(store, one, VIEWS)
    found, _ = line(store, VIEWS, monday_of(one.day) + WEEK * 8, channels=("youtube",))
    sure = replace(found, change=replace(found.change, significant=True))
    assert "highest of 9 periods" in figure_sentence.sentence_of(sure, "en")


def test_columns_of_posts_are_found_by_what_a_kpi_reads(store):
    """A KPI that adds up views of posts is touched; one that counts posts, or their reach, is not."""
    text = """/*
title = {en = "Views of posts", fr = "Vues des publications"}
question = {en = "?", fr = "?"}
formula = {en = "Views", fr = "Vues"}
unit = "count"
better = "higher"
class = "flow"
interval = "none"
article = []
needs = ["posts"]
*/
-- one row per period and series
with seen as (select period, series, views as value from posts)
select period, series, sum(value) as value, count(*) as n from seen group by period, series
"""
    kpi = read_kpi(text, id="views_of_posts", casquette="animation")
    assert {one.id for one, _, _ in touching(store, kpi)} == {one.id for one in table() if "posts" in one.measures}
    assert touching(store, catalogue()["engagement_rate_reach"]) == ()
    assert touching(store, catalogue()["posts_count"]) == ()
    posts(store, """
        Day        | Brand   | Channel | Views
        2025-03-20 | Aurelle | youtube | 5
        2025-04-02 | Aurelle | youtube | 5
        2025-03-20 | Aurelle | x       | 5
        2025-04-02 | Aurelle | x       |
    """, covers=("2025-03-01", "2025-04-30"))  # fmt: skip
    span = (date(2025, 3, 1), date(2025, 4, 30))
    assert [one.network for one in crossed(store, kpi, ("Aurelle",), (), span)] == ["youtube"]
    assert crossed(store, kpi, ("Novane",), (), span) == ()
    assert crossed(store, kpi, ("Aurelle",), ("x",), span) == ()


DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))


@given(st.sampled_from(table()), DAYS, DAYS)
def test_days_are_of_both_definitions_when_one_is_of_the_old_and_one_of_the_new(one, first, other):
    """Brute force: some day that may be of the old definition, and a day not before it that may be of the new."""
    first, last = min(first, other), max(first, other)
    old, new = first < one.until, last >= one.day
    assert one.is_between(first, last) == (old and new)
    assert not one.is_between(one.until, max(last, one.until))
    assert not one.is_between(min(first, one.day - timedelta(days=1)), one.day - timedelta(days=1))


def test_networks_of_one_day_and_reason_share_a_sentence():
    one = next(each for each in table() if each.id == "instagram_views")
    other = next(each for each in table() if each.id == "facebook_views")
    found = [breaks.Crossing(one, "instagram", ("views",)), breaks.Crossing(other, "facebook", ("views",))]
    assert len(redefinitions.by_day(found)) == 1
    english = redefinitions.each_told(found, "en")
    assert len(english) == 2  # official of one network, reported of the other
    assert "21 April 2025, Instagram" in " ".join(english)
    assert all(
        "annonce officielle" in text or "date selon des tiers" in text for text in redefinitions.each_told(found, "fr")
    )
