"""What holds for every well-formed text, and what damage may do: a property each, over texts made up by Hypothesis."""

import io
from itertools import pairwise
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.migrations import open_store
from data.sentences import Refusal
from loaders.reading.delimited import Dialect, walk
from loaders.reading.file import first_records, prepare
from loaders.reading.record_count import Shape, tally
from tests.texts import as_python_reads, delimited, dialect_showing, opened, read_under

QUICK = settings(max_examples=200, deadline=None)
SPECIAL = [
    '"',
    ",",
    ";",
    "\n",
    "\r\n",
    "\r",
    "#tag",
    "=1+1",
    "NULL",
    "NaN",
    "\ufeff",
    "\u2028",
    "\x85",
    "\\",
    '\\"',
    " ",
    "\t",
    "|",
]
WESTERN = ["été", "naïf", "10 €", "œuf", "« oui »", "l’eau", "oui", '"', ",", ";", "\n", "\t", "|"]


def cells(encoding):
    if encoding == "cp1252":
        return st.lists(st.sampled_from(WESTERN), max_size=4).map(" ".join)
    sign = st.characters(exclude_categories=["Cs", "Cc"])
    return st.lists(st.one_of(st.text(sign, max_size=6), st.sampled_from(SPECIAL)), max_size=4).map("".join)


@st.composite
def well_formed(draw):
    """(header, rows, bytes): a text as a tool would write it, in any of the manners that are known."""
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
    delimiter = draw(st.sampled_from([",", ";", "\t", "|"]))
    width = draw(st.integers(2, 5))
    header = [f"Colonne {number}" for number in range(1, width + 1)]
    rows = draw(st.lists(st.lists(cells(encoding), min_size=width, max_size=width), min_size=1, max_size=8))
    manner = {
        "delimiter": delimiter,
        "line_end": draw(st.sampled_from(["\n", "\r\n"])),
        "all_quoted": draw(st.booleans()),
        "last_end": draw(st.booleans()),
    }
    before = draw(st.sampled_from(["", f"sep={delimiter}\n", "Rapport\n", "Rapport:\n\n"]))
    return header, rows, (before + delimited([header, *rows], **manner)).encode(encoding)


@pytest.fixture(scope="module")
def store():
    opened_store = open_store(Path(mkdtemp()) / "s.duckdb")
    yield opened_store
    opened_store.close()


@QUICK
@given(given=well_formed())
def test_a_well_formed_text_comes_back_cell_for_cell_with_the_numbers_of_its_rows(store, given):
    header, rows, data = given
    part = opened(store, data)
    _, header_row = dialect_showing(part, header)
    prepared, found = read_under(store, part, header)
    assert found == [
        (header_row + place, *(cell or None for cell in row)) for place, row in enumerate(rows, 1) if any(row)
    ]
    assert (prepared.records, prepared.ragged) == (len(found), ())


@QUICK
@given(given=well_formed())
def test_duckdb_under_our_dialect_reads_what_pythons_own_reader_reads(store, given):
    header, _, data = given
    part = opened(store, data)
    dialect, header_row = dialect_showing(part, header)
    assert part.text is not None
    theirs = as_python_reads(part.text.head.decode(), dialect.delimiter)[header_row:]
    _, ours = read_under(store, part, header)
    assert [list(row[1:]) for row in ours] == [[cell or None for cell in row] for row in theirs if any(row)]


PIECES = [
    b'"',
    b'""',
    b",",
    b"\n",
    b"\r\n",
    b"\r",
    b"a",
    b"bc",
    b" ",
    b"\xc3\xa9",
    b'"a"',
    b'",',
    b',"',
    b"1,2,3\n",
    b'"x\ny",',
]


@settings(max_examples=1000, deadline=None)
@given(
    data=st.lists(st.sampled_from(PIECES), max_size=40).map(b"".join),
    cuts=st.lists(st.integers(0, 120), max_size=6),
    width=st.integers(1, 4),
    quoted=st.booleans(),
)
def test_counting_by_blocks_agrees_with_the_exact_reader_whatever_the_bytes_and_the_blocks(data, cuts, width, quoted):
    shape = Shape(Dialect(",", quoted=quoted), width, width)
    places = sorted({min(cut, len(data)) for cut in cuts} | {0, len(data)})
    blocks = [data[start:end] for start, end in pairwise(places)]
    by_blocks, exactly = io.BytesIO(), io.BytesIO()
    counted = tally(blocks, shape, first=1, out=by_blocks)
    sound, ragged, number = 0, [], 1
    for line in walk(data, shape.dialect, width=width):
        fitted = shape.fitted(line)
        if line.blank and not line.misquoted:
            pass
        elif fitted is None:
            ragged.append((number, len(line.cells), line.misquoted))
        else:
            sound += 1
            exactly.write(repr(fitted).encode())
        number += 1
    assert (counted.sound, counted.record) == (sound, number)
    assert [(one.record, one.width, one.misquoted) for one in counted.ragged] == ragged
    written = walk(by_blocks.getvalue(), shape.dialect, width=None)
    assert b"".join(repr(line.cells).encode() for line in written) == exactly.getvalue()


@settings(max_examples=150, deadline=None)
@given(
    given=well_formed(),
    changes=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=3),
)
def test_damaged_bytes_are_refused_or_counted_and_duckdb_finds_as_many_records_as_we_do(store, given, changes):
    _, _, data = given
    damaged = bytearray(data)
    for place, byte in changes:
        damaged[place % len(damaged)] = byte
    try:
        part = opened(store, bytes(damaged))
        for dialect in part.dialects:
            for row in range(1, min(3, len(first_records(part, dialect))) + 1):
                prepared = prepare(part, dialect, row)
                with store.reading() as cursor:
                    found = cursor.execute(f"select record from {prepared.sql}").fetchall()
                assert len(found) + len(prepared.ragged) == prepared.records
                assert len({*found, *((one.record,) for one in prepared.ragged)}) == prepared.records
    except Refusal:
        return  # in a sentence, and before anything is counted
