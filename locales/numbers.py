"""Numbers and dates in the reader's manner: 12 345,6 in French, 12,345.6 in English.

A minus is the typographic one; spaces inside a figure never break. A missing value is the word given by the caller:
nothing here turns it into 0.
"""

from __future__ import annotations

import math
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

NBSP = "\u00a0"
MINUS = "\u2212"
TIMES = "\u00d7"

_LOCALES = {"fr": "fr_FR", "en": "en_GB"}  # en_GB: days before months, as the French page has them


def number(value: float, language: str, *, decimals: int = 0) -> str:
    """12345.6 → '12 346', with as many decimals as asked, rounded half to even as Babel does."""
    value = _no_negative_zero(value, decimals)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return _plain(format_decimal(value, format=pattern, locale=_LOCALES[language]))


def percent(share: float, language: str, *, decimals: int = 1) -> str:
    """A share from 0 to 1: 0.412 → '41,2 %' in French, '41.2%' in English."""
    return number(share * 100, language, decimals=decimals) + (NBSP + "%" if language == "fr" else "%")


def points(value: float, language: str, *, decimals: int = 0) -> str:
    """Points of a score or of a rate: -14 → '−14 pts', 0.3 → '0,3 pt'."""
    return number(value, language, decimals=decimals) + NBSP + _points_word(value, language, decimals)


def signed(text: str, value: float) -> str:
    """A formatted figure with its plus sign; a zero carries none."""
    return f"+{text}" if value > 0 and any(digit in text for digit in "123456789") else text


def interval(low: str, high: str, language: str) -> str:
    """Two formatted bounds: '[39,5 ; 42,9]' in French, '[39.5, 42.9]' in English."""
    between = f"{NBSP};{NBSP}" if language == "fr" else f",{NBSP}"
    return f"[{low}{between}{high}]"


def day(value: date, language: str, *, pattern: str = "d MMMM y") -> str:
    """'15 novembre 2026'; the first of a month is '1er' in French. Other CLDR patterns on request ('d MMM')."""
    text = format_date(value, format=pattern, locale=_LOCALES[language])
    return f"1er{text[1:]}" if language == "fr" and value.day == 1 and pattern.startswith("d ") else text


def date_range(first: date, last: date, language: str) -> str:
    """'9 – 15 novembre 2026'; what both dates share is written once."""
    if first == last:
        return day(first, language)
    if (first.year, first.month) == (last.year, last.month):
        start = "1er" if language == "fr" and first.day == 1 else str(first.day)
    elif first.year == last.year:
        start = day(first, language, pattern="d MMMM")
    else:
        start = day(first, language)
    return f"{start}{NBSP}– {day(last, language)}"


def week_number(monday: date) -> int:
    """The ISO number of a week."""
    return monday.isocalendar().week


def month(value: date, language: str) -> str:
    """'novembre 2026'."""
    return format_date(value, format="LLLL y", locale=_LOCALES[language])


def decimals_for(value: float) -> int:
    """Decimals that keep about three figures of a small quantity: 2.345 → 1, 0.41 → 2, 57.2 → 1, 128 → 0."""
    size = abs(value)
    if size == 0 or size >= 100:
        return 0
    return 2 if size < 1 else 1


def is_missing(value: object) -> bool:
    """None, NaN and pandas' NA and NaT: no figure."""
    if value is None:
        return True
    try:
        return bool(math.isnan(value))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return type(value).__name__ in ("NAType", "NaTType")


def _points_word(value: float, language: str, decimals: int) -> str:
    size = abs(round(value, decimals))
    single = size < 2 if language == "fr" else size == 1
    return "pt" if single else "pts"


def _no_negative_zero(value: float, decimals: int) -> float:
    return 0.0 if round(value, decimals) == 0 else value


def _plain(text: str) -> str:
    """Babel's narrow spaces and hyphens, as one kind of space that never breaks and a minus that is one."""
    return text.replace("\u202f", NBSP).replace("-", MINUS)
