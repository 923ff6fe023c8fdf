"""Charts of cells: columns over time and bars of parts, for e-mail programs that draw nothing else.

The printed values stand in the cells, so that the picture can be read without its colours, and aloud.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from charts.ink import LIGHT
from reports.style import Style
from reports.texts import clean
from reports.weekly.model import Bar, Bars, Point, Title, Trend
from wording.markdown import unlinked

_HIGH, _WIDE = 110, 300  # pixels of the highest column and of the longest bar
_MOST_NAMED, _MOST_BARS = 14, 15
_OTHERS, _PALE = "#8593A5", "#DDE4EC"


def columns(trend: Trend, labels: Mapping[str, str], style: Style) -> str:
    """A series as columns from zero; one with values below zero, or without any, as its words alone."""
    values = [one.value for one in trend.points if one.value is not None]
    head = _heading(trend.title)
    said = _line(" · ".join(part for part in (trend.alt, trend.target_text) if part))
    if not values or min(values) < 0 or max(values) <= 0:
        return head + said + _notes(trend)
    top = max([*values, *(one.target for one in trend.points if one.target is not None)])
    is_named = len(trend.points) <= _MOST_NAMED
    cells = "".join(_column(one, top, style, is_named=is_named) for one in trend.points)
    names = "".join(
        f'<td align="center" style="font-size:{12 if is_named else 10}px;color:{LIGHT.muted};padding-top:3px">{_text(one.label if is_named or at % 7 == 0 else "")}</td>'
        for at, one in enumerate(trend.points)
    )
    key = " · ".join(
        labels[state]
        for state in ("running", "partial")
        if state in labels and any(one.state == state for one in trend.points)
    )
    return (
        head
        + f'<table role="img" aria-label="{_text(trend.alt or trend.title.measure)}" width="100%" cellpadding="0" cellspacing="0" '
        f'border="0" style="table-layout:fixed"><tr>{cells}</tr><tr>{names}</tr></table>'
        + (_line(f"▨ {key}") if key else "")
        + said
        + _notes(trend)
    )


def bars(bars: Bars, labels: Mapping[str, str], style: Style) -> str:
    """Parts as horizontal bars, each with its printed value; without any, the sentence that says why."""
    known = [one.value for one in bars.bars if one.value is not None]
    head = _heading(bars.title)
    if not known:
        return head + _line(bars.absence or bars.alt) if bars.title.measure or bars.absence else ""
    top = max(abs(one) for one in known) or 1.0
    has_own = any(one.is_own for one in bars.bars)
    rows = "".join(_bar(one, top, style, has_own=has_own) for one in bars.bars[:_MOST_BARS])
    hidden = len(bars.bars) - _MOST_BARS
    more = labels.get("more", "+ {count}").replace("{count}", str(hidden)) if hidden > 0 else ""
    return (
        head
        + '<table width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse">'
        + f"{rows}</table>"
        + _line(more)
    )


def _column(point: Point, top: float, style: Style, *, is_named: bool) -> str:
    label = f'<div style="font-size:12px;font-weight:bold">{_text(point.text)}</div>' if is_named else ""
    if point.value is None:
        return f'<td valign="bottom" align="center">{label}</td>'
    high = round(_HIGH * point.value / top)
    is_open = point.state in ("running", "partial")
    look = f"border:1px dashed {style.accent};background:#FFFFFF" if is_open else f"background:{style.accent}"
    drawn = (
        f'<div style="height:{high}px;line-height:0;font-size:0;margin:0 {3 if is_named else 1}px;{look}">&nbsp;</div>'
        if high
        else ""
    )
    title = f' title="{_text(f"{point.label} – {point.text}")}"'
    return f'<td valign="bottom" align="center"{title} style="border-bottom:1px solid #8A94A3">{label}{drawn}</td>'


def _bar(bar: Bar, top: float, style: Style, *, has_own: bool) -> str:
    name = f"<b>{_text(bar.label)}</b>" if bar.is_own else _text(bar.label)
    value, colour = f"<b>{_text(bar.text)}</b>", style.accent if bar.is_own or not has_own else _OTHERS
    wide = 0 if bar.value is None else round(_WIDE * abs(bar.value) / top)
    shape = (
        f'<div style="width:{wide}px;max-width:100%;height:14px;line-height:0;font-size:0;background:{colour}">&nbsp;</div>'
        if wide
        else ""
    )
    cell = "padding:3px 6px;font-size:14px"
    return (
        f'<tr><th scope="row" align="left" style="{cell};font-weight:normal;text-align:left;width:30%" dir="auto">{name}</th>'
        f'<td style="{cell};width:50%">{shape}</td><td align="right" style="{cell};text-align:right">{value}</td></tr>'
    )


def _heading(title: Title) -> str:
    parts = " · ".join(part for part in (title.who, title.period) if part)
    measure = (
        f'<p style="margin:10px 0 2px;font-size:15px;font-weight:bold">{_text(title.measure)}</p>'
        if title.measure
        else ""
    )
    return measure + _line(parts)


def _notes(trend: Trend) -> str:
    return "".join(_line(f"{one.at} – {one.text}") for one in trend.notes)


def _line(said: str) -> str:
    return (
        f'<p style="margin:2px 0 6px;font-size:13px;line-height:1.3;color:{LIGHT.muted}">{_text(said)}</p>'
        if said
        else ""
    )


def _text(said: str) -> str:
    return escape(unlinked(clean(said)), quote=True)
