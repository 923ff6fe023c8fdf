"""Which objective holds, and how many are met."""

import csv
from datetime import date, datetime
from pathlib import Path

import pytest

from data.store import insert
from kpis.catalogue import catalogue
from kpis.objectives import objectives
from kpis.objectives.objectives import Objective
from tests.canonical import brands, daily, mentions
from tests.kpis.figures import aurelle, computed, row

MARCH = date(2026, 3, 2)


def record(store, role, kpi, mode, target, **options):
    """Record an objective as a person does."""
    written = {"valid_from": MARCH, "recorded_at": datetime(2026, 1, 1), "recorded_by": "test", **options}
    with store.writing() as cursor:
        insert(cursor, "objectives", {"role": role, "kpi": kpi, "mode": mode, "target": target, **written})


def held(*known, role="senior", brand="Aurelle", day=MARCH):
    found = objectives.in_force_on(day, known, role=role, brand=brand)
    return {kpi: one for (kpi, channel), one in found.items() if channel is None}


def goal(target, **options):
    return Objective("senior", "negative_share", "absolute", target, None, **options)


@pytest.mark.parametrize(
    ("first", "last", "holds"),
    [
        ("2026-03-02", None, True),  # from that Monday
        ("2026-03-03", None, False),
        ("2026-01-01", "2026-03-02", True),  # to that Monday, included
        ("2026-01-01", "2026-03-01", False),
    ],
)
def test_an_objective_holds_from_its_first_day_to_its_last(first, last, holds):
    one = goal(20, valid_from=date.fromisoformat(first), valid_to=last and date.fromisoformat(last))
    assert ("negative_share" in held(one)) is holds


def test_of_several_that_hold_the_last_recorded_does():
    assert held(goal(20), goal(10))["negative_share"].target == 10
    later = goal(10, valid_from=date(2026, 4, 1))
    assert held(goal(20), later)["negative_share"].target == 20  # it does not hold yet


def test_an_objective_of_another_role_brand_or_single_channel_is_not_held():
    assert held(goal(20), role="stagiaire") == {}
    assert held(goal(20, brand="Novane")) == {}
    assert held(goal(20, channel="x")) == {}
    assert held(goal(20, brand="Aurelle"))["negative_share"].target == 20


def test_the_starting_objectives_are_about_known_kpis_in_known_modes():
    for one in objectives.starting():
        assert one.kpi in catalogue()
        assert one.mode in objectives.MODES
        assert one.per in (None, *objectives.STEPS)
        assert (one.target is None) == one.is_followed, one
        assert one.is_followed or catalogue()[one.kpi].better != "context", one


def test_each_role_has_one_starting_objective_per_kpi():
    named = [(one.role, one.kpi) for one in objectives.starting()]
    assert len(named) == len(set(named))
    assert set(named) == {(role, kpi) for role in ("stagiaire", "senior") for kpi in catalogue()}


def test_the_two_roles_do_not_have_the_same_objectives():
    with (Path(objectives.__file__).parent / "objectives.csv").open(encoding="utf-8") as file:
        rows = [tuple(row.values()) for row in csv.DictReader(file)]
    assert {row[1:6] for row in rows if row[0] == "senior"} != {row[1:6] for row in rows if row[0] == "stagiaire"}


def test_a_recorded_objective_comes_before_the_starting_one(store):
    record(store, "senior", "data_freshness_days", "absolute", 30)
    assert held(*objectives.effective(store))["data_freshness_days"].target == 30
    before = held(*objectives.effective(store), day=date(2026, 2, 23))
    assert before["data_freshness_days"].target == 2  # the starting one, until it begins


def test_two_objectives_of_the_same_second_keep_the_order_of_recording(store):
    for target in range(1, 31):
        record(store, "senior", "data_freshness_days", "absolute", target)
    assert held(*objectives.effective(store))["data_freshness_days"].target == 30


def test_one_s_own_role_is_known_by_its_objectives(store):
    record(store, "chief", "data_freshness_days", "absolute", 30)
    assert objectives.roles(store) == ("stagiaire", "senior", "chief")


# How many are met ------------------------------------------------------------------------------------

FOUR_WEEKS = ("2026-03-02", "2026-03-29")


@pytest.fixture
def chief(store):
    """
    Week of     | 2 March | 9 March | 16 March | 23 March
    Mentions    |      70 |      35 |       70 | 70, one day uncovered
    Completeness|     1   |     1   |      1   | 6 of 7

    60 of the last week are there already, whatever the seventh day held. Objectives of the chief: at least 60 mentions; complete at 95 %; a raw volume (followed, so never judged).
    """
    mentions(store, daily("2026-03-02", [10] * 7 + [5] * 7 + [10] * 13, Brand="Aurelle", Channel="x"))
    brands(store, own="Aurelle")
    record(store, "chief", "mention_volume_unique", "absolute", 60)
    record(store, "chief", "data_completeness", "absolute", 95)
    record(store, "chief", "mention_volume", "followed", None)
    return store


def met(store, since, until, **asked):
    return aurelle(store, "objectives_met_ratio", since, until, role="chief", **asked)


def test_objectives_met_are_over_those_with_a_verdict(chief):
    # both; one of two (35 of 60 is behind); both; 60 of six days are enough, and 6 of 7 is under 95 %
    assert met(chief, *FOUR_WEEKS) == [1, 0.5, 1, 0.5]
    found = computed(chief, "objectives_met_ratio", *FOUR_WEEKS, brands=("Aurelle",), role="chief")
    assert list(found["n"]) == [2, 2, 2, 2]


def test_a_longer_period_counts_the_verdicts_of_the_weeks_that_end_in_it(chief):
    assert met(chief, *FOUR_WEEKS, grain="all") == [pytest.approx(6 / 8)]  # 2 + 1 + 2 + 1 of 2 + 2 + 2 + 2
    assert met(chief, "2026-03-01", "2026-03-31", grain="month") == [pytest.approx(6 / 8)]
    assert met(chief, "2026-03-04", "2026-03-31", grain="month") == [pytest.approx(6 / 8)]  # that week ends in it
    assert met(chief, *FOUR_WEEKS, grain="day")[:2] == [None, None]  # a day has no verdict


def test_the_running_week_has_no_verdict(chief):
    found = row(chief, "objectives_met_ratio", "2026-03-02", "2026-03-08", role="chief", today="2026-03-08")
    assert found.state == "missing"


def test_an_undecided_objective_is_left_out(store):
    text = daily("2026-03-02", [3] * 28, Brand="Aurelle", Channel="x", Sentiment="neutral")
    mentions(store, text, covers=FOUR_WEEKS)
    text = daily("2026-03-02", [1] * 28, Brand="Aurelle", Channel="x", Sentiment="negative")
    mentions(store, text, covers=FOUR_WEEKS)
    record(store, "chief", "negative_share", "absolute", 26)  # 28 of 112 is 25 %, somewhere from 18 to 34 %
    record(store, "chief", "data_completeness", "absolute", 95)
    found = row(store, "objectives_met_ratio", "2026-03-23", "2026-03-29", role="chief")
    assert (found.value, found.n) == (1, 1)


def test_an_objective_that_has_ended_still_counts_in_the_weeks_when_it_held(chief):
    record(chief, "chief", "data_freshness_days", "absolute", 60, valid_to=date(2026, 3, 8))
    assert met(chief, *FOUR_WEEKS)[0] == 1
    found = computed(chief, "objectives_met_ratio", *FOUR_WEEKS, brands=("Aurelle",), role="chief")
    assert list(found["n"]) == [3, 2, 2, 2]


def test_objectives_are_about_all_channels_so_a_filter_gives_no_figure(chief):
    assert met(chief, *FOUR_WEEKS, channels=("x",)) == [None] * 4


def test_a_role_without_objectives_has_none_to_meet(chief):
    assert aurelle(chief, "objectives_met_ratio", *FOUR_WEEKS, role="nobody") == [None] * 4
