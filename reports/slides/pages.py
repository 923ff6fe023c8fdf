"""The contents of the slides after cover and scorecard: what changed, the watch, competitors, follow-up."""

from __future__ import annotations

from dataclasses import replace

from reports.slides import bars, fit, table, trend
from reports.slides.canvas import BODY, SMALL, STRONG, Canvas, Para, mixed
from reports.slides.template import Place
from reports.texts import clean
from reports.weekly.model import Report, Table

_GAP = 24.0
_MENTIONS = 4


def why(canvas: Canvas, report: Report) -> None:
    """The figure that moved most over time, what its change is made of, and the cause in one sentence."""
    left, right = _halves(canvas.room, 0.6, 52.0 if report.cause else 0.0)
    if report.why is None:
        right = replace(left, width=canvas.room.width)
    else:
        trend.draw(canvas, left, report.why)
    bars.draw(canvas, right, report.parts)
    if report.cause:
        room = canvas.room
        place = Place(room.x, room.y + room.height - 40, room.width, 40)
        fill = mixed(canvas.words.style.accent, 0.9)
        canvas.text(place, [Para(report.cause, STRONG, most=2)], name=report.cause, fill=fill, anchor="m", inset=4)
        canvas.note(report.cause)


def watch(canvas: Canvas, report: Report) -> None:
    """The days of the watch, the episodes beside them, and below the mentions that were seen most."""
    room = canvas.room
    rows = min(_MENTIONS, len(report.mentions.rows)) if report.mentions.rows else 1
    low = min(0.4 * room.height, 58 + 21.0 * rows)
    above = Place(room.x, room.y, room.width, room.height - low - 12)
    left, right = _halves(above, 0.62, 0.0)
    if report.watch is None:
        said = [
            Para(report.state.word, STRONG, True, most=1),
            Para(report.state.sentence, BODY, colour=canvas.words.ink.muted, most=4),
        ]
        canvas.text(left, said, name=canvas.words.of("watch") or "–")
    else:
        trend.draw(canvas, left, report.watch)
    table.draw(canvas, right, report.episodes)
    table.draw(canvas, Place(room.x, room.y + room.height - low, room.width, low), report.mentions)


def competitors(canvas: Canvas, report: Report) -> None:
    """Brands in one picture, and their figures beside it."""
    beside = tuple(one for one in (report.voices, report.comparison) if one.rows or one.absence)
    left, right = _halves(canvas.room, 0.5 if beside else 1.0, 0.0)
    bars.draw(canvas, left, report.competitors, most_high=84.0)
    _stack(canvas, right, beside)


def follow_up(canvas: Canvas, report: Report) -> None:
    """Objectives at risk and actions at the left, annotations and methods at the right; what the data covers."""
    words, room = canvas.words, canvas.room
    said = f"{words.of('data_date')} {report.data_date_text}".strip() if report.data_date_text else ""
    complete = f"{words.of('completeness')} {report.completeness_text}".strip() if report.completeness_text else ""
    notes = " ".join(report.method_notes)
    line = " · ".join(part for part in (said, complete, notes) if part)
    most = min(4, len(fit.lines(clean(line), SMALL, room.width)))
    low = most * SMALL * fit.LINE + 1
    left, right = _halves(Place(room.x, room.y, room.width, room.height - low - 6), 0.5, 0.0)
    _stack(canvas, left, (report.at_risk, report.actions))
    _stack(canvas, right, (report.annotations, report.methods))
    if line:
        place = Place(room.x, room.y + room.height - low, room.width, low)
        canvas.text(place, [Para(line, SMALL, colour=words.ink.muted, most=most)], name=words.of("methods") or line)
    canvas.note(said, complete, *report.method_notes, report.definitions)


def _stack(canvas: Canvas, place: Place, tables: tuple[Table, ...]) -> None:
    """Tables one below the other: each what it needs, and in a scarce room in proportion to it."""
    if not tables:
        return
    gap = 16.0
    wishes = [table.natural_height(one) for one in tables]
    room = place.height - gap * (len(tables) - 1)
    if sum(wishes) > room:
        least = min(room / len(tables), 76.0)
        share = (room - least * len(tables)) / max(1e-9, sum(max(0.0, one - least) for one in wishes))
        wishes = [least + share * max(0.0, one - least) for one in wishes]
    elif any(one.rows for one in tables):  # room to spare is for texts of several lines
        rows = sum(len(one.rows) for one in tables)
        spare = room - sum(wishes)
        wishes = [wish + spare * len(one.rows) / rows for one, wish in zip(tables, wishes, strict=True)]
    top = place.y
    for one, high in zip(tables, wishes, strict=True):
        spare = place.y + place.height - top if one is tables[-1] else high
        top += (
            table.draw(canvas, Place(place.x, top, place.width, max(high, spare if one is tables[-1] else 0)), one)
            + gap
        )


def _halves(room: Place, share: float, below: float) -> tuple[Place, Place]:
    """A room in two beside each other, leaving some height below."""
    wide = (room.width - _GAP) * share
    high = room.height - below
    return Place(room.x, room.y, wide, high), Place(room.x + wide + _GAP, room.y, room.width - _GAP - wide, high)
