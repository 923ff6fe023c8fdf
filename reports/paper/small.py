"""Small pictures of a figure: its last periods as a line, and its bullet."""

from __future__ import annotations

from charts.ink import LIGHT
from reports.paper import items
from reports.paper.frame import Frame, tint
from reports.paper.items import INK, MUTED, Item
from reports.paper.signs import STATUSES
from reports.weekly.model import Figure

SPARK_POINTS = 13


def sparkline(frame: Frame, figure: Figure, x: float, y: float, w: float, h: float) -> list[Item]:
    """The last periods, with gaps where a value is missing, the target outlined, the last one marked with its status."""
    points = figure.history[-SPARK_POINTS:]
    known = [point.value for point in points if point.value is not None]
    if len(known) < 2:
        return []
    targets = [end for point in points for end in (point.target, point.target_high) if end is not None]
    low, high = min([*known, *targets]), max([*known, *targets])
    edge = 6.0
    step = (w - 2 * edge) / (len(points) - 1)

    def at(index: int, value: float) -> tuple[float, float]:
        share = (value - low) / (high - low) if high > low else 0.5
        return edge + index * step, h - edge - share * (h - 2 * edge)

    marks: list[Item] = []
    for index, point in enumerate(points):
        for end in (point.target, point.target_high):
            if end is not None:
                across, up = at(index, end)
                ends = [(max(0, across - step / 2), up), (min(w, across + step / 2), up)]
                marks.append(items.path(ends, stroke=LIGHT.target, thick=1.4))
    run: list[tuple[float, float]] = []
    for index, point in enumerate([*points, None]):
        if point is not None and point.value is not None:
            run.append(at(index, point.value))
            continue
        if len(run) == 1:
            marks.append(items.dot(*run[0], 1.8, frame.accent))
        elif run:
            marks.append(items.path(run, stroke=frame.accent, thick=2))
        run = []
    last = points[-1]
    if last.value is not None:
        whole = last.state == "complete"
        colour = STATUSES.get(figure.status, INK)
        more = {} if whole else {"stroke": colour, "thick": 2}
        marks.append(items.dot(*at(len(points) - 1, last.value), 4.5, colour if whole else "#FFFFFF", **more))
    return items.picture(x, y, w, h, marks, _told(figure))


def bullet(frame: Frame, figure: Figure, x: float, y: float, w: float, h: float) -> list[Item]:
    """Value against target and last year on grey ranges; a bar where the scale begins at zero, else a dot."""
    ends = (figure.value, figure.low, figure.high, figure.target, figure.target_high, figure.year, *figure.bands)
    known = [one for one in ends if one is not None]
    if figure.value is None or not figure.bands or not known:
        return []
    start = min(0.0, *known)
    from_zero = start == 0.0
    reach = max(figure.bands) if max(known) <= max(figure.bands) else max(known) * 1.05
    if not from_zero:
        reach, start = max(reach, 0.0), start * (1 if start in figure.bands else 1.05)
    span = (reach - start) or 1.0

    def across(value: float) -> float:
        return (value - start) / span * w

    marks = [items.rect(0, h * 0.12, w, h * 0.76, LIGHT.ranges[2])]
    upward = figure.bands[-1] >= figure.bands[0]
    shades = LIGHT.ranges if upward else LIGHT.ranges[::-1]
    before = 0.0
    for end, shade in zip(sorted(figure.bands), shades, strict=False):
        marks.append(items.rect(before, h * 0.12, max(0.0, across(end) - before), h * 0.76, shade))
        before = across(end)
    if from_zero:
        marks.append(items.rect(0, h * 0.36, across(figure.value), h * 0.28, frame.accent))
    else:
        marks.append(items.rect(across(0.0) - 0.5, h * 0.12, 1, h * 0.76, MUTED))
    if figure.low is not None and figure.high is not None:
        ends = [(across(max(start, figure.low)), h * 0.5), (across(figure.high), h * 0.5)]
        marks.append(items.path(ends, stroke=tint(INK, 0.9) if not from_zero else "#9AA8B8", thick=2))
    if not from_zero:
        marks.append(items.dot(across(figure.value), h * 0.5, h * 0.2, frame.accent))
    if figure.year is not None:
        marks.append(items.rect(across(figure.year) - 0.75, h * 0.2, 1.5, h * 0.6, MUTED))
    for end in (figure.target, figure.target_high):
        if end is not None:
            marks.append(items.rect(across(end) - 2, 0, 4, h, "#FFFFFF", stroke=LIGHT.target, thick=1.5))
    told = (figure.label, figure.text, figure.target_text, figure.gap_text, figure.status_text)
    return items.picture(x, y, w, h, marks, " · ".join(one for one in told if one))


def _told(figure: Figure) -> str:
    return f"{figure.label} · " + " ; ".join(f"{one.label} {one.text}" for one in figure.history[-SPARK_POINTS:])
