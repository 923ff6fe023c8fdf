"""Columns that no figure reads: dropped, or kept beside the record where the owner asked; personal data never."""

import json

from data import ledger
from data.decisions import extra_columns
from loaders.load import load, preview
from tests.tables import table, write

TABLE = """
    Date       | Brand   | Channel | Text                  | Campaign | Shelf | E-mail
    2026-03-02 | Aurelle | Forum   | Une belle citadine    | Rentrée  |       | a@b.example
    2026-03-03 | Aurelle | Forum   | Bruit au freinage     |          |       | c@d.example
    2026-03-99 | Aurelle | Forum   | Un jour qui n'est pas | Rentrée  | 3     | e@f.example
"""


def given(store, tmp_path, act=load):
    path = write(tmp_path / "mentions.csv", table(TABLE))
    extra = {"who": "ann", "origin": "test"} if act is load else {}
    return act(store, path, name="mentions.csv", **extra)


def kept(store):
    return [(row["record"], json.loads(row["cells"])) for row in store.rows("select record, cells from other_columns")]


def test_they_are_dropped_unless_somebody_asked(store, tmp_path):
    given(store, tmp_path)
    assert kept(store) == []


def test_where_the_owner_asked_they_stand_beside_each_kept_record_but_for_empty_and_personal_ones(store, tmp_path):
    extra_columns.turn(store, "on", who="ann")
    receipt = given(store, tmp_path)
    assert kept(store) == [(2, {"Campaign": "Rentrée"})]  # record 3 has none, record 4 was rejected
    assert extra_columns.of_record(store, receipt.upload_id, "", 2) == {"Campaign": "Rentrée"}
    assert extra_columns.of_record(store, receipt.upload_id, "", 3) == {}
    notes = [str(note) for part in receipt.parts for note in part.notes]
    assert "Columns that no figure uses are stored with each record: Campaign, Shelf." in notes
    assert any("personal data" in note and "E-mail" in note for note in notes)


def test_a_preview_keeps_none_and_a_withdrawn_upload_takes_them_along(store, tmp_path):
    extra_columns.turn(store, "on", who="ann")
    given(store, tmp_path, act=preview)
    assert kept(store) == []
    receipt = given(store, tmp_path)
    ledger.withdraw(store, receipt.upload_id, who="ann")
    assert kept(store) == []
