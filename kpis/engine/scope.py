"""The scope of a computation: days, brands, filters, reference day and role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

GRAINS = ("day", "week", "month", "quarter", "all", "four weeks")


@dataclass(frozen=True)
class Scope:
    """Days from `since` to `until`, both included, in the organisation's time zone.

    `brands`: empty for every brand (or, when figures are broken down by something else, for our own brands). Brands
    select figures, whereas the other filters select the rows counted: a share also needs the competitors' rows.
    `today`: the reference day; no SQL reads the clock. `role`: whose objectives figures are evaluated against.
    `known_from`: no row of an earlier day is read, so that a figure is what it was before older days were loaded.
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
    known_from: date | None = None

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """Column -> the values selected, for the columns with a filter."""
        selected = {
            "channel": self.channels,
            "source": self.sources,
            "language": self.languages,
            "country": self.countries,
            "topic": self.topics,
        }
        return {column: values for column, values in selected.items() if values}

    @property
    def reference(self) -> date:
        """`today`, or by default the day after the scope."""
        return self.today or self.until + timedelta(days=1)
