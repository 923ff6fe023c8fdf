"""Overview: the director's eight figures, the sentence of the period, what is open, what moved most and why."""

from __future__ import annotations

import streamlit as st

from ui import session
from ui.crisis import watch
from ui.figures import biggest_changes, cached, card, indicator_page, sentiment_shares
from ui.figures.layout import cards
from ui.view import scope_bar
from ui.view import view as scope_view
from wording import week_sentence

DRAWN = "mention_volume_unique"

store = session.store()
seen = scope_view.period_view(store)
spoken = session.language()

scope_bar.bar(store, scope_view.title(seen), seen=seen, what=indicator_page.WHAT)
lines = cached.director(store, seen)
tone, sentence = week_sentence.sentence_of(lines, spoken, week=seen.period.grain == "week")
with st.container(key="week"):
    (st.warning if tone == "watch" else st.info)(sentence)

with st.grid(4, border=True, gap="xsmall", min_column_width=230):
    for line in lines:
        card.card(store, line, seen, message=True)
biggest_changes.data_date(store, seen)
watch.standing(store, seen)

volume = cached.standing(store, (DRAWN,), seen)[0]
indicator_page.shown_trend(store, seen, volume)
left, right = st.columns([3, 2], gap="small")
with left:
    biggest_changes.most(store, seen)
with right:
    sentiment_shares.weeks(store, seen, count=13)
biggest_changes.why(store, seen)
with st.grid(4, border=True, gap="xsmall", min_column_width=230):
    shown = {line.kpi.id for line in lines}
    for line in cached.standing(store, tuple(name for name in cards("overview") if name not in shown), seen):
        card.card(store, line, seen)
