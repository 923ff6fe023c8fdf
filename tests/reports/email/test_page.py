"""The report as an e-mail: a page that fetches nothing, whose texts are the model's and whose markup is its own."""

import base64
import io
import itertools
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from reports.email.page import html
from reports.email.plain import text
from reports.style import Style
from reports.texts import clean
from reports.weekly.model import Bars, Message, State, Table, Title
from tests.reports.slides.test_deck import REPORTS, hostile
from tests.reports.weekly import example

VOID = ("meta", "img", "br")
GMAIL = 102_000  # bytes at which Gmail cuts a page


class Reader(HTMLParser):
    """Texts, elements and attributes; that every element is closed in its order."""

    def __init__(self, page):
        super().__init__()
        self.texts, self.elements, self.open = [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


def read(report, **more):
    page = html(report, **more).decode()
    reader = Reader(page)
    assert reader.open == []
    return page, reader


def said(reader):
    return " ".join(" ".join(reader.texts).split())


@pytest.mark.parametrize("name", REPORTS)
def test_the_page_fetches_nothing_and_runs_nothing(name):
    page, reader = read(REPORTS[name]())
    tags = {tag for tag, _ in reader.elements}
    assert not tags & {"script", "link", "iframe", "object", "embed", "form", "svg", "base", "style", "video"}
    for tag, attributes in reader.elements:
        assert not any(key.startswith("on") for key in attributes), tag
        assert attributes.get("src", "data:image/png").startswith("data:image/")
        assert attributes.get("href", "https://").startswith(("http://", "https://"))
        assert "url(" not in attributes.get("style", "")
        assert "@import" not in attributes.get("style", "")
    assert "\x00" not in page


def test_the_page_says_its_language_its_title_and_that_it_is_light():
    _, reader = read(example.report())
    assert ("html", {"lang": "fr", "dir": "ltr"}) in reader.elements
    assert ("meta", {"name": "color-scheme", "content": "light"}) in reader.elements
    assert reader.texts[1] == "Velmont – Semaine 39 · 21–27 septembre 2026"


def test_the_texts_of_the_model_stand_on_the_page():
    report = example.report()
    page, reader = read(report)
    seen = said(reader)
    wanted = [one.text for one in report.messages] + [report.state.sentence, report.cause, report.footer]
    for one in report.figures:
        wanted += [one.label, one.text, one.status_text, one.target_text, one.interval_text, one.n_text]
    for table in (
        report.episodes,
        report.mentions,
        report.comparison,
        report.at_risk,
        report.annotations,
        report.methods,
    ):
        wanted += [table.title, *table.columns, *(cell for row in table.rows for cell in row)]
    wanted += [
        report.actions.absence,
        *(one.text for one in report.competitors.bars),
        *(one.text for one in report.parts.bars),
    ]
    wanted += [one.text for one in report.why.points]
    missing = [one for one in wanted if one and " ".join(one.split()) not in seen]
    assert missing == []
    assert [attributes["href"] for tag, attributes in reader.elements if tag == "a"].count("https://example.org/1") == 1
    assert "&lt;b&gt;du service&lt;/b&gt;" in page


def test_text_is_data_and_never_markup():
    page, reader = read(hostile())
    assert "<b>gras" not in page
    assert "\u202e" not in page
    assert clean('=1+1 <b>gras</b> & "guillemets" #set page()') in said(reader)
    assert not [attributes for _, attributes in reader.elements if "javascript" in str(attributes)]


def test_a_missing_value_is_no_column_and_a_running_one_is_dashed():
    plain = example.report()
    points = (
        *plain.why.points[:-2],
        replace(plain.why.points[-2], value=None, text="n/d"),
        replace(plain.why.points[-1], state="running"),
    )
    page, _ = read(replace(plain, why=replace(plain.why, points=points)))
    heights = [int(one) for one in re.findall(r"height:(\d+)px;line-height:0;font-size:0;margin:0 3px", page)]
    assert len(heights) == 12  # of thirteen weeks
    assert max(heights) == 110  # the highest of 702
    assert heights[0] == round(110 * 310 / 702)
    assert page.count("1px dashed") == 1


def test_charts_of_cells_say_in_words_what_they_show():
    _, reader = read(example.report())
    drawn = [attributes["aria-label"] for _, attributes in reader.elements if attributes.get("role") == "img"]
    assert drawn == [
        "Les mentions passent de 305 à 702 en semaine 39.",
        "53 mentions sensibles le 22 septembre pour deux attendues.",
    ]


def test_a_table_of_data_has_heads_and_a_table_of_layout_says_that_it_is_none():
    _, reader = read(example.report())
    heads = [attributes for tag, attributes in reader.elements if tag == "th"]
    assert heads
    assert all(one["scope"] in ("col", "row") for one in heads)


def test_ten_thousand_rows_are_twenty_and_their_number():
    plain = example.report()
    many = replace(plain.mentions, rows=plain.mentions.rows * 5000, more=3, links=())
    page, reader = read(replace(plain, mentions=many))
    assert said(reader).count("Rappel de 12 000 véhicules : la marque répond") == 10
    assert "9 983" in said(reader).replace("\u202f", " ").replace("\xa0", " ")  # 10,000 − 20 + 3
    assert len(page) < GMAIL


def test_a_logo_stands_inside_the_page_and_what_is_no_picture_is_left_out():
    logo = b"\x89PNG\r\n\x1a\n123"
    page, reader = read(example.report(), style=Style(logo=logo, footer="Confidentiel"))
    [image] = [attributes for tag, attributes in reader.elements if tag == "img"]
    assert image["src"] == "data:image/png;base64," + base64.b64encode(logo).decode()
    assert image["alt"] == "Velmont"
    assert "Confidentiel" in page
    assert "<img" not in read(example.report(), style=Style(logo=b"<svg onload=x>"))[0]


def test_two_pages_of_one_report_are_the_same_bytes():
    assert html(example.report()) == html(example.report())


def test_an_edited_message_says_who_edited_it():
    plain = example.report()
    messages = (Message("cover", "Écrit.", "Modifié.", edited_by="Léa"), *plain.messages[1:])
    assert "Phrase modifiée par Léa" in said(read(replace(plain, messages=messages))[1])


def test_nothing_known_is_said_and_not_drawn():
    plain = example.report()
    nothing = Bars(Title("", "Part de voix", ""), "percent", 1, (), absence="Aucun concurrent déclaré.")
    bare = replace(
        plain, competitors=nothing, comparison=Table("", ()), why=None, watch=None, state=State(None, "Inconnu", "")
    )
    seen = said(read(bare)[1])
    assert "Aucun concurrent déclaré." in seen
    assert "Inconnu" in seen


@pytest.mark.parametrize("name", REPORTS)
def test_the_plain_text_says_the_same_a_line_each(name):
    report = REPORTS[name]()
    lines = text(report).split("\n")
    assert lines[-1] == ""
    assert not any(one == other == "" for one, other in itertools.pairwise(lines))
    for one in report.messages:
        assert clean(one.text) in lines
    for one in report.figures:
        assert any(clean(one.label) in line and clean(one.text) in line for line in lines)


def test_the_plain_text_is_utf_8():
    assert io.BytesIO(text(example.report()).encode()).getvalue()
