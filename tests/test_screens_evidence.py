"""Behind each figure of the catalogue are rows, and each row names a file and a record of the ledger."""

from datetime import date

import pytest

from app_pages import _behind, _rows
from data.store import Store
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
    store = world.load(Store(tmp_path_factory.mktemp("world") / "s.duckdb"), world.uploads())
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
