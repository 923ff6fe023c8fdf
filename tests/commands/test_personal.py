"""Personal data from the command line, and by the housekeeping of the server."""

import io
from datetime import UTC, datetime

from commands import store as data_commands
from commands.safekeeping import rounds
from data.personal import limits
from tests.tables import given

CSV = "Date | Brand | Channel | Text | Author\n2026-03-02 | Aurelle | x | Une voiture qui roule | lea_quark"


def said(store, *arguments):
    output, errors = io.StringIO(), io.StringIO()
    code = data_commands.run(list(arguments), store, {}, output, errors)
    return code, output.getvalue() + errors.getvalue()


def test_erase_counts_first_and_erases_with_yes(store, tmp_path):
    given(store, tmp_path, "a.csv", CSV)
    code, told = said(store, "erase", "Lea_Quark", "--also", "Léa Quark")
    assert code == 0
    assert "1  mention_records" in told
    assert "raw file, which cannot be read again: a.csv" in told
    assert "Nothing was changed" in told
    assert store.value("select author from mentions") == "lea_quark"
    code, told = said(store, "erase", "Lea_Quark", "--also", "Léa Quark", "--yes")
    assert (code, "Erased, as number 1." in told) == (0, True), told
    assert "Not reached: what people downloaded" in told
    assert store.rows("select author, text from mentions") == [{"author": None, "text": None}]
    assert said(store, "erase", "ab")[0] == 1


def test_retention_is_set_and_applied_at_once(store, tmp_path):
    given(store, tmp_path, "a.csv", CSV)
    code, told = said(store, "retention", "--texts", "1", "--count")
    assert code == 0
    assert "texts     1 months" in told
    assert "past its time: texts 1" in told
    code, told = said(store, "retention")
    assert (code, "deleted: texts 1" in told) == (0, True)
    assert said(store, "retention", "--texts", "soon")[0] == 1
    assert "texts     for ever" in said(store, "retention", "--texts", "never")[1]


def test_the_server_applies_the_limits_each_day_by_itself(store, tmp_path):
    given(store, tmp_path, "a.csv", CSV)
    keeping = rounds.Rounds(store, clock=lambda: datetime(2026, 11, 30, 12, tzinfo=UTC))
    keeping.round()
    assert store.value("select count(text) from mentions") == 1
    limits.set_months(store, "texts", 1, who="ann")
    keeping.round()
    assert store.value("select count(text) from mentions") == 1  # once a day
    keeping.clock = lambda: datetime(2026, 12, 1, 12, tzinfo=UTC)
    keeping.round()
    assert store.value("select count(text) from mentions") == 0


def test_pseudonyms_and_the_register_are_told(store, tmp_path):
    given(store, tmp_path, "a.csv", CSV)
    code, told = said(store, "pseudonyms")
    assert (code, "changes 1 records of 1 authors" in told) == (0, True)
    code, told = said(store, "register", "--format", "html", "--language", "fr")
    assert (code, told.startswith("<!doctype html>")) == (0, True)
    assert "Registre des traitements" in told
