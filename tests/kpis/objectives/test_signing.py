"""Signing objectives: what is wrong is told with its row; baselines freeze; edits and withdrawals append."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from data.sentences import Refusal
from kpis.objectives import csv_files, objectives, signing
from kpis.objectives.objectives import Objective
from kpis.objectives.scorecard import scorecard
from tests.canonical import brands, daily, mentions

MONDAY = date(2026, 1, 5)
MARCH, APRIL = date(2026, 3, 2), date(2026, 4, 6)  # Mondays of the weeks 9 and 14


def said(store, per_week, *, channel="x", first=MONDAY, **cells):
    """So many mentions of Aurelle on the Monday of each week; every day is covered."""
    counts = [count if day == 0 else 0 for count in per_week for day in range(7)]
    last = first + timedelta(days=len(counts) - 1)
    text = daily(first.isoformat(), counts, Brand="Aurelle", Channel=channel, **cells)
    mentions(store, text, covers=(first.isoformat(), last.isoformat()), about=["Aurelle"])


@pytest.fixture
def world(store):
    """Fourteen weeks of Aurelle on x: 10, 20 … 80 mentions, then 100 a week."""
    said(store, [10, 20, 30, 40, 50, 60, 70, 80] + [100] * 6)
    brands(store, own="Aurelle")
    return store


def goal(kpi="mention_volume_unique", mode="absolute", target=90.0, **options):
    return Objective(
        "chief", kpi, mode, target, options.pop("high", None), **{"valid_from": MARCH, "brand": "Aurelle", **options}
    )


def signed(store, *rows, until=MARCH):
    return signing.sign(store, rows, until=until, who="ann")


def line(store, monday, kpi="mention_volume_unique", channel=None):
    found = scorecard(
        store, role="chief", brand="Aurelle", period_start=monday, today=monday + timedelta(days=8), weeks=13
    )
    return next((one for one in found if (one.kpi.id, one.channel) == (kpi, channel)), None)


# What is refused -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (goal("negative_share", target=101.0), "Row 1 (negative_share): The target 101 is outside"),
        (
            goal("negative_share", target=-1.0),
            "The target -1 is outside the possible values of this KPI: set one from 0 to 100",
        ),
        (goal("net_sentiment_score", target=-101.0), "from -100 to 100"),
        (goal("crisis_level", target=4.0), "from 0 to 3"),
        (goal(target=4.5), "The target 4.5 is not a whole number, and this KPI has no others: set 4 or 5."),
        (goal("posts_count", mode="range", target=2.5, high=4.0), "set 2 or 3"),
        (goal("earned_coverage", mode="baseline_percent", target=20.0), "The baseline is 0"),
        (goal(target=-5.0), "from 0 to ∞"),
        (goal(valid_to=date(2026, 3, 1)), "its last day (2026-03-01) is before its first day (2026-03-02)"),
        (goal("unheard_of"), "there is no KPI of this name"),
        (goal(brand="Velmont"), "there is no brand called Velmont"),
        (goal(channel="myspace"), "no upload names the network myspace; known networks: x"),
        (goal("share_of_voice", channel="x", target=10.0), "this KPI is not available by network"),
        (replace(goal(), role=" "), "the role needs a name"),
        (goal(mode="range", high=80.0), "the upper end of the range (80.0) is below its lower end (90.0)"),
        (goal(mode="range"), "a range also needs its upper end"),
        (goal(high=95.0), "only a range has an upper end"),
        (goal(mode="wish"), "'wish' is not a valid mode"),
        (goal(target=None), "the target is missing"),
        (goal(target=float("nan")), "finite numbers"),
        (goal(tolerance=-1.0), "the tolerance (-1.0) is negative"),
        (goal("mention_volume"), "it is followed, not evaluated"),
        (goal("share_of_voice", mode="pace", target=20.0, valid_to=APRIL), "a pace only suits KPIs that add up"),
        (goal(mode="pace"), "a pace needs a last day"),
        (goal(mode="baseline_percent", target=-100.0), "leaves nothing of the baseline"),
        (goal("followers_total", mode="baseline_percent", target=1.0), "its baseline has no data yet"),
        (goal(per="month"), "only a target relative to the baseline can grow"),
        (goal(per="year", mode="baseline_percent"), "'year' is not a valid growth step"),
        (goal(casquette="cook"), "'cook' is not a valid casquette"),
        (goal(commitment="perhaps"), "'perhaps' is neither committed nor stretch"),
    ],
)
def test_a_wrong_objective_is_refused_with_its_row_and_nothing_is_written(world, wrong, words):
    with pytest.raises(Refusal) as refused:
        signed(world, wrong)
    assert words in str(refused.value)
    assert str(refused.value).startswith("Row 1 (")
    assert objectives.recorded(world) == ()


def test_one_wrong_row_keeps_the_others_out_too(world):
    with pytest.raises(Refusal, match=r"Row 2 \(crisis_level\)"):
        signed(world, goal(), goal("crisis_level", target=9.0))
    assert objectives.recorded(world) == ()


def test_two_that_share_a_day_are_refused_and_two_that_follow_each_other_are_not(world):
    first = goal(valid_to=date(2026, 3, 31))
    with pytest.raises(Refusal, match=r"Row 2 .*overlaps row 1"):
        signed(world, first, goal(valid_from=date(2026, 3, 31)))
    signed(world, first, goal(valid_from=date(2026, 4, 1)))
    with pytest.raises(Refusal, match="overlaps the objective number 2"):
        signed(world, goal(valid_from=date(2027, 1, 1)))
    signed(world, goal(channel="x"), goal("earned_coverage"))  # another place


def test_a_baseline_that_leads_out_of_the_range_is_refused(world):
    said(world, [10] * 14, Sentiment="negative")
    said(world, [10] * 14, Sentiment="positive")
    with pytest.raises(Refusal, match="is outside"):
        signed(world, goal("negative_share", "baseline_points", 60.0), until=APRIL)  # 50 % + 60 points


# The baseline at signature -------------------------------------------------------------------------


def test_the_baseline_is_frozen_at_signature_with_its_window(world):
    (one,) = signed(world, goal(mode="baseline_percent", target=100.0))
    assert one.baseline == 45  # the median of 10, 20 … 80
    assert (one.baseline_from, one.baseline_to) == (MONDAY, date(2026, 3, 1))
    said(world, [500] * 8)  # an export that tells more about those weeks, loaded later
    assert line(world, MARCH).target_value == 90
    unsigned = signing.baseline_of(world, replace(one, baseline=None), until=APRIL)
    assert unsigned.value == 545  # what it would be if it were not frozen


def test_before_eight_weeks_it_is_signed_without_a_baseline_and_says_how_many_there_are(world):
    (one,) = signed(world, goal(mode="baseline_percent", valid_from=date(2026, 2, 2)), until=date(2026, 2, 1))
    assert one.baseline is None
    found = line(world, date(2026, 2, 2))
    assert str(found.verdict.reason) == "The baseline is being established (5 of 8 weeks)."


# Edits and withdrawals ---------------------------------------------------------------------------------


def test_an_edit_appends_and_past_weeks_keep_their_objective(world):
    (first,) = signed(world, goal(target=90.0, comment="To begin with"))
    edit = goal(target=220.0, valid_from=APRIL, replaces=first.objective, comment="The market grew")
    signed(world, edit)
    assert (line(world, MARCH).target_value, line(world, MARCH).verdict.status) == (90, "met")
    assert (line(world, APRIL).target_value, line(world, APRIL).verdict.status) == (220, "behind")
    told = [(one.target, one.recorded_by, one.comment) for one in objectives.recorded(world)]
    assert told == [(90, "ann", "To begin with"), (220, "ann", "The market grew")]


def test_what_is_withdrawn_does_not_hold_from_that_day_and_its_row_stays(world):
    (one,) = signed(world, goal())
    objectives.withdraw(world, one.objective, since=APRIL, comment="A mistake", who="bob")
    assert line(world, MARCH).target_value == 90
    assert line(world, APRIL) is None
    assert [row.mode for row in objectives.recorded(world)] == ["absolute", "withdrawn"]


def test_withdrawing_an_edit_brings_back_what_it_replaced(world):
    (first,) = signed(world, goal(target=90.0))
    (edit,) = signed(world, goal(target=120.0, valid_from=APRIL, replaces=first.objective))
    objectives.withdraw(world, edit.objective, comment="Undone", who="ann")
    assert line(world, APRIL).target_value == 90


def test_an_unknown_or_withdrawn_objective_cannot_be_withdrawn(world):
    (one,) = signed(world, goal(valid_to=APRIL))
    with pytest.raises(Refusal, match="ends on 2026-04-06"):
        objectives.withdraw(world, one.objective, since=date(2026, 5, 1), comment="", who="ann")
    objectives.withdraw(world, one.objective, comment="", who="ann")
    for number in (one.objective, 77):
        with pytest.raises(Refusal, match="in force to withdraw"):
            objectives.withdraw(world, number, comment="", who="ann")


def test_signing_a_sheet_again_appends_only_what_changed_and_ends_what_it_replaces(world):
    signed(world, goal(target=90.0), goal("earned_coverage", target=1.0))
    again = signing.replacing(
        world, [goal(target=120.0, valid_from=APRIL), goal("earned_coverage", target=1.0, valid_from=APRIL)]
    )
    assert [(one.kpi, one.replaces) for one in again] == [("mention_volume_unique", 1)]
    signed(world, *again)
    assert (line(world, MARCH).target_value, line(world, APRIL).target_value) == (90, 120)


def test_the_last_signature_is_taken_back_whole_and_the_one_before_holds_again(world):
    signed(world, goal(target=90.0), goal("earned_coverage", target=1.0))
    again = [goal(target=120.0, valid_from=APRIL), goal("earned_coverage", target=2.0, valid_from=APRIL)]
    signed(world, *signing.replacing(world, again))
    objectives.undo_last(world, "chief", comment="Too high", who="bob")
    assert line(world, APRIL).target_value == 90
    assert line(world, APRIL, "earned_coverage").target_value == 1
    objectives.undo_last(world, "chief", comment="Too low", who="bob")
    assert line(world, APRIL) is None
    with pytest.raises(Refusal, match="no signed objective to undo"):
        objectives.undo_last(world, "chief", comment="", who="bob")


# Channels, brands, pace ---------------------------------------------------------------------------------


def test_an_objective_of_a_channel_is_judged_on_that_channel_alone(world):
    said(world, [7] * 14, channel="forum")
    signed(world, goal(target=100.0), goal(target=30.0, channel="forum"), until=APRIL)
    both, forum = line(world, MARCH), line(world, MARCH, channel="forum")
    assert (both.value, both.verdict.status) == (107, "met")
    assert (forum.value, forum.target_value, forum.verdict.status) == (7, 30, "behind")


def test_the_objective_of_the_brand_comes_before_that_of_every_brand(world):
    signed(world, goal(target=70.0))
    signed(world, goal(target=50.0, brand=None))
    assert line(world, MARCH).target_value == 70


def test_a_pace_is_judged_by_its_sum_against_the_share_of_its_days_that_are_over(world):
    """400 from 2 to 29 March, four weeks: 100 a week; the world gives 100 a week."""
    signed(world, goal(mode="pace", target=400.0, valid_to=date(2026, 3, 29)))
    third = line(world, date(2026, 3, 16))
    assert (third.value, third.target_value, third.verdict.status) == (300, 300, "met")  # 21 of 28 days
    assert [aim.value for aim in third.targets[-3:]] == [100, 200, 300]  # the ramp
    assert third.target.total == 400
    assert third.progress is None
    assert third.change is None or third.change.difference == 0  # of the week, not of the sum


def test_a_pace_that_lags_is_behind_and_within_five_per_cent_near(world):
    signed(world, goal(mode="pace", target=420.0, valid_to=date(2026, 3, 29)))
    assert line(world, date(2026, 3, 23)).verdict.status == "near"  # 400 of 420: 4.8 % short


# Files ----------------------------------------------------------------------------------------------


def test_an_exported_file_gives_the_same_objectives_when_it_is_imported(world):
    rows = signed(
        world,
        goal(mode="baseline_percent", target=33.3, per="month", tolerance=0.1, comment='a "quoted", word\nand a line'),
        goal("crisis_level", target=1.0, owner="Élise Marchand", approver="P. Roy", commitment="stretch"),
        goal("posts_count", mode="range", target=3.0, high=5.0, valid_to=APRIL),
        goal("share_of_voice", mode="out_of_scope", target=None),
    )
    numbers = {"objective": None, "recorded_at": objectives.Objective("", "", "", None, None).recorded_at}
    blank = tuple(replace(one, recorded_by="", **numbers) for one in rows)
    assert csv_files.read(csv_files.written(rows)) == blank


def test_a_spreadsheet_s_file_with_semicolons_and_decimal_commas_is_read():
    text = "role;kpi;mode;target;valid_from\nchief;negative_share;absolute;12,5;2026-03-02\n"
    (one,) = csv_files.read(text.encode())
    assert (one.target, one.valid_from) == (12.5, MARCH)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "role,kpi,mode,valid_from\nchief,nps,absolute,02/03/2026",
            "Row 1, column valid_from: '02/03/2026' is not a valid date",
        ),
        (
            "role,kpi,mode,valid_from,target\nchief,nps,absolute,2026-03-02,12%",
            "column target: '12%' is not a valid number",
        ),
        ("role,kpi,mode\nchief,nps,absolute", "Missing columns: valid_from"),
        ("role,kpi,mode,valid_from,wish\n", "Unknown or repeated columns: wish"),
        ("role,kpi,mode,valid_from\nchief,nps,absolute,", "the first day is missing"),
        (
            "role,kpi,mode,valid_from\nchief,nps,absolute,2026-03-02,surplus",
            "as many cells (5) as there are columns (4)",
        ),
        ("", "contains no objectives"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_row_column_and_value(text, words):
    with pytest.raises(Refusal) as refused:
        csv_files.read(text.encode())
    assert words in str(refused.value)
