"""Small SVG drawings: the sparkline of a card and the bullet chart of a scorecard row.

Only numbers and colours enter the SVG, never a text from a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from charts.ink import Ink

WIDTH = 260
HEIGHT = 40
MARGIN = 5.0
FIXED_STROKE = 'vector-effect="non-scaling-stroke"'  # strokes keep their width when the drawing is stretched


@dataclass(frozen=True)
class Measure:
    """Data of a bullet chart. Within `tolerance` of the target a value is near.

    `low`, `high`: 95 % interval. `target_high`: upper end of a range. `benchmarks`: drawn thinner than the target.
    """

    value: float | None
    low: float | None
    high: float | None
    target: float | None
    tolerance: float
    better: str  # higher | lower | range | neutral
    target_high: float | None = None
    benchmarks: tuple[float, ...] = ()


def sparkline(
    values: Sequence[float | None],
    ink: Ink,
    *,
    status: str,
    target: float | None = None,
    last_open: bool = False,
    bands: Sequence[tuple[float, float] | None] = (),
    height: int = HEIGHT,
) -> str:
    """A line with gaps for missing values, the target dotted, the last value as a point in the colour of its status.

    `last_open`: the last period is incomplete; its point is hollow. `bands`: per value, the target and its tolerance
    limit, or the two ends of a range; replaces `target`. `height`: in pixels, for a width of 260.
    """
    known = [value for value in values if value is not None]
    if not known:
        return _stretched(
            f'<path d="M{MARGIN} {height / 2} H{WIDTH - MARGIN}" stroke="{ink.grid}" stroke-dasharray="3 4" {FIXED_STROKE}/>',
            height=height,
        )
    if any(bands):
        target = None
    ends = [end for band in bands if band is not None for end in band]
    bounds = [*known, *ends, *([target] if target is not None else [])]
    low, high = min(bounds), max(bounds)
    step = (WIDTH - 2 * MARGIN) / max(1, len(values) - 1)

    def position(index: int, value: float) -> tuple[float, float]:
        share = (value - low) / (high - low) if high > low else 0.5
        return round(MARGIN + index * step, 1), round(height - MARGIN - share * (height - 2 * MARGIN), 1)

    drawing = _bands(bands, ink, position, step)
    if target is not None:
        level = position(0, target)[1]
        drawing.append(
            f'<path d="M{MARGIN} {level} H{WIDTH - MARGIN}" stroke="{ink.muted}" stroke-width="1" stroke-dasharray="2 4" fill="none" {FIXED_STROKE}/>'
        )
    for run in _runs(values):
        points = [position(index, value) for index, value in run]
        if len(points) == 1:
            drawing.append(_point(*points[0], size=3.2, colour=ink.own))
        path = " L".join(f"{x} {y}" for x, y in points)
        drawing.append(
            f'<path d="M{path}" stroke="{ink.own}" stroke-width="1.8" fill="none" stroke-linejoin="round" {FIXED_STROKE}/>'
        )
    if values[-1] is not None:
        x, y = position(len(values) - 1, values[-1])
        drawing.append(_point(x, y, size=8, colour=ink.statuses[status]))
        if last_open:
            drawing.append(_point(x, y, size=5, colour=ink.page))
    return _stretched("".join(drawing), height=height)


def bullet(measure: Measure, ink: Ink) -> str:
    """Bullet chart: value against target; a bar if the scale starts at 0, else a dot; the interval as a thin line.

    The background shades behind, near and met, from dark to light.
    """
    marks = (measure.value, measure.low, measure.high, measure.target, measure.target_high, *measure.benchmarks)
    known = [one for one in marks if one is not None]
    if not known:
        return _svg(WIDTH, 26, "")
    from_zero = min(known) >= 0
    reach = max(abs(one) for one in known) * 1.2 or 1.0
    start = 0.0 if from_zero else -reach

    def across(value: float) -> float:
        return round((value - start) / (reach - start) * WIDTH, 1)

    drawing = _ranges(measure, ink, start, reach, across)
    if measure.value is not None and from_zero:
        drawing.append(f'<rect x="0" y="10" width="{across(measure.value)}" height="6" fill="{ink.text}"/>')
    elif measure.value is not None:
        drawing.append(f'<circle cx="{across(measure.value)}" cy="13" r="4" fill="{ink.text}"/>')
    if measure.low is not None and measure.high is not None:
        low, high = across(max(measure.low, start)), across(measure.high)
        drawing.append(f'<path d="M{low} 20.5 H{high}" stroke="{ink.text}" stroke-width="1.2"/>')
    for one in measure.benchmarks:
        drawing.append(f'<rect x="{across(one) - 0.6}" y="4" width="1.2" height="18" fill="{ink.muted}"/>')
    for one in (measure.target, measure.target_high):
        if one is not None:
            drawing.append(f'<rect x="{across(one) - 1.5}" y="3" width="3" height="20" fill="{ink.target}"/>')
    return _svg(WIDTH, 26, "".join(drawing))


def _ranges(measure: Measure, ink: Ink, start: float, end: float, across) -> list[str]:
    if measure.target is not None and measure.target_high is not None:
        return _range(measure.target, measure.target_high, measure.tolerance, ink, (start, end), across)
    if measure.target is None or measure.better not in ("higher", "lower"):
        return [f'<rect x="0" y="4" width="{WIDTH}" height="18" fill="{ink.ranges[2]}"/>']
    near = measure.target - measure.tolerance if measure.better == "higher" else measure.target + measure.tolerance
    cuts = sorted((start, max(start, min(end, near)), measure.target, end))
    shades = ink.ranges if measure.better == "higher" else ink.ranges[::-1]
    return [
        f'<rect x="{across(low)}" y="4" width="{round(across(high) - across(low), 1)}" height="18" fill="{shade}"/>'
        for low, high, shade in zip(cuts, cuts[1:], shades, strict=False)
        if high > low
    ]


def _range(low: float, high: float, near: float, ink: Ink, scale: tuple[float, float], across) -> list[str]:
    """Shades of a range: outside, near, inside, near, outside."""
    start, end = scale
    cuts = [max(start, min(end, cut)) for cut in (start, low - near, low, high, high + near, end)]
    shades = (ink.ranges[0], ink.ranges[1], ink.ranges[2], ink.ranges[1], ink.ranges[0])
    return [
        f'<rect x="{across(left)}" y="4" width="{round(across(right) - across(left), 1)}" height="18" fill="{shade}"/>'
        for left, right, shade in zip(cuts, cuts[1:], shades, strict=False)
        if right > left
    ]


def _bands(bands: Sequence[tuple[float, float] | None], ink: Ink, position, step: float) -> list[str]:
    """Per week, the target as a short line and the tolerance (or the range) as a shaded area."""
    drawing = []
    for index, band in enumerate(bands):
        if band is None:
            continue
        (x, aim), (_, other) = position(index, band[0]), position(index, band[1])
        left, width = round(max(0.0, x - step / 2), 1), round(step, 1)
        top, height = min(aim, other), round(abs(aim - other), 1)
        drawing.append(f'<rect x="{left}" y="{top}" width="{width}" height="{height}" fill="{ink.ranges[1]}"/>')
        drawing.append(
            f'<path d="M{left} {aim} h{width}" stroke="{ink.target}" stroke-width="1.2" fill="none" {FIXED_STROKE}/>'
        )
    return drawing


def _runs(values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    """Runs of consecutive known values, as (index, value)."""
    runs: list[list[tuple[int, float]]] = []
    before = False
    for index, value in enumerate(values):
        if value is not None:
            if not before:
                runs.append([])
            runs[-1].append((index, value))
        before = value is not None
    return runs


def _point(x: float, y: float, *, size: float, colour: str) -> str:
    """A dot that stays round when the drawing is stretched: a zero-length line with round ends."""
    return f'<path d="M{x} {y}h0.01" stroke="{colour}" stroke-width="{size}" stroke-linecap="round" {FIXED_STROKE}/>'


def _stretched(drawing: str, *, height: int) -> str:
    """An SVG that stretches to the width of its card."""
    return _svg(WIDTH, height, drawing).replace("<svg ", '<svg preserveAspectRatio="none" ', 1)


def _svg(width: int, height: int, drawing: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">{drawing}</svg>'
