"""A chart as a picture that leaves the screen: title, legend, drawing and footer within 1200 × 675 pixels.

The browser draws it; what is drawn where is decided here, so that nothing overlaps and no text is cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from charts.ink import Pen
from charts.labels import END, LINE

WIDTH, HEIGHT = 1200, 675  # pixels of the picture
FONT = "Arial, Helvetica, sans-serif"  # a picture cannot take the page's own font along, and would measure it wrongly
TEXT, SMALL = 15, 13  # sizes of its texts
LETTER = 0.6  # widths of a letter in its size, at most, over a text
MOVED = 3  # pixels from which a label is tied to its line
SHORT = 108  # characters of a line of the footer
AXIS = 26  # pixels of the dates below a drawing


def place(figure: go.Figure) -> go.Figure:
    """Move the labels at the ends of lines apart, for the size of the screen."""
    margin = figure.layout.margin
    height = figure.layout.height - margin.t - margin.b - AXIS
    notes = [note.to_plotly_json() for note in figure.layout.annotations]
    figure.layout.annotations = _apart(notes, figure.layout.yaxis.range, height, LINE)
    return figure


def layout(figure: go.Figure, pen: Pen, *, title: Sequence[str], footer: Sequence[str]) -> dict[str, Any]:
    """What the picture's layout has in place of the screen's, with `legend`: the name of each trace ('': none).

    `title`: heading, then what stands below it. `footer`: source, size of the sample, days.
    """
    ink, notes = pen.ink, [note.to_plotly_json() for note in figure.layout.annotations]
    lines = [line for text in footer for line in wrap(text, SHORT)]
    names = [str(trace.meta or "") for trace in figure.data]
    above = 40 if any(note.get("yref") == "paper" for note in notes) else 14  # labels of events
    top = 96 + above + (34 if any(names) else 0)
    bottom = AXIS + 22 + 18 * len(lines)
    left = 28 + int(LETTER * TEXT * max((len(text) for text in _ticks(figure)), default=6))
    ends = [line for note in notes if _is_beside(note) for line in _plain(note["text"]).split("<br>")]
    right = 40 + max((int(LETTER * SMALL * len(line)) for line in ends), default=40)
    height = HEIGHT - top - bottom
    notes = [{**note, "font": {**note.get("font", {}), "size": SMALL}} for note in notes]
    notes = _apart(notes, figure.layout.yaxis.range, height, LINE + 2)
    below = {"xref": "paper", "yref": "paper", "x": 0, "y": 0, "xanchor": "left", "yanchor": "top", "align": "left"}
    notes.append(
        below
        | {
            "name": "footer",
            "text": "<br>".join(escape(line) for line in lines),
            "showarrow": False,
            "yshift": -(AXIS + 14),
            "font": {"size": SMALL, "color": ink.muted},
        }
    )
    head, rest = title[0], " · ".join(title[1:])
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "margin": {"l": left, "r": right, "t": top, "b": bottom, "autoexpand": False},
        "font": {"family": FONT, "size": TEXT, "color": ink.text},
        "title": {
            "text": escape(_shortened(head, 22, left)),
            "subtitle": {"text": escape(_shortened(rest, TEXT, left)), "font": {"size": TEXT, "color": ink.muted}},
            "xref": "paper",
            "x": 0,
            "xanchor": "left",
            "yref": "container",
            "y": 1 - 34 / HEIGHT,
            "yanchor": "middle",
            "font": {"size": 22, "color": ink.text},
        },
        "annotations": notes,
        "showlegend": any(names),
        "legend": {
            "orientation": "h",
            "traceorder": figure.layout.legend.traceorder or "normal",
            "xref": "paper",
            "x": 0,
            "xanchor": "left",
            "yref": "container",
            "y": 1 - 92 / HEIGHT,
            "yanchor": "top",
            "font": {"size": SMALL, "color": ink.text},
            "bgcolor": "rgba(0,0,0,0)",
            "itemclick": False,
        },
        "names": names,
    }


def apart(wanted: Sequence[float], heights: Sequence[float], room: float) -> list[float]:
    """Middles of labels in pixels from the top, nearest to the wanted ones in sum of squares, that do not overlap.

    `wanted`: in increasing order. The labels stay between 0 and `room` where they fit.
    """
    blocks: list[list[float]] = []  # first label, labels, top
    for index, (middle, height) in enumerate(zip(wanted, heights, strict=True)):
        blocks.append([index, 1, _within(middle - height / 2, height, room)])
        while len(blocks) > 1 and blocks[-2][2] + _tall(blocks[-2], heights) > blocks[-1][2]:
            first, count = int(blocks[-2][0]), int(blocks[-2][1] + blocks[-1][1])
            del blocks[-2:]
            tops, offset = [], 0.0
            for place in range(first, first + count):
                tops.append(wanted[place] - heights[place] / 2 - offset)
                offset += heights[place]
            blocks.append([first, count, _within(sum(tops) / count, offset, room)])
    found = []
    for first, count, top in blocks:
        for place in range(int(first), int(first + count)):
            found.append(top + heights[place] / 2)
            top += heights[place]
    return found


def _tall(block: list[float], heights: Sequence[float]) -> float:
    return sum(heights[int(block[0]) : int(block[0] + block[1])])


def _within(top: float, height: float, room: float) -> float:
    return max(0.0, min(top, room - height))


def _apart(notes: list[dict], span: Sequence[float] | None, height: float, line: float) -> list[dict]:
    """The annotations, those at the ends of lines moved apart: each still points at the height of its line."""
    ends = sorted((note for note in notes if note.get("name") == END), key=lambda note: -note["y"])
    if not ends or span is None or height <= 0:
        return notes
    per_unit = height / (span[1] - span[0])
    wanted = [(span[1] - note["y"]) * per_unit for note in ends]
    heights = [line * (1 + note["text"].count("<br>")) for note in ends]
    moved = dict(zip(map(id, ends), zip(wanted, apart(wanted, heights, height), strict=True), strict=True))
    return [_tied(note, *moved[id(note)]) if id(note) in moved else note for note in notes]


def _tied(note: dict, wanted: float, middle: float) -> dict:
    """A label away from its line is tied to it by a thin line."""
    shift = middle - wanted
    if abs(shift) <= MOVED:
        return {**note, "showarrow": False, "xshift": 6, "yshift": -shift}
    thin = {"arrowhead": 0, "arrowwidth": 0.8, "arrowcolor": note["font"]["color"], "standoff": 0}
    return {**note, "showarrow": True, "xshift": 0, "yshift": 0, "ax": 14, "ay": shift, **thin}


def _is_beside(note: dict) -> bool:
    return note.get("xref") == "paper" and note.get("x") == 1.0


def _ticks(figure: go.Figure) -> list[str]:
    """The texts of the value axis, or of the names of bars."""
    if figure.layout.yaxis.ticktext is not None:
        return list(figure.layout.yaxis.ticktext)
    return [str(name) for trace in figure.data for name in (trace.y if trace.y is not None else ())]


def _plain(text: str) -> str:
    return text.replace("<b>", "").replace("</b>", "")


def _shortened(text: str, size: int, left: int) -> str:
    """The text cut to the width of the picture."""
    most = int((WIDTH - left - 20) / (LETTER * size))
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
