"""What the demonstration's team publishes, answers and notes; every indicator of the catalogue has a figure, and a story."""

import statistics
from datetime import date

import pytest

from data import demo
from data.demo.story import RECALL, STRIKE
from kpis.catalogue import catalogue
from tests.demonstration.figures import mondays, weekly

RECALL_WEEK, STRIKE_WEEK, LAST_WEEK = date(2026, 2, 9), date(2026, 9, 21), date(2026, 11, 9)
# what is no figure of every week: alerts are raised now and then, a recovery follows a crisis
NOW_AND_THEN = {"alert_precision", "time_to_alert", "time_to_detect", "crisis_recovery_days", "missed_episode_rate"}


@pytest.mark.parametrize("kpi", catalogue())
def test_every_indicator_has_a_figure_for_our_brand(store, kpi):
    """Most have one in nearly each week, and in the last one; those that look back 90 days begin in the thirteenth week."""
    figures = weekly(store, kpi)
    if kpi in NOW_AND_THEN:
        assert len(figures) >= 2
    else:
        assert len(figures) >= 57
        assert LAST_WEEK in figures


@pytest.mark.parametrize(
    ("kpi", "is_worse"),
    [
        ("csat_score", min), ("nps", min), ("response_within_sla_rate", min), ("issue_resolution_rate", min),
        ("deescalation_rate", min), ("first_response_time_median", max), ("inbound_requests", max),
        ("social_conversion_rate", min), ("moderation_delay_median", max),
    ],
)  # fmt: skip
def test_the_recall_is_the_worst_week_of_customer_care_or_nearly(store, kpi, is_worse):
    """Of 70 weeks the one of the recall is among the four worst."""
    figures = weekly(store, kpi)
    worst = sorted(figures.values(), reverse=is_worse is max)[:4]
    assert figures[RECALL_WEEK] in worst


@pytest.mark.parametrize("kpi", ["profile_visits", "search_impressions", "share_of_search", "account_views"])
def test_a_recall_and_a_strike_are_looked_at_and_searched_for(store, kpi):
    """Of 70 weeks the one of the recall has the most, and that of the strike more than the eight before it."""
    figures = weekly(store, kpi)
    assert figures[RECALL_WEEK] == max(figures.values())
    assert figures[STRIKE_WEEK] > max(figures[monday] for monday in mondays(date(2026, 7, 27), date(2026, 9, 14)))


def test_searches_during_the_recall_end_elsewhere(store):
    """More searches than ever, and fewer clicks for each."""
    shown, clicked = weekly(store, "search_impressions"), weekly(store, "search_clicks")
    rates = {monday: clicked[monday] / shown[monday] for monday in shown}
    assert rates[RECALL_WEEK] == min(rates.values()) < 0.9 * statistics.median(rates.values())


def test_an_alert_was_raised_on_the_first_day_of_each_crisis(store):
    named = {row["day"] for row in store.rows("select day from alerts where topic in ('rappel', 'conflit social')")}
    assert named == {RECALL.begins, STRIKE.begins}
    assert {RECALL_WEEK, STRIKE_WEEK, LAST_WEEK} <= set(weekly(store, "time_to_alert"))


def test_false_alarms_are_less_than_one_a_month(store):
    false = store.value("select count(*) from alerts where not is_confirmed")
    assert 0 < false <= 16  # 70 weeks are 16 months


def test_the_page_of_a_search_remembers_a_crisis_for_months(store):
    negative = weekly(store, "search_negative_share")

    def mean(first, last):
        return statistics.mean(negative[monday] for monday in mondays(first, last))

    before, after = mean(date(2025, 7, 14), date(2026, 2, 2)), mean(date(2026, 2, 16), date(2026, 4, 27))
    assert after > before + 0.10


def test_the_plan_is_kept_but_for_august(store):
    kept = weekly(store, "publishing_regularity")
    august = statistics.mean(kept[monday] for monday in mondays(date(2026, 8, 3), date(2026, 8, 24)))
    assert august < 0.90 < statistics.median(kept.values())


def test_our_posts_obtain_what_networks_are_known_for(store):
    """Engagement in % of the followers, per post: Facebook 0.06, X 0.04, Instagram 0.47 (the catalogue's references)."""
    rates = dict(
        store.frame(
            "select posts.channel, sum(reactions + comments + shares) / count(*) / any_value(followers) from posts "
            "join (select channel, avg(followers) as followers from followers where brand = 'Aurelle' group by channel) "
            "using (channel) group by posts.channel"
        ).itertuples(index=False)
    )
    assert rates["facebook"] == pytest.approx(0.0006, rel=0.35)
    assert rates["x"] == pytest.approx(0.00037, rel=0.35)
    assert rates["instagram"] == pytest.approx(0.0047, rel=0.35)


def test_what_became_of_the_last_messages_is_known(store):
    """The export is of the Wednesday after: the week-end's messages were answered on Monday."""
    assert weekly(store, "response_rate")[LAST_WEEK] > 0.85
    assert store.value("select max(first_reply_day) from conversations") > demo.LAST_DAY
