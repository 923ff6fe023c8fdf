"""A bullet: grey ranges, the value, the target across it. A value whose scale does not begin at zero is a dot.

Drawn of shapes, since each row has its own scale; the numbers stand beside it in the table.
"""

from __future__ import annotations

from reports.slides.canvas import Canvas
from reports.slides.template import Place
from reports.texts import after_name
from reports.weekly.model import Figure


def ends(figure: Figure) -> tuple[float, float] | None:
    """Both ends of a bullet's scale; None where it would say nothing."""
    if figure.value is None or len(figure.bands) < 2 or max(figure.bands) == min(figure.bands):
        return None
    marks = [
        *figure.bands,
        figure.value,
        *(one for one in (figure.target, figure.target_high, figure.year) if one is not None),
    ]
    low, high = min(marks), max(marks)
    return (0.0 if low >= 0 else low, high if high > 0 else 0.0)


def draw(canvas: Canvas, place: Place, figure: Figure) -> None:
    """One bullet in its place, its parts in one group that says in words what it shows."""
    found = ends(figure)
    if found is None:
        return
    low, high = found
    words, ink = canvas.words, canvas.words.ink

    def across(value: float) -> float:
        return place.x + place.width * (min(max(value, low), high) - low) / (high - low)

    start = across(low)
    shapes = []
    bands = sorted(figure.bands)
    shades = ink.ranges if figure.better != "lower" else tuple(reversed(ink.ranges))
    for at, (end, shade) in enumerate(zip(bands, (*shades, *[shades[-1]] * len(bands)), strict=False)):
        band = Place(start, place.y, across(end) - start, place.height)
        if band.width > 0.2:
            name = f"{figure.label} {at + 1}"
            shapes.append(canvas.rectangle(band, name=name, alt=figure.label, fill=shade))
        start = max(start, across(end))
    middle, value = place.y + place.height / 2, across(figure.value or 0.0)
    if low < 0:
        dot = Place(value - 2.5, middle - 2.5, 5, 5)
        shapes.append(canvas.rectangle(dot, name=figure.label, alt=figure.text, fill=words.style.accent))
    else:
        bar = Place(across(0.0), middle - place.height * 0.18, value - across(0.0), place.height * 0.36)
        shapes.append(canvas.rectangle(bar, name=figure.label, alt=figure.text, fill=words.style.accent))
    if figure.year is not None:
        mark = Place(across(figure.year) - 0.5, place.y + place.height * 0.2, 1.0, place.height * 0.6)
        shapes.append(
            canvas.rectangle(mark, name=figure.label, alt=figure.year_text or words.of("year"), fill=ink.muted)
        )
    for target in (figure.target, figure.target_high):
        if target is not None:
            mark = Place(across(target) - 1.1, place.y - 0.5, 2.2, place.height + 1)
            said = figure.target_text or words.of("target")
            shapes.append(canvas.rectangle(mark, name=said, alt=said, fill=ink.target))
    group = canvas.slide.shapes.add_group_shape(shapes)
    said = ", ".join(part for part in (figure.text, figure.target_text, figure.year_text, figure.status_text) if part)
    canvas.described(group, figure.label, f"{figure.label}{after_name(words.language)}{said}")
