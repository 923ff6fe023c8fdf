"""The card of a KPI: value, change, sparkline, status with its target, sample and interval."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from charts import described
from charts.sparklines import sparkline
from data.store import Store
from kpis.objectives.scorecard import Line
from locales import numbers
from ui import session
from ui.evidence import dialog
from ui.figures import badge, comment, provenance
from ui.report import copied, slide
from ui.session import say, say_code, say_sentence
from ui.view import url
from ui.view.view import View
from wording import amounts
from wording.markdown import escaped


def card(
    store: Store,
    line: Line,
    view: View,
    *,
    drawn: bool | None = None,
    message: bool = False,
    is_edited: bool = False,
    is_alone: bool = False,
) -> None:
    """The card of a KPI.

    `drawn`: whether the chart below shows this KPI (None: no chart). `message`: add the sentence on the figure.
    `is_edited`: with the button that edits it. `is_alone`: without a past, which it does not name.
    """
    language = session.language()
    offered(store, line, view)
    with st.container(key=f"card-{line.kpi.id}", gap=None):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", wrap=False):
            _name(store, line, view)
            if drawn is not None:
                _draw(line, drawn)
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.markdown(f"### {amounts.figure(line, language)}", anchors=False, width="content")
            if not is_alone:
                st.markdown(_change(line), width="content")
        if is_alone:
            if amounts.status(line) not in ("none", "unjudged"):
                st.markdown(f"{badge.status(amounts.status(line))} :small[:gray[{_target(line)}]]")
            st.caption(_sample_alone(line, view))
            if is_edited:
                comment.sentence(store, line, view, is_edited=True)
            return
        st.image(_spark(line), width="stretch", alt=trend_text(line))
        st.markdown(f"{badge.status(amounts.status(line))} :small[:gray[{_target(line)}]]")
        if message:
            comment.sentence(store, line, view, is_edited=is_edited)
        # the sentence already gives the reason for a missing figure
        st.caption(numbers.NBSP if message and numbers.is_missing(line.value) else _sample(line, view))


def offered(store: Store, line: Line, view: View) -> None:
    """Offer the figure of a card, or of a row of the scorecard, to be copied as a slide."""
    network = f" · {say_code(line.channel)}" if line.channel else ""
    history = line.history.assign(
        series=view.brand, period=[pd.Timestamp(one).date() for one in line.history["period"]]
    )
    copied.offer(
        "card",
        line.kpi.title[session.language()] + network,
        lambda: slide.figure(store, line, view),
        message=lambda: slide.told(slide.figure(store, line, view)),
        footer=lambda: " · ".join(provenance.footer(store, line.kpi.needs, view.brand, history)),
    )


def _draw(line: Line, drawn: bool) -> None:
    """The button that plots the KPI in the chart below."""
    st.button(
        say("Plot: {kpi}", kpi=escaped(line.kpi.title[session.language()])),
        icon=":material/monitoring:" if drawn else ":material/show_chart:",
        type="tertiary",
        key=f"draw {line.kpi.id}",
        help=say("Shown in the chart below") if drawn else say("Show it in the chart below"),
        on_click=lambda: url.put("kpi", line.kpi.id),
    )


def _name(store: Store, line: Line, view: View) -> None:
    title = line.kpi.title[session.language()]
    if st.button(
        escaped(title), type="tertiary", key=f"card evidence {line.kpi.id}", help=say("Definition, SQL and source rows")
    ):
        dialog.show(store, line, view)


def _change(line: Line) -> str:
    text = amounts.change_text(line.change, line.kpi, session.language())
    return f":{amounts.ASSESSMENT_COLOURS[text.assessment]}-badge[{say('stable') if is_stable(line) else text.text}]"


def is_stable(line: Line) -> bool:
    """Whether its change was examined and found to be none."""
    return line.change is not None and not line.change.significant and line.change.reason is None


def _target(line: Line) -> str:
    wanted = amounts.target(line, session.language())
    return f"· {say('target {target}', target=wanted)}" if wanted else ""


def _sample(line: Line, view: View) -> str:
    """Window, sample and interval; below them the reason for a missing figure, verdict or arrow."""
    window = _window(view, line) if view.period.grain == "week" else ""
    sample = amounts.sample(line.n, line.low, line.high, line.kpi, session.language())
    by_day = amounts.told_by(line.week, session.language())
    known = "" if numbers.is_missing(line.value) else " · ".join(part for part in (window, sample, by_day) if part)
    why = ""
    is_explained = numbers.is_missing(line.value) or amounts.status(line) == "unjudged"
    if line.verdict.reason is not None and is_explained:
        why = escaped(say_sentence(line.verdict.reason))
    untested = "" if line.change is None or line.change.reason is None else say_sentence(line.change.reason)
    return "  \n".join(part for part in (known, why, escaped(untested)) if part) or numbers.NBSP


def _sample_alone(line: Line, view: View) -> str:
    """The days that are known, the sample and the interval."""
    days = ""
    if line.state in ("running", "partial") and len(line.history):
        last = line.history.iloc[-1]
        days = say("{covered}/{days} d", covered=int(last["covered_days"]), days=int(last["days"]))
    sample = amounts.sample(line.n, line.low, line.high, line.kpi, session.language())
    by_day = amounts.told_by(line.week, session.language())
    return " · ".join(part for part in (days, sample, by_day) if part) or numbers.NBSP


def _window(view: View, line: Line) -> str:
    """The period compared with, for a KPI over four weeks or an incomplete week."""
    if line.kpi.weeks == 4:
        return four_weeks(view)
    if line.state in ("running", "partial") and len(line.history):
        last = line.history.iloc[-1]
        days = {"covered": int(last["covered_days"]), "days": int(last["days"])}
        if line.change is not None and line.change.is_compared and view.compare == "previous":
            return say("{covered}/{days} d, vs the same weekdays", **days)
        return say("{covered}/{days} d", **days)
    return ""


def four_weeks(view: View) -> str:
    """What a figure over four weeks is compared with: not the previous week, which shares three of the four."""
    return {
        "previous": say("4 weeks, vs the previous 4"),
        "four": say("4 weeks, vs the previous 16"),
        "year": say("4 weeks, vs a year earlier"),
    }[view.compare]


def _spark(line: Line) -> str:
    values = [None if numbers.is_missing(value) else float(value) for value in line.history["value"]]
    last_open = bool(len(line.history)) and line.history["state"].iloc[-1] in ("partial", "running")
    return sparkline(
        values, session.pen().ink, status=line.verdict.status, target=line.target_value, last_open=last_open
    )


def trend_text(line: Line) -> str:
    """The alternative text of the sparkline."""
    language = session.language()
    history = line.history.assign(
        period=[moment.date() if hasattr(moment, "date") else moment for moment in line.history["period"]]
    )
    return described.line(
        history,
        line.kpi.title[language],
        format_value=lambda value: amounts.amount(value, line.kpi, language),
        language=language,
    )
