"""Overview: the director's eight figures of a week, and the two charts that explain them."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from app_pages import _cards, _figures, _scope, _session, _week
from app_pages._session import plain, say
from charts import figures
from kpis.compute import Scope
from locales import numbers

DAYS = 28

store = _session.store()
seen = _scope.view(store)
spoken = _session.language()
pen = _session.pen()

_scope.bar(store, _scope.week_title(seen.brand, seen.since), seen=seen)
lines = _figures.director(store, seen)
tone, sentence = _week.sentence_of(lines, spoken)
with st.container(key="week"):
    (st.warning if tone == "watch" else st.info)(sentence)

with st.grid(4, border=True, gap="small", min_column_width=200):
    for line in lines:
        _cards.card(store, line, seen)

left, right = st.columns([3, 2], gap="small")
with left.container(border=True, height="stretch"):
    title = say("Unique mentions per day · {brand}", brand=plain(seen.brand))
    st.markdown(f"**{title}** :gray[· {say('28 days, the period before dotted')}]")
    days = Scope(since=seen.until - timedelta(days=DAYS - 1), until=seen.until, brands=(seen.brand,), today=seen.today)
    back = DAYS if seen.compare == "previous" else 364
    daily = _figures.series(store, "mention_volume_unique", days, grain="day")
    before = _figures.shifted(
        _figures.series(store, "mention_volume_unique", _figures.moved(days, back), grain="day"), back
    )
    figure = figures.daily_line(
        daily, pen, figured=lambda value: numbers.number(value, spoken), previous=before, week=(seen.since, seen.until)
    )
    st.plotly_chart(figure, theme=None, config={"displayModeBar": False}, alt=title, key="daily")
with right.container(border=True, height="stretch"):
    title = say("Sentiment per week · {brand}", brand=plain(seen.brand))
    st.markdown(f"**{title}** :gray[· {say('share of qualified mentions')}]")
    weekly = _figures.weeks_of(store, "net_sentiment_score", brand=seen.brand, monday=seen.since, today=seen.today)
    st.plotly_chart(
        figures.sentiment_weeks(weekly, pen), theme=None, config={"displayModeBar": False}, alt=title, key="sentiment"
    )
