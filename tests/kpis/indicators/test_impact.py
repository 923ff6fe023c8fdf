"""Effects: visits, conversions and revenue put down to social networks."""

import pytest

from tests.canonical_activity import business
from tests.kpis.figures import aurelle, row, values

WEEK = ("2026-03-02", "2026-03-08")  # Monday to Sunday
BOTH = ("2026-03-02", "2026-03-15")
KPIS = ["social_visits", "social_conversion_rate", "social_revenue"]

SHEET = """
    Day        | Last       | Brand   | Channel  | Source               | Visits | Conversions | Revenue | Currency | Model
    2026-03-02 | 2026-03-08 | Aurelle | facebook |                      | 300    | 6           | 1200.50 | EUR      | last click
    2026-03-02 | 2026-03-08 | Aurelle | x        |                      | 100    | 2           | -200.50 | €        | last click
    2026-03-02 | 2026-03-08 | Aurelle |          | newsletter / email   | 900    | 90          | 9000    | USD      | first click
    2026-03-02 | 2026-03-08 | Aurelle |          | partner / paidsocial | 100    | 2           |         |          | last click
"""


def test_visits_conversions_and_revenue_are_those_of_social_networks_and_media(store):
    business(store, SHEET)
    assert aurelle(store, "social_visits", *WEEK) == [500]  # 300 + 100 + 100
    found = row(store, "social_conversion_rate", *WEEK)
    assert (found["value"], found["n"]) == (0.02, 500)  # 10 of 500
    found = row(store, "social_revenue", *WEEK)
    assert (found["value"], found["state"]) == (1000, "complete")  # signed: a refund counts
    assert (found["model"], found["other_model"]) == ("last click", "last click")


def test_by_channel(store):
    business(store, SHEET)
    found = values(store, "social_visits", *WEEK, by="channel", brands=("Aurelle",))
    assert found == {"facebook": [300], "x": [100], "unknown": [100]}


def test_a_week_with_visits_from_elsewhere_alone_has_zero_social_ones(store):
    business(
        store,
        "Day | Last | Brand | Source | Visits | Revenue\n2026-03-02 | 2026-03-08 | Aurelle | google / organic | 900 | 10",
    )
    assert aurelle(store, "social_visits", *WEEK) == [0]
    assert aurelle(store, "social_revenue", *WEEK) == [0]
    assert aurelle(store, "social_conversion_rate", *WEEK) == [None]


@pytest.mark.parametrize("kpi", KPIS)
def test_a_month_says_nothing_of_its_weeks(store, kpi):
    business(store, """
        Day        | Last       | Brand   | Channel  | Visits | Conversions | Revenue
        2026-03-01 | 2026-03-31 | Aurelle | facebook | 400    | 8           | 50
    """)  # fmt: skip
    assert aurelle(store, kpi, *WEEK) == [None]
    found = {"social_visits": 400, "social_conversion_rate": 0.02, "social_revenue": 50}
    assert aurelle(store, kpi, "2026-03-01", "2026-03-31", grain="month") == [found[kpi]]


def test_a_month_and_its_weeks_are_not_added(store):
    business(store, """
        Day        | Last       | Brand   | Channel  | Visits
        2026-03-01 | 2026-03-31 | Aurelle | facebook | 400
        2026-03-02 | 2026-03-08 | Aurelle | facebook | 90
        2026-03-09 | 2026-03-15 | Aurelle | facebook | 70
    """)  # fmt: skip
    assert aurelle(store, "social_visits", "2026-03-01", "2026-03-31", grain="month") == [400]
    assert aurelle(store, "social_visits", *BOTH) == [90, 70]


def test_days_that_leave_out_a_part_of_the_week_do_not_stand_for_it_beside_a_month(store):
    business(store, """
        Day        | Last       | Brand   | Channel  | Visits
        2026-03-01 | 2026-03-31 | Aurelle | facebook | 400
        2026-03-02 |            | Aurelle | facebook | 90
    """)  # fmt: skip
    assert aurelle(store, "social_visits", *WEEK) == [None]


def test_two_tools_that_count_the_same_visits_are_not_added_and_the_sheet_holds(store):
    exported = (
        "Day | Last | Brand | Channel | Visits | Conversions\n2026-03-02 | 2026-03-08 | Aurelle | facebook | 310 | 9"
    )
    business(store, exported, format="ga4_acquisition")
    assert aurelle(store, "social_visits", *WEEK) == [310]
    business(store, "Day | Last | Brand | Channel | Visits\n2026-03-02 | 2026-03-08 | Aurelle | facebook | 300")
    assert aurelle(store, "social_visits", *WEEK) == [300]
    assert aurelle(store, "social_conversion_rate", *WEEK) == [
        None
    ]  # never the visits of one by the conversions of the other


@pytest.mark.parametrize(("rows", "told"), [
    ("50 | EUR | a\n2026-03-03 | Aurelle | x | 50 | USD | a", ("EUR", "USD")),
    ("50 | USD | a", ("USD", "USD")),
])  # fmt: skip
def test_two_currencies_are_never_added_and_another_than_the_euro_is_not_told_as_euros(store, rows, told):
    business(
        store, f"Day | Brand | Channel | Revenue | Currency | Model\n2026-03-02 | Aurelle | x | {rows}", covers=WEEK
    )
    found = row(store, "social_revenue", *WEEK)
    assert found["state"] == "missing"
    assert (found["currency"], found["other_currency"]) == told


@pytest.mark.parametrize("kpi", ["social_revenue", "social_conversion_rate"])
def test_two_attribution_models_are_never_added(store, kpi):
    business(store, """
        Day        | Brand   | Channel | Visits | Conversions | Revenue | Model
        2026-03-02 | Aurelle | x       | 100    | 5           | 50      | last click
        2026-03-02 | Aurelle | x       | 100    | 9           | 90      | first click
    """, covers=WEEK)  # fmt: skip
    assert aurelle(store, kpi, *WEEK) == [None]


@pytest.mark.parametrize("kpi", KPIS)
def test_without_its_sheet_a_figure_is_missing(store, kpi):
    assert aurelle(store, kpi, *WEEK) == [None]


@pytest.mark.parametrize("kpi", KPIS)
def test_a_week_outside_the_sheet_is_missing(store, kpi):
    business(store, SHEET)
    assert aurelle(store, kpi, "2026-03-09", "2026-03-15") == [None]


def test_no_visits_give_no_conversion_rate(store):
    business(store, "Day | Brand | Channel | Visits | Conversions\n2026-03-02 | Aurelle | x | 0 | 0", covers=WEEK)
    assert aurelle(store, "social_conversion_rate", *WEEK) == [None]
