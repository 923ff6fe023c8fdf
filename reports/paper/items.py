"""What a page is made of: texts, shapes, pictures and tables, each with its place in pixels.

An item is a plain dict, as `sheet.typ` reads it; `kind` says which. A picture is a group of marks with a text for those
who do not see it; a shape outside of a picture is decoration.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from reports import measure
from reports.texts import is_right_to_left

Item = dict[str, Any]
SMALLEST = 14.0  # size of a text, in pixels of a page of 1600 × 900
_MARKUP = re.compile("[<>\"'`{}|\\\\^]")
NARROWER = (0.55, 0.65, 0.75, 0.85, 0.93)  # shares of a box that a balanced text may be as narrow as
INK, MUTED, FAINT = "#1B2430", "#5B6472", "#DDE4EC"


def text(
    words: str,
    x: float,
    y: float,
    w: float,
    *,
    size: float = 16,
    bold: bool = False,
    fill: str = INK,
    align: str = "left",
    most: int = 1,
    tag: str = "p",
    link: str = "",
    family: str = measure.FONT,
    balance: bool = False,
) -> list[Item]:
    """The text in at most `most` lines of a box; nothing for an empty one. tag: h1, h2 … or p.

    `balance`: lines of about one length, so that no word stands alone on the last one.
    """
    found = measure.lines(words, w, size, bold=bold, most=most, family=family)
    if balance and len(found) > 1 and not found[-1].endswith(measure.ELLIPSIS):
        narrower = (measure.lines(words, w * part, size, bold=bold, most=most + 1, family=family) for part in NARROWER)
        found = next((one for one in narrower if len(one) == len(found)), found)
    if not found:
        return []
    return [
        {
            "kind": "text",
            "x": x,
            "y": y,
            "w": w,
            "h": height(len(found), size),
            "lines": list(found),
            "size": size,
            "bold": bold,
            "fill": fill,
            "align": align,
            "tag": tag,
            "rtl": is_right_to_left(words),
            "link": safe_link(link),
        }
    ]


def height(count: int, size: float) -> float:
    """The height of so many lines."""
    return count * size * measure.PITCH


def below(items: Sequence[Item], y: float) -> float:
    """Where the lowest text, picture or table of the items ends; `y` without one."""
    return max((one["y"] + one["h"] for one in items if "h" in one), default=y)


def safe_link(link: str) -> str:
    """An address of the web; "" for anything else, as a link can also run a program.

    Signs that no address may hold are encoded: typst writes a link into SVG as it is, where they would be markup.
    """
    if not link.startswith(("http://", "https://")) or " " in link or not link.isprintable():
        return ""
    return _MARKUP.sub(lambda sign: f"%{ord(sign[0]):02X}", link)


def rect(x: float, y: float, w: float, h: float, fill: str = "", **more: Any) -> Item:
    """A rectangle. `fill`: a colour, "hatch:<colour>" or "". Also `stroke`, `thick`, `dash`, `radius`."""
    if h < 0:
        y, h = y + h, -h
    if w < 0:
        x, w = x + w, -w
    return _mark("rect", {"x": x, "y": y, "w": w, "h": h, "fill": fill, "radius": 0}, more)


def path(points: Sequence[tuple[float, float]], **more: Any) -> Item:
    """A line through points, or a polygon with `closed`. Also `stroke`, `thick`, `dash`, `fill`."""
    return _mark("path", {"points": [list(one) for one in points], "closed": False, "fill": ""}, more)


def dot(x: float, y: float, r: float, fill: str = "", **more: Any) -> Item:
    """A circle around a point."""
    return _mark("dot", {"x": x, "y": y, "r": r, "fill": fill}, more)


def picture(x: float, y: float, w: float, h: float, marks: Sequence[Item], alt: str) -> list[Item]:
    """Marks, placed from the picture's corner, with what they show in words; without words they are decoration."""
    said = measure.clean(alt)
    if not said:
        return [moved(mark, x, y) for mark in marks]
    return [{"kind": "picture", "x": x, "y": y, "w": w, "h": h, "marks": list(marks), "alt": said}]


def moved(item: Item, x: float, y: float) -> Item:
    """The item, so much further right and down."""
    if item["kind"] == "path":
        return {**item, "points": [[one[0] + x, one[1] + y] for one in item["points"]]}
    return {**item, "x": item["x"] + x, "y": item["y"] + y}


def placed_texts(items: Sequence[Item], x: float = 0.0, y: float = 0.0) -> Iterator[Item]:
    """Every text of the items, those of pictures and tables too, where it stands on the page."""
    for item in items:
        if item["kind"] == "text":
            yield moved(item, x, y)
        elif item["kind"] == "picture":
            yield from placed_texts(item["marks"], x + item["x"], y + item["y"])
        elif item["kind"] == "table":
            top = y + item["y"]
            for row in item["rows"]:
                left = x + item["x"]
                for cell in row["cells"]:
                    yield from placed_texts(cell["items"], left, top)
                    left += cell["w"]
                top += row["h"]


def _mark(kind: str, own: Item, more: Item) -> Item:
    return {"kind": kind, "stroke": "", "thick": 1, "dash": False, **own, **more}
