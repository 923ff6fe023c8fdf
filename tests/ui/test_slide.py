"""A chart of a screen as a slide: its numbers are those of the chart, and what is missing stays missing."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pandas as pd
import pytest
from pptx import Presentation

from kpis.catalogue import catalogue
from ui.report import slide

MONDAYS = [date(2026, 9, 7) + timedelta(days=7 * at) for at in range(4)]
SHARES = pd.DataFrame(
    {
        "period": MONDAYS,
        "series": "Aurelle",
        "value": [0.41, None, 0.44, 0.45],
        "low": [0.39, None, 0.42, 0.43],
        "high": [0.43, None, 0.46, 0.47],
        "state": ["complete", "missing", "complete", "running"],
    }
)


def test_a_trend_is_a_native_chart_with_the_numbers_of_the_screen(store):
    part = slide.trend(SHARES, catalogue()["share_of_voice"], brand="Aurelle", part="per week", days="September 2026")
    assert part is not None
    made = Presentation(io.BytesIO(slide.pptx(store, part, message="Share of voice", footer="from the uploads")))
    [shown] = made.slides
    [chart] = [shape.chart for shape in shown.shapes if shape.has_chart]
    numbers = [[known for known in one.values if known is not None] for one in chart.plots[0].series]
    assert [0.41, 0.44, 0.45] in [[round(known, 4) for known in one] for one in numbers]
    assert [one.label for one in chart.plots[0].categories] == ["W37", "W38", "W39", "W40"]


@pytest.mark.parametrize(
    ("step", "labels"),
    [(1, ["07/09", "08/09"]), (7, ["W37", "W38"]), (30, ["Sept 26", "Oct 26"]), (91, ["Q3 26", "Q4 26"])],
)
def test_periods_are_named_by_their_length(step, labels):
    days = {1: [7, 8], 7: [7, 14]}.get(step)
    first = (
        [date(2026, 9, day) for day in days]
        if days
        else [date(2026, 9, 1), date(2026, 10, 1)]
        if step == 30
        else [date(2026, 7, 1), date(2026, 10, 1)]
    )
    frame = pd.DataFrame({"period": first, "series": "Aurelle", "value": [1.0, 2.0], "state": "complete"})
    part = slide.trend(frame, catalogue()["mention_volume"], brand="Aurelle", part="", days="")
    assert part is not None
    assert [one.label for one in part.points] == labels


def test_several_series_are_no_single_trend():
    frame = pd.concat([SHARES, SHARES.assign(series="Velmont")])
    assert slide.trend(frame, catalogue()["share_of_voice"], brand="Aurelle", part="", days="") is None


def test_the_longest_bar_is_first_and_an_unknown_one_is_left_out():
    frame = pd.DataFrame({"series": ["x", "facebook", "news"], "value": [2.0, 5.0, None]})
    part = slide.bars(
        frame, catalogue()["mention_volume"], names=["X", "Facebook", "Press"], brand="A", part="", days=""
    )
    assert [(one.label, one.value) for one in part.bars] == [("Facebook", 5.0), ("X", 2.0)]
