"""What the tests measure: the boxes of a page's texts, and the letters of a PDF where they really stand."""

from __future__ import annotations

import dataclasses
import io
import typing
from collections.abc import Callable, Iterator

import pdfplumber

from reports import measure
from reports.paper import items
from reports.paper.frame import HEIGHT, WIDTH

# what a person reads of a report; all else is a code, a day, an address or a number
READ = {
    "label", "text", "who", "measure", "period", "target_text", "interval_text", "n_text", "days", "change_text",
    "compared_with", "year_text", "gap_text", "status_text", "reason", "definition", "summary", "word", "sentence", "brand",
    "role_label", "period_text", "compared_text", "cause", "data_date_text", "completeness_text", "footer", "title",
    "columns", "rows", "absence", "alt", "edited_by",
}  # fmt: skip


def rewritten(value: typing.Any, new: Callable[[str], str], *, read: bool = False) -> typing.Any:
    """The report with every text that a person reads replaced; labels of periods stay what notes point at."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kept = {"at", "since", "page", "labels", "written"} | ({"label"} if hasattr(value, "since") else set())
        return dataclasses.replace(
            value,
            **{
                one.name: rewritten(getattr(value, one.name), new, read=one.name in READ)
                for one in dataclasses.fields(value)
                if one.name not in kept
            },
        )
    if isinstance(value, tuple):
        return tuple(rewritten(one, new, read=read) for one in value)
    return new(value) if read and isinstance(value, str) else value


def boxes(page: list[items.Item]) -> list[tuple[float, float, float, float, str]]:
    """Left, top, right and bottom of each text, as wide as its lines are, and the text."""
    found = []
    for one in items.placed_texts(page):
        wide = max(measure.width(line, one["size"], bold=one["bold"]) for line in one["lines"])
        left = {"left": 0.0, "right": one["w"] - wide, "center": (one["w"] - wide) / 2}[one["align"]]
        x = one["x"] + max(0.0, left)
        found.append((x, one["y"], x + min(wide, one["w"]), one["y"] + one["h"], " ".join(one["lines"])))
    return found


def outside(page: list[items.Item]) -> list[str]:
    """The texts that leave the page."""
    return [
        text
        for left, top, right, bottom, text in boxes(page)
        if left < 0 or top < 0 or right > WIDTH + 0.1 or bottom > HEIGHT + 0.1
    ]


def overlaps(page: list[items.Item]) -> list[tuple[str, str]]:
    """The pairs of texts that stand upon one another by more than a pixel."""
    placed = sorted(boxes(page), key=lambda box: box[1])
    found = []
    for at, one in enumerate(placed):
        for other in placed[at + 1 :]:
            if other[1] >= one[3] - 1:
                break
            if min(one[2], other[2]) - max(one[0], other[0]) > 1:
                found.append((one[4], other[4]))
    return found


def letters(pdf: bytes) -> Iterator[list[dict[str, typing.Any]]]:
    """The letters of each page with their places and sizes."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            yield [one for one in page.chars if one["text"].strip()]


def strays(letter_page: list[dict[str, typing.Any]], page: list[items.Item]) -> list[str]:
    """The letters that stand in no box of the page's texts, with two pixels of leave for slanted and wide signs."""
    room = [(one["x"], one["y"], one["x"] + one["w"], one["y"] + one["h"]) for one in items.placed_texts(page)]
    return [
        one["text"]
        for one in letter_page
        if not any(
            left - 2 <= one["x0"]
            and one["x1"] <= right + 2
            and top - 2 <= (one["top"] + one["bottom"]) / 2 <= bottom + 2
            for left, top, right, bottom in room
        )
    ]


def said(pdf: bytes) -> list[str]:
    """The text of each page in the order in which it is read aloud, without blanks."""
    return ["".join(one["text"] for one in page) for page in letters(pdf)]


def plain(text: str) -> str:
    """Without blanks."""
    return "".join(text.split())
