"""The median of durations of which some are open: the product-limit one, held against scipy's estimate of the curve."""

import math

import duckdb
import numpy as np
import pytest
from scipy import stats

from kpis.catalogue import SURVIVAL, catalogue

MEDIANS = [kpi for kpi in catalogue().values() if kpi.class_ == "median"]


def median(durations, is_over):
    """The row that the SQL gives for one period of one brand."""
    rows = ", ".join(
        f"(1, 'a', {float(one)!r}::double, {bool(over)})" for one, over in zip(durations, is_over, strict=True)
    )
    sql = f"with durations as (select * from (values {rows}) t(period, series, duration, is_over)),\n{SURVIVAL}"
    with duckdb.connect() as connection:
        return connection.execute(sql).df().iloc[0]


def oracle(durations, is_over):
    """Median, low and high read off scipy's curve and its log-log band; None where the curve does not get there."""
    durations, is_over = np.array(durations, dtype=float), np.array(is_over)
    found = stats.ecdf(stats.CensoredData(uncensored=durations[is_over], right=durations[~is_over])).sf
    with np.errstate(all="ignore"):
        band = found.confidence_interval(method="log-log")
    curves = (found.probabilities, band.low.probabilities, band.high.probabilities)
    firsts = [found.quantiles[curve <= 0.5 + 1e-12] for curve in curves]
    return [first[0] if len(first) else None for first in firsts]


@pytest.mark.filterwarnings("ignore:The confidence interval is undefined")  # there it is not reached
@pytest.mark.parametrize("seed", range(60))
def test_it_is_the_product_limit_median_with_its_log_log_interval(seed):
    chance = np.random.default_rng(seed)
    size = int(chance.integers(2, 90))
    lasts = chance.exponential(10, size)
    followed = chance.exponential(chance.choice([5, 15, 60]), size)
    if seed % 3 == 0:  # ties
        lasts, followed = np.round(lasts / 3), np.round(followed / 3)
    durations, is_over = np.minimum(lasts, followed), lasts <= followed
    if not is_over.any():  # of which scipy gives NaN
        assert math.isnan(median(durations, is_over)["value"])
        return
    found, (value, low, high) = median(durations, is_over), oracle(durations, is_over)
    if is_over.all():
        assert found["value"] == pytest.approx(np.median(durations))
    elif value is None:
        assert math.isnan(found["value"])
    else:
        assert found["value"] >= value - 1e-9
        half = np.isclose(
            stats.ecdf(stats.CensoredData(durations[is_over], right=durations[~is_over])).sf.probabilities, 0.5
        )
        assert found["value"] == pytest.approx(value) or half.any()  # between two, where half last longer for a while
    for name, expected in (("low", low), ("high", high)):
        if expected is not None:
            assert found[name] == pytest.approx(expected)
        elif not is_over.all():  # without an open case the longest duration bounds both
            assert math.isnan(found[name])
    assert found["ended"] == pytest.approx(is_over.mean())


def test_open_cases_alone_reach_no_median():
    found = median([1, 2, 3], [False] * 3)
    assert math.isnan(found["value"])
    assert (found["n"], found["ended"], found["least"]) == (3, 0, 2)


def test_one_answer_among_forty_is_no_median():
    found = median([0.1, *range(1, 40)], [True, *[False] * 39])
    assert math.isnan(found["value"])
    assert (found["n"], found["ended"], found["least"]) == (40, 0.025, 19.5)


@pytest.mark.parametrize("seed", range(20))
def test_where_it_is_not_reached_no_end_of_the_open_cases_brings_it_under_least(seed):
    chance = np.random.default_rng(seed)
    lasts, followed = chance.exponential(20, 40), chance.exponential(8, 40)
    found = median(np.minimum(lasts, followed), lasts <= followed)
    assert np.median(lasts) >= found["least"]


@pytest.mark.parametrize("seed", range(20))
def test_following_the_cases_for_longer_reaches_the_plain_median(seed):
    chance = np.random.default_rng(seed)
    lasts = chance.exponential(20, 41)
    assert median(lasts, [True] * 41)["value"] == pytest.approx(np.median(lasts))


@pytest.mark.parametrize("kpi", MEDIANS, ids=lambda kpi: kpi.id)
def test_every_median_of_durations_is_that_one(kpi):
    assert SURVIVAL in kpi.sql
    assert "percentile_cont" not in kpi.sql.replace(SURVIVAL, "")


def test_no_kpi_takes_a_median_of_its_own():
    assert not [kpi.id for kpi in catalogue().values() if kpi.class_ != "median" and "percentile_cont(0.5)" in kpi.sql]
