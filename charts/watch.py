"""The crisis watch: daily mentions, observed and expected, with unusual days marked.

Frames have one row per day: `day`, `observed`, `expected`, `few` and `most` (the smallest and the largest ordinary
count), `level` (0 calm, 1 vigilance, 2 alert, 3 crisis; missing if the day was not evaluated). A level is shown by
colour, shape and number; what is not known is a gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

import pandas as pd
import plotly.graph_objects as go

from charts.axes import day_axis, styled
from charts.events import Event, mark_events
from charts.ink import FormatValue, Pen
from charts.labels import hovers, spread
from charts.scale import scale, scaled
from charts.trend import translucent

SHAPES = {1: "circle", 2: "triangle-up", 3: "diamond"}


def watch(frame: pd.DataFrame, pen: Pen, *, format_value: FormatValue, events: Sequence[Event] = ()) -> go.Figure:
    """Observed mentions as bars, expected ones as a line, a sign over each day above level 0."""
    days = frame.assign(period=frame["day"], value=frame["observed"], state="complete")
    has_band = {"few", "most"} <= set(frame.columns)
    ordinary = frame["most"].dropna() if has_band else []
    ticks = scale([*frame["observed"].dropna(), *frame["expected"].dropna(), *ordinary])
    figure = go.Figure()
    if has_band:
        _band(figure, frame, pen)
    figure.add_trace(
        go.Bar(
            x=days["period"],
            y=days["value"],
            marker={"color": [_colour(level, pen) for level in frame["level"]]},
            customdata=hovers(days, pen, format_value, notes=[(one.day, one.label) for one in events]),
            hovertemplate="%{customdata}<extra></extra>",
            unselected={"marker": {"opacity": 1}},
            name="observed",
            meta=pen.say("observed"),
        )
    )
    figure.add_trace(
        go.Scatter(
            x=days["period"],
            y=frame["expected"],
            mode="lines",
            connectgaps=False,
            line={"color": pen.ink.text, "width": 1.4, "dash": "dot"},
            hoverinfo="skip",
            name="expected",
            meta=pen.say("expected"),
        )
    )
    _signs(figure, frame, pen, ticks)
    scaled(figure, ticks, pen, format_value)
    day_axis(figure, days["period"], pen)
    mark_events(figure, days, pen, events)
    known = frame.dropna(subset=["expected"])
    if not known.empty:
        ends = [(float(known.iloc[-1]["expected"]), pen.say("expected"), pen.ink.text)]
        if has_band and pd.notna(known.iloc[-1]["most"]):
            ends.append((float(known.iloc[-1]["most"]), pen.say("ordinary"), pen.ink.muted))
        spread(figure, ends)
    figure.update_layout(bargap=0.15)
    return styled(figure, pen, height=260, top=34 if events else 22, right=84)


def _band(figure: go.Figure, frame: pd.DataFrame, pen: Pen) -> None:
    """What would be ordinary, one surface per run of known days; a day has its whole width, also a lone one."""
    known = frame["few"].notna() & frame["most"].notna()
    half = timedelta(hours=12)
    for place_of_run, (_, run) in enumerate(frame[known].groupby((~known).cumsum()[known])):
        noons = [datetime.combine(day, time()) for day in run["day"]]
        ends = [moment for noon in noons for moment in (noon - half, noon + half)]
        few, most = (run[name].repeat(2).tolist() for name in ("few", "most"))
        figure.add_trace(
            go.Scatter(
                x=[*ends, *ends[::-1]],
                y=[*most, *few[::-1]],
                mode="lines",
                fill="toself",
                fillcolor=translucent(pen.ink.own, 0.12),
                line={"width": 0},
                hoverinfo="skip",
                name="ordinary",
                meta=None if place_of_run else pen.say("ordinary"),
            )
        )


def _signs(figure: go.Figure, frame: pd.DataFrame, pen: Pen, ticks: Sequence[float]) -> None:
    """A shape over each day above level 0; the number of the level on the highest day of each run."""
    peaks = _peaks(frame)
    for level, shape in SHAPES.items():
        mine = frame[frame["level"] == level]
        if mine.empty:
            continue
        figure.add_trace(
            go.Scatter(
                x=mine["day"],
                y=mine["observed"] + (ticks[-1] - ticks[0]) * 0.05,
                mode="markers+text",
                marker={"symbol": shape, "size": 8, "color": _colour(level, pen)},
                text=[str(level) if day in peaks else "" for day in mine["day"]],
                textposition="top center",
                textfont={"size": 11, "color": pen.ink.text},
                cliponaxis=False,
                hoverinfo="skip",
                name=f"level {level}",
            )
        )


def _peaks(frame: pd.DataFrame) -> set:
    """The highest day of each run of days with the same level; adjacent numbers would overlap."""
    run = (frame["level"] != frame["level"].shift()).cumsum()
    known = frame[frame["observed"].notna()]  # a run may have no value on any of its days
    return set(known.loc[known.groupby(run[known.index])["observed"].idxmax(), "day"])


def _colour(level: float, pen: Pen) -> str:
    if pd.isna(level) or level < 1:
        return pen.ink.neutral
    return pen.ink.statuses["near"] if level < 2 else pen.ink.statuses["behind"] if level < 3 else pen.ink.text
