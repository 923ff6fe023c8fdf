"""Overview: the state of the crisis watch, the objectives, what changed, the rest in a line; a short first file has its own."""

from __future__ import annotations

from functools import partial

import streamlit as st

from kpis.objectives import headline
from kpis.objectives.scorecard import Line
from ui import session
from ui.crisis import watch
from ui.fence import fenced
from ui.figures import (
    biggest_changes,
    cached,
    card,
    comment,
    composition,
    first_file,
    indicator_page,
    quiet,
    sentiment_shares,
)
from ui.figures.layout import ELSEWHERE, ORDER, cards
from ui.session import say
from ui.settings import backups
from ui.view import offered, scope_bar
from ui.view import view as scope_view
from wording import headline as headline_wording
from wording import week_sentence

DRAWN = "mention_volume_unique"
MOST = 8  # figures of the brand that a first file leads with
FEW = 3  # of the director's figures: with fewer, others fill their places

store = session.store()
view = scope_view.period_view(store)
language = session.language()
is_week = view.period.grain == "week" and not view.channels

scope_bar.bar(store, scope_view.title(view), view=view, what=indicator_page.WHAT)
fenced(say("Crisis watch"), lambda: watch.status(store, view, is_leading=True))
fenced(say("Backups"), lambda: backups.missed(store))
director = indicator_page.lines_of(store, cached.director_names(store), view)
director = tuple(line for line in director if line.kpi.id not in ELSEWHERE)
composed = composition.compose(director)
if composed.is_young or len(composed.leading + composed.quiet) < FEW:
    # a store of one export: figures of other screens take the places of those without inputs
    named = (name for screen in ORDER if screen != "overview" for name in cards(screen))  # those tell of the data
    fed = tuple(name for name in named if offered.feeds(store, cached.kpi(name), view.brand))
    others = indicator_page.lines_of(store, fed, view)
    composed = composition.compose(composition.filled(director, others, most=MOST))
# None where they could not be read: then nothing is said of the period as a whole
judged = fenced(say("Objectives"), lambda: headline.headline(cached.role_lines(store, view))) if is_week else ()
tallies = judged or ()
is_judged = composition.judges_the_brand(tallies)


def summary() -> None:
    """How the objectives stand, and what changed; of a first file, that verdicts come with history."""
    with st.container(key="week"):
        if composed.is_young or (not is_judged and is_week):
            first = say(
                "The first figures. Changes and verdicts appear as history comes: a baseline needs eight weeks."
            )
            st.info(f"{first} {headline_wording.total(tallies, language)}" if is_judged else first)
            return
        of_all = headline_wording.total(tallies, language)
        st.info(week_sentence.sentence_of(director, language, objectives=of_all))
        if tallies:
            st.caption(headline_wording.summary(tallies, language))


def figures() -> None:
    """The cards that lead, the quiet ones in a line, those without a figure in another."""
    is_edited = bool(st.session_state.get(comment.EDITING))
    if composed.leading:
        with st.grid(4, border=True, gap="xsmall", min_column_width=150):
            for line in composed.leading:
                fenced(
                    line.kpi.title[language],
                    partial(
                        card.card, store, line, view, message=True, is_edited=is_edited, is_alone=composed.is_young
                    ),
                )
    quiet.unchanged(store, composed.quiet, view, is_edited=is_edited)
    fenced(say("Data needed"), lambda: quiet.without_figure(store, composed.silent, view))


def of_mentions(volume: Line) -> None:
    """The panels of mentions: how many, what changed, tone."""
    if composed.is_young:
        fenced(say("The brands, side by side"), lambda: first_file.brands(store, view))
    fenced(volume.kpi.title[language], lambda: indicator_page.trend_panel(store, view, volume))
    if composed.is_young:
        fenced(say("The day that stands out"), lambda: first_file.peak(store, view))
        fenced(say("What is negative, and about what"), lambda: first_file.negative(store, view))
        fenced(say("Topics, sources and authors"), lambda: first_file.all_mentions(store, view))
        return
    fenced(say("What changed most"), lambda: biggest_changes.changes_panel(store, view))
    with st.expander(say("Tone, sources, authors and words"), key="unfold drivers", on_change="rerun") as opened:
        if opened.open:
            fenced(say("Sentiment per week"), lambda: sentiment_shares.weeks(store, view, count=13))
            fenced(
                say("Sources, authors and words that changed most"), lambda: biggest_changes.drivers_panel(store, view)
            )


def of_other_exports() -> None:
    """What the store tells without mentions: account statistics, and the trend of its first figure."""
    fenced(say("Account statistics"), lambda: first_file.account(store, view))
    known = [line for line in (*composed.leading, *composed.quiet) if composition.is_fed(line)]
    if known:
        fenced(known[0].kpi.title[language], lambda: indicator_page.trend_panel(store, view, known[0]))


if judged is not None:
    fenced(say("Objectives"), summary)
figures()
drawn = next((line for line in director if line.kpi.id == DRAWN), None)
if drawn is not None and composition.is_fed(drawn):
    of_mentions(drawn)
else:
    of_other_exports()
fenced(say("Quality of the data"), lambda: biggest_changes.data_date(store, view, is_compared=not composed.is_young))
with st.expander(say("Quality of the data"), key="unfold quality", on_change="rerun") as opened:
    if opened.open:
        with st.grid(4, border=True, gap="xsmall", min_column_width=230):
            for line in indicator_page.lines_of(store, cards("overview"), view):
                if composition.has_figure(line) and line.kpi.id not in ELSEWHERE:
                    fenced(line.kpi.title[language], partial(card.card, store, line, view))
if composed.leading or composed.quiet:
    comment.switch()
