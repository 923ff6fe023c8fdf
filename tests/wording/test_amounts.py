"""What a figure looks like to a person: its unit, its sign, and decimals that say something."""

from dataclasses import replace

import pytest

from kpis.catalogue import UNITS, catalogue
from kpis.engine.change import change
from kpis.engine.figure import Figure
from kpis.objectives.objectives import Objective
from wording import amounts
from wording import objectives as objective_wording

NBSP = "\u00a0"
ANY = catalogue()["posts_count"]


def told(value, unit, language):
    return amounts.amount(value, replace(ANY, unit=unit), language).replace(NBSP, " ")


@pytest.mark.parametrize(("unit", "value", "french", "english"), [
    ("count", 12345, "12 345", "12,345"),
    ("percent", 0.412, "41,2 %", "41.2%"),
    ("percent", 0.0047, "0,47 %", "0.47%"),  # the reference of Instagram
    ("percent", 0.00037, "0,037 %", "0.037%"),  # of X: with one decimal it would be 0.0 %
    ("percent", 0, "0,0 %", "0.0%"),
    ("percent", 0.00996, "1,0 %", "1.0%"),  # two decimals would print 1.00, and 1 % is printed 1.0
    ("percent", 0.00994, "0,99 %", "0.99%"),
    ("percent", 0.4125, "41,3 %", "41.3%"),
    ("points", -9, "−9 pts", "−9 pts"),
    ("days", 3, "3 j", "3 d"),
    ("hours", 3.46, "3,5 h", "3.5 h"),
    ("hours", 9.94, "9,9 h", "9.9 h"),
    ("hours", 9.95, "10 h", "10 h"),
    ("hours", 47.6, "48 h", "48 h"),
    ("minutes", 45.4, "45 min", "45 min"),
    ("euros", 12345.4, "12 345 €", "€12,345"),
    ("euros", -200, "−200 €", "−€200"),
    ("euros", -0.5, "−1 €", "−€1"),
    ("euros", 2.5, "3 €", "€3"),
    ("euros", -0.2, "0 €", "€0"),
    ("ratio", 2.54, "2,5", "2.5"),
    ("ratio", 99.96, "100", "100"),
    ("ratio", 1234, "1 234", "1,234"),
    ("score", 3.52, "3,5", "3.5"),
    ("level", 2, "2 / 3", "2 / 3"),
])  # fmt: skip
def test_a_figure_is_written_in_its_unit(unit, value, french, english):
    assert (told(value, unit, "fr"), told(value, unit, "en")) == (french, english)


@pytest.mark.parametrize("unit", UNITS)
def test_a_missing_figure_is_said_to_be_missing_in_every_unit(unit):
    assert told(float("nan"), unit, "fr") == told(None, unit, "fr") == "n/d"


def changed(before, now, kpi, *, n=100):
    one = catalogue()[kpi]
    return amounts.change_text(change(Figure(now, n), Figure(before, n), one), one, "fr").text.replace(NBSP, " ")


def test_a_change_of_a_small_rate_is_told_in_decimals_that_show_it():
    """From 0.06 % to 0.10 % is two thirds more, and 0.04 points."""
    assert changed(0.0006, 0.0010, "engagement_rate_followers") == "↑ +0,040 pt"
    assert changed(0.0006, 0.00061, "engagement_rate_followers") == "stable (non significatif)"  # 2 % of it


def test_a_change_of_a_delay_keeps_its_unit():
    assert changed(3.5, 3.0, "time_to_detect") == "↓ −0,5 h"
    assert changed(40, 30, "resolution_time_median") == "↓ −25 %"
    assert changed(3.5, 3.45, "time_to_detect") == "stable (non significatif)"  # under 5 % of it
    assert changed(3.5, 3.0, "time_to_detect", n=9) == "stable (non significatif)"  # nine alerts tell nothing
    assert changed(1, 2, "crisis_level") == "↑ +1"


@pytest.mark.parametrize(
    ("difference", "said"),
    [(0.285, "29 pts"), (0.0996, "10 pts"), (0.0994, "9,9 pts"), (0.0195, "2,0 pts"), (0.0194, "1,9 pt"), (0.00044, "0,044 pt")],
)  # fmt: skip
def test_a_gap_of_a_rate_is_rounded_once_in_points(difference, said):
    assert amounts.gap(-difference, replace(ANY, unit="percent"), "fr").replace(NBSP, " ") == said


@pytest.mark.parametrize(
    ("target", "said"), [(28.5, "≤ 28,5 %"), (0.35, "≤ 0,35 %"), (1.25, "≤ 1,3 %"), (1.15, "≤ 1,2 %")]
)
def test_a_target_in_percent_is_written_as_it_was_set(target, said):
    one = Objective("community_manager", "negative_share", "absolute", target, None)
    assert objective_wording.objective_text(one, catalogue()["negative_share"], "fr").replace(NBSP, " ") == said


def test_an_interval_has_the_decimals_of_its_value_and_one_case_has_none():
    median = catalogue()["first_response_time_median"]
    told = [amounts.sample(36, low, high, median, "fr").replace(NBSP, " ") for low, high in ((0.31, 1.24), (9.6, 24.2))]
    assert told == ["n = 36 · [0,3 ; 1,2]", "n = 36 · [9,6 ; 24]"]
    assert amounts.sample(1, 3.6, 3.6, median, "fr").replace(NBSP, " ") == "n = 1"


def test_stars_are_of_five_and_a_difference_of_them_is_not():
    kpi = catalogue()["review_rating"]
    assert amounts.amount(4.316, kpi, "fr") == f"4,32{NBSP}/{NBSP}5"
    assert amounts.difference(-0.25, kpi, "en") == "−0.25"
    assert amounts.gap(0.5, kpi, "en") == "0.50"
    assert amounts.sample(21, 2.573, 3.868, kpi, "en").endswith(f"[2.57,{NBSP}3.87]")
    assert amounts.tick(3.0, kpi, "en") == "3"


def test_posts_that_only_daily_statistics_tell_are_named():
    assert amounts.told_by(Figure(9.0, by_day=4.0), "en") == "4 of them by the accounts' daily statistics"
    assert amounts.told_by(Figure(9.0, by_day=4.0), "fr") == "dont 4 d'après les statistiques quotidiennes des comptes"
    assert amounts.told_by(Figure(4.0, by_day=4.0), "en") == "by the accounts' daily statistics"
    for figure in (Figure(9.0), Figure(9.0, by_day=0.0), Figure(None, by_day=3.0), Figure(9.0, by_day=float("nan"))):
        assert amounts.told_by(figure, "en") == ""
