"""The calendar of levels: each day has its cell, its sign where it is not calm, and a door to its mentions."""

import math
from datetime import date, timedelta

import pandas as pd

from charts import ink, levels

WORDS = {-1: "not evaluated", 0: "Calm", 1: "Vigilance", 2: "Alert", 3: "Crisis"}


def test_every_day_is_a_door_and_every_level_a_sign():
    days = [date(2026, 1, 30) + timedelta(days=step) for step in range(35)]
    codes = [math.nan, 0.0, 1.0, 2.0, 3.0] * 7
    frame = pd.DataFrame({"day": days, "level": codes, "signal": "all", "note": ["<b>53</b> & co"] * 35})
    figure = levels.levels(frame, ink.Pen(ink.DARK, "fr"), words=WORDS)
    cells, *signs, doors = figure.data
    assert {(row, column): cell for row, cells in enumerate(cells.z) for column, cell in enumerate(cells) if cell is not None} == {
        ((day.month - 1), day.day - 1): -1 if math.isnan(code) else code for day, code in zip(days, codes, strict=True)
    }  # fmt: skip
    assert len({one.marker.symbol for one in signs}) == 4
    assert [levels.opened({"customdata": one}, frame) for one in doors.customdata] == days
    assert levels.opened({"customdata": [days[3].isoformat()]}, frame) == days[3]
    assert levels.opened({}, frame) is None
    assert "<b>" not in "".join(doors.text)
    assert len({*levels.colours_of(ink.Pen(ink.LIGHT, "en")).values()}) == 5
