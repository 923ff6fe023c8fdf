"""Real exports of one festival, and the monthly figures that its owners published of them: loaded, they say the same.

The files are those under EREPUTATION_DATASETS; the owners' rate of engagement is the sum of the daily rates, which no
rate is: theirs for October 2021 is 34 %, engagements by impressions 1.37 %.
"""

import csv
from dataclasses import replace

import pytest

from data.decisions.brands import set_role
from kpis.catalogue import catalogue
from loaders.load import load
from tests.kpis.figures import computed

FOLDER = "leeds_digital_festival"
# published column -> measure of the account's days
TWEETS = {
    "tweets_published": "posts", "impressions": "impressions", "engagements": "engagements", "retweets": "shares",
    "likes": "reactions", "user_profile_clicks": "profile_clicks", "follows": "follows",
}  # fmt: skip


def published(folder, name):
    """Month -> column -> figure as its owners published it."""
    with (folder / FOLDER / f"published_{name}_monthly.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["month"]: {column: float(value or 0) for column, value in row.items() if column != "month"}
            for row in csv.DictReader(file)
        }


def taken(store, path):
    return load(store, path, name=path.name, who="test", origin="test", answers={"brand": "Leeds Digital Festival"})


def by_month(store, view):
    """Month -> measure -> sum of its days."""
    found = {}
    for row in store.rows(
        f"select strftime(day, '%Y-%m') as month, metric, sum(value) as total from {view} group by all"
    ):
        found.setdefault(row["month"], {})[row["metric"]] = row["total"]
    return found


def through(store, kpi, measure, instead, *, grain="month"):
    """Period -> the figure of a KPI, of its own measure or of another one of the same table, and its rows; None: unknown."""
    shipped = catalogue()[kpi]
    assert f"'{measure}'" in shipped.sql
    asked = replace(shipped, **{
        key: getattr(shipped, key).replace(f"'{measure}'", f"'{instead}'") for key in ("sql", "records")
    })  # fmt: skip
    found = computed(store, asked, "2021-10-01", "2022-10-31", grain=grain)
    return {
        row.period: (row.value, row.n) if row.state == "complete" else None
        for row in found.itertuples()
        if row.n or grain == "month"
    }


@pytest.fixture
def tweets(store, datasets):
    receipt = taken(store, datasets / FOLDER / "twitter.csv")
    assert (receipt.status, receipt.read, receipt.kept, receipt.rejected) == ("loaded", 669, 669, 0)
    return by_month(store, "account_days")


@pytest.mark.parametrize("column", TWEETS)
def test_the_thirteen_published_months_of_tweets_are_sums_of_our_days(datasets, tweets, column):
    told = {month: figures[column] for month, figures in published(datasets, "twitter").items()}
    assert len(told) == 13
    assert {month: tweets[month][TWEETS[column]] for month in told} == told


def test_the_published_engagement_rate_is_a_sum_of_rates_and_ours_a_ratio_of_sums(datasets, tweets):
    october = tweets["2021-10"]
    ratio = october["engagements"] / october["impressions"]
    assert (october["engagements"], october["impressions"]) == (478, 34993)
    assert round(100 * ratio, 2) == 1.37  # 478 of 34 993
    assert published(datasets, "twitter")["2021-10"]["engagement_rate"] == pytest.approx(0.3416, abs=1e-4)  # no rate


def test_no_rate_is_kept_as_a_measure_of_a_day(tweets):
    assert not [metric for metrics in tweets.values() for metric in metrics if "rate" in metric]


def test_the_thirteen_published_months_of_the_site_are_sums_of_our_days(store, datasets):
    receipt = taken(store, datasets / FOLDER / "website.csv")
    assert receipt.status == "loaded", (receipt.reason, receipt.questions)
    found = by_month(store, "web")
    told = published(datasets, "website")
    assert len(told) == 13
    assert {month: found[month]["views"] for month in told} == {month: one["page_views"] for month, one in told.items()}
    assert {month: found[month]["users"] for month in told} == {month: one["users"] for month, one in told.items()}


LACKING = "2021-12-25"  # of the site's days
DAYS = {
    "2021-10": 31, "2021-11": 30, "2021-12": 31, "2022-01": 31, "2022-02": 28, "2022-03": 31, "2022-04": 30, "2022-05": 31,
    "2022-06": 30, "2022-07": 31, "2022-08": 31, "2022-09": 30, "2022-10": 31,
}  # fmt: skip


@pytest.mark.parametrize("column", TWEETS)
def test_the_thirteen_published_months_of_tweets_come_out_of_the_kpi_of_account_days(store, datasets, tweets, column):
    """As `account_views` computes it: by period, day by day, with each day as a row of its sample."""
    set_role(store, "Leeds Digital Festival", "own", who="test")
    told = {month: figures[column] for month, figures in published(datasets, "twitter").items()}
    assert through(store, "account_views", "views", TWEETS[column]) == {
        f"{month}-01": (figure, DAYS[month]) for month, figure in told.items()
    }


def test_the_thirteen_published_months_of_posts_come_out_of_the_number_of_posts(store, datasets, tweets):
    set_role(store, "Leeds Digital Festival", "own", who="test")
    found = computed(store, "posts_count", "2021-10-01", "2022-10-31", grain="month")
    told = {month: figures["tweets_published"] for month, figures in published(datasets, "twitter").items()}
    assert {row.period[:7]: row.value for row in found.itertuples()} == told
    assert list(found["by_day"]) == list(found["value"])  # no export lists them


@pytest.mark.parametrize(("column", "measure"), [("page_views", "views"), ("users", "users")])
def test_the_thirteen_published_months_of_the_site_come_out_of_the_kpi_of_the_site(store, datasets, column, measure):
    """As `site_sessions` computes it; the owners add the users of days, and so does the sum.

    LACKING has no row: that month is unknown to the KPI, and the owners' figure is that of its other days.
    """
    assert taken(store, datasets / FOLDER / "website.csv").status == "loaded"
    set_role(store, "Leeds Digital Festival", "own", who="test")
    told = {month: figures[column] for month, figures in published(datasets, "website").items()}
    months = through(store, "site_sessions", "sessions", measure)
    assert months == {
        f"{month}-01": (figure, DAYS[month]) if month != LACKING[:7] else None for month, figure in told.items()
    }
    days = through(store, "site_sessions", "sessions", measure, grain="day")
    assert LACKING not in days
    assert {month: sum(days[day][0] for day in days if day[:7] == month) for month in told} == told
