"""A figure against its target: every boundary."""

import math
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kpis.catalogue import catalogue
from kpis.engine import statistics
from kpis.engine.figure import Figure
from kpis.objectives.baseline import interval
from kpis.objectives.objectives import Objective
from kpis.objectives.verdict import Target, cannot_hold, progress, target_of, verdict_of

HIGHER = replace(catalogue()["mention_volume_unique"], better="higher")
LOWER = replace(HIGHER, better="lower")
RANGE = replace(HIGHER, better="range")
SHARE = catalogue()["negative_share"]  # percent, wilson, lower
NET = catalogue()["net_sentiment_score"]  # points
RATE = catalogue()["engagement_per_mention"]
MONTH, QUARTER = 365.25 / 12, 365.25 / 4


def status(value, aim, kpi=HIGHER, **known):
    return verdict_of(Figure(value, **known), aim, kpi).status


def objective(mode, goal, **options):
    return Objective("senior", "any", mode, goal, options.pop("high", None), **options)


def aimed(kpi, mode, goal, *, baseline=None, days=0, interval=None, **options):
    made = objective(mode, goal, **options)
    return target_of(made, kpi, baseline=baseline, days_since_baseline=days, interval=interval)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(120, "met"), (100, "met"), (99.99, "near"), (95, "near"), (94.99, "behind"), (0, "behind"), (-5, "behind")],
)
def test_higher_is_better(value, expected):
    assert status(value, Target(100, None, 5)) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(-3, "met"), (0, "met"), (7, "met"), (7.35, "near"), (7.36, "behind"), (60, "behind")]
)
def test_lower_is_better(value, expected):
    assert status(value, Target(7, None, 0.35), LOWER) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(4, "met"), (5, "met"), (6, "met"), (3.8, "near"), (6.2, "near"), (3.79, "behind"), (6.21, "behind")],
)
def test_a_range_is_met_between_its_ends(value, expected):
    assert status(value, Target(4, 6, 0.2), RANGE) == expected
    assert status(value, Target(4, 6, 0.2), HIGHER) == expected  # whatever is better, both ends hold
    assert status(value, Target(4, 6, 0.2), LOWER) == expected


@pytest.mark.parametrize(("value", "expected"), [(3, "met"), (3.1, "met"), (4, "met"), (2.9, "near"), (2, "behind")])
def test_a_range_with_one_bound_is_at_least_that(value, expected):
    assert status(value, Target(3, None, 0.15), RANGE) == expected


@pytest.mark.parametrize(("value", "expected"), [(1, "met"), (0, "met"), (-0.5, "behind")])
def test_a_target_of_zero(value, expected):
    assert status(value, Target(0, None, 0)) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(-8, "met"), (-10, "met"), (-11, "near"), (-12, "near"), (-13, "behind")]
)
def test_a_negative_target(value, expected):
    assert status(value, Target(-10, None, 2), NET) == expected


@pytest.mark.parametrize("goal", range(1, 101))
def test_the_very_share_that_was_asked_for_meets_it(goal):
    """7 of 10 is 70 %, though 70 × 0.01 is a little more in floating point."""
    aim = aimed(catalogue()["objectives_met_ratio"], "absolute", goal)
    assert status(goal / 100, aim, catalogue()["objectives_met_ratio"]) == "met"
    aim = aimed(SHARE, "absolute", goal)
    assert status(goal / 100, aim, SHARE, n=500) == "met"
    slack = min(2, goal / 5)  # two points; of a share under 10 % a fifth of it
    assert status((goal + slack) / 100, aim, SHARE, n=500) == "near"
    assert status((goal + slack + 0.01) / 100, aim, SHARE, n=500) == "behind"


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.20, 0.40, "undecided"),  # 0.25 lies inside
        (0.251, 0.40, "behind"),
        (0.25, 0.40, "behind"),  # it only touches
        (0.10, 0.25, "met"),
        (0.10, 0.24, "met"),
    ],
)
def test_an_interval_that_contains_the_target_does_not_decide(low, high, expected):
    value = (low + high) / 2
    assert status(value, Target(0.25, None, 0.0), SHARE, n=40, low=low, high=high) == expected


def test_an_interval_across_either_end_of_a_range_does_not_decide():
    within = {"n": 40, "low": 0.12, "high": 0.18}
    assert status(0.15, Target(0.10, 0.20, 0.02), SHARE, **within) == "met"
    assert status(0.11, Target(0.10, 0.20, 0.02), SHARE, n=40, low=0.09, high=0.13) == "undecided"
    assert status(0.19, Target(0.10, 0.20, 0.02), SHARE, n=40, low=0.17, high=0.21) == "undecided"


def test_a_share_of_fewer_than_ten_has_no_verdict():
    verdict = verdict_of(Figure(0.0, n=9, low=0.0, high=0.3), Target(0.5, None, 0.02), SHARE)
    assert verdict.status == "none"
    assert str(verdict.reason) == "A sample of 9 is too small for a verdict (at least 10)."
    assert status(0.0, Target(0.5, None, 0.02), SHARE, n=10, low=0.0, high=0.28) == "met"


def test_a_small_count_is_judged_for_a_count_is_no_sample():
    assert status(3, Target(2, None, 0.1), n=3) == "met"


@pytest.mark.parametrize(
    ("figure", "reason"),
    [
        (Figure(0.5, state="partial"), "Some days of the period are not covered: no verdict."),
        (Figure(5, state="running"), "The period is not over: no verdict yet."),
        (Figure(None, state="missing"), "No figure: the uploads do not cover this period."),
        (Figure(math.nan, math.nan, state="missing"), "No figure: the uploads do not cover this period."),
        (
            Figure(math.nan, 0, state="missing"),
            "No figure: the files that cover this period contain nothing to compute it from.",
        ),
    ],
)
def test_a_figure_that_is_not_whole_has_no_verdict_and_says_why(figure, reason):
    verdict = verdict_of(figure, Target(1, None, 0.05), HIGHER)
    assert (verdict.status, str(verdict.reason)) == ("none", reason)


def test_without_a_target_there_is_no_verdict():
    assert verdict_of(Figure(5), None, HIGHER).status == "none"


def test_what_is_only_followed_is_never_judged():
    assert status(5, Target(1, None, 0.05), catalogue()["mention_volume"]) == "none"


# Targets ---------------------------------------------------------------------------------------------


def test_a_percent_objective_is_written_as_people_write_it():
    assert aimed(SHARE, "absolute", 95) == Target(0.95, None, 0.02)  # two points of tolerance
    assert aimed(SHARE, "range", 70, high=90) == Target(0.70, 0.90, 0.02)
    assert aimed(NET, "absolute", -5) == Target(-5, None, 2)


def test_the_tolerance_is_five_percent_of_the_target_unless_the_objective_has_its_own():
    assert aimed(HIGHER, "absolute", 200).tolerance == 10
    assert aimed(HIGHER, "absolute", -200).tolerance == 10
    assert aimed(HIGHER, "absolute", 200, tolerance=3).tolerance == 3
    assert aimed(SHARE, "absolute", 95, tolerance=1).tolerance == 0.01


def test_a_baseline_objective_in_percent_and_in_points():
    assert aimed(HIGHER, "baseline_percent", 20, baseline=100).value == pytest.approx(120)
    assert aimed(SHARE, "baseline_points", 5, baseline=0.20).value == pytest.approx(0.25)
    assert aimed(NET, "baseline_points", -5, baseline=12).value == pytest.approx(7)


def test_twenty_percent_above_a_negative_baseline_is_more_not_less():
    assert aimed(NET, "baseline_percent", 20, baseline=-50).value == pytest.approx(-40)


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-30, 1000), (0, 1000), (MONTH, 1020), (2 * MONTH, 1040.4), (MONTH / 2, 1000 * 1.02**0.5)],
)
def test_two_percent_a_month_compounds_from_the_end_of_the_baseline(days, expected):
    found = aimed(RATE, "baseline_percent", 2, per="month", baseline=1000, days=days)
    assert found.value == pytest.approx(expected)


@pytest.mark.parametrize(("days", "expected"), [(0, 0.30), (QUARTER, 0.32), (2 * QUARTER, 0.34), (QUARTER / 2, 0.31)])
def test_two_points_a_quarter_are_added_each_quarter(days, expected):
    found = aimed(SHARE, "baseline_points", 2, per="quarter", baseline=0.30, days=days)
    assert found.value == pytest.approx(expected)


@pytest.mark.parametrize("baseline", [None, math.nan])
def test_without_a_baseline_there_is_no_target_yet(baseline):
    assert aimed(HIGHER, "baseline_percent", 20, baseline=baseline) is None
    assert aimed(HIGHER, "baseline_points", 20, baseline=baseline) is None


@pytest.mark.parametrize("mode", ["followed", "out_of_scope"])
def test_what_is_followed_or_out_of_scope_has_no_target(mode):
    assert aimed(HIGHER, mode, None) is None
    assert aimed(HIGHER, mode, 5) is None


@pytest.mark.parametrize(
    ("baseline", "percent", "expected"),
    [(4.5, 0, 4), (70, 10, 77), (2, 20, 3), (12210, 2.3, 12491), (10, 4, 11), (10, -20, 8)],
)
def test_whole_number_kpis_have_whole_number_targets(baseline, percent, expected):
    """Nearest, of 4.5 the one that can be reached; and more than the baseline means one more at least."""
    assert aimed(HIGHER, "baseline_percent", percent, baseline=baseline).value == expected


def test_as_many_as_at_the_start_is_met_by_more():
    channels = catalogue()["channels_active"]
    aim = aimed(channels, "baseline_percent", 0, baseline=4.5)
    assert [status(value, aim, channels) for value in (3, 4, 5, 6)] == ["behind", "met", "met", "met"]


@pytest.mark.parametrize("years", [1, 3, 30])
def test_growth_stops_after_a_year_and_inside_the_bounds(years):
    grown = aimed(RATE, "baseline_percent", 2, per="month", baseline=1000, days=365.25 * years)
    assert grown.value == pytest.approx(1000 * 1.02**12)
    assert aimed(SHARE, "baseline_points", 2, per="quarter", baseline=0.97, days=365.25 * years).value == 1


@pytest.mark.parametrize(
    ("made", "kpi", "baseline", "words"),
    [
        (("baseline_percent", 20), HIGHER, 0, "The baseline is 0"),
        (("baseline_percent", 0), HIGHER, 0, "The baseline is 0"),
        (("absolute", 101), SHARE, None, "set one from 0 to 100"),
        (("absolute", 4.5), HIGHER, None, "set 4 or 5"),
        (("baseline_percent", 20), HIGHER, 50, None),
        (("baseline_points", 2), SHARE, 0, None),
        (("absolute", 0), HIGHER, 0, None),
        (("absolute", 3.5), catalogue()["spike_severity"], None, None),
        (("followed", None), HIGHER, 0, None),
    ],
)
def test_an_objective_that_no_figure_can_be_judged_by_says_what_would_hold(made, kpi, baseline, words):
    found = cannot_hold(objective(*made), kpi, baseline=baseline)
    assert (found is None) if words is None else (words in str(found))


# What chance explains ------------------------------------------------------------------------------------


def against_baseline(kpi, value, base, *, spread, n=None, more=0):
    """The verdict of a figure that varies so, at least so much above its baseline."""
    low, high = statistics.count_interval(value, spread, 11) if kpi.interval == "count" else (math.nan, math.nan)
    figure = Figure(value, n, float(low), float(high), spread=spread, degrees=11)
    aim = aimed(kpi, "baseline_percent", more, baseline=base, interval=interval(base, figure, kpi))
    return verdict_of(figure, aim, kpi).status


@pytest.mark.parametrize(
    ("value", "expected"), [(140, "met"), (75, "undecided"), (70, "undecided"), (60, "undecided"), (40, "behind")]
)
def test_a_count_is_beside_its_baseline_until_chance_no_longer_explains_it(value, expected):
    """On the root scale: 2.2 × 0.5 × √(1 + 0.41²) = 1.19; √70.375 − √40.375 = 2.03, √60.375 is 0.62 away."""
    assert against_baseline(HIGHER, value, 70, spread=0.5) == expected


def test_a_rate_without_an_interval_is_beside_its_baseline_too():
    assert against_baseline(RATE, 9.0, 10.0, spread=1.0, n=200) == "undecided"
    assert against_baseline(RATE, 7.0, 10.0, spread=1.0, n=200) == "behind"


def test_a_baseline_of_zero_is_an_estimate_as_well():
    """No sensitive mention in eight windows of 200: one now is no news."""
    sensitive = catalogue()["sensitive_topic_share"]
    for k, expected in ((0, "undecided"), (1, "undecided"), (20, "behind")):
        low, high = statistics.wilson(k / 200, 200)
        figure = Figure(k / 200, 200, float(low), float(high), spread=1.0, degrees=15)
        aim = aimed(sensitive, "baseline_points", 0, baseline=0.0, interval=interval(0.0, figure, sensitive))
        assert verdict_of(figure, aim, sensitive).status == expected


def test_a_count_that_reached_a_fixed_number_has_reached_it():
    within = {"low": 40.0, "high": 64.0}
    assert status(52, Target(50, None, 2.5), HIGHER, **within) == "met"
    assert status(48, Target(50, None, 2.5), HIGHER, **within) == "undecided"
    assert status(30, Target(50, None, 2.5), HIGHER, low=20.0, high=42.0) == "behind"


@pytest.mark.parametrize(("value", "expected"), [(83, "met"), (82, "met"), (81, "none"), (10, "none")])
def test_a_sum_that_is_beyond_its_target_is_met_whatever_a_hole_held(value, expected):
    posts = catalogue()["posts_count"]
    assert status(value, Target(82, None, 4, total=120), posts, state="partial") == expected


def test_a_sum_that_is_over_its_range_is_behind_whatever_a_hole_held():
    posts = catalogue()["posts_count"]
    assert status(9, Target(3, 5, 0.2), posts, state="partial") == "behind"
    assert status(4, Target(3, 5, 0.2), posts, state="partial") == "none"  # the hole may hold two more


def test_what_can_shrink_is_not_decided_by_a_part_of_its_days():
    assert status(500, Target(100, None, 5), catalogue()["social_revenue"], state="partial") == "none"  # refunds


@pytest.mark.parametrize("name", ["first_response_time_median", "time_to_alert", "engagement_per_mention"])
def test_what_has_no_interval_has_a_least_sample_too(name):
    kpi = catalogue()[name]
    assert status(0.1, Target(1, None, 0.05), kpi, n=9) == "none"
    assert status(0.1, Target(1, None, 0.05), kpi, n=10) != "none"


@pytest.mark.parametrize("name", ["followers_share", "data_completeness", "reports_on_time_rate"])
def test_accounts_days_and_reports_are_no_sample(name):
    assert status(0.99, Target(0.9, None, 0.02), catalogue()[name], n=2) == "met"


# Stretch, pace and progress --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [(100, "met"), (85, "met"), (84.9, "near"), (70, "near"), (69.9, "behind"), (50, "behind"), (20, "behind")],
)
def test_a_stretch_objective_is_met_at_seven_tenths_of_the_way_and_near_at_four(value, expected):
    aim = Target(100, None, 5, baseline=50, is_stretch=True)  # 50 to go: 0.7 of it is 85, 0.4 of it is 70
    assert status(value, aim) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(3, "met"), (3.01, "near"), (6, "near"), (6.01, "behind"), (10, "behind")]
)
def test_a_stretch_objective_of_a_kpi_where_lower_is_better(value, expected):
    aim = Target(0, None, 0.1, baseline=10, is_stretch=True)  # 0.7 of the way is 3, 0.4 of it is 6
    assert status(value, aim, LOWER) == expected


def test_a_stretch_objective_without_a_baseline_or_within_its_tolerance_of_it_is_judged_as_a_committed_one():
    assert status(96, Target(100, None, 5, is_stretch=True)) == "near"
    assert status(96, Target(100, None, 5, baseline=97, is_stretch=True)) == "near"


def test_an_interval_across_seven_tenths_of_the_way_does_not_decide_a_stretch_objective():
    aim = Target(0.4, None, 0.02, baseline=0.2, is_stretch=True)  # 0.7 of the way is 34 %
    share = replace(SHARE, better="higher")
    assert status(0.35, aim, share, n=400, low=0.30, high=0.39) == "undecided"
    assert status(0.37, aim, share, n=400, low=0.345, high=0.41) == "met"  # it may contain the target itself


@pytest.mark.parametrize(
    ("value", "aim", "better", "expected"),
    [
        (75, Target(100, None, 5, baseline=50), "higher", 0.5),
        (40, Target(100, None, 5, baseline=50), "higher", -0.2),  # it went back
        (8, Target(5, None, 0.25, baseline=10), "lower", 0.4),
        (-10, Target(0, None, 2, baseline=-20), "higher", 0.5),  # at and below zero too
        (75, Target(55, None, 5, baseline=50), "higher", None),  # within the tolerance of the baseline
        (75, Target(50, None, 5, baseline=50), "higher", None),  # "at least the baseline"
        (75, Target(45, None, 5, baseline=50), "higher", None),  # "at most 5 under it": the sign would turn
        (75, Target(100, None, 5), "higher", None),
        (None, Target(100, None, 5, baseline=50), "higher", None),
        (5, Target(4, 6, 0.2, baseline=1), "range", None),
        (50, Target(60, None, 3, baseline=1, total=120), "higher", None),  # a pace has its ramp
        (75, None, "higher", None),
    ],
)
def test_progress_is_told_only_where_it_means_something(value, aim, better, expected):
    assert progress(value, aim, better) == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("elapsed", "value", "expected"), [(0.25, 3, "met"), (0.25, 2.9, "near"), (0.25, 2.8, "behind"), (1, 11.4, "near")]
)
def test_a_pace_asks_for_the_share_of_its_total_that_is_due(elapsed, value, expected):
    aim = target_of(objective("pace", 12), HIGHER, baseline=None, days_since_baseline=0, elapsed=elapsed)
    assert (aim.value, aim.total) == (12 * elapsed, 12)
    assert status(value, aim) == expected  # within 5 % of what is due


# What holds for every figure and target ------------------------------------------------------------------

FIGURES = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False)
SIZES = st.floats(min_value=0, max_value=1e3, allow_nan=False)
RANK = {"behind": 0, "near": 1, "met": 2}


@given(value=FIGURES, goal=FIGURES, tolerance=SIZES, better=SIZES)
def test_a_better_value_never_gets_a_worse_verdict(value, goal, tolerance, better):
    aim = Target(goal, None, tolerance)
    assert RANK[status(value + better, aim)] >= RANK[status(value, aim)]
    assert RANK[status(value - better, aim, LOWER)] >= RANK[status(value, aim, LOWER)]


@given(value=FIGURES, goal=FIGURES, tolerance=SIZES)
def test_higher_and_lower_mirror_each_other(value, goal, tolerance):
    assert status(value, Target(goal, None, tolerance)) == status(-value, Target(-goal, None, tolerance), LOWER)


@given(value=FIGURES, goal=FIGURES, tolerance=SIZES)
def test_the_target_itself_is_met_and_a_value_beyond_its_tolerance_is_behind(value, goal, tolerance):
    assert status(goal, Target(goal, None, tolerance)) == "met"
    assume(goal - value > tolerance + 1e-6 * max(1, abs(goal), abs(value)))
    assert status(value, Target(goal, None, tolerance)) == "behind"


@given(ends=st.tuples(FIGURES, FIGURES), share=st.floats(min_value=0, max_value=1), tolerance=SIZES)
def test_every_value_of_a_range_meets_it(ends, share, tolerance):
    low, high = sorted(ends)
    value = min(high, max(low, low + share * (high - low)))
    assert status(value, Target(low, high, tolerance), RANGE) == "met"


@given(value=FIGURES, goal=FIGURES, below=SIZES, above=SIZES, tolerance=SIZES)
def test_an_interval_decides_unless_it_straddles_the_target(value, goal, below, above, tolerance):
    low, high = value - below, value + above
    found = verdict_of(Figure(value, n=50, low=low, high=high), Target(goal, None, tolerance), NET)
    assert (found.status == "undecided") is (low < goal < high)


@given(n=st.integers(min_value=0, max_value=9), value=st.floats(min_value=0, max_value=1), goal=FIGURES)
def test_no_share_of_fewer_than_ten_has_a_verdict(n, value, goal):
    assert status(value, Target(goal, None, 0.02), SHARE, n=n) == "none"


@given(baseline=FIGURES, way=st.floats(min_value=1, max_value=1e4), share=st.floats(min_value=-1, max_value=2))
def test_the_verdict_of_a_stretch_objective_follows_its_progress(baseline, way, share):
    assume(abs(share - 0.7) > 1e-3 and abs(share - 0.4) > 1e-3)
    aim = Target(baseline + way, None, 0.5, baseline=baseline, is_stretch=True)
    value = baseline + share * way
    assert progress(value, aim, "higher") == pytest.approx(share, abs=1e-3)
    assert status(value, aim) == ("met" if share > 0.7 else "near" if share > 0.4 else "behind")
