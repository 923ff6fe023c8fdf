"""A series over time as columns: actual solid, a year before lighter, target outlined, what still runs hatched.

Columns begin at zero. Values are written at the columns, so there is no axis of values to be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from charts.ink import LIGHT
from reports.paper import items
from reports.paper.frame import LEGEND, TITLE, Frame, legend, tint, titled
from reports.paper.items import INK, MUTED, Item
from reports.weekly.model import Note, Point, Trend

SIZE = 15.0
LINE = SIZE * 1.25
OPEN = ("running", "partial")
LANES = 2  # of notes


@dataclass(frozen=True)
class Plot:
    """Where the columns stand: from the left, and between `top` and `bottom` for the values `low` to `high`."""

    slot: float
    top: float
    bottom: float
    low: float
    high: float
    width: float

    def across(self, index: int) -> float:
        return (index + 0.5) * self.slot

    def up(self, value: float) -> float:
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)


def columns(frame: Frame, trend: Trend, x: float, y: float, w: float, h: float) -> list[Item]:
    """Title, legend and picture of a series, in a box."""
    found = titled(frame, trend.title, x, y, w)
    found += legend(frame, _entries(frame, trend), x, y + TITLE, w)
    top = TITLE + LEGEND + 6
    if not trend.points:
        return found + frame.text(trend.alt or frame.word("no data", "–"), x, y + top, w, size=18, fill=MUTED, most=4)
    marks = _marks(frame, trend, w, h - top)
    return found + items.picture(x, y + top, w, h - top, marks, trend.alt or _told(trend))


def _told(trend: Trend) -> str:
    return f"{trend.title.measure} · " + " ; ".join(f"{one.label} {one.text}" for one in trend.points)


def _entries(frame: Frame, trend: Trend) -> list[tuple[list[Item], str]]:
    points = trend.points
    found = [([items.rect(0, 2, 22, 12, frame.accent)], frame.word("actual"))]
    if any(point.year is not None for point in points):
        found.append(([items.rect(0, 2, 22, 12, tint(frame.accent, 0.35))], frame.word("year")))
    if any(point.target is not None for point in points):
        sample = [items.rect(0, 2, 22, 12, stroke=LIGHT.target, thick=1.6)]
        found.append((sample, trend.target_text or frame.word("target")))
    words = [frame.word(state) for state in OPEN if any(point.state == state for point in points)]
    if words:
        found.append(([items.rect(0, 2, 22, 12, f"hatch:{frame.accent}")], ", ".join(filter(None, words))))
    if any(point.expected is not None for point in points):
        found.append(([items.path([(0, 8), (22, 8)], stroke=INK, thick=1.8, dash=True)], frame.word("expected")))
    if any(point.most is not None for point in points):
        found.append(([items.rect(0, 2, 22, 12, LIGHT.ranges[1])], frame.word("most")))
        if any(_is_beyond(point) for point in points):
            found.append(([_triangle(11, 3, 11)], frame.word("beyond")))
    if any(point.low is not None and point.high is not None for point in points):
        found.append(([items.path([(11, 0), (11, 16)], stroke=MUTED, thick=1.6)], frame.word("interval")))
    return found


def _is_beyond(point: Point) -> bool:
    return point.value is not None and point.most is not None and point.value > point.most


def _triangle(x: float, y: float, size: float) -> Item:
    points = [(x, y), (x + size / 2, y + size * 0.9), (x - size / 2, y + size * 0.9)]
    return items.path(points, fill=LIGHT.negative, closed=True)


def _marks(frame: Frame, trend: Trend, w: float, h: float) -> list[Item]:
    points = trend.points
    notes = [one for one in trend.notes if any(point.label == one.at for point in points)]
    lanes, left_out = _lanes(frame, notes, points, w)
    over = LINE * (max((lane for _, lane, _ in lanes), default=-1) + 1)
    ends = [0.0]
    for point in points:
        ends += [
            one
            for one in (point.value, point.high, point.low, point.year, point.target, point.target_high, point.most)
            if one is not None
        ]
    low, high = min(ends), max(ends)
    foot = LINE + 6
    top, bottom = over + LINE + 16, h - foot - (LINE + 4 if low < 0 else 0)
    plot = Plot(w / len(points), top, bottom, low, high if high > low else low + 1, w)
    marks: list[Item] = []
    if any(point.most is not None for point in points):
        for index, point in enumerate(points):
            if point.most is not None:
                at = plot.up(point.most)
                marks.append(
                    items.rect(plot.across(index) - plot.slot / 2, at, plot.slot, plot.up(0) - at, LIGHT.ranges[2])
                )
    for index, point in enumerate(points):
        marks += _column(frame, point, plot, index)
    marks += _expected(points, plot)
    marks.append(items.rect(0, plot.up(0) - 0.6, w, 1.2, INK))
    marks += _values(frame, points, plot)
    marks += _periods(frame, points, plot, h - foot + 4)
    for note, lane, _ in lanes:
        index = next(at for at, point in enumerate(points) if point.label == note.at)
        start, end = (lane + 1) * LINE, _crest(points[index], plot) - LINE - 12
        if end > start + 2:
            marks.append(items.path([(plot.across(index), start), (plot.across(index), end)], stroke=MUTED, thick=1))
    for note, lane, (left, room) in lanes:  # over the lines, which would run through the texts
        marks.append(items.rect(left - 3, lane * LINE, room + 6, LINE, "#FFFFFF"))
        marks += frame.text(note.text, left, lane * LINE, room, size=SIZE, bold=True)
    if left_out:
        words = frame.more(left_out)
        marks += frame.text(words, 0, 0, frame.wide(words, SIZE), size=SIZE, fill=MUTED)
    return marks


def _column(frame: Frame, point: Point, plot: Plot, index: int) -> list[Item]:
    middle, wide, zero = plot.across(index), min(plot.slot * 0.56, 64.0), plot.up(0)
    found: list[Item] = []
    if point.year is not None:
        left = middle - wide / 2 - wide * 0.22
        found.append(items.rect(left, plot.up(point.year), wide, zero - plot.up(point.year), tint(frame.accent, 0.35)))
    colour = LIGHT.negative if _is_beyond(point) else frame.accent
    if point.value is not None:
        fill = f"hatch:{colour}" if point.state in OPEN else colour
        more = {"stroke": colour, "thick": 1.2} if point.state in OPEN else {}
        found.append(
            items.rect(middle - wide / 2, plot.up(point.value), wide, zero - plot.up(point.value), fill, **more)
        )
    if point.target is not None:
        base = plot.up(point.target_high) if point.target_high is not None else zero
        at = plot.up(point.target)
        found.append(items.rect(middle - wide * 0.64, at, wide * 1.28, base - at, stroke=LIGHT.target, thick=1.6))
    if point.low is not None and point.high is not None:
        ends = [(middle, plot.up(point.low)), (middle, plot.up(point.high))]
        found.append(items.path(ends, stroke="#FFFFFF", thick=3.4))
        found.append(items.path(ends, stroke=MUTED, thick=1.6))
    return found


def _expected(points: Sequence[Point], plot: Plot) -> list[Item]:
    """The usual value of each day as a dashed line, broken where it is not known."""
    found, run = [], []
    for index, point in enumerate([*points, None]):
        if point is not None and point.expected is not None:
            at = plot.up(point.expected)
            run += [(plot.across(index) - plot.slot / 2, at), (plot.across(index) + plot.slot / 2, at)]
            continue
        if run:
            found.append(items.path(run, stroke=INK, thick=1.8, dash=True))
        run = []
    return found


def _crest(point: Point, plot: Plot) -> float:
    """The upper end of all that stands in a column."""
    ends = [one for one in (point.value, point.high, point.year, point.target, point.target_high) if one is not None]
    return min([plot.up(one) for one in ends if one > 0], default=plot.up(0))


def _values(frame: Frame, points: Sequence[Point], plot: Plot) -> list[Item]:
    """Values at their columns: of all where there is room, else of those that matter most."""
    known = [index for index, point in enumerate(points) if point.value is not None]
    wanted = [len(points) - 1] if points else []
    wanted += [index for index in known if _is_beyond(points[index])]
    if known:
        wanted += [
            max(known, key=lambda at: points[at].value or 0),
            known[0],
            min(known, key=lambda at: points[at].value or 0),
        ]
    daily = any(point.expected is not None for point in points)  # a day without any is seen to be empty
    wanted = wanted if not daily else [at for at in wanted if points[at].value or at == len(points) - 1]
    wanted += [at for at in range(len(points) - 1, -1, -1) if points[at].value or not daily]
    found: list[Item] = []
    taken: list[tuple[float, float]] = []
    for index in dict.fromkeys(wanted):
        point = points[index]
        bold = index == len(points) - 1 or _is_beyond(point)
        room = min(frame.wide(point.text, SIZE, bold=bold), plot.width / 4)
        left = min(max(0.0, plot.across(index) - room / 2), plot.width - room)
        if not point.text or any(left < end + 5 and start < left + room + 5 for start, end in taken):
            continue
        taken.append((left, left + room))
        below = point.value is not None and point.value < 0
        lowest = min((one for one in (point.value, point.low) if one is not None), default=0.0)
        y = plot.up(lowest) + 2 if below else _crest(point, plot) - LINE - 1
        fill = MUTED if point.value is None else INK
        if daily:  # the line of what is expected would run through the number
            found.append(items.rect(left - 1, y + 2, room + 2, LINE - 4, "#FFFFFF"))
        found += frame.text(point.text, left, y, room, size=SIZE, bold=bold, fill=fill, align="center")
        if _is_beyond(point):
            found.append(_triangle(left + room / 2, y - 9, 10))
    return found


def _periods(frame: Frame, points: Sequence[Point], plot: Plot, y: float) -> list[Item]:
    """The labels of the periods, every second or third where they would touch, the last one always."""
    widest = min(max(frame.wide(point.label, SIZE, bold=True) for point in points), plot.width / 3)
    step = next((step for step in range(1, len(points) + 1) if plot.slot * step >= widest + 8), len(points))
    found: list[Item] = []
    for index in range(len(points) - 1, -1, -step):
        left = min(max(0.0, plot.across(index) - widest / 2), plot.width - widest)
        last = index == len(points) - 1
        found += frame.text(
            points[index].label, left, y, widest, size=SIZE, bold=last, fill=INK if last else MUTED, align="center"
        )
    return found


def _lanes(
    frame: Frame, notes: Sequence[Note], points: Sequence[Point], w: float
) -> tuple[list[tuple[Note, int, tuple[float, float]]], int]:
    """Each note with its lane and its place in it, the latest first; and how many have none."""
    found: list[tuple[Note, int, tuple[float, float]]] = []
    slot, left_out = w / len(points), 0
    first = frame.wide(frame.more(len(notes)), SIZE) + 12 if len(notes) > LANES else 0.0  # room to count the others
    taken: list[list[tuple[float, float]]] = [[] for _ in range(LANES)]
    for note in sorted(notes, key=lambda one: one.day, reverse=True):
        index = next(at for at, point in enumerate(points) if point.label == note.at)
        room = min(frame.wide(note.text, SIZE, bold=True), w * 0.6)
        left = min(max(first, (index + 0.5) * slot - room / 2), w - room)
        lane = next(
            (
                at
                for at, spans in enumerate(taken)
                if all(left > end + 12 or left + room + 12 < start for start, end in spans)
            ),
            None,
        )
        if lane is None:
            left_out += 1
            continue
        taken[lane].append((left, left + room))
        found.append((note, lane, (left, room)))
    return found, left_out
