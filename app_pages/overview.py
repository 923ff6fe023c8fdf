"""Overview: the director's eight KPIs, the summary with the objectives by casquette, open crisis episodes, the largest changes and their drivers."""

from __future__ import annotations

import streamlit as st

from kpis.objectives import headline
from ui import session
from ui.crisis import watch
from ui.figures import biggest_changes, cached, card, indicator_page, sentiment_shares
from ui.figures.layout import cards
from ui.view import scope_bar
from ui.view import view as scope_view
from wording import headline as headline_wording
from wording import week_sentence

DRAWN = "mention_volume_unique"

store = session.store()
view = scope_view.period_view(store)
language = session.language()

scope_bar.bar(store, scope_view.title(view), view=view, what=indicator_page.WHAT)
lines = cached.director_lines(store, view)
is_week = view.period.grain == "week" and not view.channels
tallies = headline.headline(cached.role_lines(store, view)) if is_week else ()
tone, sentence = week_sentence.sentence_of(
    lines, language, week=view.period.grain == "week", objectives=headline_wording.summary(tallies, language)
)
with st.container(key="week"):
    (st.warning if tone == "watch" else st.info)(sentence)

with st.grid(4, border=True, gap="xsmall", min_column_width=230):
    for line in lines:
        card.card(store, line, view, message=True)
biggest_changes.data_date(store, view)
watch.status(store, view)

volume = cached.scorecard_lines(store, (DRAWN,), view)[0]
indicator_page.trend_panel(store, view, volume)
left, right = st.columns([3, 2], gap="small")
with left:
    biggest_changes.changes_panel(store, view)
with right:
    sentiment_shares.weeks(store, view, count=13)
biggest_changes.drivers_panel(store, view)
with st.grid(4, border=True, gap="xsmall", min_column_width=230):
    shown = {line.kpi.id for line in lines}
    for line in cached.scorecard_lines(store, tuple(name for name in cards("overview") if name not in shown), view):
        card.card(store, line, view)
