"""Texts of others for paper: on one line, without signs that no page can hold, and shortened between words."""

from __future__ import annotations

import re
import unicodedata

# control signs that XML refuses, and those that turn the direction of what follows them
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")
_JOINERS = "\u200d\ufe0f"


def clean(text: object) -> str:
    """A text on one line; '' for none."""
    if text is None or text != text:  # NaN
        return ""
    told = _SURROGATES.sub("\ufffd", str(text))
    return _UNPRINTABLE.sub("", _BLANKS.sub(" ", told)).strip()


def shortened(text: object, most: int) -> str:
    """At most so many signs, cut after a word where one ends in the last third, never inside a letter with its accents."""
    told = clean(text)
    if len(told) <= most:
        return told
    end = most - 1
    while end > 0 and _belongs_to_the_sign_before(told, end):
        end -= 1
    cut = told[:end]
    blank = cut.rfind(" ")
    if blank > 2 * most // 3:
        cut = cut[:blank]
    return cut.rstrip(" ,;:.\u00a0\u202f") + "…"


def _belongs_to_the_sign_before(text: str, place: int) -> bool:
    sign, before = text[place], text[place - 1]
    return (
        bool(unicodedata.combining(sign))
        or sign in _JOINERS
        or before == "\u200d"
        or "\U0001f3fb" <= sign <= "\U0001f3ff"
    )
