"""The watch by the hour and by five minutes: what rings, what does not, and why."""

import math
from datetime import date, datetime, timedelta

import numpy as np
import pytest

from kpis.inputs.fine_clock import DAY, FIVE_MINUTES, HOURLY, alarms, evaluate, explain

MONDAY = datetime(2026, 1, 5)
HOURS = np.array([1, 1, 0, 0, 0, 1, 2, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7, 7, 6, 5, 4, 3, 2])  # an ordinary day: 96
WEEK = np.array([1.15, 1.12, 1.1, 1.08, 1.05, 0.85, 0.65])


def days(number, *, times=1.0):
    return np.tile(HOURS * times, number).astype(float)


def chance(mean, number, series, *, seed, burst=None):
    """So many simulated days of a mean a day: independent arrivals, whose rate bursts from hour to hour with `burst`."""
    draw = np.random.default_rng(seed)
    rate = mean / 24 * np.outer(np.resize(WEEK, number), HOURS / HOURS.mean()).ravel()[:, None]
    rate = np.repeat(rate, series, axis=1)
    return draw.poisson(rate if burst is None else rate * draw.gamma(burst, 1 / burst, rate.shape)).astype(float)


def test_z_is_the_distance_from_the_usual_peak_of_a_day():
    """Four equal weeks: the busiest hour of every day counts 7, and nothing remains. A fortnight of 0.4 is added to the 26
    days whose usual peak was known: s = √(14 · 0.16 / (26 + 14)) = 0.2366, where independent arrivals make it at least
    (log(1 + (√7.375 + 2)² − 0.375) − log 8) / 3 = 0.3501. 30 within an hour: z = (log 31 − log 8) / 0.3501 = 3.870; it
    rings from 8 · e^(3 · 0.3501) − 1 = 21.86 on."""
    counts = np.append(days(28), [1, 1, 0, 0, 0, 1, 2, 30])
    found = evaluate(counts, MONDAY)
    why = explain(found, MONDAY, len(counts) - 1)
    assert (why.level, why.window, why.observed) == (2, timedelta(hours=1), 30)
    assert why.z == pytest.approx((math.log(31) - math.log(8)) / 0.3501, abs=1e-3)
    assert (why.expected, why.ring_from) == (4, 22)
    assert why.usual == pytest.approx(7)
    assert (why.days, why.since, why.until) == (28, date(2026, 1, 5), date(2026, 2, 1))
    assert not found.level[:-1].any()


def test_a_slow_rise_rings_by_the_day():
    """Twice the usual of every hour is no burst of an hour; 24 hours of 288 instead of 96 are out of the ordinary."""
    found = evaluate(np.append(days(42), days(1, times=3)), MONDAY)
    ringing = np.flatnonzero(found.level == 2)
    assert len(ringing)
    assert {HOURLY.windows[number].length for number in found.window[ringing]} >= {DAY}


@pytest.mark.parametrize("clock", [HOURLY, FIVE_MINUTES], ids=["hourly", "five minutes"])
def test_no_moment_is_judged_by_what_comes_after_it(clock):
    per_day = clock.steps_a_day
    counts = np.random.default_rng(1).poisson(3, (40 * per_day, 2)).astype(float)
    later = counts.copy()
    later[30 * per_day + 7 :] *= 20
    one, other = evaluate(counts, MONDAY, clock), evaluate(later, MONDAY, clock)
    for name in vars(one):
        np.testing.assert_array_equal(getattr(one, name)[: 30 * per_day + 7], getattr(other, name)[: 30 * per_day + 7])
    assert (evaluate(counts[: 30 * per_day + 7], MONDAY, clock).z == one.z[: 30 * per_day + 7])[20 * per_day :].all()


def test_a_series_is_judged_the_same_whatever_stands_beside_it():
    counts = chance(150, 130, 3, seed=2, burst=2)
    together, again = evaluate(counts, MONDAY), evaluate(counts, MONDAY)
    alone = evaluate(counts[:, 1], MONDAY)
    for name in vars(together):
        np.testing.assert_array_equal(getattr(together, name)[:, 1], getattr(alone, name))
        np.testing.assert_array_equal(getattr(together, name), getattr(again, name))


def test_a_history_may_begin_at_any_hour():
    """A first day of which less than half is known is part of no baseline."""
    counts = days(30)
    late = evaluate(counts[15:], MONDAY + timedelta(hours=15))
    assert late.days[-1] == 28
    assert evaluate(counts[15 : 20 * 24], MONDAY + timedelta(hours=15)).days[-1] == 18


def test_nothing_is_judged_in_the_first_two_weeks():
    found = evaluate(np.append(days(14), days(1, times=5)), MONDAY)
    assert np.isnan(found.z[: 14 * 24]).all()
    assert not found.level[: 14 * 24].any()
    assert found.level[14 * 24 :].max() == 2
    assert np.isnan(found.expected[: 14 * 24]).all()


@pytest.mark.parametrize("hole", [1, 5, 24, 7 * 24, 40 * 24], ids=lambda hours: f"{hours} hours")
def test_a_hole_never_rings_and_what_follows_it_is_ordinary(hole):
    counts = days(100)
    counts[50 * 24 + 10 : 50 * 24 + 10 + hole] = np.nan
    found = evaluate(counts, MONDAY)
    assert not found.level.any()
    assert np.isnan(found.z[50 * 24 + 10 : 50 * 24 + 10 + hole]).all()


def test_quiet_days_do_not_ring_and_make_the_next_ones_no_louder():
    """Holidays: a week without a mention, then ordinary days."""
    counts = np.concatenate([days(60), days(7, times=0), days(30)])
    assert not evaluate(counts, MONDAY).level.any()


def test_tiny_volumes_do_not_ring_without_five_mentions():
    counts = np.zeros((60 * 24, 4))
    counts[::50] = 1
    counts[-1] = [4, 5, 8, 20]
    found = evaluate(counts, MONDAY)
    assert not found.level[:-1].any()
    assert list(found.level[-1]) == [0, 1, 2, 2]


def test_a_past_crisis_hides_no_other():
    """Five days at six times the usual, three weeks before a day at five times."""
    for seed in range(2):
        counts = chance(20, 113, 20, seed=seed, burst=8)
        clean = counts.copy()
        counts[-21 * 24 : -16 * 24] = 6 * counts[-21 * 24 : -16 * 24]
        for one in (counts, clean):
            one[-24:] = chance(100, 1, 20, seed=seed + 100, burst=8)
            assert (evaluate(one, MONDAY).level[-24:] == 2).any(axis=0).mean() >= 0.9


def test_a_crisis_is_judged_to_its_end_however_short_the_history():
    """Twenty days, then ten at six times the usual: the event leaves the history, and is not unknown."""
    found = evaluate(np.append(days(20), days(10, times=6)), MONDAY)
    assert found.days[-1] < 20
    assert (found.level[20 * 24 + 12 :] == 2).all()


@pytest.mark.parametrize(("times", "side"), [(3.0, 1), (0.2, -1)])
def test_a_lasting_shift_is_a_new_normal_after_two_weeks_and_said_once(times, side):
    found = evaluate(np.append(days(60), days(60, times=times)), MONDAY)
    said = np.flatnonzero(found.shift)
    assert found.shift[said].tolist() == [side]
    assert 13 <= said[0] // 24 - 60 <= 16
    if side > 0:
        assert found.level[60 * 24 : 73 * 24].reshape(13, 24).max(axis=1).min() == 2
    assert not found.level[77 * 24 :].any()


def test_ordinary_days_ring_twice_a_year_at_most():
    """Five series and a year each, of bursts within hours; docs/adr/0027-three-clocks.md has the long form."""
    for mean, burst in ((1, None), (20, 8), (1000, 8)):
        found = evaluate(chance(mean, 28 + 365, 5, seed=mean, burst=burst), MONDAY)
        assert alarms(found.level).sum() / 5 <= 2, mean


def test_an_alarm_is_raised_once_a_day_and_again_by_a_higher_level():
    level = np.zeros(60, dtype=int)
    level[[3, 4, 10]] = 1
    level[12:40] = 2
    assert list(np.flatnonzero(alarms(level, least=1))) == [3, 12, 36]
    assert list(np.flatnonzero(alarms(level))) == [12, 36]
