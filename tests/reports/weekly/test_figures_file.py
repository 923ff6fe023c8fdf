"""The figures of a report as files: what is loaded back is what the model says."""

import csv
import io
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pyarrow.parquet as parquet
import pytest

from data.cells import plain
from reports.weekly import figures_file
from tests.reports.slides.test_deck import REPORTS
from tests.reports.weekly import example

NUMBERS = [name for name, kind, _ in figures_file.FIGURES if kind == figures_file.NUMBER]


def from_csv(data):
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    return [{key: plain(value) for key, value in row.items()} for row in rows]


def from_parquet(data):
    return parquet.read_table(io.BytesIO(data)).to_pylist()


def from_xlsx(data, sheet=0):
    book = openpyxl.load_workbook(io.BytesIO(data))
    return book.worksheets[sheet]


def model_rows(report):
    return [
        (one.kpi, one.label, one.value, one.low, one.high, one.n, one.target, one.status)
        for one in figures_file.every(report)
    ]


@pytest.mark.parametrize("name", [name for name in REPORTS if name != "hostile texts"])
def test_what_is_loaded_back_is_what_the_model_says(name):
    report = REPORTS[name]()
    keys = ("kpi", "label", "value", "low", "high", "n", "target", "status")
    stored = from_parquet(figures_file.figures(report, "parquet"))
    assert [tuple(row[key] for key in keys) for row in stored] == model_rows(report)
    read = from_csv(figures_file.figures(report, "csv"))
    texts = [tuple("" if value is None else str(value) for value in row) for row in model_rows(report)]
    assert [tuple(row[key] for key in keys) for row in read] == texts


def test_each_figure_has_one_row_those_of_the_director_that_no_casquette_has_too():
    report = example.report()
    names = [row["kpi"] for row in from_parquet(figures_file.figures(report, "parquet"))]
    assert len(names) == 8  # seven in three casquettes, and the alert days
    assert names[-1] == "watch_level"
    assert len(set(names)) == 8


def test_a_value_that_is_not_known_is_empty_and_not_zero():
    rows = {row["kpi"]: row for row in from_parquet(figures_file.figures(example.report(), "parquet"))}
    assert rows["response_rate"]["value"] is None
    assert {row["kpi"]: row["value"] for row in from_csv(figures_file.figures(example.report(), "csv"))}[
        "response_rate"
    ] == ""
    assert rows["share_of_voice"]["since"] == date(2026, 9, 21)


def test_the_workbook_is_in_words_with_a_frozen_header_that_filters_and_percentages_as_such():
    page = from_xlsx(figures_file.figures(example.report(), "xlsx"))
    heads = [cell.value for cell in page[1]]
    assert page.title == "Les chiffres de la semaine"
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref.startswith("A1:")
    assert {"Indicateur", "Valeur", "Objectif", "Verdict", "Preuves"} <= set(heads)
    value, target, since = (page.cell(2, heads.index(name) + 1) for name in ("Valeur", "Objectif", heads[2]))
    assert (value.value, value.number_format) == (0.441, "0.0%")
    assert (target.value, target.number_format) == (0.4, "0.0%")
    assert since.value == datetime(2026, 9, 21)
    rows = {row[heads.index("Indicateur")].value: row for row in page.iter_rows(min_row=2)}
    assert rows["Mentions"][heads.index("Valeur")].number_format == "#,##0"
    change = rows["Part de voix"][heads.index("Écart")]
    assert (change.value, change.number_format) == (-0.006, "0.000")  # 0.6 points: "%" would say another thing
    assert rows["Part de voix"][heads.index("Casquette") if "Casquette" in heads else 4].value == "Veilleur"


def test_the_history_stands_on_a_second_sheet_and_in_a_second_file():
    report = example.report()
    page = from_xlsx(figures_file.figures(report, "xlsx"), sheet=1)
    expected = [(one.kpi, point.label, point.value) for one in figures_file.every(report) for point in one.history]
    assert page.max_row == len(expected) + 1
    stored = from_parquet(figures_file.history(report, "parquet"))
    assert [(row["kpi"], row["period"], row["value"]) for row in stored] == expected
    assert len(from_csv(figures_file.history(report, "csv"))) == len(expected)


@pytest.mark.parametrize("form", figures_file.FORMATS)
def test_the_same_report_is_the_same_file(form):
    assert figures_file.figures(example.report(), form) == figures_file.figures(example.report(), form)


def test_no_cell_is_a_formula():
    plain_report = example.report()
    figures = tuple(replace(one, label="=1+1", reason="@SUM(A1)") for one in plain_report.figures)
    report = replace(
        plain_report, figures=figures, casquettes=(replace(plain_report.casquettes[0], figures=figures, label="+cmd"),)
    )
    text = figures_file.figures(report, "csv").decode("utf-8-sig")
    assert ",=1+1" not in text
    page = from_xlsx(figures_file.figures(report, "xlsx"))
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n", "d", "b"}
    assert from_csv(figures_file.figures(report, "csv"))[0]["label"] == "=1+1"


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("form", figures_file.FORMATS)
def test_every_report_gives_every_file(name, form):
    assert figures_file.figures(REPORTS[name](), form)
