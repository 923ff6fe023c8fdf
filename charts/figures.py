"""Bar charts: a tidy frame in, a Plotly figure out.

Frames have one row per period (and series): `period` (first day), `value`, `state` (complete, partial, running,
missing), `covered_days`, `days`. A missing value is a gap; a partial period is hatched and labelled n/7; bars start
at zero; there is one axis; series are labelled directly. Numbers and dates are formatted beforehand, because Plotly
would write them in English.
"""

from __future__ import annotations

from html import escape

import pandas as pd
import plotly.graph_objects as go

from charts.axes import fixed_axis, styled, week_axis
from charts.ink import FormatValue, Pen
from charts.labels import hover, label_kinds, label_partial_periods, sample_text, shortened
from locales import numbers

SHARE_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def sentiment_weeks(frame: pd.DataFrame, pen: Pen) -> go.Figure:
    """Stacked shares of positive, neutral and negative mentions per week (sum 100 %).

    `frame` also has the counts positive, neutral and negative. A week without any is a gap.
    """
    total = (frame["positive"] + frame["neutral"] + frame["negative"]).where(lambda counted: counted > 0)
    figure = go.Figure()
    kinds = (("negative", pen.ink.negative), ("neutral", pen.ink.neutral), ("positive", pen.ink.positive))
    for kind, colour in kinds:
        share = frame[kind] / total
        hovers = [
            hover(
                pen,
                row.period,
                f"{pen.say(kind)} {numbers.percent(one, pen.language, decimals=0)}",
                row,
                grain="week",
                sample=f"n{numbers.NBSP}={numbers.NBSP}{numbers.number(row.positive + row.neutral + row.negative, pen.language)}",
            )
            if pd.notna(one)
            else ""
            for one, row in zip(share, frame.itertuples(), strict=True)
        ]
        figure.add_trace(
            go.Bar(
                x=frame["period"],
                y=share,
                name=pen.say(kind),
                meta=pen.say(kind),
                customdata=hovers,
                hovertemplate="%{customdata}<extra></extra>",
                unselected={"marker": {"opacity": 1}},
                marker={
                    "color": colour,
                    "pattern": {
                        "shape": _hatching(frame),
                        "fillmode": "overlay",
                        "fgcolor": pen.ink.page,
                        "size": 6,
                        "solidity": 0.4,
                    },
                },
            )
        )
    label_kinds(figure, frame, total, pen, kinds)
    label_partial_periods(figure, frame, pen, height=1.0)
    figure.update_layout(barmode="stack", bargap=0.22)
    fixed_axis(figure, SHARE_TICKS, pen, lambda share: numbers.percent(share, pen.language, decimals=0))
    week_axis(figure, frame["period"], pen)
    return styled(figure, pen, height=270, right=64)


def ranked_bars(
    frame: pd.DataFrame,
    pen: Pen,
    *,
    format_value: FormatValue,
    colour: str | None = None,
    periods: tuple[str, str] | None = None,
) -> go.Figure:
    """Horizontal bars of `value` by `label`, largest on top; column `previous`, if any, as an outlined bar behind.

    `periods`: names of the two bars, in the legend of a picture.
    """
    ranked = frame.sort_values("value")
    names = [escape(shortened(str(name))) for name in ranked["label"]]
    figure = go.Figure()
    if "previous" in ranked and ranked["previous"].notna().any():
        figure.add_trace(
            go.Bar(
                y=names,
                x=ranked["previous"],
                orientation="h",
                width=0.82,
                meta=periods[1] if periods else None,
                hoverinfo="skip",
                marker={"color": "rgba(0,0,0,0)", "line": {"color": pen.ink.muted, "width": 1}},
            )
        )
    figure.add_trace(
        go.Bar(
            y=names,
            x=ranked["value"],
            orientation="h",
            width=0.5,
            meta=periods[0] if periods else None,
            marker={"color": colour or pen.ink.own},
            customdata=_told(ranked, pen, format_value),
            hovertemplate="%{customdata}<extra></extra>",
            unselected={"marker": {"opacity": 1}},
        )
    )
    # the label of a bar is placed past the longer of the two
    longest = ranked[["value", "previous"]].max(axis=1) if "previous" in ranked else ranked["value"]
    figure.add_trace(
        go.Scatter(
            y=names,
            x=longest.clip(lower=0),
            mode="text",
            cliponaxis=False,
            text=["\u2002" + format_value(value) for value in ranked["value"]],
            textposition="middle right",
            textfont={"color": pen.ink.text},
            hoverinfo="skip",
        )
    )
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(visible=False, rangemode="tozero")
    figure.update_yaxes(showgrid=False, ticksuffix=" ", type="category")
    return styled(figure, pen, height=44 + 27 * max(1, len(ranked)), right=70)


def _told(ranked: pd.DataFrame, pen: Pen, format_value: FormatValue) -> list[str]:
    """What each bar says: its name whole, its value, its interval and n, the value before."""
    told = []
    for row in ranked.itertuples():
        lines = [f"<b>{escape(format_value(row.value))}</b>", escape(str(row.label))]
        lines += [escape(sample)] if (sample := sample_text(row, pen, format_value)) else []
        before = getattr(row, "previous", None)
        if pd.notna(before):
            lines.append(escape(pen.say("before: {value}").format(value=format_value(before))))
        told.append("<br>".join(lines))
    return told


def _hatching(frame: pd.DataFrame) -> list[str]:
    return ["/" if state in ("partial", "running") else "" for state in frame["state"]]
