"""The change of a figure: what is told, in which unit, and whether chance explains it."""

import math

import pytest
import scipy.stats

from kpis.catalogue import catalogue
from kpis.engine import dispersion, statistics
from kpis.engine.change import change
from kpis.engine.figure import Figure

VOLUME = catalogue()["mention_volume_unique"]
STOCK = catalogue()["followers_total"]
GAIN = catalogue()["followers_net_new"]
SHARE = catalogue()["negative_share"]
NET = catalogue()["net_sentiment_score"]
GROWTH = catalogue()["followers_growth_rate"]
AGE = catalogue()["data_freshness_days"]


def moved(now, before, kpi=VOLUME, counts=None):
    """The change of a figure that varies as its earlier counts do; by default, as a Poisson count does."""
    spread, degrees = dispersion.POISSON, math.nan
    if counts is not None:
        spread, degrees = (float(one[0]) for one in dispersion.of_counts(counts))
    return change(Figure(now, spread=spread, degrees=degrees), Figure(before), kpi)


def share(k, n, *, excess=1.0, degrees=math.nan):
    """A share of independent cases, unless it varies more than that."""
    low, high = statistics.wilson(k / n, n / excess, z=float(statistics.quantile(degrees)))
    return Figure(k / n, n, float(low), float(high), spread=excess, degrees=degrees)


def score(positive, negative, n):
    low, high = statistics.net(positive, negative, n)
    return Figure(100 * (positive - negative) / n, n, 100 * float(low), 100 * float(high), spread=1.0, degrees=math.nan)


@pytest.mark.parametrize(("now", "before"), [(None, 5), (5, None), (math.nan, 5), (5, math.nan)])
def test_a_missing_figure_has_no_change(now, before):
    assert moved(now, before) is None


def test_a_count_is_told_in_percent_and_tested():
    told = moved(140, 100)
    assert (told.difference, told.relative, told.unit, told.significant) == (40, 0.4, "percent", True)
    assert told.p == pytest.approx(0.009, abs=0.001)  # z = 2 (√140.375 − √100.375) / √2 = 2.59


def test_a_rise_that_chance_explains_is_not_significant():
    assert not moved(125, 100).significant  # the table: +30 % for a hundred
    assert moved(131, 100).significant


def test_ordinary_bursts_raise_the_bar():
    bursty = [60, 140, 80, 120, 100, 150, 50, 100]  # √count varies by 1.78, and not by the 0.5 of Poisson
    assert moved(140, 100).significant
    assert not moved(140, 100, counts=bursty).significant
    assert moved(300, 100, counts=bursty).significant


def test_a_past_crisis_does_not_hide_a_doubling():
    """z = (√140.375 − √70.375) / (0.5 √2) = 4.89; the eleven ordinary weeks vary less than a Poisson count does."""
    weeks = [70, 72, 68, 71, 69, 70, 700, 70, 71, 69, 72, 68]
    told = moved(140, 70, counts=weeks)
    assert told.p == pytest.approx(2 * scipy.stats.t.sf(4.892, 10), rel=1e-2)
    assert told.significant


def test_without_a_history_there_is_no_arrow_and_it_says_why():
    told = moved(140, 70, counts=[70] * 5)
    assert (told.significant, told.p, told.difference) == (False, None, 70)
    assert "6 earlier whole periods" in str(told.reason)
    assert change(Figure(0.5, 400, 0.45, 0.55), share(20, 400), SHARE).reason is not None


def test_the_mean_of_four_varies_half_as_much():
    now = Figure(140, spread=2.0, degrees=11)
    one, four = change(now, Figure(100), VOLUME), change(now, Figure(100), VOLUME, periods=4)
    t = math.sqrt(140.375) - math.sqrt(100.375)
    assert one.p == pytest.approx(2 * scipy.stats.t.sf(t / (2 * math.sqrt(2)), 11))
    assert four.p == pytest.approx(2 * scipy.stats.t.sf(t / (2 * math.sqrt(1.25)), 11))


def test_a_share_that_bursts_needs_more_to_move():
    assert change(share(120, 400), share(80, 400), SHARE).significant  # 30 % after 20 %
    assert not change(share(120, 400, excess=6, degrees=15), share(80, 400, excess=6, degrees=15), SHARE).significant


def test_a_significant_change_inside_the_dead_band_is_none():
    told = moved(104_000, 100_000)
    assert told.p < 1e-10
    assert not told.significant  # 4 %, under the band of 5 %
    assert moved(105_000, 100_000).significant


@pytest.mark.parametrize(("now", "before"), [(30, 9), (12, 0), (9, 3)])
def test_a_count_that_starts_under_ten_has_no_percentage(now, before):
    told = moved(now, before)
    assert (told.relative, told.unit, told.difference) == (None, "absolute", now - before)


def test_a_count_that_starts_at_ten_has_one():
    assert moved(20, 10).relative == 1


def test_from_zero_to_zero_nothing_moves():
    told = moved(0, 0)
    assert (told.difference, told.significant) == (0, False)


def test_a_stock_is_a_census_any_change_beyond_rounding_is_one():
    assert moved(10_050, 10_000, STOCK).significant
    assert moved(10_050, 10_000, STOCK).relative == pytest.approx(0.005)
    assert not moved(10_009, 10_000, STOCK).significant  # under one in a thousand
    assert not moved(10_000, 10_000, STOCK).significant
    assert moved(10_050, 10_000, STOCK).p is None


def test_a_gain_of_followers_is_a_census_too_and_may_be_negative():
    assert moved(-3, 50, GAIN).significant
    assert moved(-3, 50, GAIN).difference == -53
    assert not moved(51, 50, GAIN).significant  # 2 %, under the band
    assert moved(60, 50, GAIN).p is None
    assert moved(5, -50, GAIN).relative is None  # no percentage of a loss


def test_a_share_moves_in_points_and_is_tested_by_newcombes_interval():
    told = change(share(56, 70), share(48, 80), SHARE)
    assert (told.unit, told.relative, told.significant) == ("points", None, True)
    assert told.difference == pytest.approx(0.2)
    assert told.p < 0.05
    assert not change(share(5, 56), share(0, 29), SHARE).significant  # −0.038 to 0.193


@pytest.mark.parametrize(
    ("now", "before"),
    [((33, 100), (20, 100)), ((34, 100), (20, 100)), ((10, 100), (20, 100)), ((9, 100), (20, 100)), ((2, 20), (7, 20))],
)
def test_the_p_value_of_a_share_says_what_its_interval_says(now, before):
    told = change(share(*now), share(*before), SHARE)
    assert told.significant == (told.p < 0.05)


def test_a_tiny_move_of_a_huge_share_is_inside_the_dead_band():
    told = change(share(309_000, 1_000_000), share(300_000, 1_000_000), SHARE)
    assert told.p < 1e-6
    assert not told.significant  # 0.9 point
    assert change(share(310_000, 1_000_000), share(300_000, 1_000_000), SHARE).significant  # 1 point


def test_five_points_of_net_sentiment_on_a_hundred_mentions_are_noise():
    assert not change(score(40, 20, 100), score(35, 20, 100), NET).significant
    assert change(score(60, 10, 100), score(35, 20, 100), NET).significant  # 50 against 15


def test_unanimous_samples_differ_when_they_are_large_enough():
    assert change(score(5, 0, 5), score(0, 5, 5), NET).significant  # five to nil each way: 1 in 126 by chance
    assert not change(score(3, 0, 3), score(1, 1, 3), NET).significant


def test_a_rate_without_a_sample_moves_in_points_beyond_a_tenth():
    told = moved(0.031, 0.020, GROWTH)
    assert (told.unit, told.significant, told.p) == ("points", True, None)
    assert not moved(0.0205, 0.020, GROWTH).significant


def test_days_move_in_days():
    told = moved(12, 10, AGE)
    assert (told.difference, told.unit, told.significant) == (2, "absolute", True)
    assert not moved(10, 10, AGE).significant


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        ((30, 36), (35, 40), False),  # 83.3 % after 87.5 %: one request more or less
        ((9, 10), (10, 10), False),
        ((300, 400), (350, 400), True),  # 75 % after 87.5 %, of four hundred
    ],
)
def test_a_share_whose_every_case_was_counted_moves_beyond_chance_or_not_at_all(now, before, expected):
    answered = catalogue()["response_rate"]
    told = change(Figure(now[0] / now[1], now[1], spread=1.0), Figure(before[0] / before[1], before[1]), answered)
    assert (told.unit, told.significant) == ("points", expected)


def test_more_sales_than_visits_are_no_share_and_are_not_tested_as_one():
    told = change(Figure(1.2, 50), Figure(1.0, 50), catalogue()["social_conversion_rate"])
    assert told.p is None


@pytest.mark.parametrize(("n", "expected"), [(1, False), (9, False), (10, True)])
def test_the_median_of_a_few_cases_has_not_moved(n, expected):
    told = change(Figure(3.6, n), Figure(2.5, 40), catalogue()["first_response_time_median"])
    assert told.significant is expected
