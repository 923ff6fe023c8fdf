"""Which report is asked for: brand, role, kind and period, checked against the store."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from data.decisions.brands import brands
from data.sentences import Refusal
from data.store import Store
from kpis.analysis.period_scorecard import Look
from kpis.engine import periods
from kpis.engine.periods import Period
from kpis.objectives import objectives

EARLIEST, LATEST = date(1990, 1, 1), date(2999, 12, 31)


@dataclass(frozen=True)
class Request:
    """`kind`: week | month | quarter | comparison. `against`: of a comparison, the period compared with. `today`: the day
    of looking, in the organisation's time zone."""

    kind: str
    brand: str
    role: str
    period: Period
    today: date
    against: Period | None = None

    @property
    def look(self) -> Look:
        return Look(self.brand, self.period, self.role, self.today, against=self.against)

    @property
    def compared(self) -> Period:
        """The period compared with: that of the comparison, else the previous one."""
        return self.against or self.period.back()


def checked(store: Store, request: Request) -> Request:
    """The request. Raises Refusal for a brand or role that the store does not know."""
    known = list(brands(store)["brand"])
    if request.brand not in known:
        if not known:
            raise Refusal("The store holds no brand yet: load an export first.")
        raise Refusal(
            "There is no brand called {brand}. Known brands: {known}.", brand=request.brand, known=", ".join(known)
        )
    roles = objectives.roles(store)
    if request.role not in roles:
        raise Refusal(
            "There is no role called {role}. Known roles: {known}.", role=request.role, known=", ".join(roles)
        )
    return request


def week_of(written: str) -> Period:
    """'2026-W46' or a day of the week. Raises Refusal for what is neither, such as a week 54."""
    found = re.fullmatch(r"(\d{4})-?[WwSs](\d{1,2})", written.strip())
    try:
        if found:
            return _within(periods.week(date.fromisocalendar(int(found[1]), int(found[2]), 1)))
        return _within(periods.week(date.fromisoformat(written.strip())))
    except (ValueError, OverflowError):
        raise Refusal("'{given}' is not a week: write it as 2026-W46, or as one of its days.", given=written) from None


def month_of(written: str) -> Period:
    """'2026-09'. Raises Refusal."""
    try:
        return _within(periods.month(datetime.strptime(written.strip(), "%Y-%m").date()))
    except (ValueError, OverflowError):
        raise Refusal("'{given}' is not a month: write it as 2026-09.", given=written) from None


def quarter_of(written: str) -> Period:
    """'2026-Q3' or '2026-T3'. Raises Refusal."""
    found = re.fullmatch(r"(\d{4})-?[QqTt]([1-4])", written.strip())
    try:
        if found:
            return _within(periods.quarter(date(int(found[1]), 3 * int(found[2]), 1)))
    except (ValueError, OverflowError):
        pass
    raise Refusal("'{given}' is not a quarter: write it as 2026-Q3.", given=written)


def days_of(written: str) -> Period:
    """A period of a comparison: '2026-W46', '2026-09', '2026-Q3' or '2026-09-01..2026-09-15'. Raises Refusal."""
    first, dots, last = written.partition("..")
    if dots:
        try:
            return _within(Period(date.fromisoformat(first.strip()), date.fromisoformat(last.strip())))
        except ValueError:
            raise Refusal("'{given}' is not a period: write it as 2026-09-01..2026-09-15.", given=written) from None
    for read in (quarter_of, month_of, week_of):
        try:
            return read(written)
        except Refusal:
            continue
    raise Refusal(
        "'{given}' is not a period: write it as 2026-W46, 2026-09, 2026-Q3 or 2026-09-01..2026-09-15.", given=written
    )


def code_of(period: Period) -> str:
    """The period in a file's name: '2026-W46', '2026-09', '2026-Q3', '2026-09-01_2026-09-15'."""
    year, week, _ = period.since.isocalendar()
    if period.grain == "week":
        return f"{year}-W{week:02d}"
    if period.grain == "month":
        return f"{period.since:%Y-%m}"
    if period.grain == "quarter":
        return f"{period.since.year}-Q{(period.since.month + 2) // 3}"
    return f"{period.since}_{period.until}"


def last_of(kind: str, today: date) -> Period:
    """The last period of a kind that is over."""
    if kind == "month":
        return periods.month(today.replace(day=1) - timedelta(days=1))
    if kind == "quarter":
        return periods.quarter(today).back()
    return periods.week(today).back()


def _within(period: Period) -> Period:
    if period.until < period.since or period.since < EARLIEST or period.until > LATEST:
        raise ValueError(period)
    return period
