"""Grades that say their scale themselves: ★★★☆☆, 4/5, 4,5 étoiles, 3 out of 5."""

from __future__ import annotations

import re
from collections.abc import Iterable

from loaders.column_types.sentiment_scales import Scale
from loaders.recognition.headers import plain

_STARS = re.compile(r"([★⭐✭✮✯🌟]*)(½?)([☆✩✰]*)")
_OF = re.compile(
    r"(\d+(?:[.,]\d+)?) ?(?:/|out of|of|sur|von|de|su|em|van(?: de)?|op) ?(\d+)(?: ?(?:★|⭐|stars?|etoiles?|stern(?:e|en)?|"
    r"estrellas?|stell[ae]|estrelas?|sterren|ster))?"
)
_NAMED_STARS = re.compile(
    r"(\d+(?:[.,]\d+)?) ?(?:★|⭐|stars?|etoiles?|stern(?:e|en)?|estrellas?|stell[ae]|estrelas?|sterren|ster)"
    r"(?: ?(?:out of|of|sur|von|de|su|em|van(?: de)?|op) ?(\d+))?"
)


def scales_of(words: Iterable[str]) -> dict[str, tuple[Scale, float]]:
    """Word -> its scale and number, of the words that say both. Grades out of five begin at 1 unless one is 0."""
    found: dict[str, tuple[float, float]] = {}
    for word in words:
        number = _graded(word)
        if number is not None:
            found[word] = number
    return {
        word: (Scale(1.0 if top == 5 and not any(low < 1 for low, _ in found.values()) else 0.0, top), number)
        for word, (number, top) in found.items()
    }


def _graded(word: str) -> tuple[float, float] | None:
    """(number, greatest possible number) of a cell that says both, or of stars, which are five unless it says more."""
    bare = plain(word.replace("\ufe0f", ""))
    stars = _STARS.fullmatch(bare.replace(" ", ""))
    if stars and bare:
        full, half, empty = stars.groups()
        whole = len(full) + len(half) + len(empty)
        return len(full) + len(half) / 2, float(whole if empty and whole > 5 else max(5, whole))
    graded = _OF.fullmatch(bare)
    if graded:
        number, top = float(graded[1].replace(",", ".")), float(graded[2])
    else:
        named = _NAMED_STARS.fullmatch(bare)
        if named is None:
            return None
        number = float(named[1].replace(",", "."))
        top = float(named[2] or (5 if number <= 5 else 10))
    return (number, top) if 2 <= top <= 100 and number <= top else None
