"""The first slide: the state of the watch in one sentence, and the eight figures of the period."""

from __future__ import annotations

from reports.slides import fit, plot
from reports.slides.canvas import BODY, SMALL, STRONG, Canvas, Para, mixed
from reports.slides.chart_xml import Plot, Series
from reports.slides.template import Place
from reports.style import SIGNS, level_colours
from reports.texts import after_name, clean
from reports.weekly.model import Figure, Report

_MOST, _INSET, _SPARK = 8, 6.0, 40.0


def draw(canvas: Canvas, report: Report) -> None:
    room = canvas.room
    band = _state(canvas, room, report)
    figures = report.figures[:_MOST]
    top = room.y + band + 12
    columns = min(4, max(1, len(figures)))
    rows = -(-len(figures) // columns) if figures else 0
    gap = 12.0
    wide = (room.width - (columns - 1) * gap) / columns
    high = min(182.0, (room.y + room.height - top - (rows - 1) * gap) / max(1, rows))
    for at, figure in enumerate(figures):
        column, row = at % columns, at // columns
        card(canvas, Place(room.x + column * (wide + gap), top + row * (high + gap), wide, high), figure)
    canvas.note(report.state.sentence)


def _state(canvas: Canvas, room: Place, report: Report) -> float:
    """The level as a coloured word, and its sentence beside it; returns the height of the band."""
    state = report.state
    fill, written = level_colours(state.level)
    word = fit.shortened(state.word or "–", STRONG + 2, 0.3 * room.width, bold=True)
    wide = fit.width(word, STRONG + 2, bold=True) + 24
    count = len(fit.lines(clean(state.sentence), STRONG, room.width - wide - 2 * _INSET))
    high = min(3, max(2, count)) * STRONG * fit.LINE + 2 * _INSET + 0.5
    said = [Para(word, STRONG + 2, True, written, "c")]
    place = Place(room.x, room.y, wide, high)
    canvas.text(place, said, name=word or "–", fill=fill, anchor="m", inset=4)
    sentence = [Para(state.sentence, STRONG, most=3)]
    box = Place(room.x + wide, room.y, room.width - wide, high)
    canvas.text(box, sentence, name=state.sentence or word, anchor="m", fill=mixed(fill, 0.9), inset=_INSET)
    return high


def card(canvas: Canvas, place: Place, figure: Figure) -> None:
    """A figure: its name, value, change, target and verdict, and its last periods as a small chart."""
    ink, pad = canvas.words.ink, 10.0
    colour = ink.statuses.get(figure.status, ink.muted)
    name = f"{figure.label} ({figure.channel})" if figure.channel else figure.label
    colon = after_name(canvas.words.language)
    said = " · ".join(
        part
        for part in (
            figure.text,
            figure.interval_text,
            figure.n_text,
            figure.change_and_reference,
            figure.target_text,
            figure.status_text,
        )
        if part
    )
    back = canvas.rectangle(place, name=name, alt=f"{name}{colon}{said}", fill="#F6F8FA", link=figure.link)
    canvas.described(back, name, f"{name}{colon}{said}")
    canvas.rectangle(
        Place(place.x, place.y, 3, place.height),
        name=figure.status_text or name,
        alt=figure.status_text or name,
        fill=colour,
    )
    left, wide = place.x + pad, place.width - 2 * pad
    verdict = f"{SIGNS.get(figure.status, '–')} {figure.status_text}".strip() if figure.status_text else ""
    says = [
        Para(name, BODY, True, ink.text, most=2 if place.height >= 150 else 1),
        Para(
            figure.text,
            26 if place.height >= 130 else 20,
            True,
            ink.text if figure.value is not None else ink.muted,
            is_number=True,
        ),
        Para(" · ".join(part for part in (verdict, figure.target_text) if part), BODY, True, colour, most=2),
        Para(figure.change_and_reference, BODY, figure.is_clear, ink.text, most=2),
        Para(" · ".join(part for part in (figure.interval_text, figure.n_text) if part), SMALL, False, ink.muted),
        Para(figure.reason, SMALL, False, ink.muted, most=2),
    ]
    high = place.height - 15
    needed = sum(_height(one, wide) for one in says[:-1])
    spark = min(_SPARK, high - needed - 4)
    if spark < 0.5 * _SPARK or sum(one.value is not None for one in figure.history) < 2:
        spark = 0.0
    room = high - spark - (4 if spark else 0)
    canvas.text(Place(left, place.y + 7, wide, room), says, name=name, alt=f"{name}{colon}{said}", link=figure.link)
    if spark:
        _spark(canvas, Place(left, place.y + 7 + high - spark, wide, spark), figure)


def _height(para: Para, room: float) -> float:
    look, text = para.fitting(room, para.most)
    return fit.height(text, look.size, room, bold=look.bold) if text else 0.0


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
    said = (
        f"{points[0].label}–{points[-1].label}{after_name(canvas.words.language)}{points[0].text} – {points[-1].text}"
    )
    plot.add(canvas, chart, name=f"{figure.label} {points[0].label}–{points[-1].label}", alt=f"{figure.label}, {said}")
