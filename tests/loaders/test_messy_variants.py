"""Each sample written anew as messily as people write it: its canonical rows never change, or the file is not taken.

A record may be rejected and a file may be refused or ask a question; a wrong row in silence may not be.
EREPUTATION_VARIANTS sets how many variants are tried (`make variants` tries many).
"""

from __future__ import annotations

import csv
import io
import os
import random
import re
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from data.migrations import open_store
from data.store import Store
from loaders.load import preview
from loaders.reading.file import first_records, open_file
from loaders.recognition.catalogue import formats
from loaders.recognition.signatures import best, claim
from loaders.recognition.stacked_tables import split_tables
from tests.loaders.test_formats import SAMPLES, answers_of

VARIANTS = int(os.environ.get("EREPUTATION_VARIANTS", "12"))
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")
TITLES = ("Rapport hebdomadaire", "Veille d'e-réputation", "Préparé par l'équipe", "Semaine 5")
EXTRA = ("Remarque interne", "Vu par", "Colonne 1")
ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
DOT = re.compile(r"-?\d+\.\d{1,2}|-?\d+\.\d{4,}")
HIDDEN = ("record", "state")


@dataclass(frozen=True, eq=False)
class Table:
    """A sample of one table: the rows above its header, the header, the records; and the format that claims it."""

    path: Path
    above: list[list[str]]
    header: list[str]
    records: list[list[str]]
    format: str


@dataclass(frozen=True)
class Mess:
    """How a sample is written anew."""

    encoding: str
    delimiter: str
    end: str
    quoting: int
    titles: int
    blank_last: int
    order: int  # seed of the order of the columns
    extra: int  # columns that no format names
    extra_at: int
    dates: str  # of ISO dates: as they are, day first, month first
    decimals: str  # of decimal points: as they are, or commas
    total: bool


messes = st.builds(
    Mess,
    encoding=st.sampled_from(ENCODINGS),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    titles=st.integers(0, 3),
    blank_last=st.integers(0, 2),
    order=st.integers(0, 1000),
    extra=st.integers(0, 2),
    extra_at=st.integers(0, 40),
    dates=st.sampled_from(["iso", "dmy", "mdy"]),
    decimals=st.sampled_from(["dot", "comma"]),
    total=st.booleans(),
)


@cache
def tables() -> list[Table]:
    """The text samples that hold one table with a header."""
    found = []
    for sample in SAMPLES:
        with tempfile.TemporaryDirectory() as work:
            read = open_file(sample, name=sample.name, work=Path(work))
            pieces = [block for whole in read.tables for block in split_tables(whole, formats().values())]
            if len(pieces) != 1 or pieces[0].name or sample.suffix in (".xlsx", ".zip", ".xls"):
                continue
            claims = [
                (match, one)
                for one in pieces[0].dialects
                for match in claim(first_records(pieces[0], one), formats().values())
            ]
            match = best(sorted((match for match, _ in claims), key=lambda match: -match.weight))
            if match is None or getattr(match.format, "shape", ()):
                continue
            dialect = next(one for found_match, one in claims if found_match is match)
            rows = first_records(pieces[0], dialect)
        place = match.header_row - 1
        widths = {len(row) for row in rows[place:] if any(row)}
        if widths == {len(rows[place])}:  # a sample about ragged records says what becomes of them in its golden
            records = [row for row in rows[place + 1 :] if any(row)]
            found.append(Table(sample, rows[:place], rows[place], records, match.format.id))
    return found


def written(table: Table, mess: Mess) -> bytes | None:
    """The sample with its mess; None where the encoding cannot hold it."""
    header, *records = _columns([table.header, *table.records], mess)
    if mess.total:
        records.append(["Total", *[""] * (len(header) - 1)])
    text = io.StringIO()
    writer = csv.writer(text, delimiter=mess.delimiter, lineterminator=mess.end, quoting=mess.quoting)
    writer.writerows([[title] for title in TITLES[: mess.titles]])
    writer.writerows([*table.above, header, *records, *[[]] * mess.blank_last])
    try:
        return text.getvalue().encode(mess.encoding)
    except UnicodeEncodeError:
        return None


def _columns(rows: list[list[str]], mess: Mess) -> list[list[str]]:
    """Columns in another order, those of one name in theirs; with columns that nobody asked for."""
    shuffled = list(range(len(rows[0])))
    random.Random(mess.order).shuffle(shuffled)
    if mess.order % 3 == 0:
        shuffled.sort()
    names = [name.strip().lower() for name in rows[0]]
    left = {name: [place for place, other in enumerate(names) if other == name] for name in names}
    places = [left[names[place]].pop(0) for place in shuffled]
    found = []
    for number, row in enumerate(rows):
        cells = [_cell(row[place], mess) if number else row[place] for place in places]
        for added in range(mess.extra):
            cells.insert(mess.extra_at % (len(cells) + 1), EXTRA[added] if number == 0 else f"note {number}; à voir")
        found.append(cells)
    return found


def _cell(cell: str, mess: Mess) -> str:
    if mess.dates != "iso" and ISO.fullmatch(cell):
        return ISO.sub(r"\3/\2/\1" if mess.dates == "dmy" else r"\2/\3/\1", cell)
    if mess.decimals == "comma" and DOT.fullmatch(cell):
        return cell.replace(".", ",")
    return cell


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One store for all previews: they leave nothing in it."""
    opened = open_store(tmp_path_factory.mktemp("variants") / "e-reputation.duckdb")
    yield opened
    opened.close()


def rows_of(store: Store, path: Path, table: Table):
    """Status, rejected, and the canonical rows that a preview shows, in no order."""
    receipt = preview(store, path, name=table.path.name, answers=answers_of(table.path))
    rows = [
        tuple(sorted((name, str(value)) for name, value in row.items() if name not in HIDDEN))
        for part in receipt.parts
        for row in part.sample.to_dict("records")
    ]
    return receipt, sorted(rows)


@cache
def clean(store: Store, table: Table):
    """The sample as it is: told once."""
    return rows_of(store, table.path, table)


@settings(
    max_examples=VARIANTS,
    deadline=None,
    derandomize="EREPUTATION_VARIANTS" not in os.environ,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a variant says itself what is messy in it
    suppress_health_check=list(HealthCheck),
)
@given(which=st.integers(0, 10_000), mess=messes)
def test_a_messy_sample_gives_the_same_rows_or_is_not_taken(shared, tmp_path, which, mess):
    table = tables()[which % len(tables())]
    data = written(table, mess)
    if data is None:
        return
    path = tmp_path / table.path.name
    path.write_bytes(data)
    receipt, expected = clean(shared, table)
    messy, found = rows_of(shared, path, table)
    if messy.status != "ready":
        assert messy.reason is not None or messy.questions
        return
    assert {part.format for part in messy.parts} == {part.format for part in receipt.parts}
    wrong = [row for row in found if row not in expected]
    assert wrong == []
    assert len(found) >= len(expected) or messy.rejected > receipt.rejected
