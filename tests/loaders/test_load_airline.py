"""The airline file, damaged by a spreadsheet: every row is counted, and the published figures are found before folding."""

import pytest

from data import ledger
from loaders.load import load

PUBLISHED = {  # airline: (rows, negative)
    "United": (3822, 2633),
    "US Airways": (2913, 2263),
    "American": (2759, 1960),
    "Southwest": (2420, 1186),
    "Delta": (2222, 955),
    "Virgin America": (504, 181),
}


@pytest.fixture
def airline(store, datasets):
    path = datasets / "twitter_airline" / "Tweets_excel_roundtrip.csv"
    return load(store, path, name="Tweets.csv", who="test", origin="test")


def test_every_row_of_the_airline_file_is_kept_folded_or_rejected(airline):
    assert airline.status == "loaded"
    assert airline.read == 14640
    assert airline.kept + airline.folded + airline.rejected == 14640
    assert airline.rejected == 0


def test_the_published_sentiments_are_found_before_folding(airline):
    told = airline.parts[0].sentiments
    sums = {
        label: sum(labels.get(label, 0) for labels in told.values()) for label in ("negative", "neutral", "positive")
    }
    assert sums == {"negative": 9178, "neutral": 3099, "positive": 2363}
    assert {brand: (sum(labels.values()), labels["negative"]) for brand, labels in told.items()} == PUBLISHED


def test_the_store_holds_the_folded_records_too_so_that_each_figure_can_be_opened(store, airline):
    assert store.value("select count(*) from mention_records") == 14640
    assert store.value("select count(*) from mentions") == airline.kept
    assert store.value("select sum(mentions) from mention_days") == airline.kept


def test_ids_rounded_by_the_spreadsheet_are_not_used_as_identity(store, airline):
    assert store.value("select count(platform_id) from mention_records") == 0
    assert "Ids rounded by a spreadsheet: 14640." in " ".join(str(note) for note in airline.parts[0].notes)


def test_texts_that_a_spreadsheet_took_for_formulas_are_healed(store, airline):
    assert store.value("select count(*) from mention_records where text[1] = '='") == 0


def test_the_same_file_again_changes_nothing_and_undo_leaves_an_empty_store(store, airline, datasets):
    before = ledger.checksum(store)
    path = datasets / "twitter_airline" / "Tweets_excel_roundtrip.csv"
    assert load(store, path, name="again.csv", who="test", origin="test").status == "already loaded"
    assert ledger.checksum(store) == before
    ledger.withdraw(store, airline.upload_id, who="test")
    for table in ("mention_records", "mention_days", "coverage", "rejects", "brands"):
        assert store.value(f"select count(*) from {table}") == 0
