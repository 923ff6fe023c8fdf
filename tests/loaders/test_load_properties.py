"""What holds for every file: each record is kept, folded or rejected, and each reject bears the number of its row."""

from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.migrations import open_store
from loaders.load import load, preview
from tests.texts import delimited

HEADER = ["Date", "Brand", "Channel", "Author", "Text", "Reach"]
# a row as a tool or a hand may write it, and the column at fault ('' when the record is; None when nothing is)
ROWS = {
    "sound": (["2026-03-02 10:00", "Aurelle", "Forum", "léa {n}", "Texte {n}", "12"], None),
    "of two lines": (["2026-03-03 11:00", "Aurelle", "Forum", "max {n}", 'un "mot" {n},\ndeux ; trois', ""], None),
    "doubled": (["2026-03-02 10:00", "Velmont", "Forum", "zoé", "Toujours le même texte", "1"], None),
    "no day": (["31/02/2026", "Aurelle", "Forum", "léa", "Texte {n}", "12"], "Date"),
    "no brand": (["2026-03-02 10:00", "", "Forum", "léa", "Texte {n}", "12"], "Brand"),
    "no number": (["2026-03-02 10:00", "Aurelle", "Forum", "léa", "Texte {n}", "beaucoup"], "Reach"),
    "too long": (["2026-03-02 10:00", "Aurelle", "Forum", "léa", "Texte {n}", "12", "de trop"], ""),
    "too short": (["2026-03-02 10:00", "Aurelle"], ""),
    "blank": ([""] * len(HEADER), "blank"),
}


@pytest.fixture(scope="module")
def shared():
    store = open_store(Path(mkdtemp()) / "s.duckdb")
    yield store
    store.close()


@settings(max_examples=20, deadline=None)
@given(
    kinds=st.lists(st.sampled_from(sorted(ROWS)), min_size=1, max_size=30),
    delimiter=st.sampled_from([",", ";", "\t"]),
    line_end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-16"]),
)
def test_read_is_kept_plus_folded_plus_rejected_and_each_reject_is_where_it_says(
    shared, kinds, delimiter, line_end, encoding
):
    kinds = ["sound", *kinds]
    rows = [[cell.format(n=number) for cell in ROWS[kind][0]] for number, kind in enumerate(kinds)]
    text = delimited([HEADER, *rows], delimiter=delimiter, line_end=line_end)
    path = shared.path.parent / "given.csv"
    path.write_bytes(text.encode(encoding))
    receipt = preview(shared, path, name="given.csv")
    faults = [(number, ROWS[kind][1]) for number, kind in enumerate(kinds, 2)]
    expected = [(number, fault) for number, fault in faults if fault not in (None, "blank")]
    doubled = kinds.count("doubled")
    assert [(one.record, one.column) for one in receipt.parts[0].rejects] == expected
    assert receipt.read == len(kinds) - kinds.count("blank")
    assert (receipt.folded, receipt.rejected) == (max(0, doubled - 1), len(expected))
    assert receipt.read == receipt.kept + receipt.folded + receipt.rejected


def test_record_numbers_are_those_of_the_file_also_where_two_cores_read_it(store, tmp_path):
    """Texts of two lines, 45 MB: DuckDB cuts the file in pieces, and each cell says in which record it stands."""
    path = tmp_path / "long.csv"
    filling = "mot " * 45
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("Date,Brand,Channel,Author,Text\n")
        for number in range(2, 200_002):
            file.write(f'2026-03-02 10:00,Aurelle,Forum,auteur {number},"{number} ""cité"",\n{filling}"\n')
    receipt = load(store, path, name="long.csv", who="test", origin="test")
    assert (receipt.read, receipt.kept, receipt.rejected) == (200_000, 200_000, 0)
    astray = "select count(*) from mentions where author <> 'auteur ' || record or not starts_with(text, record || ' \"cité\",')"
    assert store.value(astray) == 0
