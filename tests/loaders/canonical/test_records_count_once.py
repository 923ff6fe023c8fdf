"""A record counts once in read = kept + folded + rejected, whatever number of rows and tables it gives."""

from pathlib import Path

import pytest

from data.decisions.brands import set_role
from loaders.load import load, preview

FORMATS = Path(__file__).parents[2] / "formats"
# each of two days or networks, whose row fills both followers and account_days
TWO_TABLES = ("tiktok_business.csv", "x_account_overview.csv", "metricool.csv", "sprout_profiles.csv")


def numbers(receipt):
    return receipt.read, receipt.kept, receipt.folded, receipt.rejected


@pytest.mark.parametrize("name", TWO_TABLES)
def test_a_row_that_fills_two_tables_is_one_record(store, name):
    set_role(store, "Aurelle", "own", who="test")
    receipt = load(store, FORMATS / name, name=name, who="test", origin="test")
    assert (receipt.status, len(receipt.parts)) == ("loaded", 2)
    assert [part.table for part in receipt.parts].count("followers") == 1
    assert numbers(receipt) == (2, 2, 0, 0)


def test_the_ledger_and_the_preview_count_as_the_receipt_does(store):
    set_role(store, "Aurelle", "own", who="test")
    sample = FORMATS / "x_account_overview.csv"
    before = preview(store, sample, name=sample.name)
    receipt = load(store, sample, name=sample.name, who="test", origin="test")
    (row,) = store.rows("select read, kept, folded, replaced, rejected from uploads where status = 'loaded'")
    assert tuple(row.values()) == (receipt.read, receipt.kept, receipt.folded, receipt.replaced, receipt.rejected)
    assert numbers(before) == numbers(receipt)


def test_a_day_exported_again_replaces_one_record_though_it_replaces_rows_of_two_tables(store, tmp_path):
    set_role(store, "Aurelle", "own", who="test")
    header = "Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts,Profile visits,Create Post,Video views,Media views\n"
    day = '"Tue, Feb {day}, 2025",{views},4,9,0,0,3,1,1,0,12,1,0,0\n'
    for name, days in (("a.csv", (17, 18)), ("b.csv", (18, 19))):
        path = tmp_path / name
        path.write_text(header + "".join(day.format(day=one, views=100 + one) for one in days))
        receipt = load(store, path, name=name, who="test", origin="test")
    assert numbers(receipt) == (2, 2, 0, 0)
    assert receipt.replaced == 1
