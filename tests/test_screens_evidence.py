"""Behind each figure of the catalogue are rows, and each row names a file and a record of the ledger."""

from datetime import date

import pytest

from app_pages import _behind, _rows
from data.upgrade import open_store
from kpis import standing
from kpis.catalogue import catalogue
from kpis.periods import Period
from kpis.standing import Look
from tests.kpis import world

LOOK = Look("Aurelle", Period(date(2026, 3, 16), date(2026, 3, 22)), "senior", date.fromisoformat(world.TODAY))
KNOWN = """
    select u.name as file, p.part
    from uploads u
    join upload_parts p on p.upload_id = u.upload_id
    where u.status = 'loaded'
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    store = world.load(open_store(tmp_path_factory.mktemp("world") / "s.duckdb"), world.uploads())
    yield store
    store.close()


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_the_rows_behind_a_figure_name_files_and_records_of_the_ledger(loaded, name):
    kpi = catalogue()[name]
    scope, grain = standing.window(kpi, LOOK)
    known = {(row["file"], row["part"]) for row in loaded.rows(KNOWN)}
    rows = []
    wanted = _behind.mentions(loaded, kpi, scope, grain)
    if wanted is not None:
        days = _rows.daily(loaded, wanted)
        rows += _rows.page(loaded, wanted, number=1, days=days).to_dict("records")
        files = loaded.rows(*_behind.files_of(wanted))
        assert sum(one["rows"] for one in files) == sum(count for _, count in days)
        whole = _behind.among(wanted)
        assert sum(n for _, n in _rows.daily(loaded, whole)) >= len(rows)
        rows += _rows.page(loaded, whole, number=1, days=_rows.daily(loaded, whole)).to_dict("records")
    for one in _behind.records(kpi, scope, grain):
        page = _behind.page(loaded, one.rows, number=1).to_dict("records")
        rows += page
        assert bool(page) == bool(loaded.value(*one.count))
        files = loaded.rows(*one.files)
        for row in page:
            told = [f for f in files if (f["file"], f["part"]) == (row["file"], row["part"])]
            assert told, row
    assert rows
    for row in rows:
        assert (row["file"], row["part"]) in known
        assert row["record"] >= 1


def test_a_figure_of_four_weeks_shows_the_rows_of_four_weeks(loaded):
    kpi = catalogue()["csat_score"]
    scope, grain = standing.window(kpi, LOOK)
    assert (scope.since, grain) == (date(2026, 3, 16), "four weeks")
    assert _behind.looked_at(kpi, scope, grain).since == date(2026, 2, 23)  # the Monday three weeks before
    assert _behind.mentions(loaded, catalogue()["negative_share"], scope, grain).since == date(2026, 2, 23)


def test_the_unique_mentions_that_are_listed_are_as_many_as_the_figure_says(loaded):
    kpi = catalogue()["mention_volume_unique"]
    figure = standing.figure_of(loaded, kpi, LOOK)
    scope, grain = standing.window(kpi, LOOK)
    listed = sum(count for _, count in _rows.daily(loaded, _behind.mentions(loaded, kpi, scope, grain)))
    assert listed == figure.value


@pytest.mark.parametrize(
    "name",
    [
        "posts_count", "blog_posts_count", "inbound_requests", "response_rate", "first_response_time_median",
        "resolution_time_median", "comments_moderated_rate", "moderation_delay_median", "expert_interventions",
        "search_negative_share", "suggest_negative_share", "social_visits",
    ],
)  # fmt: skip
def test_the_records_that_are_listed_are_as_many_as_the_sample_of_the_figure(loaded, name):
    """Not the comments among the requests, not the suggestions among the results, not the year of sales before the week."""
    kpi = catalogue()[name]
    figure = standing.figure_of(loaded, kpi, LOOK)
    (records,) = _behind.records(kpi, *standing.window(kpi, LOOK))
    assert loaded.value(*records.count) == figure.n > 0


@pytest.mark.parametrize("name", ["brand_health_index", "net_sentiment_score", "earned_coverage", "mention_volume"])
def test_the_mentions_that_are_listed_are_as_many_as_the_sample_of_the_figure(loaded, name):
    kpi = catalogue()[name]
    figure = standing.figure_of(loaded, kpi, LOOK)
    listed = _behind.mentions(loaded, kpi, *standing.window(kpi, LOOK))
    assert sum(count for _, count in _rows.daily(loaded, listed)) == figure.n > 0


@pytest.mark.parametrize(
    ("name", "since"), [("active_advocates", (2026, 2, 21)), ("blog_relations_active", (2025, 12, 23))]
)
def test_a_figure_that_looks_back_lists_the_rows_of_the_days_that_it_looks_at(loaded, name, since):
    """Thirty days, and ninety, up to 22 March."""
    kpi = catalogue()[name]
    wanted = _behind.mentions(loaded, kpi, *standing.window(kpi, LOOK))
    assert (wanted.since, wanted.until) == (date(*since), date(2026, 3, 22))
