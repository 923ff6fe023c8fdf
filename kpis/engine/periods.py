"""A period: an ISO week, a month, a quarter or any other days; and the periods before it."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from data.sentences import Refusal
from kpis.catalogue import Kpi

FIRST, LAST = date(1990, 1, 1), date(2100, 12, 31)  # days that can be asked for: no export has another one
YEAR = timedelta(days=364)  # so that the same weekdays are compared


@dataclass(frozen=True)
class Period:
    """From `since` to `until`, both included. grain: week | month | quarter | days, derived from the dates."""

    since: date
    until: date

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1

    @property
    def grain(self) -> str:
        if self.days == 7 and self.since.weekday() == 0:
            return "week"
        if self == month(self.since):
            return "month"
        return "quarter" if self == quarter(self.since) else "days"

    @property
    def last_monday(self) -> date:
        """The Monday of the last whole week in the period, or, without one, of the week of its last day."""
        monday = self.until - timedelta(days=self.until.weekday())
        whole = monday if self.until.weekday() == 6 else monday - timedelta(days=7)
        return whole if whole >= self.since else monday

    def back(self, count: int = 1) -> Period:
        """The period `count` periods earlier, of the same grain; for any other days, of the same length."""
        if self.grain in ("month", "quarter"):
            size = 1 if self.grain == "month" else 3
            first = _months_before(self.since, count * size)
            return month(first) if size == 1 else quarter(first)
        step = timedelta(days=self.days * count)
        return Period(self.since - step, self.until - step)

    def year_before(self) -> Period:
        """The same month or quarter of the year before; for a week or other days, those 364 days earlier."""
        if self.grain in ("month", "quarter"):
            return self.back(12 if self.grain == "month" else 4)
        return Period(self.since - YEAR, self.until - YEAR)

    def evaluated(self, kpi: Kpi) -> Period:
        """The days of the KPI's figure: for a week and a KPI evaluated over four, the four weeks that end with it."""
        if self.grain == "week" and kpi.weeks == 4:
            return Period(self.since - timedelta(days=21), self.until)
        return self


def week(day: date) -> Period:
    """The ISO week of a day."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def month(day: date) -> Period:
    """The month of a day."""
    return Period(day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1]))


def quarter(day: date) -> Period:
    """The quarter of a day."""
    first = day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)
    return Period(first, month(_months_before(first, -2)).until)


def _months_before(first: date, months: int) -> date:
    """The first day of the month so many months earlier. `first`: the first day of a month."""
    number = first.year * 12 + first.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def day_asked(written: str, option: str) -> date:
    """A day that somebody asks for in words. Raises Refusal for what is no day, and for one that no export can have: a period
    up to it would cost minutes and memory, and the calendar ends before the period that it is compared with."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise Refusal("{option} {given}: write the day as 2026-01-31.", option=option, given=written) from None
    if not FIRST <= day <= LAST:
        raise Refusal(
            "{option} {given}: no export has that day. Ask for one from {first} to {last}.",
            option=option,
            given=written,
            first=FIRST,
            last=LAST,
        )
    return day
