"""Every card, chart and table of a screen can be taken along as a slide or a picture; nothing is made before one asks."""

from __future__ import annotations

import io
from datetime import date

import pandas as pd
import pytest
from PIL import Image
from pptx import Presentation

from reports.weekly.model import Figure, Table, Trend
from tests.test_house import sources
from tests.ui.dashboard import faults
from ui import session
from ui.report import cells, slide

WEEK = {"since": "2026-03-16", "until": "2026-03-22", "brand": "Aurelle", "role": "senior"}
SCREENS = {
    "overview": {"card Unique mentions": Figure, "chart Aurelle · Unique mentions": Trend},
    "sources": {"table Data of each source": Table, "chart Coverage calendar": Table},
}


@pytest.mark.parametrize("name", SCREENS)
def test_what_a_screen_shows_is_offered_and_drawn(dashboard, name):
    app = dashboard(name, **WEEK)
    assert faults(app) == []
    shown = app.session_state["shown to be copied"]
    parts = {key: one.make() for key, one in shown.items()}
    for key, kind in SCREENS[name].items():
        assert isinstance(parts[key], kind), sorted(parts)
    assert [one for one in app.selectbox if one.label == "Card, chart or table"]
    key = next(iter(SCREENS[name]))
    about = {"message": shown[key].message(), "footer": shown[key].footer(), "kicker": shown[key].kicker}
    assert about["message"]
    [made] = Presentation(io.BytesIO(slide.pptx(session.store(), parts[key], **about))).slides
    assert made.shapes.title.text
    assert any(shape.has_table or shape.has_chart for shape in made.shapes) or isinstance(parts[key], Figure)
    assert Image.open(io.BytesIO(slide.png(session.store(), parts[key], **about))).size == (1600, 900)


def test_what_is_made_later_is_in_the_language_of_the_screen(monkeypatch):
    monkeypatch.setattr(session.url, "read", lambda name: "fr")
    make = session.later(lambda: session.language())
    monkeypatch.setattr(session.url, "read", lambda name: "en")
    assert (make(), session.language()) == ("fr", "en")


def test_a_table_says_what_its_columns_show():
    data = pd.DataFrame(
        {
            "day": [date(2026, 3, 1), None],
            "n": [1234.0, None],
            "share": [0.125, 0.5],
            "hidden": [1, 2],
            "names": [["a", "b"], []],
            "url": ["https://x.example/1", None],
            "is": [True, False],
        }
    )
    config = {
        "n": {"label": "Mentions", "type_config": {"type": "number", "format": "localized"}},
        "share": {"label": "Share", "type_config": {"type": "number", "format": "percent"}},
        "hidden": None,
        "url": {"label": "Address", "type_config": {"type": "link"}},
    }
    made = cells.table_of(data, title="T", config=config)
    assert made.columns == ("day", "Mentions", "Share", "names", "is")
    assert made.rows == (("1 Mar 2026", "1,234", "12.5%", "a, b", "yes"), ("", "", "50.0%", "", "no"))
    assert made.numbers == (1, 2)
    assert made.links == ("https://x.example/1", "")


def test_rows_beyond_the_slide_are_counted():
    made = cells.table_of(pd.DataFrame({"n": range(100)}), title="T")
    assert (len(made.rows), made.more) == (cells.MOST, 100 - cells.MOST)


def drawn_with(*names):
    return {name for name, text in sources().items() if any(f"st.{one}(" in text for one in names)}


def test_no_table_or_chart_of_a_screen_is_drawn_past_those_that_offer_themselves():
    assert drawn_with("dataframe", "table") == {"ui/doors.py"}
    assert drawn_with("plotly_chart") == {"ui/doors.py", "ui/figures/chart_export.py"}
