"""The calendar of levels, a year of days; and the episodes that somebody has still to see to."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from charts import levels as drawing
from data.store import Store
from data.watch import episodes as record
from kpis.analysis.episodes import OF_EPISODES, Episode
from kpis.analysis.period_scorecard import Look
from kpis.inputs.crisis import ALERT
from kpis.lineage.mention_filter import Filter
from locales import numbers
from ui import doors, session
from ui.crisis import episode, handling, watch
from ui.evidence import dialog
from ui.figures import cached, chart_export
from ui.session import say, say_code, say_plural
from ui.view.view import View
from watch.counting import counted
from wording import crisis_sentence

MONTHS = 12
LISTED = 5


def open_episodes(store: Store, view: View) -> None:
    """The episodes that are not over, and the alerts that nobody has closed, each with its state and a way to its card."""
    found = cached.episodes(store, view, days=watch.DAYS)
    held = record.kept(store, view.brand)
    waiting = []
    for one in found:
        kept = handling.match(held, one)
        if one.is_open or (one.level >= ALERT and (kept is None or not kept.verdict)):
            waiting.append((one, kept))
    with st.container(border=True):
        st.markdown(f"**{say('Episodes to see to')}** :gray[· {say('not over, or an alert that nobody closed')}]")
        rows = cached.watch_days(store, view, days=watch.DAYS)
        if rows.loc[rows["signal"] == "crisis", "level"].isna().all():  # silence is no calm
            st.caption(say("No day could be evaluated yet."))
            return
        if not waiting:
            st.caption(say("None: every episode of these 26 weeks is over, and every alert is closed."))
            return
        for one, kept in sorted(waiting, key=lambda pair: not pair[0].is_open)[:LISTED]:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f"{watch.level(one.level)} · {_span(one)} · {handling.state(store, kept)}", width="stretch")
                st.button(
                    say("Its causes"),
                    key=f"card {one.since}",
                    type="tertiary",
                    icon=":material/arrow_downward:",
                    on_click=episode.ask,
                    args=(one.since.isoformat(),),
                )
        if len(waiting) > LISTED:
            st.caption(say_plural("{count} more episode", "{count} more episodes", len(waiting) - LISTED))


def levels(store: Store, view: View) -> None:
    """A year of days by level; each day opens its mentions."""
    pen, words = session.pen(), words_of()
    at = (str(store.path), store.version, view.look, pen.language, pen.ink.page)
    frame, figure = _drawn(*at, _store=store, _view=view)
    with st.container(border=True):
        head = say("Calendar of levels")
        st.markdown(f"**{head}** :gray[· {say('12 months; a day opens its mentions')}]")
        if frame["level"].isna().all():
            st.caption(say("No day could be evaluated yet."))
            return
        st.caption(_legend(frame, words))
        point = doors.chart(
            figure,
            key="levels",
            config=chart_export.config(chart_export.file_name(view.brand, "levels", view.period)),
            alt=_alt(frame, view, words),
        )
    if point is not None and (day := drawing.opened(point, frame)) is not None:
        dialog.go(_mentions(view, frame, day))


@st.cache_resource(max_entries=20, show_spinner=False)
def _drawn(
    path: str,
    version: int,
    look: Look,
    language: str,
    page: str,
    *,
    _store: Store,
    _view: View,
) -> tuple[pd.DataFrame, go.Figure]:
    """The days and their calendar, in a language and on a page of a colour: a year of cells is drawn once."""
    first = _months_before(_view.until, MONTHS - 1)
    rows = cached.watch_days(_store, _view, days=(_view.until - first).days + 1)
    frame = _frame(rows, first, min(_view.until, _view.today))
    return frame, drawing.levels(frame, session.pen(), words=words_of())


def words_of() -> dict[int, str]:
    """The name of each level, and of a day that was not evaluated."""
    return {drawing.NOT_EVALUATED: say("not evaluated"), **{code: say_code(f"level {code}") for code in range(4)}}


def _frame(rows: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    """One row per day: its level, the signal furthest from what is expected, and how many it counts."""
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    level = rows[rows["signal"] == "crisis"].set_index("day")["level"]
    rang = rows[rows["signal"].isin(OF_EPISODES) & (rows["level"] >= 1) & rows["z"].notna()]
    foremost = rang.loc[rang.groupby("day")["z"].idxmax()].set_index("day") if len(rang) else rang.set_index("day")
    language = session.language()
    signals, notes = [], []
    for day in days:
        told = day in foremost.index and level.get(day, 0) >= 1
        signals.append(str(foremost.at[day, "signal"]) if told else "all")
        notes.append(
            crisis_sentence.counted(signals[-1], round(foremost.at[day, "observed"]), language) if told else ""
        )
    return pd.DataFrame(
        {"day": days, "level": [level.get(day) for day in days], "signal": signals, "note": notes}
    ).astype({"level": float})


def _legend(frame: pd.DataFrame, words: dict[int, str]) -> str:
    """Each sign with its level and how many days have it."""
    signs = {drawing.NOT_EVALUATED: "✕", **watch.SIGNS, 0: "■"}
    counts = frame["level"].fillna(drawing.NOT_EVALUATED).astype(int).value_counts()
    language = session.language()
    return " · ".join(
        f"{signs[code]}{numbers.NBSP}{words[code]}{numbers.NBSP}{numbers.number(counts[code], language)}"
        for code in (0, 1, 2, 3, drawing.NOT_EVALUATED)
        if code in counts.index
    )


def _alt(frame: pd.DataFrame, view: View, words: dict[int, str]) -> str:
    alarms = frame[frame["level"] >= ALERT]
    days = ", ".join(numbers.day(day, session.language()) for day in alarms["day"].tail(LISTED))
    title = f"{say('Calendar of levels')}, {view.brand} · {_legend(frame, words)}"
    return f"{title} · {say('the last days of alert or crisis: {days}', days=days)}" if days else title


def _mentions(view: View, frame: pd.DataFrame, day: date) -> Filter:
    signal = frame.loc[frame["day"] == day, "signal"].iloc[0]
    return counted(view.brand, signal, day, day, view.channels)


def _span(one: Episode) -> str:
    language = session.language()
    if one.until is None:
        return say("since {day}", day=numbers.day(one.since, language))
    return numbers.date_range(one.since, one.until, language)


def _months_before(day: date, months: int) -> date:
    """The first day of the month so many months before that of a day."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
