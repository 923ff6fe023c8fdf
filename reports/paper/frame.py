"""What all pages share: words and look of a report, the head and foot of a page, titles in three parts, legends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from charts.ink import LIGHT
from reports import measure
from reports.paper import items
from reports.paper.items import INK, MUTED, Item
from reports.paper.logo import Logo, logo_of
from reports.style import FONT, Style
from reports.weekly.model import PAGES, Report, Title

WIDTH, HEIGHT, MARGIN = 1600.0, 900.0, 56.0
INNER = WIDTH - 2 * MARGIN
TOP, BOTTOM = 218.0, 834.0  # of what a page shows, below its message and above its foot
GAP = 40.0  # between two columns of a page


@dataclass(frozen=True)
class Frame:
    """A report and the look that it is drawn in."""

    report: Report
    style: Style

    @cached_property
    def words(self) -> dict[str, str]:
        return dict(self.report.labels)

    def word(self, key: str, other: str = "") -> str:
        """A fixed word of the report; `other` where a report of an earlier program does not have it."""
        return self.words.get(key, other)

    @cached_property
    def accent(self) -> str:
        """The colour of the organisation, where it is one."""
        return self.style.accent if re.fullmatch("#[0-9A-Fa-f]{6}", self.style.accent) else LIGHT.own

    @cached_property
    def logo(self) -> Logo | None:
        return logo_of(self.style.logo)

    def text(self, words: str, x: float, y: float, w: float, **more: Any) -> list[Item]:
        """As `items.text`, in the font of the style."""
        return items.text(words, x, y, w, family=self.style.font or FONT, **more)

    def wide(self, words: str, size: float, *, bold: bool = False) -> float:
        """The width of a text on one line; a pixel more, as lines are cut where they do not fit."""
        return measure.width(measure.clean(words), size, bold=bold, family=self.style.font or FONT) + 1

    def more(self, count: int) -> str:
        """What says that so many are left out; "" for none."""
        if count <= 0:
            return ""
        return self.word("more", "+ {count}").replace("{count}", str(count))


def tint(colour: str, share: float) -> str:
    """The colour, lightened: `share` of it on white."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * share):02X}" for part in parts)


def head(frame: Frame, page: str, *, size: float = 34) -> list[Item]:
    """Brand and period, logo, name of the page and its message. `size`: of the message."""
    report, found = frame.report, []
    room = INNER - 240
    found += frame.text(report.brand, MARGIN, 26, room, size=22, bold=True)
    found += frame.text(
        joined(report.role_label, report.period_text, report.compared_text), MARGIN, 54, room, fill=MUTED
    )
    found += logo_at(frame, 22, 52)
    found.append(items.rect(MARGIN, 84, INNER, 2, frame.accent))
    found += frame.text(frame.word(page), MARGIN, 98, INNER / 2, size=17, bold=True, fill=frame.accent)
    found += edited(frame, page, 98)
    found += frame.text(
        report.message(page).text, MARGIN, 121, INNER, size=size, bold=True, most=2, tag="h1", balance=True
    )
    return found


def edited(frame: Frame, page: str, y: float) -> list[Item]:
    """Who changed the message of a page, where somebody did."""
    message = frame.report.message(page)
    if not message.is_edited:
        return []
    words = frame.word("edited", "{name}").replace("{name}", message.edited_by)
    return frame.text(words, MARGIN + INNER / 2, y, INNER / 2, size=15, fill=MUTED, align="right")


def foot(frame: Frame, page: str) -> list[Item]:
    """The line of the organisation or of the report, the place among the pages, and that data are invented."""
    report = frame.report
    number = frame.word("page", "{number} / {total}")
    number = number.replace("{number}", str(PAGES.index(page) + 1)).replace("{total}", str(len(PAGES)))
    line = joined(frame.word("demonstration") if report.is_demonstration else "", frame.style.footer or report.footer)
    return [
        items.rect(MARGIN, 846, INNER, 1, items.FAINT),
        *frame.text(line, MARGIN, 855, INNER - 240, size=15, fill=MUTED),
        *frame.text(number, WIDTH - MARGIN - 220, 855, 220, size=15, fill=MUTED, align="right"),
    ]


def titled(frame: Frame, title: Title, x: float, y: float, w: float) -> list[Item]:
    """The three parts of a chart's title, one below the other."""
    return [
        *frame.text(title.who, x, y - 2, w, size=15, fill=MUTED),
        *frame.text(title.measure, x, y + 16, w, size=19, bold=True, tag="h2"),
        *frame.text(title.period, x, y + 40, w, size=15, fill=MUTED),
    ]


TITLE = 66.0  # height of `titled`, with the space below
LEGEND = 26.0


def legend(frame: Frame, entries: list[tuple[list[Item], str]], x: float, y: float, w: float) -> list[Item]:
    """Samples of 22 × 14 pixels with their words in one line, as many as there is room for."""
    found: list[Item] = []
    at = x
    for sample, words in entries:
        room = frame.wide(words, 15)
        if not words or at + 30 + room > x + w:
            continue
        found += [items.moved(mark, at, y + 2) for mark in sample]
        found += frame.text(words, at + 30, y, room, size=15, fill=MUTED)
        at += 30 + room + 22
    return found


def heading(frame: Frame, words: str, x: float, y: float, w: float) -> list[Item]:
    """The title of a part of a page: 30 pixels."""
    return frame.text(words, x, y, w, size=19, bold=True, tag="h2", fill=INK)


def joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def logo_at(frame: Frame, y: float, h: float) -> list[Item]:
    """The logo, whole, in a box of 220 pixels at the right."""
    if frame.logo is None:
        return []
    scale = min(220 / frame.logo.width, h / frame.logo.height)
    w, high = frame.logo.width * scale, frame.logo.height * scale
    alt = frame.report.brand or frame.report.footer
    return [
        {
            "kind": "image",
            "x": WIDTH - MARGIN - w,
            "y": y + (h - high) / 2,
            "w": w,
            "h": high,
            "alt": measure.clean(alt) or "–",
            "data": list(frame.logo.png),
        }
    ]
