"""Axes and layout of a chart: scales from zero with round ticks, dates formatted in the reader's language."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pandas as pd
import plotly.graph_objects as go

from charts.ink import FONT, FormatValue, Pen
from locales import numbers

HALF_DAY = timedelta(hours=12)


def styled(figure: go.Figure, pen: Pen, *, height: int, top: int = 18, right: int = 16) -> go.Figure:
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": right, "t": top, "b": 8},
        paper_bgcolor=pen.ink.page,
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 13, "color": pen.ink.text},
        showlegend=False,
        hovermode="closest",
        dragmode=False,
        separators=", " if pen.language == "fr" else ".,",
        hoverlabel={
            "bgcolor": pen.ink.page,
            "bordercolor": pen.ink.muted,
            "font": {"family": FONT, "color": pen.ink.text},
        },
    )
    figure.update_xaxes(
        showgrid=False,
        zeroline=False,
        fixedrange=True,
        ticklabelstandoff=4,
        tickfont={"color": pen.ink.muted},
        automargin=True,
    )
    figure.update_yaxes(
        gridcolor=pen.ink.grid, zeroline=False, fixedrange=True, tickfont={"color": pen.ink.muted}, automargin=True
    )
    return figure


def fixed_axis(figure: go.Figure, ticks: tuple[float, ...], pen: Pen, format_value: FormatValue) -> None:
    span = ticks[-1] * 1.08
    figure.update_yaxes(
        range=[0, span], tickmode="array", tickvals=list(ticks), ticktext=[format_value(tick) for tick in ticks]
    )


def day_axis(figure: go.Figure, periods: pd.Series, pen: Pen, *, ticks: int = 7) -> None:
    days = sorted(set(periods))
    if not days:
        return
    step = max(1, round(len(days) / ticks))
    named = days[::-1][::step][::-1]
    monthly = len(days) > 1 and all(one.day == 1 for one in days) and days[1] - days[0] >= timedelta(days=28)
    texts = [numbers.day(one, pen.language, pattern="MMM y" if monthly else "d MMM") for one in named]
    pad = (days[-1] - days[0]) * 0.03 + timedelta(days=1)
    figure.update_xaxes(
        type="date",
        tickmode="array",
        tickvals=named,
        ticktext=texts,
        range=[days[0] - pad, days[-1] + pad],
    )


def week_axis(figure: go.Figure, periods: pd.Series, pen: Pen) -> None:
    day_axis(figure, periods, pen, ticks=5)
    days = sorted(set(periods))
    if days:
        figure.update_xaxes(range=[days[0] - timedelta(days=4), days[-1] + timedelta(days=4)])


def highlight(figure: go.Figure, pen: Pen, week: tuple[date, date]) -> None:
    """Shade `week` (first and last day) half a day beyond each end, as points are drawn at midnight."""
    first, last = (datetime.combine(day, time()) for day in week)
    figure.add_vrect(
        x0=first - HALF_DAY, x1=last + HALF_DAY, fillcolor=pen.ink.own, opacity=0.08, line_width=0, layer="below"
    )


def nice_ticks(top: float, *, count: int = 4) -> tuple[float, ...]:
    """Round values from 0 to at least `top`: steps of 1, 2 or 5 times a power of ten."""
    if not top or pd.isna(top) or top <= 0:
        return (0.0, 1.0)
    rough = top / count
    power = (
        10.0 ** (len(str(int(rough))) - 1)
        if rough >= 1
        else 10.0 ** -next(n for n in range(1, 13) if rough * 10**n >= 1)
    )
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    ticks = [0.0]
    while ticks[-1] < top:
        ticks.append(round(ticks[-1] + step, 12))
    return tuple(ticks)
