"""How wide a text is, in the fonts that the reports ship, and how it is cut into lines that fit.

Widths are the sums of the fonts' own advances: kerning only makes a line narrower. Sizes and widths are in one unit,
whatever it is (a point of paper, a pixel of a page).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from reports.style import FONT, FONTS

UNDRAWN = "□"  # stands for what no font here draws
ELLIPSIS = "…"
PITCH = 1.25  # height of a line, in sizes of its text
LONGEST = 4000  # signs of a text that are looked at: no box holds more
BESIDE = ("NotoEmoji-Regular.ttf", "NotoSansArabic-Regular.ttf", "NotoSansHebrew-Regular.ttf")
LONG_WORD = 28  # signs: longer ones get places to break where typst lays out the lines
UNKNOWN = 1.0  # width in em of a sign of another font: that of Chinese, more than most others
MOST_MARKS = 4  # combining marks over one letter: more would stand out of their line

# one sign for the eye: flags, a base with its marks and selectors, and what joiners hold together
_CLUSTER = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"
    "|.[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u20d0-\u20ff\u3099\u309a"
    "\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]*(?:\u200d.[\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]*)*",
    re.DOTALL,
)
_MARKS = re.compile("([\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u20d0-\u20ff]{4})[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u20d0-\u20ff]+")  # fmt: skip
_BLANKS = re.compile("[ \t\n\r\f\v\u0085\u2028\u2029]+")
_JOINERS = "\u200c\u200d"


def clean(text: str) -> str:
    """A text as data of one paragraph: blanks and control signs are single blanks, no sign turns the direction around.

    What is no sign at all (half of a surrogate pair, private use, not assigned) is `UNDRAWN`.
    """
    kept = []
    for sign in _BLANKS.sub(" ", text[:LONGEST]):
        kind = unicodedata.category(sign)
        if kind == "Cc":
            kept.append(" ")
        elif kind in ("Cs", "Co", "Cn"):
            kept.append(UNDRAWN)
        elif kind != "Cf" or sign in _JOINERS or 0xE0020 <= ord(sign) <= 0xE007F:
            kept.append(sign)
    return _MARKS.sub(r"\1", re.sub(" {2,}", " ", "".join(kept))).strip(" ")


def width(text: str, size: float, *, bold: bool = False, family: str = FONT) -> float:
    """The width of a text on one line, in the unit of its size."""
    return size * sum(advance(sign, bold, family) for sign in text)


def lines(
    text: str, room: float, size: float, *, bold: bool = False, most: int = 1, family: str = FONT
) -> tuple[str, ...]:
    """The text in at most `most` lines, none wider than `room`; cut with an ellipsis where it goes on. Empty for ""."""
    rest = clean(text)
    if len(text) > LONGEST:
        rest += ELLIPSIS
    found: list[str] = []

    def fits(part: str) -> bool:
        return width(part, size, bold=bold, family=family) <= room

    while rest and len(found) < most:
        if fits(rest):
            found.append(rest)
            break
        if len(found) == most - 1:
            found.append(_shortened(rest, fits))
            break
        line, rest = _first_line(rest, fits)
        found.append(line)
    return tuple(found)


def signs_beyond(texts: Iterable[str], family: str = FONT) -> tuple[str, ...]:
    """The signs that no shipped font draws, sorted."""
    return tuple(sorted({sign for text in texts for sign in text if not _is_known(sign, family)}))


def with_breaks(text: str) -> str:
    """The text with a place for a line to break (U+200B) in words that no column would hold."""
    return re.sub(f"[^ \u200b]{{{LONG_WORD},}}", lambda found: _broken(found.group()), text)


def clusters(text: str) -> list[str]:
    """The signs as the eye counts them: none is cut in two by shortening."""
    return _CLUSTER.findall(text)


def _broken(word: str) -> str:
    signs = clusters(word)
    parts = ("".join(signs[at : at + LONG_WORD // 2]) for at in range(0, len(signs), LONG_WORD // 2))
    return "\u200b".join(parts)


def _first_line(text: str, fits) -> tuple[str, str]:
    """As many whole words as fit, and the rest; a word that is too long for a line is cut between two signs."""
    words = text.split(" ")
    line = words[0]
    if not fits(line):
        part = _longest(clusters(line), fits)
        return part, text[len(part) :].lstrip(" ")
    for count, word in enumerate(words[1:], start=1):
        if not fits(f"{line} {word}"):
            return line, " ".join(words[count:])
        line = f"{line} {word}"
    return line, ""


def _shortened(text: str, fits) -> str:
    return _longest(clusters(text), lambda part: fits(part.rstrip(" ") + ELLIPSIS)).rstrip(" ,;:·") + ELLIPSIS


def _longest(signs: list[str], fits) -> str:
    """The longest beginning that fits, one sign at least."""
    least, most = 1, len(signs)
    while least < most:
        middle = (least + most + 1) // 2
        if fits("".join(signs[:middle])):
            least = middle
        else:
            most = middle - 1
    return "".join(signs[:least])


@lru_cache(maxsize=20_000)
def advance(sign: str, bold: bool = False, family: str = FONT) -> float:
    """The width of a sign in parts of the size: 0 of one that takes no room, UNKNOWN of one that no font here draws."""
    code = ord(sign)
    for font in _chain(family, bold):
        if code in font:
            return font[code]
    return 0.0 if _is_invisible(sign) else UNKNOWN


def _is_known(sign: str, family: str) -> bool:
    return _is_invisible(sign) or any(ord(sign) in font for font in _chain(family, False))


def _is_invisible(sign: str) -> bool:
    """Whether a sign takes no room and needs no font. A mark over a letter needs one: PDF/UA refuses it without."""
    return unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") or "\ufe00" <= sign <= "\ufe0f"


@cache
def _chain(family: str, bold: bool) -> tuple[dict[int, float], ...]:
    """The fonts in the order in which a sign is looked for."""
    own = FONTS / f"SourceSans3-{'Bold' if bold else 'Regular'}.ttf"
    named = [] if family == FONT else [_installed(family, bold)]
    return tuple(_advances(*one) for one in [*filter(None, named), (own, 0), *((FONTS / name, 0) for name in BESIDE)])


@cache
def _installed(family: str, bold: bool) -> tuple[Path, int] | None:
    """File and index of an installed family, the nearest weight; None where it is not installed."""
    import typst  # only a report in a font of its own asks for the fonts of the system

    found = [
        one for one in typst.Fonts().fonts() if one.family == family and one.path and one.style.lower() == "normal"
    ]
    if not found:
        return None
    best = min(found, key=lambda one: abs(one.weight - (700 if bold else 400)))
    return Path(best.path), best.index


@cache
def _advances(path: Path, index: int) -> dict[int, float]:
    """Code point -> advance in em."""
    with TTFont(path, fontNumber=index, lazy=True) as font:
        units, advances = font["head"].unitsPerEm, font["hmtx"]
        return {code: advances[name][0] / units for code, name in font.getBestCmap().items()}
