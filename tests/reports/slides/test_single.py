"""Copy this slide: any card, chart or table as a presentation of one slide."""

from dataclasses import replace

import pytest

from reports.slides.single import slide_of
from reports.weekly.model import Table
from tests.reports.slides import reading
from tests.reports.weekly import example

REPORT = example.report()
PARTS = {
    "trend": (REPORT.why, 1),
    "days": (REPORT.watch, 1),
    "bars": (REPORT.competitors, 1),
    "table": (REPORT.mentions, 0),
    "no rows": (Table("Vide", ("A",), absence="Rien."), 0),
    "figure": (REPORT.figures[0], 1),
    "absent figure": (REPORT.figures[6], 0),
}


def made(part, **more):
    return slide_of(
        part, message="Un seul message.", footer="Velmont · S39", language="fr", labels=example.LABELS, **more
    )


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_one_slide_with_its_message_its_footer_and_native_objects(name):
    part, charts = PARTS[name]
    deck = reading.opened(made(part, kicker="Velmont · Semaine 39"))
    [slide] = deck.slides
    assert slide.shapes.title.text == "Un seul message."
    assert {"Velmont · S39", "Velmont · Semaine 39"} <= set(reading.texts(slide))
    assert len(reading.charts(slide)) == charts
    assert reading.outside(deck) == []
    assert reading.overflows(deck) == []
    assert made(part) == made(part)


def test_a_table_is_a_native_table_with_the_texts_of_the_model():
    [slide] = reading.opened(made(REPORT.mentions)).slides
    [table] = [shape.table for shape in slide.shapes if shape.has_table]
    rows = [tuple(cell.text for cell in row.cells) for row in table.rows]
    assert rows == [REPORT.mentions.columns, *REPORT.mentions.rows]


def test_rows_that_have_no_place_are_counted():
    many = replace(REPORT.mentions, rows=REPORT.mentions.rows * 50, more=7)
    [slide] = reading.opened(made(many)).slides
    [table] = [shape.table for shape in slide.shapes if shape.has_table]
    hidden = 100 + 7 - (len(table.rows) - 1)
    assert f"et {hidden} de plus" in reading.texts(slide)


def test_a_part_without_labels_is_drawn_without_them():
    deck = reading.opened(slide_of(REPORT.why, message="A message", footer=""))
    assert len(reading.charts(deck.slides[0])) == 1
    assert reading.overflows(deck) == []
