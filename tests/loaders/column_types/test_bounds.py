"""No measure is accepted that it cannot be: the record is rejected with its value, and later files are not touched by it."""

import pytest

from loaders.column_types import bounds
from loaders.load import load
from loaders.tables import TABLES

BEYOND = "is greater than any such figure can be"


def loaded(store, tmp_path, lines, *, name="figures.csv", **answers):
    path = tmp_path / name
    path.write_text("\n".join(lines))
    return load(store, path, name=name, who="test", origin="test", answers=answers)


def rejected(receipt):
    return [(one.record, one.column, one.value, one.reason) for part in receipt.parts for one in part.rejects]


def test_every_measure_of_every_table_has_a_bound():
    measures = {field.name for table in TABLES.values() for field in table.fields if field.kind in ("count", "decimal")}
    assert measures == set(bounds.MOST)


@pytest.mark.parametrize("absurd", ["9223372036854775807", "9223372036854775808", "1" + "0" * 40, "10000000001"])
def test_an_absurd_count_is_rejected_by_its_record_and_value(store, tmp_path, absurd):
    lines = ["Date,Brand,Channel,Followers", "2026-03-01,Aurelle,X,500", f"2026-03-02,Aurelle,X,{absurd}"]
    assert rejected(loaded(store, tmp_path, lines)) == [(3, "Followers", absurd, BEYOND)]
    assert store.rows("select followers from followers") == [{"followers": 500}]


@pytest.mark.parametrize("absurd", ["1e99", "-1e30", "2000000000000000"])
def test_an_absurd_amount_is_rejected(store, tmp_path, absurd):
    lines = ["Date,Brand,Channel,Visits,Conversions,Revenue,Currency", "2026-03-01,Aurelle,X,10,1,20.5,EUR",
             f"2026-03-02,Aurelle,X,10,1,{absurd},EUR"]  # fmt: skip
    receipt = loaded(store, tmp_path, lines, decimal_mark="dot")
    assert rejected(receipt) == [(3, "Revenue", absurd, BEYOND)]


def test_the_largest_accounts_on_earth_are_read(store, tmp_path):
    lines = ["Date,Brand,Channel,Followers", "2026-03-01,Aurelle,X,8300000000"]
    assert loaded(store, tmp_path, lines).kept == 1


def test_a_negative_count_is_still_called_negative(store, tmp_path):
    lines = ["Date,Brand,Channel,Followers", "2026-03-01,Aurelle,X,5", "2026-03-02,Aurelle,X,-7"]
    assert rejected(loaded(store, tmp_path, lines)) == [(3, "Followers", "-7", "is negative")]


def test_a_day_that_had_an_absurd_figure_takes_the_next_file(store, tmp_path):
    header = "Date,Brand,Channel,Author,Text,Reach,Engagement"
    first = [
        header,
        "2026-03-01 10:00,Aurelle,Forum,a,Un,5,9223372036854775807",
        "2026-03-01 10:00,Aurelle,Forum,b,Deux,5,6",
    ]
    assert loaded(store, tmp_path, first).rejected == 1
    second = loaded(store, tmp_path, [header, "2026-03-01 11:00,Aurelle,Forum,c,Trois,5,7"], name="later.csv")
    assert (second.status, second.kept) == ("loaded", 1)
    assert store.value("select sum(engagement) from mentions") == 13
