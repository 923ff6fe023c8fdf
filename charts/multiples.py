"""Small multiples: one chart per brand, our own first, with the same scale and periods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from types import MappingProxyType

import pandas as pd
import plotly.graph_objects as go

from charts.axes import day_axis, styled
from charts.events import Event, mark_events
from charts.ink import FormatValue, Pen
from charts.labels import hovers, spread
from charts.scale import scale, scaled

HEIGHT = 170


def panels(
    frame: pd.DataFrame,
    pen: Pen,
    *,
    format_value: FormatValue,
    own: str,
    colours: Mapping[str, str],
    format_tick: FormatValue | None = None,
    is_stock: bool = False,
    grain: str = "",
    events: Mapping[str, Sequence[Event]] = MappingProxyType({}),
    ticks: tuple[float, ...] = (),
) -> list[tuple[str, go.Figure]]:
    """Name and figure of each series that has a value. Missing values are gaps. `grain`: of the periods, for their dates.

    `events`: series -> what is marked on its chart. `ticks`: of an axis whose ends are known.
    """
    known = frame.dropna(subset=["value"])
    if known.empty:
        return []
    ticks = ticks or scale(known["value"], from_zero=not is_stock)
    found = []
    for name in _own_first(known, own):
        one = frame[frame["series"] == name]
        figure = go.Figure(
            go.Scatter(
                x=one["period"],
                y=one["value"],
                mode="lines+markers",
                connectgaps=False,
                line={"color": colours.get(name, pen.ink.muted), "width": 2},
                marker={"size": 4},
                customdata=hovers(one, pen, format_value, grain=grain),
                hovertemplate="%{customdata}<extra></extra>",
                unselected={"marker": {"opacity": 1}},
            )
        )
        scaled(figure, ticks, pen, format_tick or format_value)
        day_axis(figure, frame["period"], pen, ticks=3)
        marked = events.get(name, ())
        mark_events(figure, one, pen, marked)
        found.append((name, styled(figure, pen, height=HEIGHT, top=34 if marked else 10)))
    return found


def together(
    frame: pd.DataFrame,
    pen: Pen,
    *,
    format_value: FormatValue,
    own: str,
    colours: Mapping[str, str],
    format_tick: FormatValue | None = None,
    is_stock: bool = False,
) -> go.Figure:
    """Every series that has a value in one chart, for a picture: our brand thicker and on top, each named at its end."""
    known = frame.dropna(subset=["value"])
    figure, ends = go.Figure(), []
    ticks = scale(known["value"], from_zero=not is_stock)
    for name in _own_first(known, own)[::-1]:
        one, colour = frame[frame["series"] == name], colours.get(name, pen.ink.muted)
        figure.add_trace(
            go.Scatter(
                x=one["period"],
                y=one["value"],
                mode="lines",
                connectgaps=False,
                line={"color": colour, "width": 3.2 if name == own else 1.8},
                meta=name,
            )
        )
        last = float(one["value"].dropna().iloc[-1])
        ends.append((last, f"{escape(name)} <b>{escape(format_value(last))}</b>", colour))
    scaled(figure, ticks, pen, format_tick or format_value)
    day_axis(figure, frame["period"], pen)
    spread(figure, ends)
    figure.update_layout(legend={"traceorder": "reversed"})
    return styled(figure, pen, height=300, right=132)


def _own_first(known: pd.DataFrame, own: str) -> list[str]:
    """Our brand, then the others by mean value, largest first."""
    sizes = known.groupby("series")["value"].mean().sort_values(ascending=False)
    return sorted(sizes.index, key=lambda name: name != own)
