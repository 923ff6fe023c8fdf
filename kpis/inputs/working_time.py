"""Working hours, holidays and promised response times, as tables from which SQL counts working time.

Working time, in seconds, from the first day of the table to a moment t of a local day:

    seconds_before + least(greatest(t − opens_at, 0), open_seconds)

Between two moments it is the difference of the two. Nights, week-ends and public holidays do not count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import pandas as pd

from data.sentences import Refusal
from data.store import Store, insert, now, setting, time_zone
from kpis.engine.scope import Scope
from kpis.inputs import days_off

_HISTORY = timedelta(days=100)  # before the scope: what a KPI looks back to, with a margin
_LAST_YEAR = 2100  # a later moment is an error of the log; public holidays are not known so far ahead
# working hours within which a role promises a first reply
PROMISED = {"stagiaire": 24.0, "senior": 4.0}
_PROMISE = "response_hours"


@dataclass(frozen=True)
class Hours:
    """Working hours: local times, ISO weekdays (1 is Monday), and the place of the public holidays: a country, or a region
    of it (FR, FR-57; '' for none)."""

    opens: time = time(9)
    closes: time = time(18)
    weekdays: tuple[int, ...] = (1, 2, 3, 4, 5)
    country: str = "FR"

    @property
    def length(self) -> timedelta:
        """Of one working day."""
        return timedelta(hours=self.closes.hour - self.opens.hour, minutes=self.closes.minute - self.opens.minute)


def hours(store: Store) -> Hours:
    """The hours declared last; by default Monday to Friday, 9:00 to 18:00, with the public holidays of France."""
    usual = Hours()
    return read_hours(
        between=setting(store, "working_hours", f"{usual.opens:%H:%M}-{usual.closes:%H:%M}"),
        weekdays=setting(store, "working_weekdays", "".join(map(str, usual.weekdays))),
        country=setting(store, "holidays_country", usual.country),
    )


def declare(store: Store, *, between: str, weekdays: str, country: str, who: str) -> Hours:
    """Record the hours: '09:00-18:00', '12345' (1 is Monday), 'FR', 'FR-57' or ''. Raises Refusal for an invalid text."""
    found = read_hours(between=between, weekdays=weekdays, country=country)
    settings = {
        "working_hours": f"{found.opens:%H:%M}-{found.closes:%H:%M}",
        "working_weekdays": "".join(map(str, found.weekdays)),
        "holidays_country": found.country,
    }
    with store.writing() as cursor:
        for name, value in settings.items():
            insert(cursor, "settings", {"name": name, "value": value, "set_at": now(), "set_by": who})
    return found


def read_hours(*, between: str, weekdays: str, country: str) -> Hours:
    """Parse the texts of `declare`. Raises Refusal that says what is wrong."""
    match = re.fullmatch(r"\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*", between)
    numbers = [int(digits) for digits in match.groups()] if match else []
    if not match or max(numbers[0], numbers[2]) > 23 or max(numbers[1], numbers[3]) > 59 or numbers[:2] >= numbers[2:]:
        raise Refusal(
            "'{value}' is not a valid range of working hours: write it as 09:00-18:00, the opening time before the "
            "closing time.",
            value=between,
        )
    if not re.fullmatch(r"[1-7]+", weekdays):
        raise Refusal(
            "'{value}' is not a valid list of working days: write their numbers, 12345 for Monday to Friday.",
            value=weekdays,
        )
    place = days_off.read_place(country)
    opens, closes = time(numbers[0], numbers[1]), time(numbers[2], numbers[3])
    return Hours(opens, closes, tuple(sorted({int(one) for one in weekdays})), place)


def working_days(store: Store, scope: Scope, *, by: str) -> pd.DataFrame:
    """One row per local day, from 100 days before the scope to its end, or to the last moment of the conversations."""
    del by  # the same for every series
    last = _last_moment(store, store.version)
    first = scope.since - _HISTORY
    last = min(max(scope.until, last), date(_LAST_YEAR, 12, 31)) + timedelta(days=1)
    return timetable(first, last, hours=hours(store), zone=time_zone(store))


@lru_cache(maxsize=16)
def timetable(first: date, last: date, *, hours: Hours, zone: str) -> pd.DataFrame:
    """The table for the days from `first` to `last`. `opens_at` is in UTC; a day off has 0 open seconds."""
    days = pd.date_range(first, last, freq="D")
    off = pd.DatetimeIndex(list(days_off.days_off(hours.country, first.year, last.year)))
    is_open = (days.day_of_week + 1).isin(hours.weekdays) & ~days.isin(off)
    opens, closes = (_in_utc(days, moment, zone) for moment in (hours.opens, hours.closes))
    seconds = (closes - opens).total_seconds().to_numpy() * is_open
    return pd.DataFrame(
        {
            "day": days.date,
            "opens_at": opens.to_pydatetime(),
            "open_seconds": seconds,
            "seconds_before": seconds.cumsum() - seconds,
        }
    )


def _in_utc(days: pd.DatetimeIndex, moment: time, zone: str) -> pd.DatetimeIndex:
    """A local time on each day, as naive UTC; a time that the change of clocks skips becomes the next valid one."""
    local = days + pd.Timedelta(hours=moment.hour, minutes=moment.minute)
    second = [False] * len(local)  # of a time that occurs twice when the clocks change, the later one
    return (
        local.tz_localize(ZoneInfo(zone), ambiguous=second, nonexistent="shift_forward")
        .tz_convert("UTC")
        .tz_localize(None)
    )


@lru_cache(maxsize=4)
def _last_moment(store: Store, _version: int) -> date:
    """The last day of any moment of the conversations."""
    last = store.value(
        "select max(greatest(day, first_reply_day, handled_day, routed_day, told_day, handling_told_day)) "
        "from conversations"
    )
    return last or date.min


def response_hours(store: Store, role: str | None) -> float:
    """The working hours within which a role replies: its own setting, else the general one, else the default."""
    role = role or "senior"
    general = setting(store, _PROMISE, str(PROMISED.get(role, PROMISED["senior"])))
    return float(setting(store, f"{_PROMISE}.{role}", general))


def promise(store: Store, hours: float, *, who: str, role: str | None = None) -> None:
    """Record the promise of a role; None: of all roles without their own. Raises Refusal unless it is above zero."""
    if not 0 < hours < 10_000:
        raise Refusal("The promised response time must be above 0 working hours, not {hours}.", hours=hours)
    name = f"{_PROMISE}.{role}" if role else _PROMISE
    store.append("settings", {"name": name, "value": str(float(hours)), "set_at": now(), "set_by": who})


def promises(store: Store, scope: Scope, *, by: str) -> pd.DataFrame:
    """One row: the promise of the scope's role, and the length of a working day."""
    del by  # the same for every series
    length = hours(store).length.total_seconds() / 3600
    return pd.DataFrame({"response_hours": [response_hours(store, scope.role)], "working_day_hours": [length]})
