"""How wide a text is, and how it is cut to its box: by the metrics of the fonts that an office draws it in.

Lengths are points. Slides name a font that every office has, or that of the organisation; whichever of ours, Arial and
Calibri a computer draws them in, a text is at most as wide as it is measured: each sign counts with the widest of the
three. For a font that is wider still, all texts are written smaller (`ratio_of`). A sign that none of them holds counts
as wide as it is high, and SLACK.

`advances.json`: thousandths of the size of Liberation Sans and Carlito, which are as wide as Arial and Calibri.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from reports import measure
from reports.texts import clean

SLACK = 1.12  # of a sign that no office font is known to hold; and of Arial, beside ours, in a text
OFFICE = ("arial", "calibri")
ROUNDING = 1.005  # programs place letters on whole units
LINE = 1.2  # of the size: the exact distance between lines that every paragraph is given
ELLIPSIS = "…"
_SMALLEST = 5.0
_NARROW = (
    *("source sans 3", "source sans pro", "calibri", "calibri light", "carlito", "arial", "arial narrow", "helvetica"),
    *(
        "helvetica neue",
        "liberation sans",
        "times new roman",
        "cambria",
        "garamond",
        "aptos",
        "segoe ui",
        "roboto",
        "lato",
    ),
)
_UNKNOWN = 1.2  # of the width of ours: what is taken of a font that is not known
_WIDE = {  # DejaVu Sans, of Verdana's widths, is 1.26 times as wide as ours; Noto Sans, of Open Sans', 1.14 times
    **dict.fromkeys(("open sans", "noto sans", "georgia", "tahoma", "trebuchet ms"), 1.16),
    **dict.fromkeys(("verdana", "dejavu sans", "montserrat", "poppins", "century gothic"), 1.3),
    **dict.fromkeys(("courier new", "consolas", "liberation mono"), 1.52),
}


def ratio_of(font: str) -> float:
    """How much smaller texts are written in a font, by name: 1 in ours and in those that are as narrow as Arial."""
    name = font.strip().lower()
    return 1.0 if not name or name in _NARROW else max(_WIDE.get(name, _UNKNOWN) / SLACK, 1.0)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text in one line."""
    return size * sum(_advance(sign, bold) for sign in text)


@lru_cache(maxsize=20_000)
def _advance(sign: str, bold: bool) -> float:
    """The width of a sign in parts of the size, in the widest of the fonts that it may be drawn in."""
    kind = "bold" if bold else "regular"
    office = [known[sign] / 1000 for name in OFFICE if sign in (known := advances()[f"{name} {kind}"])]
    ours = measure.advance(sign, bold)
    return ROUNDING * max(ours, *office) if office else SLACK * ours


@cache
def advances() -> dict[str, dict[str, int]]:
    """ "arial regular" -> sign -> thousandths of the size."""
    return json.loads((Path(__file__).parent / "advances.json").read_text(encoding="utf-8"))


def lines(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """The lines of a text in a box of a width; a word that is wider than the box is broken."""
    found: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer, size, bold=bold) <= room:
            line = longer
            continue
        if line:
            found.append(line)
        line = word
        while width(line, size, bold=bold) > room and len(line) > 1:
            head = _head(line, size, room, bold=bold)
            found.append(head)
            line = line[len(head) :]
    return [*found, line] if line or not found else found


def shortened(text: str, size: float, room: float, *, most: int = 1, bold: bool = False) -> str:
    """The text, or its beginning to a whole word and an ellipsis, in at most `most` lines; '' where not a sign fits."""
    text = clean(text)
    limit = 200 + int(most * room / (size * 0.15))  # more signs than any box holds: a long text is not measured whole
    text = text if len(text) <= limit else text[:limit]
    if len(lines(text, size, room, bold=bold)) <= most and _widest(text, size, room, bold=bold) <= room:
        return text
    low, high = 0, len(text)
    while low < high:  # the longest beginning that fits with its ellipsis
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _fits(text[:middle], size, room, most, bold=bold) else (low, middle - 1)
    cut = text[:low]
    if low < len(text) and text[low] != " " and " " in cut and len(cut) - cut.rindex(" ") <= max(14, low // 3):
        cut = cut[: cut.rindex(" ")]
    while cut and unicodedata.combining(text[len(cut)] if len(cut) < len(text) else "a"):
        cut = cut[:-1]
    cut = cut.rstrip(" \u00a0\u202f,;:·–—-(«")
    return cut + ELLIPSIS if cut else (ELLIPSIS if width(ELLIPSIS, size, bold=bold) <= room else "")


def size_of(text: str, size: float, room: float, *, bold: bool = False) -> float:
    """The size at which a number stands in one line: it is made smaller, never cut, since "26 329…" is another number."""
    wide = width(clean(text), size, bold=bold)
    return size if wide <= room or not wide else max(_SMALLEST, int(20 * size * room / wide) / 20)


def height(text: str, size: float, room: float, *, bold: bool = False) -> float:
    """The height of a text in a box of a width."""
    return len(lines(text, size, room, bold=bold)) * size * LINE


def _fits(text: str, size: float, room: float, most: int, *, bold: bool) -> bool:
    tried = text.rstrip(" ") + ELLIPSIS
    return len(lines(tried, size, room, bold=bold)) <= most and _widest(tried, size, room, bold=bold) <= room


def _widest(text: str, size: float, room: float, *, bold: bool) -> float:
    return max(width(line, size, bold=bold) for line in lines(text, size, room, bold=bold))


def _head(word: str, size: float, room: float, *, bold: bool) -> str:
    """As many signs of a word as a line holds, at least one."""
    used, count = 0.0, 0
    for sign in word:
        used += width(sign, size, bold=bold)
        if used > room and count and not unicodedata.combining(sign):
            break
        count += 1
    return word[:count]
