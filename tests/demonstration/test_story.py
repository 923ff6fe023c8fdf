"""The story that the demonstration's figures show: a car maker, a recall, a strike, a campaign."""

import statistics
from datetime import date, timedelta

import pytest

from data import demo
from data.decisions.brands import brands
from data.demo.exports import KARSA_GAP, PRESS_GAP
from data.demo.story import CAMPAIGN, OUTAGE, RECALL, STRIKE
from kpis.engine.complete_weeks import last_complete_week
from tests.demonstration.figures import TODAY, daily, mondays, weekly


def test_there_are_seventy_whole_weeks_of_one_brand_of_ours_and_two_competitors(store):
    assert demo.FIRST_DAY.weekday() == 0
    assert demo.LAST_DAY.weekday() == 6
    assert (demo.LAST_DAY - demo.FIRST_DAY).days + 1 == 70 * 7
    assert {row.brand: row.role for row in brands(store).itertuples()} == demo.BRANDS
    assert demo.BRANDS == {"Aurelle": "own", "Velmont": "competitor", "Karsa": "competitor"}
    assert store.rows("select min(day) as first, max(day) as last from mentions") == [
        {"first": demo.FIRST_DAY, "last": demo.LAST_DAY}
    ]


def test_the_last_week_is_covered_by_every_source(store):
    assert last_complete_week(store, TODAY) == (date(2026, 11, 9), demo.LAST_DAY)


def test_weeks_that_a_tool_does_not_cover_have_no_figure(store):
    everything = mondays(demo.FIRST_DAY, demo.LAST_DAY)
    assert everything - set(weekly(store, "mention_volume")) == mondays(*PRESS_GAP)
    assert everything - set(weekly(store, "mention_volume", "Karsa")) == mondays(*PRESS_GAP) | mondays(*KARSA_GAP)
    assert everything - set(weekly(store, "share_of_voice")) == mondays(*PRESS_GAP) | mondays(*KARSA_GAP)


def test_the_agency_s_counts_stand_in_for_the_sentiment_of_the_weeks_without_mentions(store):
    assert mondays(*KARSA_GAP) <= set(weekly(store, "net_sentiment_score", "Karsa"))


def test_the_figures_are_those_of_an_ordinary_car_maker(store):
    per_day = store.value(
        "select median(n) from (select count(*) as n from mentions where brand = 'Aurelle' group by day)"
    )
    assert 40 <= per_day <= 90
    assert 0.35 <= statistics.median(weekly(store, "share_of_voice").values()) <= 0.45
    assert 0 <= statistics.median(weekly(store, "net_sentiment_score").values()) <= 30
    for brand in demo.BRANDS:
        assert 0.85 <= store.value("select count(sentiment) / count(*) from mentions where brand = ?", [brand]) <= 0.95


def test_more_is_said_on_weekdays_than_on_sundays_and_less_in_august(store):
    said = dict(
        store.frame("select isodow(day), count(*) from mentions where channel <> 'tv' group by 1").itertuples(
            index=False
        )
    )
    assert max(said, key=said.get) in (2, 3)
    assert said[7] < 0.85 * said[3]
    of_month = dict(
        store.frame("select month(day), count(*) / count(distinct day) from mentions group by 1").itertuples(
            index=False
        )
    )
    assert of_month[8] < 0.9 * of_month[9]


def test_the_recall_stands_out(store):
    negative = daily(store, "sentiment = 'negative'")
    before = [n for day, n in negative.items() if RECALL.begins - timedelta(days=56) <= day < RECALL.begins]
    for after in range(1, 4):
        assert negative[RECALL.begins + timedelta(days=after)] > 5 * statistics.median(before)
    sentiment = weekly(store, "net_sentiment_score")
    assert sentiment[date(2026, 2, 9)] == min(sentiment.values()) < -20
    sensitive = daily(store, "regexp_matches(lower(text), 'rappel|sécurité|recall|freins?')")
    worst = RECALL.begins + timedelta(days=1)
    assert sensitive[worst] > 0.5 * daily(store, "true")[worst]
    assert statistics.median(n for day, n in sensitive.items() if day < RECALL.begins) <= 3


def test_the_strike_and_the_failing_application_are_seen(store):
    for episode, words in ((STRIKE, "grève|strike|conflit social"), (OUTAGE, "application|app ")):
        told = daily(store, f"regexp_matches(lower(text), '{words}')", episode.brand)
        assert told[episode.begins + timedelta(days=1)] > 20
        assert statistics.median(n for day, n in told.items() if day < episode.begins) <= 3
        sentiment = weekly(store, "net_sentiment_score", episode.brand)
        monday = episode.begins - timedelta(days=episode.begins.weekday())
        assert sentiment[monday] < statistics.median(sentiment.values()) - 15


def test_the_campaign_raises_what_is_said_in_good(store):
    positive = daily(store, "sentiment = 'positive'")

    def mean(first, days):
        return statistics.mean(positive[first + timedelta(days=n)] for n in range(days))

    assert mean(CAMPAIGN.begins, 14) > 1.5 * mean(CAMPAIGN.begins - timedelta(days=28), 28)


def test_a_dispatch_on_many_sites_is_one_story(store):
    """Within 72 hours the same words count once, on however many sites."""
    most = store.rows(
        "select count(*) as sites, count(distinct source) as sources, count(*) filter (where is_unique) as stories, "
        "max(published_at) - min(published_at) as lasted from mentions where channel = 'news' group by story order by sites desc limit 1"
    )[0]
    assert most["sites"] == most["sources"] >= 20
    assert most["stories"] == 1
    assert most["lasted"] < timedelta(hours=72)
    raw, unique = store.rows("select count(*), count(*) filter (where is_unique) from mentions where channel = 'news'")[
        0
    ].values()
    assert 0.2 < 1 - unique / raw < 0.45


def test_reposts_repeat_a_post_and_are_never_unique(store):
    reposts = "from mentions where is_repost"
    assert store.value(f"select count(*) {reposts}") > 5000
    assert store.value(f"select count(*) {reposts} and not starts_with(text, 'RT @')") == 0
    assert store.value(f"select count(*) filter (where is_unique) / count(*) {reposts}") < 0.01


def test_some_authors_come_back_and_always_speak_well_of_us(store):
    advocates = store.value(
        """
        select count(*)
        from (
            select channel, author
            from mentions
            where brand = 'Aurelle' and is_unique and day > ?
            group by channel, author
            having count(*) filter (where sentiment = 'positive') >= 2 and count(*) filter (where sentiment = 'negative') = 0
        )
        """,
        [demo.LAST_DAY - timedelta(days=30)],
    )
    assert 25 <= advocates <= 120


def test_mentions_come_from_several_channels_languages_and_countries_with_reach_and_engagement(store):
    assert set(store.frame("select distinct channel from mentions")["channel"]) == {
        "x", "facebook", "instagram", "forum", "blog", "review", "youtube", "tiktok", "linkedin", "news", "radio", "tv",
    }  # fmt: skip
    assert set(store.frame("select distinct language from mentions")["language"]) == {"fr", "en"}
    assert {"FR", "BE", "CH", "CA", "GB"} <= set(
        store.frame("select distinct country from mentions")["country"].dropna()
    )
    assert (
        store.value(
            "select count(*) from mentions where source is distinct from 'Glassdoor' "
            "and (reach is null or engagement is null and channel not in ('radio', 'tv'))"
        )
        == 0
    )
    assert store.value("select count(*) from mentions where text is null or contains(text, '{')") == 0


def test_the_audience_grows_slowly_on_each_network(store):
    rows = store.rows(
        "select channel, arg_min(followers, day) as first, arg_max(followers, day) as last, "
        "max(day) as latest from followers where brand = 'Aurelle' and followers is not null group by channel"
    )
    assert {row["channel"] for row in rows} == {"facebook", "instagram", "x", "linkedin", "tiktok", "dailymotion"}
    for row in rows:
        assert row["latest"] == demo.LAST_DAY
        assert 0.99 <= row["last"] / row["first"] <= 2.2
    assert 0.003 <= statistics.median(weekly(store, "followers_growth_rate").values()) <= 0.03


@pytest.mark.parametrize("network", ["facebook", "instagram"])
def test_new_followers_of_meta_exceed_the_net_gain_of_the_sheet(store, network):
    """Meta counts who came; the sheet also feels who left."""
    came, first, last = store.rows(
        "select sum(gained) filter (where day > ?), arg_min(followers, day) filter (where followers is not null), "
        "arg_max(followers, day) filter (where followers is not null) from followers where brand = 'Aurelle' and channel = ?",
        [demo.FIRST_DAY, network],
    )[0].values()
    assert came > last - first > 0
