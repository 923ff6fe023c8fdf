"""Intervals and tests against independent references: scipy, published tables, and exact enumeration."""

import math

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest, multinomial

from kpis.engine import statistics

SHARES = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
TRIPLES = st.tuples(st.integers(0, 900), st.integers(0, 900), st.integers(0, 900)).filter(
    lambda counts: sum(counts) > 0
)


@pytest.mark.parametrize(
    ("k", "n"), [(0, 1), (1, 1), (0, 10), (3, 10), (10, 10), (30, 100), (299, 300), (4096, 10_000)]
)
def test_wilson_is_scipys_wilson(k, n):
    expected = binomtest(k, n).proportion_ci(confidence_level=0.95, method="wilson")
    low, high = statistics.wilson(k / n, n)
    assert (low, high) == pytest.approx((expected.low, expected.high), abs=1e-12)


@pytest.mark.parametrize(
    ("n", "low", "high"), [(10, 11, 60), (20, 15, 52), (50, 19, 44), (100, 22, 40), (300, 25, 35), (1000, 27, 33)]
)
def test_wilson_at_thirty_percent_has_the_published_widths(n, low, high):
    found = statistics.wilson(0.3, n)
    assert [round(100 * float(bound)) for bound in found] == [low, high]


@given(SHARES)
def test_wilson_contains_the_share_and_stays_between_0_and_1(share):
    k, n = share
    low, high = statistics.wilson(k / n, n)
    assert 0 <= low <= k / n <= high <= 1


@given(SHARES, st.integers(2, 50))
def test_wilson_narrows_as_the_sample_grows(share, times):
    k, n = share
    low, high = statistics.wilson(k / n, n)
    more_low, more_high = statistics.wilson(k / n, n * times)
    assert more_high - more_low < high - low


@given(SHARES)
def test_wilson_of_the_rest_is_the_mirror(share):
    k, n = share
    low, high = statistics.wilson(k / n, n)
    assert statistics.wilson(1 - k / n, n) == pytest.approx((1 - high, 1 - low), abs=1e-9)


def test_without_a_sample_there_is_no_interval():
    low, high = statistics.wilson([0.5, math.nan, 0.5], [0, 10, math.nan])
    assert np.isnan(low).all()
    assert np.isnan(high).all()
    low, high = statistics.net([0], [0], [0])
    assert np.isnan([low, high]).all()


def test_a_whole_column_is_computed_at_once():
    low, high = statistics.wilson([0.3, 0.3], [10, 1000])
    assert low.shape == high.shape == (2,)
    assert low[0] < low[1] < 0.3 < high[1] < high[0]


@pytest.mark.parametrize(
    ("k1", "n1", "k2", "n2", "low", "high"),
    [  # Newcombe 1998, table II, method 10
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0000),
        (10, 10, 0, 10, 0.6075, 1.0000),
    ],
)
def test_newcombe_is_the_published_interval(k1, n1, k2, n2, low, high):
    assert statistics.newcombe(k1 / n1, n1, k2 / n2, n2) == pytest.approx((low, high), abs=5e-5)


@given(SHARES, SHARES)
def test_newcombe_contains_the_difference_and_changes_sign_with_its_order(first, second):
    (k1, n1), (k2, n2) = first, second
    low, high = statistics.newcombe(k1 / n1, n1, k2 / n2, n2)
    assert -1 - 1e-12 <= low <= k1 / n1 - k2 / n2 <= high <= 1 + 1e-12
    assert statistics.newcombe(k2 / n2, n2, k1 / n1, n1) == pytest.approx((-high, -low), abs=1e-12)


@pytest.mark.parametrize(("p", "q", "n"), [(0.5, 0.2, 5), (0.35, 0.2, 8), (0.1, 0.1, 6), (0.75, 0.25, 7)])
def test_the_deviation_of_a_net_score_is_that_of_every_possible_sample(p, q, n):
    """Each way in which n mentions can fall into positive, negative and neutral, with its probability."""
    ways = [(x, y, n - x - y) for x in range(n + 1) for y in range(n + 1 - x)]
    weights = np.array([multinomial.pmf(way, n, [p, q, 1 - p - q]) for way in ways])
    scores = np.array([(x - y) / n for x, y, _ in ways])
    mean = (weights * scores).sum()
    deviation = math.sqrt((weights * (scores - mean) ** 2).sum())
    assert mean == pytest.approx(p - q)
    assert statistics.net_deviation(p * n, q * n, n) == pytest.approx(deviation)


@pytest.mark.parametrize(("positive", "negative", "n"), [(7, 4, 20), (0, 0, 5), (12, 12, 24), (30, 1, 100)])
def test_a_net_interval_is_the_closed_form_with_one_positive_and_one_negative_added(positive, negative, n):
    p, q = (positive + 1) / (n + 2), (negative + 1) / (n + 2)
    half = 1.959963984540054 * math.sqrt((p + q - (p - q) ** 2) / (n + 2))
    assert statistics.net(positive, negative, n) == pytest.approx((p - q - half, p - q + half))


def test_a_unanimous_sample_is_not_certain():
    low, high = statistics.net(5, 0, 5)
    assert (low, high) == (pytest.approx(0.196, abs=0.001), 1)  # 5/7 ± 1.96 √((1 − (5/7)²) / 7)


@pytest.mark.parametrize("n", [10, 30, 60])
@pytest.mark.parametrize(("p", "q"), [(0.35, 0.20), (0.95, 0.0), (0.02, 0.9), (0.5, 0.5), (0.05, 0.05)])
def test_a_net_interval_holds_the_truth_in_about_19_samples_of_20(p, q, n):
    """Each way in which n mentions can fall, with its probability. Nothing added, it is 8 of 20 at 95 % positive, n = 10."""
    ways = np.array([(x, y, n - x - y) for x in range(n + 1) for y in range(n + 1 - x)])
    weights = multinomial.pmf(ways, n, [p, q, max(0.0, round(1 - p - q, 12))])
    low, high = statistics.net(ways[:, 0], ways[:, 1], n)
    held = weights[(low <= p - q) & (p - q <= high)].sum()
    assert held > 0.89


@pytest.mark.parametrize(("n", "half"), [(20, 32), (50, 20), (100, 14), (400, 7), (1000, 4.5)])
def test_a_net_score_of_35_less_20_percent_has_the_published_half_widths(n, half):
    low, high = statistics.net(0.35 * n, 0.20 * n, n)
    assert 100 * (high - low) / 2 == pytest.approx(half, abs=0.75)  # the published ones are rounded


@given(TRIPLES)
def test_a_net_interval_contains_its_score_inside_minus_1_to_1(counts):
    positive, neutral, negative = counts
    n = positive + neutral + negative
    low, high = statistics.net(positive, negative, n)
    assert -1 <= low <= (positive - negative) / n <= high <= 1


@given(TRIPLES, st.integers(2, 50))
def test_a_net_interval_never_widens_as_the_sample_grows(counts, times):
    positive, neutral, negative = counts
    n = positive + neutral + negative
    low, high = statistics.net(positive, negative, n)
    more_low, more_high = statistics.net(times * positive, times * negative, times * n)
    assert more_high - more_low <= high - low + 1e-12


# the smallest increase worth an arrow at 95 %, by last week's count: docs/statistics.md
THRESHOLDS = {1: {10: 107, 30: 57, 100: 30, 300: 17, 1000: 9}, 3: {10: 209, 30: 107, 100: 54, 300: 30, 1000: 16}}


@pytest.mark.parametrize(("dispersion", "before"), [(phi, count) for phi in THRESHOLDS for count in THRESHOLDS[phi]])
def test_the_smallest_significant_increase_is_the_published_one(dispersion, before):
    increases = np.arange(0, 4, 0.001)
    z = statistics.count_change(before * (1 + increases), before, deviation=math.sqrt(dispersion) / 2)
    least = 100 * increases[np.argmax(z > statistics.Z95)]
    # published without the ⅜ that steadies small counts, which weighs on the first column alone
    assert least == pytest.approx(THRESHOLDS[dispersion][before], abs=3.5 if before == 10 else 0.8)


@pytest.mark.parametrize(("before", "now"), [(100, 130), (30, 50), (400, 340), (1000, 1090), (20, 21), (5, 15)])
def test_without_overdispersion_a_count_change_agrees_with_the_exact_test(before, now):
    """Given their sum, two equal Poisson counts split like tosses of a coin; mid-p: half of the count itself."""
    p = math.erfc(abs(float(statistics.count_change(now, before))) / math.sqrt(2))
    more, less = max(now, before), min(now, before)
    exact = 2 * (binom.sf(more, more + less, 0.5) + binom.pmf(more, more + less, 0.5) / 2)
    assert p == pytest.approx(exact, abs=0.005)


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.floats(1, 20))
def test_a_count_change_has_the_sign_of_the_change_and_shrinks_with_dispersion(before, now, dispersion):
    z = float(statistics.count_change(now, before, deviation=math.sqrt(dispersion) / 2))
    assert np.sign(z) == np.sign(now - before)
    assert abs(z) <= abs(float(statistics.count_change(now, before)))


@pytest.mark.parametrize("degrees", [3, 11, 15.5])
def test_students_t_is_scipys_and_the_normal_distribution_without_degrees(degrees):
    assert statistics.quantile(degrees) == pytest.approx(scipy.stats.t.ppf(0.975, degrees))
    assert statistics.two_sided(2.2, degrees) == pytest.approx(2 * scipy.stats.t.sf(2.2, degrees))
    assert statistics.quantile(math.nan) == pytest.approx(scipy.stats.norm.ppf(0.975))
    assert statistics.two_sided(-2.2, math.nan) == pytest.approx(2 * scipy.stats.norm.sf(2.2))


@given(st.integers(0, 10_000), st.floats(0.5, 20), st.integers(1, 30))
def test_the_interval_of_a_count_contains_it_and_is_never_negative(count, deviation, degrees):
    low, high = statistics.count_interval(count, deviation, degrees)
    assert 0 <= low <= count + 1e-9
    assert count <= high + 1e-9


@pytest.mark.parametrize(
    "odds", [(0.05, 0.05, 0.1, 0.3, 0.5), (0.3, 0.05, 0.05, 0.1, 0.5), (0.02, 0.02, 0.03, 0.13, 0.8)]
)
@pytest.mark.parametrize("n", [5, 30, 100])
def test_the_interval_of_a_mean_of_stars_contains_it_in_about_95_samples_of_100(odds, n):
    drawn = np.random.default_rng(20261130).choice([1, 2, 3, 4, 5], p=odds, size=(20_000, n))
    score = (drawn - 3) / 2
    positive, negative = ((score**2 + sign * score).sum(axis=1) / 2 for sign in (1, -1))
    low, high = statistics.on_scale("mean", positive, negative, n)
    mean = np.dot(odds, [1, 2, 3, 4, 5])
    assert 0.94 <= ((low <= mean) & (mean <= high)).mean() <= 0.995


@pytest.mark.parametrize(("prompts", "answers", "shape"), [(6, 12, (2, 3)), (20, 4, (3, 3)), (5, 10, (4, 1))])
def test_the_interval_of_a_clustered_share_contains_it_though_answers_to_a_prompt_are_alike(prompts, answers, shape):
    """Wilson's interval of the answers as independent cases contains it in 75 to 88 of 100."""
    chance = np.random.default_rng(20261130)
    counted = chance.binomial(answers, chance.beta(*shape, size=(20_000, prompts)))
    n, share = prompts * answers, counted.sum(axis=1) / (prompts * answers)
    deviations = ((counted - share[:, None] * answers) ** 2).sum(axis=1)
    size = statistics.effective_size(share, np.full(len(share), n), np.full(len(share), prompts), deviations)
    truth = shape[0] / sum(shape)

    def covered(size, z):
        low, high = statistics.wilson(share, size, z=z)
        return ((low <= truth) & (truth <= high)).mean()

    assert 0.94 <= covered(size, statistics.quantile(np.full(len(share), prompts - 1))) <= 0.98
    assert covered(np.full(len(share), n), statistics.Z95) < 0.9


def test_cases_that_vary_less_than_chance_are_no_more_than_they_are():
    """Each prompt names us in half of its answers: deviations 0, and ten answers stay ten."""
    assert statistics.effective_size(0.5, 10, 5, 0.0) == 10
    assert statistics.effective_size(1.0, 10, 5, 0.0) == 5  # all alike: one case a prompt
    assert np.isnan(statistics.effective_size(0.5, 10, 1, 0.0))
