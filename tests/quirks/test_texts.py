"""Quirks 1 to 16, 30 and 33: encodings, dialects and containers. One table of followers or mentions, written in each way."""

import csv
import io
import zipfile

import pytest
import xlsxwriter

from loaders.load import load

DAYS = [["Date", "Brand", "Channel", "Followers"], ["2026-01-31", "Aurelle", "LinkedIn", "1204"], ["2026-02-01", "Aurelle", "LinkedIn", "1210"]]  # fmt: skip
FRENCH = [["Date", "Marque", "Canal", "Abonnés"], ["2026-01-31", "Énergélec", "LinkedIn", "1204"]]
FOLLOWS = [["Date", "Primary"], ["2026-03-28T00:00:00", "3"], ["2026-03-29T00:00:00", "12"]]


def text(rows, *, delimiter=",", end="\n", quoting=csv.QUOTE_MINIMAL, before=""):
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    return before + written.getvalue()


def loaded(store, folder, data, *, name="export.csv", **answers):
    path = folder / name
    path.write_bytes(data)
    return load(store, path, name=name, who="test", origin="test", answers=answers)


def followers(store):
    return [row["followers"] for row in store.rows("select followers from follower_records order by day")]


def test_quirk_01_utf_16_with_tabs_is_read_whatever_its_name(store, tmp_path):
    receipt = loaded(store, tmp_path, text(DAYS, delimiter="\t", end="\r\n").encode("utf-16"))
    assert (receipt.status, followers(store)) == ("loaded", [1204, 1210])


def test_quirk_02_utf_16_with_commas_is_read(store, tmp_path):
    receipt = loaded(store, tmp_path, text(DAYS, quoting=csv.QUOTE_ALL).encode("utf-16"))
    assert (receipt.status, followers(store)) == ("loaded", [1204, 1210])


@pytest.mark.parametrize(("named", "delimiter"), [("sep=,", ","), ("sep=;", ";"), ("sep=\t", "\t")])
def test_quirk_03_a_first_line_that_names_the_delimiter_is_no_row(store, tmp_path, named, delimiter):
    data = text(FOLLOWS, delimiter=delimiter, before=f"{named}\nFacebook follows\n").encode("utf-16")
    receipt = loaded(store, tmp_path, data, brand="Aurelle")
    assert (receipt.status, receipt.parts[0].header_row) == ("loaded", 2)  # the title is row 1: spreadsheets hide sep=
    assert store.rows("select sum(gained) as gained from follower_records") == [{"gained": 15}]  # 3 + 12


def test_quirk_04_a_byte_order_mark_is_no_part_of_the_first_header_cell(store, tmp_path):
    assert loaded(store, tmp_path, text(DAYS).encode("utf-8-sig")).kept == 2


def test_quirk_05_windows_1252_with_semicolons_keeps_its_accents(store, tmp_path):
    receipt = loaded(store, tmp_path, text(FRENCH, delimiter=";", end="\r\n").encode("cp1252"))
    assert receipt.parts[0].brands == {"Énergélec": 1}
    assert "Windows-1252" in str(receipt.parts[0].notes[0])


def test_quirk_06_a_code_page_that_cannot_be_told_is_refused_and_never_guessed(store, tmp_path):
    rows = [["Date", "Brand", "Channel", "Text"], ["2026-01-31", "Аурелле", "Forum", "Очень доволен городской машиной"]]
    receipt = loaded(store, tmp_path, text(rows).encode("cp1251"))
    assert receipt.status == "refused"
    assert "save it as CSV UTF-8" in str(receipt.reason)


def test_quirk_07_a_few_bad_bytes_in_utf_8_are_replaced_and_counted(store, tmp_path):
    data = text(DAYS[:2]).encode().replace(b"Aurelle", b"Aurelle \xf0\x9f")
    receipt = loaded(store, tmp_path, data)
    assert (receipt.status, receipt.kept) == ("loaded", 1)
    assert receipt.parts[0].notes


def test_quirk_08_utf_16_without_a_mark_is_known_by_its_nul_bytes(store, tmp_path):
    receipt = loaded(store, tmp_path, text(DAYS).encode("utf-16-le"))
    assert (receipt.status, followers(store)) == ("loaded", [1204, 1210])


def test_quirk_09_an_xls_that_is_xml_is_read_as_the_workbook_that_it_is(store, tmp_path):
    rows = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row) + "</Row>"
        for row in DAYS
    )
    data = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Données"><Table>'
        f"{rows}</Table></Worksheet></Workbook>"
    )
    receipt = loaded(store, tmp_path, data.encode(), name="export.xls")
    assert (receipt.parts[0].part, followers(store)) == ("Données", [1204, 1210])


def test_quirk_10_an_xls_that_is_text_is_read_as_text(store, tmp_path):
    assert loaded(store, tmp_path, text(DAYS, delimiter=";").encode(), name="export.csv.xls").kept == 2


def test_quirk_11_an_old_office_document_that_is_no_workbook_is_refused_in_words(store, tmp_path):
    receipt = loaded(store, tmp_path, bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096), name="export.xls")
    assert receipt.status == "refused"
    assert "Export the data as CSV or XLSX" in str(receipt.reason)


def test_quirk_12_a_workbook_whose_numbers_are_text_gives_the_same_rows(store, tmp_path):
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    sheet = book.add_worksheet("Sheet0")
    for number, row in enumerate(DAYS):
        for place, cell in enumerate(row):
            sheet.write_string(number, place, cell)
    book.close()
    assert loaded(store, tmp_path, held.getvalue(), name="export.xlsx").kept == 2
    assert followers(store) == [1204, 1210]


@pytest.mark.parametrize("name", ["Requêtes.csv", "Reque\u0302tes.csv", "Requ\x90tes.csv"])
def test_quirk_13_members_of_a_zip_are_known_by_their_header_however_their_name_is_written(store, tmp_path, name):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("Dates.csv", "Date,Clics,Impressions,CTR,Position\n2026-02-01,9,610,1.48%,9\n")
        archive.writestr(name, "Requêtes les plus fréquentes,Clics,Impressions,CTR,Position\naurelle avis,14,210,6.67%,1.46\n")  # fmt: skip
    receipt = loaded(store, tmp_path, held.getvalue(), name="export.zip", brand="Aurelle")
    assert [part.format for part in receipt.parts] == ["search_console_days", "search_console"]
    assert store.rows("select item, clicks from search_records where dimension = 'query'") == [
        {"item": "aurelle avis", "clicks": 14}
    ]


def test_quirk_14_semicolons_separate_cells_that_hold_commas(store, tmp_path):
    rows = [["Date", "Brand", "Channel", "Text"], ["2026-01-31", "Aurelle", "Forum", "Belle, sobre, silencieuse"]]
    loaded(store, tmp_path, text(rows, delimiter=";").encode())
    assert store.rows("select text from mention_records") == [{"text": "Belle, sobre, silencieuse"}]


def test_quirk_15_a_resave_with_semicolons_is_the_same_export(store, tmp_path):
    data = text([["Facebook follows", ""], *FOLLOWS], delimiter=";", end="\r\n").encode("cp1252")
    receipt = loaded(store, tmp_path, data, brand="Aurelle")
    assert (receipt.parts[0].format, receipt.kept) == ("meta_follows", 2)


def test_quirk_30_a_record_with_fewer_cells_than_the_header_is_rejected_and_the_others_are_kept(store, tmp_path):
    data = text(DAYS, delimiter=";").encode() + b"2026-02-02;Aurelle\n"
    receipt = loaded(store, tmp_path, data)
    assert (receipt.read, receipt.kept, receipt.rejected) == (3, 2, 1)
    assert receipt.parts[0].rejects[0].reason == "has fewer cells than the header"


def test_quirk_33_an_unnamed_first_column_does_not_shift_the_others(store, tmp_path):
    rows = [["", *DAYS[0]], ["0", *DAYS[1]], ["1", *DAYS[2]]]
    loaded(store, tmp_path, text(rows).encode())
    assert followers(store) == [1204, 1210]
