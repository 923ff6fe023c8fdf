"""From bytes to text tables: encodings, delimiters, line ends and record numbers, by content and never by name."""

import hashlib
import random

import pytest

from data.sentences import Refusal
from loaders.load import load
from loaders.reading.file import fingerprint, first_records, open_file, prepare
from tests.texts import delimited, dialect_showing, opened, read_under

HEADER = ["Date", "Marque", "Texte"]
ROWS = [["2026-03-02", "Aurelle", "Un rappel, enfin"], ["2026-03-03", "Velmont", "Rien à dire ; « bof »"]]
READ = [(2, *ROWS[0]), (3, *ROWS[1])]
TEXT = delimited([HEADER, *ROWS])


def read(store, data, header=HEADER):
    return read_under(store, opened(store, data), header)


# Encodings --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_encoding_is_told_from_the_bytes(store, encoding):
    assert read(store, TEXT.encode(encoding))[1] == READ


def test_utf_16_big_endian_is_told_by_its_mark(store):
    assert read(store, b"\xfe\xff" + TEXT.encode("utf-16-be"))[1] == READ


def test_windows_1252_is_said(store):
    part = opened(store, TEXT.encode("cp1252"))
    assert [str(note) for note in part.notes] == ["The text is not UTF-8: it is read as Windows-1252 (Western Europe)."]
    assert opened(store, TEXT.encode()).notes == ()


def test_a_few_bad_bytes_in_a_utf_8_file_are_replaced_and_counted_and_do_not_switch_the_encoding(store):
    part = opened(store, TEXT.encode().replace(b"bof", b"b\xf0\x9f f \xe9"))
    assert read_under(store, part, HEADER)[1][1] == (3, "2026-03-03", "Velmont", "Rien à dire ; « b� f � »")
    assert [str(note) for note in part.notes] == ["Unreadable characters (damaged bytes): 2. Each is shown as �."]


def test_a_chopped_emoji_in_an_unaccented_file_is_no_windows_1252(store):
    rows = [["2026-03-02", "Aurelle", "merci \U0001f600"]]
    data = delimited([HEADER, *rows]).encode()
    assert read(store, data.replace(b"\xf0\x9f\x98\x80", b"\xf0\x9f"))[1] == [(2, "2026-03-02", "Aurelle", "merci �")]


def test_a_bad_byte_far_from_the_beginning_is_seen_too(store):
    """The first accented letter stands behind three million plain signs: past any sample."""
    rows = [[str(number), "Aurelle", "x" * 100] for number in range(25_000)] + [["z", "Aurelle", "été"]]
    assert read(store, delimited([HEADER, *rows]).encode("cp1252"))[1][-1] == (25_002, "z", "Aurelle", "été")


@pytest.mark.parametrize("encoding", ["cp1251", "mac_roman", "cp850"])
def test_letters_that_cannot_be_told_are_not_made_up(store, encoding):
    """They stand as �, which no record may hold (tests/loaders/test_bad_files.py)."""
    text = (
        TEXT.replace("Rien", "апрель" if encoding == "cp1251" else "déjà présenté, où ça")
        .replace("«", "")
        .replace("»", "")
    )
    part = opened(store, text.replace("à", "a").encode(encoding))
    assert part.has_lost_letters
    assert "letters other than A to Z are shown as �" in str(part.notes[0])


def test_nul_signs_are_left_out_and_counted(store):
    part = opened(store, TEXT.replace("Rien", "R\0ien").encode())
    assert read_under(store, part, HEADER)[1] == READ
    assert [str(note) for note in part.notes] == ["NUL characters removed: 1."]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_signs_split_between_two_blocks_are_whole(store, encoding):
    """A block is 2^20 bytes: signs of several bytes stand around its end, whatever their place."""
    odd = "é € " if encoding == "cp1252" else "é€\U0001f600"
    for shift in range(4):
        rows = [["1", "Aurelle", "a" * (shift + 1)], *[[str(n), "Aurelle", odd * 60] for n in range(6000)]]
        assert read(store, delimited([HEADER, *rows]).encode(encoding))[1] == [
            (number, *row) for number, row in enumerate(rows, 2)
        ]


# Delimiters -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("all_quoted", [True, False])
def test_delimiters_and_line_ends_are_told_from_the_first_records(store, delimiter, line_end, all_quoted):
    data = delimited([HEADER, *ROWS], delimiter=delimiter, line_end=line_end, all_quoted=all_quoted).encode()
    assert read(store, data)[1] == READ


def test_the_likeliest_delimiter_comes_first(store):
    part = opened(store, delimited([HEADER, *ROWS], delimiter=";").encode())
    assert part.dialects[0].delimiter == ";"


def test_where_two_delimiters_would_do_the_choice_is_explained(store):
    """Each cell of the only column of texts holds one comma: read with commas, all rows have two cells."""
    rows = [["Jour;Texte, long"], ["2026-03-02;oui, mais"], ["2026-03-03;non, merci"]]
    part = opened(store, "\n".join(row[0] for row in rows).encode())
    assert [dialect.delimiter for dialect in part.dialects] == [",", ";"]  # alike in all: in the order of the list
    assert [str(dialect.why) for dialect in part.dialects] == [
        "Cells are separated by “,”. Records examined: 3; with 2 cells: 3.",
        "Cells are separated by “;”. Records examined: 3; with 2 cells: 3.",
    ]


def test_a_first_line_sep_names_the_delimiter_and_is_no_row(store):
    data = ("sep=;\n" + delimited([HEADER, *ROWS], delimiter=";")).encode("utf-16")
    assert read(store, data)[1] == READ


def test_a_backslash_may_mark_a_quote(store):
    data = b'id,author,text\n1,lea,"elle dit \\"non\\", puis part"\n2,max,"c:\\\\temp"\n'
    assert read(store, data, ["id", "author", "text"])[1] == [
        (2, "1", "lea", 'elle dit "non", puis part'),
        (3, "2", "max", "c:\\temp"),
    ]


def test_a_tool_that_never_quotes_is_understood(store):
    data = b'id\tauthor\ttext\n1\tlea\t"Oui\n2\tmax\tnon" dit-il\n3\tzoe\t"a" et "b"\n'
    assert read(store, data, ["id", "author", "text"])[1] == [
        (2, "1", "lea", '"Oui'),
        (3, "2", "max", 'non" dit-il'),
        (4, "3", "zoe", '"a" et "b"'),
    ]


def test_a_quote_inside_an_unquoted_cell_is_a_sign_like_any_other(store):
    data = b'id,size,text\n1,5" pipe,ok\n2,\'x\',"y"\n'
    assert read(store, data, ["id", "size", "text"])[1] == [(2, "1", '5" pipe', "ok"), (3, "2", "'x'", "y")]


def test_a_line_that_begins_with_a_number_sign_is_no_comment(store):
    data = b"id,text\n#1,oui #tag\n2,non\n"
    assert read(store, data, ["id", "text"])[1] == [(2, "#1", "oui #tag"), (3, "2", "non")]


# Rows -------------------------------------------------------------------------------------------------


def test_a_record_bears_the_number_that_a_spreadsheet_shows(store):
    """
    row 1  Report:
    row 2  (blank)
    row 3  header
    row 4  a text of two lines
    row 5  ;;            blank
    row 6  (blank)
    row 7  the next record
    """
    data = b'Report:\n\nDate;Marque;Texte\n2026-03-02;A;"un\ndeux"\n;;\n\n2026-03-03;B;trois\n'
    prepared, rows = read(store, data)
    assert rows == [(4, "2026-03-02", "A", "un\ndeux"), (7, "2026-03-03", "B", "trois")]
    assert (prepared.records, prepared.ragged) == (2, ())


def test_quoted_blank_rows_are_blank_and_a_quoted_quote_is_not(store):
    prepared, rows = read(store, b'Date,Marque,Texte\n"","",""\n"""","",""\n')
    assert rows == [(3, '"', None, None)]
    assert prepared.records == 1


def test_records_with_more_or_fewer_cells_are_told_with_their_number(store):
    prepared, rows = read(store, b"Date,Marque,Texte\n1,a,b\n2,a,b, c\n3,a\n4,a,b\n")
    assert rows == [(2, "1", "a", "b"), (5, "4", "a", "b")]
    assert [(one.record, one.width, one.cells) for one in prepared.ragged] == [
        (3, 4, ["2", "a", "b", " c"]),
        (4, 2, ["3", "a"]),
    ]
    assert prepared.records == 4


def test_empty_cells_beyond_the_header_are_no_fault(store):
    assert read(store, b"Date,Marque,Texte\n1,a,b,\n2,a,b,,\n")[1] == [(2, "1", "a", "b"), (3, "2", "a", "b")]


def test_a_header_that_ends_in_unnamed_columns_asks_for_no_cell_in_them(store):
    header = ["Date", "Marque", "", ""]
    prepared, rows = read(store, b"Date,Marque,,\n1,a\n2,b,c,\n3\n", header)
    assert rows == [(2, "1", "a", None, None), (3, "2", "b", "c", None)]
    assert [one.record for one in prepared.ragged] == [4]


def test_line_ends_may_be_mixed_and_those_inside_quotes_stay_as_they_are(store):
    data = b'Date,Marque,Texte\r\n1,a,"x\r\ny"\n2,b,"x\ry"\r3,c,z\r\n'
    assert read(store, data)[1] == [(2, "1", "a", "x\r\ny"), (3, "2", "b", "x\ry"), (4, "3", "c", "z")]


def test_the_last_record_needs_no_line_end(store):
    assert read(store, TEXT.rstrip("\n").encode())[1] == READ


def test_a_quoted_cell_followed_by_text_is_out_of_place_and_costs_its_own_line_only(store):
    prepared, rows = read(store, b'Date,Marque,Texte\n1,a,"x" y\n2,b,"z"\n')
    assert rows == [(3, "2", "b", "z")]
    assert [(one.record, one.misquoted, one.cells) for one in prepared.ragged] == [(2, True, ["1", "a", '"x" y'])]


def test_a_quote_that_never_closes_costs_its_own_line_only(store):
    data = b'Date,Marque,Texte\n1,a,"x\n' + b"".join(b"%d,b,z\n" % number for number in range(2, 100_000))
    prepared, rows = read(store, data)
    assert len(rows) == 99_998
    assert [(one.record, one.misquoted) for one in prepared.ragged] == [(2, True)]


def test_a_long_quoted_text_with_commas_is_no_swallowed_record(store):
    text = "Bonjour,\nun, deux, trois\n- a, b\n- c, d"
    rows = [["2026-03-02", "Aurelle", text], ["2026-03-03", "Aurelle", text]]
    prepared, found = read(store, delimited([HEADER, *rows]).encode())
    assert found == [(2, *rows[0]), (3, *rows[1])]
    assert prepared.ragged == ()


def test_first_records_shows_the_rows_as_they_are_numbered(store):
    part = opened(store, b'Titre\n\na;b\n"1\n2";3\n')
    dialect, _ = dialect_showing(part, ["a", "b"])
    assert first_records(part, dialect) == [["Titre"], [""], ["a", "b"], ["1\n2", "3"]]
    assert first_records(part, dialect, 2) == [["Titre"], [""]]


def test_a_record_past_all_bounds_is_refused_by_its_number(store):
    data = b"a,b\n1,2\n3," + b"x" * 3_000_000
    part = opened(store, data)
    dialect, row = dialect_showing(part, ["a", "b"])
    with pytest.raises(Refusal, match="Record 3 is longer than 1000000 bytes"):
        prepare(part, dialect, row)


def test_a_file_is_known_by_the_hash_of_its_bytes(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(b"a,b\n1,2\n")
    assert fingerprint(path) == (hashlib.sha256(b"a,b\n1,2\n").hexdigest(), 8)
    opened_file = open_file(path, name="x.csv", work=tmp_path)
    assert (opened_file.sha256, opened_file.bytes) == fingerprint(path)


def test_a_stretch_of_random_bytes_does_not_turn_the_accents_of_a_file_into_others(store, tmp_path):
    """More bytes are damaged than letters have accents: the others are read as they were written all the same."""
    junk = random.Random(3).randbytes(300).replace(b"\n", b"").replace(b"\r", b"").replace(b'"', b"")
    head, *rows = (f"2026-03-{day:02};Aurelle;Forum;café déçue n{day}" for day in range(1, 21))
    lines = ["Date;Brand;Channel;Text", head, *rows]
    path = tmp_path / "avis.csv"
    path.write_bytes("\n".join(lines).encode().replace(b"n7", b"n7 " + junk))
    receipt = load(store, path, name="avis.csv", who="test", origin="test")
    texts = {row["text"] for row in store.rows("select text from mention_records")}
    assert {f"café déçue n{day}" for day in range(1, 21) if day != 7} <= texts
    assert any("Unreadable characters" in str(note) for part in receipt.parts for note in part.notes)
