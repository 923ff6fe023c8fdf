"""What was planned and published: the regularity of the team."""

from datetime import date

import pytest

from data.decisions import publishing_plan
from data.sentences import Refusal
from tests import canonical
from tests.canonical_activity import posts
from tests.kpis.figures import aurelle, row, values

WEEK = ("2026-03-02", "2026-03-08")  # Monday to Sunday


def planned(store, *rows):
    """Rows of channel, posts a week, first day."""
    canonical.brands(store, own="Aurelle")
    for channel, count, first in rows:
        publishing_plan.plan(store, channel, count, valid_from=date.fromisoformat(first), who="test")


def test_a_busy_channel_does_not_make_up_for_a_silent_one(store):
    """Facebook 3 of 3 (five were published), LinkedIn 1 of 2: 4 of 5."""
    planned(store, ("facebook", 3, "2026-01-01"), ("linkedin", 2, "2026-01-01"))
    posts(
        store,
        "Day | Brand | Channel\n" + "2026-03-03 | Aurelle | facebook\n" * 5 + "2026-03-08 | Aurelle | linkedin",
        covers=WEEK,
    )
    found = row(store, "publishing_regularity", *WEEK)
    assert (found["value"], found["n"], found["state"]) == (0.8, 5, "complete")
    assert values(store, "publishing_regularity", *WEEK, by="channel") == {"facebook": [1], "linkedin": [0.5]}


def test_a_busy_week_does_not_make_up_for_a_silent_one(store):
    """Four in the first week, none in the second, of 2 each: 2 of 4 over both."""
    planned(store, ("x", 2, "2026-01-01"))
    both = ("2026-03-02", "2026-03-15")
    posts(store, "Day | Brand | Channel\n" + "2026-03-03 | Aurelle | x\n" * 4, covers=both)
    assert aurelle(store, "publishing_regularity", *both) == [1, 0]
    assert aurelle(store, "publishing_regularity", *both, grain="all") == [0.5]


def test_a_month_counts_the_weeks_that_lie_whole_in_it(store):
    """March 2026: the weeks from the 2nd, 9th, 16th and 23rd; the last one ends on 5 April. 3 of 4."""
    planned(store, ("x", 1, "2026-01-01"))
    posts(store, """
        Day        | Brand   | Channel
        2026-03-01 | Aurelle | x
        2026-03-02 | Aurelle | x
        2026-03-09 | Aurelle | x
        2026-03-16 | Aurelle | x
        2026-03-31 | Aurelle | x
    """, covers=("2026-03-01", "2026-03-31"))  # fmt: skip
    assert aurelle(store, "publishing_regularity", "2026-03-01", "2026-03-31", grain="month") == [0.75]


def test_a_new_plan_holds_from_its_first_day_and_leaves_the_weeks_before_as_they_were(store):
    """One a week, then four from 9 March on, which two posts fill by half; a plan of 0 ends it."""
    planned(store, ("x", 1, "2026-01-01"), ("x", 4, "2026-03-09"), ("x", 0, "2026-03-16"))
    posts(store, """
        Day        | Brand   | Channel
        2026-03-02 | Aurelle | x
        2026-03-09 | Aurelle | x
        2026-03-10 | Aurelle | x
    """, covers=("2026-03-02", "2026-03-22"))  # fmt: skip
    assert aurelle(store, "publishing_regularity", "2026-03-02", "2026-03-22") == [1, 0.5, None]


def test_a_channel_whose_export_does_not_cover_the_week_is_not_held_against_the_plan(store):
    planned(store, ("x", 1, "2026-01-01"), ("blog", 1, "2026-01-01"))
    posts(store, "Day | Brand | Channel\n2026-03-02 | Aurelle | x", covers=WEEK, channel="x")
    found = row(store, "publishing_regularity", *WEEK)
    assert (found["value"], found["n"]) == (1, 1)


def test_the_plan_of_one_brand_comes_before_that_of_every_own_brand(store):
    planned(store, ("x", 4, "2026-01-01"))
    canonical.brands(store, own=["Velmont"])
    publishing_plan.plan(store, "x", 1, valid_from=date(2026, 1, 1), who="test", brand="Velmont")
    posts(store, "Day | Brand | Channel\n2026-03-02 | Aurelle | x\n2026-03-02 | Velmont | x", covers=WEEK)
    assert values(store, "publishing_regularity", *WEEK) == {"Aurelle": [0.25], "Velmont": [1]}


def test_without_a_plan_there_is_no_regularity(store):
    posts(store, "Day | Brand | Channel\n2026-03-02 | Aurelle | x", covers=WEEK)
    assert aurelle(store, "publishing_regularity", *WEEK) == [None]


def test_a_plan_of_less_than_nothing_is_refused(store):
    with pytest.raises(Refusal):
        publishing_plan.plan(store, "x", -1, valid_from=date(2026, 1, 1), who="test")
    with pytest.raises(Refusal):
        publishing_plan.plan(store, " ", 1, valid_from=date(2026, 1, 1), who="test")
    assert store.value("select count(*) from publishing_plans") == 0
