"""Texts of others as one line of data: without what a markup cannot hold or what would turn the text around it."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from locales import numbers

_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")  # would turn the text around them, beyond the cell that holds them
_INVALID = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot hold
_BREAKS = re.compile("[ \t\r\n\v\f\u2028\u2029\u0085]+")  # not the no-break spaces


def clean(text: str) -> str:
    """A text as one line that XML can hold: without control characters, blanks in a row being one."""
    return _BREAKS.sub(" ", _INVALID.sub("", _TURNS.sub("", _BREAKS.sub(" ", text)))).strip(" ")


def storable(text: str) -> str:
    """A text without the signs that no file can hold: control characters and halves of a sign."""
    return _INVALID.sub("", text)


def is_right_to_left(text: str) -> bool:
    """Whether the first letter of a text belongs to a script that runs from right to left."""
    kinds = (unicodedata.bidirectional(sign) for sign in text)
    return next((kind in ("R", "AL") for kind in kinds if kind in ("L", "R", "AL")), False)


def is_address(link: str) -> bool:
    """Whether a link is a whole address of the web, which may be opened from a file."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and link == clean(link) and " " not in link


def after_name(language: str) -> str:
    """The colon after a name and its blank: French sets a no-break space before it."""
    return f"{numbers.NBSP}: " if language == "fr" else ": "
