"""Published figures of public data sets, told again by the product's own indicators."""

import csv
from collections import defaultdict
from datetime import date, datetime, timedelta

import numpy as np
import pytest

from data.store import now
from kpis.inputs.spikes import spikes
from loaders.load import load
from tests.kpis.figures import values

PUBLISHED = {  # airline: (mentions, negative, positive) of the 14,640 that were labelled
    "United": (3822, 2633, 492),
    "US Airways": (2913, 2263, 269),
    "American": (2759, 1960, 336),
    "Southwest": (2420, 1186, 570),
    "Delta": (2222, 955, 544),
    "Virgin America": (504, 181, 152),
}
WEEKS = ("2015-02-16", "2015-03-01")


@pytest.fixture
def airlines(store, datasets):
    path = datasets / "twitter_airline" / "Tweets_excel_roundtrip.csv"
    load(store, path, name="Tweets.csv", who="test", origin="test", covered=tuple(map(date.fromisoformat, WEEKS)))
    return store


def whole(store, kpi):
    """Airline -> its figure of the two weeks together."""
    return {brand: told[0] for brand, told in values(store, kpi, *WEEKS, grain="all").items()}


def test_the_airlines_labels_give_the_published_shares_but_for_what_was_folded(airlines):
    """The indicators count unique mentions: what they miss of the published counts is what was told twice, and no more."""
    negative, unknown = whole(airlines, "negative_share"), whole(airlines, "sentiment_unknown_rate")
    unique, raw = whole(airlines, "mention_volume_unique"), whole(airlines, "mention_volume")
    for brand, (published, told_negative, _) in PUBLISHED.items():
        folded = published - unique[brand]
        assert 0 <= published - raw[brand] <= folded < 0.06 * published
        counted = round(negative[brand] * unique[brand])
        assert counted == pytest.approx(negative[brand] * unique[brand])  # a count of unique mentions
        assert 0 <= told_negative - counted <= folded
        assert unknown[brand] == 0  # every one is labelled
    assert sorted(negative, key=negative.get, reverse=True) == [
        "US Airways", "American", "United", "Southwest", "Delta", "Virgin America",
    ]  # fmt: skip


def test_the_net_sentiment_of_the_airlines_is_the_published_one_within_two_points(airlines):
    """Virgin America: 100 × (152 − 181) / 504 = −5.8; US Airways: 100 × (269 − 2263) / 2913 = −68.5."""
    net = whole(airlines, "net_sentiment_score")
    for brand, (mentions, negative, positive) in PUBLISHED.items():
        assert net[brand] == pytest.approx(100 * (positive - negative) / mentions, abs=2)


def test_the_airlines_share_of_voice_is_that_of_the_published_counts_within_a_point(airlines):
    """United: 3822 of 14640 = 26.1 %."""
    share = whole(airlines, "share_of_voice")
    assert sum(share.values()) == pytest.approx(1)
    for brand, (mentions, _, _) in PUBLISHED.items():
        assert share[brand] == pytest.approx(mentions / 14640, abs=0.01)


def test_the_peak_of_the_airlines_week_is_the_22nd_of_february_by_the_clock_of_the_file(store, datasets):
    """A Sunday of snow and cancelled flights. The file's clock is that of the Pacific coast; in Paris it was Monday."""
    moved = {"name": "time_zone", "value": "America/Los_Angeles", "set_at": now(), "set_by": "test"}
    store.append("settings", moved)
    path = datasets / "twitter_airline" / "Tweets_excel_roundtrip.csv"
    load(store, path, name="Tweets.csv", who="test", origin="test")
    days = values(store, "mention_volume", "2015-02-17", "2015-02-23", grain="day")
    totals = [sum(day) for day in zip(*days.values(), strict=True)]
    assert totals.index(max(totals)) == 5  # the 22nd


# Numenta's labelled anomalies of five brands on Twitter; windows that rule G has the history to judge (14 days)
NAB_SEEN = {"AAPL": 1, "CRM": 2, "FB": 0, "IBM": 1, "PFE": 0}
NAB_WINDOWS = {"AAPL": 2, "CRM": 2, "FB": 2, "IBM": 2, "PFE": 2}


@pytest.mark.parametrize("brand", NAB_SEEN)
def test_rule_g_sees_four_of_the_ten_labelled_anomalies_on_daily_sums(datasets, brand):
    """Labels are of five-minute steps: a short burst is no day out of the ordinary. What it sees is pinned, not a target."""
    first, counts = _daily(datasets, brand)
    found = spikes(counts, first)
    raised = {first + timedelta(days=place) for place in range(len(counts)) if found.level[place] > 0}
    judged = [window for window in _windows(datasets, brand) if window[0] >= first + timedelta(days=14)]
    assert len(judged) == NAB_WINDOWS[brand]
    assert sum(any(begins <= day <= ends for day in raised) for begins, ends in judged) == NAB_SEEN[brand]


def _daily(datasets, brand):
    """First whole day, and the mentions of each day; a day with holes of over half an hour is unknown."""
    sums, steps = defaultdict(int), defaultdict(int)
    with (datasets / "nab_realtweets" / f"Twitter_volume_{brand}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            day = datetime.fromisoformat(row["timestamp"]).date()
            sums[day] += int(row["value"])
            steps[day] += 1
    whole_days = [day for day in sums if steps[day] >= 282]
    first, last = min(whole_days), max(whole_days)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return first, np.array([sums[day] if day in whole_days else np.nan for day in days], dtype=float)


def _windows(datasets, brand):
    with (datasets / "nab_realtweets" / "windows.csv").open(encoding="utf-8", newline="") as file:
        return [
            tuple(datetime.fromisoformat(row[end]).date() for end in ("start", "end"))
            for row in csv.DictReader(file)
            if row["brand"] == brand
        ]
