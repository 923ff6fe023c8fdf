"""What exports of accounts, sites, the search console, search interest and links tell of how we are seen and found."""

import pytest

from tests.canonical_activity import account_days, interest, links, search, web
from tests.kpis.figures import aurelle, row, states, values

WEEK = ("2026-03-02", "2026-03-08")  # Monday to Sunday
DAYS = [f"2026-03-{day:02}" for day in range(2, 9)]


def days_of(channel: str, metric: str, figures: list[int], account: str = "") -> list[str]:
    return [
        f"{day} | Aurelle | {channel} | {account} | {metric} | {value}"
        for day, value in zip(DAYS, figures, strict=False)
        if value is not None
    ]


def told(store, *rows: str) -> None:
    account_days(store, "\n".join(["Day | Brand | Channel | Account | Metric | Value", *rows]))


@pytest.mark.parametrize(("kpi", "metric"), [("account_views", "views"), ("profile_visits", "profile_visits")])
def test_days_and_accounts_are_added(store, kpi, metric):
    told(store, *days_of("facebook", metric, [10, 20, 30, 40, 50, 60, 70]), *days_of("x", metric, [1] * 7))
    found = row(store, kpi, *WEEK)
    assert (found["value"], found["n"]) == (287, 14)  # 280 + 7
    assert values(store, kpi, *WEEK, by="channel", brands=("Aurelle",)) == {"facebook": [280], "x": [7]}


@pytest.mark.parametrize(("kpi", "metric"), [("account_views", "views"), ("profile_visits", "profile_visits")])
def test_a_day_without_a_row_is_unknown_and_no_zero(store, kpi, metric):
    told(store, *days_of("facebook", metric, [10, 20, None, 40, 50, 60, 70]), *days_of("x", metric, [1] * 7))
    assert aurelle(store, kpi, *WEEK) == [None]
    assert values(store, kpi, *WEEK, by="channel", brands=("Aurelle",)) == {"facebook": [None], "x": [7]}


def test_other_metrics_and_sums_over_weeks_are_no_views_of_days(store):
    account_days(store, """
        Day        | Last       | Brand   | Channel  | Metric | Value
        2026-03-02 | 2026-03-08 | Aurelle | facebook | views  | 900
        2026-03-02 |            | Aurelle | facebook | reach  | 70
    """)  # fmt: skip
    assert aurelle(store, "account_views", *WEEK) == [None]
    assert states(store, "account_views", *WEEK) == ["missing"]


def test_reach_is_of_a_day_and_never_added_over_days(store):
    told(store, *days_of("facebook", "reach", [100, 200, 300]), *days_of("x", "reach", [10, 20]))
    found = row(store, "account_reach", "2026-03-02", "2026-03-04", grain="all")
    assert found["value"] == 165  # (110 + 220) / 2: of the third day one account says nothing
    assert found["n"] == 5


@pytest.mark.parametrize(("kpi", "value"), [("search_clicks", 28), ("search_impressions", 700)])
def test_the_days_of_the_search_console_count_and_its_lists_do_not(store, kpi, value):
    rows = [f"{day} | | Aurelle | day | | Google | {at} | 100" for at, day in enumerate(DAYS, 1)]
    rows.append("2026-03-02 | 2026-03-08 | Aurelle | query | aurelle | Google | 25 | 600")
    search(store, "\n".join(["Day | Last | Brand | Dimension | Item | Engine | Clicks | Impressions", *rows]))
    found = row(store, kpi, *WEEK)
    assert (found["value"], found["n"]) == (value, 7)  # 1 + 2 + … + 7; 7 times 100


@pytest.mark.parametrize(
    ("kpi", "metric"), [("account_views", "views"), ("profile_visits", "profile_visits"), ("account_reach", "reach")]
)
def test_an_account_that_one_export_names_and_another_does_not_never_counts_twice(store, kpi, metric):
    """A scheduling tool names the page, the network's own export does not: it may be the same page."""
    told(store, *days_of("facebook", metric, [10] * 7), *days_of("facebook", metric, [10] * 7, "Aurelle France"))
    assert aurelle(store, kpi, *WEEK) == [None]


def test_two_accounts_that_are_named_are_added(store):
    told(
        store, *days_of("facebook", "views", [10] * 7, "Aurelle"), *days_of("facebook", "views", [1] * 7, "Aurelle Pro")
    )
    assert aurelle(store, "account_views", *WEEK) == [77]


@pytest.mark.parametrize("kpi", ["search_clicks", "search_impressions"])
def test_what_is_shown_in_discover_and_news_is_no_search(store, kpi):
    rows = [
        f"{day} | Aurelle | day | {engine} | 5 | 50" for day in DAYS for engine in ("Google Discover", "Google News")
    ]
    search(store, "\n".join(["Day | Brand | Dimension | Engine | Clicks | Impressions", *rows]))
    assert aurelle(store, kpi, *WEEK) == [None]


@pytest.mark.parametrize("kpi", ["search_clicks", "search_impressions"])
def test_a_list_of_queries_alone_says_nothing_of_the_clicks_of_its_days(store, kpi):
    search(store, """
        Day        | Last       | Brand   | Dimension | Item    | Engine | Clicks | Impressions
        2026-03-02 | 2026-03-08 | Aurelle | query     | aurelle | Google | 25     | 600
    """)  # fmt: skip
    assert aurelle(store, kpi, *WEEK) == [None]


def test_sessions_are_those_of_days_and_not_of_sources_too(store):
    rows = [f"{day} | | Aurelle | day | | sessions | 10" for day in DAYS]
    rows += [f"{day} | | Aurelle | day | | views | 99" for day in DAYS]
    rows.append("2026-03-02 | 2026-03-08 | Aurelle | source | google | sessions | 60")
    web(store, "\n".join(["Day | Last | Brand | Dimension | Item | Metric | Value", *rows]))
    found = row(store, "site_sessions", *WEEK)
    assert (found["value"], found["n"]) == (70, 7)


def test_sessions_of_a_week_with_a_day_left_out_are_unknown(store):
    rows = [f"{day} | Aurelle | day | sessions | 10" for day in DAYS if day != "2026-03-04"]
    web(store, "\n".join(["Day | Brand | Dimension | Metric | Value", *rows]))
    assert aurelle(store, "site_sessions", *WEEK) == [None]


INTEREST = """
    Day        | Last       | Brand   | Place  | Interest
    2026-03-01 | 2026-03-07 | Aurelle | France | 30
    2026-03-01 | 2026-03-07 | Novane  | France | 70
    2026-03-08 | 2026-03-14 | Aurelle | France | 20
    2026-03-08 | 2026-03-14 | Novane  | France | 20
"""


def test_a_week_of_the_export_counts_on_each_of_its_days(store):
    interest(store, INTEREST)
    found = values(store, "share_of_search", *WEEK)
    assert found["Aurelle"] == [pytest.approx((6 * 0.3 + 0.5) / 7)]  # Monday to Saturday, and Sunday
    assert found["Novane"] == [pytest.approx((6 * 0.7 + 0.5) / 7)]


def test_less_than_one_counts_for_a_half(store):
    interest(store, """
        Day        | Last       | Brand   | Place  | Interest
        2026-03-02 | 2026-03-08 | Aurelle | France | <1
        2026-03-02 | 2026-03-08 | Novane  | France | 2
    """)  # fmt: skip
    assert values(store, "share_of_search", *WEEK) == {"Aurelle": [pytest.approx(0.2)], "Novane": [pytest.approx(0.8)]}


def test_interest_of_two_exports_is_never_compared(store):
    """Each is scaled to its own highest point."""
    interest(store, INTEREST)
    interest(store, """
        Day        | Last       | Brand   | Place  | Interest
        2026-03-01 | 2026-03-07 | Aurelle | Canada | 50
        2026-03-01 | 2026-03-07 | Velmont | Canada | 50
        2026-03-08 | 2026-03-14 | Aurelle | Canada | 50
        2026-03-08 | 2026-03-14 | Velmont | Canada | 50
    """)  # fmt: skip
    found = values(store, "share_of_search", *WEEK)
    assert found["Aurelle"] == [None]  # two exports speak of its days
    assert found["Velmont"] == [0.5]


def test_a_term_alone_has_no_share(store):
    interest(store, "Day | Last | Brand | Interest\n2026-03-02 | 2026-03-08 | Aurelle | 80")
    assert values(store, "share_of_search", *WEEK, brands=("Aurelle",)) == {"Aurelle": [None]}


LINKS = """
    Day        | Brand   | Site            | Lost       | Url
    2019-01-05 | Aurelle | blog.example    |            | https://blog.example/1
    2026-03-04 | Aurelle | www.Blog.example|            | https://blog.example/2
    2026-03-05 | Aurelle | gone.example    | 2026-03-07 | https://gone.example/1
    2026-03-06 | Aurelle | later.example   | 2026-03-12 | https://later.example/1
"""


def test_domains_are_those_with_a_link_at_the_end_of_the_period(store):
    links(store, LINKS, covers=("2019-01-05", "2026-03-15"))
    found = row(store, "referring_domains", *WEEK)
    assert (found["value"], found["n"]) == (
        2,
        3,
    )  # blog.example, twice, and later.example, which is lost four days later
    assert aurelle(store, "referring_domains", "2026-03-09", "2026-03-15") == [1]


def test_links_that_nobody_looked_at_for_a_month_are_unknown(store):
    links(store, LINKS, covers=("2019-01-05", "2026-03-15"))
    assert aurelle(store, "referring_domains", "2026-04-13", "2026-04-19", today="2026-04-22") == [None]
