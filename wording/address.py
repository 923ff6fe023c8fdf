"""The codes of the dashboard's address that name a view and the evidence of a figure, for screens and links alike."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

FIGURE, OF, BY, PART = "figure", "figure_of", "figure_by", "figure_part"
_SEPARATOR = "~"


def figure_of(brand: str, since: date, until: date, network: str = "") -> str:
    """The value of OF: the figure's brand and days, and its network where it is of a single one."""
    return _SEPARATOR.join([brand, since.isoformat(), until.isoformat(), *([network] if network else [])])


def parts_of(told: str) -> list[str]:
    """The parts of a value of OF, as written; a brand may hold the separator.

    The days are found from the end, so that a brand called 'a~b' is one brand.
    """
    parts = told.split(_SEPARATOR)
    for dates in (len(parts) - 2, len(parts) - 3):
        if dates >= 1 and all(_is_day(one) for one in parts[dates : dates + 2]):
            return [_SEPARATOR.join(parts[:dates]), *parts[dates:]]
    return parts


def part(item: str) -> str:
    """The value of PART: an item, which may be ''."""
    return f"={item}"


def view(*, brand: str, since: date, until: date, role: str, language: str, compare: str = "") -> dict[str, str]:
    """The values of a view, without those that are the default."""
    days = {"since": since.isoformat(), "until": until.isoformat()}
    return {"brand": brand, **days, "role": role, "lang": language, **({"compare": compare} if compare else {})}


def link(base: str, screen: str, values: dict[str, str]) -> str:
    """An address: '' as `base` gives one that begins with '?' or the screen."""
    query = f"?{urlencode(values)}" if values else ""
    if not base:
        return f"{screen}{query}"
    return f"{base.rstrip('/')}/{screen}{query}"


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
