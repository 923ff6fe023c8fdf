"""The shares of positive, neutral and negative mentions per week."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from charts.figures import sentiment_weeks
from data.store import Store
from kpis.lineage.mention_filter import Filter
from locales import numbers
from locales.typography import typeset
from reports.weekly.model import Table
from ui import session
from ui.evidence import dialog
from ui.figures import cached, chart_export
from ui.session import say, say_code
from ui.view.view import View
from wording.markdown import escaped

KPI = "net_sentiment_score"  # its frame has the counts of each sentiment


def weeks(store: Store, view: View, *, count: int = 26) -> None:
    """The chart of the last `count` weeks of the view."""
    with st.container(border=True):
        title = say("Sentiment per week · {brand}", brand=escaped(view.brand))
        st.markdown(f"**{title}** :gray[· {say('share of qualified mentions')}]")
        frame = cached.weeks_of(
            store,
            KPI,
            brand=view.brand,
            monday=view.period.last_monday,
            today=view.today,
            weeks=count,
            channels=view.channels,
        )
        chart_export.chart(
            sentiment_weeks(frame, session.pen()),
            key="tone",
            name=chart_export.file_name(view.brand, "sentiment_shares", view.period),
            title=f"{view.brand} · {say('Sentiment per week')}\n{say('share of qualified mentions')}",
            alt=_words(frame, title),
            data=frame,
            part=lambda: _table(frame, title),
            brand=view.brand,
            needs=("sentiment_days",),
            on_select=lambda day: _open(view, day),
        )


def _open(view: View, day: date) -> None:
    """The qualified mentions of the week of a bar."""
    wanted = Filter(
        view.brand,
        day,
        day + timedelta(days=6),
        channel=view.channels,
        sentiment=("positive", "neutral", "negative"),
        has=("other_voice",),
        share="unique",
    )
    dialog.go(wanted)


def _table(frame: pd.DataFrame, title: str) -> Table:
    """The shares of each week, the last one first: stacked shares of three are read as numbers."""
    language = session.language()
    kinds = ("positive", "neutral", "negative")
    rows = []
    for row in frame.sort_values("period", ascending=False).itertuples():
        counts = [getattr(row, kind) for kind in kinds]
        total = sum(counts)
        day = typeset(numbers.day(row.period, language, pattern="d MMM y"), language)
        shares = [
            typeset(numbers.percent(one / total, language, decimals=0), language) if total else "–" for one in counts
        ]
        rows.append((day, *shares, typeset(numbers.number(total, language), language)))
    heads = (say("Week of"), *(say_code(kind) for kind in kinds), say("Sample"))
    return Table(title, heads, tuple(rows), numbers=(1, 2, 3, 4))


def _words(frame, title: str) -> str:
    """The alternative text: the shares of the last week."""
    language = session.language()
    known = frame[(frame["positive"] + frame["neutral"] + frame["negative"]) > 0]
    if known.empty:
        return title
    last = known.iloc[-1]
    total = last["positive"] + last["neutral"] + last["negative"]
    shares = {
        kind: numbers.percent(last[kind] / total, language, decimals=0) for kind in ("positive", "neutral", "negative")
    }
    return say(
        "{title}: in the week of {day}, {positive} positive, {neutral} neutral, {negative} negative.",
        title=title,
        day=numbers.day(last["period"], language),
        **shares,
    )
