"""The first slide: the state of the watch in one sentence, and the eight figures of the period."""

from __future__ import annotations

from reports.slides import fit, plot
from reports.slides.canvas import BODY, SMALL, STRONG, Canvas, Para, mixed
from reports.slides.chart_xml import Plot, Series
from reports.slides.template import Place
from reports.weekly.model import Figure, Report
from reports.weekly.signs import LEVEL_COLOURS, SIGNS, change_of

_MOST, _STATE = 8, 46.0


def draw(canvas: Canvas, report: Report) -> None:
    room = canvas.room
    _state(canvas, Place(room.x, room.y, room.width, _STATE), report)
    figures = report.figures[:_MOST]
    top = room.y + _STATE + 12
    columns = min(4, max(1, len(figures)))
    rows = -(-len(figures) // columns) if figures else 0
    gap = 12.0
    wide = (room.width - (columns - 1) * gap) / columns
    high = min(182.0, (room.y + room.height - top - (rows - 1) * gap) / max(1, rows))
    for at, figure in enumerate(figures):
        column, row = at % columns, at // columns
        card(canvas, Place(room.x + column * (wide + gap), top + row * (high + gap), wide, high), figure)
    canvas.note(report.state.sentence)


def _state(canvas: Canvas, place: Place, report: Report) -> None:
    """The level as a coloured word, and its sentence beside it."""
    state, ink = report.state, canvas.words.ink
    colour = ink.muted if state.level is None else LEVEL_COLOURS[min(max(state.level, 0), 3)]
    word = fit.shortened(state.word or "–", STRONG + 2, 0.3 * place.width, bold=True)
    wide = fit.width(word, STRONG + 2, bold=True) + 24
    said = [Para(word, STRONG + 2, True, "#FFFFFF", "c")]
    canvas.text(Place(place.x, place.y, wide, place.height), said, name=word or "–", fill=colour, anchor="m", inset=4)
    sentence = [Para(state.sentence, STRONG, most=2)]
    box = Place(place.x + wide, place.y, place.width - wide, place.height)
    canvas.text(box, sentence, name=state.sentence or word, anchor="m", fill=mixed(colour, 0.9), inset=6)


def card(canvas: Canvas, place: Place, figure: Figure) -> None:
    """A figure: its name, value, change, target and verdict, and its last periods as a small chart."""
    ink, pad = canvas.words.ink, 10.0
    colour = ink.statuses.get(figure.status, ink.muted)
    name = f"{figure.label} ({figure.channel})" if figure.channel else figure.label
    said = " · ".join(
        part
        for part in (
            figure.text,
            figure.interval_text,
            figure.n_text,
            change_of(figure),
            figure.target_text,
            figure.status_text,
        )
        if part
    )
    back = canvas.rectangle(place, name=name, alt=f"{name} : {said}", fill="#F6F8FA", link=figure.link)
    canvas.described(back, name, f"{name} : {said}")
    canvas.rectangle(
        Place(place.x, place.y, 3, place.height),
        name=figure.status_text or name,
        alt=figure.status_text or name,
        fill=colour,
    )
    left, wide = place.x + pad, place.width - 2 * pad
    verdict = f"{SIGNS.get(figure.status, '–')} {figure.status_text}".strip() if figure.status_text else ""
    value = Place(left, place.y + 7, wide, 0)
    top = [
        Para(name, BODY, True, ink.text, most=2 if place.height >= 150 else 1),
        Para(
            figure.text,
            26 if place.height >= 130 else 20,
            True,
            ink.text if figure.value is not None else ink.muted,
            is_number=True,
        ),
    ]
    lower = [
        Para(change_of(figure), BODY, figure.is_clear, ink.text, most=2),
        Para(" · ".join(part for part in (figure.interval_text, figure.n_text) if part), SMALL, False, ink.muted),
        Para(" · ".join(part for part in (verdict, figure.target_text) if part), BODY, True, colour, most=2),
        Para(figure.reason, SMALL, False, ink.muted, most=2),
    ]
    history = [one for one in figure.history if one.value is not None]
    low = place.y + place.height - 8
    spark = 40.0 if len(history) > 1 and place.height >= 150 else 0.0
    canvas.text(
        Place(left, value.y, wide, low - value.y - spark - (4 if spark else 0)),
        [*top, *lower],
        name=name,
        alt=f"{name} : {said}",
        link=figure.link,
    )
    if spark:
        _spark(canvas, Place(left, low - spark, wide, spark), figure)


def _spark(canvas: Canvas, place: Place, figure: Figure) -> None:
    """The last periods as a native line without axes, its last point marked, the target a thin line."""
    own, points = canvas.words.style.accent, figure.history
    values = [one.value for one in points]
    last = max(at for at, value in enumerate(values) if value is not None)
    series = [Series(canvas.words.of("actual"), values, own, True, looks={last: own}, thickness=1.75)]
    targets = [one.target for one in points]
    if any(one is not None for one in targets):
        series.append(Series(canvas.words.of("target"), targets, canvas.words.ink.target, True, thickness=1.0))
    known = [one for one in (*values, *targets) if one is not None]
    low, high = min(known), max(known)
    air = 0.12 * (high - low) or abs(high) * 0.1 or 1.0
    chart = Plot(
        categories=[one.label for one in points],
        series=series,
        code=plot.code_of(figure.unit, figure.decimals, canvas.words.language),
        low=low - air,
        high=high + air,
        step=high - low + 2 * air,
        place=place,
        area=Place(place.x + 3, place.y + 3, place.width - 6, place.height - 6),
        has_values=False,
        has_categories=False,
    )
    said = f"{points[0].label}–{points[-1].label} : {points[0].text} – {points[-1].text}"
    plot.add(canvas, chart, name=f"{figure.label} {points[0].label}–{points[-1].label}", alt=f"{figure.label}, {said}")
