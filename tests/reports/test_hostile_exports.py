"""Every file that leaves, with hostile text in every position: it opens, runs nothing, leads nowhere of the stranger's, and
tells the text whole but for control letters."""

import csv
import io
import json
import re
import unicodedata
import zipfile
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from types import SimpleNamespace

import duckdb
import openpyxl
import pandas as pd
import pytest
from docx import Document
from pptx import Presentation
from pypdf import PdfReader

from commands import snapshot
from data import cells
from data.store import insert
from kpis.objectives import csv_files
from loaders.corrections import rejects_file
from loaders.load import load
from reports import mentions_file
from reports.email.page import html
from reports.email.plain import text as mail_text
from reports.paper.single import png_of
from reports.paper.weekly import pages_png, pages_svg
from reports.paper.weekly import pdf as weekly_pdf
from reports.role_sheet_docx import docx
from reports.role_sheet_pdf import pdf
from reports.slides.deck import pptx
from reports.slides.single import slide_of
from reports.weekly import figures_file
from tests.reports.test_role_sheet_documents import SHEET
from tests.reports.weekly import example
from ui.figures import chart_export
from watch import messages, sending
from wording.markdown import unlinked

HOSTILE = (
    "=HYPERLINK(\"http://evil.example\";\"a\")", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "＝1+1", "－1x",
    "＠x", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](http://evil.example)", "![a](http://evil.example/a.png)",
    "http://evil.example/x", "www.evil.example", "evil.example", "javascript:alert(1)", "a@evil.example", "a\x07b", "a\ufffeb",
    "a\ud800b", "\u202eabc", "x" * 400, "".join(map(chr, range(32))) + "b", "{=1}", "%00", "&lt;b&gt;", "#set page", "$x$", "`a`",
)  # fmt: skip
KEPT = (
    "language",
    "version",
    "kind",
    "created_at",
    "labels",
    "since",
    "until",
    "better",
    "status",
    "page",
    "unit",
    "state",
    "link",
)
STORED = [one for one in HOSTILE if "\ud800" not in one and "\x00" not in one]  # what a store can hold


def letters(text):
    """What is told of a text: without blanks, and the signs that show nothing or that no file can hold."""
    shown = (one for one in str(text) if unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Cn", "Zs", "Zl", "Zp"))
    return "".join(one for one in shown if one != "\ufffd")


def filled(value, name=""):
    """The value with a hostile text in each of its texts, in turn."""
    if is_dataclass(value):
        return replace(value, **{one.name: filled(getattr(value, one.name), one.name) for one in fields(value)})
    if name in KEPT:
        return value
    if isinstance(value, tuple):
        return tuple(filled(one) for one in value)
    return next(TURN) if isinstance(value, str) and value else value


def turn():
    while True:
        yield from HOSTILE


TURN = turn()


@pytest.fixture(scope="module")
def report():
    return filled(example.report())


def calm(rows):
    """The cells that a spreadsheet would run."""
    return [
        cell
        for row in rows
        for cell in row
        if isinstance(cell, str) and not cell.startswith("'") and cells.neutral(cell) != cell
    ]


def rows_of_csv(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig").replace("\0", ""), newline="")))


def rows_of_workbook(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))}
    assert not any("<f>" in part or "<f " in part or "<hyperlink" in part for part in parts.values())
    assert not any("evil.example" in part for name, part in parts.items() if name.endswith(".rels"))
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [[cell.value for cell in row] for sheet in book for row in sheet]


def tells(rows, texts):
    told = letters("".join(str(cell) for row in rows for cell in row))
    return [one for one in texts if letters(one.lstrip("'")) not in told]


def test_the_data_of_a_chart():
    frame = pd.DataFrame({name: [*STORED[1:], STORED[0]] for name in STORED})
    for rows in (
        rows_of_csv(chart_export.as_csv(frame)),
        rows_of_workbook(chart_export.as_workbook(frame, "en", is_share=False)),
    ):
        assert calm(rows) == []
        assert tells(rows, STORED) == []


@pytest.mark.parametrize("form", mentions_file.FORMATS)
def test_selected_rows_and_their_headers(store, tmp_path, form):
    texts = ", ".join(f"${n} as " + '"' + one.replace('"', '""') + '"' for n, one in enumerate(STORED, 1))
    target = tmp_path / f"x.{form}"
    mentions_file.write(store, (f"select {texts}", {str(n): one for n, one in enumerate(STORED, 1)}), target, form=form)
    if form == "parquet":
        (row,) = duckdb.connect().execute(f"from read_parquet('{target}')").fetchall()
        assert list(row) == STORED  # data for programs, exactly as they are
        return
    rows = rows_of_csv(target.read_bytes()) if form == "csv" else rows_of_workbook(target.read_bytes())
    assert calm(rows) == []
    assert tells(rows, STORED) == []


@pytest.mark.parametrize("form", figures_file.FORMATS)
def test_the_figures_of_a_report(report, form):
    data = figures_file.figures(report, form)
    if form == "parquet":
        assert data[:4] == b"PAR1"
        return
    if form == "json":
        json.loads(data)
        return
    rows = rows_of_csv(data) if form == "csv" else rows_of_workbook(data)
    assert calm(rows) == []
    assert tells(rows, [one.label for one in figures_file.every(report)]) == []


def test_rejected_records(store, tmp_path):
    quoted = ['"' + one.replace('"', '""') + '"' for one in STORED]
    header = "Date,Brand,Channel,Text,Reach," + ",".join(quoted)
    path = tmp_path / "x.csv"
    path.write_bytes(
        "\n".join(
            [
                header,
                "2026-03-02,Aurelle,x,fine,1," + ",".join(["a"] * len(quoted)),
                "no day,Aurelle,x,=1+1,2," + ",".join(quoted),
            ]
        ).encode()
    )
    done = load(store, path, name="=x.csv", who="test", origin="screen", format="template_mentions")
    assert done.rejected == 1, done.reason
    rows = rows_of_csv(rejects_file(store, done.upload_id))
    assert calm(rows) == []
    assert tells(rows, STORED) == []


def test_objectives():
    written = "role,kpi,mode,target,valid_from,comment,owner\r\n" + "".join(
        f"senior,share_of_voice,absolute,-5,2026-03-0{n % 9 + 1},{cells.neutral(one)!r},x\r\n"
        for n, one in enumerate(("@x", "+y", "a"))
    )
    assert calm(rows_of_csv(csv_files.written(csv_files.read(written.encode())))) == []


def test_a_role_sheet_as_word_and_pdf():
    sheet = filled(SHEET)
    document = Document(io.BytesIO(docx(sheet)))
    told = [part.text for part in document.paragraphs]
    told += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    wanted = [
        sheet.title,
        sheet.subtitle,
        *(text for fact in sheet.facts for text in fact),
        *sheet.followed,
        *sheet.rules,
    ]
    assert tells([told], wanted) == []
    assert not [one for one in document.part.rels.values() if one.is_external]
    assert links(pdf(sheet)) == []


def test_any_text_in_every_place_of_a_word_document():
    def alike(value):
        if is_dataclass(value):
            told = {one.name: alike(getattr(value, one.name)) for one in fields(value) if one.name != "language"}
            return replace(value, **told)
        return tuple(map(alike, value)) if isinstance(value, tuple) else hostile

    for hostile in ("a\x07b", "a\ufffeb", "a\ud800b", "<b>&amp;", "".join(map(chr, range(32))) + "b", "x" * 300):
        document = Document(io.BytesIO(docx(alike(replace(SHEET, objectives=(), facts=SHEET.facts[:1])))))
        assert letters(hostile) in letters("".join(part.text for part in document.paragraphs))


def links(data):
    """The addresses that a PDF leads to."""
    pages = PdfReader(io.BytesIO(data)).pages
    notes = [note.get_object() for page in pages for note in page.get("/Annots") or ()]
    return [str(note["/A"]["/URI"]) for note in notes if "/A" in note and "/URI" in note["/A"]]


def own_links(report):
    return set(re.findall(r"link='([^']*)'", repr(report)))


def test_a_weekly_report_as_slides(report):
    deck = Presentation(io.BytesIO(pptx(report)))
    outside = {one.target_ref for slide in deck.slides for one in slide.part.rels.values() if one.is_external}
    assert outside <= own_links(report)
    notes = "".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides if slide.has_notes_slide)
    shown = "".join(shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame)
    assert tells([[notes, shown]], [report.brand]) == []


def test_a_weekly_report_on_paper(report):
    assert set(links(weekly_pdf(report))) <= own_links(report)
    (first, *_) = pages_svg(report)
    assert not re.search(rb"<script|<foreignObject|<[^>]*\bon\w+=", first)
    assert pages_png(report, 0.3)[0].startswith(b"\x89PNG")


class Tags(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.tags, self.links, self.words = set(), set(), []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        told = dict(attributes)
        assert not any(name.startswith("on") for name in told)
        self.links.update(value for name, value in told.items() if name in ("href", "src", "action"))

    def handle_data(self, data):
        self.words.append(data)


BARE = re.compile(r"(?i)https?://\S|www\.\w|\w@evil\.example|\bevil\.example|javascript:\w")


def test_a_weekly_report_as_mail(report):
    page = Tags(html(report).decode())
    assert not page.tags & {"script", "iframe", "object", "embed", "form", "link", "base", "svg"}
    assert {one for one in page.links if not one.startswith("data:image/")} <= own_links(report)
    assert [word for word in page.words if BARE.search(word)] == []
    assert tells([page.words], [report.brand, report.message("cover").text]) == []
    written = mail_text(report)
    for link in sorted(own_links(report), key=len, reverse=True):
        written = written.replace(link, "") if link else written
    assert BARE.search(written) is None


def test_a_part_alone_as_a_slide_and_a_picture(report):
    hostile = "".join(HOSTILE)
    deck = Presentation(io.BytesIO(slide_of(report.why, message=hostile, footer=hostile, kicker=hostile)))
    assert [one for slide in deck.slides for one in slide.part.rels.values() if one.is_external] == []
    picture = png_of(report.why, message=hostile, footer=hostile, kicker=hostile, scale=0.3)
    assert picture.startswith(b"\x89PNG")


def test_an_alert_about_what_a_stranger_wrote():
    day, links = pd.Timestamp("2026-03-02"), "https://dashboard.example"
    for item in STORED:
        row = SimpleNamespace(change="new", kind="result", item=item, query=item, engine=item, day=day, day_before=day)
        subject, body = messages.notice(item, row, "fr", links=links)
        said = [line for line in body.splitlines() if links not in line]
        assert [line for line in (subject, *said) if BARE.search(line)] == []
        page = sending._page(body)
        assert page.count("<a href=") == 1  # that of the dashboard
        assert not re.search("<(script|img)", page)


@pytest.mark.parametrize(
    "text", ["12 345,6 % · 3.5 h", "Aurelle – semaine 48", "n/d", "10:30", "Ratio 2:1", "fin. Début"]
)
def test_a_text_without_an_address_is_left_as_it_is(text):
    assert unlinked(text) == text


def test_a_published_copy_holds_the_texts_as_they_are(store):
    for one in STORED:
        insert_setting(store, one)
    copy = duckdb.connect(str(snapshot.publish(store)), read_only=True)
    assert {row[0] for row in copy.execute("select value from settings where name = 'x'").fetchall()} == set(STORED)
    copy.close()


def insert_setting(store, value):
    with store.writing() as cursor:
        columns = {row[0] for row in cursor.execute("select column_name from (describe settings)").fetchall()}
        row = {"name": "x", "value": value, "set_at": "2026-01-01", "set_by": "test"}
        insert(cursor, "settings", {name: one for name, one in row.items() if name in columns})
