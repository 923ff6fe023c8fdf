"""What a source holds of some days: the files that cover them, and as many records as the screens count."""

from datetime import date

from data.derived.filled_cells import RECORDS
from kpis.lineage import coverage, source_days
from kpis.lineage.records import page
from kpis.lineage.source_days import Source
from tests import canonical

MONDAY, TUESDAY, SUNDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 8)
FOLLOWERS = """
    Day        | Brand   | Channel  | Account | Followers
    2026-03-02 | Aurelle | x        | one     | 100
    2026-03-03 | Aurelle | x        | one     | 110
    2026-03-03 | Aurelle | x        | two     | 10
    2026-03-03 | Aurelle | facebook |         | 50
"""


def test_each_cell_of_the_calendar_leads_to_as_many_records_as_it_counts(store):
    canonical.mentions(
        store, canonical.daily("2026-03-02", [3, 0, 2], Brand="Aurelle", Channel="x"), covers=(str(MONDAY), str(SUNDAY))
    )
    canonical.followers(store, FOLLOWERS)
    cells = coverage.calendar(store, MONDAY, SUNDAY, SUNDAY)
    assert set(cells["table_name"]) == {"mentions", "followers"}
    for row in cells.itertuples():
        source = Source(row.table_name, row.brand, row.channel if isinstance(row.channel, str) else None)
        assert store.value(*source_days.held(source, row.day, row.day).count) == row.records
        files = source_days.covering(store, source, row.day, row.day)
        assert files["records"].sum() == row.records
        assert (len(files) == 0) == (row.state == "missing")


def test_where_no_file_covers_the_days_the_nearest_covered_ones_are_named(store):
    source = Source("mentions", "Aurelle")
    assert source_days.around(store, source, MONDAY, SUNDAY) == (None, None)
    for day in ("2026-02-20", "2026-03-12"):
        canonical.mentions(store, f"Day | Brand | Channel\n{day} | Aurelle | x")
    assert source_days.covering(store, source, MONDAY, SUNDAY).empty
    assert source_days.around(store, source, MONDAY, SUNDAY) == (date(2026, 2, 20), date(2026, 3, 12))


def test_the_records_of_one_account_are_its_own(store):
    canonical.followers(store, FOLLOWERS)
    found = source_days.held(Source("followers", "Aurelle", "x"), MONDAY, TUESDAY, account="one")
    assert page(store, found.rows, number=1)["followers"].tolist() == [110, 100]
    assert store.value(*found.cases) == 2


def test_restated_records_and_those_of_an_export_are_those_that_are_kept(store):
    for count in (100, 120):
        upload = canonical.followers(store, f"Day | Brand | Channel | Followers\n2026-03-02 | Aurelle | x | {count}")
    (row,) = coverage.restatements(store).itertuples()
    assert (row.upload_id, row.updated) == (upload, 1)
    for found in (
        source_days.restated("followers", upload),
        source_days.of_export("followers", "template_followers"),
    ):
        assert page(store, found.rows, number=1)["followers"].tolist() == [120]
        assert store.value(*found.count) == 1


def test_what_a_later_export_changed_is_told_whichever_column_it_is_in(store):
    said = "Day | Brand | Channel | Text | URL | Reach"
    line = "2026-03-02 10:00 | Aurelle | news | Un essai | https://lejour.fr/1"
    canonical.mentions(store, f"{said}\n{line} | 100")
    canonical.mentions(store, f"{said} | Stars\n{line} | 100 | 4")
    canonical.mentions(store, f"{said} | Stars\n{line} | 250 | 4")
    found = {row.upload_id: (row.updated, row.changed, row.others) for row in coverage.restatements(store).itertuples()}
    assert sorted(found.values()) == [(1, 0, 1)]  # what is kept is told against the export before it


def test_the_tables_without_a_network_are_those_that_have_no_column_of_one(store):
    rows = store.rows("select table_name from duckdb_columns() where column_name = 'channel'")
    assert set(coverage.WITHOUT_CHANNEL) == set(RECORDS.values()) - {row["table_name"] for row in rows}
