"""What a refusal claims is looked up in the file by other means: plain Python that shares nothing with the loaders.

Every refusal of the samples in tests/formats, and of the real exports where they are at hand, is read. A sentence of a kind
that this file cannot check fails: a new refusal comes with its check.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from dateutil import parser

from tests.exports import GOLDEN

FORMATS = Path(__file__).parent.parent / "formats"
LOOKED_AT = 60  # rows
REFUSED = sorted(
    path.with_suffix("")
    for path in FORMATS.glob("*.json")
    if not path.name.endswith(".answers.json") and json.loads(path.read_text(encoding="utf-8"))["status"] == "refused"
)
REAL = {
    name: told["reason"] for name, told in json.loads(GOLDEN.read_text(encoding="utf-8")).items() if "reason" in told
}


def tables(path: Path) -> list[list[list[str]]]:
    """The rows of a file, once per delimiter that may part its cells."""
    data = path.read_bytes()
    if zipfile.is_zipfile(path):
        sheets = pytest.importorskip("python_calamine").load_workbook(str(path))
        return [
            [[str(cell) for cell in row] for row in sheets.get_sheet_by_name(name).to_python()][:LOOKED_AT]
            for name in sheets.sheet_names
        ]
    for encoding in ("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    return [list(csv.reader(io.StringIO(text), delimiter=mark))[:LOOKED_AT] for mark in ",;\t"]


def is_date(cell: str) -> bool:
    """Whether a cell is a day that anybody would call one: figures alone are none."""
    if not re.search(r"\d", cell) or (re.fullmatch(r"[\d\s.,:%+-]*", cell) and not re.search(r"\d[-.]\d+[-.]\d", cell)):
        return False
    try:
        parser.parse(cell)
    except (ValueError, OverflowError):
        return False
    return len(cell) > 5


def has_a_column_of_dates(path: Path) -> bool:
    """Whether nineteen of twenty cells of a column, of two at least, are days."""
    for rows in tables(path):
        for column in range(max(map(len, rows), default=0)):
            cells = [row[column].strip() for row in rows[1:] if column < len(row) and row[column].strip()]
            if len(cells) > 1 and sum(map(is_date, cells)) >= 0.95 * len(cells):
                return True
    return False


def holds(path: Path, *cells: str) -> bool:
    """Whether the file has each of these cells."""
    seen = {cell.strip() for rows in tables(path) for row in rows for cell in row}
    return all(cell.strip() in seen or any(one.startswith(cell.strip()) for one in seen) for cell in cells)


def check(path: Path, reason: str) -> None:
    named = re.search(r"^This is an export of .+? \((.*?)\)(?= |:)", reason) or re.search(
        r"^The columns of this table \((.*?)\) are those of an export of .+? that contains no figure of a whole", reason
    )
    if named:
        assert holds(path, *named[1].split(", "))
        if "without any date" in reason:
            assert not has_a_column_of_dates(path)
        return
    if "but no date column" in reason or "no row names a date column" in reason:
        listed = re.search(r"(?:Its columns|Its widest row): (.*?)\. (?:Export|Rename)", reason)
        assert listed
        assert holds(path, *(cell for cell in listed[1].split(" | ") if cell.strip()))
        assert not has_a_column_of_dates(path)
        return
    dated = re.search(r"^The column (.+?) holds dates \((.+?)(?: ·.*)?\), but no other column is known", reason)
    if dated:
        assert holds(path, dated[1], dated[2])
        assert is_date(dated[2])
        return
    raise AssertionError(f"no check is written for: {reason}")


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.name)
def test_a_refusal_of_a_sample_is_true_of_its_file(path):
    check(path, json.loads((FORMATS / f"{path.name}.json").read_text(encoding="utf-8"))["reason"])


def test_there_are_refusals_to_check():
    assert len(REFUSED) >= 8
    assert len(REAL) >= 8


@pytest.mark.parametrize("name", REAL)
def test_a_refusal_of_a_real_export_is_true_of_its_file(exports, name):
    check(exports / name, REAL[name])


@pytest.mark.parametrize(
    "reason",
    [
        "This table has texts (column text) but no date column, and every figure needs the day of each record. Its columns: "
        "tweet_id | airline_sentiment | text | tweet_created. Export it with dates, or add a column Date, and load it again.",
        "This is an export of Meltwater (Hit Sentence): it contains nothing that a figure uses.",
        "The column text holds dates (hello), but no other column is known as a text.",
        "This file is strange.",
    ],
)
def test_a_claim_that_is_false_of_its_file_is_found(reason):
    with pytest.raises(AssertionError):
        check(FORMATS.parent / "field_cases" / "date_column_not_seen.csv", reason)
