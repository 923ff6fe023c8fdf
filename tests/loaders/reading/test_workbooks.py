"""Workbooks and zips: sheets as text without loss, opened by a process that may die."""

import io
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
import xlsxwriter

from data.sentences import Refusal
from loaders.reading.file import first_records
from tests.old_workbook import container, workbook
from tests.texts import delimited, parts, read_under


def xlsx(sheets: dict[str, list[list]]) -> bytes:
    """A workbook; dates, times and durations get the number format that shows them."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    shown = {kind: book.add_format({"num_format": code}) for kind, code in FORMATS.items()}
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(row, column, cell)
                elif cell is not None:
                    sheet.write(row, column, cell, shown.get(type(cell)))
    book.close()
    return data.getvalue()


FORMATS = {date: "dd/mm/yyyy", datetime: "dd/mm/yyyy hh:mm:ss", time: "hh:mm:ss", timedelta: "[h]:mm:ss"}


def rows_of(store, data):
    (part,) = parts(store, data, name="book.xlsx")
    return first_records(part, part.dialects[0])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("01234", "01234"),
        ("deux\nlignes", "deux\nlignes"),
        (12, "12"),
        (12.0, "12"),
        (12.5, "12.5"),
        (-0.1, "-0.1"),
        (True, "TRUE"),
        (2**53 - 1, "9007199254740991"),
        (date(2026, 2, 1), "2026-02-01"),
        (datetime(2026, 2, 1, 8, 58, 2), "2026-02-01 08:58:02"),
        (datetime(2026, 2, 1, 23, 59, 59), "2026-02-01 23:59:59"),
        (time(7, 5), "07:05:00"),
        (timedelta(hours=26, minutes=3), "26:03:00"),
    ],
)
def test_a_typed_cell_becomes_text_without_loss(store, value, text):
    assert rows_of(store, xlsx({"S": [["x"], [value]]}))[1] == [text]


def test_numbers_past_what_a_double_holds_are_shown_as_such_and_counted(store):
    data = xlsx({"S": [["id"], [1790123456789012345], [1790123456789012377], [42]]})
    (part,) = parts(store, data, name="ids.xlsx")
    assert first_records(part, part.dialects[0])[1:] == [
        ["1.790123456789012E+18"],
        ["1.790123456789012E+18"],
        ["42"],
    ]
    assert "Numbers with more digits than a spreadsheet keeps: 2." in str(part.notes[0])


def test_an_error_stays_as_it_is_written(store):
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active.append(["#DIV/0!", "#N/A"])  # written as errors, not as texts
    data = io.BytesIO()
    book.save(data)
    assert rows_of(store, data.getvalue()) == [["a", "b"], ["#DIV/0!", "#N/A"]]


def test_a_formula_without_a_result_stays_as_its_formula_and_is_said(store):
    """openpyxl writes formulas and calculates none; a row of nothing else must not vanish."""
    book = openpyxl.Workbook()
    for row in (["a", "b"], ["x", "=1+1"], ["y", 3], [None, '="<" & "é"']):
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    (part,) = parts(store, data.getvalue(), name="formulas.xlsx")
    assert first_records(part, part.dialects[0])[1:] == [["x", "=1+1"], ["y", "3"], ["", '="<" & "é"']]
    assert str(part.notes[0]).startswith("Formulas without a result: 2 (the first in B2)")


def test_a_formula_whose_result_is_an_empty_text_is_an_empty_cell(store):
    book = xlsxwriter.Workbook(data := io.BytesIO())
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["a", "b"])
    sheet.write_formula(1, 0, '=IF(1,"","x")', None, "")
    sheet.write(1, 1, "y")
    book.close()
    text = _edited(data.getvalue(), "xl/worksheets/sheet1.xml", b'<c r="A2">', b'<c r="A2" t="str">')
    assert rows_of(store, text) == [["a", "b"], ["", "y"]]


def test_rows_bear_the_numbers_of_the_sheet_wherever_its_table_stands(store):
    """The table begins in C4; row 6 is empty."""
    rows = [
        [],
        [],
        [],
        [None, None, "Date", "Texte"],
        [None, None, "2026-02-01", "un"],
        [],
        [None, None, "2026-02-02", "deux"],
    ]
    (part,) = parts(store, xlsx({"S": rows}), name="b.xlsx")
    prepared, found = read_under(store, part, ["", "", "Date", "Texte"])
    assert found == [(5, None, None, "2026-02-01", "un"), (7, None, None, "2026-02-02", "deux")]
    assert prepared.records == 2


def test_each_sheet_with_cells_is_a_table(store):
    data = xlsx({"Résumé": [["a"]], "Vide": [], "Données 2026": [["b"]]})
    assert [part.name for part in parts(store, data, name="b.xlsx")] == ["Résumé", "Données 2026"]


def test_an_old_workbook_is_read_whatever_its_name(store):
    data = workbook([["Date", "Marque", "n"], ["2026-02-01", "Aurélle", 3.0], ["2026-02-02", "", 2.5]], sheet="Feuil1")
    (part,) = parts(store, data, name="old.csv")
    assert part.name == "Feuil1"
    assert read_under(store, part, ["Date", "Marque", "n"])[1] == [
        (2, "2026-02-01", "Aurélle", "3"),
        (3, "2026-02-02", None, "2.5"),
    ]


SPREADSHEETML = """<?xml version="1.0"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
 <Worksheet ss:Name="Key Metrics"><Table>
  <Row><Cell><Data ss:Type="String">Date</Data></Cell><Cell><Data ss:Type="String">Fans</Data></Cell>
       <Cell><Data ss:Type="String">Texte</Data><Comment><Data>une note</Data></Comment></Cell></Row>
  <Row><Cell><Data ss:Type="DateTime">2026-02-01T00:00:00.000</Data></Cell>
       <Cell ss:Index="3"><Data ss:Type="String">a &amp; <B>b</B></Data></Cell></Row>
  <Row ss:Index="5"><Cell><Data ss:Type="DateTime">2026-02-02T07:30:00.000</Data></Cell><Cell><Data ss:Type="Number">12</Data></Cell></Row>
 </Table></Worksheet>
 <Worksheet ss:Name="Vide"><Table/></Worksheet>
</Workbook>"""


def test_an_xls_that_is_xml_is_read_as_the_workbook_that_it_is(store):
    (part,) = parts(store, SPREADSHEETML.encode(), name="insights.xls")
    assert part.name == "Key Metrics"
    assert read_under(store, part, ["Date", "Fans", "Texte"])[1] == [
        (2, "2026-02-01", None, "a & b"),
        (5, "2026-02-02T07:30:00", "12", None),
    ]


def test_bad_bytes_in_an_xml_workbook_are_replaced_and_counted(store):
    (part,) = parts(store, SPREADSHEETML.encode().replace(b"a &amp;", b"\xf0\x9f &amp;"), name="insights.xls")
    assert first_records(part, part.dialects[0])[1][2] == "� & b"
    assert str(part.notes[0]).startswith("Unreadable characters (damaged bytes): 1.")


def test_an_xml_workbook_with_a_document_type_is_refused(store):
    bomb = SPREADSHEETML.replace("<Workbook", '<!DOCTYPE x [<!ENTITY a "aaaa">]><Workbook', 1).replace("Fans", "&a;")
    with pytest.raises(Refusal, match="The workbook is damaged"):
        parts(store, bomb.encode(), name="insights.xls")


def test_a_text_under_the_name_xls_is_a_text(store):
    (part,) = parts(store, b"a\tb\n1\t2\n", name="export.csv.xls")
    assert read_under(store, part, ["a", "b"])[1] == [(2, "1", "2")]


def test_a_zip_gives_the_tables_of_its_files_under_their_names(store):
    data = packed(
        {
            "Requêtes.csv": delimited([["a", "b"], ["1", "2"]]).encode("utf-16"),
            "dossier/livre.xlsx": xlsx({"S1": [["c"]], "S2": [["d"]]}),
            "__MACOSX/._x": b"\0\1",
            ".DS_Store": b"\0\1",
            "notice.pdf": b"%PDF-1.4",
        }
    )
    found = parts(store, data, name="exports.zip")
    assert [part.name for part in found] == [
        "Requêtes.csv",
        "dossier/livre.xlsx › S1",
        "dossier/livre.xlsx › S2",
        "notice.pdf",
    ]
    assert first_records(found[0], found[0].dialects[0]) == [["a", "b"], ["1", "2"]]
    assert "This is a PDF document" in str(found[3].unread)


def test_two_members_of_one_name_are_told_apart(store):
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = packed([("a.csv", b"x\n"), ("a.csv", b"y\n")])
    assert [part.name for part in parts(store, data)] == ["a.csv", "a.csv (2)"]


def test_a_stray_cell_in_the_last_corner_kills_no_one(store):
    """A legal workbook of two kilobytes whose grid would take half a terabyte."""
    book = openpyxl.Workbook()
    book.active["A1"] = book.active["XFD1048576"] = "x"
    book.save(data := io.BytesIO())
    with pytest.raises(Refusal, match="more memory or time than allowed: often a stray cell"):
        parts(store, data.getvalue(), name="corner.xlsx")


def test_a_workbook_locked_by_a_password_is_refused_by_what_holds_it(store):
    with pytest.raises(Refusal, match="protected by a password"):
        parts(store, container("EncryptedPackage", b"\1" * 5000), name="locked.xlsx")
    with pytest.raises(Refusal, match="another Office program"):
        parts(store, container("WordDocument", b"\1" * 5000), name="letter.xls")


def packed(members) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items() if isinstance(members, dict) else members:
            archive.writestr(name, body)
    return data.getvalue()


def _edited(book: bytes, member: str, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        members = {one.filename: archive.read(one) for one in archive.infolist()}
    assert old in members[member]
    return packed(members | {member: members[member].replace(old, new)})
