"""The coverage calendar: one row per source and one cell per day, which is covered, zero or missing."""

from __future__ import annotations

from datetime import date, timedelta
from html import escape, unescape

import pandas as pd
import plotly.graph_objects as go

from charts.axes import day_axis
from charts.ink import FONT, Pen
from locales import numbers

STATES = ("missing", "zero", "covered")
ROW = 17  # pixels
MOST_DAYS = 100  # with a sign and a door each; of more days, the week is a door


def calendar(frame: pd.DataFrame, pen: Pen) -> go.Figure:
    """`frame`: one row per source and day, with state (one of STATES) and records. Sources keep the frame's order."""
    say = pen.say
    names = list(dict.fromkeys(frame["source"]))
    days = sorted(set(frame["day"]))
    words = {"missing": say("missing"), "zero": say("covered, no row"), "covered": say("covered")}
    at = {(row.source, row.day): row for row in frame.itertuples()}
    cells = [[STATES.index(at[name, day].state) if (name, day) in at else None for day in days] for name in names]
    colours = (pen.ink.negative, pen.ink.ranges[0], pen.ink.own)
    scale = [
        [edge / 3, colour] for edge, colour in zip((0, 1, 1, 2, 2, 3), [c for c in colours for _ in "ab"], strict=True)
    ]
    figure = go.Figure(
        go.Heatmap(
            x=days,
            y=[escape(name) for name in names],
            z=cells,
            zmin=-0.5,
            zmax=2.5,
            colorscale=scale,
            showscale=False,
            xgap=1,
            ygap=2,
            hoverinfo="skip",
        )
    )
    _signs(figure, frame, pen)
    _doors(figure, frame, words, pen)
    figure.update_layout(
        height=64 + ROW * len(names),
        margin={"l": 8, "r": 8, "t": 26, "b": 24},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 12, "color": pen.ink.text},
        hoverlabel={"font": {"family": FONT}},
        showlegend=False,
        separators=", " if pen.language == "fr" else ".,",
    )
    day_axis(figure, pd.Series(days), pen)
    figure.update_yaxes(autorange="reversed", automargin=True, showgrid=False, tickfont={"size": 11})
    figure.update_xaxes(showgrid=False)
    _legend(figure, colours, words, pen)
    return figure


def opened(point: dict, frame: pd.DataFrame) -> tuple[str, date, date]:
    """The source of a selected point, and its days: the day of the cell, or its week where cells are too narrow."""
    day = date.fromisoformat(str(point["x"])[:10])
    name = unescape(str(point["y"]))
    if _by_day(frame):
        return name, day, day
    monday = _monday(day)
    return name, max(monday, frame["day"].min()), min(monday + timedelta(days=6), frame["day"].max())


def _by_day(frame: pd.DataFrame) -> bool:
    return frame["day"].nunique() <= MOST_DAYS


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _doors(figure: go.Figure, frame: pd.DataFrame, words: dict[str, str], pen: Pen) -> None:
    """Unseen points that tell what a cell is and can be selected: Plotly selects no cell of a heat map."""
    if _by_day(frame):
        shown = frame.assign(text=[_hover_text(row, words, pen) for row in frame.itertuples()])
    else:
        last = frame["day"].max()
        weeks = frame.groupby(["source", frame["day"].map(_monday)], sort=False)
        shown = pd.DataFrame(
            [
                (source, min(monday + timedelta(days=3), last), _week_text(source, rows, words, pen))
                for (source, monday), rows in weeks
            ],
            columns=["source", "day", "text"],
        )
    figure.add_trace(
        go.Scatter(
            x=shown["day"],
            y=[escape(name) for name in shown["source"]],
            text=shown["text"],
            mode="markers",
            marker={"symbol": "square", "size": ROW - 3, "opacity": 0},
            hovertemplate="%{text}<extra></extra>",
        )
    )


def _week_text(source: str, rows: pd.DataFrame, words: dict[str, str], pen: Pen) -> str:
    """The days of a week in each state, and the records of all."""
    days = numbers.date_range(rows["day"].min(), rows["day"].max(), pen.language)
    states = " · ".join(
        f"{words[state]}{numbers.NBSP}{numbers.number(count, pen.language)}"
        for state in reversed(STATES)
        if (count := int((rows["state"] == state).sum()))
    )
    return f"{escape(source)}<br>{days}<br>{states}"


def _signs(figure: go.Figure, frame: pd.DataFrame, pen: Pen) -> None:
    """A cross for missing and a ring for zero, so that colour is never the only sign."""
    for state, symbol, colour in (("missing", "x-thin", pen.ink.page), ("zero", "circle-open", pen.ink.muted)):
        some = frame[frame["state"] == state]
        if len(some) and _by_day(frame):
            figure.add_trace(
                go.Scatter(
                    x=some["day"],
                    y=[escape(name) for name in some["source"]],
                    mode="markers",
                    marker={"symbol": symbol, "size": 5, "color": colour, "line": {"width": 1.2, "color": colour}},
                    hoverinfo="skip",
                )
            )


def _legend(figure: go.Figure, colours: tuple[str, ...], words: dict[str, str], pen: Pen) -> None:
    signs = {"covered": "■", "zero": "○", "missing": "✕"}
    inks = {"covered": colours[2], "zero": pen.ink.muted, "missing": colours[0]}
    text = "   ".join(
        f'<span style="color:{inks[state]}">{signs[state]}</span> {words[state]}'
        for state in ("covered", "zero", "missing")
    )
    figure.add_annotation(
        x=0, y=1, xref="paper", yref="paper", xanchor="left", yanchor="bottom", text=text, showarrow=False
    )


def _hover_text(row: object, words: dict[str, str], pen: Pen) -> str:
    count = f" · {numbers.number(row.records, pen.language)}" if row.state == "covered" else ""  # type: ignore[attr-defined]
    day = numbers.day(row.day, pen.language)  # type: ignore[attr-defined]
    return f"{escape(row.source)}<br>{day} · {words[row.state]}{count}"  # type: ignore[attr-defined]
