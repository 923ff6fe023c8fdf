"""Casquette 2, the link with the public: what people answer when they are asked."""

import pytest

from tests.canonical_activity import surveys
from tests.kpis.figures import aurelle, row

WEEK = ("2026-03-02", "2026-03-08")  # Monday to Sunday


def test_csat_is_the_share_of_fours_and_fives(store):
    surveys(store, """
        Day        | Brand   | Kind | Score | Answers
        2026-03-02 | Aurelle | csat | 5     | 10
        2026-03-03 | Aurelle | csat | 4     | 5
        2026-03-03 | Aurelle | csat | 3     | 4
        2026-03-04 | Aurelle | csat | 1     |
        2026-03-04 | Aurelle | csat | 9     | 100
        2026-03-04 | Aurelle | nps  | 5     | 50
    """)  # fmt: skip
    found = row(store, "csat_score", *WEEK)
    assert (found["value"], found["n"], found["state"]) == (0.75, 20, "complete")  # 15 of 20; 9 is off the scale
    assert found["low"] < 0.75 < found["high"]


def test_nps_is_promoters_minus_detractors(store):
    surveys(store, """
        Day        | Brand   | Kind | Score | Answers
        2026-03-02 | Aurelle | nps  | 10    | 3
        2026-03-02 | Aurelle | nps  | 9     | 2
        2026-03-02 | Aurelle | nps  | 8     | 3
        2026-03-02 | Aurelle | nps  | 6     | 1
        2026-03-02 | Aurelle | nps  | 0     | 1
    """)  # fmt: skip
    found = row(store, "nps", *WEEK)
    assert (found["value"], found["n"]) == (pytest.approx(30), 10)  # (5 − 2) / 10
    assert -100 <= found["low"] < 30 < found["high"] <= 100


@pytest.mark.parametrize("kpi", ["csat_score", "nps"])
def test_a_week_without_an_answer_has_no_score(store, kpi):
    surveys(store, f"Day | Brand | Kind | Score\n2026-03-02 | Aurelle | {kpi.split('_')[0]} | 5")
    assert aurelle(store, kpi, "2026-03-09", "2026-03-15") == [None]


@pytest.mark.parametrize("kpi", ["csat_score", "nps"])
def test_without_a_survey_there_is_no_score(store, kpi):
    assert aurelle(store, kpi, *WEEK) == [None]
