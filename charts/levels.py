"""The calendar of the watch: a row per month and a cell per day, coloured and signed by its level.

Frames have one row per day: `day`, `level` (0 calm, 1 vigilance, 2 alert, 3 crisis; missing if the day was not
evaluated), and `note`, what a day says beside its level.
"""

from __future__ import annotations

from datetime import date
from html import escape

import pandas as pd
import plotly.graph_objects as go

from charts.ink import FONT, Pen
from charts.trend import translucent
from charts.watch import SHAPES
from locales import numbers

ROW = 20  # pixels
NOT_EVALUATED = -1


def levels(frame: pd.DataFrame, pen: Pen, *, words: dict[int, str]) -> go.Figure:
    """`words`: of each level, and of NOT_EVALUATED."""
    codes = frame["level"].fillna(NOT_EVALUATED).astype(int)
    months = list(dict.fromkeys(_month(day) for day in frame["day"]))
    names = [numbers.day(month, pen.language, pattern="MMM y") for month in months]
    place = dict(zip(months, names, strict=True))
    colours = colours_of(pen)
    cells = {month: [None] * 31 for month in months}
    for day, code in zip(frame["day"], codes, strict=True):
        cells[_month(day)][day.day - 1] = code
    edges = [(number + end) / len(colours) for number in range(len(colours)) for end in (0, 1)]
    figure = go.Figure(
        go.Heatmap(
            x=list(range(1, 32)),
            y=names,
            z=[cells[month] for month in months],
            zmin=NOT_EVALUATED - 0.5,
            zmax=3.5,
            colorscale=[[edge, colours[at // 2 + NOT_EVALUATED]] for at, edge in enumerate(edges)],
            showscale=False,
            xgap=1,
            ygap=2,
            hoverinfo="skip",
        )
    )
    for code, symbol in {NOT_EVALUATED: "x-thin", **SHAPES}.items():
        mine = frame[codes == code]
        if len(mine):
            colour = {NOT_EVALUATED: pen.ink.muted, 1: pen.ink.text}.get(code, pen.ink.page)
            figure.add_trace(
                go.Scatter(
                    x=[day.day for day in mine["day"]],
                    y=[place[_month(day)] for day in mine["day"]],
                    mode="markers",
                    marker={"symbol": symbol, "size": 5, "color": colour, "line": {"width": 1, "color": colour}},
                    hoverinfo="skip",
                    name=f"level {code}",
                )
            )
    figure.add_trace(_doors(frame, codes, place, words, pen))
    figure.update_layout(
        height=54 + ROW * len(months),
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 12, "color": pen.ink.text},
        hoverlabel={"font": {"family": FONT}},
        showlegend=False,
        dragmode=False,
    )
    figure.update_yaxes(
        autorange="reversed", automargin=True, showgrid=False, fixedrange=True, type="category",
        tickfont={"size": 11, "color": pen.ink.muted}, ticks="",
    )  # fmt: skip
    figure.update_xaxes(
        side="top", showgrid=False, zeroline=False, fixedrange=True, range=[0.4, 31.6],
        tickmode="array", tickvals=[1, 5, 10, 15, 20, 25, 31], tickfont={"size": 11, "color": pen.ink.muted}, ticks="",
        automargin=True,
    )  # fmt: skip
    return figure


def colours_of(pen: Pen) -> dict[int, str]:
    """Level -> the colour of its cell."""
    status = pen.ink.statuses
    return {
        NOT_EVALUATED: "rgba(0,0,0,0)",
        0: pen.ink.ranges[1],
        1: translucent(status["near"], 0.45),  # paler than an alert: their hues are neighbours
        2: status["behind"],
        3: pen.ink.text,
    }


def opened(point: dict, frame: pd.DataFrame) -> date | None:
    """The day of a selected point; None for a cell without a day."""
    at = point.get("customdata")
    text = str(at[0] if isinstance(at, (list, tuple)) and at else at)[:10]
    return next((day for day in frame["day"] if day.isoformat() == text), None)


def _doors(
    frame: pd.DataFrame, codes: pd.Series, place: dict[date, str], words: dict[int, str], pen: Pen
) -> go.Scatter:
    """Unseen points that tell what a day is and can be selected: Plotly selects no cell of a heat map."""
    told = []
    for day, code, note in zip(frame["day"], codes, frame["note"], strict=True):
        text = f"{numbers.day(day, pen.language, pattern='EEE d MMM y')} · {escape(words[code])}"
        told.append(f"{text}<br>{escape(note)}" if note else text)
    return go.Scatter(
        x=[day.day for day in frame["day"]],
        y=[place[_month(day)] for day in frame["day"]],
        customdata=[day.isoformat() for day in frame["day"]],
        text=told,
        mode="markers",
        marker={"symbol": "square", "size": ROW - 4, "opacity": 0},
        hovertemplate="%{text}<extra></extra>",
        name="days",
    )


def _month(day: date) -> date:
    return day.replace(day=1)
