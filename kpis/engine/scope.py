"""What a computation looks at: days, brands, filters, and the reference day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

GRAINS = ("day", "week", "month", "quarter", "all", "four weeks")


@dataclass(frozen=True)
class Scope:
    """Days from `since` to `until`, both included, in the organisation's time zone.

    `brands`: whose figures are wanted; empty: every brand (or, when the figures are broken down by something else,
    our own brands). The filters keep rows inside the figures; brands choose among the figures, for a share needs the
    competitors. `today`: the day it is; nothing in the SQL asks a clock. `role`: whose objectives are judged.
    """

    since: date
    until: date
    brands: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    today: date | None = None
    role: str | None = None

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """Column -> the values that pass; columns without a filter are left out."""
        given = {
            "channel": self.channels,
            "source": self.sources,
            "language": self.languages,
            "country": self.countries,
            "topic": self.topics,
        }
        return {column: values for column, values in given.items() if values}

    @property
    def reference(self) -> date:
        """The day it is for this computation: `today`, or the day after the scope."""
        return self.today or self.until + timedelta(days=1)
