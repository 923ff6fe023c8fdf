"""A series over time as a native chart: its three-part title, a key of what is drawn, and what happened beside its point.

The period itself is solid, the year before lighter, the target a line, a running or incomplete period hatched; a period
without a value is a gap. Counts are columns from zero, everything else a line.
"""

from __future__ import annotations

from dataclasses import replace

from reports.slides import fit, plot
from reports.slides.canvas import BODY, SMALL, Canvas, Para, mixed
from reports.slides.chart_xml import Plot, Series
from reports.slides.template import Place
from reports.texts import clean
from reports.weekly.model import Note, Point, Title, Trend

_COLUMNS = ("count", "euros")
_ROW = 15.0  # units of a row of annotations
_MOST_ROWS = 3
_SHADE = 0.55  # how much lighter the year before is


def heading(canvas: Canvas, place: Place, title: Title) -> Place:
    """The three parts of a title; returns the room below. The measure is what stands out."""
    ink = canvas.words.ink
    if not any((title.who, title.measure, title.period)):
        return place
    says = [
        Para(title.who, SMALL, colour=ink.muted),
        Para(title.measure, BODY, bold=True, most=2),
        Para(title.period, SMALL, colour=ink.muted, most=2),
    ]
    high = sum(
        fit.height(
            fit.shortened(one.text, one.size, place.width, most=one.most, bold=one.bold),
            one.size,
            place.width,
            bold=one.bold,
        )
        for one in says
        if one.text
    )
    canvas.text(Place(place.x, place.y, place.width, high + 1), says, name=title.measure or title.who)
    return Place(place.x, place.y + high + 4, place.width, place.height - high - 4)


def draw(canvas: Canvas, place: Place, trend: Trend) -> None:
    """The whole card: title, key, annotations, chart."""
    room = heading(canvas, place, trend.title)
    if not trend.points or all(one.value is None for one in trend.points):
        say = [Para(trend.alt or "–", BODY, colour=canvas.words.ink.muted, most=4)]
        canvas.text(room, say, name=trend.title.measure)
        return
    series = series_of(canvas, trend.points, trend.unit, trend.decimals)
    key(canvas, Place(room.x, room.y, room.width, 14), _entries(canvas, trend, series))
    room = Place(room.x, room.y + 16, room.width, room.height - 16)
    notes = [one for one in trend.notes if any(point.label == one.at for point in trend.points)]
    rows = _rows_of(canvas, notes, trend, _area(canvas, room, trend, series, 0))
    area = _area(canvas, room, trend, series, max(rows.values(), default=-1) + 1)
    low, high, step = _scale(trend)
    place = Place(room.x, area.y - 2, room.width, room.y + room.height - area.y + 2)
    chart = Plot(
        categories=[one.label for one in trend.points],
        series=series,
        code=plot.code_of(trend.unit, trend.decimals, canvas.words.language),
        low=low,
        high=high,
        step=step,
        axis_code=plot.code_of(trend.unit, _decimals(trend), canvas.words.language),
        place=place,
        area=area,
        gap=35,
        overlap=40,
        skip=_skip(trend, area.width),
        names=(f"{canvas.words.of('interval')} −".strip(), f"{canvas.words.of('interval')} +".strip()),
    )
    plot.add(canvas, chart, name=trend.title.measure, alt=_alt(trend))
    _annotate(canvas, notes, rows, trend, area)
    _beside(canvas, trend, area, room, (low, high))
    tell(canvas, trend)


def tell(canvas: Canvas, trend: Trend) -> None:
    """A trend in the notes: what the picture shows, its target and every annotation whole."""
    canvas.note(trend.alt, trend.target_text, *(f"{one.day} – {one.text}" for one in trend.notes))


def series_of(canvas: Canvas, points: tuple[Point, ...], unit: str, decimals: int) -> list[Series]:
    """The rows of a chart: what is known of the points, the period itself last of the columns and first of the lines."""
    words, own = canvas.words, canvas.words.style.accent
    values = [one.value for one in points]
    is_line = unit not in _COLUMNS
    open_points = {at: f"{own}/" for at, one in enumerate(points) if one.state in ("running", "partial")}
    actual = Series(
        words.of("actual"),
        values,
        own,
        is_line,
        looks=open_points,
        labels=_labelled(values),
        texts=plot.differing(values, [one.text for one in points], unit, decimals, words.language),
        has_marks=is_line,
        thickness=2.5,
    )
    if is_line and len(points) <= 20 and any(one.low is not None for one in points):
        actual = replace(actual, low=[one.low for one in points], high=[one.high for one in points])
        actual = replace(actual, labels=actual.labels[-1:])  # the whisker of the highest would cross its value
    found = [actual]
    if any(one.most is not None for one in points):  # days of the watch: beyond what chance explains
        beyond = {
            at: canvas.words.ink.negative
            for at, one in enumerate(points)
            if one.value is not None and one.most is not None and one.value > one.most
        }
        found = [replace(actual, looks={**beyond, **open_points})]
    year = [one.year for one in points]
    if any(one is not None for one in year):
        before = Series(words.of("year"), year, mixed(own, _SHADE), is_line, thickness=1.75)
        found = [actual, before] if is_line else [before, *found]
    for key, field, dash, colour in (
        ("expected", "expected", "", "#8A94A3"),
        ("most", "most", "sysDash", "#5B6472"),
        ("target", "target", "", canvas.words.ink.target),
        ("target", "target_high", "", canvas.words.ink.target),
    ):
        row = [getattr(one, field) for one in points]
        if any(one is not None for one in row):
            name = words.of(key) or f"{words.of('expected')} ≤"
            found.append(Series(name, row, colour, True, thickness=1.5, dash=dash))
    return found


def _labelled(values: list[float | None]) -> tuple[int, ...]:
    """The points whose value is printed: the last known one, and the highest."""
    known = [at for at, value in enumerate(values) if value is not None]
    if not known:
        return ()
    return tuple(sorted({known[-1], max(known, key=lambda at: (values[at] or 0.0, at))}))


def _scale(trend: Trend) -> tuple[float, float, float]:
    fields = ("value", "year", "target", "target_high", "expected", "most")
    ends = ("low", "high") if trend.unit not in _COLUMNS and len(trend.points) <= 20 else ()
    values = [getattr(one, field) for one in trend.points for field in (*fields, *ends)]
    known = [one for one in values if one is not None]
    room = 1.08 * max([*known, 0.0])  # the label of the highest point stands above it
    return plot.scale_of([*known, room], whole=trend.unit == "count" and trend.decimals == 0)


def _decimals(trend: Trend) -> int:
    """As many decimals as the steps of the axis have."""
    step = _scale(trend)[2] * (100 if trend.unit == "percent" else 1)
    return next(count for count in range(4) if count == 3 or abs(step - round(step, count)) < 1e-9 * step)


def _area(canvas: Canvas, room: Place, trend: Trend, series: list[Series], rows: int) -> Place:
    """Where bars and lines stand: beside the labels of the axis, above those of the periods, below the annotations."""
    low, high, step = _scale(trend)
    widest = max(
        fit.width(plot.said_by(value, trend.unit, _decimals(trend), canvas.words.language), SMALL)
        for value in (low, high, high - step)
    )
    right = 0.0
    if trend.target_text:
        right = min(0.2 * room.width, fit.width(clean(trend.target_text), SMALL, bold=True) + 8)
    if series and series[0].high:  # the last value stands beside its point
        last = next(one for one in reversed(trend.points) if one.value is not None)
        beside = fit.width(clean(last.text), SMALL, bold=True) + 10 - 0.5 * room.width / len(trend.points)
        right = max(right, beside)
    right = min(right, 0.3 * room.width)
    left, top = min(widest + 8, 0.35 * room.width), rows * _ROW + 12
    return Place(room.x + left, room.y + top, room.width - left - right - 2, room.height - top - 18)


def _skip(trend: Trend, width: float) -> int:
    """Every how many periods one is named, so that no name meets the next."""
    widest = 1.15 * max(fit.width(clean(one.label), SMALL) for one in trend.points) + 4
    return max(1, int(widest * len(trend.points) / width) + (widest * len(trend.points) % width > 0))


def _entries(canvas: Canvas, trend: Trend, series: list[Series]) -> list[tuple[str, str, bool]]:
    """Word, colour ("/" for hatched) and whether it is a line, of all that is drawn."""
    states, own = {one.state for one in trend.points}, canvas.words.style.accent
    found = [(one.name, one.colour, one.is_line) for one in series]
    found += [(canvas.words.of(state), f"{own}/", False) for state in ("running", "partial") if state in states]
    return list(dict.fromkeys(found))


def key(canvas: Canvas, place: Place, entries: list[tuple[str, str, bool]]) -> None:
    """What is drawn how, in one line: a patch and its word. One entry needs none."""
    entries, at = [one for one in entries if one[0]], place.x
    for name, colour, is_line in entries if len(entries) > 1 else []:
        wide = fit.width(clean(name), SMALL) + 1
        if at + 14 + wide > place.x + place.width:
            return
        patch = Place(at, place.y + 5.5, 10, 2) if is_line else Place(at, place.y + 2, 9, 9)
        shape = canvas.rectangle(patch, name=name, alt=name, fill=colour[:7])
        if colour.endswith("/"):
            hatch(shape, colour[:7])
        say = [Para(name, SMALL, colour=canvas.words.ink.muted)]
        canvas.text(Place(at + 13, place.y, wide, SMALL * fit.LINE + 0.5), say, name=name)
        at += 13 + wide + 12


def hatch(shape: object, colour: str) -> None:
    """Hatch a shape, as a running period is."""
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_PATTERN

    fill = shape.fill  # type: ignore[attr-defined]
    fill.patterned()
    fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    fill.fore_color.rgb, fill.back_color.rgb = RGBColor.from_string(colour[1:]), RGBColor.from_string("FFFFFF")


def _rows_of(canvas: Canvas, notes: list[Note], trend: Trend, area: Place) -> dict[int, int]:
    """Annotation -> the row above the chart that it stands in, where it meets no other; those without a place are told
    in the notes alone."""
    ends: list[list[tuple[float, float]]] = [[] for _ in range(_MOST_ROWS)]
    found = {}
    for at, note in enumerate(notes):
        span = _span(note, trend, area)
        for row, taken in enumerate(ends):
            if all(span[1] + 6 <= left or right + 6 <= span[0] for left, right in taken):
                taken.append(span)
                found[at] = row
                break
    return found


def _middle(note: Note, trend: Trend, area: Place) -> float:
    at = next(index for index, point in enumerate(trend.points) if point.label == note.at)
    return area.x + (at + 0.5) * area.width / len(trend.points)


def _span(note: Note, trend: Trend, area: Place) -> tuple[float, float]:
    """From where to where an annotation's words reach, its point being above one of their ends."""
    wide = min(fit.width(clean(note.text), SMALL) + 2, 0.6 * area.width)
    middle = _middle(note, trend, area)
    return (middle, middle + wide) if middle + wide <= area.x + area.width else (max(area.x, middle - wide), middle)


def _annotate(canvas: Canvas, notes: list[Note], rows: dict[int, int], trend: Trend, area: Place) -> None:
    top = area.y - 12 - (max(rows.values(), default=-1) + 1) * _ROW
    for at, row in rows.items():
        note, (left, right) = notes[at], _span(notes[at], trend, area)
        y = top + row * _ROW
        stem = Place(_middle(note, trend, area) - 0.4, y + _ROW - 2, 0.8, area.y - 3 - y - _ROW + 2)
        canvas.rectangle(stem, name=note.text, alt=f"{note.day} {note.text}", fill=canvas.words.ink.hatch)
        align = "l" if abs(left - _middle(note, trend, area)) < 0.01 else "r"
        say = [Para(note.text, SMALL, colour=canvas.words.ink.text, align=align)]
        box = Place(left, y, right - left, SMALL * fit.LINE + 1)
        canvas.text(box, say, name=note.text, alt=f"{note.day} {note.text}")


def _beside(canvas: Canvas, trend: Trend, area: Place, room: Place, ends: tuple[float, float]) -> None:
    """The target's words at the right end of its line."""
    target = next((one.target for one in reversed(trend.points) if one.target is not None), None)
    wide = room.x + room.width - area.x - area.width - 4
    if not trend.target_text or target is None or wide < 20:
        return
    y = area.y + area.height * (1 - (target - ends[0]) / (ends[1] - ends[0]))
    most = 2 if fit.width(clean(trend.target_text), SMALL, bold=True) > wide else 1
    high = most * SMALL * fit.LINE + 1
    last = next((one.value for one in reversed(trend.points) if one.value is not None), None)
    if (
        last is not None and trend.unit not in _COLUMNS
    ):  # the last value may stand at the same height: above or below it
        beside = area.y + area.height * (1 - (last - ends[0]) / (ends[1] - ends[0]))
        if abs(y - beside) < high / 2 + 8:
            y = beside + (high / 2 + 8) * (1 if y >= beside else -1)
    y = min(max(room.y, y - high / 2), room.y + room.height - high)
    say = [Para(trend.target_text, SMALL, bold=True, colour=canvas.words.ink.target_text, most=most)]
    canvas.text(Place(area.x + area.width + 4, y, wide, high), say, name=trend.target_text)


def _alt(trend: Trend) -> str:
    """What the chart shows in words, its title where nothing else is said."""
    title = trend.title
    return trend.alt or f"{title.who} – {title.measure} – {title.period}"
