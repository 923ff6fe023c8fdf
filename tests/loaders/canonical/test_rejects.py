"""A rejected record is kept whole, however many columns its table has."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.canonical import rejects
from loaders.load import load
from tests.texts import delimited

HEADER = ["Date", "Brand", "Channel", "Author", "Text", "", "", *(f"Note {number}" for number in range(7))]
CELLS = st.text("aé,\";{}[]:\\'0 ", max_size=6)


def kept(shelf, path, *, columns):
    """(status, the rejected records) of a file whose records are written so many columns at a time."""
    store = shelf.take()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rejects, "COLUMNS", columns)
        receipt = load(store, path, name="wide.csv", who="test", origin="test")
    found = store.rows(
        "select record, column_name, value, reason, cast(cells as varchar) as cells from rejects order by record"
    )
    shelf.give_back(store)
    return receipt.status, found


@settings(max_examples=12, deadline=None)
@given(
    notes=st.lists(st.lists(CELLS, min_size=9, max_size=9), min_size=1, max_size=4), columns=st.integers(1, len(HEADER))
)
def test_some_columns_at_a_time_give_the_record_that_all_at_once_give(shelf, tmp_path_factory, notes, columns):
    path = tmp_path_factory.mktemp("wide") / "wide.csv"
    sound = ["2026-03-01", "Aurelle", "Forum", "a", "fine", *[""] * 9]
    faulty = [["no day", "Aurelle", "Forum", "b", "a text", *own] for own in notes]
    path.write_text(delimited([HEADER, sound, *faulty]), encoding="utf-8")
    status, at_once = kept(shelf, path, columns=500)
    assert status == "loaded"
    assert len(at_once) == len(notes)
    assert kept(shelf, path, columns=columns) == (status, at_once)
    assert all(len(json.loads(row["cells"])) == len(HEADER) for row in at_once)


def test_a_record_of_four_thousand_columns_is_kept(store, tmp_path):
    path = tmp_path / "wide.csv"
    blank = [""] * 4_090
    rows = [[f"2026-03-{day:02}", "Aurelle", "Forum", "a", f"text {day}", *blank] for day in range(1, 15)]
    path.write_text(
        delimited([["Date", "Brand", "Channel", "Author", "Text", *blank], ["no day", *rows[0][1:]], *rows])
    )
    receipt = load(store, path, name="wide.csv", who="test", origin="test")
    assert (receipt.status, receipt.kept, receipt.rejected) == ("loaded", 14, 1)
    (cells,) = (json.loads(row["cells"]) for row in store.rows("select cast(cells as varchar) as cells from rejects"))
    assert len(cells) == 4_095
    assert cells["Date"] == "no day"
