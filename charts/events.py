"""Annotations on a chart: a vertical line on the day itself, a surface over several days, and the day in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from html import escape
from itertools import pairwise
from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from charts.ink import Pen
from locales import numbers

LABEL = 22  # characters of an event's label, its day apart
WRITTEN = 0.2  # share of a wide chart that a label takes


@dataclass(frozen=True)
class Event:
    """An annotation of one day, or of the days up to `last`. `label` is written by a person and is escaped.

    `is_break`: from the day on the figures count something else, and are not compared with those before. `whole`: what
    pointing at it says, in place of the label.
    """

    day: date
    label: str
    last: date | None = None
    is_break: bool = False
    whole: str = ""


def mark_events(figure: go.Figure, frame: pd.DataFrame, pen: Pen, events: Sequence[Event]) -> None:
    """Each event on its own day, also within a week or month whose point stands on the first day.

    An event that began before the first day drawn has no line, only its remaining days. Labels that would overlap
    stand on two rows.
    """
    if frame.empty:
        return
    first, last = frame["period"].min(), _last_day(frame)
    shown = sorted((one for one in events if _touches(one, first, last)), key=lambda one: one.day)
    room, line = (last - first) * WRITTEN, 0
    written: list[date | None] = [None, None]  # where the text of each row ends
    for one in shown:
        start, end = max(one.day, first), min(one.last or one.day, last)
        anchor = "left" if start - first < (last - first) * 0.7 else "right"
        begins = start if anchor == "left" else start - room  # a text to the left of its line meets the one before it
        free = [row for row, until in enumerate(written) if until is None or until <= begins]
        line = free[0] if free else 1 - line
        written[line] = begins + room
        if end > start:
            figure.add_shape(
                type="rect",
                **_across(start, end),
                fillcolor=pen.ink.muted,
                opacity=0.07,
                line={"width": 0},
                layer="below",
            )
        if one.day >= first:
            dashed = {"color": pen.ink.muted, "width": 1, "dash": "dash"}
            solid = {"color": pen.ink.text, "width": 1.6}
            drawn = solid if one.is_break else dashed
            figure.add_shape(type="line", **_across(start, start), line=drawn, layer="below")
        figure.add_annotation(
            x=_moment(start),
            yref="paper",
            y=1,
            text=escape(_label(one, pen, began=one.day >= first)),
            showarrow=False,
            yanchor="bottom",
            yshift=13 * line,
            xanchor=anchor,
            font={"size": 11, "color": pen.ink.text if one.is_break else pen.ink.muted},
            hovertext=f"{_wrapped(one.whole or one.label)}<br>{_days(one, pen)}",
        )
    _widen(figure, max((min(one.last or one.day, last) for one in shown), default=first))


def _widen(figure: go.Figure, until: date) -> None:
    """Let the axis of days reach an event after the first day of the last period."""
    drawn = figure.layout.xaxis.range
    if drawn is not None and pd.Timestamp(drawn[1]) < pd.Timestamp(until + timedelta(days=1)):
        figure.update_xaxes(range=[drawn[0], until + timedelta(days=1)])


def _touches(one: Event, first: date, last: date) -> bool:
    return one.day <= last and (one.last or one.day) >= first


def _last_day(frame: pd.DataFrame) -> date:
    """The last day of the last period, which is named by its first."""
    last = frame["period"].max()
    ordered = sorted(set(frame["period"]))
    if len(ordered) < 2:
        return last + timedelta(days=max(0, int(frame["days"].iloc[-1]) - 1)) if "days" in frame else last
    step = min((after - one).days for one, after in pairwise(ordered))
    if step < 28:
        return last + timedelta(days=step - 1)
    return (last.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _across(start: date, end: date) -> dict[str, object]:
    return {"x0": _moment(start), "x1": _moment(end), "yref": "paper", "y0": 0, "y1": 1}


def _moment(day: date) -> datetime:
    return datetime.combine(day, time())


def _label(one: Event, pen: Pen, *, began: bool) -> str:
    """The label with its day: a point of a weekly chart stands on another."""
    label = one.label if len(one.label) <= LABEL else one.label[: LABEL - 1].rstrip() + "…"
    day = numbers.day(one.day, pen.language, pattern="d MMM")
    return f"{label} · {day}" if began else f"{label} · {pen.say('since {day}').format(day=day)}"


def _wrapped(text: str) -> str:
    """The text in lines that a hover can show."""
    return "<br>".join(escape(line) for line in wrap(text, 70))


def _days(one: Event, pen: Pen) -> str:
    return numbers.date_range(one.day, one.last or one.day, pen.language)
