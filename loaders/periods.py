"""Periods and days that a file tells outside its records: in a line above the header, beside it, or in its name.

Only what can be read in one way counts: `1/2/26` is no day here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january|jan|janvier|janv", "february|feb|fevrier|février|fevr|févr", "march|mar|mars", "april|apr|avril|avr",
            "may|mai", "june|jun|juin", "july|jul|juillet|juil", "august|aug|aout|août", "september|sep|sept|septembre",
            "october|oct|octobre", "november|nov|novembre", "december|dec|decembre|décembre|déc",
        ),
        1,
    )
    for name in names.split("|")
}  # fmt: skip
_NUMBERS = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[-/.]?)(?P<month>\d\d)(?P=mark)(?P<day>\d\d)(?!\d)")
_DASHED = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>\d\d?)-(?P<day>\d\d?)(?!\d)")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th|er)? (?P<month>[a-zéû]{3,9})\.?,? (?P<year>(?:19|20)\d\d)")
_MONTH_FIRST = re.compile(r"(?P<month>[a-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)")
_SLASHED = re.compile(r"(?<!\d)(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>(?:19|20)?\d\d)(?!\d)")


def days(text: str) -> list[date]:
    """The days that a text names, in its order. Days with slashes count when all of them prove one order."""
    text = text.lower().replace("\u00a0", " ").replace("\u202f", " ")
    found: dict[int, date] = {}
    for rule in (_NUMBERS, _DASHED, _DAY_FIRST, _MONTH_FIRST):
        for match in rule.finditer(text):
            month = match["month"]
            number = int(month) if month.isdigit() else _MONTHS.get(month)
            day = _day(int(match["year"]), number, int(match["day"]))
            if day is not None and not any(at <= match.start() < at + 6 for at in found):
                found[match.start()] = day
    found.update(_slashed(text))
    return [found[at] for at in sorted(found)]


def period(texts: Iterable[str], pattern: str) -> tuple[date, date] | None:
    """The first period that one of the texts tells where the pattern stands: its first two days, in order."""
    for text in texts:
        for match in re.finditer(pattern, text):
            told = days(match[0])
            if len(told) >= 2 and told[0] <= told[1]:
                return told[0], told[1]
    return None


def answered(answer: str) -> tuple[date, date] | None:
    """A period as a person writes it, 2026-01-01..2026-03-31; None when it is none."""
    first, _, last = answer.partition("..")
    try:
        told = date.fromisoformat(first.strip()), date.fromisoformat((last or first).strip())
    except ValueError:
        return None
    return told if told[0] <= told[1] else None


def _slashed(text: str) -> dict[int, date]:
    matches = list(_SLASHED.finditer(text))
    day_first = any(int(match["first"]) > 12 for match in matches)
    month_first = any(int(match["second"]) > 12 for match in matches)
    if day_first == month_first:
        return {}
    found = {}
    for match in matches:
        first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
        day = _day(year if year > 99 else 2000 + year, second if day_first else first, first if day_first else second)
        if day is not None:
            found[match.start()] = day
    return found


def _day(year: int, month: int | None, day: int) -> date | None:
    if month is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
