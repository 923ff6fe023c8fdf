"""The demonstration: the same bytes each time, taken by the tools' formats, and a story that its figures show."""

import hashlib
import os
import shutil
import statistics
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from data import demo
from data.brands import brands
from data.demo.exports import EXPORTED_TWICE, EXPORTS, KARSA_GAP, PRESS_GAP
from data.demo.story import CAMPAIGN, OUTAGE, RECALL, STRIKE
from data.store import Store
from kpis.compute import Scope, compute, last_complete_week
from loaders.demonstration import is_loaded, load_demonstration, remove_demonstration

TODAY = date(2026, 11, 18)  # the Wednesday after the last day
ROOT = Path(__file__).parent.parent

EXPECTED = {  # file: (format, folded, rejected)
    "talkwalker_aurelle_2025-07_2026-06.csv": ("talkwalker", 0, 2),
    "talkwalker_aurelle_2026-06_2026-11.csv": ("talkwalker", 0, 0),
    "brandwatch_velmont.csv": ("brandwatch", 22, 1),
    "brandwatch_karsa_2025-07_2026-04.csv": ("brandwatch", 0, 0),
    "brandwatch_karsa_2026-04_2026-11.csv": ("brandwatch", 0, 0),
    "meltwater_presse_2025.csv": ("meltwater", 0, 0),
    "meltwater_presse_2026.csv": ("meltwater", 0, 1),
    "radio_tv_aurelle.csv": ("template_mentions", 0, 0),
    "abonnes_releve_du_dimanche.csv": ("template_followers", 0, 2),
    "Follows.csv": ("meta_follows", 0, 0),
    "Follows (1).csv": ("meta_follows", 0, 0),
    "FollowerHistory.csv": ("tiktok_follower_history", 0, 0),
    "FollowerHistory (1).csv": ("tiktok_follower_history", 0, 0),
    "sentiment_karsa_agence_avril_2026.csv": ("template_sentiment", 0, 0),
}
REJECTS = {  # (file, column, value, reason)
    (
        "talkwalker_aurelle_2025-07_2026-06.csv",
        "published",
        "31/02/26 09:14:00",
        "is no date and time that can be read",
    ),
    ("talkwalker_aurelle_2025-07_2026-06.csv", "matched_profile", None, "is empty"),
    ("brandwatch_velmont.csv", "Query Name", None, "is empty"),
    ("meltwater_presse_2026.csv", "Reach", "env. 120000", "is no whole number that can be read"),
    ("abonnes_releve_du_dimanche.csv", "Abonnés", "45,2", "is no whole number that can be read"),
    ("abonnes_releve_du_dimanche.csv", "Date", "Total", "is no date that can be read"),
}


def hashes(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """The whole demonstration, loaded once: the store's path, and the receipts by file name."""
    path = tmp_path_factory.mktemp("demonstration") / "e-reputation.duckdb"
    store = Store(path)
    receipts = {receipt.name: receipt for receipt in load_demonstration(store)}
    store.close()
    return path, receipts


@pytest.fixture(scope="module")
def receipts(loaded):
    return loaded[1]


@pytest.fixture(scope="module")
def store(loaded):
    """The loaded store, only read by the tests."""
    opened = Store(loaded[0])
    yield opened
    opened.close()


def weekly(store, kpi, brand="Aurelle"):
    """Monday -> value of a KPI, of the weeks that have one."""
    scope = Scope(demo.FIRST_DAY, demo.LAST_DAY, brands=(brand,), today=TODAY)
    frame = compute(store, kpi, scope, grain="week")
    return {row.period.date(): row.value for row in frame.dropna(subset="value").itertuples()}


def daily(store, where, brand="Aurelle"):
    """Day -> unique mentions that meet a condition; days without any are 0."""
    rows = store.rows(
        f"select day, count(*) filter (where is_unique and {where}) as n from mentions where brand = ? group by day",
        [brand],
    )
    return {row["day"]: row["n"] for row in rows}


def mondays(first, last):
    return {first + timedelta(days=n) for n in range(0, (last - first).days + 1, 7)}


# The files ------------------------------------------------------------------------------------------


def test_the_same_bytes_come_out_twice_whatever_the_order_of_sets(tmp_path):
    """Hash seeds differ between processes: what depended on one would show here."""
    for seed in ("1", "2"):
        (tmp_path / seed).mkdir()
        code = "import sys; from pathlib import Path; from data import demo; demo.generate(Path(sys.argv[1]))"
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / seed)],
            cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, check=True,
        )  # fmt: skip
    assert hashes(tmp_path / "1") == hashes(tmp_path / "2")
    assert set(hashes(tmp_path / "1")) == set(EXPECTED)


def test_answers_are_given_for_exports_that_name_no_brand():
    assert demo.answers() == {
        "Follows.csv": {"brand": "Aurelle"},
        "Follows (1).csv": {"brand": "Aurelle"},
        "FollowerHistory.csv": {"brand": "Aurelle", "export_date": "2026-01-01"},
        "FollowerHistory (1).csv": {"brand": "Aurelle", "export_date": "2026-11-16"},
    }


@pytest.mark.parametrize("name", EXPECTED)
def test_each_file_is_taken_by_the_format_of_its_tool_and_every_record_is_accounted_for(receipts, name):
    receipt = receipts[name]
    assert receipt.status == "loaded", receipt.reason
    assert [part.format for part in receipt.parts] == [EXPECTED[name][0]]
    assert (receipt.folded, receipt.rejected) == EXPECTED[name][1:]
    assert receipt.read == receipt.kept + receipt.folded + receipt.rejected
    assert receipt.read > 100


def test_the_files_are_loaded_in_the_order_in_which_they_are_listed(receipts):
    assert list(receipts) == list(EXPECTED) == [export.name for export in EXPORTS]


def test_records_that_cannot_be_taken_say_why(store):
    rows = store.rows("select u.name, r.column_name, r.value, r.reason from rejects r join uploads u using (upload_id)")
    assert {tuple(row.values()) for row in rows} == REJECTS
    assert len(rows) == len(REJECTS)


def test_a_week_that_was_exported_twice_counts_once_with_its_later_counts(store, receipts):
    """Of each address of that week one mention is kept: that of the second export, or Meltwater's of an article."""
    twice = store.rows(
        "select count(*) as records, count(distinct identity) as mentions, count(*) filter (where state = 'kept') as kept "
        "from mention_records join uploads using (upload_id) where name like 'talkwalker%' and day between ? and ?",
        list(EXPORTED_TWICE),
    )[0]
    assert twice["records"] == 2 * twice["mentions"]
    assert receipts["talkwalker_aurelle_2026-06_2026-11.csv"].replaced == twice["mentions"] > 200
    from_meltwater = store.value(
        "select count(*) from mentions where brand = 'Aurelle' and day between ? and ? and identity in "
        "(select identity from mention_records where state = 'replaced') and channel = 'news'",
        list(EXPORTED_TWICE),
    )
    assert twice["kept"] + from_meltwater == twice["mentions"]


def test_an_article_that_two_tools_found_counts_once(store, receipts):
    assert receipts["meltwater_presse_2026.csv"].replaced > 20
    assert store.value("select count(*) - count(distinct identity) from mentions") == 0
    assert store.value("select count(*) from mention_records where url like '%utm_source%' and state = 'replaced'") > 20


# The frame ------------------------------------------------------------------------------------------


def test_there_are_seventy_whole_weeks_of_one_brand_of_ours_and_two_competitors(store):
    assert demo.FIRST_DAY.weekday() == 0
    assert demo.LAST_DAY.weekday() == 6
    assert (demo.LAST_DAY - demo.FIRST_DAY).days + 1 == 70 * 7
    assert {row.brand: row.role for row in brands(store).itertuples()} == demo.BRANDS
    assert demo.BRANDS == {"Aurelle": "own", "Velmont": "competitor", "Karsa": "competitor"}
    assert store.rows("select min(day) as first, max(day) as last from mentions") == [
        {"first": demo.FIRST_DAY, "last": demo.LAST_DAY}
    ]


def test_the_last_week_is_covered_by_every_source(store):
    assert last_complete_week(store, TODAY) == (date(2026, 11, 9), demo.LAST_DAY)


def test_weeks_that_a_tool_does_not_cover_have_no_figure(store):
    everything = mondays(demo.FIRST_DAY, demo.LAST_DAY)
    assert everything - set(weekly(store, "mention_volume")) == mondays(*PRESS_GAP)
    assert everything - set(weekly(store, "mention_volume", "Karsa")) == mondays(*PRESS_GAP) | mondays(*KARSA_GAP)
    assert everything - set(weekly(store, "share_of_voice")) == mondays(*PRESS_GAP) | mondays(*KARSA_GAP)


def test_the_agency_s_counts_stand_in_for_the_sentiment_of_the_weeks_without_mentions(store):
    assert mondays(*KARSA_GAP) <= set(weekly(store, "net_sentiment_score", "Karsa"))


# The story ------------------------------------------------------------------------------------------


def test_the_figures_are_those_of_an_ordinary_car_maker(store):
    per_day = store.value(
        "select median(n) from (select count(*) as n from mentions where brand = 'Aurelle' group by day)"
    )
    assert 40 <= per_day <= 90
    assert 0.35 <= statistics.median(weekly(store, "share_of_voice").values()) <= 0.45
    assert 0 <= statistics.median(weekly(store, "net_sentiment_score").values()) <= 30
    for brand in demo.BRANDS:
        assert 0.85 <= store.value("select count(sentiment) / count(*) from mentions where brand = ?", [brand]) <= 0.95


def test_more_is_said_on_weekdays_than_on_sundays_and_less_in_august(store):
    said = dict(
        store.frame("select isodow(day), count(*) from mentions where channel <> 'tv' group by 1").itertuples(
            index=False
        )
    )
    assert max(said, key=said.get) in (2, 3)
    assert said[7] < 0.85 * said[3]
    of_month = dict(
        store.frame("select month(day), count(*) / count(distinct day) from mentions group by 1").itertuples(
            index=False
        )
    )
    assert of_month[8] < 0.9 * of_month[9]


def test_the_recall_stands_out(store):
    negative = daily(store, "sentiment = 'negative'")
    before = [n for day, n in negative.items() if RECALL.begins - timedelta(days=56) <= day < RECALL.begins]
    for after in range(1, 4):
        assert negative[RECALL.begins + timedelta(days=after)] > 5 * statistics.median(before)
    sentiment = weekly(store, "net_sentiment_score")
    assert sentiment[date(2026, 2, 9)] == min(sentiment.values()) < -20
    sensitive = daily(store, "regexp_matches(lower(text), 'rappel|sécurité|recall|freins?')")
    worst = RECALL.begins + timedelta(days=1)
    assert sensitive[worst] > 0.5 * daily(store, "true")[worst]
    assert statistics.median(n for day, n in sensitive.items() if day < RECALL.begins) <= 3


def test_the_strike_and_the_failing_application_are_seen(store):
    for episode, words in ((STRIKE, "grève|strike|conflit social"), (OUTAGE, "application|app ")):
        told = daily(store, f"regexp_matches(lower(text), '{words}')", episode.brand)
        assert told[episode.begins + timedelta(days=1)] > 20
        assert statistics.median(n for day, n in told.items() if day < episode.begins) <= 3
        sentiment = weekly(store, "net_sentiment_score", episode.brand)
        monday = episode.begins - timedelta(days=episode.begins.weekday())
        assert sentiment[monday] < statistics.median(sentiment.values()) - 15


def test_the_campaign_raises_what_is_said_in_good(store):
    positive = daily(store, "sentiment = 'positive'")

    def mean(first, days):
        return statistics.mean(positive[first + timedelta(days=n)] for n in range(days))

    assert mean(CAMPAIGN.begins, 14) > 1.5 * mean(CAMPAIGN.begins - timedelta(days=28), 28)


def test_a_dispatch_on_many_sites_is_one_story(store):
    """Within 72 hours the same words count once, on however many sites."""
    most = store.rows(
        "select count(*) as sites, count(distinct source) as sources, count(*) filter (where is_unique) as stories, "
        "max(published_at) - min(published_at) as lasted from mentions where channel = 'news' group by story order by sites desc limit 1"
    )[0]
    assert most["sites"] == most["sources"] >= 20
    assert most["stories"] == 1
    assert most["lasted"] < timedelta(hours=72)
    raw, unique = store.rows("select count(*), count(*) filter (where is_unique) from mentions where channel = 'news'")[
        0
    ].values()
    assert 0.2 < 1 - unique / raw < 0.45


def test_reposts_repeat_a_post_and_are_never_unique(store):
    reposts = "from mentions where is_repost"
    assert store.value(f"select count(*) {reposts}") > 5000
    assert store.value(f"select count(*) {reposts} and not starts_with(text, 'RT @')") == 0
    assert store.value(f"select count(*) filter (where is_unique) / count(*) {reposts}") < 0.01


def test_some_authors_come_back_and_always_speak_well_of_us(store):
    advocates = store.value(
        """
        select count(*)
        from (
            select channel, author
            from mentions
            where brand = 'Aurelle' and is_unique and day > ?
            group by channel, author
            having count(*) filter (where sentiment = 'positive') >= 2 and count(*) filter (where sentiment = 'negative') = 0
        )
        """,
        [demo.LAST_DAY - timedelta(days=30)],
    )
    assert 25 <= advocates <= 120


def test_mentions_come_from_several_channels_languages_and_countries_with_reach_and_engagement(store):
    assert set(store.frame("select distinct channel from mentions")["channel"]) == {
        "x", "facebook", "instagram", "forum", "blog", "review", "youtube", "tiktok", "linkedin", "news", "radio", "tv",
    }  # fmt: skip
    assert set(store.frame("select distinct language from mentions")["language"]) == {"fr", "en"}
    assert {"FR", "BE", "CH", "CA", "GB"} <= set(
        store.frame("select distinct country from mentions")["country"].dropna()
    )
    assert (
        store.value(
            "select count(*) from mentions where reach is null or engagement is null and channel not in ('radio', 'tv')"
        )
        == 0
    )
    assert store.value("select count(*) from mentions where text is null or contains(text, '{')") == 0


def test_the_audience_grows_slowly_on_each_network(store):
    rows = store.rows(
        "select channel, arg_min(followers, day) as first, arg_max(followers, day) as last, "
        "max(day) as latest from followers where brand = 'Aurelle' and followers is not null group by channel"
    )
    assert {row["channel"] for row in rows} == {"facebook", "instagram", "x", "linkedin", "tiktok", "dailymotion"}
    for row in rows:
        assert row["latest"] == demo.LAST_DAY
        assert 0.99 <= row["last"] / row["first"] <= 2.2
    assert 0.003 <= statistics.median(weekly(store, "followers_growth_rate").values()) <= 0.03


@pytest.mark.parametrize("network", ["facebook", "instagram"])
def test_new_followers_of_meta_exceed_the_net_gain_of_the_sheet(store, network):
    """Meta counts who came; the sheet also feels who left."""
    came, first, last = store.rows(
        "select sum(gained) filter (where day > ?), arg_min(followers, day) filter (where followers is not null), "
        "arg_max(followers, day) filter (where followers is not null) from followers where brand = 'Aurelle' and channel = ?",
        [demo.FIRST_DAY, network],
    )[0].values()
    assert came > last - first > 0


# And away -------------------------------------------------------------------------------------------


def test_the_demonstration_leaves_without_a_trace(loaded, tmp_path):
    path = tmp_path / "e-reputation.duckdb"
    shutil.copy(loaded[0], path)
    store = Store(path)
    assert is_loaded(store)
    done = remove_demonstration(store, who="test")
    assert str(done) == f"{len(EXPORTS)} demonstration files were withdrawn."
    assert not is_loaded(store)
    for table in (
        "mention_records",
        "mention_days",
        "follower_records",
        "sentiment_records",
        "coverage",
        "rejects",
        "brands",
    ):
        assert store.value(f"select count(*) from {table}") == 0
    store.close()
