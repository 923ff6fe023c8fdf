"""A brand with an ordinary month and a crisis after it, as canonical mentions."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from tests import canonical

FIRST = date(2026, 9, 1)
PARIS = ZoneInfo("Europe/Paris")
ORDINARY = (4, 6, 5, 7, 4, 5, 6)  # negative mentions a day, by turns


def local(*moment):
    """A moment by the clock of Paris."""
    return datetime(*moment, tzinfo=PARIS)


def negatives(store, counts, *, first=FIRST, brand="Aurelle"):
    """An upload of so many negative mentions a day; its id."""
    return canonical.mentions(
        store, canonical.daily(first.isoformat(), counts, Brand=brand, Channel="x", Sentiment="negative")
    )


def calm(days):
    return [ORDINARY[day % len(ORDINARY)] for day in range(days)]
