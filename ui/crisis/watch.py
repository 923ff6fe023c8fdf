"""The crisis watch: its status, the lasting shifts and the daily chart."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pandas as pd
import streamlit as st

from charts import described
from charts.events import Event
from charts.watch import watch
from data.store import Store
from kpis.analysis import standing
from kpis.analysis.episodes import SIGNALS, Episode, Shift, shifts
from locales import numbers
from ui import session
from ui.empty_state import nothing
from ui.evidence import dialog
from ui.figures import cached, chart_export, chart_panel, trend_events
from ui.report import slide
from ui.session import say, say_code
from ui.view.view import View
from watch.counting import counted
from wording import crisis_sentence
from wording.markdown import escaped

DAYS = 182
SIGNS = {0: "✔", 1: "●", 2: "▲", 3: "◆"}
COLOURS = {0: "blue", 1: "orange", 2: "red", 3: "violet"}


def level(code: int) -> str:
    """A level as colour, shape and word."""
    return f":{COLOURS[code]}[{SIGNS[code]} **{say_code(f'level {code}')}**]"


def status(store: Store, view: View, *, is_leading: bool = False) -> None:
    """The state of the watch in the view's days, in a colour of its level.

    `is_leading`: at the head of the Overview, with a way to the screen of the watch; nothing where no day was evaluated.
    """
    rows = cached.watch_days(store, view, days=DAYS)
    now = standing.standing(rows, view.since, view.until)
    if now.level is None:
        if not is_leading:
            nothing(say("No day of this period was evaluated: {reason}.", reason=_not_evaluated(rows, view)))
        return
    with st.container(key=f"watch-level-{now.level}", gap=None):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(
                f"**{SIGNS[now.level]}{numbers.NBSP}{say_code(f'level {now.level}')}** · {_told(store, now, view)}",
                width="stretch",
            )
            if is_leading and now.level:
                st.page_link("app_pages/crisis.py", label=say("Crisis watch"), width="content")
        if now.episode is not None:
            with st.expander(say("Details"), key="unfold watch"):
                st.markdown(f"{summary(now.episode)} {reasons(now.episode)}")


def _not_evaluated(rows: pd.DataFrame, view: View) -> str:
    """Why: too little history, or days that nothing covers."""
    if not standing.is_covered(rows, view.since, view.until):
        return say("no upload covers mentions of {brand} on these days", brand=escaped(view.brand))
    return say("the watch needs 14 days of mentions before it can evaluate a day")


def _told(store: Store, now: standing.Standing, view: View) -> str:
    """The sentence for a director: since when, how many of what, and what makes a crisis of it."""
    last = min(view.until, view.today)
    topic = "" if now.episode is None else _topic(store, now.episode, view)
    return crisis_sentence.told(
        now, session.language(), topic=topic, last=last, first=view.until - timedelta(days=DAYS - 1)
    )


def _topic(store: Store, one: Episode, view: View) -> str:
    """The topic of more than half of the mentions of the peak; '' if none has as many, or its signal counts copies."""
    kind = standing.KINDS.get(one.peak.signal)
    if kind is None:
        return ""
    day = replace(view, since=one.peak.day, until=one.peak.day, compare="previous")
    return standing.topic_of(one.peak, cached.drivers(store, day, by="topic", kind=kind))


def summary(one: Episode) -> str:
    """An episode in a sentence: its days and its peak, observed and expected."""
    language = session.language()
    peak = one.peak
    since = {"days": numbers.date_range(one.since, one.until or one.since, language)}
    if one.is_open:
        since = {"days": say("since {day}", day=numbers.day(one.since, language))}
    return say(
        "{days}; peak on {day} ({signal}): {observed} observed, {expected} expected (z = {z}).",
        **since,
        day=numbers.day(peak.day, language),
        observed=numbers.number(peak.observed, language),
        signal=series_name(peak.signal),
        expected=numbers.number(peak.expected, language, decimals=1),
        z=numbers.number(peak.z, language, decimals=1),
    )


def reasons(one: Episode) -> str:
    """Which signals rang, furthest from the expected first."""
    language = session.language()
    rang = [
        say(
            "{signal} ({observed} for {expected} expected)",
            signal=series_name(spike.signal),
            observed=numbers.number(spike.observed, language),
            expected=numbers.number(spike.expected, language, decimals=1),
        )
        for spike in one.signals
    ]
    return say("What rang: {signals}.", signals=", ".join(rang)) if rang else ""


def new_normals(store: Store, view: View) -> None:
    """A sentence for each lasting shift that the watch has recognised."""
    for one in shifts(cached.watch_days(store, view, days=DAYS)):
        if one.signal in SIGNALS:
            st.info(_new_normal(one))


def _new_normal(one: Shift) -> str:
    language = session.language()
    return say(
        "New normal since {day} ({signal}): about {after} a day in place of {before}, known since {known}. Later days "
        "are compared with it; a new source or account is the usual cause.",
        day=numbers.day(one.since, language),
        signal=series_name(one.signal),
        after=numbers.number(one.after, language),
        before=numbers.number(one.before, language),
        known=numbers.day(one.known_on, language),
    )


def daily_chart(store: Store, view: View) -> None:
    """Observed and expected mentions per day of the selected series."""
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            head = say("Each day, observed and expected")
            st.markdown(
                f"**{head}** :gray[· {say('the band: what would be ordinary · signs: 1 vigilance, 2 alert, 3 crisis')}]",
                width="stretch",
            )
            signal = chart_panel.choice("signal", SIGNALS, "negative", lambda code: series_name(code))
        rows = cached.watch_days(store, view, days=DAYS)
        shown = rows[rows["signal"] == signal].drop(columns="level")
        judged = signal if signal in ("all", "mentions") else "crisis"
        frame = (
            shown.merge(rows[rows["signal"] == judged][["day", "level"]], on="day", how="left")
            .merge(cached.ordinary(store, view, days=DAYS, signal=signal), on="day", how="left")
            .reset_index(drop=True)
        )
        if frame["observed"].isna().all():
            nothing(say("No file covers these days."))
            return
        language = session.language()

        def format_value(value: float) -> str:
            return numbers.number(value, language)

        figure = watch(
            frame,
            session.pen(),
            format_value=format_value,
            events=(
                *trend_events.events(store, view.brand, frame["day"].min(), view.until, channels=view.channels),
                *(Event(one.since, say("new normal")) for one in shifts(rows) if one.signal == signal),
            ),
        )
        title = f"{say_code(f'{signal} mentions')}, {view.brand}"
        chart_export.chart(
            figure,
            key="watch",
            name=chart_export.file_name(view.brand, f"watch_{signal}", view.period),
            title=f"{view.brand} · {head}\n{say_code(f'{signal} mentions')}",
            alt=described.line(
                frame.assign(period=frame["day"], value=frame["observed"]),
                title,
                format_value=format_value,
                language=language,
            ),
            data=frame,
            part=lambda: slide.days(frame, brand=view.brand, measure=say_code(f"{signal} mentions"), today=view.today),
            brand=view.brand,
            annotated=min(view.until, view.today),
            on_select=lambda day: dialog.go(counted(view.brand, signal, day, day, view.channels)),
        )


def series_name(signal: str) -> str:
    return say_code(f"{signal} mentions")
