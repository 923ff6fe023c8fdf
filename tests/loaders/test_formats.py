"""Each sample of tests/formats gives, row for row, the canonical rows of its golden; its format claims it."""

import json
import os
from pathlib import Path

import pytest

from data.store import literal
from loaders.load import load
from loaders.reading.file import first_records, open_file
from loaders.recognition.catalogue import FormatError, formats, read_format
from loaders.recognition.signatures import best, claim
from loaders.recognition.stacked_tables import split_tables
from loaders.tables import TABLES

SAMPLES = sorted(
    path
    for path in (Path(__file__).parent.parent / "formats").iterdir()
    if path.is_file() and path.suffix not in (".json", ".py")
)


def answers_of(sample):
    """What an analyst answers: <sample>.answers.json beside the sample, where there is one."""
    path = sample.with_name(sample.name + ".answers.json")
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_sample_gives_its_golden_rows(store, sample):
    receipt = load(store, sample, name=sample.name, who="test", origin="test", answers=answers_of(sample))
    golden = sample.with_name(sample.name + ".json")
    found = json.loads(json.dumps(_told(store, receipt), default=str))
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert golden.exists(), f"no {golden.name}: write it with `UPDATE_GOLDEN=1 make quick`, and read it"
    assert found == json.loads(golden.read_text(encoding="utf-8"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_one_format_claims_each_table_of_a_sample(tmp_path, sample):
    """The heaviest claim is that of the format after which the sample is named."""
    claims = []
    read = open_file(sample, name=sample.name, work=tmp_path)
    for part in [block for whole in read.tables for block in split_tables(whole, formats().values())]:
        found = [match for one in part.dialects for match in claim(first_records(part, one), formats().values())]
        chosen = best(sorted(found, key=lambda match: -match.weight))
        if chosen is not None:
            claims.append(chosen.format.id)
    assert sample.name.split(".")[0] in claims


HEADER = 'title.en = "Export"\ntool = "Tool"\nsignature = ["Day", "Fans"]\n'


@pytest.mark.parametrize(
    ("header", "table", "message"),
    [
        (HEADER + "sentimnt = 'words'", "followers", r"x\.sql: unknown key \['sentimnt'\]; known keys: \['account', "),
        (HEADER, "follower", r"x\.sql: follower is not a canonical table; move it to one of \['account_days', "),
        ('title.en = "Export"\nsignature = []', "followers", r"x\.sql: the header lacks tool; add it"),
        (HEADER + 'dates = "dym"', "followers", r"x\.sql: dates may be iso, dmy, mdy, prove; correct \['dym'\]"),
        (HEADER + 'dates_of.Day = "dym"', "followers", r"x\.sql: dates_of may be iso, .*; correct \['dym'\]"),
        (HEADER + 'asks = ["day"]', "followers", r"x\.sql: asks may be export_date, period; correct \['day'\]"),
        (
            HEADER + 'column_holds.Date = "x"',
            "followers",
            r"x\.sql: column_holds names \['Date'\]; add them to signature",
        ),
        (HEADER + 'shape = ["x"]', "followers", r"x\.sql: shape needs one regular expression per column"),
        (HEADER + "dates", "followers", r"x\.sql: its header is not valid TOML"),
    ],
)
def test_a_broken_format_is_refused_with_its_name_and_the_remedy(header, table, message):
    with pytest.raises(FormatError, match=message):
        read_format(f"/*\n{header}\n*/\nselect record from upload", id="x", table=table, file="x.sql")


def test_every_format_has_a_sample():
    """One that is read together with another stands in the golden of that other."""
    alone = {name for name, one in formats().items() if one.together_with is None}
    assert alone == {sample.name.split(".")[0] for sample in SAMPLES}


def test_a_format_read_together_with_another_stands_in_a_golden_of_that_one():
    told = {
        (one.id, one.table)
        for one in formats().values()
        if one.together_with is not None
        for golden in (Path(__file__).parent.parent / "formats").glob(f"{one.together_with}.*.json")
        if f'"{one.table}"' in golden.read_text(encoding="utf-8")
        or f' › {one.table}"' in golden.read_text(encoding="utf-8")
    }
    assert told == {(one.id, one.table) for one in formats().values() if one.together_with is not None}


def _told(store, receipt):
    """The receipt's figures and the rows as they stand in the store, without ids of this run."""
    told = {
        "status": receipt.status,
        "reason": str(receipt.reason) if receipt.reason else None,
        "counts": {name: getattr(receipt, name) for name in ("read", "kept", "folded", "replaced", "rejected")},
        "coverage": [receipt.covered_from, receipt.covered_to],
    }
    parts = [_part(store, part) for part in receipt.parts]
    if len(parts) <= 1:
        told |= parts[0] if parts else {"notes": [], "rejects": []}
    else:
        told["parts"] = {part.part: found for part, found in zip(receipt.parts, parts, strict=True)}
    if receipt.ignored:
        told["ignored"] = {name: str(why) for name, why in receipt.ignored}
    return told


def _part(store, part):
    hidden = "upload_id, part, identity" + (", story, author_key" if part.table == "mentions" else "")
    where = f"where part = {literal(part.part)}"
    return {
        "notes": [str(note) for note in part.notes],
        "rejects": [[one.record, one.column, one.value, one.reason] for one in part.rejects],
        "rows": store.rows(f"select * exclude ({hidden}) from {TABLES[part.table].records} {where} order by all"),
    }
