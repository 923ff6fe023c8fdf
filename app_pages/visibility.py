"""Visibility: how much is said, in which tone, where, and beside whom."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from app_pages import _address, _figures, _scope, _session
from app_pages._session import plain, say, say_code
from charts import figures
from kpis.compute import Scope
from locales import numbers

SPANS = ("13", "26", "52")
CHART = {"displayModeBar": False}

store = _session.store()
seen = _scope.view(store)
spoken = _session.language()
pen = _session.pen()

_scope.bar(store, say("Visibility · {brand}", brand=plain(seen.brand)), seen=seen, what=("brand", "week", "compare"))
with st.container(horizontal=True, vertical_alignment="center"):
    asked = _address.read("weeks")
    st.session_state["choose weeks"] = asked if asked in SPANS else SPANS[0]
    st.segmented_control(
        say("Weeks shown"),
        SPANS,
        key="choose weeks",
        required=True,
        label_visibility="collapsed",
        format_func=lambda code: say("{weeks} weeks", weeks=code),
        on_change=lambda: _address.put("weeks", st.session_state["choose weeks"]),
    )
    st.caption(say("to the week of {dates}", dates=_scope.week_dates(seen)))
span = int(st.session_state["choose weeks"])
window = Scope(since=seen.since - timedelta(days=7 * (span - 1)), until=seen.until, today=seen.today)


def count(value: float) -> str:
    """A number of mentions."""
    return numbers.number(value, spoken)


def share(value: float) -> str:
    """A share, in whole percent."""
    return numbers.percent(value, spoken, decimals=0)


def own(scope: Scope) -> Scope:
    """The scope for our brand alone."""
    return Scope(since=scope.since, until=scope.until, brands=(seen.brand,), today=scope.today)


grain = "day" if span == 13 else "week"
with st.container(border=True):
    title = say("Unique mentions per day") if grain == "day" else say("Unique mentions per week")
    st.markdown(f"**{title}** :gray[· {say('the period before dotted')}]")
    back = 7 * span if seen.compare == "previous" else 364
    line = _figures.series(store, "mention_volume_unique", own(window), grain=grain)
    before = _figures.shifted(
        _figures.series(store, "mention_volume_unique", own(_figures.moved(window, back)), grain=grain), back
    )
    figure = figures.daily_line(line, pen, figured=count, previous=before, week=(seen.since, seen.until))
    st.plotly_chart(figure, theme=None, config=CHART, alt=title, key="volume")

with st.container(border=True):
    title = say("Share of voice per week")
    st.markdown(f"**{title}** :gray[· {say('of the unique mentions of all brands, one scale')}]")
    shares = _figures.series(store, "share_of_voice", window, grain="week")
    st.plotly_chart(
        figures.small_multiples(shares, pen, figured=share, own=seen.brand),
        theme=None,
        config=CHART,
        alt=title,
        key="voice",
    )

left, right = st.columns(2, gap="small")
with left.container(border=True, height="stretch"):
    title = say("Sentiment per week · {brand}", brand=plain(seen.brand))
    st.markdown(f"**{title}** :gray[· {say('share of qualified mentions')}]")
    weekly = _figures.weeks_of(
        store, "net_sentiment_score", brand=seen.brand, monday=seen.since, today=seen.today, weeks=span
    )
    st.plotly_chart(figures.sentiment_weeks(weekly, pen), theme=None, config=CHART, alt=title, key="sentiment")
with right.container(border=True, height="stretch"):
    title = say("Unique mentions by network")
    st.markdown(f"**{title}** :gray[· {_scope.week_dates(seen)}, {say('outlined')} : {_scope.compared(seen)}]")
    week = Scope(since=seen.since, until=seen.until, brands=(seen.brand,), today=seen.today)
    back = (seen.since - seen.before).days
    now = _figures.series(store, "mention_volume_unique", week, grain="week", by="channel").set_index("series")["value"]
    then = _figures.series(
        store, "mention_volume_unique", _figures.moved(week, back), grain="week", by="channel"
    ).set_index("series")["value"]
    bars = now.rename("value").to_frame().join(then.rename("previous"), how="outer").reset_index()
    bars["label"] = [say_code(code) for code in bars["series"]]
    if bars["value"].notna().any():
        figure = figures.ranked_bars(bars.dropna(subset=["value"]), pen, figured=count)
        st.plotly_chart(figure, theme=None, config=CHART, alt=title, key="networks")
    else:
        st.caption(say("No file covers this week."))
