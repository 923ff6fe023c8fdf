"""Direct labels and hover texts of a chart. Names are escaped, never markup."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

import pandas as pd
import plotly.graph_objects as go

from charts.ink import FormatValue, Pen
from locales import numbers

END = "end of a line"  # name of the annotations that stand beside the end of a line
LINE = 16  # pixels of a line of text


def hover(
    pen: Pen,
    period: date,
    text: str,
    row: object,
    *,
    grain: str = "",
    sample: str = "",
    notes: Sequence[tuple[date, str]] = (),
) -> str:
    """What a point says: its value, its interval and n (`sample`), its days, their coverage, the annotations of them."""
    first, last = _days_of(period, row, grain)
    said = [f"<b>{escape(text)}</b>", escape(sample)] if sample else [f"<b>{escape(text)}</b>"]
    said.append(numbers.day(first, pen.language) if first == last else numbers.date_range(first, last, pen.language))
    if getattr(row, "state", "complete") in ("partial", "running"):
        said.append(escape(days_covered_label(pen, row)))
    said += [escape(label) for day, label in notes if first <= day <= last]
    return "<br>".join(said)


def hovers(
    frame: pd.DataFrame,
    pen: Pen,
    format_value: FormatValue,
    *,
    shown: str = "period",
    grain: str = "",
    notes: Sequence[tuple[date, str]] = (),
) -> list[str]:
    """What each point of a frame says; '' where it has no value. `grain`: of its periods, '' for days or unknown."""
    return [
        hover(
            pen,
            getattr(row, shown),
            format_value(row.value),
            row,
            grain=grain,
            sample=sample_text(row, pen, format_value),
            notes=notes,
        )
        if pd.notna(row.value)
        else ""
        for row in frame.itertuples()
    ]


def sample_text(row: object, pen: Pen, format_value: FormatValue) -> str:
    """'[39,5 % ; 42,9 %] · n = 3 116'; '' where neither is known, or n is the value itself."""
    low, high, n = (getattr(row, name, None) for name in ("low", "high", "n"))
    parts = []
    if pd.notna(low) and pd.notna(high):
        parts.append(numbers.interval(format_value(low), format_value(high), pen.language))
    if pd.notna(n) and n != getattr(row, "value", None):
        parts.append(f"n{numbers.NBSP}={numbers.NBSP}{numbers.number(n, pen.language)}")
    return " · ".join(parts)


def _days_of(period: date, row: object, grain: str) -> tuple[date, date]:
    """First and last day of a period: of `four weeks`, which are named by their last Monday, from three weeks before."""
    if grain in ("week", "four weeks"):
        return period - timedelta(days=21 if grain == "four weeks" else 0), period + timedelta(days=6)
    if grain in ("month", "quarter"):
        return period, period + timedelta(days=int(row.days) - 1)  # type: ignore[attr-defined]
    return period, period


def days_covered_label(pen: Pen, row: object) -> str:
    return pen.say("{covered}/{days} d").format(covered=int(row.covered_days), days=int(row.days))  # type: ignore[attr-defined]


def label_partial_periods(figure: go.Figure, frame: pd.DataFrame, pen: Pen, *, height: float) -> None:
    for row in frame.itertuples():
        if row.state in ("partial", "running"):
            figure.add_annotation(
                x=row.period,
                y=height,
                text=days_covered_label(pen, row),
                showarrow=False,
                yshift=9,
                font={"size": 11, "color": pen.ink.muted},
            )


def label_kinds(
    figure: go.Figure, frame: pd.DataFrame, total: pd.Series, pen: Pen, kinds: tuple[tuple[str, str], ...]
) -> None:
    """Label each sentiment at the right of the last bar, at the height of its segment, in place of a legend."""
    drawn = frame[total.notna()]
    if drawn.empty:
        return
    last, floor = drawn.iloc[-1], 0.0
    whole = last["positive"] + last["neutral"] + last["negative"]
    for kind, colour in kinds:
        share = last[kind] / whole
        middle = min(0.96, max(0.04, floor + share / 2))
        shade = pen.ink.muted if kind == "neutral" else colour
        figure.add_annotation(
            xref="paper",
            x=1.0,
            y=middle,
            text=pen.say(kind),
            showarrow=False,
            xanchor="left",
            xshift=6,
            font={"size": 12, "color": shade},
        )
        floor += share


def shortened(name: str, *, letters: int = 30) -> str:
    """Cut a long name to `letters` characters, ellipsis included."""
    return name if len(name) <= letters else name[: letters - 1].rstrip() + "…"


def spread(figure: go.Figure, ends: list[tuple[float, str, str]]) -> None:
    """Labels at the right of the chart, each on the height of its line. `ends`: value, text (already escaped), colour.

    `charts.picture.place` moves labels that would overlap, in pixels, once the size of the drawing is known.
    """
    for value, text, colour in sorted(ends, key=lambda end: end[0]):
        figure.add_annotation(
            name=END,
            xref="paper",
            x=1.0,
            y=value,
            text=text,
            align="left",
            showarrow=False,
            xanchor="left",
            xshift=6,
            font={"size": 12, "color": colour},
        )
