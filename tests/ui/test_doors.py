"""Rows and cells that are no figure of a KPI lead to their files, records or mentions, without a browser."""

from datetime import date

import pytest
import streamlit as st

from data.decisions.annotations import annotate
from tests import canonical, canonical_watch
from tests.ui.dashboard import faults
from ui import doors, session

WEEK = {"since": "2026-03-16", "until": "2026-03-22", "brand": "Aurelle"}


@pytest.fixture
def selecting(monkeypatch):
    """Selects the first row of the table with this key; of a chart, the first point."""

    def select(wanted, point=None):
        plain = {"table": st.dataframe, "chart": st.plotly_chart}

        def table(frame, *, key, **options):
            plain["table"](frame, key=key, hide_index=True, **options)
            return 0 if key == wanted else None

        def chart(figure, *, key, **options):
            plain["chart"](figure, key=key, **options)
            return point if key == wanted else None

        monkeypatch.setattr(doors, "table", table)
        monkeypatch.setattr(doors, "chart", chart)

    return select


def filled(store):
    canonical.mentions(store, canonical.daily("2026-04-06", [3] * 7, Brand="Aurelle", Channel="x"))
    canonical.followers(
        store,
        """
        Day        | Brand   | Channel | Followers
        2026-03-16 | Aurelle | x       | 1000
        2026-03-17 | Aurelle | x       | 2000
        2026-03-18 | Aurelle | x       | 2000
        """,
    )
    canonical_watch.alerts(store, "Day | Brand | Name | Confirmed\n2026-03-17 10:00 | Aurelle | Recall | yes")
    canonical_watch.audits(
        store,
        """
        Day        | Brand   | Query   | Kind   | Item  | Rank
        2026-03-16 | Aurelle | aurelle | result | Ours  | 1
        2026-03-16 | Aurelle | aurelle | result | Press | 2
        """,
    )


@pytest.mark.parametrize(
    ("screen", "key", "told"),
    [
        ("audience", "breaks", "**Followers** · 2 records behind this figure"),
        ("crisis", "alert log", "**Alert log** · 1 record behind this figure"),
        ("search", "audit result", "**Search audits** · 2 records behind this figure"),
        ("sources", "missing days", "No file covers these days. The files before them end on"),
        ("sources", "sources", "**Alert log** · 1 record behind this figure"),
        ("sources", "rhythms", "**17 March 2026**"),
    ],
)
def test_a_row_opens_what_it_tells_of(dashboard, selecting, screen, key, told):
    dashboard(screen)
    filled(session.store())
    if key == "rhythms":
        key = f"rhythms {session.store().version}"
    selecting(key)
    app = dashboard(screen, **WEEK)
    assert faults(app) == []
    written = "\n".join(one.value for one in (*app.markdown, *app.caption)).replace("\xa0", " ").replace("\\", "")
    assert told in written, written[-1500:]


def test_a_cell_of_the_calendar_opens_the_files_of_its_day(dashboard, selecting):
    selecting("coverage calendar", {"x": "2026-03-24", "y": "Aurelle · Mentions"})
    app = dashboard("sources")
    assert faults(app) == []
    assert any(one.value == "**24 March 2026**" for one in app.markdown)
    (files,) = [one.value for one in app.dataframe if "Records of these days" in one.value.columns]
    assert files["Records of these days"].tolist() == ["3"]
    assert any(one.label == "Open in Mentions, to filter and correct" for one in app.button)


@pytest.mark.parametrize(("topic", "is_open"), [(None, True), ("recall", False)])
def test_both_sides_of_an_annotation_open_their_evidence(dashboard, monkeypatch, topic, is_open):
    dashboard("annotations")
    rows = canonical.daily("2026-03-02", [3] * 42, Brand="Novane", Channel="x", Topic="recall")
    canonical.mentions(session.store(), rows)
    annotate(session.store(), "action", "Fair", first_day=date(2026, 3, 16), brand="Novane", topic=topic, who="test")
    plain, picked = st.dataframe, {"selection": {"rows": [0]}}
    monkeypatch.setattr(
        st, "dataframe", lambda *given, **named: picked if named.get("key") == "notes" else plain(*given, **named)
    )
    app = dashboard("annotations")
    assert "After" in [one.label for one in app.metric]
    ways = [one for one in app.button if one.label == "Evidence of these weeks"]
    assert len(ways) == 2 * is_open
    if is_open:
        app = ways[1].click().run()
        assert faults(app) == []
        assert app.query_params["figure_of"] == "Novane~2026-03-23~2026-04-12"
        written = "\n".join(one.value for one in app.markdown).replace("\xa0", " ")
        assert "**63 mentions counted** · Novane · 23 March – 12 April 2026" in written
