"""The shares of positive, neutral and negative mentions, week by week."""

from __future__ import annotations

import streamlit as st

from app_pages import _export, _figures, _session
from app_pages._markdown import plain
from app_pages._session import say
from app_pages._view import View
from charts.figures import sentiment_weeks
from data.store import Store
from locales import numbers

KPI = "net_sentiment_score"  # its frame counts the mentions of each sentiment


def weeks(store: Store, seen: View, *, count: int = 26) -> None:
    """The weeks up to the one that ends what is seen."""
    with st.container(border=True):
        title = say("Sentiment per week · {brand}", brand=plain(seen.brand))
        st.markdown(f"**{title}** :gray[· {say('share of qualified mentions')}]")
        frame = _figures.weeks_of(
            store, KPI, brand=seen.brand, monday=seen.period.last_monday, today=seen.today, weeks=count,
            channels=seen.channels,
        )  # fmt: skip
        _export.chart(
            sentiment_weeks(frame, _session.pen()),
            key="tone",
            name=_export.file_name(seen.brand, "sentiment_shares", seen.period),
            title=f"{seen.brand} · {say('Sentiment per week')}\n{say('share of qualified mentions')}",
            alt=_words(frame, title),
            data=frame,
        )


def _words(frame, title: str) -> str:
    """The last week's shares in a sentence."""
    spoken = _session.language()
    known = frame[(frame["positive"] + frame["neutral"] + frame["negative"]) > 0]
    if known.empty:
        return title
    last = known.iloc[-1]
    total = last["positive"] + last["neutral"] + last["negative"]
    shares = {
        kind: numbers.percent(last[kind] / total, spoken, decimals=0) for kind in ("positive", "neutral", "negative")
    }
    return say(
        "{title}: in the week of {day}, {positive} positive, {neutral} neutral, {negative} negative.",
        title=title,
        day=numbers.day(last["period"], spoken),
        **shares,
    )
