"""How much figures vary over ordinary periods, against plain Python."""

import math
import statistics as plain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.engine import dispersion

CALM = [70, 72, 68, 71, 69, 70, 74, 70, 71, 69, 72, 68]
SHORT = {6: 1.200, 7: 1.140, 8: 1.129, 9: 1.107}  # Croux, Rousseeuw 1992


def told(found):
    """Spread and degrees of the one row."""
    return float(found[0][0]), float(found[1][0])


def ordinary(values, least):
    """The values within 3.5 robust deviations of their median, all but a quarter of them at least, in plain Python."""
    middle = plain.median(values)
    away = [abs(one - middle) for one in values]
    size = len(values)
    limit = 3.5 * max(1.4826 * plain.median(away) * SHORT.get(size, size / (size - 0.8)), least)
    farthest = sorted(range(size), key=lambda one: -away[one])[: size // 4]
    return [one for number, one in enumerate(values) if away[number] <= limit or number not in farthest]


@given(st.lists(st.integers(0, 3000), min_size=6, max_size=16))
def test_the_spread_of_a_count_is_the_deviation_of_its_root_over_ordinary_periods(counts):
    kept = ordinary([math.sqrt(one + 0.375) for one in counts], 0.5)
    spread, degrees = told(dispersion.of_counts(counts))
    assert (spread, degrees) == (pytest.approx(max(0.5, plain.stdev(kept))), len(kept) - 1)


def test_a_crisis_is_left_out_and_costs_a_degree_of_freedom():
    assert told(dispersion.of_counts([*CALM[:5], 700, *CALM[6:]])) == (0.5, 10)
    loud = [100, 60, 140, 80, 120, 150, 50, 100, 90, 130, 110, 70]
    calm, wild = told(dispersion.of_counts(loud)), told(dispersion.of_counts([*loud[:5], 5000, *loud[6:]]))
    assert wild[0] == pytest.approx(calm[0], rel=0.1)


def test_what_happens_in_a_third_of_the_periods_is_ordinary():
    assert told(dispersion.of_counts([70, 700] * 3 + [70] * 3))[0] > 5


@pytest.mark.parametrize("counts", [[], [5] * 5, [math.nan] * 12, [5.0] * 5 + [math.nan] * 9])
def test_of_fewer_than_six_periods_nothing_is_known(counts):
    assert all(math.isnan(one) for one in told(dispersion.of_counts(np.array(counts, dtype=float).reshape(1, -1))))


def test_an_unknown_period_is_no_period():
    with_holes = [*CALM, math.nan, math.nan]
    assert told(dispersion.of_counts(with_holes)) == told(dispersion.of_counts(CALM))


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(60, 300)), min_size=6, max_size=16))
def test_the_excess_of_a_share_is_pearsons_chi_square_by_its_degrees(weeks):
    k, n = zip(*weeks, strict=True)
    spread, degrees = told(dispersion.of_shares(k, n))
    share = sum(k) / sum(n)
    if 0 < share < 1:
        away = [(a - b * share) / math.sqrt(b * share * (1 - share)) for a, b in weeks]
        kept = [weeks[away.index(one)] for one in ordinary(away, 1.0)]
        pooled = sum(a for a, _ in kept) / sum(b for _, b in kept)
        if 0 < pooled < 1 and len(kept) == len(weeks):
            chi = sum((a - b * pooled) ** 2 / (b * pooled * (1 - pooled)) for a, b in kept)
            assert (spread, degrees) == (pytest.approx(max(1, chi / (len(kept) - 1))), len(kept) - 1)
    assert spread >= 1


def test_independent_cases_have_no_excess_and_bursts_have_one():
    chance = np.random.default_rng(3)
    n = np.full((500, 16), 400)
    calm, _ = dispersion.of_shares(chance.binomial(n, 0.2), n)
    bursts = chance.poisson(chance.gamma(4, 20, n.shape)), chance.poisson(320, n.shape)
    wild, _ = dispersion.of_shares(bursts[0], bursts[0] + bursts[1])
    assert np.median(calm) < 1.2
    assert np.median(wild) > 5


def test_the_excess_of_a_net_score_is_that_of_its_difference():
    chance = np.random.default_rng(4)
    n = 300
    parts = chance.multinomial(n, [0.35, 0.2, 0.45], (500, 16))
    calm, degrees = dispersion.of_net(parts[..., 0], parts[..., 1], np.full((500, 16), n))
    assert np.median(calm) < 1.2
    assert np.median(degrees) == 15
