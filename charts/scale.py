"""The value axis: round ticks around the data, from zero unless a stock varies little."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil, floor

import plotly.graph_objects as go

from charts.axes import nice_ticks
from charts.ink import FormatValue, Pen

ZOOMED = 0.35  # share of the largest value; a stock that varies less does not start at zero


def scale(values: Iterable[float], *, from_zero: bool = True) -> tuple[float, ...]:
    """Ticks from 0 past the largest value, on both sides of 0 if some are negative.

    `from_zero=False`: a stock that varies little gets ticks around its values.
    """
    known = [float(one) for one in values]
    if not known:
        return (0.0, 1.0)
    low, high = min(known), max(known)
    if low < 0:
        step = nice_ticks(max(high, 0.0) - low)[1]
        first = -step * -(low // step)
        return tuple(
            round(first + step * index, 10) for index in range(round((max(high, 0.0) - first) / step + 0.499) + 1)
        )
    if not from_zero and high > 0 and (high - low) < ZOOMED * high:
        step = nice_ticks(max(high - low, high * 0.01))[1]
        first = low // step * step
        return tuple(round(first + step * index, 10) for index in range(int((high - first) // step) + 2))
    return nice_ticks(high)


def scaled(figure: go.Figure, ticks: Sequence[float], pen: Pen, format_value: FormatValue) -> None:
    """Apply the ticks to the value axis; draws the zero line if the scale goes below it.

    Ticks closer than the values are written (0.5 of a count, written 1) are drawn apart.
    """
    while len(ticks) > 2 and _repeats(ticks, format_value):
        ticks = _wider(ticks)
    margin = (ticks[-1] - ticks[0]) * 0.04
    figure.update_yaxes(
        range=[ticks[0] - (margin if ticks[0] else 0), ticks[-1] + margin],
        tickmode="array",
        tickvals=list(ticks),
        ticktext=[format_value(tick) for tick in ticks],
    )
    if ticks[0] < 0:
        figure.add_hline(y=0, line={"color": pen.ink.muted, "width": 1}, layer="below")


def _repeats(ticks: Sequence[float], format_value: FormatValue) -> bool:
    texts = [format_value(tick) for tick in ticks]
    return len(set(texts)) < len(texts)


def _wider(ticks: Sequence[float]) -> tuple[float, ...]:
    """The next round step (1, 2, 5 times a power of ten), from at or below the first tick to at or past the last one."""
    step = nice_ticks((ticks[1] - ticks[0]) * 1.01, count=1)[1]
    first, last = floor(round(ticks[0] / step, 9)), ceil(round(ticks[-1] / step, 9))
    return tuple(round(step * index, 12) for index in range(first, last + 1))
