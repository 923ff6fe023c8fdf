"""Numbers and dates in the reader's language: 12 345,6 in French, 12,345.6 in English.

A number is rounded once, in decimal, half away from zero, as Excel, d3 and DuckDB's `round` do: 0.05 is 0.1, and -0.05
is −0.1. What is rounded is the decimal that the number is written with, not the binary fraction next to it (1.005 is
1.01). Sign, plural and the choice of decimals follow from the rounded number, so that they agree with what is printed.

The minus sign is U+2212; spaces inside a figure are non-breaking. A missing value is a dash, never 0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_HALF_UP, Context, Decimal, localcontext
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

NBSP = "\u00a0"
MINUS = "\u2212"
MISSING = "–"

Number = int | float | Decimal  # NumPy's scalars too
Steps = Sequence[tuple[int | Decimal, int]]

_LOCALES = {"fr": "fr_FR", "en": "en_GB"}  # en_GB: days before months, as the French page has them
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN, rounding=ROUND_HALF_UP)
_SMALL = ((100, 0), (1, 1), (0, 2))


@cache
def locale_of(language: str) -> Locale:
    """Babel's data of one of our languages. Kept: a name would be looked up under a lock for each number."""
    return Locale.parse(_LOCALES[language])


def exact(value: Number) -> Decimal:
    """The number as a Decimal; for a float, the shortest decimal that reads back as the same float."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


def rounded(value: Number, decimals: int = 0) -> Decimal:
    """Round half away from zero; a zero has no sign. Infinity and NaN are returned unchanged."""
    decimal = exact(value)
    if not decimal.is_finite():
        return decimal
    found = decimal.quantize(Decimal(1).scaleb(-decimals), context=_EXACT)
    return found or abs(found)


def percentage(share: Number) -> Decimal:
    """A share in hundredths, without the noise of a binary product: 0.285 → 28.5."""
    return exact(share).scaleb(2, _EXACT)


def share(percentage: Number) -> Decimal:
    """Hundredths as a share: 28.5 → 0.285."""
    return exact(percentage).scaleb(-2, _EXACT)


def number(value: Number, language: str, *, decimals: int = 0) -> str:
    """12345.6 → '12 346', with as many decimals as asked; infinity is '∞', a missing value '–'."""
    if is_missing(value):
        return MISSING
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    with localcontext(_EXACT):
        return _plain(format_decimal(rounded(value, decimals), format=pattern, locale=locale_of(language)))


def written(value: Number, language: str) -> str:
    """A number with the decimals that it has, as a person entered it: 2.50 → '2,5', 1e6 → '1 000 000'."""
    if is_missing(value) or not exact(value).is_finite():
        return number(value, language)
    exponent = exact(value).normalize(_EXACT).as_tuple().exponent
    return number(value, language, decimals=max(0, -int(exponent)))


def percent(share: Number, language: str, *, decimals: int = 1) -> str:
    """A share from 0 to 1: 0.412 → '41,2 %' in French, '41.2%' in English."""
    if is_missing(share):
        return MISSING
    return number(percentage(share), language, decimals=decimals) + (NBSP + "%" if language == "fr" else "%")


def points(value: Number, language: str, *, decimals: int = 0) -> str:
    """Points of a score or of a rate: -14 → '−14 pts', 0.3 → '0,3 pt'."""
    if is_missing(value):
        return MISSING
    return number(value, language, decimals=decimals) + NBSP + _points_word(rounded(value, decimals), language)


def signed(text: str, value: Number) -> str:
    """A formatted figure with its plus sign; what is printed as zero carries none."""
    return f"+{text}" if value > 0 and any(digit in text for digit in "123456789") else text


def interval(low: str, high: str, language: str) -> str:
    """An interval from two formatted bounds: '[39,5 ; 42,9]' in French, '[39.5, 42.9]' in English."""
    between = f"{NBSP};{NBSP}" if language == "fr" else f",{NBSP}"
    return f"[{low}{between}{high}]"


def day(value: date, language: str, *, pattern: str = "d MMMM y") -> str:
    """'15 novembre 2026'; the first of a month is '1er' in French. Other CLDR patterns on request ('d MMM')."""
    text = format_date(value, format=pattern, locale=locale_of(language))
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
    return format_date(value, format="LLLL y", locale=locale_of(language))


def decimals_for(value: Number) -> int:
    """Decimals that keep about three figures of a small quantity: 2.345 → 1, 0.41 → 2, 57.2 → 1, 128 → 0."""
    return decimals_by_size(value, _SMALL, zero=0)


def decimals_by_size(value: Number, steps: Steps, *, zero: int) -> int:
    """Decimals to show, by size. `steps`: pairs of minimum size and decimals, largest first. `zero`: decimals of 0.

    The size is that of the rounded number: 99.96 gets the decimals of 100, as one decimal would print it as 100.0.
    """
    size = exact(value).copy_abs()
    if not size:
        return zero
    decimals = next(decimals for least, decimals in steps if size >= least)
    printed = rounded(size, decimals)
    return next(decimals for least, decimals in steps if printed >= least)


def is_missing(value: object) -> bool:
    """None, NaN and pandas' NA and NaT: no figure."""
    if value is None:
        return True
    try:
        return bool(math.isnan(value))  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return type(value).__name__ in ("NAType", "NaTType")


def _points_word(printed: Decimal, language: str) -> str:
    """French uses the plural from 2 on, English for all numbers but 1."""
    size = abs(printed)
    single = size < 2 if language == "fr" else size == 1
    return "pt" if single else "pts"


def _plain(text: str) -> str:
    """Replace Babel's narrow spaces by non-breaking spaces, and hyphens by minus signs."""
    return text.replace("\u202f", NBSP).replace("-", MINUS)
