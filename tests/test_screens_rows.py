"""The mentions behind a figure: filters, pages, and a CSV that is safe to open."""

import csv
import io
from datetime import date

import pytest

from app_pages import _rows
from app_pages._rows import Filter
from tests.tables import given

LOG = """
    Date             | Brand   | Channel  | Author | Text                  | Sentiment
    2026-11-09 08:00 | Aurelle | X        | ana    | Très bonne citadine   | positive
    2026-11-10 09:00 | Aurelle | Blog     | bo     | =HYPERLINK("http://e") | negative
    2026-11-11 10:00 | Aurelle | X        | cy     | Rappel de véhicules   | negative
    2026-11-12 11:00 | Aurelle | Facebook | di     | Une citadine          |
    2026-11-12 12:00 | Novane  | X        | ed     | Novane aussi          | neutral
    2026-11-20 08:00 | Aurelle | X        | flo    | Hors de la semaine    | neutral
"""
WEEK = Filter("Aurelle", date(2026, 11, 9), date(2026, 11, 15))


@pytest.fixture
def loaded(store, tmp_path):
    receipt = given(store, tmp_path, "log.csv", LOG)
    assert receipt.status == "loaded", receipt.reason
    return store


def texts(store, wanted):
    return list(_rows.page(store, wanted, number=1)["text"])


def test_only_the_brand_and_the_days_pass(loaded):
    assert _rows.count(loaded, WEEK) == 4  # of 6: one is Novane's, one is of the 20th


def test_rows_come_newest_first(loaded):
    assert texts(loaded, WEEK)[0] == "Une citadine"


def test_filters_hold_together(loaded):
    wanted = Filter(WEEK.brand, WEEK.since, WEEK.until, channels=("x",), sentiments=("negative",))
    assert texts(loaded, wanted) == ["Rappel de véhicules"]


def test_a_mention_that_no_one_qualified_is_found_as_such(loaded):
    wanted = Filter(WEEK.brand, WEEK.since, WEEK.until, sentiments=("unknown",))
    assert texts(loaded, wanted) == ["Une citadine"]


def test_searching_needs_neither_case_nor_accents(loaded):
    wanted = Filter(WEEK.brand, WEEK.since, WEEK.until, contains="VEHICULES")
    assert texts(loaded, wanted) == ["Rappel de véhicules"]


def test_a_percent_sign_is_searched_as_it_is(loaded):
    assert _rows.count(loaded, Filter(WEEK.brand, WEEK.since, WEEK.until, contains="%")) == 0


def test_every_row_is_on_one_page_and_one_only(loaded):
    pages = [list(_rows.page(loaded, WEEK, number=number, size=3)["record"]) for number in (1, 2)]
    assert [len(page) for page in pages] == [3, 1]
    assert len({*pages[0], *pages[1]}) == 4


def test_a_row_names_the_file_and_the_record_that_it_came_from(loaded):
    row = _rows.page(loaded, WEEK, number=1).iloc[-1]
    assert (row["file"], row["record"]) == ("log.csv", 2)  # the header is record 1


def test_no_cell_of_the_csv_is_a_formula(loaded):
    rows = list(csv.DictReader(io.StringIO(_rows.as_csv(loaded, WEEK).decode("utf-8-sig"))))
    assert [row["text"] for row in rows if "HYPERLINK" in row["text"]] == ['\'=HYPERLINK("http://e")']
    assert len(rows) == 4


def test_values_are_listed_by_how_often_they_occur(loaded):
    assert _rows.values(loaded, "channel", WEEK)[0] == "x"
