"""Two tables of one file that give other figures for one day: a total counts before its parts, else it is asked."""

import zipfile

import pytest

from data.ledger import withdraw
from loaders.load import load

TOTALS = "Date,Views\n2026-01-05,990\n2026-01-06,1020\n"
CHART = (
    "Date,Traffic source,Views\n2026-01-05,Shorts feed,600\n2026-01-05,Browse features,390\n"
    "2026-01-06,Shorts feed,610\n2026-01-06,Browse features,410\n"
)
ANSWERS = {"brand": "Aurelle", "network": "youtube", "tool": "columns", "columns": "accept"}


def zipped(store, folder, name, members, **answers):
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        for member, text in members.items():
            archive.writestr(member, text)
    return load(store, path, name=name, who="test", origin="test", answers={**ANSWERS, **answers})


def views(store):
    rows = store.rows("select value from account_days where metric = 'views' order by day, value")
    return [row["value"] for row in rows]


@pytest.mark.parametrize("names", [("Chart data.csv", "Totals.csv"), ("B.csv", "A.csv"), ("A.csv", "B.csv")])
def test_a_table_of_totals_counts_before_a_table_of_its_parts_whatever_their_order(store, tmp_path, names):
    chart, totals = names
    receipt = zipped(store, tmp_path, "youtube.zip", {chart: CHART, totals: TOTALS})
    assert (receipt.status, views(store)) == ("loaded", [990, 1020])
    assert [(part, str(why)) for part, why in receipt.ignored] == [
        (chart, f"Left out: its rows break down (column Traffic source) the figures that the table {totals} gives as a whole.")
    ]  # fmt: skip


def test_parts_without_a_table_of_totals_are_asked_about(store, tmp_path):
    receipt = zipped(store, tmp_path, "youtube.zip", {"Chart data.csv": CHART})
    assert [one.id for one in receipt.questions] == ["rows"]
    zipped(store, tmp_path, "youtube.zip", {"Chart data.csv": CHART}, rows="sum")
    assert views(store) == [990, 1020]


def test_two_tables_that_differ_are_asked_about_and_the_other_never_comes_back(store, tmp_path):
    members = {"A.csv": TOTALS, "B.csv": TOTALS.replace("990", "297")}
    (question,) = zipped(store, tmp_path, "deux.zip", members).questions
    assert (question.id, question.options) == ("tables", ("A.csv", "B.csv"))
    assert str(question.text) == (
        "Two tables of the file give other figures for 2026-01-05: A.csv says 990.0 (record 2), B.csv says 297.0 "
        "(record 2). Which table counts?"
    )
    zipped(store, tmp_path, "deux.zip", members, tables="B.csv")
    assert views(store) == [297, 1020]
    later = zipped(store, tmp_path, "later.zip", {"C.csv": TOTALS.replace("990", "1") + "2026-01-07,5\n"})
    assert views(store) == [1, 1020, 5]
    withdraw(store, later.upload_id, who="test")
    assert views(store) == [297, 1020]


def test_two_tables_that_agree_ask_nothing(store, tmp_path):
    assert zipped(store, tmp_path, "deux.zip", {"A.csv": TOTALS, "B.csv": TOTALS}).status == "loaded"
    assert views(store) == [990, 1020]
