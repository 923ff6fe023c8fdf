"""Overview: the director's eight figures, the sentence of the period, what is open, what moved most and why."""

from __future__ import annotations

import streamlit as st

from app_pages import _cards, _changes, _figures, _indicator, _scope, _session, _tone, _view, _watch, _week
from app_pages._layout import cards

DRAWN = "mention_volume_unique"

store = _session.store()
seen = _view.period_view(store)
spoken = _session.language()

_scope.bar(store, _view.title(seen), seen=seen, what=_indicator.WHAT)
lines = _figures.director(store, seen)
tone, sentence = _week.sentence_of(lines, spoken, week=seen.period.grain == "week")
with st.container(key="week"):
    (st.warning if tone == "watch" else st.info)(sentence)

with st.grid(4, border=True, gap="xsmall", min_column_width=230):
    for line in lines:
        _cards.card(store, line, seen, message=True)
_changes.data_date(store, seen)
_watch.standing(store, seen)

volume = _figures.standing(store, (DRAWN,), seen)[0]
_indicator.shown_trend(store, seen, volume)
left, right = st.columns([3, 2], gap="small")
with left:
    _changes.most(store, seen)
with right:
    _tone.weeks(store, seen, count=13)
_changes.why(store, seen)
with st.grid(4, border=True, gap="xsmall", min_column_width=230):
    shown = {line.kpi.id for line in lines}
    for line in _figures.standing(store, tuple(name for name in cards("overview") if name not in shown), seen):
        _cards.card(store, line, seen)
