"""A report as paper: six pages of 1600 × 900 pixels, as PDF, as PNG and as SVG. All three are one drawing."""

from __future__ import annotations

from collections.abc import Sequence

from reports.paper import engine, items
from reports.paper.cover import cover
from reports.paper.engine import Sheet
from reports.paper.frame import HEIGHT, MARGIN, WIDTH, Frame, foot, joined
from reports.paper.items import MUTED, Item
from reports.paper.pages import competitors, follow_up, watch, why
from reports.paper.scorecard import scorecard
from reports.style import FONT, Style
from reports.weekly.model import PAGES, Report

DRAWN = {
    "cover": cover,
    "scorecard": scorecard,
    "why": why,
    "watch": watch,
    "competitors": competitors,
    "follow_up": follow_up,
}
PLAIN = Style()


def pdf(report: Report, *, archive: bool = False, style: Style = PLAIN) -> bytes:
    """The report as a tagged PDF (PDF/UA-1); with `archive` as PDF/A-2a too. The same report gives the same bytes."""
    return engine.as_pdf(sheet(report, style), archive=archive)


def pages_png(report: Report, scale: float = 1, *, style: Style = PLAIN) -> list[bytes]:
    """A picture of each page, of 1600 × 900 pixels times `scale`."""
    return engine.as_png(sheet(report, style), scale)


def pages_svg(report: Report, *, style: Style = PLAIN) -> list[bytes]:
    """Each page as SVG, its letters as outlines."""
    return engine.as_svg(sheet(report, style))


def sheet(report: Report, style: Style = PLAIN) -> Sheet:
    """The pages as items in their places."""
    return Sheet(
        title=joined(report.brand, report.period_text),
        language=report.language,
        made=report.created_at,
        pages=pages(report, style),
        width=WIDTH,
        height=HEIGHT,
        family=style.font or FONT,
        keywords=(report.kind, report.since, report.until, report.definitions),
    )


def pages(report: Report, style: Style = PLAIN) -> list[list[Item]]:
    """The items of the six pages; a page with signs that no font draws says so at its lower edge, where it has the words."""
    frame = Frame(report, style)
    made = [[*DRAWN[page](frame), *foot(frame, page)] for page in PAGES]
    return [[*page, *_undrawn(frame, page)] for page in made]


def _undrawn(frame: Frame, page: Sequence[Item]) -> list[Item]:
    if not frame.word("undrawn") or not engine.undrawn([page], frame.style.font or FONT):
        return []
    return items.text(frame.word("undrawn"), MARGIN, 876, WIDTH - 2 * MARGIN, size=14, fill=MUTED)
