"""Followers: a stock that is read, never summed over days; gains between two counts that were really observed."""

import pytest

from tests.canonical import followers
from tests.kpis.figures import aurelle, row, states, values

WEEK = ("2026-03-09", "2026-03-15")  # its eve is Sunday the 8th
SUNDAYS = ("03-01", "03-08", "03-15", "03-22", "03-29", "04-05", "04-12")
HEAD = "Day | Brand | Channel | Account | Followers\n"


def counts(store, text, **options):
    followers(store, HEAD + text.strip(), **options)


def test_the_total_is_the_last_count_of_each_account_never_their_sum_over_days(store):
    counts(
        store,
        """
        2026-03-09 | Aurelle | x        | aurelle_fr | 1000
        2026-03-14 | Aurelle | x        | aurelle_fr | 1040
        2026-03-15 | Aurelle | facebook | Aurelle    | 5000
        2026-03-15 | Novane  | x        | novane     | 70
        """,
    )
    assert values(store, "followers_total", *WEEK) == {"Aurelle": [6040], "Novane": [70]}  # 1040 + 5000
    assert values(store, "followers_total", *WEEK, by="channel", brands=("Aurelle",)) == {
        "facebook": [5000],
        "x": [1040],
    }
    assert aurelle(store, "followers_total", *WEEK, channels=("x",)) == [1040]


def test_a_count_serves_seven_days_and_not_an_eighth(store):
    counts(store, "2026-03-02 | Aurelle | x | a | 100")
    found = aurelle(store, "followers_total", "2026-03-01", "2026-03-11", grain="day")
    assert found == [None] + [100] * 8 + [None, None]  # the 2nd itself, then the 3rd to the 9th; unknown from the 10th


def test_a_week_with_one_count_on_its_eve_is_known_by_it(store):
    """A figure of a week does not depend on which other weeks are looked at."""
    counts(store, "2026-03-08 | Aurelle | x | a | 100")
    assert aurelle(store, "followers_total", *WEEK) == [100]
    assert aurelle(store, "followers_total", "2026-02-02", WEEK[1])[-1] == 100


def test_an_account_that_falls_silent_makes_the_total_unknown_for_five_weeks_never_a_false_drop(store):
    counts(store, "\n".join(f"2026-{month} | Aurelle | x | a | 100" for month in SUNDAYS))
    counts(store, "2026-03-01 | Aurelle | facebook | b | 900")
    found = aurelle(store, "followers_total", "2026-02-23", "2026-04-12")
    # 1 March: 1000. 8 March: the count of b is 7 days old. 15 March to 4 April: unknown. From 5 April b has ended
    assert found == [1000, 1000, None, None, None, 100, 100]


def test_net_new_is_the_last_count_of_the_week_minus_the_one_of_its_eve(store):
    counts(
        store,
        """
        2026-03-08 | Aurelle | x        | a | 1000
        2026-03-12 | Aurelle | x        | a | 1100
        2026-03-15 | Aurelle | x        | a | 1030
        2026-03-07 | Aurelle | facebook | b | 500
        2026-03-14 | Aurelle | facebook | b | 480
        """,
    )
    assert aurelle(store, "followers_net_new", *WEEK) == [10]  # (1030 − 1000) + (480 − 500)
    by_channel = values(store, "followers_net_new", *WEEK, by="channel", brands=("Aurelle",))
    assert by_channel == {"facebook": [-20], "x": [30]}


def test_daily_gains_sum_to_the_weekly_one_where_every_day_was_counted(store):
    counted = [1000, 1010, 1005, 1025, 1025, 1030, 1050, 1070]  # of the eve, then of Monday to Sunday
    lines = [f"2026-03-{8 + step:02} | Aurelle | x | a | {count}" for step, count in enumerate(counted)]
    counts(store, "\n".join(lines))
    gains = aurelle(store, "followers_net_new", *WEEK, grain="day")
    assert gains == [10, -5, 20, 0, 5, 20, 20]
    assert aurelle(store, "followers_net_new", *WEEK) == [sum(gains)] == [70]


@pytest.mark.parametrize("kpi", ["followers_net_new", "followers_growth_rate"])
def test_an_account_without_a_count_at_the_eve_makes_the_gain_unknown(store, kpi):
    counts(
        store,
        """
        2026-03-08 | Aurelle | x        | a | 1000
        2026-03-15 | Aurelle | x        | a | 1070
        2026-03-15 | Aurelle | facebook | b | 9000
        """,
    )
    assert aurelle(store, kpi, *WEEK) == [None]  # never a gain of 9,070
    assert values(store, kpi, *WEEK, by="channel", brands=("Aurelle",))["facebook"] == [None]
    assert values(store, kpi, *WEEK, by="channel", brands=("Aurelle",))["x"] != [None]


@pytest.mark.parametrize("kpi", ["followers_net_new", "followers_growth_rate"])
def test_a_week_without_a_count_inside_it_is_unknown_not_a_gain_of_zero(store, kpi):
    counts(store, "2026-03-08 | Aurelle | x | a | 1000")
    assert aurelle(store, kpi, *WEEK) == [None]
    assert aurelle(store, kpi, *WEEK, grain="day") == [None] * 7


@pytest.mark.parametrize("kpi", ["followers_net_new", "followers_growth_rate"])
def test_one_account_without_a_count_inside_the_week_makes_the_gain_of_all_unknown(store, kpi):
    counts(
        store,
        """
        2026-03-08 | Aurelle | x        | a | 1000
        2026-03-15 | Aurelle | x        | a | 1070
        2026-03-08 | Aurelle | facebook | b | 9000
        """,
    )
    assert aurelle(store, kpi, *WEEK) == [None]


@pytest.mark.parametrize("kpi", ["followers_net_new", "followers_growth_rate"])
def test_an_eve_older_than_seven_days_is_no_eve(store, kpi):
    counts(store, "2026-03-01 | Aurelle | x | a | 1000\n2026-03-15 | Aurelle | x | a | 1070")
    assert aurelle(store, kpi, *WEEK) == [None]


def test_growth_is_brought_to_thirty_days_by_the_dates_of_the_counts(store):
    counts(store, "2026-03-08 | Aurelle | x | a | 1000\n2026-03-15 | Aurelle | x | a | 1007")
    assert row(store, "followers_growth_rate", *WEEK).value == pytest.approx(0.03)  # 7 / 1000 in 7 days, × 30 / 7


def test_growth_uses_each_accounts_own_dates(store):
    counts(
        store,
        """
        2026-03-08 | Aurelle | x        | a | 1000
        2026-03-15 | Aurelle | x        | a | 1007
        2026-03-05 | Aurelle | facebook | b | 3000
        2026-03-15 | Aurelle | facebook | b | 2990
        """,
    )
    # a: 7 in 7 days, 30 in 30; b: −10 in 10 days, −30 in 30; together 0 of 4000
    assert row(store, "followers_growth_rate", *WEEK).value == pytest.approx(0, abs=1e-12)


def test_growth_over_more_than_a_month_compounds(store):
    counts(store, "2026-03-31 | Aurelle | x | a | 1000\n2026-06-29 | Aurelle | x | a | 1331")
    quarter = ("2026-04-01", "2026-06-30")
    # 90 days are three times 30 days: 1.1 × 1.1 × 1.1 = 1.331; a straight line would say 11 %
    assert row(store, "followers_growth_rate", *quarter, grain="quarter").value == pytest.approx(0.10)


def test_an_account_that_began_with_nobody_has_no_growth_rate(store):
    counts(store, "2026-03-08 | Aurelle | x | a | 0\n2026-03-15 | Aurelle | x | a | 40")
    assert aurelle(store, "followers_growth_rate", *WEEK) == [None]  # over 0
    assert aurelle(store, "followers_net_new", *WEEK) == [40]


def test_an_export_that_names_no_account_means_the_only_named_one(store):
    """
    file 1 (no account): 8 March 1000, 15 March 1050
    file 2 (account a):  15 March 1060, 22 March 1100
    """
    unnamed = "2026-03-08 | Aurelle | x | 1000\n2026-03-15 | Aurelle | x | 1050"
    followers(store, f"Day | Brand | Channel | Followers\n{unnamed}")
    counts(store, "2026-03-15 | Aurelle | x | a | 1060\n2026-03-22 | Aurelle | x | a | 1100")
    fortnight = ("2026-03-09", "2026-03-22")
    assert aurelle(store, "followers_total", *fortnight) == [1060, 1100]  # one account: never 1050 + 1060
    assert aurelle(store, "followers_net_new", *fortnight) == [60, 40]


def test_of_two_exports_of_one_day_the_more_recent_one_counts(store):
    counts(store, "2026-03-14 | Aurelle | x | a | 1000\n2026-03-15 | Aurelle | x | a | 1001")
    counts(store, "2026-03-14 | Aurelle | x | a | 990", covers=("2026-03-10", "2026-03-14"))
    assert aurelle(store, "followers_total", "2026-03-14", "2026-03-14", grain="day") == [1000]


def test_an_export_of_gains_alone_tells_no_stock(store):
    followers(store, "Day | Brand | Channel | Followers | Gained\n2026-03-10 | Aurelle | x | | 12", covers=WEEK)
    assert aurelle(store, "followers_total", *WEEK) == [None]
    assert aurelle(store, "followers_net_new", *WEEK) == [None]  # gains without losses are no net gain


def test_a_brand_without_followers_has_a_missing_figure_not_zero(store):
    counts(store, "2026-03-15 | Novane | x | n | 10")
    for kpi in ("followers_total", "followers_net_new", "followers_growth_rate"):
        assert states(store, kpi, *WEEK) == ["missing"]


def test_months_and_quarters_read_the_last_count_too(store):
    counts(
        store,
        """
        2026-01-31 | Aurelle | x | a | 900
        2026-02-28 | Aurelle | x | a | 950
        2026-03-31 | Aurelle | x | a | 1000
        """,
    )
    assert aurelle(store, "followers_total", "2026-02-01", "2026-03-31", grain="month") == [950, 1000]
    assert aurelle(store, "followers_net_new", "2026-02-01", "2026-03-31", grain="month") == [50, 50]
    assert aurelle(store, "followers_total", "2026-01-01", "2026-03-31", grain="quarter") == [1000]
    assert aurelle(store, "followers_total", "2026-01-01", "2026-03-31", grain="all") == [1000]


def test_the_running_week_shows_the_latest_count(store):
    counts(store, "2026-03-08 | Aurelle | x | a | 1000\n2026-03-11 | Aurelle | x | a | 1010")
    found = row(store, "followers_total", *WEEK, today="2026-03-12")
    assert (found.value, found.state) == (1010, "running")
    assert aurelle(store, "followers_net_new", *WEEK, today="2026-03-12") == [10]


def test_a_month_that_the_scope_cuts_short_is_partial(store):
    counts(store, "2026-03-08 | Aurelle | x | a | 1000")
    found = row(store, "followers_total", "2026-03-01", "2026-03-10", grain="month")
    assert (found.value, found.state) == (1000, "partial")


def test_no_stock_is_carried_into_the_future(store):
    counts(store, "2026-03-14 | Aurelle | x | a | 1000")
    assert aurelle(store, "followers_total", "2026-03-09", "2026-03-29", today="2026-03-15") == [1000, None, None]
