"""The card of a dropped file: the question which tool wrote it, and the reading by column names."""

import pytest
from streamlit.testing.v1 import AppTest

from data.decisions.brands import set_role
from ui.uploads.pending import DroppedFile

SCRIPT = """
import streamlit as st
from ui.uploads.card import card
from ui.view import url
url.begin()
card(st.session_state["store"], st.session_state["file"])
"""
BY_NAMES, BY_TOOL = "Read by column names instead", "Recognise the tool again"


@pytest.fixture
def card(store, tmp_path):
    """Draws the card of a file with this name and text."""
    set_role(store, "Aurelle", "own", who="test")

    def drawn(name, text):
        path = tmp_path / "content"
        path.write_text(text, encoding="utf-8")
        app = AppTest.from_string(SCRIPT, default_timeout=120)
        app.query_params["lang"] = "en"
        app.session_state["store"] = store
        app.session_state["file"] = DroppedFile("1", name, path)
        return app.run()

    return drawn


def labels(app):
    return [one.label for one in app.button]


def texts(app):
    return " ".join(one.value for one in app.markdown)


def press(app, label):
    return next(one for one in app.button if one.label == label).click().run()


def test_a_recognised_file_can_be_read_by_column_names_and_recognised_again(card):
    """Date, Followers and the tool's own third column: TikTok Studio; by its names it has days and followers."""
    app = card(
        "history.csv", "Date,Followers,Difference in followers from previous day\n2026-01-05,120,3\n2026-01-06,121,1\n"
    )
    assert "TikTok Studio follower history" in texts(app)
    app = press(app, BY_NAMES)
    assert "TikTok" not in texts(app)
    assert app.session_state["file"].previewed[1].questions[0].id == "columns"
    assert not app.exception
    app = press(app, BY_TOOL)
    assert "TikTok Studio follower history" in texts(app)


def test_the_tools_that_may_have_written_a_file_are_named_by_their_titles(card):
    app = card("stats.csv", "Date,Views\n2026-01-05,990\n2026-01-06,1020\n")
    tool = next(one for one in app.selectbox if "Which tool wrote this table?" in one.label)
    assert tool.options == ["YouTube Studio, totals by day", "Another tool: read it by column names"]
    app = tool.set_value("YouTube Studio, totals by day").run()
    assert "YouTube Studio, totals by day" in texts(app)
    assert app.session_state["file"].answers == {"tool": "youtube_totals"}


def test_the_button_takes_back_the_tool_that_was_named(card):
    app = card("stats.csv", "Date,Views\n2026-01-05,990\n2026-01-06,1020\n")
    app = (
        next(one for one in app.selectbox if "Which tool" in one.label).set_value("YouTube Studio, totals by day").run()
    )
    app = press(app, BY_NAMES)
    assert app.session_state["file"].answers == {"tool": "columns"}
    app = press(app, BY_TOOL)
    assert app.session_state["file"].answers == {}
    assert BY_NAMES in labels(app)
