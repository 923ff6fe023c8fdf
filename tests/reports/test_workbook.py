"""The Excel files that leave: in the reader's language, numbers as numbers, days as days, a frozen header that filters."""

import io
from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest

from reports import workbook
from ui.figures import chart_export

NAMES = ["published", "day", "channel", "sentiment", "text", "reach", "open_rate", "record"]
ROW = [datetime(2026, 11, 9, 8, 30), date(2026, 11, 9), "news", "negative", "=1+1", 1234567, 0.125, 7]


def sheet(language, names=NAMES, rows=(ROW,)):
    target = io.BytesIO()
    workbook.write(target, names, rows, language=language)
    return openpyxl.load_workbook(target).active


def test_a_cell_is_what_it_says_a_number_a_day_or_a_text():
    page = sheet("fr")
    published, day, _, _, text, reach, rate, record = page[2]
    assert (published.value, published.number_format) == (ROW[0], "dd/mm/yyyy hh:mm")
    assert (day.value, day.number_format) == (datetime(2026, 11, 9), "dd/mm/yyyy")
    assert (text.value, text.data_type) == ("'=1+1", "s")
    assert (reach.value, reach.number_format) == (1234567, "#,##0")
    assert (rate.value, rate.number_format) == (0.125, "0.0%")
    assert (record.value, record.number_format) == (7, "0")


def test_the_header_is_frozen_and_filters_and_the_texts_have_room():
    page = sheet("en", rows=[ROW, ROW])
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:H3"
    assert page.column_dimensions["E"].width > 60
    for number, cell in enumerate(page[1]):
        assert page.column_dimensions[chr(65 + number)].width > len(cell.value)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ["News sites", "negative"]), ("fr", ["Sites de presse", "négatif"])],
)
def test_codes_are_words_of_the_reader(language, words):
    page = sheet(language)
    assert [cell.value for cell in page[2]][2:4] == words
    assert all("_" not in cell.value for cell in page[1][:5])


def test_what_excel_cannot_hold_is_a_text_or_empty():
    page = sheet(
        "en", ["day", "reach", "url"], [[date(1850, 1, 2), float("nan"), None], [date(2026, 1, 2), 2**60, "x"]]
    )
    assert [cell.value for cell in page[2]] == ["1850-01-02", None, None]
    assert page["B3"].value == str(2**60)  # a number of Excel would lose digits


def test_the_data_of_a_chart_of_shares_are_percents():
    frame = pd.DataFrame(
        {"period": [date(2026, 11, 9)], "series": ["Aurelle"], "value": [0.453], "n": [3222.0], "spread": [1.0]}
    )
    page = openpyxl.load_workbook(io.BytesIO(chart_export.as_workbook(frame, "en", is_share=True))).active
    assert [cell.value for cell in page[1]] == ["First day", "Data series", "Value", "n"]
    assert [(cell.value, cell.number_format) for cell in page[2]][2:] == [(0.453, "0.0%"), (3222, "#,##0")]
