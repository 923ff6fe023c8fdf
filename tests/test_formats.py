"""Each sample of tests/formats gives, row for row, the canonical rows of its golden; exactly one format claims it."""

import json
import os
from pathlib import Path

import pytest

from loaders.formats import claim, formats
from loaders.load import load
from loaders.reading import first_records, open_file

SAMPLES = sorted(path for path in (Path(__file__).parent / "formats").iterdir() if path.suffix not in (".json", ".py"))
ANSWERS = {
    "tiktok_follower_history.csv": {"export_date": "2026-01-03", "brand": "Aurelle"},
    "meta_follows.instagram.csv": {"brand": "Aurelle"},
    "meta_follows.facebook.csv": {"brand": "Aurelle"},
    "meta_follows.resaved.csv": {"brand": "Aurelle"},
    "meta_follows.bare.csv": {"brand": "Aurelle", "network": "facebook"},
}
RECORDS = {"mentions": "mention_records", "followers": "follower_records", "sentiment": "sentiment_records"}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_sample_gives_its_golden_rows(store, sample):
    receipt = load(store, sample, name=sample.name, who="test", origin="test", answers=ANSWERS.get(sample.name))
    golden = sample.with_name(sample.name + ".json")
    found = json.loads(json.dumps(_told(store, receipt), default=str))
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(golden.read_text(encoding="utf-8"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_exactly_one_format_claims_a_sample(tmp_path, sample):
    read = open_file(sample, name=sample.name, work=tmp_path)
    claims = set()
    for part in read.parts:
        for dialect in part.dialects:
            found = claim(first_records(part, dialect), formats().values())
            claims |= {match.format.id for match in found}
    assert claims == {sample.name.split(".")[0]}


def test_every_format_has_a_sample():
    assert set(formats()) == {sample.name.split(".")[0] for sample in SAMPLES}


def _told(store, receipt):
    """The receipt's figures and the rows as they stand in the store, without ids of this run."""
    part = receipt.parts[0] if receipt.parts else None
    told = {
        "status": receipt.status,
        "reason": str(receipt.reason) if receipt.reason else None,
        "counts": {name: getattr(receipt, name) for name in ("read", "kept", "folded", "replaced", "rejected")},
        "coverage": [receipt.covered_from, receipt.covered_to],
        "notes": [str(note) for note in part.notes] if part else [],
        "rejects": [[one.record, one.column, one.value, one.reason] for one in part.rejects] if part else [],
    }
    if part:
        told["rows"] = store.rows(
            f"select * exclude (upload_id, part, identity{', story, author_key' if part.table == 'mentions' else ''}) "
            f"from {RECORDS[part.table]} order by record"
        )
    return told
