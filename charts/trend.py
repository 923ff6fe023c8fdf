"""The trend of a KPI: line with gaps, 95 % interval, target, previous period, events, and incomplete periods.

A tidy frame in, a Plotly figure out. Frames have one row per period: `period` (first day), `value`, `low`, `high`,
`state`, `covered_days`, `days`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

import pandas as pd
import plotly.graph_objects as go

from charts.axes import day_axis, highlight, styled
from charts.events import Event, mark_events
from charts.ink import FormatValue, Pen
from charts.labels import days_covered_label, hovers, spread
from charts.picture import place
from charts.scale import scale, scaled
from locales import numbers

OPEN = ("partial", "running")
MARKED = 60  # a line with more points has no markers
STEPS = 3  # most changes of a target that are dated on the chart


@dataclass(frozen=True)
class TargetLine:
    """A target in the unit of the values. `high`: upper end of a range. `text`: its label.

    `past`: the target in each period of the frame (None: no target then).
    """

    value: float
    text: str
    high: float | None = None
    past: tuple[float | None, ...] = ()


def trend(
    frame: pd.DataFrame,
    pen: Pen,
    *,
    format_value: FormatValue,
    colour: str,
    format_tick: FormatValue | None = None,
    is_stock: bool = False,
    target: TargetLine | None = None,
    previous: pd.DataFrame | None = None,
    events: Sequence[Event] = (),
    highlighted: tuple[date, date] | None = None,
    names: tuple[str, str] | None = None,
    height: int = 300,
    grain: str = "",
    ticks: tuple[float, ...] = (),
) -> go.Figure:
    """The trend of one series.

    `previous`: the previous period, with the periods of `frame` and the true dates in `shown`. `names`: labels of the
    two lines. `format_value`, `format_tick`: number formats of values and of axis ticks. `highlighted`: first and last
    day of the period to shade. `is_stock`: the axis need not start at zero. `grain`: of the periods, for their dates.
    `ticks`: of an axis whose ends are known, as those of stars.
    """
    figure = go.Figure()
    ticks = ticks or scale(_reach(frame, target, previous), from_zero=not is_stock)
    if highlighted:
        highlight(figure, pen, highlighted)
    _running(figure, frame, pen, ticks)
    _band(figure, frame, colour, pen)
    if target is not None and frame["value"].notna().any():
        _target(figure, frame, pen, target, format_value)
    if previous is not None and previous["value"].notna().any():
        told = hovers(previous, pen, format_value, shown="shown", grain=grain)
        before = names[1] if names else pen.say("previous period")
        _line(figure, previous, told, pen, colour=pen.ink.muted, dash="dot", named=before)
    noted = [(one.day, one.label) for one in events]
    _line(
        figure,
        frame,
        hovers(frame, pen, format_value, grain=grain, notes=noted),
        pen,
        colour=colour,
        named=names[0] if names else "",
    )
    scaled(figure, ticks, pen, format_tick or format_value)
    day_axis(figure, frame["period"], pen)
    mark_events(figure, frame, pen, events)
    ends = _ends(frame, previous, pen, format_value, colour=colour, target=target, names=names)
    spread(figure, ends)
    return place(styled(figure, pen, height=height, top=34 if events else 20, right=132))


def _reach(frame: pd.DataFrame, target: TargetLine | None, previous: pd.DataFrame | None) -> list[float]:
    """The values that the axis must include: values, intervals, previous period, target."""
    values = frame["value"].dropna().tolist()
    known = list(values)
    if previous is not None:
        known += previous["value"].dropna().tolist()
    if target is not None:
        known += [one for one in (target.value, target.high, *target.past) if one is not None]
    if "high" in frame and values:
        known += frame["high"].dropna().tolist() + frame["low"].dropna().tolist()
    return known


def _line(
    figure: go.Figure,
    frame: pd.DataFrame,
    told: Sequence[str],
    pen: Pen,
    *,
    colour: str,
    dash: str = "solid",
    named: str = "",
) -> None:
    """A line with gaps; incomplete periods are hollow points. `told`: what each point says. `named`: in the legend."""
    is_main = dash == "solid"
    hollow = [state in OPEN for state in frame["state"]]
    marked = is_main and len(frame) <= MARKED
    figure.add_trace(
        go.Scatter(
            x=frame["period"],
            y=frame["value"],
            mode="lines+markers" if marked or _is_scattered(frame) else "lines",
            connectgaps=False,
            line={"color": colour, "width": 2.2 if is_main else 1.3, "dash": dash},
            marker={
                "size": 5,
                "color": [pen.ink.page if one else colour for one in hollow],
                "line": {"color": colour, "width": 1.4},
            },
            customdata=told,
            hovertemplate="%{customdata}<extra></extra>",
            meta=named or None,
            unselected={"marker": {"opacity": 1}},  # do not fade the other points on selection
        )
    )


def _is_scattered(frame: pd.DataFrame) -> bool:
    """Whether a value lies between two gaps, where a line without markers would not show it."""
    known = frame["value"].notna()
    return bool((known & ~known.shift(1, fill_value=False) & ~known.shift(-1, fill_value=False)).any())


def _band(figure: go.Figure, frame: pd.DataFrame, colour: str, pen: Pen) -> None:
    """The 95 % interval, one area per run without a gap."""
    if "low" not in frame or frame["low"].isna().all():
        return
    known = frame["low"].notna() & frame["value"].notna()
    for place_of_run, (_, run) in enumerate(frame[known].groupby((~known).cumsum()[known])):
        figure.add_trace(
            go.Scatter(
                x=[*run["period"], *run["period"][::-1]],
                y=[*run["high"], *run["low"][::-1]],
                mode="lines",
                fill="toself",
                fillcolor=translucent(colour, 0.16),
                line={"width": 0},
                hoverinfo="skip",
                name="interval",
                meta=None if place_of_run else pen.say("95% interval"),
            )
        )


def _target(figure: go.Figure, frame: pd.DataFrame, pen: Pen, target: TargetLine, format_value: FormatValue) -> None:
    """The target as one dashed line, a step with its date where it changed; a range as the surface between its ends."""
    values = [one if pd.notna(one) else None for one in (target.past or (target.value,) * len(frame))]
    line = {"color": pen.ink.target, "width": 1.8, "dash": "dash", "shape": "hv"}
    drawn = {"x": frame["period"], "mode": "lines", "connectgaps": False, "line": line, "hoverinfo": "skip"}
    figure.add_trace(go.Scatter(y=values, name="target", meta=target.text, **drawn))
    if target.high is not None:
        high = [target.high] * len(frame)
        surface = {"fill": "tonexty", "fillcolor": translucent(pen.ink.target, 0.1)}
        figure.add_trace(go.Scatter(y=high, name="target", **drawn, **surface))
    changes = [
        at
        for at in range(1, len(values))
        if values[at] is not None and values[at - 1] is not None and values[at] != values[at - 1]
    ]
    for at in changes if len(changes) <= STEPS else ():
        day = frame["period"].iloc[at]
        figure.add_annotation(
            x=day,
            y=values[at],
            text=escape(f"{format_value(values[at])} · {numbers.day(day, pen.language, pattern='d MMM')}"),
            showarrow=False,
            xanchor="left",
            yanchor="bottom",
            font={"size": 11, "color": pen.ink.target_text},
        )


def _running(figure: go.Figure, frame: pd.DataFrame, pen: Pen, ticks: Sequence[float]) -> None:
    """A hatched background behind incomplete periods, labelled n/7."""
    open_ones = frame[frame["state"].isin(OPEN)]
    if open_ones.empty:
        return
    width = timedelta(days=int(open_ones["days"].clip(upper=31).max())) * 0.9
    figure.add_trace(
        go.Bar(
            x=open_ones["period"],
            y=[ticks[-1] - ticks[0]] * len(open_ones),
            base=ticks[0],
            width=width.total_seconds() * 1000,
            marker={
                "color": "rgba(0,0,0,0)",
                "line": {"width": 0},
                "pattern": {"shape": "/", "fgcolor": pen.ink.hatch, "size": 7, "solidity": 0.22},
            },
            hoverinfo="skip",
            name="running",
            meta=pen.say("incomplete period"),
        )
    )
    last = open_ones.iloc[-1]
    figure.add_annotation(
        x=last["period"],
        y=ticks[-1],
        text=days_covered_label(pen, last),
        showarrow=False,
        yanchor="bottom",
        font={"size": 11, "color": pen.ink.muted},
    )


def _ends(
    frame: pd.DataFrame,
    previous: pd.DataFrame | None,
    pen: Pen,
    format_value: FormatValue,
    *,
    colour: str,
    target: TargetLine | None,
    names: tuple[str, str] | None,
) -> list[tuple[float, str, str]]:
    """End labels of the lines: height, text, colour."""
    ends = []
    known = frame.dropna(subset=["value"])
    if not known.empty:
        value = float(known.iloc[-1]["value"])
        name = f"{escape(names[0])}<br>" if names and previous is not None else ""
        ends.append((value, f"{name}<b>{escape(format_value(value))}</b>", colour))
    if previous is not None and previous["value"].notna().any():
        value = float(previous.dropna(subset=["value"]).iloc[-1]["value"])
        ends.append((value, escape(names[1] if names else pen.say("previous period")), pen.ink.muted))
    if target is not None and not known.empty:
        drawn = [one for one in target.past if one is not None and pd.notna(one)]
        ends.append((drawn[-1] if drawn else target.value, escape(target.text), pen.ink.target_text))
    return ends


def translucent(colour: str, share: float) -> str:
    """A colour such as '#1F4E79' as rgba with opacity `share`."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share})"
