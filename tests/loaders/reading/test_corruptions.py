"""Twenty-six inputs that readers of tables corrupt without a word: here each is read right, rejected by its record number,
asked, or refused.

`good(n)` are n sound mentions: date, brand, channel, author, text. Record 1 is the header, so that the nth mention is
record n + 1.
"""

import io

import pytest
import xlsxwriter

from loaders.load import load
from tests.old_workbook import workbook as old_workbook

HEADER = "Date,Brand,Channel,Author,Text"


def good(count, *, start=1):
    return [
        f"2026-03-{number % 28 + 1:02} 10:00,Aurelle,Forum,auteur{number},Texte numéro {number}"
        for number in range(start, start + count)
    ]


def loaded(store, tmp_path, data, *, name="given.csv", **answers):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else "\n".join(data).encode())
    return load(store, path, name=name, who="test", origin="test", answers=answers)


def rejected(receipt):
    """(record, column, value, reason) of each reject; what was read must be kept, folded or rejected."""
    assert receipt.read == receipt.kept + receipt.folded + receipt.rejected
    return [(one.record, one.column, one.value, one.reason) for part in receipt.parts for one in part.rejects]


def texts(store):
    return [row["text"] for row in store.rows("select text from mention_records order by record")]


def counts(store):
    rows = store.rows("select followers from follower_records order by record")
    return [row["followers"] for row in rows]


def followers(*cells, delimiter=","):
    lines = [
        f"2026-03-{number:02}{delimiter}Aurelle{delimiter}X{delimiter}{cell}" for number, cell in enumerate(cells, 1)
    ]
    return [delimiter.join(("Date", "Brand", "Channel", "Followers")), *lines]


def test_s01_a_comma_too_many_costs_one_record_not_a_thousand(store, tmp_path):
    receipt = loaded(store, tmp_path, [HEADER, *good(1000), "2026-03-01 10:00,Aurelle,Forum,léa,oui, non"])
    assert (receipt.read, receipt.kept) == (1001, 1000)
    assert rejected(receipt) == [(1002, "", "6", "has more cells than the header")]


def test_s02_a_short_record_costs_one_record_and_leaves_the_columns_whole(store, tmp_path):
    receipt = loaded(store, tmp_path, [HEADER, *good(1000), "2026-03-01 10:00,Aurelle"])
    assert (receipt.read, receipt.kept) == (1001, 1000)
    assert rejected(receipt) == [(1002, "", "2", "has fewer cells than the header")]


def test_s03_a_last_line_that_begins_with_a_hash_takes_no_hashtag_from_the_others(store, tmp_path):
    lines = [f"2026-03-01 10:00,Aurelle,Forum,a{number},texte {number} #tag" for number in range(100)]
    receipt = loaded(store, tmp_path, [HEADER, *lines, "#5,foo"])
    assert texts(store) == [f"texte {number} #tag" for number in range(100)]
    assert rejected(receipt) == [(102, "", "2", "has fewer cells than the header")]


def test_s04_a_record_that_begins_with_a_hash_is_a_record(store, tmp_path):
    rows = [f"id{number},2026-03-01 10:00,Aurelle,Forum,bonjour {number}" for number in range(40)]
    rows[4] = rows[4].replace("id4", "#id4")
    receipt = loaded(store, tmp_path, ["Author,Date,Brand,Channel,Text", *rows])
    assert (receipt.read, receipt.kept) == (40, 40)
    assert store.value("select author from mentions where text = 'bonjour 4'") == "#id4"


def test_s05_a_week_whose_days_may_be_months_is_asked(store, tmp_path):
    week = ["Date,Brand,Channel,Followers", *(f"11/0{day}/2026,Aurelle,X,{day}" for day in range(2, 9))]
    asked = loaded(store, tmp_path, week)
    assert (asked.status, [question.id for question in asked.questions]) == ("needs an answer", ["date_order"])
    loaded(store, tmp_path, week, date_order="mdy")
    assert str(store.value("select max(day) from followers")) == "2026-11-08"


@pytest.mark.parametrize(("written", "day"), [("25/12/26", "2026-12-25"), ("01-02-26", "2026-02-01")])
def test_s06_a_year_of_two_digits_is_asked_since_it_may_come_first(store, tmp_path, written, day):
    lines = ["Date,Brand,Channel,Followers", f"{written},Aurelle,X,5"]
    assert [question.id for question in loaded(store, tmp_path, lines).questions] == ["date_order"]
    loaded(store, tmp_path, lines, date_order="dmy")
    assert str(store.value("select day from followers")) == day


def test_s07_fractions_behind_twenty_thousand_whole_numbers_are_rejects_and_never_rounded(store, tmp_path):
    rows = [f"2026-03-01,Aurelle,X,compte{number},{number}" for number in range(21_000)]
    late = [f"2026-03-02,Aurelle,X,compte,{value}" for value in ("2.5", "3.5", "-0.4")]
    receipt = loaded(store, tmp_path, ["Date,Brand,Channel,Account,Followers", *rows, *late])
    assert receipt.kept == 21_000
    assert [(record, value) for record, _, value, _ in rejected(receipt)] == [
        (21_002, "2.5"),
        (21_003, "3.5"),
        (21_004, "-0.4"),
    ]


def test_s08_a_german_thousand_is_a_thousand(store, tmp_path):
    assert loaded(store, tmp_path, followers("1.234", "12.345.678", delimiter=";")).rejected == 0
    assert counts(store) == [1234, 12345678]


IDS = "Date,Brand,Channel,Author,Text,Id"


def test_s09_ids_in_scientific_notation_identify_nothing(store, tmp_path):
    lines = [IDS, *(f"2026-03-0{n} 10:00,Aurelle,X,a{n},Bonjour,1.79012E+18" for n in (1, 2))]
    receipt = loaded(store, tmp_path, lines)
    assert (receipt.kept, receipt.folded) == (2, 0)
    assert "Ids rounded by a spreadsheet: 2." in " ".join(map(str, receipt.parts[0].notes))


def test_s10_one_fraction_among_ids_leaves_the_others_whole(store, tmp_path):
    ids = ["1790123456789012345", "1790123456789012346", "1.5", "1790123456789012347"]
    receipt = loaded(
        store, tmp_path, [IDS, *(f"2026-03-0{n} 10:00,Aurelle,X,a{n},Bonjour,{one}" for n, one in enumerate(ids, 1))]
    )
    assert (receipt.kept, receipt.folded) == (4, 0)
    assert [row["platform_id"] for row in store.rows("select platform_id from mentions order by record")] == ids


def test_s11_not_a_number_is_missing_and_infinity_is_a_reject(store, tmp_path):
    receipt = loaded(store, tmp_path, followers("7", "nan", "inf"))
    assert counts(store) == [7, None]
    assert rejected(receipt) == [(4, "Followers", "inf", "is not a valid whole number")]


@pytest.mark.parametrize(
    ("second", "faulty"),
    [
        ('texte"', [302]),  # ends a cell: the second line can be read as it stands
        ('"texte', [302, 702]),  # begins a cell that never ends
        ('un "mot', [302]),  # a sign inside a cell
    ],
)
def test_s12_two_stray_quotes_four_hundred_lines_apart_swallow_nothing(store, tmp_path, second, faulty):
    rows = good(1000)
    rows[300] = '2026-03-01 10:00,Aurelle,Forum,léa,"ouvert'
    rows[700] = f"2026-03-01 10:00,Aurelle,Forum,max,{second}"
    receipt = loaded(store, tmp_path, [HEADER, *rows])
    assert receipt.read == 1000
    assert rejected(receipt) == [(record, "", "5", "has a misplaced quote") for record in faulty]
    assert store.value("select max(length(text)) from mention_records") < 30


def test_s13_quotes_marked_by_backslashes_shift_no_column(store, tmp_path):
    rows = [f'2026-03-{n:02} 10:00,Aurelle,Forum,a{n},"elle dit \\"non, {n}\\", et part"' for n in range(1, 21)]
    receipt = loaded(store, tmp_path, [HEADER, *rows])
    assert (receipt.kept, receipt.rejected) == (20, 0)
    assert texts(store)[0] == 'elle dit "non, 1", et part'
    assert store.value("select count(distinct author) from mentions") == 20


def test_s14_a_total_row_is_no_record(store, tmp_path):
    receipt = loaded(store, tmp_path, [*followers("5", "7"), "Total,,,12"])
    assert counts(store) == [5, 7]
    assert rejected(receipt) == [(4, "Date", "Total", "is not a valid date")]


def test_s15_a_first_line_sep_leaves_the_header_whole(store, tmp_path):
    receipt = loaded(store, tmp_path, ["sep=;", *followers("5", "7", delimiter=";")])
    assert receipt.kept == 2
    assert receipt.parts[0].header_row == 1  # a spreadsheet does not show the line sep=


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<!DOCTYPE html><html><body><h1>Session expired, log in</h1></body></html>", "This is a web page"),
        ('{"error": {"code": 401, "message": "token expired, log in"}}', "This is JSON"),
    ],
)
def test_s16_an_error_page_saved_as_an_export_is_refused(store, tmp_path, page, said):
    receipt = loaded(store, tmp_path, [page])
    assert receipt.status == "refused"
    assert said in str(receipt.reason)


@pytest.mark.parametrize("lines", [[], [""] * 1000, ["\ufeff"]])
def test_s17_a_file_of_nothing_is_refused(store, tmp_path, lines):
    receipt = loaded(store, tmp_path, lines)
    assert (receipt.status, str(receipt.reason)) == ("refused", "The file is empty: export it again and load it.")


def test_s18_a_header_of_numbers_is_not_taken_for_data(store, tmp_path):
    receipt = loaded(store, tmp_path, ["2024,2025,2026", "1,2,3", "4,5,6"])
    assert receipt.status == "refused"
    assert "Its widest row: 2024 | 2025 | 2026" in str(receipt.reason)


def test_s19_leading_zeros_stay(store, tmp_path):
    loaded(store, tmp_path, [HEADER, "2026-03-01 10:00,Aurelle,Forum,01234,Bonjour"])
    assert store.value("select author from mentions") == "01234"


def test_s20_authors_called_na_null_none_and_nan_have_a_name(store, tmp_path):
    names = ["NA", "null", "None", "nan"]
    loaded(store, tmp_path, [HEADER, *(f"2026-03-01 10:00,Aurelle,Forum,{name},Bonjour de {name}" for name in names)])
    assert [row["author"] for row in store.rows("select author from mentions order by record")] == names


def test_s21_the_day_is_that_of_the_organisations_clock_whatever_the_offset(store, tmp_path):
    moments = ["2026-10-24T23:30:00Z", "2026-10-24T23:30:00+02:00", "2026-10-24 23:30"]
    loaded(store, tmp_path, [HEADER, *(f"{one},Aurelle,Forum,a{n},Texte {n}" for n, one in enumerate(moments))])
    assert [str(row["day"]) for row in store.rows("select day from mentions order by record")] == [
        "2026-10-25",  # half past one in Paris
        "2026-10-24",
        "2026-10-24",
    ]


def test_s22_every_record_that_is_left_out_is_counted_and_kept_whole(store, tmp_path):
    receipt = loaded(store, tmp_path, [HEADER, *good(10), "trop,de,cellules,ici,oui,non", *good(10, start=11), "peu"])
    assert (receipt.read, receipt.kept, receipt.rejected) == (22, 20, 2)
    assert store.rows("select record, cells from rejects order by record") == [
        {
            "record": 12,
            "cells": '{"Date": "trop", "Brand": "de", "Channel": "cellules", "Author": "ici", "Text": "oui", "column 6": "non"}',
        },
        {"record": 23, "cells": '{"Date": "peu"}'},
    ]


def test_s23_swapped_columns_are_found_by_their_names(store, tmp_path):
    loaded(store, tmp_path, ["Text,Channel,Brand,Date,Author", "Bonjour,Forum,Aurelle,2026-03-01 10:00,léa"])
    assert store.rows("select brand, channel, author, text from mentions") == [
        {"brand": "Aurelle", "channel": "forum", "author": "léa", "text": "Bonjour"}
    ]


@pytest.mark.parametrize("cell", ["12.7", "0x1F", "1_000", "1e3"])
def test_s24_what_a_lenient_cast_would_take_for_a_number_is_a_reject(store, tmp_path, cell):
    receipt = loaded(store, tmp_path, followers("7", cell))
    assert counts(store) == [7]
    assert rejected(receipt) == [(3, "Followers", cell, "is not a valid whole number")]


def test_s24_the_word_epoch_is_no_day(store, tmp_path):
    receipt = loaded(store, tmp_path, [*followers("7"), "epoch,Aurelle,X,8"])
    assert rejected(receipt) == [(3, "Date", "epoch", "is not a valid date")]


def workbook(header, rows):
    book = xlsxwriter.Workbook(data := io.BytesIO())
    sheet = book.add_worksheet("Export")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, header)
    for row, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells):
            match cell:
                case ("formula", result):
                    sheet.write_formula(row, column, "=1/0", None, result)
                case ("day", number):
                    sheet.write_number(row, column, number, day)
                case _:
                    sheet.write(row, column, cell)
    book.close()
    return data.getvalue()


def test_s25_numeric_ids_of_nineteen_digits_in_a_workbook_do_not_become_one(store, tmp_path):
    ids = [1790123456789012345, 1790123456789012346, 1790123456789012399]
    rows = [[f"2026-03-0{n} 10:00", "Aurelle", "X", f"a{n}", "Bonjour", one] for n, one in enumerate(ids, 1)]
    receipt = loaded(store, tmp_path, workbook(IDS.split(","), rows), name="ids.xlsx")
    notes = " ".join(map(str, receipt.parts[0].notes))
    assert (receipt.kept, receipt.folded) == (3, 0)
    assert "Numbers with more digits than a spreadsheet keeps: 3." in notes
    assert "Ids rounded by a spreadsheet: 3." in notes


def test_s25_a_formula_without_result_is_a_reject_and_its_row_does_not_vanish(store, tmp_path):
    rows = [["2026-03-01", "Aurelle", "X", 5], ["2026-03-02", "Aurelle", "X", ("formula", "")]]
    receipt = loaded(store, tmp_path, workbook(["Date", "Brand", "Channel", "Followers"], rows), name="f.xlsx")
    assert rejected(receipt) == [(3, "Followers", "=1/0", "is not a valid whole number")]
    assert "Formulas without a result: 1 (the first in D3)" in " ".join(map(str, receipt.parts[0].notes))


def test_s25_an_error_in_a_workbook_is_missing_as_a_measure_and_a_reject_as_a_day(store, tmp_path):
    rows = [["2026-03-01", "Aurelle", "X", ("formula", "#DIV/0!")], [("formula", "#DIV/0!"), "Aurelle", "X", 7]]
    receipt = loaded(store, tmp_path, workbook(["Date", "Brand", "Channel", "Followers"], rows), name="e.xlsx")
    assert counts(store) == [None]
    assert rejected(receipt) == [(3, "Date", "#DIV/0!", "is not a valid date")]


@pytest.mark.parametrize("of_formulas", [False, True])
def test_s25_an_error_in_an_old_workbook_is_a_reject(store, tmp_path, of_formulas):
    rows = [["Date", "Brand", "Channel", "Followers"], *([f"2026-03-0{n}", "A", "X", float(n)] for n in (1, 2))]
    data = old_workbook([*rows, ["2026-03-03", "A", "X", "#REF!"]], errors_of_formulas=of_formulas)
    receipt = loaded(store, tmp_path, data, name="old.xls")
    assert receipt.kept == 2
    assert rejected(receipt) == [(4, "Followers", "#REF!", "is not a valid whole number")]


def test_s25_dates_serial_numbers_and_texts_in_one_column_are_each_read_as_what_they_are(store, tmp_path):
    """46082 is 1 March 2026, shown as a date in the first row and as a number in the second."""
    rows = [[day, "Aurelle", "X", n] for n, day in enumerate([("day", 46082), 46083, "2026-03-03"], 1)]
    loaded(store, tmp_path, workbook(["Date", "Brand", "Channel", "Followers"], rows), name="d.xlsx")
    assert [str(row["day"]) for row in store.rows("select day from followers order by day")] == [
        "2026-03-01",
        "2026-03-02",
        "2026-03-03",
    ]


def test_s26_an_author_written_in_two_unicode_forms_or_with_invisible_signs_is_one(store, tmp_path):
    names = ["Zo\u00e9", "Zoe\u0301", "Zo\u00e9\u200b", "\u202eZo\u00e9"]
    lines = [f"2026-03-0{n} 10:00,Aurelle,Forum,{name},Texte {n}" for n, name in enumerate(names, 1)]
    loaded(store, tmp_path, [HEADER, *lines])
    assert store.rows("select distinct author from mentions") == [{"author": "Zo\u00e9"}]
