"""Net sentiment, share of negative, and how much no one qualified."""

import math

import pytest
from scipy.stats import binomtest

from tests.canonical import mentions, sentiment
from tests.kpis.figures import aurelle, row, states, values

WEEK = ("2026-03-02", "2026-03-08")
LOG = """
    Day              | Brand   | Channel | Author | Text                                            | Sentiment
    2026-03-02 08:00 | Aurelle | news    | AFP    | Aurelle rappelle dix mille citadines en France  | negative
    2026-03-02 09:00 | Aurelle | news    | AFP    | Aurelle rappelle dix mille citadines en France  | negative
    2026-03-03 08:00 | Aurelle | x       | lea    | Ma nouvelle citadine est un vrai bonheur, merci | positive
    2026-03-04 08:00 | Aurelle | x       | max    | La citadine Aurelle est en concession dès lundi | neutral
    2026-03-05 08:00 | Aurelle | x       | zoe    | Je n'ai pas encore d'avis sur cette citadine là | 
    2026-03-06 08:00 | Aurelle | x       | eve    | Belle finition, mais le coffre est bien petit   | mixed
    2026-03-07 08:00 | Aurelle | x       | tom    | Deux mille kilomètres sans le moindre souci     | positive
"""


@pytest.fixture
def told(store):
    mentions(store, LOG, covers=WEEK)
    return store


def test_net_sentiment_is_positive_minus_negative_over_the_qualified(told):
    found = row(told, "net_sentiment_score", *WEEK)
    assert found.value == 25  # 100 × (2 − 1) / (2 + 1 + 1): the reprint, the mixed and the unqualified are out
    assert found.n == 4
    assert (found.positive, found.neutral, found.negative) == (2, 1, 1)


def test_its_interval_is_that_of_a_multinomial_difference(told):
    found = row(told, "net_sentiment_score", *WEEK)
    # one of each added: p = 3/6, q = 2/6; p + q − (p − q)² = 29/36, over 6
    centre, half = 100 * 1 / 6, 100 * 1.959964 * math.sqrt(29 / 36 / 6)
    assert (found.low, found.high) == pytest.approx((centre - half, centre + half))


def test_the_negative_share_leaves_unqualified_mentions_out_of_its_denominator(told):
    found = row(told, "negative_share", *WEEK)
    assert found.value == 0.25  # 1 of 4, not 1 of 6
    low, high = binomtest(1, 4).proportion_ci(method="wilson")
    assert (found.low, found.high) == pytest.approx((low, high))


def test_the_unknown_rate_is_over_every_unique_mention(told):
    found = row(told, "sentiment_unknown_rate", *WEEK)
    assert found.value == pytest.approx(1 / 6)  # 6 unique mentions, of which one is not qualified
    assert found.n == 6


def test_a_covered_week_without_mentions_has_no_share(store):
    mentions(store, "", covers=WEEK, about=["Aurelle"])
    for kpi in ("net_sentiment_score", "negative_share", "sentiment_unknown_rate"):
        assert aurelle(store, kpi, *WEEK) == [None]
        assert states(store, kpi, *WEEK) == ["missing"]


def test_when_no_export_tells_tone_neither_the_score_nor_the_unknown_rate_is_known(store):
    mentions(store, "Day | Brand | Channel\n2026-03-02 | Aurelle | x\n2026-03-03 | Aurelle | x", covers=WEEK)
    assert aurelle(store, "net_sentiment_score", *WEEK) == [None]
    assert aurelle(store, "negative_share", *WEEK) == [None]
    assert aurelle(store, "sentiment_unknown_rate", *WEEK) == [None]


AGGREGATED = """
    Day        | Brand   | Channel | Positive | Neutral | Negative
    2026-03-02 | Aurelle | x       | 6        | 2       | 2
    2026-03-03 | Aurelle | x       | 1        | 0       | 4
"""


def test_an_aggregated_export_gives_the_same_kpis(store):
    sentiment(store, AGGREGATED, covers=WEEK)
    assert row(store, "negative_share", *WEEK).value == 0.4  # (2 + 4) of (10 + 5)
    assert row(store, "net_sentiment_score", *WEEK).value == pytest.approx(100 / 15)  # (7 − 6) of 15
    assert aurelle(store, "net_sentiment_score", *WEEK, grain="day")[:3] == [40, -60, None]


def test_an_export_that_does_not_tell_how_many_are_unqualified_says_nothing_of_their_rate(store):
    sentiment(store, AGGREGATED, covers=WEEK)
    assert aurelle(store, "sentiment_unknown_rate", *WEEK) == [None]


def test_an_export_that_tells_them_counts_mixed_and_unqualified(store):
    sentiment(
        store,
        """
        Day        | Brand   | Positive | Neutral | Negative | Mixed | Unknown
        2026-03-02 | Aurelle | 4        | 3       | 2        | 1     | 10
        """,
        covers=WEEK,
    )
    assert aurelle(store, "sentiment_unknown_rate", *WEEK) == [0.5]  # 10 of 20
    assert aurelle(store, "negative_share", *WEEK) == [pytest.approx(2 / 9)]


def test_where_both_cover_a_day_the_mention_log_is_used_and_nothing_is_added(told):
    """The log covers the week with 1 negative of 4; the aggregated export claims 6 of 15 on the same days."""
    sentiment(told, AGGREGATED, covers=WEEK)
    assert row(told, "negative_share", *WEEK).value == 0.25
    assert row(told, "negative_share", *WEEK).n == 4


def test_the_aggregated_export_fills_the_days_that_no_log_covers(store):
    """
    Mon: log, 1 negative of 1; the export's 6/2/2 of that day is not added
    Tue: the export alone, 4 negative of 5
    """
    mentions(store, "Day | Brand | Channel | Sentiment\n2026-03-02 | Aurelle | x | negative")
    sentiment(store, AGGREGATED, covers=WEEK)
    assert aurelle(store, "negative_share", *WEEK, grain="day")[:2] == [1, 0.8]
    assert row(store, "negative_share", *WEEK).value == pytest.approx(5 / 6)
    assert row(store, "negative_share", *WEEK).state == "complete"  # the export covers what the log does not


def test_the_aggregated_export_fills_the_channels_that_no_log_covers(store):
    mentions(store, "Day | Brand | Channel | Sentiment\n2026-03-02 | Aurelle | news | negative", channel="news")
    sentiment(store, AGGREGATED, covers=("2026-03-02", "2026-03-03"))
    found = values(store, "negative_share", "2026-03-02", "2026-03-02", grain="day", by="channel", brands=("Aurelle",))
    assert found == {"news": [1], "x": [0.2]}
    assert aurelle(store, "negative_share", "2026-03-02", "2026-03-02", grain="day") == [pytest.approx(3 / 11)]


def test_an_export_without_channels_is_broken_down_as_unknown(store):
    sentiment(store, "Day | Brand | Positive | Neutral | Negative\n2026-03-02 | Aurelle | 1 | 1 | 2", covers=WEEK)
    assert values(store, "negative_share", *WEEK, by="channel", brands=("Aurelle",)) == {"unknown": [0.5]}


def test_a_filter_on_what_sentiment_tables_do_not_carry_gives_no_figure_rather_than_an_unfiltered_one(told):
    assert aurelle(told, "negative_share", *WEEK, sources=("lejour.fr",)) == [None]
    assert aurelle(told, "negative_share", *WEEK, channels=("x",)) == [0]  # 0 of 3 on x
