"""A card, chart or table of any screen as one picture of 1600 × 900, in the style of the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reports.paper import engine, items
from reports.paper.bars import bars
from reports.paper.columns import columns
from reports.paper.cover import card
from reports.paper.engine import Sheet
from reports.paper.frame import HEIGHT, INNER, MARGIN, WIDTH, Frame, joined, logo_at
from reports.paper.items import MUTED, Item
from reports.paper.tables import largest, table
from reports.style import FONT, Style
from reports.weekly.model import Bars, Figure, Table, Title, Trend

Part = Trend | Bars | Table | Figure
TOP, BOTTOM = 168.0, 836.0
CARD = (400.0, 262.0)  # width and height of a card, beside its periods
SIZES = (22, 20, 18, 17, 16, 15)


@dataclass(frozen=True)
class Alone:
    """What a page of one part knows of a report: the fixed words, and whose it is."""

    labels: tuple[tuple[str, str], ...]
    brand: str = ""
    footer: str = ""
    compared_text: str = ""


def png_of(
    part: Part,
    *,
    message: str,
    footer: str,
    style: Style | None = None,
    language: str = "en",
    labels: Mapping[str, str] | None = None,
    kicker: str = "",
    created_at: str = "2000-01-01T00:00:00",
    scale: float = 1,
) -> bytes:
    """The picture: the message as its title, `kicker` above it, the part, the footer. As `reports/slides/single.py`."""
    style = style or Style()
    known = tuple((labels or {}).items())
    frame = Frame(Alone(known, footer=footer), style)
    sheet = Sheet(
        title=message,
        language=language,
        made=created_at,
        pages=[_page(frame, part, message=message, footer=footer, kicker=kicker)],
        width=WIDTH,
        height=HEIGHT,
        family=style.font or FONT,
    )
    return engine.as_png(sheet, scale)[0]


def _page(frame: Frame, part: Part, *, message: str, footer: str, kicker: str) -> list[Item]:
    found = frame.text(kicker, MARGIN, 30, INNER - 240, size=19, fill=MUTED)
    found += logo_at(frame, 22, 44)
    found.append(items.rect(MARGIN, 70, INNER, 2, frame.accent))
    found += frame.text(message, MARGIN, 84, INNER, size=30, bold=True, most=2, tag="h1", balance=True)
    top = max(TOP if items.below(found, 0) > 130 else TOP - 30, items.below(found, 0) + 8)
    found += _drawn(frame, part, top)
    found.append(items.rect(MARGIN, 846, INNER, 1, items.FAINT))
    return found + frame.text(footer, MARGIN, 855, INNER, size=15, fill=MUTED)


def _drawn(frame: Frame, part: Part, top: float) -> list[Item]:
    high = BOTTOM - top
    if isinstance(part, Trend):
        return columns(frame, part, MARGIN, top, INNER, high)
    if isinstance(part, Bars):
        return bars(frame, part, MARGIN, top, INNER, high)
    if isinstance(part, Table):
        return table(frame, part, MARGIN, top, INNER, high, size=largest(frame, (part,), INNER, high, SIZES), most=3)
    return _figure(frame, part, top, high)


def _figure(frame: Frame, figure: Figure, top: float, high: float) -> list[Item]:
    """A card, and the periods behind it where there are any."""
    wide, tall = CARD
    found = [items.rect(MARGIN, top, wide, tall, "#FFFFFF", stroke="#CBD5E1", thick=1, radius=6)]
    found += card(frame, replace(figure, history=()), MARGIN + 16, top, wide - 32)
    found += frame.text(figure.definition, MARGIN, top + tall + 14, wide, size=15, fill=MUTED, most=8)
    points = figure.history
    if any(one.value is not None for one in points):
        title = Title(figure.channel, figure.label, joined(f"{points[0].label}–{points[-1].label}"))
        line = Trend(title, figure.unit, figure.decimals, points, target_text=figure.target_text, alt=figure.label)
        left = MARGIN + wide + 40
        found += columns(frame, line, left, top, MARGIN + INNER - left, high)
    return found
