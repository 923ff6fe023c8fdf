"""Many records that earlier uploads hold too: what a statement cannot hold at once is settled as a few records are."""

import pytest

from data import ledger
from data.derived import filled_cells
from data.migrations import open_store
from tests.tables import given

HEADER = "date | brand | channel | url | author | text | sentiment | reach | engagement"
TONES = ("positive", "", "negative")


def log(rows, *, since, until):
    """Mentions of January, some of which lack a sentiment or a reach, or say another than the other logs."""
    lines = [
        f"2026-01-{1 + at % 28:02d} 1{at % 10}:00 | Aurelle | forum | https://f.example/{at} | a{at % 7} | Avis numéro {at} "
        f"sur la voiture et son moteur | {TONES[(at + rows) % 3]} | {'' if at % (2 + rows) == 0 else at} | {rows * (at % 2)}"
        for at in range(since, until)
    ]
    return "\n".join((HEADER, *lines))


@pytest.mark.parametrize("at_once", [7, 1_000_000])
def test_many_overlapping_records_are_merged_as_a_few_are(tmp_path, monkeypatch, at_once):
    texts = [log(1, since=0, until=60), log(2, since=20, until=80), log(2, since=10, until=30)]
    seen = []
    for name in ("few", "many"):
        if name == "many":
            monkeypatch.setattr(filled_cells, "MANY", 0)
            monkeypatch.setattr(filled_cells, "AT_ONCE", at_once)
        store = open_store(tmp_path / name / "store.duckdb")
        receipts = [given(store, tmp_path, f"{at}.csv", text) for at, text in enumerate(texts)]
        assert [(one.status, one.read) for one in receipts] == [("loaded", 60), ("loaded", 60), ("loaded", 20)]
        told = [[note.as_json() for note in one.parts[0].notes] for one in receipts]
        state = [ledger.checksum(store), store.rows("from filled_cells order by all")]
        ledger.withdraw(store, receipts[1].upload_id, who="Anna")
        state += [ledger.checksum(store), store.rows("from filled_cells order by all")]
        store.close()
        seen.append((told, state))
    assert seen[0] == seen[1]
    assert any("Cells of other uploads" in note for note in seen[0][0][1])
    assert seen[0][1][1]
