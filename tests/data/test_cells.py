"""No cell that leaves is a formula: every writer of CSV and Excel files goes through data/cells.py."""

import ast
import csv
import io

import openpyxl
import pandas as pd
import pytest
import xlsxwriter

from data import cells
from kpis.objectives import csv_files
from loaders.corrections import rejects_file
from loaders.load import load
from reports import mentions_file
from tests.test_house import sources
from ui.figures import chart_export

LIVE = (
    "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "＝1+1", "－x", "  =1", "\u00a0=1", "\u200b=1", "\ufeff=1", "\t=1",
    "\tx", "\rx", "\nx", "'=1", "''=1", "-", "+33 6 12", "-1_000", "-inf", "=HYPERLINK(\"http://x\")",
)  # fmt: skip
CALM = ("", "x", "a=1", "'quoted'", "-5", "+5,5", "-1.5e-3", "(=1)", "'", "é", "5-3", 12, -3.5, None, True)

# these write tables that DuckDB or a test reads: nobody opens them in a spreadsheet
INSIDE = {
    "loaders/reading/workbook.py": "a sheet as text, for DuckDB",
    "loaders/reading/spreadsheetml.py": "a sheet as text, for DuckDB",
    "loaders/reading/feeds.py": "the entries of a feed as text, for DuckDB",
    "loaders/recognition/turned_tables.py": "a sheet whose header is its first column, turned, for DuckDB",
    "loaders/corrections.py": "the file of rejected records as it was before, for DuckDB",
    "data/demo/writers.py": "the demonstration's exports, loaded at once",
}
WRITERS = {"writer", "DictWriter", "to_csv", "to_excel", "to_clipboard", "to_html", "write_csv", "Workbook"}
BUILDS_BYTES = {
    "ui/mentions/download.py": "reports.mentions_file",
    "ui/objectives/signing.py": "kpis.objectives",
    "ui/objectives/role_document.py": "reports",  # PDF and Word have no cells that run
    "ui/figures/chart_export.py": "data.cells",
    "ui/report/copied.py": "reports",  # slides and pictures have no cells that run
    "ui/report/downloads.py": "reports.weekly.figures_file",
    "ui/report/issues.py": "data.reports.outbox",  # the files that a report made
    "ui/settings/audit.py": "data.cells",
    "ui/settings/personal.py": "wording.register",  # a page and Markdown have no cells that run
    "ui/uploads/receipt.py": "loaders.corrections",
    "ui/uploads/templates.py": "loaders.templates",
}


@pytest.mark.parametrize("text", LIVE)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe_and_loses_it_again(text):
    assert cells.neutral(text) == "'" + text
    assert cells.plain(cells.neutral(text)) == text


@pytest.mark.parametrize("value", CALM)
def test_every_other_cell_leaves_as_it_is(value):
    assert cells.neutral(value) is value
    assert not isinstance(value, str) or cells.plain(value) == value


def calls(text):
    """The names of the functions and methods that a file calls, and the strings that it holds."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = node.func
            yield name.attr if isinstance(name, ast.Attribute) else getattr(name, "id", "")


def test_only_one_file_writes_cells_that_leave():
    found = {name for name, text in sources().items() if WRITERS & set(calls(text))}
    assert found - {"data/cells.py"} - set(INSIDE) == {"reports/workbook.py"}  # its workbook: each cell by `put`
    assert "write_string" not in sources()["reports/workbook.py"]


def test_no_statement_writes_a_file_of_cells():
    wrong = []
    for name, text in sources().items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words = node.value.lower().split()
                if (
                    "copy" in words[:1]
                    and "to" in words
                    and ("csv" in node.value.lower() or "xlsx" in node.value.lower())
                ):
                    wrong.append(f"{name}: {node.value[:80]}")
    assert wrong == []


def test_every_download_button_is_known():
    assert {name for name, text in sources().items() if "download_button" in set(calls(text))} == set(BUILDS_BYTES)


def read(data, delimiter=","):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def live(rows):
    return [cell for row in rows for cell in row if not cell.startswith("'") and cells.neutral(cell) != cell]


def test_rejected_records_are_calm_in_titles_headers_and_records(store, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(
        "Date,Brand,Channel,Text,Reach,=cmd|'x'!A1,@other\n"
        "2026-03-02,Aurelle,x,fine,1,=2+2,\n"
        "not a day,Aurelle,x,=1+1,2,+x,-y\n",
        encoding="utf-8",
    )
    done = load(store, path, name="=x.csv", who="test", origin="screen", format="template_mentions")
    assert (done.status, done.rejected) == ("loaded", 1), done.reason
    rows = read(rejects_file(store, done.upload_id))
    assert live(rows) == []
    assert rows[0][5:7] == ["'=cmd|'x'!A1", "'@other"]
    assert rows[1][3:7] == ["'=1+1", "2", "'+x", "'-y"]


def test_objectives_are_calm_and_come_back_as_they_were():
    written = (
        b"role,kpi,mode,target,valid_from,comment,owner\r\nsenior,share_of_voice,absolute,-5,2026-03-02,=1+1,@ann\r\n"
    )
    (one,) = csv_files.read(written)
    left = csv_files.written([one])
    assert live(read(left)) == []
    assert csv_files.read(left) == (one,)
    assert (one.comment, one.target) == ("=1+1", -5.0)


def test_the_data_of_a_chart_is_calm_in_headers_too():
    left = chart_export.as_csv(pd.DataFrame({"=series": ["=1", "b"], "value": [1.5, None]}))
    assert read(left) == [["'=series", "value"], ["'=1", "1.5"], ["b", ""]]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_selected_rows_are_calm_and_their_numbers_are_numbers(store, tmp_path, form):
    query = ("""select '=1+1' as "=head", -5 as n, 2.5 as x, '-7' as text, E'\\tx' as tab""", {})
    target = tmp_path / f"x.{form}"
    mentions_file.write(store, query, target, form=form)
    if form == "csv":
        assert read(target.read_bytes()) == [["'=head", "n", "x", "text", "tab"], ["'=1+1", "-5", "2.5", "-7", "'\tx"]]
    else:
        from openpyxl import load_workbook

        rows = [[(cell.value, cell.data_type) for cell in row] for row in load_workbook(target).active]
        assert rows[0][0] == ("'=head", "s")
        assert rows[1] == [("'=1+1", "s"), (-5, "n"), (2.5, "n"), ("-7", "s"), ("'\tx", "s")]


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NaT, pd.NA])
def test_a_missing_value_leaves_its_cell_empty(missing):
    assert cells.csv_bytes([["a", missing, "b"]]).decode("utf-8-sig") == "a,,b\r\n"
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        for place, value in enumerate(["a", missing, 0.0]):
            cells.put(sheet, 0, place, value)
    (row,) = openpyxl.load_workbook(target).active.iter_rows(values_only=True)
    assert row == ("a", None, 0)
