"""Followers, the engagement that they show, and sales, counted again in plain Python from the lines of the exports."""

import csv
import io
from collections import defaultdict
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from data import demo
from data.demo import exports, logs, posts
from tests.demonstration.test_recount import same
from tests.kpis.figures import computed

DAY, WEEK = timedelta(days=1), timedelta(days=7)
NETWORKS = {"Facebook", "Instagram", "X", "LinkedIn", "TikTok", "Dailymotion"}
EXPORTED = (2025, 2026)  # the years of the two histories of TikTok, whose lines tell none
UNREADABLE = ("45,2", "NC")  # no numbers of followers


def read(content):
    return list(csv.DictReader(io.StringIO(content.decode("cp1252")), delimiter=";"))


def number(cell):
    digits = "".join(letter for letter in cell if not letter.isspace())
    return float(digits.replace(",", ".")) if digits else None


def moment(cell):
    return datetime.strptime(cell[:10], "%d/%m/%Y").date()


@pytest.fixture(scope="module")
def counts():
    """(brand, network) -> day -> followers; each has one account."""
    found = defaultdict(dict)
    for line in read(exports.followers_sheet(None)):
        if line["Date"] != "Total" and line["Abonnés"] not in UNREADABLE:
            found[line["Marque"], line["Canal"]][moment(line["Date"])] = number(line["Abonnés"])
    for year, history in zip(EXPORTED, (exports.tiktok_2025(None), exports.tiktok_2026(None)), strict=True):
        for line in csv.DictReader(io.StringIO(history.decode("utf-8-sig"))):
            day = datetime.strptime(f"{line['Date']} {year}", "%B %d %Y").date()
            found["Aurelle", "TikTok"][day] = int(line["Followers"])
    return found


def first_days(grain):
    day, last = demo.FIRST_DAY + WEEK, demo.LAST_DAY
    days = [day + n * DAY for n in range((last - day).days + 1)]
    is_first = {
        "week": lambda day: day.weekday() == 0,
        "month": lambda day: day.day == 1,
        "quarter": lambda day: day.day == 1 and day.month % 3 == 1,
    }
    return [day for day in days if is_first[grain](day)]


def bounds(grain):
    """(first day, last day) of the whole periods within the demonstration."""
    firsts = first_days(grain)
    found = [(first, then - DAY) for first, then in pairwise(firsts)]
    return [*found, (firsts[-1], demo.LAST_DAY)] if grain == "week" else found


def around(told, since, until):
    """((day, followers) on the eve, the same at the end) of one account; None for a count that is not recent."""
    before = [day for day in told if since - WEEK <= day < since]
    last = [day for day in told if until - WEEK <= day <= until]
    return tuple((max(days), told[max(days)]) if days else None for days in (before, last))


@pytest.mark.parametrize("grain", ["week", "month", "quarter"])
def test_the_demonstrations_growth_of_followers(store, counts, grain):
    """Each account over 30 days, from the dates of its two counts; unknown where one of them is missing."""
    expected = {}
    for since, until in bounds(grain):
        for brand in demo.BRANDS:
            pairs = [around(told, since, until) for (name, _), told in counts.items() if name == brand]
            if not all(begin and end and end[0] >= since for begin, end in pairs):
                expected[brand, since.isoformat()] = None
                continue
            gained = 0
            for (begun, before), (ended, after) in pairs:
                days = (ended - begun).days
                if days > 31:
                    gained += before * ((after / before) ** (30 / days) - 1)
                else:
                    gained += (after - before) * 30 / days
            expected[brand, since.isoformat()] = gained / sum(before for (_, before), _ in pairs)
    check(store, "followers_growth_rate", expected, grain)


@pytest.mark.parametrize("grain", ["week", "month"])
def test_the_demonstrations_share_of_followers(store, counts, grain):
    """Of the networks on which each of the three brands has an account: five of them, all but Dailymotion."""
    expected = {}
    for since, until in bounds(grain):
        totals = defaultdict(int)
        for (brand, network), told in counts.items():
            end = around(told, since, until)[1]
            if network != "Dailymotion":
                totals[brand] += end[1] if end else float("nan")
        everyone = sum(totals.values())
        for brand, followers in totals.items():
            is_known = everyone == everyone
            expected[brand, since.isoformat()] = followers / everyone if is_known else None
    check(store, "followers_share", expected, grain)


@pytest.mark.parametrize("grain", ["week", "month"])
def test_the_demonstrations_engagement_by_follower(store, counts, grain):
    """Of the posts on networks, by the mean of the account's followers at the start and at the end of the period."""
    told = [line for line in read(posts.sheet(None)) if line["Canal"] in NETWORKS]
    expected = {}
    for since, until in bounds(grain):
        engagements, reached, is_known = 0, 0, True
        for line in told:
            if since <= moment(line["Publié le"]) <= until:
                begin, end = around(counts[line["Marque"], line["Canal"]], since, until)
                is_known = is_known and bool(begin and end)
                engagements += sum(number(line[name]) for name in ("Réactions", "Commentaires", "Partages"))
                reached += (begin[1] + end[1]) / 2 if begin and end else 0
        expected["Aurelle", since.isoformat()] = engagements / reached if is_known and reached else None
    check(store, "engagement_rate_followers", expected, grain)


def test_the_demonstrations_conversions_from_networks(store):
    sold = defaultdict(lambda: [0, 0])
    for line in read(logs.business(None)):
        assert line["Du"] == line["Au"]
        if line["Canal"] in NETWORKS:
            day = moment(line["Du"])
            week = sold[line["Marque"], (day - timedelta(days=day.weekday())).isoformat()]
            week[0] += number(line["Ventes"])
            week[1] += number(line["Visites"])
    assert len(sold) == 70
    rates = {key: sales / visits for key, (sales, visits) in sold.items()}
    same(store, "social_conversion_rate", rates, demo.FIRST_DAY, demo.LAST_DAY)


def check(store, kpi, expected, grain):
    """All periods, those that have no figure too."""
    since, until = bounds(grain)[0][0], bounds(grain)[-1][1]
    frame = computed(store, kpi, since.isoformat(), until.isoformat(), grain=grain)
    found = {(row.series, row.period): row.value for row in frame.itertuples()}
    known = {key: value for key, value in expected.items() if value is not None}
    assert {key for key in expected if found.get(key, float("nan")) == found.get(key)} == set(known), kpi
    assert {key: found[key] for key in known} == pytest.approx(known), kpi
    assert len(known) > len(expected) / 2
