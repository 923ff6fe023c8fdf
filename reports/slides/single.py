"""A card, chart or table of any screen as a presentation of one slide, in the style of the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reports.slides import bars, cover, table, trend
from reports.slides.canvas import LANGUAGES, Canvas, Words
from reports.slides.frame import begin, finish, saved
from reports.slides.notes import tell_figure
from reports.slides.template import Place, opened
from reports.style import Style
from reports.weekly.model import Bars, Figure, Table, Title, Trend

Part = Trend | Bars | Table | Figure


def slide_of(
    part: Part,
    *,
    message: str,
    footer: str,
    style: Style | None = None,
    template: bytes | None = None,
    language: str = "en",
    labels: Mapping[str, str] | None = None,
    kicker: str = "",
    created_at: str = "",
) -> bytes:
    """The bytes of a .pptx file with one slide: the message as its title, the part below it, the footer.

    `labels`: the fixed words of a report that charts need ("actual", "year", "target", "running", "interval", "before",
    "more"); a word that is missing is left out. `kicker`: the line under the title (brand, period, filters). Raises
    Refusal as `deck.pptx` does.
    """
    style, named = style or Style(), dict(labels or {})
    words = Words(language if language in LANGUAGES else "en", named, style, named.get("before", ""))
    canvas = begin(opened(template, style), words, message, head="", kicker=kicker)
    canvas.note(message)
    _draw(canvas, part)
    finish(canvas, footer=footer, page="")
    return saved(
        canvas.stage.presentation, title=message, author="", language=LANGUAGES[words.language], created_at=created_at
    )


def _draw(canvas: Canvas, part: Part) -> None:
    room = canvas.room
    if isinstance(part, Trend):
        trend.draw(canvas, room, part)
    elif isinstance(part, Bars):
        bars.draw(canvas, room, part, most_high=84.0)
    elif isinstance(part, Table):
        table.draw(canvas, room, part)
    else:
        _figure(canvas, room, part)


def _figure(canvas: Canvas, room: Place, figure: Figure) -> None:
    """A card, and the periods behind it where there are any."""
    has_history = any(one.value is not None for one in figure.history)
    wide = 0.3 * room.width if has_history else min(room.width, 320.0)
    card = replace(figure, history=())  # the chart beside it shows them
    cover.card(canvas, Place(room.x, room.y, wide, min(room.height, 190.0)), card)
    if has_history:
        points = figure.history
        title = Title(figure.channel, figure.label, f"{points[0].label}–{points[-1].label}")
        line = Trend(title, figure.unit, figure.decimals, points, target_text=figure.target_text)
        trend.draw(canvas, Place(room.x + wide + 24, room.y, room.width - wide - 24, room.height), line)
    tell_figure(canvas, figure)
