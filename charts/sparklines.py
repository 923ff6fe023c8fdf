"""Figures of a few pixels, as SVG: the line of a card and the bullet of a scorecard row.

Only numbers and colours go into the drawing, never a text from a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from charts.ink import Ink

WIDTH = 260
HEIGHT = 40
MARGIN = 5.0
KEPT = 'vector-effect="non-scaling-stroke"'  # a line keeps its thickness however the drawing is stretched


@dataclass(frozen=True)
class Measure:
    """What a bullet shows: a value with its interval against a target; `tolerance` is what still counts as near."""

    value: float | None
    low: float | None
    high: float | None
    target: float | None
    tolerance: float
    better: str  # higher | lower | range | neutral


def sparkline(
    values: Sequence[float | None], ink: Ink, *, status: str, target: float | None = None, last_open: bool = False
) -> str:
    """A line with gaps where values are missing, the target dotted, the last value a point in its status colour.

    `last_open`: the last period is not complete; its point is hollow.
    """
    known = [value for value in values if value is not None]
    if not known:
        return _stretched(
            f'<path d="M{MARGIN} {HEIGHT / 2} H{WIDTH - MARGIN}" stroke="{ink.grid}" stroke-dasharray="3 4" {KEPT}/>'
        )
    bounds = [*known, target] if target is not None else known
    low, high = min(bounds), max(bounds)
    step = (WIDTH - 2 * MARGIN) / max(1, len(values) - 1)

    def place(index: int, value: float) -> tuple[float, float]:
        share = (value - low) / (high - low) if high > low else 0.5
        return round(MARGIN + index * step, 1), round(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN), 1)

    drawing = []
    if target is not None:
        level = place(0, target)[1]
        drawing.append(
            f'<path d="M{MARGIN} {level} H{WIDTH - MARGIN}" stroke="{ink.muted}" stroke-width="1" stroke-dasharray="2 4" fill="none" {KEPT}/>'
        )
    for run in _runs(values):
        spots = [place(index, value) for index, value in run]
        if len(spots) == 1:
            drawing.append(_point(*spots[0], size=3.2, colour=ink.own))
        path = " L".join(f"{x} {y}" for x, y in spots)
        drawing.append(
            f'<path d="M{path}" stroke="{ink.own}" stroke-width="1.8" fill="none" stroke-linejoin="round" {KEPT}/>'
        )
    if values[-1] is not None:
        x, y = place(len(values) - 1, values[-1])
        drawing.append(_point(x, y, size=8, colour=ink.statuses[status]))
        if last_open:
            drawing.append(_point(x, y, size=5, colour=ink.page))
    return _stretched("".join(drawing))


def bullet(measure: Measure, ink: Ink) -> str:
    """The value against its target on one scale: a bar where the scale begins at 0, else a dot; the interval as a thin line.

    The background tells behind, near and met, from dark to light.
    """
    known = [one for one in (measure.value, measure.low, measure.high, measure.target) if one is not None]
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
    if measure.target is not None:
        drawing.append(f'<rect x="{across(measure.target) - 1.5}" y="3" width="3" height="20" fill="{ink.target}"/>')
    return _svg(WIDTH, 26, "".join(drawing))


def _ranges(measure: Measure, ink: Ink, start: float, end: float, across) -> list[str]:
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


def _runs(values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    """Stretches of neighbouring known values, with their places."""
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
    """A dot that stays round in a drawing that is stretched: a line without length, with round ends."""
    return f'<path d="M{x} {y}h0.01" stroke="{colour}" stroke-width="{size}" stroke-linecap="round" {KEPT}/>'


def _stretched(drawing: str) -> str:
    """A drawing that takes the room of its card, its lines as thick as they are."""
    return _svg(WIDTH, HEIGHT, drawing).replace("<svg ", '<svg preserveAspectRatio="none" ', 1)


def _svg(width: int, height: int, drawing: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">{drawing}</svg>'
