"""The quiet part of the Overview: figures that did not change, in one line that opens; those without a figure, in one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

import streamlit as st

from data.store import Store
from kpis.objectives.absence import without_verdict
from kpis.objectives.scorecard import Line
from locales import numbers
from ui import session
from ui.fence import fenced
from ui.figures import card, composition, trend_events
from ui.session import say, say_plural, say_sentence
from ui.view import offered
from ui.view.view import View
from wording import amounts
from wording.markdown import escaped


def unchanged(store: Store, lines: Sequence[Line], view: View, *, is_edited: bool) -> None:
    """One line that opens to their cards; nothing if there are none."""
    if not lines:
        return
    with st.expander(_count(lines), key="unfold quiet", on_change="rerun") as opened:
        if opened.open:
            with st.grid(4, border=True, gap="xsmall", min_column_width=230):
                for line in lines:
                    draw = partial(card.card, store, line, view, message=True, is_edited=is_edited)
                    fenced(line.kpi.title[session.language()], draw)
    st.caption(" · ".join(_short(line) for line in lines))


def _count(lines: Sequence[Line]) -> str:
    """'6 figures unchanged: 4 within their targets, 1 undecided, 1 without a verdict'."""
    compared = all(composition.is_compared(line) for line in lines)
    text = say_plural("{count} figure unchanged", "{count} figures unchanged", len(lines))
    if not compared:
        text = say_plural("{count} other figure", "{count} other figures", len(lines))
    counts = Counter("none" if amounts.status(line) == "unjudged" else amounts.status(line) for line in lines)
    if set(counts) == {"met"} and compared:
        return say_plural(
            "{count} figure within its target, unchanged", "{count} figures within their targets, unchanged", len(lines)
        )
    words = {
        "met": say_plural("{count} within its target", "{count} within their targets", counts["met"]),
        "undecided": say_plural("{count} undecided", "{count} undecided", counts["undecided"]),
        "none": say_plural("{count} without a verdict", "{count} without a verdict", counts["none"]),
    }
    return f"{text} ({', '.join(words[code] for code in words if counts[code])})"


def _short(line: Line) -> str:
    language = session.language()
    return f"{escaped(line.kpi.title[language])} **{amounts.figure(line, language)}**"


def without_figure(store: Store, lines: Sequence[Line], view: View) -> None:
    """One line: the figures that no export feeds, by the export that would; then those that lack one for another reason."""
    language = session.language()
    by_remedy: dict[str, list[str]] = {}
    for line in lines:
        by_remedy.setdefault(escaped(_remedy(store, line, view)), []).append(escaped(line.kpi.title[language]))
    told = [f"{', '.join(titles)} ({remedy})" if remedy else ", ".join(titles) for remedy, titles in by_remedy.items()]
    between = f"{numbers.NBSP}; " if language == "fr" else "; "
    if told:
        with st.container(key="without-figure"):
            st.caption(f"{say('No figure yet:')} {between.join(told)}.")


def is_silent(store: Store, line: Line, view: View) -> bool:
    """Whether no export feeds a figure that is only followed: a card would hold nothing but its name."""
    return not line.has_target and not composition.is_fed(line) and not offered.feeds(store, line.kpi, view.brand)


def _remedy(store: Store, line: Line, view: View) -> str:
    """'with an export of followers …' where none is loaded; else why the exports that are loaded do not tell it."""
    exports = trend_events.exports_of(line.kpi)
    if exports and not composition.is_fed(line) and not offered.feeds(store, line.kpi, view.brand):
        return say("with {exports}", exports=exports)
    reason = without_verdict(line.week, line.kpi)
    if reason is None:
        return ""
    text = say_sentence(reason).rstrip(".")
    return text.partition(":")[2].strip() or text  # 'No figure: …': the line says so already
