"""The coverage calendar: every cell is a door to its day, or to its week where cells are too narrow to hit."""

from datetime import date, timedelta

import pandas as pd
import pytest

from charts import ink
from charts.calendar import calendar, opened
from charts.ink import Pen

FIRST = date(2026, 3, 2)


def cells(days):
    rows = [
        (name, FIRST + timedelta(days=place), ("covered", "zero", "missing")[place % 3], place)
        for name in ("Aurelle · Mentions", "Fish & <Chips> · Followers")
        for place in range(days)
    ]
    return pd.DataFrame(rows, columns=["source", "day", "state", "records"])


def doors(frame, language="en"):
    figure = calendar(frame, Pen(ink.LIGHT, language))
    (trace,) = [one for one in figure.data if one.type == "scatter" and one.marker.opacity == 0]
    return trace, [opened({"x": str(x), "y": y}, frame) for x, y in zip(trace.x, trace.y, strict=True)]


@pytest.mark.parametrize("days", [1, 10, 100])
def test_each_cell_opens_its_day(days):
    frame = cells(days)
    _, found = doors(frame)
    assert found == [(row.source, row.day, row.day) for row in frame.itertuples()]


@pytest.mark.parametrize("days", [101, 364])
def test_of_many_days_the_weeks_are_doors_and_together_they_are_all_days(days):
    frame = cells(days)
    trace, found = doors(frame)
    known = [
        (name, since + timedelta(days=more)) for name, since, until in found for more in range((until - since).days + 1)
    ]
    assert sorted(known) == sorted(zip(frame["source"], frame["day"], strict=True))
    assert (
        trace.text[0].replace("\xa0", " ")
        == "Aurelle · Mentions<br>2 – 8 March 2026<br>covered 3 · covered, no row 2 · missing 2"
    )
