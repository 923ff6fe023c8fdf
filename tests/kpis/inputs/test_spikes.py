"""Rule G: which days of a series are out of the ordinary."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.inputs import spikes as rules
from kpis.inputs.expectation import LEAST_HISTORY
from kpis.inputs.spikes import spikes

MONDAY = date(2026, 1, 5)
WEEK = [23, 22, 22, 21, 20, 15, 13]  # an ordinary week, from Monday to Sunday
ordinary = st.lists(st.integers(8, 40), min_size=70, max_size=140)


def last(counts, first=MONDAY, **options):
    found = spikes(counts, first, **options)
    return {name: getattr(found, name)[-1] for name in ("expected", "scale", "z", "level", "days", "medians")}


def test_z_is_the_distance_from_the_median_of_the_same_weekday_on_the_square_root_scale():
    """Eight identical weeks, then a Monday of 100: y = √100.375 = 10.0187; the eight Mondays give √23.375 = 4.8348; the
    residuals are all 0, so that the scale is that of a Poisson count, 0.5: z = (10.0187 − 4.8348) / 0.5 = 10.3679."""
    found = last([*WEEK * 8, 100])
    assert found["expected"] == pytest.approx(23)
    assert found["scale"] == 0.5
    assert found["z"] == pytest.approx(10.3679, abs=1e-4)
    assert (found["level"], found["days"], found["medians"]) == (2, 56, 7)


def test_the_scale_is_the_deviation_of_what_weekdays_level_and_drift_leave():
    """Twelve weeks, by turns at y = 9.2 and 6.8: every weekday's median is 8; the last 21 days average 8 − 1.2 / 21 =
    7.9429. The slope is −42 · 1.2 / (84 · (84² − 1) / 12) = −0.00102 a day, which takes that level 11 days on to 7.9316
    and leaves 84 · 1.2² − 50.4² / 49385 = 120.91; s = √(120.91 / 84) = 1.1998. A day of y = 12 stands at
    z = 4.0684 / 1.1998 = 3.391: to watch, no spike."""
    high, low = 9.2**2 - 0.375, 6.8**2 - 0.375
    found = last([*[high, low] * 42, 12**2 - 0.375])
    assert found["scale"] == pytest.approx(1.1998, abs=1e-3)
    assert found["z"] == pytest.approx(3.391, abs=1e-2)
    assert found["level"] == 1


@pytest.mark.parametrize(
    ("history", "medians"), [(13, 0), (14, 1), (27, 1), (28, 2), (55, 2), (56, 7), (200, 7)]
)  # fmt: skip
def test_the_shorter_the_history_the_simpler_the_model(history, medians):
    counts = (WEEK * 30)[: history + 1]
    assert last(counts)["medians"] == medians


def test_under_fourteen_days_nothing_is_judged():
    found = spikes([20] * LEAST_HISTORY, MONDAY)
    assert np.isnan(found.z).all()
    assert (found.level == 0).all()
    assert last([*[20] * 13, 500])["level"] == 0


def test_between_four_and_eight_weeks_a_weekend_is_compared_with_weekends():
    """Five weeks of 40 on working days and 10 at weekends: a Saturday of 40 is a spike, a Monday of 40 is not."""
    weeks = ([40] * 5 + [10] * 2) * 5
    assert last([*weeks, 40])["level"] == 0
    assert last([*weeks, *[40] * 5, 40])["level"] == 2


def test_an_expected_weekday_rhythm_raises_nothing():
    """A newsletter triples every Tuesday: known for eight weeks, it is no news."""
    found = spikes([20, 60, 20, 20, 20, 20, 20] * 12, MONDAY)
    assert (found.level[56:] == 0).all()


def test_a_few_mentions_are_no_spike_however_unusual():
    """After weeks of none, 4 are under the least count of 5; 5 stand at (√5.375 − √0.375) / 0.5 = 3.41, 6 at 3.82."""
    assert [last([*[0] * 60, count])["level"] for count in (4, 5, 6)] == [0, 1, 2]
    assert last([*[0] * 60, 3], least=3)["z"] == pytest.approx((np.sqrt(3.375) - np.sqrt(0.375)) / 0.5)


def test_a_day_under_one_and_a_half_times_the_expected_number_is_no_spike():
    """A steady 400 a day has a scale of 0.5; 590 stands at z = 8.6 but is less than 600."""
    assert last([*[400] * 60, 590])["level"] == 0
    assert last([*[400] * 60, 600])["level"] == 2


def test_a_day_that_is_not_covered_is_no_zero():
    """Weeks without upload, taken for zeros, would make an ordinary day a spike."""
    gap = [*WEEK * 8, *[np.nan] * 14, *WEEK]
    assert (spikes(gap, MONDAY).level[-7:] == 0).all()
    assert np.isnan(spikes(gap, MONDAY).z[56:70]).all()
    taken_for_zeros = [*WEEK * 2, *[0] * 42, *WEEK]
    assert (spikes(taken_for_zeros, MONDAY).level[-7:] == 2).any()


def test_a_past_crisis_does_not_hide_the_next_one():
    """Five days at six times the usual, three weeks ago: the next spike is judged on ordinary days alone."""
    weeks = WEEK * 12
    crisis = list(weeks)
    crisis[60:65] = [6 * count for count in crisis[60:65]]
    calm, dirty = last([*weeks, 100]), last([*crisis, 100])
    assert (spikes(crisis, MONDAY).level[60:65] == 2).all()
    assert dirty["level"] == 2
    assert dirty["z"] == calm["z"]


def test_a_new_weekly_rhythm_is_learnt_in_the_end():
    """A newsletter triples every Tuesday from the twentieth week on: news for nine weeks and a few more, then known."""
    counts = [20] * 140 + [20, 60, 20, 20, 20, 20, 20] * 20
    tuesdays = spikes(counts, MONDAY).level[141::7]
    assert (tuesdays[:9] == 2).all()
    assert (tuesdays[13:] == 0).all()


def test_several_series_are_judged_as_each_alone():
    rng = np.random.default_rng(5)
    counts = rng.poisson(20, size=(90, 4)).astype(float)
    counts[10:40, 2] = np.nan
    together = spikes(counts, MONDAY)
    for place in range(4):
        np.testing.assert_array_equal(together.z[:, place], spikes(counts[:, place], MONDAY).z)


@given(ordinary)
@settings(max_examples=12, deadline=None)
def test_a_lone_day_at_five_times_an_ordinary_series_is_flagged(counts):
    base = [20 + (count % 3) for count in counts]
    assert last([*base, 5 * 20])["level"] == 2


@given(ordinary, st.integers(1, 60))
@settings(max_examples=12, deadline=None)
def test_a_series_shifted_in_time_by_whole_weeks_is_judged_alike(counts, weeks):
    moved = date.fromordinal(MONDAY.toordinal() + 7 * weeks)
    np.testing.assert_array_equal(spikes(counts, MONDAY).z, spikes(counts, moved).z)


@given(ordinary, st.lists(st.integers(0, 1000), max_size=30))
@settings(max_examples=12, deadline=None)
def test_what_comes_later_changes_no_judgement(counts, later):
    whole, alone = spikes([*counts, *later], MONDAY), spikes(counts, MONDAY)
    np.testing.assert_array_equal(whole.z[: len(counts)], alone.z)


@given(ordinary)
@settings(max_examples=12, deadline=None)
def test_days_before_the_first_covered_one_change_nothing(counts):
    padded = spikes([*[np.nan] * 28, *counts], date.fromordinal(MONDAY.toordinal() - 28))
    np.testing.assert_array_equal(padded.z[28:], spikes(counts, MONDAY).z)


@given(ordinary, st.integers(2, 20))
@settings(max_examples=12, deadline=None)
def test_more_of_everything_lowers_no_z_whose_scale_is_not_the_poisson_one(counts, factor):
    """Times k, distances and their spread both grow by √k (nearly: + ⅜); where the spread was under the Poisson floor,
    z grows."""
    plain, scaled = spikes(counts, MONDAY), spikes([factor * count for count in counts], MONDAY)
    same = (plain.level == 0).all() and (scaled.level == 0).all()  # a flagged day leaves the history
    free = ~np.isnan(plain.z) & (plain.scale > 0.5)
    if same:
        np.testing.assert_allclose(scaled.z[free], plain.z[free], atol=0.15)


# A new normal ---------------------------------------------------------------------------------------------


def shifts(found):
    """(day it is known, days since it began) of each new normal."""
    return [(int(day), int(found.shift[day])) for day in np.flatnonzero(found.shift)]


def test_a_lasting_shift_is_news_for_a_week_and_then_the_new_normal():
    """Three times as much from the thirteenth Monday on: seven days of spikes; on the seventh, the new normal is known
    to have begun six days before, at three times what the Sunday had: 3 × 13 = 39."""
    found = spikes([*WEEK * 12, *[3 * count for count in WEEK] * 8], MONDAY)
    assert list(found.level[84:91]) == [2] * 7
    assert (found.level[91:] == 0).all()
    assert shifts(found) == [(90, 6)]
    assert (found.before[90], found.after[90]) == (pytest.approx(13), pytest.approx(39, rel=0.03))


def test_a_crisis_of_five_days_is_no_new_normal():
    crisis = [*WEEK * 12, *[6 * count for count in WEEK[:5]], *WEEK[5:], *WEEK * 4]
    found = spikes(crisis, MONDAY)
    assert list(found.level[84:89]) == [2] * 5
    assert shifts(found) == []
    assert (found.level[89:] == 0).all()


def test_a_source_that_ends_is_a_new_normal_too_and_the_next_crisis_is_seen_against_it():
    found = spikes([*[3 * count for count in WEEK] * 12, *WEEK * 3, 100], MONDAY)
    assert shifts(found) == [(90, 6)]
    assert found.expected[-1] == pytest.approx(23, rel=0.05)
    assert found.level[-1] == 2


def test_growth_is_expected():
    """+3 % a week for half a year: the expected count follows within a tenth, and nothing is out of the ordinary."""
    counts = [round(40 * 1.03**week * factor / 20) for week in range(26) for factor in WEEK]
    found = spikes(counts, MONDAY)
    assert (found.level == 0).all()
    np.testing.assert_allclose(found.expected[84:], counts[84:], rtol=0.1)


@given(st.integers(2, 6), st.integers(0, 6), st.integers(1, 400))
@settings(max_examples=10, deadline=None)
def test_whatever_lasts_is_known_within_two_weeks_and_alarms_no_more(factor, weekday, size):
    """Of any size, factor and weekday."""
    mean = np.resize(WEEK, 150) * size / 20
    mean[84 + weekday :] *= factor
    found = spikes(np.random.default_rng(size).poisson(mean).astype(float), MONDAY)
    late = found.level[84 + weekday + 14 :]
    assert (found.level[84 + weekday :] == 2).sum() <= 14
    assert (late == 2).sum() <= 2


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=8, deadline=None)
def test_copies_that_multiply_are_judged_causally_too(seed):
    rng = np.random.default_rng(seed)
    counts = np.floor(rng.pareto(1.5, 120) * 5)
    whole = spikes(counts, MONDAY, copies=True, tail=1.6)
    np.testing.assert_array_equal(whole.z[:90], spikes(counts[:90], MONDAY, copies=True, tail=1.6).z)


def test_what_was_evaluated_before_is_gone_on_with_and_changes_nothing():
    chance = np.random.default_rng(4)
    counts = chance.poisson(20, (400, 3)).astype(float)
    counts[200:, 1] += 40  # a new normal
    counts[350:353, 0] = 300
    counts[90:95, 2] = np.nan
    options = {"copies": [False, True, False], "marks": counts * 0.5, "company": counts * 0.5}

    def cut(array, length):
        return {name: one[:length] if name != "copies" else one for name, one in array.items()}

    def fresh(days, **more):
        rules._runs.clear()
        return spikes(days, MONDAY, **more)

    changed, late = counts.copy(), counts.copy()
    changed[100, 0] += 1
    late[377, 2] = np.nan
    asked = [(counts[:length], cut(options, length)) for length in (400, 399, 28, 27, 1)]
    asked += [(changed, options), (late, options), (np.vstack([counts, counts[:30]]), {"copies": options["copies"]})]
    expected = [fresh(days, **more) for days, more in asked]
    rules._runs.clear()
    for turn in (1, 2):
        for (days, more), one in zip(asked, expected, strict=True):
            found = spikes(days, MONDAY, **more)
            for name, values in vars(one).items():
                np.testing.assert_array_equal(getattr(found, name), values, err_msg=f"{name}, {len(days)} days, {turn}")
            found.z[:] = 0  # what is given away is the caller's
    assert len(rules._runs) <= rules._runs.maxlen
