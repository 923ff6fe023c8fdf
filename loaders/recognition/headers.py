"""Finds the header cells of a format in a row, and recognises a table without header by its cells."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

SAMPLE_RECORDS = 20  # examined in a table without header
# soft hyphens, zero-width signs, marks of direction, byte order marks: they show nothing, wherever they stand
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")


def plain(text: str) -> str:
    """A header cell as compared: without case, accents, underscores, invisible signs, outer or repeated blanks."""
    if text.isascii():
        return " ".join(text.casefold().replace("_", " ").split())
    folded = unicodedata.normalize("NFKD", visible(text).replace("’", "'").casefold())
    letters = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return re.sub(r"[\s_]+", " ", letters).strip()


def visible(text: str) -> str:
    """A text without its invisible signs."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def composed(text: str) -> str:
    """A name without its invisible signs, its letters composed: archives made on a Mac hold them in two parts."""
    return unicodedata.normalize("NFC", visible(text))


def columns(cells: list[str], spellings: tuple[str, ...]) -> tuple[int, ...]:
    """The columns, from 0, whose plain cell is one of the spellings; '/…/' is a regular expression over plain cells."""
    words, pattern = _wanted(spellings)
    if pattern is None:
        return tuple(column for column, cell in enumerate(cells) if cell in words)
    return tuple(column for column, cell in enumerate(cells) if cell in words or pattern.fullmatch(cell))


def columns_of(cells: list[str], spellings: tuple[str, ...], *, repeated: frozenset[str]) -> tuple[int, ...]:
    """The columns, from 0, of a name of a format; of `repeated` names, 'Post URL #2' is the second column."""
    name = spellings[0]
    if name.endswith(" #2"):
        return columns(cells, (name.removesuffix(" #2"), *spellings[1:]))[1:2]
    found = columns(cells, spellings)
    return found[:1] if name in repeated else found


def is_pattern(spelling: str) -> bool:
    """Whether a spelling of a header cell is a regular expression."""
    return len(spelling) > 2 and spelling.startswith("/") and spelling.endswith("/")


def may_name(words: frozenset[str], spellings: tuple[str, ...]) -> bool:
    """Whether a row of these plain cells may contain a name: a fast filter before `columns_of`."""
    wanted, pattern = _wanted(spellings)
    return pattern is not None or spellings[0].endswith(" #2") or not wanted.isdisjoint(words)


def has_shape(rows: list[list[str]], shape: tuple[str, ...]) -> bool:
    """Whether each of the first records has one cell per regular expression, and matches it."""
    sample = [row for row in rows if any(cell.strip() for cell in row)][:SAMPLE_RECORDS]
    return bool(sample) and all(
        len(row) == len(shape) and all(_compiled(one).fullmatch(cell) for one, cell in zip(shape, row, strict=True))
        for row in sample
    )


@cache
def _wanted(spellings: tuple[str, ...]) -> tuple[frozenset[str], re.Pattern[str] | None]:
    """The words of some spellings, and one pattern of those that are regular expressions."""
    patterns = [one for one in spellings if is_pattern(one)]
    words = frozenset(plain(one) for one in spellings if one not in patterns)
    return words, _compiled("|".join(f"(?:{one[1:-1]})" for one in patterns)) if patterns else None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.DOTALL)
